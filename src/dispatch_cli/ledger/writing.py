"""Items and settings → the text of a task file, which is read once more before it is returned."""

from __future__ import annotations

import re
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
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid
    from dispatch_cli.ledger.parsing import UnderstoodTable
    from dispatch_cli.ledger.settings import Setting

# What begins with a letter and goes on in letters, digits and what never means anything to YAML; or a day or number.
PLAIN = re.compile(r"\d[\d.-]*|[^\W\d_][\w（）《》“”、，。；：！？·.-]*")
_PLAIN_LINE = re.compile(rf"(?:    |  - )[a-z]+: (?:{PLAIN.pattern}|\[(?:\w+, )+\w+\])")


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


def item_lines(part: UnderstoodTable) -> Iterator[list[TaskFileLine]]:
    """Yield the lines of each item, its fields in the usual order."""
    grid, columns = part.table.grid, part.columns.keys
    for item in part.items:
        fields = [key for key in ORDER if item.fields.get(key)]
        yield [
            TaskFileLine(
                ("    " if place else "  - ") + _field(key, item.fields[key]), grid, item.row, columns.get(key, 1)
            )
            for place, key in enumerate(fields)
        ]


def _field(key: str, text: str) -> str:
    """Return a field as the task file has it: names that a cell joins as other formats join a list are a list again."""
    names = split(text, JOINER) if key in ITEM_NAMES else ()
    if len(names) > 1 and joined(names) == text:
        return f"{scalar(key)}: [{', '.join(scalar(name, flow=True) for name in names)}]"
    return _pair(key, text)


def _pair(key: str, value: str) -> str:
    return f"{scalar(key)}: {value if PLAIN.fullmatch(value) else scalar(value)}"


def checked(
    head: Sequence[TaskFileLine],
    items: Sequence[Sequence[TaskFileLine]],
    grid: Grid,
    since: date | None,
    is_zone: Callable[[str], bool],
) -> str:
    """Return the text of the lines, a task file without problems. Raises ProblemsError with places in the ledger.

    It is read once more, but for items whose fields are all plain words: no reader takes those for anything else.
    """
    first = [*head]
    if since and not any(line.text.startswith("since:") for line in head):
        first.append(TaskFileLine(f"since: {since}", grid, 1, 1))
    first.append(TaskFileLine("tasks:", grid, 1, 1))
    doubtful = [lines for lines in items if not all(_PLAIN_LINE.fullmatch(line.text) for line in lines)]
    lines = [*first, *(line for lines in doubtful or items[:1] for line in lines)]
    try:
        parse(Source("", _joined(lines)), is_zone)
    except ProblemsError as error:
        raise ProblemsError([_in_ledger(lines, problem) for problem in error.problems]) from None
    return _joined(first) + "".join(map(_joined, items))


def _joined(lines: Sequence[TaskFileLine]) -> str:
    return "".join(f"{line.text}\n" for line in lines)


def _in_ledger(lines: Sequence[TaskFileLine], problem: Problem) -> Problem:
    line = lines[min(problem.line, len(lines)) - 1]
    return line.grid.problem(line.row, line.column, Fault(problem.message, problem.hint))
