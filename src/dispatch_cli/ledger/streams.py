"""The stream of an old workbook (.xls) within its compound file (MS-CFB): sectors that are chained by a table."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADER, _ENTRY, _FREE = 512, 128, 0xFFFFFFF0
_NAMES = ("Workbook", "LedgerBook")


def old_stream(data: bytes) -> bytes:
    """Return the bytes of the workbook in a compound file. Raises ValueError and others where it is damaged."""
    shift, short_shift = struct.unpack_from("<HH", data, 30)
    size = 1 << shift
    table_count, first_directory = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
    cutoff, first_short, _, first_more, more_count = struct.unpack_from("<IIIII", data, 56)
    places = [place for place in struct.unpack_from("<109I", data, 76) if place < _FREE]
    for _ in range(min(more_count, len(data) // size)):
        more = struct.unpack_from(f"<{size // 4}I", data, _HEADER + first_more * size)
        places += [place for place in more[:-1] if place < _FREE]
        first_more = more[-1]
    tables = (struct.unpack_from(f"<{size // 4}I", data, _HEADER + place * size) for place in places[:table_count])
    chains = [each for table in tables for each in table]
    entries = [*_entries(_joined(data, chains, first_directory, size))]
    found = next((start, length) for name, start, length in entries if name in _NAMES)
    if found[1] >= cutoff:
        return _joined(data, chains, found[0], size)[: found[1]]
    root = _joined(data, chains, entries[0][1], size)
    short = _joined(data, chains, first_short, size)
    shorts = struct.unpack(f"<{len(short) // 4}I", short)
    sectors = (root[each << short_shift : (each + 1) << short_shift] for each in _chain(shorts, found[0]))
    return b"".join(sectors)[: found[1]]


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield the name, the first sector and the length of each stream."""
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + max(0, length - 2)].decode("utf-16-le", errors="replace")
        start, size = struct.unpack_from("<II", directory, place + 116)
        yield name, start, size


def _chain(table: Sequence[int], first: int) -> Iterator[int]:
    """Yield the sectors of a chain. Raises ValueError for one without end."""
    for _ in range(len(table) + 1):
        if first >= _FREE:
            return
        yield first
        first = table[first]
    raise ValueError(first)


def _joined(data: bytes, table: Sequence[int], first: int, size: int) -> bytes:
    return b"".join(data[_HEADER + each * size : _HEADER + (each + 1) * size] for each in _chain(table, first))
