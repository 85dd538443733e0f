"""Which days off lie before what is due, so that nobody puts off until then what only working days are left for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dispatch_cli.cadence.dates import LAST_ORDINAL
from dispatch_cli.cadence.named_spans import NamedSpan, named_spans
from dispatch_cli.cadence.workdays import working_days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.model import TaskFile
    from dispatch_cli.reminders.letters import Reminder

_FURTHEST = 366


def days_off_ahead(plan: TaskFile, today: date, reminders: Iterable[Reminder]) -> list[NamedSpan]:
    """Return the days off after today and up to the last due date of some reminders, without ordinary weekends.

    What lies more than a year ahead is not among them.
    """
    last = max((each.row.due for each in reminders if each.row.due), default=today)
    if plan.workdays is None or last <= today:
        return []
    until = min(last, date.fromordinal(min(today.toordinal() + _FURTHEST, LAST_ORDINAL)))
    return named_spans(working_days(plan.workdays), today + timedelta(1), until)
