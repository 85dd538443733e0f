"""`dispatch show`: one item, whole."""

from __future__ import annotations

from dispatch_cli.agenda import agenda_of, look_at
from dispatch_cli.cli import options as option
from dispatch_cli.cli.office import choose, open_office
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark
from dispatch_cli.render import details

SUMMARY = mark("Show one item: its fields, its history, its next due dates.")


def run(
    item_id: option.ItemId,
    *,
    format_name: option.DetailFormat = "text",
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the details of an item."""
    choose("--format", format_name, details.FORMATS)
    office = open_office(file, log, today)
    look = look_at(office.plan, office.find(item_id), office.log.entries, office.today)
    if format_name == "json":
        alone = agenda_of(office.plan, [look.row], office.today)
        return Result(lambda _: details.render_json(alone, look), notices=office.notices)
    return Result(lambda style: details.render_text(look, style.language), notices=office.notices)
