"""The forecast as one page that a browser shows and prints: it needs no other file, no script and no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.messages import say
from dispatch_cli.render.deadlines import deadline_line
from dispatch_cli.render.forecast import words
from dispatch_cli.render.forecast.columns import CALL_HEADERS, DAY_HEADERS, call_texts
from dispatch_cli.render.text.markup import policy, source, templates
from dispatch_cli.reports.forecast import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.forecast import CallDay, Forecast

_CHAPTERS = {
    "title": say("Forecast"),
    "figures": say("Headline figures"),
    "days": say("Day by day"),
    "people": say("Week by week"),
    "early": say("Pull early"),
    "calls": say("All calls"),
    "deadlines": say("Deadlines"),
    "nobody": say("Nobody has to be called on these days."),
}
_BARS = say("The longest bar stands for the day with the most calls.")
_WEEKS = say("Each week is named by its first day. A call of an item that several share counts for each of them.")
_EARLY = say("These are called before their last possible day.")
_TILES = {
    "calls": say("Calls"),
    "peak": say("Most calls on one day"),
    "before": say("Most before levelling"),
}


class ForecastTile(NamedTuple):
    """A headline figure, and of that of one day the day."""

    label: str
    figure: str
    day: str = ""


class DayLine(NamedTuple):
    """One day: its name, how many are called and of which tags, its bar in percent of the longest, what else is so."""

    name: str
    calls: str
    percent: str
    tags: str
    remark: str


def forecast_page(forecast: Forecast, by: str, language: Language) -> str:
    """Return the page as text."""
    style = source("report.css") + source("forecast.css")
    return (
        templates()
        .get_template("forecast.html")
        .render(
            policy=policy([style]),
            style=style,
            lang=language.tag,
            words=language.each(_CHAPTERS),
            **_content(forecast, by, language),
        )
    )


def _content(forecast: Forecast, by: str, language: Language) -> dict[str, Any]:
    speak = language.speak
    return {
        "branch": speak(forecast.branch or ""),
        "span": f"{forecast.today} – {forecast.last}",
        "made": speak(say("made on {day}", day=forecast.today)),
        "maker": speak(say("Made by dispatch on {day}.", day=forecast.today)),
        "assumption": speak(words.ASSUMPTIONS[forecast.basis]),
        "tiles": [*_tiles(forecast, language)],
        "day_columns": language.each(DAY_HEADERS),
        "bars": speak(_BARS),
        "weeks": [*_weeks(forecast, language)],
        "people_columns": _people_columns(forecast, by, language),
        "people_note": speak(_WEEKS),
        "people": [*_people(forecast, by, language)],
        "early_note": speak(_EARLY),
        "early": [(day, speak(say("{days}", days=ids))) for day, ids in words.pulled(forecast, language)],
        "call_columns": language.each({key: CALL_HEADERS[key] for key in CALL_HEADERS if key != "day"}),
        "called": [*_called(forecast, language)],
        "deadlines": [speak(deadline_line(each)) for each in forecast.deadlines],
    }


def _tiles(forecast: Forecast, language: Language) -> Iterator[ForecastTile]:
    """Yield the headline figures; what the peak was before only where the calls are levelled."""
    yield ForecastTile(language.speak(_TILES["calls"]), f"{len(forecast.calls)}")
    busiest = next((words.day_words(day.on, language) for day in words.busiest_days(forecast)), "")
    yield ForecastTile(language.speak(_TILES["peak"]), f"{forecast.load.peak}", busiest)
    if forecast.basis is Basis.LEVELLED:
        yield ForecastTile(language.speak(_TILES["before"]), f"{forecast.before.peak}")


def _weeks(forecast: Forecast, language: Language) -> Iterator[tuple[str, int, list[DayLine]]]:
    """Yield each week with the number of its calls and its days."""
    for week in words.weeks_of(forecast):
        heading = language.speak(say("week of {day}", day=f"{week.first:%m-%d}"))
        yield heading, week.calls, [_day(day, forecast, language) for day in words.shown_days(week.days)]


def _day(day: CallDay, forecast: Forecast, language: Language) -> DayLine:
    percent = 100 * len(day.calls) / max(forecast.load.peak, 1)
    remark = " · ".join(map(language.speak, words.day_remarks(day)))
    tags = words.tag_counts(day.calls)
    return DayLine(words.day_words(day.on, language), f"{len(day.calls)}", f"{percent:.4g}", tags, remark)


def _people_columns(forecast: Forecast, by: str, language: Language) -> list[str]:
    weeks = [f"{week.first:%m-%d}" for week in words.weeks_of(forecast)]
    return [language.speak(CALL_HEADERS[by]), *weeks, language.speak(DAY_HEADERS["calls"])]


def _people(forecast: Forecast, by: str, language: Language) -> Iterator[tuple[str, list[int]]]:
    for person in words.people_of(forecast, by):
        yield words.person_heading(person, by, language), [*person.weeks, person.calls]
    yield language.speak(say("All")), [*(week.calls for week in words.weeks_of(forecast)), len(forecast.calls)]


def _called(forecast: Forecast, language: Language) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield each day on which somebody is called, with the texts of its calls."""
    for day in forecast.days:
        if day.calls:
            heading = words.day_heading(day, language)
            yield heading, [call_texts(call, forecast.today, language) for call in day.calls]
