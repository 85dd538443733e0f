"""No input, however bad, makes the reader do anything but understand it or list its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generated import often
from hypothesis import example, given
from hypothesis import strategies as st
from reading import GOOD, ITEM, PATH, lines_of, sentence

from dispatch_cli.clock import is_zone
from dispatch_cli.errors import ProblemsError
from dispatch_cli.log.file import read_log
from dispatch_cli.plan.reader import parse
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem
    from dispatch_cli.model import TaskFile


def read(data: bytes) -> TaskFile | None:
    """Read a task file; check its problems, and return the plan where there are none."""
    try:
        plan = parse(decode(PATH, data), is_zone)
    except ProblemsError as error:
        check(error.problems, data)
        return None
    check_plan(plan)
    return plan


def check_plan(plan: TaskFile) -> None:
    """Check what holds of every plan that is understood."""
    ids = [item.id for item in plan.items]
    assert len(ids) == len(set(ids))
    assert all(item.id and item.title and item.tag in plan.tags and (item.start or item.last) for item in plan.items)


def check(problems: Sequence[Problem], data: bytes) -> None:
    """Check that problems are in order, stand within the file, and can be said."""
    assert problems
    assert [problem[:3] for problem in problems] == sorted(problem[:3] for problem in problems)
    lines = lines_of(data.decode(errors="replace").removeprefix("\ufeff"))
    for problem in problems:
        assert sentence(problem.message)
        assert sentence(problem.hint)
        assert not {"\n", "\r"} & {*problem.excerpt}
        assert 0 <= problem.caret <= len(problem.excerpt)
        check_place(problem, lines)


def check_place(problem: Problem, lines: list[str]) -> None:
    """Check that a problem stands within the file, at most one column past its line."""
    assert 1 <= problem.line <= len(lines)
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


KEYS = words("id title tag team owner start last deadline closed note branch timezone mode cadence tasks x-a <<")
VALUES = words("red 红 紫 weekly 1 007 ~ null 2026-06-01 2026-2-3 2026-02-30 UTC rolling FREQ=WEEKLY;BYDAY=MO; ？ 😀")
MARKS = words("""[] {} : ： - ? , [ ] { } " ' ` @ % ! !!int !a!b | > | + & * &a *a # \\ \\u7532 \\x --- ... %YAML""")
MARKS += [": ", "- ", "? ", ", ", " #", "&a ", "*a ", "\n  - ", "\n    ", "\n- ", "\n<<<<<<< HEAD\n"]
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\n\t", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\u3000", "\xa0", "\ufeff"]
STRANGE = ["%YAML 1.2\n---\n", "e\u0301", "\ufffd", "\u202e", "\x00", "\x1b[31m", "\x7f", "\x9b", "\U0010ffff"]
LINES = [f"\n    {key}: " for key in KEYS]
PIECES = st.one_of(*map(st.sampled_from, (KEYS, LINES, VALUES, MARKS, SPACES, STRANGE)))


@given(st.binary(max_size=200))
@example(b"\xff\xfe\r\n\x00")
@often(300)
def test_any_bytes(data: bytes) -> None:
    """Any bytes are understood or have problems."""
    try:
        decode(PATH, data)
    except ProblemsError as error:
        for problem in error.problems:
            assert sentence(problem.message)
            assert sentence(problem.hint)
    else:
        read(data)


@given(st.text(max_size=200))
@often(300)
def test_any_text(text: str) -> None:
    """Any text is understood or has problems within it."""
    read(text.encode(errors="replace"))


@given(st.lists(PIECES, max_size=40).map("".join))
@example("tasks: [")
@often(1500)
def test_any_pieces_of_the_grammar(text: str) -> None:
    """Any pieces of YAML and of a task file are understood or have problems within them."""
    read(text.encode())


@given(st.lists(PIECES, max_size=12).map("".join))
@often(700)
def test_any_pieces_within_an_item(text: str) -> None:
    """So it is in the midst of a good list."""
    read(f"{ITEM}    note: {text}\n  - id: 2\n    title: 乙\n    tag: red\n    start: 2026-06-01\n".encode())


@st.composite
def mutations(draw: st.DrawFn, text: str) -> str:
    """Draw a text in which some slices are deleted, inserted, replaced, repeated or swapped."""
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(text)))
        end = begin + draw(st.integers(0, 12))
        new = draw(st.one_of(PIECES, st.just(""), st.just(text[begin:end] * 2), st.just(text[end : end + 20])))
        text = text[:begin] + new + text[end:]
    return text


@given(mutations(GOOD))
@often(700)
def test_any_damage_to_a_good_file(text: str) -> None:
    """A good file that was damaged is understood or has problems within it."""
    read(text.encode())


@given(mutations(GOOD), st.integers(0, 500), st.binary(max_size=3))
@often(200)
def test_any_damage_to_the_bytes_of_a_good_file(text: str, at: int, new: bytes) -> None:
    """So does one whose very bytes were damaged."""
    data = text.encode()
    data = data[:at] + new + data[at + 1 :]
    try:
        parse(decode(PATH, data), is_zone)
    except ProblemsError as error:
        for problem in error.problems:
            assert 1 <= problem.line <= len(lines_of(data.decode(errors="replace")))
            assert sentence(problem.message)


@given(mutations(GOOD))
@often(200)
def test_line_ends_change_nothing(text: str) -> None:
    """With LF or CRLF, a file has the same plan or the same problems."""
    text = text.replace("\r", "")
    assert outcome(text) == outcome(text.replace("\n", "\r\n"))


def outcome(text: str) -> TaskFile | tuple[Problem, ...]:
    """Return the plan of a text, or its problems."""
    try:
        return parse(decode(PATH, text.encode()), is_zone)
    except ProblemsError as error:
        return error.problems


RULES = words(
    "FREQ= DAILY WEEKLY MONTHLY YEARLY ; ;BYDAY= MO 5FR ;BYMONTHDAY= 31 -1 ;INTERVAL= ;BYMONTH= 2 , = COUNT RRULE:"
)


@given(st.lists(st.sampled_from([*RULES, "every ", "0", " days", " ", "甲"]), max_size=10).map("".join))
@example("FREQ=WEEKLY;")
@example("FREQ=WEEKLY;;BYDAY=MO")
@often(300)
def test_any_cadence(text: str) -> None:
    """Any text is a cadence or is refused."""
    read(f"cadence:\n  red: '{text}'\n{ITEM}".encode())


ZONES = st.lists(st.sampled_from(["Asia", "Shanghai", "UTC", "/", ".", "..", "\\", "\0", "~", "+8", "甲"]), max_size=8)


@given(ZONES.map("".join))
@often(200)
def test_any_name_of_a_time_zone(name: str) -> None:
    """Any text names a time zone or does not."""
    assert is_zone(name) in (True, False)


GOOD_LOG = """\
{"id":"1","at":"2026-11-22T09:03:11+08:00","batch":"a","event":"dispatched","item":"1","on":"2026-11-22","note":"已签约"}
{"id":"2","at":"2026-11-22T09:04:11+08:00","batch":"b","event":"extended","item":"1","on":"2026-11-22","to":"2026-12-01"}
{"id":"3","at":"2026-11-22T09:05:11+08:00","batch":"c","event":"undone","undoes":"b"}
"""
JSON_WORDS = words("""" : , { } [ ] null true NaN 1e999 - 0 \\ \\ud800 甲 "event" "on":"2026-2-3" "item":1 "to":[] """)
JSON_PIECES = st.sampled_from([*JSON_WORDS, " ", "\n", "\r", "\0", "\ufeff", "\u2028", "9" * 5000, "[" * 2000])


def read_bytes_of_log(data: bytes) -> None:
    """Read a log, and check its problems where it has any."""
    lines = data.split(b"\n")
    try:
        log = read_log("tasks.log.jsonl", data)
    except ProblemsError as error:
        for problem in error.problems:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
            assert sentence(problem.message)
            assert sentence(problem.hint)
    else:
        assert len(log.entries) <= len(lines)
        if log.torn is not None:
            before = b"\n".join(lines[: log.torn - 1])
            assert log.entries == read_log("", before).entries, "what follows is not counted"


@given(st.binary(max_size=200))
@often(300)
def test_any_bytes_as_a_log(data: bytes) -> None:
    """Any bytes are a log or have problems."""
    read_bytes_of_log(data)


@given(st.lists(JSON_PIECES, max_size=15).map("".join))
@often(500)
def test_any_pieces_of_json_as_a_log(text: str) -> None:
    """Any pieces of JSON are a log or have problems."""
    read_bytes_of_log(text.encode())


@given(st.data())
@often(700)
def test_any_damage_to_a_good_log(data: st.DataObject) -> None:
    """A good log that was damaged is a log or has problems."""
    text = GOOD_LOG
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        end = begin + data.draw(st.integers(0, 20))
        text = text[:begin] + data.draw(st.one_of(JSON_PIECES, st.just(""), st.just(text[begin:end] * 2))) + text[end:]
    read_bytes_of_log(text.encode())


@given(st.integers(0, len(GOOD_LOG.encode())))
@often(200)
def test_a_log_cut_off_anywhere(size: int) -> None:
    """However a log is cut off, the lines before the cut are kept, and only the last may be torn."""
    data = GOOD_LOG.encode()[:size]
    log = read_log("tasks.log.jsonl", data)
    assert len(log.entries) >= data.count(b"\n")
    assert log.entries == read_log("", GOOD_LOG.encode()).entries[: len(log.entries)]
