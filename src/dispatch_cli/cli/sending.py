"""`dispatch remind --send`: one letter after the other is handed over, and each remembered at once.

One process sends at a time; who had to wait looks again at what is left to tell. What was handed
over and not remembered, because of a crash in between, is sent again with the same Message-ID.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.cli.handover import hand_over
from dispatch_cli.cli.office import open_office
from dispatch_cli.cli.result import Result
from dispatch_cli.errors import CommandLineError, ExitCode, UnwritableError
from dispatch_cli.logfile import appended, read_log, stamped
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.reminders import entries_of
from dispatch_cli.render import Style

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from dispatch_cli.cli.office import Request
    from dispatch_cli.model import Mail
    from dispatch_cli.office import Office
    from dispatch_cli.reminders import Letter

    # What finds the letters that are left to be told in an office as it is at a moment.
    Left = Callable[[Office], list[Letter]]


class How(NamedTuple):
    """How letters leave: by which sender and mail command, at which moment, each within so many seconds."""

    mail: Mail
    moment: datetime
    seconds: int


def send(request: Request, office: Office, left: Left, how: How) -> Result:
    """Send what is left to tell; the status says whether all of it could be handed over. Raises DispatchError."""
    if request.log_file is None:
        raise CommandLineError(say("what was sent must be remembered, and there is no log"), say("name one with --log"))
    if not left(office):
        return Result(lambda _: "", notices=office.notices)
    turn = store.lock(_turn(request.log_file), request.patience())
    try:
        office = open_office(request)
        letters = left(office)
        failures = [_send(letter, request, office, how) for letter in letters]
    finally:
        turn.end()
    told = [_sent(letter) for letter, failure in zip(letters, failures, strict=True) if failure is None]
    code = ExitCode.UNDELIVERED if any(failures) else ExitCode.OK
    return Result(
        # cron mails whatever is written; on a terminal somebody wants to see it.
        lambda style: "".join(f"{style.language.speak(line)}\n" for line in told if style.width),
        code,
        (*office.notices, *filter(None, failures)),
    )


def _turn(log_file: str) -> str:
    path = Path(os.path.realpath(log_file))
    return str(path.with_name(f".{path.name}.sending"))


def _send(letter: Letter, request: Request, office: Office, how: How) -> Message | None:
    """Hand one letter over and remember it; return what went wrong, None if nothing did."""
    from dispatch_cli.render.mail import compose

    message = compose(office.plan, how.mail, letter, how.moment, Style(request.language))
    why = hand_over(how.mail.command, message.as_bytes(), how.seconds)
    if why:
        return say("not sent to {whom}: {why}; it stays pending", whom=whom(letter), why=why)
    try:
        _remember(request, office, letter, message["Message-ID"])
    except UnwritableError as error:
        return say("sent to {whom}, but not remembered: {why}", whom=whom(letter), why=error.message)
    return None


def _remember(request: Request, office: Office, letter: Letter, message_id: str) -> None:
    path = request.log_file or ""
    log = store.lock(path, request.patience())
    try:
        data = store.read_if_any(path)
        at = clock.now(office.plan.timezone).isoformat()
        entries = stamped(entries_of(letter, office.today, message_id), os.urandom(6).hex(), at)
        store.commit(log, appended(data, read_log(path, data), entries))
    finally:
        log.release()


def whom(letter: Letter) -> Message:
    """Return whom a letter reaches, and where."""
    return say("{names} <{address}>", names=[*letter.names], address=letter.address or "–")


def _sent(letter: Letter) -> Message:
    values = {"whom": whom(letter), "items": what(letter)}
    return say("sent to {whom}: {items}", **values)


def what(letter: Letter) -> Message:
    """Return of which items a letter tells."""
    ids = [reminder.row.item.id for reminder in letter.reminders]
    return say_n("{n} item ({ids})", "{n} items ({ids})", len(ids), ids=ids)


def show(office: Office, left: Left) -> Result:
    """Return who would be sent what."""
    lines = [say("{whom}: {items}", whom=whom(letter), items=what(letter)) for letter in left(office)]
    return Result(lambda style: "".join(f"{style.language.speak(line)}\n" for line in lines), notices=office.notices)
