"""Letters leave by mail command or mail server: one after the other is handed over, and each remembered at once.

One process sends at a time; who had to wait looks again at what is left to tell. What was handed
over and not remembered, because of a crash in between, is sent again with the same Message-ID.
Who cannot remember does not send.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import store
from dispatch_cli.deliver.carrier import Parcel
from dispatch_cli.errors import CommandLineError, DispatchError, HalfDoneError, ProblemsError, UnwritableError
from dispatch_cli.log.entries import Event
from dispatch_cli.messages import Message, say
from dispatch_cli.reminders.letters import entry_of, letters_left
from dispatch_cli.reminders.status import what, whom
from dispatch_cli.render.style import Style

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from dispatch_cli.deliver.carrier import Carrier, Failure
    from dispatch_cli.model import Mail, TaskFile
    from dispatch_cli.reminders.letters import Letter, Wanted
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.workspace.following import Following
    from dispatch_cli.workspace.mail_password import Secret


class How(NamedTuple):
    """How letters leave: from whom and by what, each within so many seconds, in which language.

    `password` is that of the mail server's user.
    """

    mail: Mail
    seconds: int
    language: Language
    password: Secret | None = None


class Sending(NamedTuple):
    """What became of a letter; `why` it was not sent, or could not be remembered, which `is_lost` says.

    `is_begun` says whether the log has anything of it.
    """

    letter: Letter
    why: Message | None
    message_id: str
    is_sent: bool
    is_lost: bool = False
    is_begun: bool = True

    @property
    def success(self) -> Message | None:
        """Return what is to be said where nothing went wrong."""
        if self.why is not None:
            return None
        return say("sent to {whom}: {items}", whom=whom(self.letter), items=what(self.letter))

    @property
    def failure(self) -> Message | None:
        """Return what must be said where something went wrong."""
        if self.why is None:
            return None
        if self.is_sent:
            return say("sent to {whom}, but not remembered: {why}", whom=whom(self.letter), why=self.why)
        return say("not sent to {whom}: {why}; it stays pending", whom=whom(self.letter), why=self.why)


class _Left(NamedTuple):
    """The letters that are left in an office, the next one last."""

    office: Office
    letters: list[Letter]


def send(following: Following, wanted: Wanted, how: How) -> list[Sending]:
    """Send the letters that are wanted and still to be told; return what became of each.

    Raises DispatchError, ProblemsError.
    """
    desk = following.desk
    if desk.log_file is None:
        raise CommandLineError(say("what was sent must be remembered, and there is no log"), say("name one with --log"))
    left = _left(following.office(), wanted)
    if not left.letters:
        store.sweep_log(desk.log_file)
        return []
    with store.turn(desk.log_file, desk.file, desk.patience()), _carrier(how) as carrier:
        return list(_outcomes(following, wanted, how, carrier, left))


def send_test(plan: TaskFile, letter: Letter, moment: datetime, how: How) -> Failure | None:
    """Hand a harmless message to the names of a letter; return how that failed, None if it did not."""
    from dispatch_cli.render.letters.mail import compose_test

    message = compose_test(plan, how.mail, letter, moment, Style(how.language)).as_bytes()
    with _carrier(how) as carrier:
        return carrier.hand_over(_parcel(how, letter, message))


@contextmanager
def _carrier(how: How) -> Iterator[Carrier]:
    """Yield what carries letters away, for as long as there are any."""
    if how.mail.server is None:
        from dispatch_cli.deliver.mail_command import MailCommand

        yield MailCommand(how.mail.command, how.seconds)
        return
    from dispatch_cli.deliver.smtp import SmtpCarrier
    from dispatch_cli.deliver.smtp_connection import Account

    with SmtpCarrier(Account(how.mail.server, how.password), how.seconds) as server:
        yield server


def _parcel(how: How, letter: Letter, message: bytes) -> Parcel:
    if letter.address is None:
        problem = "a letter that leaves has an address"
        raise TypeError(problem)
    return Parcel(how.mail.address, letter.address, message)


def _left(office: Office, wanted: Wanted) -> _Left:
    return _Left(office, letters_left(office, wanted)[::-1])


def _outcomes(following: Following, wanted: Wanted, how: How, carrier: Carrier, left: _Left) -> Iterator[Sending]:
    """Send one letter after the other, each as the files are when its turn comes; stop where one is not remembered.

    Letters are made anew only where somebody has changed the files meanwhile: what is remembered of one changes no
    other. Raises UnwritableError where not even the first can be remembered.
    """
    tried: set[tuple[str | None, str | None]] = set()
    while True:
        if (office := following.office()) is not left.office:
            left = _left(office, wanted)
        letter = _next(left.letters, tried)
        if letter is None:
            return
        outcome = _send(letter, office, following, how, carrier)
        if outcome.is_lost and not outcome.is_begun and not tried:
            raise UnwritableError(
                outcome.why or say("the log has problems"), say("nothing was sent; mend the log first")
            )
        yield outcome
        if outcome.is_lost:
            return
        tried |= {(letter.address, letter.begun), (letter.address, outcome.message_id)}
        tried |= {(letter.address, None)} if outcome.why else set()


def _next(letters: list[Letter], tried: Collection[tuple[str | None, str | None]]) -> Letter | None:
    """Take the next letter that was not tried, by address and Message-ID; None where there is none."""
    while letters:
        letter = letters.pop()
        if (letter.address, letter.begun) not in tried:
            return letter
    return None


def _send(letter: Letter, office: Office, following: Following, how: How, carrier: Carrier) -> Sending:
    """Say in the log that a letter is about to be handed over, do so, and remember what became of it."""
    from dispatch_cli.render.letters.mail import compose

    message = compose(office.plan, how.mail, letter, following.desk.moment(office), Style(how.language))
    message_id, is_begun, is_sent = message["Message-ID"], False, False
    try:
        following.append([entry_of(letter, office.today, message_id, Event.REMINDING)])
        is_begun = True
        failure = carrier.hand_over(_parcel(how, letter, message.as_bytes()))
        is_sent = failure is None
        if is_sent:
            following.append([entry_of(letter, office.today, message_id)])
        elif failure and failure.is_sure and letter.begun is None:  # else an earlier attempt stays in doubt
            following.append([entry_of(letter, office.today, None, Event.REMINDING)])
    except (DispatchError, ProblemsError) as error:
        trouble = error.message if isinstance(error, DispatchError) else say("the log has problems")
        is_begun |= isinstance(error, HalfDoneError)
        return Sending(letter, trouble, message_id, is_sent=is_sent, is_lost=True, is_begun=is_begun)
    return Sending(letter, failure.why if failure else None, message_id, is_sent=is_sent)
