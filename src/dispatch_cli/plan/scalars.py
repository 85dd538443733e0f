"""A text as YAML writes it: plain where it can be, else in quotes."""

from __future__ import annotations

import io
import json

from yaml.emitter import Emitter

_QUOTES = ("'", '"')
_DELETE, _LAST_OF_16_BITS = 0x7F, "\uffff"


def scalar(text: str, style: str | None = None, *, flow: bool = False) -> str:
    """Return a text as one line of YAML, in the quotes of `style` where it is one.

    `flow` says that it stands in brackets, where commas and brackets end a plain text.

    >>> print(scalar("某新能源项目"), scalar("a: b"), scalar("it's: so"), scalar("red", '"'))
    某新能源项目 'a: b' 'it''s: so' "red"
    """
    found = Emitter(io.StringIO(), allow_unicode=True).analyze_scalar(text)
    if style not in _QUOTES and (found.allow_flow_plain if flow else found.allow_block_plain) and not found.multiline:
        return text
    if style == '"' or found.multiline or not found.allow_single_quoted:
        return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))
    return "'" + text.replace("'", "''") + "'"


def _escaped(char: str) -> str:
    """Return a character as it may stand between double quotes; YAML knows JSON's escapes, but no pairs of halves."""
    if char.isprintable() or char > _LAST_OF_16_BITS:
        return char
    return json.dumps(char)[1:-1] if ord(char) != _DELETE else "\\x7f"
