"""The forecast as a workbook: the days, the owners, teams or tags week by week, and each call."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatch_cli.messages import mark, say, tag_word
from dispatch_cli.render.agenda.columns import titled
from dispatch_cli.render.agenda.standing import tag_formats
from dispatch_cli.render.forecast import words
from dispatch_cli.render.forecast.columns import CALL_HEADERS, DAY_HEADERS
from dispatch_cli.render.formats.book import Book, BookColumn, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.forecast import CallDay, Forecast

_SHEETS = mark("Days|Persons|Calls")
_WEEKDAY = say("Weekday")
_ITEMS = say("Number of items")
_SENTENCES = (DAY_HEADERS["tags"], DAY_HEADERS["remark"])
_FLOWS = ("title", "team", "owner", "remark")


def forecast_book(forecast: Forecast, by: str, language: Language) -> Book:
    """Return the forecast as three tables."""
    days, people, calls = language.text(_SHEETS).split("|")
    span = say("{first} to {last}", first=forecast.today, last=forecast.last)
    line = f"{language.speak(span)}    {words.summary(forecast, language)}"
    tables = (
        _days(days, forecast, language),
        _people(people, forecast, by, language),
        Table(calls, _call_columns(language), [*_calls(forecast, language)]),
    )
    title = language.speak(titled(forecast.branch, say("Forecast of dispatches")))
    return Book(title, forecast.today, [table._replace(line=line) for table in tables], language.code)


def _days(name: str, forecast: Forecast, language: Language) -> Table:
    headers = (DAY_HEADERS["day"], _WEEKDAY, DAY_HEADERS["calls"], DAY_HEADERS["tags"], DAY_HEADERS["remark"])
    names = language.text(words.WEEKDAYS).split("|")
    rows: list[list[CellValue]] = [
        [
            day.on,
            names[day.on.weekday()],
            len(day.calls),
            _tags(day, language),
            " · ".join(map(language.speak, words.day_remarks(day))),
        ]
        for day in words.shown_days(forecast.days)
    ]
    total: list[CellValue] = [language.speak(say("All")), None, len(forecast.calls), None, None]
    columns = [BookColumn(language.speak(header), flows=header in _SENTENCES) for header in headers]
    return Table(name, columns, rows, total)


def _tags(day: CallDay, language: Language) -> str:
    """Return how many calls of each tag a day has."""
    counts = Counter(call.row.tag.name for call in day.calls)
    return " · ".join(language.speak(say("{tag} {n}", tag=tag_word(name), n=n)) for name, n in counts.items())


def _people(name: str, forecast: Forecast, by: str, language: Language) -> Table:
    weeks = words.weeks_of(forecast)
    headers = [language.speak(header) for header in (CALL_HEADERS[by], _ITEMS)]
    headers += [*(f"{week.first}" for week in weeks), language.speak(DAY_HEADERS["calls"])]
    rows: list[list[CellValue]] = [
        [words.person_name(person, by, language), person.items, *person.weeks, person.calls]
        for person in words.people_of(forecast, by)
    ]
    called = len({call.row.item.id for call in forecast.calls})
    total: list[CellValue] = [language.speak(say("All")), called, *(week.calls for week in weeks), len(forecast.calls)]
    return Table(name, [BookColumn(header, flows=place == 0) for place, header in enumerate(headers)], rows, total)


def _call_columns(language: Language) -> list[BookColumn]:
    headers = {"day": CALL_HEADERS["day"], **CALL_HEADERS}
    looks = {"tag": tag_formats(language)}
    return [
        BookColumn(language.speak(header), looks=looks.get(key, {}), flows=key in _FLOWS)
        for key, header in headers.items()
    ]


def _calls(forecast: Forecast, language: Language) -> Iterator[list[CellValue]]:
    for call in forecast.calls:
        item = call.row.item
        remark = " · ".join(map(language.speak, words.call_remarks(call, forecast.today)))
        tag = language.speak(tag_word(item.tag))
        yield [call.on, item.id, item.title, tag, item.team, item.owner, call.due, remark]
