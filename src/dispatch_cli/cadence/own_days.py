"""The own days of an office, its days off and its working days: as spans and, for the log, as a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.model import DaySpan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from dispatch_cli.model import Workdays

TO, _AND = "..", ", "
_TEXT = re.compile(r"(?:off: \[(?P<off>[^\]]*)\])?(?:(?:^|; )on: \[(?P<on>[^\]]*)\])?")


class OwnDays(NamedTuple):
    """The days off and the working days that a task file adds to its calendar, in its order."""

    off: tuple[DaySpan, ...] = ()
    on: tuple[DaySpan, ...] = ()


def own_days(rule: Workdays) -> OwnDays:
    """Return the own days of an office."""
    return OwnDays(rule.off, rule.on)


def span_text(span: DaySpan) -> str:
    """Return a span as a task file has it: a day, or two with dots between them."""
    return f"{span.first}" if span.first == span.last else f"{span.first}{TO}{span.last}"


def spans_of(days: Iterable[date], bridges: Collection[date] = ()) -> tuple[DaySpan, ...]:
    """Return days as spans, in order; days between two of them that are among the bridges make no gap.

    >>> from datetime import date
    >>> friday, saturday, sunday, monday = (date(2027, 10, day) for day in range(1, 5))
    >>> [span_text(span) for span in spans_of([friday, monday])]
    ['2027-10-01', '2027-10-04']
    >>> [span_text(span) for span in spans_of([friday, monday], [saturday, sunday])]
    ['2027-10-01..2027-10-04']
    """
    spans: list[DaySpan] = []
    for day in sorted(days):
        between = DaySpan(spans[-1].last, day).days[1:-1] if spans else []
        if spans and all(each in bridges for each in between):
            spans[-1] = DaySpan(spans[-1].first, day)
        else:
            spans.append(DaySpan(day, day))
    return tuple(spans)


def days_text(days: OwnDays) -> str:
    """Return own days as the log holds them; an empty text for none. `parse_days` is the inverse.

    >>> days_text(parse_days("off: [2027-02-05..2027-02-12, 2027-04-30]; on: [2027-01-31]"))
    'off: [2027-02-05..2027-02-12, 2027-04-30]; on: [2027-01-31]'
    """
    named = days._asdict().items()
    return "; ".join(f"{key}: [{_AND.join(map(span_text, spans))}]" for key, spans in named if spans)


def parse_days(text: str) -> OwnDays | None:
    """Return the own days that a text of the log means; None where it means none."""
    found = _TEXT.fullmatch(text)
    off, on = (_spans(found[key] or "") if found else None for key in ("off", "on"))
    return None if off is None or on is None else OwnDays(off, on)


def _spans(text: str) -> tuple[DaySpan, ...] | None:
    spans = []
    for part in text.split(_AND) if text else ():
        first, _, last = part.partition(TO)
        begin, end = parse_date(first), parse_date(last or first)
        if begin is None or end is None:
            return None
        spans.append(DaySpan(begin, end))
    return tuple(spans)
