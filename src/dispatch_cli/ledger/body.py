"""The rows below the headings: which are items, and what the others are that people put between and below them."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.ledger.headings import plain
from dispatch_cli.messages import mark

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dispatch_cli.ledger.columns import ColumnsRead
    from dispatch_cli.ledger.grid import LedgerRow
    from dispatch_cli.ledger.table import LedgerTable


class RowKind(Enum):
    """What a row is that is no item, in words."""

    SECTION = mark("section rows")
    TOTAL = mark("totals")
    NOTE = mark("notes and signatures")
    HEADING = mark("repeated headings")
    NUMBER = mark("rows with nothing but a number")
    UNREAD = mark("rows with nothing in the columns that are read")
    STRUCK = mark("struck-out rows")
    SAID = mark("rows that --skip names")


class BodyRow(NamedTuple):
    """A row that is an item or a part of one, and the section in which it stands."""

    row: LedgerRow
    section: str | None


class Body(NamedTuple):
    """The rows that are items, and the numbers of the others by their kind."""

    items: tuple[BodyRow, ...]
    others: Mapping[RowKind, Sequence[int]]


_TOTAL = re.compile(
    r"(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|sub-?\s?total|grand total|totals?|sum)\s*[:：]?\s*[\d.件项个]*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填表|填报|制表|审核|审批|签字|签发|联系人|联系电话|负责人签字|单位负责人|报送|抄送|日期|打印日期|"
    r"notes?|remarks?|legend|prepared by|approved by|reviewed by|signature|last updated|source|generated)"
    r"\s*\w{0,8}\s*(?:[:：]|$).*",
    re.IGNORECASE | re.DOTALL,
)
_FOOTNOTE = re.compile(r"[*※＊]\s*\S.*|注\s*\d*[.、:：].*", re.DOTALL)
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]+[章节部类][分]?"
    r"|[IVX]{1,4}[.、]|(?:part|phase|section|sprint|stage)\s*\w+\s*[:.\-–]?)\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_COUNT = re.compile(r"\s*[(（](?:共?\s*\d+\s*[项件个条]|\d+\s*items?)[)）]\s*$", re.IGNORECASE)
_FEW, _LONGEST = 2, 40


def read_body(table: LedgerTable, columns: ColumnsRead, skip: Collection[int]) -> Body:
    """Return which rows are items; `skip` are the numbers of rows that the command line leaves out."""
    sorter = _Sorter(table, columns, skip)
    others: dict[RowKind, list[int]] = defaultdict(list)
    items: list[BodyRow] = []
    waiting: list[int] = []  # rows of one text that are sections only if items follow
    section: str | None = None
    for row in table.rows:
        kind = sorter.kind_of(row)
        if kind is RowKind.SECTION:
            waiting.append(row.number)
            section = _name_of(next(iter(row.cells.values())).text)
        elif kind is not None:
            others[kind].append(row.number)
        elif row.cells.keys() & columns.read:
            others[RowKind.SECTION] += waiting
            waiting = []
            items.append(BodyRow(row, section))
        else:
            others[RowKind.UNREAD].append(row.number)
    others[RowKind.NOTE] += waiting
    return Body(tuple(items), {kind: sorted(numbers) for kind, numbers in others.items() if numbers})


class _Sorter:
    """Tells the rows of one table apart."""

    def __init__(self, table: LedgerTable, columns: ColumnsRead, skip: Collection[int]) -> None:
        self._columns = columns
        self._skip = skip
        self._headings = {number: {plain(c.heading), plain(c.upper + c.heading)} for number, c in table.columns.items()}
        self._wide = {
            merge.top for merge in table.grid.merges if merge.right > merge.left and merge.top == merge.bottom
        }
        self._title = columns.keys.get("title")
        self._number = columns.keys.get("id")

    def kind_of(self, row: LedgerRow) -> RowKind | None:
        """Return what a row is that is no item, None for one that may be an item."""
        cells = row.cells
        title = cells.get(self._title) if self._title else None
        first = next(iter(cells.values())).text
        tests = (
            (RowKind.SAID, row.number in self._skip),
            (RowKind.HEADING, self._is_heading(row)),
            (RowKind.STRUCK, title is not None and title.is_struck),
        )
        if kind := next((kind for kind, is_so in tests if is_so), None):
            return kind
        if len(cells) == 1 or row.number in self._wide:
            return self._alone(row, first)
        is_theirs = not self._columns.is_our_own  # our totals and groups hold one text
        tests = (
            (RowKind.TOTAL, is_theirs and any(_TOTAL.fullmatch(cell.text) for cell in [*cells.values()][:_FEW])),
            (RowKind.NOTE, is_theirs and all(_NOTE.fullmatch(cell.text) for cell in cells.values())),
            (RowKind.NUMBER, title is None and cells.keys() & self._columns.read == {self._number}),
        )
        return next((kind for kind, is_so in tests if is_so), None)

    def _is_heading(self, row: LedgerRow) -> bool:
        texts = {number: cell.text for number, cell in row.cells.items()}
        first = [*texts.items()][:_FEW]
        if len(first) < _FEW or not any(text == "1" or self._is_alike(number, text) for number, text in first):
            return False
        if all(text == f"{place}" for place, text in enumerate(texts.values(), 1)):
            return len(texts) > _FEW  # the columns are numbered
        return sum(self._is_alike(number, text) for number, text in texts.items()) > len(texts) / 2

    def _is_alike(self, number: int, text: str) -> bool:
        return len(text) <= _LONGEST and plain(text) in self._headings.get(number, ())

    def _alone(self, row: LedgerRow, text: str) -> RowKind | None:
        """Return what a row is that holds one text, or cells merged into one."""
        (number, *others) = row.cells
        if _TOTAL.fullmatch(text):
            return RowKind.TOTAL
        if _NOTE.fullmatch(text) or _FOOTNOTE.fullmatch(text):
            return RowKind.NOTE
        if others and self._title in row.cells and self._title != number:
            return None  # only other cells of the row are merged
        if not others and number == self._number and text.replace(".", "").isdigit():
            return RowKind.NUMBER
        is_title = number == self._title and row.number not in self._wide and not _NUMBERED.fullmatch(text)
        if others and number == self._title:
            return None
        return (
            None
            if is_title or (number not in {self._title, self._number, 1} and row.number not in self._wide)
            else RowKind.SECTION
        )


def _name_of(text: str) -> str:
    """Return the name of a section, without its number and the count of its items.

    >>> _name_of("一、招商引资（共3项）"), _name_of("国评专班")
    ('招商引资', '国评专班')
    """
    bare = _COUNT.sub("", " ".join(text.split()))
    match = _NUMBERED.fullmatch(bare)
    return match[1].strip() if match and match[1].strip() else bare
