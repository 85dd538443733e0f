"""Deadlines in letters: told alone once when near and once when passed, else they ride along."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from reading import plan

from dispatch_cli.log.entries import Entry, Event, Log
from dispatch_cli.reminders.letters import Wanted, entry_of, fingerprint, letters_left
from dispatch_cli.reminders.memory import remember
from dispatch_cli.schedule.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from dispatch_cli.reminders.letters import Letter

HEAD = """\
people: {甲: a@example.com, 乙: b@example.com, 主任: z@example.com}
remind: {mail: {from: x@example.com, to: 主任}}
tasks:
"""
FAR = "- {id: 1, title: 一, tag: yearly, owner: 甲, last: 2026-10-01, deadline: 2026-11-20}\n"
HEAD = HEAD.replace("tasks:", "cadence: {yearly: yearly}\ntasks:")
RED = "- {id: 2, title: 二, tag: red, owner: 甲, last: 2026-11-12}\n"
FIRST = date(2026, 11, 1)


def days_told(text: str, days: int, box: str = "a@example.com", missing: int | None = None) -> dict[str, list[str]]:
    """Return by day what is told to a mailbox in so many days: items, and deadlines behind an exclamation mark.

    On the day of the number `missing` nothing can be handed over.
    """
    entries: list[Entry] = []
    told = {}
    for number in range(days):
        today = FIRST + timedelta(number)
        for letter in letters_left(Office(plan(text), Log(tuple(entries)), today), Wanted()):
            if number != missing:
                entries.append(entry_of(letter, today, "<1@x>")._replace(id=f"{len(entries)}", batch=f"{len(entries)}"))
                if letter.address == box:
                    told[f"{today:%m-%d}"] = what(letter)
    return told


def what(letter: Letter) -> list[str]:
    """Return the items of a letter, and those of its deadlines."""
    items = [reminder.row.item.id for reminder in letter.reminders]
    return [*items, *(f"!{deadline.row.item.id}" for deadline in letter.deadlines)]


def test_alone_it_is_told_twice() -> None:
    """Once when it comes within fourteen days, once on the day after it; the digest gets both too."""
    assert days_told(HEAD + FAR, 40) == {"11-06": ["!1"], "11-21": ["!1"]}
    assert days_told(HEAD + FAR, 40, "z@example.com") == {"11-06": ["!1"], "11-21": ["!1"]}
    assert days_told(HEAD + FAR, 40, "b@example.com") == {}


def test_it_rides_along() -> None:
    """What is told anyway has all deadlines of its reader; the stage that begins meanwhile is not told again."""
    told = days_told(HEAD + FAR + RED, 24)
    assert told["11-06"] == ["!1"]
    assert told["11-18"] == told["11-19"] == told["11-20"] == ["2", "!1"]
    assert told["11-21"] == ["2", "!1"]
    assert "11-17" not in told


def test_what_could_not_be_handed_over_stays_pending() -> None:
    """It is told on the next day on which something leaves."""
    assert days_told(HEAD + FAR, 40, missing=5) == {"11-07": ["!1"], "11-21": ["!1"]}


def test_a_deadline_that_is_moved_is_another() -> None:
    """It is told anew when it comes near."""
    office = plan(HEAD + FAR)
    (first, *_) = letters_left(Office(office, Log(()), date(2026, 11, 10)), Wanted())
    log = [entry_of(first, date(2026, 11, 10), "<1@x>")]
    moved = plan(HEAD + FAR.replace("2026-11-20", "2026-11-23"))
    left = letters_left(Office(moved, Log(tuple(log)), date(2026, 11, 11)), Wanted())
    assert [what(letter) for letter in left if letter.address == first.address] == [["!1"]]


def test_what_somebody_began_to_tell_is_a_letter_of_its_own() -> None:
    """It is sent again under the same Message-ID, with that deadline alone."""
    office = Office(plan(HEAD + FAR + RED), Log(()), date(2026, 11, 10))
    (first, *_) = letters_left(office, Wanted())
    begun = entry_of(first, office.today, "<1@example.com>", Event.REMINDING)
    later = office._replace(log=Log((begun,)), today=date(2026, 11, 19))
    own = [letter for letter in letters_left(later, Wanted()) if letter.address == first.address]
    assert {letter.begun: what(letter) for letter in own} == {None: ["2"], "<1@example.com>": ["!1"]}


def test_a_deadline_is_no_reminder_of_a_due_date() -> None:
    """Where both fall on one day, the reminders of the due date are not counted higher."""
    text = HEAD + RED.replace("last: 2026-11-12", "last: 2026-11-12, deadline: 2026-11-19")
    (first, *_) = letters_left(Office(plan(text), Log(()), date(2026, 11, 10)), Wanted())
    assert what(first) == ["!2"]
    assert remember([entry_of(first, date(2026, 11, 10), "<1@x>")]).counts == {}
    assert len({fingerprint(None, letter) for letter in (first, first._replace(deadlines=()))}) == 2


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_printed_letter_has_them(tmp_path: Path, form: str) -> None:
    """Alone or with items; the text of a message has them below the cards, and its subject counts them."""
    desk = Desk(tmp_path, HEAD + FAR + RED)
    line = "deadline 2026-11-20 in 10 days: 1  一"
    assert line in desk.do("remind", "--format", form, day="2026-11-10")
    assert line in desk.do("remind", "--format", form, "--to", "甲", day="2026-11-10")
    assert desk.do("remind", "--format", form, "--to", "乙", day="2026-11-10") == ""
    assert "Subject: Dispatch reminder of 2026-11-10: 1 deadline near" in desk.do(
        "remind", "--format", "eml", "--to", "甲", day="2026-11-10"
    )
