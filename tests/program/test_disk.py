"""Disks, rights, locks, clocks and pipes at their worst: a documented status, whole files, no traceback."""

from __future__ import annotations

import fcntl
import json
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from accidents import GIVEN, LATER, do, suffer
from desk import Desk
from generated import later
from program import DISPATCH, REGISTER, environment

from dispatch_cli.store import LIMIT as MOST_OF_A_LIST

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = REGISTER.read_bytes()
TAG = ("tag", "1", "orange", "-m", "支委会研判")
RECORD = ("record", "1", "2", "-m", "已电话调度")
LOCK = ".tasks.log.jsonl.lock"
NOTHING_ELSE = {"tasks.yaml", "tasks.log.jsonl"}
LIMIT = 500_000
LONG = "调度" * 3_000
FIRST = 50  # before this call the program has only just begun, and Python itself answers to Ctrl-C
IS_ROOT = os.geteuid() == 0
# Runs the program without the capabilities of root, who may write everything.
POWERLESS = """
import ctypes, os, struct
from dispatch_cli.__main__ import main

if os.geteuid() == 0:
    version = 0x20080522
    assert ctypes.CDLL(None).capset(struct.pack("Ii", version, 0), bytes(24)) == 0
main()
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a real list with a log of one command."""
    return started(tmp_path)


def started(folder: Path) -> Desk:
    """Return a real list with a log of one command, in that folder."""
    made = Desk(folder, LIST)
    made.do("record", "3")
    return made


def check_refused(
    done: subprocess.CompletedProcess[bytes], desk: Desk, before: tuple[bytes, bytes], words: str, code: int = 4
) -> None:
    """Check that a command ended as documented and left nothing behind but these bytes."""
    assert (done.returncode, done.stdout) == (code, b""), done.stderr
    assert words in done.stderr.decode()
    assert done.stderr.startswith(b"error: ") or code == 3
    check_quiet(done, desk)
    assert desk.both == before


def check_done(done: subprocess.CompletedProcess[bytes], desk: Desk, before: tuple[bytes, bytes]) -> None:
    """Check that `TAG` or `RECORD` was done: whole, and in both files."""
    assert done.returncode == 0, done.stderr
    check_quiet(done, desk)
    check_whole(desk, before)
    assert desk.both != before


def check_tags(desk: Desk) -> None:
    """Check that `TAG` is done."""
    before = desk.both
    check_done(do(desk.file.parent, *TAG), desk, before)


def check_quiet(done: subprocess.CompletedProcess[bytes], desk: Desk) -> None:
    """Check that there is no traceback, and no file but the two."""
    assert b"Traceback" not in done.stderr
    assert {path.name for path in desk.file.parent.iterdir()} <= NOTHING_ELSE


def check_whole(desk: Desk, before: tuple[bytes, bytes]) -> None:
    """Check that the files are as they were, or as `TAG` or `RECORD` makes them."""
    plan, log = desk.both
    assert log.startswith(before[1])
    lines = [json.loads(line) for line in log[len(before[1]) :].splitlines()]
    assert [line["event"] for line in lines] in ([], ["tagged"], ["dispatched"] * 2)
    tagged = any(line["event"] == "tagged" for line in lines)
    assert plan == (before[0].replace(b"tag: red", b"tag: orange", 1) if tagged else before[0])
    assert desk.run("check").err == ""
    doubted = re.findall(r"\.jsonl:(\d+):|^(.*\.yaml:)", desk.run("lint").out, re.MULTILINE)
    assert all(not of_the_list and int(line) <= before[1].count(b"\n") for line, of_the_list in doubted)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 64 KB."""
    mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=64k", "none", f"{tmp_path}"]
    if not IS_ROOT or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("it takes root to mount a small disk")
    yield tmp_path
    subprocess.run(["/bin/umount", f"{tmp_path}"], check=True)


def fill(folder: Path) -> Path:
    """Fill a disk to its last block, and return the file that does."""
    filler = folder.parent / folder.name / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"0" * 1024):
                pass
        except OSError:
            return filler
    raise AssertionError


@pytest.mark.parametrize("command", [TAG, later(("record", "1", "-m", LONG))], ids=["tag", "record"])
@pytest.mark.parametrize("log", ["log", later("no log")])
def test_a_full_disk(command: tuple[str, ...], log: str, small_disk: Path) -> None:
    """Where no space is left nothing is changed, and with space the same command works."""
    desk = started(small_disk) if log == "log" else Desk(small_disk, LIST)
    before, filler = desk.both, fill(small_disk)
    done = do(small_disk, *command)
    filler.unlink()
    check_refused(done, desk, before, "the file cannot be written: no space is left")
    assert do(small_disk, *command).returncode == 0


def limited(desk: Desk, *command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command that may not make a file larger than the limit."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    line, given = [*DISPATCH, *command], environment(**GIVEN)
    return subprocess.run(
        line, cwd=desk.file.parent, env=given, preexec_fn=limit, capture_output=True, check=False, timeout=60
    )


@pytest.mark.parametrize("room", [0, later(1), later(100), later(300)])
def test_a_log_that_may_not_grow(room: int, desk: Desk) -> None:
    """What was written of a batch that does not fit is taken away again."""
    entry, size = desk.both[1], LIMIT - room
    name = entry.split(b'"')[3].removesuffix(b"-1")
    more = b"".join(entry.replace(name, b"%012x" % number) for number in range((size - 2 * len(entry)) // len(entry)))
    filled = entry[:-2] + b" " * (size - len(more) - len(entry)) + entry[-2:]
    desk.log.write_bytes(more + filled)
    before = desk.both
    assert len(before[1]) == size
    check_refused(limited(desk, *RECORD), desk, before, "tasks.log.jsonl: the file cannot be written: ")
    check_done(do(desk.file.parent, *RECORD), desk, before)


def test_a_task_file_that_may_not_grow(desk: Desk) -> None:
    """A list of which no copy can be made is not edited, and the log does not say that it was."""
    desk.write(LIST + b"#" * (LIMIT - len(LIST)))
    before = desk.both
    check_refused(limited(desk, *TAG), desk, before, "tasks.yaml: the file cannot be written: ")
    check_tags(desk)


@pytest.mark.endurance
@pytest.mark.parametrize("command", [TAG, RECORD, ("undo",)], ids=["tag", "record", "undo"])
def test_a_disk_that_fails_at_any_step(command: tuple[str, ...], tmp_path: Path) -> None:
    """Whichever call to the system fails, all or nothing is done, the status says which, and the next run tidies up."""
    statuses: list[int] = []
    while statuses[-2:] != [0, 0]:
        desk = started(made(tmp_path / f"{len(statuses)}"))
        if command == ("undo",):
            desk.do(*TAG)
        before = desk.both
        done = suffer(desk.file.parent, "fail", f"any:{len(statuses) + 1}", *command)
        assert b"Traceback" not in done.stderr
        assert (desk.both == before) == (done.returncode == 4)
        statuses.append(done.returncode)
        desk.do("record", "5")
        check_quiet(done, desk)
    assert {*statuses} == {0, 4}


def powerless(desk: Desk, *command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as somebody who may do no more than the modes of the files allow."""
    line, given = [sys.executable, "-c", POWERLESS, *command], environment(**GIVEN)
    return subprocess.run(line, cwd=desk.file.parent, env=given, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("name", "mode", "command", "code", "words"),
    [
        (".", 0o555, TAG, 4, "tasks.yaml: the file cannot be written: you have no right to do that here"),
        later(".", 0o555, RECORD, 0, ""),
        later("tasks.yaml", 0o444, TAG, 4, "tasks.yaml: the file cannot be written: you have no right to do that here"),
        ("tasks.yaml", 0o444, RECORD, 0, ""),
        later("tasks.yaml", 0o000, TAG, 3, "tasks.yaml: you may not read this file"),
        later("tasks.log.jsonl", 0o444, TAG, 4, "tasks.log.jsonl: the file cannot be written: you have no right"),
        ("tasks.log.jsonl", 0o444, RECORD, 4, "tasks.log.jsonl: the file cannot be written: you have no right"),
        later("tasks.log.jsonl", 0o000, RECORD, 3, "tasks.log.jsonl: you may not read this file"),
    ],
)
def test_missing_rights(name: str, mode: int, command: tuple[str, ...], code: int, words: str, desk: Desk) -> None:
    """Who may not write what a command must write is told so; what it need not write may be read-only."""
    before, path = desk.both, desk.file.parent / name
    path.chmod(mode)
    done = powerless(desk, *command)
    path.chmod(0o700)
    if code:
        check_refused(done, desk, before, words, code)
    else:
        check_done(done, desk, before)


def test_a_log_that_may_not_be_created(desk: Desk) -> None:
    """Who may not create the log is told so."""
    desk.log.unlink()
    desk.file.parent.chmod(0o500)
    done = powerless(desk, *RECORD)
    desk.file.parent.chmod(0o700)
    words = "tasks.log.jsonl: the file cannot be written: you have no right to do that here"
    check_refused(done, desk, (LIST, b""), words)
    assert not desk.log.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("folder", "this is a folder"), later("/dev/full", "this is a pipe or a device")]
)
def test_a_log_that_is_none(name: str, words: str, tmp_path: Path) -> None:
    """A folder or a device cannot be the log, and the plan is left alone."""
    desk = Desk(tmp_path, LIST)
    for command in (TAG, RECORD, ("undo",)):
        (tmp_path / "folder").mkdir()
        done = do(tmp_path, *command, "--log", name)
        (tmp_path / "folder").rmdir()
        check_refused(done, desk, (LIST, b""), words, 3)


@pytest.fixture
def locked(desk: Desk) -> Iterator[int]:
    """Hold the lock on the log, as a process that writes; give its descriptor."""
    file = desk.file.parent / LOCK
    with file.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()
    file.unlink(missing_ok=True)


@pytest.mark.parametrize("command", [TAG, later(RECORD), later(("undo",))], ids=["tag", "record", "undo"])
@pytest.mark.parametrize("seconds", ["0", later("1")])
def test_a_lock_that_is_never_released(command: tuple[str, ...], seconds: str, desk: Desk, locked: int) -> None:
    """Who waits in vain for another process is told so, and nothing is changed."""
    before = desk.both
    done = do(desk.file.parent, *command, DISPATCH_WAIT=seconds)
    assert done.returncode == 4
    assert b"error: tasks.log.jsonl: another process holds the lock; nothing was changed\n" in done.stderr
    assert (b"another process is writing" in done.stderr) == (seconds == "1")
    assert desk.both == before
    assert os.fstat(locked).st_nlink == 1, "who does not hold it does not remove it"


@pytest.mark.parametrize("command", [TAG, later(RECORD)], ids=["tag", "record"])
def test_a_lock_that_is_released(command: tuple[str, ...], desk: Desk, locked: int) -> None:
    """Who has to wait says so at once, and goes on when the other is ready."""
    before = desk.both
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    given = environment(**GIVEN, DISPATCH_WAIT="600")
    with subprocess.Popen([*DISPATCH, *command], cwd=desk.file.parent, env=given, **streams) as process:
        notice = process.stderr.readline()  # type: ignore[union-attr]
        assert desk.both == before
        fcntl.flock(locked, fcntl.LOCK_UN)
        out, errors = process.communicate(timeout=60)
    assert notice.startswith(b"tasks.log.jsonl: another process is writing")
    check_done(subprocess.CompletedProcess(process.args, process.returncode, out, errors), desk, before)
    assert errors == b""


def test_somebody_writes_while_a_command_waits(desk: Desk, locked: int) -> None:
    """A command that waited is computed anew from what the other has written."""
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*DISPATCH, *TAG], cwd=desk.file.parent, env=environment(**GIVEN), **streams) as process:
        process.stderr.readline()  # type: ignore[union-attr]
        desk.write(LIST.replace(b"tag: red", b"tag: green", 1))
        fcntl.flock(locked, fcntl.LOCK_UN)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"green \xe2\x86\x92 orange" in out
    assert desk.both[0] == LIST.replace(b"tag: red", b"tag: orange", 1)


def test_a_clock_set_back(desk: Desk) -> None:
    """Entries that were written down later than now, for days to come, are kept and stop nothing."""
    future = desk.both[1].replace(b'"at":"20', b'"at":"21').replace(b'"on":"2026-', b'"on":"2031-')
    desk.log.write_bytes(future)
    for command in (RECORD, TAG, ("undo",)):
        done = do(desk.file.parent, *command)
        assert (done.returncode, done.stderr) == (0, b"")
        check_quiet(done, desk)
    assert desk.both[0] == LIST, "what is taken back is the last command, not what is dated last"
    assert desk.both[1].startswith(future)
    assert "if a clock was wrong, correct its `on` and `at`" in desk.run("lint").out


def test_a_log_larger_than_any_list(desk: Desk) -> None:
    """What is the most for a list is none for a log: it is read, and written to."""
    desk.log.write_bytes(desk.both[1] + b" " * MOST_OF_A_LIST + b"\n")
    size = desk.log.stat().st_size
    assert do(desk.file.parent, *RECORD).returncode == 0
    assert do(desk.file.parent, "undo").returncode == 0
    assert (desk.both[0], desk.log.stat().st_size > size) == (LIST, True)


NEWER = """\
{"id":"n1","at":"2026-11-20T09:00:00+08:00","batch":"n1","event":"praised","item":"1","on":"2026-11-20","stars":5}
 {"event" : "dispatched","item":"1","on":"2026-11-20","id":"n2","at":"","batch":"n2","mood":{"b":[1e400,"\\ud800"]}}
{"id":"n3-1","at":"2026-11-20T09:00:00+08:00","batch":"n3","event":"moved","where":["甲","乙"],"of":2}
{"id":"n3-2","at":"2026-11-20T09:00:00+08:00","batch":"n3","event":"moved","item":7,"on":"soon","of":2}
""".encode()


def test_a_log_of_a_newer_version(desk: Desk) -> None:
    """Events and keys of a later version survive byte for byte; a command of it is not taken back by this one."""
    desk.log.write_bytes(NEWER)
    check_done(do(desk.file.parent, *RECORD), desk, (LIST, NEWER))
    assert do(desk.file.parent, "undo").returncode == 0
    before = desk.both
    assert before[1].startswith(NEWER)
    check_refused(do(desk.file.parent, "undo"), desk, before, "wrote `moved`, which this version does not know")
    check_tags(desk)


@pytest.mark.endurance
def test_somebody_else_saves_the_list_meanwhile(tmp_path: Path) -> None:
    """What somebody else saves while a command is at work is not lost: it was refused, or it was done before."""
    calls = steps_of(started(made(tmp_path / "calls")))
    for number in range(1, len(calls) + 1):
        desk = started(made(tmp_path / f"{number}"))
        before = desk.both
        if not calls[number - 1].startswith("replace"):  # there is no moment between looking and replacing
            done = suffer(desk.file.parent, "edit", f"any:{number}", *TAG)
            if number > calls.index("replace .tasks.yaml.new") or number <= calls.index("unlink .tasks.yaml.part"):
                assert (done.returncode, desk.both[0]) == (0, before[0].replace(b"tag: red", b"tag: orange", 1) + LATER)
            else:
                words = "tasks.yaml: the file was changed by somebody else just now"
                check_refused(done, desk, (LIST + LATER, before[1]), words)
            check_quiet(done, desk)


def steps_of(desk: Desk) -> list[str]:
    """Return which of the watched functions `TAG` calls for which file."""
    return suffer(desk.file.parent, "tell", "any:*", *TAG).stderr.decode().splitlines()


def made(folder: Path) -> Path:
    """Return a new folder."""
    folder.mkdir()
    return folder


def test_links_are_kept(tmp_path: Path) -> None:
    """A list and a log that are links stay links; the files that they lead to are written."""
    for name in ("lists", "logs", "desk"):
        (tmp_path / name).mkdir()
    folder = tmp_path / "desk"
    (tmp_path / "lists" / "real.yaml").write_bytes(LIST)
    (tmp_path / "logs" / "real.jsonl").touch()
    (folder / "tasks.yaml").symlink_to("../lists/real.yaml")
    (tmp_path / "lists" / "real.log.jsonl").symlink_to("../logs/real.jsonl")
    links = [folder / "tasks.yaml", tmp_path / "lists" / "real.log.jsonl"]
    before = [path.readlink() for path in links]
    assert do(folder, *TAG).returncode == 0
    assert [path.readlink() for path in links] == before
    assert [path.name for path in folder.iterdir()] == ["tasks.yaml"]
    assert {path.name for path in (tmp_path / "lists").iterdir()} == {"real.yaml", "real.log.jsonl"}
    assert (tmp_path / "lists" / "real.yaml").read_bytes() == LIST.replace(b"tag: red", b"tag: orange", 1)
    assert (tmp_path / "logs" / "real.jsonl").read_bytes().count(b"tagged") == 1


@pytest.mark.parametrize("mode", [0o600, later(0o644), later(0o664), later(0o640)])
def test_the_mode_is_kept(mode: int, desk: Desk) -> None:
    """An edit changes neither who may read the list nor who may write it."""
    desk.file.chmod(mode)
    check_tags(desk)
    assert desk.file.stat().st_mode & 0o7777 == mode


@pytest.mark.endurance
def test_nobody_else_reads_the_copy(tmp_path: Path) -> None:
    """The copy of a private list is private from its first byte, also where a crash leaves it."""
    modes = []
    for number in range(1, len(steps_of(started(made(tmp_path / "calls")))) + 1):
        desk = started(made(tmp_path / f"{number}"))
        desk.file.chmod(0o600)
        suffer(desk.file.parent, "die", f"any:{number}", *TAG)
        modes += [path.stat().st_mode & 0o777 for path in desk.file.parent.glob(".*")]
    assert {*modes} == {0o600}


@pytest.mark.skipif(not IS_ROOT, reason="only root may give files away")
def test_the_owner_is_kept(desk: Desk) -> None:
    """An edit by root does not make the list root's."""
    os.chown(desk.file, 12345, 23456)
    check_tags(desk)
    assert (desk.file.stat().st_uid, desk.file.stat().st_gid) == (12345, 23456)


def test_extended_attributes_are_kept(desk: Desk) -> None:
    """What somebody has attached to the list stays attached."""
    try:
        os.setxattr(desk.file, "user.note", "内部".encode())
    except (AttributeError, OSError):
        pytest.skip("this system has no extended attributes")
    check_tags(desk)
    assert os.getxattr(desk.file, "user.note") == "内部".encode()


@pytest.mark.endurance
def test_an_interrupt_while_both_files_are_written(tmp_path: Path) -> None:
    """Once a command writes, Ctrl-C does not come between the log and the list."""
    calls = steps_of(Desk(made(tmp_path / "calls"), LIST))
    begin = calls.index("unlink .tasks.yaml.part")
    for number in range(begin + 1, len(calls)):
        desk = Desk(made(tmp_path / f"{number}"), LIST)
        check_done(suffer(desk.file.parent, "interrupt", f"any:{number}", *TAG), desk, (LIST, b""))


@pytest.mark.endurance
@pytest.mark.parametrize("seed", range(30))
def test_an_interrupt_at_any_moment(seed: int, steps: int, desk: Desk) -> None:
    """After Ctrl-C the status is 130 or 0, and both files are changed or neither."""
    before = desk.both
    moment = Random(seed).randint(FIRST, steps)  # noqa: S311 it guards no secret
    done = suffer(desk.file.parent, "interrupt", f"step:{moment}", *TAG)
    assert done.returncode in {0, 130}, done.stderr
    assert done.stderr == b""
    check_quiet(done, desk)
    check_whole(desk, before)
    if done.returncode == 0:
        check_done(done, desk, before)


@pytest.fixture(scope="session")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return how many functions a command calls."""
    desk = started(tmp_path_factory.mktemp("steps"))
    return int(suffer(desk.file.parent, "tell", "step:0", *TAG).stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", [TAG, later(RECORD)], ids=["tag", "record"])
@pytest.mark.parametrize(
    ("streams", "code", "words"),
    [
        (">/dev/full", 0, "no space is left"),
        later(">&-", 0, "it is closed"),
        later("2>&-", 0, ""),
        later(">&- 2>&-", 0, ""),
        later(">/dev/full 2>/dev/full", 0, ""),
        ("<&- >&- 2>&-", 0, ""),
    ],
)
def test_nobody_can_be_told(command: tuple[str, ...], streams: str, code: int, words: str, desk: Desk) -> None:
    """What was done is done and the status says so, even where the output goes nowhere."""
    before = desk.both
    script = f'exec "$@" {streams}'
    line = ["/bin/sh", "-c", script, "sh", *DISPATCH, *command]
    done = subprocess.run(
        line, cwd=desk.file.parent, env=environment(**GIVEN), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == code
    assert words in done.stderr.decode()
    assert bool(done.stderr) == bool(words)
    check_done(done, desk, before)


@pytest.mark.parametrize("command", [TAG, RECORD], ids=["tag", "record"])
def test_a_reader_that_is_gone(command: tuple[str, ...], desk: Desk) -> None:
    """Where nobody reads what was done, it is done, and the status is 141."""
    before = desk.both
    read, write_end = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*DISPATCH, *command],
        cwd=desk.file.parent,
        env=environment(**GIVEN),
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (141, b"")
    check_whole(desk, before)
    assert desk.both != before
