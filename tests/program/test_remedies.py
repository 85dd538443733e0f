"""What the program tells a newcomer to do works word for word, and what it says is plain."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from desk import run as desk_run
from ledgers import separated
from program import DAY
from reading import reasons

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

LIST = """\
branch: 示例支部
tasks:
  - {id: 1, title: 甲, tag: red, owner: 张三, start: 2026-11-02}
  - {id: 2, title: 乙, tag: green, owner: 李四, start: 2026-11-02}
"""
LEDGER = separated([("事项", "责任人"), ("甲", "张三")])


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder, on one day, as one who writes."""
    return desk_run(*words, stdin=b"", cwd=folder, DISPATCH_TODAY=DAY, DISPATCH_BY="督查室", **more)


def commands_in(text: str) -> list[list[str]]:
    """Return the commands that a text names between backticks."""
    return [words for each in re.findall("`(dispatch [^`]*)`", text) if (words := shlex.split(each)[1:])]


NAMES = [
    ("tasks.yaml", {}, [], "the usual name"),
    ("./tasks.yaml", {}, [], "the same file"),
    ("other.yaml", {}, ["-f", "other.yaml"], "another one"),
    ("我的 清单.yaml", {}, ["-f", "我的 清单.yaml"], "with a blank"),
    ("other.yaml", {"DISPATCH_FILE": "other.yaml"}, [], "the variable names it"),
    ("tasks.yaml", {"DISPATCH_FILE": "other.yaml"}, ["-f", "tasks.yaml"], "the variable names another one"),
]


@pytest.mark.parametrize(("name", "variables", "option", "reason"), NAMES, ids=reasons(NAMES))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_next_command_names_the_list_where_it_must(
    tmp_path: Path, name: str, variables: dict[str, str], option: list[str], reason: str, language: str
) -> None:
    """After `init` and after `import` the command that is named finds the new list, and says no more than it must."""
    (tmp_path / "台账.csv").write_text(LEDGER, encoding="utf-8")
    begin = (("init", "-f", name), ("import", "台账.csv", "--accept", "-o", name))
    for words in begin:
        done = run(tmp_path, *words, **variables, DISPATCH_LANG=language)
        (command,) = commands_in(done.stdout.decode())
        assert command == ["check", *option], reason
        assert run(tmp_path, *command, **variables).returncode == 0
        (tmp_path / name).unlink()


@pytest.mark.parametrize("name", ["tasks.yaml", "2027.yaml"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_office_without_a_list_is_led_to_its_ledger(tmp_path: Path, name: str, language: str) -> None:
    """The remedy names `import` and `init`; each of them makes the list that was asked for."""
    (tmp_path / "LEDGER").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "LEDGER").rename(tmp_path / "LEDGER.csv")
    asked = run(tmp_path, "check", "-f", name, DISPATCH_LANG=language)
    commands = commands_in(asked.stderr.decode())
    assert [verb for verb, *_ in commands] == ["import", "init"]
    for verb, *words in commands:
        ledger = [word.replace("LEDGER", "LEDGER.csv") for word in words]
        accept = ["--accept"] if verb == "import" else []
        assert run(tmp_path, verb, *ledger, *accept).returncode == 0
        assert run(tmp_path, "check", "-f", name).returncode == 0
        (tmp_path / name).unlink()


QUOTED = [
    ("台账.csv", "台账.csv", "Chinese needs no quotes, and cmd knows no single ones"),
    ("台账（1）.csv", "台账（1）.csv", "nor its brackets"),
    ("2026-11/台账.csv", "2026-11/台账.csv", "nor a folder"),
    ("our list.csv", "'our list.csv'", "a blank"),
    ("a&b.csv", "'a&b.csv'", "a sign of the shell"),
    ("$HOME.csv", "'$HOME.csv'", "a variable"),
]


@pytest.mark.parametrize(("name", "written", "reason"), QUOTED, ids=reasons(QUOTED))
def test_the_command_that_accepts_is_quoted_where_it_must(tmp_path: Path, name: str, written: str, reason: str) -> None:
    """Only what a shell would take for something else stands in quotes."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(LEDGER, encoding="utf-8")
    said = run(tmp_path, "import", name).stderr.decode().splitlines()
    assert said[-1] == f"dispatch import {written} --accept", reason


@pytest.mark.parametrize(("language", "word"), [("en", "3 Closed on → closed on"), ("zh", "3 Closed on → 销号日期")])
def test_a_column_of_closing_days_is_no_state(tmp_path: Path, language: str, word: str) -> None:
    """The proposal calls it what `--map` takes."""
    rows = [("Item", "Owner", "Closed on"), ("a", "Ann", "2026-11-09")]
    (tmp_path / "a.csv").write_text(separated(rows), encoding="utf-8")
    said = run(tmp_path, "import", "a.csv", DISPATCH_LANG=language).stderr.decode()
    assert word in said
    name = word.rpartition(" → ")[2]
    assert run(tmp_path, "import", "a.csv", "--map", f"C={name}", "--accept").returncode == 0


NOTHING_NEW = [
    ("/tag red 支委会研判", "without the verb: `支委会研判`", "what was said is a note"),
    ("/owner 张三", "leave it out", "a name without a reason"),
]


@pytest.mark.parametrize(("line", "remedy", "reason"), NOTHING_NEW, ids=reasons(NOTHING_NEW))
def test_a_decision_that_changes_nothing_has_a_remedy(tmp_path: Path, line: str, remedy: str, reason: str) -> None:
    """The meeting is refused with the place of the line; what the remedy says is accepted."""
    desk = Desk(tmp_path, LIST)
    (tmp_path / "said").write_text(f"2: 已约谈\n1: {line}\n", encoding="utf-8")
    refused = run(tmp_path, "meet", "--from", "said")
    said = refused.stderr.decode()
    assert (refused.returncode, desk.both[1]) == (3, b"")
    assert said.startswith("said:2:4: item 1 already has that"), reason
    assert remedy in said
    note = re.findall("verb: `(.*)`", said)
    (tmp_path / "said").write_text("2: 已约谈\n" + "".join(f"1: {each}\n" for each in note), encoding="utf-8")
    assert run(tmp_path, "meet", "--from", "said").returncode == 0


def test_taking_back_a_meeting_names_it_and_what_was_not_dispatched(tmp_path: Path) -> None:
    """`undo`, its list and its question say that it was a meeting, and of each item what becomes of it."""
    (tmp_path / "said").write_text("1: 已约谈\n2: /skip 等会\n", encoding="utf-8")
    Desk(tmp_path, LIST)
    assert run(tmp_path, "meet", "--from", "said").returncode == 0
    listed = run(tmp_path, "undo", "--list").stdout.decode()
    assert "a meeting was held, dispatched: item 1" in listed
    said = run(tmp_path, "undo").stdout.decode().splitlines()
    assert said[0] == "taken back: a meeting was held (2026-11-22, 督查室)."
    assert said[1].startswith("1  甲: taken back: dispatched (2026-11-22, 督查室: 已约谈); due since 2026-11-09")
    assert said[2] == "2  乙: taken back: not dispatched (等会); next due 2026-12-02 (green: once a month)."


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", [("remind", "--format", "eml"), ("minutes", "--format", "eml")])
def test_the_lines_of_mail_work_as_they_are_given(tmp_path: Path, language: str, command: tuple[str, ...]) -> None:
    """A list that says nothing of mail gets the two lines of the hint, and the message is made."""
    desk = Desk(tmp_path, LIST)
    refused = run(tmp_path, *command, DISPATCH_LANG=language)
    people, remind = re.findall("`([^`]*{.*?}+)`", refused.stderr.decode())
    assert refused.returncode == 2
    desk.write(f"{LIST}{people}\n{remind}\n")
    assert run(tmp_path, *command).returncode == 0


EXAMPLES = [
    (("tag", "1", "green"), "a reason"),
    (("close", "1"), "the evidence"),
    (("edit", "1"), "a change"),
    (("assign", "1"), "an owner"),
]


@pytest.mark.parametrize(("command", "reason"), EXAMPLES, ids=reasons(EXAMPLES))
def test_examples_are_in_the_language_of_the_reader(tmp_path: Path, command: tuple[str, ...], reason: str) -> None:
    """What is missing is shown in English words to who reads English, and works as it is given; Chinese likewise."""
    Desk(tmp_path, LIST)
    for language, is_chinese in (("en", False), ("zh", True)):
        asked = run(tmp_path, *command, DISPATCH_LANG=language)
        (example,) = re.findall("`(-[^`]*)`", asked.stderr.decode())
        assert (asked.returncode, not example.isascii()) == (2, is_chinese), reason
        assert run(tmp_path, *command, *shlex.split(example)).returncode == 0
        run(tmp_path, "undo")


def test_nothing_is_said_of_reminders_before_they_begin(tmp_path: Path) -> None:
    """A list that names nobody to mail to is checked without a word on it, week after week."""
    Desk(tmp_path, LIST)
    for day in (DAY, "2026-11-30", "2026-12-14"):
        done = run(tmp_path, "check", "--today", day)
        assert (done.stderr, b"reminder" in done.stdout) == (b"", False)
