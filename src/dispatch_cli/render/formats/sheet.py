"""What every format is drawn from: a Sheet for people, a Document for programs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dispatch_cli.render.style import Style

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


class Shape(NamedTuple):
    """How a sheet fits a terminal.

    `layouts` go from wide to narrow, each with the least width that the column of the
    key `flexible` must keep: the fewer columns, the more lines in each. Keys of `names` may wrap,
    those of `untitled` have a header only in a column of their own.
    """

    layouts: Sequence[tuple[int, ColumnKeys]]
    flexible: str
    right: Sequence[str] = ()
    names: Sequence[str] = ()
    untitled: Sequence[str] = ()


class Sheet(NamedTuple):
    """A table for people. `headers` name the columns in their order where all are shown."""

    title: str
    headers: Mapping[str, str]
    groups: Sequence[Group]
    summary: str
    shape: Shape


class Document(NamedTuple):
    """The same for programs: `head` stands once, then the `records`, which all have these `fields`."""

    head: Mapping[str, Any]
    name: str
    fields: Sequence[str]
    records: Sequence[Mapping[str, Any]]


class View(NamedTuple):
    """A value that can be drawn in every format; `more` draws those that not every value has."""

    sheet: Callable[[Style], Sheet]
    document: Callable[[Style], Document]
    more: Mapping[str, Callable[[Style], str | bytes]] = MappingProxyType({})
