"""Who is called when: as due dates, postponements, working days and meetings have it, so that nothing falls overdue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from builders import make_entry
from hypothesis import given
from hypothesis import strategies as st
from offices import make_office, row_of

from dispatch_cli.cadence.meetings import WEEKDAYS
from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.log.entries import Log
from dispatch_cli.reports.forecast import Basis, make_forecast
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import NOW
from dispatch_cli.schedule.until import is_meeting_day, until_meeting

if TYPE_CHECKING:
    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.reports.forecast import Forecast
    from dispatch_cli.schedule.office import Office

MONDAY = date(2026, 9, 14)
ITEM = "tasks: [{{id: 1, title: t, tag: {tag}, last: {last}}}]"
HOLIDAYS = "off: [2026-10-01..2026-10-07], on: [2026-09-20]"
HEADS = (
    "",
    "mode: calendar\n",
    "workdays: none\n",
    f"workdays: {{calendar: none, {HOLIDAYS}}}\n",
    f"workdays: {{calendar: none, due: before, {HOLIDAYS}}}\n",
    f"workdays: {{calendar: none, due: keep, {HOLIDAYS}}}\n",
    f"mode: calendar\nworkdays: {{calendar: none, {HOLIDAYS}}}\n",
)
CADENCES = "cadence: {d: daily, x: every 10 days, r: 'FREQ=WEEKLY;BYDAY=TU,SA'}\n"
TAGS = ("red", "orange", "green", "d", "x", "r")


def forecast(text: str, *lines: str, today: date = MONDAY, weeks: int = 3, basis: Basis = Basis.LAST_DAY) -> Forecast:
    """Return the forecast of a list with these lines of its log, all about item 1."""
    office = make_office(CADENCES + text, [make_entry(line) for line in lines], today)
    return make_forecast(office, weeks, Filters(), basis)


def days_of(told: Forecast) -> list[str]:
    """Return month and day of each call."""
    return [f"{call.on:%m-%d}" for call in told.calls]


@pytest.mark.parametrize(
    ("head", "tag", "last", "days"),
    [
        ("", "red", "2026-09-07", "09-14 09-21 09-28"),  # due today, then a week on
        ("", "red", "2026-08-01", "09-14 09-21 09-28"),  # overdue for long stands today, once
        ("", "green", "2026-09-05", ""),  # due on 5 October, the day after the span
        ("", "green", "2026-09-04", "10-04"),  # due on the last day of the span, a Sunday: every day is a working day
        ("", "red", "2026-09-14", "09-21 09-28"),  # dispatched today
        (HEADS[2], "green", "2026-08-19", "09-21"),  # due on Saturday 19: moved to Monday
        (HEADS[5], "green", "2026-08-19", "09-18"),  # kept on Saturday 19: the last working day before it
        (HEADS[5], "green", "2026-08-20", "09-20"),  # Sunday 20 is a working day of the office's own
        (HEADS[5], "red", "2026-09-30", "10-07"),  # no working day between the anchor and a holiday: its due date
        (HEADS[3], "green", "2026-09-02", ""),  # 2 October moves behind the holiday, and out of the span
        (HEADS[4], "green", "2026-09-02", "09-30"),  # and with `before` it moves before it
        (HEADS[1], "red", "2026-09-10", "09-20 09-27 10-04"),  # by the calendar: on Sundays
        (HEADS[6], "red", "2026-09-10", "09-20 09-25"),  # the week from 28 September is called on the 30th
        ("", "r", "2026-09-13", "09-19 09-22 09-26 09-29 10-03"),  # a rule: Saturday ends the period after Tuesday's
    ],
)
def test_calls_stand_on_the_last_possible_working_day(head: str, tag: str, last: str, days: str) -> None:
    """Each call is on the last working day on or before the due date, and the next one counts from it."""
    told = forecast(head + ITEM.format(tag=tag, last=last), today=max(MONDAY, date.fromisoformat(last)))
    assert days_of(told)[: len(days.split())] == days.split()


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["extended 2026-09-10 2026-09-20"], "09-20 09-27 10-04"),  # not before the 20th; then from the call
        (["extended 2026-09-10 2026-09-20", "dispatched 2026-09-12"], "09-20 09-27 10-04"),  # a dispatch ends it not
        (["closed 2026-09-12"], ""),  # what is closed asks for nothing
        (["tagged 2026-09-13"], "09-20 09-27 10-04"),  # the clock starts anew
        (["dispatched 2026-09-20"], "09-14 09-21 09-28"),  # what is dated later does not count yet
    ],
)
def test_the_record_counts_as_in_a_check(lines: list[str], days: str) -> None:
    """Postponements, closings and changes of tag move the calls as they move due dates."""
    closed = ", closed: 2026-09-12" if "closed" in lines[0] else ""
    text = f"tasks: [{{id: 1, title: t, tag: red, last: 2026-09-07{closed}}}]"
    assert days_of(forecast(text, *lines)) == days.split()


def test_no_call_is_made_that_keeps_nothing() -> None:
    """Daily, postponed to a Sunday off: a call on the Friday before would leave it due on the Sunday all the same."""
    text = f"{HEADS[5]}tasks: [{{id: 1, title: t, tag: d, last: 2026-09-11}}]"
    assert days_of(forecast(text, "extended 2026-09-11 2026-09-27"))[:2] == ["09-27", "09-28"]


@pytest.mark.parametrize("basis", Basis)
def test_every_three_days_and_every_three_months_are_told_apart(basis: Basis) -> None:
    """Two items of one day, whose cadences have the same number, are called as each of them alone."""
    head = "meeting: monday\ncadence: {t: every 3 days, q: quarterly}\n"
    both = ["{id: 1, title: t, tag: t, last: 2026-09-13}", "{id: 2, title: t, tag: q, last: 2026-09-13}"]
    together, *alone = (
        make_forecast(make_office(f"{head}tasks: [{', '.join(items)}]", [], MONDAY), 3, Filters(), basis)
        for items in (both, both[:1], both[1:])
    )
    assert len(together.calls) == sum(len(each.calls) for each in alone) == len(alone[0].calls)


def test_meetings_call_what_falls_due_before_the_next_one() -> None:
    """What falls due up to the day before the next meeting is called at this one; before the first, on its own day."""
    items = [
        "{id: 1, title: due before any meeting, tag: green, last: 2026-08-15}",
        "{id: 2, title: due on the day of the second, tag: green, last: 2026-08-23}",
        "{id: 3, title: due the day before it, tag: green, last: 2026-08-22}",
        "{id: 4, title: due after the last of the span, tag: green, last: 2026-09-06}",
        "{id: 5, title: due on the next one, tag: green, last: 2026-09-07}",
    ]
    office = make_office(f"meeting: wednesday\ntasks: [{', '.join(items)}]", today=MONDAY)
    told = make_forecast(office, 3, Filters(), Basis.MEETINGS)
    called = {call.row.item.id: f"{call.on:%m-%d}" for call in told.calls}
    assert called == {"1": "09-15", "2": "09-23", "3": "09-16", "4": "09-30"}
    assert [f"{day.on:%m-%d}" for day in told.days if day.is_meeting] == ["09-16", "09-23", "09-30"]
    assert not any(call.is_pulled for call in told.calls)


def test_an_overdue_item_stands_today_though_nobody_works() -> None:
    """On a day off too, for `check` names it today."""
    told = forecast("workdays: none\n" + ITEM.format(tag="red", last="2026-08-01"), today=date(2026, 9, 19))
    (first, *_) = told.days
    assert (first.off is not None, len(first.calls)) == (True, 1)


def test_levelling_pulls_onto_working_days_of_the_warning_alone() -> None:
    """Ten items of one due date are spread over its five days of warning, weekends left out where no key names them."""
    items = ", ".join(f"{{id: {number}, title: t, tag: green, last: 2026-08-21}}" for number in range(10))
    told = forecast(f"tasks: [{items}]", basis=Basis.LEVELLED)  # due on Monday 21
    counts = {f"{day.on:%m-%d}": len(day.calls) for day in told.days if day.calls}
    assert [*counts] == ["09-16", "09-17", "09-18", "09-21"]
    assert sorted(counts.values()) == [2, 2, 3, 3]
    assert (told.before, told.load) == ((10, 100), (3, 26))


def test_too_many_items_are_not_levelled() -> None:
    """Beyond two thousand open items the calls stay on their last days, and the forecast says so."""
    closed = "{id: x, title: t, tag: red, last: 2026-09-07, closed: 2026-09-08}"
    for count, is_too_long in ((2000, False), (2001, True)):
        items = [f"{{id: {number}, title: t, tag: red, last: 2026-09-07}}" for number in range(count)]
        told = forecast(f"tasks: [{', '.join([*items, closed])}]", weeks=1, basis=Basis.LEVELLED)
        assert (told.is_too_long, told.basis is Basis.LAST_DAY) == (is_too_long, is_too_long)


@pytest.mark.parametrize("today", [date.min, date(9999, 12, 1), date.max], ids=str)
@pytest.mark.parametrize("basis", list(Basis))
def test_the_ends_of_the_calendar(today: date, basis: Basis) -> None:
    """A forecast from the first or into the last day is no error."""
    told = forecast(f"meeting: monday\nworkdays: none\n{ITEM.format(tag='d', last=today)}", today=today, basis=basis)
    assert all(day.on >= today for day in told.days)


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[ItemEntry]]:
    """Draw a list of up to six items with working days of some kind, and postponements that stand."""
    numbers = range(1, draw(st.integers(1, 6)) + 1)
    items, entries = [], []
    for number in numbers:
        last = MONDAY - timedelta(draw(st.integers(0, 40)))
        items.append(f"{{id: {number}, title: t, tag: {draw(st.sampled_from(TAGS))}, last: {last}}}")
        if draw(st.booleans()):
            to = MONDAY + timedelta(draw(st.integers(1, 20)))
            entries.append(make_entry(f"extended {last} {to}", f"{number}"))
    return f"{CADENCES}{draw(st.sampled_from(HEADS))}tasks: [{', '.join(items)}]", entries


@pytest.mark.parametrize("basis", [Basis.LAST_DAY, Basis.LEVELLED])
@given(drawn=lists(), begin=st.integers(0, 13))
def test_whoever_follows_a_forecast_has_nothing_newly_overdue(
    basis: Basis, drawn: tuple[str, list[ItemEntry]], begin: int
) -> None:
    """Each day the items of that day are recorded: what a check then lists is empty, day after day, to the end."""
    text, entries = drawn
    today = MONDAY + timedelta(begin)
    told = make_forecast(make_office(text, entries, today), 3, Filters(), basis)
    for day in told.days:
        entries = [*entries, *(make_entry(f"dispatched {day.on}", call.row.item.id) for call in day.calls)]
        assert listed(make_office(text, entries, day.on)) == []


@given(drawn=lists(), begin=st.integers(0, 13))
def test_nothing_is_pulled_out_of_its_days_of_warning(drawn: tuple[str, list[ItemEntry]], begin: int) -> None:
    """A call that is pulled stands on a working day that is no bare weekend, where its item is soon due already."""
    text, entries = drawn
    office = make_office(text, entries, MONDAY + timedelta(begin))
    days = working_days(office.plan.workdays)
    for call in make_forecast(office, 3, Filters(), Basis.LEVELLED).calls:
        if call.is_pulled:
            assert days.is_working(call.on)
            assert days.count(call.on, call.due) <= (call.due - call.on).days <= call.row.tag.warning
            assert office.plan.workdays or call.on.weekday() < 5


@given(drawn=lists(), begin=st.integers(0, 13))
def test_today_is_what_a_check_lists(drawn: tuple[str, list[ItemEntry]], begin: int) -> None:
    """Without levelling all that a check lists is called today, and beyond it only what no later working day keeps."""
    text, entries = drawn
    office = make_office(text, entries, MONDAY + timedelta(begin))
    (first, *_) = make_forecast(office, 3, Filters()).days
    check = listed(office)
    assert {call.row.item.id for call in first.calls} >= {*check}
    beyond = [call for call in first.calls if call.row.item.id not in check]
    days = working_days(office.plan.workdays)
    assert all(days.count(first.on, call.due) == 0 for call in beyond)


@given(drawn=lists(), begin=st.integers(0, 13))
def test_a_meeting_today_calls_what_a_check_lists_for_it(drawn: tuple[str, list[ItemEntry]], begin: int) -> None:
    """What falls due before the next meeting, but for what a call of today would not keep: it was called already."""
    text, entries = drawn
    today = MONDAY + timedelta(begin)
    office = make_office(f"meeting: {WEEKDAYS[today.weekday()]}\n{text}", entries, today)
    if not is_meeting_day(office.plan, today):
        return  # a day off: the meeting is another day
    (first, *_) = make_forecast(office, 3, Filters(), Basis.MEETINGS).days
    called = {call.row.item.id for call in first.calls}
    until = until_meeting(office.plan, today)
    rows = make_agenda(office.plan, office.log.entries, today, NOW, Filters(), until=until).rows
    assert called <= {row.item.id for row in rows}
    for row in rows:
        if row.item.id not in called:
            entry = make_entry(f"dispatched {today}", row.item.id)
            later = row_of(office._replace(log=Log((*office.log.entries, entry))), row.item.id).due
            assert later is not None
            assert row.due is not None
            assert later <= row.due


def listed(office: Office) -> list[str]:
    """Return the ids that a check lists."""
    rows = make_agenda(office.plan, office.log.entries, office.today, NOW, Filters()).rows
    return [row.item.id for row in rows]
