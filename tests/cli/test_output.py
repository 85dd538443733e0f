"""`-o`: every format can go to a file, whole or not at all, and never to those that the command reads."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
from typing import TYPE_CHECKING

import program
import pytest
from desk import run
from program import DAY, DISPATCH, REGISTER, environment

if TYPE_CHECKING:
    from pathlib import Path

IS_ROOT = os.geteuid() == 0
COMMANDS = (
    ("check",),
    ("list", "--closed"),
    ("history",),
    ("report",),
    ("forecast",),
    ("show", "1"),
    ("remind",),
    ("lint",),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the sample list."""
    shutil.copy(REGISTER, tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("format_name", ["text", "json"])
def test_a_file_gets_what_a_pipe_gets(folder: Path, command: tuple[str, ...], format_name: str) -> None:
    """The file holds the bytes that stdout would have been given, and stdout stays silent for cron."""
    arguments = (*command, "--today", DAY, "--format", format_name)
    piped = run(*arguments, cwd=folder)
    filed = run(*arguments, "-o", "out", cwd=folder)
    assert (filed.returncode, filed.stdout, filed.stderr) == (piped.returncode, b"", piped.stderr)
    assert (folder / "out").read_bytes() == piped.stdout


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.json", b'{"schema": "dispatch/1"'),
        ("a.CSV", b"\xef\xbb\xbfid,title"),  # Windows writes endings in capitals
        ("a.md", b"## "),
        ("a.txt", "状态".encode()),
        ("a", "状态".encode()),  # a name that tells nothing: as a pipe gets it
        ("a.b.log", "状态".encode()),
    ],
)
def test_the_name_tells_the_format(folder: Path, name: str, begin: bytes) -> None:
    """Without --format the end of the file's name decides, and what it does not tell is text."""
    done = run("list", "--today", DAY, "--lang", "zh", "-o", name, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / name).read_bytes().startswith(begin)


def test_a_format_that_is_named_goes_before_the_name(folder: Path) -> None:
    """--format is obeyed whatever the file is called."""
    run("list", "--today", DAY, "--format", "json", "-o", "list.csv", cwd=folder)
    assert json.loads((folder / "list.csv").read_bytes())["today"] == DAY


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        ("history", "a.ics", "`.ics`"),  # a history is no calendar
        ("list", "a.html", "`.html`"),  # only a report is a page
        ("list", "a.xls", ".xlsx"),  # the older format of Excel: the newer one is named
        ("report", "a.pdf", "`.pdf`"),  # what nothing can be written as
        ("report", "a.docx", "`.docx`"),
        ("list", "b.yaml", "task file or a log"),  # the list of others
        ("list", "B.YML", "task file or a log"),
        ("list", "c.log.jsonl", "task file or a log"),  # their record
        ("schema", "b.yaml", "task file or a log"),
    ],
)
def test_nothing_is_written_under_a_name_that_would_lie(folder: Path, command: str, name: str, words: str) -> None:
    """A name that tells another kind of file is refused, above all that of a list or a log, whosever it is."""
    (folder / name).write_text("theirs")
    done = run(command, "--today", DAY, "-o", name, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()
    assert (folder / name).read_text() == "theirs"


def test_not_even_a_named_format_takes_the_place_of_a_list(folder: Path) -> None:
    """With --format any name will do, but for those of lists and logs."""
    assert run("list", "--today", DAY, "--format", "csv", "-o", "a.pdf", cwd=folder).returncode == 0
    assert run("list", "--today", DAY, "--format", "csv", "-o", "b.yaml", cwd=folder).returncode == 2
    assert not (folder / "b.yaml").exists()


def test_a_reminder_of_nothing_is_an_empty_file(tmp_path: Path) -> None:
    """Where there is nothing to say the file of yesterday does not stay."""
    (tmp_path / "tasks.yaml").write_text("tasks: []\n")
    (tmp_path / "letter.txt").write_text("yesterday")
    assert run("remind", "-o", "letter.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "letter.txt").read_text() == ""


@pytest.mark.parametrize(
    "command", [("init", "-f", "new.yaml"), ("import", "ledger.csv", "-o", "new.yaml")], ids=" ".join
)
def test_a_new_list_has_no_old_log(tmp_path: Path, command: tuple[str, ...]) -> None:
    """The record of another list, left beside the new one's name, would count for it: nothing is written."""
    (tmp_path / "ledger.csv").write_text("事项,紧急程度,上次调度\n甲,红,2026-11-02\n", encoding="utf-8")
    (tmp_path / "new.log.jsonl").write_text("")
    done = run(*command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"new.log.jsonl" in done.stderr
    assert not (tmp_path / "new.yaml").exists()


@pytest.mark.parametrize("name", ["tasks.yaml", "./tasks.yaml", "tasks.log.jsonl", "link.yaml"])
def test_what_is_read_is_never_written_over(folder: Path, name: str) -> None:
    """The task file and the log are no place for a table, under whatever name."""
    (folder / "link.yaml").symlink_to("tasks.yaml")
    before = (folder / "tasks.yaml").read_bytes()
    done = run("list", "--today", DAY, "-o", name, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert (folder / "tasks.yaml").read_bytes() == before
    assert not (folder / "tasks.log.jsonl").exists()


def test_lint_never_writes_over_any_of_its_lists(folder: Path) -> None:
    """Of several lists none is taken for the place of the problems, and the schema takes the place of none."""
    shutil.copy(folder / "tasks.yaml", folder / "b.yaml")
    assert run("lint", "tasks.yaml", "b.yaml", "--format", "json", "-o", "b.yaml", cwd=folder).returncode == 2
    assert run("schema", "-o", "tasks.yaml", cwd=folder).returncode == 2
    assert (folder / "b.yaml").read_bytes() == (folder / "tasks.yaml").read_bytes() == REGISTER.read_bytes()


@pytest.mark.parametrize("name", ["missing/out.txt", ".", "tasks.yaml/out.txt"])
def test_a_place_that_cannot_be_written_is_an_error(folder: Path, name: str) -> None:
    """The status is 4, the place is named, nothing goes to stdout."""
    done = run("list", "--today", DAY, "-o", name, cwd=folder)
    assert (done.returncode, done.stdout) == (4, b"")
    assert name.encode() in done.stderr
    assert b"Traceback" not in done.stderr
    assert [each.name for each in folder.iterdir()] == ["tasks.yaml"]


def test_an_older_file_is_replaced_and_keeps_its_rights(folder: Path) -> None:
    """A report of last week makes way for a new one, through a link too; whoever may read it may read on."""
    old = folder / "old.txt"
    old.write_text("x" * 100_000)
    old.chmod(0o640)
    (folder / "out.txt").symlink_to("old.txt")
    assert run("list", "--today", DAY, "-o", "out.txt", cwd=folder).returncode == 0
    assert (folder / "out.txt").is_symlink()
    assert old.stat().st_mode & 0o777 == 0o640
    assert old.read_bytes() == run("list", "--today", DAY, cwd=folder).stdout


def test_a_new_file_is_as_readable_as_others(folder: Path) -> None:
    """The rights of a new file are those that any program's file gets there."""
    run("list", "--today", DAY, "-o", "out.txt", cwd=folder)
    (folder / "other").touch()
    assert (folder / "out.txt").stat().st_mode == (folder / "other").stat().st_mode


@pytest.mark.parametrize("name", ["/dev/stdout", "-"])
def test_stdout_by_a_name_is_stdout(folder: Path, name: str) -> None:
    """What is no plain file is written to, not replaced."""
    listed = ("list", "--today", DAY)
    assert program.run(*listed, "-o", name, cwd=folder).stdout == run(*listed, cwd=folder).stdout


def test_stdout_that_is_a_file_is_not_replaced(folder: Path) -> None:
    """What a shell has written before stays, and what it writes afterwards follows."""
    script = '(echo before; "$@" -o /dev/stdout; echo after) >all.txt'
    line = ["/bin/sh", "-c", script, "sh", *DISPATCH, "list", "--today", DAY]
    subprocess.run(line, cwd=folder, env=environment(), check=True)
    table = run("list", "--today", DAY, cwd=folder).stdout
    assert (folder / "all.txt").read_bytes() == b"before\n" + table + b"after\n"


def test_a_list_from_stdin_is_not_written_over(folder: Path) -> None:
    """The file that is being read is known, though it has no name here."""
    (folder / "tasks.yaml").rename(folder / "list.txt")
    script = '"$@" -f - -o list.txt <list.txt'
    line = ["/bin/sh", "-c", script, "sh", *DISPATCH, "list", "--today", DAY]
    assert subprocess.run(line, cwd=folder, env=environment(), capture_output=True, check=False).returncode == 2
    assert (folder / "list.txt").read_bytes() == REGISTER.read_bytes()


@pytest.mark.skipif(IS_ROOT and shutil.which("setpriv") is None, reason="root needs setpriv to be like others")
def test_a_file_that_is_read_only_stays(folder: Path) -> None:
    """Whoever took the right to write from a file meant it: the status is 4."""
    (folder / "out.txt").write_text("kept")
    (folder / "out.txt").chmod(0o444)
    become = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if IS_ROOT else ()
    line = [*become, *DISPATCH, "list", "-f", "tasks.yaml", "--today", DAY, "-o", "out.txt"]
    done = subprocess.run(line, cwd=folder, env=environment(), capture_output=True, check=False)
    assert (done.returncode, (folder / "out.txt").read_text()) == (4, "kept"), done.stderr


def test_a_full_disk_leaves_the_older_file(folder: Path) -> None:
    """What cannot be written whole is not written: /dev/full refuses, and says so with status 4."""
    done = run("list", "--today", DAY, "-o", "/dev/full", cwd=folder)
    assert (done.returncode, done.stdout) == (4, b"")


def test_a_list_that_cannot_be_read_leaves_the_older_file(folder: Path) -> None:
    """Last week's table stays what it was when this week's list is broken."""
    (folder / "out.txt").write_text("old")
    (folder / "tasks.yaml").write_text("tasks: [")
    assert run("list", "--today", DAY, "-o", "out.txt", cwd=folder).returncode == 3
    assert (folder / "out.txt").read_text() == "old"


def test_on_a_terminal_the_file_is_named(folder: Path) -> None:
    """A person at a terminal is told that the file is written."""
    main, side = pty.openpty()
    subprocess.run(
        [*DISPATCH, "list", "--today", DAY, "-o", "out.json"], cwd=folder, stdout=side, env=environment(), check=True
    )
    os.close(side)
    assert os.read(main, 1000).decode().strip() == "out.json is written."
    os.close(main)
    assert json.loads((folder / "out.json").read_bytes())["schema"] == "dispatch/1"
