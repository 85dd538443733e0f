"""The arithmetic of due dates: named cadences and `every N …`, in both modes."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import oracle
import pytest
from builders import days, make_cadence
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.cadence.series import NAMED, Series, make_series, parse_cadence
from dispatch_cli.messages import Message
from dispatch_cli.model import Cadence, Mode, Unit

FIRST_DAY, LAST_DAY = date.min, date.max
EVERY = ("every 1 day", "every 10 days", "every 3 weeks", "every 2 months", "every 7 months")

ROLLING = [
    # cadence, anchor, due dates, reason
    ("daily", "2026-11-22", "2026-11-23 2026-11-24", "a day is a day"),
    ("daily", "2026-12-31", "2027-01-01", "over New Year"),
    ("weekly", "2026-11-09", "2026-11-16 2026-11-23 2026-11-30", "seven days, whatever the weekday"),
    ("weekly", "2026-12-30", "2027-01-06", "over New Year"),
    ("weekly", "2024-02-27", "2024-03-05", "over a leap day"),
    ("half-monthly", "2026-07-03", "2026-07-18 2026-08-03 2026-08-18", "15 days on, then the same day"),
    ("half-monthly", "2026-02-16", "2026-03-01 2026-03-16 2026-04-01", "from the 16th the half day is the 1st"),
    ("half-monthly", "2026-01-31", "2026-02-16 2026-02-28 2026-03-16 2026-03-31", "the 31st comes back after February"),
    ("half-monthly", "2026-02-14", "2026-02-28 2026-03-14 2026-03-29", "29 February is clamped, 29 March is not"),
    ("half-monthly", "2024-02-14", "2024-02-29 2024-03-14", "a leap year has the 29th"),
    ("half-monthly", "2026-01-15", "2026-01-30 2026-02-15 2026-02-28 2026-03-15 2026-03-30", "15th and 30th"),
    ("half-monthly", "2026-01-16", "2026-02-01 2026-02-16", "the 16th is the first that looks at the next month"),
    ("half-monthly", "2026-01-01", "2026-01-16 2026-02-01", "the 1st and the 16th"),
    ("half-monthly", "2026-02-28", "2026-03-13 2026-03-28", "an anchor in February has day 28, not the last"),
    ("half-monthly", "2026-12-20", "2027-01-05 2027-01-20", "over New Year"),
    ("monthly", "2026-01-31", "2026-02-28 2026-03-31 2026-04-30 2026-05-31", "clamped month by month, never drifting"),
    ("monthly", "2024-01-30", "2024-02-29 2024-03-30", "clamped to the leap day"),
    ("monthly", "2026-02-28", "2026-03-28", "the last of February is just the 28th"),
    ("monthly", "2026-12-15", "2027-01-15", "over New Year"),
    ("quarterly", "2026-11-30", "2027-02-28 2027-05-30 2027-08-30", "three months, clamped"),
    ("half-yearly", "2026-08-31", "2027-02-28 2027-08-31", "six months, clamped"),
    ("yearly", "2024-02-29", "2025-02-28 2026-02-28 2027-02-28 2028-02-29", "a leap day comes back in a leap year"),
    ("yearly", "2096-02-29", "2097-02-28 2098-02-28 2099-02-28 2100-02-28", "2100 is no leap year"),
    ("every 1 day", "2026-11-22", "2026-11-23", "the singular is fine"),
    ("every 10 days", "2026-11-22", "2026-12-02 2026-12-12", "ten by ten"),
    ("every 3 weeks", "2026-11-22", "2026-12-13 2027-01-03", "21 by 21"),
    ("every 2 months", "2026-12-31", "2027-02-28 2027-04-30 2027-06-30 2027-08-31", "clamped from the anchor"),
    ("every 13 months", "2026-01-31", "2027-02-28 2028-03-31", "more than a year"),
    ("daily", "9999-12-30", "9999-12-31 never never", "the last day that exists"),
    ("weekly", "9999-12-24", "9999-12-31 never", "the last day that exists"),
    ("weekly", "9999-12-25", "never", "a week later does not exist"),
    ("half-monthly", "9999-12-01", "9999-12-16 never", "January 10000 does not exist"),
    ("half-monthly", "9999-12-16", "never", "January 10000 does not exist"),
    ("monthly", "9999-11-30", "9999-12-30 never", "the last month that exists"),
    ("yearly", "9999-01-01", "never", "the year 10000 does not exist"),
    ("every 9999 months", "9999-01-01", "never", "far beyond the end"),
    ("daily", "0001-01-01", "0001-01-02", "the first day that exists"),
    ("half-monthly", "0001-01-01", "0001-01-16 0001-02-01", "the first month that exists"),
    ("yearly", "0001-01-01", "0002-01-01", "the first year that exists"),
]

CALENDAR = [
    ("daily", "2026-11-22", "2026-11-23 2026-11-24", "a day ends the day"),
    ("weekly", "2026-11-18", "2026-11-29 2026-12-06", "the week of the anchor is done, the next ends on Sunday"),
    ("weekly", "2026-11-22", "2026-11-29", "Sunday belongs to the week that it ends"),
    ("weekly", "2026-11-23", "2026-12-06", "Monday begins a week"),
    ("weekly", "2025-12-29", "2026-01-11", "an ISO week over New Year is one week"),
    ("weekly", "2026-12-31", "2027-01-10", "the 53rd week of 2026 ends on 3 January"),
    ("half-monthly", "2026-11-14", "2026-11-30 2026-12-15 2026-12-31", "the first half is done"),
    ("half-monthly", "2026-11-15", "2026-11-30", "the 15th belongs to the first half"),
    ("half-monthly", "2026-11-16", "2026-12-15", "the 16th begins the second half"),
    ("half-monthly", "2026-02-28", "2026-03-15", "the last day of February ends its half"),
    ("half-monthly", "2024-02-01", "2024-02-29", "the leap day ends its half"),
    ("half-monthly", "2026-12-31", "2027-01-15", "over New Year"),
    ("monthly", "2026-01-31", "2026-02-28 2026-03-31", "the last day, whatever its number"),
    ("monthly", "2026-02-01", "2026-03-31", "the first day is in the month that is done"),
    ("monthly", "2024-01-01", "2024-02-29", "a leap February"),
    ("monthly", "2026-12-01", "2027-01-31", "over New Year"),
    ("quarterly", "2026-03-31", "2026-06-30 2026-09-30 2026-12-31 2027-03-31", "the last day of a quarter"),
    ("quarterly", "2026-04-01", "2026-09-30", "the first day of a quarter"),
    ("half-yearly", "2026-06-30", "2026-12-31 2027-06-30", "the last day of a half-year"),
    ("half-yearly", "2026-07-01", "2027-06-30", "the first day of a half-year"),
    ("yearly", "2026-12-31", "2027-12-31 2028-12-31", "the last day of a year"),
    ("yearly", "2027-01-01", "2028-12-31", "the first day of a year"),
    ("every 10 days", "2026-11-22", "2026-12-02", "`every …` is rolling, whatever the file's mode"),
    ("every 2 weeks", "2026-11-18", "2026-12-02", "`every …` is rolling, whatever the file's mode"),
    ("every 1 months", "2026-01-30", "2026-02-28", "`every …` is rolling, whatever the file's mode"),
    ("weekly", "9999-12-19", "9999-12-26 never", "the week of 31 December 9999 never ends"),
    ("half-monthly", "9999-12-01", "9999-12-31 never", "the last half-month that exists"),
    ("monthly", "9999-11-30", "9999-12-31 never", "the last month that exists"),
    ("quarterly", "9999-09-30", "9999-12-31 never", "the last quarter that exists"),
    ("yearly", "9998-01-01", "9999-12-31 never", "the last year that exists"),
    ("daily", "9999-12-31", "never", "nothing follows the last day"),
    ("weekly", "0001-01-01", "0001-01-14", "the first day that exists was a Monday"),
    ("half-yearly", "0001-01-01", "0001-12-31", "the first year that exists"),
]

# Counted by hand: 3 652 059 days, 521 722 whole weeks, 119 988 months from the first day to the last.
PASSED_EVER = {
    "daily": (3_652_057, 3_652_057),
    "weekly": (521_722, 521_721),
    "half-monthly": (239_975, 239_974),
    "monthly": (119_987, 119_986),
    "quarterly": (39_995, 39_994),
    "half-yearly": (19_997, 19_996),
    "yearly": (9_998, 9_997),
}


def get_series(cadence: str, mode: str) -> Series:
    """Return the series of a cadence as written; no rule, so any DTSTART will do."""
    return make_series(make_cadence(cadence), Mode(mode), FIRST_DAY)


@pytest.mark.parametrize(
    ("mode", "cadence", "anchor", "expected"),
    [
        pytest.param(mode, cadence, anchor, expected, id=f"{mode} {cadence} {anchor}: {reason}")
        for mode, rows in (("rolling", ROLLING), ("calendar", CALENDAR))
        for cadence, anchor, expected, reason in rows
    ],
)
def test_due_dates_follow_the_anchor(mode: str, cadence: str, anchor: str, expected: str) -> None:
    """Each cadence gives the due dates that the contract names."""
    those = get_series(cadence, mode)
    wanted = days(expected)
    assert [those.due(date.fromisoformat(anchor), k) for k in range(1, len(wanted) + 1)] == wanted


@pytest.mark.endurance
@pytest.mark.parametrize("mode", oracle.MODES)
@pytest.mark.parametrize("cadence", oracle.CADENCES)
def test_every_day_of_a_400_year_cycle_agrees_with_the_oracle(cadence: str, mode: str) -> None:
    """From every day on which a clock can start, the first three due dates are those that walking finds."""
    those = get_series(cadence, mode)
    wrong = []
    for ordinal in range(date(2000, 1, 1).toordinal(), date(2399, 12, 31).toordinal() + 1):
        anchor = date.fromordinal(ordinal)
        walked = oracle.due_dates(cadence, mode, anchor)
        expected = [next(walked), next(walked), next(walked)]
        found = [those.due(anchor, 1), those.due(anchor, 2), those.due(anchor, 3)]
        if found != expected:
            wrong.append((anchor, found, expected))
    assert wrong[:3] == []


@pytest.mark.parametrize("mode", oracle.MODES)
@pytest.mark.parametrize("cadence", oracle.CADENCES)
def test_the_last_years_agree_with_the_oracle(cadence: str, mode: str) -> None:
    """Up to the last day of the calendar due dates are right, and beyond it there is none."""
    those = get_series(cadence, mode)
    for ordinal in range(date(9997, 12, 1).toordinal(), LAST_DAY.toordinal() + 1):
        anchor = date.fromordinal(ordinal)
        for k in (1, 2, 5):
            assert those.due(anchor, k) == oracle.due(cadence, mode, anchor, k), (anchor, k)


modes = st.sampled_from(oracle.MODES)
any_cadence = st.sampled_from((*oracle.CADENCES, *EVERY))


@given(any_cadence, modes, st.dates(), st.integers(1, 500))
def test_due_dates_only_grow(cadence: str, mode: str, anchor: date, k: int) -> None:
    """Each due date is later than the one before and than the anchor; after the first that does not exist none does."""
    those = get_series(cadence, mode)
    found = [anchor, *(those.due(anchor, n) for n in range(k, k + 4))]
    for earlier, later in pairwise(found):
        assert later is None or (earlier is not None and earlier < later)


@given(any_cadence, modes, st.dates(), st.integers(-400, 1500))
def test_passed_counts_the_due_dates_before_a_day(cadence: str, mode: str, anchor: date, distance: int) -> None:
    """`passed` is the number of due dates strictly before the day, also for a day before the anchor."""
    those = get_series(cadence, mode)
    until = date.fromordinal(min(max(anchor.toordinal() + distance, 1), LAST_DAY.toordinal()))
    count = 0
    while (following := those.due(anchor, count + 1)) is not None and following < until:
        count += 1
    assert those.passed(anchor, until) == count


@given(st.sampled_from(oracle.CADENCES), modes, st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(1, 40))
def test_a_due_date_has_not_passed_on_its_own_day(cadence: str, mode: str, anchor: date, k: int) -> None:
    """On the k-th due date k − 1 have passed, and k on the day after."""
    those = get_series(cadence, mode)
    due = those.due(anchor, k)
    assert due is not None
    assert [those.passed(anchor, due), those.passed(anchor, due + timedelta(1))] == [k - 1, k]


@given(st.sampled_from(oracle.CADENCES), modes, st.dates(), st.integers(0, 2000))
def test_passed_agrees_with_the_oracle(cadence: str, mode: str, anchor: date, distance: int) -> None:
    """`passed` is what one finds by walking from the anchor and counting."""
    until = date.fromordinal(min(anchor.toordinal() + distance, LAST_DAY.toordinal()))
    assert get_series(cadence, mode).passed(anchor, until) == oracle.missed(cadence, mode, anchor, until)


@pytest.mark.parametrize("cadence", oracle.CADENCES)
def test_all_due_dates_of_the_calendar_are_counted(cadence: str) -> None:
    """From the first day that exists to the last, the due dates in between are counted exactly."""
    rolling, calendar = (get_series(cadence, mode).passed(FIRST_DAY, LAST_DAY) for mode in oracle.MODES)
    assert (rolling, calendar) == PASSED_EVER[cadence]


@pytest.mark.parametrize("mode", oracle.MODES)
def test_decades_of_daily_neglect_are_counted(mode: str) -> None:
    """A daily item untouched since 1990 has missed every day between, the last of them yesterday."""
    anchor, today = date(1990, 1, 1), date(2026, 11, 22)
    assert get_series("daily", mode).passed(anchor, today) == 13_473


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily", Cadence("daily", Unit.DAY)),
        ("weekly", Cadence("weekly", Unit.WEEK)),
        ("half-monthly", Cadence("half-monthly", Unit.HALF_MONTH)),
        ("monthly", Cadence("monthly", Unit.MONTH)),
        ("quarterly", Cadence("quarterly", Unit.MONTH, 3)),
        ("half-yearly", Cadence("half-yearly", Unit.MONTH, 6)),
        ("yearly", Cadence("yearly", Unit.MONTH, 12)),
        ("every 1 day", Cadence("every 1 day", Unit.DAY, 1, Mode.ROLLING)),
        ("every 2 weeks", Cadence("every 2 weeks", Unit.WEEK, 2, Mode.ROLLING)),
        ("every 18 months", Cadence("every 18 months", Unit.MONTH, 18, Mode.ROLLING)),
        ("FREQ=WEEKLY;BYDAY=MO,TH", Cadence("FREQ=WEEKLY;BYDAY=MO,TH", Unit.RULE, 1, Mode.CALENDAR)),
        ("freq=weekly; byday=mo", Cadence("FREQ=WEEKLY;BYDAY=MO", Unit.RULE, 1, Mode.CALENDAR)),
        ("RRULE:FREQ=DAILY;INTERVAL=3", Cadence("FREQ=DAILY;INTERVAL=3", Unit.RULE, 1, Mode.CALENDAR)),
    ],
)
def test_a_good_cadence_is_understood(text: str, expected: Cadence) -> None:
    """A name, `every N …` and a rule become a cadence with its unit, count and fixed mode."""
    assert parse_cadence(text) == expected


def test_the_names_are_those_of_the_contract() -> None:
    """No name is missing, none is added."""
    assert tuple(NAMED) == oracle.CADENCES


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("fortnightly", "an unknown name"),
        ("Weekly", "names are lower case"),
        ("half monthly", "the hyphen belongs to the name"),
        ("每周", "not a name"),
        ("every week", "no number"),
        ("every 0 days", "nought is no step"),
        ("every -1 days", "a step goes forward"),
        ("every 1.5 weeks", "whole numbers only"),
        ("every 2 years", "no such unit"),
        ("every 2 fortnights", "no such unit"),
        ("every two weeks", "a number in digits"),
        ("every ２ weeks", "full-width digits"),
        ("every 02 weeks", "a leading nought"),
        ("every 123456789 months", "absurdly many"),
        ("every 2 weeks or so", "something follows"),
        ("every2weeks", "no blanks"),
        ("7", "a bare number"),
    ],
)
def test_what_is_no_cadence_is_refused(text: str, reason: str) -> None:
    """Anything else is refused with the text as it was written."""
    refused = parse_cadence(text)
    assert isinstance(refused, Message), reason
    assert (refused.template, refused.values) == ("`{text}` is not a cadence", {"text": text})
