"""Words that mean a day when today is known.

A weekday is the newest one on or before today where a day of the past is asked for, else the first one after today.
"""

from __future__ import annotations

import re
from datetime import date

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.meetings import WEEKDAY_WORDS, WEEKDAYS

# How many days after today a word means.
_NEAR = {"today": 0, "今天": 0, "yesterday": -1, "昨天": -1}
_AHEAD = re.compile("[+＋]([0-9]{1,4})")
_WEEK = len(WEEKDAYS)


def day_meant(text: str, today: date, *, past: bool) -> date | None:
    """Return the day that a date or a word means on a day; None for anything else. The calendar's ends are kept to.

    >>> sunday = date(2026, 11, 22)
    >>> [str(day_meant("周五", sunday, past=past)) for past in (True, False)]
    ['2026-11-20', '2026-11-27']
    >>> [str(day_meant("sunday", sunday, past=past)) for past in (True, False)]
    ['2026-11-22', '2026-11-29']
    >>> str(day_meant("+7", sunday, past=False)), str(day_meant("yesterday", sunday, past=True))
    ('2026-11-29', '2026-11-21')
    """
    if day := parse_date(text):
        return day
    days = _days_ahead(text.lower(), today, past=past)
    if days is None:
        return None
    return date.fromordinal(min(max(today.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _days_ahead(word: str, today: date, *, past: bool) -> int | None:
    """Return how many days after today a word means, None where it means no day."""
    if word in WEEKDAY_WORDS:
        behind = (today.weekday() - WEEKDAY_WORDS[word]) % _WEEK
        return -behind if past else _WEEK - behind
    ahead = _AHEAD.fullmatch(word)
    return int(ahead[1]) if ahead else _NEAR.get(word)
