"""A long list in the usual form: the short way reads what the reader reads, or leaves it to the reader."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from fuzzing import PIECES, VALUES
from hypothesis import example, given
from hypothesis import strategies as st
from reading import reasons

from dispatch_cli.clock import is_zone
from dispatch_cli.errors import ProblemsError
from dispatch_cli.plan import reader
from dispatch_cli.plan.reader import parse
from dispatch_cli.plan.usual import read_usual
from dispatch_cli.source import Source

if TYPE_CHECKING:
    from dispatch_cli.model import TaskFile

LIST = """\
# 清单
branch: 示例支部
people: {张三: zhang@example.com, 李四: li@example.com}
cadence:
  蓝: every 10 days
  w: FREQ=MONTHLY;BYDAY=MO,2TU
tasks:
  - id: "1"
    title: 甲项目: 一期
    tag: 红
    team: '招商 专班'
    owner: 张三、李四
    start: 2026-06-01
    last: 2026-11-09
    deadline: "2026-12-31"
    note: 等待供地#2

# 以下为新增
  - id: 007
    title: no
    tag: 蓝
    team:
    start: 2024-02-29
    closed: 2026-11-20
""".replace("甲项目: 一期", "甲项目:一期")
ONE_ITEM = LIST[: LIST.index("\n# 以下")]


def by_pattern(text: str) -> TaskFile | None:
    """Return what the short way makes of a list, None where it leaves it to the reader."""
    return read_usual(Source("", text), lambda head: parse(head, is_zone))


def by_events(text: str) -> TaskFile | None:
    """Return what the reader makes of a list, None where something is wrong with it."""
    try:
        return parse(Source("", text), is_zone)
    except ProblemsError:
        return None


USUAL = [
    ("", "", "as it stands"),
    ("    title", "    title", "the same once more"),
    ("\n", "\r\n", "line ends of Windows"),
    ("    ", "  ", "no indentation"),
    ("等待供地", "http://a.b/c?d=e", "an address"),
    ("等待供地", "12:30 [甲] {乙} & *丙 - ?", "signs that mean something only where a text begins"),
    ("2026-11-09", "2026-11-09  ", "blanks behind a value"),
    (": no", ":   no", "blanks before it"),
    ("# 以下为新增", "\n   # 甲: '乙'\n", "comments anywhere between items"),
]


@pytest.mark.parametrize(("part", "other", "reason"), USUAL, ids=reasons(USUAL))
def test_the_usual_form_is_read_by_the_pattern(part: str, other: str, reason: str) -> None:
    """What most people write is not left to the reader, and means the same."""
    text = LIST.replace("  - ", "- ").replace(part, other) if part == "    " else LIST.replace(part, other)
    plan = by_pattern(text)
    assert plan is not None, reason
    assert plan == by_events(text), reason


UNUSUAL = [
    ("no\n", "no # 甲\n", "a comment behind a value"),
    ("no\n", "no\n      way\n", "a text over two lines"),
    ("no\n", "|\n      no\n", "a block"),
    ("no\n", "'it''s'\n", "a quote within quotes"),
    ("no\n", '"a\\tb"\n', "an escape"),
    ("no\n", '"a: b"\n', "what YAML would take for a key without quotes"),
    ("no\n", "*a\n", "an alias"),
    ("no\n", "&a no\n", "an anchor"),
    ("no\n", "!!str no\n", "a type"),
    ("no\n", "no:\n", "a key within a value"),
    ("no\n", "n: o\n", "another one"),
    ("no\n", "n\u2028o\n", "a line break that only YAML knows"),
    ("no\n", "n\x85o\n", "and another"),
    ("no\n", "n\to\n", "a tab"),
    ("no\n", "n\0o\n", "a control"),
    ("no\n", "n\ufeffo\n", "a byte order mark"),
    ("no\n", '"no\n', "a quote that nobody closes"),
    ("no\n", 'no"\n', "one that nobody opens"),
    ("no\n", "'no\"\n", "two of different kinds"),
    ("no\n", "\n", "a title that is missing"),
    ("蓝\n", "\n", "a tag that is missing"),
    ("tag: 蓝", "tag: 紫", "a tag that nobody knows"),
    ("tag: 蓝", "tag: w", "a tag with a rule"),
    ("007", '"1"', "an id that is taken"),
    ("2024-02-29", "2026-02-29", "a day that does not exist"),
    ("2026-11-09", "2026-05-09", "a last before start"),
    ("    start: 2024-02-29\n", "", "an item without a day"),
    ("    closed: 2026-11-20\n", "    closed: 2026-11-20", "no line end at the end"),
    ("    closed: 2026-11-20\n", "    start: 2026-11-20\n", "a key given twice"),
    ("    title: no\n    tag: 蓝\n", "    tag: 蓝\n    title: no\n", "keys in another order"),
    ("    closed:", "    x-closed:", "a key that is free"),
    ("    closed:", "   closed:", "another indentation"),
    ("  - id: 007", " - id: 007", "an item with another indentation"),
    ("2026-11-20\n", "2026-11-20\nsince: 2026-01-01\n", "a key behind the items"),
    ("2026-11-20\n", "2026-11-20\n---\n", "a second document"),
    ("张三、李四", "[张三, 李四]", "a list of names"),
    ("branch: 示例支部", "branch: 示例支部\nbranch: 甲", "a mistake in the head"),
    ("branch: 示例支部", "branch: |\n  甲\ntasks:\n  - id: x", "items that come twice"),
    ("branch: 示例支部", 'branch: "甲', "a quote that begins in the head"),
    ("tasks:\n", "tasks: # 甲\n", "a comment behind the key"),
    ("tasks:\n", "tasks: &a\n", "an anchor for all items"),
]


@pytest.mark.parametrize(("part", "other", "reason"), UNUSUAL, ids=reasons(UNUSUAL))
def test_anything_else_is_left_to_the_reader(part: str, other: str, reason: str) -> None:
    """What the pattern does not know, and what is wrong, it does not touch."""
    assert part in LIST
    assert by_pattern(LIST.replace(part, other)) is None, reason


def test_a_long_list_is_read_by_the_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader takes the short way for a long list, and says the same as without it."""
    items = [ONE_ITEM[ONE_ITEM.index("  - id") :].replace('"1"', f"{number}") for number in range(300)]
    text = "tasks:\n" + "".join(items)
    plan = by_events(text)
    assert plan == by_pattern(text)
    assert plan is not None
    monkeypatch.setattr(reader, "_LARGE", len(text) + 1)
    assert by_events(text) == plan


SIGNS = [
    *PIECES,
    *VALUES,
    *"\r\n\t :#'\"-[]{}&*!|>%@`,?\\~=<.甲",
    "\xa0",
    "\u3000",
    "\x85",
    "\u2029",
    "\ufffe",
    "\x7f",
    ": ",
]


def changed(random: Random, text: str) -> str:
    """Return a list after a few changes: most of them leave it in the usual form, or nearly so."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        at, stop = sorted(random.randrange(len(text) + 1) for _ in range(2))
        stop = min(stop, at + random.choice((0, 0, 1, 3, 20, 80)))
        part, sign = text[at:stop], random.choice(SIGNS)
        text = text[:at] + random.choice((sign, sign + part, part + sign, "", part * 2, part[::-1])) + text[stop:]
    return text


def valued(random: Random) -> str:
    """Return the list with other values, of signs that may mean something."""
    lines = LIST.splitlines(keepends=True)
    for _ in range(random.choice((1, 2))):
        place = random.randrange(lines.index("tasks:\n") + 1, len(lines))
        key, colon, _old = lines[place].partition(": ")
        value = "".join(random.choices(SIGNS, k=random.choice((1, 2, 3))))
        lines[place] = (
            f"{key}{colon}{random.choice(('', '甲', chr(34), chr(39)))}{value}{random.choice(('', '乙', ' '))}\n"
        )
    return "".join(lines)


def same(text: str) -> bool:
    """Say whether the short way read a list; it must mean then what the reader says it means."""
    plan = by_pattern(text)
    if plan is not None:
        assert plan == by_events(text), text
    return plan is not None


@given(st.lists(st.tuples(st.integers(0, len(LIST)), st.integers(0, 30), st.sampled_from(SIGNS)), max_size=3))
@example([])
def test_both_ways_agree(changes: list[tuple[int, int, str]]) -> None:
    """Whatever is changed in a list, the short way says what the reader says, or nothing."""
    text = LIST
    for at, length, sign in changes:
        text = text[:at] + sign + text[at + length :]
    same(text)


@pytest.mark.endurance
@pytest.mark.parametrize("make", [lambda random: changed(random, LIST), valued], ids=["changed", "valued"])
@pytest.mark.parametrize("seed", range(10))
def test_both_ways_agree_on_many_lists(make: object, seed: int) -> None:
    """Of 100,000 lists none is read differently, and many are read by the pattern."""
    assert callable(make)
    random = Random(seed)  # noqa: S311
    read = sum(same(make(random)) for _ in range(5_000))
    assert read > 100, read
