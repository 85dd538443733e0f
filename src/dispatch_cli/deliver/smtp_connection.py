"""A connection to a mail server: encrypted as the list says, its certificate verified, the user logged in."""

from __future__ import annotations

import re
import socket
import ssl
from contextlib import suppress
from smtplib import SMTP, SMTP_SSL, SMTPException
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import Encryption

if TYPE_CHECKING:
    from dispatch_cli.model import MailServer
    from dispatch_cli.workspace.mail_password import Secret

CLOSING = 421
CONNECT, ENCRYPT, LOG_IN = "connect", "encrypt", "log in"
_LAST_WORDS = 2
_FULL_NAME = re.compile("[A-Za-z0-9][A-Za-z0-9.-]*[.][A-Za-z0-9-]*[A-Za-z0-9]")


class Account(NamedTuple):
    """A mail server, and the password of its user where it has one."""

    server: MailServer
    password: Secret | None = None


class UnreachableError(Exception):
    """There is no connection: at which stage it failed, and what ended it."""

    def __init__(self, stage: str, cause: Exception) -> None:
        """Keep both."""
        super().__init__(stage)
        self.stage = stage
        self.cause = cause


def connect(account: Account, seconds: int) -> SMTP:
    """Return a connection that is ready for messages. Raises UnreachableError."""
    server = account.server
    stage, client = CONNECT, None
    try:
        client = _opened(server, seconds)
        if server.tls is Encryption.STARTTLS:
            stage = ENCRYPT
            client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
        if server.user and account.password:
            stage = LOG_IN
            client.login(server.user, account.password.text)
    except (OSError, ValueError) as error:  # what smtplib raises are OSErrors too
        if client:
            client.close()
        raise UnreachableError(ENCRYPT if isinstance(error, ssl.SSLError) else stage, error) from None
    return client


def _opened(server: MailServer, seconds: int) -> SMTP:
    if server.tls is Encryption.TLS:
        context = ssl.create_default_context()
        client: SMTP = SMTP_SSL(server.host, server.port, local_hostname="x", timeout=seconds, context=context)
    else:
        client = SMTP(server.host, server.port, local_hostname="x", timeout=seconds)
    client.local_hostname = _own_name(client)
    return client


def _own_name(client: SMTP) -> str:
    """Return the name of this machine where it is a whole one, else its address (RFC 5321, 4.1.3).

    Nobody is asked for a better name: without a network that takes long.
    """
    name = socket.gethostname()
    if _FULL_NAME.fullmatch(name) or client.sock is None:
        return name
    address = client.sock.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def farewell(client: SMTP) -> None:
    """Say goodbye to a server, which may take its time to answer, but not long."""
    with suppress(OSError, SMTPException):
        if client.sock:
            client.sock.settimeout(_LAST_WORDS)
        client.quit()


def cut(client: SMTP) -> None:
    """End a connection at once, whoever waits for it."""
    if client.sock:
        with suppress(OSError):
            socket.socket.shutdown(client.sock, socket.SHUT_RDWR)
