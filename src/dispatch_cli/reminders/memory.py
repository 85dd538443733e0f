"""What the log remembers of reminders: which addresses were told of which stages."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.log.events import ABOUT_LETTERS
from dispatch_cli.model import Entry, Event
from dispatch_cli.plan.addresses import is_message_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Stage(NamedTuple):
    """One occasion to remind people of an item: for which due date, and in which state (`kind`).

    A stage of an overdue item begins `day` days after the due date. So it stays the same stage when the
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


class Memory(NamedTuple):
    """What was told: the `addresses` by stage, and by address the `newest` day up to today.

    `begun` holds the Message-IDs of reminders that were perhaps told, by stage and address; what is no Message-ID is
    not there.
    """

    addresses: Mapping[Stage, frozenset[str]]
    newest: Mapping[str, date]
    begun: Mapping[tuple[Stage, str], str] = MappingProxyType({})

    def knows(self, stage: Stage, address: str | None) -> bool:
        """Say whether an address was told of a stage."""
        return address in self.addresses.get(stage, ())


def remember(entries: Iterable[Entry], today: date = date.max) -> Memory:
    """Return what was told, by entries that this version understands; `today` limits the `newest` days."""
    by_stage: dict[Stage, set[str]] = defaultdict(set)
    newest: dict[str, date] = {}
    begun: dict[tuple[Stage, str], str] = {}
    for entry in entries:
        stage = _stage_of(entry) if entry.event in ABOUT_LETTERS else None
        if not (stage and entry.new and entry.on):
            continue
        message = entry.more.get("message") if entry.event == Event.REMINDING else None
        begun[stage, entry.new] = message if is_message_id(message) else ""
        if entry.event == Event.REMINDED:
            by_stage[stage].add(entry.new)
            if entry.on <= today:
                newest[entry.new] = max(entry.on, newest.get(entry.new, entry.on))
    unfinished = {key: message for key, message in begun.items() if message}
    return Memory({stage: frozenset(addresses) for stage, addresses in by_stage.items()}, newest, unfinished)


def _stage_of(entry: Entry) -> Stage | None:
    due, kind, day = (entry.more.get(key) for key in ("due", "stage", "day"))
    due_date = parse_date(due) if isinstance(due, str) else None
    if entry.item is None or due_date is None or not isinstance(kind, str):
        return None
    return Stage(entry.item, due_date, kind, day if isinstance(day, int) else 0)
