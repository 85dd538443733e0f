"""The style of a command's output: language, width, colours, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dispatch_cli.render.text.language import Language

GROUPS = ("team", "owner", "tag")


class Style(NamedTuple):
    """How a command's value is to be shown.

    `width` is the width of the terminal in columns, None where nothing may be cut or wrapped.
    `colors` is rich's name for the colours of the terminal, None where it shows none.
    """

    language: Language
    width: int | None = None
    colors: str | None = None
    group_by: str | None = None
