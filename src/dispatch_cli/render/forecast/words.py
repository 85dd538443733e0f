"""What a forecast says: days and weeks in words, the assumption, the busiest days and people, what to pull early."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.days_off import WEEKEND
from dispatch_cli.messages import mark, say, say_n, tag_word
from dispatch_cli.render.agenda.columns import group_heading
from dispatch_cli.render.formats.sheet import ABSENT
from dispatch_cli.render.marks import tag_mark
from dispatch_cli.reports.forecast import Basis
from dispatch_cli.schedule.agenda import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.forecast import CallDay, Forecast, PlannedCall
    from dispatch_cli.schedule.rows import Row

# From Monday to Sunday.
WEEKDAYS = mark("Mon|Tue|Wed|Thu|Fri|Sat|Sun")
ASSUMPTIONS = {
    Basis.LAST_DAY: say("Assumed: each item is followed up on its last possible working day."),
    Basis.LEVELLED: say("Assumed: each item is followed up on the day shown, some early so that no day has too many."),
    Basis.MEETINGS: say("Assumed: each item is followed up at the last meeting on or before its due date."),
}
_MOST_DAYS, _MOST_PEOPLE = 3, 5


class Week(NamedTuple):
    """The days of one week, from Monday to Sunday, as far as the forecast holds them."""

    days: tuple[CallDay, ...]

    @property
    def first(self) -> date:
        """Return its first day."""
        return min(day.on for day in self.days)

    @property
    def calls(self) -> int:
        """Return how many calls it has."""
        return sum(len(day.calls) for day in self.days)


class Person(NamedTuple):
    """Of an owner, a team or a tag, None for none: how many items are called, and the calls of each week."""

    name: str | None
    items: int
    weeks: tuple[int, ...]

    @property
    def calls(self) -> int:
        """Return how many calls there are in all weeks."""
        return sum(self.weeks)


def weeks_of(forecast: Forecast) -> list[Week]:
    """Return the weeks of a forecast."""
    by_week = groupby(forecast.days, key=lambda day: day.on - timedelta(day.on.weekday()))
    return [Week(tuple(days)) for _, days in by_week]


def people_of(forecast: Forecast, by: str) -> list[Person]:
    """Return for each owner, team or tag the calls of each week, those with the most first.

    A call of an item that several share counts for each of them.
    """
    weeks = [Counter(_names(week.days, by)) for week in weeks_of(forecast)]
    items = Counter(
        name for row in {call.row.item.id: call.row for call in forecast.calls}.values() for name in names_of(row, by)
    )
    people = [Person(name, count, tuple(week[name] for week in weeks)) for name, count in items.items()]
    return sorted(people, key=lambda person: (-person.calls, person.name is None, person.name))


def names_of(row: Row, by: str) -> tuple[str | None, ...]:
    """Return the owners, the teams or the tag of an item; None stands for nobody."""
    names = {"owner": row.item.owners, "team": row.item.teams, "tag": (row.item.tag,)}
    return names[by] or (None,)


def _names(days: Iterable[CallDay], by: str) -> Iterator[str | None]:
    return (name for day in days for call in day.calls for name in names_of(call.row, by))


def person_heading(person: Person, by: str, language: Language) -> str:
    """Return the name of a person, and how many items are called."""
    return group_heading(person.name, by, person.items, language)


def person_name(person: Person, by: str, language: Language) -> str:
    """Return the name of a person, a dash for none; a tag has its word."""
    if person.name is None:
        return ABSENT
    return language.speak(tag_word(person.name) if by == "tag" else person.name)


def day_words(day: date, language: Language) -> str:
    """Return a day with its weekday."""
    return f"{day} {language.text(WEEKDAYS).split('|')[day.weekday()]}"


def day_heading(day: CallDay, language: Language) -> str:
    """Return a day with its weekday, its remarks, and how many are called."""
    words = " · ".join([day_words(day.on, language), *map(language.speak, day_remarks(day))])
    return f"{words} ({len(day.calls)})"


def day_remarks(day: CallDay) -> list[Message | str]:
    """Return what else must be known of a day: a meeting is held, a weekend is worked on, or nobody works and why."""
    meeting = [say("meeting")] if day.is_meeting else []
    if day.off is None:
        return [*meeting, *([say("make-up day")] if day.is_made_up else [])]
    return [*meeting, day.off.name if has_name(day) else say("day off")]


def tag_counts(calls: Iterable[PlannedCall]) -> str:
    """Return how many calls there are of each tag, by its symbol, the most urgent first."""
    counts = Counter(call.row.tag for call in calls)
    return " ".join(
        f"{tag_mark(tag.name).symbol}{n}" for tag, n in sorted(counts.items(), key=lambda each: each[0].rank)
    )


def call_remarks(call: PlannedCall, today: date) -> list[Message]:
    """Return what must be known of a call: it is overdue already, or made before its last possible day."""
    overdue = [say("overdue")] if call.due < today else []
    early = (call.last - call.on).days
    return [*overdue, *([say_n("{n} day early", "{n} days early", early)] if call.is_pulled else [])]


def below(forecast: Forecast, language: Language) -> list[str]:
    """Return the lines below a table: the busiest days and people, what to pull early, the assumption."""
    speak = language.speak
    days = [f"{day_words(day.on, language)} ({len(day.calls)})" for day in busiest_days(forecast)]
    people = [f"{speak(person.name)} ({person.calls})" for person in busiest_people(forecast) if person.name]
    lines = [speak(say("busiest days: {days}", days=days))] if days else []
    lines += [speak(say("busiest people: {people}", people=people))] if people else []
    lines += [speak(say("pull early: {day}: {ids}", day=day, ids=ids)) for day, ids in pulled(forecast, language)]
    return [*lines, speak(ASSUMPTIONS[forecast.basis])]


def busiest_days(forecast: Forecast) -> list[CallDay]:
    """Return the days with the most calls, the earlier of equal ones first."""
    called = [day for day in forecast.days if day.calls]
    return sorted(called, key=lambda day: -len(day.calls))[:_MOST_DAYS]


def busiest_people(forecast: Forecast) -> list[Person]:
    """Return the owners with the most calls."""
    return [person for person in people_of(forecast, "owner") if person.name][:_MOST_PEOPLE]


def pulled(forecast: Forecast, language: Language) -> list[tuple[str, list[str]]]:
    """Return the days with the ids of what is called on them before its last possible day."""
    days = (
        (day, sorted((call.row.item.id for call in day.calls if call.is_pulled), key=natural)) for day in forecast.days
    )
    return [(day_words(day.on, language), ids) for day, ids in days if ids]


def summary(forecast: Forecast, language: Language) -> str:
    """Return the one line that counts: the calls, the weeks, the fullest day, and what it was before levelling."""
    count = len(forecast.calls)
    phrases = [
        say_n("{n} call", "{n} calls", count),
        say_n("{n} week", "{n} weeks", forecast.weeks),
        say("peak {n}", n=forecast.load.peak),
    ]
    if forecast.basis is Basis.LEVELLED:
        phrases.append(say("peak {n} before levelling", n=forecast.before.peak))
    return " · ".join(map(language.speak, phrases))


def title(forecast: Forecast) -> str:
    """Return the line above a table: whose forecast, of which days."""
    days = f"{forecast.today} – {forecast.last}"
    return f"{forecast.branch} · {days}" if forecast.branch else days


def shown_days(days: Sequence[CallDay]) -> list[CallDay]:
    """Return the days that people look at: weekends only where they are worked on or somebody is called."""
    return [day for day in days if day.takes_more or day.calls or has_name(day)]


def has_name(day: CallDay) -> bool:
    """Say whether a day is off for more than its being of the weekend."""
    return day.off is not None and day.off.source != WEEKEND
