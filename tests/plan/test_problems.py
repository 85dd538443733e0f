"""What is wrong with a task file: where, what it says, what to do; and that doing it helps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import wrong_lists
import wrong_sections
from mistakes import Found, Row, unlike
from reading import GOOD, ITEM, PATH, lines_of, plan, problems, reasons, sentence
from wrong_lists import listed

from dispatch_cli.errors import PROBLEM_LIMIT, ExitCode, ProblemsError
from dispatch_cli.messages import say
from dispatch_cli.source import Source

if TYPE_CHECKING:
    from dispatch_cli.messages import Message

ROWS = [*wrong_lists.ROWS, *wrong_sections.ROWS]
NOT_YAML = [*wrong_lists.NOT_YAML, *wrong_sections.NOT_YAML]


@pytest.mark.parametrize(("wrong", "found", "right", "reason"), ROWS, ids=reasons(ROWS))
def test_what_is_wrong_is_found_in_its_place(wrong: str, found: tuple[Found, ...], right: str, reason: str) -> None:
    """Every mistake is reported where it stands, once, with what to do; and what it says to do helps."""
    assert unlike(problems(wrong), found) == [], reason
    assert problems(right) == (), reason


@pytest.mark.parametrize("row", ROWS, ids=reasons(ROWS))
def test_how_a_file_is_saved_changes_no_place(row: Row) -> None:
    """A byte order mark takes no column, and the line ends of Windows and of an old Macintosh move nothing."""
    found, windows = problems(row.wrong), row.wrong.replace("\r", "").replace("\n", "\r\n")
    for saved in (windows, *(f"\ufeff{text}" for text in (row.wrong.lstrip("\ufeff"), windows.lstrip("\ufeff")))):
        assert problems(saved) == found
    if row not in NOT_YAML:
        assert places(windows.replace("\r\n", "\r")) == places(row.wrong)


def places(text: str) -> list[tuple[int, int, Message]]:
    """Return where the problems of a text are, and what is said of them."""
    return [(problem.line, problem.column, problem.message) for problem in problems(text)]


@pytest.mark.parametrize("wrong", [row.wrong for row in ROWS], ids=reasons(ROWS))
def test_the_excerpt_is_the_line(wrong: str) -> None:
    """Each problem carries its line as it stands in the file, or what of it is near, and the name of the file."""
    lines = lines_of(wrong.lstrip("\ufeff"))
    for problem in problems(wrong):
        assert (problem.excerpt, problem.caret) == near(lines[problem.line - 1], problem.column - 1)
        assert problem.path == PATH


def near(line: str, at: int) -> tuple[str, int]:
    """Return a line cut to sixty characters before and after an index, and that index in it."""
    before = line[:at] if at <= 60 else "…" + line[at - 60 : at]
    after = line[at:] if len(line) - at <= 60 else line[at : at + 60] + "…"
    return before + after, len(before)


@pytest.mark.parametrize(("before", "after"), [(1, 0), (34, 28), (34, 29), (35, 30), (500, 500)])
def test_the_excerpt_of_a_long_line_is_what_is_near(before: int, after: int) -> None:
    """Of a long line no more is shown than sixty characters on either side, and the caret moves along."""
    line = f"  - {{id: 1, title: {'甲' * before}, tag: rad, note: {'乙' * after}, start: 2026-06-01}}"
    (problem,) = problems(f"tasks:\n{line}\n")
    assert (problem.excerpt, problem.caret) == near(line, line.index("rad"))
    assert problem.excerpt[problem.caret :].startswith("rad")


def test_the_excerpt_is_the_line_after_cr_too() -> None:
    """An old Macintosh's line ends with its CR."""
    (problem,) = problems(ITEM.replace("red", "rad").replace("\n", "\r"))
    assert problem.excerpt == "    tag: rad"


MANY = """\
branch: [示例支部]
timezone: Asia/Shangai
mode: roling
cadence:
  red: weeky
  紫: daily
tasks:
  - {id: 1, title: 某新能源项目落地, tag: rad, start: 2026-2-3, last: 2026-02-30, onwer: 招商一科}
  - id: 1
    title: 甲: 乙
    tag: blue
  - title: 丙
    title: 丁
    id: 1
    tag: 紫色
    start: 2026-06-01
  - id: 2
    title: "C:\\p"
  - note: *nothing
"""
ALL_OF_MANY = (
    Found(1, 9, "`branch` must be a single text", ""),
    Found(2, 11, "unknown time zone", ""),
    Found(3, 7, "unknown mode", ""),
    Found(5, 8, "`weeky` is not a cadence", ""),
    Found(8, 35, "unknown tag `rad`", "`red`"),
    Found(8, 47, "`2026-2-3` is not a date", "2026-02-03"),
    Found(8, 63, "`2026-02-30` is not a date", "2026-02-28"),
    Found(8, 75, "unknown key `onwer`", "`owner`"),
    Found(9, 9, "the id `1` is taken; the first is in line 8", ""),
    Found(10, 13, "a second `: ` in one line", ""),
    Found(11, 10, "unknown tag `blue`", ""),
    Found(13, 5, "`title` is given twice; the first is in line 12", ""),
    Found(14, 9, "the id `1` is taken; the first is in line 8", ""),
    Found(15, 10, "unknown tag `紫色`", ""),
    Found(18, 15, "a backslash in double quotes", ""),
    Found(19, 5, "this item has no `id`", ""),
    Found(19, 5, "this item has no `title`", ""),
    Found(19, 5, "this item has no `tag`", ""),
    Found(19, 5, "neither `start` nor `last`", ""),
    Found(19, 11, "`*nothing` stands for nothing", ""),
)


def test_all_problems_are_found_at_once() -> None:
    """One run finds the problems of every part and every item, in the order of their places."""
    assert unlike(problems(MANY), ALL_OF_MANY) == []


def test_the_error_of_a_file_with_problems() -> None:
    """A file with problems yields no plan but an error, whose exit status is 3."""
    source = Source(PATH, "")
    source.report(0, say("甲"), say("乙"))
    error = ProblemsError(source.problems)
    assert error.problems == tuple(source.problems)
    assert error.code is ExitCode.UNREADABLE
    assert int(error.code) == 3


def test_problems_come_in_the_order_of_their_places() -> None:
    """What was found later but stands earlier comes first."""
    found = [(p.line, p.column) for p in problems(f"{ITEM.replace('red', 'rad')}    owner: []\nmode: x\n")]
    assert found == [(4, 10), (6, 12), (7, 7)]


DOUBTS = [
    ("last: 2026-11-22", None, "today is no doubt"),
    (
        "last: 2026-11-23",
        Found(6, 11, "`last` 2026-11-23 is later than today, 2026-11-22", "is the year right?"),
        "tomorrow",
    ),
    ("closed: 2026-11-22", None, "closed today"),
    (
        "closed: 2027-11-20",
        Found(6, 13, "`closed` 2027-11-20 is later than today", "it does not count"),
        "a wrong year",
    ),
    ("deadline: 2999-01-01", None, "a deadline should be later"),
]


@pytest.mark.parametrize(("line", "found", "reason"), DOUBTS, ids=reasons(DOUBTS))
def test_the_doubtful_is_reported_on_demand(line: str, found: Found | None, reason: str) -> None:
    """A `last` or `closed` later than today is a problem only for who asks."""
    text = f"{ITEM}    {line}\n"
    assert unlike(problems(text, date(2026, 11, 22)), (found,) if found else ()) == [], reason
    assert problems(text) == (), reason


def test_a_start_to_come_is_not_doubtful() -> None:
    """An item may be listed before it starts."""
    assert problems(ITEM, date(2026, 5, 1)) == ()


ANY_CHINESE = "示例支部的清单，等待供地；某新能源项目落地\n" * 20
SAVE = "save it again with the encoding UTF-8"
BINARY = "this looks like a binary file"
ENCODINGS = [
    (ITEM.encode("gbk"), Found(3, 13, "this is not UTF-8; it looks like GBK", SAVE), "GBK"),
    (ITEM.replace("\n", "\r\n").encode("gbk"), Found(3, 13, "it looks like GBK", SAVE), "GBK with CRLF"),
    (ITEM.replace("某", "㐀").encode("gb18030"), Found(3, 12, "this is not", ""), "GB18030"),
    (ANY_CHINESE.encode("gbk"), Found(1, 2, "it looks like GBK", SAVE), "nothing but GBK"),
    ("branch: 示例支部\n".encode("gbk"), Found(1, 10, "it looks like GBK", SAVE), "four characters of GBK"),
    ("tasks: []\n# 專班責任人調度延期會議\n".encode("big5"), Found(2, 3, "it looks like Big5", SAVE), "Big5"),
    (ITEM.encode("utf-16"), Found(1, 1, "this is not UTF-8; it looks like UTF-16", SAVE), "UTF-16"),
    (b"\xfe\xff" + ITEM.encode("utf-16-be"), Found(1, 1, "it looks like UTF-16", SAVE), "UTF-16, the other way round"),
    (b"\xff\xfe", Found(1, 1, "it looks like UTF-16", SAVE), "nothing but the mark of UTF-16"),
    (
        "tasks: []\n".encode("utf-16-le"),
        Found(1, 2, "U+0000, is not text", "binary file or UTF-16"),
        "UTF-16 without mark",
    ),
    (
        "tasks: []\n".encode("utf-16-be"),
        Found(1, 1, "U+0000, is not text", "binary file or UTF-16"),
        "nor mark, other way",
    ),
    ("# 甲乙\n".encode("utf-16-le"), Found(1, 2, "U+0000, is not text", "UTF-16"), "Chinese in UTF-16 without mark"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Found(1, 1, "this is not text in UTF-8", BINARY), "a picture"),
    (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", Found(1, 2, "this is not text in UTF-8", BINARY), "a compressed file"),
    (bytes(range(256)), Found(2, 118, "this is not text in UTF-8", BINARY), "every byte"),
    (b"tasks: []\n\0\0\0\n", Found(2, 1, "U+0000, is not text", "this looks like a binary file or UTF-16"), "NUL"),
    ("tasks: [] # 示例\0".encode(), Found(1, 15, "U+0000, is not text", ""), "NUL after Chinese"),
    (
        b"tasks: []\n# \x1b[31m",
        Found(2, 3, "a control character, U+001B", "delete the character"),
        "an escape sequence",
    ),
    (b"tasks: []\x7f", Found(1, 10, "a control character, U+007F", "delete the character"), "DEL"),
    (b"tasks: []\x0c", Found(1, 10, "a control character, U+000C", "delete the character"), "a form feed"),
    ("tasks: []\x9b".encode(), Found(1, 10, "a control character, U+009B", "delete the character"), "C1"),
    ("tasks: []\ufffe".encode(), Found(1, 10, "a control character, U+FFFE", "delete the character"), "no character"),
    (b"\xed\xa0\x80", Found(1, 1, "this is not text in UTF-8", ""), "half a character of UTF-16"),
    (b"\xf4\x90\x80\x80", Found(1, 1, "this is not text in UTF-8", ""), "past the last character"),
]


@pytest.mark.parametrize(("data", "found", "reason"), ENCODINGS, ids=reasons(ENCODINGS))
def test_what_is_not_utf8(data: bytes, found: Found, reason: str) -> None:
    """Bytes that are no UTF-8 text are refused at the first of them, with a guess at what they are."""
    assert unlike(problems(data), (found,)) == [], reason


@pytest.mark.parametrize("text", [ITEM, GOOD, "tasks: [] # é ñ 😀 \u00a0 \ufffd \U0010ffff\t\r\n", "\u0085tasks: []"])
def test_what_is_utf8(text: str) -> None:
    """Any text in UTF-8 passes."""
    assert problems(text) == ()


DAMAGED = [
    (ITEM.encode().replace("某".encode(), b"\xe6\x9f"), "a Chinese character of two bytes"),
    (ITEM.encode() + "# 示".encode()[:-1], "a file cut off within a character"),
    (GOOD.encode() + "# 等".encode("gbk"), "one character of GBK in a text in UTF-8"),
]


@pytest.mark.parametrize(("data", "reason"), DAMAGED, ids=reasons(DAMAGED))
def test_a_damaged_character_makes_no_binary_file(data: bytes, reason: str) -> None:
    """Who typed the list is not told to name another file, or to read this one as GBK."""
    (problem,) = problems(data)
    assert sentence(problem.message) == "a character here is damaged; the rest is UTF-8", reason
    assert sentence(problem.hint) == "type the word anew, and save the file", reason


def test_a_byte_order_mark_before_gbk_takes_no_column() -> None:
    """A byte order mark takes no column in a file of two encodings either."""
    data = "branch: 示例支部\n".encode("gbk")
    (problem,) = problems(b"\xef\xbb\xbf" + data)
    assert (problem.line, problem.column) == (1, 10)
    assert (problem,) == problems(data)


def test_gbk_after_a_long_beginning_of_ascii() -> None:
    """The encoding is guessed from what is not ASCII."""
    (problem,) = problems(b"# a\n" * 20_000 + ITEM.encode("gbk"))
    assert problem.message.values.get("encoding") == "GBK"


DEEP = [
    ("[" * 100_000, (1, 21), "lists"),
    ("{a: " * 100_000, None, "mappings"),
    ("- " * 100_000, (1, 41), "lists by dashes"),
    ("? " * 100_000, None, "keys of keys"),
    ("tasks: " + "[" * 100_000, (1, 29), "lists in the list"),
    ("tasks: [" + "{a: " * 100_000, None, "mappings in an item"),
    ("tasks:\n" + "- " * 100_000, None, "lists by dashes in the list"),
    (f"{ITEM}    note: " + "[" * 100_000, (6, 31), "lists in a field"),
    ("x-a: " + "[" * 100_000 + "]" * 100_000 + f"\n{ITEM}", (1, 26), "lists under a free key"),
    (f"{ITEM}    x-a: " + "{a: " * 21 + "}" * 21, (6, 90), "mappings under a free key"),
    ("[" * 21 + "]" * 21 + ": a\ntasks: []", (1, 21), "a key"),
]


@pytest.mark.parametrize(("text", "place", "reason"), DEEP, ids=reasons(DEEP))
def test_absurd_nesting_is_refused(text: str, place: tuple[int, int] | None, reason: str) -> None:
    """What is nested more than twenty deep is reported in its place, however deep it goes on."""
    (problem,) = [p for p in problems(text) if p.message.template == "lists or mappings are nested too deeply"]
    assert place in ((problem.line, problem.column), None), reason


def test_some_nesting_is_allowed_under_a_free_key() -> None:
    """A free key may hold what somebody else's program wants there."""
    assert problems("x-a: " + "[" * 20 + "]" * 20 + f"\n{ITEM}    x-b: " + "{a: " * 20 + "}" * 20) == ()


def test_aliases_take_no_room() -> None:
    """A thousand aliases of a long text hold that text once."""
    items = "".join(f"  - {{id: {n}, title: *a , tag: red, start: 2026-06-01}}\n" for n in range(1000))
    titles = {id(item.title) for item in plan(f"x-a: &a {'甲' * 100_000}\ntasks:\n{items}").items}
    assert len(titles) == 1


def test_very_many_problems_end_the_search() -> None:
    """After so many problems the rest is not looked for."""
    text = "tasks:\n" + "- {}\n" * PROBLEM_LIMIT
    found = problems(text)
    assert len(found) == PROBLEM_LIMIT
    assert (found[0].line, found[-1].line) == (2, 1 + PROBLEM_LIMIT // 4)


def test_broken_items_are_found_in_one_run() -> None:
    """Nineteen items that are no YAML are nineteen problems."""
    text = listed("甲", *["a: b"] * 19)
    assert [problem.line for problem in problems(text)] == list(range(7, 7 + 4 * 19, 4))


@pytest.mark.parametrize("count", [20, 21, 35])
def test_no_problem_is_reported_twice(count: int) -> None:
    """However many items are broken, each is reported at most once."""
    places = [(problem.line, problem.column) for problem in problems(listed("甲", *["a: b"] * count))]
    assert len(places) == len(set(places)) >= 20


def test_a_good_file_has_no_problems() -> None:
    """The good file of these tests is good, also for who asks for doubts late enough."""
    assert problems(GOOD) == problems(GOOD, date.max) == ()
