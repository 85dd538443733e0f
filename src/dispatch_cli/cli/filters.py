"""The filters that the commands take which list items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cli.values import choose
from dispatch_cli.model import TAG_ALIASES
from dispatch_cli.schedule.agenda import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.model import TaskFile

    Names = Sequence[str] | None


def read_filters(plan: TaskFile, tags: Names, teams: Names, owners: Names) -> Filters:
    """Return the filters given on the command line. Raises CommandLineError for an unknown name."""
    if not (tags or teams or owners):
        return Filters()
    known_teams = dict.fromkeys(name for item in plan.items if item.team for name in (*item.teams, item.team))
    known_owners = dict.fromkeys(name for item in plan.items if item.owner for name in (*item.owners, item.owner))
    return Filters(
        [TAG_ALIASES.get(choose("--tag", tag, {**plan.tags, **TAG_ALIASES}), tag) for tag in tags or ()],
        [choose("--team", team, known_teams) for team in teams or ()],
        [choose("--owner", owner, known_owners) for owner in owners or ()],
    )
