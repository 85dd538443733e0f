"""The archive that a workbook is: it is weighed before it is unpacked into memory, so that no bomb goes off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import UnreadableError
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MEGABYTE = 1 << 20
# 10,000 rows of 15 columns are about 8 MB with a million marks.
MOST_PARTS, MOST_BYTES, MOST_MARKS = 10_000, 64 * MEGABYTE, 2_000_000
_MOST_OTHER_MARKS, _MOST_READING = 400_000, 4 * MOST_MARKS
_CELLS = ("xl/worksheets/", "xl/sharedstrings")
_OF_OTHERS = "customxml/"  # what SharePoint leaves in a workbook is never read
_PIECE = MEGABYTE // 4
_MOST_BINARY = 16 * MEGABYTE  # the parts of .xlsb are no XML
# Comments, definitions and instructions, which no spreadsheet program writes.
_STRANGE = re.compile(rb"<!(?!\[CDATA\[)|<\?(?!xml[ \t\r\n])")
_OVERLAP = len(b"<![CDATA[")


class _Load(NamedTuple):
    """The weight of a part: its marks, and the number of sheets that it names."""

    marks: int
    sheets: int


def weigh(path: str, archive: ZipFile) -> None:
    """Raise UnreadableError if the parts of a workbook that will be read are larger than those of any ledger.

    Elements and attributes take the memory, not the text; each has one of the marks `<` and `=`. One long
    element takes time: the parser begins it anew with each piece that it gets.
    """
    parts = [part for part in archive.infolist() if _is_read(archive, part)]
    if len(parts) > MOST_PARTS:
        raise too_large(path, say("it has more than {n} parts", n=MOST_PARTS))
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise too_large(path, say("unpacked it has more than {n} MB", n=MOST_BYTES // MEGABYTE))
    loads = [(part.filename.lower(), _load(path, archive, part)) for part in parts]
    marks, sheets = (sum(each) for each in zip(*(load for _, load in loads), strict=True))
    if marks > MOST_MARKS:
        raise too_large(path, say("it has too many cells, most of them perhaps empty"))
    if sum(load.marks for name, load in loads if not name.startswith(_CELLS)) > _MOST_OTHER_MARKS:
        raise too_large(path, say("it has too many styles"))
    if sheets * max(load.marks for _, load in loads) > _MOST_READING:  # each is looked at, and several may be one part
        raise too_large(path, say("it has too many sheets"))


def _is_read(archive: ZipFile, part: ZipInfo) -> bool:
    """Say whether a part will perhaps be read: its name says so, or it is XML under another name."""
    if part.filename.lower().endswith((".xml", ".rels")):
        return True
    if part.filename.lower().endswith(".bin"):
        return part.file_size > _MOST_BINARY
    with archive.open(part) as file:
        begin = file.read(_PIECE).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return begin.startswith(b"<") or (not begin and part.file_size > 0)


def _load(path: str, archive: ZipFile, part: ZipInfo) -> _Load:
    """Return the weight of a part, which is unpacked piece by piece."""
    marks, sheets, open_since, before = 0, 0, 0, b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            marks += piece.count(b"<") + piece.count(b"=")
            sheets += piece.count(b"sheetId=")
            open_since = len(piece) - piece.rfind(b">") - 1 if b">" in piece else open_since + len(piece)
            is_strange = _STRANGE.search(before + piece) and not part.filename.lower().startswith(_OF_OTHERS)
            if is_strange or open_since > _PIECE:
                raise too_large(path, say("it holds what no spreadsheet program writes"))
            before = piece[-_OVERLAP:]
    return _Load(marks, sheets)


def too_large(path: str, why: Message) -> UnreadableError:
    """Return the error for a workbook that is too large to be a ledger."""
    message = say("{path}: the workbook is too large to be a ledger: {why}", path=path, why=why)
    return UnreadableError(message, say("copy the rows of the ledger alone into a new workbook"))
