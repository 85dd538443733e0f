"""Workbooks of other kinds (.xls, .xlsb, .ods) as tables. Their numbers are read without their formats."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zipfile import ZipFile

from dispatch_cli.extras import load
from dispatch_cli.ledger.extent import check_binary, check_document, check_old
from dispatch_cli.ledger.formats import PLAIN, number_cell
from dispatch_cli.ledger.grid import LAST_ROW, Grid, LedgerCell, LedgerRow, Merge
from dispatch_cli.ledger.kinds import Kind, protected
from dispatch_cli.ledger.package import weigh
from dispatch_cli.ledger.parts import SheetPart
from dispatch_cli.ledger.workbook import Understood

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXTRA = "excel"


class OtherBook:
    """A workbook that is read sheet by sheet, by a library made for its kind."""

    def __init__(self, path: str, data: bytes, kind: Kind) -> None:
        """Open the workbook. Raises UnreadableError, and CommandLineError where the library is not installed."""
        self.path = path
        library = load("python_calamine", _EXTRA)
        with Understood(path):
            _check_size(path, data, kind)
            try:
                self._book = library.CalamineWorkbook.from_filelike(io.BytesIO(data))
            except library.PasswordError:
                raise protected(path) from None
            visible, found = library.SheetVisibleEnum.Visible, self._book.sheets_metadata
            self.sheets = tuple(SheetPart(each.name, each.visible == visible, "") for each in found)

    def grid(self, name: str, most: int = LAST_ROW) -> Grid:
        """Return the table of a sheet, or its first rows. Raises UnreadableError."""
        with Understood(self.path):
            sheet = self._book.get_sheet_by_name(name)
            lines = sheet.to_python(skip_empty_area=False, nrows=most if most < LAST_ROW else None)
            merges = sheet.merged_cell_ranges
        rows = (LedgerRow(number, _cells(line)) for number, line in enumerate(lines, 1))
        ranges = (Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merges or ())
        return Grid(self.path, name, tuple(row for row in rows if row.cells), tuple(ranges), is_flat=merges is None)


def _check_size(path: str, data: bytes, kind: Kind) -> None:
    """Raise UnreadableError for a workbook that would unfold into more than a ledger."""
    if kind is Kind.OLD_WORKBOOK:
        check_old(path, data)
        return
    with ZipFile(io.BytesIO(data)) as archive:
        weigh(path, archive)
        (check_document if kind is Kind.OPEN_DOCUMENT else check_binary)(path, archive)


def _cells(line: Iterable[object]) -> dict[int, LedgerCell]:
    cells = {column: _cell(value) for column, value in enumerate(line, 1) if value != ""}
    return {column: cell for column, cell in cells.items() if cell.text}


def _cell(value: object) -> LedgerCell:
    if isinstance(value, datetime):
        return LedgerCell(f"{value:%Y-%m-%d}", value.date())
    if isinstance(value, date):
        return LedgerCell(f"{value}", value)
    if isinstance(value, bool):
        return LedgerCell(f"{value}".upper())
    if isinstance(value, (int, float)):
        return number_cell(f"{value}", PLAIN, is_1904=False)
    if isinstance(value, (time, timedelta)):
        return LedgerCell(f"{value}")
    return LedgerCell(f"{value}".replace("\r\n", "\n").strip())
