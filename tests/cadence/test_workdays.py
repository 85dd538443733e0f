"""Working days and the due dates that move off days off, against an oracle that looks at each day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar
import pytest
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from reading import reasons

from dispatch_cli.cadence.days_off import FESTIVALS, named_day
from dispatch_cli.cadence.series import make_series, parse_cadence
from dispatch_cli.cadence.shifted import moved_series
from dispatch_cli.cadence.workdays import WorkingDays, working_days
from dispatch_cli.messages import Message
from dispatch_cli.model import Cadence, DaySpan, DueShift, Mode, Workdays
from dispatch_cli.plan.calendars import day_table

CHINA = Workdays("CN", table=day_table("CN"))
DAY = timedelta(1)
CADENCES = ("daily", "weekly", "half-monthly", "monthly", "quarterly", "yearly", "every 2 days", "every 5 days")
RULES = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=1,2,3,10", "FREQ=WEEKLY;BYDAY=SA,SU")
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)


def span(text: str) -> DaySpan:
    """Return the days of a text: one day, or two with `..` between them."""
    first, _, last = text.partition("..")
    return DaySpan(date.fromisoformat(first), date.fromisoformat(last or first))


def works(day: date, rule: Workdays) -> bool:
    """Say as slowly as possible whether the office works on a day."""
    for spans, answer in ((rule.on, True), (rule.off, False)):
        if any(each.first <= day <= each.last for each in spans):
            return answer
    if rule.calendar == "CN" and FIRST <= day <= LAST:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


def later(day: date, rule: Workdays) -> date:
    """Return the first working day from a day on, looked for day by day."""
    while not works(day, rule):
        day += DAY
    return day


def earlier(day: date, rule: Workdays) -> date:
    """Return the last working day up to a day, looked for day by day."""
    while not works(day, rule):
        day -= DAY
    return day


class Case(NamedTuple):
    """A cadence from an anchor on, in a mode, under a rule of working days."""

    rule: Workdays
    cadence: Cadence
    mode: Mode
    anchor: date

    def expected(self, count: int) -> list[date]:
        """Return the distinct due dates that the first so many dates of the cadence move to."""
        plain, moved, before = make_series(self.cadence, self.mode, self.anchor), [], None
        for k in range(count):
            due = plain.due(self.anchor, k)
            assert due
            if k:
                moved.append(self._moved(due, before or due))
            before = due
        return [*dict.fromkeys(day for day in moved if day)]

    def _moved(self, due: date, before: date) -> date | None:
        back = earlier(due, self.rule)
        if (self.cadence.only or self.mode) is Mode.CALENDAR:
            return back if back > before else None
        if self.rule.due is DueShift.BEFORE and back > self.anchor:
            return back
        return later(due, self.rule)


def check(case: Case, count: int, looked_at: int) -> None:
    """Check the first due dates of a case, and the number that has passed on each of some days."""
    series, expected = moved_series(case.cadence, case.mode, case.anchor, case.rule), case.expected(count)
    sure = expected[:-1][:looked_at]
    assert [series.due(case.anchor, k) for k in range(1, len(sure) + 1)] == sure
    days = [case.anchor + DAY * n for n in range((sure[-1] - case.anchor).days + 1)] if sure else []
    for day in days:
        assert series.passed(case.anchor, day) == sum(due < day for due in expected), day


def test_the_calendar_is_that_of_the_library() -> None:
    """On each of its 8,401 days the office works as the library says; its names are all known."""
    days = working_days(CHINA)
    every = [FIRST + DAY * n for n in range((LAST - FIRST).days + 1)]
    assert len(every) == 8401
    assert [day for day in every if days.is_working(day) != chinese_calendar.is_workday(day)] == []
    assert {holiday.value for holiday in chinese_calendar.Holiday} == FESTIVALS.keys()


@pytest.mark.parametrize("mode", [*Mode])
@pytest.mark.parametrize("shift", [DueShift.AFTER, DueShift.BEFORE])
@pytest.mark.parametrize("name", [*CADENCES[:5], RULES[1]])
def test_due_dates_of_the_years_with_a_calendar(name: str, shift: DueShift, mode: Mode) -> None:
    """From anchors in all of its years, they are those of the oracle."""
    cadence = parse_cadence(name)
    assert isinstance(cadence, Cadence)
    for number in range(0, 8300, 97):
        check(Case(CHINA._replace(due=shift), cadence, mode, FIRST + DAY * number), 6, 4)


@pytest.mark.endurance
@pytest.mark.parametrize("mode", [*Mode])
@pytest.mark.parametrize("shift", [DueShift.AFTER, DueShift.BEFORE])
@pytest.mark.parametrize("name", [*CADENCES, *RULES])
def test_due_dates_from_every_day(name: str, shift: DueShift, mode: Mode) -> None:
    """The same from each of the 8,401 days."""
    cadence = parse_cadence(name)
    assert isinstance(cadence, Cadence)
    for number in range(8401):
        check(Case(CHINA._replace(due=shift), cadence, mode, FIRST + DAY * number), 5, 3)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case with days off and working days of the office's own."""
    begin = draw(st.dates(date(2003, 1, 1), date(2028, 12, 31)))
    near = st.integers(-20, 120).map(lambda number: begin + DAY * number)
    long = st.sampled_from([0, 0, 1, 3, 8, 20, 60])
    off = draw(st.lists(st.tuples(near, long), max_size=3))
    on = draw(st.lists(st.tuples(near, st.sampled_from([0, 0, 2])), max_size=3))
    spans = [tuple(DaySpan(first, first + DAY * days) for first, days in each) for each in (off, on)]
    table = draw(st.sampled_from([CHINA, Workdays()]))
    rule = table._replace(due=draw(st.sampled_from([DueShift.AFTER, DueShift.BEFORE])), off=spans[0], on=spans[1])
    cadence = parse_cadence(draw(st.sampled_from((*CADENCES, *RULES))))
    assert isinstance(cadence, Cadence)
    return Case(rule, cadence, draw(st.sampled_from([*Mode])), begin)


@often(150)
@given(cases())
def test_due_dates_with_days_of_the_office(case: Case) -> None:
    """With its own days off and working days too, they are those of the oracle."""
    check(case, 40, 12)


@often(100)
@given(cases(), st.integers(0, 90))
def test_working_days_are_counted(case: Case, number: int) -> None:
    """Counting, and stepping to the next and to the last ones, agree with a look at each day."""
    days, after = working_days(case.rule), case.anchor
    until = after + DAY * number
    between = [day for day in (after + DAY * n for n in range(1, number + 1)) if works(day, case.rule)]
    assert days.count(after, until) == len(between)
    assert [days.after(after, place) for place in range(1, len(between) + 1)] == between
    assert (days.first_from(until), days.last_until(until)) == (later(until, case.rule), earlier(until, case.rule))
    first = days.warned_from(until, 3)
    assert (
        len([day for day in (first + DAY * n for n in range(1, (until - first).days + 1)) if works(day, case.rule)])
        == 3
    )
    assert works(first, case.rule)
    newest = [day for day, _ in zip(days.before(until), between[1:], strict=False)]
    assert newest == [day for day in reversed(between) if day < until][: len(newest)]


MOVES = [
    # cadence, mode, shift, anchor, the first due dates, reason
    ("weekly", "rolling", "after", "2026-02-10", "2026-02-24 2026-03-03", "17 Feb lies in the Spring Festival"),
    ("weekly", "rolling", "before", "2026-02-10", "2026-02-14 2026-02-24", "14 Feb is a working Saturday"),
    ("weekly", "rolling", "before", "2026-02-14", "2026-02-24 2026-02-28", "before it lies only the anchor: as after"),
    ("daily", "rolling", "after", "2026-02-14", "2026-02-24 2026-02-25", "ten dates of one holiday are one due date"),
    ("every 3 days", "rolling", "after", "2026-09-29", "2026-10-08 2026-10-12", "the 2nd, 5th and 8th owe one"),
    ("weekly", "rolling", "after", "2020-01-20", "2020-02-03 2020-02-10", "the Spring Festival of 2020 was extended"),
    ("weekly", "calendar", "after", "2026-02-03", "2026-02-14 2026-02-28", "16 to 22 Feb is off, and owes nothing"),
    ("weekly", "calendar", "keep", "2026-02-10", "2026-02-22 2026-03-01", "kept, a week ends on Sunday"),
    ("weekly", "rolling", "keep", "2026-02-10", "2026-02-17 2026-02-24", "kept, it is due on a day off"),
    ("FREQ=MONTHLY;BYMONTHDAY=3", "rolling", "after", "2026-08-10", "2026-09-30 2026-11-03", "back in its period"),
    ("monthly", "rolling", "after", "1999-12-31", "2000-01-31 2000-02-29", "no table: Monday to Friday"),
    ("monthly", "rolling", "after", "2029-12-05", "2030-01-07 2030-02-05", "nor one of 2030"),
]


@pytest.mark.parametrize(("name", "mode", "shift", "anchor", "due", "reason"), MOVES, ids=reasons(MOVES))
def test_where_a_due_date_moves(name: str, mode: str, shift: str, anchor: str, due: str, reason: str) -> None:
    """The first two due dates after an anchor."""
    cadence = parse_cadence(name)
    assert isinstance(cadence, Cadence), reason
    begin = date.fromisoformat(anchor)
    series = moved_series(cadence, Mode(mode), begin, CHINA._replace(due=DueShift(shift)))
    found = [series.due(begin, k) for k in (1, 2)]
    assert [f"{day}" for day in found] == due.split()


DAYS = [
    # day, own days off, own working days, working?, name, source, reason
    ("2026-02-14", "", "", True, "Spring Festival", "chinesecalendar", "a working Saturday"),
    ("2026-10-01", "", "", False, "National Day", "chinesecalendar", "a festival"),
    ("2026-11-28", "", "", False, "Saturday", "weekend", "a weekend"),
    ("2026-11-27", "2026-11-27", "", False, "a day off of the office's own", "own", "its own day off"),
    ("2026-11-27", "2026-11-20..2026-11-30", "2026-11-27", True, "a working day of", "own", "its `on` beats its `off`"),
    ("2026-02-14", "2026-02-14", "", False, "a day off of the office's own", "own", "its `off` beats the calendar"),
    ("2026-10-01", "", "2026-10-01", True, "a working day of the office's own", "own", "its `on` beats the calendar"),
    ("2001-12-29", "", "2001-12-29", True, "a working day of", "own", "a make-up day in a year without a table"),
]


@pytest.mark.parametrize(("day", "off", "on", "working", "name", "source", "reason"), DAYS, ids=reasons(DAYS))
def test_what_makes_a_day(day: str, off: str, on: str, working: bool, name: str, source: str, reason: str) -> None:  # noqa: FBT001
    """The office's own `on` beats its own `off`, which beats the calendar; each day has a name and a source."""
    rule = CHINA._replace(off=(span(off),) if off else (), on=(span(on),) if on else ())
    named = named_day(WorkingDays(rule), date.fromisoformat(day))
    assert WorkingDays(rule).is_working(named.on) == working, reason
    assert isinstance(named.name, Message)
    assert named.name.template.startswith(name)
    assert named.source == source


def test_every_day_counts_without_a_rule() -> None:
    """Then each day is a working day, to both ends of the calendar."""
    days = working_days(None)
    assert days.is_working(date.max)
    assert (days.first_from(date.max), days.last_until(date.min)) == (date.max, date.min)
    assert days.after(date.max, 1) is None
    assert list(days.before(date.min)) == []
    assert days.count(date(2026, 11, 20), date(2026, 11, 27)) == 7


def test_the_ends_of_the_calendar() -> None:
    """9999-12-31 is a Friday; behind it lies no working day, and no due date."""
    days = working_days(Workdays())
    assert days.after(date.max, 1) is None
    assert days.first_from(date.max) == date.max
    cadence = parse_cadence("weekly")
    assert isinstance(cadence, Cadence)
    for shift in DueShift:
        series = moved_series(cadence, Mode.ROLLING, date.max, Workdays(due=shift))
        assert series.due(date.max, 1) is None
        assert series.passed(date(9999, 12, 1), date.max) == 4


def test_a_rule_is_found_without_a_look_at_its_own_days() -> None:
    """Rules that differ in their own days alone are told apart by comparing them, not by a hash of each day."""
    one, other = Workdays(), Workdays(off=(DaySpan(date(2026, 10, 1), date(2026, 10, 8)),))
    assert hash(one) == hash(other)
    assert working_days(one).is_working(date(2026, 10, 1))
    assert not working_days(other).is_working(date(2026, 10, 1))
