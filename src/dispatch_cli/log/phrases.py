"""What an entry of the log says, as part of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.log.events import PHRASES
from dispatch_cli.messages import Message, field_word, say, tag_word
from dispatch_cli.model import Event

if TYPE_CHECKING:
    from dispatch_cli.log.commands import HalfDone
    from dispatch_cli.messages import Value
    from dispatch_cli.model import Entry

_NONE = say("none")


def event_phrase(entry: Entry) -> Message:
    """Return what happened, in words."""
    if entry.event == Event.TAGGED:
        old, new = tag_word(entry.old or "–"), tag_word(entry.new or "–")
    else:
        old, new = entry.old or _NONE, entry.new or _NONE
    return Message(PHRASES[entry.event], {"field": field_word(entry.field or "–"), "old": old, "new": new})


def half_done_phrase(half_done: HalfDone) -> Message:
    """Say what a crash left half done."""
    first = half_done.first
    what: dict[str, Value] = {"id": first.item, "what": event_phrase(first)}
    if half_done.undoing:
        return say("half done: the log has taken back `{what}` for item {id}, the task file has not", **what)
    return say("half done: the log has `{what}` for item {id}, the task file does not", **what)


def half_done_remedy(half_done: HalfDone) -> Message:
    """Say how to finish what a crash left half done."""
    if half_done.undoing:
        return say("run `dispatch undo` to finish it")
    return say("give the same command again to finish it, or run `dispatch undo`")
