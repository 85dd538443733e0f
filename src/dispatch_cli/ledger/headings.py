"""The headings of a ledger: which row they stand in, and which column holds what."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from dispatch_cli.errors import CommandLineError, ProblemsError
from dispatch_cli.hints import brief, nearest
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.messages import say
from dispatch_cli.plan.keys import ITEM, ITEM_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid, LedgerRow

FIRST_ROWS = 20
LEFT_OUT = "-"
# What `dispatch list` computes: it is not taken over, and where all of it is there nobody misses it.
DERIVED = (
    ("due", "到期日", "应调度"),
    ("state", "状态"),
    ("days", "天数"),
    ("missed", "漏调"),
    ("past deadline", "已过时限"),
)
# What `dispatch list` takes from the log beside it, since it knows the last word on an item.
LOGGED = ("latest on", "latest by", "latest", "latest note", "进展日期", "进展记录人", "最新进展")
_IN_BRACKETS = re.compile(r"[(\[【〔《<].*?[)\]】〕》>]")


def plain(heading: str) -> str:
    """Return what counts of a heading: no white space, no punctuation, nothing in brackets, no capitals.

    >>> plain("完 成 时限：（日期）"), plain("No."), plain("Past_Deadline")
    ('完成时限', 'no', 'pastdeadline')
    """
    text = normalize("NFKC", heading).casefold()
    return _bare(_IN_BRACKETS.sub("", text)) or _bare(text)


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char == "#")


_KNOWN = {plain(word): key.name for key in ITEM for word in (*key.chinese, *key.english, key.name)}
_OTHERWISE = {plain(word): key.name for key in ITEM for word in key.otherwise}
_DERIVED = {plain(word): words[0] for words in DERIVED for word in words}
_LOGGED = {plain(word) for word in LOGGED}
_WORD, _MOST_NAMED = 30, 60


class Headings:
    """Which key a heading means: as the command line says, else as is usual."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        """Keep what `mapping` says of headings as written; the key `-` leaves a column out."""
        self.mapping = mapping
        self._mapped = {plain(heading): key for heading, key in mapping.items()}

    def key(self, heading: str) -> str | None:
        """Return the key of a heading, None where it is unknown or left out."""
        key = self.mapped(heading) or _KNOWN.get(plain(heading))
        return None if key == LEFT_OUT else key

    def mapped(self, heading: str) -> str | None:
        """Return what the command line says of a heading."""
        return self._mapped.get(plain(heading))

    def keys(self, row: LedgerRow) -> list[str]:
        """Return the keys of all cells of a row that are headings."""
        return [key for cell in row.cells.values() if (key := self.key(cell.text))]


def read_mapping(option: str, pairs: Iterable[str]) -> dict[str, str]:
    """Return which headings mean which keys. Raises CommandLineError."""
    mapping = {}
    for pair in pairs:
        heading, sign, word = pair.rpartition("=")
        if not sign or not plain(heading):
            message = say("{option}: `{text}` is not a heading and a key", option=option, text=pair)
            raise CommandLineError(message, say("write it as HEADING=KEY, for example `--map 承办处室=owner`"))
        key = word.strip() if word.strip() == LEFT_OUT else _KNOWN.get(plain(word))
        if key is None:
            message = say("{option}: there is no key `{key}`", option=option, key=word)
            raise CommandLineError(message, nearest(word, ITEM_KEYS))
        mapping[heading] = key
    return mapping


class Header(NamedTuple):
    """Where the headings stand: the place of their row among all, the column of each key, those not worth a word."""

    place: int
    columns: Mapping[str, int]
    silent: frozenset[int]

    @property
    def is_our_own(self) -> bool:
        """Say whether `dispatch list` wrote the ledger: it writes no marks for what is not there."""
        return bool(self.silent)


def header_place(grid: Grid, headings: Headings) -> int | None:
    """Return the place of the first row that has a heading for the title and another one."""
    rows = grid.rows[:FIRST_ROWS]
    keys = map(headings.keys, rows)
    return next((place for place, found in enumerate(keys) if "title" in found and len(found) > 1), None)


def read_header(grid: Grid, headings: Headings, *, ours: bool = False) -> Header:
    """Return the headings of a table, which may be one of our own.

    Raises ProblemsError, and CommandLineError for a heading that is not there.
    """
    place = header_place(grid, headings)
    if place is None:
        raise ProblemsError(_no_header(grid, headings))
    row = grid.rows[place]
    _check_mapped(row, headings)
    problems = [*_merged(grid, row)]
    columns: dict[str, int] = {}
    for column in sorted(row.cells, key=lambda column: (headings.mapped(row.cells[column].text) is None, column)):
        key, mapped = headings.key(row.cells[column].text), headings.mapped(row.cells[column].text)
        if key is None:
            continue
        first = columns.setdefault(key, column)
        if first != column and (mapped or not headings.mapped(row.cells[first].text)):
            problems.append(_twice(grid, row, key, first, column))
    _take_otherwise(row, headings, columns)
    problems += _missing(grid, row, columns)
    if problems:
        raise ProblemsError(problems)
    return Header(place, columns, _derived(row, columns.values(), ours=ours))


def _take_otherwise(row: LedgerRow, headings: Headings, columns: dict[str, int]) -> None:
    """Take the first column of progress, say, for the note, where no column is one."""
    for column in sorted(row.cells):
        key = _OTHERWISE.get(plain(row.cells[column].text))
        if key and headings.mapped(row.cells[column].text) is None:
            columns.setdefault(key, column)


def _derived(row: LedgerRow, taken: Iterable[int], *, ours: bool) -> frozenset[int]:
    """Return the columns of what `dispatch list` computes.

    Elsewhere all must be there: an office may have a state of its own.
    """
    found = {column: _DERIVED.get(plain(row.cells[column].text)) for column in row.cells.keys() - {*taken}}
    derived = {column for column, word in found.items() if word}
    if not ours and len({found[column] for column in derived}) < len(DERIVED):
        return frozenset()
    return frozenset(derived | {column for column in found if plain(row.cells[column].text) in _LOGGED})


def _check_mapped(row: LedgerRow, headings: Headings) -> None:
    seen = {plain(cell.text): " ".join(cell.text.split()) for cell in row.cells.values()}
    for heading in headings.mapping:
        if plain(heading) not in seen:
            message = say("{option}: there is no heading `{heading}`", option="--map", heading=heading)
            raise CommandLineError(message, nearest(heading, [*seen.values()]))


def _merged(grid: Grid, row: LedgerRow) -> Iterator[Problem]:
    for merge in grid.merges:
        if merge.top <= row.number <= merge.bottom:
            message = say("the cells {range} of the headings are merged", range=merge.name)
            hint = say("unmerge them, so that one row holds one heading for each column")
            yield grid.problem(row.number, merge.left, Fault(message, hint))


def _twice(grid: Grid, row: LedgerRow, key: str, first: int, column: int) -> Problem:
    message = say(
        "two columns for `{key}`: {first} and {second}",
        key=key,
        first=grid.cell_name(row.number, first),
        second=grid.cell_name(row.number, column),
    )
    heading = " ".join(row.cells[column].text.split())
    hint = say("say what one of them is, for example `--map {heading}=-` to leave it out", heading=brief(heading))
    return grid.problem(row.number, column, Fault(message, hint))


def _missing(grid: Grid, row: LedgerRow, columns: Mapping[str, int]) -> Iterator[Problem]:
    seen = _seen(row)
    if "tag" not in columns:
        hint = say("`--map HEADING=tag` says which it is; the headings are: {words}", words=seen)
        yield grid.problem(row.number, min(row.cells), Fault(say("there is no column for the tag"), hint))
    if "start" not in columns and "last" not in columns:
        message = say("there is no column for the day of listing, nor for the last dispatch")
        hint = say("`--map HEADING=start` says which it is; the headings are: {words}", words=seen)
        yield grid.problem(row.number, min(row.cells), Fault(message, hint))


def _no_header(grid: Grid, headings: Headings) -> list[Problem]:
    for row in grid.rows[:FIRST_ROWS]:
        if len(headings.keys(row)) > 1 and (problems := [*_merged(grid, row)]):
            return problems  # the heading of the title is hidden under another one
    message = say("no row of headings is among the first {n} rows", n=FIRST_ROWS)
    widest = max(grid.rows[:FIRST_ROWS], key=lambda row: len(row.cells), default=None)
    if widest is None:
        return [grid.problem(1, 1, Fault(message, say("the table is empty; is it the right file?")))]
    hint = say(
        "the title must be among them, such as 事项 or Item; `--map HEADING=title` says which it is; seen: {words}",
        words=_seen(widest),
    )
    return [grid.problem(widest.number, min(widest.cells), Fault(message, hint))]


def _seen(row: LedgerRow) -> list[str]:
    return [brief(" ".join(cell.text.split()), _WORD) for cell in islice(row.cells.values(), _MOST_NAMED)]
