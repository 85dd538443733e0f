"""An office's ledger, a workbook or a CSV file, as a task file.

`kinds` finds out what the file is, `workbook`, `other_books` and `separated` make tables of it, chosen by `sheets`.
`table` finds the headings, `columns` what they hold, `body` and `groups` which rows are items, `rows` reads them with
the words of `urgency` and `states` and the days of `days` and `vague_days`. `telling` says what was understood, and
`writing` makes the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.errors import CommandLineError, ProblemsError
from dispatch_cli.hints.guesses import all_known
from dispatch_cli.ledger.headings import Headings
from dispatch_cli.ledger.numbering import number_items
from dispatch_cli.ledger.parsing import problems_of, understand_table
from dispatch_cli.ledger.settings import Setting, read_settings, tags_in
from dispatch_cli.ledger.sheets import read_sheets
from dispatch_cli.ledger.telling import (
    bare_titles,
    columns_lost,
    columns_read,
    comments_lost,
    doubts,
    fillings,
    rows_skipped,
    words_assumed,
)
from dispatch_cli.ledger.understanding import Understanding
from dispatch_cli.ledger.wishes import Ground, Wishes
from dispatch_cli.ledger.writing import checked, head_lines, item_lines
from dispatch_cli.messages import Message, say
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid
    from dispatch_cli.ledger.numbering import Numbered
    from dispatch_cli.ledger.parsing import UnderstoodTable
    from dispatch_cli.ledger.sheets import Sheets


def understand(path: str, data: bytes, wishes: Wishes, is_zone: Callable[[str], bool], today: date) -> Understanding:
    """Return the task file that a ledger makes, and what had to be assumed for it.

    Raises CommandLineError where an option does not fit the file, UnreadableError where the file is not a
    ledger, and ProblemsError with everything that is wrong in it.
    """
    headings = Headings(wishes.mapping)
    sheets = read_sheets(path, data, headings, wishes)
    settings, problems = _settings(sheets.settings)
    tags = (*BUILT_IN_TAGS, *TAG_ALIASES, *tags_in(settings))
    _check_tags(wishes, tags)
    ground = Ground(wishes, today, tags, is_ours=sheets.settings is not None)
    parts: list[UnderstoodTable] = []
    failed = [ProblemsError(problems)] if problems else []
    for grid in sheets.items:
        try:
            parts.append(understand_table(grid, headings, ground))
        except ProblemsError as error:
            failed.append(error)
    if failed:
        raise ProblemsError(problems_of(failed))
    numbered = number_items(parts)
    if numbered.problems:
        raise ProblemsError(numbered.problems)
    _name_teams(parts, sheets)
    since = _since(parts, numbered, wishes, today)
    text = _text(sheets, settings, parts, since or wishes.since, is_zone)
    closed = sum("closed" in item.fields for item in numbered.items)
    assumed = _assumed(parts, numbered, since, today)
    return Understanding(
        text, len(numbered.items), closed, tuple(_notices(sheets, parts)),
        _each_once(line for part in parts for line in columns_read(part)), _each_once(assumed),
        tuple(line for part in parts for line in rows_skipped(part)), (*sheets.notices, *_lost(parts)),
    )  # fmt: skip


def _each_once(lines: Iterable[Message]) -> tuple[Message, ...]:
    """Return the lines; several sheets say the same."""
    found: list[Message] = []
    for line in lines:
        if line not in found:
            found.append(line)
    return tuple(found)


def _check_tags(wishes: Wishes, tags: Sequence[str]) -> None:
    """Raise CommandLineError where the command line names a tag that the list does not have."""
    named = {"--tag": [wishes.tag] if wishes.tag else [], "--word": [*wishes.words.values()]}
    for option, words in named.items():
        for word in words:
            if word not in tags:
                raise CommandLineError(
                    say("{option}: there is no tag `{tag}`", option=option, tag=word), all_known(tags)
                )


def _settings(grid: Grid | None) -> tuple[list[Setting], list[Problem]]:
    """Return the settings and no problems, or no settings and their problems."""
    try:
        return (read_settings(grid) if grid else []), []
    except ProblemsError as error:
        return [], [*error.problems]


def _name_teams(parts: Sequence[UnderstoodTable], sheets: Sheets) -> None:
    """Give the items of several sheets the name of their sheet as team, where there is no column for it."""
    for part in parts if len(sheets.items) > 1 else ():
        if "team" not in part.columns.keys and part.table.grid.sheet:
            for item in part.items:
                item.fields.setdefault("team", part.table.grid.sheet)


def _since(parts: Sequence[UnderstoodTable], numbered: Numbered, wishes: Wishes, today: date) -> date | None:
    """Return the day from which the list is kept, where it must be assumed: no row has a last dispatch."""
    is_known = wishes.since or any(part.columns.is_our_own for part in parts)
    return None if is_known or any("last" in item.fields for item in numbered.items) else today


def _text(
    sheets: Sheets,
    settings: Sequence[Setting],
    parts: Sequence[UnderstoodTable],
    since: date | None,
    is_zone: Callable[[str], bool],
) -> str:
    """Return the text of the task file. Raises ProblemsError with places in the ledger."""
    lines = [*(head_lines(sheets.settings, settings) if sheets.settings else ())]
    first, *_ = parts
    return checked(lines, [line for part in parts for line in item_lines(part)], first.table.grid, since, is_zone)


def _assumed(
    parts: Sequence[UnderstoodTable], numbered: Numbered, since: date | None, today: date
) -> Iterator[Message]:
    for part in parts:
        yield from part.columns.assumed
        yield from words_assumed(part)
        yield from doubts(part)
        yield from bare_titles(part)
        if part.columns.has_team_sections and any(row.section for row in part.body.items):
            yield say("the section rows are the teams")
    if len(parts) > 1 and any("team" not in part.columns.keys for part in parts):
        yield say("the names of the sheets are the teams")
    yield from fillings(parts, today, len(numbered.items))
    if numbered.is_anew:
        yield say("the numbers begin again and again: all items are numbered anew")
    if numbered.given:
        yield say("rows without a number get the next free one")
    if since:
        yield say(
            "no last dispatch: the list is kept from {date} on, and nothing is owed before (`--since`)", date=since
        )


def _lost(parts: Sequence[UnderstoodTable]) -> Iterator[Message]:
    for part in parts:
        if columns := columns_lost(part):
            yield say("{path}: not taken over: {columns}", path=part.table.grid.path, columns=columns)
        yield from comments_lost(part)


def _notices(sheets: Sheets, parts: Sequence[UnderstoodTable]) -> Iterator[Message]:
    """Yield what is said in any case: how the file was read, what is skipped below the headings, and what is lost."""
    yield from sheets.notices
    yield from _lost(parts)
    for part in parts:
        if (part.body.others and not part.columns.is_our_own) or part.table.grid.hidden:
            yield from rows_skipped(part)
