"""The agenda, ready to be drawn: as a sheet, as a document for programs, as a workbook, as a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.render.agenda.columns import (
    PARTS,
    SHAPE,
    TABLE_FIELDS,
    grouped,
    headers,
    heading,
    line_of,
    record,
    summary,
)
from dispatch_cli.render.deadlines import deadline_line, deadline_record
from dispatch_cli.render.formats.sheet import Document, Group, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.messages import Message
    from dispatch_cli.model import TaskFile
    from dispatch_cli.render.formats.book import Book
    from dispatch_cli.render.style import Style
    from dispatch_cli.schedule.agenda import Agenda
    from dispatch_cli.schedule.rows import Row


KINDS = TODO, EVENT = ("todo", "event")


class AgendaView(NamedTuple):
    """An agenda and the plan behind it; `kind` is what the entries of its calendar are, which need the log.

    The `footer` is said below its table on a terminal. With `is_call` it calls what must be dispatched: the deadlines
    that have passed or are near stand below its rows, and its workbook is to be filled in.
    """

    agenda: Agenda
    plan: TaskFile
    footer: Message | None = None
    kind: str = TODO
    log: Sequence[Entry] = ()
    is_call: bool = False

    def sheet(self, style: Style) -> Sheet:
        """Return the table for people."""
        speak, agenda = style.language.speak, self.agenda
        groups = [
            Group(name, [line_of(row, style) for row in rows])
            for name, rows in grouped(agenda, style.group_by, style.language)
        ]
        title, footer = speak(heading(agenda.branch, agenda.today)), speak(self.footer) if self.footer else ""
        titles = headers(agenda.rows, style.language)
        below = [speak(deadline_line(each)) for each in agenda.deadlines] if self.is_call else []
        return Sheet(title, titles, groups, summary(agenda, style.language), SHAPE, footer, below, style.group_by)

    def document(self, style: Style) -> Document:
        """Return the records for programs."""
        return agenda_document(self.agenda, map(record, _rows(self.agenda, style)))

    def book(self, style: Style) -> Book:
        """Return the workbook."""
        from dispatch_cli.render.agenda.book import ledger_book, list_book

        return list_book(self.agenda, style) if self.is_call else ledger_book(self.agenda, self.plan, style)

    def ics(self, style: Style) -> bytes:
        """Return the calendar."""
        from dispatch_cli.render.agenda.calendar import render

        return render(self.agenda, self.log, self.kind, style, self.plan.deadline_days)


def _rows(agenda: Agenda, style: Style) -> Iterator[Row]:
    """Yield the rows, group by group."""
    for _, rows in grouped(agenda, style.group_by, style.language):
        yield from rows


def agenda_document(agenda: Agenda, records: Iterable[Mapping[str, object]]) -> Document:
    """Return the head of an agenda and these records of its items."""
    return Document(agenda_head(agenda), "items", TABLE_FIELDS, [*records], PARTS)


def agenda_head(agenda: Agenda) -> dict[str, Any]:
    """Return what an agenda says beside its items, for programs."""
    return {
        "today": agenda.today,
        "branch": agenda.branch,
        "mode": agenda.mode,
        "counts": agenda.counts,
        "until": agenda.until,
        "meeting": agenda.meeting,
        "before_meeting": agenda.before_meeting,
        "deadlines": [*map(deadline_record, agenda.deadlines)],
    }
