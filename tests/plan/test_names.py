"""Owners and teams that are several: as lists of the task file, or joined in one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from diffs import both
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from offices import SIGNED, after, make_office
from orders import Order, carry_out
from reading import ITEM, only_item, plan, reasons

from dispatch_cli.changes import items
from dispatch_cli.changes.undo import undo
from dispatch_cli.errors import UnwritableError
from dispatch_cli.model import Item
from dispatch_cli.plan.keys import ITEM_NAMES
from dispatch_cli.plan.names import JOINER, NAMES_OF, joined, joint, named, parts_of, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.model import TaskFile

PEOPLE = ["张三", "李四", "王五"]
# A name that holds what stands between names elsewhere.
ODD = [*PEOPLE, "综合/宣传科", "Zhang San", "甲、乙组", "A,B"]

JOINED = [
    ("张三、李四", PEOPLE, "张三 李四", "a Chinese comma of lists"),
    ("张三，李四", PEOPLE, "张三 李四", "a Chinese comma"),
    ("张三,李四", PEOPLE, "张三 李四", "a comma"),
    ("张三；李四;王五", PEOPLE, "张三 李四 王五", "semicolons of both kinds"),
    ("张三/李四／王五", PEOPLE, "张三 李四 王五", "slashes of both kinds"),
    ("张三 李四\u3000王五", PEOPLE, "张三 李四 王五", "blanks of both kinds"),
    (" 张三 、 李四 ， 王五 ", PEOPLE, "张三 李四 王五", "blanks around them, and several kinds"),
    ("张三、李四、", PEOPLE, "张三 李四", "a mark too many"),
    ("张三、张三", PEOPLE, "张三", "who is named twice is one"),
    ("张三", PEOPLE, "", "one name"),
    ("张三、赵六", PEOPLE, "", "one of them is not known: it stays one name"),
    ("赵六", PEOPLE, "", "nobody knows it"),
    ("、", PEOPLE, "", "nothing but a mark"),
    ("张三李四", PEOPLE, "", "nothing between them"),
    ("张三、李四", [], "", "nobody is known"),
    ("综合/宣传科", ODD, "", "a known name stays whole, whatever it holds"),
    ("综合/宣传科、张三", ODD, "综合/宣传科 张三", "also beside another"),
    ("张三/Zhang San", ODD, "张三 Zhang+San", "the surer mark comes first"),
    ("甲、乙组", ODD, "", "even with a mark for lists"),
    ("A,B", ODD, "", "or a comma"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "people", "names", "reason"), JOINED, ids=reasons(JOINED))
def test_a_text_is_several_names_where_all_are_known(text: str, people: list[str], names: str, reason: str) -> None:
    """A text is split where each of its parts is a name of `people`, and is one name otherwise."""
    assert parts_of(text, people) == tuple(name.replace("+", " ") for name in names.split()), reason


@often(200)
@given(st.lists(st.sampled_from(PEOPLE), min_size=2, unique=True), st.sampled_from([*"、，,；;/／ \u3000", " / "]))
def test_known_names_are_found_however_they_are_joined(names: list[str], mark: str) -> None:
    """Whatever stands between the names, they come back in their order."""
    assert parts_of(mark.join(names), PEOPLE) == tuple(names)


@often(200)
@given(st.lists(st.text("张三李四 ,", min_size=1).map(str.strip).filter(bool), max_size=4, unique=True))
def test_joining_is_the_inverse_of_splitting(names: list[str]) -> None:
    """What is joined to a text is split into the same names again."""
    assert split(joined(names), JOINER) == tuple(names)


def test_the_keys_of_names_are_said_once() -> None:
    """Each key that may hold several names has the names of an item."""
    assert (*NAMES_OF,) == ITEM_NAMES


def listed(lines: str, people: str = "") -> str:
    """Return a list of one item with these lines more, and with `people` where any are given."""
    return f"{ITEM}    {lines}\n" + (f"people: {{{people}}}\n" if people else "")


BOTH = "张三: z@example.com, 李四: l@example.com"
WRITTEN = [
    ("owner: [张三, 李四]", "", "张三、李四", ["张三", "李四"], "a list needs no people"),
    ("owner:\n      - 张三\n      - 李四", "", "张三、李四", ["张三", "李四"], "with dashes"),
    ("owner:\n    - 张三 # 牵头\n    - '李四'", "", "张三、李四", ["张三", "李四"], "under the key, with a comment"),
    ("owner: [张三]", "", "张三", ["张三"], "a list of one"),
    ("owner: [007, no]", "", "007、no", ["007", "no"], "names are texts"),
    ("owner: &a\n    - &b 张三\n    - 李四\n    note: *b", "", "张三、李四", ["张三", "李四"], "an anchor"),
    ("owner: ['张三、李四']", "", "张三、李四", ["张三、李四"], "an element is one name, whatever it holds"),
    ("owner: 张三、李四", BOTH, "张三、李四", ["张三", "李四"], "a text, with people below"),
    ("owner: 张三,李四", BOTH, "张三,李四", ["张三", "李四"], "the text stays as it is written"),
    ("owner: 张三、赵六", BOTH, "张三、赵六", ["张三、赵六"], "not all are known"),
    ("owner: [张三, 赵六]", BOTH, "张三、赵六", ["张三", "赵六"], "in a list they need not be"),
    ("owner: 张三、李四", "", "张三、李四", ["张三、李四"], "without people a text is one name"),
    ("owner:", BOTH, None, [], "nobody"),
]  # fmt: skip


@pytest.mark.parametrize("key", ITEM_NAMES)
@pytest.mark.parametrize(("lines", "people", "text", "names", "reason"), WRITTEN, ids=reasons(WRITTEN))
def test_an_item_has_a_text_and_names(
    key: str, lines: str, people: str, text: str | None, names: list[str], reason: str
) -> None:
    """Owner and team are a text in every case; who they are is known from the list, or from `people`."""
    item = only_item(listed(lines, people).replace("owner", key))
    assert (getattr(item, key), [*NAMES_OF[key](item)]) == (text, names), reason


def test_team_and_owner_are_apart() -> None:
    """An item may have several of both."""
    item = only_item(listed("owner: [张三, 李四]\n    team: [甲组, 乙组]"))
    assert (item.teams, item.owners) == (("甲组", "乙组"), ("张三", "李四"))
    assert named(Item("1", "甲", "red", owner="张三", team="甲组"), PEOPLE).owners == ("张三",)


def assigning(value: str, names: Sequence[str], key: str = "owner") -> Order:
    """Return the order that assigns a text, which should come to these names."""

    def means(before: TaskFile) -> TaskFile:
        (item,) = before.items
        fields: dict[str, Any] = {key: joined(names) or None}
        return before._replace(items=(item._replace(several=joint([names]), **fields),))

    return Order(lambda office: items.assign(office, "1", SIGNED, {key: value}), means)


EDITED = [
    ("王五", "王五", "-    owner: [张三, 李四] # 牵头\n+    owner: [王五] # 牵头\n", "a list of one"),
    ("王五、赵六", "王五 赵六", "-    owner: [张三, 李四]\n+    owner: [王五, 赵六]\n", "several become several"),
    ("李四、 张三、", "李四 张三", "-    owner: [张三, 李四]\n+    owner: [李四, 张三]\n", "in another order"),
    ("王五、王五", "王五", "-    owner: [张三]\n+    owner: [王五]\n", "each once"),
    ("王五,赵六", "王五,赵六", "-    owner: [张三]\n+    owner: ['王五,赵六']\n", "a comma may belong to a name"),
    ("a: b、no", "a:+b no", "-    owner: [张三]\n+    owner: ['a: b', no]\n", "quotes where they must be"),
    ("李四、王五", "李四 王五", "-    owner: [ \"张三\", '李四' ]\n+    owner: ['李四', \"王五\"]\n", "with quotes"),
    ("王五", "王五", "-    owner: [张三,\n-      李四]\n+    owner: [王五]\n", "over two lines"),
    ("王五", "王五", "     owner: &a\n-      - 张三\n-      - 李四\n+      - 王五\n", "with dashes, behind an anchor"),
    ("王五、赵六", "王五 赵六",
     "     owner:\n-    - 张三\n-    - 李四 # 牵头\n+    - 王五\n+    - 赵六 # 牵头\n", "dashes below the key"),
    ("", "", "-    owner: [张三, 李四] # 牵头\n", "nobody: the line goes"),
    ("", "", "-    owner:\n-      - 张三\n-      - 李四\n     note: 甲\n", "all lines of it"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "names", "diff", "reason"), EDITED, ids=reasons(EDITED))
def test_a_list_stays_a_list(value: str, names: str, diff: str, reason: str) -> None:
    """Where a list stood, `assign` writes a list, in its style; undo brings back every byte."""
    head = "".join(f" {line}\n" for line in ITEM.splitlines())
    before, edited = both(head + diff)
    wanted = [name.replace("+", " ") for name in names.split()]
    assert carry_out(assigning(value, wanted), before) == (edited, before), reason


def test_in_an_item_in_brackets() -> None:
    """An item on one line keeps its list on that line."""
    before = "tasks: [{id: 1, title: 甲, tag: red, owner: [张三, 李四], start: 2026-06-01}]\n"
    edited = before.replace("[张三, 李四]", "[王五]")
    assert carry_out(assigning("王五", ["王五"]), before) == (edited, before)


UNSAFE = [
    ("owner:\n      - 张三 # 牵头\n      - 李四", "a comment on one of them"),
    ("owner:\n      # 牵头\n      - 张三\n      # 其次\n      - 李四", "or between them"),
    ("owner: [张三, # 牵头\n      李四]", "or in brackets"),
    ("owner: [张三 # 牵头\n      ]", "or behind the last"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "reason"), UNSAFE, ids=reasons(UNSAFE))
def test_no_comment_is_lost_with_a_list(lines: str, reason: str) -> None:
    """A comment among the names belongs to one of them: such a list is left to an editor."""
    office = make_office(listed(lines))
    with pytest.raises(UnwritableError, match="cannot edit safely"):
        items.assign(office, "1", SIGNED, {"owner": "王五"})
    assert reason


TEXTS = [
    ("张三、李四", "张三 李四", "both are known"),
    ("张三、赵六", "张三、赵六", "one of them is not"),
]


@pytest.mark.parametrize(("value", "names", "reason"), TEXTS, ids=reasons(TEXTS))
def test_a_text_stays_a_text(value: str, names: str, reason: str) -> None:
    """Where no list stood, the text is written as it is given; it is several names where all are known."""
    for lines in ("owner: 王五", "note: 甲"):
        start = make_office(listed(lines, BOTH))
        done = after(start, items.assign(start, "1", SIGNED, {"owner": value}))
        assert f"    owner: {value}\n" in done.text, reason
        assert done.plan == plan(done.text)
        assert done.plan.items[0].owners == tuple(names.split())
        assert undo(done, SIGNED).text == start.text


def test_an_added_item_has_its_names() -> None:
    """`add` writes the text that it is given; who is meant is known from `people`."""
    start = make_office(listed("note: 甲", BOTH))
    done = after(start, items.add(start, SIGNED, Item("", "乙", "red", owner="张三、李四", start=start.today)))
    assert done.plan == plan(done.text)
    assert done.plan.items[1].owners == ("张三", "李四")


def test_both_fields_at_once() -> None:
    """A command that assigns team and owner keeps the form of each."""
    start = make_office(listed("owner: [张三, 李四]\n    team: 甲组"))
    done = after(start, items.assign(start, "1", SIGNED, {"owner": "王五、赵六", "team": "乙组、丙组"}))
    assert done.plan == plan(done.text)
    (item,) = done.plan.items
    assert (item.teams, item.owners) == (("乙组、丙组",), ("王五", "赵六"))
    assert undo(done, SIGNED).text == start.text
