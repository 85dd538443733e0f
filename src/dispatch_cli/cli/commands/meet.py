"""`dispatch meet`: the meeting, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.convening import Convening
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.submitted import submitted
from dispatch_cli.cli.terminal import is_terminal
from dispatch_cli.cli.values import read_text
from dispatch_cli.cli.written import carry_out
from dispatch_cli.errors import CommandLineError
from dispatch_cli.meet.script import hold
from dispatch_cli.meet.telling import tell_meeting
from dispatch_cli.messages import mark, say
from dispatch_cli.plan.names import split
from dispatch_cli.render.formats.texts import Sentences
from dispatch_cli.workspace.writing import Command, new_batch

if TYPE_CHECKING:
    from dispatch_cli.changes.change import Change
    from dispatch_cli.meet.submitted import Submitted
    from dispatch_cli.schedule.office import Office

_FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="FILE", help=mark("Lines `ID: LINE` instead of a dialogue; - is stdin.")),
    option.Completes("path"),
]
_UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help=mark("What falls due up to this day. Default: the next meeting.")),
    option.OneOf(option.UNTIL_WORDS),
]
_TitleOption = Annotated[
    str | None,
    typer.Option("--title", metavar="TEXT", help=mark("What the meeting is called.")),
    option.Completes("nothing"),
]
_AttendOption = Annotated[
    str | None,
    typer.Option("--attend", metavar="NAMES", help=mark('Who attends, such as "Ann Lee, Bo Chen".')),
    option.Completes("owner"),
]
_ResumeOption = Annotated[
    bool, typer.Option("--resume", help=mark("Go on with the meeting that was left, without asking."))
]
_DiscardOption = Annotated[
    bool, typer.Option("--discard", help=mark("Discard the meeting that was left, and begin a new one."))
]


def run(
    context: typer.Context,
    item_ids: option.OpenItems = None,
    *,
    from_: _FromOption = None,
    resume: _ResumeOption = False,
    discard: _DiscardOption = False,
    until: _UntilOption = None,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    title: _TitleOption = None,
    attend: _AttendOption = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Hold a meeting."""
    if item_ids and (until or tag or team or owner):
        message = say("give meet either ids, or --until, --tag, --team, --owner")
        raise CommandLineError(message, say("for example `dispatch meet 1 4`"))
    names = split(read_text("--attend", attend) or "")
    named = read_text("--title", title)
    convening = Convening(item_ids or (), until, tag, team, owner, sign(by, None).by, named, names)
    request = Request(file, log, today, context.obj)
    if from_ is not None:
        if resume or discard:
            raise CommandLineError(say("--resume and --discard are for the dialogue"), say("leave them out"))
        return _held(request, convening, submitted(from_))
    if resume and discard:
        raise CommandLineError(say("give either --resume or --discard"), say("leave one of them out"))
    return _dialogue(request, convening, resume=resume, discard=discard)


def _dialogue(request: Request, convening: Convening, *, resume: bool, discard: bool) -> Answer:
    """Hold a meeting at a terminal."""
    if not is_terminal():
        hint = say("hand the lines in: `dispatch meet --from FILE`; - is stdin")
        raise CommandLineError(say("there is no terminal to ask at"), hint)
    from dispatch_cli.meet.beginning import Wish, converse

    batch = new_batch()
    wish = Wish(resume, discard)
    written = converse(request.desk, request.language, lambda office: convening.sitting(office, batch), wish)
    return Answer(Sentences(tuple(written.sentences)), notices=written.notices, is_carried_out=written.is_written)


def _held(request: Request, convening: Convening, given: Submitted) -> Answer:
    """Hold a meeting whose lines were handed in."""
    batch = new_batch()

    def make(office: Office) -> Change:
        """Compute the meeting from the files as they are."""
        sitting, notices = convening.sitting(office, batch)
        change = hold(office, sitting, given)
        return change._replace(notices=(*notices, *change.notices))

    return carry_out(request, Command(make, tell_meeting, batch=batch))
