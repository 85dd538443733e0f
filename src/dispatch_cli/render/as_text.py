"""Plain text: one line for each line of the sheet, aligned, nothing cut, no escape codes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dispatch_cli.render.plain import aligned

if TYPE_CHECKING:
    from dispatch_cli.render import Style
    from dispatch_cli.render.sheet import Sheet


def render(sheet: Sheet, style: Style) -> str:  # noqa: ARG001 a sheet is in its language already
    """Return a header, the lines, and the line that counts."""
    shown = [line for group in sheet.groups for line in group.lines]
    cells = [[line[key].text for key in sheet.headers] for line in shown]
    header, *lines = aligned([[*sheet.headers.values()], *cells])
    output, rest = [header] if shown else [], iter(lines)
    for group in sheet.groups:
        output += [group.heading] if group.heading is not None else []
        output += islice(rest, len(group.lines))
    return "\n".join([*output, sheet.summary]) + "\n"
