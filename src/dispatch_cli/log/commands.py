"""The commands of the log: which came last, and whether a crash left it half done.

A command that edits the task file makes a copy of it, writes the log, and puts the copy in its
place. If it is cut off before that, the copy stays: it shows the last command of the log done,
and the task file shows what was before. A person who goes back on a command leaves no copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.own_days import own_days, parse_days
from dispatch_cli.log.batches import about_items, about_list, about_plan, undone_batches
from dispatch_cli.log.events import ABOUT_LETTERS, CLOSINGS, DATES, FIELDS, LIST_FIELDS, NOT_COMMANDS
from dispatch_cli.log.order import newest_first
from dispatch_cli.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from dispatch_cli.cadence.own_days import OwnDays
    from dispatch_cli.model import Entry, Item, ItemEntry, ListEntry, TaskFile


class HalfDone(NamedTuple):
    """A command of which the log knows and the task file does not; `undoing` if it was taking these entries back."""

    entries: tuple[Entry, ...]
    undoing: bool

    @property
    def first(self) -> ItemEntry | ListEntry:
        """Return the first entry that this version understands; without one nothing would be missing in the plan."""
        return next(about_plan(self.entries))


class FieldChange(NamedTuple):
    """Which field of its item an entry changes, from what to what."""

    field: str
    old: object
    new: object


class OwnDaysChange(NamedTuple):
    """From which own days of the office to which an entry about the list changes them."""

    old: OwnDays
    new: OwnDays


def find_half_done(
    plan: TaskFile, copy: TaskFile, entries: Sequence[Entry], now: datetime | None = None
) -> HalfDone | None:
    """Return the last command that edits, if its edit is missing in the plan and lies ready in the copy."""
    newest = (entry for entry in newest_first(entries, now) if entry.event not in ABOUT_LETTERS)
    edits = {entry.batch for entry in entries if entry.patch}
    last = next((entry for entry in newest if entry.batch in edits), None)
    if last is None:
        return None
    batch, undoing = _batch(entries, last.batch), last.event == Event.UNDONE
    before, done = _shows(plan, batch, after=undoing), _shows(plan, batch, after=not undoing)
    return HalfDone(batch, undoing) if before and not done and _shows(copy, batch, after=not undoing) else None


def _batch(entries: Sequence[Entry], batch: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.batch == batch and entry.event not in NOT_COMMANDS)


def _shows(plan: TaskFile, batch: Sequence[Entry], *, after: bool) -> bool:
    """Say whether the plan is as it was before these entries, or as it should be after them."""
    items = {item.id: item for item in plan.items}
    return all(list_agrees(plan, entry, after=after) for entry in about_list(batch)) and all(
        agrees(items.get(entry.item), entry, after=after) for entry in about_items(batch)
    )


def agrees(item: Item | None, entry: ItemEntry, *, after: bool) -> bool:
    """Say whether an item is as it was before an entry, or as it should be after it."""
    if entry.event == Event.ADDED:
        return (item is not None) == after
    if item is None:
        return False
    change = change_of(entry)
    if change is None:
        return True
    return bool(getattr(item, change.field) == (change.new if after else change.old))


def list_agrees(plan: TaskFile, entry: ListEntry, *, after: bool) -> bool:
    """Say whether a list is as it was before an entry about it, or as it should be after it."""
    change = own_days_change(entry)
    if change is None:
        return True
    return plan.workdays is not None and own_days(plan.workdays) == (change.new if after else change.old)


def own_days_change(entry: ListEntry) -> OwnDaysChange | None:
    """Return what an entry about the list changes in it; None if only a later version knows what that is."""
    old, new = parse_days(entry.old or ""), parse_days(entry.new or "")
    if old is None or new is None or entry.field not in LIST_FIELDS[entry.event]:
        return None
    return OwnDaysChange(old, new)


def change_of(entry: ItemEntry) -> FieldChange | None:
    """Return what an entry changes in its item; None if it changes no field, or one that only a later version knows."""
    fields = FIELDS[entry.event]
    field = entry.field if entry.event == Event.CHANGED else next(iter(fields), None)
    if field is None or field not in fields:
        return None
    if entry.event in CLOSINGS:
        return FieldChange(field, parse_date(entry.old), entry.on if entry.event == Event.CLOSED else None)
    if field in DATES:
        return FieldChange(field, parse_date(entry.old), parse_date(entry.new))
    return FieldChange(field, entry.old or None, entry.new or None)


def title_in(entry: Entry) -> str | None:
    """Return the title that an entry gives its item: the one that it was added with, or a new one."""
    return entry.new if entry.event == Event.CHANGED and entry.field == "title" else entry.title


def last_command(entries: Sequence[Entry], now: datetime | None = None) -> tuple[Entry, ...]:
    """Return the entries of the last command that has not been taken back; none if there is none."""
    return next(commands(entries, now), ())


def commands(entries: Sequence[Entry], now: datetime | None = None) -> Iterator[tuple[Entry, ...]]:
    """Yield the entries of each command that has not been taken back, the last one first."""
    seen = {*undone_batches(entries)}
    for entry in newest_first(entries, now):
        if entry.event not in NOT_COMMANDS and entry.batch not in seen:
            seen.add(entry.batch)
            yield _batch(entries, entry.batch)
