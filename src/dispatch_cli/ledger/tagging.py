"""The tag of each row: one of the list's own, what the command line says of a word, or a guess at its urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.ledger.urgency import folded, urgency_of
from dispatch_cli.ledger.values import tag_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Tagged(NamedTuple):
    """The tag that a word means, None where nobody can tell; and whether it is a guess."""

    tag: str | None
    is_guess: bool = False


class Tagging:
    """Tells which tag each word of one column means."""

    def __init__(self, tags: Collection[str], said: Mapping[str, str], words: Collection[str]) -> None:
        """Keep the names of tags, what the command line says of words, and all words of the column."""
        self._tags = tags
        self._said = {folded(word): tag for word, tag in said.items()}
        self._words = words
        self._known: dict[str, Tagged] = {}

    def read(self, text: str) -> Tagged:
        """Return the tag that a text means."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._read(text)
        return found

    def _read(self, text: str) -> Tagged:
        if folded(text) in self._said:
            return Tagged(self._said[folded(text)])
        name = tag_of(text, self._tags)
        if name in self._tags:
            return Tagged(name)
        if folded(name) in self._said:
            return Tagged(self._said[folded(name)])
        guess = urgency_of(name, self._words)
        return Tagged(guess, is_guess=guess is not None)
