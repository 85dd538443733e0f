"""The nouns: cadence, tag, item, working days, task file. Frozen values without behaviour."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

DEADLINE_DAYS = 14
SATURDAY, SUNDAY = 5, 6


class Mode(StrEnum):
    """How due dates follow an anchor: counted from it, or by the calendar's own periods."""

    ROLLING = "rolling"
    CALENDAR = "calendar"


class Unit(StrEnum):
    """What a cadence counts in."""

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half-month"
    MONTH = "month"
    RULE = "rule"


class Cadence(NamedTuple):
    """How often a tag asks for a dispatch.

    `text` is the cadence as written, and for `Unit.RULE` the RFC 5545 rule itself. `step` is
    the number of units from one dispatch to the next. `only` is the mode that this cadence
    always has, whatever the task file's mode.
    """

    text: str
    unit: Unit
    step: int = 1
    only: Mode | None = None


class Tag(NamedTuple):
    """One urgency: its cadence, and its place in the order of tags.

    `warning` is the days of warning before a due date. While an item is overdue, its reminder
    is repeated after `again` days.
    """

    name: str
    cadence: Cadence
    rank: int
    warning: int
    again: int


class JointNames(NamedTuple):
    """The names that a text joins."""

    text: str
    names: tuple[str, ...]


class Item(NamedTuple):
    """One line of the list; `start` or `last` is always present. `several` holds the names that its texts join."""

    id: str
    title: str
    tag: str
    team: str | None = None
    owner: str | None = None
    start: date | None = None
    last: date | None = None
    deadline: date | None = None
    closed: date | None = None
    note: str | None = None
    several: tuple[JointNames, ...] = ()

    @property
    def teams(self) -> tuple[str, ...]:
        """Return the names of all who work on it."""
        return self._names(self.team)

    @property
    def owners(self) -> tuple[str, ...]:
        """Return the names of all who answer for it."""
        return self._names(self.owner)

    def _names(self, text: str | None) -> tuple[str, ...]:
        return next((joint.names for joint in self.several if joint.text == text), (text,)) if text else ()

    @property
    def origin(self) -> date:
        """Return the day on which it entered the list, as far as is known: its start, else its last."""
        return self.start or self.last or date.min


class Escalation(NamedTuple):
    """Who else is told of an item, from how many missed dispatches on."""

    missed: int
    to: tuple[str, ...]


class Encryption(StrEnum):
    """How a connection to a mail server is encrypted: after its beginning, from its beginning, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class PasswordPlace(NamedTuple):
    """Where a password is kept: `kind` is `env` for a variable of the environment, or `file`; `name` is which."""

    kind: str
    name: str


class MailServer(NamedTuple):
    """A server that takes mail by SMTP; without a user it takes it from anybody."""

    host: str
    port: int
    tls: Encryption
    user: str | None = None
    password: PasswordPlace | None = None


class Mail(NamedTuple):
    """How reminders leave: the sender's name and address, who gets the digest of everything, the mail command.

    Where there is a server, mail goes to it and not to the command.
    """

    name: str
    address: str
    to: tuple[str, ...]
    command: tuple[str, ...]
    server: MailServer | None = None


class Contact(NamedTuple):
    """Whom the readers of a letter answer: a name, and by which telephone and which mail address."""

    name: str
    phone: str | None = None
    mail: str | None = None


class DueShift(StrEnum):
    """Where a rolling due date goes that falls on a day off: to a working day after it, before it, or nowhere."""

    AFTER = "after"
    BEFORE = "before"
    KEEP = "keep"


class DaySpan(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Return each of the days."""
        return [date.fromordinal(ordinal) for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1)]


class DayTable:
    """The days off and the working weekends of a country, each with its name, as a library knows them.

    `years` are those for which it has official days, None where none is needed; `estimated` are those of them of which
    it only reckons some. Weekdays are counted from Monday, which is 0. One table is equal to no other.
    """

    def __init__(  # noqa: PLR0913, PLR0917 a value with as many fields
        self,
        library: str | None,
        off: Mapping[date, str],
        on: Mapping[date, str],
        years: frozenset[int] | None,
        estimated: frozenset[int] = frozenset(),
        weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY}),
    ) -> None:
        """Keep what the library knows."""
        self.library, self.off, self.on = library, off, on
        self.years, self.estimated, self.weekend = years, estimated, weekend


MONDAY_TO_FRIDAY = DayTable(None, MappingProxyType({}), MappingProxyType({}), None)


class Workdays(NamedTuple):
    """On which days an office works, and what that does to due dates and reminders.

    `calendar` is a country, or `none`. `off` and `on` are the office's own days off and working days, as written; a day
    of both is a working day. `sends_every_day` says that reminders leave on days off too.
    """

    calendar: str = "none"
    due: DueShift = DueShift.AFTER
    sends_every_day: bool = False
    off: tuple[DaySpan, ...] = ()
    on: tuple[DaySpan, ...] = ()
    table: DayTable = MONDAY_TO_FRIDAY

    def __hash__(self) -> int:
        """Return a hash without the own days: they may be many, and every item asks for what its rule means."""
        return hash((self.calendar, self.due, self.table))


class TaskFile(NamedTuple):
    """The plan: what people wrote in the task file, understood.

    `people` holds addresses by name; `contact` is who is answered. The office keeps the list from `since` on, and goes
    through it on the days of `meeting`: a weekday in English, or an RFC 5545 rule. An item is named `deadline_days`
    before its deadline. Without `workdays` every day is a working day.
    """

    branch: str | None
    timezone: str | None
    mode: Mode
    tags: Mapping[str, Tag]
    items: tuple[Item, ...]
    people: Mapping[str, str] = MappingProxyType({})
    escalate: tuple[Escalation, ...] = ()
    mail: Mail | None = None
    since: date | None = None
    meeting: str | None = None
    deadline_days: int = DEADLINE_DAYS
    workdays: Workdays | None = None
    contact: Contact | None = None


USUAL_FILE = "tasks.yaml"
BUILT_IN_TAGS = {"red": "weekly", "orange": "half-monthly", "green": "monthly"}
TAG_ALIASES = {"红": "red", "橙": "orange", "绿": "green"}
WARNING_DAYS, OTHER_WARNING_DAYS = {"red": 1, "orange": 3}, 5
REPEAT_DAYS, OTHER_REPEAT_DAYS = {"red": 1, "orange": 3}, 7
