"""The numbers of the items: as the ledger has them, the next free one where a row has none, or all anew."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.hints.guesses import brief
from dispatch_cli.hints.shell import quoted
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.parsing import UnderstoodTable
    from dispatch_cli.ledger.rows import LedgerItem


class Numbered(NamedTuple):
    """The items with their numbers; whether all were numbered anew, how many had none, and numbers given twice."""

    items: list[LedgerItem]
    is_anew: bool
    given: int
    problems: list[Problem]


def number_items(parts: Sequence[UnderstoodTable]) -> Numbered:
    """Return the items of all tables, each with a number of its own."""
    items = [item for part in parts for item in part.items]
    if not any("id" in item.fields for item in items):
        for number, item in enumerate(items, 1):
            item.fields["id"] = f"{number}"
        return Numbered(items, is_anew=False, given=0, problems=[])
    begins_again = len(parts) > 1 or any(part.body.others and _has_sections(part) for part in parts)
    problems = _repeated(parts)
    if problems and begins_again:
        for number, item in enumerate(items, 1):
            item.fields["id"] = f"{number}"
        return Numbered(items, is_anew=True, given=0, problems=[])
    taken = {item.fields["id"] for item in items if "id" in item.fields}
    free = (f"{number}" for number in count(1) if f"{number}" not in taken)
    without = [item for item in items if "id" not in item.fields]
    for item in without:
        item.fields["id"] = next(free)
    return Numbered(items, is_anew=False, given=len(without), problems=problems)


def _has_sections(part: UnderstoodTable) -> bool:
    return any(kind.name == "SECTION" for kind in part.body.others)


def _repeated(parts: Sequence[UnderstoodTable]) -> list[Problem]:
    """Return the problems of numbers that are given twice."""
    first: dict[str, tuple[str | None, str]] = {}
    problems = []
    for part in parts:
        grid, column = part.table.grid, part.columns.keys.get("id", 1)
        rows = {row.number: row for row in part.table.rows}
        for item in part.items:
            name = item.fields.get("id")
            if name is None:
                continue
            cell = (grid.sheet, grid.cell_name(item.row, column))
            before = first.setdefault(name, cell)
            if before != cell:
                message = say("the number `{id}` is taken; the first is in {cell}", id=brief(name), cell=before[1])
                heading = quoted(brief(part.table.columns[column].words))
                hint = say("give each item its own; `--map {heading}=-` numbers all items anew", heading=heading)
                problems.append(grid.problem_in(rows[item.row], column, Fault(message, hint)))
    return problems
