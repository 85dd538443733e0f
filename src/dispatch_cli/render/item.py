"""One item → text and JSON: its fields, its next due dates, its history."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.phrases import cadence_phrase
from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import days_cell, record, remark_cell, state_cell, tag_cell
from dispatch_cli.render.agenda.view import agenda_document
from dispatch_cli.render.formats import as_json
from dispatch_cli.render.history import entry_record
from dispatch_cli.render.outcomes import OUTCOMES
from dispatch_cli.render.text.plain import aligned
from dispatch_cli.reports.explain import upcoming
from dispatch_cli.reports.history import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.schedule.agenda import Agenda
    from dispatch_cli.schedule.rows import Look

FORMATS = ("text", "json")


class ItemView(NamedTuple):
    """One item, ready to be drawn: with its last obligations, and the agenda in which it stands alone."""

    look: Look
    windows: Sequence[Window]
    alone: Agenda

    def text(self, style: Style) -> str:
        """Return a line for each field that is set, then the history by days, the newest last."""
        return _text(self.look, self.windows, style.language)

    def json(self, style: Style) -> str:  # noqa: ARG002 English in every language
        """Return the item as in `dispatch/1`, with its due dates to come, its last windows and its history besides."""
        item = record(self.look.row) | {
            "upcoming": upcoming(self.look),
            "windows": [window._asdict() for window in self.windows],
            "history": [entry_record(entry) for entry in in_order(self.look.entries)],
        }
        return as_json.render(agenda_document(self.alone, [item]))


def _text(look: Look, windows: Sequence[Window], language: Language) -> str:
    row, item = look.row, look.row.item
    fields: list[tuple[Message, str]] = [
        (COLUMN_WORDS["title"], language.speak(item.title)),
        (COLUMN_WORDS["tag"], f"{tag_cell(row, language)} · {language.speak(cadence_phrase(row.tag.cadence))}"),
        (say("State"), " · ".join(filter(None, (state_cell(row, language), days_cell(row, language))))),
        (say("Missed"), f"{row.missed or ''}"),
        (COLUMN_WORDS["team"], language.speak(item.team or "")),
        (COLUMN_WORDS["owner"], language.speak(item.owner or "")),
        (COLUMN_WORDS["start"], f"{item.start or ''}"),
        (COLUMN_WORDS["last"], f"{row.last or ''}"),
        (say("Rhythm"), rhythm_cell(windows, language)),
        (say("Due dates"), language.speak(say("{dates}", dates=[f"{day}" for day in upcoming(look)]))),
        (say("Remark"), remark_cell(row, language)),
        (COLUMN_WORDS["note"], language.speak(item.note or "")),
    ]
    lines = aligned(
        [
            [language.speak(label), text]
            for label, text in [(COLUMN_WORDS["id"], language.speak(item.id)), *fields]
            if text
        ]
    )
    return "\n".join([*lines, *_history(look.entries, language)]) + "\n"


def _history(entries: Sequence[ItemEntry], language: Language) -> list[str]:
    rows = [
        [
            f"{entry.on}",
            language.speak(event_phrase(entry)),
            language.speak(entry.by or ""),
            language.speak(entry.note or ""),
        ]
        for entry in in_order(entries)
    ]
    return ["", language.speak(say("History")), *aligned(rows)] if rows else []


def rhythm_cell(windows: Sequence[Window], language: Language) -> str:
    """Return the last windows as symbols, the newest last, and the number of each."""
    counts = Counter(window.outcome for window in windows)
    legend = (
        language.speak(say("{mark} {word} {n}", mark=mark.symbol, word=mark.word, n=counts[outcome]))
        for outcome, mark in OUTCOMES.items()
    )
    symbols = " ".join(OUTCOMES[window.outcome].symbol for window in windows)
    return f"{symbols}  ({' · '.join(legend)})" if windows else ""
