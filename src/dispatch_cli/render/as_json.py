"""JSON, schema `dispatch/1`: one document, one item a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatch_cli.render.columns import grouped, record
from dispatch_cli.render.plain import is_obeyed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatch_cli.agenda import Agenda
    from dispatch_cli.render import Style

SCHEMA = "dispatch/1"
_DELETE = 0x7F


def render(agenda: Agenda, style: Style) -> str:
    """Return the document; keys and states are English in every language."""
    groups = grouped(agenda, style.group_by, style.language)
    return document(agenda, [record(row) for _, rows in groups for row in rows])


def document(agenda: Agenda, items: Iterable[Mapping[str, Any]]) -> str:
    """Return the head of an agenda and these items, one a line."""
    values = {"today": agenda.today, "branch": agenda.branch, "mode": agenda.mode, "counts": agenda.counts}
    head = dumps({"schema": SCHEMA} | values)
    lines = ",\n".join(map(dumps, items))
    return f'{head[:-1]}, "items": [\n{lines}\n]}}\n'


def dumps(value: Any) -> str:
    """Return one line of JSON: dates as text, and nothing that a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if text.isprintable():
        return text
    return "".join(_escaped(char) if is_obeyed(char) else char for char in text)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if ord(char) != _DELETE else "\\u007f"
