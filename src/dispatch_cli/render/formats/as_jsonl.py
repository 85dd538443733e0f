"""JSON lines: one object a row, every column in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.render.formats.as_json import dumps

if TYPE_CHECKING:
    from dispatch_cli.render.formats.data import Data
    from dispatch_cli.render.style import Style


def render(data: Data, style: Style) -> str:  # noqa: ARG001 keys and values are English in every language
    """Return a line for each row."""
    names = [column.name for column in data.columns]
    return "".join(f"{dumps(dict(zip(names, row, strict=True)))}\n" for row in data.rows)
