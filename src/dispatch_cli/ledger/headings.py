"""What a heading of a ledger means: a key of an item, or one of what only ledgers have, surely or perhaps."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import nearest
from dispatch_cli.messages import say
from dispatch_cli.plan.keys import ITEM, ITEM_KEYS, LEDGER, LEDGER_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatch_cli.ledger.grid import LedgerRow

FIRST_ROWS = 50
LEFT_OUT = "-"
_IN_BRACKETS = re.compile(r"[(\[【〔《<].*?[)\]】〕》>]")
_LAST, _SHORTEST, _SHORTEST_CHINESE = 500, 5, 2
_NOT_TELLING = frozenset(("number", "start", "finish", "target", "support", "issue", "steps", "opened", "created"))
_TAKES_PART = re.compile(r"[(\[【〔（](?:配合|协办|协助|协同|参与)")


class HeadingMeaning(NamedTuple):
    """What a heading means: the key, its place among the headings of that key, and whether it is sure."""

    key: str
    rank: int
    is_sure: bool


@lru_cache(4096)
def plain(heading: str) -> str:
    """Return what counts of a heading: no white space, no punctuation, nothing in brackets, no capitals.

    >>> plain("完 成 时限：（日期）"), plain("No."), plain("Past_Deadline")
    ('完成时限', 'no', 'pastdeadline')
    """
    text = normalize("NFKC", heading).casefold()
    return _bare(_IN_BRACKETS.sub("", text)) or _bare(text)


def whole(heading: str) -> str:
    """Return a heading as it counts where its brackets do: without white space, full width and capitals."""
    return "".join(normalize("NFKC", heading).casefold().split())


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char in "#%")


_ALL = (*ITEM, *LEDGER)
_SURE = {
    plain(word): HeadingMeaning(key.name, rank, is_sure=True)
    for key in _ALL
    for rank, word in enumerate((key.name, *key.chinese, *key.english))
}
_PERHAPS: dict[str, list[HeadingMeaning]] = {}
for _key in _ALL:
    for _rank, _word in enumerate(_key.otherwise):
        _PERHAPS.setdefault(plain(_word), []).append(HeadingMeaning(_key.name, _rank, is_sure=False))
_MAPPABLE = (*ITEM_KEYS, *LEDGER_KEYS)


class Headings:
    """Which key a heading means: as the command line says, else as is usual."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        """Keep what `mapping` says of headings as written, or of columns by their letters; `-` leaves one out."""
        self.mapping = mapping
        self._as_written = {whole(heading): key for heading, key in mapping.items()}
        self._mapped = {plain(heading): key for heading, key in mapping.items()}

    def key(self, heading: str) -> str | None:
        """Return the key that a heading surely means, None where it means none or is left out."""
        key = self.mapped(heading)
        if key is None:
            meaning = _SURE.get(plain(heading))
            return meaning.key if meaning else None
        return None if key == LEFT_OUT else key

    def mapped(self, heading: str) -> str | None:
        """Return what the command line says of a heading, as written or without what stands in brackets."""
        return self._as_written.get(whole(heading)) or self._mapped.get(plain(heading))

    def is_written(self, heading: str) -> bool:
        """Say whether the command line names a heading as written."""
        return whole(heading) in self._as_written

    def keys(self, row: LedgerRow) -> list[str]:
        """Return the keys of all cells of a row that are headings."""
        return [key for cell in row.cells.values() if (key := self.key(cell.text))]


def meanings(heading: str) -> list[HeadingMeaning]:
    """Return what a heading may mean, the surest first."""
    if _TAKES_PART.search(heading):
        return [HeadingMeaning("aside", 0, is_sure=True)]
    word = plain(heading)
    sure = _SURE.get(word)
    return [*([sure] if sure else []), *_PERHAPS.get(word, [])] or _by_its_end(word)


@lru_cache(1024)
def _by_its_end(word: str) -> list[HeadingMeaning]:
    """Return what the longest known heading means with which another one ends: `整改完成时限`, `Current status`."""
    ends = (word[place:] for place in range(1, len(word)))
    found = next((meaning for end in ends if (meaning := _SURE.get(end)) and _is_telling(end)), None)
    return [found._replace(rank=_LAST + found.rank, is_sure=False)] if found else []


def _is_telling(end: str) -> bool:
    """Say whether the end of a heading tells what it means: two Chinese characters do, or a long English word."""
    return len(end) >= (_SHORTEST if end.isascii() else _SHORTEST_CHINESE) and end not in _NOT_TELLING


def read_mapping(option: str, pairs: Iterable[str]) -> dict[str, str]:
    """Return which headings mean which keys. Raises CommandLineError."""
    mapping = {}
    for pair in pairs:
        heading, sign, word = pair.rpartition("=")
        if not sign or not plain(heading):
            message = say("{option}: `{text}` is not a heading and a key", option=option, text=pair)
            raise CommandLineError(
                message, say("write it as HEADING=KEY, for example `--map {heading}=owner`", heading=say("Department"))
            )
        mapping[heading.strip()] = key_named(option, word)
    return mapping


def key_named(option: str, word: str) -> str:
    """Return the key that a word means, `-` for a column that is left out. Raises CommandLineError."""
    if word.strip() == LEFT_OUT:
        return LEFT_OUT
    meaning = _SURE.get(plain(word))
    if meaning is None:
        raise CommandLineError(
            say("{option}: there is no key `{key}`", option=option, key=word), nearest(word, _MAPPABLE)
        )
    return meaning.key
