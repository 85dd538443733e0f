"""What starts an item's clock: facts of the plan and the log, dated up to today.

The result depends on the set of facts, not on the order in which they were typed in. Only
within one day the order of writing decides.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.messages import say
from dispatch_cli.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import Entry, Item


_STARTING = frozenset(event.value for event in (Event.DISPATCHED, Event.TAGGED, Event.REOPENED))
# Plain texts: a large log is looked through a quarter faster than with members of the enumeration.
_DISPATCHED, _EXTENDED = Event.DISPATCHED.value, Event.EXTENDED.value
_DAY = attrgetter("on")


class Cause(StrEnum):
    """What starts the clock."""

    START = "start"
    LAST = "last"
    DISPATCHED = "dispatched"
    TAGGED = "tagged"
    REOPENED = "reopened"


class Anchor(NamedTuple):
    """The day on which the clock starts, and what starts it.

    `extended_to` is the day to which an extension moves the first due date, None where none
    counts. `last` is the day of the newest dispatch in plan and log.
    """

    on: date
    cause: Cause
    extended_to: date | None = None
    last: date | None = None


def find_anchor(item: Item, entries: Sequence[Entry], today: date) -> Anchor:
    """Return the latest fact of an item that starts its clock; of one day, the one written down last.

    An item whose start is still to come is anchored there. So is an item without a start
    whose last dispatch is still to come.
    """
    last = item.last if item.last and item.last <= today else None
    by_plan = _anchor_of_plan(item, last)
    fallback = by_plan or Anchor(item.origin, Cause.LAST)  # the day of a last dispatch still to come
    history = [entry for entry in entries if entry.on and entry.on <= today]
    if not history:
        return fallback
    newest = _newest_dispatch(history, last)
    extension = None
    history.sort(key=_DAY)  # entries of one day stay in the order of writing
    for entry in reversed(history):
        if entry.event in _STARTING and entry.on and (by_plan is None or entry.on >= by_plan.on):
            return Anchor(entry.on, Cause(entry.event), _extended_to(extension, entry.on), newest)
        if entry.event == _EXTENDED and extension is None:
            extension = entry
    return fallback._replace(extended_to=_extended_to(extension, fallback.on), last=newest)


def _anchor_of_plan(item: Item, last: date | None) -> Anchor | None:
    """Return the anchor that the plan alone gives, None where it knows no fact; `last` is a dispatch up to today."""
    if item.start and not (last and last > item.start):
        return Anchor(item.start, Cause.START, last=last)
    return Anchor(last, Cause.LAST, last=last) if last else None


def _newest_dispatch(entries: Iterable[Entry], last: date | None) -> date | None:
    days = [entry.on for entry in entries if entry.event == _DISPATCHED and entry.on]
    return max([*days, *([last] if last else [])], default=None)


def _extended_to(extension: Entry | None, anchor: date) -> date | None:
    """Return the day to which an extension moves the first due date, None where it lies before the anchor."""
    if extension is None or extension.on is None or extension.on < anchor or extension.new is None:
        return None
    return parse_date(extension.new)


CAUSES = {
    Cause.START: say("the day it was listed"),
    Cause.LAST: say("the newest dispatch noted in the task file"),
    Cause.DISPATCHED: say("the newest dispatch in the log"),
    Cause.TAGGED: say("the day its tag was changed, which restarts the clock"),
    Cause.REOPENED: say("the day it was reopened, which restarts the clock"),
}
