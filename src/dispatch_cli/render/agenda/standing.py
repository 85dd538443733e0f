"""How states and tags stand out in a workbook, and in which words a cell says how an item stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import say
from dispatch_cli.render.agenda.columns import days_cell
from dispatch_cli.render.formats.book import CellFormat
from dispatch_cli.render.marks import STATES, TAGS
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.rows import Row

# Days say by themselves that an item is late or on schedule.
_NEED_A_WORD = (State.DUE, State.SOON, State.CLOSED)
_COUNT_DAYS = (State.OVERDUE, State.SOON, State.OK)
# A state never wears a tag's hue, costs little ink, and is not struck out: ledgers strike out what no longer counts.
_STATES = {
    State.OVERDUE: CellFormat(bold=True, fill="#D1D5DB"),
    State.DUE: CellFormat(bold=True, color="#86198F"),
    State.SOON: CellFormat(color="#155E75"),
    State.OK: CellFormat(color="#4B5563"),
    State.CLOSED: CellFormat(color="#4B5563"),
}
_TAGS = {"red": CellFormat(fill="#FEE2E2"), "orange": CellFormat(fill="#FFEDD5"), "green": CellFormat(fill="#DCFCE7")}


def standing(row: Row, language: Language) -> str:
    """Return state and days as one, and that the deadline has passed, each in a line."""
    lines = [language.speak(STATES[row.state].word)] if row.state in _NEED_A_WORD else []
    lines += [days_cell(row, language)] if row.state in _COUNT_DAYS else []
    return "\n".join([*lines, *([language.speak(say("deadline passed"))] if row.past_deadline else [])])


def standing_formats(rows: Iterable[Row], language: Language) -> Mapping[str, CellFormat]:
    """Return the formats of what `standing` says of some rows."""
    return {standing(row, language): _STATES[row.state] for row in rows}


def tag_formats(language: Language) -> Mapping[str, CellFormat]:
    """Return the formats of the built-in tags by their words."""
    return {language.speak(mark.word): _TAGS[name] for name, mark in TAGS.items()}
