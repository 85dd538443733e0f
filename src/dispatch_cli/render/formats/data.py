"""Rows of typed values for data people: stable columns, one value a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class DataColumn(NamedTuple):
    """One column: its name, and what its values are; a share is a part of one."""

    name: str
    kind: Literal["text", "date", "count", "share"]


class Data(NamedTuple):
    """Columns, and rows of a value for each; None stands for what is absent."""

    columns: Sequence[DataColumn]
    rows: Iterable[Sequence[Any]]
