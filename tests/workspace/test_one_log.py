"""One list, one log: by whatever path a list is reached, what was recorded of it counts."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
from accidents import do

from dispatch_cli.workspace.desk import default_log, passed_over_log

LIST = "tasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-11-01}\n"
LOG = "real.log.jsonl"
LINE = '{{"id":"{0}","at":"2026-11-20T09:00:00Z","batch":"{0}","event":"dispatched","item":"1","on":"2026-11-20"}}\n'


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where a list lies, reached by links in several ways."""
    monkeypatch.chdir(tmp_path)
    Path("real.yaml").write_text(LIST, encoding="utf-8")
    Path("home").mkdir()
    Path("home/tasks.yaml").symlink_to("../real.yaml")
    Path("home/again.yml").symlink_to("tasks.yaml")
    Path("home/whole.yaml").symlink_to(Path("real.yaml").absolute())
    Path("folder").symlink_to(".")


PATHS = [
    ("real.yaml", "its own name"),
    ("./real.yaml", "with a dot"),
    ("home/../real.yaml", "by a detour"),
    ("home/tasks.yaml", "a link of another name"),
    ("home/again.yml", "a link to a link"),
    ("home/whole.yaml", "a link by the whole path"),
    ("folder/real.yaml", "through a link to its folder"),
]


@pytest.mark.parametrize(("path", "reason"), PATHS)
def test_a_list_has_one_log(path: str, reason: str) -> None:
    """The log of a list lies beside the file itself, whichever path leads there."""
    log = default_log(path)
    assert log, reason
    Path(LOG).touch()
    assert Path(log).samefile(LOG), reason
    assert passed_over_log(path, log) is None


@pytest.mark.parametrize(("path", "reason"), PATHS)
def test_what_is_recorded_by_one_path_is_known_by_all(path: str, reason: str) -> None:
    """A record made by any path counts, and can be taken back, by the list's own name; nothing lies elsewhere."""
    assert do(Path.cwd(), "record", "1", "-f", path).stderr == b"", reason
    assert b"0 overdue" in do(Path.cwd(), "check", "-f", "real.yaml").stdout
    assert do(Path.cwd(), "undo", "-f", "real.yaml").returncode == 0
    assert {each.name for each in Path().iterdir()} == {"real.yaml", LOG, "home", "folder"}
    assert {each.name for each in Path("home").iterdir()} == {"tasks.yaml", "again.yml", "whole.yaml"}


def test_a_log_beside_a_link_is_named_until_it_is_moved() -> None:
    """What an older version kept beside the link is not silently left out; the remedy works word for word."""
    Path("home/tasks.log.jsonl").write_text(LINE.format("a"))
    for command in ("check", "record 1", "remind"):
        said = do(Path.cwd(), *command.split(), "-f", "home/tasks.yaml").stderr.decode()
        assert "home/tasks.log.jsonl: this log lies beside a link to the list and is not read" in said
    found = do(Path.cwd(), "lint", "-f", "home/tasks.yaml")
    assert (found.returncode, b"home/tasks.log.jsonl:1:1: this log lies beside a link" in found.stdout) == (1, True)


@pytest.mark.parametrize("own", ["", LINE.format("b"), LINE.format("b").rstrip()], ids=["none", "both", "no line end"])
def test_the_remedy_keeps_every_line(own: str) -> None:
    """The command that is shown moves the log to its place, or puts both together; then all is quiet."""
    Path("home/tasks.log.jsonl").write_text(LINE.format("a"))
    if own:
        Path(LOG).write_text(own)
    said = do(Path.cwd(), "check", "-f", "home/tasks.yaml").stderr.decode()
    assert LOG in said
    subprocess.run(["/bin/sh", "-c", said.split("`")[1]], check=True)
    lines = [*own.splitlines(), LINE.format("a").rstrip()]
    assert sorted(filter(None, Path(LOG).read_text().splitlines())) == sorted(lines)
    assert do(Path.cwd(), "check", "-f", "home/tasks.yaml").stderr == b""
    assert do(Path.cwd(), "lint", "-f", "home/tasks.yaml").returncode == 0


QUIET = [
    ("real.yaml", (), "who does not come through the link does not look there"),
    ("home/tasks.yaml", ("--log", "home/tasks.log.jsonl"), "who names it means it"),
]


@pytest.mark.parametrize(("path", "options", "reason"), QUIET)
def test_a_log_beside_a_link_is_not_always_passed_over(path: str, options: tuple[str, ...], reason: str) -> None:
    """Nothing is said where no log is passed over."""
    Path("home/tasks.log.jsonl").write_text(LINE.format("a"))
    assert do(Path.cwd(), "check", "-f", path, *options).stderr == b"", reason


def test_a_log_that_is_linked_too_is_the_same() -> None:
    """Whoever had linked the log beside the list's link has one log already."""
    Path(LOG).write_text(LINE.format("a"))
    Path("home/tasks.log.jsonl").symlink_to(f"../{LOG}")
    assert do(Path.cwd(), "check", "-f", "home/tasks.yaml").stderr == b""


def test_names_with_blanks_are_quoted_in_the_remedy() -> None:
    """What is shown can be given to a shell as it stands."""
    Path("our list.yaml").symlink_to("real.yaml")
    Path("our list.log.jsonl").write_text(LINE.format("a"))
    said = do(Path.cwd(), "check", "-f", "our list.yaml").stderr.decode()
    assert shlex.split(said.split("`")[1]) == ["mv", "our list.log.jsonl", LOG]
