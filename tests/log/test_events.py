"""The table of the events is whole, and what it says of each event is what the program does."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from builders import make_item, make_plan
from desk import run
from offices import LIST, TODAY, make_office
from program import DAY

from dispatch_cli.log.commands import change_of, last_command
from dispatch_cli.log.entries import Entry, Event, ItemEntry
from dispatch_cli.log.events import ABOUT_ITEMS, COUNTED_AS, DATES, FIELDS, MEANINGS, Meaning
from dispatch_cli.log.lines import BadLineError, parse_line
from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.model import Item
from dispatch_cli.plan.keys import ITEM_DATES
from dispatch_cli.render.text.language import SOURCE, TONGUES, Language
from dispatch_cli.reports.kept import Span, make_report
from dispatch_cli.reports.lifespans import lives
from dispatch_cli.schedule.agenda import Filters
from dispatch_cli.schedule.anchor import CAUSES, Cause, find_anchor
from dispatch_cli.schedule.postponements import standing_postponements

if TYPE_CHECKING:
    from pathlib import Path

START, ON = date(2026, 6, 1), date(2026, 11, 10)
ABOUT_AN_ITEM = [row for row in MEANINGS if row.about == "item"]


def line_of(row: Meaning, field: str | None = None) -> bytes:
    """Return a line of the log as a command writes it; all that is not the program's own words is Chinese."""
    of_tag = row.fields == ("tag",)
    old, new = ("orange", "green") if of_tag else ("甲", "2026-11-30" if row.moves_due else "乙")
    values = {"id": "1", "at": "", "batch": row.event, "event": row.event, "item": "1", "on": f"{ON}"}
    return json.dumps({**values, "field": field or "owner", "from": old, "to": new}).encode()


def entry_of(row: Meaning, field: str | None = None) -> ItemEntry:
    """Return the entry of that line."""
    entry = parse_line(line_of(row, field))
    assert isinstance(entry, ItemEntry)
    return entry


def name_of(row: Meaning) -> str:
    """Return the event of a row, to name the tests."""
    return row.event.value


each_row = pytest.mark.parametrize("row", MEANINGS, ids=name_of)
each_about_an_item = pytest.mark.parametrize("row", ABOUT_AN_ITEM, ids=name_of)


def test_every_event_has_a_row() -> None:
    """No event is missing in the table, none stands there twice, and the order is that of the events."""
    assert [row.event for row in MEANINGS] == [*Event]


@each_row
def test_an_entry_is_about_an_item_or_not(row: Meaning) -> None:
    """What is about an item has one and a day; of what is not neither is asked."""
    assert isinstance(parse_line(line_of(row)), ItemEntry) == (row.about == "item")
    bare = json.dumps({"id": "1", "at": "", "batch": "1", "event": row.event}).encode()
    if row.about == "item":
        with pytest.raises(BadLineError):
            parse_line(bare)
    else:
        assert type(parse_line(bare)) is Entry


@each_about_an_item
def test_a_day_is_asked_of_what_moves_the_due_date(row: Meaning) -> None:
    """Its `to` is a date, or the line is none; of other events it may be any text."""
    line = line_of(row).replace(b"2026-11-30", b"soon")
    if row.moves_due:
        with pytest.raises(BadLineError):
            parse_line(line)
    else:
        assert parse_line(line).event == row.event


@each_row
def test_what_can_be_taken_back(row: Meaning) -> None:
    """What a command did to items, and a meeting; a taking back is no command itself, nor is a letter."""
    assert bool(last_command([parse_line(line_of(row))])) == (row.about in {"item", "meeting"})


@each_row
@pytest.mark.parametrize("code", [tongue.code for tongue in TONGUES if tongue != SOURCE])
def test_every_event_has_a_word_in_every_language(row: Meaning, code: str) -> None:
    """It is not the English one, nor the name of the event, and whatever it is about keeps its place."""
    word = Language(code).text(row.phrase)
    own_words = re.search("[a-z]", re.sub(r"\{\w+\}", "", row.phrase))
    assert word not in (row.event.value, "", row.phrase if own_words else None)
    assert re.findall(r"\{\w+\}", word) == re.findall(r"\{\w+\}", row.phrase)


@each_about_an_item
def test_chinese_leaves_no_english_behind(row: Meaning) -> None:
    """What happened is told in Chinese, with all that it was from and to."""
    said = Language("zh").speak(event_phrase(entry_of(row)))
    assert not re.search("[a-z]", said), said
    assert "{" not in said


def test_the_history_in_chinese_shows_no_english_event(tmp_path: Path) -> None:
    """Neither `history` nor `show` nor `report` has an English word in it, whatever happened."""
    (tmp_path / "tasks.yaml").write_text("tasks: [{id: 1, title: 某项目, tag: red, start: 2026-06-01}]\n")
    (tmp_path / "tasks.log.jsonl").write_bytes(b"".join(line_of(row) + b"\n" for row in MEANINGS))
    for command in (["history"], ["show", "1"], ["report", "--from", "2026-11-01"]):
        page = run(*command, "--lang", "zh", "--today", DAY, cwd=tmp_path).stdout.decode()
        assert not re.search("[a-z]{2,}", page), page
        assert "某项目" in page


@each_about_an_item
def test_what_starts_the_clock_is_an_anchor(row: Meaning) -> None:
    """Due dates count from its day, and the cause has a sentence of its own; nothing else moves the anchor."""
    anchor = find_anchor(make_item(start=f"{START}"), [entry_of(row)], TODAY)
    assert (anchor.on, anchor.cause) == ((ON, Cause(row.event)) if row.starts_clock else (START, Cause.START))
    (*postponements,) = standing_postponements([entry_of(row)], TODAY)
    assert [each.to for each in postponements] == ([date(2026, 11, 30)] if row.moves_due else [])


def test_every_cause_of_an_anchor_is_said() -> None:
    """Plan and events together are all that starts a clock."""
    starting = [Cause(row.event) for row in MEANINGS if row.starts_clock]
    assert [*Cause] == [Cause.START, Cause.LAST, Cause.SINCE, *starting]
    assert set(CAUSES) == {*Cause}


@each_about_an_item
def test_what_cuts_a_life(row: Meaning) -> None:
    """One life ends on its day, and another begins; of a closing the plan knows too."""
    item = make_item(start=f"{START}", closed=f"{ON}" if row.event == Event.CLOSED else None)
    ends = [life.end for life in lives(make_plan([item]), item, [entry_of(row)], TODAY)]
    assert (ON in ends) == row.cuts_life


@each_about_an_item
def test_which_fields_it_changes(row: Meaning) -> None:
    """Each is a field of an item, and an entry tells its change; a field that is not named is left alone."""
    for field in row.fields:
        days = {"from": "2026-11-01", "to": "2026-11-02"} if field in DATES else {}
        entry = entry_of(row, field)
        change = change_of(entry._replace(more={**entry.more, **days}))
        assert change is not None
        assert change.field == field
        assert change.old != change.new or field in {"closed", "start"}
        assert field in Item._fields
    if not row.fields or len(row.fields) > 1:
        assert change_of(entry_of(row, "praise")) is None
    assert FIELDS[row.event] == row.fields


@each_about_an_item
def test_what_the_report_counts(row: Meaning) -> None:
    """An event that is a figure of the report counts one there and is listed; of a closing the plan knows too."""
    office = make_office(LIST)
    office = office._replace(
        plan=make_plan(
            [make_item("1", "green", start=f"{START}", closed=f"{ON}" if row.event == Event.CLOSED else None)]
        ),
        log=office.log._replace(entries=(entry_of(row),)),
    )
    report = make_report(office, Span(ON, ON), "team", Filters())
    figures = {name: getattr(report.totals, name) for name in (*COUNTED_AS.values(), "assignments")}
    counted = "assignments" if row.event == Event.CHANGED else row.counted_as  # the line is of a change of owner
    assert figures == {name: int(name == counted) for name in figures}
    assert [entry.event for _, entry in report.changes] == [row.event] * (counted is not None)


@pytest.mark.parametrize("code", [tongue.code for tongue in TONGUES])
def test_the_help_of_history_names_the_events(code: str) -> None:
    """All that `--event` takes stands on the help page."""
    page = run("history", "--help", "--lang", code, COLUMNS="200").stdout.decode()
    (line,) = re.findall(r"^ *--event .*(?:\n {20,}.*)*", page, re.MULTILINE)
    assert [event for event in ABOUT_ITEMS if not re.search(rf"\b{event}\b", line, re.ASCII)] == []


def test_the_fields_that_are_dates_are_those_of_the_list() -> None:
    """What an event changes is read as a date where the task file holds one."""
    changed = {field for row in MEANINGS for field in row.fields}
    assert changed & {*ITEM_DATES} == DATES
