"""A text that somebody has handed in, such as what was said of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.ledger.separated import decoded

if TYPE_CHECKING:
    from dispatch_cli.messages import Message


class Submitted(NamedTuple):
    """The name of a file, its text, and what must be said of how it was read."""

    path: str
    text: str
    notices: tuple[Message, ...] = ()


def read_submitted(path: str, data: bytes) -> Submitted:
    """Return the text of the bytes of a file. Raises ProblemsError."""
    text, notices = decoded(path, data)
    return Submitted(path, text, notices)
