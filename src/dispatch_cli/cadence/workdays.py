"""Working days: which days count, and the way from one day to the next of them.

A day is a working day by the office's own `on`, else its own `off`, else by the calendar, else if it is not of the
weekend. Without any rule every day is one. No office is closed for more than `LONGEST_OFF` days, so every search ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import LAST_ORDINAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.model import DaySpan, Workdays

LONGEST_OFF = 366
_DAY, _WEEK = timedelta(1), 7
_RULES_KEPT, _ANSWERS_KEPT = 8, 4096


class DayRule(NamedTuple):
    """What makes a day a working day or a day off: the office itself, a library that knows it, or else the week.

    `name` is the name of the festival, as the library has it.
    """

    is_working: bool
    is_own: bool = False
    library: str | None = None
    name: str | None = None


class DaysOff(NamedTuple):
    """Days off in a row, from the first to the last, both included, as ordinals."""

    first: int
    last: int


class WorkingDays:
    """The working days of an office; by no rule every day is one.

    >>> from dispatch_cli.model import Workdays
    >>> weeks = WorkingDays(Workdays())
    >>> friday, saturday = date(2026, 11, 27), date(2026, 11, 28)
    >>> str(weeks.first_from(saturday)), str(weeks.last_until(saturday)), weeks.count(friday, date(2026, 12, 1))
    ('2026-11-30', '2026-11-27', 2)
    """

    def __init__(self, rule: Workdays | None) -> None:
        """Find the weekdays off and the working weekends; the answers that many items ask for are kept."""
        self.rule = rule
        self.weekend = rule.table.weekend if rule else frozenset()
        opened, closed = (set(_own(rule.on)), set(_own(rule.off))) if rule else (set(), set())
        if rule:
            opened |= rule.table.on.keys() - closed
            closed |= rule.table.off.keys() - opened
        closed -= opened
        self._opened = {day for day in opened if day.weekday() in self.weekend}
        self._closed = {day for day in closed if day.weekday() not in self.weekend}
        self.after = lru_cache(_ANSWERS_KEPT)(self._after)
        self.warned_from = lru_cache(_ANSWERS_KEPT)(self._warned_from)

    def is_working(self, day: date) -> bool:
        """Say whether the office works on a day."""
        return day in self._opened if day.weekday() in self.weekend else day not in self._closed

    def why(self, day: date) -> DayRule:
        """Return what makes a day a working day or a day off."""
        is_working = self.is_working(day)
        if self.rule is None:
            return DayRule(is_working)
        table = self.rule.table
        name = (table.on if is_working else table.off).get(day)
        if any(span.first <= day <= span.last for span in (self.rule.on if is_working else self.rule.off)):
            return DayRule(is_working, is_own=True, name=name)
        return DayRule(is_working, library=table.library if name else None, name=name)

    def first_from(self, day: date) -> date | None:
        """Return the first working day on or after a day; None where the calendar ends before it."""
        while not self.is_working(day):
            if day == date.max:
                return None
            day += _DAY
        return day

    def last_until(self, day: date) -> date | None:
        """Return the last working day on or before a day; None where the calendar begins after it."""
        while not self.is_working(day):
            if day == date.min:
                return None
            day -= _DAY
        return day

    def _after(self, day: date, count: int) -> date | None:
        """Return the count-th working day strictly after a day, count from 1; None where the calendar ends before."""
        if self.rule is None:
            ordinal = day.toordinal() + count
            return date.fromordinal(ordinal) if ordinal <= LAST_ORDINAL else None
        found: date | None = day
        for _ in range(count):
            if found is None or found == date.max:
                return None
            found = self.first_from(found + _DAY)
        return found

    def before(self, day: date) -> Iterator[date]:
        """Yield the working days strictly before a day, the newest first."""
        while day > date.min:
            found = self.last_until(day - _DAY)
            if found is None:
                return
            yield found
            day = found

    def _warned_from(self, due: date, count: int) -> date:
        """Return the first day from which up to a due date there are no more than so many working days.

        They are those after that day, up to the due date, it included.
        """
        if self.rule is None:
            return date.fromordinal(max(1, due.toordinal() - count))
        if not self.is_working(due):
            count += 1
        return next(islice(self.before(due), count - 1, None), date.min) if count else due

    def count(self, after: date, until: date) -> int:
        """Return how many working days lie after one day and up to another, that one included; 0 where none do."""
        return max(0, self._number(until) - self._number(after))

    def _number(self, day: date) -> int:
        """Return how many working days there are up to a day, since the year 1, which begins on a Monday."""
        weeks, rest = divmod(day.toordinal(), _WEEK)
        ordinary = weeks * (_WEEK - len(self.weekend)) + sum(weekday not in self.weekend for weekday in range(rest))
        return ordinary - bisect_right(self._closed_in_order, day) + bisect_right(self._opened_in_order, day)

    @cached_property
    def _closed_in_order(self) -> Sequence[date]:
        return sorted(self._closed)

    @cached_property
    def _opened_in_order(self) -> Sequence[date]:
        return sorted(self._opened)

    def stretches(self, first: int, last: int, length: int) -> Sequence[DaysOff]:
        """Return the days off in a row, of at least a length, that touch the days from one ordinal to another."""
        if length <= len(self.weekend):  # any weekend, so that there is no list of them
            return [each for each in self._walked(first, last) if each.last - each.first + 1 >= length]
        begin = bisect_left(self._beyond_weekends, first, key=lambda each: each.last)
        end = bisect_right(self._beyond_weekends, last, key=lambda each: each.first)
        return [each for each in self._beyond_weekends[begin:end] if each.last - each.first + 1 >= length]

    def _walked(self, first: int, last: int) -> Iterator[DaysOff]:
        """Yield the days off in a row that touch some days, by a look at each day."""
        day = first
        while day <= last:
            stretch = self.stretch_of(day)
            if stretch:
                yield stretch
                day = stretch.last
            day += 1

    def stretch_of(self, ordinal: int) -> DaysOff | None:
        """Return the days off in a row that a day belongs to; None for a working day."""
        day = date.fromordinal(ordinal)
        if self.is_working(day):
            return None
        earlier, later = self.last_until(day), self.first_from(day)
        return DaysOff(earlier.toordinal() + 1 if earlier else 1, later.toordinal() - 1 if later else LAST_ORDINAL)

    @cached_property
    def _beyond_weekends(self) -> Sequence[DaysOff]:
        """Return the days off in a row that are more than a weekend, in order."""
        found = (self.stretch_of(day.toordinal()) for day in self._closed)
        return sorted({each for each in found if each})


@lru_cache(_RULES_KEPT)
def working_days(rule: Workdays | None) -> WorkingDays:
    """Return the working days of an office by its rule."""
    return WorkingDays(rule)


def _own(spans: Sequence[DaySpan]) -> Iterator[date]:
    return (day for span in spans for day in span.days)
