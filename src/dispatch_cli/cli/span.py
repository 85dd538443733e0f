"""The days that a report is about, as the command line names them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cli.days import AskedDay, past_day
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say
from dispatch_cli.reports.kept import Span

if TYPE_CHECKING:
    from dispatch_cli.messages import Message


_MONTHS_A_YEAR = 12


class Asked(NamedTuple):
    """The options that name a span."""

    first: AskedDay
    last: AskedDay
    named: Span | None
    last_month: bool

    def span(self, today: date) -> Span:
        """Return the days meant, by default this month so far. Raises CommandLineError for days still to come."""
        if self.last_month:
            return _month_before(today)
        span = self.named or _between(self.first.on(today), self.last.on(today), today)
        if span.first > today:
            message = say("the report begins on {day}, which is still to come", day=span.first)
            raise CommandLineError(message, say("today is {today}", today=today))
        return span


def read_span(
    first: str | None, last: str | None, month: str | None, half: str | None = None, *, last_month: bool
) -> Asked:
    """Return what was asked for. Raises CommandLineError for what is no day or month, and for two spans at once."""
    given = [
        ("--month", month is not None),
        ("--half", half is not None),
        ("--last-month", last_month),
        ("--from", first is not None),
        ("--to", last is not None),
    ]
    named = [name for name, is_given in given if is_given]
    if len(named) > 1 and named != ["--from", "--to"]:
        message = say("{one} and {other} exclude each other", one=named[0], other=named[1])
        raise CommandLineError(message, say("give one of them"))
    begin, end = past_day("--from", first), past_day("--to", last)
    named_span = _read_month(month) if month is not None else None if half is None else _read_half(half)
    return Asked(begin, end, named_span, last_month)


def _read_half(text: str) -> Span:
    parts = re.fullmatch("([0-9]{4})[Hh]([12])", text)
    year, half = map(int, parts.groups()) if parts else (0, 0)
    if not year:
        message = say("--half: `{text}` is not half a year", text=text)
        raise CommandLineError(message, say("write it as YYYYH1 or YYYYH2, for example 2026H2"))
    return Span(date(year, 1, 1), date(year, 6, 30)) if half == 1 else Span(date(year, 7, 1), date(year, 12, 31))


def _read_month(text: str) -> Span:
    numbers = re.fullmatch("([0-9]{4})-([0-9]{2})", text)
    year, month = map(int, numbers.groups()) if numbers else (0, 0)
    if not year or not 1 <= month <= _MONTHS_A_YEAR:
        message = say("--month: `{text}` is not a month", text=text)
        raise CommandLineError(message, say("write it as YYYY-MM, for example 2026-02"))
    return month_of(date(year, month, 1))


def _month_before(today: date) -> Span:
    first = today.replace(day=1)
    if first == date.min:
        raise CommandLineError(say("before {day} there is no month", day=first), say("give another day with --today"))
    return month_of(first - timedelta(1))


def month_of(day: date) -> Span:
    """Return the whole month of a day."""
    return Span(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def _between(first: date | None, last: date | None, today: date) -> Span:
    """Return the span between two days; without the last it ends today, without the first it begins with the month.

    Raises CommandLineError for days in the wrong order.
    """
    if first and last and first > last:
        message = say("--from {first} is after --to {last}", first=first, last=last)
        raise CommandLineError(message, say("swap the two dates"))
    end = last or max(today, first or today)
    return Span(first or min(today, end).replace(day=1), end)


def check_known(span: Span, since: date | None) -> None:
    """Raise CommandLineError for a span that ends before anything is known."""
    if since and span.last < since:
        message: Message = say("nothing is known of the time up to {last}", last=span.last)
        raise CommandLineError(message, say("list and log begin on {since}", since=since))
