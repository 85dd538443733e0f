"""The due dates of one item: what its cadence asks for from its anchor on, and until when they are postponed.

- A postponement says: not before its day. It stands until a change of tag or a reopening after it; a dispatch does not
  end it.
- With b the first due date counted from the anchor, the standing ones are gone through in written order, beginning
  with c = b: one made on a day up to c makes c the later of b and its day; one made after c came too late and does
  nothing. Then `due(1)` is c; where c is later than b, the due dates after it count from c as anchor.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 the doctests use it
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.series import Series, make_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.schedule.anchor import Anchor
    from dispatch_cli.schedule.postponements import Postponement

_ANSWERS_KEPT = 4096


def postponed(due: date, postponements: Iterable[Postponement]) -> date:
    """Return to which day a first due date is moved by postponements, given in written order.

    >>> from dispatch_cli.schedule.postponements import Postponement
    >>> made = [Postponement(date(2026, 9, 3), date(2026, 9, 20))]
    >>> [str(postponed(date(2026, 9, day), made)) for day in (2, 8, 22)]
    ['2026-09-02', '2026-09-20', '2026-09-22']
    """
    *_, moved = _moves(due, postponements)
    return moved


def too_late(due: date, postponements: Sequence[Postponement]) -> list[Postponement]:
    """Return which postponements, given in written order, were made when the due date had passed."""
    return [each for each, then in zip(postponements, _moves(due, postponements), strict=False) if each.made > then]


def _moves(due: date, postponements: Iterable[Postponement]) -> Iterator[date]:
    """Yield a first due date, and where it lies after each postponement."""
    return accumulate(postponements, lambda then, each: max(due, each.to) if each.made <= then else then, initial=due)


@lru_cache(_ANSWERS_KEPT, typed=True)
def kth_due(series: Series, anchor: date, k: int) -> date | None:
    """Return a due date; many items of a long list have the same anchor and the same tag."""
    return series.due(anchor, k)


def first_due(series: Series, anchor: date, postponements: Sequence[Postponement]) -> date | None:
    """Return the first due date that follows an anchor, postponed; None where the calendar ends before it."""
    due = kth_due(series, anchor, 1)
    return postponed(due, postponements) if due and postponements else due


def series_of(plan: TaskFile, item: Item, tag: str) -> Series:
    """Return the due dates that a tag of the plan gives an item, moved off the office's days off."""
    if plan.workdays is None:
        return ruled_series(plan, item, tag)
    from dispatch_cli.cadence.shifted import moved_series

    return moved_series(plan.tags[tag].cadence, plan.mode, item.origin, plan.workdays)


def ruled_series(plan: TaskFile, item: Item, tag: str) -> Series:
    """Return the due dates that a tag of the plan gives an item, on whatever day they fall."""
    return make_series(plan.tags[tag].cadence, plan.mode, item.origin)


@lru_cache(_ANSWERS_KEPT, typed=True)
def count_passed(series: Series, anchor: date, day: date) -> int:
    """Return how many due dates lie strictly before a day."""
    return series.passed(anchor, day)


class Schedule(NamedTuple):
    """The due dates of one item that follow its anchor, with the postponements that stand, in written order.

    `ruled` are those before any is moved off a day off, None where none can be.
    """

    series: Series
    anchor: Anchor
    postponements: tuple[Postponement, ...] = ()
    ruled: Series | None = None

    @property
    def due_by_rule(self) -> date | None:
        """Return the first due date as it was before it moved off a day off; None where it did not."""
        if self.ruled is None or self.postponed_to:
            return None
        due = kth_due(self.ruled, self.anchor.on, 1)
        return due if due != kth_due(self.series, self.anchor.on, 1) else None

    @property
    def postponed_to(self) -> date | None:
        """Return the day to which the first due date is moved, None where it is not moved."""
        if not self.postponements or (due := self.series.due(self.anchor.on, 1)) is None:
            return None
        moved = postponed(due, self.postponements)
        return moved if moved > due else None

    def due(self, k: int) -> date | None:
        """Return the k-th due date, k from 1; None where the calendar ends before it."""
        moved = self.postponed_to
        if moved is None:
            return kth_due(self.series, self.anchor.on, k)
        return moved if k == 1 else self.series.due(moved, k - 1)

    def missed(self, day: date) -> int:
        """Return how many due dates lie strictly before `day`."""
        moved = self.postponed_to
        if moved is None:
            return count_passed(self.series, self.anchor.on, day)
        return 1 + self.series.passed(moved, day) if moved < day else 0

    def upcoming(self, count: int) -> list[date]:
        """Return the first so many due dates, fewer where the calendar ends."""
        return [day for k in range(1, count + 1) if (day := self.due(k))]
