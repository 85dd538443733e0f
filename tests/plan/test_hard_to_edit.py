"""Task files that are legal and hard to edit: a command does just what it says, or is refused and changes nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from reading import ITEM, reasons

from dispatch_cli.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

COMPLEX = "tasks:\n  - ? id\n    : 1\n    ? title\n    : 甲\n    ? tag\n    : red\n    ? start\n    : 2026-06-01\n"
COMMENTED = "tasks:\n  - {team: a # 甲\n     , owner: b, id: 1, title: 甲, tag: red, start: 2026-06-01}\n"
BOTH = "assign 1 --team 国评专班 --owner 国评迎检科"
NOBODY = "assign 1 --team= --owner="
UNSAFE = [
    (COMPLEX, "assign 1 --team 国评专班", "an explicit key"),
    (COMPLEX, BOTH, "two edits, of which the first spoils the text for the second"),
    (COMMENTED, NOBODY, "likewise in brackets, around a comment"),
    (f"{ITEM}    owner: &who 甲\n    x-deputy: *who\n", "assign 1 --owner 乙", "what stands elsewhere for the same"),
]


@pytest.mark.parametrize(("text", "command", "reason"), UNSAFE, ids=reasons(UNSAFE))
def test_what_cannot_be_edited_safely_is_refused(text: str, command: str, reason: str, tmp_path: Path) -> None:
    """The command says so, with status 4, and neither file is changed."""
    desk = Desk(tmp_path, text)
    assert desk.run("check").code == ExitCode.OK, reason
    before = desk.both
    done = desk.run(*command.split())
    assert done.code == ExitCode.UNWRITABLE, reason
    assert "cannot edit safely" in done.err
    assert desk.both == before


def separated(char: str) -> str:
    """Return a list whose lines end in a separator that no editor shows."""
    return f"tasks:{char}- id: 1{char}  title: 甲{char}  tag: red{char}  start: 2026-06-01{char}  owner: b{char}"


MARKS = "\ufeff\ufeff"
EDITED = [
    (
        MARKS + ITEM,
        BOTH,
        f"{MARKS}{ITEM}".replace("red\n", "red\n    team: 国评专班\n    owner: 国评迎检科\n"),
        "two marks",
    ),
    (separated("\u2028"), "assign 1 --owner=", separated("\u2028").replace("  owner: b\u2028", ""), "LS"),
    (separated("\u2029"), "assign 1 --owner c", separated("\u2029").replace("owner: b", "owner: c"), "PS"),
    (separated("\x85"), "close 1 -m 办结", separated("\x85") + "  closed: 2026-11-22\x85", "NEL"),
    (
        f"{ITEM}    closed: 2026-10-01\u2028    x-tel: 0000\u2028    # 留着\n    note: 乙\n",
        "reopen 1",
        ITEM.rstrip("\n") + "\u2028    x-tel: 0000\u2028    # 留着\n    note: 乙\n",
        "LS among the lines of an item",
    ),
    (f"{ITEM}\n    closed: 2026-10-01", "reopen 1", f"{ITEM}", "a last line without an end, below an empty one"),
    (f"{ITEM}\r\n    owner: b".replace("\r", ""), "assign 1 --owner=", f"{ITEM}", "an owner there"),
]


@pytest.mark.parametrize(("text", "command", "after", "reason"), EDITED, ids=reasons(EDITED))
def test_what_is_rare_is_edited_and_restored(text: str, command: str, after: str, reason: str, tmp_path: Path) -> None:
    """The edit touches nothing but its own line, and undo brings back every byte."""
    desk = Desk(tmp_path, text)
    desk.do(*command.split())
    assert desk.text == after, reason
    desk.do("undo")
    assert desk.text == text, reason


DAMAGED = [
    ('"old":["    tag: [red"],"new":["    tag: red"]', "the lines to restore are no YAML"),
    ('"old":["  - id: 9"],"new":["  - id: 1"]', "or have another id"),
    ('"old":[],"new":["  - id: 1"]', "or none"),
]


@pytest.mark.parametrize(("edit", "reason"), DAMAGED, ids=reasons(DAMAGED))
def test_a_damaged_edit_in_the_log_is_not_taken_back(edit: str, reason: str, tmp_path: Path) -> None:
    """Where taking back would make something else of the list than it was, nothing is changed."""
    desk = Desk(tmp_path, ITEM)
    head = '"at":"x","batch":"b","event":"changed","item":"1","on":"2026-11-22","field":"team"'
    line = '{{"id":"b-{n}",{head},{more},"of":2}}\n'
    good = '"from":"y","to":"z","edit":{"old":["    title: 乙"],"new":["    title: 某新能源项目落地"]}'
    desk.log.write_text(
        line.format(n=1, head=head, more=good)
        + line.format(n=2, head=head, more=f'"from":"z","to":"","edit":{{{edit}}}')
    )
    before = desk.both
    done = desk.run("undo")
    assert (done.code, desk.both) == (ExitCode.UNWRITABLE, before), reason


def test_a_command_without_a_name_is_taken_back_too(tmp_path: Path) -> None:
    """An empty batch is one like any other."""
    desk = Desk(tmp_path, ITEM)
    desk.log.write_text('{"id":"q","at":"x","batch":"","event":"dispatched","item":"1","on":"2026-11-20"}\n')
    desk.do("undo")
    assert desk.entries == []
    assert desk.run("undo").code == ExitCode.USAGE


def test_what_is_finished_is_told_as_it_was_begun(tmp_path: Path) -> None:
    """Who finishes a half-done command is told what the log holds of it, not what they said now."""
    desk = Desk(tmp_path, ITEM)
    desk.do("tag", "1", "green", "-m", "甲")
    (tmp_path / ".tasks.yaml.new").write_bytes(desk.both[0])
    desk.write(ITEM)
    assert "Written down by 招商一科: 甲\n" in desk.do("tag", "1", "green", "-m", "乙", "--by", "别人")
    assert [entry.note for entry in desk.entries] == ["甲"]
    assert not (tmp_path / ".tasks.yaml.new").exists()


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "large"])
def test_a_copy_that_is_none_is_passed_over(kind: str, tmp_path: Path) -> None:
    """Whatever stands in the place of a copy that a crash would leave, reading neither waits nor grows."""
    desk, copy = Desk(tmp_path, ITEM), tmp_path / ".tasks.yaml.new"
    if kind == "pipe":
        os.mkfifo(copy)
    elif kind == "link":
        copy.symlink_to("/dev/zero")
    elif kind == "folder":
        copy.mkdir()
    else:
        with copy.open("wb") as file:
            file.truncate(1 << 30)
    assert desk.run("check").code == ExitCode.OK
    assert desk.run("lint").code == ExitCode.OK
    assert desk.run("record", "1").code == ExitCode.OK
