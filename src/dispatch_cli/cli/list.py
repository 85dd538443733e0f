"""`dispatch list`: every item."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.agenda import State
from dispatch_cli.cli import options as option
from dispatch_cli.cli.layout import drawn, read_layout
from dispatch_cli.cli.listing import filtered, listed
from dispatch_cli.cli.office import Request, open_office
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark
from dispatch_cli.render import FORMATS

SUMMARY = mark("Show every item that is not closed.")
LIST_FORMATS = (*FORMATS, "xlsx")


def run(
    context: typer.Context,
    *,
    closed: Annotated[bool, typer.Option("--closed", help=mark("Show the closed items too."))] = False,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    by: option.GroupBy = None,
    format_name: Annotated[
        str | None,
        typer.Option("--format", metavar="|".join(LIST_FORMATS), help=mark("Default: table on a terminal, else text.")),
    ] = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the open items, and the closed ones if asked for."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, LIST_FORMATS, format_name, output, by)
    office = open_office(request)
    states = [state for state in State if closed or state is not State.CLOSED]
    agenda = filtered(office, states, tag, team, owner)
    return drawn(listed(office, agenda), office, layout)
