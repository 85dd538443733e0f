"""The life of an item as a test writes it in a line, as one is drawn at random, and as log entries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import oracle
import pytest
from builders import make_entry, make_item, make_plan
from hypothesis import strategies as st
from keeping import windows
from ledger_model import Fact, Story

from dispatch_cli.schedule.rows import as_of, look_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from _pytest.mark.structures import ParameterSet

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.schedule.rows import Look

BUILT_IN = {"red": "weekly", "orange": "half-monthly", "green": "monthly"}


def read_table(text: str) -> list[ParameterSet]:
    """Return the rows of a table: each is a line with the reason, and an indented one with the columns."""
    lines = text.strip().splitlines()
    rows = zip(lines[::2], (line.strip().split(" | ") for line in lines[1::2]), strict=True)
    return [pytest.param(*columns, id=f"{reason} [{' | '.join(columns)}]") for reason, columns in rows]


def a_day(text: str) -> date:
    """Return a date; those of 2026 are written without the year."""
    return date.fromisoformat(text if len(text) > len("11-01") else f"2026-{text}")


def read_item(text: str) -> Item:
    """Return the item of a row: its tag, its start, `last` and `closed` with their days."""
    tag, fields = _read_fields(text)
    return make_item(tag=tag, **{name: str(when) for name, when in fields.items() if name != "since"})


def read_since(text: str) -> date | None:
    """Return the day from which the office of a row keeps its list, which stands behind its item."""
    return _read_fields(text)[1].get("since")


def _read_fields(text: str) -> tuple[str, dict[str, date]]:
    tag, *words = text.split()
    words = words if len(words) % 2 == 0 else ["start", *words]
    return tag, {name: a_day(when) for name, when in zip(words[::2], words[1::2], strict=True)}


def read_facts(text: str) -> list[Fact]:
    """Return the facts of a row: event, day, and what more there is, as `to` or `from>to`.

    Behind `@` stands the day of writing, where it is another.
    """
    return [] if text == "no log" else [read_fact(line) for line in text.split("; ")]


def read_fact(line: str) -> Fact:
    """Return one fact; the days to which it extends or until which it was closed are dates too."""
    words, _, at = line.partition(" @")
    event, on, *rest = words.split()
    was, _, to = rest[0].rpartition(">") if rest else ("", "", "")
    if event in {"extended", "reopened"}:
        was, to = (str(a_day(each)) if each else "" for each in (was, to))
    return Fact(event, a_day(on), to, was, a_day(at) if at else None)


def read_windows(text: str) -> list[tuple[date, str]]:
    """Return the windows of a row."""
    pairs = [] if text == "nothing" else [each.split() for each in text.split(", ")]
    return [(a_day(due), outcome) for outcome, due in pairs]


def as_log(facts: Sequence[Fact]) -> list[ItemEntry]:
    """Return the facts as log entries, in the order of writing."""
    return [
        make_entry(f"{fact.event} {fact.on}")._replace(at=f"{fact.at or fact.on}T09:00:00+08:00", more=more_of(fact))
        for fact in facts
    ]


def more_of(fact: Fact) -> dict[str, str]:
    """Return the keys that an entry has besides."""
    return {key: value for key, value in (("from", fact.was), ("to", fact.to)) if value}


def first_tag(facts: Sequence[Fact], tag: str) -> str:
    """Return the tag that an item had at first, by its oldest change of tag."""
    changes = sorted((fact for fact in facts if fact.event == "tagged"), key=lambda fact: fact.on)
    return changes[0].was or tag if changes else tag


# How many days of each cadence make a few windows.
SPANS = {
    "daily": 25,
    "weekly": 90,
    "half-monthly": 160,
    "monthly": 300,
    "quarterly": 800,
    "half-yearly": 1300,
    "yearly": 2200,
}
PERCENT = st.integers(0, 100)
FAMILIES = st.sampled_from((oracle.CADENCES[:3], oracle.CADENCES[1:4], oracle.CADENCES[3:], oracle.CADENCES))
KINDS = st.sampled_from((*("dispatched",) * 5, *("extended",) * 3, "tagged", "reopened", "closed"))
TAGS = st.sampled_from(sorted(BUILT_IN))
LAGS = st.sampled_from([0, 0, 0, 1, 5, 30])


class History(NamedTuple):
    """A random item: mode, cadences by tag, its story, its present tag, and a day to look at it."""

    mode: str
    cadences: Mapping[str, str]
    story: Story
    tag: str
    today: date

    def windows(self, today: date | None = None) -> list[Window]:
        """Return what the program finds, as of the history's day or another."""
        own, on = as_log(self.story.facts), today or self.today
        return windows(self.plan(), as_of(self.plan(), self.item(), own, on), own, on)

    def look(self, on: date) -> Look:
        """Return where the item stands on a day."""
        return look_at(self.plan(), self.item(), as_log(self.story.facts), on)

    def plan(self) -> TaskFile:
        """Return the plan, without its items."""
        return make_plan((), self.mode, **self.cadences)._replace(since=self.story.since)

    def part(self, percent: int) -> timedelta:
        """Return a part of the time that the history takes."""
        return timedelta(SPANS[self.cadences[self.story.tag]] * percent // 100)

    def item(self) -> Item:
        """Return the item as the plan holds it."""
        dates = {"start": self.story.start, "last": self.story.last, "closed": self.story.closed}
        return make_item(tag=self.tag, **{name: str(when) for name, when in dates.items() if when})

    def and_also(self, fact: Fact) -> History:
        """Return the history in which one fact more was written down."""
        return self._replace(story=self.story._replace(facts=[*self.story.facts, fact]))


@st.composite
def histories(draw: st.DrawFn, modes: Sequence[str] = oracle.MODES) -> History:
    """Draw a history such as commands, people and merges leave: a postponement comes in time or too late.

    What the plan says of a closing is what the commands left there, or what a person made of it.
    """
    mode, tag, family = draw(st.sampled_from(modes)), draw(TAGS), draw(FAMILIES)
    cadences = {name: draw(st.sampled_from(family)) for name in BUILT_IN}
    span, origin = SPANS[cadences[tag]], draw(st.dates(date(2023, 1, 1), date(2028, 12, 31)))
    days = st.integers(-(span // 10), span).map(lambda distance: origin + timedelta(distance))
    later = st.integers(0, span).map(lambda distance: origin + timedelta(distance))
    seldom = st.one_of(st.none(), st.none(), later)
    start, last, since = draw(st.sampled_from((origin, origin, None))), draw(seldom), draw(seldom)
    told: list[Fact] = []
    closed: date | None = None
    story = Story(start, last if start or last else origin, None, tag, told, since)
    least = draw(st.sampled_from((0, 7)))
    for on, event, ahead, other in sorted(
        draw(st.lists(st.tuples(days, KINDS, days, TAGS), min_size=least, max_size=14))
    ):
        if event == "tagged":
            told.append(Fact(event, on, other, tag))
            tag = other
        elif event == "reopened":
            told.append(Fact(event, on, was=draw(st.sampled_from(["", str(closed or ""), str(ahead)]))))
            closed = None
        elif event == "closed":
            told.append(Fact(event, on))
            closed = on
        elif event == "dispatched" or ahead > on:
            told.append(Fact(event, on, str(ahead) if event == "extended" else ""))
    if draw(PERCENT) > 80:
        closed = draw(days | st.none())
    lags = {on: timedelta(draw(LAGS)) for on in sorted({fact.on for fact in told})}
    written = [fact._replace(at=fact.on + lags[fact.on]) for fact in told]
    facts = sorted(written, key=lambda fact: fact.at or fact.on)
    today = origin + timedelta(span - draw(st.integers(0, span)))
    return History(mode, cadences, story._replace(facts=facts, closed=closed), tag, today)
