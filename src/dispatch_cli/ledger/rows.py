"""The rows of a ledger as items; each problem has the name of its cell, and all are found at once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import PROBLEM_LIMIT, ProblemsError
from dispatch_cli.hints import Guesses, brief
from dispatch_cli.ledger.grid import Fault, LedgerCell, LedgerRow
from dispatch_cli.ledger.values import day_of, is_nothing, tag_of
from dispatch_cli.messages import say
from dispatch_cli.plan.keys import ITEM_HOLDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid, Merge
    from dispatch_cli.ledger.headings import Header

_EMPTY = LedgerCell("")
_WHOLE = ("id", "title")
_REQUIRED = {
    "id": say("this row has no number"),
    "title": say("this row has no title"),
    "tag": say("this row has no tag"),
}


class LedgerItem(NamedTuple):
    """One item of a ledger: the number of its row, and its fields as texts of the task file."""

    row: int
    fields: Mapping[str, str]


class RowReader:
    """Reads the rows below the headings, and collects their problems."""

    def __init__(self, grid: Grid, header: Header, tags: Collection[str]) -> None:
        """Begin before the first row; `tags` are the names that a tag may have."""
        self.grid = grid
        self.header = header
        self.tags = tags
        self._guesses = Guesses(tags)
        self.problems: list[Problem] = []
        self._ids: dict[str, int] = {}
        self._rows = defaultdict(lambda: LedgerRow(0, {}), {row.number: row for row in grid.rows})
        self._below = {key: _below(grid, column) for key, column in header.columns.items()}
        self._across = _across(grid, header)
        self._across_to = [*accumulate((merge.bottom for merge in self._across), max)]
        self._number = 0

    def read(self) -> list[LedgerItem]:
        """Return the items that can be read; `problems` are those of the others. Raises ProblemsError at too many."""
        for merge in self._across[:PROBLEM_LIMIT]:
            message = say("the cells {range} are merged across columns", range=merge.name)
            fault = Fault(message, say("unmerge them, or delete the row if it is no item"))
            self.problems.append(self.grid.problem(merge.top, merge.left, fault))
        items = [item for row in self.grid.rows[self.header.place + 1 :] if (item := self._item(row))]
        if not items and not self.problems:
            header = self.grid.rows[self.header.place]
            fault = Fault(
                say("there are no rows under the headings"), say("is it the right sheet, and the right file?")
            )
            self.problems.append(self.grid.problem(header.number, 1, fault))
        return items

    def _item(self, row: LedgerRow) -> LedgerItem | None:
        cells = {key: row.cells[column] for key, column in self.header.columns.items() if column in row.cells}
        if not cells or self._is_across(row):
            return None
        before = len(self.problems)
        fields = {key: text for key in self.header.columns if (text := self._field(row, key, cells))}
        self._number += 1
        if "id" not in self.header.columns:
            fields["id"] = f"{self._number}"
        self._check(row, fields, is_whole=len(self.problems) == before)
        if len(self.problems) >= PROBLEM_LIMIT:
            raise ProblemsError(self.problems)
        return LedgerItem(row.number, fields) if len(self.problems) == before else None

    def _field(self, row: LedgerRow, key: str, cells: Mapping[str, LedgerCell]) -> str:
        """Return the text of a cell as the task file writes it, empty where there is none; report what is wrong."""
        cell = cells.get(key) or self._merged(row, key)
        may_be_meant = key in _REQUIRED or (self.header.is_our_own and ITEM_HOLDS[key] != "date")
        nothing = is_nothing(cell.text) and not may_be_meant
        text = "" if nothing else cell.text
        if cell.fault:
            self._report(row, key, cell.fault)
        elif not text and key in _REQUIRED:
            self._report(row, key, Fault(_REQUIRED[key], say("fill it in, or delete the row if it is no item")))
        elif text and ITEM_HOLDS[key] == "date":
            return self._day(row, key, cell)
        elif text and ITEM_HOLDS[key] == "tag":
            return self._tag(row, text)
        return text

    def _day(self, row: LedgerRow, key: str, cell: LedgerCell) -> str:
        day = day_of(cell)
        if isinstance(day, Fault):
            self._report(row, key, day)
            return ""
        return f"{day}"

    def _tag(self, row: LedgerRow, text: str) -> str:
        name = tag_of(text, self.tags)
        if name not in self.tags:
            hint = self._guesses.hint(name)
            self._report(row, "tag", Fault(say("unknown tag `{tag}`", tag=brief(text)), hint))
        return name

    def _check(self, row: LedgerRow, fields: Mapping[str, str], *, is_whole: bool) -> None:
        """Report the fields of a row that do not go together; a row that is not whole has lost some of them."""
        first = self._ids.setdefault(fields["id"], row.number) if "id" in fields else row.number
        if first != row.number:
            cell = self.grid.cell_name(first, self.header.columns["id"])
            message = say("the number `{id}` is taken; the first is in {cell}", id=brief(fields["id"]), cell=cell)
            heading = self.grid.rows[self.header.place].cells[self.header.columns["id"]].text
            words = brief(" ".join(heading.split()))
            hint = say("give each item its own; `--map {heading}=-` numbers all items anew", heading=words)
            self._report(row, "id", Fault(message, hint))
        start, last = fields.get("start"), fields.get("last")
        if is_whole and not start and not last:
            fault = Fault(say("this row has neither a day of listing nor a last dispatch"), say("fill in one of them"))
            self._report(row, "start" if "start" in self.header.columns else "last", fault)
        elif start and last and last < start:
            values = {"last": date.fromisoformat(last), "start": date.fromisoformat(start)}
            message = say("the last dispatch, {last}, is before the day of listing, {start}", **values)
            self._report(row, "last", Fault(message, say("is one of the two years wrong?")))

    def _merged(self, row: LedgerRow, key: str) -> LedgerCell:
        """Return the cell that an empty cell shows: the topmost of the cells that it is merged with."""
        merges = self._below[key]
        place = bisect_right(merges, row.number, key=lambda merge: merge.top) - 1
        if place < 0 or merges[place].bottom < row.number:
            return _EMPTY
        if key in _WHOLE:
            message = say("the cells {range} are merged: one item over several rows", range=merges[place].name)
            return LedgerCell("", fault=Fault(message, say("unmerge them, and give each item one row of its own")))
        return self._rows[merges[place].top].cells.get(self.header.columns[key], _EMPTY)

    def _is_across(self, row: LedgerRow) -> bool:
        """Say whether cells merged across columns touch a row: their text belongs to no column for certain."""
        place = bisect_right(self._across, row.number, key=lambda merge: merge.top)
        return place > 0 and self._across_to[place - 1] >= row.number

    def _report(self, row: LedgerRow, key: str, fault: Fault) -> None:
        self.problems.append(self.grid.problem(row.number, self.header.columns[key], fault))


def _below(grid: Grid, column: int) -> list[Merge]:
    """Return the merges within a column, from the top."""
    return sorted(merge for merge in grid.merges if merge.left == merge.right == column)


def _across(grid: Grid, header: Header) -> list[Merge]:
    """Return the merges below the headings over several columns, one of which is taken over."""
    header_row = grid.rows[header.place].number
    wide = (merge for merge in grid.merges if merge.top > header_row and merge.right > merge.left)
    columns = {*header.columns.values()}
    return sorted(merge for merge in wide if any(merge.left <= column <= merge.right for column in columns))
