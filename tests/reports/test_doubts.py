"""What `lint` doubts in a log: a table of logs, each with the lines that are named, and what is never doubted."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from offices import make_office
from reading import reasons, sentence

from dispatch_cli.log.file import lines_of, read_log
from dispatch_cli.reports.doubts import log_doubts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem

TODAY = date(2026, 11, 22)
LIST = """\
tasks:
  - {id: 1, title: 某新能源项目落地, tag: red, start: 2026-11-01}
  - {id: 2, title: 首店入驻, tag: green, start: 2026-11-01}
  - {id: 3, title: 走访企业, tag: red, start: 2026-11-01, closed: 2026-11-15}
"""


def line(number: int, event: str, item: str = "1", on: str = "2026-11-10", **more: str) -> str:
    """Return a line of the log; its number is its id, and the minute at which it was written down."""
    at = f"2026-11-20T09:{number:02}:00+08:00"
    known = {"id": f"{number}", "at": at, "batch": f"{number}", "event": event, "item": item, "on": on}
    return json.dumps({**known, **more}, ensure_ascii=False)


DISPATCHED = line(1, "dispatched")
LOGS = [
    ([DISPATCHED, line(2, "dispatched", "2")], [], "an ordinary log"),
    ([DISPATCHED, DISPATCHED], ["2: this line is there already, as line 1; it counts once"], "a repeat"),
    (
        ["", DISPATCHED, "", line(1, "dispatched", note="已约谈")],
        ["4: line 2 has the same id and says something else; both count"],
        "two lines of one id, and empty ones between them",
    ),
    ([line(1, "dispatched", on="2026-11-22")], [], "of today"),
    (
        [line(1, "dispatched", on="2026-11-23")],
        ["1: this line is for 2026-11-23, which is later than today; till then it does not count"],
        "of tomorrow",
    ),
    (
        [line(1, "added", title="总部经济招引"), line(2, "added", "2", title="首店入驻（二期）")],
        ["1: item 1 was added as `总部经济招引`, and in the list it is `某新能源项目落地`"],
        "another title; one that has but other words is the same item",
    ),
    (
        [line(1, "added", title="总部经济招引"), line(2, "added", title="某新能源项目落地")],
        [],
        "the newest title counts",
    ),
    (
        [line(1, "added", title="总部经济招引"), line(2, "changed", field="title", to="某新能源项目落地")],
        [],
        "a new title by command is the newest one that the log knows",
    ),
    (
        [line(1, "changed", field="title", to="总部经济招引")],
        ["1: item 1 became `总部经济招引` here, and in the list it is `某新能源项目落地`"],
        "it is another one now",
    ),
    ([line(1, "changed", field="note", to="总部经济招引")], [], "a note is no title"),
    ([line(1, "tagged", **{"from": "green", "to": "red"})], [], "the tag that the log gave"),
    (
        [line(1, "tagged", **{"from": "red", "to": "orange"})],
        ["1: item 1 became orange here, and in the list it is red"],
        "another tag than the list says",
    ),
    (
        [
            line(1, "tagged", on="2026-11-12", **{"from": "orange", "to": "red"}),
            line(2, "tagged", on="2026-11-11", **{"from": "red", "to": "orange"}),
        ],
        [],
        "of two changes that of the later day counts, whenever it was written down",
    ),
    (
        [line(1, "tagged", **{"from": "red", "to": "orange"}), '{"id":"2","at":"","batch":"1","event":"undone"}'],
        [],
        "a change that was taken back",
    ),
    ([line(1, "extended", on="2026-11-08", to="2026-11-30")], [], "on the due date: in time"),
    (
        [line(1, "extended", on="2026-11-09", to="2026-11-30")],
        ["1: this postponement came after the due date of item 1, and does nothing"],
        "a day after it",
    ),
    (
        [line(1, "extended", on="2026-11-09", to="2026-11-30"), line(2, "dispatched", on="2026-11-09")],
        [],
        "in time for what was due from the next dispatch",
    ),
    (
        [line(1, "extended", on="2026-11-02", to="2026-11-12"), line(2, "extended", on="2026-11-11", to="2026-11-30")],
        [],
        "in time for the date to which another one had moved it",
    ),
    ([line(1, "extended", "3", on="2026-11-09", to="2026-11-30")], [], "of a closed item"),
    ([line(1, "tagged", "9", **{"from": "red", "to": "orange"})], [], "of an item that is not in the list"),
    (['{"id":"1","at":"2026-11-20T09:00:00+08:00","batch":"1","event":"praised"}'], [], "of a later version"),
    (
        [line(1, "dispatched", on="2026-12-25"), '{"id":"2","at":"2026-11-20T10:00:00Z","batch":"1","event":"undone"}'],
        [],
        "of a day to come, and taken back",
    ),
    (
        [line(1, "dispatched").replace("2026-11-20T09:01:00+08:00", "gestern")],
        ["1: `at` of this line is no moment with a time zone; it counts as that of the line before it"],
        "written down at no moment",
    ),
    (
        [line(1, "dispatched").replace("2026-11-20T", "2126-11-20T")],
        ["1: this line was written down at 2126-11-20T09:01:00+08:00, which is still to come"],
        "written down by a clock that was wrong",
    ),
    (
        [DISPATCHED, line(1, "dispatched", note="已约谈"), line(1, "dispatched", note="已约谈")],
        [
            "2: line 1 has the same id and says something else; both count",
            "3: this line is there already, as line 2; it counts once",
        ],
        "of three lines of one id two that are the same",
    ),
]


def doubts(lines: Sequence[str], text: str = LIST, today: date = TODAY) -> list[Problem]:
    """Return what is doubtful in a log of these lines."""
    data = "\n".join([*lines, ""]).encode()
    log, now = read_log("tasks.log.jsonl", data), datetime.combine(today, time(12), UTC)
    office = make_office(text)._replace(log=log, today=today, now=now)
    return log_doubts(office, "tasks.log.jsonl", lines_of(data))


@pytest.mark.parametrize(("lines", "expected", "reason"), LOGS, ids=reasons(LOGS))
def test_what_is_doubtful(lines: Sequence[str], expected: Sequence[str], reason: str) -> None:
    """Each doubt names its line, and nothing else is doubted."""
    assert [f"{each.line}: {sentence(each.message)}" for each in doubts(lines)] == expected, reason


def test_the_remedy_for_a_tag_ends_the_doubt() -> None:
    """The tag written into the list is the one that the log gave; the command that is named then gives the other."""
    changed = [line(1, "tagged", **{"from": "red", "to": "orange"})]
    (doubt,) = doubts(changed)
    assert "write `tag: orange` into the list" in sentence(doubt.hint)
    assert "`dispatch tag 1 red -m REASON`" in sentence(doubt.hint)
    assert doubts(changed, LIST.replace("tag: red, start: 2026-11-01}", "tag: orange, start: 2026-11-01}", 1)) == []
    assert doubts([*changed, line(2, "tagged", on="2026-11-22", **{"from": "orange", "to": "red"})]) == []


def test_the_remedy_for_a_line_dated_ahead_ends_the_doubt() -> None:
    """With its `on` corrected the line counts, and is doubted no more."""
    ahead = line(1, "tagged", on="2027-01-01", **{"from": "red", "to": "orange"})
    assert "correct its `on` and `at`" in sentence(doubts([ahead])[0].hint)
    assert doubts([ahead.replace("2027-01-01", "2026-11-20")], LIST.replace("tag: red", "tag: orange")) == []
