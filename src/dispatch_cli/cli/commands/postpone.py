"""`dispatch postpone`: the next due date is moved back."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes import dispatches
from dispatch_cli.changes.several import for_each
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign_with_reason
from dispatch_cli.cli.values import read_day
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say

SUMMARY = mark("Postpone the next due date of items, before it has passed: of all of those named, or none.")
_ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help=mark("The new due date; required.")),
    option.Completes("nothing"),
]


def run(
    context: typer.Context,
    item_ids: option.SomeOpenItems,
    *,
    to: _ToOption = None,
    reason: option.Reason = None,
    by: option.By = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Postpone each item."""
    day = read_day("--to", to)
    if day is None:
        raise CommandLineError(say("the new due date is missing"), say("give it with --to, as YYYY-MM-DD"))
    signed = sign_with_reason(by, reason)
    request = Request(file, log, today, context.obj)
    return write_and_tell(
        request,
        lambda office: for_each(
            office, item_ids, signed, lambda office, each: dispatches.postpone(office, each, signed, day)
        ),
    )
