"""`dispatch deadline`: another day by which the whole item must be finished."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes import items
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
    str | None, typer.Option("--to", metavar="DATE", help=mark("The new deadline.")), option.Completes("nothing")
]
_NoneOption = Annotated[bool, typer.Option("--none", help=mark("Clear it: there is no deadline any more."))]


def run(
    context: typer.Context,
    item_ids: option.SomeOpenItems,
    *,
    to: _ToOption = None,
    none: _NoneOption = False,
    reason: option.Reason = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Give each item another deadline, or none."""
    asked = coming_day("--to", to)
    if (to is None) != none:
        message = say("give deadline either --to and the new day, or --none")
        raise CommandLineError(message, say("for example `--to 2026-12-31`"))
    signed = sign_with_reason(by, reason)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        day = asked.on(office.today)
        return for_each(office, item_ids, signed, lambda office, each: items.move_deadline(office, each, signed, day))

    return write_and_tell(Request(file, log, today, context.obj), make, days=[asked])
