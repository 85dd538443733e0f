"""The list of units: what it says, and its problems, all at once and each with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dispatch_cli.errors import ProblemsError
from dispatch_cli.plan.units import LEAST, Ahead, HallMarks, Score, UnitEntry, UnitList, parse_units, read_marks
from dispatch_cli.render.text.language import Language
from dispatch_cli.source import decode

WHOLE = """\
units:
  - {name: 招商局, file: zhaoshang/tasks.yaml, group: 经济部门, contact: 办公室}
  - file: fagai.jsonl
score:
  start: 100
  missed: {红: 3, orange: 2, blue: 0.25}
  late: 0.5
  overdue: 1
  ahead: {each: 10, days: 1, most: 5}
  marks: {file: marks.csv, weight: 20}
rank: {least: 30}
x-note: anything
"""


def problems(text: str) -> list[tuple[int, int, str]]:
    """Return the problems of a list of units: line, column, and what is wrong."""
    with pytest.raises(ProblemsError) as raised:
        parse_units(decode("units.yaml", text.encode()))
    english = Language("en")
    return [(each.line, each.column, english.speak(each.message)) for each in raised.value.problems]


def test_a_whole_list_is_understood() -> None:
    """Units, rules of the score, and from when on units are ranked."""
    tags = {"red": Decimal(3), "orange": Decimal(2), "blue": Decimal("0.25")}
    ahead, marks = Ahead(Decimal(10), Decimal(1), Decimal(5)), HallMarks("marks.csv", Decimal(20))
    assert parse_units(decode("units.yaml", WHOLE.encode())) == UnitList(
        (UnitEntry("zhaoshang/tasks.yaml", "招商局", "经济部门", "办公室"), UnitEntry("fagai.jsonl")),
        Score(Decimal(100), tags, Decimal("0.5"), Decimal(1), ahead, marks),
        30,
    )


def test_without_rules_there_is_no_score() -> None:
    """Names alone make a list; small units are not ranked all the same."""
    assert parse_units(decode("", b"units: [{file: a.yaml}]")) == UnitList((UnitEntry("a.yaml"),), None, LEAST)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, 1, "the file is empty")]),
        ("- a\n", [(1, 1, "this is not a list of units")]),
        ("units: none\n", [(1, 8, "`units` must be a list of units")]),
        ("units:\n- {name: 甲}\n", [(2, 3, "a unit without `file`")]),
        ("units: [{file: a, nmae: b}]\n", [(1, 19, "unknown key `nmae`")]),
        ("units: [{file: a}]\nrank: {least: many}\n", [(2, 15, "`many` is not a number")]),
        ("units: [{file: a}]\nscore: {late: 0,5}\n", [(2, 17, "unknown key `5`")]),
        ("units: [{file: a}]\nscore: {late: -1}\n", [(2, 15, "`-1` is not a number")]),
        ("units: [{file: a}]\nscore: {marks: {file: m}}\n", [(2, 9, "`marks` needs a `file` and a `weight`")]),
        (
            "units: [{file: a}]\nscore: {marks: {file: m, weight: 120}}\n",
            [(2, 34, "a weight is at most 100 percent")],
        ),
        (
            "units:\n- {name: 甲, file: a}\n- {name: 甲, file: a}\n",
            [
                (3, 10, "`甲` stands here twice; the first is in line 2"),
                (3, 19, "`a` stands here twice; the first is in line 2"),
            ],
        ),
        (
            "units: [{file: a}]\nscroe: {}\nrank: {least: -1}\n",
            [(2, 1, "unknown key `scroe`"), (3, 15, "`-1` is not a number")],
        ),
    ],
)
def test_problems_have_their_places(text: str, expected: list[tuple[int, int, str]]) -> None:
    """Each is found where it stands, all of them at once."""
    assert problems(text) == expected


def test_what_is_not_yaml_is_explained() -> None:
    """As of a task file: the place, and no traceback."""
    ((line, _, _), *_) = problems("units:\n- {file: a\n")
    assert line in {2, 3}


def test_marks_are_one_a_unit() -> None:
    """A header is passed over; quotes hold a comma together."""
    read = read_marks(decode("marks.csv", '单位,评分\n招商局,92\n"发改, 局",88.5\n\n'.encode()))
    assert read == {"招商局": Decimal(92), "发改, 局": Decimal("88.5")}


@pytest.mark.parametrize("line", ["招商局", "招商局,101", "招商局,-1", "招商局,九十", "发改局,1", "a,1,2"])
def test_a_wrong_mark_is_a_problem(line: str) -> None:
    """Not a number, out of the range, one too few or too many, or the second of a unit: said with its line."""
    with pytest.raises(ProblemsError) as raised:
        read_marks(decode("marks.csv", f"unit,mark\n发改局,90\n{line}\n".encode()))
    assert [each.line for each in raised.value.problems] == [3]
