"""The days on which an item may be called in a span, by its own due dates: one course for each item.

- A call keeps a due date where the due date that follows from its day is later; the next call counts from it.
- The last possible day is the last working day on or before the due date that keeps it, later than the anchor and not
  before today; without any, the due date itself. An overdue item is called today.
- A call may be pulled forward by as many calendar days as its tag warns ahead, onto a working day. Nothing is pulled
  onto a Saturday or a Sunday that the office does not call a working day itself.
- Where the calls are made at meetings, each is made at the last one on or before its due date that keeps it; where
  there is none, and for overdue items, as above.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.reports.levelling import Course
from dispatch_cli.schedule.due import first_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.cadence.series import Series
    from dispatch_cli.cadence.workdays import WorkingDays
    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.postponements import Postponement

_DAY = timedelta(1)
_SATURDAY = 5


class Span(NamedTuple):
    """The days of a forecast: those from today on and before `end`. What falls due before `horizon` is called in it.

    `meetings` are those in the span, in order, where the items are called at meetings.
    """

    plan: TaskFile
    today: date
    end: date
    horizon: date
    meetings: tuple[date, ...] = ()

    @property
    def days(self) -> list[date]:
        """Return every day of the span."""
        return [date.fromordinal(day) for day in range(self.today.toordinal(), self.end.toordinal())]

    @property
    def working(self) -> WorkingDays:
        """Return the office's working days."""
        return working_days(self.plan.workdays)

    def takes_more(self, day: date) -> bool:
        """Say whether calls may be pulled onto a day: a working day, and without the key one of Monday to Friday."""
        return self.working.is_working(day) and (self.plan.workdays is not None or day.weekday() < _SATURDAY)


class Calling(NamedTuple):
    """The due dates of an item from its anchor on, and how many days before each it may be called."""

    series: Series
    anchor: date
    postponements: tuple[Postponement, ...]
    warning: int

    def following(self, call: date) -> date | None:
        """Return the due date that follows the anchor or a call."""
        return first_due(self.series, call, self.postponements)

    def keeps(self, call: date, due: date) -> bool:
        """Say whether a call keeps a due date: the one that follows is later."""
        following = self.following(call)
        return following is None or following > due

    def last_possible(self, due: date, after: date, span: Span) -> date:
        """Return the last working day on which a call keeps a due date, later than a day and not before today."""
        if due < span.today:
            return span.today
        day = span.working.last_until(due)
        return day if day and max(after + _DAY, span.today) <= day and self.keeps(day, due) else due

    def course(self, span: Span, *, pulls: bool) -> Course:
        """Return the item's course, as days from today; without `pulls` each call has its last possible day alone."""
        after: dict[int, tuple[int, ...]] = {}
        first = self._choice(self.anchor, span, pulls=pulls)
        waiting = [*first]
        while waiting:
            day = waiting.pop()
            if day not in after:
                after[day] = self._choice(span.today + timedelta(day), span, pulls=pulls)
                waiting += after[day]
        return Course(first, dict(sorted(after.items(), reverse=True)))

    def _choice(self, after: date, span: Span, *, pulls: bool) -> tuple[int, ...]:
        """Return on which days the call that follows the anchor or another call may be made."""
        due = self.following(after)
        if due is None or due >= span.horizon:
            return ()
        last = self._at_meeting(due, after, span) or self.last_possible(due, after, span)
        earlier = self._earlier(due, after, last, span) if pulls else ()
        return tuple((day - span.today).days for day in (*earlier, last) if day < span.end)

    def _earlier(self, due: date, after: date, last: date, span: Span) -> Iterator[date]:
        """Yield the days onto which a call may be pulled."""
        first = max(after.toordinal() + 1, span.today.toordinal(), due.toordinal() - self.warning)
        for ordinal in range(first, last.toordinal()):
            day = date.fromordinal(ordinal)
            if span.takes_more(day) and self.keeps(day, due):
                yield day

    def _at_meeting(self, due: date, after: date, span: Span) -> date | None:
        """Return the last meeting on or before a due date at which a call keeps it; None where there is none."""
        held = span.meetings[: bisect_right(span.meetings, due)]
        return next((day for day in reversed(held) if day > after and self.keeps(day, due)), None)
