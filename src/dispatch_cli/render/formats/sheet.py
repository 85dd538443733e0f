"""What every format is drawn from: a Sheet for people, a Document for programs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    ColumnKeys = tuple[tuple[str, ...], ...]


class Cell(NamedTuple):
    """One entry of a line: its text, harmless, rich's name for its look on a terminal, and whether it is struck out."""

    text: str
    style: str = ""
    struck: bool = False


class Group(NamedTuple):
    """Lines under one heading, or under none; a line holds cells by their keys.

    `sums` are those of its lines, by the keys of the columns under which they stand.
    """

    heading: str | None
    lines: Sequence[Mapping[str, Cell]]
    sums: Mapping[str, str] = MappingProxyType({})


class Fit(NamedTuple):
    """How one column fits a terminal.

    `places` says for each layout, from wide to narrow, in whose column it stands: its own key is a column of its
    own, an empty text is nowhere. With `wraps` a long name may be broken; one that is `untitled` has a header only
    in a column of its own. `style` is rich's name for its look, where that does not depend on the value.
    """

    places: tuple[str, ...]
    right: bool = False
    wraps: bool = False
    untitled: bool = False
    style: str = ""


class Shape(NamedTuple):
    """How a sheet fits a terminal: its columns by key, in their order, and of each layout the least width.

    The layouts go from wide to narrow: the fewer columns, the more lines in each. The column of the key
    `flexible` must keep the least width.
    """

    fits: Mapping[str, Fit]
    least: Sequence[int]
    flexible: str

    @property
    def layouts(self) -> list[ColumnKeys]:
        """Return of each layout the keys that stand together, column by column."""
        return [self._layout(number) for number in range(len(self.least))]

    def _layout(self, number: int) -> ColumnKeys:
        """Return the columns of one layout; what is stacked in more layouts stands higher."""
        columns: dict[str, list[str]] = {}
        for key, fit in self.fits.items():
            if place := fit.places[number]:
                columns.setdefault(place, []).append(key)
        return tuple(
            tuple(sorted(keys, key=lambda key: (key != place, -self.fits[key].places.count(place))))
            for place, keys in columns.items()
        )


class Sheet(NamedTuple):
    """A table for people. `headers` name the columns in their order where all are shown.

    The `footer` stands below the table on a terminal alone. The lines `below` stand between its rows and the summary.
    """

    title: str
    headers: Mapping[str, str]
    groups: Sequence[Group]
    summary: str
    shape: Shape
    footer: str = ""
    below: Sequence[str] = ()


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
