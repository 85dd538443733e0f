"""What starts an item's clock: facts of the plan and the record, dated up to today.

The result depends on the set of facts, not on the order in which they were typed in; only
a tie within one day falls back on it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.events import CLOCK_STARTS
from dispatch_cli.messages import say
from dispatch_cli.model import Event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dispatch_cli.model import Item, ItemEntry

# A plain text: a large log is looked through a quarter faster than with a member of the enumeration.
_DISPATCHED = Event.DISPATCHED.value


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


class _Fact(NamedTuple):
    """An entry with the day for which it counts and its place in written order, by which facts are compared."""

    on: date
    place: int
    entry: ItemEntry


def find_anchor(item: Item, entries: Sequence[ItemEntry], today: date, since: date | None = None) -> Anchor:
    """Return the latest fact that starts an item's clock; `since` is the day from which the office keeps its list.

    A `start` or a `since` still to come starts it then; a `last` still to come only where there is no start. Of one
    day, what was written down last counts.
    """
    last = item.last if item.last and item.last <= today else None
    anchor = Anchor(item.origin, Cause.START if item.start else Cause.LAST, last)
    if last and last > anchor.on:
        anchor = Anchor(last, Cause.LAST, last)
    if since and since > anchor.on:
        anchor = Anchor(since, Cause.SINCE, last)
    if not entries:
        return anchor
    facts = _facts(entries, today)
    dispatches = [fact.on for fact in facts if fact.entry.event == _DISPATCHED]
    anchor = anchor._replace(last=max([*dispatches, *([last] if last else [])], default=None))
    newest = max((fact for fact in facts if fact.entry.event in CLOCK_STARTS), key=_when, default=None)
    if newest is None or newest.on < anchor.on:
        return anchor
    return anchor._replace(on=newest.on, cause=Cause(newest.entry.event))


def _facts(entries: Sequence[ItemEntry], today: date) -> list[_Fact]:
    return [_Fact(entry.on, place, entry) for place, entry in enumerate(entries) if entry.on <= today]


def _when(fact: _Fact) -> tuple[date, int]:
    return fact.on, fact.place
