"""`dispatch add`: a new item."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes import items
from dispatch_cli.changes.change import Change
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import coming_day, past_day
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.values import choose, read_text
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.model import TAG_ALIASES, Item
from dispatch_cli.schedule.office import Office

_TitleArgument = Annotated[
    str, typer.Argument(metavar="TITLE", help=mark("What must be followed up.")), option.Completes("nothing")
]
_TagOption = Annotated[
    str | None, typer.Option("--tag", metavar="TAG", help=mark("Its tag; required.")), option.Completes("tag")
]
_TeamOption = Annotated[
    str | None, typer.Option("--team", metavar="TEAM", help=mark("Its team.")), option.Completes("team")
]
_OwnerOption = Annotated[
    str | None, typer.Option("--owner", metavar="OWNER", help=mark("Who answers for it.")), option.Completes("owner")
]
_StartOption = Annotated[
    str | None,
    typer.Option("--start", metavar="DATE", help=mark("The day it is listed. Default: today.")),
    option.Completes("nothing"),
]
_DeadlineOption = Annotated[
    str | None, typer.Option("--deadline", metavar="DATE", help=mark("Its deadline.")), option.Completes("nothing")
]
_NoteOption = Annotated[
    str | None,
    typer.Option("--note", metavar="NOTE", help=mark("A note in the task file.")),
    option.Completes("nothing"),
]
_ItemIdOption = Annotated[
    str | None,
    typer.Option("--id", metavar="ID", help=mark("Its id. Default: the next free number.")),
    option.Completes("nothing"),
]


def run(
    context: typer.Context,
    title: _TitleArgument,
    *,
    tag: _TagOption = None,
    team: _TeamOption = None,
    owner: _OwnerOption = None,
    start: _StartOption = None,
    deadline: _DeadlineOption = None,
    note: _NoteOption = None,
    item_id: _ItemIdOption = None,
    message: option.Message = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Add an item."""
    texts = {"TITLE": title, "--team": team, "--owner": owner, "--note": note, "--id": item_id}
    fields = {name.strip("-").lower(): read_text(name, text) for name, text in texts.items()}
    if fields["title"] is None or not tag:
        missing = "--tag" if fields["title"] else "TITLE"
        raise CommandLineError(
            say("{name} is missing", name=missing), say("for example `dispatch add TITLE --tag red`")
        )
    listed, end = past_day("--start", start), coming_day("--deadline", deadline)
    signed = sign(by, message)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        choose("--tag", tag, {**office.plan.tags, **TAG_ALIASES})
        item = Item(fields["id"] or "", fields["title"] or "", TAG_ALIASES.get(tag, tag))
        item = item._replace(team=fields["team"], owner=fields["owner"], note=fields["note"])
        item = item._replace(start=listed.on(office.today) or office.today, deadline=end.on(office.today))
        return items.add(office, signed, item)

    request = Request(file, log, today, context.obj)
    return write_and_tell(request, make, days=[listed, end])
