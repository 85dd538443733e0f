"""What people see, kept as golden files; one hostile item is in each.

`UPDATE_GOLDEN=1 pytest tests/render/test_golden.py -n0` writes them anew, to be read before they are believed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from drawing import render
from golden import ENTRIES, TODAY, compare, plan
from keeping import windows
from reading import reasons
from rich.cells import cell_len

from dispatch_cli.ledger.separated import read_separated
from dispatch_cli.plan.reader import parse
from dispatch_cli.render.agenda.view import AgendaView
from dispatch_cli.render.formats import as_csv
from dispatch_cli.render.formats.catalogue import EVERYWHERE as FORMATS
from dispatch_cli.render.formats.sheet import Document
from dispatch_cli.render.item import ItemView
from dispatch_cli.render.marks import STATES, TAGS, tag_mark
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import Language
from dispatch_cli.render.text.plain import harmless
from dispatch_cli.render.text.wrap import wrapped
from dispatch_cli.reports.explain import explain
from dispatch_cli.schedule.agenda import Agenda, Filters, agenda_of, make_agenda
from dispatch_cli.schedule.rows import State, look_at
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.schedule.rows import Look


def agenda(states: tuple[State, ...] = tuple(State)) -> Agenda:
    """Return all rows of the hostile register."""
    return make_agenda(plan(), ENTRIES, TODAY, states, Filters())


def past(look: Look) -> list[Window]:
    """Return the windows of an item."""
    return windows(plan(), look.row.item, look.entries, TODAY)


def shown(look: Look, format_name: str, code: str = "en") -> str:
    """Return an item as `show` draws it."""
    view = ItemView(look, past(look), agenda_of(plan(), [look.row], TODAY))
    return render(view, format_name, Style(Language(code)))


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_table_at_fixed_widths(width: int, code: str) -> None:
    """The table looks as it did, in black and white, at the widths people have."""
    text = render(AgendaView(agenda(), plan()), "table", Style(Language(code), width))
    compare(f"table-{width}.{code}.txt", text)
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize(("width", "most_lines"), [(40, 5), (70, 3), (80, 3), (128, 2)])
def test_long_names_leave_the_titles_room(width: int, most_lines: int) -> None:
    """However long a team's name, ids, dates and titles stay whole: the names give way and stand below."""
    team, title = "招商引资和重点项目推进工作领导小组办公室", "某新能源项目落地"
    item = f"{{id: PROJECT-2026-000123, title: {title}, tag: orange, team: {team}, owner: {team}, last: 2026-10-12}}"
    office = parse(decode("tasks.yaml", f"tasks: [{item}]".encode()), lambda _: True)
    text = render(
        AgendaView(make_agenda(office, (), TODAY, State, Filters()), office), "table", Style(Language("en"), width)
    )
    assert {"PROJECT-2026-000123", "2026-10-27", title} <= set(text.split())
    head, _, table = text.partition("─\n")
    assert {"Team", "Owner"} <= set(head.split())
    assert len(table.partition("\n\n")[0].splitlines()) <= most_lines


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "table"])
def test_the_formats_of_a_pipe(format_name: str, code: str) -> None:
    """Text, JSON, CSV and Markdown look as they did."""
    compare(f"list.{code}.{format_name}", render(AgendaView(agenda(), plan()), format_name, Style(Language(code))))


@pytest.mark.parametrize("group_by", ["team", "owner", "tag"])
@pytest.mark.parametrize("format_name", ["table", "text", "md"])
def test_groups_have_headings(format_name: str, group_by: str) -> None:
    """Items stand under their team, owner or tag, those without one too."""
    style = Style(Language("en"), 100 if format_name == "table" else None, None, group_by)
    compare(f"by-{group_by}.{format_name}", render(AgendaView(agenda(), plan()), format_name, style))


@pytest.mark.parametrize("format_name", ["json", "csv"])
def test_groups_order_the_rows_for_programs(format_name: str) -> None:
    """Grouped JSON and CSV hold the same rows, each group together."""
    style = Style(Language("en"), group_by="team")
    text = render(AgendaView(agenda(), plan()), format_name, style).removeprefix("\ufeff")
    rows = json.loads(text)["items"] if format_name == "json" else list(csv.DictReader(io.StringIO(text)))
    teams = [row["team"] or "" for row in rows]
    assert len(rows) == 8
    assert len(list(dict.fromkeys(teams))) == sum(a != b for a, b in zip(["–", *teams], teams, strict=False))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_one_item_whole(code: str) -> None:
    """`show` looks as it did, history included, undone and unknown entries left out."""
    looks = [look_at(plan(), item, ENTRIES, TODAY) for item in plan().items]
    compare(f"show.{code}.txt", "\n".join(shown(look, "text", code) for look in looks))


def test_one_item_for_programs() -> None:
    """The JSON of `show` is the item's, with its history and next due dates besides."""
    look = look_at(plan(), plan().items[1], ENTRIES, TODAY)
    compare("show.json", shown(look, "json"))
    item = json.loads(shown(look, "json"))["items"][0]
    assert item["upcoming"] == ["2026-11-30", "2026-12-15", "2026-12-30", "2027-01-15"]
    assert [entry["event"] for entry in item["history"]] == ["dispatched", "tagged", "extended", "changed"]


@pytest.mark.parametrize("code", ["en", "zh"])
def test_explanations(code: str) -> None:
    """Every kind of due date is explained in sentences, in both modes."""
    pages = []
    for mode in ("rolling", "calendar"):
        office = plan()._replace(mode=type(plan().mode)(mode))
        for item in office.items:
            sentences = explain(look_at(office, item, ENTRIES, TODAY), office, TODAY)
            pages.append("\n".join([f"{mode} {item.id}", *map(Language(code).speak, sentences)]))
    compare(f"explain.{code}.txt", "\n\n".join(pages) + "\n")


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_a_user_writes_is_obeyed(format_name: str) -> None:
    """No format lets an escape, a bidirectional override or markup through."""
    for colors in (None, "truecolor"):
        text = render(AgendaView(agenda(), plan()), format_name, Style(Language("en"), 100, colors))
        bare = re.sub(r"\x1b\[[0-9;]*m", "", text) if colors and format_name in {"table", "text"} else text
        assert not set(bare) & set("\x1b\x07\u202e\u2028")
        assert "[red]" in bare.replace("\\", "")
        assert "第二行" in bare


def test_no_cell_of_the_csv_is_a_formula() -> None:
    """Texts that a spreadsheet would run begin with an apostrophe; numbers stay numbers."""
    text = render(AgendaView(agenda(), plan()), "csv", Style(Language("en"))).removeprefix("\ufeff")
    row = next(row for row in csv.DictReader(io.StringIO(text)) if row["id"] == "9")
    assert (row["team"], row["note"], row["days"]) == ("'=专班", "'-1+1", "3")


GUARDED = [
    ("=1+1", True, "a formula"),
    ("+1", True, "a sum"),
    ("-1+1", True, "a difference"),
    ("@SUM(1)", True, "an older formula"),
    ("\t甲", True, "a tab, which some programs leave out"),
    ("\r甲", True, "a line end likewise"),
    ("＝1+1", True, "full-width characters, which some programs make narrow"),
    ("＋1", True, "likewise"),
    ("－1", True, "likewise"),
    ("＠SUM(1)", True, "likewise"),
    (" =1", True, "white space, which some programs leave out"),
    ("\n=1", True, "a line break, which becomes a blank"),
    ("\u3000＝1", True, "an ideographic space"),
    ("甲=1", False, "a sign within a text"),
    ("——", False, "a dash of another kind"),
    ("·@", False, "a dot"),
    (" 甲", False, "white space alone"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("text", "is_guarded", "reason"), GUARDED, ids=reasons(GUARDED))
def test_what_a_spreadsheet_would_run_is_guarded(text: str, is_guarded: bool, reason: str) -> None:  # noqa: FBT001
    """A text that some spreadsheet would run has an apostrophe before it, and is read back without it."""
    document = Document({}, "items", ["title", "x"], [{"title": text, "x": "甲"}])
    written = as_csv.render(document, Style(Language("en"))).removeprefix("\ufeff")
    _, row = csv.reader(io.StringIO(written))
    assert row[0] == ("'" if is_guarded else "") + harmless(text), reason
    cells = read_separated("", written, lambda _: ()).rows[1].cells
    assert (cells[1].text if text else "").strip() == harmless(text).strip(), reason


def test_state_and_tag_share_no_symbol_and_all_are_gbk() -> None:
    """Symbols tell states and tags apart without colour, also on a GBK terminal."""
    symbols = [mark.symbol for mark in (*STATES.values(), *TAGS.values(), tag_mark("blue"))]
    assert len(set(symbols)) == len(symbols)
    "".join(symbols).encode("gbk")


def test_an_empty_agenda_is_a_summary() -> None:
    """Where nothing is to be shown, every format is still whole."""
    nothing = agenda(states=())
    assert (
        render(AgendaView(nothing, plan()), "text", Style(Language("en")))
        == "1 overdue · 1 due today · 2 due soon · 3 on schedule\n"
    )
    assert json.loads(render(AgendaView(nothing, plan()), "json", Style(Language("en"))))["items"] == []
    assert render(AgendaView(nothing, plan()), "csv", Style(Language("en"))).count("\n") == 1
    assert "on schedule" in render(AgendaView(nothing, plan()), "table", Style(Language("en"), 80))
    assert "on schedule" in render(AgendaView(nothing, plan()), "md", Style(Language("en")))


@pytest.mark.parametrize(
    ("text", "shown", "reason"),
    [
        ("甲 é 👩‍👩‍👧", "甲 é 👩‍👩‍👧", "joiners belong to what they join"),
        ("a\r\nb\tc\u2028d", "a b c d", "line breaks and tabs are spaces"),
        ("\x1b[31m\x07\x9b", r"\x1b[31m\x07\x9b", "controls of both sets"),
        ("\u202e\u2066\u200f\ufeff", r"\u202e\u2066\u200f\ufeff", "direction and the byte order mark"),
        ("\ud800", r"\ud800", "half a character"),
        ("全角　空格", "全角　空格", "the ideographic space is text"),
    ],
)
def test_harmless_text(text: str, shown: str, reason: str) -> None:
    """What a terminal would obey is spelt out, everything else stays."""
    assert harmless(text) == shown, reason


def test_wrapping_counts_display_width() -> None:
    """Lines break at spaces and between Chinese characters, never before closing punctuation or after opening one."""
    assert wrapped("列出今天之内必须调度的事项，即逾期", 24) == ["列出今天之内必须调度的事", "项，即逾期"]
    assert wrapped("列出今天之内必须调度的事，即逾期", 24) == ["列出今天之内必须调度的", "事，即逾期"]
    assert wrapped("记录人。 [环境变量 DISPATCH_BY]", 11) == ["记录人。", "[环境变量", "DISPATCH_BY]"]
    assert wrapped("a PROJECT-2026 b", 7, in_words=True) == ["a", "PROJECT", "-2026 b"]
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("", 7) == []
