"""A meeting in words: one sentence an item, from the state in which the meeting leaves it."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from typing import TYPE_CHECKING

from dispatch_cli.changes.telling import next_due, signature
from dispatch_cli.log.batches import about_items, by_item, standing
from dispatch_cli.log.entries import Event
from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say
from dispatch_cli.schedule.rows import State, look_closely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.changes.change import Change
    from dispatch_cli.log.entries import Entry, ItemEntry
    from dispatch_cli.schedule.office import Office


def tell_meeting(office: Office, change: Change) -> list[Message]:
    """Return a sentence for each item of the agenda, how many were dispatched and not, and who wrote it down."""
    met = next(entry for entry in change.entries if entry.event == Event.MET)
    office = office._replace(today=met.on or office.today, plan=change.plan)
    histories = by_item(standing([*office.log.entries, *change.entries]))
    made = by_item(change.entries)
    lines = [
        _line(office, item_id, made.get(item_id, ()), histories.get(item_id, ()), met.more["skipped"])
        for item_id in met.more["agenda"]
    ]
    return [*lines, counts(change.entries), *signature([met])]


def tell_written(office: Office, change: Change) -> list[Message]:  # noqa: ARG001 whoever held it has seen the items
    """Return that a meeting is written, and how it is taken back."""
    return [counts(change.entries), say("It is written; `dispatch undo` takes all of it back.")]


def counts(entries: Sequence[Entry]) -> Message:
    """Return how many items a meeting dispatched, how many not, and how many it closed."""
    events = Counter(entry.event for entry in about_items(entries))
    skipped = next(len(entry.more["skipped"]) for entry in entries if entry.event == Event.MET)
    figures = [
        say("{n} dispatched", n=events[Event.DISPATCHED]),
        say("{n} not dispatched", n=skipped),
        *([say("{n} closed", n=events[Event.CLOSED])] if events[Event.CLOSED] else []),
    ]
    return say("{what}.", what=_joined(figures))


def _line(
    office: Office, item_id: str, made: Sequence[ItemEntry], history: Sequence[ItemEntry], skipped: Mapping[str, str]
) -> Message:
    """Return the sentence of one item."""
    what = [_dispatched(entry, office) if entry.event == Event.DISPATCHED else event_phrase(entry) for entry in made]
    if item_id in skipped:
        reason = skipped[item_id]
        what = [say("not dispatched ({reason})", reason=reason) if reason else say("not dispatched"), *what]
    item = next((item for item in office.plan.items if item.id == item_id), None)
    then = say("it is no longer in the list.")
    if item:
        look = look_closely(office.plan, item, history, office.today)
        closed = look.row.state is State.CLOSED
        then = say("it asks for nothing any more.") if closed else next_due(look, office)
    sentence = say("{what}; {next}", what=_joined(what), next=then)
    return say("{id}  {title}: {sentence}", id=item_id, title=item.title if item else "–", sentence=sentence)


def _dispatched(entry: ItemEntry, office: Office) -> Message:
    return say("dispatched") if entry.on == office.today else say("dispatched on {date}", date=entry.on)


def _joined(parts: Sequence[Message]) -> Message:
    return reduce(lambda before, more: say("{first}, {more}", first=before, more=more), parts)
