"""The postponements of an item that stand: somebody said that it is not due before a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.log.events import EXTENSIONS, RESTARTS
from dispatch_cli.schedule.anchor import facts_until, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import ItemEntry

_BEFORE_ALL = (date.min, -1)


class Postponement(NamedTuple):
    """The day on which somebody postponed, and the day before which nothing is due then."""

    made: date
    to: date


def standing_postponements(entries: Sequence[ItemEntry], today: date) -> tuple[Postponement, ...]:
    """Return the postponements that stand, in written order; a change of tag or a reopening ends those before it."""
    if not any(entry.event in EXTENSIONS for entry in entries):
        return ()
    facts = facts_until(entries, today)
    after = max((when(fact) for fact in facts if fact.entry.event in RESTARTS), default=_BEFORE_ALL)
    return tuple(made for fact in facts if when(fact) > after for made in postponements_of(fact.entry))


def postponements_of(entry: ItemEntry) -> tuple[Postponement, ...]:
    """Return the postponement that an entry is, none where it is something else."""
    to = parse_date(entry.new) if entry.event in EXTENSIONS else None
    return (Postponement(entry.on, to),) if to else ()
