"""The arithmetic of due dates: a cadence and an anchor give `due(1)`, `due(2)`, …

Conventions, fixed once for the whole package:

- An anchor is a day on which the clock starts; `due(k)` for k = 1, 2, … are the days
  that follow it if nobody dispatches. A due day is on time to its very end, so
  `passed(anchor, day)` counts the due dates strictly before `day`.
- Rolling: always counted from the anchor itself, never from the due date before it,
  so that a month end neither slips nor skips.
- Calendar: the period that holds the anchor is done; `due(1)` is the last day of the
  next one. Weeks end on Sunday, half-months on the 15th and on the last day. A period
  of several units is made of units counted since 0001-01-01, a Monday: the first two
  weeks of all are one period of two weeks, the next two the next.
- Months are counted by one number, year × 12 + month − 1.
- The calendar ends on 9999-12-31: a due date after that does not exist, it is `None`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from dispatch_cli.cadence.dates import LAST_ORDINAL, clamped, month_number
from dispatch_cli.messages import Message, say
from dispatch_cli.model import Cadence, Mode, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

NAMED = {
    "daily": Cadence("daily", Unit.DAY),
    "weekly": Cadence("weekly", Unit.WEEK),
    "half-monthly": Cadence("half-monthly", Unit.HALF_MONTH),
    "monthly": Cadence("monthly", Unit.MONTH),
    "quarterly": Cadence("quarterly", Unit.MONTH, 3),
    "half-yearly": Cadence("half-yearly", Unit.MONTH, 6),
    "yearly": Cadence("yearly", Unit.MONTH, 12),
}
EVERY = r"every +([1-9][0-9]{0,5}) +(day|week|month)s?"
_WEEK, _HALF = 7, 15
# How many days each unit has at least.
_LEAST = {Unit.DAY: 1, Unit.WEEK: _WEEK, Unit.HALF_MONTH: 13, Unit.MONTH: 28}
_FIRST_MONTH = month_number(date.min)
LONGEST_RULE = 200


class Series(Hashable, Protocol):
    """The due dates that follow any anchor. One series is equal to no other, unless it is one around the same."""

    def due(self, anchor: date, k: int) -> date | None:
        """Return the k-th due date after `anchor`, or None past the end of the calendar."""

    def passed(self, anchor: date, day: date) -> int:
        """Return how many due dates after `anchor` lie strictly before `day`."""


class RuledSeries(Series, Protocol):
    """Due dates as a cadence asks for them, on whatever day they fall."""

    @property
    def least(self) -> int:
        """Return a number of days by which two of them differ at least."""


def parse_cadence(text: str) -> Cadence | Message:
    """Return the cadence that a text of the task file says, or why it is refused."""
    if text in NAMED:
        return NAMED[text]
    if every := re.fullmatch(EVERY, text):
        return Cadence(text, Unit(every[2]), int(every[1]), Mode.ROLLING)
    if "FREQ" in text.upper() and len(text) <= LONGEST_RULE:
        from dispatch_cli.cadence.rules import refuse_rule

        rule = text.upper().removeprefix("RRULE:").replace(" ", "").rstrip(";")
        return refuse_rule(rule) or Cadence(rule, Unit.RULE, 1, Mode.CALENDAR)
    return say("`{text}` is not a cadence", text=text[:LONGEST_RULE])


def make_series(cadence: Cadence, mode: Mode, dtstart: date) -> RuledSeries:
    """Return the series of due dates of a cadence.

    Only an RFC 5545 rule depends on `dtstart`: the item's start, else its last.
    """
    if cadence.unit is Unit.RULE:
        from dispatch_cli.cadence.rules import RuleSeries

        return RuleSeries(cadence.text, dtstart)
    return _plain_series(cadence, cadence.only or mode)


@lru_cache
def _plain_series(cadence: Cadence, mode: Mode) -> RuledSeries:
    by_unit: dict[Unit, Callable[[int], RuledSeries]] = {
        Unit.DAY: RollingDays,
        Unit.WEEK: lambda step: RollingDays(_WEEK * step),
        Unit.HALF_MONTH: RollingHalfMonths,
        Unit.MONTH: RollingMonths,
    }
    if mode is Mode.CALENDAR:
        return CalendarPeriods(cadence.unit, cadence.step)
    return by_unit[cadence.unit](cadence.step)


class RollingDays:
    """Every so many days.

    >>> RollingDays(7).due(date(2026, 11, 9), 2)
    datetime.date(2026, 11, 23)
    """

    def __init__(self, days: int) -> None:
        """Keep how many days are one step."""
        self.days = self.least = days

    def due(self, anchor: date, k: int) -> date | None:
        """Return `anchor` plus k times the days."""
        ordinal = anchor.toordinal() + self.days * k
        return date.fromordinal(ordinal) if ordinal <= LAST_ORDINAL else None

    def passed(self, anchor: date, day: date) -> int:
        """Count by division: every whole step that ends before `day`."""
        return max(0, (day.toordinal() - anchor.toordinal() - 1) // self.days)


class RollingMonths:
    """Every so many calendar months, clamped to the last day of a short month.

    >>> [str(RollingMonths(1).due(date(2026, 1, 31), k)) for k in (1, 2)]
    ['2026-02-28', '2026-03-31']
    """

    def __init__(self, months: int) -> None:
        """Keep how many months are one step."""
        self.months = months
        self.least = _LEAST[Unit.MONTH] * months

    def due(self, anchor: date, k: int) -> date | None:
        """Return the anchor's day in the month k steps later."""
        return clamped(month_number(anchor) + self.months * k, anchor.day)

    def passed(self, anchor: date, day: date) -> int:
        """Count from the distance in months, which is off by one step at most."""
        steps = (month_number(day) - month_number(anchor)) // self.months
        return _count_from(steps - 1, self, anchor, day)


class RollingHalfMonths:
    """Every so many half-months: on the anchor's own day, and half a month from it.

    >>> [str(RollingHalfMonths(1).due(date(2026, 1, 31), k)) for k in (1, 2, 3, 4)]
    ['2026-02-16', '2026-02-28', '2026-03-16', '2026-03-31']
    """

    def __init__(self, halves: int) -> None:
        """Keep how many half-months are one step."""
        self.halves = halves
        self.least = _LEAST[Unit.HALF_MONTH] * halves

    def due(self, anchor: date, k: int) -> date | None:
        """Return whole months for an even number of half-months; for an odd one, 15 days on or back."""
        months, half = divmod(self.halves * k, 2)
        month = month_number(anchor) + months
        if not half:
            return clamped(month, anchor.day)
        if anchor.day <= _HALF:
            return clamped(month, anchor.day + _HALF)
        return clamped(month + 1, anchor.day - _HALF)

    def passed(self, anchor: date, day: date) -> int:
        """Count from twice the distance in months, which is off by two half-months at most."""
        halves = 2 * (month_number(day) - month_number(anchor))
        return _count_from((halves - 2) // self.halves, self, anchor, day)


class CalendarPeriods:
    """The calendar's own periods, each of so many units and due on its last day.

    >>> str(CalendarPeriods(Unit.WEEK, 1).due(date(2026, 11, 18), 1))
    '2026-11-29'
    """

    def __init__(self, unit: Unit, step: int) -> None:
        """Keep how many units are one period."""
        self.unit, self.step = unit, step
        self.least = _LEAST[unit] * step

    def due(self, anchor: date, k: int) -> date | None:
        """Return the last day of the k-th period after the one that holds `anchor`."""
        return self._end_of_unit((self._period(anchor) + k + 1) * self.step - 1)

    def passed(self, anchor: date, day: date) -> int:
        """Count the whole periods between the one that holds `anchor` and that of `day`."""
        return max(0, self._period(day) - self._period(anchor) - 1)

    def _period(self, day: date) -> int:
        """Return the number of the period that holds a day, counted from 0 since the year 1."""
        return self._number(day) // self.step

    def _number(self, day: date) -> int:
        """Return the number of the day, week, half-month or month that holds a day, counted from 0 since the year 1."""
        if self.unit is Unit.DAY:
            return day.toordinal() - 1
        if self.unit is Unit.WEEK:
            return (day.toordinal() - 1) // _WEEK
        month = month_number(day) - _FIRST_MONTH
        return 2 * month + (day.day > _HALF) if self.unit is Unit.HALF_MONTH else month

    def _end_of_unit(self, number: int) -> date | None:
        """Return the last day of the unit of that number."""
        if self.unit is Unit.HALF_MONTH:
            return clamped(_FIRST_MONTH + number // 2, 31 if number % 2 else _HALF)
        if self.unit is Unit.MONTH:
            return clamped(_FIRST_MONTH + number, 31)
        ordinal = (number + 1) * (_WEEK if self.unit is Unit.WEEK else 1)
        return date.fromordinal(ordinal) if ordinal <= LAST_ORDINAL else None


def _count_from(guess: int, series: Series, anchor: date, day: date) -> int:
    """Count the due dates before `day`, from a guess that is never too high."""
    count = max(0, guess)
    while (following := series.due(anchor, count + 1)) is not None and following < day:
        count += 1
    return count
