"""What falls due before the next meeting: an item is called when it falls due before it is gone through again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.meetings import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.rows import Row


class Horizon(NamedTuple):
    """How far a command looks: up to `until`, None for no further than today; `meeting` is the next one, if any."""

    until: date | None = None
    meeting: date | None = None

    def holds(self, row: Row) -> bool:
        """Say whether an item falls due on or before the day up to which is looked; a closed one never does."""
        return self.until is not None and row.due is not None and row.due <= self.until


def is_meeting_day(plan: TaskFile, day: date) -> bool:
    """Say whether the office holds a meeting on a day."""
    meeting = _meeting_of(plan)
    return meeting is not None and meeting.is_on(day)


def next_meeting(plan: TaskFile, day: date) -> date | None:
    """Return the first meeting strictly after a day; None without meetings, or where the calendar ends before it."""
    meeting = _meeting_of(plan)
    return meeting.next_after(day) if meeting else None


def until_meeting(plan: TaskFile, day: date) -> date | None:
    """Return the last day before the next meeting, None without one: what falls due by then must be called now."""
    meeting = next_meeting(plan, day)
    return meeting - timedelta(1) if meeting else None


def not_yet_due(rows: Iterable[Row], until: date) -> int:
    """Return how many items fall due later than today, and on or before a day."""
    return sum(row.days is not None and row.days > 0 and row.due is not None and row.due <= until for row in rows)


def _meeting_of(plan: TaskFile) -> Meeting | None:
    return Meeting(plan.meeting, plan.since) if plan.meeting else None
