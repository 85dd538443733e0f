"""Whom no letter can reach, and who is told of nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from desk import run
from program import DAY
from reading import plan, reasons, sentence

from dispatch_cli.reminders.reach import out_of_reach

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = "people: {招商一科: a@example.com, 支部书记: b@example.com}\n"
REMIND = "remind: {escalate: [{missed: 1, to: 上级}], mail: {from: d@example.com, to: 支部书记}}\n"
IDLE = "in `people`, and told of nothing: "


def without(names: str) -> str:
    """Return what is said of names without an address."""
    return f"no letter goes to {names}: `people` has no address for them; all right if they need none"


REACH = [
    ("", "owner: 招商一科", [], "without `people` nobody is reminded, and nobody expects it"),
    (PEOPLE, "owner: 招商一科", [f"{IDLE}支部书记"], "who is in no item and no rule"),
    (PEOPLE, "owner: 招商一科, team: 支部书记", [], "all are told, all have an address"),
    (PEOPLE, "owner: 综合科", [without("综合科"), f"{IDLE}招商一科, 支部书记"], "an owner without an address"),
    (PEOPLE, "owner: [招商一科, 甲], team: 乙", [without("甲, 乙"), f"{IDLE}支部书记"], "several, each once"),
    (PEOPLE + REMIND, "owner: 招商一科", [without("上级")], "to whom misses are escalated; the digest is a use"),
    (PEOPLE, "owner: 甲, closed: 2026-11-01", [f"{IDLE}招商一科, 支部书记"], "a closed item asks for nothing"),
    (PEOPLE, "owner: 甲, closed: 2027-01-01", [without("甲"), f"{IDLE}招商一科, 支部书记"], "one still open does"),
]


@pytest.mark.parametrize(("head", "fields", "expected", "reason"), REACH, ids=reasons(REACH))
def test_who_is_out_of_reach(head: str, fields: str, expected: list[str], reason: str) -> None:
    """Names without an address are told, and those of `people` that are told of nothing."""
    office = plan(f"{head}tasks:\n  - {{id: 1, title: 甲, tag: red, start: 2026-06-01, {fields}}}\n")
    assert [sentence(each) for each in out_of_reach(office, date(2026, 11, 22))] == expected, reason


def test_lint_and_a_dry_run_show_it(tmp_path: Path) -> None:
    """A dry run shows it below its letters; lint shows it beside the problems, and it is none by itself."""
    text = f"{PEOPLE}{REMIND.replace('escalate: [{missed: 1, to: 上级}], ', '')}tasks:\n"
    text += "  - {id: 1, title: 甲, tag: red, start: 2026-06-01, owner: 综合科}\n"
    (tmp_path / "tasks.yaml").write_text(text, encoding="utf-8")
    lines = [without("综合科"), f"{IDLE}招商一科"]
    dry_run = run("remind", "--dry-run", cwd=tmp_path, DISPATCH_TODAY=DAY)
    assert dry_run.stdout.decode().splitlines()[1:] == lines
    lint = run("lint", cwd=tmp_path, DISPATCH_TODAY=DAY)
    assert (lint.returncode, lint.stdout) == (0, b"")
    assert lint.stderr.decode().splitlines() == [f"tasks.yaml: {line}" for line in lines]
    (tmp_path / "tasks.yaml").write_text(text.replace("综合科", "招商１科"), encoding="utf-8")
    lint = run("lint", cwd=tmp_path, DISPATCH_TODAY=DAY)
    assert lint.returncode == 1
    assert without("招商１科") in lint.stderr.decode()
