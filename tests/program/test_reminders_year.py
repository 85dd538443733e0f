"""A year of reminders, day by day: what the program sends is what a slow model of an office predicts."""

from __future__ import annotations

import email
import email.policy
import io
import json
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from desk import Desk, Done
from generated import later
from reminder_model import Model, Round, Rules, Stage, Thing, works_in_china

from dispatch_cli.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Told = dict[str, set[Stage]]

FIRST = date(2027, 11, 1)  # a leap day lies ahead
CHINA = date(2026, 1, 1)  # official days off lie ahead
NAMES = ("招商一科", "招商二科", "消费促进科", "企业服务专班")
PEOPLE = {
    "招商一科": "one@example.com",
    "招商二科": "both@example.com",
    "企业服务专班": "both@example.com",
    "分管领导": "leader@example.com",
    "支部书记": "secretary@example.com",
}
TAGS = ("red", "orange", "green", "紫")
ITEMS, A_YEAR = 12, 365
COMMANDS = ("record", "tag", "assign", "postpone", "close", "reopen")
CADENCES = {"red": "weekly", "orange": "half-monthly", "green": "monthly"}
# What the program takes where the file says nothing, and what some of the files say.
BUILT_IN = {"red": 1, "orange": 3, "green": 5, "紫": 5}, {"red": 1, "orange": 3, "green": 7, "紫": 7}
RULED = {"red": 3, "orange": 0, "green": 10, "紫": 0}, {"red": 2, "orange": 20, "green": 4, "紫": 1}

# Each run of the mail command is counted; a message is kept unless its receiver stands in the file `refused`.
MAILER = """\
#!/bin/sh
cd '{folder}' || exit 9
echo >>calls
cat >message
if grep -q -F -f refused message; then echo 'no such mailbox' >&2; exit 1; fi
{{ cat message; echo '{end}'; }} >>kept
"""
END = "=== end of message ==="


class Case(NamedTuple):
    """One life of an office."""

    seed: int
    days: int
    mode: str
    own: str  # the cadence of the office's own tag
    ruled: bool
    first: date = FIRST
    has_days_off: bool = False


CASES = [
    Case(1, 366, "rolling", "quarterly", ruled=False),
    Case(2, 100, "calendar", "half-monthly", ruled=False),
    Case(3, 100, "rolling", "daily", ruled=True),
    Case(4, 60, "calendar", "daily", ruled=True),
    Case(6, 365, "rolling", "weekly", ruled=True, first=CHINA, has_days_off=True),
]
SHORT = [
    Case(5, 10, "rolling", "weekly", ruled=True),
    Case(7, 24, "rolling", "daily", ruled=False, first=date(2026, 9, 19), has_days_off=True),
]


class Office:
    """An office twice: its desk, where the program runs, and its model."""

    def __init__(self, folder: Path, case: Case) -> None:
        """Write the task file of an office, chosen by the seed, and the mail command."""
        self.random = Random(case.seed)  # noqa: S311 the same life in every run
        before, again = RULED if case.ruled else BUILT_IN
        escalate = [(1, "分管领导"), (3, "支部书记")]
        digest = "招商二科" if case.ruled else "支部书记"
        works = works_in_china if case.has_days_off else bool
        rules = Rules(case.mode, CADENCES | {"紫": case.own}, before, again, PEOPLE, escalate, [digest], works)
        self.first, self.is_working = case.first, works
        things = [self.thing(f"{n}") for n in range(1, ITEMS + 1)]
        self.model = Model(rules, things, case.first)
        workdays = "workdays: CN\n" if case.has_days_off else ""
        self.desk = Desk(folder, f"{workdays}{task_file(rules, things, ruled=case.ruled)}")
        self.folder = folder
        self.mailer = folder / "mailer"
        self.mailer.write_text(MAILER.format(folder=folder, end=END), encoding="utf-8")
        self.mailer.chmod(0o755)
        for name in ("refused", "calls", "kept"):
            (folder / name).touch()
        self.seen = 0
        self.commands = Counter[str]()

    def thing(self, name: str) -> Thing:
        """Return an item that entered the list some time ago, or will do so."""
        since = self.first + timedelta(self.random.randint(-60, 10 if name == "1" else 0))
        return Thing(name, TAGS[int(name) % 4], since, [self.random.choice(NAMES), self.random.choice(NAMES)])

    def work(self, today: date) -> None:
        """Let people do this and that, at the desk and in the model."""
        for thing in self.model.things.values():
            if thing.since > today or not (done := self.choose(thing, today)):
                continue
            command, value, *options = done
            self.commands[command] += 1
            self.model.work(thing, today, command, value)
            self.desk.do(command, thing.name, *options, day=str(today))

    def choose(self, thing: Thing, today: date) -> list[str]:
        """Return what is done with an item on a day, if anything: the command, its value, and its options."""
        chance = self.random.random()
        if not thing.is_open:
            return ["reopen", ""] if chance < 0.05 else []
        if chance < (0.2 if thing.due <= today else 0.03):
            return ["record", "", "-m", "已调度"]
        pick = int(self.random.random() * 100)
        tag = self.random.choice([tag for tag in TAGS if tag != thing.tag])
        owner = self.random.choice([name for name in NAMES if name != thing.whose[0]])
        to = str(thing.due + timedelta(self.random.randint(1, 20)))
        possible = {
            0: ["tag", tag, tag, "-m", "支委会研判"],
            1: ["assign", owner, "--owner", owner],
            2: ["postpone", to, "--to", to, "-m", "等待供地"] if thing.due >= today else [],
            3: ["close", "", "-m", "办结"] if chance > 0.6 else [],
        }
        return possible.get(pick, [])

    def cron(self, today: date) -> tuple[Told, Round]:
        """Let cron run, here and there; return what was told, and what should have been."""
        refusing = [address for address in self.model.told if self.random.random() < 0.05]
        (self.folder / "refused").write_text("".join(f"<{address}>\n" for address in refusing), encoding="utf-8")
        expected = self.model.send(today, refusing)
        done = remind(self.desk, "--send", "--command", f"{self.mailer}", "--today", f"{today}")
        assert done.code == (5 if expected.refused else 0), done
        assert done.out == ""
        assert done.err.count("no such mailbox; it stays pending") == len(expected.refused), done
        assert self.is_working(today) or not done.err, done
        return self.news(today), expected

    def news(self, today: date) -> Told:
        """Return whom the log says to have been told of what since it was last looked at."""
        lines = self.desk.both[1][self.seen :].splitlines()
        self.seen = len(self.desk.both[1])
        told: Told = {}
        for entry in map(json.loads, lines):
            if entry["event"] == "reminded":
                assert entry["on"] == str(today)
                stages = {Stage(item, date.fromisoformat(due), *rest) for item, due, *rest in entry["stages"]}
                assert len(stages) == len(entry["stages"]), entry
                assert entry["to"] not in told, entry
                told[entry["to"]] = stages
        return told

    def kept(self) -> Iterator[tuple[date, str, str]]:
        """Yield day, receiver and Message-ID of each message that the mail command kept, as another parser reads it."""
        messages = (self.folder / "kept").read_text(encoding="utf-8").split(f"{END}\n")
        for text in messages[:-1]:
            message = email.message_from_string(text, policy=email.policy.default)
            (receiver,) = message["To"].addresses
            yield message["Date"].datetime.date(), receiver.addr_spec, message["Message-ID"]


def remind(desk: Desk, *arguments: str) -> Done:
    """Run `remind`, which gives its locks back itself, so that the desk need not."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        app(["remind", "-f", f"{desk.file}", "--log", f"{desk.log}", "--lang", "en", *arguments])
    written = []
    for stream in (out, err):
        stream.seek(0)
        written.append(stream.read())
    assert isinstance(ended.value.code, int)
    return Done(ended.value.code, *written)


def task_file(rules: Rules, things: list[Thing], *, ruled: bool) -> str:
    """Return the task file that says all this; where the rules are the program's own, it does not say them."""
    days = f"  before: {written(rules.before)}\n  again: {written(rules.again)}\n" if ruled else ""
    items = "".join(
        f"  - {{id: {thing.name}, title: 事项 {thing.name}, tag: {thing.tag}, owner: {thing.whose[0]}, "
        f"team: {thing.whose[1]}, {'last' if int(thing.name) % 3 == 2 else 'start'}: {thing.since}}}\n"
        for thing in things
    )
    return (
        f"mode: {rules.mode}\nremind:\n{days}  escalate:\n"
        + "".join(f"    - {{missed: {missed}, to: {name}}}\n" for missed, name in rules.escalate)
        + f"  mail: {{from: 调度提醒 <dispatch@example.com>, to: [{', '.join(rules.digest)}]}}\n"
        f"people: {written(rules.people)}\ncadence: {written(rules.cadences)}\ntasks:\n{items}"
    )


def written(mapping: object) -> str:
    """Return a mapping of words as YAML holds it."""
    return f"{mapping}".replace("'", "")


def alive(random: Random, days: int) -> list[bool]:
    """Return on which days cron runs; now and then it is dead for some days."""
    found: list[bool] = []
    while len(found) < days:
        found += [True] * random.randint(5, 40) + [False] * random.randint(1, 6)
    return found[:days]


@pytest.mark.parametrize("case", [*SHORT, *map(later, CASES)], ids=lambda case: f"{case.days} days of {case.mode}")
def test_the_mails_of_a_year_are_those_that_a_model_predicts(
    case: Case, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """On each day each address is sent what it was not told yet, once, whatever people do and whenever cron is dead."""
    office = Office(tmp_path, case)
    mails: list[tuple[date, str]] = []
    refused = 0
    for ahead, is_alive in enumerate(alive(office.random, case.days)):
        today = case.first + timedelta(ahead)
        office.model.wake(today)
        before_work, again = office.random.random() < 0.5, office.random.random() < 0.1
        if before_work:
            office.work(today)
        for _ in range((1 + again) * is_alive):
            told, expected = office.cron(today)
            assert told == expected.sent, today
            mails += [(today, address) for address in expected.sent]
            refused += len(expected.refused)
        if not before_work:
            office.work(today)
    kept = [*office.kept()]
    assert [(day, receiver) for day, receiver, _ in kept] == mails
    assert len({message_id for *_, message_id in kept}) == len(kept)
    assert len((tmp_path / "calls").read_text(encoding="utf-8")) == len(mails) + refused
    if case.days >= A_YEAR:
        assert min(office.commands[command] for command in COMMANDS) > 1, office.commands
    record_property("mails predicted", len(mails))
    record_property("mails refused", refused)
