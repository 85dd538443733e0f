"""The table on a terminal. Titles wrap; numbers and dates never do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch_cli.agenda import Row, State
from dispatch_cli.messages import say
from dispatch_cli.render.columns import COLUMNS, cells, grouped, headers, summary, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.agenda import Agenda
    from dispatch_cli.render import Style
    from dispatch_cli.render.language import Language

    Line = dict[str, str]
    Layout = tuple[tuple[str, ...], ...]
    Groups = list[tuple[str | None, list[Row]]]

KEYS = [column.key for column in COLUMNS]
_UNTITLED = ("remark", "days", "neglect")

# A state never wears a tag's hue: a red tag and an overdue item are different facts.
STATE_STYLES = {
    State.OVERDUE: "bold reverse",
    State.DUE: "bold magenta",
    State.SOON: "cyan",
    State.OK: "dim",
    State.CLOSED: "dim strike",
}
TAG_STYLES = {"red": "bold red", "orange": "dark_orange", "green": "green"}
# From wide to narrow, with the least width that the titles must keep: the fewer columns, the more lines in each.
_LAYOUTS: tuple[tuple[int, Layout], ...] = (
    (26, (("state",), ("id",), ("title", "remark"), ("tag",), ("team",), ("owner",), ("due",), ("days",), ("missed",))),
    (18, (("state",), ("id",), ("title", "remark"), ("tag",), ("team", "owner"), ("due", "days", "neglect"))),
    (12, (("state", "tag"), ("id",), ("title", "remark", "team", "owner"), ("due", "days", "neglect"))),
)
_FLEXIBLE = "title"
_RIGHT = ("id", "missed")
_GAP = 2
_MOST_NAME = 16
_NAMES = ("team", "owner")
_UNLIMITED = 100_000


def render(agenda: Agenda, style: Style) -> str:
    """Return the table with a line above and a line below, as wide as the terminal."""
    groups = grouped(agenda, style.group_by, style.language)
    page = io.StringIO()
    colors: Any = style.colors
    console = Console(
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
    console.print(Text(style.language.speak(title(agenda)), style="bold"))
    if groups:
        table = _table(groups, style)
        needed = sum((column.width or 0) + _GAP for column in table.columns)
        console.width = max(console.width, needed)
        console.print(table)
    console.print(Text(f"\n{summary(agenda, style.language)}"))
    return page.getvalue()


def _table(groups: Groups, style: Style) -> Table:
    language = style.language
    shown = {id(row): _line(row, language) for _, rows in groups for row in rows}
    head = dict(zip(KEYS, headers(language), strict=True))
    columns = _columns([head, *shown.values()], style.width)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for keys, width in columns.items():
        header = Text("\n").join(Text(head[key]) for key in keys if len(keys) == 1 or key not in _UNTITLED)
        justify: Any = "right" if keys[0] in _RIGHT else "left"
        table.add_column(header, width=width, overflow="fold", justify=justify)
    for heading, rows in groups:
        if heading is not None:
            table.add_section()
            table.add_row(*(Text(heading if _FLEXIBLE in keys else "", style="bold") for keys in columns))
        for row in rows:
            table.add_row(*(_cell(keys, shown[id(row)], row, style) for keys in columns))
    return table


def _line(row: Row, language: Language) -> Line:
    """Return what the columns show of a row; `neglect` says in words what `missed` counts."""
    line = dict(zip(KEYS, cells(row, language), strict=True))
    neglect = language.speak(say("missed {n}", n=row.missed)) if row.missed else ""
    return line | {"neglect": neglect}


def _columns(lines: list[Line], width: int | None) -> dict[tuple[str, ...], int]:
    """Return the columns of the widest layout that leaves the titles room enough, each with its width.

    The last layout is taken in any case; where it does not fit, the table is wider than the terminal.
    """
    for least, layout in _LAYOUTS:
        widths = {keys: max(_needed(key, lines) for key in keys if key in lines[-1]) for keys in layout}
        titles = next(keys for keys in layout if _FLEXIBLE in keys)
        room = (width or _UNLIMITED) - sum(widths.values()) + widths[titles] - _GAP * (len(layout) - 1)
        if room >= min(least, widths[titles]):
            break
    return widths | {titles: min(widths[titles], max(room, least))}


def _needed(key: str, lines: list[Line]) -> int:
    """Return the width of the widest entry; names may wrap beyond a certain one."""
    widest = max(cell_len(line.get(key, "")) for line in lines)
    return min(widest, _MOST_NAME) if key in _NAMES else widest


def _cell(keys: Sequence[str], line: Line, row: Row, style: Style) -> Text:
    parts = [Text(line[key], style=_style(key, row, style)) for key in keys if line[key]]
    return Text("\n").join(parts)


def _style(key: str, row: Row, style: Style) -> str:
    if key == "state":
        return STATE_STYLES[row.state]
    if key == "tag":
        few = style.colors == "standard"  # among sixteen colours orange would be taken for red
        return "yellow" if few and row.tag.name == "orange" else TAG_STYLES.get(row.tag.name, "")
    return {"remark": "italic", "owner": "dim", "neglect": "bold"}.get(key, "")
