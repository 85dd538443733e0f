"""JSON, schema `dispatch/1`: one document, one item a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatch_cli.render.columns import grouped, record
from dispatch_cli.render.plain import OBEYED

if TYPE_CHECKING:
    from dispatch_cli.agenda import Agenda
    from dispatch_cli.render import Style

SCHEMA = "dispatch/1"


def render(agenda: Agenda, style: Style) -> str:
    """Return the document; keys and states are English in every language."""
    head = dumps(
        {
            "schema": SCHEMA,
            "today": agenda.today,
            "branch": agenda.branch,
            "mode": agenda.mode,
            "counts": agenda.counts,
        }
    )
    rows = [row for _, rows in grouped(agenda, style.group_by, style.language) for row in rows]
    items = ",\n".join(dumps(record(row)) for row in rows)
    return f'{head[:-1]}, "items": [\n{items}\n]}}\n'


def dumps(value: Any) -> str:
    """Return one line of JSON: dates as text, and nothing that a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
