"""The interface for programs: its page is run as printed, and it gives what the commands show."""

from __future__ import annotations

import doctest
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from desk import Desk, dispatch
from offices import LIST
from program import REGISTER, ROOT

from dispatch_cli import api
from dispatch_cli.render.agenda.columns import record

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)


def test_the_page_tells_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of the page, run on the sample list, prints what stands below it."""
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(f"{ROOT / 'docs' / 'api.md'}", module_relative=False)
    assert found.failed == 0
    assert found.attempted > 10


def test_every_name_is_on_the_page_or_is_a_type() -> None:
    """What a program can call is explained on the page."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    functions = [name for name in api.__all__ if name[0].islower()]
    assert functions == ["agenda", "read_office", "report", "text"]
    assert [name for name in functions if f"`{name}" not in page] == []


@pytest.mark.parametrize(("states", "option"), [(api.NOW, ()), (api.OPEN, ("--all",))])
def test_the_agenda_is_that_of_check(states: tuple[api.State, ...], option: tuple[str, ...]) -> None:
    """The rows are those that `check` shows, in its order, with its counts."""
    shown = json.loads(dispatch("check", "-f", f"{REGISTER}", "--today", f"{TODAY}", "--format", "json", *option).out)
    agenda = api.agenda(api.read_office(f"{REGISTER}", today=TODAY), states)
    assert json.loads(json.dumps([record(row) for row in agenda.rows], default=str)) == shown["items"]
    assert {state.value: count for state, count in agenda.counts.items()} == shown["counts"]


def test_the_log_beside_the_list_counts(tmp_path: Path) -> None:
    """What a command has written down is seen, and nothing is written by looking."""
    desk = Desk(tmp_path, LIST)
    desk.do("record", "1")
    before = desk.both
    row = next(row for row in api.agenda(api.read_office(f"{desk.file}", today=TODAY), api.OPEN).rows)
    (entry,) = api.read_office(f"{desk.file}", today=TODAY).log.entries
    assert (entry.item, entry.on, row.item.id) == ("1", TODAY, "2")
    assert desk.both == before
    assert {path.name for path in tmp_path.iterdir()} == {"tasks.yaml", "tasks.log.jsonl"}
