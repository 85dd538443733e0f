"""How a ledger is to be understood: what the command line says, and what a profile has kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import store
from dispatch_cli.cli.values import read_day
from dispatch_cli.errors import CommandLineError
from dispatch_cli.ledger.days import DAY_FIRST, MONTH_FIRST
from dispatch_cli.ledger.headings import read_mapping
from dispatch_cli.ledger.profile import read_profile
from dispatch_cli.ledger.states import StateWords
from dispatch_cli.ledger.urgency import folded
from dispatch_cli.ledger.wishes import Wishes
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPAN = re.compile(r"(\d{1,7})(?:\s*[-–~]\s*(\d{1,7}))?")
_MOST_ROWS = 1_048_576


class ImportOptions(NamedTuple):
    """The options of `import` about understanding, as they were typed."""

    mapping: Sequence[str] | None
    tag: str | None
    words: Sequence[str] | None
    done: Sequence[str] | None
    open: Sequence[str] | None
    start: str | None
    since: str | None
    header: int | None
    sheets: Sequence[str] | None
    day_first: bool
    month_first: bool
    skip: Sequence[str] | None
    accept: bool


def read_wishes(said: ImportOptions, profile: str | None) -> Wishes:
    """Return what is said; the command line prevails over the profile. Raises CommandLineError, UnreadableError."""
    kept = Wishes()
    if profile is not None:
        kept = read_profile(profile, store.read(profile, say("name the profile that --save-as has written")))
    if said.day_first and said.month_first:
        raise CommandLineError(say("--day-first and --month-first contradict each other"), say("give one of them"))
    order = DAY_FIRST if said.day_first else MONTH_FIRST if said.month_first else kept.order
    done, still_open = (frozenset(map(folded, words or ())) for words in (said.done, said.open))
    if both := done & still_open:
        message = say("--done and --open both name `{word}`", word=min(both))
        raise CommandLineError(message, say("give one of them"))
    return Wishes(
        mapping={**kept.mapping, **read_mapping("--map", said.mapping or ())},
        tag=said.tag or kept.tag,
        words={**kept.words, **_words(said.words or ())},
        states=StateWords(done | (kept.states.done - still_open), still_open | (kept.states.open - done)),
        start=read_day("--start", said.start) or kept.start,
        since=read_day("--since", said.since) or kept.since,
        header=said.header if said.header is not None else kept.header,
        sheets=tuple(dict.fromkeys(said.sheets or kept.sheets)),
        order=order,
        skip=_rows(said.skip or ()) or kept.skip,
        accept=said.accept,
    )


def _words(pairs: Sequence[str]) -> dict[str, str]:
    words = {}
    for pair in pairs:
        word, sign, tag = pair.rpartition("=")
        if not sign or not word.strip() or not tag.strip():
            message = say("{option}: `{text}` is not a word and a tag", option="--word", text=pair)
            raise CommandLineError(
                message, say("write it as WORD=TAG, for example `--word {word}=red`", word=say("Blocker"))
            )
        words[word.strip()] = tag.strip()
    return words


def _rows(texts: Sequence[str]) -> frozenset[int]:
    """Return the numbers of rows in texts such as `3,7-9`. Raises CommandLineError."""
    rows: set[int] = set()
    for text in (part.strip() for each in texts for part in re.split("[,，、]", each)):
        match = _SPAN.fullmatch(text)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not 0 < first <= last <= _MOST_ROWS:
            message = say("{option}: `{text}` is not a row or a span of rows", option="--skip", text=text)
            raise CommandLineError(message, say("write the numbers of rows, for example `--skip 3,7-9`"))
        rows.update(range(first, last + 1))
    return frozenset(rows)
