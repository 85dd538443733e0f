"""`dispatch list`: every item."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.filters import filtered
from dispatch_cli.cli.office import Request, choose, open_office
from dispatch_cli.cli.output import drawn, read_layout
from dispatch_cli.cli.result import Result
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.render.agenda.view import listed
from dispatch_cli.render.formats.catalogue import FORMATS
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from dispatch_cli.cli.output import Layout
    from dispatch_cli.render.style import Style
    from dispatch_cli.schedule.agenda import Agenda

SUMMARY = mark("Show every item that is not closed.")
LIST_FORMATS = (*FORMATS, "xlsx", "ics")
KINDS = ("todo", "event")


def run(
    context: typer.Context,
    *,
    closed: Annotated[bool, typer.Option("--closed", help=mark("Show the closed items too."))] = False,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    by: option.GroupBy = None,
    format_name: Annotated[str | None, option.format_of(LIST_FORMATS)] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="|".join(KINDS), help=mark("With --format ics: what the entries are. Default: todo.")
        ),
    ] = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the open items, and the closed ones if asked for."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, LIST_FORMATS, format_name, output, by)
    _check_calendar(layout, kind, closed=closed)
    office = open_office(request)
    states = [state for state in State if closed or state is not State.CLOSED]
    agenda = filtered(office, states, tag, team, owner)
    view, calendar = listed(office, agenda), partial(_calendar, agenda, kind or KINDS[0])
    return drawn(view._replace(more={**view.more, "ics": calendar}), office, layout)


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


def _calendar(agenda: Agenda, kind: str, style: Style) -> bytes:
    from dispatch_cli.render.agenda import calendar as as_ics

    return as_ics.render(agenda, kind, style)
