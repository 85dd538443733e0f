"""The sheet of settings that `dispatch list` writes into a workbook: the head of the task file, a row for each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import ProblemsError
from dispatch_cli.hints import brief, nearest
from dispatch_cli.ledger.grid import Cell, Fault
from dispatch_cli.ledger.headings import plain
from dispatch_cli.messages import say
from dispatch_cli.plan.keys import REMIND, TOP, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid, Row

SHEETS = ("settings", "设置")
_HEADINGS = ({"setting", "设置"}, {"value", "值"})
_TEXTS = names(key for key in TOP if key.holds == "text")
_CADENCE = "cadence."
_BY_TAG = (
    *(f"{key.name}." for key in TOP if key.holds == "by tag"),
    *(f"remind.{key.name}." for key in REMIND if key.holds == "by tag"),
)
_EMPTY = Cell("")


class Setting(NamedTuple):
    """One key of the head of a task file, or that of a section and a tag, and its value."""

    row: int
    key: str
    value: str


def is_settings(grid: Grid) -> bool:
    """Say whether a table holds settings: by the name of its sheet, and by its two headings."""
    if (grid.sheet or "").casefold() not in SHEETS or not grid.rows:
        return False
    return all(plain(cell.text) in words for cell, words in zip(_pair(grid.rows[0]), _HEADINGS, strict=True))


def read_settings(grid: Grid) -> list[Setting]:
    """Return the settings of a table. Raises ProblemsError."""
    problems: list[Problem] = []
    settings: dict[str, Setting] = {}
    for row in grid.rows[1:]:
        name, value = _pair(row)
        faults = [fault for fault in (name.fault, value.fault, _fault(grid, name.text, settings)) if fault]
        problems += [grid.problem(row.number, 1, fault) for fault in faults[:1]]
        settings.setdefault(name.text, Setting(row.number, name.text, value.text))
    if problems:
        raise ProblemsError(problems)
    return [setting for setting in settings.values() if setting.value]


def tags_in(settings: Sequence[Setting]) -> list[str]:
    """Return the tags to which the settings give a cadence."""
    return [setting.key.removeprefix(_CADENCE) for setting in settings if setting.key.startswith(_CADENCE)]


def path_of(setting: Setting) -> list[str]:
    """Return the keys under which a setting stands in the task file, the innermost last."""
    section = next((section for section in _BY_TAG if setting.key.startswith(section)), "")
    return [*section.split(".")[:-1], setting.key.removeprefix(section)]


def _pair(row: Row) -> tuple[Cell, Cell]:
    return row.cells.get(1, _EMPTY), row.cells.get(2, _EMPTY)


def _fault(grid: Grid, key: str, before: dict[str, Setting]) -> Fault | None:
    if key in before:
        first = grid.cell_name(before[key].row, 1)
        message = say("the setting `{key}` is given twice; the first is in {cell}", key=brief(key), cell=first)
        return Fault(message, say("keep one of the two rows"))
    if key not in _TEXTS and not (key.startswith(_BY_TAG) and key not in _BY_TAG):
        hint = nearest(key, (*_TEXTS, f"{_CADENCE}red"))
        return Fault(say("there is no setting `{key}`", key=brief(key)), hint)
    return None
