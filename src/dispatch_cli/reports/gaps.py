"""How long an open item went without a dispatch."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatch_cli.reports.lifespans import Life


class Gap(NamedTuple):
    """The time from a dispatch, a listing or a reopening to the next dispatch, the closing, or today."""

    begin: date
    end: date


def gaps(lifespans: Iterable[Life], first: date = date.min) -> Iterator[Gap]:
    """Yield the gaps in the life of an item, a change of tag notwithstanding; those within one day are of no days.

    Of those that end before `first` some may be left out: they may be many.
    """
    begin: date | None = None
    end = date.max
    for life in lifespans:
        if life.is_new or begin is None:
            if begin is not None:
                yield Gap(begin, end)
            begin = life.begin
        place = bisect_left(life.dispatches, first)
        begin = life.dispatches[place - 1] if place else begin
        for day in life.dispatches[place:]:
            yield Gap(begin, day)
            begin = day
        end = life.end
    if begin is not None:
        yield Gap(begin, end)


def longest(found: Iterable[Gap], first: date, last: date) -> int | None:
    """Return the days of the longest gap that reaches into a span, counted up to its last day; None without any.

    A gap counts from its beginning, also where that lies before the span: what matters is how long nobody dispatched.
    """
    return max(
        ((min(gap.end, last) - gap.begin).days for gap in found if gap.begin <= last and gap.end >= first), default=None
    )
