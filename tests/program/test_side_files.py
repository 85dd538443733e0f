"""Folders in which others may create files: what they have laid there is neither followed, written nor obeyed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from generated import thinned
from people import (
    CLERK,
    ELSEWHERE,
    OFFICE,
    ROOT,
    SECRETARY,
    STRANGER,
    User,
    give,
    names,
    needs_root,
    open_way_to,
    rights,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_root

LIST = """\
people: {甲: a@example.com}
remind: {mail: {from: d@example.com, to: 甲}}
tasks:
  - {id: 1, title: 一号, tag: red, owner: 甲, start: 2026-06-01, last: 2026-11-09}
"""
PRECIOUS = b"nobody writes here"
RECORD, TAG = ("record", "1"), ("tag", "1", "orange", "-m", "x")
SEND, OUTPUT = ("remind", "--send", "--command", "true"), ("list", "-o", "report.csv")
# Which of the program's own files are written by which command.
PLACES = [
    (".tasks.log.jsonl.lock", RECORD),
    (".tasks.log.jsonl.part", RECORD),
    (".tasks.log.jsonl.sending", SEND),
    (".tasks.yaml.lock", TAG),
    (".tasks.yaml.part", TAG),
    (".tasks.yaml.new", TAG),
    (".report.csv.lock", OUTPUT),
    (".report.csv.part", OUTPUT),
]
KINDS = ("link", "link to nothing", "hard link", "pipe", "folder", "file")
EVERY = [(*place, kind, victim) for place in PLACES for kind in KINDS for victim in (ROOT, CLERK)]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Return a folder like /tmp: everybody may create files, and remove their own."""
    folder = open_way_to(tmp_path) / "shared"
    folder.mkdir()
    (tmp_path / "precious").write_bytes(PRECIOUS)
    return give(folder, ROOT, 0, 0o1777)


def plant(path: Path, kind: str, precious: Path) -> None:
    """Lay something there, as a stranger."""
    if kind.startswith("link"):
        path.symlink_to(precious if kind == "link" else precious.with_name("gone"))
    elif kind == "hard link":
        path.hardlink_to(precious)
        return  # it belongs to whom the file belongs to
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"planted")
        path.chmod(0o666)
    os.chown(path, STRANGER.number, ELSEWHERE, follow_symlinks=False)


@pytest.mark.parametrize(("name", "command", "kind", "victim"), thinned(EVERY, 11))
def test_side_files_follow_nothing(name: str, command: tuple[str, ...], kind: str, victim: User, shared: Path) -> None:
    """Whatever lies in the place of a file of the program's own, nothing else is written, and the status is true."""
    precious, plan = give(shared.parent / "precious", victim, mode=0o600), shared / "tasks.yaml"
    plan.write_text(LIST, encoding="utf-8")
    give(plan, victim, victim.groups[0], 0o644)
    plant(shared / name, kind, precious)
    before = rights(precious)
    done = victim.do(shared, *command, DISPATCH_WAIT="0")
    assert b"Traceback" not in done.stderr
    assert (precious.read_bytes(), rights(precious)) == (PRECIOUS, before)
    assert not precious.with_name("gone").exists()
    assert done.returncode in {0, 4}
    if done.returncode == 4:
        assert plan.read_text(encoding="utf-8") == LIST
        assert not {"tasks.log.jsonl", "report.csv"} & names(shared)
    assert names(shared) <= {"tasks.yaml", "tasks.log.jsonl", "report.csv", name}, "nothing else is left"
    assert not (shared / "report.csv").is_symlink()


def lay(folder: Path, owner: User, kind: str) -> Path:
    """Lay something in the place of a report, as somebody, and return what it leads to."""
    precious, report = folder.parent / "precious", folder / "report.csv"
    if kind == "link":
        report.symlink_to(precious)
    else:
        report.write_bytes(PRECIOUS)
        report.chmod(0o664)
    os.chown(report, owner.number, OFFICE, follow_symlinks=False)
    return precious if kind == "link" else report


STICKY, SHARED, PRIVATE = (0, 0o1777), (CLERK.number, 0o2775), (CLERK.number, 0o755)
OUTPUTS = [
    ("link", STICKY, STRANGER, 4, "a stranger's link in /tmp may lead to a file of mine"),
    ("link", SHARED, STRANGER, 4, "so may one in a folder where others may write"),
    ("link", SHARED, SECRETARY, 4, "a colleague may name the file itself"),
    ("link", STICKY, CLERK, 0, "my own link"),
    ("link", SHARED, CLERK, 0, "my own link"),
    ("link", STICKY, ROOT, 0, "root's link"),
    ("link", PRIVATE, STRANGER, 0, "who could lay it there if not I or root?"),
    ("file", STICKY, STRANGER, 4, "a stranger's file in /tmp would stay theirs"),
    ("file", STICKY, CLERK, 0, "my own file"),
    ("file", SHARED, SECRETARY, 0, "colleagues write the same reports"),
    ("file", SHARED, CLERK, 0, "my own file"),
]


@pytest.mark.parametrize(("kind", "folder", "owner", "status", "reason"), OUTPUTS)
def test_what_is_written_where_others_may_write(
    kind: str, folder: tuple[int, int], owner: User, status: int, reason: str, shared: Path
) -> None:
    """`-o` goes through links, and over files, that no other user can have laid in its way; else the status is 4."""
    give(shared, User(folder[0], (0,)), OFFICE, folder[1])
    plan = shared.parent / "tasks.yaml"
    plan.write_text(LIST, encoding="utf-8")
    give(shared.parent, CLERK)
    target = lay(shared, owner, kind)
    give(target, CLERK if kind == "link" else owner, OFFICE)
    done = CLERK.do(shared, "list", "-f", "../tasks.yaml", "-o", "report.csv")
    assert done.returncode == status, (reason, done.stderr)
    assert (target.read_bytes() == PRECIOUS) == (status == 4), reason
    assert (shared / "report.csv").is_symlink() == (kind == "link")
    assert names(shared) == {"report.csv"}
    if status == 4:
        assert b"in a folder where others may write" in done.stderr
