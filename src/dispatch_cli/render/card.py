"""One item on the agenda of a meeting → text: where it stands, what was said of it before, what is decided so far."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.phrases import cadence_phrase
from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import days_cell, state_cell, tag_cell
from dispatch_cli.render.item import rhythm_cell
from dispatch_cli.render.text.plain import aligned
from dispatch_cli.reports.history import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.schedule.rows import Look

_NOTES = 3


class Card(NamedTuple):
    """One item: its place on the agenda, counted from 1, how it stands after what is `decided`, and its life before.

    `skipped` is why it is not to be dispatched, `day` for which day that counts which is dispatched or closed, None
    where nobody has said that.
    """

    place: int
    of: int
    look: Look
    windows: Sequence[Window]
    before: Sequence[ItemEntry]
    decided: Sequence[ItemEntry]
    skipped: str | None = None
    day: date | None = None

    def text(self, language: Language) -> str:
        """Return a headline, and a line for each thing that there is to say."""
        item = self.look.row.item
        head = f"[{self.place}/{self.of}] {language.speak(item.id)}  {language.speak(item.title)}"
        rows = [[language.speak(label), text] for label, text in self._lines(language) if text]
        return "\n".join([head, *(f"  {line}" for line in aligned(rows))]) + "\n"

    def _lines(self, language: Language) -> list[tuple[Message | str, str]]:
        row = self.look.row
        item, cadence = row.item, language.speak(cadence_phrase(row.tag.cadence))
        state = [state_cell(row, language), days_cell(row, language), f"{row.due or ''}"]
        notes = [entry for entry in in_order(self.before) if entry.note][-_NOTES:]
        return [
            (COLUMN_WORDS["tag"], f"{tag_cell(row, language)} · {cadence}"),
            (say("State"), " · ".join(filter(None, state))),
            (say("Missed"), f"{row.missed or ''}"),
            (COLUMN_WORDS["team"], language.speak(item.team or "")),
            (COLUMN_WORDS["owner"], language.speak(item.owner or "")),
            (COLUMN_WORDS["deadline"], f"{item.deadline or ''}"),
            (say("Rhythm"), rhythm_cell(self.windows, language)),
            (COLUMN_WORDS["note"], language.speak(item.note or "")),
            *((f"{entry.on}", _said(entry, language)) for entry in notes),
            *((say("Decided"), _decided(entry, language)) for entry in self.decided),
            (say("Decided"), language.speak(say("counts for {date}", date=self.day)) if self.day else ""),
            (say("Decided"), "" if self.skipped is None else _skipped(self.skipped, language)),
        ]


def _said(entry: ItemEntry, language: Language) -> str:
    return " · ".join(language.speak(text) for text in (entry.by, entry.note) if text)


def _decided(entry: ItemEntry, language: Language) -> str:
    return " · ".join([language.speak(event_phrase(entry)), *([language.speak(entry.note)] if entry.note else [])])


def _skipped(reason: str, language: Language) -> str:
    return language.speak(say("not dispatched ({reason})", reason=reason) if reason else say("not dispatched"))
