"""The last word on an item: the newest note that was recorded with a dispatch."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.entries import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import ItemEntry

_DISPATCHED = Event.DISPATCHED.value


class Latest(NamedTuple):
    """What was said at a dispatch, the day for which it counts, and who wrote it down."""

    on: date
    by: str | None
    note: str


def latest_note(entries: Sequence[ItemEntry], today: date) -> Latest | None:
    """Return the newest note of a dispatch up to a day, None where there is none.

    `entries` are those of one item, in written order; of one day the note that was written down last counts.
    """
    newest: Latest | None = None
    for entry in reversed(entries):
        if entry.note and entry.event == _DISPATCHED and entry.on <= today and (not newest or entry.on > newest.on):
            newest = Latest(entry.on, entry.by, entry.note)
    return newest
