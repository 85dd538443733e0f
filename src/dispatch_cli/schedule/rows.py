"""One item on one day: its due dates, its state, its row."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.series import make_series
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.events import CLOSINGS
from dispatch_cli.model import Entry, Event, Item, ItemEntry, Tag, TaskFile
from dispatch_cli.schedule.anchor import find_anchor
from dispatch_cli.schedule.due import Schedule
from dispatch_cli.schedule.latest import Latest, latest_note
from dispatch_cli.schedule.postponements import standing_postponements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


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

    `latest` is the newest note that was recorded with a dispatch.
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
    closing = next((entry for entry in later if entry.event in CLOSINGS), None)
    if closing:
        by_plan = item.closed if item.closed and item.closed <= today else None
        before = parse_date(closing.old)
        known = before or closing.event == Event.CLOSED  # what is closed later was open
        by_record = before if known else _closed_on(entries, today)
        item = item._replace(closed=min((day for day in (by_plan, by_record) if day), default=None))
    return item._replace(tag=tag) if tag and tag in plan.tags else item


def _closed_on(entries: Sequence[ItemEntry], today: date) -> date | None:
    """Return the day on which the log closed an item, None where its newest closing or reopening opened it."""
    switches = [entry for entry in entries if entry.event in CLOSINGS and entry.on <= today]
    newest = max(reversed(switches), key=lambda entry: entry.on, default=None)
    return newest.on if newest and newest.event == Event.CLOSED else None


def make_schedule(plan: TaskFile, item: Item, entries: Sequence[ItemEntry], today: date) -> Schedule:
    """Return the due dates of an item; `entries` are those of the item, without undone ones."""
    series = make_series(plan.tags[item.tag].cadence, plan.mode, item.origin)
    return Schedule(series, find_anchor(item, entries, today, plan.since), standing_postponements(entries, today))


def make_row(plan: TaskFile, item: Item, schedule: Schedule, today: date, entries: Sequence[ItemEntry]) -> Row:
    """Return where one item stands on a day, by its due dates; `entries` are those of the item."""
    tag, last, latest = plan.tags[item.tag], schedule.anchor.last, latest_note(entries, today)
    if item.closed and item.closed <= today:
        return Row(item, tag, State.CLOSED, None, None, 0, last, past_deadline=False, latest=latest)
    due = schedule.due(1)
    days = (due - today).days if due else None
    state = _state(days, tag.warning)
    missed = schedule.missed(today) if state is State.OVERDUE else 0
    return Row(item, tag, state, due, days, missed, last, bool(item.deadline and item.deadline < today), latest)


def _state(days: int | None, warning: int) -> State:
    if days is None or days > warning:
        return State.OK
    if days > 0:
        return State.SOON
    return State.OVERDUE if days < 0 else State.DUE
