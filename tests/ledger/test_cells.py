"""What the cells of a ledger mean: headings, dates, tags, merged cells; and what is refused, with its place."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from ledgers import FIRST, HEADINGS, Shelf, merged, openpyxl, part_of, separated, with_part, workbook
from reading import reasons

from dispatch_cli.ledger.headings import Headings, plain
from dispatch_cli.ledger.values import tag_of
from dispatch_cli.model import Item, Mode
from dispatch_cli.plan.keys import ITEM_KEYS, KEY_WORDS
from dispatch_cli.render.agenda.columns import TABLE_FIELDS, headers
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    text = shelf.run(workbook(rows), "--accept").out
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
        ("完成时间", None, "until when, or when it was? not for certain"),
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
    assert {Headings({}).key(shown[key]) for key in ("days", "missed")} == {None}


WRITTEN = (
    ["No.", "Item", "Tag", "Team", "Owner", "Note", "Listed", "Last dispatch",
     "Due", "State", "Days", "Missed", "Deadline", "Past deadline", "Closed", "Latest on", "Latest by", "Latest"],
    ["序号", "事项", "紧急程度", "专班", "责任人", "备注", "交办时间", "上次调度",
     "到期日", "状态", "天数", "漏调", "完成时限", "已过时限", "销号日期", "进展日期", "进展记录人", "最新进展"],
)  # fmt: skip


@pytest.mark.parametrize("words", WRITTEN)
def test_headings_of_a_workbook_that_list_writes_are_known(shelf: Shelf, words: Sequence[str]) -> None:
    """They are understood in both languages, and what is computed is left out without a word."""
    known = {key: Headings({}).key(word) for key, word in zip(TABLE_FIELDS, words, strict=True)}
    assert {key: known[key] for key in ITEM_KEYS} == {key: key for key in ITEM_KEYS}
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
    ("9/11/2026", "`--day-first` or `--month-first`", "September or November?"),
    ("09-11-26", "`--day-first` or `--month-first`", "so with a short year"),
    (1.55, "the format of a date", "half a day"),
    ("2026年2月30日", "2026-02 has 28 days; the last is 2026-02-28", "no such day"),
    ("2026.13.1", "a year has 12 months", "no such month"),
    ("2026-11-09（周二）", "the day of the week", "it was a Monday"),
    ("31/13/2026", "YYYY-MM-DD", "neither order is a day"),
    ("202611", "the format of a date", "six digits"),
    (time(8, 30), "YYYY-MM-DD", "a time of day"),
    ("0000-11-09", "YYYY-MM-DD", "no such year"),
    ("2026-11-09 99", "YYYY-MM-DD", "what is behind it is no time"),
    ("2026年13月", "YYYY-MM-DD", "no such month, in Chinese"),
]


@pytest.mark.parametrize(("cell", "hint", "reason"), NO_DATES, ids=reasons(NO_DATES))
def test_no_date(shelf: Shelf, cell: Any, hint: str, reason: str) -> None:
    """What is ambiguous or no day is a problem with its cell and its row, also when all assumptions are accepted."""
    said = shelf.refusal(workbook([(*SHORT, "完成时限"), (*ROW, cell)]), "--accept")
    assert said[0].startswith("ledger.xlsx: 台账!E2: `"), reason
    assert said[1].startswith("    1 | 甲 | 红 | 2026-06-01 | ")
    assert hint in said[3]
    assert len(said) == 4


GUESSES = [
    ("11月9日", "2026-11-09", "no year: that of the ledger, after the day of listing"),
    ("3月9日", "2027-03-09", "before the day of listing, so next year"),
    ("11-9", "2026-11-09", "so with strokes"),
    ("9.30", "2026-09-30", "so with a point"),
    ("2026-11/9", "2026-11-09", "two kinds of signs"),
    ("26.11.9", "2026-11-09", "a short year that can be nothing else"),
    ("2026年11月", "2026-11-30", "a month is its last day"),
    ("2026.11", "2026-11-30", "so with a point"),
    ("2026-02", "2026-02-28", "so with a stroke"),
    ("2026年9月底前", "2026-09-30", "by the end of a month"),
    ("12月底前", "2026-12-31", "so without the year"),
    ("2026年11月上旬", "2026-11-10", "the first ten days"),
    ("11月中旬", "2026-11-20", "the second ten days"),
    ("年底前", "2026-12-31", "by the end of the year"),
    ("2027年底", "2027-12-31", "of a year that is named"),
    ("明年底", "2027-12-31", "of the next year"),
    ("第三季度", "2026-09-30", "a quarter"),
    ("2027年上半年", "2027-06-30", "half a year"),
    ("1月内", "2026-07-01", "within a month of the day of listing"),
    ("10个工作日内", "2026-06-11", "within some days"),
    ("2026年11月30日前", "2026-11-30", "by a day"),
    ("2026-11-09、2026-12-09", "2026-12-09", "of several deadlines the last"),
    ("2026-11-09至2026-12-09", "2026-12-09", "the end of a span"),
    ("2026.9-2026.12", "2026-12-31", "the end of a span of months"),
    ("2026年7-12月", "2026-12-31", "so within a year"),
    ("11月30日（第一批）", "2026-11-30", "a remark in brackets"),
    ("2026年12月31日（暂定）", "2026-12-31", "a day with one"),
    ("26-11-09", "2026-11-09", "a short year: rather this year than 2009"),
    ("15/4/24", "2024-04-15", "rather the day first than 2015"),
    (45970, "2025-11-09", "a number that counts days"),
    ("45970", "2025-11-09", "or the text of one"),
]


@pytest.mark.parametrize(("cell", "expected", "reason"), GUESSES, ids=reasons(GUESSES))
def test_a_day_said_in_passing_is_a_guess(shelf: Shelf, cell: Any, expected: str, reason: str) -> None:
    """It is the last day of what is said, and it is told as an assumption."""
    ledger = workbook([(*SHORT, "上次调度", "完成时限"), (*ROW, DAY, cell)])
    assert f"完成时限: {cell} → {expected} (1)" in shelf.proposal(ledger), reason
    assert [f"{item.deadline}" for item in shelf.plan(ledger).items] == [expected]


@pytest.mark.parametrize(
    "word", ["长期", "持续推进", "立即整改", "TBD", "二〇二六年十一月九日", "视情况而定", "第1阶段", "2周内视情"]
)
def test_words_for_no_day_are_kept_in_the_note(shelf: Shelf, word: str) -> None:
    """They are no deadline, and no word is lost."""
    ledger = workbook([(*SHORT, "上次调度", "完成时限", "备注"), (*ROW, DAY, word, "等待")])
    assert f"完成时限: no day, kept in the note: {word} (1)" in shelf.proposal(ledger)
    assert [(item.deadline, item.note) for item in shelf.plan(ledger).items] == [(None, f"等待；完成时限：{word}")]


LAST = [
    ("11月3日、11月10日", "2026-11-10", "the newest that has passed"),
    ("11月3日、12月10日", "2026-11-03", "one is still to come"),
    ("11月3日\n11月10日", "2026-11-10", "each in a line"),
    ("12月3日", "2025-12-03", "one that is still to come was a year ago"),
]


@pytest.mark.parametrize(("cell", "expected", "reason"), LAST, ids=reasons(LAST))
def test_of_several_dispatches_the_newest_counts(shelf: Shelf, cell: str, expected: str, reason: str) -> None:
    """A last dispatch has passed."""
    rows = [(*SHORT[:3], "上次调度"), (1, "甲", "红", cell)]
    assert [f"{item.last}" for item in shelf.plan(workbook(rows)).items] == [expected], reason


ORDERS = [
    (("15/4/2024", "4/8/2026"), (), ["2024-04-15", "2026-08-04"], "another cell of the column shows the order"),
    (("11/13/24", "4/8/2026 16:30:00"), (), ["2024-11-13", "2026-04-08"], "the month first"),
    (("24-11-01", "24-11-25"), (), ["2024-11-01", "2024-11-25"], "a short year first, for all are near then"),
    (("24-11-01", "24-11-25"), ("--day-first",), ["2024-11-01", "2024-11-25"], "which no order of days changes"),
    (("15/4/24",), ("--day-first",), ["2024-04-15"], "the day first, as is said"),
    (("11/12/24", "1/2/2026"), ("--day-first",), ["2024-12-11", "2026-02-01"], "the command line says it"),
    (("11/12/24", "1/2/2026"), ("--month-first",), ["2024-11-12", "2026-01-02"], "or the other"),
    (("07/Sep/21 8:15 AM", "Sep 7, 2021"), (), ["2021-09-07", "2021-09-07"], "names of months need none"),
]


@pytest.mark.parametrize(("cells", "said", "expected", "reason"), ORDERS, ids=reasons(ORDERS))
def test_the_order_of_day_and_month(
    shelf: Shelf, cells: Sequence[str], said: Sequence[str], expected: Sequence[str], reason: str
) -> None:
    """What can be read in one way only is read so, and settles the order of its column."""
    rows = [SHORT, *((place, "甲", "红", cell) for place, cell in enumerate(cells, 1))]
    assert [f"{item.start}" for item in shelf.items(rows, *said)] == expected, reason


def test_two_orders_in_one_column_settle_nothing(shelf: Shelf) -> None:
    """One cell can only be day first, another only month first: the third is asked for."""
    rows = [SHORT, *((place, "甲", "红", cell) for place, cell in enumerate(("15/4/2024", "4/15/2024", "4/8/2026"), 1))]
    assert "D4: `4/8/2026`: day and month cannot be told apart" in shelf.refusal(workbook(rows), "--accept")[0]


def test_a_month_shown_as_a_date_is_its_last_day(shelf: Shelf) -> None:
    """A cell that shows only a month holds its first day for Excel, which nobody has typed."""

    def change(page: Any) -> None:
        page["E2"].number_format = 'yyyy"年"m"月"'

    ledger = workbook([(*SHORT, "完成时限"), (*ROW, date(2026, 11, 1))], change=change)
    assert [f"{item.deadline}" for item in shelf.plan(ledger).items] == ["2026-11-30"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("14", "2026-11-09"), ("31", "2026-11-09"), ("58", "2026-11-09"), ("57", "2026-11-30"), ("17", "2026-11-30")],
)
def test_formats_that_excel_builds_in(shelf: Shelf, code: str, expected: str) -> None:
    """Excel names its own date formats by number only, the Chinese ones too; some show no day."""
    data = workbook([SHORT, (1, "甲", "红", DAY)])
    styles = re.sub(b"<numFmts.*?</numFmts>", b"", part_of(data, "xl/styles.xml"))
    assert b'numFmtId="164"' in styles
    changed = with_part(data, "xl/styles.xml", [styles.replace(b'"164"', f'"{code}"'.encode())])
    assert [f"{item.start}" for item in shelf.plan(changed).items] == [expected]


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
        ("红", "红"), ("红色", "红"), ("橙色", "橙"), ("橙灯", "橙灯"), ("RED", "red"), ("Orange", "orange"),
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
    """Two columns for one day are a problem, unless --map says which of them it is, or what the other is."""
    rows = [(*SHORT, "完成时限", "截止日期"), (*ROW, "2026-11-30", "2026-12-31")]
    assert shelf.refusal(workbook(rows), "--accept") == [
        "ledger.xlsx: 台账!F1: two columns for `deadline`: E1 and F1",
        "    → say what one of them is, for example `--map 截止日期=-` to leave it out",
    ]
    for said, day in (
        ("截止日期=-", 30),
        ("截止日期=deadline", 31),
        ("E=-", 31),
        ("F=deadline", 31),
        ("E=deadline", 30),
    ):
        assert [item.deadline.day for item in shelf.items(rows, "--map", said) if item.deadline] == [day], said
    twice = shelf.refusal(workbook(rows), "--map", "完成时限=deadline", "--map", "截止日期=deadline")
    assert "two columns for `deadline`: E1 and F1" in twice[0]


def test_equal_headings_are_told_apart_by_their_letters(shelf: Shelf) -> None:
    """The hint names a column by its letter where its heading would name both."""
    rows = [(*SHORT, "完成时限", "完成时限"), (*ROW, "2026-11-30", "2026-12-31")]
    assert "for example `--map F=-`" in shelf.refusal(workbook(rows))[1]
    assert [item.deadline.day for item in shelf.items(rows, "--map", "F=-") if item.deadline] == [30]


def test_brackets_count_where_headings_differ_in_them(shelf: Shelf) -> None:
    """A heading in --map is compared as written first; leaving one of two out leaves the other."""
    rows = [(*SHORT, "完成时限（原）", "完成时限（调整后）"), (*ROW, "2026-11-30", "2026-12-31")]
    for said, day in (("完成时限（原）=-", 31), ("完成时限（调整后）=deadline", 31), ("完成时限（调整后）=-", 30)):
        assert [item.deadline.day for item in shelf.items(rows, "--map", said) if item.deadline] == [day], said


OWNERS = [
    (("责任单位", "责任人"), "team: 甲, owner: 乙, note: None", "a person answers, the unit is the team"),
    (("责任单位", "责任人", "专班"), "team: 丙, owner: 乙, note: 责任单位：甲", "there is a team already"),
    (("责任领导", "责任人"), "team: None, owner: 乙, note: 责任领导：甲", "who does it before who leads"),
    (("责任领导",), "team: None, owner: 甲, note: None", "nobody else is named"),
    (("牵头单位", "配合单位"), "team: None, owner: 甲, note: 配合单位：乙", "who else takes part"),
    (("责任单位（牵头）", "责任单位（配合）"), "team: None, owner: 甲, note: 责任单位（配合）：乙", "so in brackets"),
    (("Department", "Assignee"), "team: 甲, owner: 乙, note: None", "in English"),
]


@pytest.mark.parametrize(("words", "expected", "reason"), OWNERS, ids=reasons(OWNERS))
def test_who_answers(shelf: Shelf, words: Sequence[str], expected: str, reason: str) -> None:
    """Of several columns of names the one whose word says so is the owner; no name is lost."""
    (item,) = shelf.items([(*SHORT, *words), (*ROW, *"甲乙丙"[: len(words)])])
    assert f"team: {item.team}, owner: {item.owner}, note: {item.note}" == expected, reason


def test_columns_left_out_are_named(shelf: Shelf) -> None:
    """What is not taken over is said, with its column: unknown headings, and columns with something but no heading."""
    rows = [(*SHORT, "原因\n分析", "", "附件"), (*ROW, "已开工", "x", "正常")]
    assert shelf.run(workbook(rows), "--accept").err == "ledger.xlsx: not taken over: E 原因 分析, F, G 附件\n"
    assert shelf.run(separated(rows), "--accept").err == "ledger.csv: not taken over: 5 原因 分析, 6, 7 附件\n"
    assert "ledger.csv: not taken over: 5 原因 分析, 6, 7 附件" in shelf.proposal(separated(rows))


PROGRESS = [
    (("进展",), ("已开工",), "已开工", "", "the last word is the note"),
    (("最新\n进展",), ("已开工",), "已开工", "", "whatever its line breaks"),
    (("Progress",), ("已开工",), "已开工", "", "in English"),
    (("进展", "备注"), ("已开工", "等待"), "等待", "ledger.xlsx: not taken over: E 进展\n", "a note prevails"),
    (("工作进展", "最新进展"), ("一", "二"), "二", "ledger.xlsx: not taken over: E 工作进展\n", "the newest of two"),
]


@pytest.mark.parametrize(("words", "cells", "note", "said", "reason"), PROGRESS, ids=[row[-1] for row in PROGRESS])
def test_a_column_of_progress_is_the_note(
    shelf: Shelf, words: Sequence[str], cells: Sequence[str], note: str, said: str, reason: str
) -> None:
    """Where no column is one of notes, that of progress is taken for it; what is left out is said."""
    ledger = workbook([(*SHORT, *words), (*ROW, *cells)])
    assert shelf.run(ledger, "--accept").err == said, reason
    assert shelf.plan(ledger).items[0].note == note, reason


@pytest.mark.parametrize(
    "computed", [("Due", "State", "Days", "Missed", "Past deadline"), ("到期日", "状态", "天数", "漏调", "已过时限")]
)
def test_what_list_computes_is_left_out_without_a_word(shelf: Shelf, computed: Sequence[str]) -> None:
    """The computed columns of `dispatch list` are no loss where all of them are there."""
    assert shelf.run(workbook([(*SHORT, *computed), (*ROW, *"abcde")])).err == ""


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


def test_all_problems_at_once(shelf: Shelf) -> None:
    """Each word that cannot be understood is named once, in one run, in the order of the sheet, with what to do."""

    def change(page: Any) -> None:
        page["B6"] = "=A1"
        page["C6"] = "#REF!"
        page["C6"].data_type = "e"

    rows = [
        (*SHORT, "上次调度"),
        (1, "甲", "紫", "2026-2-30", "2026-06-01"),
        (2, "乙", "紫", "2026-06-01", "2026-05-01"),
        (3, "丙", "紫", "2026-2-30", None),
        (4, None, "红", "2026-06-01", None),
        (6, "x", "x", "2026-06-01", None),
    ]
    said = shelf.refusal(workbook(rows, change=change), "--accept")
    assert [line for line in said if line.startswith("ledger")] == [
        "ledger.xlsx: 台账!C2: unknown tag `紫` (and in 2 more rows)",
        "ledger.xlsx: 台账!D2: `2026-2-30` is not a date (and in 1 more row)",
        "ledger.xlsx: 台账!E3: the last dispatch, 2026-05-01, is before the day of listing, 2026-06-01",
        "ledger.xlsx: 台账!B5: this row has no title",
        "ledger.xlsx: 台账!B6: this cell holds a formula, not a value",
        "ledger.xlsx: 台账!C6: this cell holds the error #REF!",
    ]
    assert said[1:4] == [
        "    1 | 甲 | 紫 | 2026-2-30 | 2026-06-01",
        "             ^",
        "    → `--word 紫=green` says what it means; known are: red, orange, green, 红, 橙, 绿",
    ]


@pytest.mark.parametrize(
    ("rows", "said", "reason"),
    [
        ([(*SHORT[:2], "标签"), (1, "甲", "紫")], "--word 紫=green", "a word of urgency"),
        ([SHORT, ROW, (2, None, "红", DAY)], "--skip 3", "a row without a title"),
        ([SHORT, ROW, (1, "乙", "红", DAY)], "--map 序号=-", "a number given twice"),
        ([(*SHORT, "状态", "销号日期"), (*ROW, "进行中", DAY)], "--map 状态=-", "open, and closed on a day"),
        (
            [(*SHORT, "状态", "销号日期"), (*ROW, "不再办理", DAY)],
            "--done 不再办理",
            "closed, with an unknown word",
        ),
        ([(*SHORT, "时限"), (*ROW, "1/2/2026")], "--day-first", "day and month"),
    ],
)
def test_a_hint_leads_out(shelf: Shelf, rows: Rows, said: str, reason: str) -> None:
    """Who does what the hint says is through."""
    assert f"`{said}`" in "".join(shelf.refusal(workbook(rows), "--accept")), reason
    assert shelf.plan(workbook(rows), *said.split()).items


def test_problems_of_a_csv_file_name_line_and_column(shelf: Shelf) -> None:
    """In a CSV file a place is the line on which the row begins, and which of its columns it is."""
    rows = [SHORT, (1, "两\n行", "红", "2026-06-01"), (2, "乙", "紫", "2026-06-01")]
    assert shelf.refusal(separated(rows))[0] == "ledger.csv:4:3: unknown tag `紫`"
    said = shelf.refusal(separated([SHORT, ROW, ROW]))
    assert said[0] == "ledger.csv:3:1: the number `1` is taken; the first is in 2:1"


def test_formulas_that_nobody_reads_do_not_matter(shelf: Shelf) -> None:
    """A formula in a column that is not taken over is no problem."""
    assert len(shelf.plan(workbook([(*SHORT, "天数差"), (*ROW, "=TODAY()-D2")])).items) == 1


NO_HEADER = [
    ([], "A1: no row of headings is among the first 50 rows", "the table is empty", "nothing"),
    ([("甲", "乙")], "A1: no row of headings", "seen: 甲, 乙", "no heading is known"),
    ([*(("说明文字",),) * 50, SHORT, ROW], "A1: no row of headings", "seen: 说明文字", "the headings come too late"),
    ([SHORT], "A1: there are no rows under the headings", "the right sheet", "no rows"),
]


@pytest.mark.parametrize(("rows", "message", "hint", "reason"), NO_HEADER, ids=reasons(NO_HEADER))
def test_headings_that_are_missing(shelf: Shelf, rows: Rows, message: str, hint: str, reason: str) -> None:
    """A table that is no ledger is refused with what was seen, and how to say what it means."""
    said = shelf.refusal(workbook(rows))
    assert said[0].startswith(f"ledger.xlsx: 台账!{message}"), reason
    assert hint in said[1]


def test_a_row_is_said_to_be_that_of_the_headings(shelf: Shelf) -> None:
    """The hint about headings that are not known works as it stands."""
    rows = [("甲乙丙", "丁"), ("某事", "x")]
    assert "`--header 1` says that it is this row, `--map A=title`" in shelf.refusal(workbook(rows))[1]
    assert [item.title for item in shelf.items(rows, "--header", "1", "--map", "A=title")] == ["某事"]


def test_rows_that_are_left_out(shelf: Shelf) -> None:
    """--skip takes numbers and spans of rows, as the spreadsheet counts them."""
    rows = [SHORT, *((place, "甲", "红", DAY) for place in range(1, 6))]
    assert [item.id for item in shelf.plan(workbook(rows), "--skip", "2,4-5").items] == ["2", "5"]


def test_the_sheet_with_headings_is_taken(shelf: Shelf) -> None:
    """Of several sheets the one that has headings is read; --sheet takes another, a hidden one too."""
    cover, rows = [("填报说明",)], [SHORT, ROW]
    assert len(shelf.plan(workbook(cover, sheet="说明", 台账=rows)).items) == 1
    several = workbook(rows, sheet="一季度", 二季度=[SHORT, (2, "乙", "绿", DAY)])
    assert shelf.refusal(several, "--accept") == [
        "error: ledger.xlsx: several sheets have headings: 一季度, 二季度",
        "    → say which is meant, for example `--sheet 一季度`; `--sheet all` takes all",
    ]
    both = shelf.plan(several, "--sheet", "all").items
    assert [(item.id, item.team) for item in both] == [("1", "一季度"), ("2", "二季度")]
    assert shelf.plan(several, "--sheet", "二季度", "--sheet", "一季度").items == both[::-1]
    more = workbook(rows, sheet="一季度", 二季度=[SHORT, (2, "乙", "绿", DAY)], 说明=cover)
    assert "ledger.xlsx: sheets that are not read: 说明" in shelf.proposal(more, "--sheet", "all")
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

    done = shelf.run(workbook([SHORT, ROW, (2, "乙", "绿", DAY)], change=hide), "--accept")
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


def test_a_list_of_ours_may_be_dressed_up(shelf: Shelf) -> None:
    """With our settings nothing is assumed, though there is a title, groups, a total, and a column left to fill in."""
    rows = [
        ("示例支部重点事项调度台账",),
        ("2026年11月22日　共 2 项",),
        ("编号", "事项", "标签", "交办时间", "时限", "状态", "本次调度"),
        ("红（1 项）",),
        (1, "甲", "■ 红", DAY, "2026-11-20 已过 2 天", "逾期 6 天"),
        ("绿（1 项）",),
        (2, "乙", "● 绿", DAY, "2026-12-31", "正常"),
        ("合计 2 项",),
    ]
    dressed = workbook(rows, 设置=(SETTINGS[0], ("branch", "示例支部")), change=merged("A1:G1", "A4:G4", "A6:G6"))
    done = shelf.run(dressed)
    assert (done.code, done.err) == (0, "")
    assert [(item.id, item.team, f"{item.deadline}") for item in shelf.plan(dressed).items] == [
        ("1", None, "2026-11-20"),
        ("2", None, "2026-12-31"),
    ]


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
