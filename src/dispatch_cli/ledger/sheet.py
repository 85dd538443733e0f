"""The cells of one sheet of a workbook (.xlsx), read as they are shown. Formulas are never run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import UnreadableError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.ledger.formats import number_cell
from dispatch_cli.ledger.grid import LAST_COLUMN, LAST_ROW, Fault, LedgerCell, LedgerRow, Merge, merge_of
from dispatch_cli.ledger.markup import EnoughError
from dispatch_cli.ledger.package import MEGABYTE
from dispatch_cli.ledger.parts import CellStyle
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from dispatch_cli.ledger.parts import BookParts

_MOST_TEXT = 16 * MEGABYTE
_MOST_MERGES = 200_000
_ESCAPED = re.compile("_x00([01][0-9A-Fa-f])_")
_VOLATILE = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|OFFSET|INDIRECT)\(", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{0,3})(\d{0,7})(?::([A-Z]{0,3})(\d{0,7}))?")
_TRUE = frozenset(("1", "true"))
_USUAL = CellStyle()
FORMULA = Fault(
    say("this cell holds a formula, not a value"),
    say("copy the column and paste it as values, then save the workbook"),
)
_WORDS = {"0": "FALSE", "1": "TRUE"}


class SheetContent(NamedTuple):
    """What a sheet holds: its rows that are not empty, its merged cells, how many rows and which columns are hidden."""

    rows: tuple[LedgerRow, ...]
    merges: tuple[Merge, ...]
    hidden: int
    hidden_columns: frozenset[int]


class SheetListener:
    """Hears the elements of a sheet."""

    def __init__(self, path: str, parts: BookParts, most: int = LAST_ROW) -> None:
        """Begin before the first element; after `most` rows there is enough."""
        self.path = path
        self.rows: list[LedgerRow] = []
        self.merges: list[Merge] = []
        self.hidden = 0
        self.hidden_columns: set[int] = set()
        self._parts, self._most = parts, most
        self._columns: dict[str, int] = {"": 0}
        self._length = 0
        self._cells: dict[int, LedgerCell] = {}
        self._row = self._column = 0
        self._is_hidden = False
        self._cell: dict[str, str] = {}
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None

    @property
    def content(self) -> SheetContent:
        """Return what was heard."""
        return SheetContent(tuple(self.rows), tuple(self.merges), self.hidden, frozenset(self.hidden_columns))

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Hear that an element begins."""
        if name == "c":
            self._cell, self._value, self._formula = attributes, [], None
        elif name in {"v", "t"}:
            self._into = self._value
        elif name == "f":
            self._into = self._formula = []
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._is_hidden = attributes.get("hidden") in _TRUE
            self._cells, self._column = {}, 0
        elif name == "mergeCell" and len(self.merges) < _MOST_MERGES:
            self.merges.append(self._merge(attributes["ref"]))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            last = min(int(attributes["max"]), LAST_COLUMN)
            self.hidden_columns.update(range(int(attributes["min"]), last + 1))

    def text(self, text: str) -> None:
        """Hear a piece of text."""
        if self._into is not None:
            self._into.append(text)

    def end(self, name: str) -> None:
        """Hear that an element ends. Raises EnoughError, and UnreadableError for texts without end."""
        if name == "c":
            self._end_cell()
        elif name in {"v", "t", "f"}:
            self._into = None
        elif name == "row":
            self._end_row()

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append(LedgerRow(self._row, self._cells))
            self.hidden += self._is_hidden
            if len(self.rows) >= self._most:
                raise EnoughError

    def _end_cell(self) -> None:
        attributes = self._cell
        reference = attributes.get("r")
        column = self._column_of(reference.rstrip("0123456789")) if reference else self._column + 1
        self._column = column
        if self._value or self._formula is not None:
            cell = self._read("".join(self._value), attributes.get("t", "n"), int(attributes.get("s", 0)))
            if cell.text or cell.fault:
                self._cells[column] = cell

    def _read(self, value: str, kind: str, style: int) -> LedgerCell:
        if self._formula is not None and (
            _VOLATILE.search("".join(self._formula)) or (not value.strip() and kind != "str")
        ):
            return LedgerCell("", fault=FORMULA)
        how = self._parts.styles[style] if style < len(self._parts.styles) else _USUAL
        if kind in {"s", "inlineStr", "str"}:
            cell = LedgerCell(self._plain(self._parts.texts[int(value)] if kind == "s" else value))
        elif kind == "e":
            message = say("this cell holds the error {error}", error=brief(value))
            cell = LedgerCell("", fault=Fault(message, say("correct it in the workbook")))
        elif kind == "b":
            cell = LedgerCell(_WORDS.get(value.strip(), value))
        elif kind == "d" or not value.strip():
            cell = LedgerCell(value.strip())
        else:
            cell = number_cell(value.strip(), how.format, is_1904=self._parts.is_1904)
        return cell._replace(is_struck=True) if how.is_struck else cell

    def _plain(self, text: str) -> str:
        """Return a text without its escapes. Raises UnreadableError where all texts together are too long."""
        self._length += len(text)
        if self._length > _MOST_TEXT:
            message = say("{path}: its texts are longer than {limit} MB", path=self.path, limit=_MOST_TEXT // MEGABYTE)
            raise UnreadableError(message, say("no list that people keep is this large; is it the right file?"))
        if "_x00" in text:
            text = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
        return text.replace("\r\n", "\n").strip()

    def _column_of(self, name: str) -> int:
        """Return the number of a column by its letters. Raises ValueError where there is none."""
        column = self._columns.get(name)
        if column is None:
            column = 0
            for letter in name:
                column = column * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
            if column > LAST_COLUMN:
                raise ValueError(name)
            self._columns[name] = column
        return column

    def _merge(self, reference: str) -> Merge:
        match = _REFERENCE.fullmatch(reference.replace("$", ""))
        if match is None:
            raise ValueError(reference)
        left, top, right, bottom = match.groups()
        ends = (left, top, right or left, bottom or top)
        columns, rows = (
            [self._column_of(each) or None for each in ends[::2]],
            [int(each or 0) or None for each in ends[1::2]],
        )
        return merge_of(columns[0], rows[0], columns[1], rows[1])
