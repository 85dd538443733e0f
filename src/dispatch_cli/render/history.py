"""The history as a sheet for people and as a document for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.render.agenda.columns import heading
from dispatch_cli.render.formats.sheet import Cell, Document, Group, Shape, Sheet, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.model import Entry, ItemEntry
    from dispatch_cli.render.style import Style
    from dispatch_cli.reports.history import History, Told

HEADERS = {
    "on": say("Day"),
    "id": say("No."),
    "title": say("Item"),
    "what": say("What happened"),
    "by": say("By"),
    "note": say("Note"),
}
_SHAPE = Shape(
    (
        (20, (("on",), ("id",), ("title",), ("what",), ("by",), ("note",))),
        (16, (("on", "by"), ("id",), ("title",), ("what", "note"))),
        (12, (("on",), ("id",), ("title", "what", "by", "note"))),
    ),
    flexible="title",
    right=("id",),
    names=("by", "what", "note"),
)
FIELDS = (
    "id",
    "at",
    "batch",
    "event",
    "item",
    "title",
    "on",
    "by",
    "note",
    "field",
    "from",
    "to",
    "undone",
    "undone_at",
    "undone_by",
    "undone_note",
)


def history_view(history: History) -> View:
    """Return the history, ready to be drawn in every format."""
    return View(partial(_sheet, history), partial(_document, history))


def _sheet(history: History, style: Style) -> Sheet:
    speak = style.language.speak
    lines = [_line(told, style) for told in history.entries]
    headers = {key: speak(header) for key, header in HEADERS.items()}
    summary = speak(say_n("{n} entry", "{n} entries", len(lines)))
    groups = [Group(None, lines)] if lines else []
    return Sheet(speak(heading(history.branch, history.today)), headers, groups, summary, _SHAPE)


def _line(told: Told, style: Style) -> Mapping[str, Cell]:
    entry, phrase = told.entry, event_phrase(told.entry)
    texts: dict[str, Message | str] = {
        "on": f"{entry.on}",
        "id": entry.item,
        "title": told.title or "–",
        "what": _taken_back(phrase, told.undone) if told.undone else phrase,
        "by": entry.by or "",
        "note": entry.note or "",
    }
    look = {"by": "dim", "note": "italic"}
    return {
        key: Cell(style.language.speak(text), look.get(key, ""), struck=told.undone is not None)
        for key, text in texts.items()
    }


def _document(history: History, style: Style) -> Document:  # noqa: ARG001 English in every language
    head = {"today": history.today, "branch": history.branch}
    records = [
        entry_record(told.entry) | {"title": told.title, "undone": told.undone is not None} | _undoing(told.undone)
        for told in history.entries
    ]
    return Document(head, "entries", FIELDS, [{field: record[field] for field in FIELDS} for record in records])


def _undoing(entry: Entry | None) -> dict[str, Any]:
    """Return when, by whom and why an entry was taken back, by key."""
    keys = ("undone_at", "undone_by", "undone_note")
    return dict(zip(keys, (entry.at, entry.by, entry.note) if entry else (None,) * 3, strict=True))


def _taken_back(phrase: Message, entry: Entry) -> Message:
    """Return what happened, and by whom and why it was taken back."""
    who = say("{what} (taken back by {by})", what=phrase, by=entry.by) if entry.by else None
    who = who or say("{what} (taken back)", what=phrase)
    return say("{what}: {note}", what=who, note=entry.note) if entry.note else who


def entry_record(entry: ItemEntry) -> dict[str, Any]:
    """Return what programs get of an entry, by key."""
    known = {"id": entry.id, "at": entry.at, "batch": entry.batch, "event": entry.event, "item": entry.item}
    return known | {
        "on": entry.on,
        "by": entry.by,
        "note": entry.note,
        "field": entry.field,
        "from": entry.old,
        "to": entry.new,
    }
