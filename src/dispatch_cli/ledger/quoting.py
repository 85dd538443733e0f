"""Words of a ledger in a hint, as a shell takes them."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[\w.%-]+")


def quoted(word: str) -> str:
    """Return a word as it stands in a command line: in quotes where a shell would ask for them.

    >>> print(quoted("截止日期"), quoted("责任单位（配合）"))
    截止日期 '责任单位（配合）'
    """
    return word if _PLAIN.fullmatch(word) else "'" + word.replace("'", "'\\''") + "'"
