"""Plan + record + today → rows: when each item is due, in which state, and in what order."""

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
    """The rows of a command, and what they are part of.

    `counts` holds every state's number of items that the filters let through, whether or
    not they are among the rows.
    """

    today: date
    branch: str | None
    mode: Mode
    counts: Mapping[State, int]
    rows: tuple[Row, ...]


class Filters(NamedTuple):
    """Which items are let through: any of the names given; an empty one lets all through.

    Where several share an item, the name of any of them lets it through, and so does the text that joins them.
    """

    tags: Sequence[str] = ()
    teams: Sequence[str] = ()
    owners: Sequence[str] = ()

    def accept(self, item: Item) -> bool:
        """Say whether the item passes all three."""
        teams, owners = (item.team, *item.teams), (item.owner, *item.owners)
        chosen = ((self.tags, (item.tag,)), (self.teams, teams), (self.owners, owners))
        return all(not names or any(value in names for value in values) for names, values in chosen)


def make_agenda(
    plan: TaskFile, entries: Iterable[Entry], today: date, states: Iterable[State], filters: Filters
) -> Agenda:
    """Return the rows in one of the states, in the order in which they should be dispatched."""
    record = by_item(standing(entries))
    rows = []
    for planned in plan.items:
        own = record.get(planned.id, ())
        item = as_of(plan, planned, own, today)
        if filters.accept(item):
            rows.append(make_row(plan, item, make_schedule(plan, item, own, today), today))
    wanted = frozenset(states)
    return agenda_of(plan, rows, today)._replace(rows=tuple(sorted((r for r in rows if r.state in wanted), key=order)))


def agenda_of(plan: TaskFile, rows: Sequence[Row], today: date) -> Agenda:
    """Return these rows as an agenda, counted."""
    counts = Counter(row.state for row in rows)
    return Agenda(today, plan.branch, plan.mode, {state: counts[state] for state in State}, tuple(rows))


_STATE_ORDER = {state: place for place, state in enumerate(State)}


def order(row: Row) -> tuple[object, ...]:
    """Return the sort key: state, then tag, then the oldest due date, then id."""
    due = row.due.toordinal() if row.due else float("inf")
    return _STATE_ORDER[row.state], row.tag.rank, due, natural(row.item.id)


def natural(text: str) -> tuple[tuple[int, str] | str, ...]:
    """Return a sort key that takes the numbers in a text as numbers.

    >>> sorted(["10", "9", "A10", "A9"], key=natural)
    ['9', '10', 'A9', 'A10']
    """
    pieces = re.split("([0-9]+)", text)
    numbers = ((len(piece.lstrip("0")), piece.lstrip("0")) for piece in pieces[1::2])
    return (*(part for pair in zip(pieces[::2], [*numbers, (-1, "")], strict=True) for part in pair), text)


def group_rows(rows: Iterable[Row], key: Callable[[Row], str | None]) -> Mapping[str | None, list[Row]]:
    """Return the rows by group; a group stands where its first row stands."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
