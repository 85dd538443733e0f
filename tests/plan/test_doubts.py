"""Names that are probably meant for others, and addresses in two spellings: doubted by who asks, read by all."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mistakes import Found, unlike
from reading import ITEM, problems, reasons

from dispatch_cli.plan.doubts import Likeness

TODAY = date(2026, 11, 22)
PEOPLE = "people: {招商一科: a@example.com, 张三: b@example.com, 李四: c@example.com, José García: d@example.com}\n"

ALIKE = [
    ("招商１科", "招商一科", "招商一科", "a full-width digit for a Chinese one"),
    ("招商1科", "招商一科", "招商一科", "a digit for a Chinese one"),
    ("招商壹科", "招商一科", "招商一科", "the formal one"),
    ("招商一料", "招商一科", "招商一科", "one character misspelt"),
    ("招商科", "招商一科", "招商一科", "one missing"),
    ("招商局一科", "招商一科", "招商一科", "one too many"),
    ("招商 一科", "招商一科", "招商一科", "a blank within"),
    ("招商二科", "招商一科", None, "another section"),
    ("招商2科", "招商一科", None, "another section by its digit"),
    ("招商乙科", "招商甲科", None, "another section by its stem"),
    ("Section 2", "Section 1", None, "another section in English"),
    ("张四", "张三", None, "of two characters one is half the name"),
    ("张三", "张三", "张三", "the name itself"),
    (
        "Jose\u0301 Garci\u0301a",
        "Jos\u00e9 Garc\u00eda",
        "Jos\u00e9 Garc\u00eda",
        "decomposed letters for composed ones",
    ),
    ("jose", "Jose", "Jose", "another case"),
    ("Ｊｏｓｅ", "Jose", "Jose", "full-width letters"),
    ("Anna Schmid", "Anna Schmidt", "Anna Schmidt", "a letter missing at the end"),
    ("一二三四", "二三四一", None, "the same characters in another order"),
    ("国评迎检科", "招商一科", None, "another name"),
    ("招商一科", "招商局二科", None, "two differences"),
]


@pytest.mark.parametrize(("name", "known", "expected", "reason"), ALIKE, ids=reasons(ALIKE))
def test_names_that_are_nearly_alike(name: str, known: str, expected: str | None, reason: str) -> None:
    """A name is like a known one where a slip of the pen lies between them, and no other number."""
    assert Likeness([known, "消费促进科"]).alike(name) == expected, reason


@given(st.text(max_size=8), st.text(max_size=8))
def test_likeness_knows_no_direction(one: str, other: str) -> None:
    """Who is like another is so the other way round."""
    assert (Likeness([one]).alike(other) is None) == (Likeness([other]).alike(one) is None)


def test_the_nearest_name_is_named() -> None:
    """Where one differs in a character and another only in its width, it is the latter."""
    assert Likeness(["招商一处", "招商一科"]).alike("招商１科") == "招商一科"


DOUBTED = [
    ("owner: 招商１科", Found(7, 12, "`招商１科` is no name of `people`", "did you mean `招商一科`?"), "a slip"),
    ("team: 招商一料", Found(7, 11, "`招商一料` is no name of `people`", "did you mean `招商一科`?"), "of a team too"),
    ("owner: [李四, 招商一料]", Found(7, 17, "`招商一料` is no name of `people`", ""), "in a list, where it stands"),
    ("owner: 招商一科", None, "the name itself"),
    ("owner: 综合科", None, "a name that is like none: it is reached through the digest"),
    ("owner: 招商二科", None, "another section"),
    (
        "owner: 张三、王五",
        Found(7, 12, "`张三、王五` is one name here, and `people` does not have it", "write `owner: [张三, 王五]`"),
        "joined, and one of them is not known",
    ),
    (
        "team: 王五，赵六",
        Found(7, 11, "`王五，赵六` is one name here", "write `team: [王五, 赵六]`"),
        "none of them is",
    ),
    ("owner: 张三 王五", Found(7, 12, "`张三 王五` is one name here", "[张三, 王五]"), "joined by a blank"),
    ("owner: 张三/王五", Found(7, 12, "`张三/王五` is one name here", "[张三, 王五]"), "joined by a stroke"),
    ("owner: 综合科/信访办", None, "a stroke between names that nobody knows joins nothing"),
    ("owner: Section 2", None, "nor does a blank"),
    ("owner: 王五 赵六", Found(7, 12, "`王五 赵六` is one name here", "[王五, 赵六]"), "but between Chinese names"),
    ("owner: 王 五", None, "one name, spread out"),
    ("owner: 张 三", Found(7, 12, "`张 三` is no name of `people`", "did you mean `张三`?"), "one that is known"),
    ("owner: 张三、李四", None, "all are known"),
    ("owner: [张三, 李四]", None, "a list of known names"),
    ("owner: ['张三、王五']", Found(7, 13, "`张三、王五` is one name here", "[张三, 王五]"), "one element, joined"),
]


@pytest.mark.parametrize(("line", "found", "reason"), DOUBTED, ids=reasons(DOUBTED))
def test_a_name_is_doubted_where_another_is_meant(line: str, found: Found | None, reason: str) -> None:
    """It is reported where it stands, only to who asks, and only where `people` names anybody."""
    text = f"{PEOPLE}{ITEM}    {line}\n"
    assert unlike(problems(text, TODAY), (found,) if found else ()) == [], reason
    assert problems(text) == (), reason
    assert problems(f"{ITEM}    {line}\n", TODAY) == (), reason


MAIL = "mail: {from: d@example.com, to: 张三}"
OF_REMIND = [
    (
        "escalate: [{missed: 1, to: 上级}]",
        Found(2, 37, "`上级` has no address in `people`", "add it there"),
        "no address",
    ),
    (
        "escalate: [{missed: 1, to: [张三, 招商一料]}]",
        Found(2, 42, "`招商一料` has no", "did you mean `招商一科`?"),
        "a slip",
    ),
    ("escalate: [{missed: 1, to: 张三}]", None, "an address"),
    (MAIL, None, "a digest that arrives"),
]


@pytest.mark.parametrize(("rules", "found", "reason"), OF_REMIND, ids=reasons(OF_REMIND))
def test_a_name_of_remind_needs_an_address(rules: str, found: Found | None, reason: str) -> None:
    """Who is to be told of misses and cannot be told is doubted."""
    text = f"{PEOPLE}remind: {{{rules}}}\n{ITEM}"
    assert unlike(problems(text, TODAY), (found,) if found else ()) == [], reason
    assert problems(text) == (), reason


SPELLINGS = [
    (
        "Z@example.com",
        Found(3, 7, "`Z@example.com` is spelt otherwise in line 2", "write `z@example.com`"),
        "a capital",
    ),
    ("z@EXAMPLE.com", Found(3, 7, "`z@EXAMPLE.com` is spelt otherwise in line 2", "one mailbox"), "of the domain"),
    ("z@example.com", None, "the same address"),
    ("zz@example.com", None, "another one"),
]


@pytest.mark.parametrize(("address", "found", "reason"), SPELLINGS, ids=reasons(SPELLINGS))
def test_an_address_in_two_spellings(address: str, found: Found | None, reason: str) -> None:
    """One mailbox gets one mail, however it is written; lint says that it is written in two ways."""
    text = f"people:\n  张三: z@example.com\n  李四: {address}\n{ITEM}"
    assert unlike(problems(text, TODAY), (found,) if found else ()) == [], reason
    assert problems(text) == (), reason


def test_a_name_in_a_part_that_cannot_be_read_is_no_doubt() -> None:
    """Where an item cannot be read, nothing is said of names: the mistake comes first."""
    text = f"{PEOPLE}{ITEM}    owner: 招商一料\n  - id: 2\n    title: a: b\n    tag: red\n    start: 2026-06-01\n"
    assert [problem.line for problem in problems(text, TODAY)] == [9]


def test_many_names_are_compared_in_time() -> None:
    """Three thousand people and as many names that are none of them take seconds at most."""
    known = Likeness(f"第{number}号办公室工作人员" for number in range(3000))
    begin = perf_counter()
    assert known.alike("第7号办公室工作入员") == "第7号办公室工作人员"
    assert not any(known.alike(f"第{number}号会议室管理人员") for number in range(3000))
    assert known.alike("第" * 100_000) is None
    assert perf_counter() - begin < 5
