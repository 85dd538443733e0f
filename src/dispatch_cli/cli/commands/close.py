"""`dispatch close`: an item is finished."""

from __future__ import annotations

import typer

from dispatch_cli.changes import items
from dispatch_cli.changes.change import Change
from dispatch_cli.changes.several import for_each
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import past_day
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign_with_evidence
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.schedule.office import Office


def run(
    context: typer.Context,
    item_ids: option.SomeOpenItems,
    *,
    on: option.On = None,
    note: option.Evidence = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Close each item."""
    signed, asked = sign_with_evidence(by, note), past_day("--on", on)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        day = asked.on(office.today) or office.today
        return for_each(office, item_ids, signed, lambda office, each: items.close(office, each, signed, day))

    return write_and_tell(Request(file, log, today, context.obj), make, days=[asked])
