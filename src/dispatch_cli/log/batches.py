"""The entries of a log by what they belong to: which stand, and about which item each is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dispatch_cli.model import Entry, Event, ItemEntry, ListEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that no later command has undone, in the order of writing."""
    entries = list(entries)
    undone = undone_batches(entries)
    return [entry for entry in entries if entry.batch not in undone] if undone else entries


def undone_batches(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Return the commands that were taken back, by batch, each with the entry that says so."""
    return {entry.batch: entry for entry in entries if entry.event == Event.UNDONE}


def about_items(entries: Iterable[Entry]) -> Iterator[ItemEntry]:
    """Yield the entries about items, in the order of writing."""
    return (entry for entry in entries if isinstance(entry, ItemEntry))


def about_list(entries: Iterable[Entry]) -> Iterator[ListEntry]:
    """Yield the entries about the list itself, in the order of writing."""
    return (entry for entry in entries if isinstance(entry, ListEntry))


def about_plan(entries: Iterable[Entry]) -> Iterator[ItemEntry | ListEntry]:
    """Yield the entries about items and about the list itself, in the order of writing."""
    return (entry for entry in entries if isinstance(entry, (ItemEntry, ListEntry)))


def by_item(entries: Iterable[Entry]) -> Mapping[str, Sequence[ItemEntry]]:
    """Return the entries about each item, in the order of writing."""
    grouped: dict[str, list[ItemEntry]] = defaultdict(list)
    for entry in about_items(entries):
        grouped[entry.item].append(entry)
    return grouped
