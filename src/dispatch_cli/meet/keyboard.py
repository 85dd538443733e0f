"""A person at a terminal types lines: with a history of this meeting, and completion by the Tab key."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Offers = Callable[[str, str], Sequence[str]]

_BLANKS = " \t　"


class Keyboard:
    """Where lines are typed. `offers` returns what may stand for a word, given the line before it and the word."""

    def __init__(self, offers: Offers) -> None:
        """Set up the editing of lines, where the system has it."""
        with suppress(ImportError):
            import readline

            readline.clear_history()
            readline.set_completer_delims(_BLANKS)
            readline.set_completer(_completer(offers))
            readline.parse_and_bind("tab: complete")
            if os.environ.get("NO_COLOR"):  # who wants no colours wants no other sequences either
                readline.parse_and_bind("set enable-bracketed-paste off")

    def ask(self, prompt: str) -> str | None:
        """Return the line that is typed behind a prompt, without blanks around it; None where no more will come."""
        try:
            return input(prompt).strip()
        except EOFError:
            return None


def _completer(offers: Offers) -> Callable[[str, int], str | None]:
    import readline

    def complete(word: str, state: int) -> str | None:
        """Return the candidate of that number, as readline asks for them."""
        found = [each for each in offers(readline.get_line_buffer()[: readline.get_begidx()], word) if each]
        return f"{found[state]} " if state < len(found) else None

    return complete
