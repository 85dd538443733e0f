"""Calls spread over the days: near the best that a solver proved, never worse than before, along the courses."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offices import make_office

from dispatch_cli.reports.forecast import Basis, make_forecast
from dispatch_cli.reports.levelling import Course, level, load_of
from dispatch_cli.schedule.agenda import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.reports.levelling import Load
    from dispatch_cli.reports.levelling import Path as Way

LISTS = Path(__file__).with_name("levelled.txt")
HOLIDAYS = "off: [2026-10-01..2026-10-07], on: [2026-09-20, 2026-10-10]"
# What stands above the items, by the word in the file.
RULES = {
    "every": "",
    "weekdays": "workdays: none\n",
    "keep": f"workdays: {{calendar: none, due: keep, {HOLIDAYS}}}\n",
    "before": f"workdays: {{calendar: none, due: before, {HOLIDAYS}}}\n",
    "after": f"workdays: {{calendar: none, {HOLIDAYS}}}\n",
    "calendar": "mode: calendar\n",
}
TAGS = {"r": "red", "o": "orange", "g": "green"}


class Solved(NamedTuple):
    """A list with its weeks, the load that levelling found, and the least peak and squares that a solver proved."""

    line: str
    found: Load
    peak: int
    squares: int


def solved(line: str) -> Solved:
    """Return a line of the file, levelled."""
    head, _, items = line.partition(": ")
    rule, today, weeks, peak, squares = head.split()
    day = date.fromisoformat(today)
    lines = [
        f"- {{id: {number}, title: t, tag: {TAGS[word[:1]]}, last: {day - timedelta(int(word[1:]))}}}"
        for number, word in enumerate(items.split(), 1)
    ]
    office = make_office("\n".join([f"{RULES[rule]}tasks:", *lines]), today=day)
    found = make_forecast(office, int(weeks), Filters(), Basis.LEVELLED).load
    return Solved(head, found, int(peak), int(squares))


def test_lists_of_a_solver_come_near_the_optimum() -> None:
    """Of 60 lists at least 55 have the least peak that there is, and none more than 1.05 of the least squares."""
    every = [solved(line) for line in LISTS.read_text().splitlines() if not line.startswith("#")]
    assert len(every) == 60
    assert [each for each in every if each.found.peak < each.peak or each.found.squares < each.squares] == []
    assert sum(each.found.peak == each.peak for each in every) >= 55
    assert [each for each in every if each.found.squares > 1.05 * each.squares] == []


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Draw a course over two weeks: after each day some later days, or none."""
    after: dict[int, tuple[int, ...]] = {}
    for day in range(13, -1, -1):
        later = st.lists(st.sampled_from(sorted(after)), max_size=3, unique=True) if after else st.just([])
        after[day] = tuple(sorted(draw(later)))
    return Course(tuple(sorted(draw(st.lists(st.sampled_from(sorted(after)), max_size=3, unique=True)))), after)


def follows(path: Way, course: Course) -> bool:
    """Say whether a path goes through a course to its end."""
    choice: Sequence[int] = course.first
    for day in path:
        if day not in choice:
            return False
        choice = course.after[day]
    return not choice


@given(st.lists(courses(), max_size=6))
def test_every_item_stays_on_its_course_and_nothing_gets_worse(every: list[Course]) -> None:
    """Levelled paths are paths of the items; the peak is never higher than before, nor are the squares for it."""
    paths, latest = level(every), [course.latest for course in every]
    assert all(follows(path, course) for path, course in zip(paths, every, strict=True))
    assert all(follows(path, course) for path, course in zip(latest, every, strict=True))
    assert load_of(paths) <= load_of(latest)


@pytest.mark.parametrize(
    ("every", "paths"),
    [
        ([], []),  # nobody
        ([Course((), {})], [()]),  # somebody who is never called
        ([Course((2, 3), {3: (), 2: ()})], [(3,)]),  # alone: the last possible day
        ([Course((2, 3), {3: (), 2: ()})] * 2, [(2,), (3,)]),  # two of a kind: a day each
        ([Course((0,), {0: ()})] * 2, [(0,), (0,)]),  # no choice
    ],
)
def test_small_lists(every: list[Course], paths: list[Way]) -> None:
    """What a person sees at a glance."""
    assert sorted(level(every)) == paths
