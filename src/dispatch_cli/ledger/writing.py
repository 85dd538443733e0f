"""Items and settings as the text of a task file, which is read again before anybody gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import ProblemsError
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.ledger.settings import path_of
from dispatch_cli.plan.keys import NAME_KEYS, ORDER
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
    """Yield what stands above the items, the settings of one section under one key."""
    before: list[str] = []
    for setting in sorted(settings, key=lambda setting: path_of(setting)[:-1]):
        *sections, key = path_of(setting)
        for depth, section in enumerate(sections):
            if before[: depth + 1] != sections[: depth + 1]:
                yield TaskFileLine(f"{'  ' * depth}{section}:", grid, setting.row, 1)
        before = sections
        yield TaskFileLine(f"{'  ' * len(sections)}{_pair(key, setting.value)}", grid, setting.row, 2)


def item_lines(grid: Grid, columns: Mapping[str, int], records: Sequence[LedgerItem]) -> Iterator[TaskFileLine]:
    """Yield the items, in the order in which the program writes the fields of an item."""
    yield TaskFileLine("tasks:", grid, grid.rows[0].number, 1)
    for record in records:
        fields = [key for key in ORDER if record.fields.get(key)]
        for place, key in enumerate(fields):
            dash = "    " if place else "  - "
            yield TaskFileLine(dash + _field(key, record.fields[key]), grid, record.row, columns.get(key, 1))


def _field(key: str, text: str) -> str:
    """Return a field as the task file has it: names that a cell joins as other formats join a list are a list again."""
    names = split(text, JOINER) if key in NAME_KEYS else ()
    if len(names) > 1 and joined(names) == text:
        return f"{scalar(key)}: [{', '.join(scalar(name, flow=True) for name in names)}]"
    return _pair(key, text)


def _pair(key: str, value: str) -> str:
    return f"{scalar(key)}: {scalar(value)}"


def checked(lines: Sequence[TaskFileLine], is_zone: Callable[[str], bool]) -> str:
    """Return the text of a task file without problems. Raises ProblemsError with the places in the ledger."""
    text = "".join(f"{line.text}\n" for line in lines)
    try:
        parse(Source("", text), is_zone)
    except ProblemsError as error:
        raise ProblemsError([_in_ledger(lines, problem) for problem in error.problems]) from None
    return text


def _in_ledger(lines: Sequence[TaskFileLine], problem: Problem) -> Problem:
    line = lines[min(problem.line, len(lines)) - 1]
    return line.grid.problem(line.row, line.column, Fault(problem.message, problem.hint))
