"""What the log tells of one item, sorted out once: its dispatches, the most by far, apart from all else."""

from __future__ import annotations

from itertools import compress, count
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.entries import Event
from dispatch_cli.schedule.anchor import PlacedEntry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import TypeAlias

    from dispatch_cli.log.entries import ItemEntry

    # The day for which something counts, and its place in written order, which decides between those of one day. A
    # plain tuple, for a large log has very many.
    Moment: TypeAlias = tuple[date, int]

_DISPATCHED = Event.DISPATCHED.value  # a plain text: compared faster than a member of the enumeration
_ON = attrgetter("on")


class ItemRecord(NamedTuple):
    """The `entries` of one item in written order, undone ones left out.

    `dispatches` says when each of them was made, in order; `others` are all other entries, in written order.
    """

    entries: Sequence[ItemEntry]
    dispatches: Sequence[Moment]
    others: Sequence[PlacedEntry]

    def newest(self, today: date) -> list[ItemEntry]:
        """Return what tells where the item stands on a day: of dispatches the newest, back to one with a note."""
        told = {fact.place: fact.entry for fact in self.others}
        for on, place in reversed(self.dispatches):
            if on <= today:
                told[place] = entry = self.entries[place]
                if entry.note:
                    break
        return [told[place] for place in sorted(told)]


def record_of(entries: Sequence[ItemEntry]) -> ItemRecord:
    """Return the entries of one item, given in written order, sorted out."""
    are_dispatches = [entry.event == _DISPATCHED for entry in entries]
    dispatches = sorted(compress(zip(map(_ON, entries), count()), are_dispatches))
    others = [place for place, is_dispatch in enumerate(are_dispatches) if not is_dispatch]
    return ItemRecord(entries, dispatches, [PlacedEntry(entries[place].on, place, entries[place]) for place in others])
