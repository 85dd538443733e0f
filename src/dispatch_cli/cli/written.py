"""The answer of a command that writes: a sentence for each entry, and who wrote them down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.changes.telling import signature, tell
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.days import taken_for
from dispatch_cli.render.formats.texts import Sentences
from dispatch_cli.workspace.writing import Command, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatch_cli.changes.change import Change
    from dispatch_cli.cli.days import AskedDay
    from dispatch_cli.cli.request import Request
    from dispatch_cli.messages import Message
    from dispatch_cli.schedule.office import Office


def write_and_tell(
    request: Request,
    make: Callable[[Office], Change],
    nothing: Message | None = None,
    days: Sequence[AskedDay] = (),
) -> Answer:
    """Carry out a command and tell of each entry; `nothing` is said where it has none. Raises as `write` does.

    It is also told what the words among the days were taken for.
    """

    def dated(office: Office) -> Change:
        """Compute the command, and what is to be said of its days."""
        change = make(office)
        return change._replace(notices=(*taken_for(office.today, days), *change.notices))

    def sentences(office: Office, change: Change) -> Sequence[Message]:
        """Tell of the entries, and who wrote them down."""
        told = [*tell(office, change), *signature(change.entries)]
        return told or [message for message in [nothing] if message]

    return carry_out(request, Command(dated, sentences))


def carry_out(request: Request, command: Command) -> Answer:
    """Carry out a command and answer with what it tells. Raises as `write` does."""
    written = write(request.desk, command)
    return Answer(Sentences(tuple(written.sentences)), notices=written.notices, is_carried_out=written.is_written)
