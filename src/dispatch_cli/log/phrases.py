"""What an entry of the log says, as part of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cadence.own_days import span_text
from dispatch_cli.log.commands import own_days_change
from dispatch_cli.log.events import PHRASES
from dispatch_cli.messages import Message, field_word, mark, say, tag_word
from dispatch_cli.model import Event, ListEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.commands import HalfDone, OwnDaysChange
    from dispatch_cli.messages import Value
    from dispatch_cli.model import Entry

_NONE = say("none")
_OFF, _ON = mark("off {days}"), mark("on {days}")
_NO_LONGER_OFF, _NO_LONGER_ON = mark("no longer off {days}"), mark("no longer on {days}")


def event_phrase(entry: Entry) -> Message:
    """Return what happened, in words."""
    change = own_days_change(entry) if isinstance(entry, ListEntry) else None
    if change:
        return _own_days_phrase(change)
    if entry.event == Event.TAGGED:
        old, new = tag_word(entry.old or "–"), tag_word(entry.new or "–")
    else:
        old, new = entry.old or _NONE, entry.new or _NONE
    return Message(PHRASES[entry.event], {"field": field_word(entry.field or "–"), "old": old, "new": new})


def joined(phrases: Sequence[Message]) -> Message:
    """Return phrases, one at least, as one that names them all."""
    first, *others = phrases
    for other in others:
        first = say("{one}, {other}", one=first, other=other)
    return first


def _own_days_phrase(change: OwnDaysChange) -> Message:
    """Return which own days of the office came and went, a part of the sentence for each."""
    parts = [
        say(template, days=[span_text(span) for span in spans if span not in others])
        for template, spans, others in (
            (_OFF, change.new.off, change.old.off),
            (_ON, change.new.on, change.old.on),
            (_NO_LONGER_OFF, change.old.off, change.new.off),
            (_NO_LONGER_ON, change.old.on, change.new.on),
        )
        if {*spans} - {*others}
    ]
    first, *others = parts or [_NONE]
    for other in others:
        first = say("{one}; {other}", one=first, other=other)
    return say("working days: {what}", what=first)


def half_done_phrase(half_done: HalfDone) -> Message:
    """Say what a crash left half done."""
    first = half_done.first
    if first.item is None:
        what = event_phrase(first)
        if half_done.undoing:
            return say("half done: the log has taken back `{what}`, the task file has not", what=what)
        return say("half done: the log has `{what}`, the task file does not", what=what)
    values: dict[str, Value] = {"id": first.item, "what": event_phrase(first)}
    if half_done.undoing:
        return say("half done: the log has taken back `{what}` for item {id}, the task file has not", **values)
    return say("half done: the log has `{what}` for item {id}, the task file does not", **values)


def half_done_remedy(half_done: HalfDone) -> Message:
    """Say how to finish what a crash left half done."""
    if half_done.undoing:
        return say("run `dispatch undo` to finish it")
    return say("give the same command again to finish it, or run `dispatch undo`")
