"""What the command line says of how a ledger is to be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.ledger.states import StateWords

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ALL_SHEETS = "all"


class Wishes(NamedTuple):
    """What is said of a ledger, so that it need not be assumed.

    `mapping` says what headings or columns mean, `words` which tag a word of urgency; `tag`, `start` and `since` stand
    where the ledger has none. `header` is the number of the row of headings, `order` that of day and month, `skip`
    the numbers of rows that are left out. With `accept` all assumptions hold.
    """

    mapping: Mapping[str, str] = {}
    tag: str | None = None
    words: Mapping[str, str] = {}
    states: StateWords = StateWords()
    start: date | None = None
    since: date | None = None
    header: int | None = None
    sheets: tuple[str, ...] = ()
    order: str | None = None
    skip: frozenset[int] = frozenset()
    accept: bool = False


class Ground(NamedTuple):
    """What is known before a table is read: the wishes, the day, the names that a tag may have.

    A workbook `is_ours` where it has our settings.
    """

    wishes: Wishes
    today: date
    tags: tuple[str, ...]
    is_ours: bool = False
