"""The sheet of settings in a workbook of `dispatch list`: the head of the task file, one row for each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import ProblemsError
from dispatch_cli.hints.guesses import brief, nearest
from dispatch_cli.ledger.grid import Fault, LedgerCell
from dispatch_cli.ledger.headings import plain
from dispatch_cli.messages import say
from dispatch_cli.plan.column_words import OUR_WORKBOOK
from dispatch_cli.plan.keys import REMIND, TOP, WORKDAYS, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid, LedgerRow

SHEETS = ("settings", "设置")
_HEADINGS = ({"setting", "设置"}, {"value", "值"})
_TEXTS = names(key for key in TOP if key.holds in {"text", "date"})
_CADENCE = "cadence."
_BY_TAG = (
    *(f"{key.name}." for key in TOP if key.holds == "by tag"),
    *(f"remind.{key.name}." for key in REMIND if key.holds == "by tag"),
)
_NUMBERS = tuple(f"remind.{key.name}" for key in REMIND if key.holds == "number")
_WORKDAYS = tuple(f"workdays.{key.name}" for key in WORKDAYS)
_EMPTY = LedgerCell("")


class Setting(NamedTuple):
    """One setting: the number of its row, its key (of a section by tag: `cadence.red`), and its value."""

    row: int
    key: str
    value: str


def is_settings(grid: Grid) -> bool:
    """Say whether a table holds settings: by the name of its sheet, and by its two headings."""
    if grid.sheet is None or grid.sheet.casefold() not in SHEETS or not grid.rows:
        return False
    headings, *_ = grid.rows
    return all(plain(cell.text) in words for cell, words in zip(_pair(headings), _HEADINGS, strict=True))


def read_settings(grid: Grid) -> list[Setting]:
    """Return the settings of a table. Raises ProblemsError."""
    problems: list[Problem] = []
    settings: dict[str, Setting] = {}
    for row in grid.rows[1:]:
        name, value = _pair(row)
        if (name.text, value.text) == OUR_WORKBOOK:
            continue
        if fault := name.fault or value.fault or _fault(grid, name.text, settings):
            problems.append(grid.problem(row.number, 1, fault))
        settings.setdefault(name.text, Setting(row.number, name.text, value.text))
    if problems:
        raise ProblemsError(problems)
    return [setting for setting in settings.values() if setting.value]


def tags_in(settings: Sequence[Setting]) -> list[str]:
    """Return the tags to which the settings give a cadence."""
    return [setting.key.removeprefix(_CADENCE) for setting in settings if setting.key.startswith(_CADENCE)]


def path_of(setting: Setting) -> list[str]:
    """Return the keys under which a setting stands in the task file, the innermost last.

    >>> path_of(Setting(2, "remind.before.red", "3"))
    ['remind', 'before', 'red']
    """
    if setting.key in (*_NUMBERS, *_WORKDAYS):
        return setting.key.split(".")
    section = next((section for section in _BY_TAG if setting.key.startswith(section)), "")
    return [*filter(None, section.split(".")), setting.key.removeprefix(section)]


def _pair(row: LedgerRow) -> tuple[LedgerCell, LedgerCell]:
    return row.cells.get(1, _EMPTY), row.cells.get(2, _EMPTY)


def _fault(grid: Grid, key: str, before: dict[str, Setting]) -> Fault | None:
    if key in before:
        first = grid.cell_name(before[key].row, 1)
        message = say("the setting `{key}` is given twice; the first is in {cell}", key=brief(key), cell=first)
        return Fault(message, say("keep one of the two rows"))
    if key not in (*_TEXTS, *_NUMBERS, *_WORKDAYS) and not (key.startswith(_BY_TAG) and key not in _BY_TAG):
        hint = nearest(key, (*_TEXTS, f"{_CADENCE}red"))
        return Fault(say("there is no setting `{key}`", key=brief(key)), hint)
    return None
