"""Due dates moved off days on which nobody works: a series around a series.

Each moved date comes from one date of the inner series, so moves never add up. Where several of these meet on one
working day, they are one due date.

- `after`: the first working day on or after. `before`: the last one on or before, but never up to the anchor: then the
  first working day after the anchor.
- Periods, those of the calendar and of rules, stay as they are. What moves is the day on which one is due: back to its
  last working day. A period without any owes nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.series import make_series
from dispatch_cli.cadence.workdays import WorkingDays, working_days
from dispatch_cli.model import DueShift, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch_cli.cadence.series import RuledSeries, Series
    from dispatch_cli.model import Cadence, Workdays

_DAY = timedelta(1)


def moved_series(cadence: Cadence, mode: Mode, dtstart: date, workdays: Workdays) -> Series:
    """Return the series of due dates of a cadence, none of them on a day off unless the office keeps them there."""
    series = make_series(cadence, mode, dtstart)
    if workdays.due is DueShift.KEEP:
        return series
    days = working_days(workdays)
    if (cadence.only or mode) is Mode.CALENDAR:
        return MovedWithin(series, days)
    return MovedBack(series, days) if workdays.due is DueShift.BEFORE else MovedOn(series, days)


class MovedOn(NamedTuple):
    """Rolling due dates, each on the first working day on or after its own.

    >>> from dispatch_cli.cadence.series import RollingDays
    >>> from dispatch_cli.model import Workdays
    >>> series = MovedOn(RollingDays(1), working_days(Workdays()))
    >>> friday = date(2026, 11, 27)
    >>> [str(series.due(friday, k)) for k in (1, 2)], series.passed(friday, date(2026, 12, 1))
    (['2026-11-30', '2026-12-01'], 1)
    """

    series: RuledSeries
    days: WorkingDays

    def due(self, anchor: date, k: int) -> date | None:
        """Return the k-th of the distinct days."""
        return _kth(self, anchor, k, self.days.first_from)

    def passed(self, anchor: date, day: date) -> int:
        """Count what moves to the last working day before `day` or earlier, each group that meets once."""
        last = next(self.days.before(day), None)
        if last is None or last <= anchor:
            return 0
        stretches = self.days.stretches(anchor.toordinal() + 1, last.toordinal(), self.series.least)
        ends = ((each.first, each.last + 2) for each in stretches)
        return _passed(self.series, anchor, last.toordinal() + 1) - sum(
            max(0, _between(self.series, anchor, *each) - 1) for each in ends
        )


class MovedBack(NamedTuple):
    """Rolling due dates, each on the last working day on or before its own, and after the anchor."""

    series: RuledSeries
    days: WorkingDays

    def due(self, anchor: date, k: int) -> date | None:
        """Return the k-th of the distinct days."""
        first = self.days.after(anchor, 1)
        return _kth(self, anchor, k, lambda due: max(self.days.last_until(due) or first, first)) if first else None

    def passed(self, anchor: date, day: date) -> int:
        """Count what lies before the first working day from `day` on, each group that meets once."""
        first, second = self.days.after(anchor, 1), self.days.after(anchor, 2)
        if first is None or day <= first:
            return 0
        until = (self.days.first_from(day) or date.max).toordinal()
        begin = (second or date.max).toordinal()
        stretches = self.days.stretches(begin + 1, until - 1, self.series.least)
        met = [_between(self.series, anchor, each.first - 1, each.last + 1) for each in stretches]
        met.append(_passed(self.series, anchor, begin))  # all that moves to the first working day
        return _passed(self.series, anchor, until) - sum(max(0, count - 1) for count in met)


class MovedWithin(NamedTuple):
    """Periods, each due on its last working day; one without any owes nothing.

    `series` has the last days of the periods, and by `due(anchor, 0)` that of the one that holds the anchor.

    >>> from dispatch_cli.cadence.series import CalendarPeriods
    >>> from dispatch_cli.model import Unit, Workdays
    >>> str(MovedWithin(CalendarPeriods(Unit.WEEK, 1), working_days(Workdays())).due(date(2026, 11, 18), 1))
    '2026-11-27'
    """

    series: RuledSeries
    days: WorkingDays

    def due(self, anchor: date, k: int) -> date | None:
        """Return the last working day of the k-th period after the anchor's that has any."""
        raw = k
        while end := self.series.due(anchor, raw):
            place = self._owing(anchor, end.toordinal() + 1)
            if place == k:
                return self.days.last_until(end)
            raw += k - place
        return None

    def passed(self, anchor: date, day: date) -> int:
        """Count the periods whose last working day lies before `day`: those that end before the next one."""
        return self._owing(anchor, (self.days.first_from(day) or date.max).toordinal())

    def _owing(self, anchor: date, until: int) -> int:
        """Count the periods after the anchor's that end before an ordinal and have a working day."""
        begun = self.series.due(anchor, 0)
        if begun is None:
            return 0
        begin, empty = begun.toordinal(), 0
        for each in self.days.stretches(begin, until - 1, self.series.least):
            ends = _between(self.series, anchor, each.first - 1, min(each.last + 1, until))
            ends += each.first - 1 <= begin <= each.last
            empty += max(0, ends - 1)
        return _passed(self.series, anchor, until) - empty


def _kth(moved_dates: MovedOn | MovedBack, anchor: date, k: int, move: Callable[[date], date | None]) -> date | None:
    """Return the k-th of the distinct days; several due dates may meet on one, so it may come from a later one."""
    raw = k
    while (due := moved_dates.series.due(anchor, raw)) and (moved := move(due)):
        place = 1 if raw == 1 else moved_dates.passed(anchor, moved) + 1
        if place == k:
            return moved
        raw += k - place
    return None


def _passed(series: Series, anchor: date, ordinal: int) -> int:
    """Return how many due dates lie before an ordinal."""
    return series.passed(anchor, date.fromordinal(min(max(1, ordinal), date.max.toordinal())))


def _between(series: Series, anchor: date, first: int, end: int) -> int:
    """Return how many due dates lie on an ordinal or later, and before another."""
    return _passed(series, anchor, end) - _passed(series, anchor, first)
