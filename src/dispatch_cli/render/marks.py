"""How states and tags are marked: symbols, words, styles on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say, tag_word
from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language


class Mark(NamedTuple):
    """How one state, tag or outcome is marked; `style` is rich's name for its look on a terminal."""

    symbol: str
    word: Message | str
    style: str = ""


# Every symbol can be encoded in GBK; state and tag never share one.
# A state never wears a tag's hue: a red tag and an overdue item are different facts.
STATES = {
    State.OVERDUE: Mark("▲", say("overdue"), "bold reverse"),
    State.DUE: Mark("★", say("due"), "bold magenta"),
    State.SOON: Mark("☆", say("soon"), "cyan"),
    State.OK: Mark("·", say("ok"), "dim"),
    State.CLOSED: Mark("◎", say("closed"), "dim strike"),
}
TAGS = {
    "red": Mark("■", tag_word("red"), "bold red"),
    "orange": Mark("◆", tag_word("orange"), "dark_orange"),
    "green": Mark("●", tag_word("green"), "green"),
}
_OTHER_TAG_SYMBOL = "○"


def tag_mark(name: str) -> Mark:
    """Return the mark of a tag; a tag of the office's own has its name for a word, and no style."""
    return TAGS.get(name) or Mark(_OTHER_TAG_SYMBOL, name)


def labelled(mark: Mark, language: Language) -> str:
    """Return the symbol and the word of a mark."""
    return f"{mark.symbol} {language.speak(mark.word)}"


def tag_style(row: Row, style: Style) -> str:
    """Return rich's name for the look of a row's tag on this terminal."""
    few = style.colors == "standard"  # among sixteen colours orange would be taken for red
    return "yellow" if few and row.tag.name == "orange" else tag_mark(row.tag.name).style
