"""Cells that hold for several rows: merged downwards, or empty below a filled one as in a CSV file of merged cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.ledger.grid import LedgerCell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.ledger.body import BodyRow
    from dispatch_cli.ledger.columns import ColumnsRead
    from dispatch_cli.ledger.grid import LedgerRow, Merge
    from dispatch_cli.ledger.table import LedgerTable

_EMPTY = LedgerCell("")
_NOT_INHERITED = ("note", "state", "closed", "measure")


class GroupedRow(NamedTuple):
    """One row with the cells that count for it, by key; `part` counts from 1 where several rows share a title."""

    row: LedgerRow
    section: str | None
    cells: Mapping[str, LedgerCell]
    part: int = 0


class Grouped(NamedTuple):
    """The rows, and how many cells of each key were filled from above."""

    rows: tuple[GroupedRow, ...]
    filled: Mapping[str, int]


def group_rows(table: LedgerTable, columns: ColumnsRead, rows: Sequence[BodyRow]) -> Grouped:
    """Return the rows with the cells that they share."""
    filled: Counter[str] = Counter()
    merges = {key: below for key, column in columns.keys.items() if (below := _below(table, column))}
    is_flat = not merges and not columns.is_our_own
    flat_team = table.grid.is_flat and is_flat and _is_sparse(columns.keys.get("team"), rows)
    grouped: list[GroupedRow] = []
    before: Mapping[str, LedgerCell] = {}
    by_number = {each.row.number: each.row for each in rows} if merges else {}
    for body in rows:
        cells = {key: body.row.cells[column] for key, column in columns.keys.items() if column in body.row.cells}
        own = frozenset(cells)
        for key, below in merges.items():
            if key not in cells and (cell := _merged(below, body.row.number, columns.keys[key], by_number)):
                cells[key] = cell
        if is_flat and "title" not in cells and "id" not in cells and before and len(cells) > 0:
            cells = {**{key: cell for key, cell in before.items() if key not in _NOT_INHERITED}, **cells}
        elif flat_team and "team" not in cells and "team" in before:
            cells["team"] = before["team"]
        if "title" in own and "id" not in own:
            cells.pop("id", None)  # one number over several items
        filled.update(key for key in cells if key not in own and key not in {"id", "title"})
        is_part = "title" in cells and "title" not in own
        grouped.append(GroupedRow(body.row, body.section, cells, grouped[-1].part + 1 if is_part and grouped else 1))
        before = cells
    return Grouped(tuple(_numbered(grouped)), filled)


def _numbered(rows: Sequence[GroupedRow]) -> list[GroupedRow]:
    """Return the rows, those that are whole items without the number of a part."""
    followed = [*(row.part for row in rows[1:]), 1][: len(rows)]
    return [
        row._replace(part=0) if row.part == 1 and after == 1 else row for row, after in zip(rows, followed, strict=True)
    ]


def _below(table: LedgerTable, column: int) -> list[Merge]:
    """Return the merges downwards within a column below the headings, from the top."""
    down = (merge for merge in table.grid.merges if merge.top > table.bottom and merge.bottom > merge.top)
    return sorted(merge for merge in down if merge.left <= column <= merge.right)


def _merged(merges: Sequence[Merge], number: int, column: int, rows: Mapping[int, LedgerRow]) -> LedgerCell | None:
    """Return the cell that an empty cell shows: the topmost of the cells that it is merged with."""
    place = bisect_right(merges, number, key=lambda merge: merge.top) - 1
    if place < 0 or merges[place].bottom < number or merges[place].left != column:
        return None
    top = rows.get(merges[place].top)
    return top.cells.get(column) if top else None


def _is_sparse(column: int | None, rows: Sequence[BodyRow]) -> bool:
    """Say whether a column looks like merged cells of a CSV file: filled first, never twice the same in sequence."""
    if column is None or not rows or column not in rows[0].row.cells:
        return False
    texts = [each.row.cells[column].text if column in each.row.cells else "" for each in rows]
    return "" in texts and not any(text and text == after for text, after in pairwise(texts))
