"""`dispatch minutes`: what a meeting or a day decided, from the log and the list."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import past_day, taken_for
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.values import read_text
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.render.minutes.view import FORMATS, MinutesView
from dispatch_cli.reports.minutes import find_occasion, make_minutes
from dispatch_cli.workspace.opening import open_office

_MeetingOption = Annotated[
    str | None,
    typer.Option("--meeting", metavar="ID", help=mark("The meeting with this id. Default: the newest one.")),
    option.Completes("nothing"),
]
_OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=mark("The meeting of this day, or all that the log holds for it.")),
    option.Completes("nothing"),
]
_FormatNameOption = Annotated[
    str | None,
    typer.Option("--format", metavar="|".join(FORMATS), help=mark("In which form. Default: text.")),
    option.OneOf(FORMATS),
]


def run(
    context: typer.Context,
    *,
    meeting: _MeetingOption = None,
    on: _OnOption = None,
    format_name: _FormatNameOption = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return the minutes."""
    if meeting is not None and on is not None:
        message = say("--meeting and --on exclude each other")
        raise CommandLineError(message, say("leave one of them out"))
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, FORMATS, format_name, output)
    asked, office = past_day("--on", on), open_office(request.desk)
    day = asked.on(office.today)
    if day and day > office.today:
        message = say("--on: {date} is later than today ({today})", date=day, today=office.today)
        raise CommandLineError(message, say("minutes are of what has happened"))
    occasion = find_occasion(office, read_text("--meeting", meeting), day)
    minutes = make_minutes(office, occasion)
    view = MinutesView(minutes, office.plan, office.today, request.desk.moment(office))
    return Answer(view, layout, notices=(*office.notices, *taken_for(office.today, [asked])))
