"""Deadlines: what has passed or is near is named, whatever the cadence, and changes no state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-11-10"
LIST = """\
tasks:
- {id: 1, title: 期限明天, tag: green, owner: 招商一科, last: 2026-11-09, deadline: 2026-11-11}
- {id: 2, title: 期限昨天, tag: green, last: 2026-11-09, deadline: 2026-11-09}
- {id: 3, title: 期限今天, tag: green, last: 2026-11-09, deadline: 2026-11-10}
- {id: 4, title: 十四天, tag: red, last: 2026-11-01, deadline: 2026-11-24}
- {id: 5, title: 十五天, tag: green, last: 2026-11-09, deadline: 2026-11-25}
- {id: 6, title: 已办结, tag: green, last: 2026-11-01, deadline: 2026-11-05, closed: 2026-11-04}
- {id: 7, title: 没有时限, tag: green, last: 2026-11-09}
"""
NAMED = [
    "! deadline 2026-11-09 passed 1 day ago: 2  期限昨天",
    "! deadline 2026-11-10 is today: 3  期限今天",
    "deadline 2026-11-11 in 1 day: 1  期限明天",
    "deadline 2026-11-24 in 14 days: 4  十四天",
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an office with deadlines of every kind."""
    return Desk(tmp_path, LIST)


def deadlines(desk: Desk, *command: str) -> list[dict[str, Any]]:
    """Return the deadlines that a command tells programs."""
    found: list[dict[str, Any]] = json.loads(desk.do(*command, "--format", "json", day=DAY))["deadlines"]
    return found


def test_check_names_them_between_its_rows_and_the_summary(desk: Desk) -> None:
    """The oldest comes first; what is closed, later or without a deadline is not named; the last line stays."""
    header, row, *below, summary = desk.do("check", day=DAY).splitlines()
    assert (header.split()[0], row.split()[2]) == ("State", "4")
    assert below == NAMED
    assert summary == "1 overdue · 0 due today · 0 due soon · 5 on schedule"
    assert desk.run("check", "--exit-code", "--tag", "green", day=DAY).code == 0


def test_a_list_shows_them_in_its_remarks(desk: Desk) -> None:
    """There every item has its deadline beside it, and none is named again."""
    assert "passed 1 day ago" not in desk.do("list", day=DAY)


@pytest.mark.parametrize(("within", "count"), [(0, 2), (1, 3), (14, 4), (15, 5)])
def test_how_long_before(desk: Desk, within: int, count: int) -> None:
    """The list says how many days before; what has passed is named in any case."""
    desk.write(f"remind: {{deadline: {within}}}\n{LIST}")
    assert len(deadlines(desk, "check")) == count


def test_programs_are_told_whatever_the_rows_are(desk: Desk) -> None:
    """The filters hold for deadlines too, the states do not."""
    assert deadlines(desk, "check", "--owner", "招商一科") == [
        {
            "id": "1", "title": "期限明天", "tag": "green", "team": None, "owner": "招商一科",
            "deadline": "2026-11-11", "days": 1, "passed": False,
        },
    ]  # fmt: skip
    for command in ("check", "list"):
        assert [(each["id"], each["days"], each["passed"]) for each in deadlines(desk, command)] == [
            ("2", -1, True), ("3", 0, False), ("1", 1, False), ("4", 14, False),
        ]  # fmt: skip


def test_markdown_lists_them(desk: Desk) -> None:
    """Each is a line of a list below the table."""
    lines = desk.do("check", "--format", "md", day=DAY).splitlines()
    assert [line for line in lines if line.startswith("- ")] == [
        f"- {line.replace('!', chr(92) + '!')}" for line in NAMED
    ]


def test_a_workbook_keeps_how_long_before(desk: Desk) -> None:
    """The sheet of settings has it, and the import gives it back."""
    desk.write(f"remind: {{deadline: 30}}\n{LIST}")
    desk.do("list", "-o", f"{desk.file.parent}/list.xlsx", day=DAY)
    desk.write(desk.run("import", f"{desk.file.parent}/list.xlsx").out or desk.text)
    assert len(deadlines(desk, "check")) == 5


# --- moving them


def test_a_deadline_is_moved(desk: Desk) -> None:
    """One line of the list changes, the log keeps from when to when and why, and one undo restores every byte."""
    before = desk.both
    said = desk.do("deadline", "1", "--to", "2026-12-31", "-m", "等待供地", day=DAY)
    assert said.splitlines()[0] == "1  期限明天: deadline 2026-11-11 → 2026-12-31."
    assert desk.text == LIST.replace("deadline: 2026-11-11", "deadline: 2026-12-31")
    (entry,) = desk.entries
    assert (entry.event, entry.field, entry.old, entry.new, entry.note) == (
        "changed", "deadline", "2026-11-11", "2026-12-31", "等待供地",
    )  # fmt: skip
    desk.do("undo", day=DAY)
    assert desk.both[0] == before[0]


def test_several_at_once_and_given_for_the_first_time(desk: Desk) -> None:
    """All of them are moved in one command; an item without a deadline gets one."""
    desk.do("deadline", "1", "7", "--to", "2026-12-31", "-m", "统一时限", day=DAY)
    assert desk.text.count("deadline: 2026-12-31") == 2
    assert len({entry.batch for entry in desk.entries}) == 1
    desk.do("undo", day=DAY)
    assert desk.text == LIST


def test_a_deadline_is_cleared(desk: Desk) -> None:
    """With `--none` there is none any more; undone, it is there again."""
    desk.do("deadline", "2", "--none", "-m", "不再考核", day=DAY)
    assert desk.text == LIST.replace(", deadline: 2026-11-09", "")
    assert [each["id"] for each in deadlines(desk, "check")] == ["3", "1", "4"]
    desk.do("undo", day=DAY)
    assert desk.text == LIST


def test_the_new_deadline_may_be_a_word(desk: Desk) -> None:
    """What it was taken for is said; it is not the weekday before today."""
    done = desk.run("deadline", "1", "--to", "+30", "-m", "延期", day=DAY)
    assert (done.code, done.err) == (0, "--to: `+30` is taken for 2026-12-10\n")
    assert "deadline: 2026-12-10" in desk.text


def test_due_dates_do_not_know_it(desk: Desk) -> None:
    """Moving a deadline starts no clock."""
    items = [json.loads(desk.do("list", "--format", "json", day=DAY))["items"]]
    desk.do("deadline", "1", "4", "--to", "2027-01-31", "-m", "延期", day=DAY)
    items.append(json.loads(desk.do("list", "--format", "json", day=DAY))["items"])
    before, after = ([(item["id"], item["due"], item["state"]) for item in each] for each in items)
    assert before == after


def test_a_deadline_in_the_past_is_doubted(desk: Desk) -> None:
    """It is written all the same, and said."""
    done = desk.run("deadline", "7", "--to", "2026-11-01", "-m", "补录", day=DAY)
    assert (done.code, done.err) == (0, "the deadline of item 7, 2026-11-01, has passed already\n")


WRONG = [
    ("deadline 1 -m 延期", "either --to and the new day, or --none", "neither"),
    ("deadline 1 --to 2026-12-31 --none -m 延期", "either --to and the new day, or --none", "both"),
    ("deadline 1 --to 2026-12-31", "a reason is missing", "no reason"),
    ("deadline 1 --to 2026-11-11 -m 延期", "already has that", "the same day"),
    ("deadline 7 --none -m 延期", "already has that", "there was none"),
    ("deadline 6 --to 2026-12-31 -m 延期", "was closed on 2026-11-04", "a closed item"),
    ("deadline 1 99 --to 2026-12-31 -m 延期", "`99`", "all or none"),
]


@pytest.mark.parametrize(("command", "message", "reason"), WRONG, ids=[row[-1] for row in WRONG])
def test_what_makes_no_sense_touches_nothing(desk: Desk, command: str, message: str, reason: str) -> None:
    """The command line is wrong, and both files stay as they were."""
    before = desk.both
    done = desk.run(*command.split(), day=DAY)
    assert (done.code, message in done.err, desk.both) == (2, True, before), reason


FAR = [
    ("4", "2026-11-23", "", "within its deadline, two weeks"),
    ("4", "2026-11-25", "beyond its deadline, 2026-11-24", "beyond its deadline"),
    (
        "1",
        "2027-02-09",
        "beyond its deadline, 2026-11-11",
        "two months are two periods",
    ),
    ("7", "2027-02-09", "", "two periods of a month from 9 December"),
    ("7", "2027-02-10", "by more than two periods (green: once a month)", "a day more"),
]


@pytest.mark.parametrize(("item", "to", "said", "reason"), FAR, ids=[row[-1] for row in FAR])
def test_a_postponement_far_away_is_doubted(desk: Desk, item: str, to: str, said: str, reason: str) -> None:
    """Beyond two periods of its tag, or beyond its deadline: it is written all the same, and said."""
    desk.write(LIST.replace("tag: red, last: 2026-11-01", "tag: red, last: 2026-11-09"))
    done = desk.run("postpone", item, "--to", to, "-m", "等待供地", day=DAY)
    assert (done.code, done.err.strip()) == (0, f"item {item} is postponed {said}" if said else ""), reason


# --- in the report


def report(desk: Desk) -> dict[str, Any]:
    """Return the report on the month, for programs."""
    told: dict[str, Any] = json.loads(desk.do("report", "--month", "2026-11", "--format", "json", day=DAY))
    return told


def test_the_report_names_them_too(desk: Desk) -> None:
    """The same lines stand between its rows and its summary, and the same records in JSON; the page has a chapter."""
    lines = desk.do("report", "--month", "2026-11", day=DAY).splitlines()
    assert lines[-5:-1] == NAMED
    assert report(desk)["deadlines"] == deadlines(desk, "check")
    page = desk.do("report", "--month", "2026-11", "--format", "html", day=DAY)
    assert '<h2 id="deadlines">' in page
    assert "! deadline 2026-11-09 passed 1 day ago" in page


def test_the_report_counts_them(desk: Desk) -> None:
    """What has passed, what a closing kept or missed, and how often deadlines were moved."""
    desk.do("deadline", "5", "7", "--to", "2026-12-31", "-m", "延期", day=DAY)
    desk.do("close", "1", "-m", "已办结", day=DAY)
    desk.do("close", "2", "-m", "已办结", day=DAY)
    told = report(desk)
    keys = ("deadlines_passed", "deadlines_kept", "deadlines_missed", "deadline_moves")
    assert [told["totals"][key] for key in keys] == [0, 2, 1, 2]
    closings = {change["item"]: change["days_ahead"] for change in told["changes"] if change["event"] == "closed"}
    assert closings == {"6": 1, "1": 1, "2": -1}
    moves = [(change["item"], change["to"]) for change in told["changes"] if change["field"] == "deadline"]
    assert moves == [("5", "2026-12-31"), ("7", "2026-12-31")]


def test_the_report_says_how_many_days_ahead(desk: Desk) -> None:
    """A closing is told with its distance from the deadline, in both languages."""
    desk.write(LIST.replace("deadline: 2026-11-24", "deadline: 2027-06-11"))
    desk.do("close", "4", "-m", "已投产", day=DAY)
    english, chinese = (desk.do("report", "--month", "2026-11", "--lang", code, day=DAY) for code in ("en", "zh"))
    assert "closed 213 days ahead of its deadline on 2026-11-10" in english
    assert "提前 213 天" in chinese
