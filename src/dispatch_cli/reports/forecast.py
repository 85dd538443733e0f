"""Plan + log + a number of weeks → who must be called on which day.

The span is [today, today + 7 × weeks). Each item is called on its last possible working day, at its last meeting, or as
the calls are levelled; `courses` says which days are possible. Nothing of it is stored.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import LAST_ORDINAL
from dispatch_cli.cadence.days_off import NamedDay, named_day
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.reports.courses import Calling, Outlook
from dispatch_cli.reports.levelling import Workload, level, load_of
from dispatch_cli.schedule.agenda import natural
from dispatch_cli.schedule.deadlines import Deadline, deadlines_of
from dispatch_cli.schedule.rows import State, look_closely
from dispatch_cli.schedule.until import is_meeting_day, next_meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.model import Mode
    from dispatch_cli.reports.levelling import Path
    from dispatch_cli.schedule.agenda import Filters
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Look, Row

DEFAULT_WEEKS, MOST_WEEKS = 4, 26
MOST_LEVELLED = 2_000  # items: beyond, a look at every path of every item takes too long
_WEEK = 7


class Basis(StrEnum):
    """On which day each item is called."""

    LAST_DAY = "last working day"
    LEVELLED = "levelled"
    MEETINGS = "meetings"


class PlannedCall(NamedTuple):
    """One call of a forecast: the item as it stands today, the day, and the due date that the call keeps.

    `last` is the last possible day; for what is called at a meeting that is its day.
    """

    row: Row
    on: date
    due: date
    last: date

    @property
    def is_pulled(self) -> bool:
        """Say whether the call is made before its last possible day."""
        return self.on < self.last


class CallDay(NamedTuple):
    """One day of a forecast with its calls, the most urgent tag first. One that `takes_more` may get others early.

    `off` is what a day off is called, None for a working day. `is_made_up` says that one works on a weekend.
    """

    on: date
    off: NamedDay | None
    takes_more: bool
    is_made_up: bool
    is_meeting: bool
    calls: tuple[PlannedCall, ...]


class Forecast(NamedTuple):
    """The calls of every day of the span. `before` is the load of the last possible days, `load` that of these calls.

    `is_too_long` says that the calls were to be levelled and are too many items for it. `deadlines` are those that have
    passed or come in the span.
    """

    today: date
    branch: str | None
    mode: Mode
    weeks: int
    basis: Basis
    days: tuple[CallDay, ...]
    load: Workload
    before: Workload
    is_too_long: bool
    deadlines: tuple[Deadline, ...]

    @property
    def calls(self) -> list[PlannedCall]:
        """Return all calls, day by day."""
        return [call for day in self.days for call in day.calls]

    @property
    def last(self) -> date:
        """Return the last day of the span."""
        return max((day.on for day in self.days), default=self.today)


def make_forecast(office: Office, weeks: int, filters: Filters, basis: Basis = Basis.LAST_DAY) -> Forecast:
    """Return who must be called on which day of so many weeks, of the open items that the filters let through."""
    looks = [look for look in _looks(office) if filters.accept(look.row.item)]
    is_too_long = basis is Basis.LEVELLED and len(looks) > MOST_LEVELLED
    basis = Basis.LAST_DAY if is_too_long else basis
    callings = [_calling(look) for look in looks]
    outlook = _outlook(office, weeks, basis)
    paths = _paths(callings, outlook, basis)
    plain = paths if basis is Basis.LAST_DAY else _paths(callings, _outlook(office, weeks), Basis.LAST_DAY)
    ways = zip(looks, callings, paths, strict=True)
    calls = [call for look, calling, path in ways for call in _calls(look.row, calling, path, outlook)]
    return Forecast(
        today=office.today,
        branch=office.plan.branch,
        mode=office.plan.mode,
        weeks=weeks,
        basis=basis,
        days=tuple(_days(calls, outlook)),
        load=load_of(paths),
        before=load_of(plain),
        is_too_long=is_too_long,
        deadlines=tuple(deadlines_of((look.row for look in looks), office.today, _WEEK * weeks - 1)),
    )


def _looks(office: Office) -> Iterator[Look]:
    """Yield the open items, looked at closely."""
    record = by_item(standing(office.log.entries))
    for item in office.plan.items:
        look = look_closely(office.plan, item, record.get(item.id, ()), office.today)
        if look.row.state is not State.CLOSED:
            yield look


def _outlook(office: Office, weeks: int, basis: Basis = Basis.LAST_DAY) -> Outlook:
    """Return the days of a forecast; at its last meeting is called what falls due before the one after it."""
    plan, today = office.plan, office.today
    end = date.fromordinal(min(today.toordinal() + _WEEK * weeks, LAST_ORDINAL))
    outlook = Outlook(plan, today, end, end)
    if basis is not Basis.MEETINGS:
        return outlook
    meetings = tuple(day for day in outlook.days if is_meeting_day(plan, day))
    return outlook._replace(meetings=meetings, horizon=next_meeting(plan, end - timedelta(1)) or end)


def _calling(look: Look) -> Calling:
    schedule = look.schedule
    return Calling(schedule.series, schedule.anchor.on, schedule.postponements, look.row.tag.warning)


def _paths(callings: Sequence[Calling], outlook: Outlook, basis: Basis) -> list[Path]:
    """Return the days on which each item is called; items of the same warning and due dates share one course."""
    known = {calling: calling.course(outlook, pulls=basis is Basis.LEVELLED) for calling in set(callings)}
    courses = [known[calling] for calling in callings]
    return level(courses) if basis is Basis.LEVELLED else [each.latest for each in courses]


def _calls(row: Row, calling: Calling, path: Path, outlook: Outlook) -> Iterator[PlannedCall]:
    """Yield the calls of one item, each with the due date that it keeps and its last possible day."""
    after = calling.anchor
    for day in path:
        on, due = outlook.today + timedelta(day), calling.following(after)
        if due is not None:
            yield PlannedCall(row, on, due, on if outlook.meetings else calling.last_possible(due, outlook))
        after = on


def _days(calls: Iterable[PlannedCall], outlook: Outlook) -> Iterator[CallDay]:
    """Yield every day of the span with its calls."""
    by_day: dict[date, list[PlannedCall]] = {}
    for call in sorted(calls, key=_order):
        by_day.setdefault(call.on, []).append(call)
    for day in outlook.days:
        off = None if outlook.working.is_working(day) else named_day(outlook.working, day)
        takes_more, is_meeting = outlook.takes_more(day), is_meeting_day(outlook.plan, day)
        is_made_up = takes_more and day.weekday() in outlook.working.weekend
        yield CallDay(day, off, takes_more, is_made_up, is_meeting, tuple(by_day.get(day, ())))


def _order(call: PlannedCall) -> tuple[object, ...]:
    """Return the sort key of a call within its day: the most urgent tag first, then the oldest due date, then id."""
    return call.row.tag.rank, call.due, natural(call.row.item.id)
