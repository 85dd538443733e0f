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

Nothing is known of the time before `last` but what the log holds.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date  # noqa: TC003 the annotations of values are read at run time
from enum import StrEnum
from itertools import count, takewhile
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence import Series, series
from dispatch_cli.dates import parse_date
from dispatch_cli.model import Event, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.model import Entry, Item, TaskFile

    _Placed = tuple[date, int, Entry]


class Outcome(StrEnum):
    """What became of an obligation."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"


class Window(NamedTuple):
    """One obligation: the day it fell due, and what became of it."""

    due: date
    outcome: Outcome


class _Fact(NamedTuple):
    """What happened on a day, `place` being its order of writing; extensions have a day `to`."""

    on: date
    place: int
    to: date | None = None


class _Life(NamedTuple):
    """The time between two changes of tag, closings or reopenings, under one cadence.

    Its `dispatches` are one a day, after the day on which it begins; `extensions` are all of the item's.
    """

    those: Series
    mode: Mode
    begin: _Fact
    end: _Fact
    dispatches: Sequence[_Fact]
    extensions: Sequence[_Fact]


_CUTS = (Event.TAGGED, Event.CLOSED, Event.REOPENED)
_ANCHORS = (Event.DISPATCHED, Event.TAGGED, Event.REOPENED)


def windows(plan: TaskFile, item: Item, own: Sequence[Entry], today: date) -> list[Window]:
    """Return the obligations of an item, with the tag that it has that day, up to today by their due dates.

    `own` are its entries with undone ones left out. What falls due today or later counts only
    if it was kept and falls due today.
    """
    found = []
    for life in _lives(plan, item, own, today):
        walk = _calendar if life.mode is Mode.CALENDAR else _rolling
        found += [window for window in walk(life) if window.due <= life.end.on]
    return found


def _lives(plan: TaskFile, item: Item, own: Sequence[Entry], today: date) -> Iterator[_Life]:
    """Yield the times in which the item was open, each under one tag."""
    placed = [(entry.on, place, entry) for place, entry in enumerate(own) if entry.on and entry.on <= today]
    dispatches, extensions = sorted(_dispatches(item, placed)), sorted(_extensions(placed))
    begin = _Fact(_origin(item, placed), -1)
    until = _Fact(min(today, item.closed or today), len(own))
    for tag, cut in _tags_until(item, _cuts(placed, len(own)), until):
        end = min(cut, until)
        if tag and tag in plan.tags and begin < end:
            cadence = plan.tags[tag].cadence
            those, mode = series(cadence, plan.mode, item.origin), cadence.only or plan.mode
            within = {fact.on: fact for fact in dispatches if begin < fact < end}  # of one day the last
            first = within.pop(begin.on, begin)
            yield _Life(those, mode, first, end, [*within.values()], extensions)
        begin = max(begin, cut)


def _origin(item: Item, placed: Sequence[_Placed]) -> date:
    """Return the first anchor of which anything is known, which is not before the start."""
    anchors = [on for on, _, entry in placed if entry.event in _ANCHORS]
    first = min([item.last, *anchors]) if item.last else item.origin
    return max(first, item.start or first)


def _dispatches(item: Item, placed: Sequence[_Placed]) -> Iterator[_Fact]:
    if item.last:
        yield _Fact(item.last, -1)
    yield from (_Fact(on, place) for on, place, entry in placed if entry.event == Event.DISPATCHED)


def _extensions(placed: Sequence[_Placed]) -> Iterator[_Fact]:
    for on, place, entry in placed:
        if entry.event == Event.EXTENDED:
            yield _Fact(on, place, parse_date(entry.new or ""))


def _cuts(placed: Sequence[_Placed], last: int) -> list[_Placed]:
    """Return what ends a life, in order; of a closing by hand only its reopening tells."""
    cuts = [fact for fact in placed if fact[2].event in _CUTS]
    for on, _, entry in placed:
        closed = parse_date(entry.old or "") if entry.event == Event.REOPENED else None
        if closed and closed < on:
            cuts.append((closed, last, entry._replace(event=Event.CLOSED)))
    return sorted(cuts, key=lambda cut: cut[:2])


def _tags_until(item: Item, cuts: Sequence[_Placed], until: _Fact) -> Iterator[tuple[str | None, _Fact]]:
    """Yield which tag the item had until which fact, None while it was closed."""
    changes = [entry for _, _, entry in cuts if entry.event == Event.TAGGED]
    tag, is_open = (changes[0].old or item.tag if changes else item.tag), True
    for on, place, entry in cuts:
        yield tag if is_open else None, _Fact(on, place)
        is_open = is_open if entry.event == Event.TAGGED else entry.event == Event.REOPENED
        tag = entry.new or tag if entry.event == Event.TAGGED else tag
    yield item.tag if is_open else None, until


def _rolling(life: _Life) -> Iterator[Window]:
    """Yield the windows of a life; what is due on its last day or later only if it was kept."""
    anchor = life.begin
    while (due := _first_due(life, anchor)) is not None:
        following = _dispatches_after(life, anchor)
        inside = [*takewhile(lambda fact: fact.on <= due, following)]
        if inside and not _lies_beyond(life, inside[0], due):
            anchor = inside[0]
        elif inside:
            yield Window(due, Outcome.KEPT)
            anchor = inside[-1]
        else:
            passed = list(_due_dates(life, anchor, following[0].on if following else life.end.on))
            yield from (Window(day, Outcome.MISSED) for day in (passed[:-1] if following else passed))
            if not following:
                return
            yield Window(passed[-1], Outcome.LATE)
            anchor = following[0]


def _calendar(life: _Life) -> Iterator[Window]:
    """Yield the periods of a life; what is due on its last day or later only if it was kept."""
    anchor = life.begin  # its period is done
    while (own := life.those.due(anchor.on, 1)) is not None:
        due = _extended(life, anchor) or own
        dispatch = next(iter(_dispatches_after(life, anchor)), None)
        if dispatch and not _lies_beyond(life, dispatch, own):
            anchor = dispatch
        elif dispatch and dispatch.on <= due:
            is_due_then = _lies_beyond(life, dispatch, due)
            yield Window(due if is_due_then else _end_of_period(life, own, dispatch), Outcome.KEPT)
            anchor = dispatch
        elif due < life.end.on:
            yield Window(due, Outcome.MISSED)
            anchor = _Fact(due, anchor.place)
        else:
            return


def _end_of_period(life: _Life, end: date, fact: _Fact) -> date:
    """Return the last day of the period that holds a dispatch, from that of one before it."""
    while end < fact.on and (following := life.those.due(end, 1)):
        end = following
    return end


def _dispatches_after(life: _Life, anchor: _Fact) -> Sequence[_Fact]:
    """Return the dispatches of the days after an anchor."""
    return life.dispatches[bisect_right(life.dispatches, anchor.on, key=lambda fact: fact.on) :]


def _lies_beyond(life: _Life, fact: _Fact, due: date) -> bool:
    """Say whether the due date that a dispatch leads to comes after another."""
    own = life.those.due(fact.on, 1)
    return own is None or own > due


def _first_due(life: _Life, anchor: _Fact) -> date | None:
    return _extended(life, anchor) or life.those.due(anchor.on, 1)


def _extended(life: _Life, anchor: _Fact) -> date | None:
    """Return the first due date if it was extended, be it in vain: in time, and before the next dispatch."""
    following = next(iter(_dispatches_after(life, anchor)), life.end)
    written = [fact for fact in life.extensions if anchor < fact < following]
    own = life.those.due(anchor.on, 1) if written else None
    extended = None
    for fact in written:
        if own and fact.to and fact.on <= (extended or own):
            extended = max(own, fact.to)
    return extended


def _due_dates(life: _Life, anchor: _Fact, end: date) -> Iterator[date]:
    """Yield the due dates before `end` if nobody dispatches; those after an extended one count from it."""
    extended = _extended(life, anchor)
    if extended and extended < end:
        yield extended
    for k in count(1):
        day = life.those.due(extended or anchor.on, k)
        if day is None or day >= end:
            return
        yield day
