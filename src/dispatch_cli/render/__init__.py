"""Values → text. One file per format, each with one function of the same shape:

`render(agenda, style) -> str`. `columns` says once what a row shows.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dispatch_cli.agenda import Agenda
    from dispatch_cli.render.language import Language

FORMATS = ("table", "text", "json", "csv", "md")
GROUPS = ("team", "owner", "tag")


class Style(NamedTuple):
    """How a command's value is to be shown.

    `width` is that of the terminal in columns, None where nothing may be cut or wrapped;
    `colors` is rich's name for what the terminal can show, None for none at all.
    """

    language: Language
    width: int | None = None
    colors: str | None = None
    group_by: str | None = None


def render(agenda: Agenda, format_name: str, style: Style) -> str:
    """Return the agenda in one of the formats."""
    text: str = import_module(f"dispatch_cli.render.as_{format_name}").render(agenda, style)
    return text
