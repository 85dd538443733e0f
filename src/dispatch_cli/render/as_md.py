"""Markdown: a table as GitHub and most mail composers understand it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatch_cli.render.columns import cells, grouped, headers, summary, title

if TYPE_CHECKING:
    from dispatch_cli.agenda import Agenda, Row
    from dispatch_cli.render import Style
    from dispatch_cli.render.language import Language

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def render(agenda: Agenda, style: Style) -> str:
    """Return a heading, a table for each group, and the line that counts."""
    language = style.language
    blocks = [f"## {_escape(language.speak(title(agenda)))}"]
    for heading, rows in grouped(agenda, style.group_by, language):
        blocks += [f"### {_escape(heading)}"] if heading is not None else []
        blocks.append(_table(rows, language))
    return "\n\n".join([*blocks, summary(agenda, language)]) + "\n"


def _table(rows: list[Row], language: Language) -> str:
    head = headers(language)
    body = [[_escape(cell) for cell in cells(row, language)] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *body])


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
