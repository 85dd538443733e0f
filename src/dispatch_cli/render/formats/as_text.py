"""Plain text: one line for each line of the sheet, aligned, nothing cut, no escape codes unless colours are wanted."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dispatch_cli.render.formats.sheet import HEADING, Cell
from dispatch_cli.render.text.paint import painter
from dispatch_cli.render.text.plain import aligned

if TYPE_CHECKING:
    from dispatch_cli.render.formats.sheet import Sheet
    from dispatch_cli.render.style import Style

_NOTHING = Cell("")


def render(sheet: Sheet, style: Style) -> str:
    """Return a header, the lines, and the line that counts; in colour where that is asked for."""
    shown = [line for group in sheet.groups for line in group.lines]
    rows = [{key: Cell(header, HEADING) for key, header in sheet.headers.items()}, *shown]
    rows += [line for group in sheet.groups for line in sheet.sums_line(group)]
    cells, paint = [[row.get(key, _NOTHING) for key in sheet.headers] for row in rows], painter(style.colors)
    painted = [[paint(cell.text, cell.look) for cell in row] for row in cells] if style.colors else ()
    header, *lines = aligned([[cell.text for cell in row] for row in cells], painted=painted)
    output, rest, rest_of_sums = [header] if shown else [], iter(lines), iter(lines[len(shown) :])
    for group in sheet.groups:
        if group.heading is not None:
            output.append(next(rest_of_sums) if group.sums else paint(group.heading, HEADING))
        output += islice(rest, len(group.lines))
    return "\n".join([*output, *sheet.below, sheet.summary]) + "\n"
