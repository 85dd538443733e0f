"""How well the cadence of one item was kept: its life as a chain of windows, each with its outcome.

A window opens at an anchor and falls due on `due(1)`; a dispatch within it keeps it.

- Rolling: the next window opens at the last dispatch within this one. A window without a
  dispatch is closed by the first dispatch afterwards: the last of the due dates that had passed
  is late, those before are missed. Late never turns into kept. A dispatch whose own due date
  does not lie beyond that of the window only moves the anchor.
- Calendar: each period stands by itself, kept or missed.
- An extension moves the end of the window in which it was written down, if the window was not
  over yet. The next dispatch ends the extension, as it does for `due(1)`. In calendar mode an
  extension excuses the periods up to its day, but a dispatch after which the next one is due by
  that day keeps its own period.
- A change of tag, a closing or a reopening ends one life and begins another. Nobody owes what
  was not yet due then.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import Mode
from dispatch_cli.reports.lifespans import Fact, Life, lives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.model import Entry, Item, TaskFile


class Outcome(StrEnum):
    """How an obligation ended."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"


class Window(NamedTuple):
    """One obligation: the day it fell due, and how it ended."""

    due: date
    outcome: Outcome


def windows(plan: TaskFile, item: Item, entries: Sequence[Entry], today: date, since: date = date.min) -> list[Window]:
    """Return the obligations of an item that fell due from `since` up to today, both included.

    `item` is the item as of today; `entries` are those of the item, without undone ones. An
    obligation that falls due today is among them only if it was kept.
    """
    return [
        window
        for life in lives(plan, item, entries, today)
        for window in (_calendar if life.mode is Mode.CALENDAR else _rolling)(life, since)
        if since <= window.due <= life.end.on
    ]


def _rolling(life: Life, since: date) -> Iterator[Window]:
    """Yield the windows of a life; those due on its last day or later only if they were kept.

    Some of those missed before `since` may be left out, here and by the calendar: they may be many.
    """
    anchor = life.begin
    while (due := _first_due(life, anchor)) is not None:
        following = _dispatch_after(life, anchor.on)
        if following and following.on <= due:
            if _lies_beyond(life, following, due):
                yield Window(due, Outcome.KEPT)
                following = _dispatch_until(life, due)
            anchor = following
        else:
            passed = list(_due_dates(life, anchor, following.on if following else life.end.on, since))
            if not following:
                yield from (Window(day, Outcome.MISSED) for day in passed)
                return
            *missed, late = passed
            yield from (Window(day, Outcome.MISSED) for day in missed)
            yield Window(late, Outcome.LATE)
            anchor = following


def _calendar(life: Life, since: date) -> Iterator[Window]:
    """Yield the periods of a life; those due on its last day or later only if they were kept."""
    anchor = life.begin  # its period is done
    while (period_end := life.series.due(anchor.on, 1)) is not None:
        due = _extended(life, anchor) or period_end
        dispatch = _dispatch_after(life, anchor.on)
        if dispatch and not _lies_beyond(life, dispatch, period_end):
            anchor = dispatch
        elif dispatch and dispatch.on <= due:
            is_due_then = _lies_beyond(life, dispatch, due)
            yield Window(due if is_due_then else _end_of_period(life, period_end, dispatch), Outcome.KEPT)
            anchor = dispatch
        elif due < life.end.on:
            yield Window(due, Outcome.MISSED)
            anchor = Fact(_last_missed(life, due, dispatch, since), anchor.place)
        else:
            return


def _last_missed(life: Life, due: date, dispatch: Fact | None, since: date) -> date:
    """Return the last due date that was missed for certain: `due`, or one before `since` and the next dispatch."""
    until = min(since, dispatch.on if dispatch else since, life.end.on)
    missed = 0 if life.extensions or until <= due else life.series.passed(due, until)
    return (life.series.due(due, missed) if missed else None) or due


def _end_of_period(life: Life, end: date, fact: Fact) -> date:
    """Return the last day of the period that holds a fact; `end` is the last day of a period before it."""
    while end < fact.on and (following := life.series.due(end, 1)):
        end = following
    return end


def _dispatch_after(life: Life, day: date) -> Fact | None:
    """Return the first dispatch after a day."""
    place = bisect_right(life.dispatches, day, key=_day_of)
    return life.dispatches[place] if place < len(life.dispatches) else None


def _dispatch_until(life: Life, day: date) -> Fact:
    """Return the last dispatch up to a day; there must be one."""
    return life.dispatches[bisect_right(life.dispatches, day, key=_day_of) - 1]


def _day_of(fact: Fact) -> date:
    return fact.on


def _lies_beyond(life: Life, fact: Fact, due: date) -> bool:
    """Say whether the due date that follows a dispatch comes after `due`."""
    following = life.series.due(fact.on, 1)
    return following is None or following > due


def _first_due(life: Life, anchor: Fact) -> date | None:
    return _extended(life, anchor) or life.series.due(anchor.on, 1)


def _extended(life: Life, anchor: Fact) -> date | None:
    """Return the first due date after all extensions in time and before the next dispatch, None without any."""
    following = _dispatch_after(life, anchor.on) or life.end
    every = life.extensions
    extensions = every[bisect_right(every, anchor) : bisect_left(every, following)] if every else ()
    due = life.series.due(anchor.on, 1) if extensions else None
    extended = None
    for extension in extensions:
        if due and extension.to and extension.on <= (extended or due):
            extended = max(due, extension.to)
    return extended


def _due_dates(life: Life, anchor: Fact, end: date, since: date) -> Iterator[date]:
    """Yield the due dates from `since` to before `end` if nobody dispatches, and in any case the last before `end`.

    Due dates after an extended one count from it.
    """
    extended = _extended(life, anchor)
    if extended and extended < end:
        yield extended
    begin = extended or anchor.on
    skipped = min(life.series.passed(begin, since), life.series.passed(begin, end) - 1)
    for k in count(max(skipped, 0) + 1):
        day = life.series.due(begin, k)
        if day is None or day >= end:
            return
        yield day
