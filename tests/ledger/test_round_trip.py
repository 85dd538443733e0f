"""A list written as a workbook or as CSV and imported again is the same plan."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from builders import make_plan
from desk import run
from drawing import render
from generated import often
from hypothesis import assume, given
from hypothesis import strategies as st
from program import REGISTER
from reading import plan
from styles import DAYS, IDS, item_of
from workbooks import opened

from dispatch_cli import clock
from dispatch_cli.ledger import understand
from dispatch_cli.ledger.wishes import Wishes
from dispatch_cli.plan.keys import ITEM_NAMES
from dispatch_cli.plan.names import JOINER, joined, joint
from dispatch_cli.render.agenda.book import ledger_book
from dispatch_cli.render.agenda.view import AgendaView
from dispatch_cli.render.formats import as_xlsx
from dispatch_cli.render.style import GROUPS, Style
from dispatch_cli.render.text.language import Language
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from pathlib import Path

    from dispatch_cli.model import Item, TaskFile

TODAY = date(2026, 12, 31)
CUSTOM = {"blue": "every 10 days", "weekly report": "FREQ=WEEKLY;BYDAY=MO,TH"}
# Controls, and what turns the direction of writing, are spelt out in every format and not drawn here.
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")) | st.sampled_from(" \n"), min_size=1, max_size=12)
HARD = (
    "合计",
    "total",
    "注：",
    "事项",
    "=1+1",
    "+1",
    "@x",
    "-",
    "无",
    "/",
    "'甲",
    "007",
    "1e5",
    "2026-02-30",
    "[red]",
    "a: b # c",
    "一\n二",
    "{甲}",
)
TEXTS = st.sampled_from(HARD) | WORDS


@st.composite
def plans(draw: st.DrawFn) -> TaskFile:
    """Draw a plan with tags of its own, texts of every kind and lists of names."""
    mode = draw(st.sampled_from(("rolling", "calendar")))
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=5, unique=True))
    return make_plan([draw(_items(name)) for name in ids], mode, **CUSTOM)


@st.composite
def _items(draw: st.DrawFn, name: str) -> Item:
    texts = TEXTS.map(str.strip).filter(bool)
    first, later = sorted((draw(DAYS), draw(DAYS)))
    fields = {"id": name, "title": draw(texts), "tag": draw(st.sampled_from(("red", "orange", "green", *CUSTOM)))}
    fields |= draw(st.sampled_from(({"start": first}, {"last": later}, {"start": first, "last": later})))
    names = texts.filter(lambda text: JOINER not in text)
    several = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
    optional: dict[str, st.SearchStrategy[Any]] = {
        "team": several,
        "owner": several,
        "note": texts,
        "deadline": DAYS,
        "closed": DAYS,
    }
    chosen = sorted(draw(st.sets(st.sampled_from(sorted(optional)))))
    values = {key: draw(optional[key]) for key in chosen}
    lists = [values.get(key, ()) for key in ITEM_NAMES]
    texts_of_lists = {key: joined(values[key]) for key in ITEM_NAMES if key in values}
    return item_of(fields | values | texts_of_lists)._replace(several=joint(lists))


def as_workbook(office: TaskFile, code: str, group_by: str | None) -> bytes:
    """Return the workbook of all items."""
    agenda = make_agenda(office, (), TODAY, State, Filters())
    return as_xlsx.render(ledger_book(agenda, office, Style(Language(code), group_by=group_by)))


def by_id(office: TaskFile) -> dict[str, Item]:
    """Return the items by their ids: a list is in the order in which they are due."""
    return {item.id: item for item in office.items}


def imported(name: str, data: bytes) -> TaskFile:
    """Return the plan that is made of a ledger."""
    return plan(understand(name, data, Wishes(), clock.is_zone, TODAY).text)


@pytest.mark.parametrize("key", ["team", "owner"])
def test_a_name_may_look_like_a_day(key: str) -> None:
    """A column of days is no column of people in a ledger; in a workbook of ours it is what its heading says."""
    office = plan(f"tasks:\n- {{id: 1, title: 甲, tag: red, start: 2026-11-02, {key}: 2026-11-22}}\n")
    assert by_id(imported("list.xlsx", as_workbook(office, "en", None))) == by_id(office)


@often(60)
@given(plans(), st.sampled_from(("en", "zh")), st.sampled_from((None, *GROUPS)))
def test_a_workbook_holds_the_plan(office: TaskFile, code: str, group_by: str | None) -> None:
    """Branch, mode, cadences and every field of every item come back from the workbook as they were, grouped or not."""
    again = imported("list.xlsx", as_workbook(office, code, group_by))
    assert by_id(again) == by_id(office)
    assert (again.branch, again.mode, again.tags) == (office.branch, office.mode, office.tags)


@often(60)
@given(plans())
def test_csv_holds_the_items(office: TaskFile) -> None:
    """What `list --format csv` writes comes back too; line breaks are spaces there, as in every line of text."""
    assume("\n" not in "".join(value for item in office.items for value in item if isinstance(value, str)))
    kept = office._replace(items=tuple(item._replace(tag="red") for item in office.items))
    view = AgendaView(make_agenda(kept, (), TODAY, State, Filters()), kept)
    again = imported("list.csv", render(view, "csv", Style(Language("en"))).encode())
    assert by_id(again) == by_id(kept)


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_the_sample_list_comes_back_whole(tmp_path: Path, name: str, code: str) -> None:
    """All items go to a spreadsheet and return: the same rows on the same day, and a list that lint finds good."""
    shutil.copy(REGISTER, tmp_path)
    day = ("--today", "2026-11-24", "--lang", code)
    assert run("list", "--closed", *day, "-o", name, cwd=tmp_path).returncode == 0
    done = run("import", name, "-o", "again.yaml", "--lang", code, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("lint", "again.yaml", cwd=tmp_path).returncode == 0
    rows = ("list", "--closed", *day, "--format", "csv")
    before, after = (run(*rows, "-f", each, cwd=tmp_path).stdout for each in ("tasks.yaml", "again.yaml"))
    assert before == after
    assert len(before.splitlines()) > 35


@pytest.mark.parametrize("more", [(), ("--group-by", "team")], ids=" ".join)
def test_what_a_person_adds_to_the_workbook_comes_in(tmp_path: Path, more: tuple[str, ...]) -> None:
    """A row added below the others, a title written anew, an empty row: all is read as a person sees it."""
    shutil.copy(REGISTER, tmp_path)
    assert run("list", "--today", "2026-11-24", *more, "-o", "list.xlsx", cwd=tmp_path).returncode == 0
    book = opened(tmp_path / "list.xlsx")
    sheet, _ = book
    sheet["A1"].value = "某某局 2026 年 11 月台账"
    for number, value in ((1, "新 1"), (2, "新的事项"), (3, "red"), (6, date(2026, 11, 24))):
        sheet.cell(sheet.max_row + (number == 1) * 2, number, value)
    book.save(tmp_path / "list.xlsx")
    done = run("import", "list.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    items = by_id(plan(done.stdout.decode()))
    assert len(items) == 36
    assert (items["新 1"].title, items["新 1"].tag) == ("新的事项", "red")


def test_the_days_of_warning_come_back_too(tmp_path: Path) -> None:
    """How soon an item is soon due, and how often it is told again, are part of the plan."""
    head = "remind:\n  before: {red: 3, x.y: 2}\n  again: {green: 2}\ncadence: {x.y: daily}\n"
    office = f"{head}tasks:\n- {{id: 1, title: 甲, tag: x.y, last: 2026-11-20}}\n"
    (tmp_path / "tasks.yaml").write_text(office, encoding="utf-8")
    assert run("list", "--today", "2026-11-21", "-o", "list.xlsx", cwd=tmp_path).returncode == 0
    assert run("import", "list.xlsx", "-o", "again.yaml", cwd=tmp_path).returncode == 0
    again = plan((tmp_path / "again.yaml").read_text(encoding="utf-8"))
    assert (again.tags, again.items) == (plan(office).tags, plan(office).items)


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
@pytest.mark.parametrize("word", ["合计", "小计", "total", "注：", "填表人：", "事项"])
def test_an_item_that_is_called_like_a_total_comes_back(tmp_path: Path, name: str, word: str) -> None:
    """In a list of ours a row of several cells is an item, whatever its words."""
    office = f"tasks:\n- {{id: {word}, title: '{word}', tag: red, last: 2026-11-20}}\n"
    (tmp_path / "tasks.yaml").write_text(office, encoding="utf-8")
    assert run("list", "--today", "2026-11-21", "-o", name, cwd=tmp_path).returncode == 0
    done = run("import", name, cwd=tmp_path)
    assert (done.returncode, plan(done.stdout.decode()).items) == (0, plan(office).items)
