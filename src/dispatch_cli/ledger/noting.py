"""The note of an item that is made of several cells: each under its heading, with the punctuation of its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST_WIDE = "\u2e80"  # the first sign of Chinese script and of its punctuation


def labelled(heading: str, text: str) -> str:
    """Return what a cell says below its heading."""
    return f"{heading}：{text}" if not heading.isascii() else f"{heading}: {text}"


def joined_note(parts: Sequence[str]) -> str:
    """Return the parts of a note as one.

    >>> joined_note(["printed", "Support: IT"]), joined_note(["已印发", "IT"])
    ('printed; Support: IT', '已印发；IT')
    """
    is_chinese = any(char >= _FIRST_WIDE for part in parts for char in part)
    return ("；" if is_chinese else "; ").join(parts)
