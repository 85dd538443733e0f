"""What the commands that list have in common: the filters, and the workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dispatch_cli.agenda import Agenda, Filters, State, make_agenda
from dispatch_cli.cli.office import choose
from dispatch_cli.model import TAG_ALIASES
from dispatch_cli.render.agenda_view import agenda_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import TaskFile
    from dispatch_cli.office import Office
    from dispatch_cli.render import Style
    from dispatch_cli.render.sheet import View

    Names = Sequence[str] | None


def filtered(office: Office, states: Iterable[State], tags: Names, teams: Names, owners: Names) -> Agenda:
    """Return the items in these states that pass the filters. Raises CommandLineError for an unknown name."""
    filters = read_filters(office.plan, tags, teams, owners)
    return make_agenda(office.plan, office.log.entries, office.today, states, filters)


def listed(office: Office, agenda: Agenda) -> View:
    """Return an agenda, ready to be drawn in every format and as a workbook."""
    return agenda_view(agenda)._replace(more={"xlsx": partial(_workbook, office, agenda)})


def _workbook(office: Office, agenda: Agenda, style: Style) -> bytes:
    from dispatch_cli.render import as_xlsx
    from dispatch_cli.render.agenda_book import agenda_book

    return as_xlsx.render(agenda_book(agenda, office.plan, style))


def read_filters(plan: TaskFile, tags: Names, teams: Names, owners: Names) -> Filters:
    """Return the filters given on the command line. Raises CommandLineError for an unknown name."""
    known_teams = dict.fromkeys(item.team for item in plan.items if item.team)
    known_owners = dict.fromkeys(item.owner for item in plan.items if item.owner)
    return Filters(
        [TAG_ALIASES.get(choose("--tag", tag, {**plan.tags, **TAG_ALIASES}), tag) for tag in tags or ()],
        [choose("--team", team, known_teams) for team in teams or ()],
        [choose("--owner", owner, known_owners) for owner in owners or ()],
    )
