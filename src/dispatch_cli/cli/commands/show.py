"""`dispatch show`: one item, whole."""

from __future__ import annotations

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.render.item import FORMATS, ItemView
from dispatch_cli.reports.explain import upcoming
from dispatch_cli.reports.lifespans import lives
from dispatch_cli.reports.obligations import newest_windows
from dispatch_cli.schedule.agenda import agenda_of
from dispatch_cli.schedule.rows import look_at
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.opening import open_office

_WINDOWS = 12


def run(
    context: typer.Context,
    item_id: option.AnyItem,
    *,
    format_name: option.DetailFormat = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return the details of an item."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, FORMATS, format_name, output)
    office = open_office(request.desk)
    item, notices = office.look_up(item_id)
    look = look_at(office.plan, item, office.log.entries, office.today)
    lifespans = [*lives(office.plan, look.row.item, look.entries, office.today, office.zone)]
    past = newest_windows(lifespans, _WINDOWS)
    alone = agenda_of(office.plan, [look.row], office.today)
    unofficial = unofficial_notices(office.plan, [*upcoming(look), *(window.due for window in past)])
    return Answer(ItemView(look, past, alone), layout, notices=(*office.notices, *notices, *unofficial))
