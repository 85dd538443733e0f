"""An office that reminds people, its items by the days to their due dates, and what its log remembers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from builders import make_item, make_plan

from dispatch_cli.log.file import stamped
from dispatch_cli.log.lines import format_line, parse_line
from dispatch_cli.model import Entry, Escalation, Event, Mail
from dispatch_cli.plan.names import named
from dispatch_cli.reminders.letters import (
    EVERYTHING,
    REMINDED_STATES,
    Letter,
    entry_of,
    make_letters,
    pending,
    reminders_of,
)
from dispatch_cli.reminders.memory import Memory, Stage, remember
from dispatch_cli.schedule.agenda import make_agenda

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.reminders.letters import Reminder
    from dispatch_cli.schedule.agenda import Filters

TODAY = date(2026, 11, 22)
NOBODY = Memory()
PEOPLE = {
    "招商一科": "one@example.com",
    "招大引强专班": "team@example.com",
    "分管领导": "leader@example.com",
    "支部书记": "secretary@example.com",
}
MAIL = Mail("调度提醒", "dispatch@example.com", ("支部书记",), ("sendmail", "-t", "-i"))
RULES = (Escalation(1, ("分管领导",)), Escalation(2, ("支部书记", "上级")))


def make_office(*items: Item, people: dict[str, str] | None = None, mail: Mail | None = MAIL) -> TaskFile:
    """Return a plan with people and rules; own tags are weekly, so that every tag can be late for long."""
    people = PEOPLE if people is None else people
    shared = [named(item, people) for item in items]
    plan = make_plan(shared, red="weekly", orange="weekly", green="weekly", office="weekly")
    return plan._replace(people=people, escalate=RULES, mail=mail)


def due_in(ahead: int, name: str = "1", tag: str = "red", **fields: str) -> Item:
    """Return an item that is due so many days from today; every tag here is weekly."""
    return make_item(name, tag, start=str(TODAY + timedelta(ahead - 7)), **fields)


def told(letter: Letter, on: date = TODAY) -> list[Entry]:
    """Return what the log holds once a letter was handed over, as it is read back from the file."""
    lines = map(format_line, stamped([entry_of(letter, on, "<m@example.com>")], "c0ffee", "2026-11-22T09:00:00+08:00"))
    return [parse_line(line.rstrip(b"\n")) for line in lines]


def stages(plan: TaskFile, entries: Sequence[Entry] = (), today: date = TODAY) -> list[Stage]:
    """Return the stages at which items stand on a day."""
    return [reminder.stage for reminder in make_reminders(plan, entries, today)]


def letters(plan: TaskFile, entries: Sequence[Entry] = (), today: date = TODAY) -> list[Letter]:
    """Return the letters that are left to be told on a day."""
    return pending(make_letters(plan, make_reminders(plan, entries, today)), remember(entries))


def addresses(those: Iterable[Letter]) -> list[str]:
    """Return the addresses of letters without their domain, in their order."""
    return [f"{letter.address}".removesuffix("@example.com") for letter in those]


def reminded(item: str = "1", due: str = "2026-11-20", stage: str = "overdue", day: Any = 1, **more: Any) -> Entry:
    """Return an entry that says that somebody was told."""
    values = {"to": "one@example.com", "due": due, "stage": stage, "day": day, "message": "<m@example.com>", **more}
    return Entry("r", "2026-11-21T08:00:00+08:00", "r", Event.REMINDED, item, date(2026, 11, 21), more=values)


def make_reminders(
    plan: TaskFile, entries: Sequence[Entry], today: date, filters: Filters = EVERYTHING
) -> list[Reminder]:
    """Return the reminders of a day, in the order of the agenda, as the program makes them on its way to letters."""
    return reminders_of(plan, make_agenda(plan, entries, today, REMINDED_STATES, filters).rows, remember(entries))
