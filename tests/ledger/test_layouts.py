"""Ledgers in the layouts of real ones: each comes in right by one more command, or says which option leads out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from layouts import LAYOUTS, Layout
from ledgers import Shelf, merged, separated, workbook
from program import ROOT
from reading import plan

if TYPE_CHECKING:
    from dispatch_cli.model import Item

KEYS = ("id", "title", "tag", "team", "owner", "start", "last", "deadline", "closed", "note")
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])


def ledger_of(layout: Layout) -> bytes | str:
    """Return the ledger of a layout, a workbook or a CSV file."""
    lines = [[cell.strip().replace("⏎", "\n") for cell in line.split("|")] for line in layout.rows.strip().split("\n")]
    if layout.is_csv:
        return separated(lines)
    return workbook([[cell or None for cell in line] for line in lines], change=merged(*layout.merges.split()))


def line_of(item: Item) -> str:
    """Return an item as the table writes it."""
    values = (getattr(item, key) for key in KEYS)
    return " | ".join("" if value is None else f"{value}" for value in values).rstrip(" |")


@each_layout
def test_a_layout_comes_in_right(tmp_path: Path, layout: Layout) -> None:
    """Its items are right; where anything was assumed, the first run writes nothing and ends with what accepts it."""
    shelf, ledger = Shelf(tmp_path), ledger_of(layout)
    first = shelf.run(ledger)
    if layout.refused:
        assert (first.code, first.out) == (3, "")
        assert layout.refused in first.err
        assert shelf.run(ledger, "--accept").code == 3, "accepting settles no problem"
        items = shelf.plan(ledger, *shlex.split(layout.options)).items
    elif first.code == 0:
        items = plan(first.out).items
    else:
        assert (first.code, first.out) == (3, "")
        dispatch, verb, path, *words = shlex.split(first.err.splitlines()[-1])
        assert (dispatch, verb, Path(path).name) == ("dispatch", "import", path)
        items = plan(shelf.run(ledger, *words).out).items
    assert [line_of(item) for item in items] == layout.items.strip().split("\n")


@each_layout
def test_a_text_holds_the_same(tmp_path: Path, layout: Layout) -> None:
    """Without merged cells a CSV file of the same rows makes the same list."""
    if not (layout.merges or layout.is_csv):
        csv = ledger_of(layout._replace(is_csv=True))
        items = Shelf(tmp_path).plan(csv, *shlex.split(layout.options)).items
        assert [line_of(item) for item in items] == layout.items.strip().split("\n")


def test_most_layouts_come_in_by_one_more_command() -> None:
    """There are many, and of ten at most one needs an option."""
    assert len(LAYOUTS) >= 60
    assert sum(bool(layout.refused) for layout in LAYOUTS) <= len(LAYOUTS) / 10


def test_a_proposal_is_one_screen(tmp_path: Path) -> None:
    """It is short, whatever the ledger."""
    for layout in LAYOUTS:
        said = Shelf(tmp_path).run(ledger_of(layout)).err
        assert said.count("\n") < 24, layout.name


CHINESE = [layout for layout in LAYOUTS if layout.rows[0] > "\u4e00" and not re.search("[A-Za-z]{3}", layout.rows)]


@pytest.mark.parametrize("layout", CHINESE, ids=[layout.name for layout in CHINESE])
def test_a_proposal_is_all_chinese(tmp_path: Path, layout: Layout) -> None:
    """An office that speaks Chinese is told all of it in Chinese, but for options, commands and tags in backticks."""
    said = Shelf(tmp_path).run(ledger_of(layout), "--lang", "zh").err
    prose = re.sub(r"`[^`]*`|ledger\.(?:xlsx|csv)|台账![A-Z]+\d+", "", "".join(said.splitlines(keepends=True)[:-1]))
    assert re.findall("[A-Za-z]{3,}", prose) == []


def test_the_ledger_of_the_document(tmp_path: Path) -> None:
    """The ledger that the page shows comes in as it says."""
    text = (ROOT / "docs" / "duban.csv").read_text(encoding="utf-8")
    items = Shelf(tmp_path).plan(text).items
    assert [(item.id, item.team, item.tag) for item in items] == [
        ("1", "招商局", "red"), ("2", "自然资源局", "orange"), ("3", "招商局", "green"),
        ("4", "政务服务局", "orange"), ("5", "财政局", "green"),
    ]  # fmt: skip
    assert [f"{item.closed}" for item in items if item.closed] == ["2026-11-05"]
