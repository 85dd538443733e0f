"""The tables of words are whole: each word has one meaning, and each meaning leads to an item."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from ledgers import Shelf, separated, workbook
from reading import reasons

from dispatch_cli.ledger.body import RowKind
from dispatch_cli.ledger.headings import meanings, plain
from dispatch_cli.ledger.states import DONE, OPEN, DoneOrOpen, StateWords, progress_of
from dispatch_cli.ledger.urgency import URGENCIES, folded, urgency_of
from dispatch_cli.ledger.vague_days import FORMS, When, vague_day
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES
from dispatch_cli.plan.headings import HEADINGS
from dispatch_cli.plan.keys import ITEM_KEYS, LEDGER_KEYS

if TYPE_CHECKING:
    from pathlib import Path

MET = (
    "High", "Medium", "Med", "Low", "Critical", "Normal", "Wishlist", "AMBER", "A", "B", "C", "P0", "P1", "P2", "P3",
    "高", "中", "低", "特急", "加急", "紧急", "急", "较急", "一般", "平急", "重大", "较大", "红灯", "红色预警", "橙灯",
    "黄灯", "黄色", "蓝色", "🔴", "🟠", "🟡", "🟢", "Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级", "一级", "A级", "B级", "C级", "★★★",
)  # fmt: skip
STATES_MET = {
    DoneOrOpen.DONE: "Closed Resolved Complete Completed Done Rejected 已办结 已销号 完成 已完成 ✓ √ 是 100%",
    DoneOrOpen.OPEN: "Open TBD 未销号 进行中 正在办理 正常推进 持续推进 否 70%",
}


def test_no_word_of_urgency_stands_twice() -> None:
    """Each means one thing, and no one is a tag of every list."""
    words = Counter(folded(word) for urgency in URGENCIES for word in urgency.words)
    twice = {word for word, count in words.items() if count > 1}
    assert {
        word for word in twice if len({each.tag for each in URGENCIES if word in map(folded, each.words)}) > 1
    } == set()
    assert set(words) & {*BUILT_IN_TAGS, *TAG_ALIASES} == set()


def test_every_urgency_is_a_tag() -> None:
    """The table names the three tags that every list has, and what stands beside a word is in the table too."""
    words = {folded(word) for urgency in URGENCIES for word in urgency.words}
    colours = {"橙", "橙色", "orange"}
    for urgency in URGENCIES:
        assert {urgency.tag, urgency.then or urgency.tag} <= {*BUILT_IN_TAGS}
        assert {folded(word) for word in urgency.beside} <= words | colours


@pytest.mark.parametrize("word", MET)
def test_words_of_real_ledgers_are_urgencies(word: str) -> None:
    """Each word that real ledgers have is known."""
    assert urgency_of(word, ())


@pytest.mark.parametrize("word", ["grey", "紫", "1", "5", "Mid", "reddish", "高新区", "中心", "H1", "", "正常"])
def test_words_that_are_merely_like_an_urgency(word: str) -> None:
    """They are asked for, never guessed."""
    assert urgency_of(word, ()) is None


def test_no_state_is_both_done_and_open() -> None:
    """Each word of the table says what it says, whatever the order in which it is looked up."""
    assert set() == DONE & OPEN
    assert {word for word in DONE if progress_of(word, StateWords()) is not DoneOrOpen.DONE} == set()
    assert {word for word in OPEN if progress_of(word, StateWords()) is not DoneOrOpen.OPEN} == set()


@pytest.mark.parametrize(("progress", "words"), [*STATES_MET.items()])
def test_states_of_real_ledgers(progress: DoneOrOpen, words: str) -> None:
    """Each word that real ledgers have is known."""
    assert {word for word in words.split() if progress_of(word, StateWords()) is not progress} == set()


NOT_DONE = [
    "未完成",
    "基本完成",
    "部分完成",
    "正在整改",
    "待验收",
    "拟销号",
    "尚未办结",
    "整改中",
    "已签约",
    "not done",
]


@pytest.mark.parametrize("word", NOT_DONE)
def test_what_is_not_done_stays_open(word: str) -> None:
    """No word closes an item because it looks like one that does."""
    assert progress_of(word, StateWords()) is not DoneOrOpen.DONE


def test_every_form_of_a_day_is_tried() -> None:
    """No form of a day in passing is hidden by another: each reads one of these texts as nobody else does."""
    texts = (
        "11月30日", "2026-11/9", "9月底", "2026.11", "1-9月", "年底前", "endofyear", "eoy", "endofmonth",
        "第三季度", "2026Q1", "Q42026", "上半年", "1月内", "月底前", "9.30", "46335",
    )  # fmt: skip
    when = When(date(2026, 11, 22), 2026)
    assert len(texts) == len(FORMS)
    for (form, _), text in zip(FORMS, texts, strict=True):
        assert re.fullmatch(form, text), (form, text)
        assert vague_day(text, when), text


def test_the_headings_are_those_of_the_keys() -> None:
    """Each key of an item and of a ledger has its headings, none twice."""
    assert {*HEADINGS} == {*ITEM_KEYS, *LEDGER_KEYS}
    for words in HEADINGS.values():
        assert {*map(plain, words.otherwise)} & {*map(plain, (*words.chinese, *words.english))} == set()


ENDS = [
    ("整改完成时限", "deadline", "the end of a Chinese heading"),
    ("Current Status", "state", "of an English one"),
    ("项目责任人", "owner", "a person of something"),
    ("责任人电话", None, "a telephone is no person"),
    ("Case number", "id", "a whole heading"),
    ("House number", None, "number alone tells nothing"),
]


@pytest.mark.parametrize(("heading", "key", "reason"), ENDS, ids=reasons(ENDS))
def test_a_heading_may_end_with_a_known_one(heading: str, key: str | None, reason: str) -> None:
    """It is read so, as an assumption."""
    found = meanings(heading)
    assert next((each.key for each in found), None) == key, reason


def test_a_row_with_nothing_but_a_title_is_said(tmp_path: Path) -> None:
    """It may be an item of which nothing else is known, or the name of a section: it is taken, and told."""
    rows = [("事项", "责任人", "标签", "上次调度"), ("招商专班",), ("甲", "甲", "红", "2026-11-09")]
    said = Shelf(tmp_path).proposal(separated(rows))
    assert "rows with nothing but a title are items (row 2): `--skip`" in said
    assert [item.title for item in Shelf(tmp_path).plan(separated(rows), "--skip", "2").items] == ["甲"]


def test_every_kind_of_row_is_met_and_said(tmp_path: Path) -> None:
    """A ledger with all of them comes in with its items alone, and each kind is said with its rows."""

    def strike(page: object) -> None:
        from ledgers import openpyxl

        page["B5"].font = openpyxl.styles.Font(strike=True)  # type: ignore[index]

    rows = [
        ("台账", ""), ("序号", "事项", "责任人"), ("一、甲节",), (1, "甲", "甲"), (2, "乙", "乙"),
        ("序号", "事项", "责任人"), (3, "丙", "丙"), (4,), (5, "丁", "丁"), ("合计", 3),
        ("", "", "", "x", "y"), ("注：略",),
    ]  # fmt: skip
    shelf, book = Shelf(tmp_path), workbook(rows, change=strike)
    said = "\n".join(shelf.proposal(book, "--skip", "9"))
    assert [kind.name for kind in RowKind if kind.value not in said] == []
    assert "struck-out rows (row 5)" in said
    assert [item.title for item in shelf.plan(book, "--skip", "9").items] == ["甲", "丙"]
    assert "rows that --skip names (row 9)" in shelf.run(separated(rows), "--skip", "9", "--accept").err
