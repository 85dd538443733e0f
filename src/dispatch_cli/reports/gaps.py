"""How long an open item went without a dispatch."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import Event
from dispatch_cli.reports.lifespans import cuts_of, dispatches_of, origin, timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.model import Entry, Item
    from dispatch_cli.reports.lifespans import DatedEntry


class Gap(NamedTuple):
    """The days from a dispatch, a listing or a reopening to the next dispatch, the closing, or today."""

    begin: date
    end: date


def find_gaps(item: Item, entries: Sequence[Entry], today: date) -> Iterator[Gap]:
    """Yield the gaps in the life of an item. A change of tag ends no gap; a gap within one day has no days."""
    timeline, until = timeline_of(entries, today), min(today, item.closed or today)
    since, is_open = origin(item, timeline, today), True
    for on, event in _ends(item, timeline, until):
        if event == Event.REOPENED and not is_open:
            since, is_open = max(since, on), True
        elif event != Event.REOPENED and is_open and on >= since:
            yield Gap(since, on)
            since = on
        is_open = is_open and event != Event.CLOSED
    if is_open and since <= until:
        yield Gap(since, until)


def _ends(item: Item, timeline: Sequence[DatedEntry], until: date) -> list[tuple[date, str]]:
    """Return the days up to `until` on which a gap begins or ends, in order, each with the event that does it."""
    ends = [(fact.on, fact.place, Event.DISPATCHED.value) for fact in dispatches_of(item, timeline, until)]
    ends += [(on, place, entry.event) for on, place, entry in cuts_of(timeline) if entry.event != Event.TAGGED]
    return [(on, event) for on, _, event in sorted(ends) if on <= until]


def longest(gaps: Iterable[Gap], first: date, last: date) -> int | None:
    """Return the days of the longest gap that reaches into a span, counted up to its last day; None without any.

    A gap counts from its beginning, also where it begins before the span: it says how long nobody dispatched.
    """
    return max(
        ((min(gap.end, last) - gap.begin).days for gap in gaps if gap.begin <= last and gap.end >= first), default=None
    )
