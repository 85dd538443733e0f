"""Whose command is run: that of a list which nobody can have written but who runs it, and root."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from reading import sentence

from dispatch_cli.messages import say
from dispatch_cli.store import doubt, read_and_look
from dispatch_cli.store.trust import Writable

ME, OTHER, ROOT = 1000, 1001, 0
FILE, FOLDER, STICKY = stat.S_IFREG, stat.S_IFDIR, stat.S_IFDIR | stat.S_ISVTX

TRUSTED = [
    (ME, FILE | 0o644, ME, FOLDER | 0o755, "mine in a folder of mine"),
    (ME, FILE | 0o600, ME, FOLDER | 0o700, "nobody else can even read it"),
    (ROOT, FILE | 0o644, ROOT, FOLDER | 0o755, "laid there by root for me"),
    (ROOT, FILE | 0o640, ME, FOLDER | 0o750, "root's in a folder of mine"),
    (ME, FILE | 0o444, ROOT, FOLDER | 0o555, "nobody may write at all"),
    (ME, FILE | 0o644, ROOT, STICKY | 0o777, "in /tmp others cannot lay another in its place"),
    (ME, FILE | 0o644, ME, STICKY | 0o775, "so too where only the group writes"),
]
DOUBTED = [
    (OTHER, FILE | 0o644, ME, FOLDER | 0o755, "list.yaml belongs to the user 1001", "somebody else's file"),
    (
        OTHER,
        FILE | 0o644,
        ROOT,
        STICKY | 0o777,
        "list.yaml belongs to the user 1001",
        "laid into /tmp",
    ),
    (ME, FILE | 0o664, ME, FOLDER | 0o755, "others than its owner may write to list.yaml", "the group writes it"),
    (ME, FILE | 0o646, ME, FOLDER | 0o755, "others than its owner may write to list.yaml", "everybody writes it"),
    (ME, FILE | 0o620, ME, FOLDER | 0o755, "others than its owner may write to list.yaml", "unread, but written"),
    (ME, FILE | stat.S_ISVTX | 0o646, ME, FOLDER | 0o755, "others than its owner may write to list.yaml", "no folder"),
    (ME, FILE | 0o644, ME, FOLDER | 0o775, "others than its owner may write to folder", "the group can lay another"),
    (ME, FILE | 0o644, ME, FOLDER | 0o757, "others than its owner may write to folder", "everybody can"),
    (ME, FILE | 0o644, OTHER, FOLDER | 0o755, "folder belongs to the user 1001", "the owner of the folder can"),
    (
        ME,
        FILE | 0o644,
        OTHER,
        STICKY | 0o777,
        "folder belongs to the user 1001",
        "it is theirs to empty",
    ),
    (OTHER, FILE | 0o664, OTHER, FOLDER | 0o777, "list.yaml belongs to the user 1001", "the first reason is enough"),
]


@pytest.mark.parametrize(("owner", "mode", "owner_of_folder", "mode_of_folder", "reason"), TRUSTED)
def test_nobody_else_can_have_written(
    owner: int, mode: int, owner_of_folder: int, mode_of_folder: int, reason: str
) -> None:
    """A list that only its reader and root may write, and lay there, is not doubted."""
    writable = (Writable("list.yaml", owner, mode), Writable("folder", owner_of_folder, mode_of_folder))
    assert doubt(writable, ME) is None, reason


@pytest.mark.parametrize(("owner", "mode", "owner_of_folder", "mode_of_folder", "why", "reason"), DOUBTED)
def test_somebody_else_may_have_written(
    owner: int, mode: int, owner_of_folder: int, mode_of_folder: int, why: str, reason: str
) -> None:
    """A list that somebody else may write, or replace, is doubted, and it is said who or where."""
    writable = (Writable("list.yaml", owner, mode), Writable("folder", owner_of_folder, mode_of_folder))
    found = doubt(writable, ME)
    assert found, reason
    assert sentence(found.why) == why, reason


def test_what_to_do_about_a_mode_works_word_for_word(tmp_path: Path) -> None:
    """The remedy is a command that a shell runs, whatever the name of the list is."""
    path = tmp_path / "our 'list'.yaml"
    path.write_text("tasks: []\n")
    path.chmod(0o666)
    tmp_path.chmod(0o755)
    found = doubt(read_and_look(f"{path}", say("absent"))[1])
    assert found
    command = sentence(found.remedy).split("`")[1]
    assert os.system(command) == 0  # noqa: S605 it is what the program says to run
    assert doubt(read_and_look(f"{path}", say("absent"))[1]) is None


def test_facts_are_those_of_the_file_behind_a_link(tmp_path: Path) -> None:
    """Who may write is asked of the file that was read and of its folder, not of a link that leads there."""
    (tmp_path / "shared").mkdir()
    real, link = tmp_path / "list.yaml", tmp_path / "shared" / "link.yaml"
    real.write_text("tasks: []\n")
    real.chmod(0o640)
    link.symlink_to("../list.yaml")
    (tmp_path / "shared").chmod(0o777)
    data, (file, folder) = read_and_look(f"{link}", say("absent"))
    assert data == b"tasks: []\n"
    assert (stat.S_IMODE(file.mode), Path(folder.path).resolve()) == (0o640, tmp_path.resolve())
