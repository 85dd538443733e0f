"""When a rule happens: dateutil says which days of a year it chooses, arithmetic says in which years it does.

A rule can tell 28 kinds of years apart, so dateutil is asked once about 28 years, for the rule without INTERVAL. The
days that it chooses in each kind of year are put into groups by the number of their period modulo INTERVAL, counted
from the period that holds 1 January. In a year of the calendar one group of its kind occurs: the one whose periods are
whole intervals away from that of DTSTART. So a step of any search is a year, not a day, and however many items have a
rule, dateutil is asked once.

A rule that comes here is complete: it holds what RFC 5545 takes from DTSTART. Known to be wrong in dateutil, and left:
of the weeks -52 and -53 of a year it does not know the days that lie in the December before.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import isleap
from collections import defaultdict
from datetime import MAXYEAR, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import month_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Parts = Mapping[str, str]
    YearKind = tuple[int, bool, bool, bool]

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Each kind once. They lie near the end of the calendar, where dateutil soon gives up a rule that never happens.
_ASKED_YEARS = range(9944, 9972)
# Some days earlier: of the week of DTSTART dateutil knows only what comes after it.
_ASKED_FROM, _ASKED_UNTIL = datetime(9943, 12, 1), "99711231"
_RULES_KEPT = 1024


class Occurrences(NamedTuple):
    """The occurrences of a rule from its DTSTART on.

    `groups` holds for each kind of year its days, counted from 0, by the number of their period modulo `interval`;
    `begun` is the number of the period of DTSTART.
    """

    groups: Mapping[YearKind, Mapping[int, Sequence[int]]]
    frequency: str
    interval: int
    begin_of_week: int
    begun: int
    dtstart: date

    def after(self, day: date, k: int, until: int = MAXYEAR) -> date | None:
        """Return the k-th occurrence behind the first one on or after a day, None where it lies after a year."""
        first = max(day, self.dtstart)
        year, skipped = first.year, self._before(first) + k
        while year <= until:
            days = self._of_year(year)
            if skipped < len(days):
                return date.fromordinal(_new_year(year).ordinal + days[skipped])
            year, skipped = year + 1, skipped - len(days)
        return None

    def between(self, first: date, last: date) -> int:
        """Return how many occurrences there are from one day on and before another."""
        first = max(first, self.dtstart)
        if first >= last:
            return 0
        whole = sum(len(self._of_year(year)) for year in range(first.year, last.year))
        return whole + self._before(last) - self._before(first)

    def _before(self, day: date) -> int:
        """Return how many there are in the year of a day before it, whenever the rule begins."""
        return bisect_left(self._of_year(day.year), day.toordinal() - _new_year(day.year).ordinal)

    def _of_year(self, year: int) -> Sequence[int]:
        """Return the days of a year on which the rule happens, whenever it begins."""
        new_year = _new_year(year)
        groups = self.groups[new_year.kind]
        if self.interval == 1:
            return groups.get(0, ())
        return groups.get(
            (self.begun - _period(new_year.ordinal, self.frequency, self.begin_of_week)) % self.interval, ()
        )


def occurrences(parts: Parts, dtstart: date) -> Occurrences:
    """Return the occurrences of a complete rule."""
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    begin_of_week = WEEKDAYS.index(parts.get("WKST", "MO"))
    groups = _groups(_without_interval(parts), frequency, interval, begin_of_week)
    begun = _period(dtstart.toordinal(), frequency, begin_of_week)
    return Occurrences(groups, frequency, interval, begin_of_week, begun, dtstart)


def ever_happens(parts: Parts) -> bool:
    """Say whether a rule has any occurrence, its INTERVAL left out."""
    return next(_asked(_without_interval(parts)), None) is not None


@lru_cache(_RULES_KEPT)
def _groups(
    rule: str, frequency: str, interval: int, begin_of_week: int
) -> Mapping[YearKind, Mapping[int, Sequence[int]]]:
    """Return the days of each kind of year by the number of their period modulo INTERVAL."""
    found: dict[YearKind, defaultdict[int, list[int]]] = {_new_year(y).kind: defaultdict(list) for y in _ASKED_YEARS}
    for day in _chosen(rule):
        new_year = _new_year(day.year)
        first, own = (_period(each, frequency, begin_of_week) for each in (new_year.ordinal, day.toordinal()))
        found[new_year.kind][(own - first) % interval].append(day.toordinal() - new_year.ordinal)
    return found


@lru_cache(_RULES_KEPT // 16)
def _chosen(rule: str) -> Sequence[date]:
    return [moment.date() for moment in _asked(rule)]


def _asked(rule: str) -> Iterator[datetime]:
    """Yield what dateutil says about a rule in the 28 years."""
    from dateutil.rrule import rrulestr

    found = iter(rrulestr(f"{rule};UNTIL={_ASKED_UNTIL}", dtstart=_ASKED_FROM))
    return (moment for moment in found if moment.year in _ASKED_YEARS)


def _without_interval(parts: Parts) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items() if name != "INTERVAL")


class _NewYear(NamedTuple):
    """The first day of a year, and all that a rule can see of the year: that day's weekday, three lengths."""

    ordinal: int
    kind: YearKind


@lru_cache(MAXYEAR)
def _new_year(year: int) -> _NewYear:
    """Return the first day of a year with the year's kind.

    >>> len({_new_year(year).kind for year in range(1, 10000)}), len({_new_year(year).kind for year in _ASKED_YEARS})
    (28, 28)
    """
    day = date(year, 1, 1)
    return _NewYear(day.toordinal(), (day.weekday(), isleap(year - 1), isleap(year), isleap(year + 1)))


def _period(ordinal: int, frequency: str, begin_of_week: int) -> int:
    """Return the number of the day, week, month or year in which a day lies; weeks begin on that weekday."""
    if frequency == "DAILY":
        return ordinal
    if frequency == "WEEKLY":
        return (ordinal - 1 - begin_of_week) // 7
    month = month_number(date.fromordinal(ordinal))
    return month if frequency == "MONTHLY" else month // 12
