"""Notes handed in together, each of its own item: lines `ID: NOTE`, or a table with the headings id, note, on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.changes import dispatches
from dispatch_cli.changes.change import Signed
from dispatch_cli.errors import CommandLineError, ProblemsError
from dispatch_cli.hints.guesses import brief, date_hint, nearest
from dispatch_cli.ledger.separated import read_separated
from dispatch_cli.meet.lines import Refusal, half_width, read_lines
from dispatch_cli.meet.replies import read_note
from dispatch_cli.meet.turns import Turns
from dispatch_cli.messages import say
from dispatch_cli.schedule.office import id_hint
from dispatch_cli.source import Source, is_no_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date
    from typing import TypeAlias

    from dispatch_cli.changes.change import Change
    from dispatch_cli.ledger.grid import LedgerRow
    from dispatch_cli.meet.submitted import Submitted
    from dispatch_cli.messages import Message
    from dispatch_cli.schedule.office import Office

    Reporter: TypeAlias = Callable[[int, Message, Message], None]

_HEADINGS = {
    **dict.fromkeys(("id", "编号"), "id"),
    **dict.fromkeys(("note", "进展"), "note"),
    **dict.fromkeys(("on", "日期"), "on"),
}
_REQUIRED = {"id", "note"}
_FORM = say("write a line `ID: NOTE` for each item, or a table with the headings id, note, on")


class ItemNote(NamedTuple):
    """A note of an item or none, for a day or for none of its own, and where it stands: in a text, its index."""

    item: str
    note: str | None
    on: date | None
    at: int


class BadCell(NamedTuple):
    """Why a row is refused, and the key and the text of the cell at which that is shown."""

    key: str
    text: str
    message: Message
    hint: Message


def record_notes(office: Office, given: Submitted, by: str | None, on: date) -> Change:
    """Record a dispatch for each note: all of them or none. `on` is the day of those that have none of their own.

    Raises ProblemsError with everything that is wrong.
    """
    source = Source(given.path, given.text)
    notes = _read(source, {item.id for item in office.plan.items})
    change = record_each(office, notes, by, on, source.report)
    if not notes and not source.problems:
        source.report(0, say("there is no note in it"), _FORM)
    if source.problems:
        raise ProblemsError(source.problems)
    return change._replace(notices=(*given.notices, *change.notices))


def record_each(office: Office, notes: Sequence[ItemNote], by: str | None, on: date, report: Reporter) -> Change:
    """Return the change that records a dispatch for each note; what is not possible is reported at its place."""
    dated = [note._replace(on=note.on or on) for note in notes]
    first_at = {note._replace(at=0): note.at for note in reversed(dated)}
    repeated = [note for note in dated if note.at != first_at[note._replace(at=0)]]
    turns = Turns(office)
    for note in dated:
        if note.at == first_at[note._replace(at=0)]:
            _take(turns, report, note, Signed(by, note.note), note.on or on)
    twice = [say("item {id} is named more than once; it is recorded once", id=note.item) for note in repeated]
    return turns.change._replace(notices=(*twice, *turns.change.notices))


def _take(turns: Turns, report: Reporter, note: ItemNote, signed: Signed, on: date) -> None:
    """Record one note, or report why that is not possible."""
    try:
        turns.take(note.item, lambda office: dispatches.record(office, [note.item], signed, on))
    except CommandLineError as error:
        report(note.at, error.message, error.hint)


def _read(source: Source, ids: Collection[str]) -> list[ItemNote]:
    """Return the notes of a text; what is wrong with the others is reported to the source."""
    first, *_ = [*filter(None, map(str.strip, source.text.splitlines())), ""]
    headings = {_HEADINGS.get(cell.strip('" ').lower()) for cell in re.split("[,;\t]", first)}
    return [*(_from_table(source, ids) if headings >= _REQUIRED else _from_lines(source, ids))]


def _from_lines(source: Source, ids: Collection[str]) -> Iterator[ItemNote]:
    for about in read_lines(source, ids):
        reply = read_note(about.line)
        if isinstance(reply, Refusal):
            source.report(about.line_at, reply.message, reply.hint)
        elif reply.text:
            yield ItemNote(about.item, reply.text, None, about.at)


def _from_table(source: Source, ids: Collection[str]) -> Iterator[ItemNote]:
    head, *rows = read_separated(source.path, source.text, _keys).rows
    keys = {column: _HEADINGS.get(cell.text.lower()) for column, cell in head.cells.items()}
    for column, key in keys.items():
        if key is None:
            strange = head.cells[column].text
            message = say("the heading `{heading}` is unknown", heading=brief(strange))
            source.report(_at(source, head, strange), message, nearest(strange, _HEADINGS))
    for row in rows:
        cells = {keys[column] or "": cell.text for column, cell in row.cells.items() if column in keys}
        read = note_of(cells, ids)
        if isinstance(read, BadCell):
            source.report(_at(source, row, read.text), read.message, read.hint)
        else:
            yield read._replace(at=source.start(row.number))


def _keys(row: LedgerRow) -> Collection[str]:
    """Return the headings in a row."""
    return {_HEADINGS[text] for cell in row.cells.values() if (text := cell.text.lower()) in _HEADINGS}


def note_of(cells: Mapping[str, str], ids: Collection[str]) -> ItemNote | BadCell:
    """Return the note of a row of a table, or why it is refused."""
    item, note, on = (cells.get(key, "") for key in ("id", "note", "on"))
    item = item if item in ids else half_width(item)
    day = parse_date(half_width(on))
    if not item:
        return BadCell("id", note, say("this row has no id"), _FORM)
    if item not in ids:
        return BadCell("id", item, say("no item has the id `{id}`", id=brief(item)), id_hint(item, ids))
    if not note:
        return BadCell("note", item, say("this row has no note"), say("write what was said, or delete the row"))
    if any(is_no_text(char) for char in note):
        return BadCell("note", item, say("this note holds characters that are not text"), say("delete them"))
    if on and day is None:
        return BadCell("on", on, say("`{text}` is not a date", text=brief(on)), date_hint(on))
    return ItemNote(item, note, day, 0)


def _at(source: Source, row: LedgerRow, text: str) -> int:
    """Return the index at which a text stands in a row, or where the row begins."""
    begin = source.start(row.number)
    return max(begin, source.text.find(text, begin))
