"""What starts an item's clock: facts of the plan and the record, dated up to today.

The result depends on the set of facts, not on the order in which they were typed in; only
a tie within one day falls back on it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.log.events import CLOCK_STARTS, EXTENSIONS
from dispatch_cli.messages import say
from dispatch_cli.model import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.model import Item, ItemEntry

# A plain text: a large log is looked through a quarter faster than with a member of the enumeration.
_DISPATCHED = Event.DISPATCHED.value


class Cause(StrEnum):
    """Why the clock starts on a day."""

    START = "start"
    LAST = "last"
    DISPATCHED = "dispatched"
    TAGGED = "tagged"
    REOPENED = "reopened"


class Anchor(NamedTuple):
    """The day on which the clock starts, and why.

    `extended_to` is the day to which the first due date is moved back, if an extension
    counts; `last` is the newest dispatch of plan and record.
    """

    on: date
    cause: Cause
    extended_to: date | None = None
    last: date | None = None


def find_anchor(item: Item, entries: Sequence[ItemEntry], today: date) -> Anchor:
    """Return the latest fact of an item that starts its clock.

    An item whose start is still to come is anchored there; so is one without a start
    whose last dispatch is still to come. Of one day, what was written down last counts.
    """
    last = item.last if item.last and item.last <= today else None
    known = [(day, -1, cause) for day, cause in ((item.start, Cause.START), (last, Cause.LAST)) if day]
    counted = [(entry.on, place, entry) for place, entry in enumerate(entries) if entry.on <= today]
    if newest := max((fact for fact in counted if fact[2].event in CLOCK_STARTS), default=None):
        known.append((newest[0], newest[1], Cause(newest[2].event)))
    on, place, cause = max(known, default=(item.origin, -1, Cause.LAST))
    if not counted:
        return Anchor(on, cause, None, last)
    return Anchor(on, cause, _extension(counted, (on, place)), _newest_dispatch(counted, last))


def _extension(counted: list[tuple[date, int, ItemEntry]], anchor: tuple[date, int]) -> date | None:
    """Return where the latest extension after the anchor moves the due date, if there is one."""
    later = [(on, place, entry) for on, place, entry in counted if entry.event in EXTENSIONS and (on, place) > anchor]
    return parse_date(max(later, key=lambda fact: fact[:2])[2].new) if later else None


def _newest_dispatch(counted: list[tuple[date, int, ItemEntry]], last: date | None) -> date | None:
    days = [on for on, _, entry in counted if entry.event == _DISPATCHED]
    return max([*days, *([last] if last else [])], default=None)


CAUSES = {
    Cause.START: say("the day it was listed"),
    Cause.LAST: say("the newest dispatch noted in the task file"),
    Cause.DISPATCHED: say("the newest dispatch in the log"),
    Cause.TAGGED: say("the day its tag was changed, which restarts the clock"),
    Cause.REOPENED: say("the day it was reopened, which restarts the clock"),
}
