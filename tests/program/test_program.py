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
    side = "<<<<<<< HEAD\n=======\n>>>>>>> branch\n"
    done = run("lint", "-f", f"{write(tmp_path, side + ITEM + side)}")
    assert done.stdout.decode().count("git conflict markers") == 2


def test_the_log_is_a_file() -> None:
    """Stdin cannot be the log."""
    assert run("check", "--log", "-").returncode == 2


def test_list_leaves_out_the_closed_unless_asked() -> None:
    """`list` shows every open item, and with --closed the closed ones at the end."""
    base = ("list", "--today", DAY, "--format", "json")
    assert len(json.loads(run(*base).stdout)["items"]) == 35
    assert json.loads(run(*base, "--closed").stdout)["items"][-1]["state"] == "closed"


@pytest.mark.parametrize("invoke", [run, later(program.run)], ids=["within this process", "in a process of its own"])
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("check",), 0, b""),
        (("check", "--exit-code"), 1, b""),
        (("check", "--exit-code", "--team", "企业服务专班"), 0, b""),
        (("check", "--exit-code", "--tag", "blue"), 2, b"--tag: `blue` is unknown"),
        (("check", "--team", "招大引强"), 2, "did you mean `招大引强专班`".encode()),
        (("check", "--owner", "招商九科"), 2, b"--owner"),
        (("check", "--today", "2026-13-40"), 2, b"--today: `2026-13-40` is not a date"),
        (("check", "--today", "2026-2-3"), 2, b"write it as 2026-02-03"),
        (("check", "--format", "xml"), 2, b"--format: `xml` is unknown"),
        (("check", "--group-by", "title"), 2, b"--group-by: `title` is unknown"),
        (("check", "--lang", "fr"), 2, b"--lang: `fr` is unknown"),
        (("check", "--file"), 2, b"--file"),
        (("check", "--colour"), 2, b"there is no option --colour"),
        (("check", "12"), 2, b"too many arguments: 12"),
        (("chek",), 2, b"did you mean `check`"),
        ((), 2, b"Usage:"),
        (("--lang", "en"), 2, b"COMMAND is missing"),
        (("show",), 2, b"ID is missing"),
        (("show", "99"), 2, b"no item has the id `99`"),
        (("explain", "99"), 2, b"no item has the id `99`"),
        (("show", "1", "--format", "csv"), 2, b"--format: `csv` is unknown"),
        (("init",), 4, b"tasks.yaml: the file exists"),
        (("init", "-f", "-"), 2, b"init writes a file"),
        (("init", "-f", "nowhere/tasks.yaml"), 4, b"nowhere/tasks.yaml: the file cannot be written"),
        (("check", "-f", "nowhere.yaml"), 3, b"nowhere.yaml: there is no such file"),
        (("lint", "-f", "nowhere.yaml"), 3, b"dispatch init"),
        (("check", "-f", "tests"), 3, b"tests: this is a folder"),
        (("check", "-f", "/dev/null"), 3, b"/dev/null: this is a pipe or a device"),
        (("check", "--log", "tests"), 3, b"tests: this is a folder"),
        (("lint",), 0, b""),
    ],
)
def test_exit_status_and_first_words(arguments: tuple[str, ...], status: int, message: bytes, invoke: Run) -> None:
    """Every way to end has its documented status, and errors say on stderr what is wrong or what to do."""
    done = invoke(*arguments, DISPATCH_TODAY=DAY)
    assert done.returncode == status, done.stderr.decode()
    assert message in done.stderr
    assert bool(done.stderr) == (status > 1)
    assert b"Traceback" not in done.stderr


def test_a_file_with_problems_yields_no_table(tmp_path: Path) -> None:
    """Problems go to stderr with place, line, caret and remedy; stdout stays empty; the status is 3."""
    path = write(tmp_path, "tasks:\n  - id: 1\n    title: 甲乙\n    tag: 青\n    start: 2026-01-01\n")
    for command in (("check",), ("list",), ("show", "1"), ("explain", "1")):
        done = run(*command, "-f", str(path), "--today", DAY)
        assert (done.returncode, done.stdout) == (3, b"")
        assert f"{path}:4:10: ".encode() in done.stderr
    assert b"         ^\n" in done.stderr


def test_lint_tells_all_problems_of_both_files(tmp_path: Path) -> None:
    """`lint` reports the doubtful too, and the log's problems, on stdout with status 1."""
    path = write(tmp_path, ITEM.replace("start: 2026-11-01", "last: 2027-11-01"))
    (tmp_path / "tasks.log.jsonl").write_bytes(b'nonsense\n{"id":"a","at"')
    done = run("lint", "-f", str(path), "--today", DAY)
    assert done.returncode == 1
    assert [line.split(b": ")[0] for line in done.stdout.splitlines() if line.startswith(bytes(tmp_path))] == [
        b"%s/tasks.yaml:1:43" % bytes(tmp_path),
        b"%s/tasks.log.jsonl:1:1" % bytes(tmp_path),
    ]
    (tmp_path / "tasks.log.jsonl").write_bytes(b'{"id":"a","at"')
    torn = run("lint", "-f", str(path), "--today", "2027-12-01")
    assert (torn.returncode, b"tasks.log.jsonl:1:1: writing was cut short here" in torn.stdout) == (1, True)


def test_lint_reads_today_in_the_zone_of_the_file(tmp_path: Path) -> None:
    """What is doubtful is measured by the day given, so a dispatch of that very day is not."""
    path = write(tmp_path, "timezone: Asia/Shanghai\n" + ITEM.replace("start", "last"))
    assert run("lint", "-f", str(path), "--today", "2026-11-01").returncode == 0
    assert run("lint", "-f", str(path), "--today", "2026-10-31").returncode == 1


def test_a_torn_last_line_of_the_log_is_told_and_not_counted(tmp_path: Path) -> None:
    """A power cut in mid-write leaves the table intact and a word on stderr."""
    path = write(tmp_path, ITEM)
    whole = (
        b'{"id":"a","at":"2026-11-20T09:00:00+08:00","batch":"b","event":"dispatched","item":"1","on":"2026-11-20"}\n'
    )
    (tmp_path / "tasks.log.jsonl").write_bytes(whole + whole[:40])
    done = run("list", "-f", str(path), "--today", DAY, "--format", "json")
    assert json.loads(done.stdout)["items"][0]["due"] == "2026-11-27"
    assert b"tasks.log.jsonl:2: writing was cut short here" in done.stderr
    assert done.returncode == 0


def test_stdin_is_a_task_file_without_a_log() -> None:
    """`-f -` reads the plan from a pipe; its name in problems is <stdin>."""
    assert json.loads(check("-f", "-", "--format", "json", stdin=ITEM.encode()).stdout)["counts"]["overdue"] == 1
    assert check("-f", "-", stdin=b"x: 1\n").stderr.startswith(b"<stdin>:1:1: ")


def test_environment_gives_file_log_day_and_language(tmp_path: Path) -> None:
    """DISPATCH_FILE, _LOG, _TODAY and _LANG stand in for the options."""
    path, log = write(tmp_path, ITEM, "list.yml"), tmp_path / "other.jsonl"
    log.write_text(
        '{"id":"a","at":"","batch":"b","event":"dispatched","item":"1","on":"2026-11-20"}\n', encoding="utf-8"
    )
    done = run("list", DISPATCH_FILE=f"{path}", DISPATCH_LOG=f"{log}", DISPATCH_TODAY=DAY, DISPATCH_LANG="zh")
    assert "2026-11-27" in done.stdout.decode()
    assert "还有 5 天" in done.stdout.decode()


def on_terminal(*arguments: str, columns: int = 100, **more: str) -> str:
    """Return what the program writes to a terminal."""
    master, slave = pty.openpty()
    given = environment(**{"TERM": "xterm-256color", "COLUMNS": str(columns), **more})
    with subprocess.Popen([*DISPATCH, *arguments], stdout=slave, cwd=ROOT, env=given):
        os.close(slave)
        with open(master, "rb", buffering=0, closefd=True) as terminal:  # noqa: PTH123 a descriptor has no path
            pieces = []
            while True:
                try:
                    pieces.append(terminal.read(65536))
                except OSError:  # Linux says so when the other side is closed
                    return b"".join(pieces).decode()


def test_a_terminal_gets_a_coloured_table() -> None:
    """On a terminal the default is the table, with colours unless NO_COLOR or a dumb terminal forbids them."""
    assert "\x1b[1;31m■ red" in on_terminal("check", "--today", DAY)
    assert "\x1b[1;31m" not in on_terminal("check", "--today", DAY, NO_COLOR="1")
    assert "\x1b" not in on_terminal("check", "--today", DAY, TERM="dumb")


@pytest.mark.parametrize("columns", [80, later(60), later(100), later(140)])
def test_a_table_fits_its_terminal(columns: int) -> None:
    """No line is wider than the terminal, and ids and dates are whole."""
    from rich.cells import cell_len

    lines = re.sub(r"\x1b\[[0-9;]*m", "", on_terminal("list", "--today", DAY, columns=columns)).splitlines()
    assert max(map(cell_len, lines)) <= columns
    text = "\n".join(lines)
    assert len(re.findall(r"(?<!\S)202[67]-\d\d-\d\d(?!\S)", text)) >= 35
    assert {str(number) for number in range(1, 36)} <= set(text.split())


@pytest.mark.parametrize("format_name", ["table", "text", "json", "csv", "md"])
def test_a_pipe_gets_whole_titles_and_no_escape_codes(format_name: str) -> None:
    """Every format is whole and plain in a pipe, and the same bytes each time."""
    done = check("--all", "--format", format_name, COLUMNS="40", FORCE_COLOR="1")
    assert ESCAPE not in done.stdout
    assert all(title.encode() in done.stdout for title in TITLES[:35])
    assert done.stdout == check("--all", "--format", format_name, COLUMNS="200", TERM="dumb").stdout


@pytest.mark.parametrize(
    "given",
    ["LANG=C TERM=dumb", later("LANG=POSIX"), later("LC_ALL=C"), later("NO_COLOR=1"), later("TZ=Asia/Shanghai")],
)
def test_odd_environments_change_nothing(given: str) -> None:
    """A plain locale or terminal gives the same bytes."""
    odd = environment() | dict(pair.split("=") for pair in given.split())
    command = [*DISPATCH, "check", "--today", DAY]
    assert subprocess.run(command, env=odd, capture_output=True, check=False, cwd=ROOT).stdout == check().stdout


def test_an_empty_environment_works(tmp_path: Path) -> None:
    """Without any variable, HOME included, the program works, in English."""
    command = [*DISPATCH, "check", "--today", DAY, "-f", str(REGISTER)]
    done = subprocess.run(command, env={}, capture_output=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, check().stdout, b"")


def test_a_gbk_stdout_gets_gbk() -> None:
    """PYTHONIOENCODING=gbk gives whole titles in GBK, and what GBK lacks is spelt out; data stays UTF-8."""
    gbk = partial(program.run, "check", "--today", DAY, PYTHONIOENCODING="gbk")
    assert gbk().stdout.decode("gbk") == check().stdout.decode()
    odd = "tasks: [{id: 1, title: 甲🀄é, tag: red, start: 2026-01-01}]\n".encode()
    assert "甲\\ud83c\\udc04é" in gbk("-f", "-", stdin=odd).stdout.decode("gbk")
    machine = gbk("-f", "-", "--format", "json", stdin=odd).stdout
    assert json.loads(machine.decode("utf-8"))["items"][0]["title"] == "甲🀄é"
    assert gbk("--format", "csv").stdout == check("--format", "csv").stdout


def test_csv_opens_in_a_spreadsheet() -> None:
    """CSV has a byte order mark, the JSON items' keys as header, those of lists aside, and one line an item."""
    text = check("--all", "--format", "csv").stdout.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    (first, *_) = json.loads(check("--format", "json").stdout)["items"]
    columns = [key for key, value in first.items() if not isinstance(value, list) and key != "latest"]
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
