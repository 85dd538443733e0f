"""The history as a sheet for people and as a document for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import heading
from dispatch_cli.render.formats.sheet import Cell, Document, Fit, Group, Shape, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.log.entries import Entry, ItemEntry, ListEntry
    from dispatch_cli.render.style import Style
    from dispatch_cli.reports.history import History, HistoryEntry

HEADERS = {
    "on": say("Day"),
    "id": COLUMN_WORDS["id"],
    "title": COLUMN_WORDS["title"],
    "what": say("What happened"),
    "by": say("By"),
    "note": COLUMN_WORDS["note"],
}
_FITS = {
    "on": Fit(),
    "id": Fit(right=True),
    "title": Fit(),
    "what": Fit(untitled=True),
    "by": Fit(wraps=True, style="dim"),
    "note": Fit(wraps=True, untitled=True, style="italic"),
}
_SHAPE = Shape(_FITS, flexible="title", yields=("note", "by", "what", "on", "id"))
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


class HistoryView(NamedTuple):
    """The history, ready to be drawn."""

    history: History

    def sheet(self, style: Style) -> Sheet:
        """Return the table for people."""
        speak, history = style.language.speak, self.history
        lines = [_line(told, style) for told in history.entries]
        headers = style.language.each(HEADERS)
        summary = speak(say_n("{n} entry", "{n} entries", len(lines)))
        groups = [Group(None, lines)] if lines else []
        return Sheet(speak(heading(history.branch, history.today)), headers, groups, summary, _SHAPE)

    def document(self, style: Style) -> Document:  # noqa: ARG002 English in every language
        """Return the records for programs."""
        head = {"today": self.history.today, "branch": self.history.branch}
        records = [
            entry_record(told.entry) | {"title": told.title, "undone": told.undone is not None} | _undoing(told.undone)
            for told in self.history.entries
        ]
        return Document(head, "entries", FIELDS, [{field: record[field] for field in FIELDS} for record in records])


def _line(shown: HistoryEntry, style: Style) -> Mapping[str, Cell]:
    entry, undone, phrase = shown.entry, shown.undone, event_phrase(shown.entry)
    texts: dict[str, Message | str] = {
        "on": f"{entry.on}",
        "id": entry.item or "",
        "title": shown.title or "–",
        "what": _taken_back(phrase, undone) if undone else phrase,
        "by": entry.by or "",
        "note": entry.note or "",
    }
    return {
        key: Cell(style.language.speak(text), _FITS[key].style, struck=undone is not None)
        for key, text in texts.items()
    }


def _undoing(entry: Entry | None) -> dict[str, Any]:
    """Return when, by whom and why an entry was taken back, by key; `entry` is the one that says so."""
    keys = ("undone_at", "undone_by", "undone_note")
    return dict(zip(keys, (entry.at, entry.by, entry.note) if entry else (None,) * 3, strict=True))


def _taken_back(phrase: Message, entry: Entry) -> Message:
    """Return what happened, and by whom and why it was taken back."""
    if entry.by:
        phrase = say("{what} (taken back by {by})", what=phrase, by=entry.by)
    else:
        phrase = say("{what} (taken back)", what=phrase)
    return say("{what}: {note}", what=phrase, note=entry.note) if entry.note else phrase


def entry_record(entry: ItemEntry | ListEntry) -> dict[str, Any]:
    """Return an entry for programs, by key."""
    return {
        "id": entry.id,
        "at": entry.at,
        "batch": entry.batch,
        "event": entry.event,
        "item": entry.item,
        "on": entry.on,
        "by": entry.by,
        "note": entry.note,
        "field": entry.field,
        "from": entry.old,
        "to": entry.new,
    }
