"""Days off in a row by their names: festivals and what the office closes for, not the weekends of every week."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.days_off import named_day

if TYPE_CHECKING:
    from dispatch_cli.cadence.days_off import NamedDay
    from dispatch_cli.cadence.workdays import WorkingDays
    from dispatch_cli.messages import Message


class NamedSpan(NamedTuple):
    """Days off in a row that have one name, from the first to the last, both included."""

    name: Message | str
    first: date
    last: date


def named_spans(days: WorkingDays, first: date, last: date) -> list[NamedSpan]:
    """Return the days off that touch those from one day to another, both included, in their whole length.

    What takes no working day from anybody, a weekend with a festival or without, is left out.

    >>> from dispatch_cli.cadence.workdays import working_days
    >>> from dispatch_cli.model import DaySpan, Workdays
    >>> rule = Workdays(off=(DaySpan(date(2026, 10, 1), date(2026, 10, 7)),))
    >>> (span,) = named_spans(working_days(rule), date(2026, 10, 6), date(2026, 10, 9))
    >>> str(span.first), str(span.last)
    ('2026-10-01', '2026-10-07')
    """
    if first > last:
        return []
    ordinals = (
        ordinal
        for stretch in days.stretches(first.toordinal(), last.toordinal(), 1)
        for ordinal in range(stretch.first, stretch.last + 1)
    )
    named = (named_day(days, date.fromordinal(each)) for each in ordinals)
    runs = groupby(enumerate(named), key=lambda placed: _run(*placed))
    spans = ([day for _, day in run] for _, run in runs)
    return [
        NamedSpan(span[0].name, span[0].on, span[-1].on)
        for span in spans
        if any(day.on.weekday() not in days.weekend for day in span)
    ]


def _run(place: int, day: NamedDay) -> tuple[Message | str, int]:
    """Return what all days of a run have in common: their name, and how far their place lies behind their date."""
    return day.name, day.on.toordinal() - place
