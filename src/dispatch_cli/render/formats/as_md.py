"""Markdown: a table as GitHub and most mail composers understand it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.render.formats.sheet import Cell, Group, Sheet
    from dispatch_cli.render.style import Style

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def render(sheet: Sheet, style: Style) -> str:  # noqa: ARG001 a sheet is in its language already
    """Return a heading, a table for each group, and the line that counts."""
    blocks = [f"## {escape(sheet.title)}"]
    for group in sheet.groups:
        blocks += [f"### {escape(group.heading)}"] if group.heading is not None else []
        blocks.append(_table(sheet, group))
    if sheet.below:
        blocks.append("\n".join(f"- {escape(line)}" for line in sheet.below))
    return "\n\n".join([*blocks, sheet.summary]) + "\n"


def _table(sheet: Sheet, group: Group) -> str:
    lines: list[Iterable[str]] = [sheet.headers.values(), ["---"] * len(sheet.headers)]
    lines += [[_cell(line[key]) for key in sheet.headers] for line in group.lines]
    if group.sums:
        lines.append([_bold(group.sums.get(key, "")) for key in sheet.headers])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    return f"~~{text}~~" if cell.struck and text else text


def _bold(text: str) -> str:
    return f"**{escape(text)}**" if text else ""


def escape(text: str) -> str:
    """Return a text of which nothing is markup."""
    return _SPECIAL.sub(r"\\\1", text)
