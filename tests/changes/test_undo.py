"""Taking back an edit of the task file when people have changed the file meanwhile.

Their changes stay. Where they changed the very lines, nothing is taken back, and the program says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Desk
from reading import reasons

from dispatch_cli.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# 清单
branch: 示例支部
tasks:
  # 红色：急
  - id: 1
    title: 甲
    tag: 红 # 急
    team: 招商专班
    # 列入
    start: 2026-06-01
    note: |
      等待供地
      下周再问

  - id: 2
    title: 乙
    tag: green
    owner: 招商二科
    start: 2026-06-01
    closed: 2026-10-01 # 签约
    note: 已办结

  - {id: 3, title: 丙, tag: orange, start: 2026-06-01}
"""
TAG = "tag 1 orange -m 研判"
TEAM = "assign 1 --team 国评专班"
NO_TEAM = "assign 1 --team="
BOTH = "assign 1 --team 国评专班 --owner 国评迎检科"
CLOSE = "close 1 --on 2026-11-01 -m 办结"
REOPEN = "reopen 2"
ADD = "add 丁 --tag red --id 9"
EDITS = [
    "edit 1 --title 甲乙",
    "edit 1 --note=",
    "edit 1 --note 已约谈 --title 丁 --start 2026-05-01",
    "edit 3 --note 等",
]
NEW = "\n  - {id: 9, title: 丁, tag: red, start: 2026-11-22}\n"
BY_HAND = "\n  - {id: 8, title: 戊, tag: red, start: 2026-06-01}\n"


def desk_after(folder: Path, *commands: str, text: str = TEXT) -> Desk:
    """Return the desk on which these commands have been given."""
    desk = Desk(folder, text)
    for command in commands:
        desk.do(*command.split())
    return desk


def by_hand(desk: Desk, old: str, new: str) -> None:
    """Change what stands once in the task file, as a person does."""
    assert desk.text.count(old) == 1, desk.text
    desk.write(desk.text.replace(old, new))


KEPT = [
    (TAG, "# 清单", "# 清单\n# 第二版", "a line added at the top"),
    (TAG, "branch: 示例支部\n", "", "a line removed at the top"),
    (TAG, "title: 甲", "title: 甲甲", "the line above"),
    (TAG, "team: 招商专班", "team: 企业专班", "the line below"),
    (TAG, "  - id: 1\n", "  - x-tel: '0000'\n    id: 1\n", "another first key"),
    (TAG, "    # 列入\n", "    last: 2026-11-01\n", "another field of the item"),
    (TAG, "等待供地\n", "已供地\n      tag: 橙 # 急\n", "a text that looks like a field"),
    (TAG, "tag: green", "tag: 橙 # 急", "the same line in another item"),
    (TAG, "  - id: 2\n    title: 乙\n", "  - id: 2\n    title: 乙乙\n", "another item"),
    (TAG, "  # 红色：急\n", "  # 橙色\n", "a comment above the item"),
    (TEAM, "title: 甲", "title: 国评专班", "another field that now says the same"),
    (NO_TEAM, "    # 列入\n", "", "the line below one that is gone"),
    (NO_TEAM, "title: 甲", "title: 甲甲", "lines above one that is gone, but for the nearest"),
    (BOTH, "start: 2026-06-01\n    note: |", "start: 2026-05-01\n    note: |", "a line near two that changed"),
    (BOTH, "    # 列入\n", "    # 列入\n    deadline: 2026-12-31\n", "a line added near them"),
    (CLOSE, "等待供地", "已供地", "the note below the new line"),
    (CLOSE, "# 列入\n    start: 2026-06-01", "# 列入\n    start: 2026-05-01", "the line above it"),
    (REOPEN, "note: 已办结", "note: 未办结", "the note below the line that is gone"),
    (REOPEN, "owner: 招商二科", "owner: 招商三科", "its owner"),
    (ADD, "title: 丙", "title: 丙丙", "the item above the new one"),
    (ADD, "# 清单", "# 清单\r", "a line end elsewhere"),
]


@pytest.mark.parametrize(("command", "old", "new", "reason"), KEPT, ids=reasons(KEPT))
def test_changes_elsewhere_stay(tmp_path: Path, command: str, old: str, new: str, reason: str) -> None:
    """What people changed on other lines stays when a command is taken back."""
    assert reason
    desk = desk_after(tmp_path, command)
    assert desk.text != TEXT
    by_hand(desk, old, new)
    desk.do("undo")
    assert TEXT.count(old) == 1
    assert desk.text == TEXT.replace(old, new)
    assert desk.entries == []


REFUSED = [
    (TAG, "1", "tag: 橙 # 急", "tag: 橙", "its comment"),
    (TAG, "1", "tag: 橙 # 急", "tag: orange # 急", "its language"),
    (TAG, "1", "    tag: 橙 # 急", "    tag:  橙 # 急", "a space"),
    (TAG, "1", "tag: 橙 # 急", "tag: 绿 # 急", "its value"),
    (TEAM, "1", "    team: 国评专班\n    # 列入", "    # 列入", "the line is gone"),
    (BOTH, "1", "owner: 国评迎检科", "owner: 国评一科", "one of two lines"),
    (BOTH, "1", "team: 国评专班", "team: 国评专班 # 牵头", "the other"),
    (NO_TEAM, "1", "    # 列入\n", "    team: 企业专班\n    # 列入\n", "another value where there was none"),
    (NO_TEAM, "1", "tag: 红 # 急", "tag: 红", "the line above one that is gone: no place is known for it"),
    (CLOSE, "1", "closed: 2026-11-01", "closed: 2026-11-02", "another day"),
    (CLOSE, "1", "    closed: 2026-11-01\n", "    closed: '2026-11-01'\n", "quotes"),
    (REOPEN, "2", "    note: 已办结\n", "    note: 已办结\n    closed: 2026-11-20\n", "closed again by hand"),
    ("close 3 -m 办结", "3", "{id: 3,", "{ id: 3,", "an item in braces has but one line"),
    (ADD, "9", "title: 丁", "title: 丁丁", "the title of the new item"),
    (ADD, "9", "2026-11-22}", "2026-11-22} # 新增", "a comment on the new item"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "item", "old", "new", "reason"), REFUSED, ids=reasons(REFUSED))
def test_changes_of_the_very_lines_are_respected(
    tmp_path: Path, command: str, item: str, old: str, new: str, reason: str
) -> None:
    """Where the very lines have changed, undo ends with 4, changes nothing, and names the item and the remedy."""
    assert reason
    desk = desk_after(tmp_path, command)
    by_hand(desk, old, new)
    before = desk.both
    done = desk.run("undo")
    assert (done.code, done.out, desk.both) == (ExitCode.UNWRITABLE, "", before)
    assert f"the task file has changed where item {item} would have to be restored" in done.err
    assert "write that again, then undo" in done.err


@pytest.mark.parametrize(("command", "item", "old", "new", "reason"), REFUSED, ids=reasons(REFUSED))
def test_the_remedy_helps(tmp_path: Path, command: str, item: str, old: str, new: str, reason: str) -> None:
    """When the lines that it names are written again, undo restores the file byte for byte."""
    assert item
    desk = desk_after(tmp_path, command)
    by_hand(desk, old, new)
    hint = desk.run("undo").err
    desk.write(desk.text.replace(new, old))
    named = hint.split("`")[1].split(" / ")
    assert all(f"{line}\n" in desk.text for line in named), reason
    desk.do("undo")
    assert desk.text == TEXT


@pytest.mark.parametrize("command", [TAG, TEAM, NO_TEAM, CLOSE])
def test_an_item_removed_by_hand(tmp_path: Path, command: str) -> None:
    """An item that somebody has removed cannot be restored, and undo says so."""
    desk = desk_after(tmp_path, command)
    start, end = desk.text.index("  - id: 1"), desk.text.index("  - id: 2")
    desk.write(desk.text[:start] + desk.text[end:])
    before = desk.both
    done = desk.run("undo")
    assert (done.code, desk.both) == (ExitCode.UNWRITABLE, before)
    assert "item 1" in done.err


def test_a_record_needs_no_lines(tmp_path: Path) -> None:
    """A dispatch is taken back whatever has become of its item in the file."""
    desk = desk_after(tmp_path, "record 1 3 -m 周调度会")
    desk.write("tasks: []\n")
    desk.do("undo")
    assert (desk.text, desk.entries) == ("tasks: []\n", [])


def test_a_broken_file_is_reported(tmp_path: Path) -> None:
    """A file that cannot be read stops undo as it stops everything, with 3."""
    desk = desk_after(tmp_path, TAG)
    by_hand(desk, "title: 甲", "title: [甲")
    before = desk.both
    assert desk.run("undo").code == ExitCode.UNREADABLE
    assert desk.both == before


ANY = [TAG, TEAM, NO_TEAM, BOTH, CLOSE, REOPEN, "reopen 2 -m 反复", "close 3 -m 办结", ADD, *EDITS]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("command", ANY)
def test_an_editor_that_converts_line_ends(tmp_path: Path, command: str, end: str) -> None:
    """What is taken back in a file whose line ends were converted has the new ones."""
    desk = desk_after(tmp_path, command)
    desk.write(desk.text.replace("\n", end))
    desk.do("undo")
    assert desk.text == TEXT.replace("\n", end)


@pytest.mark.parametrize("command", ANY)
def test_an_editor_that_adds_marks_and_newlines(tmp_path: Path, command: str) -> None:
    """So it is with a byte order mark, and with a final newline that an editor added."""
    desk = desk_after(tmp_path, command, text=TEXT.removesuffix("\n"))
    desk.write(f"\ufeff{desk.text}\n")
    desk.do("undo")
    assert desk.text == f"\ufeff{TEXT}"


@pytest.mark.parametrize("command", [TAG, TEAM, NO_TEAM, BOTH, CLOSE])
def test_items_in_another_order(tmp_path: Path, command: str) -> None:
    """An item is found wherever it stands now."""
    first, second = TEXT.index("  - id: 1"), TEXT.index("  - id: 2")
    moved = TEXT[:first] + TEXT[second:] + TEXT[first:second]
    desk = desk_after(tmp_path, command)
    first, second = desk.text.index("  - id: 1"), desk.text.index("  - id: 2")
    desk.write(desk.text[:first] + desk.text[second:] + desk.text[first:second])
    desk.do("undo")
    assert desk.text == moved


def test_a_field_at_another_place_of_its_item(tmp_path: Path) -> None:
    """A line is found wherever it stands in its item."""
    desk = desk_after(tmp_path, TAG)
    by_hand(desk, "    title: 甲\n    tag: 橙 # 急\n", "    tag: 橙 # 急\n    title: 甲\n")
    desk.do("undo")
    old = "    title: 甲\n    tag: 红 # 急\n"
    assert desk.text == TEXT.replace(old, "    tag: 红 # 急\n    title: 甲\n")


@pytest.mark.parametrize("place", ["behind", "before"])
def test_an_item_written_by_hand_beside_an_added_one(tmp_path: Path, place: str) -> None:
    """An item that somebody wrote behind the added one, or before it, stays."""
    desk = desk_after(tmp_path, ADD)
    by_hand(desk, NEW, NEW + BY_HAND if place == "behind" else BY_HAND + NEW)
    desk.do("undo")
    assert desk.text == TEXT + BY_HAND


BLOCKS = "tasks:\n  - id: 1\n    title: 甲\n    tag: red\n    start: 2026-06-01\n"
BELOW = [
    ("    note: 等待供地\n", "a field that the item above would get"),
    ("    x-tel: '0000'\n", "even one that means nothing to the program"),
    ("    owner:\n", "even an empty one"),
]


@pytest.mark.parametrize(("line", "reason"), BELOW, ids=reasons(BELOW))
def test_a_field_added_to_an_added_item(tmp_path: Path, line: str, reason: str) -> None:
    """An added item to which somebody has added lines is not removed from above them."""
    assert reason
    desk = desk_after(tmp_path, ADD, text=BLOCKS)
    desk.write(desk.text + line)
    before = desk.both
    done = desk.run("undo")
    assert (done.code, desk.both) == (ExitCode.UNWRITABLE, before)
    assert "where item 9 would have to be restored" in done.err


def test_a_comment_below_an_added_item(tmp_path: Path) -> None:
    """A comment below the added item stays."""
    desk = desk_after(tmp_path, ADD, text=BLOCKS)
    desk.write(f"{desk.text}  # 完\n")
    desk.do("undo")
    assert desk.text == f"{BLOCKS}  # 完\n"


def test_an_added_item_that_was_edited_by_command(tmp_path: Path) -> None:
    """An added item that other commands have edited since goes when they are taken back first."""
    desk = desk_after(tmp_path, ADD, "tag 9 绿 -m 研判", "assign 9 --owner 招商一科", "record 9", "close 9 -m 办结")
    for _ in range(5):
        desk.do("undo")
    assert (desk.text, desk.entries) == (TEXT, [])


def test_an_id_that_is_added_again(tmp_path: Path) -> None:
    """An id is free again once its item is taken back; taking back finds the item that has it now."""
    desk = desk_after(tmp_path, ADD, "undo", "add 己 --tag green --id 9")
    assert "title: 己" in desk.text
    desk.do("undo")
    assert desk.text == TEXT
    assert desk.run("undo").code == ExitCode.USAGE


def test_an_id_that_somebody_else_uses_now(tmp_path: Path) -> None:
    """An item that somebody wrote in the place of the added one is not taken back for it."""
    desk = desk_after(tmp_path, ADD)
    by_hand(desk, NEW, NEW.replace("丁", "己"))
    before = desk.both
    assert (desk.run("undo").code, desk.both) == (ExitCode.UNWRITABLE, before)


def test_an_added_item_that_somebody_has_removed(tmp_path: Path) -> None:
    """Where the added item is gone already, only the log has to be told."""
    desk = desk_after(tmp_path, ADD)
    by_hand(desk, NEW, "")
    desk.do("undo")
    assert (desk.text, desk.entries) == (TEXT, [])


@pytest.mark.parametrize("empty", ["tasks: []\n", "tasks: []  # 暂无\nbranch: 示例支部\n", '{"tasks": []}\n'])
def test_the_first_item_of_all(tmp_path: Path, empty: str) -> None:
    """Without its first item, the list is written as it was when it was empty."""
    desk = desk_after(tmp_path, ADD, text=empty)
    desk.do("undo")
    assert desk.text == empty


def test_the_first_item_of_all_is_no_longer_alone(tmp_path: Path) -> None:
    """Where somebody has added another item to the first one, the brackets cannot come back."""
    desk = desk_after(tmp_path, ADD, text="tasks: []\n")
    desk.write(f"{desk.text}  - {{id: 8, title: 戊, tag: red, start: 2026-06-01}}\n")
    before = desk.both
    done = desk.run("undo")
    assert (done.code, desk.both) == (ExitCode.UNWRITABLE, before)
    assert "nothing was changed" in done.err


def test_two_fields_are_taken_back_together(tmp_path: Path) -> None:
    """One command is one undo, however many fields it changed."""
    desk = desk_after(tmp_path, BOTH)
    assert len(desk.entries) == 2
    said = desk.do("undo")
    assert said.count("1  甲: taken back") == 2
    assert desk.text == TEXT
    assert desk.run("undo").code == ExitCode.USAGE


CHAINS = [
    [CLOSE, "reopen 1", "close 1 -m 办结", "reopen 1", "close 1 --on 2026-11-22 -m 办结"],
    [REOPEN, "close 2 -m 办结", "reopen 2", "close 2 --on 2026-11-22 -m 办结", "reopen 2"],
    ["close 3 -m 办结", "reopen 3", TAG, "tag 1 green -m 研判", "tag 1 red -m 研判", "tag 3 red -m 研判"],
    [TEAM, NO_TEAM, TEAM, BOTH, "assign 1 --team= --owner=", "assign 1 --owner 招商一科"],
    [ADD, "add 己 --tag 绿", "close 9 -m 办结", "assign 10 --team 国评专班", "record 10 3"],
    [NO_TEAM, CLOSE, "record 3 --on 2026-11-20", "postpone 3 --to 2026-12-30 -m 等待供地", "reopen 1", ADD],
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("chain", CHAINS)
def test_a_chain_is_taken_back_step_by_step(tmp_path: Path, chain: list[str], end: str) -> None:
    """Each undo brings back the file as it was before one more command, byte for byte."""
    desk = Desk(tmp_path, TEXT.replace("\n", end))
    texts, events = [], []
    for command in chain:
        texts.append(desk.text)
        events.append(desk.entries)
        desk.do(*command.split())
    for text, before in zip(reversed(texts), reversed(events), strict=True):
        desk.do("undo")
        assert (desk.text, desk.entries) == (text, before)
    assert desk.run("undo").code == ExitCode.USAGE
