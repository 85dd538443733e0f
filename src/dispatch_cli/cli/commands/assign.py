"""`dispatch assign`: another team or owner."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes import items
from dispatch_cli.changes.several import for_each
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.values import read_text
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say

_TeamOption = Annotated[
    str | None,
    typer.Option("--team", metavar="TEAM", help=mark("The new team; '' for none.")),
    option.Completes("team"),
]
_OwnerOption = Annotated[
    str | None,
    typer.Option("--owner", metavar="OWNER", help=mark("The new owner; '' for none.")),
    option.Completes("owner"),
]


def run(
    context: typer.Context,
    item_ids: option.SomeOpenItems,
    *,
    team: _TeamOption = None,
    owner: _OwnerOption = None,
    note: option.Message = None,
    by: option.By = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Change the team or owner of each item, or both."""
    given = {"team": team, "owner": owner}
    fields = {key: read_text(f"--{key}", value) or "" for key, value in given.items() if value is not None}
    if not fields:
        raise CommandLineError(
            say("assign needs --team or --owner"),
            say('for example `--owner "{example}"`', example=say("Investment desk")),
        )
    signed = sign(by, note)
    request = Request(file, log, today, context.obj)
    return write_and_tell(
        request,
        lambda office: for_each(
            office, item_ids, signed, lambda office, each: items.assign(office, each, signed, fields)
        ),
    )
