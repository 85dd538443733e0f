"""One table of a ledger, understood: its headings, its columns, its rows, its items."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import ProblemsError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.ledger.body import read_body
from dispatch_cli.ledger.columns import ColumnReader
from dispatch_cli.ledger.findings import LedgerFindings
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.ledger.groups import group_rows
from dispatch_cli.ledger.headings import FIRST_ROWS
from dispatch_cli.ledger.rows import RowReader
from dispatch_cli.ledger.table import find_table
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.body import Body
    from dispatch_cli.ledger.columns import ColumnsRead
    from dispatch_cli.ledger.grid import Grid, LedgerRow
    from dispatch_cli.ledger.headings import Headings
    from dispatch_cli.ledger.rows import LedgerItem
    from dispatch_cli.ledger.table import LedgerTable
    from dispatch_cli.ledger.wishes import Ground

_WORD, _MOST_NAMED = 30, 60


class UnderstoodTable(NamedTuple):
    """A table with all that was understood of it; `filled` counts by key the cells that others above them fill."""

    table: LedgerTable
    columns: ColumnsRead
    body: Body
    filled: Mapping[str, int]
    findings: LedgerFindings
    items: list[LedgerItem]


def understand_table(grid: Grid, headings: Headings, ground: Ground) -> UnderstoodTable:
    """Return what a table holds. Raises ProblemsError with all that is wrong in it, and CommandLineError."""
    table = find_table(grid, headings, ground.wishes.header)
    if table is None:
        raise ProblemsError([_no_header(grid, ground.wishes.header)])
    reader = ColumnReader(table, headings, ground)
    columns = reader.read()
    if "title" not in columns.keys:
        reader.problems.append(_no_title(table))
    if reader.problems:
        raise ProblemsError(reader.problems)
    body = read_body(table, columns, ground.wishes.skip)
    grouped = group_rows(table, columns, body.items)
    findings = LedgerFindings(grid)
    items = RowReader(table, columns, findings, ground).read(grouped.rows)
    if not items:
        fault = Fault(say("there are no rows under the headings"), say("is it the right sheet, and the right file?"))
        raise ProblemsError([grid.problem(table.bottom, 1, fault)])
    if findings.problems:
        raise ProblemsError(findings.problems)
    return UnderstoodTable(table, columns, body, grouped.filled, findings, items)


def _no_header(grid: Grid, header: int | None) -> Problem:
    """Return the problem of a table without headings."""
    if header is not None:
        message = say("row {row} holds no headings", row=header)
        return grid.problem(header, 1, Fault(message, say("give the number of the row in which the headings stand")))
    widest = max(grid.rows[:FIRST_ROWS], key=lambda row: len(row.cells), default=None)
    message = say("no row of headings is among the first {n} rows", n=FIRST_ROWS)
    if widest is None:
        return grid.problem(1, 1, Fault(message, say("the table is empty; is it the right file?")))
    hint = say(
        "`--header {row}` says that it is this row, `--map {column}=title` which column is the title; seen: {words}",
        row=widest.number,
        column=grid.column_name(min(widest.cells)),
        words=_seen(widest),
    )
    return grid.problem(widest.number, min(widest.cells), Fault(message, hint))


def _no_title(table: LedgerTable) -> Problem:
    words = [each.words for each in islice(table.columns.values(), _MOST_NAMED)]
    hint = say("`--map HEADING=title` says which it is; the headings are: {words}", words=words)
    return table.grid.problem(table.bottom, min(table.columns), Fault(say("there is no column for the title"), hint))


def _seen(row: LedgerRow) -> list[str]:
    return [brief(" ".join(cell.text.split()), _WORD) for cell in islice(row.cells.values(), _MOST_NAMED)]


def problems_of(errors: Sequence[ProblemsError]) -> list[Problem]:
    """Return the problems of several tables."""
    return [problem for error in errors for problem in error.problems]
