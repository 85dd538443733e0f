"""How well the cadence of one item was kept: its life as a chain of windows, each with its outcome.

A window opens at an anchor and falls due on its `due(1)`, postponements included; a dispatch within it keeps it. A due
date that passed without a dispatch is no anchor.

- Rolling: the next window opens at the last dispatch within. Where there was none, all due dates before the next
  dispatch are missed, the last of them late, and the next window opens at that dispatch. Late never turns into kept.
  A dispatch whose own `due(1)` is not later than the window's only moves the anchor.
- Calendar: each period stands by itself, kept or missed on its due day, or on the day within it to which it was
  postponed. A dispatch after its due day keeps neither it nor the next. Of the periods that a postponement covers only
  those with a dispatch count.
- A change of tag, a closing or a reopening ends one life and begins another: what was not yet
  due then is owed by nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import Mode
from dispatch_cli.schedule.due import count_passed, first_due, kth_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.cadence.series import Series
    from dispatch_cli.reports.lifespans import Life


_FIRST_LOOK, _FARTHER = 128, 8


class Outcome(StrEnum):
    """What became of an obligation."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"


class Window(NamedTuple):
    """One obligation: the day it fell due, and what became of it."""

    due: date
    outcome: Outcome


def windows(lifespans: Iterable[Life], first: date = date.min) -> list[Window]:
    """Return the obligations of an item's life that fell due from `first` on, up to today.

    What falls due today or later counts only if it was kept and falls due today.
    """
    found = []
    for life in lifespans:
        if life.series is not None:
            walk = _calendar if life.mode is Mode.CALENDAR else _rolling
            found += [window for window in walk(life, life.series, first) if first <= window.due <= life.end]
    return found


def newest_windows(lifespans: Sequence[Life], count: int) -> list[Window]:
    """Return the last so many obligations of an item's life; of a long one hardly more are looked at."""
    begin = min((life.begin for life in lifespans), default=date.max)
    last = max((life.end for life in lifespans), default=date.min).toordinal()
    days = _FIRST_LOOK
    while True:
        first = date.fromordinal(max(1, last - days))
        found = windows(lifespans, first)
        if len(found) >= count or first <= begin:
            return found[-count:]
        days *= _FARTHER


def _rolling(life: Life, series: Series, first: date) -> Iterator[Window]:
    """Yield the windows of a life; what is due on its last day or later only if it was kept.

    Of those missed before `first` some may be left out, here and by the calendar: they may be many.
    """
    dispatches, anchor, place = life.dispatches, life.begin, bisect_right(life.dispatches, life.begin)
    while (due := first_due(series, anchor, life.postponements)) is not None:
        end = bisect_right(dispatches, due, place)
        following = dispatches[place] if place < len(dispatches) else None
        if following and place < end:
            own = first_due(series, following, life.postponements)
            if own is None or own > due:  # else it only moves the anchor
                yield Window(due, Outcome.KEPT)
                place = end - 1
        else:
            passed = list(_due_dates(series, anchor, due, following or life.end, first))
            yield from (Window(day, Outcome.MISSED) for day in (passed[:-1] if following else passed))
            if not following:
                return
            yield Window(passed[-1], Outcome.LATE)
        anchor, place = dispatches[place], place + 1


def _calendar(life: Life, series: Series, first: date) -> Iterator[Window]:
    """Yield the periods of a life; what is due on its last day or later only if it was kept."""
    done, end, due = life.begin, kth_due(series, life.begin, 1), first_due(series, life.begin, life.postponements)
    while due is not None and end is not None:
        dispatch = _dispatch_after(life, done)
        if dispatch and dispatch <= due:
            following = kth_due(series, dispatch, 1)
            own = _end_of_period(series, end, dispatch)
            if following is None or following > own:
                yield Window(min(due, own), Outcome.KEPT)
            done, end, due = dispatch, following, first_due(series, dispatch, life.postponements)
        elif due < life.end:
            yield Window(due, Outcome.MISSED)
            done = _last_missed(series, due, dispatch, min(first, life.end))
            end = due = kth_due(series, done, 1)
        else:
            return


def _last_missed(series: Series, due: date, dispatch: date | None, until: date) -> date:
    """Return the last due date that was missed for certain after another one, before a day and the next dispatch."""
    until = min(until, dispatch or until)
    count = series.passed(due, until) if until > due else 0
    return (series.due(due, count) if count else None) or due


def _end_of_period(series: Series, end: date, day: date) -> date:
    """Return the first due day on or after a day, from that of a period before it; after the last there is none."""
    while end < day:
        end = kth_due(series, end, 1) or date.max
    return end


def _dispatch_after(life: Life, day: date) -> date | None:
    """Return the first dispatch of the days after one."""
    place = bisect_right(life.dispatches, day)
    return life.dispatches[place] if place < len(life.dispatches) else None


def _due_dates(series: Series, anchor: date, due: date, end: date, first: date) -> Iterator[date]:
    """Yield the due dates from `first` to before `end` if nobody dispatches, and in any case the last of them.

    `due` is the first of them; those after one that is postponed count from it.
    """
    is_moved = due != kth_due(series, anchor, 1)
    if is_moved and due < end:
        yield due
    begin = due if is_moved else anchor
    passed = count_passed(series, begin, end)
    before = min(count_passed(series, begin, first), passed - 1)
    for k in range(max(before, 0) + 1, passed + 1):
        if day := kth_due(series, begin, k):
            yield day
