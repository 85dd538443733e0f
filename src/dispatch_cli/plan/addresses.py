"""Mail addresses as every mail program takes them, RFC 5321 without quoted names and literals; Message-IDs."""

from __future__ import annotations

import re
from typing import TypeGuard

# An address is at most 254 characters long.
_LENGTH = r"(?=[^\s<>]{1,254}(?:[\s<>]|$))"
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
ADDRESS = rf"{_LENGTH}{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*"
# A name and an address in angle brackets, or an address alone; only white space may follow a line end.
SENDER = rf"([^<>@\r\n]*)(?:[\r\n]\s*)?<({ADDRESS})>|({ADDRESS})"
# A msg-id of RFC 5322, without white space and what is obsolete; a line of a header has at most 998 characters.
_MESSAGE_ID = rf"(?=.{{1,986}}\Z)<{_ATOM}(?:\.{_ATOM})*@(?:{_ATOM}(?:\.{_ATOM})*|\[[!-Z^-~]*\])>"


def is_address(text: str) -> bool:
    """Say whether a text is one address and nothing else."""
    return re.fullmatch(ADDRESS, text) is not None


def is_message_id(text: object) -> TypeGuard[str]:
    """Say whether a value is one Message-ID, which a header can hold as it is."""
    return isinstance(text, str) and re.fullmatch(_MESSAGE_ID, text) is not None


def parse_sender(text: str) -> tuple[str, str] | None:
    """Return name and address of `name <address>`; the name of an address alone is empty. None for any other text.

    >>> parse_sender('"调度" <a@example.com>'), parse_sender("a@example.com"), parse_sender("a <b>")
    (('调度', 'a@example.com'), ('', 'a@example.com'), None)
    """
    sender = re.fullmatch(SENDER, text)
    return (_unquoted((sender[1] or "").rstrip()), sender[2] or sender[3]) if sender else None


def _unquoted(name: str) -> str:
    """Return a name without the quotes in which RFC 5322 writes it."""
    quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', name)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else name


def mailbox(address: str) -> str:
    """Return what two spellings of one mailbox share; no provider tells capitals from small letters.

    >>> mailbox("Zhang.San@Example.COM")
    'zhang.san@example.com'
    """
    return address.casefold()
