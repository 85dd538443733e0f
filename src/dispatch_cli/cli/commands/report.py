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
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.render.formats.catalogue import EVERYWHERE
from dispatch_cli.render.report.view import ReportView
from dispatch_cli.render.style import GROUPS
from dispatch_cli.reports.kept import make_report
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.opening import open_office, read_files

if TYPE_CHECKING:
    from dispatch_cli.cli.answer import Layout
    from dispatch_cli.cli.span import Asked
    from dispatch_cli.messages import Message
    from dispatch_cli.model import TaskFile
    from dispatch_cli.reports.kept import Report

REPORT_FORMATS = (*EVERYWHERE, "html", "xlsx", "summary")
FirstOption = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help=mark("The first day. Default: the first of the month.")),
    option.Completes("nothing"),
]
LastOption = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help=mark("The last day. Default: today.")),
    option.Completes("nothing"),
]
MonthOption = Annotated[
    str | None, typer.Option("--month", metavar="YYYY-MM", help=mark("A whole month.")), option.Completes("nothing")
]
LastMonthOption = Annotated[bool, typer.Option("--last-month", help=mark("The whole month before this one."))]
HalfOption = Annotated[
    str | None,
    typer.Option("--half", metavar="YYYYH1|YYYYH2", help=mark("Half a year, such as 2026H2.")),
    option.Completes("nothing"),
]
_ByOption = Annotated[
    str,
    typer.Option("--group-by", metavar="|".join(GROUPS), help=mark("Sums by team, owner or tag. Default: team.")),
    option.OneOf(GROUPS),
]
_FormatNameOption = Annotated[str | None, option.format_of(REPORT_FORMATS), option.OneOf(REPORT_FORMATS)]


def run(
    context: typer.Context,
    *,
    first: FirstOption = None,
    last: LastOption = None,
    month: MonthOption = None,
    last_month: LastMonthOption = False,
    half: HalfOption = None,
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
    asked = read_span(first, last, month, half, last_month=last_month)
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, REPORT_FORMATS, format_name, output, by)
    if layout.format_name == "summary":
        return _summary(request, layout, asked, [*(tag or ()), *(team or ()), *(owner or ())])
    office = open_office(request.desk)
    span = asked.span(office.today)
    report = make_report(office, span, by, read_filters(office.plan, tag, team, owner))
    check_known(span, report.since)
    taken = taken_for(office.today, [asked.first, asked.last])
    return Answer(ReportView(report), layout, notices=(*office.notices, *taken, *_unofficial(office.plan, report)))


def _summary(request: Request, layout: Layout, asked: Asked, filters: list[str]) -> Answer:
    """Return the figures of the whole list, for a roll-up. Raises CommandLineError where only a part is asked for."""
    from dispatch_cli.render.rollup.summary import SummaryView
    from dispatch_cli.workspace.many import open_unit

    if filters:
        message = say("a summary is about all items")
        raise CommandLineError(message, say("leave --tag, --team and --owner out"))
    unit = open_unit(request.desk, read_files(request.desk))
    span = asked.span(unit.office.today)
    figures = unit.figures(span, with_chapters=True)
    check_known(span, figures.since)
    return Answer(SummaryView(figures), layout, notices=unit.office.notices)


def _unofficial(plan: TaskFile, report: Report) -> tuple[Message, ...]:
    due = (window.due for account in report.accounts for window in account.windows)
    return unofficial_notices(plan, [*due, *(account.open for account in report.accounts)])
