"""An office whose people do whatever they can: every command, edits by hand, logs put together again.

The commands are the program's own; what makes no sense it refuses, and then nothing has happened. Every command has
a moment of its own, so that the log can be told apart from any other order of its lines.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st
from reading import plan

from dispatch_cli.changes import dispatches, items
from dispatch_cli.changes.change import Signed
from dispatch_cli.changes.undo import undo
from dispatch_cli.errors import DispatchError, ProblemsError
from dispatch_cli.log.file import appended, read_log, stamped
from dispatch_cli.log.order import next_at
from dispatch_cli.model import Item
from dispatch_cli.plan.edits import remove_field, set_field
from dispatch_cli.plan.tree import Nodes
from dispatch_cli.schedule.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatch_cli.changes.change import Change

FIRST = date(2026, 6, 1)
ZONE = timezone(timedelta(hours=8))
SIGNED = Signed("招商一科", "周调度会")
IDS = ("1", "2", "3")
CADENCES = ("daily", "weekly", "half-monthly", "monthly", "every 5 days", "FREQ=WEEKLY;BYDAY=MO,TH")
TAGS = ("red", "orange", "green", "office")
COMMANDS = ("record", "record", "record", "postpone", "postpone", "tag", "close", "reopen", "assign", "add", "undo")
BY_HAND = ("last by hand", "start by hand", "closed by hand", "opened by hand", "tag by hand", "tag gone")
MERGES = ("dispatched elsewhere", "extended elsewhere", "shuffled", "doubled")
# A long holiday soon after the first day, as early as the histories are, and the ways in which due dates move.
OFF = f"off: [{FIRST + timedelta(5)}..{FIRST + timedelta(16)}, {FIRST + timedelta(24)}], on: [{FIRST + timedelta(27)}]"
WORKDAYS = (
    "CN",
    "none",
    f"{{{OFF}}}",
    f"{{due: before, {OFF}}}",
    "{due: before, calendar: CN}",
    f"{{due: keep, {OFF}}}",
)
KINDS = st.sampled_from((*["days pass"] * 8, *COMMANDS * 2, *BY_HAND * 2, *MERGES * 2))


class Step(NamedTuple):
    """What is done: the kind, with which item, how many days back or ahead, to which tag."""

    kind: str
    item: str
    back: int
    ahead: int
    tag: str


class Beginning(NamedTuple):
    """An office before anything happened: its mode, cadences by tag, when each item began, and its working days."""

    mode: str
    cadences: Sequence[str]
    items: Sequence[str]
    since: date | None
    workdays: str = ""

    @property
    def text(self) -> str:
        """Return the task file."""
        cadence = ", ".join(f'{tag}: "{name}"' for tag, name in zip(TAGS, self.cadences, strict=True))
        rows = (f"  - {{id: {name}, title: 甲, {row}}}\n" for name, row in zip(IDS, self.items, strict=True))
        head = f"mode: {self.mode}\ncadence: {{{cadence}, former: weekly}}\nworkdays: {self.workdays}\n"
        return f"{head}tasks:\n{''.join(rows)}"


STEPS = st.builds(
    Step,
    KINDS,
    st.sampled_from((*IDS, "4")),
    st.sampled_from([0, 0, 0, 1, 3, 9, 40]),
    st.sampled_from([1, 2, 5, 9, 30]),
    st.sampled_from(TAGS),
)


@st.composite
def beginnings(draw: st.DrawFn, workdays: Sequence[str] = ("",)) -> Beginning:
    """Draw an office that lists three items, some of which were dispatched before their log began."""
    back = st.integers(0, 60).map(lambda days: FIRST - timedelta(days))
    rows = []
    for _ in IDS:
        start, last = draw(back), draw(back)
        days = draw(st.sampled_from([f"start: {start}", f"last: {last}", f"start: {min(start, last)}, last: {last}"]))
        rows.append(f"tag: {draw(st.sampled_from((*TAGS, 'former')))}, {days}")
    cadences = [draw(st.sampled_from(CADENCES)) for _ in TAGS]
    since = draw(st.sampled_from([None, None, FIRST - timedelta(20), FIRST + timedelta(10)]))
    mode, rule = draw(st.sampled_from(("rolling", "calendar"))), draw(st.sampled_from(workdays))
    return Beginning(mode, cadences, rows, since, rule)


class Chronicle:
    """The office as it goes on: the bytes of both files, and its day."""

    def __init__(self, beginning: Beginning) -> None:
        """Begin with an empty log."""
        self.text, self.data, self.since, self.today = beginning.text, b"", beginning.since, FIRST
        self.moments = 0
        self.done: list[str] = []

    @property
    def office(self) -> Office:
        """Return what both files say today."""
        understood = plan(self.text)._replace(since=self.since)
        return Office(understood, read_log("", self.data), self.today, self.text, zone=ZONE)

    def live(self, step: Step) -> None:
        """Let something happen, if it can."""
        before = self.text, self.data
        with suppress(DispatchError, ProblemsError):
            self._acts(step)[step.kind]()
            self.done += [step.kind] if (self.text, self.data) != before else []

    def _acts(self, step: Step) -> dict[str, Callable[[], None]]:
        office = self.office
        there, ahead = self.today - timedelta(step.back), self.today + timedelta(step.ahead)
        new = Item("", "新", step.tag, start=there)
        owner = {"owner": f"招商{step.ahead}科"}
        other = Signed("招商二科")
        return {
            "days pass": lambda: self._wait(step.ahead),
            "record": lambda: self._write(dispatches.record(office, [step.item], SIGNED, there)),
            "postpone": lambda: self._write(dispatches.postpone(office, step.item, SIGNED, ahead)),
            "tag": lambda: self._write(items.tag(office, step.item, SIGNED, step.tag)),
            "close": lambda: self._write(items.close(office, step.item, SIGNED, there)),
            "reopen": lambda: self._write(items.reopen(office, step.item, SIGNED)),
            "assign": lambda: self._write(items.assign(office, step.item, SIGNED, {**owner, "team": step.tag})),
            "add": lambda: self._write(items.add(office, SIGNED, new)),
            "undo": lambda: self._write(undo(office, SIGNED)),
            "last by hand": lambda: self._edit(step.item, "last", f"{there}"),
            "start by hand": lambda: self._edit(step.item, "start", f"{there}"),
            "closed by hand": lambda: self._edit(step.item, "closed", f"{there}"),
            "opened by hand": lambda: self._edit(self._closed_item(step.item), "closed", None),
            "tag by hand": lambda: self._edit(step.item, "tag", step.tag),
            "tag gone": lambda: self._keep(self.text.replace(", former: weekly", "")),
            "dispatched elsewhere": lambda: self._merge(
                dispatches.record(office._replace(today=there), [step.item], other, there), there
            ),
            "extended elsewhere": lambda: self._merge(
                dispatches.postpone(office._replace(today=there), step.item, other, ahead), there
            ),
            "shuffled": lambda: self._shuffle(step.back),
            "doubled": lambda: self._double(step.ahead),
        }

    def _wait(self, days: int) -> None:
        self.today += timedelta(days)

    def _moment(self, day: date) -> datetime:
        """Return a moment of a day that nothing else has."""
        self.moments += 1
        return datetime.combine(day, time(8), ZONE) + timedelta(seconds=self.moments)

    def _write(self, change: Change) -> None:
        """Write a command down as the program does."""
        log = self.office.log
        at = next_at(self._moment(self.today), log.entries)
        entries = stamped(change.entries, f"batch{self.moments}", at)
        assert plan(change.text) == change.plan._replace(since=None)
        self.text = change.text
        self.data += appended(self.data, log, entries) if entries else b""

    def _merge(self, change: Change, day: date) -> None:
        """Put what somebody wrote elsewhere, on a day and without knowing the rest, into the middle of the log."""
        entries = stamped(change.entries, f"other{self.moments}", self._moment(day).isoformat())
        lines = self.data.splitlines(keepends=True)
        place = self.moments % (len(lines) + 1)
        self.data = b"".join([*lines[:place], appended(b"", read_log("", b""), entries), *lines[place:]])

    def _shuffle(self, how: int) -> None:
        """Put the lines of the log into another order."""
        lines = self.data.splitlines(keepends=True)
        self.data = b"".join(lines[how % (len(lines) or 1) :] + lines[: how % (len(lines) or 1)])

    def _double(self, every: int) -> None:
        """Repeat some lines, as a merge does."""
        self.data += b"".join(self.data.splitlines(keepends=True)[::every])

    def _closed_item(self, item_id: str) -> str:
        """Return an item that is closed, if there is one: this one rather than another."""
        closed = [item.id for item in self.office.plan.items if item.closed]
        return item_id if item_id in closed else [*closed, item_id][0]

    def _edit(self, item_id: str, field: str, value: str | None) -> None:
        """Edit the list by hand; what would be a problem is not kept."""
        if item_id not in {item.id for item in self.office.plan.items}:
            return
        node = Nodes(self.text).item(item_id)
        if value is None and field not in {pair.key.text for pair in node.pairs}:
            return
        edit = remove_field(self.text, node, field) if value is None else set_field(self.text, node, field, value)
        self._keep(edit.apply(self.text))

    def _keep(self, text: str) -> None:
        plan(text)  # raises ProblemsError
        self.text = text
