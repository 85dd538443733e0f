"""Spread the calls of many items over the days, so that no day has too many: advice, found by improving step by step.

Conventions:

- A day is a number: 0 is today. A call is one dispatch of one item on a day; the load of a day is how many there are.
- After each call the due date of the next one counts from its day, so a call pulled forward moves those that follow.
  What may follow what is the item's course; one way through it, to its end, is a path.
- Each item in turn is taken out and put back on the path that adds the least cost, only where that is strictly less,
  until none improves. A day with n calls costs n² or n⁴: the higher power minds the fullest day more.
- This begins with every item on its last possible days, and with no item placed yet, in several orders and with both
  costs. The best result counts: that of the least peak, then of the least Σn², then the first; the last possible days
  are the very first.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    Path: TypeAlias = tuple[int, ...]

POWERS = (2, 4)
# The fraction of a circle by which the golden angle goes on: a step that never meets the same places early again.
_GOLDEN = (5**0.5 - 1) / 2


class Course(NamedTuple):
    """The days on which an item may be called first, and after a call on each day those on which it may be called next.

    The days of a choice ascend; the last one is the last possible. None follow where nothing more falls due. Those of
    `after` descend, so that what follows a day stands before it.
    """

    first: tuple[int, ...]
    after: Mapping[int, tuple[int, ...]]

    @property
    def latest(self) -> Path:
        """Return the path on which each call is made on its last possible day.

        >>> Course((2, 3), {8: (), 7: (), 3: (), 2: (7, 8)}).latest
        (3,)
        """
        path: list[int] = []
        choice = self.first
        while choice:
            path.append(choice[-1])
            choice = self.after[choice[-1]]
        return tuple(path)


class Workload(NamedTuple):
    """How many calls the fullest day has, and the sum of the squares of all days."""

    peak: int
    squares: int


def load_of(paths: Iterable[Path]) -> Workload:
    """Return the load of these paths together.

    >>> load_of([(1, 8), (1, 9)])
    Workload(peak=2, squares=6)
    """
    counts = _counts(paths)
    return Workload(max(counts.values(), default=0), sum(n * n for n in counts.values()))


def level(courses: Sequence[Course]) -> list[Path]:
    """Return a path for each course, those that together have the least peak and then the least squares of all found.

    What cannot be improved stays on its last possible days.

    >>> level([Course((0, 1), {1: (), 0: ()}), Course((1,), {1: ()})])
    [(0,), (1,)]
    """
    latest = [course.latest for course in courses]
    begins = (latest, [()] * len(courses))
    found = [
        _improved(courses, begin, order, power) for begin in begins for order in _orders(courses) for power in POWERS
    ]
    return min(latest, *found, key=load_of)


def _orders(courses: Sequence[Course]) -> Iterator[list[int]]:
    """Yield five orders of the items: as they come, from behind, the freest last, the freest first, well mixed.

    What is never called in the span is in none.
    """
    places = [place for place, course in enumerate(courses) if course.first]
    yield places
    yield places[::-1]
    yield sorted(places, key=lambda place: _freedom(courses[place]))
    yield sorted(places, key=lambda place: -_freedom(courses[place]))
    yield sorted(places, key=lambda place: place * _GOLDEN % 1)


def _freedom(course: Course) -> int:
    return sum(map(len, course.after.values())) + len(course.first)


def _improved(courses: Sequence[Course], begin: Sequence[Path], order: Sequence[int], power: int) -> list[Path]:
    """Return the paths when no single item can be moved to a cheaper one any more."""
    paths, counts = [*begin], _counts(begin)
    loads = [counts[day] for day in range(1 + max((max(course.after, default=0) for course in courses), default=0))]
    added = [(n + 1) ** power - n**power for n in range(len(courses) + 1)]
    settled: set[tuple[int, Path]] = set()  # what could not be improved since a load was another
    improves = True
    while improves:
        improves = False
        for place in order:
            course, path = courses[place], paths[place]
            if (id(course), path) in settled:
                continue
            if _improve(paths, place, course, loads, added):
                improves = True
                settled.clear()
            else:
                settled.add((id(course), path))
    return paths


def _improve(paths: list[Path], place: int, course: Course, loads: list[int], added: Sequence[int]) -> bool:
    """Put one item on a path that adds less, if there is one, or on its first; say whether its path is another now."""
    former = paths[place]
    for day in former:
        loads[day] -= 1
    path = _cheapest(course, loads, added)
    is_better = not former or _cost(path, loads, added) < _cost(former, loads, added)
    if is_better:
        paths[place] = path
    for day in paths[place]:
        loads[day] += 1
    return is_better


def _cheapest(course: Course, loads: Sequence[int], added: Sequence[int]) -> Path:
    """Return the path that adds the least to these loads; of several days as good the later one is taken."""
    rest: dict[int, int] = {}
    for day, choice in course.after.items():
        rest[day] = added[loads[day]] + (min(map(rest.__getitem__, choice)) if choice else 0)
    path: list[int] = []
    choice = course.first
    while choice:
        path.append(min(reversed(choice), key=rest.__getitem__))
        choice = course.after[path[-1]]
    return tuple(path)


def _cost(path: Path, loads: Sequence[int], added: Sequence[int]) -> int:
    return sum(added[loads[day]] for day in path)


def _counts(paths: Iterable[Path]) -> Counter[int]:
    return Counter(day for path in paths for day in path)
