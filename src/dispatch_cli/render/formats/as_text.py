"""Plain text: one line for each line of the sheet, aligned, nothing cut, no escape codes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dispatch_cli.render.text.plain import aligned

if TYPE_CHECKING:
    from dispatch_cli.render.formats.sheet import Group, Sheet
    from dispatch_cli.render.style import Style


def render(sheet: Sheet, style: Style) -> str:  # noqa: ARG001 a sheet is in its language already
    """Return a header, the lines, and the line that counts."""
    shown = [line for group in sheet.groups for line in group.lines]
    cells = [[line[key].text for key in sheet.headers] for line in shown]
    sums = [_sums(group, sheet) for group in sheet.groups if group.sums]
    header, *lines = aligned([[*sheet.headers.values()], *cells, *sums])
    output, rest, rest_of_sums = [header] if shown else [], iter(lines), iter(lines[len(cells) :])
    for group in sheet.groups:
        if group.heading is not None:
            output.append(next(rest_of_sums) if group.sums else group.heading)
        output += islice(rest, len(group.lines))
    return "\n".join([*output, *sheet.below, sheet.summary]) + "\n"


def _sums(group: Group, sheet: Sheet) -> list[str]:
    """Return the heading of a group as a line of the table, with its sums."""
    sums = {**group.sums, sheet.shape.flexible: group.heading or ""}
    return [sums.get(key, "") for key in sheet.headers]
