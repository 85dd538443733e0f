"""`dispatch history`: the log, readable."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import past_day, taken_for
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.values import choose
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import Message, mark, say
from dispatch_cli.render.formats.catalogue import EVERYWHERE
from dispatch_cli.render.history import HistoryView
from dispatch_cli.reports.history import Selection, known_items, make_history
from dispatch_cli.schedule.office import Office
from dispatch_cli.workspace.opening import open_office

_SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help=mark("From this day on.")), option.Completes("nothing")
]
_UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help=mark("Up to and including this day.")),
    option.Completes("nothing"),
]
_UndoneOption = Annotated[bool, typer.Option("--undone", help=mark("Show what was taken back too, struck out."))]
_FormatNameOption = Annotated[str | None, option.format_of(EVERYWHERE), option.OneOf(EVERYWHERE)]


def run(
    context: typer.Context,
    item_ids: option.AnyItems = None,
    *,
    since: _SinceOption = None,
    until: _UntilOption = None,
    events: option.Events = None,
    undone: _UndoneOption = False,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    format_name: _FormatNameOption = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return the entries of the log that are let through."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, EVERYWHERE, format_name, output)
    begin, end = past_day("--since", since), past_day("--until", until)
    kinds = [choose("--event", event, option.EVENTS) for event in events or ()]
    office = open_office(request.desk)
    first, last = begin.on(office.today) or date.min, end.on(office.today) or date.max
    if first > last:
        message = say("--since {since} is after --until {until}", since=first, until=last)
        raise CommandLineError(message, say("swap the two dates"))
    found = [_known(office, text) for text in item_ids or ()]
    ids, said = [item_id for item_id, _ in found], [notice for _, notices in found for notice in notices]
    filters = read_filters(office.plan, tag, team, owner)
    history = make_history(office, Selection(ids, kinds, first, last, undone, filters))
    return Answer(
        HistoryView(history), layout, notices=(*office.notices, *taken_for(office.today, [begin, end]), *said)
    )


def _known(office: Office, text: str) -> tuple[str, tuple[Message, ...]]:
    """Return an id that plan or log know, and what is said where a title was looked for. Raises CommandLineError."""
    if text in known_items(office):
        return text, ()
    item, notices = office.look_up(text)
    return item.id, notices
