"""Plan + log + today → rows: when each item is due, in which state, and in which order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.schedule.deadlines import Deadline, deadlines_of
from dispatch_cli.schedule.rows import Row, State, as_of, make_row, make_schedule
from dispatch_cli.schedule.until import falls_due, next_meeting, not_yet_due, until_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.model import Item, Mode, TaskFile


class Agenda(NamedTuple):
    """The rows of a command, with the office's name, the day and the mode.

    `counts` holds for every state the number of items that the filters let through, shown as
    rows or not. So does `before_meeting` for those that fall due later than today and before the next `meeting`, None
    where there is none, and `more` for those up to the day `until` which is looked. `deadlines` are those of them that
    have passed or are near, whatever the rows are.
    """

    today: date
    branch: str | None
    mode: Mode
    counts: Mapping[State, int]
    rows: tuple[Row, ...]
    until: date | None = None
    meeting: date | None = None
    before_meeting: int | None = None
    more: int = 0
    deadlines: tuple[Deadline, ...] = ()


class Filters(NamedTuple):
    """Which items are let through: those with any of the names of each kind; no name lets all through.

    Where several share an item, the name of any of them lets it through, and so does the text that joins them.
    """

    tags: Sequence[str] = ()
    teams: Sequence[str] = ()
    owners: Sequence[str] = ()

    def accept(self, item: Item) -> bool:
        """Say whether the item passes all three filters."""
        if not (self.tags or self.teams or self.owners):
            return True
        teams, owners = (item.team, *item.teams), (item.owner, *item.owners)
        chosen = ((self.tags, (item.tag,)), (self.teams, teams), (self.owners, owners))
        return all(not names or any(value in names for value in values) for names, values in chosen)


def make_agenda(  # noqa: PLR0913 all of what is asked
    plan: TaskFile,
    entries: Iterable[Entry],
    today: date,
    states: Iterable[State],
    filters: Filters,
    *,
    until: date | None = None,
) -> Agenda:
    """Return the rows in one of the states, or due up to a day, in the order in which they should be dispatched."""
    histories = by_item(standing(entries))
    rows = []
    for planned in plan.items:
        history = histories.get(planned.id, ())
        item = as_of(plan, planned, history, today)
        if filters.accept(item):
            rows.append(make_row(plan, item, make_schedule(plan, item, history, today), today, history))
    shown = tuple(states)  # compared by identity, which is quicker than the hash of a member
    chosen = [row for row in rows if row.state in shown or falls_due(row, until)]
    return agenda_of(plan, rows, today, until)._replace(rows=tuple(sorted(chosen, key=order)))


def agenda_of(plan: TaskFile, rows: Sequence[Row], today: date, until: date | None = None) -> Agenda:
    """Return these rows as an agenda, with the number of rows in each state, and of those still to fall due."""
    states = [row.state for row in rows]
    agenda = Agenda(today, plan.branch, plan.mode, {state: states.count(state) for state in State}, tuple(rows))
    last, meeting = until_meeting(plan, today), next_meeting(plan, today)
    before = not_yet_due(rows, last) if last else None
    deadlines = tuple(deadlines_of(rows, today, plan.deadline_days))
    return agenda._replace(
        until=until, meeting=meeting, before_meeting=before, more=not_yet_due(rows, until), deadlines=deadlines
    )


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
