"""A meeting as a value: what was said of each item, and the one change of the office that follows from it.

Of what is said of one field of an item the last counts, in the place of the first; an item is closed at last, whatever
else is said of it. The meeting keeps its day, however long it lasts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.changes import dispatches, items
from dispatch_cli.changes.change import Signed, check_day
from dispatch_cli.errors import DispatchError
from dispatch_cli.meet.lines import Refusal
from dispatch_cli.meet.turns import Turns
from dispatch_cli.meet.verbs import FIELDS, Field, Verb
from dispatch_cli.model import Entry, Event, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dispatch_cli.changes.change import Change
    from dispatch_cli.meet.replies import Reply
    from dispatch_cli.meet.turns import Histories
    from dispatch_cli.schedule.office import Office

    Decisions = Mapping[Field, Reply]


class Sitting(NamedTuple):
    """One meeting: its batch in the log, its day, who writes it down, what it is called, and who attends.

    `agenda` are the ids of the items that it goes through, in their order: those due up to the day `until`.
    """

    id: str
    day: date
    agenda: tuple[str, ...]
    until: date
    by: str | None = None
    title: str | None = None
    attend: tuple[str, ...] = ()


class Said(NamedTuple):
    """What was said of an item."""

    item: str
    reply: Reply


class _Step(NamedTuple):
    """One thing that is decided of an item, by whom, and the day for which it counts if it is a fact of the past."""

    item: str
    signed: Signed
    reply: Reply
    on: date


_MAKERS: Mapping[Verb, Callable[[_Step, Office], Change]] = {
    Verb.NOTE: lambda step, office: dispatches.record(office, [step.item], step.signed, step.on),
    Verb.TAG: lambda step, office: items.tag(office, step.item, step.signed, step.reply.word),
    Verb.POSTPONE: lambda step, office: dispatches.postpone(office, step.item, step.signed, step.reply.day),
    Verb.OWNER: lambda step, office: items.assign(office, step.item, step.signed, {"owner": step.reply.word}),
    Verb.TEAM: lambda step, office: items.assign(office, step.item, step.signed, {"team": step.reply.word}),
    Verb.CLOSE: lambda step, office: items.close(office, step.item, step.signed, step.on),
}


def decided(item: Item, replies: Iterable[Reply]) -> Decisions:
    """Return what is decided of an item by all that was said of it.

    What brings a field back to what it was before the meeting decides nothing.
    """
    found: dict[Field, Reply] = {}
    for reply in replies:
        if reply.verb in FIELDS:
            field = FIELDS[reply.verb]
            if field in found and _is_as_it_was(item, field, reply):
                del found[field]
            else:
                found[field] = reply
    return found


def _is_as_it_was(item: Item, field: Field, reply: Reply) -> bool:
    before = {Field.TAG: item.tag, Field.OWNER: item.owner or "", Field.TEAM: item.team or ""}
    return field in before and before[field] == reply.word


def refusal(
    office: Office, sitting: Sitting, said: Sequence[Said], histories: Histories | None = None
) -> Refusal | None:
    """Return why the last of what was said of an item makes no sense; all of `said` is about this item."""
    turns = Turns(office._replace(today=sitting.day), histories)
    try:
        (item,) = office.find(said[-1].item)
        _decide(turns, sitting, item, decided(item, [each.reply for each in said]))
    except DispatchError as error:
        return Refusal(error.message, error.hint)
    return None


def conclude(office: Office, sitting: Sitting, said: Sequence[Said]) -> Change:
    """Return the one change that follows from a meeting: what was decided of each item, and that it was held.

    Raises DispatchError where an item cannot be changed so any more.
    """
    sitting = with_agenda(sitting, said)
    turns = Turns(office._replace(today=sitting.day))
    skipped = {}
    for item, decisions in decisions_of(office, sitting, said).items():
        _decide(turns, sitting, item, decisions)
        dispatch = decisions.get(Field.DISPATCH)
        if (dispatch is None or dispatch.verb is Verb.SKIP) and Field.CLOSING not in decisions:
            skipped[item.id] = dispatch.text if dispatch and dispatch.text else ""
    change = turns.change
    more = {"meeting": sitting.id}
    entries = [entry._replace(more={**entry.more, **more}) for entry in change.entries]
    return change._replace(entries=(*entries, _met(sitting, skipped)))


def with_agenda(sitting: Sitting, said: Iterable[Said]) -> Sitting:
    """Return the meeting with all items of which something was said on its agenda, those that were not there last."""
    return sitting._replace(agenda=tuple(dict.fromkeys((*sitting.agenda, *(each.item for each in said)))))


def decisions_of(office: Office, sitting: Sitting, said: Sequence[Said]) -> dict[Item, Decisions]:
    """Return for each item of the agenda what is decided of it. Raises CommandLineError where an item is gone."""
    own: dict[str, list[Reply]] = {item_id: [] for item_id in sitting.agenda}
    for each in said:
        own[each.item].append(each.reply)
    return {item: decided(item, own[item.id]) for item in office.find(*sitting.agenda)}


def _met(sitting: Sitting, skipped: Mapping[str, str]) -> Entry:
    title = {"title": sitting.title} if sitting.title else {}
    more = {
        **title,
        "attend": [*sitting.attend],
        "agenda": [*sitting.agenda],
        "skipped": skipped,
        "until": f"{sitting.until}",
        "meeting": sitting.id,
    }
    return Entry("", "", "", Event.MET, None, sitting.day, sitting.by, None, more)


def _decide(turns: Turns, sitting: Sitting, item: Item, decisions: Decisions) -> None:
    """Make what is decided of an item. Raises DispatchError where that makes no sense."""
    day = sitting.day
    if Field.DAY in decisions:
        day = decisions[Field.DAY].day
        check_day(turns.office, item, day)
    for field in sorted(decisions, key=lambda each: each is Field.CLOSING):
        reply = decisions[field]
        if make := _MAKERS.get(reply.verb):
            step = _Step(item.id, Signed(sitting.by, reply.text), reply, day)
            turns.take(item.id, partial(make, step))
