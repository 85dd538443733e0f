"""Which mail command the list of an office may make its reader run: its own only where nobody else wrote it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from dispatch_cli import clock, store
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say
from dispatch_cli.plan.reader import parse
from dispatch_cli.plan.remind import COMMAND
from dispatch_cli.source import decode
from dispatch_cli.workspace.opening import no_file

if TYPE_CHECKING:
    from dispatch_cli.model import Mail
    from dispatch_cli.workspace.desk import Desk

_DEFAULT = tuple(shlex.split(COMMAND))


def trusted_command(desk: Desk, mail: Mail) -> tuple[str, ...]:
    """Return the words of the mail command that the list names, read anew, or of the one that every list has.

    It runs with the rights of whoever sends. So a list that somebody else than they and root may write is not
    obeyed, nor one from a pipe, of which nobody knows who wrote it.
    Raises CommandLineError, UnreadableError, ProblemsError.
    """
    if mail.command == _DEFAULT:
        return mail.command
    if desk.file == store.STDIN:
        message = say("the mail command of a list from a pipe is not run: nobody knows who wrote it")
        raise CommandLineError(message, say("give the command yourself: `--command …`"))
    data, writable = store.read_and_look(desk.file, no_file(desk.file))
    if doubt := store.doubt(writable):
        message = say("the mail command of {file} is not run: {why}", file=desk.file, why=doubt.why)
        hint = say("{remedy}, or give the command yourself: `--command …`", remedy=doubt.remedy)
        raise CommandLineError(message, hint)
    mail_now = parse(decode(desk.file, data), clock.is_zone).mail
    return mail_now.command if mail_now else _DEFAULT
