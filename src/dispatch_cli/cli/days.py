"""Days from the command line: a date, or a word that means one when today is known.

A weekday is the newest one on or before today where a day of the past is asked for, else the first one after today.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.day_words import day_meant
from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import date_hint
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable


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
