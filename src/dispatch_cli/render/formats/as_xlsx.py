"""A workbook for spreadsheet programs: dates are dates, texts are never formulas, each sheet is ready to be handed in.

A sheet is printed on A4 landscape, as wide as the paper: a title, a line with the day and the counts, the headers,
which every page repeats, the rows, the sums. Its columns are as wide as `paper` says, so that no type is made smaller.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from dispatch_cli.errors import CommandLineError
from dispatch_cli.extras import load
from dispatch_cli.messages import say
from dispatch_cli.render.formats.drawn_sheet import CellLooks, SheetDrawing, cell_text
from dispatch_cli.render.formats.faces import FACES, MEASURE, MEASURE_SIZE
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from dispatch_cli.render.formats.book import Book, Table
    from dispatch_cli.render.style import Style

MOST_ROWS = 1_048_000  # of 1,048,576; the others are for what stands above and below
MOST_UNITS = 32_767  # of UTF-16, in one cell
_TITLE_CHARACTERS = 100
_OTHERWISE = say("take another format, such as csv")


def render(book: Book, style: Style | None = None) -> bytes:  # noqa: ARG001 a book is in its language already
    """Return the file, the same for the same book. Raises CommandLineError for what a sheet or cell cannot hold."""
    for table in book.tables:
        _check(table)
    file = BytesIO()
    with load("xlsxwriter", "excel").Workbook(file, _options()) as workbook:
        properties = {"title": harmless(book.title)[:_TITLE_CHARACTERS], "created": datetime.combine(book.day, time())}
        workbook.set_properties(properties)
        formats = CellLooks(workbook, FACES[book.code])
        for table in book.tables:
            SheetDrawing(workbook.add_worksheet(table.name), table.without_empty_columns(), formats, book).draw()
    return file.getvalue()


def _options() -> dict[str, object]:
    """Return new options: the library changes those that it is given."""
    face = {"font_name": MEASURE.name, "font_family": MEASURE.family, "font_size": MEASURE_SIZE}
    texts = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    return {"in_memory": True, **texts, "default_format_properties": face}


def _check(table: Table) -> None:
    if len(table.rows) > MOST_ROWS:
        message = say("a sheet holds {most} rows, these are {n}", most=MOST_ROWS, n=len(table.rows))
        raise CommandLineError(message, _OTHERWISE)
    for row in table.rows:
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, str) and len(value) > MOST_UNITS // 2:
                _check_length(f"{row[0]}", column.header, cell_text(value))


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
