"""Text that does no harm on a terminal, and its width there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

_BREAKS = dict.fromkeys(map(ord, "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
# Controls, formats (which include the bidirectional ones), surrogates, separators of lines and paragraphs.
_OBEYED = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINERS = "\u200c\u200d"


def harmless(text: str) -> str:
    r"""Return a text as one line that no terminal obeys: line breaks become spaces, controls are spelt out.

    >>> print(harmless("a\n\x1b[31mb"))
    a \x1b[31mb
    """
    if text.isprintable():
        return text
    return "".join(_spelt(char) if is_obeyed(char) else char for char in text.replace("\r\n", "\n").translate(_BREAKS))


def is_obeyed(char: str) -> bool:
    """Say whether a terminal might obey the character instead of showing it."""
    from unicodedata import category

    return not char.isprintable() and category(char) in _OBEYED and char not in _JOINERS


def _spelt(char: str) -> str:
    return char.encode("unicode_escape").decode()


def width_of(text: str) -> int:
    """Return the display width of a harmless text; Chinese counts two."""
    return len(text) if text.isascii() else cell_len(text)


def padded(text: str, width: int) -> str:
    """Return the text filled with spaces to a display width; Chinese counts two."""
    return text + " " * (width - width_of(text))


def aligned(rows: Sequence[Sequence[str]], gap: str = "  ", painted: Sequence[Sequence[str]] = ()) -> list[str]:
    """Return one line for each row, its columns aligned by display width; `painted` is what is shown of the rows."""
    measured = [[*map(width_of, row)] for row in rows]
    widths = [max(column) for column in zip(*measured, strict=True)]
    return [
        gap.join(text + " " * (width - own) for text, own, width in zip(row, owns, widths, strict=True)).rstrip()
        for row, owns in zip(painted or rows, measured, strict=True)
    ]
