"""What a task file means: each table holds a text, what is understood, and why."""

from __future__ import annotations

from datetime import date

import pytest
from reading import GOOD, ITEM, only_item, plan, problems, reasons

from dispatch_cli.clock import is_zone
from dispatch_cli.model import Cadence, Item, Mode, TaskFile, Unit
from dispatch_cli.plan.reader import parse
from dispatch_cli.plan.tags import make_tags
from dispatch_cli.source import decode

TITLE = "某新能源项目落地"


def item_with(value: str) -> Item:
    """Return the item whose title is written like this."""
    return only_item(ITEM.replace(TITLE, value))


TEXTS = [
    ("007", "007", "a number keeps its zeros"),
    ("0x1F", "0x1F", "no other base is read"),
    ("1_000", "1_000", "underscores are characters"),
    ("1.50", "1.50", "no rounding"),
    ("1e3", "1e3", "no floats"),
    (".inf", ".inf", "no infinity"),
    ("no", "no", "Norway's country code is no truth value"),
    ("Yes", "Yes", "case is kept"),
    ("true", "true", "nor is true"),
    ("off", "off", "nor is off"),
    ("~", "~", "a tilde is a tilde"),
    ("null", "null", "null is a word"),
    ("12:30", "12:30", "no number to the base of 60"),
    ("2026-02-30", "2026-02-30", "a title is no date"),
    ("2026-06-01 10:00:00", "2026-06-01 10:00:00", "nor a moment"),
    ("=", "=", "YAML 1.1 has a type for it"),
    ("<<", "<<", "a merge key is one only as a key"),
    ("!!int 1", "1", "a type is ignored"),
    ("!!binary aGk=", "aGk=", "nothing is decoded"),
    ("!!python/object/apply:os.getcwd x", "x", "nothing is built"),
    ("!own 甲", "甲", "nor is an unknown type a mistake"),
    ('"甲: 乙"', "甲: 乙", "double quotes"),
    ("'甲 # 乙'", "甲 # 乙", "single quotes"),
    ("'it''s'", "it's", "a quote within quotes"),
    (r'"\u7532\t\"乙\""', '甲\t"乙"', "escapes in double quotes"),
    (r"'C:\p'", r"C:\p", "none in single quotes"),
    ("甲#乙", "甲#乙", "a comment needs a space before it"),
    ("甲 # 乙", "甲", "a comment is no text"),
    ("甲：乙", "甲：乙", "a full-width colon is text"),
    ("http://a.b/c?d=e", "http://a.b/c?d=e", "a colon needs a space to count"),
    ("甲\n      乙", "甲 乙", "a text over two lines"),
    ("'甲\n\n      乙'", "甲\n乙", "an empty line within quotes"),
    ("|\n      甲\n      乙", "甲\n乙", "a block keeps its lines"),
    (">\n      甲\n      乙", "甲 乙", "a folded block joins them"),
    ("|+\n      甲\n\n", "甲", "white space at the end goes, whatever the block says"),
    ("'  甲  '", "甲", "and around a quoted text"),
    ("\u3000甲\u3000", "甲", "full-width spaces too"),
    ("甲\u00a0乙", "甲\u00a0乙", "but not within it"),
    ("[0, 1]", None, "a list is no text"),
    ("😀 a\u0301 שלום", "😀 a\u0301 שלום", "any character of any language"),
    ("a\ufeffb", "a\ufeffb", "a byte order mark in the middle is a character"),
    ("甲" * 100_000, "甲" * 100_000, "of any length"),
]


@pytest.mark.parametrize(("written", "meant", "reason"), TEXTS, ids=reasons(TEXTS))
def test_every_value_is_text(written: str, meant: str | None, reason: str) -> None:
    """A value is the text that is written, never what YAML would guess."""
    if meant is None:
        assert problems(ITEM.replace(TITLE, written)), reason
    else:
        assert item_with(written).title == meant, reason


@pytest.mark.parametrize("written", ["1", '"1"', "'1'", "!!str 1", "!!float 1", "1 # one", "|\n      1"])
def test_ids_are_equal_however_they_are_written(written: str) -> None:
    """The id 1 equals the id "1"."""
    assert only_item(ITEM.replace("id: 1", f"id: {written}")).id == "1"


EMPTY = ["", " ", '""', "''", '"  "', "# nothing", "!!str", "|", '"\\n"', "\u3000"]


@pytest.mark.parametrize("value", EMPTY)
@pytest.mark.parametrize("key", ["team", "owner", "note", "last", "deadline", "closed"])
def test_an_empty_value_is_absent(key: str, value: str) -> None:
    """A key without a value means the same as no such key."""
    assert only_item(f"{ITEM}    {key}: {value}\n") == only_item(ITEM)


@pytest.mark.parametrize("value", EMPTY)
@pytest.mark.parametrize("key", ["branch", "timezone", "mode", "cadence"])
def test_an_empty_value_is_absent_at_the_top(key: str, value: str) -> None:
    """So it is with the keys beside `tasks`."""
    assert plan(f"{key}: {value}\n{ITEM}") == plan(ITEM)


@pytest.mark.parametrize("value", EMPTY)
def test_an_empty_cadence_is_the_built_in_one(value: str) -> None:
    """A tag without a cadence keeps the one it has."""
    assert plan(f"cadence:\n  red: {value}\n{ITEM}") == plan(ITEM)


def test_every_field_is_understood() -> None:
    """The whole of a task file arrives, each field in its place."""
    tags = {
        "紫": Cadence("every 10 days", Unit.DAY, 10, Mode.ROLLING),
        "蓝": Cadence("FREQ=WEEKLY;BYDAY=MO,TH", Unit.RULE, 1, Mode.CALENDAR),
    }
    items = (
        Item(
            id="1",
            title=TITLE,
            tag="red",
            team="招大引强专班",
            owner="招商一科",
            start=date(2026, 6, 1),
            last=date(2026, 11, 9),
            deadline=date(2026, 12, 31),
            closed=date(2026, 11, 20),
            note="等待供地\n下周再问",
        ),
        Item(id="007", title=TITLE, tag="green", start=date(2026, 2, 28)),
        Item(id="3", title="引号: 测\t试", tag="紫", last=date(2026, 10, 1)),
        Item(id="4", title="某平台 ' 建设", tag="蓝", start=date.min, last=date.max),
    )
    assert plan(GOOD) == TaskFile("示例支部", "Asia/Shanghai", Mode.ROLLING, make_tags(tags), items)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("red", "red"), ("红", "red"), ("orange", "orange"), ("橙", "orange"), ("green", "green"), ('"绿"', "green")],
)
def test_a_tag_has_two_names(written: str, meant: str) -> None:
    """The three tags may be written in Chinese."""
    assert only_item(ITEM.replace("tag: red", f"tag: {written}")).tag == meant


def ranks(text: str) -> list[tuple[str, int, str, int]]:
    """Return name, rank, cadence and warning of every tag, in their order."""
    return [(tag.name, tag.rank, tag.cadence.text, tag.warning) for tag in plan(text + "tasks: []\n").tags.values()]


BUILT_IN = [("red", 0, "weekly", 1), ("orange", 1, "half-monthly", 3), ("green", 2, "monthly", 5)]
RANKS = [
    ("", BUILT_IN, "three tags are built in"),
    ("cadence:\n", BUILT_IN, "an empty mapping changes none"),
    ("cadence: {}\n", BUILT_IN, "nor does one in flow style"),
    ("cadence: ''\n", BUILT_IN, "nor an empty text"),
    (
        "cadence:\n  green: yearly\n  red: daily\n",
        [("red", 0, "daily", 1), BUILT_IN[1], ("green", 2, "yearly", 5)],
        "a changed cadence changes neither order nor warning",
    ),
    ("cadence: {红: daily}\n", [("red", 0, "daily", 1), *BUILT_IN[1:]], "a tag may be named in Chinese here too"),
    (
        "cadence:\n  紫: yearly\n  green: monthly\n  aaa: daily\n",
        [*BUILT_IN, ("紫", 3, "yearly", 5), ("aaa", 4, "daily", 5)],
        "added tags follow in the order of the file",
    ),
    ("cadence: {007: daily}\n", [*BUILT_IN, ("007", 3, "daily", 5)], "the name of a tag is text"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), RANKS, ids=reasons(RANKS))
def test_tags_and_their_rank(text: str, expected: list[tuple[str, int, str, int]], reason: str) -> None:
    """Red, orange and green come first, then what the file adds, in its order."""
    assert ranks(text) == expected, reason


def test_tags_may_be_defined_after_the_items() -> None:
    """The order of the keys at the top is free."""
    text = ITEM.replace("tag: red", "tag: 紫") + "cadence:\n  紫: daily\n"
    assert only_item(text).tag == "紫"
    assert plan(text).tags["紫"].cadence.text == "daily"


@pytest.mark.parametrize("mode", list(Mode))
def test_the_mode_is_one_of_two(mode: Mode) -> None:
    """Both modes may be written; rolling is the default."""
    assert plan(f"mode: {mode}\ntasks: []").mode is mode
    assert plan("tasks: []").mode is Mode.ROLLING


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+12"])
def test_a_time_zone_is_kept_by_name(zone: str) -> None:
    """A time zone of the database is kept as written."""
    assert plan(f"timezone: {zone}\ntasks: []").timezone == zone


@pytest.mark.parametrize(
    "text",
    [
        "tasks:",
        "tasks:\n",
        "tasks: # none\nbranch: 甲",
        "{tasks: }",
        "tasks: []",
        "tasks: []\n",
        "tasks:\n  []",
        "{tasks: []}",
        '{"tasks":[]}',
        "? tasks\n: []\n",
    ],
)
def test_an_empty_list_is_a_list(text: str) -> None:
    """A list may be empty, and so it is where nothing stands below its key."""
    assert plan(text).items == ()


@pytest.mark.parametrize("day", ["0001-01-01", "1900-02-28", "2024-02-29", "2000-02-29", "2026-12-31", "9999-12-31"])
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_dates_of_the_whole_calendar(day: str, quote: str) -> None:
    """Every date from the year 1 to 9999 is understood, quoted or not."""
    text = ITEM.replace("2026-06-01", f"{quote}{day}{quote}")
    item = only_item(f"{text}    deadline: {day}\n")
    assert item.start == item.deadline == date.fromisoformat(day)


@pytest.mark.parametrize("key", ["start", "last"])
def test_one_date_is_enough(key: str) -> None:
    """An item needs `start` or `last`, not both; a deadline may even lie before them."""
    item = only_item(ITEM.replace("start:", f"{key}:") + "    deadline: 2020-01-01\n")
    assert (item.start or item.last) == date(2026, 6, 1)
    assert item.deadline == date(2020, 1, 1)


def test_last_may_be_the_day_of_start() -> None:
    """A dispatch on the very day of listing is none too early."""
    assert only_item(f"{ITEM}    last: 2026-06-01\n").last == date(2026, 6, 1)


def test_the_doubtful_is_legal() -> None:
    """A `last` or `closed` still to come is understood unless somebody asks for doubts."""
    text = f"{ITEM}    last: 2999-01-01\n    closed: 2999-01-02\n"
    assert (only_item(text).last, only_item(text).closed) == (date(2999, 1, 1), date(2999, 1, 2))
    assert len(problems(text, date(2026, 11, 22))) == 2
    assert problems(text, date(2999, 1, 2)) == ()


SAME = [
    ("\ufeff" + GOOD, "a byte order mark"),
    (GOOD.replace("\n", "\r\n"), "CRLF"),
    ("\ufeff" + GOOD.replace("\n", "\r\n"), "both, as Windows writes it"),
    (GOOD.replace("\n", "\r"), "CR alone"),
    (GOOD.rstrip("\n"), "no final newline"),
    (GOOD + "\n\n  \n# end", "blank lines and a comment at the end"),
    ("---\n" + GOOD, "a document's beginning"),
    (GOOD + "...\n", "and its end"),
    ("%YAML 1.2\n---\n" + GOOD, "a directive"),
    ("# 清单\n\n" + GOOD, "a comment before it"),
    (GOOD.replace("\n\n", "\n \n# 注：\n"), "comments between"),
    (GOOD.replace("tag: ", "tag:    ").replace("id: ", "id :\t"), "white space around colons"),
    (GOOD.replace("\n  - ", "\n  -    ").replace("\n    ", "\n       "), "deeper indentation"),
    (GOOD.replace('"1"', "'1'").replace("weekly", '"weekly"'), "other quotes"),
    (GOOD.replace("tag: red", "tag: 红"), "the other name of a tag"),
    (GOOD.replace("team:", '"team":').replace("owner:", "'owner' :"), "quoted keys"),
    (GOOD.replace("x-phone: 12345", "x-a: [[[1]], {b: {c: d}}]\n    x-b:\n      - e\n    x-:"), "other free keys"),
]


@pytest.mark.parametrize(("text", "reason"), SAME, ids=reasons(SAME))
def test_the_look_of_the_file_is_free(text: str, reason: str) -> None:
    """Marks, line ends, comments, quotes and free keys change nothing of what is understood."""
    assert plan(text) == plan(GOOD), reason


def test_not_everything_is_the_same() -> None:
    """One changed character of a title is a changed plan."""
    assert plan(GOOD.replace("项目", "项 目")) != plan(GOOD)


STYLES = [
    ("tasks: [{id: 1, title: 甲, tag: red, start: 2026-06-01}]", "all in one line"),
    ('{"tasks": [{"id": 1, "title": "甲", "tag": "red", "start": "2026-06-01"}]}', "JSON"),
    ("tasks:\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01", "no indentation"),
    ("tasks:\n  -\n    id: 1\n    title: 甲\n    tag: red\n    start: 2026-06-01", "the dash in a line of its own"),
    ("tasks:\n  - {id: 1, title: 甲,\n     tag: red,\n     start: 2026-06-01,}", "flow style over three lines"),
    ("tasks:\n  - start: 2026-06-01\n    tag: red\n    title: 甲\n    id: 1", "another order"),
    (
        "tasks:\n  - ? id\n    : 1\n    ? title\n    : 甲\n    ? tag\n    : red\n    ? start\n    : 2026-06-01",
        "explicit keys",
    ),
    ("tasks: !!seq [!!map {id: 1, title: 甲, tag: red, start: 2026-06-01}]", "types of collections"),
]


@pytest.mark.parametrize(("text", "reason"), STYLES, ids=reasons(STYLES))
def test_the_style_of_items_is_free(text: str, reason: str) -> None:
    """Block style, flow style and JSON mean the same."""
    assert only_item(text) == Item("1", "甲", "red", start=date(2026, 6, 1)), reason


ALIASES = [
    ("x-a: &t 甲\n", "*t", "甲", "a text set under a free key"),
    ("x-a: {b: [&t 甲]}\n", "*t", "甲", "or deep within one"),
    ("branch: &t 甲\n", "*t", "甲", "or under a known key"),
    ("&t x-a: {}\n", "*t", "x-a", "or as a key"),
    ("x-a: &t 甲\nx-b: &t 乙\n", "*t", "乙", "the nearest one above counts"),
    ("x-a: &t [1]\nx-b: &t 乙\n", "*t", "乙", "even after a list of that name"),
    ("x-a: &t 甲\nx-b: [*t]\n", "*t", "甲", "used more than once"),
    ("x-a: &t\n", "x *t", "x *t", "within a text it is none"),
]


@pytest.mark.parametrize(("above", "written", "meant", "reason"), ALIASES, ids=reasons(ALIASES))
def test_a_text_may_be_repeated_by_an_alias(above: str, written: str, meant: str, reason: str) -> None:
    """An alias stands for the text that its anchor set."""
    assert only_item(above + ITEM.replace(TITLE, written)).title == meant, reason


def test_an_alias_of_an_empty_text_is_absent() -> None:
    """An alias may stand for an empty value, which is an absent one."""
    assert only_item(f"x-a: &t\n{ITEM}    note: *t\n").note is None


def test_an_alias_may_hold_a_date_and_be_a_key() -> None:
    """Whatever holds a text holds an alias too."""
    text = "x-a: &day 2026-06-01\nx-b: &key start\n" + ITEM.replace("start: 2026-06-01", "*key : *day")
    assert only_item(text) == only_item(ITEM)


def test_items_keep_their_order() -> None:
    """The items come in the order of the file."""
    text = "tasks:\n" + "".join(f"  - {{id: {n}, title: 甲, tag: red, start: 2026-06-01}}\n" for n in (3, 1, 10, 2))
    assert [item.id for item in plan(text).items] == ["3", "1", "10", "2"]


def test_reading_twice_gives_equal_plans() -> None:
    """Reading leaves nothing behind in the source."""
    source = decode("tasks.yaml", GOOD.encode())
    assert parse(source, is_zone) == parse(source, is_zone)
    assert source.problems == []


def test_time_zones_are_asked_for_by_name() -> None:
    """Who knows the time zones is the caller's choice."""
    asked = []

    def is_home(name: str) -> bool:
        asked.append(name)
        return True

    source = decode("tasks.yaml", b"timezone: Mars/Base\ntasks: []\n")
    assert parse(source, is_home).timezone == "Mars/Base"
    assert asked == ["Mars/Base"]
