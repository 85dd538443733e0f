"""Plan + log + today → rows: when each item is due, in which state, and in which order."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.schedule.rows import Row, State, as_of, make_row, make_schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dispatch_cli.model import Entry, Item, Mode, TaskFile


class Agenda(NamedTuple):
    """The rows of a command, with the office's name, the day and the mode.

    `counts` holds for every state the number of items that the filters let through, shown as
    rows or not.
    """

    today: date
    branch: str | None
    mode: Mode
    counts: Mapping[State, int]
    rows: tuple[Row, ...]


class Filters(NamedTuple):
    """Which items are let through: those with any of the names of each kind; no name lets all through.

    Where several share an item, the name of any of them lets it through, and so does the text that joins them.
    """

    tags: Sequence[str] = ()
    teams: Sequence[str] = ()
    owners: Sequence[str] = ()

    def accept(self, item: Item) -> bool:
        """Say whether the item passes all three filters."""
        teams, owners = (item.team, *item.teams), (item.owner, *item.owners)
        chosen = ((self.tags, (item.tag,)), (self.teams, teams), (self.owners, owners))
        return all(not names or any(value in names for value in values) for names, values in chosen)


def make_agenda(
    plan: TaskFile, entries: Iterable[Entry], today: date, states: Iterable[State], filters: Filters
) -> Agenda:
    """Return the rows in one of the states, in the order in which they should be dispatched."""
    histories = by_item(standing(entries))
    rows = []
    for planned in plan.items:
        history = histories.get(planned.id, ())
        item = as_of(plan, planned, history, today)
        if filters.accept(item):
            rows.append(make_row(plan, item, make_schedule(plan, item, history, today), today))
    shown = frozenset(states)
    return agenda_of(plan, rows, today)._replace(rows=tuple(sorted((r for r in rows if r.state in shown), key=order)))


def agenda_of(plan: TaskFile, rows: Sequence[Row], today: date) -> Agenda:
    """Return these rows as an agenda, with the number of rows in each state."""
    counts = Counter(row.state for row in rows)
    return Agenda(today, plan.branch, plan.mode, {state: counts[state] for state in State}, tuple(rows))


_STATE_ORDER = {state: place for place, state in enumerate(State)}


def order(row: Row) -> tuple[object, ...]:
    """Return the sort key of a row: state, then tag, then due date, the oldest first, then id."""
    due = row.due.toordinal() if row.due else float("inf")
    return _STATE_ORDER[row.state], row.tag.rank, due, natural(row.item.id)


def natural(text: str) -> tuple[tuple[int, str] | str, ...]:
    """Return a sort key that compares the numbers in texts as numbers.

    >>> sorted(["10", "9", "A10", "A9"], key=natural)
    ['9', '10', 'A9', 'A10']
    """
    pieces = re.split("([0-9]+)", text)
    numbers = ((len(piece.lstrip("0")), piece.lstrip("0")) for piece in pieces[1::2])
    return (*(part for pair in zip(pieces[::2], [*numbers, (-1, "")], strict=True) for part in pair), text)


def group_rows(rows: Iterable[Row], key: Callable[[Row], str | None]) -> Mapping[str | None, list[Row]]:
    """Return the rows by group, in the order of each group's first row."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
