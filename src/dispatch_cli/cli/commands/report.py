"""`dispatch report`: how well the cadence was kept between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import taken_for
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.span import check_known, read_span
from dispatch_cli.messages import mark
from dispatch_cli.render.formats.catalogue import EVERYWHERE
from dispatch_cli.render.report.view import ReportView
from dispatch_cli.render.style import GROUPS
from dispatch_cli.reports.kept import make_report
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.opening import open_office

if TYPE_CHECKING:
    from dispatch_cli.messages import Message
    from dispatch_cli.model import TaskFile
    from dispatch_cli.reports.kept import Report

REPORT_FORMATS = (*EVERYWHERE, "html", "xlsx")
_FirstOption = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help=mark("The first day. Default: the first of the month.")),
    option.Completes("nothing"),
]
_LastOption = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help=mark("The last day. Default: today.")),
    option.Completes("nothing"),
]
_MonthOption = Annotated[
    str | None, typer.Option("--month", metavar="YYYY-MM", help=mark("A whole month.")), option.Completes("nothing")
]
_LastMonthOption = Annotated[bool, typer.Option("--last-month", help=mark("The whole month before this one."))]
_ByOption = Annotated[
    str,
    typer.Option("--group-by", metavar="|".join(GROUPS), help=mark("Sums by team, owner or tag. Default: team.")),
    option.OneOf(GROUPS),
]
_FormatNameOption = Annotated[str | None, option.format_of(REPORT_FORMATS), option.OneOf(REPORT_FORMATS)]


def run(
    context: typer.Context,
    *,
    first: _FirstOption = None,
    last: _LastOption = None,
    month: _MonthOption = None,
    last_month: _LastMonthOption = False,
    by: _ByOption = "team",
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    format_name: _FormatNameOption = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return what was owed in the span, what became of it, and what changed."""
    asked = read_span(first, last, month, last_month=last_month)
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, REPORT_FORMATS, format_name, output, by)
    office = open_office(request.desk)
    span = asked.span(office.today)
    report = make_report(office, span, by, read_filters(office.plan, tag, team, owner))
    check_known(span, report.since)
    taken = taken_for(office.today, [asked.first, asked.last])
    return Answer(ReportView(report), layout, notices=(*office.notices, *taken, *_unofficial(office.plan, report)))


def _unofficial(plan: TaskFile, report: Report) -> tuple[Message, ...]:
    due = (window.due for account in report.accounts for window in account.windows)
    return unofficial_notices(plan, [*due, *(account.open for account in report.accounts)])
