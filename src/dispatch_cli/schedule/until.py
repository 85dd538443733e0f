"""What falls due before the next meeting: an item is called when it falls due before it is gone through again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dispatch_cli.cadence.meetings import Meeting
from dispatch_cli.cadence.workdays import working_days

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.rows import Row


def falls_due(row: Row, until: date | None) -> bool:
    """Say whether an open item falls due on or before a day; without a day none does."""
    return until is not None and row.due is not None and row.due <= until


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


def not_yet_due(rows: Iterable[Row], until: date | None) -> int:
    """Return how many items fall due later than today, and on or before a day; without a day none do."""
    return sum(falls_due(row, until) and row.days is not None and row.days > 0 for row in rows)


def _meeting_of(plan: TaskFile) -> Meeting | None:
    return Meeting(plan.meeting, plan.since, working_days(plan.workdays)) if plan.meeting else None
