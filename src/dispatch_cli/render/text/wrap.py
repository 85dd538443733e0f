"""Text broken into lines by its display width."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import chop_cells

from dispatch_cli.render.text.plain import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Fragment = tuple[str, str]

# A Chinese character or a word, with the punctuation that may not be parted from it: opening before, closing after.
_PIECES = re.compile("[\\[（「『《“]*(?:[\u2e80-\uffef]|[^\u2e80-\uffef\\s“]+)[，。；：、！？）」』》”…]*\\s*|\\s+")

measured = cache(width_of)  # rich remembers too few: a long table measures each text several times


def wrapped(text: str, width: int, *, in_words: bool = False) -> list[str]:
    """Return the text in lines of a display width, broken at spaces and between Chinese characters.

    A word that is wider than a line stands alone, or is broken `in_words`. The wider the lines, the fewer they are.
    """
    return [*_lines(text, width, in_words=in_words)]


def broken(text: str, width: int) -> tuple[str, str]:
    """Return the first line of a text, and what is left for others; words are broken where they must be."""
    first = next(_lines(text, width, in_words=True), "")
    return first, text[len(first) :].lstrip()


def _lines(text: str, width: int, *, in_words: bool) -> Iterator[str]:
    for line in flowing(((piece, "") for piece in pieces(text)), width, in_words=in_words):
        yield "".join(piece for piece, _ in line).rstrip()


def pieces(text: str) -> list[str]:
    """Return the pieces between which a text may be broken, each with the blanks behind it."""
    return _PIECES.findall(text)


def flowing(parts: Iterable[Fragment], width: int, *, in_words: bool = True) -> Iterator[list[Fragment]]:
    """Yield lines of texts, each with its look, one behind the other: as many in each as a width has room for.

    A width without room for anything is taken for one column.
    """
    line: list[Fragment] = []
    used, width = 0, max(width, 1)
    for whole, look in parts:
        text, wide = whole, measured(whole.rstrip())
        if line and used + wide > width:
            yield line
            line, used = [], 0
        if wide > width and in_words:
            *chopped, rest = chop_cells(whole.rstrip(), width)
            yield from ([(each, look)] for each in chopped)
            text = rest + whole[len(whole.rstrip()) :]
        line.append((text, look))
        used += measured(text)
    if any(text.strip() for text, _ in line):
        yield line
