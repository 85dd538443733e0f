"""The forecast as a calendar (RFC 5545): one all-day event for each call, which its day rings at nine in the morning.

The first call of an item keeps its UID from one forecast to the next, and so does the second: what moves takes the
place of what was there.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatch_cli.render.agenda.calendar import MarkedDay, calendar_of, entry_uid
from dispatch_cli.render.agenda.view import EVENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatch_cli.model import Entry
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.forecast import Forecast


def forecast_calendar(forecast: Forecast, log: Iterable[Entry], language: Language) -> bytes:
    """Return the calendar."""
    days = _days(forecast, language)
    return calendar_of(forecast.branch, forecast.today, days, log, kind=EVENT, language=language)


def _days(forecast: Forecast, language: Language) -> Iterator[MarkedDay]:
    numbers: Counter[str] = Counter()
    for call in forecast.calls:
        item = call.row.item
        numbers[item.id] += 1
        uid = entry_uid(forecast.branch, item.id, f"call {numbers[item.id]}")
        yield MarkedDay(call.row, uid, call.on, language.speak(item.title), 0)
