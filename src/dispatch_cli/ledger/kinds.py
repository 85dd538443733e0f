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
_SIGNS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_WORKBOOKS, _TEXTS = (".xlsx", ".xlsm", ".xltx", ".xltm"), (".csv", ".tsv", ".txt")
_SAVE = say("open it in Excel or WPS and save it as an Excel workbook (.xlsx)")


class Kind(Enum):
    """The kinds of ledger that can be read."""

    WORKBOOK = auto()
    TEXT = auto()


def is_packed(data: bytes) -> bool:
    """Say whether a file is an archive of either kind, as workbooks are and texts are not."""
    return data.startswith((_ZIP, _OLE))


def kind_of(path: str, data: bytes) -> Kind:
    """Return the kind of a file. Raises UnreadableError where it is no ledger, or of another kind than its name."""
    start, suffix = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower(), PurePath(path).suffix.lower()
    if data.startswith(_OLE):
        raise _is_ole(path, data)
    if data.startswith(_ZIP):
        _check_zip(path, data)
        if suffix in _TEXTS:
            message = say("{path}: this is an Excel workbook, not the text that its name says", path=path)
            raise UnreadableError(message, say("rename it, so that its name ends in .xlsx"))
        return Kind.WORKBOOK
    if data.startswith(_SIGNS) or start.startswith(_PAGE):
        web = start.startswith(_PAGE)
        raise _error(path, say("this is a web page") if web else say("this is neither a workbook nor a CSV file"))
    if suffix in _WORKBOOKS and data:
        message = say("{path}: this is not the workbook that its name says", path=path)
        hint = say("if it is text with commas, rename it, so that its name ends in .csv; else ask for the file anew")
        raise UnreadableError(message, hint)
    return Kind.TEXT


def _is_ole(path: str, data: bytes) -> UnreadableError:
    if _PROTECTED in data:
        message = say("{path}: the workbook is protected by a password", path=path)
        return UnreadableError(message, say("open it in Excel, take the password away, and save it as .xlsx"))
    return _error(path, say("this is a workbook of the old kind (.xls, .et)"))


def _check_zip(path: str, data: bytes) -> None:
    """Raise UnreadableError unless the archive is a workbook of the new kind."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = {*archive.namelist()}
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        message = say("{path}: the file is damaged, or was not copied whole", path=path)
        raise UnreadableError(message, say("ask for it anew, or open it in Excel and save it again")) from None
    if "xl/workbook.bin" in names:
        raise _error(path, say("this is a binary workbook (.xlsb)"))
    if "[Content_Types].xml" not in names or any(name.startswith(("word/", "ppt/")) for name in names):
        raise _error(path, say("this is no Excel workbook"))


def _error(path: str, what: Message) -> UnreadableError:
    return UnreadableError(say("{path}: {what}", path=path, what=what), _SAVE)
