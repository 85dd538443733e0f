"""Network shares: locks as NFS and SMB have them do, and where nobody keeps locks that is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import faults
import pytest
from accidents import do

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="not installed: gcc")

LIST = """\
people: {甲: a@example.com}
remind: {mail: {from: d@example.com, to: 甲}}
tasks:
  - {id: 1, title: 一号, tag: red, owner: 甲, start: 2026-06-01, last: 2026-11-09}
"""
NEEDS_A_LOCK = [
    ("record", "1"),
    ("tag", "1", "orange", "-m", "研判"),
    ("remind", "--send", "--command", "true"),
    ("undo",),
]
NEEDS_NONE = [("list",), ("list", "-o", "a.csv"), ("init", "-f", "a.yaml"), ("import", "ledger.csv", "-o", "b.yaml")]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library with the locks of network shares."""
    return faults.build(tmp_path_factory.mktemp("library"), Path(faults.__file__).with_name("shares.c"))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a folder with a list and a log of one command."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "tasks.yaml").write_text(LIST, encoding="utf-8")
    (folder / "ledger.csv").write_text("序号,事项,紧急程度,上次调度\n1,甲,红,2026-01-01\n", encoding="utf-8")
    assert do(folder, "record", "1", "--on", "2026-11-10").returncode == 0
    return folder


@pytest.mark.parametrize("share", ["nfs", "smb"])
def test_a_share_with_locks(share: str, office: Path, library: Path) -> None:
    """All commands work there, one after the other, and leave nothing behind."""
    for command in (*NEEDS_A_LOCK, *NEEDS_NONE):
        done = do(office, *command, SHARE=share, LD_PRELOAD=f"{library}", DISPATCH_WAIT="1")
        assert (done.returncode, done.stderr) == (0, b""), command
    assert [path.name for path in office.iterdir() if path.name[0] == "."] == []


@pytest.mark.parametrize("command", NEEDS_A_LOCK)
def test_a_share_without_locks(command: tuple[str, ...], office: Path, library: Path) -> None:
    """What needs a lock says that there are none, and what to do; nothing is changed."""
    before = {path.name: path.read_bytes() for path in office.iterdir()}
    done = do(office, *command, SHARE="none", LD_PRELOAD=f"{library}")
    assert (done.returncode, done.stdout) == (4, b"")
    message, remedy = done.stderr.decode().splitlines()
    assert "nothing can be locked in this folder: no service for locks is running" in message
    assert "keep the list and its log on a disk of this machine; nothing was changed" in remedy
    assert {path.name: path.read_bytes() for path in office.iterdir()} == before


@pytest.mark.parametrize("command", NEEDS_NONE)
def test_what_needs_no_lock(command: tuple[str, ...], office: Path, library: Path) -> None:
    """Reading, and writing a file that no log goes with, works without locks."""
    done = do(office, *command, SHARE="none", LD_PRELOAD=f"{library}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [path.name for path in office.iterdir() if path.name[0] == "."] == []
