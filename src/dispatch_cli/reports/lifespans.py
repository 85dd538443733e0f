"""The life of one item, cut where its tag changed and where it was closed or reopened.

Within one day, the order of writing decides. Of the time before `last`, only what the log holds
is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.series import Series, make_series
from dispatch_cli.model import Event, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.model import Entry, Item, TaskFile


class DatedEntry(NamedTuple):
    """An entry of the log, the day for which it counts, and its place in the order of writing."""

    on: date
    place: int
    entry: Entry


class Fact(NamedTuple):
    """Something that happened on a day, and its place in the order of writing; extensions have a day `to`.

    What the plan tells comes before all that was written on its day: its place is −1.
    """

    on: date
    place: int
    to: date | None = None


class Life(NamedTuple):
    """The time between two changes of tag, closings or reopenings, under one cadence.

    `begin` and `end` are facts. `dispatches` come after the day of the beginning, one a day;
    `extensions` are all of the item's.
    """

    series: Series
    mode: Mode
    begin: Fact
    end: Fact
    dispatches: Sequence[Fact]
    extensions: Sequence[Fact]


_CUTS = (Event.TAGGED, Event.CLOSED, Event.REOPENED)
_ANCHORS = (Event.DISPATCHED, Event.TAGGED, Event.REOPENED)


def lives(plan: TaskFile, item: Item, entries: Sequence[Entry], today: date) -> Iterator[Life]:
    """Yield the times in which the item was open, each under one tag."""
    timeline = timeline_of(entries, today)
    dispatches, extensions = sorted(dispatches_of(item, timeline, today)), sorted(_extensions(timeline))
    begin = Fact(origin(item, timeline, today), -1)
    until = Fact(min(today, item.closed or today), len(timeline))
    for tag, cut in _tags_until(item, cuts_of(timeline), until):
        end = min(cut, until)
        if tag and tag in plan.tags and begin < end:
            cadence = plan.tags[tag].cadence
            series, mode = make_series(cadence, plan.mode, item.origin), cadence.only or plan.mode
            within = dispatches[bisect_right(dispatches, begin) : bisect_left(dispatches, end)]
            by_day = {fact.on: fact for fact in within}  # of one day the last
            first = by_day.pop(begin.on, begin)
            yield Life(series, mode, first, end, [*by_day.values()], extensions)
        begin = max(begin, cut)


def timeline_of(entries: Sequence[Entry], today: date) -> list[DatedEntry]:
    """Return the entries up to today, in the order of writing."""
    dated = ((entry.on, entry) for entry in entries if entry.on and entry.on <= today)
    return [DatedEntry(on, place, entry) for place, (on, entry) in enumerate(dated)]


def origin(item: Item, timeline: Sequence[DatedEntry], today: date) -> date:
    """Return the first anchor that is known, but never a day before the start; a `last` to come is no anchor."""
    anchors = [on for on, _, entry in timeline if entry.event in _ANCHORS]
    last = item.last if item.last and item.last <= today else None
    if last is None and item.start:
        return item.start
    first = min([*([last] if last else []), *anchors], default=item.origin)
    return max(first, item.start or first)


def dispatches_of(item: Item, timeline: Sequence[DatedEntry], today: date) -> Iterator[Fact]:
    """Yield every dispatch up to today in plan and log, the plan's first."""
    if item.last and item.last <= today:
        yield Fact(item.last, -1)
    yield from (Fact(on, place) for on, place, entry in timeline if entry.event == Event.DISPATCHED)


def _extensions(timeline: Sequence[DatedEntry]) -> Iterator[Fact]:
    for on, place, entry in timeline:
        if entry.event == Event.EXTENDED:
            yield Fact(on, place, parse_date(entry.new or ""))


def cuts_of(timeline: Sequence[DatedEntry]) -> list[DatedEntry]:
    """Return the entries that end a life, in order. A closing by hand is known only by the reopening after it."""
    cuts = [dated for dated in timeline if dated.entry.event in _CUTS]
    for on, _, entry in timeline:
        closed = parse_date(entry.old or "") if entry.event == Event.REOPENED else None
        if closed and closed < on:
            cuts.append(DatedEntry(closed, len(timeline), entry._replace(event=Event.CLOSED)))
    return sorted(cuts, key=lambda cut: (cut.on, cut.place))


def _tags_until(item: Item, cuts: Sequence[DatedEntry], until: Fact) -> Iterator[tuple[str | None, Fact]]:
    """Yield each tag of the item, None while it was closed, with the fact until which it had that tag."""
    changes = [cut.entry for cut in cuts if cut.entry.event == Event.TAGGED]
    tag, is_open = (changes[0].old or item.tag if changes else item.tag), True
    for on, place, entry in cuts:
        yield tag if is_open else None, Fact(on, place)
        is_open = is_open if entry.event == Event.TAGGED else entry.event == Event.REOPENED
        tag = entry.new or tag if entry.event == Event.TAGGED else tag
    yield item.tag if is_open else None, until
