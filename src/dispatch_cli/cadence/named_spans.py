"""Days off in a row by their names: festivals and what the office closes for, not the weekends of every week."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.days_off import WEEKEND, named_day

if TYPE_CHECKING:
    from dispatch_cli.cadence.workdays import WorkingDays
    from dispatch_cli.messages import Message


class NamedSpan(NamedTuple):
    """Days off in a row that have one name, from the first to the last, both included."""

    name: Message | str
    first: date
    last: date


def named_spans(days: WorkingDays, first: date, last: date) -> list[NamedSpan]:
    """Return the days off that touch those from one day to another, both included, in their whole length.

    What takes no working day from anybody, a festival on an ordinary weekend, is left out.

    >>> from dispatch_cli.cadence.workdays import working_days
    >>> from dispatch_cli.model import DaySpan, Workdays
    >>> rule = Workdays(off=(DaySpan(date(2026, 10, 1), date(2026, 10, 7)),))
    >>> [(str(each.first), str(each.last)) for each in named_spans(working_days(rule), date(2026, 10, 6), date.max)]
    [('2026-10-01', '2026-10-07')]
    """
    if first > last:
        return []
    ordinals = (
        ordinal
        for stretch in days.stretches(first.toordinal(), last.toordinal(), 1)
        for ordinal in range(stretch.first, stretch.last + 1)
    )
    named = [day for day in (named_day(days, date.fromordinal(each)) for each in ordinals) if day.source != WEEKEND]
    runs = groupby(enumerate(named), key=lambda placed: (placed[1].name, placed[1].on.toordinal() - placed[0]))
    spans = ([day for _, day in run] for _, run in runs)
    return [
        NamedSpan(span[0].name, span[0].on, span[-1].on)
        for span in spans
        if any(day.on.weekday() not in days.weekend for day in span)
    ]
