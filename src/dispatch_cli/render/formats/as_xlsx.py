"""A workbook for spreadsheet programs: dates are dates, texts are never formulas, each sheet is ready to be printed."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from dispatch_cli.errors import CommandLineError
from dispatch_cli.extras import load
from dispatch_cli.messages import say
from dispatch_cli.render.formats.book import CellFormat, Link
from dispatch_cli.render.text.plain import harmless
from dispatch_cli.render.text.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.render.formats.book import Book, BookColumn, CellValue, Table
    from dispatch_cli.render.style import Style

MOST_ROWS = 1_048_575  # and one for the header
MOST_UNITS = 32_767  # of UTF-16, in one cell
FIRST_DATE = date(1900, 3, 1)  # Excel knows no day before 1900, and a 29 February in that year
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_DATES, _PERCENT = "yyyy-mm-dd", "0%"
_NARROW, _WIDE, _MARGIN, _BUTTON = 6, 48, 2, 4  # widths in digits; the header's filter has a button
_LINE, _TALLEST = 18, 409  # heights in points
_MEASURED, _READABLE = 2_000, 2_000  # rows whose width counts, characters whose lines do
_HEADER = CellFormat(bold=True, fill="#E5E7EB")
_A4, _TITLE_CHARACTERS = 9, 100
_OTHERWISE = say("take another format, such as csv")
_PLAIN = CellFormat()


def render(book: Book, style: Style | None = None) -> bytes:  # noqa: ARG001 a book is in its language already
    """Return the file, the same for the same book. Raises CommandLineError for what a sheet or cell cannot hold."""
    for table in book.tables:
        _check(table)
    file = BytesIO()
    title = harmless(book.title)[:_TITLE_CHARACTERS]
    with load("xlsxwriter", "excel").Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "created": datetime.combine(book.day, time())})
        formats = _Formats(workbook)
        for table in book.tables:
            sheet = workbook.add_worksheet(table.name)
            widths = [_width(column, table, place) for place, column in enumerate(table.columns)]
            _fill(sheet, table, formats)
            _lay_out(sheet, table, widths)
            _set_page(sheet, title)
    return file.getvalue()


def _check(table: Table) -> None:
    if len(table.rows) > MOST_ROWS:
        message = say("a sheet holds {most} rows, these are {n}", most=MOST_ROWS, n=len(table.rows))
        raise CommandLineError(message, _OTHERWISE)
    for row in table.rows:
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, str) and len(value) > MOST_UNITS // 2:
                _check_length(f"{row[0]}", column.header, _text(value))


def _check_length(row: str, header: str, text: str) -> None:
    units = len(text.encode("utf-16-le")) // 2
    if units > MOST_UNITS:
        message = say(
            "{row}, {column}: a cell of a sheet holds {most} characters, this text has {n}",
            row=row,
            column=header,
            most=MOST_UNITS,
            n=units,
        )
        raise CommandLineError(message, _OTHERWISE)


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.made: dict[tuple[CellFormat, str], Any] = {}

    def get(self, look: CellFormat, number: str = "") -> Any:
        """Return the format of a look and of a way to write numbers."""
        if (look, number) not in self.made:
            self.made[look, number] = self.workbook.add_format(dict(_properties(look, number)))
        return self.made[look, number]

    def of(self, column: BookColumn, value: CellValue) -> Any:
        """Return the format of a value in a column."""
        look = column.looks.get(value, _PLAIN) if isinstance(value, str) else _PLAIN
        return self.get(look, _DATES if isinstance(value, date) else _PERCENT if column.percent else "")


def _properties(look: CellFormat, number: str) -> Iterator[tuple[str, object]]:
    yield "valign", "vcenter"
    yield "text_wrap", True
    if number:
        yield "num_format", number
    if number == _DATES:
        yield "align", "left"
    if look.bold:
        yield "bold", True
    if look.struck:
        yield "font_strikeout", True
    if look.color:
        yield "font_color", look.color
    if look.fill:
        yield "bg_color", look.fill


def _fill(sheet: Any, table: Table, formats: _Formats) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, harmless(column.header), formats.get(_HEADER))
    for number, row in enumerate(table.rows, 1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, number, place, value, formats.of(column, value))
    for place, value in enumerate(table.sums):
        look = formats.get(_HEADER, _PERCENT if table.columns[place].percent else "")
        _write(sheet, len(table.rows) + 1, place, value, look)


def _write(sheet: Any, row: int, column: int, value: CellValue, look: Any) -> None:
    """Write one cell as what it is; an absent value is an empty cell."""
    if isinstance(value, Link):
        place = f"internal:'{value.sheet}'!A{value.row + 1}"
        sheet.write_url(row, column, place, look, string=harmless(value.text))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date) and value >= FIRST_DATE:
        sheet.write_datetime(row, column, value, look)
    elif value not in {None, ""}:
        sheet.write_string(row, column, _text(str(value)), look)


def _text(text: str) -> str:
    """Return a text that does no harm; of its breaks only those of lines stay, for which a cell has room."""
    return "\n".join(map(harmless, text.replace("\r\n", "\n").split("\n")))


def _lay_out(sheet: Any, table: Table, widths: list[int]) -> None:
    """Set widths and heights, and let the header stay in sight, filter and be repeated on paper."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_row(0, _LINE)
    for number, row in enumerate(table.rows, 1):  # not every program finds the height of a wrapped text by itself
        lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
        sheet.set_row(number, min(lines * _LINE, _TALLEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})
    sheet.repeat_rows(0)


def _width(column: BookColumn, table: Table, place: int) -> int:
    """Return a width in which the values of a column fit; what is longer is wrapped."""
    values = [row[place] for row in (*islice(table.rows, _MEASURED), table.sums) if row]
    widths = (cell_len(harmless(str(value))) + _MARGIN for value in values if value is not None)
    return min(max(_NARROW, cell_len(column.header) + _BUTTON, *widths), _WIDE)


def _lines(value: CellValue, width: int) -> int:
    """Return how many lines a value takes in a column."""
    lines = _text(value[:_READABLE]).split("\n") if isinstance(value, str) else [""]
    inner = width - _MARGIN
    return sum(_lines_of(line, inner) for line in lines)


def _lines_of(text: str, width: int) -> int:
    return max(len(wrapped(text, width)), ceil(cell_len(text) / width)) if cell_len(text) > width else 1


def _set_page(sheet: Any, title: str) -> None:
    """Print on A4 landscape, as wide as the paper."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.hide_gridlines(0)  # they are printed
    sheet.set_header("&C" + title.replace("&", "&&"))
    sheet.set_footer("&C&P / &N")
