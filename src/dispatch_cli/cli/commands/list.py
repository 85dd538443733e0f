"""`dispatch list`: every item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.until import read_until
from dispatch_cli.cli.values import choose
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.render.agenda.view import KINDS, TODO, AgendaView
from dispatch_cli.render.formats.catalogue import EVERYWHERE
from dispatch_cli.schedule.agenda import make_agenda
from dispatch_cli.schedule.rows import State
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.opening import open_office

if TYPE_CHECKING:
    from dispatch_cli.cli.answer import Layout

LIST_FORMATS = (*EVERYWHERE, "xlsx", "ics")
_ClosedOption = Annotated[bool, typer.Option("--closed", help=mark("Show the closed items too."))]
_UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        help=mark("Only what falls due up to this day: a date, +7, a weekday, or meeting (before the next meeting)."),
    ),
    option.OneOf(option.UNTIL_WORDS),
]
_FormatNameOption = Annotated[str | None, option.format_of(LIST_FORMATS), option.OneOf(LIST_FORMATS)]
_KindOption = Annotated[
    str | None,
    typer.Option("--as", metavar="|".join(KINDS), help=mark("With --format ics: what the entries are. Default: todo.")),
    option.OneOf(KINDS),
]


def run(
    context: typer.Context,
    *,
    closed: _ClosedOption = False,
    until: _UntilOption = None,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    by: option.GroupBy = None,
    format_name: _FormatNameOption = None,
    kind: _KindOption = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return the open items, and the closed ones if asked for."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, LIST_FORMATS, format_name, output, by)
    _check_calendar(layout, kind, closed=closed)
    if closed and until is not None:
        message = say("{option} has no effect with {mode}", option="--closed", mode="--until")
        raise CommandLineError(message, say("leave it out"))
    office = open_office(request.desk, whole=layout.format_name == "ics")
    horizon = read_until(office, until)
    states = () if horizon.day else [state for state in State if closed or state is not State.CLOSED]
    filters = read_filters(office.plan, tag, team, owner)
    agenda = make_agenda(office.plan, office.log.entries, office.today, states, filters, until=horizon.day)
    view = AgendaView(agenda, office.plan, kind=kind or TODO, log=office.log.entries)
    unofficial = unofficial_notices(office.plan, [horizon.day, *(row.due for row in agenda.rows)])
    return Answer(view, layout, notices=(*office.notices, *horizon.notices, *unofficial))


def _check_calendar(layout: Layout, kind: str | None, *, closed: bool) -> None:
    """Raise CommandLineError for an option that would be without effect: what is closed has no day in a calendar."""
    if kind is not None:
        choose("--as", kind, KINDS)
    if layout.format_name == "ics" and closed:
        message = say("{option} has no effect with {mode}", option="--closed", mode="--format ics")
        raise CommandLineError(message, say("leave it out"))
    if layout.format_name != "ics" and kind is not None:
        message = say("{option} has no effect without {mode}", option="--as", mode="--format ics")
        raise CommandLineError(message, say("add {mode}, or leave it out", mode="--format ics"))
