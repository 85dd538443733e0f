"""To whom an obligation belongs: the tag, the team and the owner in force on its due date, whoever has the item today.

A change of tag on the due date itself comes after it, for a life ends then; another team or owner of that day is the
one in force.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from dispatch_cli.log.commands import change_of
from dispatch_cli.schedule.anchor import when

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dispatch_cli.model import Item
    from dispatch_cli.schedule.anchor import PlacedEntry


def held_by(item: Item, facts: Sequence[PlacedEntry], field: str, due: date) -> str | None:
    """Return the tag, team or owner that an item had on a due date; `facts` are its own, undone ones left out."""
    changes = [
        (when(fact), change.old)
        for fact in facts
        if (fact.on >= due if field == "tag" else fact.on > due)
        if (change := change_of(fact.entry)) and change.field == field
    ]
    _, old = min(changes, default=(None, getattr(item, field)), key=itemgetter(0))
    return f"{old}" if old else None
