"""`dispatch close`: an item is finished."""

from __future__ import annotations

import typer

from dispatch_cli import changes
from dispatch_cli.changes import Change
from dispatch_cli.cli import options as option
from dispatch_cli.cli.result import Result
from dispatch_cli.cli.signing import read_day, sign
from dispatch_cli.cli.writing import Where, write_and_tell
from dispatch_cli.messages import mark
from dispatch_cli.office import Office

SUMMARY = mark("Close an item: it needs no more dispatches.")


def run(
    context: typer.Context,
    item_id: option.ItemId,
    *,
    on: option.On = None,
    note: option.Evidence = None,
    by: option.By = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Close an item."""
    signed, day = sign(by, note), read_day("--on", on)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        return changes.close(office, item_id, signed, day or office.today)

    return write_and_tell(Where(file, log, today), context.obj, make)
