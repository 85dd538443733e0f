"""The life of one item, cut where its tag changed and where it was closed or reopened.

Of what happened on one day, the order of writing decides. Nothing is known of the time before
`last` but what the log holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.series import Series, make_series
from dispatch_cli.log.events import CLOCK_STARTS, CUTS, EXTENSIONS
from dispatch_cli.model import Event, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.model import Item, ItemEntry, TaskFile

    Placed = tuple[date, int, ItemEntry]


class Fact(NamedTuple):
    """What happened on a day, `place` being its order of writing; extensions have a day `to`."""

    on: date
    place: int
    to: date | None = None


class Life(NamedTuple):
    """The time between two changes of tag, closings or reopenings, under one cadence.

    Its `dispatches` are one a day, after the day on which it begins; `extensions` are all of the item's.
    """

    those: Series
    mode: Mode
    begin: Fact
    end: Fact
    dispatches: Sequence[Fact]
    extensions: Sequence[Fact]


def lives(plan: TaskFile, item: Item, own: Sequence[ItemEntry], today: date) -> Iterator[Life]:
    """Yield the times in which the item was open, each under one tag."""
    placed = placed_until(own, today)
    dispatches, extensions = sorted(dispatches_of(item, placed, today)), sorted(_extensions(placed))
    begin = Fact(origin(item, placed, today), -1)
    until = Fact(min(today, item.closed or today), len(placed))
    for tag, cut in _tags_until(item, cuts_of(placed), until):
        end = min(cut, until)
        if tag and tag in plan.tags and begin < end:
            cadence = plan.tags[tag].cadence
            those, mode = make_series(cadence, plan.mode, item.origin), cadence.only or plan.mode
            those_within = dispatches[bisect_right(dispatches, begin) : bisect_left(dispatches, end)]
            within = {fact.on: fact for fact in those_within}  # of one day the last
            first = within.pop(begin.on, begin)
            yield Life(those, mode, first, end, [*within.values()], extensions)
        begin = max(begin, cut)


def placed_until(own: Sequence[ItemEntry], today: date) -> list[Placed]:
    """Return the entries up to today, each with the day for which it counts and its order of writing."""
    dated = ((entry.on, entry) for entry in own if entry.on <= today)
    return [(on, place, entry) for place, (on, entry) in enumerate(dated)]


def origin(item: Item, placed: Sequence[Placed], today: date) -> date:
    """Return the first anchor of which anything is known, which is not before the start; a `last` to come is none."""
    anchors = [on for on, _, entry in placed if entry.event in CLOCK_STARTS]
    last = item.last if item.last and item.last <= today else None
    if last is None and item.start:
        return item.start
    first = min([*([last] if last else []), *anchors], default=item.origin)
    return max(first, item.start or first)


def dispatches_of(item: Item, placed: Sequence[Placed], today: date) -> Iterator[Fact]:
    """Yield every dispatch up to today that plan and log know, the plan's first."""
    if item.last and item.last <= today:
        yield Fact(item.last, -1)
    yield from (Fact(on, place) for on, place, entry in placed if entry.event == Event.DISPATCHED)


def _extensions(placed: Sequence[Placed]) -> Iterator[Fact]:
    for on, place, entry in placed:
        if entry.event in EXTENSIONS:
            yield Fact(on, place, parse_date(entry.new))


def cuts_of(placed: Sequence[Placed]) -> list[Placed]:
    """Return what ends a life, in order; of a closing by hand only its reopening tells."""
    cuts = [fact for fact in placed if fact[2].event in CUTS]
    for on, _, entry in placed:
        closed = parse_date(entry.old) if entry.event == Event.REOPENED else None
        if closed and closed < on:
            cuts.append((closed, len(placed), entry._replace(event=Event.CLOSED)))
    return sorted(cuts, key=lambda cut: cut[:2])


def _tags_until(item: Item, cuts: Sequence[Placed], until: Fact) -> Iterator[tuple[str | None, Fact]]:
    """Yield which tag the item had until which fact, None while it was closed."""
    changes = [entry for _, _, entry in cuts if entry.event == Event.TAGGED]
    tag, is_open = (changes[0].old or item.tag if changes else item.tag), True
    for on, place, entry in cuts:
        yield tag if is_open else None, Fact(on, place)
        is_open = is_open if entry.event == Event.TAGGED else entry.event == Event.REOPENED
        tag = entry.new or tag if entry.event == Event.TAGGED else tag
    yield item.tag if is_open else None, until
