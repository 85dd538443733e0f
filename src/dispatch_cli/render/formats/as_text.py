"""Plain text: one line for each line of the sheet, aligned, nothing cut, no escape codes unless colours are wanted."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dispatch_cli.render.formats.sheet import HEADING, Cell
from dispatch_cli.render.text.paint import painter
from dispatch_cli.render.text.plain import aligned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.render.formats.sheet import Group, Sheet
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.paint import Paint


def render(sheet: Sheet, style: Style) -> str:
    """Return a header, the lines, and the line that counts; in colour where that is asked for."""
    shown = [line for group in sheet.groups for line in group.lines]
    rows = [{key: Cell(header, HEADING) for key, header in sheet.headers.items()}, *shown]
    rows += [_sums(group, sheet) for group in sheet.groups if group.sums]
    paint = painter(style.colors)
    header, *lines = aligned(_texts(rows, sheet), painted=_painted(rows, sheet, paint) if style.colors else ())
    output, rest, rest_of_sums = [header] if shown else [], iter(lines), iter(lines[len(shown) :])
    for group in sheet.groups:
        if group.heading is not None:
            output.append(next(rest_of_sums) if group.sums else paint(group.heading, HEADING))
        output += islice(rest, len(group.lines))
    return "\n".join([*output, *sheet.below, sheet.summary]) + "\n"


def _texts(rows: Sequence[Mapping[str, Cell]], sheet: Sheet) -> list[list[str]]:
    return [[row[key].text for key in sheet.headers] for row in rows]


def _painted(rows: Sequence[Mapping[str, Cell]], sheet: Sheet, paint: Paint) -> list[list[str]]:
    return [[paint(row[key].text, row[key].look) for key in sheet.headers] for row in rows]


def _sums(group: Group, sheet: Sheet) -> dict[str, Cell]:
    """Return the heading of a group as a line of the table, with its sums."""
    sums = {**group.sums, sheet.shape.flexible: group.heading or ""}
    return {key: Cell(sums.get(key, ""), HEADING) for key in sheet.headers}
