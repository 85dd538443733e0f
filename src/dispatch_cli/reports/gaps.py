"""How long an open item went without a dispatch."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.events import CLOSINGS
from dispatch_cli.model import Event
from dispatch_cli.reports.lifespans import cuts_of, dispatches_of, origin, placed_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.model import Item, ItemEntry
    from dispatch_cli.reports.lifespans import Placed


class Gap(NamedTuple):
    """The time from a dispatch, a listing or a reopening to the next dispatch, the closing, or today."""

    begin: date
    end: date


def gaps(item: Item, own: Sequence[ItemEntry], today: date) -> Iterator[Gap]:
    """Yield the gaps in the life of an item, a change of tag notwithstanding; those within one day are of no days."""
    placed, until = placed_until(own, today), min(today, item.closed or today)
    since, is_open = origin(item, placed, today), True
    for on, event in _marks(item, placed, until):
        if event == Event.REOPENED and not is_open:
            since, is_open = max(since, on), True
        elif event != Event.REOPENED and is_open and on >= since:
            yield Gap(since, on)
            since = on
        is_open = is_open and event != Event.CLOSED
    if is_open and since <= until:
        yield Gap(since, until)


def _marks(item: Item, placed: Sequence[Placed], until: date) -> list[tuple[date, str]]:
    """Return what begins or ends a gap up to a day, in order."""
    known = [(fact.on, fact.place, Event.DISPATCHED.value) for fact in dispatches_of(item, placed, until)]
    known += [(on, place, entry.event) for on, place, entry in cuts_of(placed) if entry.event in CLOSINGS]
    return [(on, event) for on, _, event in sorted(known) if on <= until]


def longest(found: Iterable[Gap], first: date, last: date) -> int | None:
    """Return the days of the longest gap that reaches into a span, counted up to its last day; None without any.

    A gap counts from its beginning, be that before the span: what matters is how long nobody dispatched.
    """
    return max(
        ((min(gap.end, last) - gap.begin).days for gap in found if gap.begin <= last and gap.end >= first), default=None
    )
