"""What carries messages away: a mail command or a mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from dispatch_cli.messages import Message


class Failure(NamedTuple):
    """Why a message was not handed over, or `is_sure` is False: perhaps it was."""

    why: Message
    is_sure: bool = True


class Parcel(NamedTuple):
    """A message in its envelope: the addresses from which and to which it goes."""

    sender: str
    recipient: str
    message: bytes


class Carrier(Protocol):
    """Takes one message after the other, each whole or not at all, and within a time."""

    def hand_over(self, parcel: Parcel) -> Failure | None:
        """Return how a message could not be handed over, None if it was."""
