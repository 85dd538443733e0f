"""Values → text. One file per format, each with one function `render`.

A value is a View: `agenda_view`, `history_view` and `report_view` make one. Table, text and Markdown are
drawn from its Sheet, JSON and CSV from its Document; what only some values can be drawn as, it draws itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatch_cli.render.formats.sheet import View
    from dispatch_cli.render.style import Style

FORMATS = ("table", "text", "json", "csv", "md")
_FOR_PROGRAMS = ("json", "csv")


def render(view: View, format_name: str, style: Style) -> str:
    """Return the value in one of the formats."""
    module = import_module(f"dispatch_cli.render.formats.as_{format_name}")
    value = view.document(style) if format_name in _FOR_PROGRAMS else view.sheet(style)
    text: str = module.render(value, style)
    return text
