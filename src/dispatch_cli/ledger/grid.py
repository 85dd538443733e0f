"""A table of a ledger: its rows, columns and cells, and the names of their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import Problem
from dispatch_cli.hints.guesses import brief

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dispatch_cli.messages import Message

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_LETTERS = 26
_BETWEEN, _SHOWN = " | ", 30
_NEEDS_NO_QUOTES = re.compile(r"[^\W\d]\w*")


class Fault(NamedTuple):
    """The reason why a cell cannot be taken over, and what to do."""

    message: Message
    hint: Message


class LedgerCell(NamedTuple):
    """One cell: its text as it is shown, and its day where the file holds a date; or why it is not read.

    A text may be struck out.
    """

    text: str
    day: date | None = None
    fault: Fault | None = None
    is_struck: bool = False


class LedgerRow(NamedTuple):
    """One row: its number, and by column its cells that are not empty. Rows and columns count from 1.

    In a CSV file, the number is that of the line on which the row begins.
    """

    number: int
    cells: Mapping[int, LedgerCell]


class Merge(NamedTuple):
    """Cells merged into one: the corners of the range, both included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """Return the range as a spreadsheet names it."""
        if (self.left, self.right) == (1, LAST_COLUMN):
            return f"{self.top}:{self.bottom}"
        if (self.top, self.bottom) == (1, LAST_ROW):
            return f"{letters(self.left)}:{letters(self.right)}"
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


def merge_of(left: int | None, top: int | None, right: int | None, bottom: int | None) -> Merge:
    """Return a range of a workbook as merged cells: without rows it is whole columns, without columns whole rows.

    >>> [merge_of(*each).name for each in ((None, 2, None, 3), (3, None, 3, None), (2, 3, 1, 1))]
    ['2:3', 'C:C', 'A1:B3']
    """
    across, down = sorted((left or 1, right or LAST_COLUMN)), sorted((top or 1, bottom or LAST_ROW))
    return Merge(down[0], across[0], down[1], across[1])


class Grid(NamedTuple):
    """One table: its rows that are not empty, in their order. A CSV file has no sheet.

    `hidden` counts the rows that a workbook hides; they are among the rows. `comments` counts what is pinned to cells.
    It `is_flat` where its kind of file does not tell which cells are merged.
    """

    path: str
    sheet: str | None
    rows: tuple[LedgerRow, ...]
    merges: tuple[Merge, ...] = ()
    hidden: int = 0
    hidden_columns: frozenset[int] = frozenset()
    comments: int = 0
    is_flat: bool = False

    def column_name(self, column: int) -> str:
        """Return a column as its program names it: by letters in a workbook, by its number in a CSV file."""
        return f"{column}" if self.sheet is None else letters(column)

    def cell_name(self, row: int, column: int) -> str:
        """Return a cell as its program names it: `C7` in a workbook, `7:3` in a CSV file."""
        return f"{row}:{column}" if self.sheet is None else f"{letters(column)}{row}"

    def problem(self, row: int, column: int, fault: Fault) -> Problem:
        """Return the fault of a cell as a problem with its place."""
        cell = "" if self.sheet is None else f"{_quoted(self.sheet)}!{letters(column)}{row}"
        return Problem(self.path, row, column, fault.message, fault.hint, cell=cell)

    def problem_in(self, row: LedgerRow, column: int, fault: Fault) -> Problem:
        """Return the fault of a cell as a problem that shows its row as people see it, the cell marked."""
        cells = sorted(row.cells.items())
        texts = {each: "=" if cell.fault else brief(" ".join(cell.text.split()), _SHOWN) for each, cell in cells}
        before = "".join(f"{text}{_BETWEEN}" for each, text in texts.items() if each < column)
        excerpt = before + _BETWEEN.join(text for each, text in texts.items() if each >= column)
        return self.problem(row.number, column, fault)._replace(excerpt=excerpt, caret=len(before))


def letters(column: int) -> str:
    """Return the letters of a column that counts from 1.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def _quoted(sheet: str) -> str:
    """Return the name of a sheet as a formula writes it before a cell."""
    return sheet if _NEEDS_NO_QUOTES.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
