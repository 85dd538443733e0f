"""`dispatch show`: one item, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.office import Request, open_office
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark
from dispatch_cli.render import item as details
from dispatch_cli.reports.obligations import windows
from dispatch_cli.schedule.agenda import agenda_of
from dispatch_cli.schedule.rows import look_at

if TYPE_CHECKING:
    from dispatch_cli.render.style import Style

SUMMARY = mark("Show one item: its fields, its history, its next due dates.")
_WINDOWS = 12


def run(
    context: typer.Context,
    item_id: option.ItemId,
    *,
    format_name: option.DetailFormat = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the details of an item."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, details.FORMATS, format_name, output)
    office = open_office(request)
    (item,) = office.find(item_id)
    look = look_at(office.plan, item, office.log.entries, office.today)
    past = windows(office.plan, look.row.item, look.entries, office.today)[-_WINDOWS:]
    alone = agenda_of(office.plan, [look.row], office.today)

    def page(style: Style) -> str:
        """Draw the details, as text unless something else is asked for."""
        if layout.format_name == "json":
            return details.render_json(alone, look, past)
        return details.render_text(look, past, style.language)

    return Result(page, notices=office.notices, output=layout.output)
