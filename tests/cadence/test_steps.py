"""A cadence of several units: every second week, every third half-month, whatever unit and mode."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from datetime import MAXYEAR, date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import oracle
import pytest
from builders import days
from generated import often
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.cadence.series import Series, make_series
from dispatch_cli.model import Cadence, Mode, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS = (Unit.DAY, Unit.WEEK, Unit.HALF_MONTH, Unit.MONTH)
STEPS = (1, 2, 3, 4)
CADENCES = [pytest.param(unit, step, id=f"{step} {unit}") for unit in UNITS for step in STEPS]
# By which name the oracle knows a cadence of one unit.
NAMES = {Unit.DAY: "daily", Unit.WEEK: "weekly", Unit.HALF_MONTH: "half-monthly", Unit.MONTH: "monthly"}

CALENDAR = [
    # unit, step, anchor, due dates, reason
    (Unit.DAY, 2, "0001-01-01", "0001-01-04 0001-01-06", "the first two days of all are one period"),
    (Unit.DAY, 2, "0001-01-02", "0001-01-04", "its last day belongs to it"),
    (Unit.DAY, 3, "0001-01-03", "0001-01-06 0001-01-09", "three by three"),
    (Unit.WEEK, 2, "0001-01-01", "0001-01-28 0001-02-11", "the first two weeks of all are one period"),
    (Unit.WEEK, 2, "2026-11-18", "2026-12-06 2026-12-20", "22 November 2026 ends week 105,706, an even one"),
    (Unit.WEEK, 2, "2026-11-22", "2026-12-06", "Sunday belongs to the period that it ends"),
    (Unit.WEEK, 2, "2026-11-23", "2026-12-20", "Monday begins one"),
    (Unit.WEEK, 2, "2026-11-30", "2026-12-20", "the second Monday of a period begins none"),
    (Unit.WEEK, 4, "2026-11-18", "2027-01-03 2027-01-31", "over New Year"),
    (Unit.HALF_MONTH, 2, "2026-11-10", "2026-12-31 2027-01-31 2027-02-28", "two half-months are a month"),
    (Unit.HALF_MONTH, 3, "0001-01-01", "0001-03-31 0001-05-15", "one and a half months, then another"),
    (Unit.HALF_MONTH, 3, "2026-01-01", "2026-03-31 2026-05-15 2026-06-30", "eight of them fill a year"),
    (Unit.HALF_MONTH, 4, "2026-11-10", "2027-02-28 2027-04-30", "two months"),
    (Unit.MONTH, 2, "2026-11-30", "2027-02-28 2027-04-30", "November and December are one period"),
    (Unit.MONTH, 4, "2026-01-15", "2026-08-31 2026-12-31", "a third of a year"),
    (Unit.MONTH, 5, "0001-01-01", "0001-10-31 0002-03-31", "what does not fill a year goes on into the next"),
    (Unit.WEEK, 2, "9999-12-01", "9999-12-26 never", "the last two weeks that are whole"),
    (Unit.MONTH, 2, "9999-09-30", "9999-12-31 never", "the last two months that exist"),
]
ROLLING = [
    (Unit.DAY, 2, "2026-11-22", "2026-11-24 2026-11-26", "two by two"),
    (Unit.WEEK, 2, "2026-11-18", "2026-12-02 2026-12-16", "14 days"),
    (Unit.HALF_MONTH, 2, "2026-01-31", "2026-02-28 2026-03-31", "a month, clamped from the anchor"),
    (Unit.HALF_MONTH, 3, "2026-01-01", "2026-02-16 2026-04-01", "a month and 15 days, then three months"),
    (Unit.HALF_MONTH, 3, "2026-01-31", "2026-03-16 2026-04-30", "from the 16th on the half looks at the next month"),
    (Unit.HALF_MONTH, 4, "2026-11-10", "2027-01-10 2027-03-10", "two months"),
    (Unit.MONTH, 2, "2026-12-31", "2027-02-28 2027-04-30", "clamped from the anchor"),
]
TABLE = [("calendar", *row) for row in CALENDAR] + [("rolling", *row) for row in ROLLING]
LAST = date.max.toordinal()


def calendar_series(unit: Unit, step: int, mode: str) -> Series:
    """Return the due dates of a cadence of so many units, which depend on no DTSTART."""
    return make_series(Cadence(f"{step} {unit}", unit, step), Mode(mode), date.min)


@cache
def unit_ends(unit: Unit) -> Sequence[int]:
    """Return the last day of each day, week, half-month or month of the whole calendar, by its ordinal."""
    if unit in (Unit.DAY, Unit.WEEK):
        length = 7 if unit is Unit.WEEK else 1
        return range(length, LAST + 1, length)
    months = [(year, month) for year in range(1, MAXYEAR + 1) for month in range(1, 13)]
    ends = [date(*each, day).toordinal() for each in months for day in (15, monthrange(*each)[1])]
    return ends if unit is Unit.HALF_MONTH else ends[1::2]


@cache
def period_ends(unit: Unit, step: int) -> Sequence[int]:
    """Return the last day of each period of so many units, counted since the first of all."""
    return unit_ends(unit)[step - 1 :: step]


def walked(unit: Unit, step: int, mode: str, anchor: date, count: int) -> list[date | None]:
    """Return the first due dates a second time: from the calendar's ends, or each of so many steps of a single unit."""
    if mode == "rolling":
        dates = islice(oracle.due_dates(NAMES[unit], mode, anchor), step - 1, step * count, step)
        found: list[date | None] = [*dates]
    else:
        ends = period_ends(unit, step)
        place = bisect_left(ends, anchor.toordinal())
        found = [date.fromordinal(end) for end in ends[place + 1 : place + 1 + count]]
    return found + [None] * (count - len(found))


@pytest.mark.parametrize(("mode", "unit", "step", "anchor", "expected", "reason"), TABLE)
def test_due_dates(mode: str, unit: Unit, step: int, anchor: str, expected: str, reason: str) -> None:
    """So many units are one period; periods of the calendar are counted since the year 1."""
    due, wanted = calendar_series(unit, step, mode).due, days(expected)
    assert [due(date.fromisoformat(anchor), k) for k in range(1, len(wanted) + 1)] == wanted, reason


@pytest.mark.parametrize("mode", oracle.MODES)
@pytest.mark.parametrize(("unit", "step"), CADENCES)
@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0001-12-31"), ("2027-03-01", "2028-03-31")])
def test_every_day_agrees_with_the_oracle(unit: Unit, step: int, mode: str, first: str, last: str) -> None:
    """From every day of some years the first three due dates are those that walking finds."""
    due = calendar_series(unit, step, mode).due
    wrong = []
    for ordinal in range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1):
        anchor = date.fromordinal(ordinal)
        found, expected = [due(anchor, k) for k in (1, 2, 3)], walked(unit, step, mode, anchor, 3)
        if found != expected:
            wrong.append((anchor, found, expected))
    assert wrong[:3] == []


@pytest.mark.parametrize("mode", oracle.MODES)
@pytest.mark.parametrize(("unit", "step"), CADENCES)
def test_the_last_years_agree_with_the_oracle(unit: Unit, step: int, mode: str) -> None:
    """Up to the last day of the calendar due dates are right, and beyond it there is none."""
    due = calendar_series(unit, step, mode).due
    for ordinal in range(date(9999, 5, 1).toordinal(), LAST + 1):
        anchor = date.fromordinal(ordinal)
        assert [due(anchor, k) for k in (1, 2, 3)] == walked(unit, step, mode, anchor, 3), anchor


@often(400)
@given(
    st.sampled_from(UNITS),
    st.sampled_from(STEPS),
    st.sampled_from(oracle.MODES),
    st.dates(max_value=date(9990, 1, 1)),
    st.integers(0, 1500),
)
def test_passed_counts_the_due_dates_before_a_day(
    unit: Unit, step: int, mode: str, anchor: date, distance: int
) -> None:
    """`passed` is the number of due dates strictly before the day."""
    those, until = calendar_series(unit, step, mode), date.fromordinal(anchor.toordinal() + distance)
    count = 0
    while (following := those.due(anchor, count + 1)) is not None and following < until:
        count += 1
    assert those.passed(anchor, until) == count
