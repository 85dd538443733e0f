"""Whichever call to the system fails: a command is done, or not, and says which; the next run tidies up.

A library loaded before the program counts the calls that touch the folder, and lets one fail, or all from it on, or
kills the program in it. Every command that writes is tried.
"""

from __future__ import annotations

import errno
import re
import shutil
from collections import Counter
from itertools import product
from random import Random
from signal import SIGKILL
from typing import TYPE_CHECKING, NamedTuple

import pytest
from faults import DIE, HALF, Ended, Fault, Faults, build, faults
from generated import later

from dispatch_cli.log.file import read_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="not installed: gcc")

DAY = {"DISPATCH_TODAY": "2026-11-22", "DISPATCH_BY": "招商一科", "DISPATCH_LANG": "en", "DISPATCH_WAIT": "0"}
LIST = """\
people: {甲: a@example.com, 乙: b@example.com}
remind: {mail: {from: d@example.com, to: 甲}}
tasks:
  - {id: 1, title: 一号, tag: red, owner: 甲, start: 2026-06-01, last: 2026-11-09}
  - {id: 2, title: 二号, tag: red, owner: 乙, start: 2026-06-01, last: 2026-11-15}
  - {id: 3, title: 三号, tag: green, start: 2026-06-01, last: 2026-11-20}
  - {id: 4, title: 四号, tag: green, start: 2026-06-01, closed: 2026-11-01}
"""
LEDGER = "序号,事项,紧急程度,责任人,上次调度\n" + "".join(f"{n},事项{n},红,甲,2026-01-01\n" for n in range(1, 400))
RECORD, TAG = ("record", "3"), ("tag", "1", "orange", "-m", "研判")
INIT, IMPORT = ("init", "-f", "new.yaml"), ("import", "ledger.csv", "-o", "new.yaml")
OUTPUT, AGAIN = ("list", "-o", "new.csv"), ("check", "-o", "old.csv")
# What fails, and whether it fails from then on: a broken disk, a full one, one without rights, a share that is gone.
KINDS = [
    *((number, False) for number in (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EINTR, errno.ESTALE)),
    *((number, True) for number in (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EPERM)),
    (DIE, False),
    (HALF, False),
]
FEW, MANY = 7, 150


class Scene(NamedTuple):
    """A command that writes, what is done before, and whether the last of that was cut off before the list changed."""

    command: tuple[str, ...]
    earlier: tuple[tuple[str, ...], ...] = (RECORD,)
    is_half_done: bool = False
    next: tuple[str, ...] = ("record", "2")


SCENES = {
    "record": Scene(("record", "1", "2")),
    "record, the first": Scene(("record", "1", "2"), earlier=()),
    "tag": Scene(TAG),
    "tag, the first": Scene(TAG, earlier=()),
    "add": Scene(("add", "五号", "--tag", "red")),
    "assign": Scene(("assign", "1", "--owner", "乙", "--team", "专班")),
    "close": Scene(("close", "3", "-m", "办结")),
    "reopen": Scene(("reopen", "4")),
    "postpone": Scene(("postpone", "3", "--to", "2026-12-30", "-m", "等待")),
    "undo": Scene(("undo",), earlier=(RECORD, TAG)),
    "undo a record": Scene(("undo",)),
    "finish": Scene(TAG, earlier=(RECORD, TAG), is_half_done=True),
    "undo what is half done": Scene(("undo",), earlier=(RECORD, TAG), is_half_done=True),
    "init": Scene(INIT, earlier=(), next=INIT),
    "import": Scene(IMPORT, earlier=(), next=IMPORT),
    "output": Scene(OUTPUT, next=OUTPUT),
    "output again": Scene(AGAIN, next=AGAIN),
}


class Meaning(NamedTuple):
    """What a folder says: the bytes of its files, and the events of its log without their names and times."""

    files: frozenset[tuple[str, bytes]]
    events: tuple[tuple[object, ...], ...]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the files that people see."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}


def meaning_of(folder: Path) -> Meaning:
    """Return what a folder says."""
    files = bytes_of(folder)
    log = read_log("", files.pop("tasks.log.jsonl", b"")).entries
    return Meaning(
        frozenset(files.items()), tuple((entry.event, entry.item, entry.on, entry.old, entry.new) for entry in log)
    )


class Stage(NamedTuple):
    """A scene that can be played again and again, and what its folder says before and after it."""

    scene: Scene
    folder: Path
    process: Faults
    before: Meaning
    after: Meaning
    calls: int

    def enter(self) -> Path:
        """Return a fresh folder, as it is before the command."""
        played = self.folder.with_name("played")
        shutil.rmtree(played, ignore_errors=True)
        return shutil.copytree(self.folder, played)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library that lets calls fail."""
    return build(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def process(library: Path) -> Iterator[Faults]:
    """Return a process that runs commands with faults, each in a child of its own."""
    with faults(library) as running:
        yield running


def staged(scene: Scene, folder: Path, process: Faults) -> Stage:
    """Prepare a scene."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    for name, text in {"tasks.yaml": LIST, "ledger.csv": LEDGER, "old.csv": "old"}.items():
        (before / name).write_text(text, encoding="utf-8")
    for command in scene.earlier:
        assert process.run(before, command, environment=DAY).status == 0
    if scene.is_half_done:
        (before / "tasks.yaml").rename(before / ".tasks.yaml.new")
        (before / "tasks.yaml").write_text(LIST, encoding="utf-8")
    shutil.copytree(before, after)
    done = process.run(after, scene.command, environment=DAY)
    assert done.status == 0, done
    return Stage(scene, before, process, meaning_of(before), meaning_of(after), done.calls)


def faults_of(calls: int, seed: str, most: int) -> list[Fault]:
    """Return some of all the faults that there can be."""
    every = [Fault(number, what, lasting) for number, (what, lasting) in product(range(1, calls + 1), KINDS)]
    return Random(seed).sample(every, min(most, len(every)))  # noqa: S311 it guards no secret


@pytest.mark.parametrize("name", [name if place % 4 == 0 else later(name) for place, name in enumerate(SCENES)])
def test_some_faults(name: str, process: Faults, tmp_path: Path) -> None:
    """Some faults of each command, for who waits."""
    check_faults(name, FEW, process, tmp_path)


@pytest.mark.endurance
@pytest.mark.parametrize("name", SCENES)
def test_many_faults(name: str, process: Faults, tmp_path: Path) -> None:
    """Many faults of each command; together more than two thousand."""
    assert MANY * len(SCENES) > 2000
    check_faults(name, MANY, process, tmp_path)


def check_faults(name: str, most: int, process: Faults, folder: Path) -> None:
    """Play a scene with that many faults."""
    stage = staged(SCENES[name], folder, process)
    assert stage.calls > 20, "else the library does not see them"
    for fault in faults_of(stage.calls, name, most):
        played = stage.enter()
        ended = process.run(played, stage.scene.command, fault, environment=DAY)
        try:
            check_told(stage, played, ended)
            check_settled(stage, played)
        except AssertionError as error:
            message = f"{name}: {fault}: {ended}"
            raise AssertionError(message) from error


def check_told(stage: Stage, folder: Path, ended: Ended) -> None:
    """Check that the status says what has happened."""
    assert "Traceback" not in ended.said
    assert ended.status in {0, 3, 4, -SIGKILL}
    is_unchanged = bytes_of(folder) == bytes_of(stage.folder)
    if ended.status == 0:
        assert meaning_of(folder) == stage.after
    elif ended.status == 4:
        assert is_unchanged
    elif ended.status == 3:
        assert is_unchanged or "half done" in ended.said or "cannot be taken away" in ended.said


def check_settled(stage: Stage, folder: Path) -> None:
    """Check that all, nothing, or what is known to be half done has happened; that one goes on, and nothing is left."""
    found = meaning_of(folder)
    if found != stage.after:
        is_half = stage.before.events == stage.after.events and stage.before.files < found.files
        assert found in {stage.before, Meaning(stage.before.files, stage.after.events)} or is_half
        again = stage.process.run(folder, stage.scene.command, environment=DAY)
        assert again.status == 0, again
        assert meaning_of(folder) == stage.after
    stage.process.run(folder, stage.scene.next, environment=DAY)
    assert [path.name for path in folder.iterdir() if path.name[0] == "."] == []
    assert stage.process.run(folder, ("lint",), environment=DAY).status == 0


MAILER = """\
#!/bin/sh
mkdir -p ../box
cat > "../box/.$$" && mv "../box/.$$" "../box/$$"
"""
SEND = ("remind", "--send", "--command", "./mailer")


def arrived(box: Path) -> Counter[str]:
    """Return how often each address has got a letter."""
    letters = [path.read_bytes() for path in box.iterdir() if path.name[0] != "."] if box.exists() else []
    return Counter(found[0].decode() for letter in letters if (found := re.findall(rb"[ab]@example.com", letter)))


def told(folder: Path) -> set[str]:
    """Return of which addresses the log says that they were told."""
    log = folder / "tasks.log.jsonl"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return {address for line in lines if '"reminded"' in line for address in re.findall("[ab]@example.com", line)}


def check_sending(most: int, process: Faults, folder: Path) -> None:
    """Let reminders be sent with that many faults, each of which a clean run follows."""
    (folder / "office").mkdir()
    (folder / "office" / "tasks.yaml").write_text(LIST, encoding="utf-8")
    (folder / "office" / "mailer").write_text(MAILER, encoding="utf-8")
    (folder / "office" / "mailer").chmod(0o755)
    shutil.copytree(folder / "office", folder / "count")
    calls = process.run(folder / "count", SEND, environment=DAY).calls
    for number, fault in enumerate(faults_of(calls, "send", most)):
        office = shutil.copytree(folder / "office", folder / f"{number}" / "office")
        ended = process.run(office, SEND, fault, DAY)
        box, remembered = arrived(office.parent / "box"), told(office)
        assert "Traceback" not in ended.said, (fault, ended)
        assert ended.status in {0, 3, 4, 5, -SIGKILL}, (fault, ended)
        if ended.status == 4:
            assert bytes_of(office) == bytes_of(folder / "office"), (fault, ended)
            assert not box, (fault, ended)
        if ended.status == 0:
            assert remembered == {*box} == {"a@example.com", "b@example.com"}, (fault, ended)
        assert remembered <= {*box}, (fault, ended)
        for address in {*box} - remembered:
            assert ended.status == -SIGKILL or f"<{address}>, but not remembered" in ended.said, (fault, ended)
        again = process.run(office, SEND, environment=DAY)
        assert again.status == 0, (fault, ended, again)
        assert told(office) == {"a@example.com", "b@example.com"}
        assert arrived(office.parent / "box") <= box + Counter({"a@example.com", "b@example.com"} - remembered)
        assert [path.name for path in office.iterdir() if path.name[0] == "."] == []


def test_some_faults_while_reminders_are_sent(process: Faults, tmp_path: Path) -> None:
    """Whatever fails, what was sent is remembered or told, and what was not sent is sent by the next run."""
    check_sending(FEW, process, tmp_path)


@pytest.mark.endurance
def test_many_faults_while_reminders_are_sent(process: Faults, tmp_path: Path) -> None:
    """So it is with many faults."""
    check_sending(MANY, process, tmp_path)
