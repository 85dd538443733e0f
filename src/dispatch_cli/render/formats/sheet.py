"""What every format is drawn from: a Sheet for people, a Document for programs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ABSENT = "–"  # stands where there is no figure
HEADING = "bold"  # the look of headers and headings


class Cell(NamedTuple):
    """One entry of a line: its text, harmless, rich's name for its look on a terminal, and whether it is struck out.

    `short` is what stands where a terminal is narrow: it may say what the next column would repeat, whose cell is
    empty then. None is the text itself.
    """

    text: str
    style: str = ""
    struck: bool = False
    short: str | None = None

    @property
    def look(self) -> str:
        """Return rich's name for its look, the line through it included."""
        return f"{self.style} strike".lstrip() if self.struck else self.style


class Group(NamedTuple):
    """Lines under one heading, or under none; a line holds cells by their keys.

    `sums` are those of its lines, by the keys of the columns under which they stand.
    """

    heading: str | None
    lines: Sequence[Mapping[str, Cell]]
    sums: Mapping[str, str] = MappingProxyType({})


class Fit(NamedTuple):
    """How one column fits a terminal.

    A `right` one holds numbers, which its header names where they have no column. With `wraps` a long text may be
    broken in its column; one that is `untitled` says itself what it is. `style` is rich's name for its look, where
    that does not depend on the value.
    """

    right: bool = False
    wraps: bool = False
    untitled: bool = False
    style: str = ""


class Shape(NamedTuple):
    """How a sheet fits a terminal: its columns by key, in their order.

    The columns give way in the order of `yields`: what has no column any more stands in a line below. That of the key
    `flexible` stays, takes the room that the others leave, and is broken where that is too little.
    """

    fits: Mapping[str, Fit]
    flexible: str
    yields: Sequence[str]


class Sheet(NamedTuple):
    """A table for people. `headers` name the columns in their order where all are shown.

    The `footer` stands below the table on a terminal alone. The lines `below` stand between its rows and the summary.
    The headings of the groups say what the column of the key `grouped` would repeat in each of their lines.
    """

    title: str
    headers: Mapping[str, str]
    groups: Sequence[Group]
    summary: str
    shape: Shape
    footer: str = ""
    below: Sequence[str] = ()
    grouped: str | None = None

    def sums_line(self, group: Group) -> list[Mapping[str, Cell]]:
        """Return the heading of a group as a line of the table, where it has sums."""
        if not group.sums:
            return []
        texts = {**group.sums, self.shape.flexible: group.heading or ""}
        return [{key: Cell(text, HEADING) for key, text in texts.items()}]


class Document(NamedTuple):
    """The same for programs: `head` stands once, then the `records`.

    A table of single values has a column for each of `fields`. One that is no key of a record is a part of another
    one, if that is there: `parts` says of which, and by which key.
    """

    head: Mapping[str, Any]
    name: str
    fields: Sequence[str]
    records: Sequence[Mapping[str, Any]]
    parts: Mapping[str, tuple[str, str]] = MappingProxyType({})

    def rows(self) -> Iterator[list[Any]]:
        """Yield the values of each record, one for each of `fields`."""
        for record in self.records:
            wholes = {key: (record[field] or {}).get(part) for key, (field, part) in self.parts.items()}
            yield [wholes[key] if key in wholes else record[key] for key in self.fields]
