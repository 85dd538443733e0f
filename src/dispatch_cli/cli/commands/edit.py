"""`dispatch edit`: another title, note or start."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes import items
from dispatch_cli.changes.change import Change
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import past_day
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.values import read_text
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.schedule.office import Office

_TitleOption = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help=mark("The new title.")), option.Completes("nothing")
]
_NoteOption = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help=mark("The new note in the task file; '' for none.")),
    option.Completes("nothing"),
]
_StartOption = Annotated[
    str | None,
    typer.Option("--start", metavar="DATE", help=mark("The day on which it was listed.")),
    option.Completes("nothing"),
]


def run(
    context: typer.Context,
    item_id: option.AnyItem,
    *,
    title: _TitleOption = None,
    note: _NoteOption = None,
    start: _StartOption = None,
    message: option.Message = None,
    by: option.By = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Change the title, the note or the start of an item, or several of them."""
    asked = past_day("--start", start)
    texts = {"title": title, "note": note}
    fields = {key: read_text(f"--{key}", text) or "" for key, text in texts.items() if text is not None}
    if not fields and start is None:
        raise CommandLineError(
            say("edit needs --title, --note or --start"),
            say('for example `--note "{example}"`', example=say("waiting for the land")),
        )
    if fields.get("title") == "":
        raise CommandLineError(say("{name} is missing", name="--title"), say("an item needs a title"))
    signed = sign(by, message)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        day = asked.on(office.today)
        return items.edit(office, item_id, signed, {**fields, **({"start": day} if day else {})})

    return write_and_tell(Request(file, log, today, context.obj), make, days=[asked])
