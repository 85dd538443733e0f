"""The archive that a workbook is: weighed before anything in it is unpacked into memory, so that no bomb goes off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.errors import UnreadableError
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MEGABYTE = 1 << 20
# 10,000 rows of 15 columns are about 8 MB with a million marks.
MOST_PARTS, MOST_BYTES, MOST_MARKS, MOST_STYLES = 10_000, 128 * MEGABYTE, 6_000_000, 600_000
_PIECE = MEGABYTE


def weigh(path: str, archive: ZipFile) -> None:
    """Raise UnreadableError if the parts of a workbook that will be read are larger than those of any ledger.

    What takes memory is not the text but its elements and attributes; each has one of the marks `<` and `=`.
    """
    parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
    if len(parts) > MOST_PARTS:
        raise _too_large(path, say("it has more than {n} parts", n=MOST_PARTS))
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise _too_large(path, say("unpacked it has more than {n} MB", n=MOST_BYTES // MEGABYTE))
    marks = 0
    for part in parts:
        of_part = _marks(archive, part)
        marks += of_part
        if part.filename.lower().endswith("styles.xml") and of_part > MOST_STYLES:
            raise _too_large(path, say("it has too many styles"))
        if marks > MOST_MARKS:
            raise _too_large(path, say("it has too many cells, most of them perhaps empty"))


def _marks(archive: ZipFile, part: ZipInfo) -> int:
    marks = 0
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            marks += piece.count(b"<") + piece.count(b"=")
    return marks


def _too_large(path: str, why: Message) -> UnreadableError:
    message = say("{path}: the workbook is too large to be a ledger: {why}", path=path, why=why)
    return UnreadableError(message, say("copy the rows of the ledger alone into a new workbook"))
