"""How states and tags are marked: symbols, words, styles on a terminal, formats in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say, tag_word
from dispatch_cli.render.formats.book import CellFormat
from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language


class Mark(NamedTuple):
    """How one state, tag or outcome is marked.

    `style` is rich's name for its look on a terminal, `cell_format` its look in a workbook.
    """

    symbol: str
    word: Message | str
    style: str = ""
    cell_format: CellFormat = CellFormat()


# Every symbol can be encoded in GBK; state and tag never share one.
# A state never wears a tag's hue: a red tag and an overdue item are different facts.
# In a workbook it is dark on light, or light on dark.
STATES = {
    State.OVERDUE: Mark("▲", say("overdue"), "bold reverse", CellFormat(bold=True, color="#FFFFFF", fill="#1F2937")),
    State.DUE: Mark("★", say("due"), "bold magenta", CellFormat(bold=True, color="#86198F")),
    State.SOON: Mark("☆", say("soon"), "cyan", CellFormat(color="#155E75")),
    State.OK: Mark("·", say("ok"), "dim", CellFormat(color="#4B5563")),
    State.CLOSED: Mark("◎", say("closed"), "dim strike", CellFormat(color="#4B5563", struck=True)),
}
TAGS = {
    "red": Mark("■", tag_word("red"), "bold red", CellFormat(fill="#FEE2E2")),
    "orange": Mark("◆", tag_word("orange"), "dark_orange", CellFormat(fill="#FFEDD5")),
    "green": Mark("●", tag_word("green"), "green", CellFormat(fill="#DCFCE7")),
}
_OTHER_TAG_SYMBOL = "○"


def tag_mark(name: str) -> Mark:
    """Return the mark of a tag; a tag of the office's own has its name for a word, and no style."""
    return TAGS.get(name, Mark(_OTHER_TAG_SYMBOL, name))


def labelled(mark: Mark, language: Language) -> str:
    """Return the symbol and the word of a mark."""
    return f"{mark.symbol} {language.speak(mark.word)}"


def tag_style(row: Row, style: Style) -> str:
    """Return rich's name for the look of a row's tag on this terminal."""
    few = style.colors == "standard"  # among sixteen colours orange would be taken for red
    return "yellow" if few and row.tag.name == "orange" else tag_mark(row.tag.name).style


def state_looks(language: Language) -> Mapping[str, CellFormat]:
    """Return the formats of the states by their words."""
    return {language.speak(mark.word): mark.cell_format for mark in STATES.values()}


def tag_looks(language: Language) -> Mapping[str, CellFormat]:
    """Return the formats of the built-in tags by their words."""
    return {language.speak(mark.word): mark.cell_format for mark in TAGS.values()}
