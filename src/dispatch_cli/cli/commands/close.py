"""`dispatch close`: an item is finished."""

from __future__ import annotations

import typer

from dispatch_cli.changes import items
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.values import read_day
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.messages import mark

SUMMARY = mark("Close an item: it needs no more dispatches.")


def run(
    context: typer.Context,
    item_id: option.OpenItem,
    *,
    on: option.On = None,
    note: option.Evidence = None,
    by: option.By = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Close an item."""
    signed, day = sign(by, note), read_day("--on", on)

    return write_and_tell(
        Request(file, log, today, context.obj),
        lambda office: items.close(office, item_id, signed, day or office.today),
    )
