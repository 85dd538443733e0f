"""When an item is due that has a history: each case with the day that one finds by hand, and against an oracle."""

from __future__ import annotations

from datetime import date
from itertools import groupby, permutations
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import oracle
import pytest
from builders import make_item, make_plan
from generated import often
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.log.entries import Entry, Event, ItemEntry
from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.schedule.rows import look_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import DrawFn

    from dispatch_cli.schedule.rows import Row


class Case(NamedTuple):
    """An item, what happened to it in the order of writing, and where it stands on a day."""

    plan: str
    facts: str
    today: str
    stands: str
    reason: str


# An item's tag and what the task file says of it, else that it starts on 11-01 | its facts | today | due date, state
# and number missed, found by hand | the reason. The year is 2026 where none is given; 2026-11-01 was a Sunday. A fact
# names its event and its day, a postponement also the new day, a change of tag the old tag, an undo which it undoes.
ROLLING = """
# one dispatch
red |  | 11-08 | 11-08 due 0 | no dispatch: a week after the start
red | dispatched 11-08 | 11-15 | 11-15 due 0 | on the due day
red | dispatched 11-11 | 11-15 | 11-18 ok 0 | late: counted from its own day
red | dispatched 11-11 | 11-19 | 11-18 overdue 1 | late: what it ended is not counted
red | dispatched 11-05 | 11-11 | 11-12 soon 0 | early: counted from its own day
red | dispatched 11-01 | 11-08 | 11-08 due 0 | on the day it was listed
red | dispatched 10-20 | 11-09 | 11-08 overdue 1 | before it was listed: it moves nothing
orange start=10-01 | dispatched 01-31 | 10-10 | 10-16 ok 0 | long before it was listed
orange start=2026-01-01 | dispatched 01-31 | 02-28 | 02-16 overdue 1 | a half-month after 31 January
orange start=2026-01-01 | dispatched 02-14 | 02-27 | 02-28 soon 0 | a half-month, clamped
green start=2026-01-01 | dispatched 01-31 | 03-31 | 02-28 overdue 1 | a month end neither slips
green start=2026-01-01 | dispatched 01-31 | 04-01 | 02-28 overdue 2 | nor skips

# several dispatches
red | dispatched 11-12, dispatched 11-05 | 11-22 | 11-19 overdue 1 | back-dated behind
red | dispatched 11-05, dispatched 11-12 | 11-22 | 11-19 overdue 1 | written in time
red | dispatched 11-12, dispatched 11-12 | 11-19 | 11-19 due 0 | twice on a day
red | dispatched 11-03, dispatched 11-04 | 11-11 | 11-11 due 0 | twice in a period
red | dispatched 11-20, dispatched 11-23 | 11-22 | 11-27 ok 0 | one of tomorrow
red | dispatched 12-01 | 11-22 | 11-08 overdue 2 | only one to come

# the task file and the log
red start=10-01 last=11-18 | dispatched 11-10 | 11-22 | 11-25 ok 0 | the file is newer
red start=10-01 last=11-10 | dispatched 11-18 | 11-22 | 11-25 ok 0 | the log is newer
red last=11-18 | dispatched 11-10 | 11-22 | 11-25 ok 0 | the file is newer, no start is known
red start=11-01 last=11-25 | dispatched 11-10 | 11-22 | 11-17 overdue 1 | a last to come
red last=11-25 | dispatched 11-10 | 11-22 | 11-17 overdue 1 | a last to come, no start is known
red start=11-25 | dispatched 11-20 | 11-22 | 12-02 ok 0 | the start is still to come
red start=11-25 | tagged 11-20 green | 11-22 | 12-02 ok 0 | so no fact starts the clock
red start=11-25 | tagged 11-20 green, extended 11-21 12-20 | 11-22 | 12-20 ok 0 | but a postponement stands
red start=11-22 | dispatched 11-20 | 11-22 | 11-29 ok 0 | the start is today

# changes of tag
green start=10-01 | tagged 11-10 red | 11-22 | 12-10 ok 0 | red to green while overdue
green start=10-01 | tagged 11-10 red | 11-09 | 10-08 overdue 5 | the day before, it was red
red | tagged 11-05 green | 11-06 | 11-12 ok 0 | green to red early in the period
red start=10-23 | tagged 11-22 green | 11-22 | 11-29 ok 0 | late in it: not overdue in hindsight
red start=10-23 | tagged 11-22 green | 11-21 | 11-23 soon 0 | the day before, it was green
red | tagged 11-05 green, tagged 11-08 orange | 11-07 | 11-20 ok 0 | between two changes
red | tagged 11-10 green, dispatched 11-12 | 11-19 | 11-19 due 0 | then a dispatch
red | tagged 11-10 green, dispatched 11-10 | 11-17 | 11-17 due 0 | on that day, after it
red | dispatched 11-10, tagged 11-10 green | 11-17 | 11-17 due 0 | on that day, before it
red | tagged 11-10 green, dispatched 11-08 | 11-17 | 11-17 due 0 | a dispatch before it

# extensions
red | extended 11-05 11-20 | 11-19 | 11-20 soon 0 | the due date is moved back
red | extended 11-05 11-20 | 11-04 | 11-08 ok 0 | the day before, it was not
red | extended 11-05 11-20 | 11-28 | 11-20 overdue 2 | later ones count from there
red | extended 11-05 11-20, dispatched 11-20 | 11-22 | 11-27 ok 0 | then on time
red | extended 11-05 11-20, dispatched 11-24 | 11-23 | 11-20 overdue 1 | not yet, and late
red | extended 11-05 11-20, dispatched 11-24 | 12-01 | 12-01 due 0 | then late
red | extended 11-05 11-20, dispatched 11-10 | 11-18 | 11-20 ok 0 | early: it stands
red | extended 11-05 11-20, dispatched 11-10 | 11-28 | 11-20 overdue 2 | and later ones count from there
red | extended 11-05 11-20, dispatched 11-05 | 11-19 | 11-20 soon 0 | the same day, after it
red | extended 11-05 11-20, dispatched 11-13 | 11-21 | 11-20 overdue 1 | its own week ends on that day
red | extended 11-05 11-20, dispatched 11-14 | 11-21 | 11-21 due 0 | its own week ends later
red start=09-01 | dispatched 09-01, extended 09-03 09-20, dispatched 09-05 | 09-20 | 09-20 due 0 | the example
red start=09-01 | extended 09-03 09-20, dispatched 09-05, dispatched 09-15 | 09-22 | 09-22 due 0 | of the rule
red | dispatched 11-05, extended 11-05 11-20 | 11-20 | 11-20 due 0 | the same day, before
red | extended 11-05 11-20, dispatched 11-04 | 11-20 | 11-20 due 0 | back-dated before it
red | extended 11-05 11-12, extended 11-11 11-18 | 11-18 | 11-18 due 0 | extended twice
red | extended 11-05 11-20, extended 11-06 11-12 | 11-13 | 11-12 overdue 1 | the latest one, though earlier
red | extended 11-05 11-12, extended 11-06 11-20 | 11-13 | 11-20 ok 0 | the latest one, which is later
red | extended 11-05 11-20, extended 11-06 11-07 | 11-09 | 11-08 overdue 1 | the latest one: the cadence again
red | extended 11-08 11-20 | 11-19 | 11-20 soon 0 | on the due date
red | extended 11-09 11-20 | 11-19 | 11-08 overdue 2 | too late
red | extended 11-09 11-20, dispatched 11-10 | 11-19 | 11-20 soon 0 | but in time for what was due then
red | extended 11-05 11-12, extended 11-12 11-20 | 11-19 | 11-20 soon 0 | on the day to which it was extended
red | extended 11-05 11-12, extended 11-13 11-20 | 11-14 | 11-12 overdue 1 | after it
red | extended 11-05 11-20, tagged 11-10 green | 11-17 | 11-17 due 0 | a change of tag ends it
red start=11-01 last=11-10 | extended 11-05 11-20 | 11-18 | 11-20 ok 0 | the file's dispatch does not end it
red start=11-10 | extended 11-05 11-20 | 11-17 | 11-20 ok 0 | made before it was listed
red start=11-01 last=11-05 | extended 11-05 11-20 | 11-20 | 11-20 due 0 | the file comes first that day
red | extended 11-23 12-20 | 11-22 | 11-08 overdue 2 | one of tomorrow
green start=11-01 | extended 11-22 12-31 | 2027-02-01 | 12-31 overdue 2 | 31 Dec, then 31 Jan

# closed and reopened, undone
red | closed 11-05, reopened 11-15 | 11-22 | 11-22 due 0 | the time closed is not missed
red | closed 11-05, reopened 11-05 | 11-12 | 11-12 due 0 | closed by mistake
red | closed 11-05, reopened 11-15 | 11-14 | never closed 0 | the day before, it was closed
red | closed 11-05, reopened 11-05, closed 11-20, reopened 11-21 | 11-10 | 11-12 ok 0 | open between two closings
red start=11-01 closed=11-20 | closed 11-20 | 11-14 | 11-08 overdue 1 | open before it was closed
red start=11-01 closed=11-05 | closed 11-05 | 11-22 | never closed 0 | closed
red | extended 11-02 11-20, reopened 11-15 | 11-22 | 11-22 due 0 | the extension is over
red | closed 11-05 | 11-09 | 11-08 overdue 1 | opened by hand: the plan prevails
red | closed 11-05, dispatched 11-07 | 11-14 | 11-14 due 0 | and dispatched since
red start=11-01 closed=11-20 | closed 11-05 | 11-09 | 11-08 overdue 1 | closed by hand on a later day
red start=11-01 closed=11-05 | closed 11-10 | 11-07 | never closed 0 | closed by hand on an earlier day
red start=11-01 closed=11-05 | closed 11-10, reopened 11-12 | 11-11 | never closed 0 | closed by hand before that
red | reopened 11-05, closed 11-05 | 11-12 | 11-12 due 0 | of one day, put together in the other order
red | dispatched 11-20, undone 11-21 1 | 11-22 | 11-08 overdue 2 | taken back
red | dispatched 11-12, dispatched 11-20, undone 11-20 2 | 11-19 | 11-19 due 0 | one of two
red | extended 11-05 11-20, undone 11-06 1 | 11-08 | 11-08 due 0 | a postponement taken back
red | tagged 11-05 green, undone 11-06 1 | 11-09 | 11-08 overdue 1 | a change of tag too
red | reopened 11-05, undone 11-06 1 | 11-08 | 11-08 due 0 | and a reopening
red | dispatched 11-20, undone 11-25 1 | 11-22 | 11-08 overdue 2 | whenever it is undone
"""
CALENDAR = """
# one dispatch
red |  | 11-08 | 11-08 due 0 | listed on a Sunday: its week is done
red start=11-02 |  | 11-08 | 11-15 ok 0 | listed on a Monday: so is that one
red | dispatched 11-08 | 11-08 | 11-15 ok 0 | on the due day
red | dispatched 11-04 | 11-15 | 11-15 due 0 | early in its week
red | dispatched 11-09 | 11-22 | 11-22 due 0 | late by a day: the week it falls in is done
red | dispatched 11-15 | 11-23 | 11-22 overdue 1 | late by a week
orange start=11-01 | dispatched 11-15 | 11-22 | 11-30 ok 0 | the first half of the month is done
orange start=11-01 | dispatched 11-16 | 11-22 | 12-15 ok 0 | the second half is done
green start=11-01 | dispatched 11-30 | 12-31 | 12-31 due 0 | the last day of the month
green start=11-01 | dispatched 12-01 | 12-31 | 2027-01-31 ok 0 | the first day of the next

# several dispatches
red | dispatched 11-03, dispatched 11-07 | 11-15 | 11-15 due 0 | twice in a week
red | dispatched 11-03, dispatched 11-03 | 11-15 | 11-15 due 0 | twice on a day
red | dispatched 11-12, dispatched 11-03 | 11-23 | 11-22 overdue 1 | back-dated behind
red start=10-01 last=11-18 | dispatched 11-10 | 11-22 | 11-29 ok 0 | the file is newer
red start=11-25 | dispatched 11-20 | 11-22 | 12-06 ok 0 | the start is still to come
red | dispatched 11-23 | 11-22 | 11-08 overdue 2 | only one to come

# changes of tag
green start=10-01 | tagged 11-10 red | 11-22 | 12-31 ok 0 | red to green while overdue: November is done
green start=10-01 | tagged 11-10 red | 11-09 | 10-11 overdue 5 | the day before, it was red
red start=10-01 | tagged 11-05 green | 11-15 | 11-15 due 0 | green to red: the week of the change is done
red start=10-01 | tagged 11-05 green, dispatched 11-05 | 11-15 | 11-15 due 0 | and a dispatch that day

# extensions
red | extended 11-05 11-18 | 11-18 | 11-18 due 0 | to a Wednesday
red | extended 11-05 11-18, dispatched 11-18 | 11-28 | 11-29 soon 0 | then on time
red | extended 11-05 11-18 | 11-30 | 11-18 overdue 2 | then late: that week is done, not the next
red | extended 11-05 11-18, dispatched 11-25 | 12-06 | 12-06 due 0 | then late
red | extended 11-05 11-18, dispatched 11-06 | 11-18 | 11-18 due 0 | early: it stands
red | extended 11-05 11-18, dispatched 11-12 | 11-22 | 11-22 due 0 | not before it: the next week is later
red | extended 11-09 11-20 | 11-16 | 11-08 overdue 2 | too late
red | extended 11-05 11-18, extended 11-17 11-20 | 11-20 | 11-20 due 0 | extended twice

# closed and reopened, undone
red | closed 11-05, reopened 11-15 | 11-22 | 11-22 due 0 | reopened on a Sunday
red | closed 11-05, reopened 11-16 | 11-22 | 11-29 ok 0 | reopened on a Monday
red | dispatched 11-20, undone 11-21 1 | 11-22 | 11-08 overdue 2 | taken back
"""
CADENCES = """
office=every_10_days start=11-01 | dispatched 11-03 | 11-13 | 11-13 due 0 | ten days
office=every_10_days start=11-01 | dispatched 11-03, extended 11-04 11-20 | 12-01 | 11-20 overdue 2 | on
office=FREQ=WEEKLY;BYDAY=MO,TH start=11-01 | dispatched 11-19 | 11-23 | 11-23 due 0 | on a Thursday
office=FREQ=WEEKLY;BYDAY=MO,TH start=11-01 | dispatched 11-20 | 11-22 | 11-26 soon 0 | on a Friday
office=FREQ=WEEKLY;BYDAY=MO,TH start=11-01 | tagged 11-20 red | 11-22 | 11-26 soon 0 | since a Friday
"""


def read_table(text: str) -> list[Case]:
    """Return the cases of a table."""
    return [Case(*row.split(" | ")) for row in text.splitlines() if row and not row.startswith("#")]


ALL = [
    *(("rolling", case) for case in read_table(ROLLING)),
    *(("calendar", case) for case in read_table(CALENDAR)),
    *((mode, case) for mode in oracle.MODES for case in read_table(CADENCES)),
]
NAMES = [f"{mode}: {case.reason} [{case.facts}]" for mode, case in ALL]
EACH = pytest.mark.parametrize(("mode", "case"), ALL, ids=NAMES)


def day(text: str) -> date:
    """Return a day of 2026, or of the year that is given."""
    return date.fromisoformat(text if len(text) > len("11-22") else f"2026-{text}")


def make_fact(number: int, text: str) -> Entry:
    """Return the entry of a fact; each is a command of its own, named by its number."""
    event, on, *rest = text.split()
    if event == Event.UNDONE:
        return Entry(text, "", rest[0], event, None, day(on))
    more = {Event.EXTENDED: "to", Event.TAGGED: "from"}
    what = {more[Event(event)]: rest[0] if event == Event.TAGGED else f"{day(rest[0])}"} if rest else {}
    return ItemEntry(text, "", f"{number}", event, "1", day(on), more=what)


def make_facts(case: Case) -> list[Entry]:
    """Return the facts of a case in the order of writing."""
    return [make_fact(number, text) for number, text in enumerate(case.facts.split(", "), 1) if text]


def stand(case: Case, facts: Sequence[Entry], mode: str) -> Row:
    """Return where the item stands, its facts written down in this order."""
    (name, _, cadence), *fields = (word.partition("=") for word in case.plan.split())
    dates = {key: f"{day(value)}" for key, _, value in fields} or {"start": "2026-11-01"}
    cadences = {name: cadence.replace("_", " ")} if cadence else {}
    item = make_item("1", name, **dates)
    return look_at(make_plan([item], mode, **cadences), item, facts, day(case.today)).row


@EACH
def test_where_an_item_stands(mode: str, case: Case) -> None:
    """Due date, state and number missed are those that one finds by hand."""
    row = stand(case, make_facts(case), mode)
    due, state, missed = case.stands.split()
    assert (row.due, row.state, row.missed) == (None if due == "never" else day(due), state, int(missed)), case.reason


def orders(facts: list[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield the orders in which facts can be written down; those of one day stay in their order, and extensions."""
    extensions = [fact for fact in facts if fact.event == Event.EXTENDED]
    for order in permutations(facts):
        days = groupby(sorted(order, key=attrgetter("on")), attrgetter("on"))
        is_kept = [fact for fact in order if fact.event == Event.EXTENDED] == extensions
        if is_kept and all([*group] == [fact for fact in facts if fact.on == on] for on, group in days):
            yield order


@EACH
def test_the_order_of_writing_does_not_matter(mode: str, case: Case) -> None:
    """Facts of different days, an undo too, give the same row in whatever order they were written down.

    Of extensions the one written down last counts, whatever their days.
    """
    facts = make_facts(case)
    rows = {stand(case, order, mode) for order in orders(facts)}
    assert rows == {stand(case, facts, mode)}, case.reason


# --- any history

TAGS = {"red": 1, "orange": 3, "green": 5}
TAG_NAMES = sorted(TAGS)
some_days = st.dates(date(2026, 6, 1), date(2027, 1, 31))
events = st.sampled_from([*sorted(Event), "dispatched", "dispatched", "extended", "tagged", "undone", "praised"])


@st.composite
def histories(draw: DrawFn) -> list[Entry]:
    """Draw what happened to an item: commands of one to three facts, some of them taken back."""
    facts: list[Entry] = []
    for number in range(draw(st.integers(0, 7))):
        event = draw(events)
        if event == Event.UNDONE:
            facts.append(Entry("", "", f"{draw(st.integers(0, 6))}", event, None, draw(some_days)))
        for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3))) if event != Event.UNDONE else 0):
            more = {"to": f"{draw(some_days)}", "from": draw(st.sampled_from(TAG_NAMES))}
            make = ItemEntry if event in ABOUT_ITEMS else Entry
            facts.append(make("", "", f"{number}", event, "1", draw(some_days), more=more))
    return facts


def is_closed(facts: list[Entry], today: date) -> bool:
    """Say whether an item that is open now was closed on a day: closed by then, and to be reopened."""
    closings = sorted((fact for fact in facts if fact.event in {"closed", "reopened"}), key=attrgetter("on"))
    before = [fact for fact in closings if fact.on and fact.on <= today]
    around = [fact.event for fact in closings[max(0, len(before) - 1) : len(before) + 1]]
    return bool(before) and around == ["closed", "reopened"]


def tag_on(tag: str, facts: list[Entry], today: date) -> str:
    """Return the tag of a day: what the first change that is still to come says it was before, else the newest."""
    changes = [fact for fact in facts if fact.event == "tagged" and fact.on and fact.on > today]
    return next((fact.more["from"] for fact in sorted(changes, key=attrgetter("on"))), tag)


@often(300)
@given(
    st.sampled_from(TAG_NAMES),
    st.tuples(*[st.sampled_from(oracle.CADENCES)] * 3),
    st.sampled_from(oracle.MODES),
    st.tuples(some_days, some_days | st.none()),
    histories(),
    some_days,
)
def test_any_history_agrees_with_the_oracle(
    tag: str,
    cadences: tuple[str, ...],
    mode: str,
    days: tuple[date, date | None],
    facts: list[Entry],
    today: date,
) -> None:
    """Whatever happened and was taken back, the row is what one finds by living through what stands."""
    start, last = days
    by_tag = dict(zip(TAG_NAMES, cadences, strict=True))
    plan = make_plan([item := make_item("1", tag, start=f"{start}", last=f"{last}" if last else None)], mode, **by_tag)
    row = look_at(plan, item, facts, today).row
    gone = {fact.batch for fact in facts if fact.event == "undone"}
    left = [fact for fact in facts if fact.batch not in gone]
    clock = oracle.replay(start, last, [as_fact(fact) for fact in left], today)
    name = tag_on(tag, left, today)
    first = next(oracle.due_dates(by_tag[name], mode, clock.anchor, clock.standing))
    missed = oracle.missed(by_tag[name], mode, clock.anchor, today, clock.standing)
    assert (row.tag.name, row.last) == (name, clock.last)
    expected = (oracle.state(first, today, TAGS[name]), first, missed)
    assert (row.state, row.due, row.missed) == (("closed", None, 0) if is_closed(left, today) else expected)


def as_fact(entry: Entry) -> oracle.Fact:
    """Return an entry as the oracle knows facts."""
    assert entry.on
    return oracle.Fact(entry.event, entry.on, date.fromisoformat(entry.more["to"]))
