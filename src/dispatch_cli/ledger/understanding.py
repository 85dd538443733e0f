"""A ledger, understood: the task file that it makes, what was assumed for it, and how all that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dispatch_cli.messages import Message


class Understanding(NamedTuple):
    """What a ledger makes: the text of a task file, and how many items it has, closed ones among them.

    `notices` are said in any case. Where something is `assumed`, the other texts are told first: how the columns are
    `read`, what was `skipped`, and what is `lost`.
    """

    text: str
    items: int
    closed: int
    notices: tuple[Message, ...]
    read: tuple[Message, ...]
    assumed: tuple[Message, ...]
    skipped: tuple[Message, ...]
    lost: tuple[Message, ...]
