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
from oracle import Postponement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Standing = tuple[Postponement, ...]

KEPT, LATE, MISSED = "kept", "late", "missed"
ANCHORS = ("dispatched", "tagged", "reopened")
RESTARTS = ("tagged", "reopened")


class Fact(NamedTuple):
    """What happened on a day; `to` is a day or a tag, `was` what was before. `at` is the day of writing, if another."""

    event: str
    on: date
    to: str = ""
    was: str = ""
    at: date | None = None


class Obligation(NamedTuple):
    """The day on which a dispatch was owed, and what became of it."""

    due: date
    outcome: str


class Story(NamedTuple):
    """One item: what the plan says of it, its tag at first, and its facts in the order of writing.

    `since` is the day from which the office keeps its list.
    """

    start: date | None
    last: date | None
    closed: date | None
    tag: str
    facts: Sequence[Fact]
    since: date | None = None


class Rolling:
    """A life in rolling mode: windows that open at an anchor."""

    def __init__(self, cadence: str, anchor: date) -> None:
        """Open the first window."""
        self.cadence, self.anchor = cadence, anchor
        self.within: list[date] = []
        self.passed: list[date] = []
        self.settled: list[Obligation] = []

    def dispatch(self, day: date) -> None:
        """Somebody dispatched: settle what has passed, else it is a dispatch within the window."""
        if self.passed:
            self.settled += [Obligation(due, MISSED) for due in self.passed[:-1]]
            self.settled.append(Obligation(self.passed[-1], LATE))
            self.anchor, self.passed = day, []
        elif day > self.anchor:
            self.within.append(day)

    def midnight(self, day: date, standing: Standing) -> None:
        """Let a day end: what was due on it is kept, or has passed."""
        if nth_due(self.cadence, "rolling", self.anchor, standing, len(self.passed)) != day:
            return
        is_kept = any(nth_due(self.cadence, "rolling", each, standing, 0) > day for each in self.within)
        if self.within:
            self.anchor, self.within = self.within[-1], []
        if is_kept:
            self.settled.append(Obligation(day, KEPT))
        else:
            self.passed.append(day)

    def account(self) -> list[Obligation]:
        """Return what is settled, and what has passed with no dispatch yet."""
        return [*self.settled, *(Obligation(due, MISSED) for due in self.passed)]


class Calendar:
    """A life in calendar mode: the period that holds `done` asks for nothing more.

    `is_real` says that somebody dispatched on that day, or that the life began: a due date that was missed is no
    anchor, and nothing is postponed from there.
    """

    def __init__(self, cadence: str, anchor: date) -> None:
        """Begin in a period that is done."""
        self.cadence, self.done, self.is_real = cadence, anchor, True
        self.within: list[date] = []
        self.settled: list[Obligation] = []

    def end_after(self, day: date) -> date:
        """Return the last day of the period after the one that holds a day, by which periods are told apart."""
        return nth_due(self.cadence, "calendar", day, (), 0)

    def dispatch(self, day: date) -> None:
        """Somebody dispatched: it is for the period of that day, unless that is done already."""
        if self.end_after(day) > self.end_after(self.done):
            self.within.append(day)
        elif day > self.done:
            self.done, self.is_real = day, True

    def midnight(self, day: date, standing: Standing) -> None:
        """Let a day end: its period is kept if it was due, or is over, and holds a dispatch; missed if it was due."""
        is_due = nth_due(self.cadence, "calendar", self.done, standing if self.is_real else (), 0) == day
        is_over = self.end_after(day) != self.end_after(day + timedelta(1))
        if self.within and (is_due or is_over):
            self.settled.append(Obligation(day, KEPT))
            self.done, self.is_real, self.within = self.within[-1], True, []
        elif is_due:
            self.settled.append(Obligation(day, MISSED))
            self.done, self.is_real = day, False

    def account(self) -> list[Obligation]:
        """Return what is settled."""
        return self.settled


class Ledger:
    """The account of one item, and what it needs to be kept: mode, cadences by tag, tag, and whether it is open.

    `made` are the postponements that stand, by their place in the order of writing.
    """

    def __init__(self, mode: str, cadences: Mapping[str, str], tag: str) -> None:
        """Begin without a life."""
        self.mode, self.cadences, self.tag = mode, cadences, tag
        self.is_open = True
        self.made: dict[int, Postponement] = {}
        self.life: Rolling | Calendar | None = None
        self.obligations: list[Obligation] = []

    def begin(self, day: date) -> None:
        """Begin a life that is anchored on a day, if the item is open."""
        kind = Rolling if self.mode == "rolling" else Calendar
        self.life = kind(self.cadences[self.tag], day) if self.is_open else None

    def midnight(self, day: date) -> None:
        """Let a day end."""
        if self.life:
            self.life.midnight(day, tuple(self.made[number] for number in sorted(self.made)))

    def end(self, day: date) -> None:
        """End a life: what is due on its last day counts if it was kept, what is due later is owed by nobody."""
        self.midnight(day)
        for due, outcome in self.life.account() if self.life else ():
            if due < day or outcome == KEPT:
                self.obligations.append(Obligation(due, outcome))
        self.life = None

    def live(self, number: int, fact: Fact, *, begun: bool) -> None:
        """Live through a fact; before the item is known it matters for its tag, and whether it is open, alone."""
        if fact.event == "dispatched" and self.life:
            self.life.dispatch(fact.on)
        elif fact.event == "extended":
            self.made[number] = Postponement(fact.on, date.fromisoformat(fact.to))
        elif fact.event in (*RESTARTS, "closed"):
            self.end(fact.on)
            self.tag = (fact.to or self.tag) if fact.event == "tagged" else self.tag
            self.is_open = self.is_open if fact.event == "tagged" else fact.event == "reopened"
            self.made = {} if fact.event in RESTARTS else self.made
            if begun:
                self.begin(fact.on)


def keep(mode: str, cadences: Mapping[str, str], story: Story, today: date) -> list[Obligation]:
    """Return the obligations of an item up to today."""
    ledger, first, facts = Ledger(mode, cadences, story.tag), known_from(story, today), by_day(story, today)
    last_day = min(today, closed_then(story, today) or today)
    for day in sorted(day for day in facts if day < first):
        for number, fact in facts[day]:
            ledger.live(number, fact, begun=False)
    ledger.begin(first)
    for day in walk(first, last_day):
        for number, fact in facts.get(day, ()):
            ledger.live(number, fact, begun=True)
        if day < last_day:
            ledger.midnight(day)
    if first <= last_day:
        ledger.end(last_day)
    return ledger.obligations


def longest_gap(story: Story, today: date, first: date, last: date) -> int | None:
    """Return for how many days at most nobody had dispatched, asked on each day of a span that finds the item open."""
    origin, facts, longest = known_from(story, today), by_day(story, today), None
    since: date | None = None
    is_open = True
    for day in walk(min([origin, *facts]), min(today, closed_then(story, today) or today)):
        since = day if day == origin else since
        for fact in [*(fact for _, fact in facts.get(day, ())), None]:
            if since and is_open and first <= day <= last:
                longest = max(longest or 0, (day - since).days)
            if fact and fact.event == "reopened" and not is_open:
                since, is_open = (day if since else None), True
            elif fact and fact.event == "dispatched" and is_open and since:
                since = day
            is_open = is_open and not (fact and fact.event == "closed")
    return longest


def known_from(story: Story, today: date) -> date:
    """Return where the account begins: at the start, but where the plan knows a last dispatch, there.

    Or on the day on which the first entry was written down, where that is earlier.
    """
    facts = [fact for fact in story.facts if fact.on <= today]
    if story.last and story.last <= today:
        first_written = [fact.at or fact.on for fact in facts[:1]]
        known = max(min([story.last, *first_written]), story.start or date.min)
    elif story.start:
        known = story.start
    else:
        assert story.last is not None, "an item has a start or a last"
        known = next((fact.on for fact in facts if fact.event in ANCHORS), story.since or story.last)
    return max(known, story.since or known)


def closed_then(story: Story, today: date) -> date | None:
    """Return since when the item is closed on a day: as the plan says, or a reopening to come, the earlier of both."""
    known = [story.closed] if story.closed and story.closed <= today else []
    days = sorted(enumerate(story.facts), key=lambda numbered: numbered[1].on)
    switches = [fact for _, fact in days if fact.event in {"closed", "reopened"}]
    to_come = [fact for fact in switches if fact.on > today]
    before = [fact for fact in switches if fact.on <= today][-1:]
    known += [date.fromisoformat(fact.was) for fact in to_come if fact.event == "reopened" and fact.was]
    if to_come and to_come[0].event == "reopened" and not to_come[0].was and before and before[0].event == "closed":
        known.append(before[0].on)
    return min((day for day in known if day <= today), default=None)


def by_day(story: Story, today: date) -> dict[date, list[tuple[int, Fact]]]:
    """Return the facts of each day up to today in the order of writing, each with its place; the plan's own are first.

    Closings are those of which a reopening tells, on the day that it names, else that of the closing before it.
    """
    happened = sorted(
        ((number, fact) for number, fact in enumerate(story.facts) if fact.on <= today),
        key=lambda numbered: numbered[1].on,
    )
    facts: dict[date, list[tuple[int, Fact]]] = {}
    if story.last and story.last <= today:
        facts[story.last] = [(-1, Fact("dispatched", story.last))]
    ends: list[Fact] = []
    closed: date | None = None
    for number, fact in happened:
        own = facts.setdefault(fact.on, [])
        if fact.event == "closed":
            closed = fact.on
            continue
        if fact.event == "reopened":
            day = date.fromisoformat(fact.was) if fact.was else closed
            closed = None
            if day and day < fact.on:
                for between in [on for on in facts if on > day]:
                    facts[between][:] = [each for each in facts[between] if each[1].event not in {"closed", "reopened"}]
                ends = [*(end for end in ends if end.on < day), Fact("closed", day)]
            elif day:
                own.append((number, Fact("closed", fact.on)))
        own.append((number, fact))
    for end in ends:
        facts.setdefault(end.on, []).append((len(story.facts), end))
    return facts


def walk(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


@cache
def nth_due(cadence: str, mode: str, anchor: date, standing: Standing, n: int) -> date:
    """Return the due date after the first n; these tests stay far from the end of the calendar."""
    return next(islice(oracle.due_dates(cadence, mode, anchor, standing), n, None))
