"""Workbooks that the program writes, read by another library, and what of them a printer makes."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

A4_LANDSCAPE = 297 / 25.4  # inches
DIGIT, INCH = 7, 96  # pixels; a digit is one of Calibri 11 (ECMA-376, 18.3.1.13)


class Framed(NamedTuple):
    """A sheet: what stands above the headers, those, the rows below, what stands across these, and the sums."""

    above: list[str]
    header: list[Any]
    rows: list[list[Any]]
    across: list[str]


def opened(data: bytes | Path) -> Any:
    """Return a workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)


def values(sheet: Any) -> list[list[Any]]:
    """Return the cells of a sheet, dates without their midnight."""
    return [[plain(cell.value) for cell in row] for row in sheet.rows]


def plain(value: Any) -> Any:
    """Return the value of a cell; a day is a date."""
    return value.date() if isinstance(value, datetime) else value


def header_row(sheet: Any) -> int:
    """Return the number of the row of the headers, which every page repeats."""
    return int(sheet.print_title_rows.rpartition("$")[2])


def framed(sheet: Any) -> Framed:
    """Return a sheet in its parts."""
    across = {merge.min_row for merge in sheet.merged_cells.ranges}
    numbered = [*enumerate(values(sheet), 1)]
    head = header_row(sheet)
    return Framed(
        [row[0] for number, row in numbered if number < head],
        numbered[head - 1][1],
        [row for number, row in numbered if number > head and number not in across],
        [row[0] for number, row in numbered if number > head and number in across],
    )


def column(sheet: Any, heading: str) -> list[Any]:
    """Return the values of the column with a heading."""
    parts = framed(sheet)
    place = parts.header.index(heading)
    return [row[place] for row in parts.rows]


def scale(sheet: Any) -> float:
    """Return by which factor a spreadsheet program makes a sheet smaller, so that it is as wide as the paper."""
    margins = sheet.page_margins.left + sheet.page_margins.right
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    room: float = (A4_LANDSCAPE - margins) * INCH
    return min(1.0, room / sum(width * DIGIT for width in widths(sheet)))


def widths(sheet: Any) -> list[float]:
    """Return the widths of the columns of a sheet in digits, with what each has beside them, as a file holds them."""
    spans = [(each.min, each.max, each.width) for each in sheet.column_dimensions.values()]
    found = {number: width for first, last, width in spans for number in range(first, last + 1)}
    return [found[number] for number in range(1, sheet.max_column + 1)]


def smallest_print(book: Any) -> float:
    """Return the size in points of the smallest type that is printed of a workbook."""
    printed = [sheet for sheet in book if sheet.sheet_state == "visible"]
    sizes = [cell.font.sz * scale(sheet) for sheet in printed for row in sheet.rows for cell in row if cell.value]
    return float(min(sizes))


def day(text: str) -> date:
    """Return the day of a text."""
    return date.fromisoformat(text)
