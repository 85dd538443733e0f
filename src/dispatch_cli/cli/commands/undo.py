"""`dispatch undo`: takes back the last command that wrote."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.changes.change import Change, Signed
from dispatch_cli.changes.last_commands import check_undo, last_batch, tell_last, why_ask
from dispatch_cli.changes.telling import tell_undone
from dispatch_cli.changes.undo import undo
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.terminal import agrees, is_person_there
from dispatch_cli.cli.written import carry_out
from dispatch_cli.messages import mark, say
from dispatch_cli.render.formats.texts import Sentences
from dispatch_cli.schedule.office import Office
from dispatch_cli.workspace.opening import open_office
from dispatch_cli.workspace.writing import Command

_ListedOption = Annotated[bool, typer.Option("--list", help=mark("Show what can be taken back, the newest first."))]
_YesOption = Annotated[
    bool, typer.Option("--yes", help=mark("Take back without asking what is older than today or somebody else's."))
]


def run(
    context: typer.Context,
    *,
    listed: _ListedOption = False,
    yes: _YesOption = False,
    note: option.Message = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Take back the last command that has not been taken back, or show which ones could be."""
    request = Request(file, log, today, context.obj)
    if listed:
        office = open_office(request.desk)
        return Answer(Sentences(tuple(tell_last(office))), notices=office.notices)
    signed = sign(by, note)
    agreed = None if yes or not is_person_there() else _asked(request, signed)
    if isinstance(agreed, Answer):
        return agreed

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        change = undo(office, signed)
        if not yes:
            check_undo(office, signed, agreed)
        return change

    return carry_out(request, Command(make, tell_undone, is_undo=True))


def _asked(request: Request, signed: Signed) -> str | Answer | None:
    """Return to which command somebody agreed, None where they need not; the answer is given where they do not."""
    office = open_office(request.desk)
    why = why_ask(office, signed)
    if why is None:
        return None
    undo(office, signed)  # where it cannot be done, nothing is asked
    question = say("{why}. Take it back? [y/N] ", why=why)
    if agrees(request.language.speak(question)):
        return last_batch(office)
    return Answer(Sentences((say("Nothing was taken back."),)))
