"""Due dates a second time, by walking the calendar day by day.

Every day strikes some beats: its weekday, the day of the month that it is or, at the end of
a short month, stands for, and the ends of the periods that it closes. A due date is the
n-th stroke of one beat after the anchor. Nothing here is shared with the program.
"""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CADENCES = ("daily", "weekly", "half-monthly", "monthly", "quarterly", "half-yearly", "yearly")
MODES = ("rolling", "calendar")
LAST_DAY = date(9999, 12, 31)

Beat = tuple[str, str | int]

_EVERY_NTH = {"quarterly": 3, "half-yearly": 6, "yearly": 12}


class Fact(NamedTuple):
    """What the log says of one item: what happened, for which day, and to which day it was postponed."""

    event: str
    on: date
    to: date


class Postponement(NamedTuple):
    """Somebody said on a day: not before another one."""

    made: date
    to: date


class Clock(NamedTuple):
    """Where an item's clock started, the postponements that stand, as they were written, its newest dispatch."""

    anchor: date
    standing: tuple[Postponement, ...]
    last: date | None


def moved(first: date, standing: Sequence[Postponement]) -> date:
    """Return where a first due date comes to lie: the newest postponement counts if it came by what was due then."""
    if not standing:
        return first
    *earlier, newest = standing
    due_then = moved(first, earlier)
    return due_then if newest.made > due_then else max(first, newest.to)


def due_dates(cadence: str, mode: str, anchor: date, standing: Sequence[Postponement] = ()) -> Iterator[date]:
    """Yield the due dates after an anchor, to the end of the calendar."""
    dates = _calendar(cadence, anchor) if mode == "calendar" else _rolling(cadence, anchor)
    for first in islice(dates, 1):
        due = moved(first, standing)
        yield due
        yield from due_dates(cadence, mode, due) if due > first else dates


def due(cadence: str, mode: str, anchor: date, k: int = 1) -> date | None:
    """Return the k-th due date after an anchor."""
    return next(islice(due_dates(cadence, mode, anchor), k - 1, None), None)


def missed(cadence: str, mode: str, anchor: date, today: date, standing: Sequence[Postponement] = ()) -> int:
    """Count the due dates before today one by one."""
    return sum(1 for _ in takewhile(lambda due: due < today, due_dates(cadence, mode, anchor, standing)))


def state(first_due: date | None, today: date, warning: int) -> str:
    """Return the state of an open item by walking from today towards its due date."""
    if first_due is None:
        return "ok"
    if first_due < today:
        return "overdue"
    ahead = 0
    while ahead <= warning and today + timedelta(ahead) != first_due:
        ahead += 1
    if ahead == 0:
        return "due"
    return "soon" if ahead <= warning else "ok"


def replay(
    start: date | None, last: date | None, facts: Sequence[Fact], today: date, since: date | None = None
) -> Clock:
    """Live through the facts in the order of their days, those of one day as they were written."""
    newest = last if last and last <= today else None
    anchor = max((day for day in (start, newest, since) if day), default=None)
    made: dict[int, Postponement] = {}
    for number, fact in sorted(enumerate(facts), key=lambda numbered: numbered[1].on):
        if fact.on > today:
            break
        if fact.event == "dispatched":
            newest = max(fact.on, newest or fact.on)
        if fact.event in ("dispatched", "tagged", "reopened"):
            anchor = max(fact.on, anchor or fact.on)
        if fact.event in ("tagged", "reopened"):
            made = {}
        elif fact.event == "extended":
            made[number] = Postponement(fact.on, fact.to)
    clock_start = anchor or last
    assert clock_start is not None, "an item has a start or a last"
    return Clock(clock_start, tuple(made[number] for number in sorted(made)), newest)


def _rolling(cadence: str, anchor: date) -> Iterator[date]:
    beats: dict[str, Beat] = {
        "daily": ("day", ""),
        "weekly": ("weekday", anchor.weekday()),
        "half-monthly": ("own or half day", anchor.day),
    }
    beat = beats.get(cadence, ("own day", anchor.day))
    nth = _EVERY_NTH.get(cadence, 1)
    return islice((day for day in _strokes(beat, anchor) if day > anchor), nth - 1, None, nth)


def _calendar(cadence: str, anchor: date) -> Iterator[date]:
    ends = (day for day in _strokes(("end", cadence), anchor) if day >= anchor)
    return islice(ends, 1, None)  # the first closes the period that holds the anchor, which is done


def _strokes(beat: Beat, since: date) -> Iterator[date]:
    for year in range(since.year, MAXYEAR + 1):
        yield from _struck_in(year).get(beat, ())


@cache
def _struck_in(year: int) -> dict[Beat, list[date]]:
    struck: dict[Beat, list[date]] = {}
    day = date(year, 1, 1)
    while True:
        for beat in _beats(day):
            struck.setdefault(beat, []).append(day)
        if (day.month, day.day) == (12, 31):
            return struck
        day += timedelta(1)


def _beats(day: date) -> Iterator[Beat]:
    yield "day", ""
    yield "weekday", day.weekday()
    month_ends = day == LAST_DAY or (day + timedelta(1)).day == 1
    stands_for = range(day.day, 32) if month_ends else (day.day,)
    for wanted in stands_for:
        yield "own day", wanted
        yield "own or half day", wanted
        if 16 <= wanted <= 30:
            yield "own or half day", wanted - 15  # anchors from the 1st to the 15th
    if day.day <= 16:
        yield "own or half day", day.day + 15  # anchors from the 16th to the 31st
    yield from (("end", cadence) for cadence in _ending(day, month_ends=month_ends))


def _ending(day: date, *, month_ends: bool) -> Iterator[str]:
    yield "daily"
    if day.isoweekday() == 7:
        yield "weekly"
    if month_ends or day.day == 15:
        yield "half-monthly"
    if month_ends:
        yield "monthly"
        yield from ("quarterly",) * (day.month in (3, 6, 9, 12))
        yield from ("half-yearly",) * (day.month in (6, 12))
        yield from ("yearly",) * (day.month == 12)
