"""A mail server on the loopback that keeps every message as it came."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import contextmanager
from email import message_from_bytes, policy
from threading import Condition, Thread
from typing import TYPE_CHECKING

from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from aiosmtpd.smtp import Envelope, Session


class Post:
    """What a mail server took, by recipient; mail to one of `refused` it does not take."""

    def __init__(self) -> None:
        """Begin with empty mailboxes."""
        self.boxes: dict[str, list[bytes]] = defaultdict(list)
        self.refused: frozenset[str] = frozenset()
        self.port = 0
        self._changed = Condition()

    async def handle_RCPT(  # noqa: N802 the server asks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Put a message into the mailbox of each recipient."""
        assert isinstance(envelope.content, bytes)
        with self._changed:
            for address in envelope.rcpt_tos:
                self.boxes[address].append(envelope.content)
            self._changed.notify_all()
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


@contextmanager
def smtp_server() -> Iterator[Post]:
    """Run a mail server on a free port of the loopback."""
    post, loop = Post(), asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(post, hostname="localhost", loop=loop), "127.0.0.1", 0)
    )
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
