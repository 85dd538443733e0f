"""Text that does no harm: what a user's string may show, and how wide it is."""

from __future__ import annotations

import re

from rich.cells import cell_len

# Line breaks of any kind become one space; what a terminal would obey is spelt out.
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def harmless(text: str) -> str:
    r"""Return a text of one line that no terminal obeys.

    >>> print(harmless("a\n\x1b[31mb"))
    a \x1b[31mb
    """
    return OBEYED.sub(_spelt, _BREAKS.sub(" ", text))


def _spelt(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def padded(text: str, width: int) -> str:
    """Return the text filled with spaces to a display width; Chinese counts two."""
    return text + " " * (width - cell_len(text))


def aligned(rows: list[list[str]], gap: str = "  ") -> list[str]:
    """Return one line for each row, its columns aligned by display width."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return [gap.join(map(padded, row, widths)).rstrip() for row in rows]


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of a display width, broken at spaces and between Chinese characters."""
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        if line and cell_len(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


# A Chinese character with the punctuation that may not begin a line, or a word with its space.
_PIECES = re.compile("[\u2e80-\uffef][，。；：、！？）」』》”]*|[^\u2e80-\uffef\\s]+\\s*|\\s+")
