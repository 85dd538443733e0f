"""One account of an item's life: whatever people did, no two commands contradict each other, and nothing gets worse.

Random histories of every command, of edits by hand and of logs put together again. After each step the office is looked
at on several days: what `check` calls missed are the missed obligations of the report since the clock started.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from chronicle import BY_HAND, COMMANDS, FIRST, MERGES, STEPS, WORKDAYS, ZONE, Beginning, Chronicle, beginnings
from desk import Desk
from generated import often
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import reasons
from reminding import make_reminders

from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.entries import Event, ItemEntry
from dispatch_cli.log.order import next_at
from dispatch_cli.reminders.letters import REMINDED_STATES
from dispatch_cli.reports.explain import explain
from dispatch_cli.reports.figures import total
from dispatch_cli.reports.kept import Span, make_report
from dispatch_cli.reports.lifespans import lives
from dispatch_cli.reports.obligations import Outcome, windows
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State, look_at, look_closely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from chronicle import Step

    from dispatch_cli.model import Item
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Look, Row

NEAR = (-40, -9, -1, 0, 1, 8, 40)
EVER = Span(FIRST - timedelta(400), FIRST + timedelta(4000))


class View(NamedTuple):
    """What is said of one item on one day: by `check`, by `show` and `explain`, by the report."""

    row: Row
    look: Look
    windows: Sequence[Window]


def views(office: Office) -> Iterator[View]:
    """Yield what is said of each item today."""
    log = office.log.entries
    rows = {row.item.id: row for row in make_agenda(office.plan, log, office.today, State, Filters()).rows}
    accounts = {account.item.id: account for account in make_report(office, EVER, "team", Filters()).accounts}
    for item in office.plan.items:
        look, account = look_at(office.plan, item, log, office.today), accounts.get(item.id)
        if account:
            assert (account.row, account.figures.overdue) == (look.row, look.row.state is State.OVERDUE)
        yield View(rows[item.id], look, account.windows if account else ())


def check_view(view: View, office: Office) -> None:
    """Check that nothing that is said of an item today contradicts the rest."""
    row, look, found = view
    assert row == look.row
    begun = explain(look, office.plan, office.today)[0].template
    assert ("closed" in begun) == (row.state is State.CLOSED)
    if row.state is State.CLOSED:
        assert row.item.closed
        assert row.item.closed <= office.today
        assert (row.due, row.missed) == (None, 0)
        assert all(window.due <= row.item.closed for window in found)
        return
    since = [window for window in found if window.due > look.schedule.anchor.on]
    assert [window.due for window in since if window.outcome is Outcome.MISSED] == look.schedule.upcoming(row.missed)
    assert all(window.outcome is not Outcome.LATE for window in since)
    assert row.due == look.schedule.due(1)


def check_reminders(office: Office, rows: Sequence[Row]) -> None:
    """Check that those are told of an item whose turn it is, and for the due date that `check` shows."""
    told = {
        (each.row.item.id, each.row.due, each.stage.due, each.stage.kind)
        for each in make_reminders(office.plan, office.log.entries, office.today)
    }
    assert told == {(row.item.id, row.due, row.owed, row.state) for row in rows if row.state in REMINDED_STATES}


def check_parts(office: Office, middle: date) -> None:
    """Check that the parts of a span add up to the whole: what was owed, and what happened."""
    spans = (EVER, Span(EVER.first, middle), Span(middle + timedelta(1), EVER.last))
    whole, *parts = (make_report(office, span, "team", Filters()).totals for span in spans)
    added = total(parts)._replace(overdue=whole.overdue, longest_gap=whole.longest_gap)
    assert added == whole


def check_one_more(office: Office, item: Item, on: date) -> None:
    """Check that a dispatch more makes nothing worse, on whatever day it was made."""
    own = list(by_item(standing(office.log.entries)).get(item.id, ()))
    at = next_at(datetime.combine(office.today, time(23), ZONE), office.log.entries)
    more = [*own, ItemEntry("more", at, "more", Event.DISPATCHED, item.id, on)]
    before, after = (look_closely(office.plan, item, each, office.today).schedule.due(1) for each in (own, more))
    assert before
    assert after
    assert after >= before
    if office.plan.workdays is None:
        assert failures(office, item, more) <= failures(office, item, own)
    else:  # a dispatch on the day before a holiday may leave two due dates where there was one
        assert failures(office, item, own) or not failures(office, item, more)


def failures(office: Office, item: Item, own: Sequence[ItemEntry]) -> int:
    """Return how many obligations of an item's whole known life were not met in time."""
    found = windows(lives(office.plan, item, own, office.today, office.zone))
    return sum(window.outcome is not Outcome.KEPT for window in found)


def is_known(office: Office, item: Item) -> bool:
    """Say whether the plan knows a day of an item that has come, or the day from which everything is known."""
    return bool(item.start or office.plan.since or (item.last and item.last <= office.today))


def live(beginning: Beginning, steps: Sequence[Step], near: Sequence[int]) -> Chronicle:
    """Live through a history, and look at the office after each step, on days before and after it."""
    chronicle = Chronicle(beginning)
    for step in steps:
        chronicle.live(step)
        office = chronicle.office
        for distance in near:
            then = office._replace(today=office.today + timedelta(distance))
            seen = [*views(then)]
            for view in seen:
                check_view(view, then)
            check_reminders(then, [view.row for view in seen])
        check_parts(office, office.today - timedelta(step.back))
        for item in office.plan.items:
            is_open = not (item.closed and item.closed <= office.today)
            if is_open and is_known(office, item):
                check_one_more(office, item, office.today - timedelta(step.back))
    return chronicle


@often(30)
@given(beginnings(), st.lists(STEPS, min_size=5, max_size=20), st.tuples(*[st.sampled_from(NEAR)] * 2))
def test_no_two_commands_contradict_each_other(beginning: Beginning, steps: list[Step], near: tuple[int, ...]) -> None:
    """Check, report, show, explain and reminders follow one account, and a dispatch more makes nothing worse."""
    live(beginning, steps, near)


@often(20)
@given(beginnings(WORKDAYS), st.lists(STEPS, min_size=5, max_size=20), st.tuples(*[st.sampled_from(NEAR)] * 2))
def test_days_off_make_no_contradiction(beginning: Beginning, steps: list[Step], near: tuple[int, ...]) -> None:
    """The same where due dates move off days off, whichever way they move."""
    live(beginning, steps, near)


@pytest.mark.endurance
@often(200)
@given(beginnings(WORKDAYS), st.lists(STEPS, min_size=10, max_size=30))
def test_days_off_make_no_contradiction_for_long(beginning: Beginning, steps: list[Step]) -> None:
    """The same for longer histories, looked at on more days."""
    live(beginning, steps, NEAR)


@pytest.mark.endurance
@often(1200)
@given(beginnings(), st.lists(STEPS, min_size=10, max_size=30))
def test_no_two_commands_contradict_each_other_for_long(beginning: Beginning, steps: list[Step]) -> None:
    """The same for longer histories, looked at on more days."""
    live(beginning, steps, NEAR)


@pytest.mark.endurance
def test_everything_happens_in_these_histories() -> None:
    """The histories that these tests draw hold every kind of step, carried out."""
    done: set[str] = set()

    @settings(max_examples=100)
    @given(beginnings(), st.lists(STEPS, min_size=20, max_size=20))
    def collect(beginning: Beginning, steps: list[Step]) -> None:
        chronicle = Chronicle(beginning)
        for step in steps:
            chronicle.live(step)
        done.update(chronicle.done)

    collect()
    assert done >= {*COMMANDS, *BY_HAND, *MERGES}


# --- the same from outside


def documents(desk: Desk, day: str, item_id: str) -> dict[str, Any]:
    """Return what the commands print of an item: as the rows of JSON, and what `explain` says."""
    said: dict[str, Any] = {"explain": desk.do("explain", item_id, day=day)}
    for name, *words in (
        ("list", "--closed"),
        ("show", item_id),
        ("report", "--from", f"{FIRST}"),
        ("remind",),
    ):
        printed = desk.do(name, *words, "--format", "json", day=day)
        found = json.loads(printed)["items"] if printed else []  # `remind` is quiet where there is nothing to say
        said[name] = next((row for row in found if row["id"] == item_id), {})
    return said


@often(6)
@given(beginnings(), st.lists(STEPS, min_size=5, max_size=20))
def test_they_print_one_account(
    tmp_path_factory: pytest.TempPathFactory, beginning: Beginning, steps: list[Step]
) -> None:
    """On its last day, the commands agree on due date, state, closing and number missed of every item."""
    chronicle = Chronicle(beginning._replace(since=None))
    for step in steps:
        chronicle.live(step)
    desk = Desk(tmp_path_factory.mktemp("desk"), chronicle.text)
    desk.log.write_bytes(chronicle.data)
    for item in chronicle.office.plan.items:
        said = documents(desk, f"{chronicle.today}", item.id)
        row, show, report, remind = said["list"], said["show"], said["report"], said["remind"]
        for key in ("due", "state", "days", "closed", "missed", "last", "tag"):
            assert row[key] == show[key]
            assert remind.get(key, row[key]) == row[key]
        assert bool(remind) == (row["state"] in REMINDED_STATES)
        assert all(report.get(key, row[key]) == row[key] for key in ("due", "state", "days"))
        assert (row["closed"] or "-") in said["explain"] or row["state"] != "closed"
        assert row["state"] == "closed" or row["due"] is None or row["due"] in said["explain"]


def test_an_old_dispatch_makes_nothing_missed(tmp_path: Path) -> None:
    """Written down after weeks of records, for a day before them, it changes no figure and no due date."""
    desk = Desk(tmp_path, "tasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-01-05, last: 2026-11-02}\n")
    desk.do("record", "1", day="2026-11-09")
    desk.do("record", "1", day="2026-11-16")
    before = desk.do("report", "--from", "2026-01-01", day="2026-11-20")
    assert "2 expected · 2 on time · 0 late · 0 missed · rate 100%" in before
    assert "next due 2026-11-23" in desk.do("record", "1", "--on", "2026-08-03", "-m", "补记", day="2026-11-20")
    assert desk.do("report", "--from", "2026-01-01", day="2026-11-20") == before


HAND_EDITS = [
    # what a person makes of `closed: 2026-11-02`, the state at the end of the year, what December owed, reason
    ("", "overdue", 4, "deleted: it is open"),
    (", closed: 2026-12-12", "closed", 2, "a later day: open until then"),
    (", closed: 2026-10-20", "closed", 0, "an earlier day"),
    (", closed: 2026-11-02", "closed", 0, "as the command left it"),
]


@pytest.mark.parametrize(("closed", "state", "owed", "reason"), HAND_EDITS, ids=reasons(HAND_EDITS))
def test_the_list_prevails_over_the_log(tmp_path: Path, closed: str, state: str, owed: int, reason: str) -> None:
    """What a person makes of a closing counts in every command, whatever the log holds, and nothing is wrong."""
    desk = Desk(tmp_path, "tasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-10-01}\n")
    desk.do("close", "1", "-m", "误销号", day="2026-11-02")
    desk.write(desk.text.replace(", closed: 2026-11-02", closed))
    assert desk.run("lint", day="2026-12-31").code == 0
    said = documents(desk, "2026-12-31", "1")
    assert said["list"]["state"] == said["show"]["state"] == state, reason
    assert ("closed" in said["explain"]) == (state == "closed")
    report = json.loads(desk.do("report", "--month", "2026-12", "--format", "json", day="2026-12-31"))
    assert sum(row["expected"] for row in report["items"]) == owed


def test_a_clock_that_was_wrong_holds_nobody_up(tmp_path: Path) -> None:
    """A change that a wrong clock dated ahead stops the next one, which names the line; corrected, it counts."""
    desk = Desk(tmp_path, "tasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-11-01}\n")
    desk.do("tag", "1", "orange", "-m", "研判", day="2027-01-01")
    for command in (("tag", "1", "red", "-m", "研判"), ("close", "1", "-m", "办结")):
        refused = desk.run(*command, day="2026-11-10")
        assert refused.code == 2
        name = refused.err.split("id `")[1].split("`")[0]
    lines = desk.log.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [name]
    corrected = json.loads(lines[0]) | {"on": "2026-11-09", "at": "2026-11-09T09:00:00+08:00"}
    desk.log.write_text(json.dumps(corrected) + "\n", encoding="utf-8")
    desk.do("tag", "1", "red", "-m", "研判", day="2026-11-10")
    assert documents(desk, "2026-11-10", "1")["list"]["due"] == "2026-11-17"
