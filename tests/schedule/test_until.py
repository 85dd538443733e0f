"""The next meeting of a plan, and what falls due before it."""

from __future__ import annotations

from datetime import date

import pytest
from builders import make_item
from reading import plan

from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import NOW, OPEN
from dispatch_cli.schedule.until import falls_due, is_meeting_day, next_meeting, not_yet_due, until_meeting

MONDAY = date(2026, 11, 23)
# (the day, the next meeting, the last day before it, why)
NEXT = [
    (date(2026, 11, 22), MONDAY, date(2026, 11, 22), "the day before a meeting is the last one before it"),
    (MONDAY, date(2026, 11, 30), date(2026, 11, 29), "on a meeting's day the next one counts"),
    (date(2026, 11, 24), date(2026, 11, 30), date(2026, 11, 29), "the day after it too"),
]


@pytest.mark.parametrize(("day", "following", "last", "reason"), NEXT, ids=[row[-1] for row in NEXT])
def test_the_next_meeting_is_strictly_later(day: date, following: date, last: date, reason: str) -> None:
    """What falls due up to the day before it must be called now."""
    weekly = plan("meeting: monday\ntasks: []\n")
    assert (next_meeting(weekly, day), until_meeting(weekly, day)) == (following, last), reason


def test_a_plan_without_meetings_has_none() -> None:
    """No day is that of a meeting, and none is next."""
    bare = plan("tasks: []\n")
    assert (next_meeting(bare, MONDAY), until_meeting(bare, MONDAY), is_meeting_day(bare, MONDAY)) == (
        None,
        None,
        False,
    )


def test_a_rule_counts_from_since() -> None:
    """Every second Monday is another one, as the list begins a week later."""
    days = [
        is_meeting_day(plan(f"since: {since}\nmeeting: FREQ=WEEKLY;INTERVAL=2\ntasks: []\n"), MONDAY)
        for since in ("2026-11-09", "2026-11-16")
    ]
    assert days == [True, False]


def test_what_falls_due_on_the_day_is_held() -> None:
    """What falls due later is not, nor what is closed; only what is still to come is counted as more."""
    lasts = {"1": "2026-11-01", "2": "2026-11-16", "3": "2026-11-22", "4": "2026-11-23"}
    items = [make_item(key, tag="red", last=last) for key, last in lasts.items()]
    items.append(make_item("5", tag="red", last="2026-11-22", closed="2026-11-22"))
    listed = plan("meeting: monday\ntasks: []\n")._replace(items=tuple(items))
    rows = make_agenda(listed, (), MONDAY, OPEN, Filters()).rows
    until = date(2026, 11, 29)
    assert [row.item.id for row in rows if falls_due(row, until)] == ["1", "2", "3"]
    assert [row.item.id for row in rows if falls_due(row, None)] == []
    assert not_yet_due(rows, until) == 1


def test_an_agenda_up_to_a_day() -> None:
    """It has the rows of its states and those due by then; its counts stay those of all items."""
    lasts = {"1": "2026-11-16", "2": "2026-11-22", "3": "2026-11-23", "4": "2026-10-20"}
    items = tuple(make_item(key, tag="red" if key != "4" else "green", last=last) for key, last in lasts.items())
    listed = plan("meeting: monday\ntasks: []\n")._replace(items=items)
    plain = make_agenda(listed, (), MONDAY, NOW, Filters())
    agenda = make_agenda(listed, (), MONDAY, NOW, Filters(), until=date(2026, 12, 1))
    assert ([row.item.id for row in plain.rows], plain.more, plain.until) == (["4", "1"], 0, None)
    assert ([row.item.id for row in agenda.rows], agenda.more) == (["4", "1", "2", "3"], 2)
    assert agenda.counts == plain.counts
    assert (agenda.until, agenda.meeting, agenda.before_meeting) == (date(2026, 12, 1), date(2026, 11, 30), 1)
