"""Rules against an oracle that asks each day of the calendar, and how much work they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import rule_oracle
from builders import days, make_cadence
from counting import calls_of
from desk import Desk
from generated import often, thinned
from hypothesis import given
from hypothesis import strategies as st
from reading import reasons

from dispatch_cli.cadence.occurrences import WEEKDAYS
from dispatch_cli.cadence.rules import PATTERN_YEARS, RuleSeries, happens, refuse_rule
from dispatch_cli.cadence.series import make_series
from dispatch_cli.model import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


CYCLE_DAYS = 146_097


def numbers(most: int) -> st.SearchStrategy[str]:
    """Return up to three numbers, counted from either end."""
    number = st.integers(1, most).flatmap(lambda n: st.sampled_from((n, -n)))
    return st.lists(number, min_size=1, max_size=3, unique=True).map(lambda found: ",".join(map(str, found)))


def weekdays(most: int = 0) -> st.SearchStrategy[str]:
    """Return up to four weekdays, some of them numbered up to so many."""
    number = st.integers(-most, most).map(lambda n: f"{n}" if n else "")
    weekday = st.tuples(number, st.sampled_from(WEEKDAYS)).map("".join)
    return st.lists(weekday, min_size=1, max_size=4, unique=True).map(",".join)


MONTHS = st.lists(st.integers(1, 12).map(str), min_size=1, max_size=4, unique=True).map(",".join)
ANY = {"BYMONTH": MONTHS, "BYSETPOS": numbers(4)}
BY_PARTS: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "DAILY": {"BYDAY": weekdays(), "BYMONTHDAY": numbers(31)},
    "WEEKLY": {"BYDAY": weekdays()},
    "MONTHLY": {"BYDAY": weekdays(5), "BYMONTHDAY": numbers(31)},
    "YEARLY": {
        "BYDAY": weekdays(5), "BYMONTHDAY": numbers(31), "BYYEARDAY": numbers(366), "BYWEEKNO": numbers(51),
    },
}  # fmt: skip


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Return any rule that is a good cadence."""
    frequency = draw(st.sampled_from(sorted(BY_PARTS)))
    known = {**BY_PARTS[frequency], **ANY}
    names = draw(st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True))
    parts = [f"{name}={draw(known[name])}" for name in names]
    interval, begin = draw(st.sampled_from((1, 1, 2, 3, 4, 7, 13, 52))), draw(st.sampled_from(WEEKDAYS))
    return ";".join([f"FREQ={frequency}", f"INTERVAL={interval}", f"WKST={begin}", *parts])


@often(400)
@given(rules(), st.dates(date(1896, 1, 1), date(2104, 12, 31)), st.integers(0, 900), st.integers(0, 900))
def test_every_day_is_asked(rule: str, dtstart: date, ahead: int, length: int) -> None:
    """From any day on, due dates and their count are those of an oracle that looks at each day by itself."""
    if refuse_rule(rule):
        return
    anchor = dtstart + timedelta(ahead)
    last = anchor + timedelta(length)
    _, *expected = [*rule_oracle.occurrences(rule, dtstart, anchor, last), None]
    expected = expected[:-1]
    series = RuleSeries(rule, dtstart)
    assert [series.due(anchor, k) for k in range(1, len(expected) + 1)] == expected
    assert series.passed(anchor, last + timedelta(1)) == len(expected)


WHOLE_CYCLES = [
    ("FREQ=YEARLY", "2024-02-29", "a leap day"),
    ("FREQ=YEARLY;BYWEEKNO=53;WKST=SU;BYDAY=MO", "2000-01-01", "weeks that few years have"),
    ("FREQ=YEARLY;BYWEEKNO=1,-1", "2000-01-01", "weeks that lie in two years"),
    ("FREQ=YEARLY;BYWEEKNO=-51,-2;WKST=TH;BYDAY=SA,SU", "2000-01-01", "weeks counted from the end"),
    ("FREQ=YEARLY;INTERVAL=7;BYYEARDAY=-1,366", "2000-01-01", "days counted from both ends"),
    ("FREQ=YEARLY;BYDAY=53MO,-53SU,1TU", "2000-01-01", "a weekday that some years have 53 times"),
    ("FREQ=YEARLY;BYMONTH=2;BYDAY=5SU,-5MO", "2000-01-01", "five of one kind in February"),
    ("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31,-31", "2000-01-31", "long months"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,23", "2000-01-01", "the last working day, and a 23rd"),
    ("FREQ=WEEKLY;INTERVAL=3;WKST=WE;BYDAY=MO,TU,WE;BYSETPOS=1", "2000-01-01", "weeks that begin on Wednesday"),
    ("FREQ=WEEKLY;BYMONTH=1,12;BYDAY=MO,SU;BYSETPOS=-1;WKST=TH", "2000-01-01", "weeks across the end of a year"),
    ("FREQ=DAILY;INTERVAL=13;BYDAY=MO;BYMONTHDAY=1", "2000-01-01", "days that fit by chance"),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2000-01-01", "13 days in 400 years"),
]


@pytest.mark.parametrize(("rule", "dtstart", "reason"), thinned(WHOLE_CYCLES, every=13))
def test_every_day_of_a_cycle_is_asked(rule: str, dtstart: str, reason: str) -> None:
    """Over 400 years, and from there into the next cycle, not one day is another one."""
    begin = date.fromisoformat(dtstart)
    first, *expected = rule_oracle.occurrences(rule, begin, begin, begin + timedelta(CYCLE_DAYS + 700))
    series = RuleSeries(rule, begin)
    assert [series.due(begin, k) for k in range(1, len(expected) + 1)] == expected, reason
    assert series.passed(begin, expected[-1]) == len(expected) - 1, reason
    assert first >= begin


def test_a_cycle_is_whole() -> None:
    """After 400 years the calendar begins again on a Monday."""
    assert date(1, 1, 1) + timedelta(CYCLE_DAYS) == date(PATTERN_YEARS + 1, 1, 1)
    assert CYCLE_DAYS % len(WEEKDAYS) == 0


BY_WEEK = [
    ("FREQ=YEARLY;BYWEEKNO=20", "2026-01-07", "2026-05-13 2027-05-19 2028-05-17", "a Wednesday in week 20"),
    ("FREQ=YEARLY;BYWEEKNO=20", "2026-01-04", "2026-05-17 2027-05-23 2028-05-21", "a Sunday"),
    ("FREQ=YEARLY;BYWEEKNO=20;WKST=SU", "2026-01-04", "2026-05-17 2027-05-16", "a Sunday that begins the week"),
    ("FREQ=YEARLY;BYWEEKNO=1", "2024-12-30", "2024-12-30 2025-12-29 2027-01-04", "week 1 may begin in December"),
    ("FREQ=YEARLY;BYWEEKNO=53", "2026-12-31", "2026-12-31 2032-12-30 2037-12-31", "few years have a week 53"),
    ("FREQ=YEARLY;BYWEEKNO=1,20;BYMONTH=5", "2026-01-07", "2026-05-13 2027-05-19", "the weeks of a month"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,FR", "2026-01-07", "2026-05-11 2026-05-15 2027-05-17", "what is named counts"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=13,15", "2026-01-07", "2026-05-13 2026-05-15 2028-05-15", "so do days"),
]


@pytest.mark.parametrize(("rule", "dtstart", "expected", "reason"), BY_WEEK, ids=reasons(BY_WEEK))
def test_a_week_without_a_weekday_takes_that_of_dtstart(rule: str, dtstart: str, expected: str, reason: str) -> None:
    """BYWEEKNO alone names seven days; the standard takes the weekday, which the rule lacks, from DTSTART."""
    begin, wanted = date.fromisoformat(dtstart), days(expected)
    series = make_series(make_cadence(rule), Mode.ROLLING, begin)
    due = [series.due(begin - timedelta(1), k) for k in range(len(wanted))]
    assert due == wanted, reason
    assert series.due(begin, 1) == wanted[1], reason


BOTH_KINDS = [
    (
        "FREQ=MONTHLY;BYDAY=MO,2TU",
        "2026-11-02 2026-11-09 2026-11-10 2026-11-16 2026-11-23",
        "a numbered weekday besides",
    ),
    ("FREQ=MONTHLY;BYDAY=1MO,-1MO", "2026-11-02 2026-11-30 2026-12-07 2026-12-28", "two of one weekday"),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", "2026-11-02 2026-11-09", "the first of each whole week"),
]


@pytest.mark.parametrize(("rule", "expected", "reason"), BOTH_KINDS, ids=reasons(BOTH_KINDS))
def test_where_the_standard_is_read_word_for_word(rule: str, expected: str, reason: str) -> None:
    """Each of BYDAY adds days; the positions of BYSETPOS count within the whole period, begun before DTSTART or not."""
    series, wanted = RuleSeries(rule, date(2026, 10, 29)), days(expected)
    assert [series.due(date(2026, 10, 31), k) for k in range(len(wanted))] == wanted, reason


FAR = [
    ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-11-17", False, "a Tuesday stays a Tuesday"),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2026-11-17", True, "in 2032"),
    ("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "2100-01-01", True, "in 2400"),
    ("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "2001-01-01", False, "no year of a century's first"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "2026-11-17", False, "no November"),
    ("FREQ=YEARLY;INTERVAL=399;BYMONTH=1;BYMONTHDAY=1", "2026-11-17", True, "the last year that is looked at"),
    ("FREQ=YEARLY;INTERVAL=9999;BYMONTH=1;BYMONTHDAY=1", "2026-11-17", False, "beyond the calendar"),
]


@pytest.mark.parametrize(("rule", "dtstart", "expected", "reason"), FAR, ids=reasons(FAR))
def test_whether_a_rule_ever_happens_is_known(rule: str, dtstart: str, expected: bool, reason: str) -> None:  # noqa: FBT001
    """A rule that meets no day in 400 years from where an item starts meets none."""
    assert happens(rule, date.fromisoformat(dtstart)) is expected, reason


SELDOM = [
    ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "never, but from a Monday on"),
    ("FREQ=DAILY;INTERVAL=7000;BYDAY=MO", "never, and each start has a phase of its own"),
    ("FREQ=DAILY;INTERVAL=9999;BYDAY=MO;BYMONTHDAY=1", "once in a thousand years"),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "once in 28 years"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "never for half of the months"),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "never but from a leap year on"),
    ("FREQ=YEARLY", "each start has a rule of its own"),
    ("FREQ=YEARLY;BYWEEKNO=53", "five in 28 years"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "the last working day"),
    ("FREQ=DAILY", "every day"),
    ("FREQ=DAILY;INTERVAL=2", "every other day"),
]


MANY = 100


def calls_of_a_check(folder: Path, rules: Sequence[str], since: int) -> int:
    """Return how much work it is to check 100 items under these rules in turn, each begun on another day."""
    starts = [date(since, 1, 1) + timedelta(n * 37 % 13000) for n in range(MANY)]
    cadences = "".join(f'  q{n}: "{rule}"\n' for n, rule in enumerate(rules))
    items = (f"- {{id: {n}, title: t, tag: q{n % len(rules)}, start: {day}}}\n" for n, day in enumerate(starts))
    desk = Desk(folder, f"cadence:\n{cadences}tasks:\n{''.join(items)}")
    return calls_of(lambda: desk.run("check"))


@pytest.mark.parametrize("since", [1990, 1])
@pytest.mark.parametrize(("rule", "reason"), thinned(SELDOM, every=4))
def test_a_check_of_many_items_is_little_work(tmp_path: Path, rule: str, reason: str, since: int) -> None:
    """A check takes some thousand calls for each item, a few for each year that has passed."""
    assert calls_of_a_check(tmp_path, [rule], since) < MANY * 12_000, reason


def test_each_item_may_have_a_rule_of_its_own(tmp_path: Path) -> None:
    """Rules that differ in INTERVAL alone are asked about once, and each is little work."""
    assert calls_of_a_check(tmp_path, [f"FREQ=DAILY;INTERVAL={n}" for n in range(1, 21)], 1990) < 20 * 120_000


def test_a_report_of_many_years_is_little_work(tmp_path: Path) -> None:
    """A report takes some calls for each due date, however long ago the rule began."""
    desk = Desk(tmp_path, 'cadence: {q: "FREQ=DAILY"}\ntasks: [{id: 1, title: t, tag: q, start: 0001-01-01}]\n')
    years = "--from=1998-01-01", "--to=2007-12-31"
    assert calls_of(lambda: desk.run("report", *years)) < 10 * 366 * 120


@pytest.mark.xfail(
    strict=True, reason="dateutil looks for week 1 of the next year in December, not for the same as -52"
)
def test_a_week_counted_from_the_end_may_begin_in_december() -> None:
    """The days of December that belong to the first week of a year belong to it from either end."""
    series = RuleSeries("FREQ=YEARLY;BYWEEKNO=-52;BYDAY=MO", date(2023, 1, 1))
    assert series.due(date(2024, 12, 1), 0) == date(2024, 12, 30)
