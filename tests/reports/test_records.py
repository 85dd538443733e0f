"""The log of one item, sorted out: little of it says where the item stands, and of gaps only those that reach a day."""

from __future__ import annotations

from datetime import date

from builders import make_entry, make_item, make_plan
from generated import often
from histories import PERCENT, History, as_log, histories
from hypothesis import given

from dispatch_cli.log.entries import Event
from dispatch_cli.reports.gaps import gaps, longest
from dispatch_cli.reports.lifespans import lives
from dispatch_cli.reports.records import record_of
from dispatch_cli.schedule.rows import look_closely


@often(300)
@given(histories(), PERCENT)
def test_where_an_item_stands_follows_from_its_newest_entries(history: History, percent: int) -> None:
    """On any day the row is that of the whole log, notes included, though of the dispatches few are looked at."""
    day = history.today - history.part(percent)
    entries = [
        entry._replace(note=f"{place}" if place % 3 else None)
        for place, entry in enumerate(as_log(history.story.facts))
    ]
    newest = record_of(entries).newest(day)
    plan, item = history.plan(), history.item()
    assert look_closely(plan, item, newest, day).row == look_closely(plan, item, entries, day).row
    others = [entry for entry in entries if entry.event != Event.DISPATCHED]
    assert [entry for entry in newest if entry.event != Event.DISPATCHED] == others


def test_of_dispatches_the_newest_are_looked_at_back_to_one_with_a_note() -> None:
    """What was said before that is said no more; what is still to come does not count; nobody else's entry is lost."""
    notes = {"11-01": "old", "11-05": "said", "11-06": None, "11-09": None, "11-30": "to come"}
    made = [make_entry(f"dispatched 2026-{day}")._replace(note=note) for day, note in notes.items()]
    tagged = make_entry("tagged 2026-11-03 green")
    found = record_of([tagged, *reversed(made)]).newest(date(2026, 11, 20))
    assert found == [tagged, *reversed(made[1:4])]


def test_a_gap_that_began_before_a_day_is_counted_from_its_beginning() -> None:
    """Of the dispatches before the day the last one begins it."""
    entries = [make_entry(f"dispatched 2026-{day}") for day in ("10-01", "10-05", "11-20")]
    item = make_item(start="2026-09-01")
    found = [*lives(make_plan([item]), item, entries, date(2026, 11, 25))]
    first = date(2026, 11, 1)
    assert longest(gaps(found, first), first, date(2026, 11, 25)) == 46


@often(300)
@given(histories(), PERCENT)
def test_the_longest_gap_needs_no_gap_that_ended_before(history: History, percent: int) -> None:
    """What is left out of the gaps since a day reaches into no span from that day on."""
    first = history.today - history.part(percent)
    found = [*lives(history.plan(), history.item(), as_log(history.story.facts), history.today)]
    assert longest(gaps(found, first), first, history.today) == longest(gaps(found, date.min), first, history.today)
