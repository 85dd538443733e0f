"""Values that are nothing but text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dispatch_cli.messages import Message
    from dispatch_cli.render.style import Style


class Sentences(NamedTuple):
    """What is said, a line each; with `for_people` only on a terminal, for cron mails whatever is printed."""

    messages: tuple[Message, ...]
    for_people: bool = False

    def text(self, style: Style) -> str:
        """Return the sentences in the language of the style."""
        if self.for_people and style.width is None:
            return ""
        return "".join(f"{style.language.speak(message)}\n" for message in self.messages)


class Verbatim(NamedTuple):
    """A text that stands as it is: a script, a task file."""

    content: str

    def text(self, style: Style) -> str:  # noqa: ARG002 it is the same in every style
        """Return the text."""
        return self.content

    def yaml(self, style: Style) -> str:  # noqa: ARG002
        """Return the text of a task file."""
        return self.content
