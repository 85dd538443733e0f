"""The history: the entries about items and about the list itself, selected by item, by day and by event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.batches import about_items, about_plan, undone_batches
from dispatch_cli.schedule.agenda import Filters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dispatch_cli.model import Entry, Item, ItemEntry, ListEntry
    from dispatch_cli.schedule.office import Office


class HistoryEntry(NamedTuple):
    """One entry, the title of its item, if it has one, and the entry that took it back, None where none did."""

    entry: ItemEntry | ListEntry
    title: str | None
    undone: Entry | None


class History(NamedTuple):
    """The entries that a command shows, the newest last."""

    today: date
    branch: str | None
    entries: tuple[HistoryEntry, ...]


class Selection(NamedTuple):
    """Which entries are let through; `since` and `until` are days, both included.

    An empty collection lets all through. With `undone`, entries that were taken back are let through too.
    """

    items: Collection[str] = ()
    events: Collection[str] = ()
    since: date = date.min
    until: date = date.max
    undone: bool = False
    filters: Filters = Filters()


def make_history(office: Office, selection: Selection) -> History:
    """Return the selected entries by the day they count for; those of one day stay in the order of writing."""
    items: dict[str | None, Item] = {item.id: item for item in office.plan.items}
    titles = {entry.item: entry.title for entry in office.log.entries if entry.title}
    titles |= {item.id: item.title for item in office.plan.items}
    undone = undone_batches(office.log.entries)
    shown = []
    for entry in sorted(about_plan(office.log.entries), key=lambda entry: entry.on):
        item = items.get(entry.item)
        passes = selection.filters.accept(item) if item else not any(selection.filters)
        if passes and _is_selected(entry, selection) and (selection.undone or entry.batch not in undone):
            shown.append(HistoryEntry(entry, entry.title or titles.get(entry.item), undone.get(entry.batch)))
    return History(office.today, office.plan.branch, tuple(shown))


def in_order(entries: Iterable[Entry]) -> list[ItemEntry]:
    """Return the entries about items by the day they count for; those of one day stay in the order of writing."""
    return sorted(about_items(entries), key=lambda entry: entry.on)


def _is_selected(entry: ItemEntry | ListEntry, selection: Selection) -> bool:
    if not selection.since <= entry.on <= selection.until:
        return False
    is_of_item = not selection.items or entry.item in selection.items
    return is_of_item and (not selection.events or entry.event in selection.events)


def known_items(office: Office) -> Sequence[str]:
    """Return the ids of the plan's items, then those of items that only the log still knows."""
    ids = [item.id for item in office.plan.items] + [entry.item for entry in office.log.entries if entry.item]
    return [*dict.fromkeys(ids)]
