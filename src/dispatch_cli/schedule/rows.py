"""One item on one day: its due dates, its state, its row."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.entries import Entry, Event, ItemEntry
from dispatch_cli.log.events import CLOSINGS
from dispatch_cli.schedule.anchor import find_anchor
from dispatch_cli.schedule.due import Schedule, ruled_series, series_of
from dispatch_cli.schedule.latest import Latest, latest_note
from dispatch_cli.schedule.postponements import standing_postponements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dispatch_cli.model import Item, Tag, TaskFile


class State(StrEnum):
    """Where an item stands on a day, in the order in which items are listed."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    OK = "ok"
    CLOSED = "closed"


NOW = (State.OVERDUE, State.DUE)
SOON = (*NOW, State.SOON)
OPEN = (*SOON, State.OK)


class Row(NamedTuple):
    """One item on one day. `days` is due − today: negative when late, None when never due.

    `latest` is the newest note that was recorded with a dispatch. `due_by_rule` is on which day off it would be due;
    None where it did not move. It is soon from `warned_from` on.
    """

    item: Item
    tag: Tag
    state: State
    due: date | None
    days: int | None
    missed: int
    last: date | None
    past_deadline: bool
    latest: Latest | None = None
    due_by_rule: date | None = None
    warned_from: date | None = None

    @property
    def owed(self) -> date | None:
        """Return the due date as its cadence asks for it: it stays when people learn which days are off."""
        return self.due_by_rule or self.due


class Look(NamedTuple):
    """One item looked at closely: its row, its due dates, and its entries of the log without undone ones."""

    row: Row
    schedule: Schedule
    entries: Sequence[ItemEntry]


def look_at(plan: TaskFile, item: Item, entries: Iterable[Entry], today: date) -> Look:
    """Return what plan and log know of one item; `entries` are those of the whole log."""
    return look_closely(plan, item, by_item(standing(entries)).get(item.id, ()), today)


def look_closely(plan: TaskFile, item: Item, entries: Sequence[ItemEntry], today: date) -> Look:
    """Return what plan and log know of one item; `entries` are those of the item, without undone ones."""
    item = as_of(plan, item, entries, today)
    schedule = make_schedule(plan, item, entries, today)
    return Look(make_row(plan, item, schedule, today, entries), schedule, entries)


def as_of(plan: TaskFile, item: Item, entries: Sequence[ItemEntry], today: date) -> Item:
    """Return the item as it was on a day: later changes say which tag it had, and whether it was closed.

    What the plan calls closed is closed from its day on, whatever they say.
    """
    later = [entry for entry in entries if entry.on > today]
    if not later:
        return item
    later.sort(key=lambda entry: entry.on)
    tag = next((entry.old for entry in later if entry.event == Event.TAGGED), None)
    closings = [entry for entry in later if entry.event in CLOSINGS]
    if closings:
        item = item._replace(closed=_closed_then(item, entries, closings, today))
    return item._replace(tag=tag) if tag and tag in plan.tags else item


def _closed_then(item: Item, entries: Sequence[ItemEntry], later: Sequence[ItemEntry], today: date) -> date | None:
    """Return since when the item was closed on a day: as the plan says, or one of the later reopenings."""
    first, *_ = later
    known = [item.closed, *(parse_date(entry.old) for entry in later)]
    if first.event == Event.REOPENED and parse_date(first.old) is None:
        known.append(_closed_on(entries, today))
    return min((day for day in known if day and day <= today), default=None)


def _closed_on(entries: Sequence[ItemEntry], today: date) -> date | None:
    """Return the day on which the log closed an item, None where its newest closing or reopening opened it."""
    switches = [entry for entry in entries if entry.event in CLOSINGS and entry.on <= today]
    newest = max(reversed(switches), key=lambda entry: entry.on, default=None)
    return newest.on if newest and newest.event == Event.CLOSED else None


def make_schedule(plan: TaskFile, item: Item, entries: Sequence[ItemEntry], today: date) -> Schedule:
    """Return the due dates of an item; `entries` are those of the item, without undone ones."""
    anchor, postponements = find_anchor(item, entries, today, plan.since), standing_postponements(entries, today)
    ruled = ruled_series(plan, item, item.tag) if plan.workdays else None
    return Schedule(series_of(plan, item, item.tag), anchor, postponements, ruled)


def make_row(plan: TaskFile, item: Item, schedule: Schedule, today: date, entries: Sequence[ItemEntry]) -> Row:
    """Return where one item stands on a day, by its due dates; `entries` are those of the item."""
    tag, last, latest = plan.tags[item.tag], schedule.anchor.last, latest_note(entries, today)
    if item.closed and item.closed <= today:
        return Row(item, tag, State.CLOSED, None, None, 0, last, past_deadline=False, latest=latest)
    due = schedule.due(1)
    days = (due - today).days if due else None
    warned_from = working_days(plan.workdays).warned_from(due, tag.warning) if due else None
    state = _state(due, today, warned_from)
    missed = schedule.missed(today) if state is State.OVERDUE else 0
    past = bool(item.deadline and item.deadline < today)
    return Row(item, tag, state, due, days, missed, last, past, latest, schedule.due_by_rule, warned_from)


def _state(due: date | None, today: date, warned_from: date | None) -> State:
    if due is None or warned_from is None:
        return State.OK
    if due <= today:
        return State.OVERDUE if due < today else State.DUE
    return State.SOON if warned_from <= today else State.OK
