"""What a report counts, and the sums of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Figures(NamedTuple):
    """What is counted: obligations by outcome, items overdue today, changes in the span.

    `longest_gap` is in days, None where nothing was open. A deadline has passed while its item is open; it was kept or
    missed by a closing in the span.
    """

    on_time: int = 0
    late: int = 0
    missed: int = 0
    overdue: int = 0
    tag_changes: int = 0
    extensions: int = 0
    closings: int = 0
    longest_gap: int | None = None
    deadlines_passed: int = 0
    deadlines_kept: int = 0
    deadlines_missed: int = 0
    deadline_moves: int = 0
    assignments: int = 0

    @property
    def expected(self) -> int:
        """Return how many dispatches were owed."""
        return self.on_time + self.late + self.missed

    @property
    def rate(self) -> float | None:
        """Return which part of them was made on time, None where none was owed."""
        return self.on_time / self.expected if self.expected else None

    @property
    def percent(self) -> int | None:
        """Return the rate in whole percent, rounded half up; 0 and 100 are said only of none and of all."""
        expected = self.expected
        if not expected:
            return None
        rounded = (200 * self.on_time + expected) // (2 * expected)
        return rounded if self.on_time in {0, expected} else min(max(rounded, 1), 99)


_WHERE_ANY = ("deadlines_passed", "deadlines_kept", "deadlines_missed", "deadline_moves", "assignments")
_COUNTED = ("on_time", "late", "missed", "overdue", "tag_changes", "extensions", "closings", *_WHERE_ANY)


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sums, and the longest of the gaps."""
    every = [Figures(), *figures]  # without any there are columns all the same
    columns = dict(zip(Figures._fields, zip(*every, strict=True), strict=True))
    known = [gap for gap in columns["longest_gap"] if gap is not None]
    return Figures(**{name: sum(columns[name]) for name in _COUNTED}, longest_gap=max(known, default=None))
