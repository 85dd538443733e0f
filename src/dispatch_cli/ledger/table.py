"""The table in a sheet: where its headings stand, in one row or several, and which rows are below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.ledger.headings import FIRST_ROWS, LEFT_OUT, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatch_cli.ledger.grid import Grid, LedgerRow, Merge
    from dispatch_cli.ledger.headings import HeadingMeaning, Headings

_MOST_LEVELS = 3
_LONGEST, _WIDEST = 40, 8
_ACTUAL, _LAST = re.compile("实际|actual", re.IGNORECASE), 1000


def _happened(meaning: HeadingMeaning) -> HeadingMeaning:
    """Return what a heading means below one that says `actual`: the day by which is the day on which."""
    if meaning.key == "deadline":
        return meaning._replace(key="closed")
    return meaning._replace(is_sure=False, rank=_LAST) if meaning.key == "start" else meaning


class LedgerColumn(NamedTuple):
    """A column of a table: its number, its heading, and what stands above the heading where there are two levels."""

    number: int
    heading: str
    upper: str = ""

    @property
    def words(self) -> str:
        """Return the heading in one line."""
        return " ".join(self.heading.split())

    @property
    def own_meanings(self) -> list[HeadingMeaning]:
        """Return what the heading may mean, with the upper one or alone."""
        together = meanings(self.upper + self.heading) if self.upper else []
        return together or [_happened(each) if _ACTUAL.search(self.upper) else each for each in meanings(self.heading)]

    @property
    def meanings(self) -> list[HeadingMeaning]:
        """Return what the headings of the column may mean: both together, the lower one, else the upper one."""
        return self.own_meanings or (meanings(self.upper) if self.upper else [])


class LedgerTable(NamedTuple):
    """A table: the rows of its headings, by their numbers, its columns, the rows above and those below."""

    grid: Grid
    top: int
    bottom: int
    columns: Mapping[int, LedgerColumn]
    above: Sequence[LedgerRow]
    rows: Sequence[LedgerRow]

    def name(self, column: int) -> str:
        """Return a column as people find it: its letters or number, and its heading."""
        heading = self.columns[column].words if column in self.columns else ""
        return " ".join([self.grid.column_name(column), *heading.split()])


class _Block(NamedTuple):
    """Some rows of a sheet that may be its headings, from the place of the first to before that of the last."""

    begin: int
    stop: int
    columns: Mapping[int, LedgerColumn]
    score: tuple[float, ...]


def find_table(grid: Grid, headings: Headings, header: int | None = None) -> LedgerTable | None:
    """Return the table whose rows of headings have the most that are known, None where there is none.

    `header` is the number of the row in which the headings stand, the lowest of several.
    """
    blocks = [
        block for block in _blocks(grid, headings) if header is None or grid.rows[block.stop - 1].number == header
    ]
    best = max(blocks, key=lambda block: block.score, default=None)
    if best is None or (header is None and not _is_enough(best)):
        return None
    numbers = [row.number for row in grid.rows[best.begin : best.stop]]
    rows = grid.rows[best.stop :]
    return LedgerTable(grid, numbers[0], numbers[-1], best.columns, grid.rows[: best.begin], rows)


def _is_enough(block: _Block) -> bool:
    has_title, known, *_ = block.score
    return known > 1 if has_title else known > 2  # noqa: PLR2004 a title that is not known must be guessed


def _blocks(grid: Grid, headings: Headings) -> Iterator[_Block]:
    most = min(len(grid.rows), FIRST_ROWS)
    last = grid.rows[most - 1].number if most else 0
    wide = [merge for merge in grid.merges if merge.top <= last and merge.right > merge.left]
    for begin in range(most):
        for stop in range(begin + 1, min(begin + _MOST_LEVELS, most) + 1):
            rows = grid.rows[begin:stop]
            columns = _columns(rows, wide, is_merged=bool(grid.merges))
            yield _Block(begin, stop, columns, _score(columns, headings, begin, stop))


def _score(columns: Mapping[int, LedgerColumn], headings: Headings, begin: int, stop: int) -> tuple[float, ...]:
    """Return how much these columns look like headings: the keys that are known, then the fewest and first rows."""
    sure: set[str] = set()
    perhaps: set[str] = set()
    for column in columns.values():
        key = headings.mapped(column.heading)
        if key not in {None, LEFT_OUT}:
            sure.add(f"{key}")
        elif len(column.heading) <= _LONGEST:
            for meaning in column.own_meanings[:1]:
                (sure if meaning.is_sure else perhaps).add(meaning.key)
    known = sure | perhaps
    return ("title" in known, len(sure) + len(perhaps - sure) / 2, begin - stop, -begin)


def _columns(rows: Sequence[LedgerRow], wide: Sequence[Merge], *, is_merged: bool) -> dict[int, LedgerColumn]:
    """Return the columns under some rows of headings: the lowest text counts, what is above it belongs to it."""
    levels = [_level(row, wide, is_merged=is_merged) for row in rows[:-1]]
    found = {}
    for number in sorted({number for row in rows for number in row.cells}):
        lowest = [row.cells[number].text for row in rows if number in row.cells][-1]
        above = [level[number] for level in levels if number in level]
        found[number] = LedgerColumn(number, lowest, "".join(text for text in above if text != lowest))
    return found


def _level(row: LedgerRow, wide: Sequence[Merge], *, is_merged: bool) -> dict[int, str]:
    """Return the upper headings of one row by column: each reaches as far as its cells are merged.

    In a table without merged cells, such as that of a CSV file, it reaches to the next heading of its row.
    """
    ends = {merge.left: merge.right for merge in wide if merge.top <= row.number <= merge.bottom}
    numbers = sorted(row.cells)
    reached = {}
    for number, following in zip(numbers, [*numbers[1:], numbers[-1] + _WIDEST], strict=True):
        last = ends.get(number, number if is_merged else following - 1)
        reached.update(dict.fromkeys(range(number, min(last, following - 1) + 1), row.cells[number].text))
    return reached
