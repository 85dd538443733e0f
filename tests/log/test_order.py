"""Written order: `at` decides, not the place in the file; a line counts once; a command is whole wherever it stands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from builders import make_entry
from chronicle import FIRST, STEPS, Beginning, Chronicle, beginnings
from desk import Desk
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from reading import reasons

from dispatch_cli.changes.change import Signed
from dispatch_cli.changes.undo import undo
from dispatch_cli.errors import DispatchError
from dispatch_cli.log.entries import Entry
from dispatch_cli.log.file import read_log
from dispatch_cli.log.order import in_written_order, newest_first, next_at
from dispatch_cli.reports.history import Selection, make_history
from dispatch_cli.reports.kept import Span, make_report
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from chronicle import Step

    from dispatch_cli.schedule.office import Office

NINE = "2026-11-22T09:00:00+08:00"


def entry(name: str, at: str = NINE, **more: Any) -> Entry:
    """Return an entry of that id, the only one of its command."""
    return Entry(name, at, name, "dispatched", more=more)


ORDER = [
    # the lines of a file by id and `at`, the order in which they were written, reason
    (f"a {NINE}, b 2026-11-22T10:00:00+08:00", "a b", "as one program writes them"),
    (f"b 2026-11-22T10:00:00+08:00, a {NINE}", "a b", "the other way round"),
    (f"b {NINE}, a {NINE}", "b a", "at one moment: as they stand in the file"),
    (f"b {NINE}, a 2026-11-22T01:00:00+00:00", "b a", "the same moment in another time zone"),
    (f"b 2026-11-22T02:00:00+00:00, a {NINE}", "a b", "ten o'clock, said as two o'clock in London"),
    (f"b 2026-11-22T01:30:00Z, a {NINE}", "a b", "half past nine"),
    (f"a 2026-11-22T08:59:59.999+08:00, b {NINE}, c 2026-11-22T09:00:00.5+08:00", "a b c", "parts of a second"),
    (f"c 2026-11-22T09:00:00.5+08:00, b {NINE}", "b c", "parts of a second, the other way round"),
    (
        "b 2026-11-23T00:30:00+14:00, a 2026-11-22T09:00:00+00:00",
        "a b",
        "a later date may be an earlier moment, or not",
    ),
    ("b 2026-11-22T11:00:00+00:00, a 2026-11-23T00:30:00+14:00", "a b", "a later date that is an earlier moment"),
    (f"b 2026-11-22T10:00:00+08:00, x soon, a {NINE}", "a b x", "what cannot be read goes with the line before it"),
    (f"x soon, b 2026-11-22T10:00:00+08:00, a {NINE}", "x a b", "before all where there is none"),
    (f"b 2026-11-22T10:00:00+08:00, x 2026-11-22T08:00:00, a {NINE}", "a b x", "without a time zone it is no moment"),
    (f"b 2026-11-22T10:00:00+08:00, x , a {NINE}", "a b x", "nor is nothing"),
    (f"b 2026-11-22T10:00:00+08:00, x 0001-01-01T00:00:00+14:00, a {NINE}", "a b x", "nor what lies before the year 1"),
    (f"a {NINE}, b 2026-11-22T10:00:00+08:00, a {NINE}", "a b", "a line that stands there twice"),
    (f"b 2026-11-22T10:00:00+08:00, b 2026-11-22T10:00:00+08:00, a {NINE}", "a b", "twice, and in another order"),
]


@pytest.mark.parametrize(("lines", "expected", "reason"), ORDER, ids=reasons(ORDER))
def test_the_order_is_that_of_writing(lines: str, expected: str, reason: str) -> None:
    """Entries are compared as moments; those of one moment, and what names none, stay as they stand."""
    entries = [entry(*line.split(" ")) for line in lines.split(", ")]
    assert [each.id for each in in_written_order(entries)] == expected.split(), reason


def test_two_lines_of_one_name_that_differ_are_two() -> None:
    """Only what is repeated whole counts once."""
    lines = [entry("a", x=1), entry("a", x=2), entry("a", x=1)]
    assert in_written_order(lines) == lines[:2]


def test_the_lines_of_a_command_stand_in_their_order() -> None:
    """They have one moment, so their ids tell which was the first; those of others stay between them."""
    lines = [Entry(f"b-{number}", NINE, "b", "dispatched", more={"of": 12}) for number in range(1, 13)]
    other = entry("c")
    mixed = [*reversed(lines[6:]), other, *reversed(lines[:6])]
    assert in_written_order(mixed) == [*lines[:6], other, *lines[6:]]
    assert in_written_order(sorted(lines, key=lambda each: each.id)) == lines


# --- any order of the lines


def what_it_means(office: Office) -> tuple[Any, ...]:
    """Return what the commands make of an office: agenda, report, history, and what undo would take back."""
    span = Span(FIRST - timedelta(100), office.today)
    agenda = make_agenda(office.plan, office.log.entries, office.today, State, Filters())
    try:
        undone: Any = undo(office, Signed()).taken_back
    except DispatchError as error:
        undone = error.message
    return agenda, make_report(office, span, "team", Filters()), make_history(office, Selection(undone=True)), undone


@often(30)
@given(beginnings(), st.lists(STEPS, min_size=10, max_size=25), st.randoms(use_true_random=False))
def test_any_order_of_the_lines_means_the_same(beginning: Beginning, steps: list[Step], random: Random) -> None:
    """Shuffled, sorted, reversed, repeated, parted in two and joined: the same agenda, report, history and undo."""
    chronicle = Chronicle(beginning)
    for step in steps:
        chronicle.live(step)
    office, lines = chronicle.office, chronicle.data.splitlines(keepends=True)
    shuffled = random.sample(lines, len(lines))
    ours = [line for line in lines if random.random() < 0.7]
    theirs = [line for line in lines if line not in ours or random.random() < 0.5]
    for other in (shuffled, sorted(lines), [*reversed(lines)], lines + shuffled, theirs + ours):
        log = read_log("", b"".join(other))
        assert log == office.log
        assert what_it_means(office._replace(log=log)) == what_it_means(office)


FIELD = [
    ("extended", "2026-11-16T09:00:00+08:00", {"to": "2026-12-10"}),
    ("dispatched", "2026-11-16T15:00:00+08:00", {}),
]


def test_the_commands_print_the_same(tmp_path: Path) -> None:
    """Whatever git or `sort` made of it, each command prints the same bytes, and undo takes back what came last."""
    lines = [
        json.dumps({"id": f"{event}-1", "at": at, "batch": event, "event": event, "item": "1", "on": at[:10], **more})
        for event, at, more in FIELD
    ]
    said = []
    for order in (lines, lines[::-1], [*lines, lines[0]], sorted(lines), lines[::-1] * 2):
        desk = Desk(tmp_path, "tasks: [{id: 1, title: 甲, tag: red, start: 2026-11-01, last: 2026-11-09}]\n")
        desk.log.write_text("".join(f"{line}\n" for line in order), encoding="utf-8")
        commands = (
            ["list"],
            ["report", "--from", "2026-11-01"],
            ["history"],
            ["explain", "1"],
            ["show", "1"],
            ["undo", "--yes"],
        )
        said.append([desk.do(*command, day="2026-11-20") for command in commands])
    assert all(each == said[0] for each in said)
    assert "2026-12-10" in said[0][0]
    assert "taken back: dispatched (2026-11-16" in said[0][-1]


# --- the moment of writing

NOW = datetime.fromisoformat("2026-11-22T09:00:00+08:00")
MOMENTS = [
    # the log, what is written at nine o'clock, reason
    ("", NINE, "an empty log"),
    ("2026-11-22T08:59:59+08:00", NINE, "the newest is older"),
    (NINE, NINE, "at this very moment"),
    ("2026-11-22T09:00:01+08:00", "2026-11-22T09:00:01+08:00", "the clock was set back by a second"),
    ("2026-11-22T02:00:00+00:00", "2026-11-22T02:00:00+00:00", "ten o'clock, in another time zone"),
    ("2026-11-22T00:30:00+00:00", NINE, "half past eight, in another time zone"),
    ("2026-11-23T09:00:00+08:00", "2026-11-23T09:00:00+08:00", "by a day"),
    ("2026-11-23T09:00:01+08:00", NINE, "by more than a day: that clock was wrong"),
    ("2027-01-01T00:00:00+08:00", NINE, "by weeks"),
    ("2026-11-22T10:00:00+08:00 2027-01-01T00:00:00+08:00", "2026-11-22T10:00:00+08:00", "but the next newest counts"),
    ("2026-11-22T10:00:00+08:00 soon", "2026-11-22T10:00:00+08:00", "what cannot be read counts as the line before it"),
    ("soon", NINE, "nothing can be read"),
]


@pytest.mark.parametrize(("log", "expected", "reason"), MOMENTS, ids=reasons(MOMENTS))
def test_nothing_is_written_before_the_newest_line(log: str, expected: str, reason: str) -> None:
    """Unless that lies more than a day ahead, a new line is dated now or when the newest one is."""
    entries = in_written_order([entry(f"{number}", at) for number, at in enumerate(log.split())])
    assert next_at(NOW, entries) == expected, reason
    assert next_at(NOW, [*entries, entry("more", expected)]) == expected


@pytest.mark.parametrize(("hours", "is_kept"), [(1, True), (23, True), (25, False), (-1, False)])
def test_a_command_keeps_the_order(tmp_path: Path, hours: int, *, is_kept: bool) -> None:
    """What a command writes now comes behind what was written by a clock that is a little ahead."""
    desk = Desk(tmp_path, "tasks: [{id: 1, title: 甲, tag: red, start: 2026-06-01}]\n")
    desk.do("record", "1", "-m", "前")
    at = (datetime.now().astimezone() + timedelta(hours=hours)).replace(microsecond=0).isoformat()
    line = json.loads(desk.log.read_bytes())
    desk.log.write_text(json.dumps(line | {"at": at}) + "\n", encoding="utf-8")
    desk.do("record", "1", "-m", "后")
    first, last = (json.loads(each) for each in desk.log.read_bytes().splitlines())
    assert (last["at"] == first["at"]) == is_kept
    assert read_log("", desk.log.read_bytes()).entries[-1].note == ("前" if hours == 25 else "后")


# --- commands in pieces


def command(name: str, size: int, minute: int, **more: Any) -> list[bytes]:
    """Return the lines of a command about so many items, written at a minute past nine."""
    at = f"2026-11-22T09:{minute:02}:00+08:00"
    line = {"at": at, "batch": name, "event": "dispatched", "on": "2026-11-22", "by": "招商一科"}
    of = {"of": size} if size > 1 else {}
    return [
        json.dumps({"id": f"{name}-{number}", **line, "item": f"{number}", **of, **more}).encode() + b"\n"
        for number in range(1, size + 1)
    ]


def read(lines: list[bytes]) -> tuple[str, int | None]:
    """Return the ids of a log's entries, and where it was cut short."""
    log = read_log("", b"".join(lines))
    return " ".join(each.id for each in log.entries), log.torn


A, B, C = command("a", 2, 1), command("b", 3, 2), command("c", 1, 3)
AFTER_CUT = command("c", 1, 3, after_cut=True)
PIECES = [
    ([*A, *B, *C], "a-1 a-2 b-1 b-2 b-3 c-1", None, "whole"),
    ([A[0], B[2], C[0], A[1], B[0], B[1]], "a-1 a-2 b-1 b-2 b-3 c-1", None, "in pieces: all are whole"),
    ([C[0], B[1], A[1], B[0], A[0], B[2]], "a-1 a-2 b-1 b-2 b-3 c-1", None, "in other pieces"),
    (
        [A[0], B[0], AFTER_CUT[0], B[2], A[1], B[1]],
        "a-1 a-2 b-1 b-2 b-3 c-1",
        None,
        "what came after a crash among them",
    ),
    ([*A, *B[:2]], "a-1 a-2", 3, "cut short"),
    ([*A, B[0], B[0]], "a-1 a-2", 3, "a part that is there twice is no more"),
    ([*A, *A, *B[:2], *B[:2]], "a-1 a-2", 5, "all of it twice"),
    ([*A, *B[:2], *AFTER_CUT], "a-1 a-2 c-1", None, "cut short, and the next command says so"),
    ([*AFTER_CUT, *B[:2], *A], "a-1 a-2 c-1", None, "the same, reversed by somebody"),
    ([B[1], *A, *AFTER_CUT, B[0], A[0]], "a-1 a-2 c-1", None, "the same, shuffled"),
    ([B[1], *A, *AFTER_CUT, B[0]], "a-1 a-2 c-1", 1, "the same, as if the end was cut short"),
    ([*B[:2], *A], "a-1 a-2", 1, "cut short, and put before what was written earlier"),
    ([*A, *B[:2], *C], "a-1 a-2 b-1 b-2 c-1", None, "nobody says so: a line was taken out by hand"),
    ([*A, *B[1:]], "a-1 a-2 b-2 b-3", None, "another line was taken out by hand"),
    ([*A, *B[:2], C[0][:30]], "a-1 a-2", 3, "cut short, and the next command, too"),
]


@pytest.mark.parametrize(("lines", "ids", "torn", "reason"), PIECES, ids=reasons(PIECES))
def test_a_command_is_whole_or_cut_short(lines: list[bytes], ids: str, torn: int | None, reason: str) -> None:
    """Wherever its lines stand, a command counts whole; what a crash left of one does not count."""
    assert read(lines) == (ids, torn), reason


def test_a_crash_behind_a_line_dated_ahead() -> None:
    """What was cut short stands last in the file, though a wrong clock has dated another line later."""
    ahead = [line.replace(b"2026-11-22T09:03", b"2027-11-22T09:03") for line in C]
    assert read([*A, *ahead, *B[:2]]) == ("a-1 a-2 c-1", 4)
    after = command("d", 1, 5, after_cut=True)
    assert read([*A, *ahead, *B[:2], *after]) == ("a-1 a-2 d-1 c-1", None)


def test_an_entry_that_does_not_say_when_is_as_far_ahead_as_the_one_before_it() -> None:
    """What was written down behind a line of a wrong clock, without a moment, is not the newest command."""
    ats = {"now": "2026-11-20T09:00:00+08:00", "wrong": "2126-11-20T09:00:00+08:00", "mute": "gestern"}
    entries = in_written_order(
        [make_entry("dispatched 2026-11-20", batch=name)._replace(id=name, at=at) for name, at in ats.items()]
    )
    newest = newest_first(entries, datetime(2026, 11, 21, tzinfo=UTC))
    assert [entry.id for entry in newest] == ["now", "mute", "wrong"]
