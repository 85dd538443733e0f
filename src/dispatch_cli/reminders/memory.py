"""What the log remembers of reminders: which mailboxes were told of which stages, and on which days.

One line of the log holds all that a message tells, as a list of stages. Older versions wrote a line for each stage;
such lines count as ever.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date  # noqa: TC003 the annotations of values are read at run time
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.events import ABOUT_LETTERS
from dispatch_cli.log.lines import parse_day
from dispatch_cli.model import Entry, Event
from dispatch_cli.plan.addresses import is_message_id, mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    DaysByMailbox = Mapping[str, frozenset[date]]

STAGES, MESSAGE = "stages", "message"
# The kinds of the two stages of a deadline; all others are those of a due date.
NEAR, PASSED = "deadline", "deadline passed"
_LEAST = 3  # of a stage the log needs: item, due date and kind


class Stage(NamedTuple):
    """One occasion to remind people of an item: for which due date, and in which state (`kind`).

    Of a deadline, which is the `due` then, there are two: that it is near, and that it has passed.
    A stage of an overdue item begins `day` working days after the due date. So it stays the same stage when the
    office changes how often reminders are repeated.
    """

    item: str
    due: date
    kind: str
    day: int = 0

    @property
    def obligation(self) -> tuple[str, date]:
        """Return the item and its due date, which all stages of one obligation share."""
        return self.item, self.due


class Told(NamedTuple):
    """A stage, and the mailbox that was told of it."""

    stage: Stage
    box: str

    @property
    def began(self) -> Told:
        """Return the same as of day 0, which all stages of one kind share."""
        return Told(self.stage._replace(day=0), self.box)


class Memory(NamedTuple):
    """What the log says of messages: `told` is what was handed over, `tried` that and what was to be handed over.

    `begun` holds the Message-IDs of what was perhaps told; what is no Message-ID is not there. `newest` holds the
    newest day by what was told, as of day 0.
    """

    told: frozenset[Told] = frozenset()
    tried: frozenset[Told] = frozenset()
    begun: Mapping[Told, str] = MappingProxyType({})
    newest: Mapping[Told, int] = MappingProxyType({})

    def knows(self, stage: Stage, address: str | None) -> bool:
        """Say whether the mailbox of an address was told of a stage, or of one that began later."""
        newest = self.newest.get(Told(stage, mailbox(address)).began) if address is not None else None
        return newest is not None and stage.day <= newest

    @property
    def stages(self) -> frozenset[Stage]:
        """Return the stages of which anybody was told."""
        return frozenset(each.stage for each in self.told)

    @property
    def counts(self) -> Counter[tuple[str, date]]:
        """Return of how many stages of each obligation anybody was told."""
        return Counter(stage.obligation for stage in self.stages if stage.kind not in {NEAR, PASSED})


class MailDays(NamedTuple):
    """By mailbox, the days on which something was handed over, and those on which that was at least tried."""

    told: DaysByMailbox = MappingProxyType({})
    tried: DaysByMailbox = MappingProxyType({})

    @property
    def newest(self) -> Mapping[str, date]:
        """Return by mailbox the newest day on which something was handed over."""
        return {box: max(days) for box, days in self.told.items()}


def remember(entries: Iterable[Entry]) -> Memory:
    """Return what was told; what this version does not understand of an entry has told nothing."""
    told: set[Told] = set()
    begun: dict[Told, str] = {}
    for entry, address in _about_letters(entries):
        box, is_told = mailbox(address), entry.event == Event.REMINDED
        stages = [Told(stage, box) for stage in _stages_of(entry)]
        begun |= dict.fromkeys(stages, "" if is_told else _message_of(entry))
        if is_told:
            told.update(stages)
    unfinished = {each: message for each, message in begun.items() if message}
    newest: dict[Told, int] = {}
    for each in told:
        newest[each.began] = max(each.stage.day, newest.get(each.began, each.stage.day))
    return Memory(frozenset(told), frozenset(begun), unfinished, newest)


def mail_days(entries: Iterable[Entry], today: date) -> MailDays:
    """Return on which days up to today messages left, or were to leave, and to whom."""
    told: dict[str, set[date]] = defaultdict(set)
    tried: dict[str, set[date]] = defaultdict(set)
    for entry, address in _about_letters(entries):
        if entry.on and entry.on <= today:
            tried[mailbox(address)].add(entry.on)
            if entry.event == Event.REMINDED:
                told[mailbox(address)].add(entry.on)
    return MailDays(_frozen(told), _frozen(tried))


def _about_letters(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Yield the entries that say to whom a message went, or was to go, each with the address."""
    return ((each, each.new) for each in entries if each.event in ABOUT_LETTERS and each.on and each.new)


def _frozen(days: Mapping[str, set[date]]) -> DaysByMailbox:
    return {box: frozenset(own) for box, own in days.items()}


def _message_of(entry: Entry) -> str:
    message = entry.more.get(MESSAGE)
    return message if is_message_id(message) else ""


def stages_written(stages: Iterable[Stage]) -> list[list[str | int]]:
    """Return stages as the log holds them."""
    return [[stage.item, f"{stage.due}", stage.kind, stage.day] for stage in stages]


def _stages_of(entry: Entry) -> list[Stage]:
    """Return the stages that an entry tells of: its list, or in a line of an older version the only one."""
    listed = entry.more.get(STAGES)
    if not isinstance(listed, list):
        listed = [[entry.item, *(entry.more.get(key) for key in ("due", "stage", "day"))]]
    return [stage for each in listed if (stage := _stage(each))]


def _stage(written: object) -> Stage | None:
    if not isinstance(written, list) or len(written) < _LEAST:
        return None
    item, due, kind, *more = written
    due_date = parse_day(due) if isinstance(due, str) else None
    if due_date is None or not isinstance(item, str) or not isinstance(kind, str):
        return None
    day = next(iter(more), 0)
    return Stage(item, due_date, kind, day if isinstance(day, int) else 0)
