"""An Excel workbook as tables, one for each sheet: values and merged cells. Formulas are never run."""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

from dispatch_cli.errors import CommandLineError, UnreadableError
from dispatch_cli.extras import load
from dispatch_cli.hints import brief
from dispatch_cli.ledger.grid import LAST_ROW, Fault, Grid, LedgerCell, LedgerRow, Merge, merge_of
from dispatch_cli.ledger.package import MEGABYTE, weigh
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.styles.cell_style import StyleArray

_EXTRA = "excel"
_MOST_TEXT = 16 * MEGABYTE
_MOST_MERGES = 200_000
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_IN_A_ROW = frozenset(f"{_NAMESPACE}{tag}" for tag in ("c", "v", "f", "is", "t", "r"))
# Chinese formats that Excel has built in and openpyxl does not know: months without a day, and days.
_CHINESE_MONTHS = dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月")
_CHINESE_DAYS = dict.fromkeys((28, 29, 30, 31, 51, 53, 54, 58), "yyyy年m月d日")
_ESCAPED = re.compile("_x00([01][0-9A-Fa-f])_")
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_LEADING_ZEROS = re.compile("0{2,30}")
_FORMULA = Fault(
    say("this cell holds a formula, not a value"),
    say("copy the column and paste it as values, then save the workbook"),
)


class LedgerSheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    is_visible: bool


class _SheetRow(NamedTuple):
    """A row as the workbook holds it, which may be hidden."""

    row: LedgerRow
    is_hidden: bool


class Workbook:
    """A workbook that is read sheet by sheet."""

    def __init__(self, path: str, data: bytes) -> None:
        """Open the workbook. Raises UnreadableError, and CommandLineError where the library is not installed."""
        self.path = path
        self._openpyxl = load("openpyxl", _EXTRA)
        self._iterparse = load("defusedxml.ElementTree", _EXTRA).iterparse  # openpyxl takes it too
        self._text = 0
        with self._understood():
            self._archive = ZipFile(io.BytesIO(data))
            weigh(path, self._archive)
            self._book = self._openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            self._formats = [self._format(style) for style in self._book._cell_styles]  # noqa: SLF001 it has no public name
        chinese = (place for place, code in enumerate(self._formats) if code.startswith("yyyy年"))
        self._book._date_formats.update(chinese)  # noqa: SLF001
        self.sheets = [LedgerSheet(sheet.title, sheet.sheet_state == "visible") for sheet in self._book.worksheets]

    def grid(self, name: str, most: int = LAST_ROW) -> Grid:
        """Return the table of a sheet, or its first rows. Raises UnreadableError."""
        rows: list[LedgerRow] = []
        merges: list[Merge] = []
        hidden = 0
        with self._understood():
            for part in self._parts(name):
                if isinstance(part, Merge):
                    merges.append(part)
                elif part.row.cells:
                    rows.append(part.row)
                    hidden += part.is_hidden
                if len(rows) >= most:
                    break
        return Grid(self.path, name, tuple(rows), tuple(merges), hidden)

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Raise UnreadableError for whatever a damaged workbook makes the library stumble over."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what else there is in a workbook
                yield
        except (UnreadableError, CommandLineError):
            raise
        except Exception:  # noqa: BLE001 any part of it can be damaged in any way
            message = say("{path}: the workbook is damaged and cannot be read", path=self.path)
            raise UnreadableError(message, say("open it in Excel or WPS and save it again as .xlsx")) from None

    def _parts(self, name: str) -> Iterator[_SheetRow | Merge]:
        """Yield the rows of a sheet and then its merged cells.

        openpyxl reads the rows. The rest of a sheet may be large and is passed over.
        """
        book, sheet, count = self._book, self._book[name], 0
        parser = load("openpyxl.worksheet._reader", _EXTRA).WorkSheetParser(
            None,
            sheet._shared_strings,  # noqa: SLF001
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        with self._archive.open(sheet._worksheet_path) as file:  # noqa: SLF001
            for _, element in self._iterparse(file):
                if element.tag == f"{_NAMESPACE}row":
                    is_hidden = element.get("hidden") in {"1", "true"}
                    number, cells = parser.parse_row(element)
                    parser.row_dimensions.clear()
                    yield _SheetRow(LedgerRow(number, self._cells(cells)), is_hidden)
                elif element.tag == f"{_NAMESPACE}mergeCell" and (count := count + 1) <= _MOST_MERGES:
                    yield merge_of(*self._openpyxl.utils.range_boundaries(element.get("ref")))
                if element.tag not in _IN_A_ROW:
                    element.clear()

    def _cells(self, cells: list[dict[str, Any]]) -> dict[int, LedgerCell]:
        read = ((cell["column"], self._cell(cell)) for cell in cells if cell["value"] is not None)
        return {column: cell for column, cell in read if cell.text or cell.fault}

    def _cell(self, cell: dict[str, Any]) -> LedgerCell:
        value, kind = cell["value"], cell["data_type"]
        if kind == "f":
            return LedgerCell("", fault=_FORMULA)
        if kind == "e":
            message = say("this cell holds the error {error}", error=brief(f"{value}"))
            return LedgerCell("", fault=Fault(message, say("correct it in the workbook")))
        if isinstance(value, str):
            return LedgerCell(self._unescaped(value))
        code = self._formats[cell["style_id"]]
        return _dated(value, code) if isinstance(value, date) else LedgerCell(_number(value, code))

    def _unescaped(self, text: str) -> str:
        """Return a text without its escapes. Raises UnreadableError where all texts together are too long."""
        self._text += len(text)
        if self._text > _MOST_TEXT:
            message = say("{path}: its texts are longer than {limit} MB", path=self.path, limit=_MOST_TEXT // MEGABYTE)
            raise UnreadableError(message, say("no list that people keep is this large; is it the right file?"))
        plain = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
        return plain.replace("\r\n", "\n").strip()

    def _format(self, style: StyleArray) -> str:
        """Return the format of numbers and dates that a style has."""
        numbers = self._openpyxl.styles.numbers
        place = style.numFmtId - numbers.BUILTIN_FORMATS_MAX_SIZE
        if place >= 0:
            return str(self._book._number_formats[place])  # noqa: SLF001
        built_in = {**_CHINESE_MONTHS, **_CHINESE_DAYS, **numbers.BUILTIN_FORMATS}
        return str(built_in.get(style.numFmtId, ""))


def _dated(value: date, code: str) -> LedgerCell:
    """Return the cell of a date; a format without a day, as for a month, makes it a text."""
    day = value.date() if isinstance(value, datetime) else value
    if "d" not in _LITERAL.sub("", code).lower():
        return LedgerCell(f"{day:%Y-%m}")
    return LedgerCell(f"{day}", day)


def _number(value: object, code: str) -> str:
    """Return a number as it is shown: whole numbers without a point, and with the leading zeros of its format."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).upper() if isinstance(value, bool) else f"{value}"
    return text.zfill(len(code)) if isinstance(value, int) and _LEADING_ZEROS.fullmatch(code) else text
