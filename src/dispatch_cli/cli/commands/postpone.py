"""`dispatch postpone`: the next due date is moved back."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes import dispatches
from dispatch_cli.changes.change import Change
from dispatch_cli.changes.several import for_each
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import coming_day
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign_with_reason
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.schedule.office import Office

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
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Postpone each item."""
    day = coming_day("--to", to)
    if to is None:
        raise CommandLineError(say("the new due date is missing"), say("give it with --to, as YYYY-MM-DD"))
    signed = sign_with_reason(by, reason)
    request = Request(file, log, today, context.obj)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        new = day.on(office.today) or office.today
        return for_each(office, item_ids, signed, lambda office, each: dispatches.postpone(office, each, signed, new))

    return write_and_tell(request, make, days=[day])
