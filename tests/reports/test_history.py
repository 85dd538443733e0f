"""What `history` shows: which entries, in what order, in every format."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from builders import make_item, make_plan
from drawing import render
from golden import ENTRIES, TODAY, compare, plan
from rich.cells import cell_len

from dispatch_cli.log.entries import Entry, ItemEntry, Log
from dispatch_cli.render.formats.catalogue import EVERYWHERE as FORMATS
from dispatch_cli.render.history import HistoryView
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import Language
from dispatch_cli.reports.history import History, Selection, known_items, make_history
from dispatch_cli.schedule.agenda import Filters
from dispatch_cli.schedule.office import Office

EVERYTHING = Selection(undone=True)


def hostile(wanted: Selection = EVERYTHING) -> History:
    """Return the history of the hostile register."""
    return make_history(Office(plan(), Log(ENTRIES), TODAY), wanted)


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "table"])
def test_the_formats_of_a_pipe(format_name: str, code: str) -> None:
    """Text, JSON, CSV and Markdown look as they did, what was taken back marked as such."""
    compare(f"history.{code}.{format_name}", render(HistoryView(hostile()), format_name, Style(Language(code))))


@pytest.mark.parametrize("width", [60, 80, 130])
def test_the_table_at_fixed_widths(width: int) -> None:
    """The table looks as it did, at the widths people have."""
    text = render(HistoryView(hostile()), "table", Style(Language("zh"), width))
    compare(f"history-{width}.txt", text)
    assert max(map(cell_len, text.splitlines())) <= width


def test_what_was_taken_back_is_struck_out() -> None:
    """On a terminal with colours each word of an undone entry is struck out, and no other."""
    text = render(HistoryView(hostile()), "table", Style(Language("en"), 130, "truecolor"))
    struck = [line for line in text.splitlines() if "\x1b[9m" in line]
    assert len(struck) == 1
    assert "(taken back)" in struck[0]


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_a_user_writes_is_obeyed(format_name: str) -> None:
    """No format lets an escape of a note, a name or a title through."""
    entry = ENTRIES[0]._replace(item="9", by="\x1b]0;x\a", note="=1+1\u202e\n第二行")
    history = make_history(Office(plan(), Log((entry,)), TODAY), Selection())
    text = render(HistoryView(history), format_name, Style(Language("en"), 100))
    assert not set(text) & set("\x1b\x07\u202e")
    assert "第二行" in text


def test_programs_get_every_key() -> None:
    """JSON and CSV hold the same columns, with the title of the item and whether the entry was undone."""
    entries = json.loads(render(HistoryView(hostile()), "json", Style(Language("en"))))["entries"]
    text = render(HistoryView(hostile()), "csv", Style(Language("en"))).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [list(row) for row in rows] == [list(entry) for entry in entries]
    assert [entry["undone"] for entry in entries] == [False, False, False, False, True]
    assert (entries[1]["from"], entries[1]["to"], entries[1]["title"][:4]) == ("red", "orange", "生物医药")


def test_nothing_to_show() -> None:
    """Where nothing happened, every format is still whole."""
    nothing = HistoryView(hostile(Selection(since=date(2030, 1, 1))))
    assert render(nothing, "text", Style(Language("en"))) == "0 entries\n"
    assert json.loads(render(nothing, "json", Style(Language("en"))))["entries"] == []
    assert render(nothing, "csv", Style(Language("en"))).count("\n") == 1


def entry(name: str, event: str, item: str, on: str, batch: str = "") -> ItemEntry:
    """Return an entry of the log."""
    return ItemEntry(name, "2026-11-22T09:00:00+08:00", batch or name, event, item, date.fromisoformat(on))


RECORD = (
    entry("a", "dispatched", "1", "2026-11-10"),
    entry("b", "dispatched", "2", "2026-11-05"),
    entry("c", "tagged", "1", "2026-11-10"),
    entry("d", "dispatched", "1", "2026-11-12"),
    Entry("e", "2026-11-22T09:00:00+08:00", "d", "undone"),
    entry("f", "closed", "gone", "2026-11-20"),
    Entry("g", "2026-11-22T09:00:00+08:00", "g", "praised", "1"),
)
SELECTIONS = [
    (Selection(), "bacf", "by the day it counts for, those of one day as written down; what was undone is left out"),
    (Selection(undone=True), "bacdf", "what was undone too"),
    (Selection(items=["1"]), "ac", "one item"),
    (Selection(items=["gone", "2"]), "bf", "two items, one of them only in the log"),
    (Selection(events=["tagged", "closed"]), "cf", "two kinds of events"),
    (Selection(since=date(2026, 11, 10)), "acf", "since a day, that day included"),
    (Selection(until=date(2026, 11, 10)), "bac", "until a day, that day included"),
    (Selection(since=date(2026, 11, 6), until=date(2026, 11, 19), undone=True), "acd", "between two days"),
    (
        Selection(filters=Filters(teams=["招大引强专班"])),
        "ac",
        "the items of a team; of a removed one nobody knows the team",
    ),
    (Selection(filters=Filters(tags=["green"])), "b", "the items of a tag"),
]


@pytest.mark.parametrize(("wanted", "names", "reason"), SELECTIONS, ids=[row[-1] for row in SELECTIONS])
def test_which_entries_are_shown(wanted: Selection, names: str, reason: str) -> None:
    """Entries are let through by item, event, day and filters."""
    items = [make_item("1", "red", team="招大引强专班", last="2026-11-01"), make_item("2", "green", last="2026-11-01")]
    office = Office(make_plan(items), Log(RECORD), TODAY)
    history = make_history(office, wanted)
    assert "".join(told.entry.id for told in history.entries) == names, reason
    assert list(known_items(office)) == ["1", "2", "gone"]
