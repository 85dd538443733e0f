"""Handing messages over to a mail server: one connection for a run, each message within a time.

- Whatever the network does, a message takes no longer than its seconds: it goes its way in a thread of its own, and
  once its time is over nobody gives the server its content any more.
- Up to the content a failure is sure: nothing was sent. After it only the server's answer says whether it took the
  message. Where no answer comes nobody knows, and the message is sent again under its Message-ID, as after a crash.
- A server that refuses one message is asked for the next. One that cannot be reached, refuses the user or takes too
  long is not asked again in this run.
- Servers end a connection after so many messages, or so long: a message that finds it ended goes over a new one.
"""

from __future__ import annotations

import re
from contextlib import suppress
from smtplib import SMTPResponseException, SMTPServerDisconnected
from threading import Lock, Thread
from typing import TYPE_CHECKING

from dispatch_cli.deliver.carrier import Failure
from dispatch_cli.deliver.smtp_connection import CLOSING, UnreachableError, connect, cut, farewell
from dispatch_cli.deliver.smtp_words import TooLongError, explain

if TYPE_CHECKING:
    from smtplib import SMTP
    from types import TracebackType
    from typing import Self

    from dispatch_cli.deliver.carrier import Parcel
    from dispatch_cli.deliver.smtp_connection import MailAccount

_GO_ON, _DONE = range(354, 355), range(200, 300)
_LONGER = 5  # seconds: the network's own patience ends after that of whoever waits
_HOPELESS = (UnreachableError, TooLongError, TimeoutError)
_KNOWN = (*_HOPELESS, OSError)  # among them what smtplib raises


class _Attempt:
    """One message on its way. Its content is given only while there is time."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.is_given = False
        self.is_over = False
        self._lock = Lock()

    def begin_giving(self) -> None:
        """Say that the content is given from now on. Raises TooLongError where its time is over."""
        with self._lock:
            if self.is_over:
                raise TooLongError
            self.is_given = True

    def end(self) -> None:
        """Say that its time is over."""
        with self._lock:
            self.is_over = True


class SmtpCarrier:
    """A mail server, for one run: entered before the first message, left after the last."""

    def __init__(self, account: MailAccount, seconds: int) -> None:
        """Begin without a connection: where nothing is to be sent, none is made."""
        self.account = account
        self.seconds = seconds
        self._client: SMTP | None = None
        self._given_up: Failure | None = None

    def __enter__(self) -> Self:
        """Return the carrier."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the connection: with a word where all went well, else at once."""
        if self._client is None:
            return
        if kind is None and self._given_up is None:
            farewell(self._client)
        self._abandon()

    def hand_over(self, parcel: Parcel) -> Failure | None:
        """Return how a message could not be handed over, None if it was."""
        if self._given_up:
            return self._given_up
        attempt = _Attempt()
        way = Thread(target=self._try, args=(parcel, attempt), daemon=True)
        way.start()
        way.join(self.seconds)
        attempt.end()
        if is_late := way.is_alive():
            self._abandon()
        error = TooLongError() if is_late else attempt.error  # which may come till the way has ended
        return self._failed(error, is_given=attempt.is_given) if error else None

    def _failed(self, error: Exception, *, is_given: bool) -> Failure:
        """Return why a message was not handed over; give up a server that it makes no sense to ask again."""
        if not isinstance(error, _KNOWN):
            raise error
        is_sure = isinstance(error, SMTPResponseException) or not is_given
        failure = Failure(explain(error, self.account, self.seconds, is_sure=is_sure), is_sure)
        if _is_end(error):
            self._drop()
        if isinstance(error, _HOPELESS):
            why = explain(error, self.account, self.seconds, is_sure=True)
            self._given_up = Failure(why)
        return failure

    def _try(self, parcel: Parcel, attempt: _Attempt) -> None:
        """Take a message to the server, and keep what went wrong."""
        try:
            self._take(parcel, attempt)
        except Exception as error:  # noqa: BLE001 it is raised where somebody waits
            attempt.error = error

    def _take(self, parcel: Parcel, attempt: _Attempt) -> None:
        is_new = self._client is None
        try:
            _give(self._connected(), parcel, attempt)
        except (OSError, SMTPResponseException) as error:
            if is_new or attempt.is_given or attempt.is_over or not _is_end(error):
                raise
            self._drop()
            _give(self._connected(), parcel, attempt)

    def _connected(self) -> SMTP:
        if self._client is None:
            self._client = connect(self.account, self.seconds + _LONGER)
        return self._client

    def _drop(self) -> None:
        if self._client:
            self._client.close()
            self._client = None

    def _abandon(self) -> None:
        """End a connection that is still in use, and close nothing: that would wait for its user."""
        if self._client:
            cut(self._client)
            self._client = None


def _is_end(error: Exception) -> bool:
    """Say whether an error means that the server has ended the connection."""
    return not isinstance(error, SMTPResponseException) or error.smtp_code == CLOSING


def _give(client: SMTP, parcel: Parcel, attempt: _Attempt) -> None:
    """Give a server one message. Raises SMTPResponseException for its refusal, OSError for the network's."""
    try:
        _expect(client.mail(parcel.sender), _DONE)
        _expect(client.rcpt(parcel.recipient), _DONE)
        _expect(client.docmd("DATA"), _GO_ON)
    except SMTPResponseException as error:
        if error.smtp_code != CLOSING:
            with suppress(OSError):  # the next message finds the connection ended
                client.rset()
        raise
    attempt.begin_giving()
    client.send(on_the_wire(parcel.message))
    _expect(client.getreply(), _DONE)


def _expect(reply: tuple[int, bytes], codes: range) -> None:
    code, said = reply
    if code == -1:
        raise SMTPServerDisconnected
    if code not in codes:
        raise SMTPResponseException(code, said)


def on_the_wire(message: bytes) -> bytes:
    r"""Return a message as SMTP takes it: lines end in CRLF, a dot before each that begins with one, a dot at the end.

    >>> on_the_wire(b"a\n.b\n")
    b'a\r\n..b\r\n.\r\n'
    """
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message).removesuffix(b"\r\n")
    return re.sub(rb"(?m)^[.]", b"..", lines) + b"\r\n.\r\n"
