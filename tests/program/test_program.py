"""The program from outside: exit statuses, pipes, odd environments, files that are none."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import program
import pytest
from desk import run
from generated import later
from program import DAY, DISPATCH, REGISTER, ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

ESCAPE = b"\x1b"
TITLES = re.findall(r"title: (.*)", REGISTER.read_text(encoding="utf-8"))
DUE_IDS = ["1", "4", "11", "2", "12"]
ITEM = "tasks: [{id: 1, title: 甲, tag: red, start: 2026-11-01}]\n"


def check(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run `dispatch check` on the day of the sample list."""
    return run("check", "--today", DAY, *arguments, stdin=stdin, cwd=ROOT, **more)


def write(folder: Path, text: str, name: str = "tasks.yaml") -> Path:
    """Write a task file into a folder of its own."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_check_lists_what_must_be_dispatched_now() -> None:
    """Plain `check` shows the overdue and due items of the register, in their order, and counts all."""
    done = check("--format", "json")
    document = json.loads(done.stdout)
    assert [item["id"] for item in document["items"]] == DUE_IDS
    assert document["counts"] == {"overdue": 3, "due": 2, "soon": 4, "ok": 26, "closed": 1}
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "expected", "reason"),
    [
        ((), 5, "overdue and due"),
        (("--soon",), 9, "and soon"),
        (("--all",), 35, "every open item"),
        (("--tag", "red"), 2, "one tag"),
        (("--tag", "红", "--tag", "orange"), 3, "two tags, one by its Chinese name"),
        (("--team", "国评专班"), 1, "one team"),
        (("--all", "--team", "国评专班", "--owner", "国评迎检科"), 4, "team and owner together"),
    ],
)
def test_check_options_choose_the_rows(arguments: tuple[str, ...], expected: int, reason: str) -> None:
    """Each option widens or narrows the rows as its help says."""
    assert len(json.loads(check("--format", "json", *arguments).stdout)["items"]) == expected, reason


def test_counts_follow_the_filters_and_not_the_rows() -> None:
    """The counts are of what the filters let through, whether shown or not."""
    counts = json.loads(check("--format", "json", "--tag", "red").stdout)["counts"]
    assert counts == {"overdue": 1, "due": 1, "soon": 0, "ok": 1, "closed": 0}


def test_show_for_programs_is_the_same_document() -> None:
    """`show --format json` has the head of every `dispatch/1` document, and one item with more keys."""
    document = json.loads(run("show", "4", "--today", DAY, "--format", "json").stdout)
    assert list(document) == list(json.loads(check("--format", "json").stdout))
    assert document["items"][0]["upcoming"][0] == "2026-10-27"


def test_a_day_before_a_change_of_tag_knows_the_old_one(tmp_path: Path) -> None:
    """Only what is dated today or earlier counts: before the change the item has its former tag."""
    path = write(tmp_path, ITEM)
    change = '{"id":"a","at":"","batch":"b","event":"tagged","item":"1","on":"2026-11-10","from":"green","to":"red"}\n'
    (tmp_path / "tasks.log.jsonl").write_text(change, encoding="utf-8")
    found = [
        json.loads(run("list", "-f", f"{path}", "--format", "json", "--today", day).stdout)["items"][0]
        for day in ("2026-11-09", "2026-11-10")
    ]
    assert [(item["tag"], item["due"]) for item in found] == [("green", "2026-12-01"), ("red", "2026-11-17")]


def test_every_conflict_is_named(tmp_path: Path) -> None:
    """A list with two git conflicts has two problems."""
    side = "    columns = [key for key, value in first.items() if not isinstance(value, list) and key != "latest"]
    assert list(rows[0]) == [*columns, "latest_on", "latest_by", "latest_note"]
    assert (len(rows), rows[0]["days"], rows[0]["past_deadline"], rows[0]["closed"]) == (35, "-6", "false", "")


def test_a_reader_that_is_gone_ends_quietly() -> None:
    """Writing to a closed pipe ends with 141 and no word, also for help."""
    for arguments in (("check", "--all", "--today", DAY), ("--help",)):
        read, write_end = os.pipe()
        os.close(read)
        done = subprocess.run(
            [*DISPATCH, *arguments], stdout=write_end, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), check=False
        )
        os.close(write_end)
        assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("check", "--today", DAY), later(("--help",)), later(("--version",))])
def test_a_full_disk_behind_stdout_is_an_error(arguments: tuple[str, ...]) -> None:
    """Output that cannot be written is status 4 and a word on stderr."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*DISPATCH, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(),
            check=False,
        )
    assert done.returncode == 4
    assert b"the output cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def large_list(folder: Path) -> Path:
    """Write a list whose table is larger than a pipe holds."""
    items = "".join(
        f"- {{id: {number}, title: 某新能源项目落地, tag: red, start: 2026-01-01}}\n" for number in range(6000)
    )
    return write(folder, f"tasks:\n{items}")


@pytest.mark.parametrize("unbuffered", ["", later("1")])
def test_output_that_does_not_fit_is_an_error(tmp_path: Path, unbuffered: str) -> None:
    """Where a file may not grow further, the status is 4; a part is never taken for the whole."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    command = [*DISPATCH, "list", "-f", str(large_list(tmp_path)), "--today", DAY]
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            command,
            stdout=out,
            stderr=subprocess.PIPE,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            preexec_fn=limit,
            check=False,
        )
    assert done.returncode == 4
    assert b"the output cannot be written" in done.stderr


@pytest.mark.parametrize("unbuffered", ["", later("1")])
def test_a_pipe_that_does_not_block_gets_everything(tmp_path: Path, unbuffered: str) -> None:
    """A slow reader at the other end of a non-blocking pipe gets the whole list."""
    read, write_end = os.pipe()
    os.set_blocking(write_end, False)
    command = [*DISPATCH, "list", "-f", str(large_list(tmp_path)), "--today", DAY]
    with subprocess.Popen(command, stdout=write_end, env=environment(PYTHONUNBUFFERED=unbuffered)) as process:
        os.close(write_end)
        with os.fdopen(read, "rb") as reader:
            text = reader.read().decode()
    assert process.returncode == 0
    assert text.count("某新能源项目落地") == 6000
    assert text.endswith("on schedule\n")


@pytest.mark.skipif(shutil.which("sh") is None, reason="closing a stream takes a shell")
@pytest.mark.parametrize(("closed", "status"), [("<&-", 3), (">&-", 4), ("2>&-", 0)])
def test_closed_streams_are_no_accident(closed: str, status: int) -> None:
    """A closed stdin, stdout or stderr gives a documented status and no traceback."""
    file = "-" if closed == "<&-" else "tasks.yaml"
    script = f'"{sys.executable}" -m dispatch_cli check --today {DAY} -f {file} {closed}'
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, cwd=ROOT, env=environment(), check=False)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    """Ctrl-C while the program waits for its input is status 130 and no traceback."""
    command = [*DISPATCH, "check", "-f", "-"]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), **streams) as process:  # type: ignore[call-overload]
        process.stdin.write(b"tasks:\n")
        process.stdin.flush()
        wait_until_reading(process.pid)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
    assert (process.returncode, stderr) == (130, b"")


def wait_until_reading(pid: int) -> None:
    """Return when the process sleeps in a read of its stdin, which is then empty."""
    if not Path("/proc/self/wchan").exists():
        pytest.skip("this system does not tell what a process waits for")
    while b"pipe" not in Path(f"/proc/{pid}/wchan").read_bytes():
        os.sched_yield()


def test_the_version_is_the_packages() -> None:
    """`--version` names the program and its version."""
    assert re.fullmatch(rb"dispatch \d+\.\d+\.\d+\n", run("--version").stdout)


def test_init_writes_a_file_that_lint_and_check_accept(tmp_path: Path) -> None:
    """The example is valid from the first day, is never overwritten, and nothing in it is due yet."""
    assert run("init", cwd=tmp_path, DISPATCH_TODAY=DAY).returncode == 0
    before = (tmp_path / "tasks.yaml").read_bytes()
    assert run("lint", cwd=tmp_path, DISPATCH_TODAY=DAY).returncode == 0
    assert run("check", "--exit-code", cwd=tmp_path, DISPATCH_TODAY=DAY).returncode == 0
    assert run("init", cwd=tmp_path).returncode == 4
    assert (tmp_path / "tasks.yaml").read_bytes() == before
