"""The obligations of one item, as a report and `show` count them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dispatch_cli.reports import obligations
from dispatch_cli.reports.lifespans import lives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.reports.obligations import Window


def windows(
    plan: TaskFile, item: Item, entries: Sequence[ItemEntry], today: date, first: date = date.min
) -> list[Window]:
    """Return the obligations of an item that fell due from `first` on, up to today."""
    return obligations.windows(lives(plan, item, entries, today), first)
