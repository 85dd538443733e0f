"""The text of a notice without white space and with plain signs, and where each of its characters stands.

Such a text was copied from a page or a paper, so it may be broken anywhere. Full-width digits, brackets and colons
become half-width ones, and the radicals that some papers hold instead of words become words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHARACTERS_KEPT = 4096
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_MARKS = "*#•●▪■◆·"  # those of headings and lists
# What joins the first and the last day of a span, and what stands for a bracket.
_SIGNS = str.maketrans("~〜—–-到〔【〕】", "至至至至至至(())")


class CleanText(NamedTuple):
    """A part of a notice; `places` holds the index in the source of each character, and at last that of its end."""

    text: str
    places: tuple[int, ...]

    def behind(self, at: int) -> CleanText:
        """Return what stands from this character on."""
        return CleanText(self.text[at:], self.places[at:])


def clean(text: str, begin: int, stop: int) -> CleanText:
    """Return a part of a text without white space and without characters that nobody sees."""
    kept = [at for at in range(begin, stop) if plain(text[at])]
    return CleanText("".join(plain(text[at]) for at in kept), (*kept, stop))


def joined(parts: Sequence[CleanText]) -> CleanText:
    """Return several parts, one at least, as one text."""
    places = (place for part in parts for place in part.places[:-1])
    return CleanText("".join(part.text for part in parts), (*places, parts[-1].places[-1]))


def clean_lines(text: str) -> Iterator[CleanText]:
    """Yield each line of a text, empty ones too."""
    begin = 0
    for end in _LINE_END.finditer(text):
        yield clean(text, begin, end.start())
        begin = end.end()


@lru_cache(_CHARACTERS_KEPT)
def plain(char: str) -> str:
    """Return a character in its plain form, where that is a single one.

    White space, marks and what nobody sees are nothing.

    >>> "".join(map(plain, "２ 月２８⽇（周六）："))
    '2月28日(周六):'
    """
    if char.isspace() or char in _MARKS or unicodedata.category(char) == "Cf":
        return ""
    form = unicodedata.normalize("NFKC", char)
    return (form if len(form) == 1 else char).translate(_SIGNS)
