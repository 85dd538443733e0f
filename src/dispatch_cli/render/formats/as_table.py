"""The table on a terminal. The flexible column wraps; numbers and dates never do."""

from __future__ import annotations

import io
from itertools import product
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch_cli.render.formats import as_text
from dispatch_cli.render.text.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.render.formats.sheet import Cell, ColumnKeys, Sheet
    from dispatch_cli.render.style import Style

    Columns = dict[tuple[str, ...], int]

_GAP = 2
_UNLIMITED = 100_000
_NAME_WIDTHS = (_UNLIMITED, 32, 16)
_MOST_LINES = 2_000


def render(sheet: Sheet, style: Style) -> str:
    """Return the table with a line above and a line below, as wide as the terminal."""
    footer = f"{sheet.footer}\n" if sheet.footer and style.width else ""
    if sum(len(group.lines) for group in sheet.groups) > _MOST_LINES:
        return as_text.render(sheet, style) + footer  # rich takes a second for a thousand lines
    page = io.StringIO()
    console = _console(page, style)
    console.print(Text(sheet.title, style="bold"))
    if sheet.groups:
        table = _table(sheet, style.width)
        needed = sum((column.width or 0) + _GAP for column in table.columns)
        console.width = max(console.width, needed - _GAP)
        console.print(table)
    below = [part for line in sheet.below for part in wrapped(line, console.width)]
    console.print(Text("\n".join(["", *below, *wrapped(sheet.summary, console.width)])))
    return page.getvalue() + footer


def _console(page: io.StringIO, style: Style) -> Console:
    colors: Any = style.colors
    return Console(
        file=page,
        width=style.width or _UNLIMITED,
        force_terminal=style.colors is not None,
        color_system=colors,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        _environ={},
    )


def _table(sheet: Sheet, width: int | None) -> Table:
    columns = _columns(sheet, width)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for keys, needed in columns.items():
        header = Text("\n").join(Text(sheet.headers[key]) for key in _headed(keys, sheet))
        justify: Any = "right" if sheet.shape.fits[keys[0]].right else "left"
        table.add_column(header, width=needed, overflow="fold", justify=justify)
    for group in sheet.groups:
        if group.heading is not None:
            table.add_section()
            heading = {**group.sums, sheet.shape.flexible: group.heading}
            table.add_row(*(_heading([heading.get(key, "") for key in keys]) for keys in columns))
        for line in group.lines:
            table.add_row(*(_cell([line[key] for key in keys]) for keys in columns))
    return table


def _headed(keys: Sequence[str], sheet: Sheet) -> list[str]:
    """Return the keys whose headers stand above a column: of several, those that need one."""
    return [key for key in keys if key in sheet.headers and (len(keys) == 1 or not sheet.shape.fits[key].untitled)]


def _columns(sheet: Sheet, width: int | None) -> Columns:
    """Return the columns of the widest layout that leaves the flexible one room enough, each with its width.

    The last layout is taken in any case; where it does not fit, the table is wider than the terminal.
    """
    fits = False
    columns: Columns = {}
    for (least, layout), widest_name in product(zip(sheet.shape.least, sheet.shape.layouts, strict=True), _NAME_WIDTHS):
        if not fits:
            fits, columns = _fitted(sheet, layout, least, width or _UNLIMITED, widest_name)
    return columns


def _fitted(sheet: Sheet, layout: ColumnKeys, least: int, width: int, widest_name: int) -> tuple[bool, Columns]:
    """Return whether a layout fits, and its columns with their widths."""
    lines = [line for group in sheet.groups for line in group.lines]
    widths = {keys: max(_needed(key, lines, sheet, widest_name) for key in keys) for keys in layout}
    flexible = next(keys for keys in layout if sheet.shape.flexible in keys)
    room = width - sum(widths.values()) + widths[flexible] - _GAP * (len(layout) - 1)
    fits = room >= min(least, widths[flexible])
    headings = (cell_len(group.heading) for group in sheet.groups if group.heading)
    return fits, widths | {flexible: min(max(widths[flexible], *headings, 0), max(room, least))}


def _needed(key: str, lines: Sequence[Mapping[str, Cell]], sheet: Sheet, widest_name: int) -> int:
    """Return the width of the widest entry; names may wrap beyond a certain one."""
    entries = [sheet.headers.get(key, ""), *(line[key].text for line in lines)]
    widest = max(map(cell_len, entries))
    return min(widest, widest_name) if sheet.shape.fits[key].wraps else widest


def _cell(cells: Sequence[Cell]) -> Text:
    return Text("\n").join(Text(cell.text, style=_look(cell)) for cell in cells if cell.text)


def _heading(texts: Sequence[str]) -> Text:
    return Text("\n".join(filter(None, texts)), style="bold")


def _look(cell: Cell) -> str:
    return f"{cell.style} strike".lstrip() if cell.struck else cell.style
