"""A meeting as a value: what was said of each item, and the one change of the office that follows from it.

Of what is said of one field of an item the last counts, in the place of the first; an item is closed at last, whatever
else is said of it. The meeting keeps its day, however long it lasts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.changes import dispatches, items
from dispatch_cli.changes.change import Signed, check_day
from dispatch_cli.errors import CommandLineError, DispatchError, NothingToChangeError
from dispatch_cli.log.entries import Entry, Event
from dispatch_cli.meet.lines import Refusal
from dispatch_cli.meet.turns import Turns
from dispatch_cli.meet.verbs import FIELDS, Field, Verb
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dispatch_cli.changes.change import Change
    from dispatch_cli.meet.replies import Reply
    from dispatch_cli.meet.turns import Histories
    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item
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
    Verb.DEADLINE: lambda step, office: items.move_deadline(office, step.item, step.signed, step.reply.day),
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
    return before.get(field) == reply.word or (field is Field.DEADLINE and item.deadline == reply.day)


def settled(turns: Turns, item_id: str, replies: Sequence[Reply]) -> Decisions:
    """Return what is decided of an item as it is now in the list.

    Of one that was closed or taken out meanwhile nothing can be decided: it may be skipped, whatever was said before.
    Raises CommandLineError where it is not.
    """
    try:
        (item,) = turns.about(item_id).find_open(item_id)
    except CommandLineError:
        last = next((reply for reply in reversed(replies) if reply.verb in FIELDS), None)
        if last is not None and last.verb is not Verb.SKIP:
            raise
        return {Field.DISPATCH: last} if last else {}
    return decided(item, replies)


def refusal(
    office: Office, sitting: Sitting, said: Sequence[Said], histories: Histories | None = None
) -> Refusal | None:
    """Return why what was said of an item makes no sense; all of `said` is about this item."""
    try:
        tried(office, sitting, said[-1].item, [each.reply for each in said], histories)
    except NothingToChangeError as error:
        return Refusal(error.message, _instead(said[-1].reply))
    except DispatchError as error:
        return Refusal(error.message, error.hint)
    return None


def _instead(reply: Reply) -> Message:
    """Return what to say instead of a decision that changes nothing: what was said is a note, and so a dispatch."""
    if reply.text is None:
        return say("leave it out: it is so already")
    return say("leave it out, or write what was said as a note, without the verb: `{note}`", note=reply.text)


def tried(
    office: Office, sitting: Sitting, item_id: str, replies: Sequence[Reply], histories: Histories | None = None
) -> Turns:
    """Return the office after what was said of one item. Raises DispatchError where that makes no sense."""
    turns = Turns(office._replace(today=sitting.day), histories)
    _decide(turns, sitting, item_id, settled(turns, item_id, replies))
    return turns


def conclude(office: Office, sitting: Sitting, said: Sequence[Said]) -> Change:
    """Return the one change that follows from a meeting: what was decided of each item, and that it was held.

    Raises DispatchError where an item cannot be changed so any more.
    """
    sitting = with_agenda(sitting, said)
    turns = Turns(office._replace(today=sitting.day))
    skipped = {}
    for item_id in sitting.agenda:
        decisions = settled(turns, item_id, [each.reply for each in said if each.item == item_id])
        _decide(turns, sitting, item_id, decisions)
        dispatch = decisions.get(Field.DISPATCH)
        if (dispatch is None or dispatch.verb is Verb.SKIP) and Field.CLOSING not in decisions:
            skipped[item_id] = dispatch.text if dispatch and dispatch.text else ""
    change = turns.change
    more = {"meeting": sitting.id}
    entries = [entry._replace(more={**entry.more, **more}) for entry in change.entries]
    return change._replace(entries=(*entries, _met(sitting, skipped)))


def with_agenda(sitting: Sitting, said: Iterable[Said]) -> Sitting:
    """Return the meeting with all items of which something was said on its agenda, those that were not there last."""
    return sitting._replace(agenda=tuple(dict.fromkeys((*sitting.agenda, *(each.item for each in said)))))


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


def _decide(turns: Turns, sitting: Sitting, item_id: str, decisions: Decisions) -> None:
    """Make what is decided of an item. Raises DispatchError where that makes no sense."""
    day = sitting.day
    if Field.DAY in decisions:
        day = decisions[Field.DAY].day
        (item,) = turns.office.find(item_id)
        check_day(turns.office, item, day)
    for field in sorted(decisions, key=lambda each: each is Field.CLOSING):
        reply = decisions[field]
        if make := _MAKERS.get(reply.verb):
            turns.take(item_id, partial(make, _Step(item_id, Signed(sitting.by, reply.text), reply, day)))
