"""What a log means, which of its lines are refused, and where."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from reading import reasons, sentence

from dispatch_cli.errors import ProblemsError
from dispatch_cli.log.entries import Entry, Event, ListEntry, Log
from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.log.file import read_log
from dispatch_cli.log.lines import BadLineError, format_line, parse_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem

PATH = "tasks.log.jsonl"
LINE = (
    '{"id":"e1","at":"2026-11-22T09:03:11+08:00","batch":"b1","event":"dispatched",'
    '"item":"1","on":"2026-11-22","by":"招商一科","note":"已签约"}'
)
ENTRY = Entry(
    id="e1",
    at="2026-11-22T09:03:11+08:00",
    batch="b1",
    event="dispatched",
    item="1",
    on=date(2026, 11, 22),
    by="招商一科",
    note="已签约",
    more={},
)


def line_with(**values: Any) -> str:
    """Return the good line with other values; a key whose value is `...` is left out."""
    return json.dumps({key: value for key, value in (json.loads(LINE) | values).items() if value is not ...})


def log(text: str) -> Log:
    """Read a log. Raises ProblemsError."""
    return read_log(PATH, text.encode())


def problems(data: bytes) -> Sequence[Problem]:
    """Return the problems of a log, none for a good one."""
    try:
        read_log(PATH, data)
    except ProblemsError as error:
        return error.problems
    return ()


def test_a_line_is_an_entry() -> None:
    """Every key of a line arrives in its place."""
    assert log(f"{LINE}\n") == Log((ENTRY,), None)
    assert parse_line(LINE.encode()) == ENTRY


def test_entries_keep_their_order() -> None:
    """The entries come in the order in which they were written down, whatever their dates."""
    lines = [line_with(id=str(n), on=f"2026-11-{30 - n:02}") for n in range(1, 20)]
    assert [entry.id for entry in log("\n".join(lines) + "\n").entries] == [str(n) for n in range(1, 20)]


@pytest.mark.endurance
def test_a_log_of_a_million_lines() -> None:
    """A log is never too long."""
    lines = [LINE.replace('"e1"', f'"e{number}"') for number in range(1_000_000)]
    entries = log("\n".join(lines)).entries
    assert (len(entries), entries[-1].id) == (1_000_000, "e999999")


OTHER = LINE.replace('"e1"', '"e2"')
SAME = [
    (f"{LINE}\n{OTHER}\n", "two lines"),
    (f"\ufeff{LINE}\n{OTHER}\n", "a byte order mark"),
    (f"{LINE}\r\n{OTHER}\r\n", "CRLF"),
    (f"{LINE}\n{OTHER}", "no final newline"),
    (f"\n\n{LINE}\n \t\r\n\n{OTHER}\n\n", "empty lines"),
    (f"  {LINE}  \n\t{OTHER}\n", "white space around lines"),
    (f"{LINE}\n{json.dumps(json.loads(OTHER))}\n", "escapes instead of Chinese"),
    (f"{LINE}\n" + json.dumps(dict(reversed(json.loads(OTHER).items()))) + "\n", "another order of keys"),
    (f"{LINE}\n{OTHER}\n{LINE}\n", "a line that is there twice"),
]


@pytest.mark.parametrize(("text", "reason"), SAME, ids=reasons(SAME))
def test_the_look_of_a_log_is_free(text: str, reason: str) -> None:
    """Marks, line ends, white space, escapes, the order of keys and repeated lines change nothing."""
    assert log(text) == Log((ENTRY, ENTRY._replace(id="e2")), None), reason


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n\r\n", b"   ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_log(data: bytes) -> None:
    """A log without lines has no entries and is not torn."""
    assert read_log(PATH, data) == Log((), None)


MORE = [
    ({"mood": "gut"}, "a text"),
    ({"a": None, "b": True, "c": 1, "d": [1, {"e": "甲"}], "": {}}, "anything that JSON can hold"),
    ({"to": 1, "from": [], "field": None, "of": "2", "edit": "x", "after_cut": 0}, "known keys of an unknown kind"),
    ({"x": 2**200, "y": -0.5, "z": 1e300}, "large numbers"),
    ({"nested": [[[[[[[[[[]]]]]]]]]]}, "nested lists"),
]


@pytest.mark.parametrize(("more", "reason"), MORE, ids=reasons(MORE))
def test_unknown_keys_survive(more: dict[str, Any], reason: str) -> None:
    """A key of a later version changes nothing, and is kept."""
    assert log(line_with(**more) + "\n").entries == (ENTRY._replace(more=more),), reason


def test_unknown_events_survive() -> None:
    """An event of a later version needs neither item nor date, and is an entry all the same."""
    (entry,) = log('{"id":"1","at":"a","batch":"b","event":"praised","stars":5}\n').entries
    assert entry == Entry("1", "a", "b", "praised", more={"stars": 5})


@pytest.mark.parametrize("event", [Event.UNDONE, Event.REMINDING, Event.REMINDED, "praised", ""])
def test_events_about_no_item(event: str) -> None:
    """What is about no item needs neither item nor date; what stands there instead of them is ignored."""
    for item, on in ((..., ...), (1, 1), (None, "2026-2-3"), ([], "")):
        (entry,) = log(line_with(event=event, item=item, on=on) + "\n").entries
        assert entry.event == event
        assert entry.item is None


@pytest.mark.parametrize("value", [1, None, ["招商一科"], {}, True])
@pytest.mark.parametrize("key", ["by", "note"])
def test_who_and_what_are_texts(key: str, value: object) -> None:
    """A `by` or `note` that is no text is none."""
    (entry,) = log(line_with(**{key: value}) + "\n").entries
    assert getattr(entry, key) is None


@pytest.mark.parametrize("day", ["0001-01-01", "2024-02-29", "9999-12-31"])
def test_dates_of_the_whole_calendar(day: str) -> None:
    """Every date from the year 1 to 9999 counts."""
    assert log(line_with(on=day) + "\n").entries[0].on == date.fromisoformat(day)


def test_a_lone_half_of_a_character_is_text() -> None:
    """An escape of half a character of UTF-16 is what JSON allows, and stops nothing."""
    (entry,) = log(LINE.replace("已签约", r"\ud83d") + "\n").entries
    assert entry.note == "\ud83d"


DATED = sorted(ABOUT_ITEMS)
NOT_JSON = "this line is not JSON"
BAD = [
    ("{", NOT_JSON, "half an object"),
    ("甲", NOT_JSON, "a word"),
    (LINE[:-1], NOT_JSON, "a line cut off"),
    (LINE + LINE, NOT_JSON, "two entries glued together"),
    (LINE.replace('"', "'"), NOT_JSON, "the wrong quotes"),
    (LINE[:-1] + ",}", NOT_JSON, "a comma too many"),
    ("<<<<<<< HEAD", NOT_JSON, "a conflict marker"),
    ("[" * 100_000, NOT_JSON, "absurd nesting"),
    ('{"a":' * 100_000, NOT_JSON, "absurd nesting of objects"),
    (f'{LINE[:-1]},"x":{"[" * 100_000}{"]" * 100_000}}}', NOT_JSON, "absurd nesting, closed"),
    (f'{LINE[:-1]},"x":NaN}}', NOT_JSON, "no number, which Python writes and JSON does not allow"),
    (f'{LINE[:-1]},"x":Infinity}}', NOT_JSON, "a number without end"),
    (f'{LINE[:-1]},"x":-Infinity}}', NOT_JSON, "a number without beginning"),
    (f'{LINE[:-1]},"x":{"9" * 5000}}}', NOT_JSON, "a number of more digits than Python reads"),
    ("\0" * 20, NOT_JSON, "zeros, as a file system leaves them"),
    ("[]", "this line is not a JSON object", "a list"),
    ("1", "this line is not a JSON object", "a number"),
    ("null", "this line is not a JSON object", "null"),
    ('"甲"', "this line is not a JSON object", "a text"),
    ("{}", "`id` is missing or is not text", "nothing in it"),
    *((line_with(**{key: ...}), f"`{key}` is missing", f"no {key}") for key in ("id", "at", "batch", "event")),
    *((line_with(**{key: 1}), f"`{key}` is missing", f"a number for {key}") for key in ("id", "at", "batch", "event")),
    (line_with(event=["dispatched"]), "`event` is missing or is not text", "a list for an event"),
    (line_with(item=...), "`item` is missing or is not text", "no item"),
    (line_with(item=1), "`item` is missing or is not text", "a number for an item"),
    (line_with(item=..., event="changed"), "`item` is missing", "a change of nothing"),
    (line_with(item=..., event="changed", field="title"), "`item` is missing", "a new title of no item"),
    (
        line_with(item=..., event="changed", field="workdays", on=...),
        "`on` is missing",
        "a change of the list on no day",
    ),
    (line_with(on=...), "`on` is missing or is not a date YYYY-MM-DD", "no date"),
    (line_with(on=None), "`on` is missing or is not a date YYYY-MM-DD", "null for a date"),
    (line_with(on=20261122), "`on` is missing or is not a date YYYY-MM-DD", "a number for a date"),
    (line_with(on="2026-2-3"), "`on` is missing or is not a date YYYY-MM-DD", "a misspelt date"),
    (line_with(on="2026-02-30"), "`on` is missing or is not a date YYYY-MM-DD", "an impossible date"),
    (line_with(on="2026-11-22T09:00:00"), "`on` is missing or is not a date", "a moment"),
    (line_with(event="extended"), "`to` is missing or is not a date YYYY-MM-DD", "a postponement to no day"),
    (line_with(event="extended", to="soon"), "`to` is missing or is not a date", "a postponement to a word"),
    *((line_with(event=event, on=...), "`on` is missing", f"no date of {event}") for event in DATED),
]


WAYS = ("restore it from a copy, or move the line to another file", "break it between `}` and `{`")


@pytest.mark.parametrize(("line", "message", "reason"), BAD, ids=reasons(BAD))
def test_a_line_that_is_no_entry_is_a_problem(line: str, message: str, reason: str) -> None:
    """A line that cannot be read is reported by its number, and the log is not used."""
    (problem,) = problems(f"{LINE}\n\n{line}\r\n{LINE}\n".encode())
    assert (problem.path, problem.line, problem.column) == (PATH, 3, 1), reason
    assert message in sentence(problem.message), reason
    assert any(way in sentence(problem.hint) for way in WAYS), reason
    assert problem.excerpt == (line if len(line) <= 200 else f"{line[:200]}…"), reason


def test_an_extension_has_a_day() -> None:
    """A postponement to a date is good, and keeps it among the other keys."""
    (entry,) = log(line_with(event="extended", to="2026-12-01") + "\n").entries
    assert entry.new == "2026-12-01"


@pytest.mark.parametrize("field", ["workdays", "meeting"])
def test_a_change_of_the_list_itself_has_no_item(field: str) -> None:
    """A key of the list may change, one that only a later version knows too; the line is written back as it was."""
    line = line_with(item=..., event="changed", field=field, to="x")
    (entry,) = log(f"{line}\n").entries
    assert (type(entry), entry.item, entry.field) == (ListEntry, None, field)
    assert json.loads(format_line(entry)) == json.loads(line)


def test_all_bad_lines_are_found_at_once() -> None:
    """One run finds every line that cannot be read, each with its own reason."""
    found = problems(f"\ufeff甲\r\n{LINE}\n\n[]\n{LINE}\n{{}}\n".encode())
    assert [(problem.line, sentence(problem.message)) for problem in found] == [
        (1, NOT_JSON),
        (4, "this line is not a JSON object"),
        (6, "`id` is missing or is not text"),
    ]


def test_a_line_that_is_not_utf8() -> None:
    """A line of an encoding that nobody knows is a problem, and is shown as well as can be."""
    (problem,) = problems(LINE.replace("招商一科", "é").replace("已签约", "ü").encode("latin-1") + b"\n")
    assert problem.line == 1
    assert "\ufffd" in problem.excerpt


@pytest.mark.parametrize("size", range(1, len(LINE.encode())))
def test_a_torn_last_line_is_kept_apart(size: int) -> None:
    """A last line that was cut short, within a Chinese character too, is told apart from the entries before it."""
    assert read_log(PATH, f"{LINE}\n".encode() + LINE.encode()[:size]) == Log((ENTRY,), 2)


def test_a_torn_only_line() -> None:
    """A log may be nothing but a line cut short."""
    assert log("{") == Log((), 1)
    assert log("\n\n{") == Log((), 3)


def test_zeros_at_the_end_are_a_torn_line() -> None:
    """What a file system leaves after a power cut is a line cut short."""
    assert log(f"{LINE}\n" + "\0" * 100) == Log((ENTRY,), 2)


def test_whatever_begins_like_an_entry_is_a_torn_line() -> None:
    """A last line that begins like an entry and is no JSON may have been cut short: it is kept, and told apart."""
    assert log(f"{LINE}\n" + LINE.replace('"', "'")) == Log((ENTRY,), 2)


def test_a_torn_line_hides_no_problem() -> None:
    """A line cut short at the end does not excuse a bad one before it."""
    assert [problem.line for problem in problems(f"{LINE}\n{{\n{LINE}\n{{".encode())] == [2]


def test_a_last_line_that_has_its_end_may_be_torn() -> None:
    """A newline behind a torn line is all that a second crash has left of the next append."""
    assert log(f"{LINE}\n{LINE[:40]}\n") == Log((ENTRY,), 2)


def test_a_whole_bad_line_is_not_torn() -> None:
    """A last line that was written to its end, and cannot be read, was not cut short."""
    for line in (LINE.replace('"', "'"), LINE.replace("已", '"'), LINE[:-1] + "]", LINE + "x"):
        assert [problem.line for problem in problems(f"{LINE}\n{line}\n".encode())] == [2]


def test_a_line_is_read_or_refused_with_a_reason() -> None:
    """Reading a single line raises the reason."""
    with pytest.raises(BadLineError) as caught:
        parse_line(b"[]")
    assert sentence(caught.value.message) == "this line is not a JSON object"


NO_HALVES = [
    (line_with(on="2026-2-3"), "an object that is whole, with a misspelt date"),
    ("{}", "an object that is whole, with nothing in it"),
    ("[]", "a list that is whole"),
    (">>>>>>> 甲", "a conflict marker"),
    (LINE + LINE, "two entries glued together"),
    (f" {LINE[:-1]}", "white space first"),
    ("甲", "a word"),
]


@pytest.mark.parametrize(("line", "reason"), NO_HALVES, ids=reasons(NO_HALVES))
def test_what_no_power_cut_leaves_is_a_problem(line: str, reason: str) -> None:
    """A last line that is no beginning of an entry is a problem, newline or not."""
    assert [problem.line for problem in problems(f"{LINE}\n{line}".encode())] == [2], reason


NOT_UTF8 = [
    (LINE.replace("已", "@").encode().replace(b"@", b"\xed\xa0\x80"), "half a character of UTF-16"),
    (LINE.encode("utf-16-le"), "UTF-16"),
    (LINE.encode("utf-32-be"), "UTF-32"),
]


@pytest.mark.parametrize(("line", "reason"), NOT_UTF8, ids=reasons(NOT_UTF8))
def test_a_log_is_utf8(line: bytes, reason: str) -> None:
    """No other encoding is guessed."""
    assert problems(line + b"\n"), reason


ENCODINGS = [
    (f"{LINE}\n".encode("gbk"), "GBK", "one line"),
    (LINE.encode("gbk"), "GBK", "without a final newline it is no writing that was cut short"),
    (f"{LINE}\n{OTHER}\n".encode("utf-16"), "UTF-16", "as Notepad saves"),
    (f"{LINE}\n".encode() * 3 + f"{OTHER}\n".encode("gbk") * 30, "GBK", "lines of both"),
]


@pytest.mark.parametrize(("data", "encoding", "reason"), ENCODINGS, ids=[reason for *_, reason in ENCODINGS])
def test_a_log_in_another_encoding(data: bytes, encoding: str, reason: str) -> None:
    """It is told once, with what to do; nobody is told to delete a line."""
    (problem,) = problems(data)
    assert sentence(problem.message) == f"this is not UTF-8; it looks like {encoding}", reason
    assert "save it again with the encoding UTF-8" in sentence(problem.hint)


def test_a_byte_order_mark_may_begin_any_line() -> None:
    """A log that was put behind another with `cat` has one in its middle."""
    assert [entry.id for entry in log(f"{LINE}\n\ufeff{OTHER}\n").entries] == ["e1", "e2"]


def test_two_lines_in_one_are_told_as_such() -> None:
    """Who put two files together without a line end between them is told where to break the line."""
    (problem,) = problems(f"{LINE}{OTHER}\n".encode())
    assert sentence(problem.hint) == "two lines stand in one; break it between `}` and `{`"
