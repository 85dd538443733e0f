"""To whom an obligation belongs: the tag, the team and the owner in force on its due date, whoever has the item today.

A change of tag on the due date itself comes after it, for a life ends then; another team or owner of that day is the
one in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.log.commands import change_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.model import Item


def held_by(item: Item, entries: Sequence[ItemEntry], field: str, due: date) -> str | None:
    """Return the tag, team or owner that an item had on a due date; `entries` are its own, undone ones left out."""
    changes = [
        (entry.on, place, change.old)
        for place, entry in enumerate(entries)
        if (entry.on >= due if field == "tag" else entry.on > due)
        if (change := change_of(entry)) and change.field == field
    ]
    *_, old = min(changes, default=(due, 0, getattr(item, field)), key=lambda change: change[:2])
    return f"{old}" if old else None
