"""Drawing a value as a command does, to look at the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.render.formats.catalogue import draw

if TYPE_CHECKING:
    from dispatch_cli.render.style import Style


def render(value: object, format_name: str, style: Style) -> str:
    """Return a value in a format that is text."""
    page = draw(value, format_name, style)
    assert isinstance(page, str)
    return page
