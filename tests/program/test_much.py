"""Large and crafted input is bounded work, counted in calls of functions, and a short answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from counting import calls_of
from desk import Desk
from ledgers import Shelf

from dispatch_cli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ITEM = "- id: {n}\n  title: 甲\n  tag: {tag}\n  start: 2026-06-01\n"
START = {"at": "2026-11-20T09:00:00+08:00", "batch": "b", "on": "2026-11-20", "event": "tagged"}
SAID = 4000


def plan(count: int, tag: str = "orange", below: str = "") -> str:
    """Return a list of so many items with a tag, and something below the last one."""
    return "tasks:\n" + "".join(ITEM.format(n=n, tag=tag) for n in range(count)) + below


def tagged(n: int, old: Sequence[str], new: Sequence[str], item: int = 0) -> dict[str, Any]:
    """Return a line of the log: an item was given another tag by an edit of these lines."""
    more = {"from": "red", "to": "orange", "edit": {"old": [*old], "new": [*new]}}
    return {**START, "id": f"e{n}", "item": f"{item}", **more}


def desk_with(folder: Path, text: str, lines: Iterable[dict[str, Any]]) -> Desk:
    """Return a desk with a list and a log as an enemy may have written them."""
    desk = Desk(folder, text)
    desk.log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return desk


def test_a_patch_of_many_lines_that_are_alike(tmp_path: Path) -> None:
    """Thousands of equal lines that are almost the ones looked for are looked through once; the answer is short."""
    desk = desk_with(tmp_path, plan(1, below="# x\n" * 4000), [tagged(1, ["# y"], ["# x"] * 2000 + ["# z"])])
    done = []
    assert calls_of(lambda: done.append(desk.run("undo"))) < 150_000
    assert (done[0].code, done[0].out) == (ExitCode.UNWRITABLE, "")
    assert "has changed where item 0 would have to be restored" in done[0].err
    assert len(done[0].err) < SAID


@pytest.mark.parametrize("old", ["  tag: \ud800", "  tag: red # \udfff"])
def test_half_a_character_is_not_restored(tmp_path: Path, old: str) -> None:
    """What the log holds and no file can is refused before anything is written."""
    desk = desk_with(tmp_path, plan(1), [tagged(1, [old], ["  tag: orange"])])
    before = desk.both
    done = desk.run("undo")
    assert (done.code, done.out, desk.both) == (ExitCode.UNWRITABLE, "", before)
    assert "item 0 cannot be restored: the log holds half a character" in done.err


def test_a_large_command_reads_the_list_few_times(tmp_path: Path) -> None:
    """Undo of a command on many items grows with their number, not with its square."""
    lines = [tagged(n, ["  tag: red"], ["  tag: orange"], item=n) for n in range(300)]
    desk = desk_with(tmp_path, plan(300), lines)
    assert calls_of(lambda: desk.do("undo", "--yes")) < 300 * 2000
    assert desk.text == plan(300, "red")


def test_one_item_is_not_changed_without_end(tmp_path: Path) -> None:
    """A command that has changed one item more often than a command can is not taken back."""
    lines = [tagged(n, ["  tag: red"], ["  tag: orange"]) for n in range(2)]
    there = [
        {**line, "from": "orange", "to": "red", "edit": {"old": ["  tag: orange"], "new": ["  tag: red"]}}
        for line in lines
    ]
    both = [{**line, "id": f"n{n}"} for n in range(15) for line in (lines[0], there[0])]
    desk = desk_with(tmp_path, plan(1), [{**line, "id": f"m{n}"} for n, line in enumerate([*both, lines[0]])])
    done = desk.run("undo")
    assert (done.code, done.out) == (ExitCode.UNWRITABLE, "")
    assert "the last command changed item 0 too often to be taken back" in done.err


def test_a_long_ledger_is_little_work(tmp_path: Path) -> None:
    """A CSV file takes some hundred calls for each row, and one of unknown tags little more."""
    shelf = Shelf(tmp_path)
    heading, rows = "事项,标签,列入日期\n", range(2000)
    good = heading + "".join(f"事项{n},红,2026-06-01\n" for n in rows)
    bad = heading + "".join(f"事项{n},紫{n},2026-06-01\n" for n in rows)
    assert calls_of(lambda: shelf.plan(good)) < 2000 * 400
    assert calls_of(lambda: shelf.refusal(bad)) < 2000 * 500


def test_many_unknown_tags_beside_many_known_ones(tmp_path: Path) -> None:
    """Only the first unknown tags are compared with those that are known."""
    known = "cadence:\n" + "".join(f"  t{n}: weekly\n" for n in range(3000))
    desk = Desk(tmp_path, known + plan(0) + "".join(ITEM.format(n=n, tag=f"u{n}") for n in range(1000)))
    done = []
    assert calls_of(lambda: done.append(desk.run("check"))) < 1_500_000
    assert (done[0].code, done[0].err.count("unknown tag")) == (ExitCode.UNREADABLE, 1000)
    assert 0 < done[0].err.count("did you mean") <= 100
