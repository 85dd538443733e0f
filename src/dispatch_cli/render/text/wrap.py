"""Text broken into lines by its display width."""

from __future__ import annotations

import re

from rich.cells import cell_len

# A Chinese character or a word, with the punctuation that may not be parted from it: opening before, closing after.
_PIECES = re.compile("[\\[（「『《“]*(?:[\u2e80-\uffef]|[^\u2e80-\uffef\\s“]+)[，。；：、！？）」』》”…]*\\s*|\\s+")


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of a display width, broken at spaces and between Chinese characters."""
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        if line and cell_len(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
