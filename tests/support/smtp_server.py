"""A mail server on the loopback that keeps every message as it came, and behaves as badly as it is told to."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections import defaultdict
from contextlib import contextmanager
from email import message_from_bytes, policy
from threading import Condition, Thread
from typing import TYPE_CHECKING, NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from aiosmtpd.smtp import Envelope, Session


class Post:
    """What a mail server took, by recipient; mail to one of `refused` it does not take.

    `answers` are its answers to some recipients. It breaks off once it has a message for one of `broken`, says nothing
    more to one of `silent`, and ends a connection after `most` messages. `senders` are those on the envelopes.
    """

    def __init__(self) -> None:
        """Begin with empty mailboxes."""
        self.boxes: dict[str, list[bytes]] = defaultdict(list)
        self.refused: frozenset[str] = frozenset()
        self.answers: dict[str, str] = {}
        self.refusals: dict[str, str] = {}
        self.broken: frozenset[str] = frozenset()
        self.silent: frozenset[str] = frozenset()
        self.most = 1_000_000
        self.senders: set[str | None] = set()
        self.logins: list[tuple[str, str]] = []
        self.connections = 0
        self.port = 0
        self._counts: dict[Session, int] = defaultdict(int)
        self._changed = Condition()

    async def handle_MAIL(  # noqa: N802 the server asks for this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a sender, or end a connection that has had its messages."""
        self._counts[session] += 1
        if self._counts[session] > self.most:
            asyncio.get_running_loop().call_soon(server.transport.close)  # type: ignore[union-attr]
            return "421 too many messages"
        envelope.mail_from = address
        self.senders.add(address)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refused:
            return "550 no such mailbox"
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Put a message into the mailbox of each recipient."""
        assert isinstance(envelope.content, bytes)
        for address in envelope.rcpt_tos:
            if address in self.refusals:
                return self.refusals[address]
        with self._changed:
            for address in envelope.rcpt_tos:
                self.boxes[address].append(envelope.content)
            self._changed.notify_all()
        if self.silent.intersection(envelope.rcpt_tos):
            await asyncio.Event().wait()
        if self.broken.intersection(envelope.rcpt_tos):
            server.transport.abort()  # type: ignore[union-attr]
        return "250 OK"

    def wait(self, address: str, seconds: float = 60) -> None:
        """Wait until a mailbox holds something."""
        with self._changed:
            came = self._changed.wait_for(lambda: self.boxes.get(address), seconds)
            assert came, f"nothing came for {address}, only {dict(self.boxes)}"

    def only(self, address: str) -> EmailMessage:
        """Return the one message of a mailbox."""
        [raw] = self.boxes[address]
        return message_from_bytes(raw, policy=policy.default)


class Manners(NamedTuple):
    """How a mail server is spoken to: encrypted by a certificate, from the beginning or later; with which password."""

    certificate: Path | None = None
    from_the_beginning: bool = False
    password: str | None = None


@contextmanager
def smtp_server(manners: Manners = Manners()) -> Iterator[Post]:  # noqa: B008 it is a value
    """Run a mail server on a free port of the loopback."""
    post, loop = Post(), asyncio.new_event_loop()
    context = _context(manners.certificate) if manners.certificate else None

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, said: object) -> AuthResult:
        assert isinstance(said, LoginPassword)
        post.logins.append((said.login.decode(), said.password.decode()))
        return AuthResult(handled=False, success=said.password.decode() == manners.password)

    def greet() -> SMTP:
        post.connections += 1
        return SMTP(
            post,
            hostname="localhost",
            loop=loop,
            tls_context=None if manners.from_the_beginning else context,
            require_starttls=bool(context) and not manners.from_the_beginning,
            authenticator=check if manners.password else None,
            auth_require_tls=manners.password is None or (bool(context) and not manners.from_the_beginning),
        )

    implicit = context if manners.from_the_beginning else None
    server = loop.run_until_complete(loop.create_server(greet, "127.0.0.1", 0, ssl=implicit))
    post.port = server.sockets[0].getsockname()[1]
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(_ended())
        loop.close()


async def _ended() -> None:
    """Let the conversations that are still open end."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


def make_certificate(folder: Path, name: str = "localhost") -> Path:
    """Return a certificate for a name that an authority of one's own has made: itself. Its key lies beside it."""
    certificate = folder / f"{name}.pem"
    line = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    line += ["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    line += ["-out", f"{certificate}", "-keyout", f"{certificate.with_suffix('.key')}"]
    subprocess.run(line, check=True, capture_output=True)
    return certificate
