"""Any sequence of commands that write, beside a memory of our own that does not know how the program works.

After each step both agree on every state, due date and miss, and on the history. A command that
makes no sense changes nothing. An edit touches only the lines of its item, and undo restores
the task file byte for byte.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import oracle
import pytest
import yaml
from desk import Desk, Done
from generated import often
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from oracle import Fact
from styles import CHINESE, DAYS_TO_COME, IDS, NEWEST, TEXTS, is_cut, item_of, lists, stands_between, styled

from dispatch_cli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

WARNINGS = {"red": 1, "orange": 3}
CADENCES = {"red": "weekly", "orange": "half-monthly", "green": "monthly"}
TAGS = (*CHINESE, "紫")
KEYS = st.sampled_from(["team", "owner"])
TYPED = TEXTS.filter(lambda text: all(char.isprintable() or char in "\t\n" or char >= "\xa0" for char in text))


class Known(NamedTuple):
    """What is remembered of one item."""

    tag: str
    team: str | None
    owner: str | None
    start: date | None
    last: date | None
    closed: date | None
    facts: tuple[Fact, ...] = ()


class Happened(NamedTuple):
    """What the history should say of something; its number tells it from all others."""

    number: int
    event: str
    item: str
    on: date
    was: str | None = None
    is_now: str | None = None


class Memory(NamedTuple):
    """All that is remembered, and the bytes of the task file."""

    items: dict[str, Known]
    history: tuple[Happened, ...]
    file: bytes


class Office(RuleBasedStateMachine):
    """An office at work."""

    def __init__(self) -> None:
        """Begin in an empty folder."""
        super().__init__()
        self.folder = TemporaryDirectory()
        self.today = NEWEST
        self.past: list[Memory] = []
        self.history: tuple[Happened, ...] = ()
        self.ever: list[Happened] = []

    @initialize(
        items=lists(TAGS, DAYS_TO_COME, least=2) | lists(TAGS, DAYS_TO_COME),
        random=st.randoms(use_true_random=True),
        mode=st.sampled_from(oracle.MODES),
        own=st.tuples(*[st.sampled_from(oracle.CADENCES)] * 2),
        mark=st.sampled_from(["", "", "\ufeff"]),
    )
    def open(self, items: list[dict[str, str]], random: Any, mode: str, own: tuple[str, str], mark: str) -> None:
        """Begin with a task file of any style, a cadence of the office's own, and one that it changed."""
        self.mode, self.cadences = mode, {**CADENCES, "紫": own[0], "green": own[1]}
        cadence = json.dumps({"紫": own[0], "green": own[1]}, ensure_ascii=False)
        text = styled(items, random, {"mode": f'"{mode}"', "cadence": cadence}).text
        self.desk = Desk(Path(self.folder.name), mark + text)
        read = [item_of(item) for item in items]
        self.items = {
            item.id: Known(item.tag, item.team, item.owner, item.start, item.last, item.closed) for item in read
        }

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.folder.cleanup()

    # What is known

    def is_open(self, item_id: str) -> bool:
        """Say whether there is such an item, and it is not closed."""
        known = self.items.get(item_id)
        return known is not None and not (known.closed and known.closed <= self.today)

    def could_end(self, item_id: str, on: date) -> bool:
        """Say whether nothing is known of an item that happened after a day, and it was listed by then."""
        known = self.items[item_id]
        clock = oracle.replay(known.start, known.last, known.facts, self.today)
        later = [fact for fact in known.facts if fact.event in {"tagged", "closed", "reopened"} and fact.on > on]
        return (known.start or on) <= on and (clock.last or on) <= on and not later

    def dues(self, item_id: str) -> list[date]:
        """Return the first due date of an item; none if there is none."""
        known = self.items[item_id]
        clock = oracle.replay(known.start, known.last, known.facts, self.today)
        return [*islice(oracle.due_dates(self.cadences[known.tag], self.mode, clock.anchor, clock.standing), 1)]

    def expected(self, item_id: str) -> dict[str, Any]:
        """Return what the list should say of an item."""
        known = self.items[item_id]
        clock = oracle.replay(known.start, known.last, known.facts, self.today)
        due, missed, state = next(iter(self.dues(item_id)), None), 0, "closed"
        if self.is_open(item_id):
            state = oracle.state(due, self.today, WARNINGS.get(known.tag, 5))
            cadence = self.cadences[known.tag]
            missed = oracle.missed(cadence, self.mode, clock.anchor, self.today, clock.standing)
        due = due if state != "closed" else None
        days = {"start": known.start, "last": clock.last, "due": due, "closed": known.closed}
        own = {"tag": known.tag, "team": known.team, "owner": known.owner, "state": state, "missed": missed}
        return {**own, **{key: day and f"{day}" for key, day in days.items()}}

    # What is done

    def draw_item(self, data: st.DataObject, sensible: Callable[[str], bool]) -> str:
        """Draw an item, mostly one for which the command makes sense, seldom one that nobody knows."""
        fitting = [item for item in self.items if sensible(item)]
        return data.draw(st.sampled_from([*fitting * 4, *self.items, "?"]))

    def give(self, *command: str, possible: bool) -> bool:
        """Give a command, and say whether it was carried out; one that is not possible must change nothing."""
        before = Memory(dict(self.items), self.history, self.desk.both[0]), self.desk.both
        done = self.desk.run(*command, day=f"{self.today}")
        if possible:
            assert (done.code, done.err.count("error")) == (ExitCode.OK, 0), done
            self.past.append(before[0])
        else:
            assert_refused(done)
            assert self.desk.both == before[1]
        return possible

    def happen(self, item_id: str, event: str, on: date, to: str = "", was: str | None = None, **fields: Any) -> None:
        """Remember what happened to an item."""
        known = self.items[item_id]
        fact = Fact(event, on, date.fromisoformat(to) if event == "extended" else on)
        self.items[item_id] = known._replace(facts=(*known.facts, fact), **fields)
        self.tell(Happened(len(self.ever), event, item_id, on, was, to or None))

    def tell(self, happened: Happened) -> None:
        """Remember it as the newest of what stands, and for ever."""
        self.history = (*self.history, happened)
        self.ever.append(happened)

    def check_edit(self, item_id: str) -> None:
        """Check that the last command touched nothing but the lines of an item."""
        before = self.past[-1].file.decode()
        assert stands_between(around(before, item_id), self.desk.text)

    @rule(days=st.integers(1, 25))
    def let_days_pass(self, days: int) -> None:
        """Let some days pass."""
        self.today += timedelta(days)

    @rule(data=st.data(), back=st.sampled_from([0, 0, 0, 1, 2, 9, -1]))
    def record(self, data: st.DataObject, back: int) -> None:
        """Record that several items were dispatched, today or some days ago."""
        ids = [self.draw_item(data, self.is_open) for _ in range(data.draw(st.integers(1, 3)))]
        self.dispatch(list(dict.fromkeys(ids)), ids, back)

    @rule(back=st.sampled_from([0, 0, 0, 3]))
    def record_what_is_due(self, back: int) -> None:
        """Record that all that is due was dispatched."""
        ids = [item for item in self.items if self.is_open(item) and any(due <= self.today for due in self.dues(item))]
        if ids:
            self.dispatch(ids, ["--due"], back)
            return
        before = self.desk.both
        assert self.desk.run("record", "--due", day=f"{self.today}").code == ExitCode.OK
        assert self.desk.both == before

    def dispatch(self, ids: list[str], words: list[str], back: int) -> None:
        """Record these items for a day, and remember it."""
        on = self.today - timedelta(back)
        possible = all(self.is_open(item) and (self.items[item].start or on) <= on for item in ids) and back >= 0
        if self.give("record", *words, *(["--on", f"{on}"] if back else []), "-m", "周调度会", possible=possible):
            order = ids if words != ["--due"] else [entry.item or "" for entry in self.desk.entries[-len(ids) :]]
            assert sorted(order) == sorted(ids)
            for item in order:
                self.happen(item, "dispatched", on)
            assert self.desk.both[0] == self.past[-1].file

    @rule(data=st.data(), tag=st.sampled_from(TAGS), chinese=st.booleans())
    def change_tag(self, data: st.DataObject, tag: str, *, chinese: bool) -> None:
        """Give an item another tag, named in English or Chinese."""
        item = self.draw_item(data, self.is_open)
        possible = self.is_open(item) and self.items[item].tag != tag
        if self.give("tag", item, CHINESE.get(tag, tag) if chinese else tag, "-m", "研判", possible=possible):
            self.happen(item, "tagged", self.today, tag, self.items[item].tag, tag=tag)
            self.check_edit(item)

    @rule(data=st.data(), given=st.dictionaries(KEYS, TYPED | st.just(""), min_size=1))
    def assign(self, data: st.DataObject, given: dict[str, str]) -> None:
        """Give an item another team or owner, or none."""
        item = self.draw_item(data, self.is_open)
        old = {key: getattr(self.items.get(item), key, None) or "" for key in given}
        changed = {key: given[key] for key in ("team", "owner") if key in given and given[key] != old[key]}
        words = [f"--{key}={value}" for key, value in given.items()]
        if self.give("assign", *words, "--", item, possible=self.is_open(item) and bool(changed)):
            for key, value in changed.items():
                self.happen(item, "changed", self.today, value, old[key], **{key: value or None})
            self.check_edit(item)

    @rule(data=st.data(), back=st.sampled_from([0, 0, 2, 30, -1]))
    def close(self, data: st.DataObject, back: int) -> None:
        """Close an item, today or some days ago."""
        item, on = self.draw_item(data, self.is_open), self.today - timedelta(back)
        possible = self.is_open(item) and self.could_end(item, on) and back >= 0
        if self.give("close", item, "-m", "办结", "--on", f"{on}", possible=possible):
            was = self.items[item].closed
            self.happen(item, "closed", on, was=f"{was}" if was else None, closed=on)
            self.check_edit(item)

    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        """Open an item again."""
        item = self.draw_item(data, lambda each: self.items[each].closed is not None)
        possible = item in self.items and self.items[item].closed is not None and not self.is_open(item)
        if self.give("reopen", item, "-m", "反复", possible=possible):
            self.happen(item, "reopened", self.today, was=f"{self.items[item].closed}", closed=None)
            self.check_edit(item)

    @rule(data=st.data(), later=st.integers(-1, 30))
    def postpone(self, data: st.DataObject, later: int) -> None:
        """Move the due date of an item back."""
        item = self.draw_item(data, lambda each: self.is_open(each) and self.dues(each) >= [self.today])
        due = next(iter(self.dues(item) if item in self.items else []), date.min)
        to = max(due, self.today) + timedelta(later)
        possible = self.is_open(item) and later > 0 and due >= self.today
        if self.give("postpone", item, "--to", f"{to}", "-m", "等待供地", possible=possible):
            self.happen(item, "extended", self.today, f"{to}")
            assert self.desk.both[0] == self.past[-1].file

    @rule(
        title=TYPED,
        tag=st.sampled_from(TAGS),
        item=st.sampled_from([*IDS, "", ""]),
        start=st.sampled_from([0, 0, 40, -5]),
        fields=st.dictionaries(KEYS, TYPED),
    )
    def add(self, title: str, tag: str, item: str, start: int, fields: dict[str, str]) -> None:
        """Add an item, with an id or without."""
        listed, known = self.today - timedelta(start), {*self.items, *(each.item for each in self.history)}
        item_id = item or f"{max((int(each) for each in known if each.isascii() and each.isdigit()), default=0) + 1}"
        words = [f"--{key}={value}" for key, value in {**fields, "id": item, "start": f"{listed}"}.items() if value]
        if self.give("add", f"--tag={tag}", *words, "--", title, possible=item_id not in known):
            self.items[item_id] = Known(tag, fields.get("team"), fields.get("owner"), listed, None, None)
            self.tell(Happened(len(self.ever), "added", item_id, self.today))
            before = self.past[-1].file.decode()
            assert is_cut(self.desk.text, before) or is_cut(self.desk.text, before.replace(" []", ""))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        """Take back the last command; the file is what it was."""
        memory = self.past.pop()
        self.desk.do("undo", day=f"{self.today}")
        assert self.desk.both[0] == memory.file
        self.items, self.history = memory.items, memory.history

    @rule(data=st.data())
    def talk_nonsense(self, data: st.DataObject) -> None:
        """Give a command that makes no sense, whatever the item."""
        item = data.draw(st.sampled_from([*self.items, "1"]))
        self.give(*data.draw(st.sampled_from([*nonsense(item), *[["undo"]] * (not self.past)])), possible=False)

    # What is seen

    @invariant()
    def the_list_is_as_remembered(self) -> None:
        """Compare states, due dates and misses with the memory."""
        listed = json.loads(self.desk.do("list", "--closed", "--format", "json", day=f"{self.today}"))
        expected = {item: self.expected(item) for item in self.items}
        assert {row["id"]: {key: row[key] for key in expected[row["id"]]} for row in listed["items"]} == expected

    @invariant()
    def the_history_is_as_remembered(self) -> None:
        """Compare the history with what was done, in the order of its days, and with what was taken back."""
        told = json.loads(self.desk.do("history", "--undone", "--format", "json", day=f"{self.today}"))["entries"]
        expected = sorted(self.ever, key=lambda each: each.on)
        assert [
            (each["event"], each["item"], each["on"], each["from"] or None, each["to"] or None) for each in told
        ] == [(each.event, each.item, f"{each.on}", each.was or None, each.is_now or None) for each in expected]
        assert [each["undone"] for each in told] == [each not in self.history for each in expected]


def nonsense(item: str) -> list[list[str]]:
    """Return commands about an item that are wrong in themselves."""
    return [
        ["record"],
        ["record", "--due", item],
        ["record", item, "--on", "2026-2-3"],
        ["record", item, "--on", "9999-12-31"],
        ["record", item, "没有"],
        ["tag", item, "red"],
        ["tag", item, "blue", "-m", "研判"],
        ["tag", item, "red", "-m", " "],
        ["assign", item],
        ["close", item, "-m", "办结", "--on", "2026-02-30"],
        ["postpone", item, "--to", "2027-01-01"],
        ["postpone", item, "-m", "等待供地"],
        ["postpone", item, "--to", "0001-01-01", "-m", "等待供地"],
        ["add", "--tag", "red", " "],
        ["add", "甲"],
        ["add", "甲", "--tag", "blue"],
        ["add", "甲\x1b", "--tag", "red"],
        ["reopen", "没有"],
        ["undo", item],
    ]


def assert_refused(done: Done) -> None:
    """Check that a command was refused as one that makes no sense, with a reason and a remedy."""
    assert done.code == ExitCode.USAGE, done
    assert done.out == ""
    assert done.err.startswith(("error: ", "Usage: "))


def around(text: str, item_id: str) -> tuple[str, str]:
    """Return what stands before and after the lines of an item, from its first key to the end of its last value."""
    begun = text.removeprefix("\ufeff")
    item = next(item for item in items_of(begun) if item_id in id_of(item))
    start, stop = item.start_mark.index, max(value.end_mark.index for _, value in item.value)
    start = max(begun.rfind("\n", 0, start), begun.rfind("\r", 0, start)) + 1
    ends = [at for end in "\r\n" if (at := begun.find(end, len(begun[:stop].rstrip()))) >= 0]
    return text[: len(text) - len(begun)] + begun[:start], begun[min(ends, default=len(begun)) :]


def items_of(text: str) -> list[Any]:
    """Return the nodes of the items in a task file."""
    pairs: list[Any] = getattr(yaml.compose(text, yaml.CSafeLoader), "value", [])
    items: list[Any] = next(value.value for key, value in pairs if key.value == "tasks")
    return items


def id_of(item: Any) -> list[str]:
    """Return the id of an item's node."""
    return [value.value.strip() for key, value in item.value if key.value == "id"]


TestOffice = Office.TestCase
TestOffice.settings = settings(often(40), stateful_step_count=15, suppress_health_check=[*HealthCheck])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_lines_of_an_item_are_found(mark: str) -> None:
    """The memory's own look at a file finds the lines of an item, in block and in flow."""
    text = f"{mark}tasks:\n- id: 1\n  title: 甲 # 一\n# 二\n- {{id: 2}} # 三\n"
    assert around(text, "1") == (f"{mark}tasks:\n", "\n# 二\n- {id: 2} # 三\n")
    assert around(text, "2") == (f"{mark}tasks:\n- id: 1\n  title: 甲 # 一\n# 二\n", "\n")
