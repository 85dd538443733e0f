"""The occurrences of a rule a second time: each day of the calendar is asked whether the standard means it.

It follows the text of RFC 5545, section 3.3.10, and shares nothing with the program.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(1)


def occurrences(rule: str, dtstart: date, first: date, last: date) -> list[date]:
    """Return the occurrences of a rule between two days, both included."""
    return [day for day in _days(max(first, dtstart), last) if happens_on(rule, dtstart, day)]


def happens_on(rule: str, dtstart: date, day: date) -> bool:
    """Say whether a day, not before DTSTART, is an occurrence."""
    parts = _completed(rule, dtstart)
    if _periods_between(parts, dtstart, day) % int(parts.get("INTERVAL", "1")):
        return False
    if not _fits(parts, day):
        return False
    if "BYSETPOS" not in parts:
        return True
    chosen = _let_through(tuple(parts.items()), *_period_of(parts, day))
    place = chosen.index(day)
    return bool({place + 1, place - len(chosen)} & _numbers(parts["BYSETPOS"]))


@lru_cache
def _let_through(parts: tuple[tuple[str, str], ...], first: date, last: date) -> list[date]:
    return [day for day in _days(first, last) if _fits(dict(parts), day)]


@lru_cache
def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=") for part in rule.split(";"))


def _completed(rule: str, dtstart: date) -> dict[str, str]:
    """Add what the rule lacks and DTSTART says: the day of the month, the month, the weekday."""
    parts = _parts(rule)
    if any(name in parts for name in ("BYDAY", "BYMONTHDAY", "BYYEARDAY")):
        return parts
    added = {}
    if parts["FREQ"] == "WEEKLY" or "BYWEEKNO" in parts:
        added["BYDAY"] = WEEKDAYS[dtstart.weekday()]
    elif parts["FREQ"] in ("MONTHLY", "YEARLY"):
        added["BYMONTHDAY"] = str(dtstart.day)
        if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts:
            added["BYMONTH"] = str(dtstart.month)
    return {**parts, **added}


def _fits(parts: dict[str, str], day: date) -> bool:
    """Say whether every BY… part that counts days lets a day through."""
    year_ends, month_ends = date(day.year, 12, 31), _last_of_month(day)
    of_year, of_month = (day - date(day.year, 1, 1)).days + 1, day.day
    backwards = {"BYYEARDAY": (day - year_ends).days - 1, "BYMONTHDAY": day.day - month_ends.day - 1}
    forwards = {"BYYEARDAY": of_year, "BYMONTHDAY": of_month, "BYMONTH": day.month}
    for name, number in forwards.items():
        if name in parts and not {number, backwards.get(name)} & _numbers(parts[name]):
            return False
    if "BYWEEKNO" in parts and not {*_week_numbers(day, parts.get("WKST", "MO"))} & _numbers(parts["BYWEEKNO"]):
        return False
    return "BYDAY" not in parts or any(_is_weekday(parts, day, wanted) for wanted in parts["BYDAY"].split(","))


def _is_weekday(parts: dict[str, str], day: date, wanted: str) -> bool:
    """Say whether a day is the weekday wanted, and the how-manieth that is wanted of the month or the year."""
    if WEEKDAYS[day.weekday()] != wanted[-2:]:
        return False
    if not re.search("[0-9]", wanted):
        return True
    within_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    begin = day.replace(day=1) if within_month else date(day.year, 1, 1)
    end = _last_of_month(day) if within_month else date(day.year, 12, 31)
    alike = [each for each in _days(begin, end) if each.weekday() == day.weekday()]
    number = int(wanted[:-2])
    return 0 < abs(number) <= len(alike) and alike[number - 1 if number > 0 else number] == day


def _period_of(parts: dict[str, str], day: date) -> tuple[date, date]:
    """Return the first and the last day of the period in which a day lies."""
    if parts["FREQ"] == "DAILY":
        return day, day
    if parts["FREQ"] == "WEEKLY":
        begin = _begin_of_week(day, parts.get("WKST", "MO"))
        return begin, begin + 6 * _DAY
    if parts["FREQ"] == "MONTHLY":
        return day.replace(day=1), _last_of_month(day)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _periods_between(parts: dict[str, str], dtstart: date, day: date) -> int:
    if parts["FREQ"] == "DAILY":
        return (day - dtstart).days
    if parts["FREQ"] == "WEEKLY":
        wkst = parts.get("WKST", "MO")
        return (_begin_of_week(day, wkst) - _begin_of_week(dtstart, wkst)).days // 7
    if parts["FREQ"] == "MONTHLY":
        return (day.year - dtstart.year) * 12 + day.month - dtstart.month
    return day.year - dtstart.year


def _week_numbers(day: date, wkst: str) -> tuple[int, int]:
    """Return the number of a day's week from the first and from the last of the year that has most of its days."""
    begin = _begin_of_week(day, wkst)
    ((year, _),) = Counter((begin + n * _DAY).year for n in range(7)).most_common(1)
    first, last = _begin_of_week(date(year, 1, 4), wkst), _begin_of_week(date(year, 12, 28), wkst)
    return (begin - first).days // 7 + 1, (begin - last).days // 7 - 1


def _begin_of_week(day: date, wkst: str) -> date:
    while WEEKDAYS[day.weekday()] != wkst:
        day -= _DAY
    return day


def _last_of_month(day: date) -> date:
    while (day + _DAY).month == day.month:
        day += _DAY
    return day


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))


@lru_cache
def _numbers(text: str) -> set[int]:
    return {*map(int, text.split(","))}
