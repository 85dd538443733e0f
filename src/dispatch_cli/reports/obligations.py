"""How well the cadence of one item was kept: its life as a chain of windows, each with its outcome.

A window opens at an anchor and falls due on `due(1)`; a dispatch within it keeps it.

- Rolling: the next window opens at the last dispatch within. Where there was none, the first
  dispatch afterwards closes it: of the due dates that had passed the last is late, those
  before are missed. Late never turns into kept. A dispatch whose own due date does not lie
  beyond the window's only moves the anchor.
- Calendar: each period stands by itself, kept or missed.
- An extension moves the end of the window in which it was written down, before it was over;
  the next dispatch ends it, as it ends it for `due(1)`. In calendar mode it excuses the periods
  up to its day, but a dispatch after which the next one is due by that day keeps its own period.
- A change of tag, a closing or a reopening ends one life and begins another: what was not yet
  due then is owed by nobody.
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

    from dispatch_cli.model import Item, ItemEntry, TaskFile


class Outcome(StrEnum):
    """What became of an obligation."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"


class Window(NamedTuple):
    """One obligation: the day it fell due, and what became of it."""

    due: date
    outcome: Outcome


def windows(plan: TaskFile, item: Item, own: Sequence[ItemEntry], today: date, since: date = date.min) -> list[Window]:
    """Return the obligations of an item, with the tag that it has that day, due from `since` up to today.

    `own` are its entries with undone ones left out. What falls due today or later counts only
    if it was kept and falls due today.
    """
    found = []
    for life in lives(plan, item, own, today):
        walk = _calendar if life.mode is Mode.CALENDAR else _rolling
        found += [window for window in walk(life, since) if since <= window.due <= life.end.on]
    return found


def _rolling(life: Life, since: date) -> Iterator[Window]:
    """Yield the windows of a life; what is due on its last day or later only if it was kept.

    Of those missed before `since` some may be left out, here and by the calendar: they may be many.
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
            yield from (Window(day, Outcome.MISSED) for day in (passed[:-1] if following else passed))
            if not following:
                return
            yield Window(passed[-1], Outcome.LATE)
            anchor = following


def _calendar(life: Life, since: date) -> Iterator[Window]:
    """Yield the periods of a life; what is due on its last day or later only if it was kept."""
    anchor = life.begin  # its period is done
    while (own := life.those.due(anchor.on, 1)) is not None:
        due = _extended(life, anchor) or own
        dispatch = _dispatch_after(life, anchor.on)
        if dispatch and not _lies_beyond(life, dispatch, own):
            anchor = dispatch
        elif dispatch and dispatch.on <= due:
            is_due_then = _lies_beyond(life, dispatch, due)
            yield Window(due if is_due_then else _end_of_period(life, own, dispatch), Outcome.KEPT)
            anchor = dispatch
        elif due < life.end.on:
            yield Window(due, Outcome.MISSED)
            anchor = Fact(_last_missed(life, due, dispatch, since), anchor.place)
        else:
            return


def _last_missed(life: Life, due: date, dispatch: Fact | None, since: date) -> date:
    """Return the last due date that was missed for certain after another one, before `since` and the next dispatch."""
    until = min(since, dispatch.on if dispatch else since, life.end.on)
    count = 0 if life.extensions or until <= due else life.those.passed(due, until)
    return (life.those.due(due, count) if count else None) or due


def _end_of_period(life: Life, end: date, fact: Fact) -> date:
    """Return the last day of the period that holds a dispatch, from that of one before it."""
    while end < fact.on and (following := life.those.due(end, 1)):
        end = following
    return end


def _dispatch_after(life: Life, day: date) -> Fact | None:
    """Return the first dispatch of the days after one."""
    place = bisect_right(life.dispatches, day, key=_day_of)
    return life.dispatches[place] if place < len(life.dispatches) else None


def _dispatch_until(life: Life, day: date) -> Fact:
    """Return the last dispatch up to a day, of which there is one."""
    return life.dispatches[bisect_right(life.dispatches, day, key=_day_of) - 1]


def _day_of(fact: Fact) -> date:
    return fact.on


def _lies_beyond(life: Life, fact: Fact, due: date) -> bool:
    """Say whether the due date that a dispatch leads to comes after another."""
    own = life.those.due(fact.on, 1)
    return own is None or own > due


def _first_due(life: Life, anchor: Fact) -> date | None:
    return _extended(life, anchor) or life.those.due(anchor.on, 1)


def _extended(life: Life, anchor: Fact) -> date | None:
    """Return the first due date if it was extended, be it in vain: in time, and before the next dispatch."""
    following = _dispatch_after(life, anchor.on) or life.end
    those = life.extensions
    written = those[bisect_right(those, anchor) : bisect_left(those, following)] if those else ()
    own = life.those.due(anchor.on, 1) if written else None
    extended = None
    for fact in written:
        if own and fact.to and fact.on <= (extended or own):
            extended = max(own, fact.to)
    return extended


def _due_dates(life: Life, anchor: Fact, end: date, since: date) -> Iterator[date]:
    """Yield the due dates from `since` to before `end` if nobody dispatches, and in any case the last of them.

    Those after an extended one count from it.
    """
    extended = _extended(life, anchor)
    if extended and extended < end:
        yield extended
    begin = extended or anchor.on
    before = min(life.those.passed(begin, since), life.those.passed(begin, end) - 1)
    for k in count(max(before, 0) + 1):
        day = life.those.due(begin, k)
        if day is None or day >= end:
            return
        yield day
