"""The days in the rows of a ledger: each column of days is read in its own way, each text once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatch_cli.ledger.dating import Dating
from dispatch_cli.ledger.days import is_year_first, order_shown, plain_text
from dispatch_cli.ledger.grid import LedgerCell
from dispatch_cli.plan.keys import ITEM_DATES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from dispatch_cli.ledger.columns import ColumnsRead
    from dispatch_cli.ledger.dating import DayReading
    from dispatch_cli.ledger.table import LedgerTable
    from dispatch_cli.ledger.wishes import Ground

_YEAR = re.compile(r"(20\d\d)\s*年?")
_BRACKETS = re.compile(r"[(（【\[](.*?)[)）】\]]")


class RowDays:
    """Reads the columns of days of one table; `keys` are theirs."""

    def __init__(self, table: LedgerTable, columns: ColumnsRead, ground: Ground) -> None:
        """Look at the columns: what their cells show of the order of day and month counts for all of them."""
        self._today, self._order = ground.today, ground.wishes.order
        self._year = _year_of(table) or ground.today.year
        self._dating = {
            key: self._dating_of(table, key, columns.keys[key]) for key in ITEM_DATES if key in columns.keys
        }
        self._readings: dict[tuple[str, str, date | None, date | None], DayReading] = {}
        self.keys = tuple(self._dating)

    def read(self, key: str, cell: LedgerCell, start: date | None) -> DayReading:
        """Return what a cell says of a day; `start` is the day on which the item of its row was listed."""
        name = (key, cell.text, cell.day, start)
        found = self._readings.get(name)
        if found is None:
            found = self._readings[name] = self._dating[key].read(cell, start)
        return found

    def closing(self, text: str) -> date | None:
        """Return the day that stands in brackets behind a word of state, None where none does."""
        found = _BRACKETS.findall(text)
        dating = self._dating_like("closed", found)
        days = (dating.read(LedgerCell(words)).day for words in found)
        return next(filter(None, days), None)

    def _dating_of(self, table: LedgerTable, key: str, column: int) -> Dating:
        cells = (row.cells[column] for row in table.rows if column in row.cells)
        return self._dating_like(key, {cell.text for cell in cells if not cell.day})

    def _dating_like(self, key: str, texts: Collection[str]) -> Dating:
        """Return how days are read that are written like these texts."""
        plain = [plain_text(text) for text in texts]
        order, is_first = self._order or order_shown(iter(plain)), is_year_first(plain, self._today)
        return Dating(key, self._today, self._year, order, self._order is None, is_first)


def _year_of(table: LedgerTable) -> int | None:
    """Return the year in the titles above a table, None where there is none."""
    texts = (cell.text for row in table.above for cell in row.cells.values())
    found = next((match for text in texts if (match := _YEAR.search(text))), None)
    return int(found[1]) if found else None
