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
    """One item on one day. `days` is due − today: negative when late, None when never due."""

    item: Item
    tag: Tag
    state: State
    due: date | None
    days: int | None
    missed: int
    last: date | None
    past_deadline: bool


class Look(NamedTuple):
    """One item looked at closely: its row, its due dates, and its own entries of the log."""

    row: Row
    schedule: Schedule
    entries: Sequence[ItemEntry]


def look_at(plan: TaskFile, item: Item, entries: Iterable[Entry], today: date) -> Look:
    """Return all that is known of one item; `entries` are those of the whole log."""
    return look_closely(plan, item, by_item(standing(entries)).get(item.id, ()), today)


def look_closely(plan: TaskFile, item: Item, own: Sequence[ItemEntry], today: date) -> Look:
    """Return all that is known of one item; `own` are its entries, with undone ones left out."""
    item = as_of(plan, item, own, today)
    those = make_schedule(plan, item, own, today)
    return Look(make_row(plan, item, those, today), those, own)


def as_of(plan: TaskFile, item: Item, own: Sequence[ItemEntry], today: date) -> Item:
    """Return the item as it was on a day: later changes say which tag it had, and whether it was closed.

    What the plan calls closed is closed from its day on, whatever they say.
    """
    later = [entry for entry in own if entry.on > today]
    if not later:
        return item
    later.sort(key=lambda entry: entry.on)
    tag = next((entry.old for entry in later if entry.event == Event.TAGGED), None)
    closing = next((entry for entry in later if entry.event in CLOSINGS), None)
    if closing:
        by_plan = item.closed if item.closed and item.closed <= today else None
        before = parse_date(closing.old)
        known = before or closing.event == Event.CLOSED  # what is closed later was open
        by_record = before if known else _closed_on(own, today)
        item = item._replace(closed=min((day for day in (by_plan, by_record) if day), default=None))
    return item._replace(tag=tag) if tag and tag in plan.tags else item


def _closed_on(own: Sequence[ItemEntry], today: date) -> date | None:
    """Return on which day the log closed an item that is only reopened later."""
    known = [entry for entry in own if entry.event in CLOSINGS and entry.on <= today]
    newest = sorted(known, key=lambda entry: entry.on)[-1:]
    return newest[0].on if newest and newest[0].event == Event.CLOSED else None


def make_schedule(plan: TaskFile, item: Item, own: Sequence[ItemEntry], today: date) -> Schedule:
    """Return the due dates of an item; `own` are its entries, with undone ones left out."""
    those = make_series(plan.tags[item.tag].cadence, plan.mode, item.origin)
    return Schedule(those, find_anchor(item, own, today, plan.since), standing_postponements(own, today))


def make_row(plan: TaskFile, item: Item, those: Schedule, today: date) -> Row:
    """Return where one item stands, by its due dates."""
    tag, last = plan.tags[item.tag], those.anchor.last
    if item.closed and item.closed <= today:
        return Row(item, tag, State.CLOSED, None, None, 0, last, past_deadline=False)
    due = those.due(1)
    days = (due - today).days if due else None
    state = _state(days, tag.warning)
    missed = those.missed(today) if state is State.OVERDUE else 0
    return Row(item, tag, state, due, days, missed, last, bool(item.deadline and item.deadline < today))


def _state(days: int | None, warning: int) -> State:
    if days is None or days > warning:
        return State.OK
    if days > 0:
        return State.SOON
    return State.OVERDUE if days < 0 else State.DUE
