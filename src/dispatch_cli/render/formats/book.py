"""A workbook before it is a file: tables of typed values, each on a sheet of its own."""

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
    struck: bool = False
    color: str | None = None
    fill: str | None = None


class BookColumn(NamedTuple):
    """One column: `looks` are by value; with `percent` its numbers are parts of one, shown in percent."""

    header: str
    percent: bool = False
    looks: Mapping[str, CellFormat] = MappingProxyType({})


class Table(NamedTuple):
    r"""One sheet: a name of at most 31 characters, none of them in `[]:*?/\`, and rows of a value for each column.

    `sums` stand below the rows and are neither sorted nor filtered with them.
    """

    name: str
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[CellValue]]
    sums: Sequence[CellValue] = ()


class Book(NamedTuple):
    """A workbook: what stands above its printed pages, the day it is of, its tables."""

    title: str
    day: date
    tables: Sequence[Table]
