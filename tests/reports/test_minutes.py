"""Minutes: what was expected, said, decided, closed and left out, of a meeting and of a day without one."""

from __future__ import annotations

import json
from datetime import date

import pytest
from offices import make_office
from reading import reasons, sentence

from dispatch_cli.errors import CommandLineError
from dispatch_cli.log.file import read_log
from dispatch_cli.reports.minutes import Minutes, find_occasion, make_minutes

TODAY = date(2026, 11, 24)
LIST = """\
branch: 示例支部
tasks:
  - {id: 1, title: 供地, tag: red, team: 招大引强专班, owner: 招商一科, start: 2026-11-01}
  - {id: 2, title: 首店, tag: orange, team: 社会消费专班, start: 2026-11-01}
  - {id: 3, title: 名录, tag: green, start: 2026-10-23, deadline: 2026-12-31, closed: 2026-11-23}
  - {id: 4, title: 走访, tag: red, start: 2026-11-22}
  - {id: 5, title: 台账, tag: green, start: 2026-11-23}
"""
MEETING = {
    "title": "第四十八次调度会",
    "attend": ["招商一科", "书记"],
    "agenda": ["1", "2", "4", "9"],
    "skipped": {"4": "出差"},
    "until": "2026-11-29",
}


def line(name: str, event: str, item: str | None, day: int, **more: object) -> str:
    """Return a line of the log, written down on its day; a letter of its name is its batch."""
    on = f"2026-11-{day:02}"
    known = {"id": name, "at": f"{on}T09:00:00+08:00", "batch": name[0], "event": event, "on": on}
    return json.dumps({**known, **({"item": item} if item else {}), **more}, ensure_ascii=False)


def written(**more: str) -> list[str]:
    """Return what was written down from 2 to 24 November; `more` is said by what was so on the 23rd."""
    return [
        line("a-1", "dispatched", "1", 2),
        line("b-1", "dispatched", "1", 23, by="书记", note="已约谈", **more),
        line("b-2", "tagged", "2", 23, note="研判", **{"from": "red", "to": "orange"}, **more),
        line("b-3", "closed", "3", 23, note="已印发", **more),
        line("c-1", "added", "5", 23, title="台账"),
        line("d-1", "dispatched", "2", 24),
    ]


def minutes_of(lines: list[str], meeting: str | None = None, on: date | None = None) -> Minutes:
    """Return the minutes of an office with a log of these lines."""
    office = make_office(LIST)._replace(log=read_log("log", "\n".join([*lines, ""]).encode()), today=TODAY)
    return make_minutes(office, find_occasion(office, meeting, on))


def met() -> list[str]:
    """Return the log of a meeting, of which each entry names it."""
    return [*written(meeting="b"), line("b-4", "met", None, 23, by="书记", **MEETING)]


def by_record() -> list[str]:
    """Return the same log without a meeting."""
    return written()


def test_a_meeting() -> None:
    """The agenda is what was expected; what is on it and was neither dispatched nor closed is left out, with why."""
    minutes = minutes_of(met())
    assert minutes.occasion.title == "第四十八次调度会"
    assert (minutes.expected, minutes.overdue) == (3, 2), "9 is in no list; 1 was due on 9 November, 2 on the 8th"
    assert [(each.item.id, each.notes, f"{each.due}") for each in minutes.dispatched] == [
        ("1", ("已约谈",), "2026-11-30")
    ]
    assert [(each.entry.item, each.entry.event, each.entry.note) for each in minutes.decisions] == [
        ("2", "tagged", "研判")
    ]
    assert [(each.item.id, each.evidence, each.ahead) for each in minutes.closings] == [("3", "已印发", 38)]
    assert [(each.before.item.id, each.reason) for each in minutes.omissions] == [("2", None), ("4", "出差")]
    assert [row.item.id for row in minutes.upcoming] == ["4"], "due on the 29th"


def test_how_an_item_stood_before() -> None:
    """A change of tag at the meeting does not hide that the item was overdue when it was called."""
    left_out = {each.before.item.id: each.before for each in minutes_of(met()).omissions}
    assert (left_out["2"].item.tag, f"{left_out['2'].due}", left_out["2"].missed) == ("red", "2026-11-08", 3)


def test_a_day_without_a_meeting() -> None:
    """What is written down for a day has minutes too: expected is what `check` would have listed that morning."""
    minutes = minutes_of(by_record(), on=date(2026, 11, 23))
    assert (minutes.expected, minutes.occasion.id) == (3, None), "1 and 2 overdue, 3 due; 5 was added that day"
    assert [each.item.id for each in minutes.dispatched] == ["1"]
    assert [each.entry.event for each in minutes.decisions] == ["tagged", "added"]
    assert [each.before.item.id for each in minutes.omissions] == ["2"]


def test_a_meeting_day_looks_to_the_next_meeting() -> None:
    """Of an office that meets every Monday, what falls due before the next one is expected, and told again."""
    office = make_office("meeting: monday\n" + LIST)._replace(
        log=read_log("log", "\n".join([*by_record(), ""]).encode()), today=TODAY
    )
    minutes = make_minutes(office, find_occasion(office, None, date(2026, 11, 23)))
    assert [each.before.item.id for each in minutes.omissions] == ["2", "4"]
    assert [row.item.id for row in minutes.upcoming] == ["4"]


def test_what_was_taken_back_is_in_no_minutes() -> None:
    """An undone command was no decision."""
    lines = [*by_record(), line("b-9", "undone", None, 24)]
    minutes = minutes_of(lines, on=date(2026, 11, 23))
    assert (minutes.dispatched, minutes.closings) == ((), ())


CHOICES = [
    (met(), None, None, "b", "the newest meeting"),
    (met(), "b", None, "b", "by its id"),
    (met(), None, date(2026, 11, 23), "b", "by its day"),
    (met(), None, date(2026, 11, 22), None, "a day without a meeting"),
    (by_record(), None, None, None, "no meeting at all: today"),
]


@pytest.mark.parametrize(
    ("lines", "meeting", "on", "expected", "reason"), CHOICES, ids=[reason for *_, reason in CHOICES]
)
def test_which_minutes(
    lines: list[str], meeting: str | None, on: date | None, expected: str | None, reason: str
) -> None:
    """A meeting by its id or its day, else the newest; a day has minutes of its own."""
    occasion = minutes_of(lines, meeting, on).occasion
    assert (occasion.id, occasion.on) == (expected, date(2026, 11, 23) if expected else on or TODAY), reason


WRONG = [
    (met(), "there is no meeting `x`", "those of the log are", "another id"),
    (by_record(), "there is no meeting `x`", "the log holds no meeting", "no meeting at all"),
]


@pytest.mark.parametrize(("lines", "message", "hint", "reason"), WRONG, ids=reasons(WRONG))
def test_a_meeting_that_is_not_there(lines: list[str], message: str, hint: str, reason: str) -> None:
    """It is an error that names those that are."""
    with pytest.raises(CommandLineError) as caught:
        minutes_of(lines, "x")
    assert sentence(caught.value.message) == message, reason
    assert hint in sentence(caught.value.hint)


@pytest.mark.parametrize("more", ['"agenda":5', '"skipped":[1]', '"attend":"x"', '"until":"soon"', '"title":7'])
def test_a_meeting_of_a_later_version(more: str) -> None:
    """What this version does not understand of a meeting is left out, and nothing breaks."""
    told = line("b-1", "met", None, 23)[:-1] + f", {more}}}"
    assert minutes_of([told]).occasion.on == date(2026, 11, 23)
