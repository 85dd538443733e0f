"""Items and settings → the text of a task file, which is read once more before it is returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import ProblemsError
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.ledger.settings import path_of
from dispatch_cli.plan.keys import ITEM_NAMES, ORDER
from dispatch_cli.plan.names import JOINER, joined, split
from dispatch_cli.plan.reader import parse
from dispatch_cli.plan.scalars import scalar
from dispatch_cli.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid
    from dispatch_cli.ledger.rows import LedgerItem
    from dispatch_cli.ledger.settings import Setting


class TaskFileLine(NamedTuple):
    """One line of the task file, and the cell of the ledger from which it comes."""

    text: str
    grid: Grid
    row: int
    column: int


def head_lines(grid: Grid, settings: Sequence[Setting]) -> Iterator[TaskFileLine]:
    """Yield the lines above the items, with the settings of one section under one key."""
    before: list[str] = []
    for setting in sorted(settings, key=_sections):
        *sections, key = path_of(setting)
        for depth, section in enumerate(sections):
            if before[: depth + 1] != sections[: depth + 1]:
                yield TaskFileLine(f"{'  ' * depth}{section}:", grid, setting.row, 1)
        before = sections
        yield TaskFileLine(f"{'  ' * len(sections)}{_pair(key, setting.value)}", grid, setting.row, 2)


def _sections(setting: Setting) -> list[str]:
    *sections, _ = path_of(setting)
    return sections


def item_lines(grid: Grid, columns: Mapping[str, int], items: Sequence[LedgerItem]) -> Iterator[TaskFileLine]:
    """Yield the lines of the items, their fields in the usual order."""
    yield TaskFileLine("tasks:", grid, grid.rows[0].number, 1)
    for item in items:
        fields = [key for key in ORDER if item.fields.get(key)]
        for place, key in enumerate(fields):
            dash = "    " if place else "  - "
            yield TaskFileLine(dash + _field(key, item.fields[key]), grid, item.row, columns.get(key, 1))


def _field(key: str, text: str) -> str:
    """Return a field as the task file has it: names that a cell joins as other formats join a list are a list again."""
    names = split(text, JOINER) if key in ITEM_NAMES else ()
    if len(names) > 1 and joined(names) == text:
        return f"{scalar(key)}: [{', '.join(scalar(name, flow=True) for name in names)}]"
    return _pair(key, text)


def _pair(key: str, value: str) -> str:
    return f"{scalar(key)}: {scalar(value)}"


def checked(lines: Sequence[TaskFileLine], is_zone: Callable[[str], bool]) -> str:
    """Return the text of the lines, a task file without problems. Raises ProblemsError with places in the ledger."""
    text = "".join(f"{line.text}\n" for line in lines)
    try:
        parse(Source("", text), is_zone)
    except ProblemsError as error:
        raise ProblemsError([_in_ledger(lines, problem) for problem in error.problems]) from None
    return text


def _in_ledger(lines: Sequence[TaskFileLine], problem: Problem) -> Problem:
    line = lines[min(problem.line, len(lines)) - 1]
    return line.grid.problem(line.row, line.column, Fault(problem.message, problem.hint))
