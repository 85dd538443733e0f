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

    Layout = Sequence[Sequence[str]]
    Groups = list[tuple[str | None, list[Row]]]

KEYS = [column.key for column in COLUMNS]
_UNTITLED = ("remark", "owner", "days", "neglect")

# A state never wears a tag's hue: a red tag and an overdue item are different facts.
STATE_STYLES = {
    State.OVERDUE: "bold reverse",
    State.DUE: "bold magenta",
    State.SOON: "cyan",
    State.OK: "dim",
    State.CLOSED: "dim strike",
}
TAG_STYLES = {"red": "bold red", "orange": "dark_orange", "green": "green"}
# The columns of a terminal too narrow for all: who and when stand on two lines each.
_STACKED = (("state",), ("id",), ("title", "remark"), ("tag",), ("team", "owner"), ("due", "days", "neglect"))
_SEPARATE = (
    ("state",),
    ("id",),
    ("title", "remark"),
    ("tag",),
    ("team",),
    ("owner",),
    ("due",),
    ("days",),
    ("missed",),
)
_FLEXIBLE = "title"
_RIGHT = ("id", "missed")
_GAP = 2
_LEAST_TITLE = 26
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
        _print_table(console, _table(groups, style))
    console.print(Text(f"\n{summary(agenda, style.language)}"))
    return page.getvalue()


def _print_table(console: Console, table: Table) -> None:
    """Print the table; where not even its numbers and dates fit, it is wider than the terminal."""
    console.width = max(console.width, console.measure(table).minimum)
    console.print(table)


def _table(groups: Groups, style: Style) -> Table:
    language = style.language
    shown = {id(row): _line(row, language) for _, rows in groups for row in rows}
    head = dict(zip(KEYS, headers(language), strict=True))
    layout = _layout([head, *shown.values()], style.width)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for keys in layout:
        flexible = _FLEXIBLE in keys
        justify: Any = "right" if keys[0] in _RIGHT else "left"
        header = "\n".join(head[key] for key in keys if key not in _UNTITLED or len(keys) == 1)
        table.add_column(Text(header), no_wrap=not flexible, overflow="fold", justify=justify)
    for heading, rows in groups:
        if heading is not None:
            table.add_section()
            table.add_row(*(Text(heading if _FLEXIBLE in keys else "", style="bold") for keys in layout))
        for row in rows:
            table.add_row(*(_cell(keys, shown[id(row)], row) for keys in layout))
    return table


def _line(row: Row, language: Language) -> dict[str, str]:
    """Return what the columns show of a row; `neglect` says in words what `missed` counts."""
    line = dict(zip(KEYS, cells(row, language), strict=True))
    neglect = language.speak(say("missed {n}", n=row.missed)) if row.missed > 1 else ""
    return line | {"neglect": neglect}


def _layout(lines: list[dict[str, str]], width: int | None) -> Layout:
    """Return the layout with a column for everything, if it leaves the titles room enough."""
    fixed = [keys[0] for keys in _SEPARATE if _FLEXIBLE not in keys]
    needed = sum(max(cell_len(line[key]) for line in lines) + _GAP for key in fixed)
    return _SEPARATE if width is None or needed + _LEAST_TITLE <= width else _STACKED


def _cell(keys: Sequence[str], line: dict[str, str], row: Row) -> Text:
    parts = [Text(line[key], style=_style(key, row)) for key in keys if line[key]]
    return Text("\n").join(parts)


def _style(key: str, row: Row) -> str:
    if key == "state":
        return STATE_STYLES[row.state]
    if key == "tag":
        return TAG_STYLES.get(row.tag.name, "")
    return {"remark": "italic", "owner": "dim", "neglect": "bold"}.get(key, "")
