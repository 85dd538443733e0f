"""What somebody probably meant: the nearest word, the right form of a date. Long texts are cut for a message."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Collection

_MOST_CHOICES, _MOST_NAMED, _MOST_GUESSES = 200, 60, 100
_BRIEF = 200
_THREE_NUMBERS = (
    r"([0-9]{4})[^0-9A-Za-z]+([0-9]{1,2})[^0-9A-Za-z]+([0-9]{1,2})[^0-9A-Za-z]*|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_MONTHS_A_YEAR = 12


def date_hint(text: str) -> Message:
    """Return the hint that says the right form of a date, and the date that was probably meant."""
    numbers = re.fullmatch(_THREE_NUMBERS, text)
    year, month, day = (int(n) for n in numbers.groups() if n) if numbers else (0, 0, 0)
    if year and month > _MONTHS_A_YEAR:
        return say("a year has 12 months; write the date as YYYY-MM-DD")
    if not year or not month or not day:
        return say("write it as YYYY-MM-DD, for example 2026-02-03")
    from calendar import monthrange

    _, last = monthrange(year, month)
    if day > last:
        return say(
            "{month} has {last} days; the last is {date}",
            month=f"{year:04}-{month:02}",
            last=last,
            date=date(year, month, last),
        )
    return say("write it as {date}", date=date(year, month, day))


def nearest(word: str, words: Collection[str]) -> Message:
    """Return the hint that names the nearest of the words that are known, or all of them where none is near."""
    choices = {name.lower(): name for name in islice(words, _MOST_CHOICES)}
    if matches := get_close_matches(brief(word.lower()), choices, 1):
        return say("did you mean `{word}`?", word=choices[matches[0]])
    return all_known(words)


def all_known(words: Collection[str]) -> Message:
    """Return the hint that names the words that are known, or the first of many."""
    if not words:
        return say("there are none to choose from")
    return say("known are: {words}", words=[*islice(words, _MOST_NAMED)])


def quotes_hint(note: str) -> Message:
    """Return the hint for a note that stands without the quotes it needs."""
    shown = note.strip("“”‘’")
    return say(
        'a note with blanks stands in straight quotes: `-m "{note}"`; “ ” and ， do not hold it together', note=shown
    )


class Guesses:
    """Hints for many words of one file: each of the first hundred names the nearest known word, as `nearest` does."""

    def __init__(self, words: Collection[str]) -> None:
        """Begin with the words that are known."""
        self._words = words
        self._left = _MOST_GUESSES

    def hint(self, word: str) -> Message:
        """Return the hint for the next word that is unknown."""
        self._left -= 1
        return nearest(word, self._words) if self._left >= 0 else all_known(self._words)


def brief(text: str, most: int = _BRIEF) -> str:
    """Return a text of at most so many characters, with `…` where it is cut."""
    return text if len(text) <= most else f"{text[:most]}…"
