"""Days from the command line: a date, or a word that means one when today is known.

A weekday is the newest one on or before today where a day of the past is asked for, else the first one after today.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.meetings import WEEKDAY_WORDS, WEEKDAYS
from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints import date_hint
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable

# How many days after today a word means.
_NEAR = {"today": 0, "今天": 0, "yesterday": -1, "昨天": -1}
_AHEAD = re.compile("[+＋]([0-9]{1,4})")
_WEEK = len(WEEKDAYS)


class AskedDay(NamedTuple):
    """A day as an option names it: a text, None where it is absent; `past` says on which side of today it is meant."""

    option: str
    text: str | None
    past: bool

    def on(self, today: date) -> date | None:
        """Return the day that is meant on a day. Raises CommandLineError where it is none."""
        if self.text is None:
            return None
        day = day_meant(self.text, today, past=self.past)
        if day is None:
            raise _no_day(self.option, self.text)
        return day


def past_day(option: str, text: str | None) -> AskedDay:
    """Return a day on or before today, as an option names it. Raises CommandLineError where it is none on any day."""
    return _checked(AskedDay(option, text, past=True))


def coming_day(option: str, text: str | None) -> AskedDay:
    """Return a day that is probably still to come, as an option names it. Raises CommandLineError as `past_day`."""
    return _checked(AskedDay(option, text, past=False))


def _checked(asked: AskedDay) -> AskedDay:
    asked.on(date.min)
    return asked


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


def taken_for(today: date, asked: Iterable[AskedDay]) -> tuple[Message, ...]:
    """Return for each word what it was taken for; a date needs no saying."""
    return tuple(
        say("{option}: `{text}` is taken for {date}", option=each.option, text=each.text, date=day)
        for each in asked
        if each.text is not None and (day := each.on(today)) and each.text != f"{day}"
    )


def _no_day(option: str, text: str) -> CommandLineError:
    hint = date_hint(text)
    if not re.search("[0-9]", text):
        hint = say("write it as YYYY-MM-DD, or as `today`, `yesterday`, `+7`, `monday` or `周一`")
    return CommandLineError(say("{option}: `{text}` is not a date", option=option, text=text), hint)
