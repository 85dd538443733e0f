"""Items that several people share, in the whole program: found by each name, told under all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from desk import run
from reading import reasons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DAY = "2026-11-22"
LIST = """\
people: {张三: z@example.com, 李四: l@example.com}
tasks:
  - {id: 1, title: 甲, tag: red, owner: 张三、李四, start: 2026-11-01}
  - {id: 2, title: 乙, tag: red, owner: "张三,李四", team: [一组, 二组], start: 2026-11-01}
  - {id: 3, title: 丙, tag: red, owner: [李四, 王五], team: 一组, start: 2026-11-01}
  - {id: 4, title: 丁, tag: red, owner: 张三、赵六, start: 2026-11-01}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the list."""
    (tmp_path / "tasks.yaml").write_text(LIST, encoding="utf-8")
    return tmp_path


def text(folder: Path, *arguments: str) -> str:
    """Return what a command that ends well says."""
    done = run(*arguments, cwd=folder, DISPATCH_TODAY=DAY)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def items(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the items of a command as programs get them."""
    found: list[dict[str, Any]] = json.loads(text(folder, *arguments, "--format", "json"))["items"]
    return found


FOUND = [
    (("--owner", "张三"), "1 2", "by one of the names"),
    (("--owner", "李四"), "1 2 3", "by another"),
    (("--owner", "王五"), "3", "by a name of a list that nobody else knows"),
    (("--owner", "张三、李四"), "1", "by the whole text, as ever"),
    (("--owner", "张三、赵六"), "4", "which is all there is where not all are known"),
    (("--owner", "张三", "--owner", "王五"), "1 2 3", "by any of several"),
    (("--team", "一组"), "2 3", "and so are teams"),
    (("--team", "二组", "--owner", "李四"), "2", "both at once"),
]


@pytest.mark.parametrize(("options", "ids", "reason"), FOUND, ids=reasons(FOUND))
def test_an_item_is_found_by_each_of_its_names(folder: Path, options: Sequence[str], ids: str, reason: str) -> None:
    """Whoever asks for one of those who share an item finds it."""
    for command in ("list", "check", "remind"):
        assert [item["id"] for item in items(folder, command, *options)] == ids.split(), reason


def test_an_unknown_name_is_told_the_names(folder: Path) -> None:
    """What may be asked for are the names, and the texts that join them."""
    done = run("check", "--owner", "路人", cwd=folder, DISPATCH_TODAY=DAY)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "known are: 张三, 李四, 张三、李四, 张三,李四, 王五, 李四、王五, 张三、赵六" in done.stderr.decode()


def test_programs_get_the_text_and_the_names(folder: Path) -> None:
    """JSON has the text as ever, and the names as a list; CSV has the text alone, in its old columns."""
    found = {item["id"]: item for item in items(folder, "list")}
    assert [found[name]["owner"] for name in "1234"] == ["张三、李四", "张三,李四", "李四、王五", "张三、赵六"]
    assert [found[name]["owners"] for name in "1234"] == [
        ["张三", "李四"],
        ["张三", "李四"],
        ["李四", "王五"],
        ["张三、赵六"],
    ]
    assert [found[name]["teams"] for name in "1234"] == [[], ["一组", "二组"], ["一组"], []]
    assert found["2"]["team"] == "一组、二组"
    header, *lines = text(folder, "list", "--format", "csv").splitlines()
    assert header.endswith(",missed,deadline,past_deadline,closed,latest_on,latest_by,latest_note")
    assert any("李四、王五" in line for line in lines)


def test_groups_are_by_the_whole_text(folder: Path) -> None:
    """Each item stands once, under the text that it has."""
    shown = text(folder, "list", "--group-by", "owner")
    assert [line for line in shown.splitlines() if line.endswith(")")] == [
        "张三、李四 (1)",
        "张三,李四 (1)",
        "李四、王五 (1)",
        "张三、赵六 (1)",
    ]


def test_the_shell_offers_each_name(folder: Path) -> None:
    """Completion knows the names, each once."""
    done = run("list", "--owner", "", cwd=folder, _DISPATCH_COMPLETE="fish")
    assert done.stdout.decode().splitlines() == ["张三\t", "李四\t", "王五\t", "张三、赵六\t"]


def test_each_is_told(folder: Path) -> None:
    """What several share is told to each of them, and each letter names the others."""
    assert [item["id"] for item in items(folder, "remind", "--to", "李四")] == ["1", "2", "3"]
    assert [item["also_told"] for item in items(folder, "remind", "--to", "李四")] == [["张三"], ["张三"], []]
    assert [item["id"] for item in items(folder, "remind", "--to", "王五")] == ["3"]


def test_an_edit_keeps_the_form(folder: Path) -> None:
    """A list stays a list, a text a text, and the answer says who it was and is."""
    assert "owner 李四、王五 → 张三" in text(folder, "assign", "3", "--owner", "张三")
    assert "owner: [张三], team: 一组" in (folder / "tasks.yaml").read_text(encoding="utf-8")
    text(folder, "undo")
    assert (folder / "tasks.yaml").read_text(encoding="utf-8") == LIST
