"""What happened, selected from the log: about which items, when, and of which kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.agenda import Filters
from dispatch_cli.entries import ABOUT_ITEMS
from dispatch_cli.model import Event

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatch_cli.model import Entry
    from dispatch_cli.office import Office


class Told(NamedTuple):
    """One entry, the title that its item has now, and whether a later command took it back."""

    entry: Entry
    title: str | None
    undone: bool


class History(NamedTuple):
    """The entries of a command, the newest last."""

    today: date
    branch: str | None
    entries: tuple[Told, ...]


class Wanted(NamedTuple):
    """Which entries are let through; `since` and `until` are days, both included.

    An empty collection lets all through; `undone` lets also those through that were taken back.
    """

    items: Collection[str] = ()
    events: Collection[str] = ()
    since: date = date.min
    until: date = date.max
    undone: bool = False
    filters: Filters = Filters()


def make_history(office: Office, wanted: Wanted) -> History:
    """Return the entries about items, by the day they count for, those of one day as they were written down."""
    items = {item.id: item for item in office.plan.items}
    undone = {entry.batch for entry in office.log.entries if entry.event == Event.UNDONE}
    told = []
    for entry in office.log.entries:
        item = items.get(entry.item or "")
        passes = wanted.filters.accept(item) if item else not any(wanted.filters)
        if passes and _is_wanted(entry, wanted) and (wanted.undone or entry.batch not in undone):
            told.append(Told(entry, item.title if item else None, entry.batch in undone))
    return History(office.today, office.plan.branch, tuple(sorted(told, key=lambda each: each.entry.on or date.min)))


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    if entry.event not in ABOUT_ITEMS or entry.on is None:
        return False
    if not wanted.since <= entry.on <= wanted.until:
        return False
    return (not wanted.items or entry.item in wanted.items) and (not wanted.events or entry.event in wanted.events)


def known_items(office: Office) -> Sequence[str]:
    """Return the ids of the items of the plan, and of those that only the log still knows."""
    ids = [item.id for item in office.plan.items] + [entry.item for entry in office.log.entries if entry.item]
    return [*dict.fromkeys(ids)]
