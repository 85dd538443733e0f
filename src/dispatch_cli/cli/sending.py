"""`dispatch remind --send`: one letter after the other is handed over, and each remembered at once.

One process sends at a time; who had to wait looks again at what is left to tell. What was handed
over and not remembered, because of a crash in between, is sent again with the same Message-ID.
Who cannot remember does not send.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.cli.handover import Failure, hand_over
from dispatch_cli.cli.office import open_office
from dispatch_cli.cli.result import Result, one_a_line
from dispatch_cli.errors import CommandLineError, DispatchError, ExitCode, ProblemsError, UnwritableError
from dispatch_cli.log.file import appended, read_log, stamped
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.model import Event
from dispatch_cli.reminders.letters import entries_of
from dispatch_cli.render.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatch_cli.cli.office import Request
    from dispatch_cli.model import Entry, Mail
    from dispatch_cli.reminders.letters import Letter
    from dispatch_cli.schedule.office import Office

    # What finds the letters that are left to be told in an office as it is at a moment.
    Left = Callable[[Office], list[Letter]]


class How(NamedTuple):
    """How letters leave: by which sender and mail command, each within so many seconds."""

    mail: Mail
    seconds: int


class _Sending(NamedTuple):
    """What became of a letter; `why` it was not sent, or could not be remembered, which `is_lost` says."""

    letter: Letter
    why: Message | None
    message_id: str
    is_sent: bool
    is_lost: bool = False

    @property
    def failure(self) -> Message | None:
        """Return what must be said where something went wrong."""
        if self.why is None:
            return None
        if self.is_sent:
            return say("sent to {whom}, but not remembered: {why}", whom=whom(self.letter), why=self.why)
        return say("not sent to {whom}: {why}; it stays pending", whom=whom(self.letter), why=self.why)


def send(request: Request, office: Office, left: Left, how: How) -> Result:
    """Send what is left to tell; the status says whether all of it could be handed over. Raises DispatchError."""
    if request.log_file is None:
        raise CommandLineError(say("what was sent must be remembered, and there is no log"), say("name one with --log"))
    if not left(office):
        return Result(lambda _: "", notices=office.notices)
    turn = store.Turn(request.log_file, request.patience())
    try:
        outcomes = list(_outcomes(request, left, how))
    finally:
        turn.end()
    failures = [outcome.failure for outcome in outcomes if outcome.failure]
    told = [
        say("sent to {whom}: {items}", whom=whom(each.letter), items=what(each.letter))
        for each in outcomes
        if not each.why
    ]
    return Result(
        # cron mails whatever is written; on a terminal somebody wants to see it.
        lambda style: one_a_line(told)(style) if style.width else "",
        ExitCode.UNDELIVERED if failures else ExitCode.OK,
        (*office.notices, *failures),
    )


def _outcomes(request: Request, left: Left, how: How) -> Iterator[_Sending]:
    """Send one letter after the other, each as the files are when its turn comes; stop where one is not remembered.

    Raises UnwritableError where not even the first can be remembered.
    """
    tried: set[tuple[str | None, str | None]] = set()
    while True:
        office = open_office(request)
        letter = next((each for each in left(office) if (each.address, each.begun) not in tried), None)
        if letter is None:
            return
        outcome = _send(letter, request, office, how)
        if outcome.is_lost and not outcome.is_sent and not tried:
            raise UnwritableError(
                outcome.why or say("the log has problems"), say("nothing was sent; mend the log first")
            )
        yield outcome
        if outcome.is_lost:
            return
        tried |= {(letter.address, letter.begun), (letter.address, outcome.message_id)}
        tried |= {(letter.address, None)} if outcome.why else set()


def _send(letter: Letter, request: Request, office: Office, how: How) -> _Sending:
    """Say in the log that a letter is about to be handed over, do so, and remember what became of it."""
    from dispatch_cli.render.letters.mail import compose

    message = compose(office.plan, how.mail, letter, request.moment(office), Style(request.language))
    message_id, is_sent = message["Message-ID"], False
    try:
        _note(request, office, entries_of(letter, office.today, message_id, Event.REMINDING))
        failure = _handed_over(how, message.as_bytes())
        is_sent = failure is None
        if is_sent:
            _note(request, office, entries_of(letter, office.today, message_id))
        elif failure and failure.is_sure:
            _note(request, office, entries_of(letter, office.today, None, Event.REMINDING))
    except (DispatchError, ProblemsError) as error:
        trouble = error.message if isinstance(error, DispatchError) else say("the log has problems")
        return _Sending(letter, trouble, message_id, is_sent=is_sent, is_lost=True)
    return _Sending(letter, failure.why if failure else None, message_id, is_sent=is_sent)


def _handed_over(how: How, message: bytes) -> Failure | None:
    try:
        return hand_over(how.mail.command, message, how.seconds)
    except UnwritableError as error:
        return Failure(error.message)


def _note(request: Request, office: Office, drafts: Sequence[Entry]) -> None:
    """Append entries to the log. Raises DispatchError, ProblemsError."""
    path = request.log_file or ""
    log = store.lock(path, request.patience())
    try:
        data = store.read_if_any(path)
        at = clock.now(office.plan.timezone).isoformat()
        store.commit(log, appended(data, read_log(path, data), stamped(drafts, os.urandom(6).hex(), at)))
    finally:
        log.release()


def whom(letter: Letter) -> Message:
    """Return whom a letter reaches, and where."""
    return say("{names} <{address}>", names=[*letter.names], address=letter.address or "–")


def what(letter: Letter) -> Message:
    """Return of which items a letter tells."""
    ids = [reminder.row.item.id for reminder in letter.reminders]
    return say_n("{n} item ({ids})", "{n} items ({ids})", len(ids), ids=ids)


def show(office: Office, left: Left) -> Result:
    """Return who would be sent what."""
    lines = [say("{whom}: {items}", whom=whom(letter), items=what(letter)) for letter in left(office)]
    return Result(one_a_line(lines), notices=office.notices)
