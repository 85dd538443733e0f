"""`dispatch record`: a dispatch was made."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes import dispatches
from dispatch_cli.changes.change import Change
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import past_day
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.submitted import handed_in, record_given
from dispatch_cli.cli.until import RECORDED, on_meeting_day, read_until
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.schedule.office import Office

_NOTHING = say("Nothing is due; nothing was recorded.")
_NOTHING_OF_THESE = say("Nothing of what was named is due; nothing was recorded.")
_DueOption = Annotated[bool, typer.Option("--due", help=mark("Record all that `check` lists, instead of naming ids."))]
_UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        help=mark("With --due: also what falls due up to this day: a date, +7, a weekday, or meeting."),
    ),
    option.OneOf(option.UNTIL_WORDS),
]
_TagOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help=mark("With --due: only items with this tag; may be repeated.")),
    option.Completes("tag"),
]
_TeamOption = Annotated[
    list[str] | None,
    typer.Option("--team", metavar="TEAM", help=mark("With --due: only items of this team; may be repeated.")),
    option.Completes("team"),
]
_OwnerOption = Annotated[
    list[str] | None,
    typer.Option("--owner", metavar="OWNER", help=mark("With --due: only items of this owner; may be repeated.")),
    option.Completes("owner"),
]
_FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help=mark(
            "Many at once: lines `ID: NOTE`, CSV with the headings id, note, on, or a filled-in workbook; - is stdin."
        ),
    ),
    option.Completes("path"),
]


def run(
    context: typer.Context,
    item_ids: option.OpenItems = None,
    *,
    due: _DueOption = False,
    until: _UntilOption = None,
    from_: _FromOption = None,
    on: option.On = None,
    note: option.Message = None,
    tag: _TagOption = None,
    team: _TeamOption = None,
    owner: _OwnerOption = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Record a dispatch of each item."""
    if [bool(item_ids), due, from_ is not None].count(True) != 1 or ((tag or team or owner or until) and not due):
        message = say("give record either ids, or --due and with it --until, --tag, --team, --owner, or --from")
        raise CommandLineError(message, say("for example `dispatch record 1 4`"))
    if from_ is not None and note is not None:
        raise CommandLineError(say("with --from each line has a note of its own"), say("leave -m out"))
    signed, asked = sign(by, note), past_day("--on", on)
    given = None if from_ is None else handed_in(from_)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        day = asked.on(office.today) or office.today
        if given:
            return record_given(office, given, signed.by, day)
        if item_ids:
            return dispatches.record(office, item_ids, signed, day)
        horizon = read_until(office, until) if until else on_meeting_day(office, RECORDED)
        ids = dispatches.what_is_due(office, read_filters(office.plan, tag, team, owner), horizon.day)
        change = dispatches.record(office, ids, signed, day)
        return change._replace(notices=(*horizon.notices, *change.notices))

    request = Request(file, log, today, context.obj)
    return write_and_tell(request, make, _NOTHING_OF_THESE if tag or team or owner else _NOTHING, [asked])
