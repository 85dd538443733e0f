"""`dispatch check`: the items that must be dispatched by the end of today."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.filters import filtered
from dispatch_cli.cli.office import Request, open_office
from dispatch_cli.cli.output import drawn, read_layout
from dispatch_cli.cli.result import Result
from dispatch_cli.errors import ExitCode
from dispatch_cli.messages import mark
from dispatch_cli.render.agenda.view import listed
from dispatch_cli.render.formats.catalogue import FORMATS
from dispatch_cli.schedule.rows import State

SUMMARY = mark("Show the items that must be dispatched by the end of today.")
CHECK_FORMATS = (*FORMATS, "xlsx")
_OPEN = (State.OVERDUE, State.DUE, State.SOON, State.OK)


def run(
    context: typer.Context,
    *,
    soon: Annotated[bool, typer.Option("--soon", help=mark("Show also what falls due soon."))] = False,
    everything: Annotated[bool, typer.Option("--all", help=mark("Show every open item."))] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=mark("Exit with 1 if anything is overdue."))] = False,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    by: option.GroupBy = None,
    format_name: Annotated[str | None, option.format_of(CHECK_FORMATS)] = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the overdue and due items, and more if asked for."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, CHECK_FORMATS, format_name, output, by)
    office = open_office(request)
    states = _OPEN if everything else _OPEN[: 3 if soon else 2]
    agenda = filtered(office, states, tag, team, owner)
    result = drawn(listed(office, agenda), office, layout)
    if office.plan.mail:
        from dispatch_cli.cli.reminded import warnings, with_status

        result = result._replace(notices=(*result.notices, *warnings(office)))
        result = with_status(result, office) if layout.format_name in {None, "table"} else result
    found = exit_code and agenda.counts[State.OVERDUE]
    return result._replace(code=ExitCode.FOUND) if found else result
