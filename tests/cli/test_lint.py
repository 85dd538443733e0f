"""`lint` for machines: several lists at once, and JSON."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from desk import run
from program import DAY, ROOT, environment
from reading import GOOD, ITEM, reasons
from wrong_lists import ROWS as WRONG

GONE, BROKEN, LATER = "gone.yaml", ITEM.replace("red", "rad"), f"{ITEM}    last: 2027-01-01\n"


@pytest.fixture(autouse=True)
def _lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"tasks": ITEM, "broken": BROKEN, "later": LATER, "logged": ITEM}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "logged.log.jsonl").write_text("nonsense\n", encoding="utf-8")
    (tmp_path / "gbk.yaml").write_bytes(ITEM.encode("gbk"))
    monkeypatch.chdir(tmp_path)


def lint(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run `dispatch lint` in the folder of the lists, on the day of the sample register."""
    return run("lint", *arguments, stdin=stdin, cwd=Path.cwd(), **{"DISPATCH_TODAY": DAY, **more})


def found(*arguments: str, **more: str) -> list[dict[str, Any]]:
    """Return the problems that `lint` tells programs."""
    document: dict[str, Any] = json.loads(lint("--format", "json", *arguments, stdin=b"", **more).stdout)
    assert list(document) == ["schema", "problems"]
    assert document["schema"] == "dispatch/1"
    problems: list[dict[str, Any]] = document["problems"]
    return problems


PATHS: list[tuple[tuple[str, ...], dict[str, str], int, list[str], str]] = [
    # arguments, environment, status, files with problems, reason
    ((), {}, 0, [], "the usual list"),
    (("tasks.yaml",), {}, 0, [], "named as an argument"),
    (("broken.yaml",), {}, 1, ["broken.yaml"], "another one"),
    (("tasks.yaml", "broken.yaml", "later.yaml"), {}, 1, ["broken.yaml", "later.yaml"], "all that have problems"),
    (("later.yaml", "broken.yaml"), {}, 1, ["later.yaml", "broken.yaml"], "in the order in which they are named"),
    (("broken.yaml", "broken.yaml"), {}, 1, ["broken.yaml"], "each once"),
    (("tasks.yaml", "logged.yaml"), {}, 1, ["logged.log.jsonl"], "each with its own log"),
    (("logged.yaml", "--log", "none.jsonl"), {}, 0, [], "or, of one list, with the log that the command line names"),
    (("gbk.yaml",), {}, 1, ["gbk.yaml"], "a list in another encoding is a list with a problem"),
    (("tasks.yaml",), {"DISPATCH_FILE": "broken.yaml"}, 0, [], "an argument wins over the variable"),
    (("tasks.yaml",), {"DISPATCH_LOG": "logged.log.jsonl"}, 0, [], "whose log is that of another list"),
    ((), {"DISPATCH_FILE": "broken.yaml"}, 1, ["broken.yaml"], "without one the variable names the list"),
    (("-f", "broken.yaml"), {}, 1, ["broken.yaml"], "or the option"),
    (("tasks.yaml", GONE, "broken.yaml"), {}, 3, ["broken.yaml"], "one that cannot be read hides no other"),
    (("tasks.yaml", GONE), {}, 3, [], "not even one without problems"),
    (("folder", GONE), {}, 3, [], "nor do several"),
]


@pytest.mark.parametrize(("arguments", "variables", "status", "files", "reason"), PATHS, ids=reasons(PATHS))
def test_each_list_is_checked(
    arguments: tuple[str, ...], variables: dict[str, str], status: int, files: list[str], reason: str
) -> None:
    """All problems of all lists are reported, as text and as JSON, and the status speaks for the worst of them."""
    Path("folder").mkdir()
    text, machine = (lint(*arguments, *form, stdin=b"", **variables) for form in ((), ("--format", "json")))
    assert (text.returncode, machine.returncode) == (status, status), reason
    assert text.stderr == machine.stderr
    assert bool(text.stderr) == (status == 3)
    assert list(dict.fromkeys(problem["path"] for problem in found(*arguments, **variables))) == files
    told = re.findall(r"^(\S+?):(\d+):(\d+): ", text.stdout.decode(), re.MULTILINE)
    places = [(each["path"], f"{each['line']}", f"{each['column']}") for each in found(*arguments, **variables)]
    assert told == places == list(dict.fromkeys(places))


def test_every_list_that_cannot_be_read_is_named() -> None:
    """Each has its error on stderr, with its remedy."""
    Path("folder").mkdir()
    errors = lint("folder", "tasks.yaml", GONE).stderr.decode().splitlines()
    assert [error.split(":")[1].strip() for error in errors if error.startswith("error: ")] == ["folder", GONE]
    assert sum(error.startswith("    → ") for error in errors) == 2


def test_a_single_list_that_cannot_be_read_has_no_document() -> None:
    """Nobody takes an unread list for one without problems: stdout stays empty, the status is 3."""
    for arguments in (("-f", GONE), (GONE,)):
        done = lint("--format", "json", *arguments)
        assert (done.returncode, done.stdout) == (3, b"")
        assert done.stderr.startswith(b"error: gone.yaml: there is no such file\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-f", "tasks.yaml", "broken.yaml"), b"-f and files as arguments exclude each other"),
        (("--file=tasks.yaml", "tasks.yaml"), b"-f and files as arguments exclude each other"),
        (("--log", "a.jsonl", "tasks.yaml", "broken.yaml"), b"--log names one log, and there are several lists"),
        (("--format", "csv"), b"--format: `csv` is unknown"),
        (("--today", "2026-2-3", "tasks.yaml"), b"--today: `2026-2-3` is not a date"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...], message: bytes) -> None:
    """The command line is wrong, whatever stands in the files."""
    done = lint(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr


def test_stdin_may_be_among_them() -> None:
    """A list from a pipe is named as everywhere."""
    done = lint("-", "tasks.yaml", "--format", "json", stdin=BROKEN.encode())
    assert [problem["path"] for problem in json.loads(done.stdout)["problems"]] == ["<stdin>"]


def test_programs_get_the_same_as_people() -> None:
    """Path, line, column, message and remedy are those of the text, in the language chosen; keys stay English."""
    Path("tasks.yaml").write_text(WRONG[0].wrong + "    last: 2026-2-3\n", encoding="utf-8")
    for code in ("en", "zh"):
        lines = lint("--lang", code).stdout.decode().splitlines()
        told = [
            {**dict(zip(("path", "line", "column", "message"), line.split(":", 3), strict=True)), "hint": hint}
            for line, hint in zip(lines[::4], lines[3::4], strict=True)
        ]
        assert told == [
            {**{key: f"{value}" for key, value in problem.items()}, "message": f" {problem['message']}"}
            | {"hint": f"    → {problem['hint']}"}
            for problem in found("--lang", code)
        ]
        assert [list(problem) for problem in found("--lang", code)] == [
            ["path", "line", "column", "message", "hint"]
        ] * 2


def test_no_problems_are_an_empty_list() -> None:
    """A good list is silence for people and an empty list for programs."""
    Path("tasks.yaml").write_text(GOOD, encoding="utf-8")
    assert lint("--today", "9999-12-31").stdout == b""
    assert found("--today", "9999-12-31") == []


def test_a_hostile_list_stays_harmless() -> None:
    """What stands in a list reaches no terminal as a command, and is JSON all the same."""
    Path("tasks.yaml").write_text('tasks: [{id: 1, title: 甲, tag: "\\e[31m\\u202e\\"}", last: 2026-01-01}]', "utf-8")
    done = lint("--format", "json").stdout
    assert b"\x1b" not in done
    assert "\u202e" not in done.decode()
    assert json.loads(done)["problems"][0]["message"] == 'unknown tag `\\x1b[31m\\u202e"}`'


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize("name", ["docs/editors.md", "docs/editors.zh.md"])
def test_the_recipe_for_ci_marks_each_problem(name: str) -> None:
    """What the document shows turns each problem into a mark, and ends as `lint` does."""
    (recipe,) = re.findall(r"```bash\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    Path("tasks.yaml").write_text(BROKEN, encoding="utf-8")
    path = f"{Path(sys.executable).parent}:{environment()['PATH']}"
    done = subprocess.run(["/bin/bash", "-c", recipe], capture_output=True, env=environment(PATH=path), check=False)
    assert done.returncode == 1
    assert done.stdout.decode().startswith("::error file=tasks.yaml,line=4,col=10::unknown tag `rad`")
