"""How states and tags stand out in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.render.formats.book import CellFormat
from dispatch_cli.render.marks import STATES, TAGS
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.render.text.language import Language

# Dark on light, or light on dark; a state never wears a tag's hue.
_STATES = {
    State.OVERDUE: CellFormat(bold=True, color="#FFFFFF", fill="#1F2937"),
    State.DUE: CellFormat(bold=True, color="#86198F"),
    State.SOON: CellFormat(color="#155E75"),
    State.OK: CellFormat(color="#4B5563"),
    State.CLOSED: CellFormat(color="#4B5563", struck=True),
}
_TAGS = {"red": CellFormat(fill="#FEE2E2"), "orange": CellFormat(fill="#FFEDD5"), "green": CellFormat(fill="#DCFCE7")}


def state_formats(language: Language) -> Mapping[str, CellFormat]:
    """Return the formats of the states by their words."""
    return {language.speak(mark.word): _STATES[state] for state, mark in STATES.items()}


def tag_formats(language: Language) -> Mapping[str, CellFormat]:
    """Return the formats of the built-in tags by their words."""
    return {language.speak(mark.word): _TAGS[name] for name, mark in TAGS.items()}
