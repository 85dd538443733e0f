"""By which command or server the list may make its reader send: by its own only where nobody else wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli import clock, store
from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.shell import split
from dispatch_cli.messages import say
from dispatch_cli.plan.reader import parse
from dispatch_cli.plan.remind import COMMAND
from dispatch_cli.source import decode
from dispatch_cli.workspace.opening import no_file

if TYPE_CHECKING:
    from dispatch_cli.model import Mail
    from dispatch_cli.workspace.desk import Desk

_DEFAULT = split(COMMAND)


def trusted_mail(desk: Desk, mail: Mail) -> Mail:
    """Return how the list sends, read anew: by the command or the server that it names, or as every list does.

    The command runs with the rights of whoever sends, and the server is told their password. So a list that somebody
    else than they and root may write is not obeyed, nor one from a pipe, of which nobody knows who wrote it.
    Raises CommandLineError, UnreadableError, ProblemsError.
    """
    if mail.command == _DEFAULT and mail.server is None:
        return mail
    if desk.file == store.STDIN:
        message = say("the mail command of a list from a pipe is not run: nobody knows who wrote it")
        if mail.server:
            message = say("the mail server of a list from a pipe is not asked: nobody knows who wrote it")
        raise CommandLineError(message, say("give the command yourself: `--command …`"))
    data, writable = store.read_and_look(desk.file, no_file(desk.file))
    if doubt := store.doubt(writable):
        message = say("the mail command of {file} is not run: {why}", file=desk.file, why=doubt.why)
        if mail.server:
            message = say("the mail server of {file} is not asked: {why}", file=desk.file, why=doubt.why)
        hint = say("{remedy}, or give the command yourself: `--command …`", remedy=doubt.remedy)
        raise CommandLineError(message, hint)
    mail_now = parse(decode(desk.file, data), clock.is_zone).mail
    return mail_now or mail._replace(command=_DEFAULT, server=None)
