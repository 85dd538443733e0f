"""`dispatch history`: the log, readable."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.office import Request, choose, open_office
from dispatch_cli.cli.output import drawn, read_layout
from dispatch_cli.cli.result import Result
from dispatch_cli.cli.values import read_day
from dispatch_cli.errors import CommandLineError
from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.messages import mark, say
from dispatch_cli.render.formats.catalogue import FORMATS
from dispatch_cli.render.history import history_view
from dispatch_cli.reports.history import Wanted, known_items, make_history
from dispatch_cli.schedule.office import Office, id_hint

SUMMARY = mark("Show the log: what happened, newest last.")


def run(
    context: typer.Context,
    item_ids: option.ItemIds = None,
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help=mark("From this day on."))] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help=mark("Up to and including this day."))
    ] = None,
    events: option.Events = None,
    undone: Annotated[bool, typer.Option("--undone", help=mark("Show what was taken back too, struck out."))] = False,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    format_name: Annotated[str | None, option.format_of(FORMATS)] = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the entries of the log that are let through."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, FORMATS, format_name, output)
    first, last = read_day("--since", since) or date.min, read_day("--until", until) or date.max
    if first > last:
        message = say("--since {since} is after --until {until}", since=first, until=last)
        raise CommandLineError(message, say("swap the two dates"))
    kinds = [choose("--event", event, sorted(ABOUT_ITEMS)) for event in events or ()]
    office = open_office(request)
    ids = [_known(office, item_id) for item_id in item_ids or ()]
    filters = read_filters(office.plan, tag, team, owner)
    view = history_view(make_history(office, Wanted(ids, kinds, first, last, undone, filters)))
    return drawn(view, office, layout)


def _known(office: Office, item_id: str) -> str:
    """Return an id that plan or log know. Raises CommandLineError with the nearest one."""
    known = known_items(office)
    if item_id not in known:
        raise CommandLineError(say("no item has the id `{id}`", id=item_id), id_hint(item_id, known))
    return item_id
