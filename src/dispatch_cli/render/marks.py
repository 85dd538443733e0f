"""How states, tags and outcomes are marked: words, symbols, styles of a terminal, colours of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import say, tag_word
from dispatch_cli.render.formats.book import CellFormat
from dispatch_cli.reports.obligations import Outcome
from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language

# Every symbol can be encoded in GBK; state and tag never share one.
STATES = {
    State.OVERDUE: ("▲", say("overdue")),
    State.DUE: ("★", say("due")),
    State.SOON: ("☆", say("soon")),
    State.OK: ("·", say("ok")),
    State.CLOSED: ("◎", say("closed")),
}
TAG_SYMBOLS = {"red": "■", "orange": "◆", "green": "●"}
OTHER_TAG_SYMBOL = "○"

# A state never wears a tag's hue: a red tag and an overdue item are different facts.
STATE_STYLES = {
    State.OVERDUE: "bold reverse",
    State.DUE: "bold magenta",
    State.SOON: "cyan",
    State.OK: "dim",
    State.CLOSED: "dim strike",
}
TAG_STYLES = {"red": "bold red", "orange": "dark_orange", "green": "green"}


def tag_style(row: Row, style: Style) -> str:
    """Return rich's name for the look of a tag."""
    few = style.colors == "standard"  # among sixteen colours orange would be taken for red
    return "yellow" if few and row.tag.name == "orange" else TAG_STYLES.get(row.tag.name, "")


# Dark on light, or light on dark; a state never wears a tag's hue.
STATE_LOOKS = {
    State.OVERDUE: CellFormat(bold=True, color="#FFFFFF", fill="#1F2937"),
    State.DUE: CellFormat(bold=True, color="#86198F"),
    State.SOON: CellFormat(color="#155E75"),
    State.OK: CellFormat(color="#4B5563"),
    State.CLOSED: CellFormat(color="#4B5563", struck=True),
}
TAG_LOOKS = {
    "red": CellFormat(fill="#FEE2E2"),
    "orange": CellFormat(fill="#FFEDD5"),
    "green": CellFormat(fill="#DCFCE7"),
}


def state_looks(language: Language) -> Mapping[str, CellFormat]:
    """Return the looks of the states by their words."""
    return {language.speak(STATES[state][1]): look for state, look in STATE_LOOKS.items()}


def tag_looks(language: Language) -> Mapping[str, CellFormat]:
    """Return the looks of the built-in tags by their words."""
    return {language.speak(tag_word(name)): look for name, look in TAG_LOOKS.items()}


# As offices tick off a ledger by hand; every mark can be encoded in GBK.
OUTCOMES = {
    Outcome.KEPT: ("√", say("on time")),
    Outcome.LATE: ("△", say("late")),
    Outcome.MISSED: ("×", say("missed")),
}
