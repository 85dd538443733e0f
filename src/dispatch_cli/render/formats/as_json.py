"""JSON, schema `dispatch/1`: one document, one record a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dispatch_cli.render.text.plain import is_obeyed

if TYPE_CHECKING:
    from dispatch_cli.render.formats.sheet import Document
    from dispatch_cli.render.style import Style

SCHEMA = "dispatch/1"
_DELETE = 0x7F


def render(document: Document, style: Style | None = None) -> str:  # noqa: ARG001 English in every language
    """Return the head and the records, one a line."""
    head = dumps({"schema": SCHEMA, **document.head})
    lines = ",\n".join(map(dumps, document.records))
    return f'{head[:-1]}, "{document.name}": [\n{lines}\n]}}\n'


def dumps(value: object) -> str:
    """Return one line of JSON: dates as text, and nothing that a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if text.isprintable():
        return text
    return "".join(_escaped(char) if is_obeyed(char) else char for char in text)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if ord(char) != _DELETE else "\\u007f"
