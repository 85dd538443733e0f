"""What the commands that list have in common: the filters, and the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cli.office import choose
from dispatch_cli.model import TAG_ALIASES
from dispatch_cli.schedule.agenda import Agenda, Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.office import Office

    Names = Sequence[str] | None


def filtered(office: Office, states: Iterable[State], tags: Names, teams: Names, owners: Names) -> Agenda:
    """Return the items in these states that pass the filters. Raises CommandLineError for an unknown name."""
    filters = read_filters(office.plan, tags, teams, owners)
    return make_agenda(office.plan, office.log.entries, office.today, states, filters)


def read_filters(plan: TaskFile, tags: Names, teams: Names, owners: Names) -> Filters:
    """Return the filters given on the command line. Raises CommandLineError for an unknown name."""
    known_teams = dict.fromkeys(item.team for item in plan.items if item.team)
    known_owners = dict.fromkeys(item.owner for item in plan.items if item.owner)
    return Filters(
        [TAG_ALIASES.get(choose("--tag", tag, {**plan.tags, **TAG_ALIASES}), tag) for tag in tags or ()],
        [choose("--team", team, known_teams) for team in teams or ()],
        [choose("--owner", owner, known_owners) for owner in owners or ()],
    )
