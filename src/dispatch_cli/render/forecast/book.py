"""The forecast as a workbook: the days, the owners, teams or tags week by week, and each call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import mark, say, tag_word
from dispatch_cli.render.cell_formats import tag_formats
from dispatch_cli.render.forecast import words
from dispatch_cli.render.forecast.columns import CALL_HEADERS, DAY_HEADERS
from dispatch_cli.render.formats.book import Book, BookColumn, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.forecast import Forecast

_SHEETS = mark("Days|Persons|Calls")
_WEEKDAY = say("Weekday")
_ITEMS = say("Number of items")


def forecast_book(forecast: Forecast, by: str, language: Language) -> Book:
    """Return the forecast as three tables."""
    days, people, calls = language.text(_SHEETS).split("|")
    tables = (
        _days(days, forecast, language),
        _people(people, forecast, by, language),
        Table(calls, _call_columns(language), [*_calls(forecast, language)]),
    )
    return Book(words.title(forecast), forecast.today, tables)


def _days(name: str, forecast: Forecast, language: Language) -> Table:
    headers = (DAY_HEADERS["day"], _WEEKDAY, DAY_HEADERS["calls"], DAY_HEADERS["remark"])
    names = language.text(words.WEEKDAYS).split("|")
    rows: list[list[CellValue]] = [
        [
            day.on,
            names[day.on.weekday()],
            len(day.calls),
            " · ".join(map(language.speak, words.day_remarks(day))),
        ]
        for day in words.shown_days(forecast.days)
    ]
    total: list[CellValue] = [language.speak(say("All")), None, len(forecast.calls), None]
    return Table(name, [BookColumn(language.speak(header)) for header in headers], rows, total)


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
    return Table(name, [BookColumn(header) for header in headers], rows, total)


def _call_columns(language: Language) -> list[BookColumn]:
    headers = {"day": CALL_HEADERS["day"], **CALL_HEADERS}
    looks = {"tag": tag_formats(language)}
    return [BookColumn(language.speak(header), looks=looks.get(key, {})) for key, header in headers.items()]


def _calls(forecast: Forecast, language: Language) -> Iterator[list[CellValue]]:
    for call in forecast.calls:
        item = call.row.item
        remark = " · ".join(map(language.speak, words.call_remarks(call, forecast.today)))
        tag = language.speak(tag_word(item.tag))
        yield [call.on, item.id, item.title, tag, item.team, item.owner, call.due, remark]
