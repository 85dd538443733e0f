"""What the cells of a ledger mean: headings, dates, tags, merged cells; and what is refused, with its place."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from ledgers import FIRST, HEADINGS, SHEET_PART, Shelf, openpyxl, part_of, separated, with_part, workbook
from reading import reasons

from dispatch_cli.errors import PROBLEM_LIMIT
from dispatch_cli.ledger.headings import Headings, plain
from dispatch_cli.ledger.values import tag_of
from dispatch_cli.model import Item, Mode
from dispatch_cli.plan.keys import ITEM_KEYS, KEY_WORDS
from dispatch_cli.render.agenda.columns import TABLE_FIELDS, headers
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Rows = Sequence[Sequence[Any]]

ITEM = Item(
    "1", "某新能源项目落地", "red", "招大引强专班", "招商一科",
    date(2026, 6, 1), date(2026, 11, 9), date(2026, 12, 31), None, "等待供地",
)  # fmt: skip
SHORT = ("序号", "事项", "标签", "交办时间")
ROW = (1, "甲", "红", "2026-06-01")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a folder for a ledger."""
    return Shelf(tmp_path)


def test_a_row_becomes_an_item(shelf: Shelf) -> None:
    """Each heading fills its field, from a workbook and from a CSV file alike, below a title that is merged."""
    assert shelf.items([HEADINGS, FIRST]) == (ITEM,)
    titled = workbook(
        [["示例支部督办台账（2026年11月）"], HEADINGS, FIRST], change=lambda page: page.merge_cells("A1:J1")
    )
    assert shelf.plan(titled).items == (ITEM,)


def test_the_text_is_a_task_file_in_the_usual_order(shelf: Shelf) -> None:
    """The program writes the fields as `add` does, one a line, and a tag in the language of the ledger."""
    assert shelf.run(workbook([HEADINGS, FIRST])).out == (
        "tasks:\n  - id: 1\n    title: 某新能源项目落地\n    tag: 红\n    team: 招大引强专班\n    owner: 招商一科\n"
        "    start: 2026-06-01\n    last: 2026-11-09\n    deadline: 2026-12-31\n    note: 等待供地\n"
    )


def test_names_in_one_cell_become_a_list(shelf: Shelf) -> None:
    """Names that a cell joins as `list` joins them are a list of the task file; a comma may belong to a name."""
    rows = [
        ["事项", "紧急程度", "列入日期", "专班", "责任人"],
        ["甲", "红", "2026-06-01", "一组,二组", "张三、a: b、李四"],
    ]
    text = shelf.run(workbook(rows)).out
    assert "    team: 一组,二组\n    owner: [张三, 'a: b', 李四]\n" in text


@pytest.mark.parametrize(
    ("heading", "key", "reason"),
    [
        *((word, key, "a word of the hints") for word, key in KEY_WORDS.items()),
        *((key, key, "a key itself") for key in ITEM_KEYS),
        ("完成时限（日期）", "deadline", "what stands in brackets explains"),
        ("完成时限(年/月/日)：", "deadline", "plain brackets, and a colon"),
        ("完 成\n时 限", "deadline", "white space and a line break, as in a narrow column"),
        ("完成　时限", "deadline", "a full-width space"),
        ("*事项名称", "title", "the star of a required column"),
        ("【备注】", "note", "all of it in brackets"),
        ("No.", "id", "English, with its point"),
        ("#", "id", "a sign that is a word"),
        ("TITLE", "title", "capitals"),
        ("Last_Dispatch", "last", "as programs write it"),
        ("Ｏｗｎｅｒ", "owner", "full-width letters"),
        ("完成时间", None, "until when, or when it was? not a guess"),
        ("类别", None, "a kind is no urgency"),
        ("进展情况", None, "no field of an item"),
        ("", None, "nothing"),
    ],
)
def test_heading(heading: str, key: str | None, reason: str) -> None:
    """A heading means one key, whatever its white space, brackets and capitals; most words mean none."""
    assert Headings({}).key(heading) == key, reason


def test_no_two_headings_are_alike() -> None:
    """No word that means one key is, with its white space and brackets away, a word for another."""
    keys: dict[str, set[str]] = {}
    for word, key in KEY_WORDS.items():
        keys.setdefault(plain(word), set()).add(key)
    assert [word for word, found in keys.items() if len(found) > 1] == []


@pytest.mark.parametrize("code", ["en", "zh"])
def test_headings_of_list_are_known(code: str) -> None:
    """What `dispatch list` prints above its columns is understood: as the field that stands there, else as computed."""
    shown = headers((), Language(code))
    for key in ("id", "title", "tag", "team", "owner"):
        assert Headings({}).key(shown[key]) == key
    assert {Headings({}).key(shown[key]) for key in ("state", "due", "days", "missed")} == {None}


WRITTEN = (
    ["No.", "Item", "Tag", "Team", "Owner", "Note", "Listed", "Last dispatch",
     "Due", "State", "Days", "Missed", "Deadline", "Past deadline", "Closed", "Latest on", "Latest by", "Latest"],
    ["序号", "事项", "紧急程度", "专班", "责任人", "备注", "交办时间", "上次调度",
     "到期日", "状态", "天数", "漏调", "完成时限", "已过时限", "销号日期", "进展日期", "进展记录人", "最新进展"],
)  # fmt: skip


@pytest.mark.parametrize("words", WRITTEN)
def test_headings_of_a_workbook_that_list_writes_are_known(shelf: Shelf, words: Sequence[str]) -> None:
    """They are understood in both languages, and what is computed is left out without a word."""
    keys = [key if key in ITEM_KEYS else None for key in TABLE_FIELDS]
    assert [Headings({}).key(word) for word in words] == keys
    row = {**dict.fromkeys(words, "-"), words[0]: 1, words[1]: "甲", words[2]: "■ red", words[6]: DAY}
    assert shelf.run(workbook([words, [*row.values()]])).err == ""


DAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (DAY, "a date of Excel"),
        (datetime(2026, 11, 9), "its midnight"),
        (datetime(2026, 11, 9, 23, 59, 59), "its last second is the same day"),
        ("2026-11-09", "the form of the task file"),
        ("2026-11-9", "no zero"),
        ("2026/11/9", "strokes, as Excel shows it"),
        ("2026.11.9", "points"),
        ("2026．11．9", "full-width points"),
        ("2026。11。9", "Chinese full stops, from a Chinese keyboard"),
        ("２０２６－１１－９", "full-width digits and strokes"),
        ("2026–11–09", "the dash that Word makes of a hyphen"),
        ("2026年11月9日", "Chinese"),
        ("2026年11月09号", "Chinese as spoken"),
        ("2026年11月9", "the last character was forgotten"),
        ("2026 年 11 月 9 日", "spaces"),
        ("　2026-11-09 ", "white space around it, a full-width space too"),
        ("20261109", "eight digits"),
        (20261109, "eight digits that Excel took for a number"),
        ("2026-11-09 00:00:00", "with a time, as exports have it"),
        ("2026/11/9 8:30", "with a short time"),
        ("2026-11-09T08:30:00.000", "with a time as programs write it"),
        ("2026年11月9日（周一）", "with the day of the week"),
        ("2026-11-09 星期一", "without brackets"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_date(shelf: Shelf, cell: Any, reason: str) -> None:
    """The usual ways to write a day are understood."""
    assert [item.last for item in shelf.items([(*SHORT, "上次调度"), (*ROW, cell)])] == [DAY], reason


NO_DATES = [
    ("11月9日", "write the year too", "no year"),
    ("11-9", "write the year too", "no year"),
    ("9/11/2026", "the year first", "September or November?"),
    ("09-11-26", "the year first", "which is the year?"),
    ("2026年11月", "write the day too", "a month is no day"),
    ("2026.11", "write the day too", "so with a point"),
    ("2026-11", "write the day too", "so with a stroke"),
    ("12月底前", "YYYY-MM-DD", "words"),
    ("长期", "leave the cell empty", "a word for no date, but not for which"),
    (45970, "the format of a date", "a number that may be a date"),
    ("45970", "the format of a date", "or the text of one"),
    (1.5, "the format of a date", "half a day"),
    ("2026年2月30日", "2026-02 has 28 days; the last is 2026-02-28", "no such day"),
    ("2026.13.1", "a year has 12 months", "no such month"),
    ("2026-11/9", "write it as 2026-11-09", "two kinds of signs"),
    ("2026-11-09（周二）", "the day of the week", "it was a Monday"),
    ("2026-11-09、2026-12-09", "YYYY-MM-DD", "two days"),
    ("2026-11-09至2026-12-09", "YYYY-MM-DD", "a span"),
    ("202611", "the format of a date", "six digits"),
    ("二〇二六年十一月九日", "leave the cell empty", "Chinese digits"),
    (time(8, 30), "YYYY-MM-DD", "a time of day"),
    (True, "leave the cell empty", "a truth"),
    ("0000-11-09", "YYYY-MM-DD", "no such year"),
    ("2026-11-09 99", "YYYY-MM-DD", "what is behind it is no time"),
]


@pytest.mark.parametrize(("cell", "hint", "reason"), NO_DATES, ids=reasons(NO_DATES))
def test_no_date(shelf: Shelf, cell: Any, hint: str, reason: str) -> None:
    """What is ambiguous or no day is a problem with its cell, never a guess."""
    said = shelf.refusal(workbook([(*SHORT, "完成时限"), (*ROW, cell)]))
    assert said[0].startswith("ledger.xlsx: 台账!E2: `"), reason
    assert hint in said[1]
    assert len(said) == 2


def test_a_month_shown_as_a_date_is_none(shelf: Shelf) -> None:
    """A cell that shows only a month holds its first day for Excel, which nobody has typed: it is refused."""

    def change(page: Any) -> None:
        page["E2"].number_format = 'yyyy"年"m"月"'

    said = shelf.refusal(workbook([(*SHORT, "完成时限"), (*ROW, date(2026, 11, 1))], change=change))
    assert said == [
        "ledger.xlsx: 台账!E2: `2026-11` is not a date",
        "    → write the day too, for example 2026-11-30",
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("14", "2026-11-09"), ("31", "2026-11-09"), ("58", "2026-11-09"), ("57", None), ("17", None), ("20", None)],
)
def test_formats_that_excel_builds_in(shelf: Shelf, code: str, expected: str | None) -> None:
    """Excel names its own date formats by number only, the Chinese ones too; those that show no day are refused."""
    data = workbook([SHORT, (1, "甲", "红", DAY)])
    styles = re.sub(b"<numFmts.*?</numFmts>", b"", part_of(data, "xl/styles.xml"))
    assert b'numFmtId="164"' in styles
    changed = with_part(data, "xl/styles.xml", [styles.replace(b'"164"', f'"{code}"'.encode())])
    if expected:
        assert [f"{item.start}" for item in shelf.plan(changed).items] == [expected]
    else:
        assert "is not a date" in shelf.refusal(changed)[0]


def test_dates_counted_from_1904(shelf: Shelf) -> None:
    """A workbook from an old Mac counts its days from 1904; they are the same days."""

    def change(page: Any) -> None:
        page.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    data = workbook([SHORT, (1, "甲", "红", DAY)], change=change)
    assert b"date1904" in part_of(data, "xl/workbook.xml")
    assert [item.start for item in shelf.plan(data).items] == [DAY]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("红", "红"), ("红色", "红"), ("橙灯", "橙"), ("绿牌", "绿"), ("RED", "red"), ("Orange", "orange"),
        ("■ red", "red"), ("◆ 橙", "橙"), ("●绿色", "绿"), ("■", "红"), ("◆", "橙"), ("●", "绿"), ("○ 蓝", "蓝"),
        ("黄", "黄"), ("○", "○"), ("红色", "红色"),
    ],
)  # fmt: skip
def test_tag(text: str, expected: str) -> None:
    """A tag is known by its word or its symbol; a name of the office's own is kept, even if it looks like another."""
    assert tag_of(text, ["蓝", expected] if text == expected else ["蓝"]) == expected


@pytest.mark.parametrize("mark", ["-", "—", "–", "——", "/", "\\", "无", "暂无", "  "])
def test_marks_for_nothing(shelf: Shelf, mark: str) -> None:
    """Where a cell may be empty, the usual marks mean that it is."""
    assert shelf.items([HEADINGS, (1, "甲", "红", mark, mark, "2026-06-01", mark, mark, mark, mark)]) == (
        Item("1", "甲", "red", start=date(2026, 6, 1)),
    )


def test_numbers_and_texts(shelf: Shelf) -> None:
    """A number is taken as it is shown, a text as it stands: also one that looks like a number, a date or YAML."""

    def change(page: Any) -> None:
        page["A3"].number_format = "000"

    rows = [
        (*SHORT, "备注"),
        (1.0, 2026, "红", DAY, 1.5),
        (7, "007", "红", DAY, DAY),
        ("03", "- [red]: # {x}", "red", DAY, "第一行\n第二行"),
        ("A-1", "null", "red", DAY, True),
        ("~", "=1+1".replace("=", "＝"), "red", DAY, " 空 格 "),
    ]
    items = shelf.plan(workbook(rows, change=change)).items
    assert [(item.id, item.title, item.note) for item in items] == [
        ("1", "2026", "1.5"),
        ("007", "007", "2026-11-09"),
        ("03", "- [red]: # {x}", "第一行\n第二行"),
        ("A-1", "null", "TRUE"),
        ("~", "＝1+1", "空 格"),
    ]


def test_hostile_texts_are_kept_and_not_obeyed(shelf: Shelf) -> None:
    """A title may look like a formula, markup or an order to the terminal; it is data, in both kinds of ledger."""
    titles = [
        "[red]甲[/red]",
        "\u202e甲",
        "a\u2028b",
        "'甲",
        "\\x1b[31m",
        "💥",
        "甲: 乙 # 丙",
        "!!int 1",
        "&a *a",
        "- 甲",
    ]
    rows = [SHORT, *((place, title, "红", "2026-06-01") for place, title in enumerate(titles, 1))]
    assert [item.title for item in shelf.items(rows)] == titles
    listed = separated([SHORT, (1, "'=1+1", "红", "2026-06-01"), (2, "'-甲", "红", "2026-06-01")])
    assert [item.title for item in shelf.plan(listed).items] == ["=1+1", "-甲"], "so `list --format csv` writes them"


def test_items_are_numbered_where_the_ledger_does_not(shelf: Shelf) -> None:
    """Without a column for the number the items are numbered from 1, empty rows left out."""
    rows = [SHORT[1:], ("甲", "红", "2026-06-01"), ("", "", ""), ("乙", "绿", "2026-06-01")]
    assert [(item.id, item.title) for item in shelf.items(rows)] == [("1", "甲"), ("2", "乙")]


def test_a_map_names_other_headings(shelf: Shelf) -> None:
    """--map says what a heading means, by the key or by its Chinese word; `-` leaves a column out."""
    rows = [("序号", "内容", "承办处室", "轻重缓急", "列入日期"), (7, "甲", "招商一科", "红", "2026-06-01")]
    said = "--map", "内容=title", "--map", "承办 处室=责任人", "--map", "轻重缓急=tag"
    assert shelf.items(rows, *said) == (Item("7", "甲", "red", owner="招商一科", start=date(2026, 6, 1)),)
    assert [item.id for item in shelf.items(rows, *said, "--map", "序号=-")] == ["1"]


def test_a_map_decides_between_two_columns(shelf: Shelf) -> None:
    """Two columns for one key are a problem, unless --map says which of them it is, or what the other is."""
    rows = [(*SHORT, "责任单位", "责任人"), (*ROW, "招商局", "招商一科")]
    assert shelf.refusal(workbook(rows)) == [
        "ledger.xlsx: 台账!F1: two columns for `owner`: E1 and F1",
        "    → say what one of them is, for example `--map 责任人=-` to leave it out",
    ]
    assert [item.owner for item in shelf.items(rows, "--map", "责任人=owner")] == ["招商一科"]
    both = shelf.items(rows, "--map", "责任单位=team")
    assert [(item.team, item.owner) for item in both] == [("招商局", "招商一科")]
    twice = shelf.refusal(workbook(rows), "--map", "责任人=owner", "--map", "责任单位=owner")
    assert "two columns for `owner`: E1 and F1" in twice[0]


def test_columns_left_out_are_named(shelf: Shelf) -> None:
    """What is not taken over is said, with its column: unknown headings, and columns with something but no heading."""
    rows = [(*SHORT, "办理\n情况", "", "状态"), (*ROW, "已开工", "x", "正常")]
    assert shelf.run(workbook(rows)).err == "ledger.xlsx: not taken over: E 办理 情况, F, G 状态\n"
    assert shelf.run(separated(rows)).err == "ledger.csv: not taken over: 5 办理 情况, 6, 7 状态\n"


PROGRESS = [
    (("进展",), ("已开工",), "已开工", "", "the last word is the note"),
    (("最新\n进展",), ("已开工",), "已开工", "", "whatever its line breaks"),
    (("Progress",), ("已开工",), "已开工", "", "in English"),
    (("进展", "备注"), ("已开工", "等待"), "等待", "ledger.xlsx: not taken over: E 进展\n", "a note prevails"),
    (("工作进展", "最新进展"), ("一", "二"), "一", "ledger.xlsx: not taken over: F 最新进展\n", "the first of two"),
]


@pytest.mark.parametrize(("words", "cells", "note", "said", "reason"), PROGRESS, ids=[row[-1] for row in PROGRESS])
def test_a_column_of_progress_is_the_note(
    shelf: Shelf, words: Sequence[str], cells: Sequence[str], note: str, said: str, reason: str
) -> None:
    """Where no column is one of notes, that of progress is taken for it; what is left out is said."""
    ledger = workbook([(*SHORT, *words), (*ROW, *cells)])
    assert shelf.run(ledger).err == said, reason
    assert shelf.plan(ledger).items[0].note == note, reason


@pytest.mark.parametrize(
    "computed", [("Due", "State", "Days", "Missed", "Past deadline"), ("到期日", "状态", "天数", "漏调", "已过时限")]
)
def test_what_list_computes_is_left_out_without_a_word(shelf: Shelf, computed: Sequence[str]) -> None:
    """The computed columns of `dispatch list` are no loss where all of them are there."""
    assert shelf.run(workbook([(*SHORT, *computed), (*ROW, *"abcde")])).err == ""


def merged(*ranges: str) -> Callable[[Any], None]:
    """Return what merges these cells of a sheet."""

    def change(page: Any) -> None:
        for each in ranges:
            page.merge_cells(each)

    return change


def test_cells_merged_downwards_hold_for_all_their_rows(shelf: Shelf) -> None:
    """A team merged over several rows is the team of each of them, as everybody sees it; not of the row below."""
    rows = [
        (*SHORT, "专班"),
        (1, "甲", "红", DAY, "国评专班"),
        (2, "乙", "绿", DAY, None),
        (3, "丙", "绿", DAY, None),
        (4, "丁", "绿", DAY, None),
    ]
    items = shelf.plan(workbook(rows, change=merged("E2:E4"))).items
    assert [item.team for item in items] == ["国评专班", "国评专班", "国评专班", None]


MERGED = [
    ("A1:B1", "A1", "the cells A1:B1 of the headings are merged", "headings side by side"),
    ("D1:D2", "D1", "the cells D1:D2 of the headings are merged", "headings in two rows"),
    ("E1:F1", "E1", "the cells E1:F1 of the headings are merged", "a heading over columns that are not taken over"),
    ("C2:D2", "C2", "the cells C2:D2 are merged across columns", "cells of two fields"),
    ("A3:F3", "A3", "the cells A3:F3 are merged across columns", "a line between the items"),
    ("B2:B3", "B3", "the cells B2:B3 are merged: one item over several rows", "a title over two rows"),
    ("A2:A3", "A3", "the cells A2:A3 are merged: one item over several rows", "a number over two rows"),
]


WHOLE = [
    ("1:1", "A1", "the cells 1:1 of the headings are merged", "the row of the headings"),
    ("C:C", "C1", "the cells C:C of the headings are merged", "a column, its heading included"),
    ("A:XFD", "A1", "the cells 1:1048576 of the headings are merged", "the whole sheet"),
    ("2:3", "A2", "the cells 2:3 are merged across columns", "rows of items"),
    ("F3:C2", "C2", "the cells C2:F3 are merged across columns", "the corners in another order"),
]


@pytest.mark.parametrize(("cells", "place", "message", "reason"), WHOLE, ids=reasons(WHOLE))
def test_merged_rows_and_columns(shelf: Shelf, cells: str, place: str, message: str, reason: str) -> None:
    """A range that names only rows, or only columns, is all of them; openpyxl itself would not write one."""
    rows = [(*SHORT, "进展", "附件"), (*ROW, "x", "y"), (2, "乙", "绿", DAY, "x", "y")]
    usual, given = b'<mergeCell ref="A9:B9"', f'<mergeCell ref="{cells}"'.encode()
    book = workbook(rows, change=merged("A9:B9"))
    said = shelf.refusal(with_part(book, SHEET_PART, [part_of(book).replace(usual, given)]))
    assert said[0] == f"ledger.xlsx: 台账!{place}: {message}", reason
    assert "unmerge them" in said[1]


def test_no_more_merged_cells_are_named_than_problems(shelf: Shelf) -> None:
    """Of merged cells beyond number only the first are named."""
    book = workbook([SHORT, ROW], change=merged("A9:B9"))
    one, many = b'<mergeCell ref="A9:B9"', b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(10, 6010))
    said = shelf.refusal(with_part(book, SHEET_PART, [part_of(book).replace(one, many + one)]))
    assert len(said) == 2 * PROBLEM_LIMIT


@pytest.mark.parametrize(("cells", "place", "message", "reason"), MERGED, ids=reasons(MERGED))
def test_merged_cells(shelf: Shelf, cells: str, place: str, message: str, reason: str) -> None:
    """Merged cells of which nobody can tell what they mean are named, with what to do."""
    rows = [(*SHORT, "进展", "附件"), (*ROW, "x", "y"), (2, "乙", "绿", DAY, "x", "y")]
    said = shelf.refusal(workbook(rows, change=merged(cells)))
    assert said[0] == f"ledger.xlsx: 台账!{place}: {message}", reason
    assert "unmerge them" in said[1]
    assert len(said) == 2


def test_all_problems_at_once(shelf: Shelf) -> None:
    """Each cell that cannot be understood is named in one run, in the order of the sheet, with what to do."""

    def change(page: Any) -> None:
        page["B6"] = "=A1"
        page["C6"] = "#REF!"
        page["C6"].data_type = "e"

    rows = [
        (*SHORT, "上次调度"),
        (1, "甲", "紫", "2026-2-30", "2026-06-01"),
        (1, "乙", "红", "2026-06-01", "2026-05-01"),
        (None, "丙", "红", None, None),
        (1, None, None, "2026-06-01", None),
        (6, "x", "x", "2026-06-01", None),
        (1, "丁", "红", None, None),
        (1, "戊", "红", "2026-06-01", None),
    ]
    said = shelf.refusal(workbook(rows, change=change))
    assert said[::2] == [
        "ledger.xlsx: 台账!C2: unknown tag `紫`",
        "ledger.xlsx: 台账!D2: `2026-2-30` is not a date",
        "ledger.xlsx: 台账!A3: the number `1` is taken; the first is in A2",
        "ledger.xlsx: 台账!E3: the last dispatch, 2026-05-01, is before the day of listing, 2026-06-01",
        "ledger.xlsx: 台账!A4: this row has no number",
        "ledger.xlsx: 台账!A5: the number `1` is taken; the first is in A2",
        "ledger.xlsx: 台账!B5: this row has no title",
        "ledger.xlsx: 台账!C5: this row has no tag",
        "ledger.xlsx: 台账!B6: this cell holds a formula, not a value",
        "ledger.xlsx: 台账!C6: this cell holds the error #REF!",
        "ledger.xlsx: 台账!A7: the number `1` is taken; the first is in A2",
        "ledger.xlsx: 台账!D7: this row has neither a day of listing nor a last dispatch",
        "ledger.xlsx: 台账!A8: the number `1` is taken; the first is in A2",
    ]
    assert all(line.startswith("    → ") for line in said[1::2])


def test_problems_of_a_csv_file_name_line_and_column(shelf: Shelf) -> None:
    """In a CSV file a place is the line on which the row begins, and which of its columns it is."""
    rows = [SHORT, (1, "两\n行", "红", "2026-06-01"), (2, "乙", "紫", "2026-06-01")]
    assert shelf.refusal(separated(rows))[0] == "ledger.csv:4:3: unknown tag `紫`"
    assert (
        shelf.refusal(separated([SHORT, ROW, ROW]))[0] == "ledger.csv:3:1: the number `1` is taken; the first is in 2:1"
    )


def test_formulas_that_nobody_reads_do_not_matter(shelf: Shelf) -> None:
    """A formula in a column that is not taken over is no problem."""
    assert len(shelf.plan(workbook([(*SHORT, "天数差"), (*ROW, "=TODAY()-D2")])).items) == 1


NO_HEADER = [
    ([], "A1: no row of headings is among the first 20 rows", "the table is empty", "nothing"),
    ([("甲", "乙")], "A1: no row of headings", "seen: 甲, 乙", "no heading is known"),
    ([*(("说明文字",),) * 20, SHORT, ROW], "A1: no row of headings", "seen: 说明文字", "the headings come too late"),
    ([("序号", "标签", "交办时间")], "A1: no row of headings", "--map HEADING=title", "no title"),
    ([("序号", "事项", "交办时间"), ROW], "A1: there is no column for the tag", "序号, 事项, 交办时间", "no tag"),
    ([("序号", "事项", "标签"), ROW], "A1: there is no column for the day of listing", "HEADING=start", "no day"),
    ([SHORT], "A1: there are no rows under the headings", "the right sheet", "no rows"),
]


@pytest.mark.parametrize(("rows", "message", "hint", "reason"), NO_HEADER, ids=reasons(NO_HEADER))
def test_headings_that_are_missing(shelf: Shelf, rows: Rows, message: str, hint: str, reason: str) -> None:
    """A table that is no ledger is refused with what was seen, and how to say what it means."""
    said = shelf.refusal(workbook(rows))
    assert said[0].startswith(f"ledger.xlsx: 台账!{message}"), reason
    assert hint in said[1]


def test_the_sheet_with_headings_is_taken(shelf: Shelf) -> None:
    """Of several sheets the one that has headings is read; --sheet takes another, a hidden one too."""
    cover, rows = [("填报说明",)], [SHORT, ROW]
    assert len(shelf.plan(workbook(cover, sheet="说明", 台账=rows)).items) == 1
    several = workbook(rows, sheet="一季度", 二季度=[SHORT, (2, "乙", "绿", DAY)])
    assert shelf.refusal(several, code=2) == [
        "error: ledger.xlsx: several sheets have headings: 一季度, 二季度",
        "    → say with --sheet which is meant",
    ]
    assert [item.id for item in shelf.plan(several, "--sheet", "二季度").items] == ["2"]

    def hide(page: Any) -> None:
        page.sheet_state = "hidden"

    hidden = workbook(rows, sheet="一季度", 二季度=[SHORT, (2, "乙", "绿", DAY)], change=hide)
    assert [item.id for item in shelf.plan(hidden).items] == ["2"]
    assert [item.id for item in shelf.plan(hidden, "--sheet", "一季度").items] == ["1"]


def test_the_name_of_a_sheet_is_quoted_as_excel_does(shelf: Shelf) -> None:
    """A name with spaces or quotes stands in quotes before the cell, so that it can be pasted into Excel's name box."""
    said = shelf.refusal(workbook([SHORT, (1, "甲", "紫", DAY)], sheet="Bob's list 1"))
    assert said[0] == "ledger.xlsx: 'Bob''s list 1'!C2: unknown tag `紫`"


def test_hidden_rows_are_taken_over_and_named(shelf: Shelf) -> None:
    """A filter hides rows and deletes none: they are items like the others, and it is said that they are there."""

    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True

    done = shelf.run(workbook([SHORT, ROW, (2, "乙", "绿", DAY)], change=hide))
    assert "乙" in done.out
    assert done.err == "ledger.xlsx: 1 hidden row is taken over like the others\n"


SETTINGS = (
    ("设置", "值"), ("branch", "示例支部"), ("timezone", "Asia/Shanghai"), ("mode", "calendar"),
    ("cadence.蓝", "every 10 days"), ("cadence.red", "daily"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "heading"), [("设置", ("设置", "值")), ("Settings", ("Setting", "Value"))])
def test_settings_become_the_head_of_the_task_file(shelf: Shelf, name: str, heading: Sequence[str]) -> None:
    """What `dispatch list` wrote of the task file's head into a sheet of its own is taken over; its tags are known."""
    sheets: dict[str, Any] = {name: (heading, *SETTINGS[1:])}
    plan = shelf.plan(workbook([SHORT, (1, "甲", "○ 蓝", DAY)], **sheets))
    assert (plan.branch, plan.timezone, plan.mode) == ("示例支部", "Asia/Shanghai", Mode.CALENDAR)
    assert [*plan.tags] == ["red", "orange", "green", "蓝"]
    assert [plan.tags[tag].cadence.text for tag in ("red", "蓝")] == ["daily", "every 10 days"]
    assert [item.tag for item in plan.items] == ["蓝"]


def test_settings_that_are_wrong_are_named_by_their_cells(shelf: Shelf) -> None:
    """They are checked by what checks the task file, and each problem stands where the setting does."""
    rows = (SETTINGS[0], ("timezone", "Mars/Base"), ("mode", "calender"), ("cadence.蓝", "sometimes"))
    said = shelf.refusal(workbook([SHORT, ROW], 设置=rows))
    assert [line for line in said if "→" not in line] == [
        "ledger.xlsx: 设置!B2: unknown time zone `Mars/Base`",
        "ledger.xlsx: 设置!B3: unknown mode `calender`",
        "ledger.xlsx: 设置!B4: `sometimes` is not a cadence",
    ]
    said = shelf.refusal(
        workbook([SHORT, ROW], 设置=(SETTINGS[0], ("branch", "甲"), ("brunch", "乙"), ("branch", "丙")))
    )
    assert said[::2] == [
        "ledger.xlsx: 设置!A3: there is no setting `brunch`",
        "ledger.xlsx: 设置!A4: the setting `branch` is given twice; the first is in A2",
    ]


def test_a_sheet_named_like_settings_may_be_the_offices_own(shelf: Shelf) -> None:
    """Without the two headings it is a sheet like others."""
    assert shelf.plan(workbook([SHORT, ROW], 设置=[("下拉选项",), ("红",)])).branch is None


def test_every_field_of_the_json_contract_is_a_heading_or_computed(shelf: Shelf) -> None:
    """What `list --format csv` writes can be imported again: its keys are known, what is computed is left out."""
    empty = dict.fromkeys(TABLE_FIELDS, "")
    row = {**empty, "id": "1", "title": "甲", "tag": "red", "start": "2026-06-01", "state": "ok"}
    done = shelf.run(separated([[*row], [*row.values()]]))
    assert (done.code, done.err) == (0, "")
