"""The log as due dates need it: whatever is left out, nothing that is due, or was last said, becomes another."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from builders import make_item, make_plan
from chronicle import FIRST, STEPS, Beginning, Chronicle, beginnings
from desk import Desk
from generated import often
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.errors import ProblemsError
from dispatch_cli.log.batches import standing
from dispatch_cli.log.entries import ItemEntry
from dispatch_cli.log.file import read_log
from dispatch_cli.log.newest import read_newest
from dispatch_cli.reminders.memory import mail_days, remember
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.latest import latest_note
from dispatch_cli.schedule.rows import State, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from chronicle import Step

    from dispatch_cli.log.entries import Log
    from dispatch_cli.model import TaskFile

PATH, TODAY = "tasks.log.jsonl", date(2026, 11, 22)
IDS = ("1", "2", "3")
TAGS = ("red", "orange", "green")
PLAN = make_plan([make_item(name, tag, start="2026-09-01") for name, tag in zip(IDS, TAGS, strict=True)])
AHEAD = (0, 1, 9)
OTHERS = ("extended", "tagged", "closed", "reopened", "reminded", "undone", "new")
EVENTS = (*["dispatched"] * 8, *OTHERS)


class Problems(NamedTuple):
    """What is wrong with a log."""

    lines: Sequence[object]


def outcome(read: Callable[[], Log]) -> Log | Problems:
    """Return what a reader says of a log."""
    try:
        return read()
    except ProblemsError as error:
        return Problems(error.problems)


def is_shorter(data: bytes, since: date, plan: TaskFile = PLAN) -> bool:
    """Say whether something was left out of a log; it must say the same then of every day from `since` on."""
    whole, newest = outcome(lambda: read_log(PATH, data)), outcome(lambda: read_newest(PATH, data, since))
    if isinstance(whole, Problems) or isinstance(newest, Problems):
        assert whole == newest
        return False
    assert newest.torn == whole.torn
    rest = iter(whole.entries)
    assert all(entry in rest for entry in newest.entries), "in the order of writing"
    assert remember(newest.entries) == remember(whole.entries)
    for day in (since + timedelta(days) for days in AHEAD):
        assert mail_days(newest.entries, day) == mail_days(whole.entries, day)
        assert looks(plan, newest, day) == looks(plan, whole, day)
    return len(newest.entries) < len(whole.entries)


def looks(plan: TaskFile, log: Log, today: date) -> list[object]:
    """Return all that a check, a list and a forecast are made of."""
    shown = [look_at(plan, item, log.entries, today) for item in plan.items]
    agenda = make_agenda(plan, log.entries, today, State, Filters(), until=today + timedelta(9))
    return [agenda, *((look.row, look.schedule) for look in shown)]


# --- logs at random


def line(**values: Any) -> bytes:
    """Return a line of a log."""
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def command(random: Random, name: str, at: str, before: Sequence[str]) -> list[bytes]:
    """Return the lines of one command: mostly a dispatch of an item or several, some days ago or to come."""
    on = TODAY - timedelta(random.choice((0, 0, 1, 2, 5, 9, 30, -2)))
    head = {"at": at, "batch": name}
    dated = {"on": f"{on}", "by": random.choice("甲乙")}
    event = random.choice(
        (*["dispatched"] * 8, "extended", "tagged", "closed", "reopened", "reminded", "undone", "new")
    )
    if event == "undone":
        batch = random.choice((*before, "other", name))
        return [line(id=f"{name}-1", **head | {"batch": batch}, event=event, by="甲")]
    if event == "reminded":
        stages = [["1", f"{on}", "due", 0]]
        return [line(id=f"{name}-1", **head, event=event, on=f"{on}", to="a@example.com", stages=stages)]
    more = {
        "extended": {"to": f"{TODAY + timedelta(random.choice((1, 5, 20)))}"},
        "tagged": {"from": random.choice(("red", "orange")), "to": "green"},
        "reopened": {"from": f"{on - timedelta(2)}"},
    }.get(event, {})
    items = random.choices((*IDS, "9"), k=random.choice((1, 1, 2, 3)))
    of = {"of": len(items)} if len(items) > 1 else {}
    notes: list[dict[str, Any]] = [random.choice(({}, {}, {"note": name}, {"note": ""}, {"note": 1})) for _ in items]
    return [
        line(id=f"{name}-{number}", **head, event=event, item=item, **dated, **note, **more, **of)
        for number, (item, note) in enumerate(zip(items, notes, strict=True), 1)
    ]


def history(random: Random) -> list[bytes]:
    """Return the lines of a log as programs write them: the next command at the same moment, or later."""
    moment, lines, names = datetime.fromisoformat("2026-11-01T09:00:00+08:00"), [], ["c0"]
    for number in range(1, random.choice((3, 8, 20))):
        moment += timedelta(minutes=random.choice((0, 1, 1, 60)))
        lines += command(random, f"c{number}", moment.isoformat(), names)
        names.append(f"c{number}")
    return lines


def moved(random: Random, lines: list[bytes]) -> list[bytes]:
    """Return the lines with one at another place."""
    rest = [*lines]
    taken = rest.pop(random.randrange(len(rest)))
    rest.insert(random.randrange(len(rest) + 1), taken)
    return rest


def replaced(old: bytes, new: bytes) -> Callable[[Random, list[bytes]], list[bytes]]:
    """Return what writes something else into a line."""

    def change(random: Random, lines: list[bytes]) -> list[bytes]:
        place = random.randrange(len(lines))
        return [each.replace(old, new) if number == place else each for number, each in enumerate(lines)]

    return change


def without(random: Random, lines: list[bytes]) -> list[bytes]:
    """Return the lines without one."""
    place = random.randrange(len(lines))
    return [*lines[:place], *lines[place + 1 :]]


def doubled(random: Random, lines: list[bytes]) -> list[bytes]:
    """Return the lines with some of them once more, right behind or at the end."""
    place = random.randrange(len(lines))
    some = lines[place : place + random.choice((1, 2))]
    return [*lines[: place + 2], *some, *lines[place + 2 :]] if random.random() < 0.5 else [*lines, *some]


def cut(random: Random, lines: list[bytes]) -> list[bytes]:
    """Return the lines with one cut short, in the middle or at the end."""
    place = random.choice((random.randrange(len(lines)), len(lines) - 1))
    short = lines[place][: random.randrange(len(lines[place]))] + random.choice((b"", b"\n", b"\0\0\n"))
    return [*lines[:place], short, *lines[place + 1 :]]


MISTAKES = (
    moved,
    without,
    doubled,
    cut,
    lambda random, lines: random.sample(lines, len(lines)),
    lambda _, lines: [each if number % 4 else b" \r\n" + each for number, each in enumerate(lines)],
    lambda _, lines: [b"\xef\xbb\xbf", *lines],
    lambda _, lines: [each.replace("甲".encode(), b"\\u7532").replace(b"\n", b"\r\n") for each in lines],
    replaced(b"}\n", b', "after_cut": true}\n'),
    replaced(b"}\n", b"}"),
    replaced(b'"undone"', b'"und\\u006fne"'),
    replaced(b'"dispatched"', b'["dispatched"]'),
    replaced(b"+08:00", b"+07:00"),
    replaced(b'"at": "2026', b'"at": "1'),
    replaced(b'"at": "2026', b'"at": 7, "when": "'),
    replaced(b'"on": "2026', b'"on": "2026-02-30", "x": "'),
    replaced(b'"item"', b'"no item"'),
    replaced(b'"of": 2', b'"of": 3'),
    replaced(b'"by": "', b'"by": ["\\ud800"], "x": "'),
    replaced("甲".encode(), b"\xff"),
    replaced(b'"id": "', b'"id": "2'),
)


def damaged(random: Random, lines: list[bytes]) -> bytes:
    """Return the bytes of a log after a mistake or two."""
    for _ in range(random.choice((1, 1, 2))):
        lines = random.choice(MISTAKES)(random, lines) if lines else lines
    return b"".join(lines)


def day(random: Random) -> date:
    """Return a day to look at a log."""
    return TODAY + timedelta(random.choice((0, 0, 1, -1, -2, -6, 3, -40)))


@given(st.integers(0, 10**9))
def test_what_is_due_stays(seed: int) -> None:
    """Of any log that programs write, whatever was taken back, dated back or dated ahead, all days say the same."""
    random = Random(seed)  # noqa: S311
    is_shorter(b"".join(history(random)), day(random))


@given(st.integers(0, 10**9))
def test_mistakes_stay(seed: int) -> None:
    """A log with lines cut, moved, doubled or spoilt has the same problems, or says the same."""
    random = Random(seed)  # noqa: S311
    is_shorter(damaged(random, history(random)), day(random))


@pytest.mark.endurance
@pytest.mark.parametrize("seed", range(10))
def test_many_logs(seed: int) -> None:
    """Of 40,000 logs none says anything else, and something is left out of many, the spoilt ones among them."""
    random = Random(seed)  # noqa: S311
    shorter = [is_shorter(b"".join(history(random)), day(random)) for _ in range(2_000)]
    spoilt = [is_shorter(damaged(random, history(random)), day(random)) for _ in range(2_000)]
    assert sum(shorter) > 800, sum(shorter)
    assert sum(spoilt) > 200, sum(spoilt)


@often(30)
@given(beginnings(), st.lists(STEPS, min_size=20, max_size=40))
def test_an_office_whose_people_do_what_they_can(beginning: Beginning, steps: Sequence[Step]) -> None:
    """After all commands, edits by hand and merges of logs, its newest log says what the whole one says."""
    office = Chronicle(beginning)
    for step in steps:
        office.live(step)
    for days in (0, -1, -9, 30):
        is_shorter(office.data, max(FIRST, office.today + timedelta(days)), office.office.plan)


# --- what is left out, and what is not


def of_items(count: int, size: int, start: int = 0) -> list[bytes]:
    """Return commands, one a minute, that each dispatch so many items with a note."""
    of = {"of": size} if size > 1 else {}
    return [
        line(id=f"b{minute}-{number}", at=f"2026-11-{1 + minute // 60:02}T09:{minute % 60:02}:00+08:00",
             batch=f"b{minute}", event="dispatched", item=f"{number}", on="2026-11-20", note="等待供地", **of)
        for minute in range(start, start + count)
        for number in range(1, size + 1)
    ]  # fmt: skip


UNDONE = line(id="u", at="2026-11-20T09:00:00+08:00", batch="b99", event="undone")
CLOSED = line(id="c", at="2026-11-02T09:39:59+08:00", batch="c", event="closed", item="1", on="2026-11-02")
CUT = line(id="e-1", at="2026-11-21T09:00:00+08:00", batch="e", event="dispatched", item="1", on="2026-11-02", of=2)
SIZES = [
    (of_items(100, 1), 1, "one item: its newest dispatch, which has a note"),
    (of_items(100, 3), 3, "three items, each command about all of them"),
    ([*of_items(100, 1), *of_items(100, 2, 100)], 2, "commands of one item and of two"),
    (
        [*of_items(100, 1), UNDONE],
        3,
        "the newest is taken back: the one before it stays, too",
    ),
    ([*of_items(99, 1), CLOSED, *of_items(1, 1, 100)], 2, "what is no dispatch"),
    ([*of_items(100, 1), CUT], 100, "the last command was cut short"),
    ([*of_items(100, 1), *of_items(1, 1)], 100, "a line out of order, which stands there twice"),
]


@pytest.mark.parametrize(("lines", "size", "reason"), SIZES, ids=[row[-1] for row in SIZES])
def test_what_is_left_out(lines: list[bytes], size: int, reason: str) -> None:
    """Of a log as programs write it only the newest dispatches stay, and what is none; else all of it."""
    assert len(read_newest(PATH, b"".join(lines), TODAY).entries) == size, reason


def told(name: str, note: str, *, at: str = "09:00:00+08:00", on: str = "2026-11-20", **more: Any) -> bytes:
    """Return a dispatch with a note."""
    batch, *_ = name.split("-")
    head = {"id": name, "at": f"2026-11-20T{at}", "batch": batch, "event": "dispatched", "item": "1", "on": on}
    return line(**head | {"note": note} | more)


LATER = "10:00:00+08:00"
OLDER, NEWER = told("a-1", "前", at="08:00:00+08:00", on="2026-11-19"), told("b-1", "后")
STRANGE = UNDONE.replace(b"undone", b"und\\u006fne").replace(b"b99", b"b")
DANGERS = [
    # lines, the note that counts, reason
    ([OLDER, NEWER], "后", "the newest"),
    ([OLDER, told("b-1", "后", of=2), told("c-1", "", item="2", at=LATER, after_cut=True)], "前", "half a command"),
    (
        [OLDER, NEWER, UNDONE.replace(b"undone", b"und\\u006fne").replace(b"b99", b"b")],
        "前",
        "undone, written strangely",
    ),
    ([OLDER, told("c-1", "中"), NEWER, told("c-1", "中")], "后", "a line twice counts where it stands first"),
    ([told("b-2", "后", of=2), told("b-1", "前", of=2), told("c-1", "", at=LATER)], "后", "a command by its numbers"),
    ([NEWER, told("c-1", "前", at="09:30:00+09:00")], "后", "a later hour, but an earlier moment"),
    ([told("b-1", "后", at=LATER), told("c-1", "前")], "后", "out of order"),
]


@pytest.mark.parametrize(("lines", "note", "reason"), DANGERS, ids=[row[-1] for row in DANGERS])
def test_what_could_be_taken_for_the_newest(lines: list[bytes], note: str, reason: str) -> None:
    """A dispatch is outdone only by one that stands, and that was written down later."""
    newest = read_newest(PATH, b"".join(lines), TODAY)
    latest = latest_note([entry for entry in standing(newest.entries) if isinstance(entry, ItemEntry)], TODAY)
    assert latest, reason
    assert latest.note == note, reason
    is_shorter(b"".join(lines), TODAY)


def test_days_to_come_stay() -> None:
    """What counts for a later day than asked for is kept, since it will be the newest one day."""
    assert len(read_newest(PATH, b"".join(of_items(100, 1)), date(2026, 11, 19)).entries) == 100


SHOWING = ("check --all", "list --format json", "list --format ics", "forecast --format json")


def test_commands_show_the_same(tmp_path: Path) -> None:
    """What a check says with a long log, its newest note and what was taken back, is what the whole log says."""
    desk = Desk(tmp_path, "tasks:\n- {id: 1, title: 甲, tag: red, start: 2026-09-01}\n")
    log = [*of_items(100, 1), UNDONE]
    desk.log.write_bytes(b"".join(log))
    newest = [desk.do(*words.split()) for words in SHOWING]
    desk.log.write_bytes(b"".join(reversed(log)))
    assert newest == [desk.do(*words.split()) for words in SHOWING]
    assert "等待供地" in "".join(newest)
