"""Which tables of a file are read: the sheets that the command line names, else the one that has headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from dispatch_cli.errors import CommandLineError, UnreadableError
from dispatch_cli.hints.guesses import nearest
from dispatch_cli.hints.shell import quoted
from dispatch_cli.ledger.headings import FIRST_ROWS
from dispatch_cli.ledger.kinds import Kind, kind_of
from dispatch_cli.ledger.settings import SHEETS, is_settings
from dispatch_cli.ledger.table import find_table
from dispatch_cli.ledger.wishes import ALL_SHEETS
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.ledger.grid import Grid
    from dispatch_cli.ledger.headings import Headings
    from dispatch_cli.ledger.parts import SheetPart
    from dispatch_cli.ledger.wishes import Wishes

    class LedgerBook(Protocol):
        """A workbook, whatever reads it."""

        path: str
        sheets: tuple[SheetPart, ...]

        def grid(self, name: str, most: int = ...) -> Grid:
            """Return the table of a sheet, or its first rows."""


class Sheets(NamedTuple):
    """The tables of a file: those of items, the settings where it has them, and notices about how it was read."""

    items: tuple[Grid, ...]
    settings: Grid | None = None
    notices: tuple[Message, ...] = ()


def read_sheets(path: str, data: bytes, headings: Headings, wishes: Wishes) -> Sheets:
    """Return the tables of a file.

    Raises CommandLineError for a sheet that is not there, UnreadableError where the file is no ledger or several
    sheets may be meant, and ProblemsError.
    """
    kind = kind_of(path, data)
    if kind is Kind.TEXT:
        return _in_text(path, data, headings, wishes)
    if kind is Kind.WORKBOOK:
        from dispatch_cli.ledger.workbook import Workbook

        return _in_book(Workbook(path, data), headings, wishes)
    from dispatch_cli.ledger.other_books import OtherBook

    sheets = _in_book(OtherBook(path, data, kind), headings, wishes)
    notice = say("{path}: numbers are read without their formats; a workbook saved as .xlsx has them", path=path)
    return sheets._replace(notices=(*sheets.notices, notice))


def _in_text(path: str, data: bytes, headings: Headings, wishes: Wishes) -> Sheets:
    from dispatch_cli.ledger.separated import decoded, read_separated

    if wishes.sheets:
        message = say("--sheet: {path} is a CSV file, which has no sheets", path=path)
        raise CommandLineError(message, say("leave --sheet away"))
    text, notices = decoded(path, data)
    return Sheets((read_separated(path, text, headings.keys),), None, notices)


def _in_book(book: LedgerBook, headings: Headings, wishes: Wishes) -> Sheets:
    """Return the tables of a workbook: the sheets asked for, else the visible sheet with headings; and its settings."""
    names = [each.name for each in book.sheets]
    settings = next(filter(is_settings, (book.grid(name) for name in names if name.casefold() in SHEETS)), None)
    visible = [each.name for each in book.sheets if each.is_visible and not (settings and each.name == settings.sheet)]
    chosen = [*wishes.sheets]
    if chosen != [ALL_SHEETS] or ALL_SHEETS in names:
        for name in chosen:
            if name not in names:
                message = say("--sheet: there is no sheet `{name}`", name=name)
                raise CommandLineError(message, nearest(name, names))
    else:
        chosen = _with_headings(book, visible, headings) or visible
    grids = tuple(book.grid(name) for name in chosen or _only(book, visible, headings))
    return Sheets(grids, settings, tuple(_left_out(book.path, visible, chosen)) if len(chosen) > 1 else ())


def _left_out(path: str, visible: Sequence[str], chosen: Sequence[str]) -> Iterator[Message]:
    """Yield which sheets are not read where several are."""
    others = [name for name in visible if name not in chosen]
    if others:
        yield say("{path}: sheets that are not read: {sheets}", path=path, sheets=others)


def _with_headings(book: LedgerBook, names: Sequence[str], headings: Headings) -> list[str]:
    return [name for name in names if find_table(book.grid(name, 2 * FIRST_ROWS), headings) is not None]


def _only(book: LedgerBook, visible: Sequence[str], headings: Headings) -> list[str]:
    """Return the sheet that is meant where none was named."""
    found = _with_headings(book, visible, headings) if len(visible) > 1 else [*visible]
    if len(found) > 1:
        message = say("{path}: several sheets have headings: {sheets}", path=book.path, sheets=found)
        hint = say("say which is meant, for example `--sheet {sheet}`; `--sheet all` takes all", sheet=quoted(found[0]))
        raise UnreadableError(message, hint)
    if not visible:
        message = say("{path}: all sheets are hidden", path=book.path)
        raise UnreadableError(message, say("say with --sheet which is meant"))
    return found or [*visible[:1]]
