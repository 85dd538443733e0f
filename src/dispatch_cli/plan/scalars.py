"""A text → one line of YAML: plain where that is safe, else in quotes."""

from __future__ import annotations

import io
import json
from functools import lru_cache

from yaml.emitter import Emitter

_QUOTES = ("'", '"')
_DELETE, _LAST_OF_16_BITS = 0x7F, "\uffff"
# A ledger of many rows has few tags, days, teams and owners.
_TEXTS_KEPT = 1024


@lru_cache(_TEXTS_KEPT)
def scalar(text: str, style: str | None = None, *, flow: bool = False) -> str:
    """Return a text as one line of YAML; a `style` that is a quote is used.

    `flow` says that the text stands in brackets, where commas and brackets end a plain text.

    >>> print(scalar("某新能源项目"), scalar("a: b"), scalar("it's: so"), scalar("red", '"'))
    某新能源项目 'a: b' 'it''s: so' "red"
    """
    analysis = Emitter(io.StringIO(), allow_unicode=True).analyze_scalar(text)
    may_be_plain = analysis.allow_flow_plain if flow else analysis.allow_block_plain
    if style not in _QUOTES and may_be_plain and not analysis.multiline:
        return text
    if style == '"' or analysis.multiline or not analysis.allow_single_quoted:
        return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))
    return "'" + text.replace("'", "''") + "'"


def _escaped(char: str) -> str:
    """Return a character as it stands in double quotes. YAML has JSON's escapes, but no pairs of surrogates."""
    if char.isprintable() or char > _LAST_OF_16_BITS:
        return char
    return json.dumps(char)[1:-1] if ord(char) != _DELETE else "\\x7f"
