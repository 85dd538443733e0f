"""The one account of an item's life: when it was open and under which tag, its dispatches and its postponements.

- The plan prevails over the record. An item that the plan calls open was closed only where the record reopened it
  afterwards; one that the plan calls closed is closed from the plan's day on. The day of an older closing is the one
  that its reopening names, for that is what the plan said then.
- What is known of the past: nothing before `since`; of an item everything from its `start` on; where it has a `last`,
  from the earlier of `last` and the day on which its first entry was written down.
- Of what happened on one day, the written order decides; a closing ends its day.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, insort
from contextlib import suppress
from datetime import date, datetime, tzinfo
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.log.entries import Event, ItemEntry
from dispatch_cli.log.events import CLOCK_STARTS, CUTS
from dispatch_cli.log.order import instant_of
from dispatch_cli.reports.records import record_of
from dispatch_cli.schedule.anchor import when
from dispatch_cli.schedule.due import series_of
from dispatch_cli.schedule.postponements import postponements_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.cadence.series import Series
    from dispatch_cli.model import Item, Mode, TaskFile
    from dispatch_cli.reports.records import ItemRecord, Moment
    from dispatch_cli.schedule.anchor import PlacedEntry
    from dispatch_cli.schedule.postponements import Postponement

# The places of what stands in the plan: before all that was written down of a day, and after it.
_FIRST, _LAST = -1, sys.maxsize
_DAYS_KEPT = 4096


class Life(NamedTuple):
    """The time between two changes of tag, closings or reopenings.

    `series` are the due dates under its tag, None where the plan does not know the tag any more. `cadence` is how
    often the tag asked for a dispatch when the item got it, where that was written down. Its `dispatches` are their
    days, in order, each once. `is_new` says that the item was not open right before.
    """

    tag: str
    cadence: str | None
    series: Series | None
    mode: Mode
    begin: date
    end: date
    is_new: bool
    dispatches: Sequence[date]
    postponements: Sequence[Postponement]


class _Cut(NamedTuple):
    """What ends a life: from then on the item has another tag, or is closed, or is open again."""

    at: Moment
    tag: str | None = None
    is_open: bool | None = None
    cadence: str | None = None


class _Stretch(NamedTuple):
    """The time between two cuts."""

    tag: str
    cadence: str | None
    begin: Moment
    end: Moment
    is_open: bool


def lives(
    plan: TaskFile, item: Item, entries: Sequence[ItemEntry], today: date, zone: tzinfo | None = None
) -> Iterator[Life]:
    """Yield the times in which the item was open, each under one tag; `entries` are its own, undone ones left out.

    `zone` is the list's time zone, in which the day of writing is read; without one it is read as written.
    """
    record = record_of(entries)
    return lives_since(plan, item, record, known_from(plan, item, entries, today, zone), today)


def lives_since(plan: TaskFile, item: Item, record: ItemRecord, known: date, today: date) -> Iterator[Life]:
    """Yield the times in which the item was open, each under one tag, from the day on from which it is known."""
    facts = [fact for fact in record.others if fact.on <= today]
    made, dispatches = [*_postponements(facts)], _dispatches(item, record, today)
    is_new, restart, end_of_all = True, (date.min, _FIRST), (min(today, item.closed or today), _LAST)
    for stretch in _stretches(item, facts, (known, _FIRST), end_of_all):
        if stretch.is_open and stretch.begin < stretch.end:
            series, mode = _series(plan, item, stretch.tag)
            (begin, _), (end, _) = stretch.begin, stretch.end
            within = dispatches[bisect_left(dispatches, stretch.begin) : bisect_left(dispatches, stretch.end)]
            days = [*dict.fromkeys([on for on, _ in within])]
            standing = [each for moment, each in made if restart < moment < stretch.end]
            yield Life(stretch.tag, stretch.cadence, series, mode, begin, end, is_new, days, standing)
        is_new = not stretch.is_open or (is_new and stretch.begin >= stretch.end)
        restart = max(restart, stretch.end)


def _stretches(item: Item, facts: Sequence[PlacedEntry], begin: Moment, end_of_all: Moment) -> Iterator[_Stretch]:
    """Yield the times from one cut to the next, to the end of all; the last has the tag that the plan says."""
    tag, is_open = _first_tag(item, facts), True
    cadence = next((fact.entry.cadence for fact in facts if fact.entry.event == Event.ADDED), None)
    for cut in _cuts(facts):
        yield _Stretch(tag, cadence, begin, min(cut.at, end_of_all), is_open)
        tag, cadence = (cut.tag, cut.cadence) if cut.tag else (tag, cadence)
        is_open = is_open if cut.is_open is None else cut.is_open
        begin = max(begin, cut.at)
    yield _Stretch(item.tag, cadence if item.tag == tag else None, begin, end_of_all, is_open)


def _series(plan: TaskFile, item: Item, tag: str) -> tuple[Series | None, Mode]:
    if tag not in plan.tags:
        return None, plan.mode
    cadence = plan.tags[tag].cadence
    return series_of(plan, item, tag), cadence.only or plan.mode


def known_from(
    plan: TaskFile, item: Item, entries: Sequence[ItemEntry], today: date, zone: tzinfo | None = None
) -> date:
    """Return the day from which an item's life is known; a `last` to come is none, nor is an entry for such a day."""
    counted = (entry for entry in entries if entry.on <= today)
    if item.last and item.last <= today:
        written = [_day_of(entry.at, zone) for entry in islice(counted, 1)]
        known = max(min([item.last, *(day for day in written if day)]), item.start or date.min)
    elif item.start:
        known = item.start
    else:  # the plan knows no day that has come: what the record says first
        known = next((entry.on for entry in counted if entry.event in CLOCK_STARTS), plan.since or item.origin)
    return max(known, plan.since or known)


@lru_cache(_DAYS_KEPT)  # one command writes down many
def _day_of(at: str, zone: tzinfo | None) -> date | None:
    """Return the day on which something was written down, as a list's zone has it; None where `at` does not say."""
    instant = instant_of(at)
    with suppress(OverflowError):
        return (instant.astimezone(zone) if zone else datetime.fromisoformat(at)).date() if instant else None
    return None


def _dispatches(item: Item, record: ItemRecord, today: date) -> Sequence[Moment]:
    """Return when each dispatch was made that record and plan know, in order."""
    dispatches = [*record.dispatches]
    if item.last and item.last <= today:
        insort(dispatches, (item.last, _FIRST))
    return dispatches


def _postponements(facts: Sequence[PlacedEntry]) -> Iterator[tuple[Moment, Postponement]]:
    return ((when(fact), made) for fact in facts for made in postponements_of(fact.entry))


def _first_tag(item: Item, facts: Sequence[PlacedEntry]) -> str:
    """Return the tag that the item had before its first change of tag."""
    first = min((fact for fact in facts if fact.entry.event == Event.TAGGED), default=None, key=when)
    return (first.entry.old if first else None) or item.tag


def _cuts(facts: Sequence[PlacedEntry]) -> list[_Cut]:
    """Return what ends a life, in order: changes of tag, reopenings, and the closings before them."""
    if not facts:
        return []
    cuts = []
    closed: ItemEntry | None = None
    for fact in sorted((fact for fact in facts if fact.entry.event in CUTS), key=when):
        at, entry = when(fact), fact.entry
        if entry.event == Event.TAGGED:
            cuts.append(_Cut(at, entry.new, cadence=entry.cadence))
        elif entry.event == Event.CLOSED:
            closed = entry
        else:
            day = parse_date(entry.old) or (closed.on if closed else None)
            if day:
                end = min((day, _LAST), at)  # of its own day a closing comes right before
                # The plan said that it was closed since then, whatever had reopened it meanwhile.
                cuts = [cut for cut in cuts if cut.is_open is None or cut.at < end]
                cuts.append(_Cut(end, is_open=False))
            cuts.append(_Cut(at, is_open=True))
            closed = None
    return sorted(cuts, key=lambda cut: cut.at)


def closings(item: Item, facts: Sequence[PlacedEntry], today: date) -> Iterator[ItemEntry]:
    """Yield the closings of an item up to a day, each as an entry; of one made by hand only the plan tells."""
    closed: ItemEntry | None = None
    for fact in sorted((fact for fact in facts if fact.entry.event in CUTS and fact.on <= today), key=when):
        entry = fact.entry
        if entry.event == Event.CLOSED:
            closed = entry
        elif entry.event == Event.REOPENED:
            day = parse_date(entry.old) or (closed.on if closed else None)
            if day:
                yield _closing(item, closed, day)
            closed = None
    if item.closed and item.closed <= today:
        yield _closing(item, closed, item.closed)


def _closing(item: Item, entry: ItemEntry | None, day: date) -> ItemEntry:
    return entry._replace(on=day) if entry else ItemEntry("", "", "", Event.CLOSED, item.id, day)
