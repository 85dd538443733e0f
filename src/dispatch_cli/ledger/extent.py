"""How far the cells of a workbook of another kind reach: its reader makes room for all cells between them.

So one cell in the last corner of a sheet would cost gigabytes. They are looked at before, one after another.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NoReturn

from dispatch_cli.errors import UnreadableError
from dispatch_cli.ledger.markup import tell
from dispatch_cli.ledger.package import MOST_BYTES, too_large
from dispatch_cli.ledger.streams import old_stream
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

_MOST_CELLS = 1_000_000
_CONTENT = "content.xml"
_ROW, _COLUMN = "table:number-rows-repeated", "table:number-columns-repeated"
_WHOLE = 1 << 20
# Records of .xls (MS-XLS 2.3) that hold a cell, and where a sheet begins; of .xlsb (MS-XLSB 2.3): rows, cells, sheets.
_CELLS_OLD = frozenset((0x06, 0x0A, 0x7E, 0xBD, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, 0x406, 0x206))
_BEGIN_OLD, _PLACE = 0x809, 6
_MOST_BITS = 21
_ROW_BINARY, _CELLS_BINARY = 0, frozenset(range(1, 12))


class _Extent:
    """The corners of the cells of one sheet."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.begin()

    def begin(self) -> None:
        """Begin with a sheet."""
        self._top, self._left, self._bottom, self._right = _WHOLE, _WHOLE, -1, -1

    def add(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Add cells. Raises UnreadableError where the corners are too far from each other."""
        self._top, self._left = min(self._top, row), min(self._left, column)
        self._bottom, self._right = max(self._bottom, last_row), max(self._right, last_column)
        if (self._bottom - self._top + 1) * (self._right - self._left + 1) > _MOST_CELLS:
            _refuse(self._path)


def _refuse(path: str) -> NoReturn:
    raise too_large(path, say("its cells are too far from each other"))


def check_old(path: str, data: bytes) -> None:
    """Raise UnreadableError if the cells of a sheet of an old workbook (.xls) are too far from each other."""
    extent, stream, place = _Extent(path), old_stream(data), 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _BEGIN_OLD:
            extent.begin()
        elif kind in _CELLS_OLD and length >= _PLACE:
            row, column = struct.unpack_from("<HH", stream, place + 4)
            extent.add(row, column, row, column)
        place += 4 + length


def check_binary(path: str, archive: ZipFile) -> None:
    """Raise UnreadableError if the cells of a sheet of a binary workbook (.xlsb) are too far from each other."""
    for part in archive.namelist():
        if part.startswith("xl/worksheets/") and part.endswith(".bin"):
            extent, row = _Extent(path), 0
            for kind, body in _binary_records(archive.read(part)):
                if kind == _ROW_BINARY:
                    row = int.from_bytes(body[:4], "little")
                elif kind in _CELLS_BINARY:
                    column = int.from_bytes(body[:4], "little")
                    extent.add(row, column, row, column)


def _binary_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(data):
        kind = data[place] & 0x7F
        if data[place] & 0x80:
            place += 1
            kind |= (data[place] & 0x7F) << 7
        length = shift = 0
        while True:
            place += 1
            length |= (data[place] & 0x7F) << shift
            shift += 7
            if not data[place] & 0x80 or shift > _MOST_BITS:
                break
        place += 1
        yield kind, data[place : place + 4]
        place += length


class _OpenDocument:
    """Hears the cells of an OpenDocument table, which may be repeated."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._extent = _Extent(path)
        self._row = self._column = self._repeated = 0
        self._cell: dict[str, str] = {}
        self._text = 0
        self._total = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._extent.begin()
            self._row = 0
        elif name == "table-row":
            self._column, self._repeated = 0, int(attributes.get(_ROW, 1))
        elif name == "table-cell":
            self._cell, self._text = attributes, 0

    def text(self, text: str) -> None:
        self._text += len(text)

    def end(self, name: str) -> None:
        if name == "table-cell":
            times = int(self._cell.get(_COLUMN, 1))
            if self._text:
                self._extent.add(self._row, self._column, self._row + self._repeated - 1, self._column + times - 1)
                self._total += self._text * times * self._repeated
                if self._total > MOST_BYTES // 4:
                    _refuse(self._path)
            self._column += times
        elif name == "covered-table-cell":
            self._column += 1
        elif name == "table-row":
            self._row += self._repeated


def check_document(path: str, archive: ZipFile) -> None:
    """Raise UnreadableError if the cells of an OpenDocument table (.ods) are too far from each other, or too many."""
    try:
        with archive.open(_CONTENT) as file:
            tell(file, _OpenDocument(path))
    except KeyError:
        message = say("{path}: the workbook is damaged and cannot be read", path=path)
        raise UnreadableError(message, say("open it in Excel or WPS and save it again as .xlsx")) from None
