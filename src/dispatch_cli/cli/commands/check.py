"""`dispatch check`: the items due for follow-up today, and those overdue."""

from __future__ import annotations

from datetime import MAXYEAR, date
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.until import LISTED, on_meeting_day, read_until
from dispatch_cli.errors import ExitCode
from dispatch_cli.messages import mark
from dispatch_cli.render.agenda.view import AgendaView
from dispatch_cli.render.formats.catalogue import EVERYWHERE
from dispatch_cli.schedule.agenda import make_agenda
from dispatch_cli.schedule.rows import NOW, OPEN, SOON, State
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.opening import open_office

if TYPE_CHECKING:
    from dispatch_cli.schedule.agenda import Agenda

_DECEMBER = 12
CHECK_FORMATS = (*EVERYWHERE, "xlsx")
_SoonOption = Annotated[bool, typer.Option("--soon", help=mark("Show also what falls due soon."))]
_EverythingOption = Annotated[bool, typer.Option("--all", help=mark("Show every open item."))]
_ExitCodeOption = Annotated[bool, typer.Option("--exit-code", help=mark("Exit with 1 if anything is overdue."))]
_FormatNameOption = Annotated[str | None, option.format_of(CHECK_FORMATS), option.OneOf(CHECK_FORMATS)]


def run(
    context: typer.Context,
    *,
    soon: _SoonOption = False,
    everything: _EverythingOption = False,
    until: option.Until = None,
    exit_code: _ExitCodeOption = False,
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
    """Return the overdue and due items, and more if asked for."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, CHECK_FORMATS, format_name, output, by)
    office = open_office(request.desk, whole=False)
    states = OPEN if everything else SOON if soon else NOW
    filters = read_filters(office.plan, tag, team, owner)
    horizon = read_until(office, until) if until or soon or everything else on_meeting_day(office, LISTED)
    agenda = make_agenda(office.plan, office.log.entries, office.today, states, filters, until=horizon.day)
    code = ExitCode.FOUND if exit_code and agenda.counts[State.OVERDUE] else ExitCode.OK
    notices = (*office.notices, *horizon.notices, *unofficial_notices(office.plan, _days_looked_at(agenda)))
    view = AgendaView(agenda, office.plan, is_call=True)
    if office.plan.mail:
        from dispatch_cli.reminders.status import last_sent, warnings

        view, notices = view._replace(footer=last_sent(office)), (*notices, *warnings(office))
    return Answer(view, layout, code, notices)


def _days_looked_at(agenda: Agenda) -> list[date | None]:
    """Return the days shown; in December, when the notice of the year to come should be out, also one of that year."""
    coming = [date.max if agenda.today.year == MAXYEAR else date(agenda.today.year + 1, 1, 1)]
    return [*(row.due for row in agenda.rows), agenda.until, *(coming if agenda.today.month == _DECEMBER else [])]
