"""Colours of a terminal: text → text with escape codes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Paint = Callable[[str, str], str]


def painter(colors: str | None) -> Paint:
    """Return what paints a text in a look, which is rich's name for it, with the colours that a terminal has.

    Where it has none the text stays as it is.
    """
    if colors is None:
        return lambda text, _look: text

    def paint(text: str, look: str) -> str:
        """Return the text between the codes of a look; the blanks behind it are not painted."""
        if not look or not text:
            return text
        before, behind = _codes(look, colors)
        bare = text.rstrip()
        return f"{before}{bare}{behind}{text[len(bare) :]}"

    return paint


@cache
def _codes(look: str, colors: str) -> tuple[str, str]:
    """Return the codes before and behind a text of that look."""
    from rich.color import ColorSystem
    from rich.style import Style

    systems = {
        "standard": ColorSystem.STANDARD,
        "256": ColorSystem.EIGHT_BIT,
        "truecolor": ColorSystem.TRUECOLOR,
        "windows": ColorSystem.WINDOWS,
    }
    before, _, behind = Style.parse(look).render("x", color_system=systems[colors]).partition("x")
    return before, behind
