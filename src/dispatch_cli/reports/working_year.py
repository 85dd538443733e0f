"""The days of a year that its weeks do not tell: days off between weekends, and working days on weekends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.days_off import NamedDay, named_day
from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.model import DaySpan

if TYPE_CHECKING:
    from dispatch_cli.schedule.office import Office


class WorkingYear(NamedTuple):
    """The days off that are no weekends, and the weekends that are no days off, of one year, in order."""

    today: date
    branch: str | None
    year: int
    off: tuple[NamedDay, ...]
    on: tuple[NamedDay, ...]


def make_working_year(office: Office, year: int) -> WorkingYear:
    """Return the days of a year on which the office works or not as its weeks do not tell."""
    days = working_days(office.plan.workdays)
    whole_year = DaySpan(date(year, 1, 1), date(year, 12, 31)).days
    off = [day for day in whole_year if day.weekday() not in days.weekend and not days.is_working(day)]
    on = [day for day in whole_year if day.weekday() in days.weekend and days.is_working(day)]
    named = (tuple(named_day(days, day) for day in each) for each in (off, on))
    return WorkingYear(office.today, office.plan.branch, year, *named)
