"""What a meeting goes through, as it begins."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dispatch_cli.changes.dispatches import what_is_due
from dispatch_cli.schedule.until import until_meeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.agenda import Filters
    from dispatch_cli.schedule.office import Office

_DAYS = timedelta(6)


def before_next_meeting(plan: TaskFile, today: date) -> date:
    """Return the last day before the next meeting; in six days where nobody knows when the office meets."""
    return until_meeting(plan, today) or today + min(_DAYS, date.max - today)


def called(office: Office, ids: Sequence[str], filters: Filters, until: date) -> tuple[str, ...]:
    """Return the ids of the items on the agenda: those named, else what falls due up to a day.

    Raises CommandLineError where an item is unknown or closed.
    """
    if ids:
        return tuple(dict.fromkeys(item.id for item in office.find_open(*ids)))
    return tuple(what_is_due(office, filters, until))
