"""What an entry of the log says, as part of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, field_word, say, tag_word
from dispatch_cli.model import Entry, Event

if TYPE_CHECKING:
    from dispatch_cli.log.batches import HalfDone
    from dispatch_cli.messages import Value


_NONE = say("none")
EVENT_WORDS: dict[str, Message] = {
    Event.DISPATCHED: say("dispatched"),
    Event.CLOSED: say("closed"),
    Event.REOPENED: say("reopened"),
    Event.ADDED: say("added"),
}


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
