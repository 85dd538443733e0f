"""A part of a title in the place of an id: enough to look at an item, never to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Desk
from reading import reasons

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
tasks:
  - {id: 1, title: 新能源项目供地, tag: red, last: 2026-11-20}
  - {id: 2, title: 园区招商, tag: red, last: 2026-11-20}
  - {id: 3, title: "园区道路（２期） [red]", tag: red, last: 2026-11-20}
  - {id: 供地, title: 2026 年 42 项, tag: red, last: 2026-11-20}
  - {id: 5, title: Roads of the Park, tag: red, last: 2026-11-20, closed: 2026-11-21}
"""


@pytest.fixture(name="desk")
def make_desk(tmp_path: Path) -> Desk:
    """Return a desk with a record of each item."""
    desk = Desk(tmp_path, LIST)
    desk.do("record", "1", "2", "3", "供地", "--on", "2026-11-21")
    return desk


FOUND = [
    ("新能源", "1", "新能源项目供地", "one title holds it"),
    ("道路(2期)", "3", "园区道路（２期） [red]", "in another width"),
    ("of the park", "5", "Roads of the Park", "in another case, and of a closed item"),
]


@pytest.mark.parametrize("command", ["show", "explain", "history"])
@pytest.mark.parametrize(("text", "item_id", "title", "reason"), FOUND, ids=reasons(FOUND))
def test_one_hit_is_taken(desk: Desk, command: str, text: str, item_id: str, title: str, reason: str) -> None:
    """The only item whose title holds the text is shown, as by its id, and stderr says which it is."""
    done = desk.run(command, text)
    assert (done.code, done.out) == (0, desk.do(command, item_id)), reason
    assert done.err == f"`{text}` is taken for item {item_id}, {title}\n"


NOT_FOUND = [
    ("园区", "several titles hold `园区`", "give an id: 2 园区招商, 3 园区道路（２期） [red]", "several"),
    ("42", "no item has the id `42`", "`dispatch list --closed` shows the ids", "a number is never guessed"),
    ("４２", "no item has the id `４２`", "`dispatch list --closed` shows the ids", "in no width"),
    ("", "no item has the id ``", "`dispatch list --closed` shows the ids", "every title holds nothing"),
    ("学校", "no item has the id `学校`", "`dispatch list --closed` shows the ids", "no title holds it"),
]


@pytest.mark.parametrize("command", ["show", "explain", "history"])
@pytest.mark.parametrize(("text", "message", "hint", "reason"), NOT_FOUND, ids=reasons(NOT_FOUND))
def test_several_hits_are_listed(desk: Desk, command: str, text: str, message: str, hint: str, reason: str) -> None:
    """Where several titles hold it, or none, nothing is shown but what could be asked for."""
    done = desk.run(command, text)
    assert (done.code, done.out, done.err) == (2, "", f"error: {message}\n    → {hint}\n"), reason


def test_an_id_comes_before_a_title(desk: Desk) -> None:
    """What is an id is one, whatever titles hold it."""
    done = desk.run("show", "供地")
    assert (done.code, done.err) == (0, "")
    assert "2026 年 42 项" in done.out


WRITING = [
    ("record", "新能源"),
    ("record", "新能源", "-m", "约谈"),
    ("close", "新能源", "-m", "办结"),
    ("tag", "新能源", "green", "-m", "研判"),
    ("assign", "新能源", "--owner", "甲"),
    ("postpone", "新能源", "--to", "2027-01-01", "-m", "等"),
    ("reopen", "新能源"),
    ("edit", "新能源", "--note", "等"),
]


@pytest.mark.parametrize("words", WRITING, ids=[" ".join(row) for row in WRITING])
def test_nothing_is_written_by_a_guess(desk: Desk, words: tuple[str, ...]) -> None:
    """A command that writes names the only hit with its id, and changes nothing."""
    before = desk.both
    done = desk.run(*words)
    assert (done.code, done.out, desk.both) == (2, "", before)
    assert done.err == "error: no item has the id `新能源`\n    → give an id: 1 新能源项目供地\n"


def test_many_hits_are_cut(tmp_path: Path) -> None:
    """Ten of many are listed."""
    items = "".join(
        f"  - {{id: {number}, title: 道路{number}, tag: red, last: 2026-11-20}}\n" for number in range(1, 13)
    )
    done = Desk(tmp_path, f"tasks:\n{items}").run("show", "道路")
    assert done.err.endswith("9 道路9, 10 道路10, …\n")
