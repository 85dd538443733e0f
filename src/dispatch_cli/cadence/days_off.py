"""The names of days off and of working weekends: a festival, the office's own, or the day of the week."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from dispatch_cli.cadence.workdays import WorkingDays

OWN, WEEKEND = "own", "weekend"
# The festivals by the names that chinesecalendar gives them; those of other countries have no translation.
FESTIVALS = {
    "New Year's Day": say("New Year's Day"),
    "Spring Festival": say("Spring Festival"),
    "Tomb-sweeping Day": say("Tomb-sweeping Day"),
    "Labour Day": say("Labour Day"),
    "Dragon Boat Festival": say("Dragon Boat Festival"),
    "Mid-autumn Festival": say("Mid-autumn Festival"),
    "National Day": say("National Day"),
    "Anti-Fascist 70th Day": say("70 years of victory"),
}
WEEKDAY_NAMES = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
_OWN_OFF, _OWN_ON = say("a day off of the office's own"), say("a working day of the office's own")


class NamedDay(NamedTuple):
    """A day off or a working day with its name; `source` is the library that knows it, `own`, or `weekend`."""

    on: date
    name: Message | str
    source: str


def named_day(days: WorkingDays, day: date) -> NamedDay:
    """Return what a day is called: by the calendar, by the office, or else by the day of the week."""
    rule = days.why(day)
    if rule.is_own:
        name = festival(rule.name) if rule.name else _OWN_ON if rule.is_working else _OWN_OFF
        return NamedDay(day, name, OWN)
    if rule.library and rule.name:
        return NamedDay(day, festival(rule.name), rule.library)
    return NamedDay(day, WEEKDAY_NAMES[day.weekday()], WEEKEND)


def festival(name: str) -> Message | str:
    """Return the word for a festival; only China's have a translation."""
    return FESTIVALS.get(name, name)
