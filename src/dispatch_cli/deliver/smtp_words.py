"""Why a mail server did not take a message, in words. None of them holds the password."""

from __future__ import annotations

import socket
import ssl
from base64 import b64encode
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import TYPE_CHECKING

from dispatch_cli.deliver.smtp_connection import ENCRYPT, MailAccount, UnreachableError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.store.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.model import MailServer

_FOR_NOW = range(400, 500)
_CODES = range(200, 600)  # with which a mail server answers; smtplib gives others to what is no answer at all


class TooLongError(Exception):
    """A message has had its time."""


def explain(error: Exception, account: MailAccount, seconds: int, *, is_sure: bool) -> Message:
    """Return why a message was not handed over; where that is not sure, that perhaps it was."""
    why = _why(error, account, seconds)
    return why if is_sure else say("{why} before it said whether it has the message; perhaps it was sent", why=why)


def _why(error: Exception, account: MailAccount, seconds: int) -> Message:
    host = account.server.host
    if isinstance(error, UnreachableError):
        return _no_connection(error, account, seconds)
    if isinstance(error, (TooLongError, TimeoutError)):
        return _too_long(account, seconds)
    if isinstance(error, SMTPResponseException):
        said = _said(error, account)
        if error.smtp_code in _FOR_NOW:
            return say("the mail server {host} does not take it for now: {said}", host=host, said=said)
        return say("the mail server {host} refused it: {said}", host=host, said=said)
    return say("the mail server {host} broke off", host=host)


def _too_long(account: MailAccount, seconds: int) -> Message:
    return say_n(
        "the mail server {host} took longer than {n} second",
        "the mail server {host} took longer than {n} seconds",
        seconds,
        host=account.server.host,
    )


def _no_connection(error: UnreachableError, account: MailAccount, seconds: int) -> Message:
    """Return why there is no connection, and what to look at."""
    cause, server = error.cause, account.server
    if isinstance(cause, TimeoutError):
        return _too_long(account, seconds)
    if isinstance(cause, (socket.gaierror, UnicodeError)):
        return say("no mail server {host} is known: look at its name, and at the network", host=server.host)
    if isinstance(cause, ConnectionRefusedError):
        return say("nobody answers at port {port} of the mail server {host}", port=server.port, host=server.host)
    if isinstance(cause, SMTPServerDisconnected):
        return say("the mail server {host} broke off", host=server.host)
    if error.stage == ENCRYPT and not isinstance(cause, SMTPResponseException):
        return _not_encrypted(cause, server)
    return _unwilling(cause, account)


def _not_encrypted(cause: Exception, server: MailServer) -> Message:
    """Return why a connection could not be encrypted."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        return say(
            "the certificate of the mail server {host} is not trusted: {reason} "
            "(name the file of an authority of your own in SSL_CERT_FILE)",
            host=server.host,
            reason=cause.verify_message,
        )
    return say(
        "port {port} of the mail server {host} does not do `tls: {tls}`",
        port=server.port,
        host=server.host,
        tls=server.tls.value,
    )


def _unwilling(cause: Exception, account: MailAccount) -> Message:
    """Return why a server that is there does not serve."""
    host, user = account.server.host, f"{account.server.user}"
    if isinstance(cause, SMTPResponseException) and cause.smtp_code not in _CODES:
        return say(
            "port {port} of the mail server {host} does not answer as a mail server: look at `port` and `tls`",
            port=account.server.port,
            host=host,
        )
    if isinstance(cause, SMTPAuthenticationError):
        said = _said(cause, account)
        return say("the mail server {host} refused the user {user}: {said}", host=host, user=user, said=said)
    if isinstance(cause, SMTPNotSupportedError):
        return say("the mail server {host} asks nobody to log in: leave out `user` and `password`", host=host)
    if cause.__class__ is SMTPException:  # this is what smtplib raises where it knows no way to log in
        return say("the mail server {host} lets nobody log in with a password alone: ask who keeps it", host=host)
    if isinstance(cause, SMTPResponseException):
        return say("the mail server {host} does not serve: {said}", host=host, said=_said(cause, account))
    return say("the mail server {host} cannot be reached: {reason}", host=host, reason=reason(cause))


def _said(error: SMTPResponseException, account: MailAccount) -> str:
    """Return what a server said, in one line, without what it was told in confidence."""
    words = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
    said = f"{error.smtp_code} " + " / ".join(words.split("\n"))
    for secret in _secrets(account):
        said = said.replace(secret, "…")
    return brief(said)


def _secrets(account: MailAccount) -> Iterator[str]:
    """Yield the password as it stands, and as it is sent."""
    if account.password:
        password = account.password.text
        yield password
        for told in (password, f"\0{account.server.user}\0{password}"):
            yield b64encode(told.encode()).decode()
