"""`dispatch reopen`: a closed item is open again."""

from __future__ import annotations

import typer

from dispatch_cli.changes import items
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.messages import mark

SUMMARY = mark("Open a closed item again, which restarts its clock.")


def run(
    context: typer.Context,
    item_id: option.ClosedItem,
    *,
    note: option.Message = None,
    by: option.By = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Reopen an item."""
    signed = sign(by, note)
    request = Request(file, log, today, context.obj)
    return write_and_tell(request, lambda office: items.reopen(office, item_id, signed))
