"""A sheet of paper: how wide the columns of a table are on A4 landscape, so that its type stays as large as it is.

A width is in digits of the font that a workbook has for its own, seven pixels each, and every column has five pixels
beside them. In type of `SIZE` points a Chinese character is two digits wide, to the pixel. A table that is no wider
than `ROOM` is printed in its true size; a spreadsheet program makes a wider one smaller.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from dispatch_cli.render.text.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 10.5  # points, of the type in a table
MARGIN = 0.3  # inches, at the left and at the right
DIGIT, BESIDE, INCH = 7, 5, 96  # pixels
ROOM = floor((297 / 25.4 - 2 * MARGIN) * INCH)  # pixels
BLANK = 1  # digits of a cell that stay free of its text
_LONG, _FINENESS = 120, 10  # digits, beyond which a text gets no more room; parts of one in a scale
_SPARE = 10  # pixels, for programs and printers that count a little otherwise
_LINE, _AROUND, _TALLEST = 15, 6, 409  # points
_WIDER, _BOLD = 0.15, 0.25  # by how much Latin letters are wider than digits in some fonts, and bold ones
_HEADING = 3  # lines, the most of a heading


class WidthWish(NamedTuple):
    """What a column wants, in digits: its width where nothing is wrapped, and the least one. One that `flows` gives."""

    whole: int
    least: int
    flows: bool


def widths(wishes: Sequence[WidthWish]) -> list[int]:
    """Return the widths of columns. Those that flow share what the others leave of the paper.

    Where there is more than they need, they are twice as wide as that at most, and the rest is for all.

    >>> widths([WidthWish(5, 5, flows=False), WidthWish(300, 10, flows=True), WidthWish(12, 10, flows=True)])
    [5, 131, 12]
    >>> widths([WidthWish(5, 5, flows=False), WidthWish(20, 10, flows=True)])
    [57, 92]
    """
    room = (ROOM - _SPARE - BESIDE * len(wishes)) // DIGIT - sum(wish.whole for wish in wishes if not wish.flows)
    flowing = [wish for wish in wishes if wish.flows]
    whole = sum(wish.whole for wish in flowing)
    if not flowing:
        return [wish.whole for wish in wishes]
    if whole > room:
        scale = _scale(flowing, room)
        return [_share(wish, scale) if wish.flows else wish.whole for wish in wishes]
    most = [min(2 * wish.whole, wish.whole * room // whole) if wish.flows else 0 for wish in wishes]
    rest = (room - sum(most)) // len(wishes)
    return [(width or wish.whole) + rest for width, wish in zip(most, wishes, strict=True)]


def _scale(flowing: Sequence[WidthWish], room: int) -> int:
    """Return the greatest scale at which all that flow find room."""
    fitting = (scale for scale in range(_FINENESS * room) if sum(_share(wish, scale) for wish in flowing) <= room)
    return max(fitting, default=0)


def _share(wish: WidthWish, scale: int) -> int:
    """Return the width of a column at a scale: one whose texts are four times as long is twice as wide.

    Chinese characters fill an odd width, one digit of which stays blank.
    """
    width = int(scale * sqrt(min(wish.whole, _LONG)) / _FINENESS)
    return max(wish.least, min(wish.whole, width - (width + BLANK) % 2))


def heading_width(text: str) -> int:
    """Return the least width at which a heading takes few lines, and no word is broken.

    >>> heading_width("最近调度"), heading_width("Last dispatch"), heading_width("No.")
    (4, 10, 4)
    """
    broken = ((width, wrapped(text, width)) for width in range(1, cell_len(text) + 1))
    found = (width for width, lines in broken if len(lines) <= _HEADING and max(map(cell_len, lines)) <= width)
    return ceil(next(found, 1) * (1 + _latin(text) * _BOLD))


def _latin(text: str) -> float:
    """Return the share of the characters of a text that are no wider than a digit, or a little."""
    return max(0, 2 - cell_len(text) / max(1, len(text)))


def longest(text: str) -> int:
    """Return the width of the longest line of a text; Chinese counts two."""
    return max(map(cell_len, text.split("\n")))


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column."""
    return sum(_wrapped(line, width - BLANK) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    """Return how many lines one takes; Latin letters are a little wider than a digit in some fonts."""
    width = max(1, room - floor(room * _latin(line) * _WIDER))
    return max(len(wrapped(line, width)), ceil(cell_len(line) / width)) if cell_len(line) > width else 1


def height(lines: int) -> int:
    """Return the height of a row of so many lines in points, as high as Excel allows."""
    return min(lines * _LINE + _AROUND, _TALLEST)
