"""An office's ledger, a workbook or a CSV file, as a task file.

`kinds` finds out what the file is, `workbook` and `separated` make a table of it, `headings` finds what its columns
hold, `rows` reads the items, `values` their dates and tags, and `writing` makes the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError, ProblemsError
from dispatch_cli.hints import nearest
from dispatch_cli.ledger.headings import FIRST_ROWS, Headings, header_place, read_header
from dispatch_cli.ledger.kinds import Kind, kind_of
from dispatch_cli.ledger.ours import is_ours, without_frame
from dispatch_cli.ledger.rows import RowReader
from dispatch_cli.ledger.settings import SHEETS, is_settings, read_settings, tags_in
from dispatch_cli.ledger.writing import checked, head_lines, item_lines
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid
    from dispatch_cli.ledger.headings import Header
    from dispatch_cli.ledger.settings import Setting
    from dispatch_cli.ledger.workbook import Workbook


class Imported(NamedTuple):
    """A task file made of a ledger, the number of its items, and notices for the user."""

    text: str
    items: int
    notices: tuple[Message, ...]


class _Tables(NamedTuple):
    """The tables of a file: the items, the settings where it has them, and notices about how it was read."""

    items: Grid
    settings: Grid | None = None
    notices: tuple[Message, ...] = ()


def take_over(
    path: str, data: bytes, headings: Headings, is_zone: Callable[[str], bool], sheet: str | None = None
) -> Imported:
    """Return the task file that a ledger makes; `sheet` names the sheet to read where several have headings.

    Raises CommandLineError where an option does not fit the file, UnreadableError where the file is not a
    ledger, and ProblemsError with everything that is wrong in it.
    """
    if kind_of(path, data) is Kind.WORKBOOK:
        from dispatch_cli.ledger.workbook import Workbook

        tables = _in_workbook(Workbook(path, data), headings, sheet)
    else:
        tables = _in_text(path, data, headings, sheet)
    ours = is_ours(tables.settings)
    header = read_header(tables.items, headings, ours=ours)
    if ours:
        tables = tables._replace(items=without_frame(tables.items, header))
    settings, problems = _settings(tables.settings)
    reader = RowReader(tables.items, header, [*BUILT_IN_TAGS, *TAG_ALIASES, *tags_in(settings)])
    items = reader.read()
    if problems := [*problems, *reader.problems]:
        raise ProblemsError(problems)
    lines = [*(head_lines(tables.settings, settings) if tables.settings else ())]
    lines += item_lines(tables.items, header.columns, items)
    notices = (*tables.notices, *_notices(tables.items, header))
    return Imported(checked(lines, is_zone), len(items), notices)


def _settings(grid: Grid | None) -> tuple[list[Setting], list[Problem]]:
    """Return the settings and no problems, or no settings and their problems."""
    try:
        return (read_settings(grid) if grid else []), []
    except ProblemsError as error:
        return [], [*error.problems]


def _in_text(path: str, data: bytes, headings: Headings, sheet: str | None) -> _Tables:
    from dispatch_cli.ledger.separated import decoded, read_separated

    if sheet is not None:
        message = say("--sheet: {path} is a CSV file, which has no sheets", path=path)
        raise CommandLineError(message, say("leave --sheet away"))
    text, notices = decoded(path, data)
    return _Tables(read_separated(path, text, headings.keys), None, notices)


def _in_workbook(book: Workbook, headings: Headings, sheet: str | None) -> _Tables:
    """Return the tables of a workbook: the sheet asked for, else the visible sheet with headings; and its settings."""
    names = [each.name for each in book.sheets]
    settings = next(filter(is_settings, (book.grid(name) for name in names if name.casefold() in SHEETS)), None)
    if sheet is not None:
        if sheet not in names:
            message = say("--sheet: there is no sheet `{name}`", name=sheet)
            raise CommandLineError(message, nearest(sheet, names))
        return _Tables(book.grid(sheet), settings)
    visible = [each.name for each in book.sheets if each.is_visible and not (settings and each.name == settings.sheet)]
    with_headings = [name for name in visible if header_place(book.grid(name, FIRST_ROWS), headings) is not None]
    if len(with_headings) > 1:
        message = say("{path}: several sheets have headings: {sheets}", path=book.path, sheets=with_headings)
        raise CommandLineError(message, say("say with --sheet which is meant"))
    if not visible:
        message = say("{path}: all sheets are hidden", path=book.path)
        raise CommandLineError(message, say("say with --sheet which is meant"))
    first, *_ = with_headings or visible
    return _Tables(book.grid(first), settings)


def _notices(grid: Grid, header: Header) -> Iterator[Message]:
    """Yield a notice for the columns that were not taken over, and one for hidden rows that were."""
    row = grid.rows[header.place]
    columns = {column for each in grid.rows[header.place :] for column in each.cells}
    unused = sorted(columns - {*header.columns.values()} - header.silent)
    texts = {column: row.cells[column].text for column in unused if column in row.cells}
    names = [" ".join([grid.column_name(column), *texts.get(column, "").split()]) for column in unused]
    if names:
        yield say("{path}: not taken over: {columns}", path=grid.path, columns=names)
    if grid.hidden:
        yield say_n(
            "{path}: {n} hidden row is taken over like the others",
            "{path}: {n} hidden rows are taken over like the others",
            grid.hidden,
            path=grid.path,
        )
