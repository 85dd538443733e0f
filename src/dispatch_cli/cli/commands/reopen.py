"""`dispatch reopen`: a closed item is open again."""

from __future__ import annotations

import typer

from dispatch_cli.changes import items
from dispatch_cli.changes.several import for_each
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.written import write_and_tell


def run(
    context: typer.Context,
    item_ids: option.SomeClosedItems,
    *,
    note: option.Message = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Reopen each item."""
    signed = sign(by, note)
    request = Request(file, log, today, context.obj)
    return write_and_tell(
        request,
        lambda office: for_each(office, item_ids, signed, lambda office, each: items.reopen(office, each, signed)),
    )
