"""Plain text: one item a line, aligned, nothing cut, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.render.columns import cells, grouped, headers, summary
from dispatch_cli.render.plain import aligned

if TYPE_CHECKING:
    from dispatch_cli.agenda import Agenda
    from dispatch_cli.render import Style


def render(agenda: Agenda, style: Style) -> str:
    """Return a header, the rows, and the line that counts."""
    language = style.language
    groups = grouped(agenda, style.group_by, language)
    shown = [row for _, rows in groups for row in rows]
    header, *lines = aligned([headers(language), *(cells(row, language) for row in shown)])
    output = [header] if shown else []
    for heading, rows in groups:
        output += [heading] if heading is not None else []
        output += [lines.pop(0) for _ in rows]
    return "\n".join([*output, summary(agenda, language)]) + "\n"
