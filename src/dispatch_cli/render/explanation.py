"""How a due date came about, step by step, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item
    from dispatch_cli.render.style import Style


class ExplanationView(NamedTuple):
    """The sentences that lead to the state of an item, ready to be drawn."""

    item: Item
    sentences: Sequence[Message]

    def text(self, style: Style) -> str:
        """Return the item's id and title, and below them the sentences with their numbers."""
        speak = style.language.speak
        lines = (f"{number}. {speak(sentence)}" for number, sentence in enumerate(self.sentences, 1))
        return "\n".join([f"{speak(self.item.id)}  {speak(self.item.title)}", *lines]) + "\n"
