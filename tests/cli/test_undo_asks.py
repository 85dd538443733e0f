"""`undo` shows what it takes back, and asks before it touches what is older than today or somebody else's."""

from __future__ import annotations

import os
import pty
import subprocess
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from offices import LIST
from program import DAY, DISPATCH, environment
from reading import reasons

if TYPE_CHECKING:
    from pathlib import Path

OLD = "2026-11-20T09:03:11+08:00"
ME, OTHER = "招商一科", "招商二科"


@pytest.fixture(name="desk")
def make_desk(tmp_path: Path) -> Desk:
    """Return a desk whose last command is a dispatch with a note."""
    desk = Desk(tmp_path, "timezone: Asia/Shanghai\n" + LIST)
    desk.do("record", "4", "3", "-m", "已约谈", "--by", ME)
    return desk


def age(desk: Desk, at: str = OLD) -> None:
    """Let the last command be written down on an earlier day."""
    lines = desk.log.read_text(encoding="utf-8").splitlines()
    lines = [line[: line.index('"at":"') + 6] + at + line[line.index('","batch"') :] for line in lines]
    desk.log.write_text("\n".join(lines) + "\n", encoding="utf-8")


def asked(desk: Desk, answer: str, *arguments: str) -> tuple[int, str]:
    """Run `undo` with a terminal as its stdin, in which a person has typed the answer; return status and output."""
    master, slave = pty.openpty()
    os.write(master, answer.encode())
    command = [*DISPATCH, "undo", "-f", f"{desk.file}", *arguments]
    variables = environment(DISPATCH_TODAY=DAY, DISPATCH_BY=OTHER, LC_ALL="C.UTF-8")
    done = subprocess.run(command, env=variables, stdin=slave, capture_output=True, check=False, timeout=60)
    os.close(master)
    os.close(slave)
    return done.returncode, (done.stderr + done.stdout).decode()


def test_the_note_and_the_new_due_date_are_shown(desk: Desk) -> None:
    """Each line says what is taken back, with its note, and when the item is due now."""
    assert desk.do("undo", "--by", ME).splitlines() == [
        f"4  丁: taken back: dispatched ({DAY}, {ME}: 已约谈); next due 2026-11-25 (orange: twice a month).",
        f"3  丙: taken back: dispatched ({DAY}, {ME}: 已约谈); next due 2026-11-27 (red: once a week).",
    ]


def test_what_is_gone_or_closed_again_has_no_due_date(desk: Desk) -> None:
    """An item that is taken off the list again, or closed again, is due on no day."""
    desk.do("add", "新", "--tag", "red", "--by", ME)
    assert desk.do("undo", "--by", ME) == f"10  新: taken back: added ({DAY}, {ME}).\n"
    desk.do("reopen", "6", "--by", ME)
    assert desk.do("undo", "--by", ME) == f"6  己: taken back: reopened ({DAY}, {ME}).\n"


REFUSED = [
    (OTHER, None, f"the last command is of {ME}, written down ", "somebody else's"),
    (ME, OLD, "the last command is older than today, written down 2026-11-20 09:03 by 招商一科", "older than today"),
]


@pytest.mark.parametrize(("by", "at", "why", "reason"), REFUSED, ids=reasons(REFUSED))
def test_without_a_terminal_nothing_is_asked(desk: Desk, by: str, at: str | None, why: str, reason: str) -> None:
    """It is refused with what it is and the option that takes it back; with that option it is taken back."""
    if at:
        age(desk, at)
    before = desk.both
    done = desk.run("undo", "--by", by)
    assert (done.code, done.out, desk.both) == (2, "", before), reason
    assert done.err.startswith(f"error: {why}")
    assert "dispatched: items 4, 3\n    → to take it back all the same, run `dispatch undo --yes`\n" in done.err
    assert "taken back: dispatched" in desk.do("undo", "--yes", "--by", by)


OWN = [
    ("--by", ME, "one's own, of today"),
    ("--yes", "--by", "路人", "with the option"),
]


@pytest.mark.parametrize("words", [row[:-1] for row in OWN], ids=reasons(OWN))
def test_what_needs_no_asking(desk: Desk, words: tuple[str, ...]) -> None:
    """One's own command of today is taken back at once, on a terminal too."""
    assert asked(desk, "", *words)[0] == 0


ANSWERS = [("y\n", True), ("是\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("\x04", False)]


@pytest.mark.parametrize(("answer", "agreed"), ANSWERS, ids=[repr(row[0]) for row in ANSWERS])
def test_on_a_terminal_it_asks(desk: Desk, answer: str, agreed: bool) -> None:  # noqa: FBT001 pytest gives it by name
    """y, yes and 是 agree; anything else, Enter and Ctrl-D too, leaves all as it was, with status 0."""
    before = desk.both
    code, said = asked(desk, answer)
    assert code == 0
    assert said.startswith(f"the last command is of {ME}, written down ")
    assert "dispatched: items 4, 3. Take it back? [y/N] " in said
    assert ("taken back: dispatched" in said) == agreed == (desk.both != before)
    assert ("Nothing was taken back." in said) == (not agreed)


def test_what_can_be_taken_back_is_listed(desk: Desk) -> None:
    """The newest command stands first, ten at most; what was taken back stands there no more."""
    desk.do("tag", "4", "red", "-m", "研判", "--by", OTHER)
    first, second = desk.do("undo", "--list").splitlines()
    assert first.endswith(f"  {OTHER}  tag orange → red: item 4  研判")
    assert second.endswith(f"  {ME}  dispatched: items 4, 3  已约谈")
    desk.do("undo", "--by", OTHER)
    assert desk.do("undo", "--list").splitlines() == [second]
    for _ in range(11):
        desk.do("record", "5")
    *_, last = listed = desk.do("undo", "--list").splitlines()
    assert (len(listed), last) == (11, "… and 2 before that")
