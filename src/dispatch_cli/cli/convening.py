"""What the command line says of a meeting: what it goes through, who holds it, who attends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.until import Until, read_until
from dispatch_cli.meet.agenda import before_next_meeting, called
from dispatch_cli.meet.session import Sitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.schedule.office import Office


class Convening(NamedTuple):
    """The options of a meeting as they were given."""

    ids: Sequence[str]
    until: str | None
    tags: Sequence[str] | None
    teams: Sequence[str] | None
    owners: Sequence[str] | None
    by: str | None
    title: str | None
    attend: tuple[str, ...]

    def sitting(self, office: Office, batch: str) -> tuple[Sitting, tuple[Message, ...]]:
        """Return the meeting as it begins in an office, and what is to be said of that. Raises CommandLineError."""
        horizon = read_until(office, self.until) if self.until else Until()
        until = horizon.day or before_next_meeting(office.plan, office.today)
        agenda = called(office, self.ids, read_filters(office.plan, self.tags, self.teams, self.owners), until)
        sitting = Sitting(batch, office.today, agenda, until, self.by, self.title, self.attend)
        return sitting, horizon.notices
