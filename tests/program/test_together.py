"""Many processes at once on the same two files: each command happens as if it were alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from signal import SIGCONT
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from accidents import GIVEN, command_line, do, suffer
from desk import Desk
from generated import later
from program import DISPATCH, environment

from dispatch_cli.log.file import read_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Command = Sequence[str]

ITEMS = 12
LIST = "tasks:\n" + "".join(
    f"  - {{id: {number}, title: 某新能源项目落地, tag: red, start: 2026-06-01}}\n" for number in range(1, ITEMS + 1)
)
IN_A_ROW = 50
WRITERS = 64
TAGS = ("orange", "green", "red")
# Runs the commands that it is given, and writes the status behind what each writes. A lock ends with its
# process, which here is the same for all commands: so what a command has opened is closed behind it.
WORKER = """
import json, os, sys
from dispatch_cli.__main__ import main

commands = json.load(sys.stdin)
free = os.dup(0)
for command in commands:
    sys.argv[1:] = command
    try:
        main()
    except SystemExit as ended:
        print(f"= {int(ended.code or 0)}", flush=True)
    os.closerange(free, free + 64)
"""


class Worked(NamedTuple):
    """What became of the commands of one worker: each one's status and output, and what all wrote on stderr."""

    statuses: list[int]
    outputs: list[str]
    errors: str


def at_once(desk: Desk, work: Sequence[Sequence[Command]]) -> list[Worked]:
    """Let workers begin at the same moment, each with commands of its own, and return what became of them."""
    folder = desk.file.parent / "workers"
    folder.mkdir()
    workers = [start_worker(desk, folder / f"{number}") for number in range(len(work))]
    for worker, commands in zip(workers, work, strict=True):
        assert worker.stdin
        worker.stdin.write(json.dumps(commands).encode())
        worker.stdin.close()
    assert [worker.wait(600) for worker in workers] == [0] * len(workers)
    return [what_became(folder / f"{number}") for number in range(len(work))]


def start_worker(desk: Desk, path: Path) -> subprocess.Popen[bytes]:
    """Start a worker that waits for its commands."""
    given = environment(**GIVEN, DISPATCH_WAIT="600")
    with path.with_suffix(".out").open("wb") as out, path.with_suffix(".err").open("wb") as err:
        line = [sys.executable, "-c", WORKER]
        return subprocess.Popen(line, cwd=desk.file.parent, env=given, stdin=subprocess.PIPE, stdout=out, stderr=err)


def what_became(path: Path) -> Worked:
    """Read what a worker wrote."""
    statuses, outputs, lines = [], [], list[str]()
    for line in path.with_suffix(".out").read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("= "):
            statuses.append(int(line[2:]))
            outputs.append("".join(lines))
            lines.clear()
        else:
            lines.append(line)
    return Worked(statuses, outputs, path.with_suffix(".err").read_text(encoding="utf-8"))


def records(writer: int) -> list[Command]:
    """Return the commands of one who records."""
    return [("record", f"{writer % ITEMS + 1}", "-m", f"{writer} 第{number}次") for number in range(IN_A_ROW)]


@pytest.mark.endurance
def test_none_of_many_records_is_lost(tmp_path: Path) -> None:
    """3,200 records by 64 processes are 3,200 whole lines, each writer's in order; a reader meanwhile sees no fault."""
    desk = Desk(tmp_path, LIST)
    reading = [("check", "--format", "json")] * 100
    *written, read = at_once(desk, [*map(records, range(WRITERS)), reading])
    assert {status for worked in written for status in worked.statuses} == {0}
    check_reading(read, 100)
    lines = desk.both[1].split(b"\n")
    assert lines.pop() == b""
    notes = [json.loads(line)["note"] for line in lines]
    assert len(notes) == WRITERS * IN_A_ROW == 3200
    for writer in range(WRITERS):
        assert [note for note in notes if note.startswith(f"{writer} ")] == [each[-1] for each in records(writer)]
    assert len({json.loads(line)["id"] for line in lines}) == 3200
    assert desk.run("lint").out == ""


def check_reading(read: Worked, times: int) -> None:
    """Check that every reading succeeded and found nothing wrong; on a busy machine some may have had to wait."""
    assert [line for line in read.errors.splitlines() if "waiting at most" not in line] == []
    assert read.statuses == [0] * times
    for output in read.outputs:
        assert json.loads(output)["counts"]["overdue"] <= ITEMS


@pytest.mark.endurance
def test_edits_beside_records(tmp_path: Path) -> None:
    """Changes of tags, their undoing and records at once leave a plan and a log that agree with each other."""
    desk = Desk(tmp_path, LIST)
    tagging = [[("tag", f"{item}", tag, "-m", "支委会研判") for tag in TAGS * 4] for item in range(1, 7)]
    recording = [[("record", f"{item}", f"{item + 6}")] * 12 for item in range(1, 7)]
    undoing: list[list[Command]] = [[("undo",)] * 8] * 4
    *written, read, also = at_once(desk, [*tagging, *recording, *undoing, *[[("check", "--format", "json")] * 40] * 2])
    check_reading(read, 40)
    check_reading(also, 40)
    assert {status for worked in written for status in worked.statuses} <= {0, 2}, "2: there was nothing to change"
    assert {status for worked in written[6:12] for status in worked.statuses} == {0}
    assert "half done" not in "".join(worked.errors for worked in written)
    check_batches(desk, sum(worked.statuses.count(0) for worked in written))
    assert tags_by_the_log(desk) == tags_of(desk)
    assert (desk.run("check").err, desk.run("lint").out) == ("", "")


def check_batches(desk: Desk, commands: int) -> None:
    """Check that each command that succeeded wrote its entries, once and in one piece."""
    entries = read_log("", desk.both[1]).entries
    pieces = [entry.id.rpartition("-") for entry in entries]
    assert len({command for command, _, _ in pieces}) == commands
    sizes = {command: entry.size for (command, _, _), entry in zip(pieces, entries, strict=True)}
    assert [number for _, _, number in pieces] == [
        f"{number}" for size in sizes.values() for number in range(1, size + 1)
    ]


def tags_of(desk: Desk) -> dict[str, str]:
    """Return the tag of each item by the task file."""
    items = json.loads(desk.run("list", "--closed", "--format", "json").out)["items"]
    return {item["id"]: item["tag"] for item in items}


def tags_by_the_log(desk: Desk) -> dict[str, str]:
    """Return the tag that each item had at first, changed by what the log says and nobody has taken back."""
    before = desk.file.parent / "before"
    before.mkdir()
    tags = tags_of(Desk(before, LIST))
    changes = [entry for entry in desk.entries if entry.event == "tagged"]
    return tags | {entry.item or "": entry.new or "" for entry in changes}


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[tuple[Desk, subprocess.Popen[bytes]]]:
    """Return files on which a change of tag has reached the log and not yet the plan, and the process that makes it."""
    desk = Desk(tmp_path, LIST)
    line = command_line("stop", "replace:2", "tag", "1", "orange", "-m", "支委会研判")
    with subprocess.Popen(line, cwd=tmp_path, env=environment(**GIVEN), stdout=subprocess.DEVNULL) as writer:
        try:
            found = os.waitid(os.P_PID, writer.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            assert found
            assert found.si_code == os.CLD_STOPPED
            yield desk, writer
        finally:
            writer.kill()


@pytest.mark.parametrize(
    "command", [("record", "2"), later(("undo",)), later(("tag", "1", "green", "-m", "支委会研判"))]
)
def test_who_writes_waits_for_another(command: Command, stopped: tuple[Desk, subprocess.Popen[bytes]]) -> None:
    """A command that meets another in the middle of its writing says that it waits, and then does its work."""
    desk, writer = stopped
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen([*DISPATCH, *command], cwd=desk.file.parent, env=environment(**GIVEN), **streams) as waiting:
        assert waiting.stderr
        assert b"another process is writing" in waiting.stderr.readline()
        writer.send_signal(SIGCONT)
        assert waiting.communicate(timeout=60)[1] == b""
    assert (writer.wait(60), waiting.returncode) == (0, 0)
    events = [entry.event for entry in read_log("", desk.both[1]).entries]
    assert events == ["tagged", {"record": "dispatched", "undo": "undone", "tag": "tagged"}[command[0]]]
    assert (desk.run("check").err, desk.run("lint").out) == ("", "")


@pytest.mark.parametrize("command", [("check",), later(("list",)), later(("show", "1")), later(("explain", "1"))])
def test_who_reads_waits_for_a_writer(command: Command, stopped: tuple[Desk, subprocess.Popen[bytes]]) -> None:
    """What looks half done is looked at again when the writer is ready, and then it is not."""
    desk, writer = stopped
    read = suffer(desk.file.parent, "wake", "sleep:1", *command, STOPPED=f"{writer.pid}")
    assert (read.returncode, read.stderr) == (0, b"")
    assert read.stdout == do(desk.file.parent, *command).stdout
    assert writer.wait(60) == 0


def test_what_looks_half_done_for_too_long_is_told(stopped: tuple[Desk, subprocess.Popen[bytes]]) -> None:
    """A reader waits no longer than it is told to, and then shows what it finds, and what is wrong."""
    desk, _ = stopped
    read = do(desk.file.parent, "check", DISPATCH_WAIT="0")
    assert read.returncode == 0
    assert b"half done" in read.stderr
