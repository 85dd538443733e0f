"""What was told before: the stages of reminders and the addresses, from the log."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.model import OF_MAIL, Entry, Event
from dispatch_cli.plan.addresses import is_message_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Stage(NamedTuple):
    """One occasion to tell of an item: for which due date, and in which state.

    `day` says how many days after the due date a stage of an overdue item begins: so it stays the same stage
    when the office changes how often it repeats.
    """

    item: str
    due: date
    kind: str
    day: int = 0


class Memory(NamedTuple):
    """What the log says was told: by stage the addresses, and by address the newest day up to today.

    `begun` holds the Message-IDs of what was perhaps told, by stage and address; what is no Message-ID is not there.
    """

    told: Mapping[Stage, frozenset[str]]
    newest: Mapping[str, date]
    begun: Mapping[tuple[Stage, str], str] = MappingProxyType({})

    def knows(self, stage: Stage, address: str | None) -> bool:
        """Say whether an address was told of a stage."""
        return address in self.told.get(stage, ())


def remember(entries: Iterable[Entry], today: date = date.max) -> Memory:
    """Return what was told; an entry that this version does not understand has told nothing."""
    told: dict[Stage, set[str]] = defaultdict(set)
    newest: dict[str, date] = {}
    begun: dict[tuple[Stage, str], str] = {}
    for entry in entries:
        stage = _stage_of(entry) if entry.event in OF_MAIL else None
        if not (stage and entry.new and entry.on):
            continue
        message = entry.more.get("message") if entry.event == Event.REMINDING else None
        begun[stage, entry.new] = message if is_message_id(message) else ""
        if entry.event == Event.REMINDED:
            told[stage].add(entry.new)
            if entry.on <= today:
                newest[entry.new] = max(entry.on, newest.get(entry.new, entry.on))
    left = {key: message for key, message in begun.items() if message}
    return Memory({stage: frozenset(addresses) for stage, addresses in told.items()}, newest, left)


def _stage_of(entry: Entry) -> Stage | None:
    due, kind, day = (entry.more.get(key) for key in ("due", "stage", "day"))
    due_date = parse_date(due) if isinstance(due, str) else None
    if entry.item is None or due_date is None or not isinstance(kind, str):
        return None
    return Stage(entry.item, due_date, kind, day if isinstance(day, int) else 0)
