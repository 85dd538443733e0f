"""`dispatch show`: one item, whole."""

from __future__ import annotations

import typer

from dispatch_cli.agenda import agenda_of, look_at
from dispatch_cli.cli import options as option
from dispatch_cli.cli.office import Request, choose, open_office
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark
from dispatch_cli.render import details
from dispatch_cli.windows import windows

SUMMARY = mark("Show one item: its fields, its history, its next due dates.")
_WINDOWS = 12


def run(
    context: typer.Context,
    item_id: option.ItemId,
    *,
    format_name: option.DetailFormat = "text",
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the details of an item."""
    choose("--format", format_name, details.FORMATS)
    office = open_office(Request(file, log, today, context.obj))
    (item,) = office.find(item_id)
    look = look_at(office.plan, item, office.log.entries, office.today)
    past = windows(office.plan, look.row.item, look.entries, office.today)[-_WINDOWS:]
    if format_name == "json":
        alone = agenda_of(office.plan, [look.row], office.today)
        return Result(lambda _: details.render_json(alone, look, past), notices=office.notices)
    return Result(lambda style: details.render_text(look, past, style.language), notices=office.notices)
