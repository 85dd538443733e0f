"""What starts an item's clock: facts of the plan and the record, dated up to today.

The result depends on the set of facts, not on the order in which they were typed in; only
a tie within one day falls back on it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.entries import Event
from dispatch_cli.log.events import CLOCK_STARTS
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.model import Item

# A plain text: a large log is looked through a quarter faster than with a member of the enumeration.
_DISPATCHED = Event.DISPATCHED.value
_ON = attrgetter("on")


class Cause(StrEnum):
    """Why the clock starts on a day."""

    START = "start"
    LAST = "last"
    SINCE = "since"
    DISPATCHED = "dispatched"
    TAGGED = "tagged"
    REOPENED = "reopened"


CAUSES = {
    Cause.START: say("the day it was listed"),
    Cause.LAST: say("the newest dispatch noted in the task file"),
    Cause.SINCE: say("the day from which this list is kept"),
    Cause.DISPATCHED: say("the newest dispatch in the log"),
    Cause.TAGGED: say("the day its tag was changed, which restarts the clock"),
    Cause.REOPENED: say("the day it was reopened, which restarts the clock"),
}


class Anchor(NamedTuple):
    """The day on which the clock starts, and why; `last` is the newest dispatch of plan and record."""

    on: date
    cause: Cause
    last: date | None = None


class PlacedEntry(NamedTuple):
    """An entry with the day for which it counts and its place in written order."""

    on: date
    place: int
    entry: ItemEntry


def find_anchor(item: Item, entries: Sequence[ItemEntry], today: date, since: date | None = None) -> Anchor:
    """Return the latest fact that starts an item's clock; `since` is the day from which the office keeps its list.

    A `start` or a `since` still to come starts it then. A `last` still to come is none, and starts it only where
    nothing else does. Of one day, what was written down last counts.
    """
    last = item.last if item.last and item.last <= today else None
    on, cause = item.start, Cause.START
    if last and (on is None or last > on):
        on, cause = last, Cause.LAST
    if since and (on is None or since > on):
        on, cause = since, Cause.SINCE
    starts = [entry for entry in entries if entry.event in CLOCK_STARTS and entry.on <= today]
    if starts:
        newest = max(reversed(starts), key=_ON)
        last = _last_dispatch(starts, newest, last)
        if on is None or newest.on >= on:
            on, cause = newest.on, Cause(newest.event)
    return Anchor(on, cause, last) if on else Anchor(item.origin, Cause.LAST, last)


def _last_dispatch(starts: Sequence[ItemEntry], newest: ItemEntry, last: date | None) -> date | None:
    """Return the day of the newest dispatch, of plan and record: it is mostly what starts the clock."""
    is_newest = newest.event == _DISPATCHED
    days = [newest.on] if is_newest else [entry.on for entry in starts if entry.event == _DISPATCHED]
    return max([*days, *([last] if last else [])], default=None)


def facts_until(entries: Sequence[ItemEntry], today: date) -> list[PlacedEntry]:
    """Return what happened to an item up to a day, in written order."""
    return [PlacedEntry(entry.on, place, entry) for place, entry in enumerate(entries) if entry.on <= today]


def when(fact: PlacedEntry) -> tuple[date, int]:
    """Return by what facts are compared: the day, and of one day the written order."""
    return fact.on, fact.place
