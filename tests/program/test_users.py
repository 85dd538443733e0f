"""Several users of one machine on the same two files: who may write can, who may only read cannot hinder them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from generated import later, thinned
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
remind: {mail: {from: d@example.com, to: 甲, command: "true"}}
tasks:
  - {id: 1, title: 一号, tag: red, owner: 甲, start: 2026-06-01, last: 2026-11-09}
  - {id: 2, title: 二号, tag: red, start: 2026-06-01, last: 2026-11-15}
"""
SEND = ("remind", "--send", "--command", "true")
NOTHING_ELSE = {"tasks.yaml", "tasks.log.jsonl"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the folder of an office: its group may write all of it, and what is new there is the group's."""
    folder = open_way_to(tmp_path) / "office"
    folder.mkdir()
    (folder / "tasks.yaml").write_text(LIST, encoding="utf-8")
    give(folder / "tasks.yaml", CLERK, OFFICE, 0o664)
    return give(folder, CLERK, OFFICE, 0o2775)


def events(folder: Path) -> list[str]:
    """Return the events of the log."""
    lines = (folder / "tasks.log.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["event"] for line in lines]


@pytest.mark.parametrize("mask", [0o022, later(0o077)])
def test_the_secretary_records_after_the_cron_of_root(mask: int, office: Path) -> None:
    """Whoever begins the log, with whatever mask, all of the group go on with it."""
    assert ROOT.do(office, *SEND, mask=mask).returncode == 0
    for user in (SECRETARY, CLERK, ROOT, SECRETARY):
        done = user.do(office, "record", "1", mask=mask)
        assert done.returncode == 0, done.stderr
    assert events(office).count("dispatched") == 4
    assert rights(office / "tasks.log.jsonl") == (CLERK.number, OFFICE, 0o664)
    assert names(office) == NOTHING_ELSE


# Rights of the list, who records first, and the rights of the log.
BEGUN = [
    (ROOT, 0, 0o600, ROOT, (0, 0, 0o600), "what only root may read"),
    (CLERK, CLERK.number, 0o600, ROOT, (CLERK.number, CLERK.number, 0o600), "private, begun by root's cron"),
    (CLERK, OFFICE, 0o640, ROOT, (CLERK.number, OFFICE, 0o640), "the group reads, begun by root"),
    (CLERK, OFFICE, 0o664, ROOT, (CLERK.number, OFFICE, 0o664), "the group writes, begun by root"),
    (
        CLERK,
        OFFICE,
        0o660,
        SECRETARY,
        (SECRETARY.number, OFFICE, 0o660),
        "begun by one of the group: as far as they may",
    ),
    (CLERK, OFFICE, 0o644, CLERK, (CLERK.number, OFFICE, 0o644), "everybody reads"),
    (STRANGER, ELSEWHERE, 0o666, CLERK, (CLERK.number, CLERK.number, 0o666), "as far as one may: no owner, no group"),
    (STRANGER, ELSEWHERE, 0o664, CLERK, (CLERK.number, CLERK.number, 0o644), "another group may no more than others"),
]


@pytest.mark.parametrize(("owner", "group", "mode", "first", "expected", "reason"), thinned(BEGUN, 4))
def test_a_new_log_has_the_rights_of_the_list(
    owner: User, group: int, mode: int, first: User, expected: tuple[int, int, int], reason: str, office: Path
) -> None:
    """Owner, group and mode are the list's, as far as who begins the log may give them."""
    give(office, mode=0o777)
    give(office / "tasks.yaml", owner, group, mode)
    for mask in (0o000, 0o077):
        (office / "tasks.log.jsonl").unlink(missing_ok=True)
        done = first.do(office, "record", "1", mask=mask)
        assert (done.returncode, done.stderr) == (0, b""), reason
        assert rights(office / "tasks.log.jsonl") == expected, reason


def test_who_may_only_read_reads_and_hinders_nobody(office: Path) -> None:
    """A stranger sees what is due, cannot write, leaves nothing, and cannot even open what the writers lock."""
    give(office / "tasks.yaml", CLERK, OFFICE, 0o664)
    assert CLERK.do(office, "record", "1").returncode == 0
    assert STRANGER.do(office, "check").returncode == 0
    for command in (("record", "2"), ("tag", "1", "orange", "-m", "x"), ("undo",)):
        done = STRANGER.do(office, *command)
        assert (done.returncode, b"you have no right to do that here" in done.stderr) == (4, True)
    assert names(office) == NOTHING_ELSE
    assert events(office) == ["dispatched"]


@pytest.mark.parametrize(
    "name", [later(".tasks.log.jsonl.lock"), later(".tasks.yaml.lock"), later(".tasks.yaml.part"), ".tasks.yaml.new"]
)
def test_what_a_crash_of_another_user_leaves_is_in_nobodys_way(name: str, office: Path) -> None:
    """A colleague's leftover is taken over by the next of the group who writes, and goes."""
    assert CLERK.do(office, "record", "1").returncode == 0
    (office / name).touch()
    give(office / name, SECRETARY, OFFICE, 0o660)
    done = CLERK.do(office, "tag", "1", "orange", "-m", "x")
    assert (done.returncode, done.stderr) == (0, b"")
    assert names(office) == NOTHING_ELSE


def test_a_copy_that_cannot_be_read_is_not_passed_over(office: Path) -> None:
    """What may be half a command of somebody else is named, to who reads and to who writes; a hard link is no copy."""
    (office / ".tasks.yaml.new").write_text(LIST, encoding="utf-8")
    give(office / ".tasks.yaml.new", CLERK, OFFICE, 0o600)
    for command in ("check", "record 1"):
        done = SECRETARY.do(office, *command.split())
        assert (done.returncode, b".tasks.yaml.new: you may not read this file" in done.stderr) == (3, True)
    (office / "other").hardlink_to(office / ".tasks.yaml.new")
    assert SECRETARY.do(office, "check").returncode == 0


def test_an_edit_of_somebody_elses_list_is_refused_and_said(office: Path) -> None:
    """An edit would make the list another user's: nothing is changed, status 4."""
    before = (office / "tasks.yaml").read_bytes()
    done = SECRETARY.do(office, "tag", "1", "orange", "-m", "x")
    assert done.returncode == 4
    assert b"an edit replaces the file, and could not keep its owner" in done.stderr
    assert (office / "tasks.yaml").read_bytes() == before
    assert names(office) == {"tasks.yaml"}


def test_a_record_needs_no_more_than_the_log(office: Path) -> None:
    """Who may write the log, and nothing else in the folder, records; so do those who may, at the same time."""
    assert CLERK.do(office, "record", "1").returncode == 0
    give(office, CLERK, OFFICE, 0o755)
    give(office / "tasks.yaml", mode=0o644)
    for user in (SECRETARY, CLERK, SECRETARY):
        done = user.do(office, "record", "2")
        assert done.returncode == 0, done.stderr
    assert events(office) == ["dispatched"] * 4
    assert names(office) == NOTHING_ELSE


def test_a_list_with_an_access_list_gives_it_to_its_log(office: Path) -> None:
    """Who was let in by an access control list may write the log; an edit keeps the list, not that of the folder."""
    for path, rule in ((office, "d:u:33009:rwx"), (office / "tasks.yaml", f"u:{STRANGER.number}:rw")):
        if os.system(f"/usr/bin/setfacl -m {rule} '{path}'"):  # noqa: S605
            pytest.skip("this system has no access control lists")
    entry = os.getxattr(office / "tasks.yaml", "system.posix_acl_access")
    assert CLERK.do(office, "record", "1").returncode == 0
    assert os.getxattr(office / "tasks.log.jsonl", "system.posix_acl_access") == entry
    assert STRANGER.do(office, "record", "1").returncode == 0, "the folder does not let them, and need not"
    assert CLERK.do(office, "tag", "1", "orange", "-m", "x").returncode == 0
    assert os.getxattr(office / "tasks.yaml", "system.posix_acl_access") == entry
    assert names(office) == NOTHING_ELSE
