"""The day of closing of an item that a ledger calls done without a day.

Today would be the day on which somebody imported the ledger: every deadline before it would count as missed, and every
due date since the last dispatch too. So it is the newest day that the ledger knows of the item: its last dispatch, else
its deadline where that has passed. Only where the ledger knows neither is it today.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = "today"
_KNOWN = ("last", "deadline")


class AssumedClosing(NamedTuple):
    """A day of closing, and the key of the item from which it is taken, `today` for none."""

    on: date
    by: str


def assumed_closing(fields: Mapping[str, str], today: date) -> AssumedClosing:
    """Return when an item with these fields is taken to be closed: never before it was listed.

    >>> assumed_closing({"start": "2026-09-07", "deadline": "2026-11-10"}, date(2026, 11, 22))
    AssumedClosing(on=datetime.date(2026, 11, 10), by='deadline')
    """
    first = date.fromisoformat(fields["start"]) if "start" in fields else date.min
    known = ((date.fromisoformat(fields[key]), key) for key in _KNOWN if key in fields)
    return next((AssumedClosing(day, key) for day, key in known if first <= day <= today), AssumedClosing(today, TODAY))
