"""The days on which an item may be called in the coming weeks, by its own due dates: one course for each item.

- A call keeps a due date where the due date that follows from its day is later; so no call up to the anchor keeps any.
  The next call counts from it.
- The last possible day is the last working day on or before the due date, where a call then keeps it and it is not
  before today; else the due date itself. An overdue item is called today.
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
from dispatch_cli.model import SATURDAY
from dispatch_cli.reports.levelling import Course
from dispatch_cli.schedule.due import first_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.cadence.series import Series
    from dispatch_cli.cadence.workdays import WorkingDays
    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.postponements import Postponement


class Outlook(NamedTuple):
    """The days of a forecast: those from today on and before `end`. What falls due before `horizon` is called in it.

    `meetings` are those of these days, in order, where the items are called at meetings.
    """

    plan: TaskFile
    today: date
    end: date
    horizon: date
    meetings: tuple[date, ...] = ()

    @property
    def days(self) -> list[date]:
        """Return every day from today on, before the end."""
        return [date.fromordinal(day) for day in range(self.today.toordinal(), self.end.toordinal())]

    @property
    def working(self) -> WorkingDays:
        """Return the office's working days."""
        return working_days(self.plan.workdays)

    def takes_more(self, day: date) -> bool:
        """Say whether calls may be pulled onto a day: a working day, and without the key one of Monday to Friday."""
        return self.working.is_working(day) and (self.plan.workdays is not None or day.weekday() < SATURDAY)


class Calling(NamedTuple):
    """The due dates of an item from its anchor on; it may be called some days of warning before each."""

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

    def last_possible(self, due: date, outlook: Outlook) -> date:
        """Return the last working day on which a call keeps a due date, not before today; else the due date."""
        if due < outlook.today:
            return outlook.today
        day = outlook.working.last_until(due)
        return day if day and outlook.today <= day and self.keeps(day, due) else due

    def course(self, outlook: Outlook, *, pulls: bool) -> Course:
        """Return the item's course, as days from today; without `pulls` each call has its last possible day alone."""
        after: dict[int, tuple[int, ...]] = {}
        first = self._choice(self.anchor, outlook, pulls=pulls)
        waiting = [*first]
        while waiting:
            day = waiting.pop()
            if day not in after:
                after[day] = self._choice(outlook.today + timedelta(day), outlook, pulls=pulls)
                waiting += after[day]
        return Course(first, dict(sorted(after.items(), reverse=True)))

    def _choice(self, after: date, outlook: Outlook, *, pulls: bool) -> tuple[int, ...]:
        """Return on which days the call that follows the anchor or another call may be made."""
        due = self.following(after)
        if due is None or due >= outlook.horizon:
            return ()
        last = self._at_meeting(due, outlook) or self.last_possible(due, outlook)
        earlier = self._earlier(due, last, outlook) if pulls else ()
        return tuple((day - outlook.today).days for day in (*earlier, last) if after < day < outlook.end)

    def _earlier(self, due: date, last: date, outlook: Outlook) -> Iterator[date]:
        """Yield the days onto which a call may be pulled."""
        first = max(outlook.today.toordinal(), due.toordinal() - self.warning)
        for ordinal in range(first, last.toordinal()):
            day = date.fromordinal(ordinal)
            if outlook.takes_more(day) and self.keeps(day, due):
                yield day

    def _at_meeting(self, due: date, outlook: Outlook) -> date | None:
        """Return the last meeting on or before a due date at which a call keeps it; None where there is none."""
        held = outlook.meetings[: bisect_right(outlook.meetings, due)]
        return next((day for day in reversed(held) if self.keeps(day, due)), None)
