"""For programs: values in, values out, nothing printed.

`read_office` reads a list and its log, `agenda` and `report` answer what is due and how well the cadence was kept.
All values are frozen and named; days are `datetime.date`. What can go wrong is raised as DispatchError (a file that
cannot be read, a name that nobody knows) or ProblemsError (all problems of both files, each with its place).
The names in `__all__` are kept; all other modules may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli import store
from dispatch_cli.errors import DispatchError, Problem, ProblemsError
from dispatch_cli.log.entries import Entry
from dispatch_cli.messages import Message
from dispatch_cli.model import Item, Tag, TaskFile
from dispatch_cli.render.text.language import Language
from dispatch_cli.reports.figures import Figures
from dispatch_cli.reports.kept import Account, Report, Span, make_report
from dispatch_cli.reports.obligations import Outcome, Window
from dispatch_cli.schedule.agenda import Agenda, Filters, make_agenda
from dispatch_cli.schedule.deadlines import Deadline
from dispatch_cli.schedule.latest import Latest
from dispatch_cli.schedule.office import Office
from dispatch_cli.schedule.rows import NOW, OPEN, Row, State
from dispatch_cli.workspace.desk import Desk, default_log
from dispatch_cli.workspace.opening import open_office

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = [
    "NOW",
    "OPEN",
    "Account",
    "Agenda",
    "Deadline",
    "DispatchError",
    "Entry",
    "Figures",
    "Filters",
    "Item",
    "Latest",
    "Message",
    "Office",
    "Outcome",
    "Problem",
    "ProblemsError",
    "Report",
    "Row",
    "Span",
    "State",
    "Tag",
    "TaskFile",
    "Window",
    "agenda",
    "read_office",
    "report",
    "text",
]

_SECONDS = 30  # that a read waits for another process that is writing at this moment


def read_office(file: str, log: str | None = None, today: date | None = None) -> Office:
    """Return what a task file and its log say on a day.

    `log` is by default the file beside the list, whose absence is an empty log; `today` is by default the clock's
    date in the list's time zone. Raises DispatchError where a file cannot be read, ProblemsError where one has
    problems.
    """
    desk = Desk(file, log or default_log(file), today, lambda: store.Patience(_SECONDS, lambda _: None))
    return open_office(desk)


def agenda(
    office: Office, states: Iterable[State] = NOW, filters: Filters | None = None, until: date | None = None
) -> Agenda:
    """Return the items in these states, the most urgent first; by default those that must be dispatched today.

    With `until` also those that fall due on or before that day. `counts` of the agenda counts every state of the
    items that the filters let through.
    """
    return make_agenda(office.plan, office.log.entries, office.today, states, filters or Filters(), until=until)


def report(office: Office, first: date, last: date, by: str = "team", filters: Filters | None = None) -> Report:
    """Return how well the cadence was kept from one day to another, both included.

    `by` is `team`, `owner` or `tag`: what the report is grouped by. An obligation belongs to the day on which it
    fell due.
    """
    return make_report(office, Span(first, last), by, filters or Filters())


def text(message: Message, language: str = "en") -> str:
    """Return what a message of an error or a problem says in a language, `en` or `zh`."""
    return Language(language).speak(message)
