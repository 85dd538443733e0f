"""Mail addresses as every mail program takes them: RFC 5321 without quoted names and literals."""

from __future__ import annotations

import re

_LONGEST = 254
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


def is_address(text: str) -> bool:
    """Say whether a text is one address and nothing else."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def parse_sender(text: str) -> tuple[str, str] | None:
    """Return name and address of `name <address>`, or an address with an empty name; None where it is neither.

    >>> parse_sender('"调度" <a@example.com>'), parse_sender("a@example.com"), parse_sender("a <b>")
    (('调度', 'a@example.com'), ('', 'a@example.com'), None)
    """
    before, angle, behind = text.rpartition("<")
    name, address = (before.rstrip(), behind.removesuffix(">")) if angle else ("", text)
    if not is_address(address) or behind.endswith(">") != bool(angle) or re.search("[<>@\r\n]", name):
        return None
    return _unquoted(name), address


def _unquoted(name: str) -> str:
    """Return a name without the quotes in which RFC 5322 writes it."""
    quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', name)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else name
