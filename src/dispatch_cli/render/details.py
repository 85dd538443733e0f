"""One item → its fields, its next due dates and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatch_cli.agenda import State
from dispatch_cli.explain import UPCOMING, cadence_phrase
from dispatch_cli.messages import Message, say
from dispatch_cli.model import Event
from dispatch_cli.render.as_json import document
from dispatch_cli.render.columns import days_cell, record, remark_cell, state_cell, tag_cell
from dispatch_cli.render.plain import aligned
from dispatch_cli.words import field_word, tag_word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dispatch_cli.agenda import Agenda, Look
    from dispatch_cli.model import Entry
    from dispatch_cli.render.language import Language

FORMATS = ("text", "json")
_EVENTS = frozenset(Event) - {Event.UNDONE, Event.REMINDED}


def render_text(look: Look, language: Language) -> str:
    """Return a line for each field that is set, then the history in the order of writing."""
    row, item = look.row, look.row.item
    fields: list[tuple[Message, str]] = [
        (say("Item"), language.speak(item.title)),
        (say("Tag"), f"{tag_cell(row, language)} · {language.speak(cadence_phrase(row.tag.cadence))}"),
        (say("State"), " · ".join(filter(None, (state_cell(row, language), days_cell(row, language))))),
        (say("Missed"), f"{row.missed or ''}"),
        (say("Team"), language.speak(item.team or "")),
        (say("Owner"), language.speak(item.owner or "")),
        (say("Listed"), f"{item.start or ''}"),
        (say("Last dispatch"), f"{row.last or ''}"),
        (say("Due dates"), language.speak(say("{dates}", dates=[f"{day}" for day in _upcoming(look)]))),
        (say("Remark"), remark_cell(row, language)),
        (say("Note"), language.speak(item.note or "")),
    ]
    lines = aligned(
        [[language.speak(label), text] for label, text in [(say("No."), language.speak(item.id)), *fields] if text]
    )
    return "\n".join([*lines, *_history(look.entries, language)]) + "\n"


def _upcoming(look: Look) -> list[date]:
    return [] if look.row.state is State.CLOSED else look.schedule.upcoming(UPCOMING)


def _history(entries: Sequence[Entry], language: Language) -> list[str]:
    rows = [
        [
            f"{entry.on}",
            language.speak(event_phrase(entry)),
            language.speak(entry.by or ""),
            language.speak(entry.note or ""),
        ]
        for entry in _told(entries)
    ]
    return ["", language.speak(say("History")), *aligned(rows)] if rows else []


def _told(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.event in _EVENTS]


def event_phrase(entry: Entry) -> Message:
    """Return what happened, in words."""
    old, new = (_name(entry.more.get(key)) for key in ("from", "to"))
    phrases = {
        Event.DISPATCHED: say("dispatched"),
        Event.TAGGED: say("tag {old} → {new}", old=old, new=new),
        Event.EXTENDED: say("extended to {new}", new=new),
        Event.CLOSED: say("closed"),
        Event.REOPENED: say("reopened"),
        Event.ADDED: say("added"),
        Event.CHANGED: say(
            "{field} {old} → {new}", field=field_word(f"{entry.more.get('field') or '–'}"), old=old, new=new
        ),
    }
    return phrases[Event(entry.event)]


def _name(value: object) -> Message | str:
    return tag_word(f"{value or '–'}")


def render_json(agenda: Agenda, look: Look) -> str:
    """Return the item as in `dispatch/1`, with its `upcoming` due dates and its `history` besides."""
    item = record(look.row) | {"upcoming": _upcoming(look), "history": [*map(_event, _told(look.entries))]}
    return document(agenda, [item])


def _event(entry: Entry) -> dict[str, Any]:
    known = {"id": entry.id, "at": entry.at, "batch": entry.batch, "event": entry.event, "on": entry.on}
    more = {key: f"{entry.more[key]}" for key in ("field", "from", "to") if entry.more.get(key) is not None}
    return known | {"by": entry.by, "note": entry.note} | more
