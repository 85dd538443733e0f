"""The commands that write: what each does to the record and the plan, and what it refuses."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from builders import day, make_entry
from offices import (
    LIST,
    SIGNED,
    TODAY,
    added,
    after,
    assigned,
    closed,
    extended,
    item_of,
    make_office,
    play,
    recorded,
    reopened,
    row_of,
    tagged,
    undone,
)
from reading import plan, reasons, sentence

from dispatch_cli.changes import dispatches
from dispatch_cli.changes.change import Change, with_item
from dispatch_cli.changes.telling import tell_undone
from dispatch_cli.changes.undo import undo
from dispatch_cli.errors import CommandLineError, UnwritableError
from dispatch_cli.log.entries import Entry, Event, Log
from dispatch_cli.model import Item
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from offices import Command

    from dispatch_cli.schedule.office import Office

OFFICE = make_office(LIST)
PLAN = OFFICE.plan


def refusal(office: Office, command: Command) -> tuple[str, str]:
    """Return what is said to a command that makes no sense, and what to do."""
    with pytest.raises(CommandLineError) as caught:
        command(office)
    return sentence(caught.value.message), sentence(caught.value.hint)


def notices(change: Change) -> list[str]:
    """Return what a change warns of."""
    return [sentence(notice) for notice in change.notices]


# --- record


def test_a_whole_meeting_is_one_command() -> None:
    """Each item named gets an entry of its own, in the order named; the task file stays as it is."""
    change = recorded("4", "1", "5")(OFFICE)
    assert [(entry.event, entry.item, entry.on) for entry in change.entries] == [
        ("dispatched", "4", TODAY),
        ("dispatched", "1", TODAY),
        ("dispatched", "5", TODAY),
    ]
    assert {(entry.by, entry.note) for entry in change.entries} == {SIGNED}
    assert (change.text, change.plan, change.notices) == (LIST, PLAN, ())
    office = after(OFFICE, change)
    assert [str(row_of(office, name).due) for name in "415"] == ["2026-12-07", "2026-11-29", "2026-12-22"]


def test_due_takes_exactly_what_check_lists() -> None:
    """On any day, what is taken is what is overdue or due; afterwards that is nothing."""
    for distance in range(60):
        office = OFFICE._replace(today=TODAY + timedelta(distance))
        rows = make_agenda(office.plan, (), office.today, (State.OVERDUE, State.DUE), Filters()).rows
        ids = dispatches.what_is_due(office, Filters())
        assert ids == [row.item.id for row in rows]
        assert dispatches.what_is_due(play(office, recorded(*ids, on=f"{office.today}")), Filters()) == []


def test_nothing_due_is_nothing_to_write() -> None:
    """Where nothing is due, the change is empty."""
    change = recorded()(OFFICE)
    assert (change.entries, change.text, change.notices) == ((), LIST, ())


LINES = [f"  - {{id: {n}, title: 甲, tag: red, start: 2026-11-{n:02}}}\n" for n in range(1, 12)]
LINES.append("  - {id: 12, title: 乙, tag: red, start: 2026-11-01, closed: 2026-11-20}\n")
TWELVE = make_office("tasks:\n" + "".join(LINES))
SPOILT = [
    ([*"123456789", "99"], "2026-11-22", "no item has the id `99`", "an unknown id"),
    (["99", *"123456789"], "2026-11-22", "no item has the id `99`", "an unknown id first"),
    ([*"12345", "12", *"6789"], "2026-11-22", "item 12 was closed on 2026-11-20", "a closed item"),
    ([*"123456789", "10", "11"], "2026-11-10", "2026-11-10 is before item 11 was listed", "one not listed yet"),
    ([*"123456789", ""], "2026-11-22", "no item has the id ``", "an empty id"),
]


@pytest.mark.parametrize(("ids", "on", "message", "reason"), SPOILT, ids=reasons(SPOILT))
def test_all_are_recorded_or_none(ids: list[str], on: str, message: str, reason: str) -> None:
    """One id among many that cannot be recorded stops the command, wherever it stands."""
    assert refusal(TWELVE, recorded(*ids, on=on))[0].startswith(message), reason


AGAIN = [
    ([recorded("1", on="2026-11-18")], "2026-11-18", True, "it is in the log"),
    ([recorded("1", "2", on="2026-11-18")], "2026-11-18", True, "it is in the log, with another item"),
    ([], "2026-11-09", True, "it is the `last` of the task file"),
    ([recorded("1", on="2026-11-18"), recorded("1")], "2026-11-18", True, "it is in the log, behind a newer one"),
    ([recorded("1", on="2026-11-18")], "2026-11-19", False, "another day"),
    ([recorded("2", on="2026-11-18")], "2026-11-18", False, "another item"),
    ([recorded("1", on="2026-11-18"), undone], "2026-11-18", False, "it was taken back"),
    ([tagged("1", "green")], "2026-11-22", False, "a change of tag is no dispatch"),
]


@pytest.mark.parametrize(("before", "on", "warned", "reason"), AGAIN, ids=reasons(AGAIN))
def test_the_same_item_twice_on_one_day(before: list[Command], on: str, *, warned: bool, reason: str) -> None:
    """It is recorded all the same, with a warning, and the due date is that of one dispatch on that day."""
    office = play(OFFICE, *before)
    change = recorded("1", on=on)(office)
    assert [line.split(";")[0] for line in notices(change)] == [f"item 1 was dispatched on {on} already"] * warned, (
        reason
    )
    twice = after(office, change)
    assert len(twice.log.entries) == len(office.log.entries) + 1
    assert row_of(twice, "1") == row_of(play(twice, recorded("1", on=on)), "1")


def test_an_item_named_twice_is_recorded_once() -> None:
    """An id that is repeated in one command makes one entry, and a word about it."""
    change = recorded("1", "2", "1", "1")(OFFICE)
    assert [entry.item for entry in change.entries] == ["1", "2"]
    assert notices(change) == ["item 1 is named more than once; it counts once"]


DAYS = [
    ("1", "2026-11-22", "2026-11-29", "today"),
    ("1", "2026-11-12", "2026-11-19", "back-dated: counted from that day"),
    ("1", "2026-11-09", "2026-11-16", "the day of the newest dispatch"),
    ("1", "2026-11-08", "2026-11-16", "behind a newer one: it moves nothing"),
    ("1", "2026-06-01", "2026-11-16", "the day it was listed"),
    ("5", "0001-01-01", "2026-12-01", "an item whose beginning nobody knows"),
    ("8", "2026-11-22", "2026-12-02", "an item that will be closed"),
]


@pytest.mark.parametrize(("name", "on", "due", "reason"), DAYS, ids=reasons(DAYS))
def test_a_dispatch_counts_for_its_day(name: str, on: str, due: str, reason: str) -> None:
    """A dispatch may be written down later than it was made; the due date is as if it had not been."""
    office = play(OFFICE, recorded(name, on=on))
    assert str(row_of(office, name).due) == due, reason


# --- extend

MOVES = [
    ([], "3", "2026-11-28", "before the due date"),
    ([], "2", "2026-11-29", "on the due date"),
    ([], "8", "9999-12-31", "to the end of the calendar"),
    ([extended("3", "2026-11-30")], "3", "2026-12-01", "a second time, farther"),
    ([recorded("1")], "1", "2026-12-10", "the same day, after the dispatch that it had missed"),
    ([extended("3", "2026-11-30"), undone], "3", "2026-11-28", "after a farther one that was taken back"),
    ([], "7", "2027-01-01", "before its start"),
]


@pytest.mark.parametrize(("before", "name", "to", "reason"), MOVES, ids=reasons(MOVES))
def test_an_extension_moves_the_due_date(before: list[Command], name: str, to: str, reason: str) -> None:
    """The next due date is the day named; a dispatch before it does not end the extension."""
    office = play(OFFICE, *before, extended(name, to))
    (*_, entry) = office.log.entries
    assert (entry.event, entry.new, entry.on, entry.note) == ("extended", to, TODAY, SIGNED.note), reason
    assert str(row_of(office, name).due) == to, reason
    early, plain = (
        after(each, Change((make_entry(f"dispatched {TODAY}", name),), each.plan, each.text))
        for each in (office, OFFICE)
    )
    assert str(row_of(early, name).due) == max(to, str(row_of(plain, name).due))


def test_an_extension_erases_no_miss() -> None:
    """On any day, an item is extended only while nothing is missed, and nothing is missed by it."""
    for distance in range(-10, 40):
        office = OFFICE._replace(today=TODAY + timedelta(distance))
        row = row_of(office, "3")
        if row.missed:
            assert "is overdue" in refusal(office, extended("3", "2027-03-01"))[0]
        elif office.today > date(2026, 11, 20):
            assert row_of(play(office, extended("3", "2027-03-01")), "3").missed == 0


# --- tag, close, reopen, assign

PLAIN = [
    (
        tagged("1", "green"),
        "1",
        {"tag": "green"},
        {"from": "red", "to": "green", "cadence": "monthly"},
        "a change of tag, with what it asks for now",
    ),
    (
        tagged("7", "x"),
        "7",
        {"tag": "x"},
        {"from": "red", "to": "x", "cadence": "every 10 days"},
        "to a tag of the office",
    ),
    (closed("1"), "1", {"closed": "2026-11-22"}, {}, "a closing"),
    (closed("1", "2026-11-10"), "1", {"closed": "2026-11-10"}, {}, "a closing, back-dated"),
    (closed("8"), "8", {"closed": "2026-11-22"}, {"from": "2026-12-24"}, "a closing before its day"),
    (reopened("6"), "6", {"closed": None}, {"from": "2026-11-20"}, "a reopening"),
    (assigned("1", owner="二科"), "1", {"owner": "二科"}, {"from": "招商一科", "to": "二科"}, "a new owner"),
    (assigned("2", owner="二科"), "2", {"owner": "二科"}, {"from": "", "to": "二科"}, "a first owner"),
    (assigned("2", team=""), "2", {"team": None}, {"from": "国评专班", "to": ""}, "no team any more"),
    (assigned("2", team="国评专班", owner="甲"), "2", {"owner": "甲"}, {"from": "", "to": "甲"}, "one of two is new"),
]


@pytest.mark.parametrize(("command", "name", "fields", "more", "reason"), PLAIN, ids=reasons(PLAIN))
def test_a_change_of_an_item(
    command: Command, name: str, fields: dict[str, Any], more: dict[str, str], reason: str
) -> None:
    """The plan changes in the field named and nowhere else; one entry says from what to what."""
    change = command(OFFICE)
    (entry,) = change.entries
    assert {key: entry.more[key] for key in entry.more if key not in {"edit", "field"}} == more, reason
    assert (entry.item, entry.by, entry.note, entry.patch is not None) == (name, *SIGNED, True)
    if "closed" in fields:
        fields = {"closed": day(fields["closed"])}
    assert plan(change.text) == change.plan
    assert change.plan == with_item(PLAN, item_of(OFFICE, name)._replace(**fields))


def test_team_and_owner_change_together() -> None:
    """A command that changes two fields writes two entries, each with its own edit."""
    change = assigned("1", team="国评专班", owner="国评迎检科")(OFFICE)
    assert [(entry.field, entry.old, entry.new) for entry in change.entries] == [
        ("team", "", "国评专班"),
        ("owner", "招商一科", "国评迎检科"),
    ]
    assert all(entry.patch for entry in change.entries)
    assert after(OFFICE, change).log.entries[0].size == 2


CLOCKS = [
    ([tagged("1", "green")], "1", "2026-12-22", "red, overdue, to green: a month from the change"),
    ([tagged("5", "red")], "5", "2026-11-29", "green to red: a week from the change"),
    ([closed("2"), reopened("2")], "2", "2026-11-29", "closed and reopened: a week from the reopening"),
    ([reopened("6")], "6", "2026-11-29", "reopened: a week from the reopening"),
    ([assigned("2", owner="甲")], "2", "2026-11-22", "another owner: as before"),
    ([tagged("7", "green")], "7", "2027-01-01", "another tag before its start: a month from the start"),
]


@pytest.mark.parametrize(("commands", "name", "due", "reason"), CLOCKS, ids=reasons(CLOCKS))
def test_what_restarts_the_clock(commands: list[Command], name: str, due: str, reason: str) -> None:
    """A change of tag and a reopening restart the clock on their day; another owner does not."""
    assert str(row_of(play(OFFICE, *commands), name).due) == due, reason


# --- add


def test_a_new_item_is_the_last_one() -> None:
    """A new item stands at the end of the list, with the next free number, and starts its clock."""
    change = added()(OFFICE)
    item = Item("10", "新", "green", start=TODAY)
    assert change.plan == PLAN._replace(items=(*PLAN.items, item))
    assert change.text.startswith(LIST)
    (entry,) = change.entries
    assert (entry.event, entry.item, entry.on, entry.by) == ("added", "10", TODAY, SIGNED.by)
    assert entry.cadence == "monthly"
    assert str(row_of(after(OFFICE, change), "10").due) == "2026-12-22"


NUMBERS = [
    ([], [], "1", "an empty list"),
    (["1", "2", "3"], [], "4", "after the last"),
    (["3", "1"], [], "4", "after the largest, gaps are not filled"),
    (["9", "10"], [], "11", "numbers, not texts"),
    (["007"], [], "8", "zeros in front do not count"),
    (["A9", "甲", "1.5", "-7", "٣", "²"], [], "1", "what is no number does not count"),
    (["1"], ["5"], "6", "the log remembers an item that was removed"),
    (["5"], ["2"], "6", "the larger of both"),
    (["1"], ["甲"], "2", "a removed item that had no number"),
    (["1", "9" * 5000], [], "2", "a number that is too large to count"),
]


@pytest.mark.parametrize(("ids", "logged", "expected", "reason"), NUMBERS, ids=reasons(NUMBERS))
def test_the_next_free_number(ids: list[str], logged: list[str], expected: str, reason: str) -> None:
    """The number of a new item was never that of another, in the list or in the log."""
    items = "".join(f'  - {{id: "{name}", title: 甲, tag: red, start: 2026-11-01}}\n' for name in ids)
    entries = [make_entry("dispatched 2026-11-01", name) for name in logged]
    change = added()(make_office(f"tasks:\n{items}" if ids else "tasks: []\n", entries))
    assert change.plan.items[-1].id == expected, reason


def test_the_number_of_an_addition_taken_back_is_free() -> None:
    """What was added by mistake and taken back leaves no gap."""
    assert play(OFFICE, added(), undone, added()).plan.items[-1].id == "10"


def test_a_dispatch_does_not_end_an_extension() -> None:
    """Not before its day, whoever dispatches meanwhile; what is due later by its own cadence is due then."""
    office = play(OFFICE, recorded("1"), extended("1", "2026-12-20"))
    again = play(office, recorded("1", on="2026-11-21"))
    assert f"{row_of(again, '1').due}" == "2026-12-20"
    for on, due in (("2026-12-05", "2026-12-20"), ("2026-12-13", "2026-12-20"), ("2026-12-14", "2026-12-21")):
        then = office._replace(today=date.fromisoformat(on))
        assert f"{row_of(play(then, recorded('1', on=on)), '1').due}" == due


def test_a_note_without_quotes_is_noticed() -> None:
    """An unknown id after a note is probably a part of it; one that looks like another id is a slip."""
    said = (
        "no item has the id `家`",
        'a note with blanks stands in straight quotes: `-m "周调度会 …"`; “ ” and ， do not hold it together',
    )
    assert refusal(OFFICE, recorded("3", "家")) == said


# --- what makes no sense

CLOSED = "item 6 was closed on 2026-11-20"
REOPEN = "`dispatch reopen 6` opens it again"
REFUSED = [
    (recorded("6"), CLOSED, REOPEN, "a closed item is not dispatched"),
    (extended("6", "2027-01-01"), CLOSED, REOPEN, "nor extended"),
    (tagged("6", "green"), CLOSED, REOPEN, "nor given another tag"),
    (closed("6"), CLOSED, REOPEN, "nor closed once more"),
    (assigned("6", owner="招商二科"), CLOSED, REOPEN, "nor given to somebody"),
    (reopened("1"), "item 1 is not closed", "nothing to reopen", "an open item is not reopened"),
    (recorded("1O"), "no item has the id `1O`", "did you mean `1`?", "an unknown id to record"),
    (extended("22", "2027-01-01"), "no item has the id `22`", "list --closed", "a number is never guessed"),
    (tagged("0", "red"), "no item has the id `0`", "list --closed", "an unknown id to tag"),
    (closed("甲"), "no item has the id `甲`", "give an id: 1 甲", "a title is no id"),
    (reopened("66"), "no item has the id `66`", "list --closed", "an unknown id to reopen"),
    (assigned("22", owner="x"), "no item has the id `22`", "list --closed", "an unknown id to assign"),
    (recorded("１"), "no item has the id `１`", "did you mean `1`?", "full-width digits"),
    (recorded("1、2"), "no item has the id `1、2`", "did you mean `1 2`?", "ids with a comma between them"),
    (reopened("8"), "item 8 is open until 2026-12-24", "delete its `closed`", "a closing to come"),
    (recorded("1", on="2026-11-23"), "--on: 2026-11-23 is later than today (2026-11-22)", "happened", "tomorrow"),
    (closed("1", "2026-11-23"), "--on: 2026-11-23 is later than today", "happened", "closed tomorrow"),
    (recorded("1", on="2026-05-31"), "before item 1 was listed (2026-06-01)", "year", "before the start"),
    (closed("1", "2025-11-22"), "before item 1 was listed (2026-06-01)", "is the year right", "closed a year ago"),
    (recorded("7"), "2026-11-22 is before item 7 was listed (2026-12-01)", "change its `start`", "not yet listed"),
    (
        extended("1", "2027-01-01"),
        "item 1 was due on 2026-11-16 and is overdue",
        "it is due for follow-up",
        "a miss stays one",
    ),
    (extended("3", "2026-11-27"), "--to: 2026-11-27 is not later than the due date", "later day", "to the due date"),
    (
        extended("3", "2026-11-23"),
        "not later than the due date of item 3 (2026-11-27)",
        "later day",
        "to an earlier day",
    ),
    (extended("3", "2025-12-01"), "not later than the due date of item 3", "later day", "to a day in the past"),
    (
        extended("7", "2026-12-08"),
        "not later than the due date of item 7 (2026-12-08)",
        "later day",
        "before its start",
    ),
    (extended("9", "9999-12-31"), "item 9 never falls due", "no due date", "an item that is never due"),
    (tagged("1", "red"), "item 1 already has that", "`dispatch show 1` shows it", "the tag that it has"),
    (assigned("1", owner="招商一科"), "item 1 already has that", "`dispatch show 1`", "the owner that it has"),
    (assigned("3", owner="", team=""), "item 3 already has that", "`dispatch show 3`", "nobody instead of nobody"),
    (added("5"), "the id `5` is taken", "the next free one is 10", "an id of the list"),
    (undone, "there is nothing to take back", "`dispatch history`", "an empty log"),
]


@pytest.mark.parametrize(("command", "message", "hint", "reason"), REFUSED, ids=reasons(REFUSED))
def test_what_makes_no_sense_is_refused(command: Command, message: str, hint: str, reason: str) -> None:
    """A command that cannot be meant is refused with the reason, and with what to do instead."""
    office = OFFICE._replace(today=date(9999, 12, 31)) if "never" in reason else OFFICE
    said, advice = refusal(office, command)
    assert message in said, reason
    assert hint in advice, reason


AFTERWARDS = [
    ([recorded("1"), undone], undone, "there is nothing to take back", "everything is taken back"),
    ([extended("3", "2026-12-10")], extended("3", "2026-12-10"), "is not later than the due date", "to the same day"),
    ([extended("3", "2026-12-10")], extended("3", "2026-12-01"), "is not later than the due date", "not so far"),
    ([closed("1")], recorded("1"), "item 1 was closed on 2026-11-22", "closed a moment ago"),
    ([reopened("6")], reopened("6"), "item 6 is not closed", "open again"),
    ([added()], added("10"), "the id `10` is taken", "an id that was just given"),
    ([reopened("6")], closed("6", "2026-11-21"), "item 6 was changed on 2026-11-22, which is after 2026-11-21", "open"),
    ([tagged("1", "green")], closed("1", "2026-11-21"), "item 1 was changed on 2026-11-22", "before its change of tag"),
    ([recorded("1")], closed("1", "2026-11-21"), "item 1 was dispatched on 2026-11-22", "before its last dispatch"),
]


@pytest.mark.parametrize(("before", "command", "message", "reason"), AFTERWARDS, ids=reasons(AFTERWARDS))
def test_what_makes_no_sense_any_more(before: list[Command], command: Command, message: str, reason: str) -> None:
    """A command is judged by what the commands before it have done."""
    assert message in refusal(play(OFFICE, *before), command)[0], reason


def test_what_is_given_for_a_day_in_the_past_is_judged_by_that_day() -> None:
    """With a past `--today` an item that was closed then is not dispatched, and no newer change is overtaken."""
    office = play(OFFICE, closed("3"))._replace(today=date(2026, 11, 21))
    done = play(office._replace(today=date(2026, 11, 24)), reopened("3"))
    assert refusal(done._replace(today=date(2026, 11, 23)), recorded("3"))[0] == "item 3 was closed on 2026-11-22"
    assert refusal(done._replace(today=date(2026, 11, 21)), tagged("3", "green"))[0].startswith("item 3 was changed")
    assert recorded("3", on="2026-11-21")(done._replace(today=date(2026, 11, 21))).entries


@pytest.mark.parametrize("command", [tagged("3", "green"), closed("3", "2026-11-22"), reopened("6")])
def test_a_log_dated_ahead_names_its_line(command: Command) -> None:
    """A change that a wrong clock has dated ahead stops the next one, and the way out works word for word."""
    item = "6" if command(OFFICE).entries[0].event == Event.REOPENED else "3"
    ahead = make_entry("tagged 2027-03-01 red", item)._replace(id="b7-1", at="2027-03-01T09:00:00+08:00")
    office = OFFICE._replace(log=Log((ahead,)))
    message, hint = refusal(office, command)
    assert message == f"item {item} was changed on 2027-03-01, which is after 2026-11-22"
    assert "correct `on` and `at` in its line with the id `b7-1`" in hint
    corrected = ahead._replace(on=date(2026, 11, 20), at="2026-11-20T09:00:00+08:00")
    assert command(office._replace(log=Log((corrected,)))).entries


def test_a_newer_change_may_be_right() -> None:
    """Who only looks back, or names an earlier day, is told to name a later one."""
    office = play(OFFICE, tagged("3", "green"))
    for then, command in ((date(2026, 11, 21), tagged("3", "red")), (TODAY, closed("3", "2026-11-21"))):
        hint = refusal(office._replace(today=then), command)[1]
        assert "name a later day" in hint
        assert ("correct `on` and `at`" in hint) == (then < TODAY)


def test_the_id_of_a_removed_item_is_taken() -> None:
    """An item that only the log still knows keeps its id, so that its history is not another's."""
    office = make_office(LIST, [make_entry("dispatched 2026-11-01", "77")])
    said = ("the id `77` is taken: an item of the log has it", "the next free one is 78")
    assert refusal(office, added("77")) == said


# --- undo

EACH = {
    "record": recorded("1", "2", "3"),
    "postpone": extended("3", "2026-12-10"),
    "tag": tagged("1", "green"),
    "close": closed("4"),
    "close again": closed("8"),
    "reopen": reopened("6"),
    "assign": assigned("2", team="", owner="国评迎检科"),
    "add": added(),
}


@pytest.mark.parametrize("name", EACH)
def test_undo_takes_back_a_whole_command(name: str) -> None:
    """Afterwards the task file is the same byte for byte, and every item stands where it stood."""
    done = play(OFFICE, EACH[name])
    back = play(done, undone)
    assert (back.text, back.plan) == (LIST, PLAN)
    assert [row_of(back, item.id) for item in PLAN.items] == [row_of(OFFICE, item.id) for item in PLAN.items]
    *kept, entry = back.log.entries
    assert kept == list(done.log.entries)
    assert (entry.event, entry.batch, entry.item, entry.by) == ("undone", kept[-1].batch, None, SIGNED.by)


def test_undo_goes_back_step_by_step() -> None:
    """Each undo takes back the last command that still stands, to the first one and no farther."""
    states = [OFFICE]
    for command in EACH.values():
        states.append(play(states[-1], command))
    office = states[-1]
    for before in reversed(states[:-1]):
        office = play(office, undone)
        assert (office.text, office.plan) == (before.text, before.plan)
    assert refusal(office, undone)[0] == "there is nothing to take back"


def test_what_follows_an_undo_is_undone_first() -> None:
    """A command given after an undo is the last one; then comes what was before it."""
    office = play(OFFICE, recorded("1"), tagged("2", "green"), undone, closed("3"))
    office, batch = after(office, undo(office, SIGNED)), undo(office, SIGNED).taken_back
    assert [entry.event for entry in batch] == ["closed"]
    assert [entry.event for entry in undo(office, SIGNED).taken_back] == ["dispatched"]


def test_undo_says_what_it_takes_back() -> None:
    """Each entry taken back is told with its item, what it was and its day."""
    office = play(OFFICE, recorded("1", "2", on="2026-11-20"))
    change = undo(office, SIGNED)
    assert [sentence(line) for line in tell_undone(office, change)] == [
        f"{which}: taken back: dispatched (2026-11-20, 招商一科: 周调度会); {due} (red: once a week)."
        for which, due in (("1  甲", "due since 2026-11-16, 6 day ago"), ("2  乙", "next due 2026-11-22"))
    ]


def by_hand(office: Office, old: str, new: str) -> Office:
    """Return the office after a person has edited the task file."""
    assert old in office.text
    text = office.text.replace(old, new)
    return office._replace(text=text, plan=plan(text))


CHANGED = [
    (tagged("1", "green"), "tag: green, owner", "tag: orange, owner", "the tag is another one now"),
    (tagged("1", "green"), "title: 甲", "title: 甲甲", "the same line is another one now"),
    (closed("1"), "closed: 2026-11-22", "closed: 2026-11-21", "the day is another one now"),
    (assigned("1", owner="甲"), "owner: 甲", "team: 甲", "the field is gone"),
    (added(), "title: 新", "title: 新新", "the added item is another one now"),
]


@pytest.mark.parametrize(("command", "old", "new", "reason"), CHANGED, ids=reasons(CHANGED))
def test_undo_overwrites_nobody(command: Command, old: str, new: str, reason: str) -> None:
    """Where a person has changed the lines that would have to be restored, undo says so and changes nothing."""
    office = by_hand(play(OFFICE, command), old, new)
    with pytest.raises(UnwritableError) as caught:
        undo(office, SIGNED)
    assert "has changed where item" in sentence(caught.value.message), reason
    assert "the command had written" in sentence(caught.value.hint)


def test_undo_does_not_bring_back_a_tag_that_is_gone() -> None:
    """Where `cadence` no longer knows the tag that would come back, undo says which, and the remedy works."""
    office = by_hand(play(OFFICE, tagged("8", "red")), "cadence: {x: every 10 days}\n", "")
    with pytest.raises(UnwritableError) as caught:
        undo(office, SIGNED)
    assert sentence(caught.value.message) == "item 8 had the tag `x`, which `cadence` no longer knows"
    assert sentence(caught.value.hint) == "define it below `cadence` again, then undo"
    again = by_hand(office, "tasks:\n", "cadence:\n  x: every 12 days\ntasks:\n")
    assert item_of(play(again, undone), "8").tag == "x"


def test_undo_does_not_ask_for_a_tag_that_nobody_needs() -> None:
    """Where a person has gone back already, or only another tag comes back, a tag that is gone stops nothing."""
    gone = by_hand(play(OFFICE, tagged("8", "red"), tagged("8", "green")), "cadence: {x: every 10 days}\n", "")
    assert item_of(play(gone, undone), "8").tag == "red"


def test_undo_restores_its_own_lines_only() -> None:
    """What a person has changed elsewhere since stays changed."""
    office = by_hand(play(OFFICE, tagged("1", "green")), "title: 乙", "title: 乙乙")
    assert play(office, undone).text == LIST.replace("title: 乙", "title: 乙乙")


def test_undo_leaves_a_later_version_alone() -> None:
    """A command that this version does not know is not taken back by it."""
    office = make_office(LIST, [Entry("a", "", "b", "praised", "1", TODAY)])
    with pytest.raises(UnwritableError) as caught:
        undo(office, SIGNED)
    assert "`praised`, which this version does not know" in sentence(caught.value.message)


def test_a_reminder_is_no_command() -> None:
    """What the program has sent is not taken back; the command before it is."""
    office = play(OFFICE, recorded("1"))
    reminded = Entry("r", "", "r", Event.REMINDED, "1", TODAY)
    office = office._replace(log=office.log._replace(entries=(*office.log.entries, reminded)))
    assert [entry.event for entry in undo(office, SIGNED).taken_back] == ["dispatched"]


def test_what_is_written_is_fit_for_json() -> None:
    """The entries of every command are plain JSON."""
    for command in EACH.values():
        for entry in command(OFFICE).entries:
            assert json.loads(json.dumps(dict(entry.more))) == entry.more
