"""What happened, selected from the log: about which items, when, and of which kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.batches import about_items, undone_batches
from dispatch_cli.schedule.agenda import Filters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dispatch_cli.model import Entry, ItemEntry
    from dispatch_cli.schedule.office import Office


class Told(NamedTuple):
    """One entry, the title of its item, and the entry by which a later command took it back, if one did."""

    entry: ItemEntry
    title: str | None
    undone: Entry | None


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
    titles = {entry.item: entry.title for entry in office.log.entries if entry.title}
    titles |= {item.id: item.title for item in office.plan.items}
    undone = undone_batches(office.log.entries)
    told = []
    for entry in in_order(office.log.entries):
        item = items.get(entry.item)
        passes = wanted.filters.accept(item) if item else not any(wanted.filters)
        if passes and _is_wanted(entry, wanted) and (wanted.undone or entry.batch not in undone):
            told.append(Told(entry, entry.title or titles.get(entry.item), undone.get(entry.batch)))
    return History(office.today, office.plan.branch, tuple(told))


def in_order(entries: Iterable[Entry]) -> list[ItemEntry]:
    """Return the entries about items, by the day they count for, those of one day as they were written down."""
    return sorted(about_items(entries), key=lambda entry: entry.on)


def _is_wanted(entry: ItemEntry, wanted: Wanted) -> bool:
    if not wanted.since <= entry.on <= wanted.until:
        return False
    return (not wanted.items or entry.item in wanted.items) and (not wanted.events or entry.event in wanted.events)


def known_items(office: Office) -> Sequence[str]:
    """Return the ids of the items of the plan, and of those that only the log still knows."""
    ids = [item.id for item in office.plan.items] + [entry.item for entry in office.log.entries if entry.item]
    return [*dict.fromkeys(ids)]
