"""`dispatch workdays`: the days off and the working weekends of a year; with `--read` the yearly notice of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from dispatch_cli import store
from dispatch_cli.changes.change import Change
from dispatch_cli.changes.own_days import take_notice
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.values import read_year
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.plan.notice import Notice, read_notice
from dispatch_cli.render.workdays import FORMATS, WorkdaysView
from dispatch_cli.reports.working_year import make_working_year
from dispatch_cli.schedule.office import Office
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.source import decode
from dispatch_cli.workspace.opening import open_office

_YearArgument = Annotated[
    str | None,
    typer.Argument(metavar="[YEAR]", help=mark("The year to show. Default: this year.")),
    option.Completes("nothing"),
]
_ReadOption = Annotated[
    str | None,
    typer.Option(
        "--read",
        metavar="FILE",
        help=mark("Read the State Council's notice (…放假…，…上班) into the list; - is stdin."),
    ),
    option.Completes("path"),
]
_OfYearOption = Annotated[
    str | None,
    typer.Option("--year", metavar="YEAR", help=mark("With --read: the year of a notice that does not name it.")),
    option.Completes("nothing"),
]
_FormatNameOption = Annotated[str | None, option.format_of(FORMATS), option.OneOf(FORMATS)]


def run(
    context: typer.Context,
    shown_year: _YearArgument = None,
    *,
    read: _ReadOption = None,
    year: _OfYearOption = None,
    note: option.Message = None,
    by: option.By = None,
    format_name: _FormatNameOption = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return the days of a year, or change the list as a notice says."""
    request = Request(file, log, today, context.obj)
    if read is not None:
        if shown_year is not None or format_name is not None or output is not None:
            message = say("--read takes neither a year to show nor --format nor -o")
            raise CommandLineError(message, say("for example `dispatch workdays --read notice.txt`"))
        return _taken(request, _read(read, read_year("--year", year)), by, note)
    if year is not None or note is not None:
        message = say("--year and -m are for --read")
        raise CommandLineError(message, say("for example `dispatch workdays 2027`"))
    layout, wanted = read_layout(request, FORMATS, format_name, output), read_year("YEAR", shown_year)
    return _shown(open_office(request.desk), wanted)._replace(layout=layout)


def _read(path: str, year: int | None) -> Notice:
    data = store.read(path, say("name the file with the notice; - is stdin"))
    return read_notice(decode(store.name_of(path), data), year)


def _taken(request: Request, notice: Notice, by: str | None, note: str | None) -> Answer:
    signed = sign(by, note)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        return take_notice(office, signed, notice)

    nothing = say("The list says what the notice of {year} says already; nothing was changed.", year=notice.year)
    return write_and_tell(request, make, nothing)


def _shown(office: Office, wanted: int | None) -> Answer:
    shown = make_working_year(office, wanted or office.today.year)
    notices = (*office.notices, *unofficial_notices(office.plan, [date(shown.year, 1, 1)]))
    if office.plan.workdays is None:
        every_day = say(
            "the list has no `workdays`, so every day is a working day; "
            "write a line such as `workdays: CN` to change that"
        )
        notices = (*notices, every_day)
    return Answer(WorkdaysView(shown), notices=notices)
