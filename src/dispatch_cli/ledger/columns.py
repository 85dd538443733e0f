"""Which column of a table holds what: by the command line, by its heading, and by what stands in its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import brief, nearest
from dispatch_cli.hints.shell import quoted
from dispatch_cli.ledger.derived import derived_columns
from dispatch_cli.ledger.evidence import Evidence
from dispatch_cli.ledger.grid import Fault, letters
from dispatch_cli.ledger.headings import LEFT_OUT, Headings, plain, whole
from dispatch_cli.messages import Message, say
from dispatch_cli.plan.column_words import column_key
from dispatch_cli.plan.keys import ITEM, ITEM_DATES, LEDGER_KEYS, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.headings import HeadingMeaning
    from dispatch_cli.ledger.table import LedgerColumn, LedgerTable
    from dispatch_cli.ledger.wishes import Ground

_UNIT = re.compile("单位|部门|科室|处室|department|unit", re.IGNORECASE)
_KEYS = (*names(ITEM), *LEDGER_KEYS)
_ASIDE, _OWNER, _TEAM, _TITLE = "aside", "owner", "team", "title"
_WORDED = (_TITLE, _TEAM, _OWNER)
_FIRST_OF_ALL = {"state": 0, "tag": 1}  # their words tell them apart from a note


class ColumnsRead(NamedTuple):
    """Which columns are read: by key, and those that go into the note; `silent` ones are not worth a word.

    `assumed` says which of them are guesses. A ledger that is our own has no marks for what is not there.
    """

    keys: dict[str, int]
    noted: tuple[int, ...] = ()
    silent: frozenset[int] = frozenset()
    assumed: tuple[Message, ...] = ()
    is_our_own: bool = False

    @property
    def has_team_sections(self) -> bool:
        """Say whether section rows name teams: not where a column does, nor in a list of ours, grouped by anything."""
        return _TEAM not in self.keys and not self.is_our_own

    @property
    def read(self) -> frozenset[int]:
        """Return the columns that are taken over."""
        return frozenset({*self.keys.values(), *self.noted})


class ColumnReader:
    """Finds what the columns of one table hold, and what is wrong with them."""

    def __init__(self, table: LedgerTable, headings: Headings, ground: Ground) -> None:
        """Begin with no column read."""
        self.table = table
        self.headings = headings
        self.problems: list[Problem] = []
        self.assumed: list[Message] = []
        self._evidence = Evidence(table, ground.tags)
        self._mapped = {number: key for number, column in table.columns.items() if (key := self._said_of(column))}
        self._keys: dict[str, int] = {}
        self._noted: list[int] = []
        self._silent = derived_columns(
            (each for number, each in table.columns.items() if number not in self._mapped), is_ours=ground.is_ours
        )
        self._is_our_own = ground.is_ours or bool(self._silent)
        dark = table.grid.hidden_columns | self._silent | {*self._mapped}
        self._free = {number: column for number, column in table.columns.items() if number not in dark}
        self._meanings = {number: self._fitting(column) for number, column in self._free.items()}

    def read(self) -> ColumnsRead:
        """Return the columns that are read; `problems` is what nobody can tell. Raises CommandLineError."""
        self._check_mapping()
        self._take_mapped()
        for key in sorted(_KEYS, key=lambda key: _FIRST_OF_ALL.get(key, len(_FIRST_OF_ALL))):
            if key not in {_ASIDE, *self._keys}:
                self._take(key)
        self._take_lamps()
        self._take_beside()
        self._take_title()
        return ColumnsRead(self._keys, tuple(sorted(self._noted)), self._silent, tuple(self.assumed), self._is_our_own)

    def _said_of(self, column: LedgerColumn) -> str | None:
        """Return what the command line says of a column: by its heading as written, by its letters, or in passing."""
        said = {whole(heading): key for heading, key in self.headings.mapping.items()}
        for name in (column.heading, column.upper + column.heading, letters(column.number), f"{column.number}"):
            is_name = name in {column.heading, column.upper + column.heading} or self._is_place(name)
            if is_name and whole(name) in said:
                return said[whole(name)]
        written = {whole(each.heading) for each in self.table.columns.values()}
        alike = (key for name, key in said.items() if name not in written and plain(name) == plain(column.heading))
        return next(alike, None)

    def _is_place(self, name: str) -> bool:
        """Say whether a name on the command line can only be that of a place: no heading is called so."""
        is_place = name.isalpha() or self.table.grid.sheet is None
        return is_place and not any(whole(name) == whole(column.heading) for column in self.table.columns.values())

    def _check_mapping(self) -> None:
        names_of = {column.words: number for number, column in self.table.columns.items()}
        for heading in self.headings.mapping:
            known = {plain(each) for each in names_of} | {
                plain(c.upper + c.heading) for c in self.table.columns.values()
            }
            places = {letters(number) for number in self.table.columns} | {f"{number}" for number in self.table.columns}
            if plain(heading) not in known and heading.upper() not in places:
                message = say("{option}: there is no heading `{heading}`", option="--map", heading=heading)
                raise CommandLineError(message, nearest(heading, [*names_of]))

    def _take_mapped(self) -> None:
        """Take what the command line says; a heading as written prevails over one that is like it."""
        exact = sorted(self._mapped.items(), key=lambda each: (not self._is_exact(each[0]), each[0]))
        for number, key in exact:
            if key == _ASIDE:
                self._noted.append(number)
            elif key != LEFT_OUT and self._keys.setdefault(key, number) != number and self._is_exact(number):
                self.problems.append(self._twice(key, self._keys[key], number))

    def _is_exact(self, number: int) -> bool:
        return self.headings.is_written(self.table.columns[number].heading) or letters(number) in self.headings.mapping

    def _take(self, key: str) -> None:
        """Take the surest column for a key; of days, and of equal headings, nobody can tell which of two is meant."""
        found = sorted(self._candidates(key))
        if key == _TITLE:
            found.sort(key=lambda each: (each[0], self._evidence.is_repeated(each[2])))
        if not found:
            return
        (is_guess, rank, number), *others = found
        for other_is_guess, other_rank, other in others:
            same = plain(self._heading(other)) == plain(self._heading(number))
            if (not other_is_guess and not is_guess and (same or key in ITEM_DATES)) or (rank == other_rank and same):
                self.problems.append(self._twice(key, number, other))
        self._keys[key] = number
        del self._free[number]
        if is_guess:
            self._assume(key, number)

    def _candidates(self, key: str) -> Iterator[tuple[bool, int, int]]:
        for number in self._free:
            for meaning in self._meanings[number]:
                if meaning.key == key and (meaning.is_sure or self._evidence.may_be(key, number)):
                    yield not meaning.is_sure, meaning.rank, number
                    break

    def _fitting(self, column: LedgerColumn) -> list[HeadingMeaning]:
        """Return what a heading such as `Assigned` may mean: where days stand below it no person, else no day.

        The headings of a workbook of ours mean what they say.
        """
        if self._is_our_own or not any(meaning.key in _WORDED for meaning in column.meanings):
            return column.meanings
        unfit = _WORDED if self._evidence.are_days(column.number) else ITEM_DATES
        return [meaning for meaning in column.meanings if meaning.key not in unfit]

    def _take_lamps(self) -> None:
        """Take a column of states whose words are urgencies for the tag, where there is no other."""
        number = self._keys.get("state")
        if number is not None and "tag" not in self._keys and self._evidence.is_lamps(number):
            del self._keys["state"]
            self._keys["tag"] = number
            self._assume("tag", number)

    def _take_beside(self) -> None:
        """Take the units beside a person for the team, and who else is named for the note."""
        for number, column in sorted(self._free.items()):
            keys = [meaning.key for meaning in self._meanings[number]]
            if keys[:1] == [_ASIDE]:
                self._noted.append(number)
            elif keys[:1] == [_OWNER] and _UNIT.search(column.heading) and _TEAM not in self._keys:
                self._keys[_TEAM] = number
                self._assume(_TEAM, number)
            elif keys[:1] == [_OWNER]:
                self._noted.append(number)
        self._free = {number: column for number, column in self._free.items() if number not in self._noted}
        self._free = {number: each for number, each in self._free.items() if number not in self._keys.values()}

    def _take_title(self) -> None:
        """Take the column with the longest texts for the title, where no heading is one."""
        if _TITLE not in self._keys and (number := self._evidence.longest(self._free)) is not None:
            self._keys[_TITLE] = number
            self._assume(_TITLE, number)

    def _assume(self, key: str, number: int) -> None:
        message = say("{column} is read as {key} (`--map`)", column=self.table.name(number), key=column_key(key))
        self.assumed.append(message)

    def _heading(self, number: int) -> str:
        column = self.table.columns[number]
        return column.upper + column.heading

    def _twice(self, key: str, first: int, column: int) -> Problem:
        grid, row = self.table.grid, self.table.bottom
        message = say(
            "two columns for `{key}`: {first} and {second}",
            key=key,
            first=grid.cell_name(row, first),
            second=grid.cell_name(row, column),
        )
        heading = self._unlike(first, column)
        hint = say("say what one of them is, for example `--map {heading}=-` to leave it out", heading=brief(heading))
        return grid.problem(row, column, Fault(message, hint))

    def _unlike(self, first: int, column: int) -> str:
        """Return what names a column and not the other: its heading, else its letters; in quotes where a shell asks."""
        words = self.table.columns[column].words
        if whole(words) == whole(self.table.columns[first].words):
            return letters(column)
        return quoted(words)
