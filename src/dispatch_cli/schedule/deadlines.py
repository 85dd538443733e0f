"""The days by which whole items must be finished: which have passed, and which are near. No cadence knows them."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Iterable


class Deadline(NamedTuple):
    """The deadline of an open item. `days` is deadline − today: negative once it has passed, which its day has not."""

    row: Row
    on: date
    days: int

    @property
    def passed(self) -> bool:
        """Say whether the deadline has passed."""
        return self.days < 0


def deadlines_of(rows: Iterable[Row], today: date, within: int) -> list[Deadline]:
    """Return the deadlines of open items that have passed or come within so many days, the oldest first."""
    dated = [(row, row.item.deadline) for row in rows if row.state is not State.CLOSED and row.item.deadline]
    found = [Deadline(row, on, (on - today).days) for row, on in dated]
    return sorted((each for each in found if each.days <= within), key=lambda each: each.on)
