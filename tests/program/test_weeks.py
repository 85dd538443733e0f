"""Half a year of an office that meets every Monday: what it dispatches is on time."""

from __future__ import annotations

import difflib
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk
from program import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FIRST = date(2026, 11, 23)  # a Monday
MONDAYS = [FIRST + timedelta(weeks=n) for n in range(26)]
SAMPLE = (ROOT / "tasks.yaml").read_text(encoding="utf-8").replace("\ntasks:", "\nmeeting: monday\ntasks:", 1)


def kept_since(desk: Desk, day: date) -> dict[str, Any]:
    """Return the figures of the report from the first meeting on, without what had been missed before it."""
    report = json.loads(desk.do("report", "--from", f"{FIRST}", "--format", "json", day=f"{day}"))
    return dict(report["totals"])


def agenda(desk: Desk, day: date) -> list[str]:
    """Return the ids that `check` lists on a day."""
    listed = json.loads(desk.do("check", "--format", "json", day=f"{day}"))
    return [item["id"] for item in listed["items"]]


def said(desk: Desk, lines: list[str]) -> str:
    """Write down what was said at a meeting, and return where."""
    path = desk.file.with_name("said.txt")
    path.write_text("\n".join(lines), encoding="utf-8")
    return f"{path}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the sample list of an office that meets every Monday."""
    assert "meeting: monday" in SAMPLE
    return Desk(tmp_path, SAMPLE)


def test_an_office_that_calls_what_falls_due_before_the_next_meeting(desk: Desk) -> None:
    """On a meeting's day `record --due` takes all of it by itself, so that nothing is ever late."""
    for monday in MONDAYS:
        desk.run("record", "--due", "-m", "周调度会", day=f"{monday}")
    kept = kept_since(desk, MONDAYS[-1])
    assert kept["expected"] > 200
    assert kept["on_time"] >= 0.99 * kept["expected"]
    assert (kept["late"], kept["missed"]) == (0, 0)


@pytest.mark.endurance
def test_an_office_that_goes_through_its_agenda(desk: Desk) -> None:
    """A `meet` each Monday, with a note for each item of its agenda, keeps everything on time, too."""
    for monday in MONDAYS:
        lines = [f"{item}: 周会 {monday}" for item in agenda(desk, monday)]
        desk.do("meet", "--from", said(desk, lines), day=f"{monday}")
    kept = kept_since(desk, MONDAYS[-1])
    assert kept["on_time"] >= 0.99 * kept["expected"]
    assert (kept["late"], kept["missed"]) == (0, 0)


@pytest.mark.endurance
def test_an_office_that_calls_what_is_due_today(desk: Desk) -> None:
    """With `--until today` most dispatches come late: this is why a meeting looks ahead."""
    for monday in MONDAYS:
        desk.run("record", "--due", "--until", "today", "-m", "周调度会", day=f"{monday}")
    kept = kept_since(desk, MONDAYS[-1])
    assert kept["on_time"] < 0.5 * kept["expected"]


def test_a_meeting_of_eleven_items(desk: Desk) -> None:
    """Eleven notes, a tag, a postponement and a closing: one command, one batch; only the lines concerned change.

    One undo brings every byte back.
    """
    called = agenda(desk, FIRST)
    assert len(called) == 11
    ids = dict(zip(("tagged", "postponed", "closed"), called[-3:], strict=True))
    more = [
        f"{ids['tagged']}: /tag 橙 研判"
        if "orange" not in desk.do("show", ids["tagged"])
        else f"{ids['tagged']}: /tag 红 研判",
        f"{ids['postponed']}: /postpone 2026-12-31 等批复",
        f"{ids['closed']}: /close 已办结",
    ]
    before = desk.text
    desk.do("meet", "--from", said(desk, [*(f"{name}: 第 {name} 项说了" for name in called), *more]), day=f"{FIRST}")
    lines = [json.loads(line) for line in desk.log.read_text(encoding="utf-8").splitlines()]
    assert {line["batch"] for line in lines} == {lines[0]["batch"]}
    assert sorted({line["event"] for line in lines}) == ["closed", "dispatched", "extended", "met", "tagged"]
    assert {line["note"] for line in lines if line["event"] == "dispatched"} == {f"第 {name} 项说了" for name in called}
    changed = [line for line in difflib.ndiff(before.splitlines(), desk.text.splitlines()) if line[0] in "+-"]
    assert sorted(line[0] for line in changed) == ["+", "+", "-"], "a tag is another, a day of closing is new"
    desk.do("undo", day=f"{FIRST}")
    assert desk.text == before


def test_the_minutes_of_a_meeting_are_those_of_its_commands(tmp_path: Path) -> None:
    """What was dispatched, decided and closed is the same, whether it was said in a meeting or command by command."""
    folders = [tmp_path / name for name in ("meeting", "commands")]
    for folder in folders:
        folder.mkdir()
    met, by_command = (Desk(folder, SAMPLE) for folder in folders)
    met.do("meet", "--from", said(met, ["1: 已约谈", "5: /tag 红 研判", "12: /close 已印发"]), day=f"{FIRST}")
    by_command.do("record", "1", "-m", "已约谈", day=f"{FIRST}")
    by_command.do("tag", "5", "red", "-m", "研判", day=f"{FIRST}")
    by_command.do("close", "12", "-m", "已印发", day=f"{FIRST}")
    both = [
        json.loads(desk.do("minutes", "--format", "json", "--on", f"{FIRST}", day=f"{FIRST}"))
        for desk in (met, by_command)
    ]
    for minutes in both:
        for decision in minutes["decisions"]:
            del decision["id"], decision["at"], decision["batch"]
        for item in minutes["not_dispatched"]:
            del item["reason"]
        del minutes["meeting"]
    assert both[0] == both[1]
