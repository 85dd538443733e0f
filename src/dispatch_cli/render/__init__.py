"""Values → text. One file per format, each with one function `render`.

A value is a View: `agenda_view`, `history_view` and `report_view` make one. Table, text and Markdown are
drawn from its Sheet, JSON and CSV from its Document; what only some values can be drawn as, it draws itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dispatch_cli.render.language import Language
    from dispatch_cli.render.sheet import View

FORMATS = ("table", "text", "json", "csv", "md")
GROUPS = ("team", "owner", "tag")
_FOR_PROGRAMS = ("json", "csv")


class Style(NamedTuple):
    """How a command's value is to be shown.

    `width` is that of the terminal in columns, None where nothing may be cut or wrapped;
    `colors` is rich's name for what the terminal can show, None for none at all.
    """

    language: Language
    width: int | None = None
    colors: str | None = None
    group_by: str | None = None


def render(view: View, format_name: str, style: Style) -> str:
    """Return the value in one of the formats."""
    module = import_module(f"dispatch_cli.render.as_{format_name}")
    value = view.document(style) if format_name in _FOR_PROGRAMS else view.sheet(style)
    text: str = module.render(value, style)
    return text
