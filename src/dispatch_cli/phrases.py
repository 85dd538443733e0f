"""What happened, in words: an entry of the log as a phrase, a command as the sentences that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.agenda import look_closely
from dispatch_cli.anchor import by_item, standing
from dispatch_cli.explain import CAUSES, cadence_phrase
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.model import Event, Mode
from dispatch_cli.words import field_word, tag_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.agenda import Look
    from dispatch_cli.changes import Change
    from dispatch_cli.commands import HalfDone
    from dispatch_cli.messages import Value
    from dispatch_cli.model import Entry
    from dispatch_cli.office import Office


def event_phrase(entry: Entry) -> Message:
    """Return what happened, in words."""
    old, new = entry.old or _NONE, entry.new or _NONE
    if entry.event == Event.TAGGED:
        return say("tag {old} → {new}", old=tag_word(entry.old or "–"), new=tag_word(entry.new or "–"))
    if entry.event == Event.EXTENDED:
        return say("extended to {new}", new=new)
    if entry.event == Event.CHANGED:
        return say("{field} {old} → {new}", field=field_word(entry.field or "–"), old=old, new=new)
    return EVENT_WORDS.get(entry.event) or say("{event}", event=entry.event)


_NONE = say("none")
EVENT_WORDS: dict[str, Message] = {
    Event.DISPATCHED: say("dispatched"),
    Event.CLOSED: say("closed"),
    Event.REOPENED: say("reopened"),
    Event.ADDED: say("added"),
}


def tell(office: Office, change: Change) -> list[Message]:
    """Return for each entry of a change the sentence that matters: what it did, and when the item is due next."""
    known = by_item(standing([*office.log.entries, *change.entries]))
    items = {item.id: item for item in change.plan.items}
    told = []
    for entry in change.entries:
        item = items[entry.item or ""]
        look = look_closely(change.plan, item, known[item.id], office.today)
        told.append(
            say("{id}  {title}: {sentence}", id=item.id, title=item.title, sentence=_sentence(entry, look, office))
        )
    return told


def signature(entries: Sequence[Entry]) -> list[Message]:
    """Return who has written something down and what they say about it, so that a slip of the hand is seen."""
    by, note = (entries[0].by, entries[0].note) if entries else (None, None)
    if by and note:
        return [say("Written down by {by}: {note}", by=by, note=note)]
    return [say("Written down by {by}.", by=by)] if by else []


def _sentence(entry: Entry, look: Look, office: Office) -> Message:
    if entry.event == Event.CLOSED:
        return say("closed on {date}; it asks for nothing any more.", date=entry.on or office.today)
    if entry.event == Event.CHANGED:
        return say("{what}.", what=event_phrase(entry))
    if entry.event == Event.EXTENDED:
        return say("extended; now due {due}, and later due dates count from there.", due=look.row.due or office.today)
    if entry.event == Event.DISPATCHED and look.schedule.anchor.on != entry.on:
        return _behind(entry, look, office)
    return say("{what}; {next}", what=_what(entry, look, office), next=_next_due(look, office))


def _what(entry: Entry, look: Look, office: Office) -> Message:
    if entry.event == Event.DISPATCHED:
        return say("dispatch recorded for {date}", date=entry.on or office.today)
    if entry.event == Event.ADDED:
        return say("added as item {id}", id=entry.item or "")
    if look.schedule.anchor.on != entry.on:  # the item's start is still to come
        return event_phrase(entry)
    if entry.event == Event.REOPENED:
        return say("reopened, the clock restarts on {date}", date=look.schedule.anchor.on)
    return say("{what}, the clock restarts on {date}", what=event_phrase(entry), date=look.schedule.anchor.on)


def _behind(entry: Entry, look: Look, office: Office) -> Message:
    """Say that a dispatch lies before what the clock started from, and so moves nothing."""
    anchor = look.schedule.anchor
    return say(
        "dispatch recorded for {date}; the clock still starts on {anchor} ({cause}); {next}",
        date=entry.on or office.today,
        anchor=anchor.on,
        cause=CAUSES[anchor.cause],
        next=_next_due(look, office),
    )


def _next_due(look: Look, office: Office) -> Message:
    due, rule = look.row.due, _rule(look, office.plan.mode)
    if due is None:
        return say("nothing falls due after that ({rule}).", rule=rule)
    late = (office.today - due).days
    if late > 0:
        return say_n(
            "due since {due}, {n} day ago ({rule}).",
            "due since {due}, {n} days ago ({rule}).",
            late,
            due=due,
            rule=rule,
        )
    return say("next due {due} ({rule}).", due=due, rule=rule)


def _rule(look: Look, mode: Mode) -> Message:
    """Say what the due date follows from: an extension, else the cadence of the tag."""
    tag, due = look.row.tag, look.row.due
    if due and due == look.schedule.anchor.extended_to:
        return say("extended")
    name, often = tag_word(tag.name), cadence_phrase(tag.cadence)
    if mode is Mode.CALENDAR and tag.cadence.only is None:
        return say("{tag}: {often}, by the calendar", tag=name, often=often)
    return say("{tag}: {often}", tag=name, often=often)


def tell_undone(office: Office, change: Change) -> list[Message]:
    """Return for each entry taken back what it was."""
    titles = {item.id: item.title for item in (*office.plan.items, *change.plan.items)}
    return [
        say(
            "{id}  {title}: taken back: {what} ({date}, {by}).",
            by=entry.by or "–",
            id=entry.item or "",
            title=titles.get(entry.item or "", "–"),
            what=event_phrase(entry),
            date=entry.on or office.today,
        )
        for entry in change.taken_back
    ]


def half_done_phrase(half_done: HalfDone) -> Message:
    """Say what a crash left half done."""
    first = half_done.entries[0]
    what: dict[str, Value] = {"id": first.item or "", "what": event_phrase(first)}
    if half_done.undoing:
        return say("half done: the log has taken back `{what}` for item {id}, the task file has not", **what)
    return say("half done: the log has `{what}` for item {id}, the task file does not", **what)


def half_done_remedy(half_done: HalfDone) -> Message:
    """Say how to finish what a crash left half done."""
    if half_done.undoing:
        return say("run `dispatch undo` to finish it")
    return say("give the same command again to finish it, or run `dispatch undo`")
