"""A workbook before it is a file: tables of typed values, each on a sheet of its own, to be printed and handed in."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import TypeAlias

    CellValue: TypeAlias = "str | int | float | date | bool | Link | None"


class Link(NamedTuple):
    """A text that leads to a row of another sheet of the same book, counted from 1 below the header."""

    text: str
    sheet: str
    row: int

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class CellFormat(NamedTuple):
    """How a cell stands out, colours as `#RRGGBB`; what it says never depends on its look."""

    bold: bool = False
    color: str | None = None
    fill: str | None = None


class BookColumn(NamedTuple):
    """One column: `looks` are by value; with `percent` its numbers are parts of one, shown in percent.

    What stands in it is centred, and its values decide how wide it is. A column that `flows` holds sentences: they
    begin at the left, are wrapped, and share the room that the others leave. One `to_fill` is empty until somebody
    writes into it.
    """

    header: str
    percent: bool = False
    looks: Mapping[str, CellFormat] = MappingProxyType({})
    flows: bool = False
    to_fill: bool = False


class Table(NamedTuple):
    r"""One sheet: a name of at most 31 characters, none of them in `[]:*?/\`, and rows of a value for each column.

    Above them stand the title, which is that of the book where it has none of its own, and the `line`. `headings` are
    those of groups: each stands above the row at its place. `sums` stand below the rows and are neither sorted nor
    filtered with them, and below those the lines of the `foot`. A sheet that is `hidden` has rows and headers alone.
    """

    name: str
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[CellValue]]
    sums: Sequence[CellValue] = ()
    title: str | None = None
    line: str = ""
    headings: Mapping[int, str] = MappingProxyType({})
    foot: Sequence[str] = ()
    hidden: bool = False

    @property
    def above(self) -> int:
        """Return how many rows stand above the header: the title, and the line where there is one."""
        return 0 if self.hidden else 1 + bool(self.line)

    def without_empty_columns(self) -> Table:
        """Return the table without the columns in which no row says anything; a table without rows keeps all."""
        kept = [place for place, column in enumerate(self.columns) if column.to_fill or self._says(place)]
        if len(kept) == len(self.columns) or not self.rows:
            return self
        return self._replace(
            columns=[self.columns[place] for place in kept],
            rows=[[row[place] for place in kept] for row in self.rows],
            sums=[self.sums[place] for place in kept] if self.sums else (),
        )

    def _says(self, place: int) -> bool:
        return any(row[place] not in {None, ""} for row in self.rows)


class Book(NamedTuple):
    """A workbook: its title, the day it is of, its tables, and the code of the language that it is in."""

    title: str
    day: date
    tables: Sequence[Table]
    code: str = "en"
