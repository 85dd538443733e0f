"""The kind of file that a ledger is, by its first bytes and never by its name alone."""

from __future__ import annotations

import io
from enum import Enum, auto
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from dispatch_cli.errors import UnreadableError
from dispatch_cli.messages import Message, say

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_OLD_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "LedgerBook"))
_WORD = "WordDocument".encode("utf-16-le")
_SIGNS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_OF_2003 = (b"urn:schemas-microsoft-com:office:spreadsheet", b'progid="excel.sheet"')
_WORKBOOKS, _TEXTS = (".xlsx", ".xlsm", ".xltx", ".xltm"), (".csv", ".tsv", ".txt")
_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_SAVE = say("open it in Excel or WPS and save it as an Excel workbook (.xlsx)")
_COPY = say("copy its table into a new workbook and save that as .xlsx")


class Kind(Enum):
    """The kinds of ledger that can be read."""

    WORKBOOK = auto()
    OLD_WORKBOOK = auto()
    BINARY_WORKBOOK = auto()
    OPEN_DOCUMENT = auto()
    TEXT = auto()


def is_packed(data: bytes) -> bool:
    """Say whether a file is an archive of either kind, as workbooks are and texts are not."""
    return data.startswith((_ZIP, _OLE))


def kind_of(path: str, data: bytes) -> Kind:
    """Return the kind of a file. Raises UnreadableError where it is no ledger, or of another kind than its name."""
    start, suffix = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower(), PurePath(path).suffix.lower()
    if data.startswith(_OLE):
        return _kind_of_ole(path, data)
    if data.startswith(_ZIP):
        kind = _kind_of_zip(path, data)
        if suffix in _TEXTS:
            message = say("{path}: this is an Excel workbook, not the text that its name says", path=path)
            raise UnreadableError(message, say("rename it, so that its name ends in .xlsx"))
        return kind
    if start.startswith(_PAGE):
        is_of_2003 = any(sign in start for sign in _OF_2003)
        raise _error(path, say("this is an Excel workbook of 2003 (XML)") if is_of_2003 else say("this is a web page"))
    if data.startswith(_SIGNS):
        raise _error(path, say("this is neither a workbook nor a CSV file"))
    if suffix in _WORKBOOKS and data:
        message = say("{path}: this is not the workbook that its name says", path=path)
        hint = say("if it is text with commas, rename it, so that its name ends in .csv; else ask for the file anew")
        raise UnreadableError(message, hint)
    return Kind.TEXT


def protected(path: str) -> UnreadableError:
    """Return the error for a workbook that cannot be read without its password."""
    message = say("{path}: the workbook is protected by a password", path=path)
    return UnreadableError(message, say("open it in Excel, take the password away, and save it as .xlsx"))


def _kind_of_ole(path: str, data: bytes) -> Kind:
    if _PROTECTED in data:
        raise protected(path)
    if _WORD in data:
        raise _error(path, say("this is a Word document"), _COPY)
    if not any(name in data for name in _OLD_BOOKS):
        raise _error(path, say("this is neither a workbook nor a CSV file"))
    return Kind.OLD_WORKBOOK


def _kind_of_zip(path: str, data: bytes) -> Kind:
    """Return the kind of an archive. Raises UnreadableError unless it is a workbook."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = {*archive.namelist()}
            is_document = "mimetype" in names and archive.open("mimetype").read(len(_DOCUMENT)) == _DOCUMENT
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        message = say("{path}: the file is damaged, or was not copied whole", path=path)
        raise UnreadableError(message, say("ask for it anew, or open it in Excel and save it again")) from None
    if is_document:
        return Kind.OPEN_DOCUMENT
    if "xl/workbook.bin" in names:
        return Kind.BINARY_WORKBOOK
    if any(name.startswith("word/") for name in names):
        raise _error(path, say("this is a Word document"), _COPY)
    if "[Content_Types].xml" not in names or any(name.startswith("ppt/") for name in names):
        raise _error(path, say("this is no Excel workbook"))
    return Kind.WORKBOOK


def _error(path: str, what: Message, hint: Message = _SAVE) -> UnreadableError:
    return UnreadableError(say("{path}: {what}", path=path, what=what), hint)
