"""The agenda as a sheet for people and as a document for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dispatch_cli.messages import say
from dispatch_cli.render.agenda.columns import FIELDS, cells, grouped, headers, heading, record, summary
from dispatch_cli.render.formats.sheet import Cell, Document, Group, Shape, Sheet, View
from dispatch_cli.render.marks import STATES, tag_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatch_cli.render.style import Style
    from dispatch_cli.schedule.agenda import Agenda
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Row


_SHAPE = Shape(
    (
        (
            26,
            (
                ("state",),
                ("id",),
                ("title", "remark"),
                ("tag",),
                ("team",),
                ("owner",),
                ("due",),
                ("days",),
                ("missed",),
            ),
        ),
        (18, (("state",), ("id",), ("title", "remark"), ("tag",), ("team", "owner"), ("due", "days", "neglect"))),
        (12, (("state", "tag"), ("id",), ("title", "remark", "team", "owner"), ("due", "days", "neglect"))),
    ),
    flexible="title",
    right=("id", "missed"),
    names=("team", "owner"),
    untitled=("remark", "days"),
)


def agenda_view(agenda: Agenda) -> View:
    """Return the agenda, ready to be drawn in every format."""
    return View(partial(_sheet, agenda), partial(_document, agenda))


def _sheet(agenda: Agenda, style: Style) -> Sheet:
    groups = [
        Group(name, [_line(row, style) for row in rows])
        for name, rows in grouped(agenda, style.group_by, style.language)
    ]
    named = headers(style.language)
    return Sheet(
        style.language.speak(heading(agenda.branch, agenda.today)),
        named,
        groups,
        summary(agenda, style.language),
        _SHAPE,
    )


def _line(row: Row, style: Style) -> Mapping[str, Cell]:
    """Return what the columns show of a row; `neglect` says in words what `missed` counts."""
    texts = cells(row, style.language)
    texts["neglect"] = style.language.speak(say("missed {n}", n=row.missed)) if row.missed else ""
    return {key: Cell(text, _look(key, row, style)) for key, text in texts.items()}


def _look(key: str, row: Row, style: Style) -> str:
    if key == "state":
        return STATES[row.state].style
    if key == "tag":
        return tag_style(row, style)
    return {"remark": "italic", "owner": "dim", "neglect": "bold"}.get(key, "")


def _document(agenda: Agenda, style: Style) -> Document:
    rows = [row for _, rows in grouped(agenda, style.group_by, style.language) for row in rows]
    return agenda_document(agenda, map(record, rows))


def agenda_document(agenda: Agenda, records: Iterable[Mapping[str, object]]) -> Document:
    """Return the head of an agenda and these records of its items."""
    head = {"today": agenda.today, "branch": agenda.branch, "mode": agenda.mode, "counts": agenda.counts}
    return Document(head, "items", [*FIELDS], [*records])


def listed(office: Office, agenda: Agenda) -> View:
    """Return an agenda, ready to be drawn in every format and as a workbook."""
    return agenda_view(agenda)._replace(more={"xlsx": partial(_workbook, office, agenda)})


def _workbook(office: Office, agenda: Agenda, style: Style) -> bytes:
    from dispatch_cli.render.agenda.book import agenda_book
    from dispatch_cli.render.formats import as_xlsx

    return as_xlsx.render(agenda_book(agenda, office.plan, style))
