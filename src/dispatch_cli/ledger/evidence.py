"""What the cells of a column say about what it holds."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from dispatch_cli.ledger.days import certain_day, orders_of, plain_text, year_first_day
from dispatch_cli.ledger.states import DoneOrOpen, StateWords, progress_of
from dispatch_cli.ledger.urgency import urgency_of
from dispatch_cli.ledger.values import tag_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dispatch_cli.ledger.grid import LedgerCell
    from dispatch_cli.ledger.table import LedgerTable

_NUMBERS = re.compile(r"[\d\s./:\-年月日号]+")
_SAMPLE = 500
_MOST = 0.6
_LEAST_TITLE, _LONGEST_STATE = 2, 20


class Evidence:
    """The first cells of each column of a table, and what they look like."""

    def __init__(self, table: LedgerTable, tags: tuple[str, ...]) -> None:
        """Begin with a table; `tags` are the names that a tag may have."""
        self._table = table
        self._tags = tags

    def may_be(self, key: str, column: int) -> bool:
        """Say whether the cells of a column allow what its heading only may mean."""
        if key == "tag":
            return self._share(column, self._is_urgency) >= _MOST
        if key == "state":
            is_any_done = any(progress_of(text, StateWords()) is DoneOrOpen.DONE for text in self._texts(column))
            return is_any_done and self._share(column, self._is_state) >= _MOST
        return key != "closed" or self._share(column, self._has_digits) >= _MOST

    def are_days(self, column: int) -> bool:
        """Say whether most of the cells of a column are days."""
        cells = [row.cells[column] for row in islice(self._table.rows, _SAMPLE) if column in row.cells]
        written = [cell for cell in cells if cell.text or cell.day]
        return bool(written) and sum(map(_is_day, written)) >= _MOST * len(written)

    def is_lamps(self, column: int) -> bool:
        """Say whether the words of a column are urgencies, and no states."""
        return self._share(column, self._is_urgency) >= _MOST > self._share(column, self._is_state)

    def longest(self, columns: Iterable[int]) -> int | None:
        """Return the column with the longest texts, None where all are short."""
        lengths = {number: self._length(number) for number in columns}
        best = max(lengths, key=lambda number: lengths[number], default=None)
        return best if best is not None and lengths[best] >= _LEAST_TITLE else None

    def _texts(self, column: int) -> Iterator[str]:
        cells = (row.cells[column] for row in self._table.rows if column in row.cells)
        return (cell.text for cell in islice(cells, _SAMPLE) if cell.text and not cell.day)

    def _share(self, column: int, is_so: Callable[[str], bool]) -> float:
        texts = [*self._texts(column)]
        return sum(map(is_so, texts)) / len(texts) if texts else 0

    def _length(self, column: int) -> float:
        texts = [text for text in self._texts(column) if not _NUMBERS.fullmatch(text)]
        return sum(map(len, texts)) / len(texts) if texts else 0

    def is_repeated(self, column: int) -> bool:
        """Say whether many of the texts of a column stand in it more than once, as no titles do."""
        texts = [*self._texts(column)]
        return len({*texts}) < _MOST * len(texts)

    def _is_urgency(self, text: str) -> bool:
        return tag_of(text, self._tags) in self._tags or urgency_of(text, ()) is not None

    @staticmethod
    def _is_state(text: str) -> bool:
        return len(text) <= _LONGEST_STATE and progress_of(text, StateWords()) is not DoneOrOpen.UNKNOWN

    @staticmethod
    def _has_digits(text: str) -> bool:
        return any(map(str.isdigit, text))


def _is_day(cell: LedgerCell) -> bool:
    text = plain_text(cell.text)
    return bool(cell.day or certain_day(text) or orders_of(text) or year_first_day(text))
