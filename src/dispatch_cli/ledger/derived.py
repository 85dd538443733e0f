"""What the columns of our own lists hold that is computed: it is not taken over, and nobody misses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.ledger.headings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.ledger.table import LedgerColumn

# What `dispatch list` computes: where all of it is there, the ledger is one of ours.
DERIVED = (
    ("due", "到期日", "应调度"),
    ("state", "状态"),
    ("days", "天数"),
    ("missed", "漏调"),
    ("past deadline", "已过时限"),
)
# What `dispatch list` takes from the log beside it, since it knows the last word on an item.
LOGGED = ("latest on", "latest by", "latest", "latest note", "进展日期", "进展记录人", "最新进展")
_DERIVED = {plain(word): words[0] for words in DERIVED for word in words}
_LOGGED = {plain(word) for word in LOGGED}


def derived_columns(columns: Iterable[LedgerColumn], *, is_ours: bool) -> frozenset[int]:
    """Return the columns of what `dispatch list` computes, if all are there: an office may have a state of its own.

    A workbook that `is_ours`, for it has our settings, may have only some of them.
    """
    words = {column.number: plain(column.heading) for column in columns}
    derived = {number for number, word in words.items() if word in _DERIVED}
    if not is_ours and len({_DERIVED[words[number]] for number in derived}) < len(DERIVED):
        return frozenset()
    return frozenset(derived | {number for number, word in words.items() if word in _LOGGED})
