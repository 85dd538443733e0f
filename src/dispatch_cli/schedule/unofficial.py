"""Years of which nobody has published the days off: what is said to whoever is shown a date in one of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dispatch_cli.model import TaskFile, Workdays


def unofficial_notices(plan: TaskFile, days: Iterable[date | None]) -> tuple[Message, ...]:
    """Return what must be said of the years of some days: no official days off are known, or only reckoned ones."""
    rule = plan.workdays
    if rule is None or rule.table.years is None:
        return ()
    years = {day.year for day in days if day}
    unknown, estimated = years - rule.table.years - _own_years(rule), years & rule.table.estimated
    country = rule.calendar
    notices = []
    if unknown:
        notices.append(
            say(
                "{country}: no official days off are known for {years}, so Monday to Friday count as working; "
                "once the notice of a year is out, `dispatch workdays --read FILE` reads it",
                country=country,
                years=spans_of(sorted(unknown)),
            )
        )
    if estimated:
        notices.append(
            say(
                "{country}: some days off of {years} are only estimated",
                country=country,
                years=spans_of(sorted(estimated)),
            )
        )
    return tuple(notices)


def _own_years(rule: Workdays) -> set[int]:
    """Return the years to which the office has said something itself."""
    return {year for span in (*rule.off, *rule.on) for year in range(span.first.year, span.last.year + 1)}


def spans_of(years: Sequence[int]) -> list[str]:
    """Return years in order as texts, those in a row as one.

    >>> spans_of([1999, 2027, 2028, 2029])
    ['1999', '2027–2029']
    """
    breaks = [place for place, (year, after) in enumerate(pairwise(years), 1) if after > year + 1]
    runs = [years[begin:end] for begin, end in pairwise([0, *breaks, len(years)])]
    return [f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
