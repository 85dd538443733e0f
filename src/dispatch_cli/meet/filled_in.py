"""A workbook that somebody has filled in: what was said of each item stands in the column of this dispatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import PROBLEM_LIMIT, ProblemsError, UnreadableError
from dispatch_cli.ledger.days import certain_day, plain_text
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.ledger.headings import Headings, plain
from dispatch_cli.ledger.kinds import kind_of
from dispatch_cli.meet.notes import BadCell, ItemNote, note_of, record_each
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from dispatch_cli.changes.change import Change
    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid, LedgerCell, LedgerRow
    from dispatch_cli.messages import Message
    from dispatch_cli.schedule.office import Office

NOTE_HEADINGS = ("This dispatch", "本次调度")
_NOTES = {plain(heading) for heading in NOTE_HEADINGS}
_FIRST_ROWS = 50
_MAKE = say("take a workbook that `dispatch check -o BOOK.xlsx` wrote, and fill in the column This dispatch (本次调度)")
_FILL = say("write what was said beside each item that was dispatched, and save the workbook")
_USUAL = Headings({})


class FilledIn(NamedTuple):
    """The sheets of a workbook that have a column to be filled in."""

    sheets: tuple[_Filled, ...]


class _Filled(NamedTuple):
    """One such sheet: the place of its headings among its rows, and the columns of the ids and the notes."""

    grid: Grid
    place: int
    id: int
    note: int


def read_filled_in(path: str, data: bytes) -> FilledIn:
    """Return the sheets of a workbook that are to be filled in.

    Raises UnreadableError where it cannot be read, and ProblemsError where no sheet has the headings.
    """
    from dispatch_cli.ledger.workbook import Workbook

    kind_of(path, data)
    book = Workbook(path, data)
    grids = [book.grid(sheet.name) for sheet in book.sheets if sheet.is_visible]
    if sheets := tuple(sheet for grid in grids if (sheet := _filled(grid))):
        return FilledIn(sheets)
    if not grids:
        raise UnreadableError(say("{path}: all sheets are hidden", path=path), _MAKE)
    first, *_ = grids
    message = say("no sheet has a column of the ids and one of this dispatch")
    raise ProblemsError([first.problem(1, 1, Fault(message, _MAKE))])


def _filled(grid: Grid) -> _Filled | None:
    for place, row in enumerate(grid.rows[:_FIRST_ROWS]):
        ids = [column for column, cell in row.cells.items() if _USUAL.key(cell.text) == "id"]
        notes = [column for column, cell in row.cells.items() if plain(cell.text) in _NOTES]
        if ids and notes:
            return _Filled(grid, place, min(ids), min(notes))
    return None


def record_filled_in(office: Office, given: FilledIn, by: str | None, on: date) -> Change:
    """Record a dispatch for each row whose column of this dispatch was filled: all of them or none.

    Raises ProblemsError with everything that is wrong, each with its sheet and cell.
    """
    ids = {item.id for item in office.plan.items}
    problems: list[Problem] = []
    notes: list[ItemNote] = []
    places: list[tuple[_Filled, LedgerRow]] = []
    for sheet in given.sheets:
        problems += _merged(sheet)
        for row in _rows(sheet):
            read = _read(sheet, row, ids)
            if isinstance(read, ItemNote):
                notes.append(read._replace(at=len(places)))
                places.append((sheet, row))
            elif len(problems) < PROBLEM_LIMIT:
                problems.append(read)

    def report(at: int, message: Message, hint: Message) -> None:
        """Keep a problem at the number of its row."""
        sheet, row = places[at]
        if len(problems) < PROBLEM_LIMIT:
            problems.append(sheet.grid.problem(row.number, sheet.id, Fault(message, hint)))

    change = record_each(office, notes, by, on, report)
    if not notes and not problems:
        sheet, *_ = given.sheets
        fault = Fault(say("nothing is written into the column of this dispatch"), _FILL)
        problems.append(sheet.grid.problem(sheet.grid.rows[sheet.place].number, sheet.note, fault))
    if problems:
        raise ProblemsError(problems)
    return change


def _rows(sheet: _Filled) -> Iterator[LedgerRow]:
    """Yield the rows that are filled in."""
    yield from (row for row in sheet.grid.rows[sheet.place + 1 :] if sheet.note in row.cells)


def _read(sheet: _Filled, row: LedgerRow, ids: Collection[str]) -> ItemNote | Problem:
    cells = {key: row.cells[column] for key, column in (("id", sheet.id), ("note", sheet.note)) if column in row.cells}
    for key, cell in cells.items():
        if cell.fault:
            return sheet.grid.problem(row.number, getattr(sheet, key), cell.fault)
    read = note_of({key: cell.text for key, cell in cells.items()}, ids)
    if isinstance(read, BadCell):
        return sheet.grid.problem(row.number, getattr(sheet, read.key), Fault(read.message, read.hint))
    day = _day(row.cells[sheet.note])
    return read._replace(on=day, note=None) if day else read


def _day(cell: LedgerCell) -> date | None:
    """Return the day of a cell that holds nothing else: it says when the item was dispatched, not what was said."""
    day = cell.day or certain_day(plain_text(cell.text))
    return None if isinstance(day, Fault) else day


def _merged(sheet: _Filled) -> Iterator[Problem]:
    """Yield a problem for each note that stands beside several items: nobody knows of which it was said."""
    header = sheet.grid.rows[sheet.place].number
    for merge in sheet.grid.merges:
        if header < merge.top < merge.bottom and merge.left <= sheet.note <= merge.right:
            message = say("the cells {range} are merged: one note beside several rows", range=merge.name)
            hint = say("unmerge them, and write the note into the row of each item")
            yield sheet.grid.problem(merge.top, sheet.note, Fault(message, hint))
