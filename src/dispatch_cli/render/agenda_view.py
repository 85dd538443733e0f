"""The agenda as a sheet for people and as a document for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dispatch_cli.agenda import State
from dispatch_cli.messages import say
from dispatch_cli.render.columns import FIELDS, cells, grouped, headers, heading, record, summary
from dispatch_cli.render.sheet import Cell, Document, Group, Shape, Sheet, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatch_cli.agenda import Agenda, Row
    from dispatch_cli.render import Style


# A state never wears a tag's hue: a red tag and an overdue item are different facts.
STATE_STYLES = {
    State.OVERDUE: "bold reverse",
    State.DUE: "bold magenta",
    State.SOON: "cyan",
    State.OK: "dim",
    State.CLOSED: "dim strike",
}
TAG_STYLES = {"red": "bold red", "orange": "dark_orange", "green": "green"}
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
        return STATE_STYLES[row.state]
    if key == "tag":
        return tag_style(row, style)
    return {"remark": "italic", "owner": "dim", "neglect": "bold"}.get(key, "")


def tag_style(row: Row, style: Style) -> str:
    """Return rich's name for the look of a tag."""
    few = style.colors == "standard"  # among sixteen colours orange would be taken for red
    return "yellow" if few and row.tag.name == "orange" else TAG_STYLES.get(row.tag.name, "")


def _document(agenda: Agenda, style: Style) -> Document:
    rows = [row for _, rows in grouped(agenda, style.group_by, style.language) for row in rows]
    return agenda_document(agenda, map(record, rows))


def agenda_document(agenda: Agenda, records: Iterable[Mapping[str, object]]) -> Document:
    """Return the head of an agenda and these records of its items."""
    head = {"today": agenda.today, "branch": agenda.branch, "mode": agenda.mode, "counts": agenda.counts}
    return Document(head, "items", [*FIELDS], [*records])
