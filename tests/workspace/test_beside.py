"""What lies beside a list, looks like its log or like itself, and is not read: `lint` names it and what to do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from accidents import do

LIST = "tasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-11-01}\n"
LINE = '{{"id":"{0}","at":"2026-11-20T09:00:00Z","batch":"{0}","event":"dispatched","item":"1","on":"2026-11-20"}}\n'
LOG = "2026.log.jsonl"
NOTHING_ELSE = {"2026.yaml", LOG}
LOGS = [
    ("tasks.log.jsonl", "the list was renamed, and its log was not"),
    ("2026.log (笔记本 的冲突副本 2026-11-08).jsonl", "a conflict copy"),
    ("2026.log.sync-conflict-20261108-090000-ABCDEFG.jsonl", "a conflict copy of another client"),
    ("2026.log-OFFICE-PC.jsonl", "one that is named by the machine"),
    ("2026 (1).log.jsonl", "downloaded a second time"),
]
LISTS = [
    ("2026 (1).yaml", "downloaded a second time"),
    ("2026(冲突副本).yml", "a conflict copy"),
    ("2026.sync-conflict-20261108-090000-ABCDEFG.yaml", "a conflict copy of another client"),
]
OTHERS = [
    (("tasks.yaml", "tasks.log.jsonl"), "another list with its log"),
    (("tasks.yml", "tasks.log.jsonl"), "another list with its log"),
    (("tasks", "tasks.log.jsonl"), "a list without a suffix"),
    (("2026-2.yaml", "2026b.yaml"), "other lists"),
    (("2026.log.txt", "2026.jsonl", "notes (1).yaml"), "other files"),
]


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where a list lies."""
    monkeypatch.chdir(tmp_path)
    Path("2026.yaml").write_text(LIST, encoding="utf-8")


def lint() -> tuple[int, str]:
    """Return the status of `lint` and what it finds."""
    found = do(Path.cwd(), "lint", "-f", "2026.yaml")
    assert found.stderr == b""
    return found.returncode, found.stdout.decode()


@pytest.mark.parametrize(
    "own", ["", LINE.format("b"), LINE.format("b").rstrip()], ids=["no log", "a log", "no line end"]
)
@pytest.mark.parametrize(("name", "reason"), LOGS)
def test_a_log_that_is_not_read(name: str, reason: str, own: str) -> None:
    """Such a log is named; the command that is shown makes each line of it count, and then all is quiet."""
    Path(name).write_text(LINE.format("a"))
    if own:
        Path(LOG).write_text(own)
    status, said = lint()
    assert (status, said.count("not read")) == (1, 1), reason
    assert said.startswith(f"{name}:1:1: a log whose list is not here"), reason
    subprocess.run(["/bin/sh", "-c", said.split("`")[1]], check=True)
    assert {each.name for each in Path().iterdir()} == NOTHING_ELSE
    assert [*filter(None, Path(LOG).read_text().splitlines())] == [*own.splitlines(), LINE.format("a").rstrip()]
    assert lint() == (0, "")


@pytest.mark.parametrize(("name", "reason"), LISTS)
def test_a_copy_of_the_list(name: str, reason: str) -> None:
    """A copy that a sync client or a browser has made is named."""
    Path(name).write_text(LIST, encoding="utf-8")
    status, said = lint()
    assert (status, said.count("not read")) == (1, 1), reason
    assert said.startswith(f"{name}:1:1: a copy of the list"), reason


@pytest.mark.parametrize(("names", "reason"), OTHERS)
def test_what_belongs_to_others(names: tuple[str, ...], reason: str) -> None:
    """Of other lists, their logs and other files nothing is said."""
    for name in names:
        Path(name).touch()
    assert lint() == (0, ""), reason


def test_who_names_the_log_means_it() -> None:
    """Where the log is named, nothing else is looked for."""
    Path("tasks.log.jsonl").write_text(LINE.format("a"))
    assert do(Path.cwd(), "lint", "-f", "2026.yaml", "--log", "tasks.log.jsonl").stdout == b""
