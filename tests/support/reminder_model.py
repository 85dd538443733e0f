"""Who is told what on which day a second time, by living through every day of an office.

A day begins at midnight, when what was due the day before has been missed; then people work
and cron runs, in whatever order. Nobody looks ahead or back: an item knows how often it has been
repeated and how long it rests until it is repeated again. Due dates come from the oracle; nothing
here is shared with the program. On a day off nobody sends, nobody's rest goes on, and what is due waits.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import oracle

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date


LIBRARY: Any = import_module("chinese_calendar")
DAY, SATURDAY = timedelta(1), 5


def works_in_china(day: date) -> bool:
    """Say whether China works on a day, as its library says; Monday to Friday in years that it does not know."""
    try:
        return bool(LIBRARY.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


class Stage(NamedTuple):
    """What somebody is told of an item: for which due date, soon, due or overdue, the how manieth time."""

    item: str
    due: date
    kind: str
    day: int


class Rules(NamedTuple):
    """What the task file says beside its items; days of warning and of rest, by tag, are those of every tag."""

    mode: str
    cadences: Mapping[str, str]
    before: Mapping[str, int]
    again: Mapping[str, int]
    people: Mapping[str, str]
    escalate: Sequence[tuple[int, str]]
    digest: Collection[str]
    is_working: Callable[[date], bool] = lambda _: True

    def due_dates(
        self, tag: str, anchor: date, made: Sequence[oracle.Postponement] = ()
    ) -> Iterator[tuple[date, date]]:
        """Yield the due dates after an anchor, each with the one that the cadence asks for; a day named stays."""
        dates = self._moved(oracle.due_dates(self.cadences[tag], self.mode, anchor))
        for first, by_rule in islice(dates, 1):
            due = oracle.moved(first, made)
            yield due, due if due > first else by_rule
            yield from self.due_dates(tag, due) if due > first else dates

    def _moved(self, dates: Iterator[date]) -> Iterator[tuple[date, date]]:
        newest = None
        for by_rule in dates:
            due = by_rule
            while not self.is_working(due):
                due += DAY
            if due != newest:
                yield due, by_rule
            newest = due

    def state(self, tag: str, due: date, today: date) -> str:
        """Return the state of an item by walking from today towards its due date, from one working day to the next."""
        if due <= today:
            return "overdue" if due < today else "due"
        ahead, day = 0, today
        while day != due and ahead <= self.before[tag]:
            day += DAY
            ahead += self.is_working(day)
        return "soon" if ahead <= self.before[tag] else "ok"


class Round(NamedTuple):
    """What one run of cron sends, by address, and at which addresses the mail command refuses what it is given."""

    sent: dict[str, set[Stage]]
    refused: list[str]


class Thing:
    """One item and its clock; `made` are the postponements that stand, as they were made."""

    def __init__(self, name: str, tag: str, since: date, whose: Sequence[str]) -> None:
        """Enter the list on the day on which its clock starts; `whose` are its owner and team."""
        self.name, self.tag, self.since, self.whose = name, tag, since, list(whose)
        self.is_open = True
        self.made: list[oracle.Postponement] = []
        self.dates: Iterator[tuple[date, date]]
        self.due: date
        self.by_rule: date
        self.owed: date
        self.missed = self.worked = self.late = self.day = self.rest = 0

    def start(self, rules: Rules, day: date) -> None:
        """Start the clock: nothing is missed, nobody was told."""
        self.since = day
        self.dates = rules.due_dates(self.tag, day, self.made)
        self.due, self.by_rule = next(self.dates)
        self.owed = self.due
        self.missed = self.worked = self.late = self.day = self.rest = 0

    def wake(self, rules: Rules, today: date) -> None:
        """Let a day begin: yesterday's due date was missed, and who is late is told of it when the rest is over."""
        if self.owed < today:
            self.missed += 1
            self.owed, _ = next(self.dates)
        self.worked += bool(self.missed) and rules.is_working(today)
        if self.missed and self.late < max(1, self.worked):
            self.late += 1
            if self.rest == 0:
                self.day = self.late
                self.rest = rules.again[self.tag]
            self.rest -= 1

    def stage(self, rules: Rules, today: date) -> Stage | None:
        """Return what there is to say of it on a day, if anything."""
        if not self.is_open:
            return None
        state = rules.state(self.tag, self.due, today)
        return None if state == "ok" else Stage(self.name, self.by_rule, state, self.day)


class Model:
    """An office: its items, and what each address was told in all its days."""

    def __init__(self, rules: Rules, things: Sequence[Thing], today: date) -> None:
        """Let every item live from the day on which its clock started until today."""
        self.rules, self.things = rules, {thing.name: thing for thing in things}
        self.told: dict[str, set[Stage]] = {address: set() for address in rules.people.values()}
        for thing in things:
            thing.start(rules, thing.since)
            for ordinal in range(thing.since.toordinal() + 1, today.toordinal()):
                thing.wake(rules, today.fromordinal(ordinal))

    def wake(self, today: date) -> None:
        """Let a day begin."""
        for thing in self.things.values():
            thing.wake(self.rules, today)

    def work(self, thing: Thing, today: date, command: str, value: str) -> None:
        """Let somebody do something with an item; `value` is a tag, an owner or a day, by the command."""
        if command == "assign":
            thing.whose[0] = value
        elif command == "close":
            thing.is_open = False
        elif command == "postpone":
            thing.made.append(oracle.Postponement(today, today.fromisoformat(value)))
            thing.start(self.rules, thing.since)
        else:
            thing.is_open = True
            thing.made = thing.made if command == "record" else []
            thing.tag = value if command == "tag" else thing.tag
            thing.start(self.rules, today)

    def send(self, today: date, refusing: Collection[str] = ()) -> Round:
        """Let cron run: each address is told what it does not know yet, unless its mail is refused."""
        found = Round({}, [])
        if not self.rules.is_working(today):
            return found
        for address in self.told:
            new = {stage for thing in self.things.values() if (stage := self.new(thing, address, today))}
            if new and address in refusing:
                found.refused.append(address)
            elif new:
                self.told[address] |= new
                found.sent[address] = new
        return found

    def new(self, thing: Thing, address: str, today: date) -> Stage | None:
        """Return what an address must still be told of an item."""
        stage = thing.stage(self.rules, today)
        names = [name for name, of_name in self.rules.people.items() if of_name == address]
        concerned = [*thing.whose, *(name for missed, name in self.rules.escalate if thing.missed >= missed)]
        is_meant = any(name in concerned or name in self.rules.digest for name in names)
        return stage if stage and is_meant and stage not in self.told[address] else None
