"""The last word on an item: which note is the newest, and that everybody is shown it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from builders import make_entry
from desk import Desk, run
from workbooks import framed, opened

from dispatch_cli.schedule.latest import latest_note

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
LIST = """\
people: {招商一科: a@example.com}
remind: {mail: {from: b@example.com, to: 招商一科}}
tasks:
- {id: 1, title: 某新能源项目落地, tag: red, owner: 招商一科, last: 2026-11-09, note: 等待供地}
- {id: 2, title: 乙, tag: green, last: 2026-11-20}
"""
# (entries as events and days with a note, the day of the newest note and the note, why)
NOTES = [
    ([], None, "no entry, no word"),
    (["dispatched 2026-11-01 一"], "2026-11-01 一", "one note"),
    (["dispatched 2026-11-01 一", "dispatched 2026-11-09"], "2026-11-01 一", "a dispatch without a note says nothing"),
    (
        ["dispatched 2026-11-09 一", "dispatched 2026-11-01 二"],
        "2026-11-09 一",
        "the day counts, not when it was typed",
    ),
    (["dispatched 2026-11-09 一", "dispatched 2026-11-09 二"], "2026-11-09 二", "of one day, what was typed last"),
    (["dispatched 2026-11-09 一", "tagged 2026-11-10 二"], "2026-11-09 一", "a reason for a change is no progress"),
    (
        ["dispatched 2026-11-09 一", "dispatched 2026-11-23 二"],
        "2026-11-09 一",
        "what is still to come was not said yet",
    ),
]


@pytest.mark.parametrize(("lines", "newest", "reason"), NOTES, ids=[row[-1] for row in NOTES])
def test_which_note_is_the_newest(lines: list[str], newest: str | None, reason: str) -> None:
    """It is that of the newest dispatch which has one."""
    entries = []
    for line in lines:
        event, on, *note = line.split()
        entries.append(make_entry(f"{event} {on}")._replace(note=note[0] if note else None, by="甲"))
    found = latest_note(entries, TODAY)
    assert (found and f"{found.on} {found.note}") == newest, reason
    assert found is None or found.by == "甲"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an office where one note was recorded."""
    desk = Desk(tmp_path, LIST)
    desk.do("record", "1", "-m", "已约谈 6 家", "--by", "招商一科", "--on", "2026-11-10", day="2026-11-10")
    return desk


WORD = "2026-11-10 招商一科: 已约谈 6 家"


@pytest.mark.parametrize("command", ["check", "list", "remind", "remind --format html", "remind --format md"])
def test_people_are_shown_both_notes(desk: Desk, command: str) -> None:
    """The note of the list and the last word stand in one view, the word with its day and who wrote it down."""
    out = desk.do(*command.split())
    assert "等待供地" in out
    assert WORD in out


def test_the_mail_and_the_page_have_it(desk: Desk) -> None:
    """So have the plain part of a message and the page of the report."""
    mail = desk.do("remind", "--format", "json")
    assert json.loads(mail)["items"][0]["latest"]["note"] == "已约谈 6 家"
    page = desk.do("report", "--month", "2026-11", "--format", "html")
    assert f"<small>等待供地</small><small>{WORD}</small>" in page


def test_programs_are_told_of_it(desk: Desk) -> None:
    """JSON has it whole, or null; a table of single values has three columns for it, the last ones."""
    items = json.loads(desk.do("list", "--format", "json"))["items"]
    said = {"on": "2026-11-10", "by": "招商一科", "note": "已约谈 6 家"}
    assert [item["latest"] for item in items] == [said, None]
    header, *rows = csv.reader(io.StringIO(desk.do("list", "--format", "csv").removeprefix("\ufeff")))
    assert header[-3:] == ["latest_on", "latest_by", "latest_note"]
    assert [row[-3:] for row in rows] == [[*said.values()], ["", "", ""]]


def test_the_workbook_has_it_and_gives_the_note_back(desk: Desk) -> None:
    """The last column holds it; imported again, the note of the list is still that of the list, and nothing is said."""
    desk.do("list", "--lang", "zh", "-o", f"{desk.file.parent}/list.xlsx")
    parts = framed(opened(desk.file.parent / "list.xlsx")["事项"])
    assert parts.header[-2:] == ["备注", "最新进展"]
    assert [row[-1] for row in parts.rows] == ["2026-11-10 招商一科：已约谈 6 家", None]
    done = run("import", "list.xlsx", cwd=desk.file.parent)
    assert done.stderr == b""
    assert "note: 等待供地" in done.stdout.decode()
    assert "已约谈" not in done.stdout.decode()


def test_where_nothing_was_said_there_is_no_column(tmp_path: Path) -> None:
    """A list without notes and without a log looks as it did."""
    desk = Desk(tmp_path, LIST.replace(", note: 等待供地", ""))
    header, *_ = desk.do("list").splitlines()
    assert header.split() == ["State", "No.", "Item", "Tag", "Team", "Owner", "Due", "Days", "Missed", "Remark"]
