"""What was owed and what became of it a second time, by living through every day of an item's life.

Each day brings what was written down for it, in the order of writing, and then midnight. Nobody
looks ahead: what a day leaves behind is all that the next one knows. Due dates come from the
oracle; nothing here is shared with the program.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import oracle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KEPT, LATE, MISSED = "kept", "late", "missed"
ANCHORS = ("dispatched", "tagged", "reopened")


class Fact(NamedTuple):
    """What happened on a day; `to` is a day or a tag, `was` what was before."""

    event: str
    on: date
    to: str = ""
    was: str = ""


class Obligation(NamedTuple):
    """The day on which a dispatch was owed, and what became of it."""

    due: date
    outcome: str


class Story(NamedTuple):
    """One item: what the plan says of it, its tag at first, and its facts in the order of writing."""

    start: date | None
    last: date | None
    closed: date | None
    tag: str
    facts: Sequence[Fact]


class Rolling:
    """A life in rolling mode: windows that open at an anchor."""

    def __init__(self, cadence: str, anchor: date) -> None:
        """Open the first window."""
        self.cadence, self.anchor = cadence, anchor
        self.extended_to: date | None = None
        self.kept_until: date | None = None
        self.passed: list[date] = []
        self.settled: list[Obligation] = []

    def due_now(self) -> date:
        """Return the due date that comes next if nobody dispatches, those of this window that passed left out."""
        return nth_due(self.cadence, "rolling", self.anchor, self.extended_to, len(self.passed))

    def dispatch(self, day: date) -> None:
        """Somebody dispatched: settle what is open, and start the clock again."""
        if self.passed:
            self.settled += [Obligation(due, MISSED) for due in self.passed[:-1]]
            self.settled.append(Obligation(self.passed[-1], LATE))
        elif day > self.anchor and (self.kept_until is None or day > self.kept_until):
            due = self.due_now()
            if nth_due(self.cadence, "rolling", day, None, 0) > due:
                self.settled.append(Obligation(due, KEPT))
                self.kept_until = due
        self.anchor, self.extended_to, self.passed = day, None, []

    def extend(self, day: date, to: date) -> None:
        """Move the due date, unless it has passed."""
        if not self.passed:
            self.extended_to = to
            self.live_until(day - timedelta(1))

    def live_until(self, day: date) -> None:
        """Let midnight come after a day: what was due by then has passed."""
        while self.due_now() <= day:
            self.passed.append(self.due_now())

    def account(self) -> list[Obligation]:
        """Return what is settled, and what has passed with no dispatch yet."""
        return [*self.settled, *(Obligation(due, MISSED) for due in self.passed)]


class Calendar:
    """A life in calendar mode: the period that holds `done` asks for nothing more."""

    def __init__(self, cadence: str, anchor: date) -> None:
        """Begin in a period that is done."""
        self.cadence, self.done = cadence, anchor
        self.extended_to: date | None = None
        self.settled: list[Obligation] = []

    def end_after(self, day: date) -> date:
        """Return the last day of the period after the one that holds a day."""
        return nth_due(self.cadence, "calendar", day, None, 0)

    def end_of(self, day: date) -> date:
        """Return the last day of the period that holds a day, by walking to it."""
        while self.end_after(day + timedelta(1)) == self.end_after(day):
            day += timedelta(1)
        return day

    def due_now(self) -> date:
        """Return the last day of the first period that is not done, or where it was lengthened to."""
        return max(self.end_after(self.done), self.extended_to or self.done)

    def dispatch(self, day: date) -> None:
        """Somebody dispatched: the period is done, and an extension has served."""
        if self.end_after(day) > self.end_after(self.done):
            due = self.due_now()
            self.settled.append(Obligation(due if due < self.end_after(day) else self.end_of(day), KEPT))
        self.done, self.extended_to = day, None

    def extend(self, day: date, to: date) -> None:
        """Lengthen the period."""
        self.extended_to = to
        self.live_until(day - timedelta(1))

    def live_until(self, day: date) -> None:
        """Let midnight come after a day: what was due by then was missed, and the period of that day is done."""
        while (due := self.due_now()) <= day:
            self.settled.append(Obligation(due, MISSED))
            self.done, self.extended_to = due, None

    def account(self) -> list[Obligation]:
        """Return what is settled."""
        return self.settled


class Ledger:
    """The account of one item, and what it needs to be kept: mode, cadences by tag, tag, and whether it is open."""

    def __init__(self, mode: str, cadences: Mapping[str, str], tag: str) -> None:
        """Begin without a life."""
        self.mode, self.cadences, self.tag = mode, cadences, tag
        self.is_open = True
        self.life: Rolling | Calendar | None = None
        self.obligations: list[Obligation] = []

    def begin(self, day: date) -> None:
        """Begin a life that is anchored on a day, if the item is open."""
        kind = Rolling if self.mode == "rolling" else Calendar
        self.life = kind(self.cadences[self.tag], day) if self.is_open else None

    def end(self, day: date) -> None:
        """End a life: what is due on its last day counts if it was kept, what is due later is owed by nobody."""
        for due, outcome in self.life.account() if self.life else ():
            if due < day or (due == day and outcome == KEPT):
                self.obligations.append(Obligation(due, outcome))
        self.life = None

    def live(self, fact: Fact, *, begun: bool) -> None:
        """Live through a fact; before the first anchor only tags, closings and reopenings matter."""
        if fact.event == "dispatched" and self.life:
            self.life.dispatch(fact.on)
        elif fact.event == "extended" and self.life:
            self.life.extend(fact.on, date.fromisoformat(fact.to))
        elif fact.event in ("tagged", "closed", "reopened"):
            self.end(fact.on)
            self.tag = (fact.to or self.tag) if fact.event == "tagged" else self.tag
            self.is_open = self.is_open if fact.event == "tagged" else fact.event == "reopened"
            if begun:
                self.begin(fact.on)


def keep(mode: str, cadences: Mapping[str, str], story: Story, today: date) -> list[Obligation]:
    """Return the obligations of an item up to today."""
    ledger, first, facts = Ledger(mode, cadences, story.tag), first_anchor(story, today), by_day(story, today)
    last_day = min(today, story.closed or today)
    for day in sorted(day for day in facts if day < first):
        for fact in facts[day]:
            ledger.live(fact, begun=False)
    ledger.begin(first)
    for day in walk(first, last_day):
        for fact in facts.get(day, ()):
            ledger.live(fact, begun=True)
        if ledger.life and day < last_day:
            ledger.life.live_until(day)
    if first <= last_day:
        ledger.end(last_day)
    return ledger.obligations


def longest_gap(story: Story, today: date, first: date, last: date) -> int | None:
    """Return for how many days at most nobody had dispatched, asked on each day of a span that finds the item open."""
    origin, facts, longest = first_anchor(story, today), by_day(story, today), None
    since: date | None = None
    is_open = True
    for day in walk(min([origin, *facts]), min(today, story.closed or today)):
        since = day if day == origin else since
        for fact in [*facts.get(day, ()), None]:
            if since and is_open and first <= day <= last:
                longest = max(longest or 0, (day - since).days)
            if fact and fact.event == "reopened" and not is_open:
                since, is_open = (day if since else None), True
            elif fact and fact.event == "dispatched" and is_open and since:
                since = day
            is_open = is_open and not (fact and fact.event == "closed")
    return longest


def first_anchor(story: Story, today: date) -> date:
    """Return where the account begins: at the start, or if the plan knows a last dispatch, there.

    Before that last dispatch nothing is known but the anchors that the log holds.
    """
    known = [fact.on for fact in story.facts if fact.event in ANCHORS and fact.on <= today]
    if story.last and story.last <= today:
        return max(min([story.last, *known]), story.start or date.min)
    if story.start:
        return story.start
    assert story.last is not None, "an item has a start or a last"
    return min(known, default=story.last)


def by_day(story: Story, today: date) -> dict[date, list[Fact]]:
    """Return the facts of each day up to today in the order of writing, the plan's own first.

    Of a closing by hand the log knows only that its reopening says when it was.
    """
    plan = [Fact("dispatched", story.last)] if story.last else []
    by_hand = [
        Fact("closed", date.fromisoformat(fact.was))
        for fact in story.facts
        if fact.event == "reopened" and fact.on <= today and fact.was and fact.was < str(fact.on)
    ]
    facts: dict[date, list[Fact]] = {}
    for fact in [*plan, *story.facts, *by_hand]:
        if fact.on <= today:
            facts.setdefault(fact.on, []).append(fact)
    return facts


def walk(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


@cache
def nth_due(cadence: str, mode: str, anchor: date, extended_to: date | None, n: int) -> date:
    """Return the due date after the first n; these tests stay far from the end of the calendar."""
    return next(islice(oracle.due_dates(cadence, mode, anchor, extended_to), n, None))
