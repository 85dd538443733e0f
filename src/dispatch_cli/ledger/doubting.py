"""Days of an item that are possible and hardly meant: far in the past, still to come, or before the item began."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_A_YEAR = 366
_FIRST_YEAR = 1990


def doubtful_days(fields: Mapping[str, str], today: date) -> Iterator[tuple[str, date]]:
    """Yield the keys and the days of an item whose year is probably wrong; its fields are those of the task file."""
    start = fields.get("start", "")
    for key, ahead in (("start", _A_YEAR), ("last", 0), ("closed", 0)):
        text = fields.get(key)
        if text is None:
            continue
        day = date.fromisoformat(text)
        if day.year < _FIRST_YEAR or (day - today).days > ahead or (key == "closed" and text < start):
            yield key, day
