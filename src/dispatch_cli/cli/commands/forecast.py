"""`dispatch forecast`: who must be called on which day in the coming weeks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.render.forecast.view import ForecastView
from dispatch_cli.render.formats.catalogue import EVERYWHERE
from dispatch_cli.reports.forecast import DEFAULT_WEEKS, MOST_LEVELLED, MOST_WEEKS, Basis, make_forecast
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.opening import open_office

if TYPE_CHECKING:
    from dispatch_cli.messages import Message
    from dispatch_cli.reports.forecast import Forecast
    from dispatch_cli.schedule.office import Office

FORECAST_FORMATS = (*EVERYWHERE, "html", "xlsx", "ics")
_WeeksOption = Annotated[
    str,
    typer.Option("--weeks", metavar="N", help=mark("How many weeks, from today on. Default: 4.")),
    option.Completes("nothing"),
]
_LevelOption = Annotated[
    bool, typer.Option("--level", help=mark("Spread the calls: some are made early, within the days of warning."))
]
_MeetingsOption = Annotated[
    bool, typer.Option("--meetings", help=mark("Show meeting by meeting what is called there."))
]
_DaysOption = Annotated[bool, typer.Option("--days", help=mark("Show the items day by day."))]
_FormatNameOption = Annotated[str | None, option.format_of(FORECAST_FORMATS), option.OneOf(FORECAST_FORMATS)]


def run(
    context: typer.Context,
    *,
    weeks: _WeeksOption = f"{DEFAULT_WEEKS}",
    level: _LevelOption = False,
    meetings: _MeetingsOption = False,
    days: _DaysOption = False,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    by: option.GroupBy = None,
    format_name: _FormatNameOption = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return who is called when, as due dates have it, or spread over the days, or meeting by meeting."""
    count, basis = _read_weeks(weeks), _basis(level=level, meetings=meetings)
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, FORECAST_FORMATS, format_name, output, by)
    office = open_office(request.desk, whole=layout.format_name == "ics")
    _check_meetings(office, basis)
    forecast = make_forecast(office, count, read_filters(office.plan, tag, team, owner), basis)
    view = ForecastView(forecast, office.log.entries, lists_calls=days or meetings)
    unofficial = unofficial_notices(office.plan, [day.on for day in forecast.days])
    return Answer(view, layout, notices=(*office.notices, *_notices(forecast), *unofficial))


def _read_weeks(text: str) -> int:
    """Return the number of weeks that the option names. Raises CommandLineError."""
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_WEEKS:
        message = say("{option}: `{text}` is not a number of weeks", option="--weeks", text=text)
        raise CommandLineError(message, say("give a number from 1 to {most}, such as 4", most=MOST_WEEKS))
    return int(text)


def _basis(*, level: bool, meetings: bool) -> Basis:
    """Return on which days the items are called. Raises CommandLineError where both are asked for."""
    if level and meetings:
        message = say("{option} has no effect with {mode}", option="--level", mode="--meetings")
        raise CommandLineError(message, say("leave it out"))
    return Basis.LEVELLED if level else Basis.MEETINGS if meetings else Basis.LAST_DAY


def _check_meetings(office: Office, basis: Basis) -> None:
    if basis is Basis.MEETINGS and office.plan.meeting is None:
        message = say("--meetings: the task file does not say when the office meets")
        raise CommandLineError(message, say("add a line such as `meeting: monday` to it, or leave --meetings out"))


def _notices(forecast: Forecast) -> tuple[Message, ...]:
    """Return what is said beside a forecast: that it was not levelled."""
    if not forecast.is_too_long:
        return ()
    return (say("--level: more than {most} items are too many, and nothing was levelled", most=MOST_LEVELLED),)
