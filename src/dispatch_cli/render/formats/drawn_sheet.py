"""One sheet of a workbook, drawn from the top to the bottom, and laid out to be printed on A4 landscape."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from dispatch_cli.messages import say
from dispatch_cli.render.formats.book import CellFormat, Link
from dispatch_cli.render.formats.paper import (
    BLANK,
    MARGIN,
    SIZE,
    WidthWish,
    heading_width,
    height,
    lines_of,
    longest,
    widths,
)
from dispatch_cli.render.text.language import Language
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.render.formats.book import Book, BookColumn, CellValue, Table
    from dispatch_cli.render.formats.faces import CellFace, CellFaces

FIRST_DATE = date(1900, 3, 1)  # Excel knows no day before 1900, and a 29 February in that year
_DATES, _PERCENT = "yyyy-mm-dd", "0%"
_DATE_WIDTH = 11
_LEAST, _WIDE, _TO_FILL, _LEAST_FLOWING = 5, 14, 21, 9  # digits, of a column
_MEASURED, _READABLE = 2_000, 2_000  # rows whose width counts, characters whose lines do
_A4 = 9
_PLAIN = CellFormat()


class CellLooks:
    """The formats of a workbook, each made once, in the faces of its language."""

    def __init__(self, workbook: Any, faces: CellFaces) -> None:
        """Begin without any."""
        self.workbook = workbook
        self.faces = faces
        self.made: dict[tuple[CellFace, CellFormat, str], Any] = {}

    def get(self, face: CellFace, look: CellFormat = _PLAIN, number: str = "") -> Any:
        """Return the format of a face, of a look and of a way to write numbers."""
        if (face, look, number) not in self.made:
            self.made[face, look, number] = self.workbook.add_format(dict(_properties(face, look, number)))
        return self.made[face, look, number]

    def of(self, column: BookColumn, value: CellValue) -> Any:
        """Return the format of a value in a column."""
        look = column.looks.get(value, _PLAIN) if isinstance(value, str) else _PLAIN
        face = self.faces.flowing if column.flows else self.faces.centred
        return self.get(face, look, _DATES if isinstance(value, date) else _PERCENT if column.percent else "")


def _properties(face: CellFace, look: CellFormat, number: str) -> Iterator[tuple[str, object]]:
    font = face.font
    yield from (("font_name", font.name), ("font_family", font.family), ("font_charset", font.charset))
    yield from (("font_size", face.size), ("valign", "vcenter"), ("align", face.align), ("text_wrap", True))
    if number:
        yield "num_format", number
    if face.framed:
        yield "border", 1
    if face.bold or look.bold:
        yield "bold", True
    if look.color:
        yield "font_color", look.color
    if fill := look.fill or face.fill:
        yield "bg_color", fill


class SheetDrawing:
    """One sheet while it is drawn, from the top to the bottom."""

    def __init__(self, sheet: Any, table: Table, formats: CellLooks, book: Book) -> None:
        """Begin at the top; the widths are those of all that will stand below."""
        self.sheet = sheet
        self.book = book
        self.table = table
        self.formats = formats
        self.widths = widths([_wish(column, table, place) for place, column in enumerate(table.columns)])
        self.row = 0

    def draw(self) -> None:
        """Draw the sheet whole."""
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)
        if not self.table.hidden:
            self._across(self.table.title or self.book.title, self.formats.faces.title)
            if self.table.line:
                self._across(self.table.line, self.formats.faces.line)
        header = self._header()
        self._rows()
        if self.table.rows and not self.table.headings:  # programs neither filter nor sort merged cells
            self.sheet.autofilter(header, 0, self.row - 1, len(self.widths) - 1)
        self._below()
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self.row + 1}"})
        self._set_page(header)

    def _header(self) -> int:
        """Write the headers, which stay in sight and stand on every page, and return their row."""
        for place, column in enumerate(self.table.columns):
            self._text(place, column.header, self.formats.get(self.formats.faces.header))
        lines = (lines_of(column.header, width) for column, width in zip(self.table.columns, self.widths, strict=True))
        self._end(height(max(lines)))
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.row - 1)
        return self.row - 1

    def _rows(self) -> None:
        for number, values in enumerate(self.table.rows):
            if heading := self.table.headings.get(number):
                self._across(heading, self.formats.faces.heading)
            self._values(values, [self.formats.of(*each) for each in zip(self.table.columns, values, strict=True)])

    def _below(self) -> None:
        if sums := self.table.sums:
            numbers = (_PERCENT if column.percent else "" for column in self.table.columns)
            self._values(sums, [self.formats.get(self.formats.faces.sums, number=number) for number in numbers])
        for line in self.table.foot:
            self._across(line, self.formats.faces.foot)

    def _values(self, values: Sequence[CellValue], looks: Sequence[Any]) -> None:
        """Write a row; not every program finds the height of a wrapped text by itself."""
        for place, (value, look) in enumerate(zip(values, looks, strict=True)):
            self._write(place, value, look)
        self._end(height(max(_lines(value, width) for value, width in zip(values, self.widths, strict=True))))

    def _across(self, text: str, face: CellFace) -> None:
        """Write a text that stands across all columns."""
        look, last = self.formats.get(face), len(self.widths) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", look)
        self._text(0, text, look)
        times = face.size / SIZE
        self._end(height(lines_of(cell_text(text), int(sum(self.widths) / times))) * times)

    def _write(self, column: int, value: CellValue, look: Any) -> None:
        """Write one cell as what it is; an absent value is an empty cell."""
        if isinstance(value, Link):
            self.sheet.write_url(self.row, column, self._place(value), look, string=cell_text(value.text))
        elif isinstance(value, bool):
            self.sheet.write_boolean(self.row, column, value, look)
        elif isinstance(value, (int, float)):
            self.sheet.write_number(self.row, column, value, look)
        elif isinstance(value, date) and value >= FIRST_DATE:
            self.sheet.write_datetime(self.row, column, value, look)
        elif value in {None, ""}:
            self.sheet.write_blank(self.row, column, None, look)
        else:
            self._text(column, str(value), look)

    def _place(self, link: Link) -> str:
        """Return where a link leads: below the header of another sheet."""
        above = next(table.above for table in self.book.tables if table.name == link.sheet)
        return f"internal:'{link.sheet}'!A{above + 1 + link.row}"

    def _text(self, column: int, text: str, look: Any) -> None:
        self.sheet.write_string(self.row, column, cell_text(text), look)

    def _end(self, points: float) -> None:
        self.sheet.set_row(self.row, points)
        self.row += 1

    def _set_page(self, header: int) -> None:
        """Print on A4 landscape, as wide as the paper, the pages numbered."""
        sheet = self.sheet
        if self.table.hidden:
            sheet.hide()
        else:  # LibreOffice prints hidden sheets too, but where there are print areas those alone
            sheet.print_area(0, 0, max(self.row - 1, header), len(self.widths) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=MARGIN, right=MARGIN, top=0.5, bottom=0.6)
        sheet.hide_gridlines(2)  # cells have frames
        pages = Language(self.book.code).speak(say("Page {page} of {pages}", page="&P", pages="&N"))
        face = self.formats.faces.foot
        sheet.set_footer(f'&C&"{face.font.name},Regular"&{face.size:.0f}{pages}')


def cell_text(text: str) -> str:
    """Return a text that does no harm; of its breaks only those of lines stay, for which a cell has room."""
    return "\n".join(map(harmless, text.replace("\r\n", "\n").split("\n")))


def _wish(column: BookColumn, table: Table, place: int) -> WidthWish:
    """Return in which width the values of a column fit, and what it needs at least."""
    values = [row[place] for row in (*islice(table.rows, _MEASURED), table.sums) if row]
    whole = max((_width(value, percent=column.percent) for value in values), default=0)
    least = heading_width(harmless(column.header)) + BLANK
    if column.to_fill:
        return WidthWish(max(least, _TO_FILL), max(least, _TO_FILL), flows=True)
    if column.flows:
        return WidthWish(max(least, whole + BLANK), max(least, min(whole + BLANK, _LEAST_FLOWING)), flows=True)
    width = max(_LEAST, least, min(whole + BLANK, _WIDE))
    return WidthWish(width, width, flows=False)


def _width(value: CellValue, *, percent: bool) -> int:
    """Return how wide a value is in its column, in digits."""
    if value is None:
        return 0
    if isinstance(value, date):
        return _DATE_WIDTH
    if isinstance(value, (str, Link)):
        return longest(cell_text(f"{value}"[:_READABLE]))
    return len(f"{value:.0%}" if percent else f"{value}")


def _lines(value: CellValue, width: int) -> int:
    """Return how many lines a value takes in a column."""
    return lines_of(cell_text(value[:_READABLE]), width) if isinstance(value, str) else 1
