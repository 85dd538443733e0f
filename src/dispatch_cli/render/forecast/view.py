"""The forecast, ready to be drawn: as a sheet, as a document for programs, as a page, a workbook and a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.messages import say
from dispatch_cli.render.deadlines import deadline_line, deadline_record
from dispatch_cli.render.forecast import words
from dispatch_cli.render.forecast.columns import (
    CALL_HEADERS,
    CALL_SHAPE,
    CALLS_OF_A_DAY,
    DAY_HEADERS,
    DAY_SHAPE,
    NAMES,
    call_texts,
)
from dispatch_cli.render.formats.sheet import Cell, Document, Fit, Group, Shape, Sheet
from dispatch_cli.render.marks import tag_style
from dispatch_cli.reports.forecast import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.messages import Message
    from dispatch_cli.render.formats.book import Book
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.forecast import CallDay, Forecast, PlannedCall

FIELDS = ("day", *NAMES, "due", "pulled")
DEFAULT_GROUP = "owner"
_BLOCK, _LONGEST_BAR, _BESIDE_BAR, _SHORTEST_BAR = "█", 40, 44, 10


class ForecastView(NamedTuple):
    """A forecast and the log behind it; with `lists_calls` people see the calls one by one, else the weeks."""

    forecast: Forecast
    log: Sequence[Entry] = ()
    lists_calls: bool = False

    def sheet(self, style: Style) -> Sheet:
        """Return the table for people: the calls, person by person and week, or the weeks day by day."""
        if self.lists_calls:
            shape = CALL_SHAPE if style.group_by else CALLS_OF_A_DAY
            headers = {key: CALL_HEADERS[key] for key in shape.fits}
            return self._with_groups(_calls(self.forecast, style), headers, shape, style)
        if style.group_by:
            return self._people(style.group_by, style)
        return self._with_groups(_weeks(self.forecast, style), DAY_HEADERS, DAY_SHAPE, style)

    def _with_groups(
        self, groups: Iterable[Group], headers: Mapping[str, Message | str], shape: Shape, style: Style
    ) -> Sheet:
        forecast, speak = self.forecast, style.language.speak
        below = [*words.below(forecast, style.language), *(speak(deadline_line(each)) for each in forecast.deadlines)]
        named = style.language.each(headers)
        summary = words.summary(forecast, style.language)
        return Sheet(speak(words.title(forecast)), named, [*groups], summary, shape, below=below)

    def _people(self, by: str, style: Style) -> Sheet:
        weeks = {f"{week.first}": f"{week.first:%m-%d}" for week in words.weeks_of(self.forecast)}
        headers: dict[str, Message | str] = {"name": CALL_HEADERS[by], **weeks, "calls": DAY_HEADERS["calls"]}
        fits = {key: Fit(right=key != "name") for key in headers}
        groups = [Group(None, [*_people(self.forecast, by, style.language)])]
        return self._with_groups(groups, headers, Shape(fits, "name", [*reversed(weeks), "calls"]), style)

    def document(self, style: Style) -> Document:
        """Return the days for programs."""
        by = style.group_by or DEFAULT_GROUP
        return Document(_head(self.forecast, by), "days", (), [_day_record(day) for day in self.forecast.days])

    def csv(self, style: Style) -> str:
        """Return one row for each call."""
        from dispatch_cli.render.formats import as_csv

        calls = [_call_record(call) for call in self.forecast.calls]
        return as_csv.render(Document({}, "calls", FIELDS, calls), style)

    def html(self, style: Style) -> str:
        """Return the page."""
        from dispatch_cli.render.forecast.page import forecast_page

        return forecast_page(self.forecast, style.group_by or DEFAULT_GROUP, style.language)

    def book(self, style: Style) -> Book:
        """Return the workbook."""
        from dispatch_cli.render.forecast.book import forecast_book

        return forecast_book(self.forecast, style.group_by or DEFAULT_GROUP, style.language)

    def ics(self, style: Style) -> bytes:
        """Return the calendar."""
        from dispatch_cli.render.forecast.calendar import forecast_calendar

        return forecast_calendar(self.forecast, self.log, style.language)


def _weeks(forecast: Forecast, style: Style) -> Iterator[Group]:
    for week in words.weeks_of(forecast):
        heading = style.language.speak(say("week of {day}", day=f"{week.first:%m-%d}"))
        lines = [_day_line(day, forecast, style) for day in words.shown_days(week.days)]
        yield Group(heading, lines, {"calls": f"{week.calls}"})


def _day_line(day: CallDay, forecast: Forecast, style: Style) -> Mapping[str, Cell]:
    texts = {
        "day": words.day_words(day.on, style.language),
        "calls": f"{len(day.calls)}",
        "bar": _bar(len(day.calls), forecast.load.peak, style.width),
        "tags": words.tag_counts(day.calls),
        "remark": " · ".join(map(style.language.speak, words.day_remarks(day))),
    }
    return {key: Cell(text, DAY_SHAPE.fits[key].style) for key, text in texts.items()}


def _bar(count: int, peak: int, width: int | None) -> str:
    """Return a bar: one block a call, fewer where the longest bar would not fit; no call has none, any has one."""
    room = _LONGEST_BAR if width is None else min(_LONGEST_BAR, max(_SHORTEST_BAR, width - _BESIDE_BAR))
    return _BLOCK * (-(-count * min(room, peak) // peak) if count else 0)


def _people(forecast: Forecast, by: str, language: Language) -> Iterator[Mapping[str, Cell]]:
    weeks = words.weeks_of(forecast)
    for person in words.people_of(forecast, by):
        counts = {f"{week.first}": f"{n}" for week, n in zip(weeks, person.weeks, strict=True)}
        yield _cells({"name": words.person_heading(person, by, language), **counts, "calls": f"{person.calls}"})
    totals = {f"{week.first}": f"{week.calls}" for week in weeks}
    yield _cells({"name": language.speak(say("All")), **totals, "calls": f"{len(forecast.calls)}"}, "bold")


def _cells(texts: Mapping[str, str], look: str = "") -> Mapping[str, Cell]:
    return {key: Cell(text, look) for key, text in texts.items()}


def _calls(forecast: Forecast, style: Style) -> Iterator[Group]:
    """Yield the calls under their days, or under the owners, teams or tags asked for."""
    if style.group_by is None:
        for day in forecast.days:
            if day.calls or (day.is_meeting and forecast.basis is Basis.MEETINGS):
                heading = words.day_heading(day, style.language)
                yield Group(heading, [_call_line(call, forecast, style) for call in day.calls])
        return
    for person in words.people_of(forecast, style.group_by):
        own = [call for call in forecast.calls if person.name in words.names_of(call.row, style.group_by)]
        heading = words.person_heading(person, style.group_by, style.language)
        yield Group(heading, [_call_line(call, forecast, style) for call in own])


def _call_line(call: PlannedCall, forecast: Forecast, style: Style) -> Mapping[str, Cell]:
    looks = {"tag": tag_style(call.row, style)}
    texts = call_texts(call, forecast.today, style.language)
    return {key: Cell(text, looks.get(key, CALL_SHAPE.fits[key].style)) for key, text in texts.items()}


def _head(forecast: Forecast, by: str) -> dict[str, Any]:
    return {
        "today": forecast.today,
        "branch": forecast.branch,
        "mode": forecast.mode,
        "from": forecast.today,
        "to": forecast.last,
        "weeks": forecast.weeks,
        "basis": forecast.basis,
        "peak": forecast.load.peak,
        "squares": forecast.load.squares,
        "before": forecast.before._asdict(),
        "by": by,
        "groups": [
            {"name": person.name, "items": person.items, "calls": person.calls, "weeks": person.weeks}
            for person in words.people_of(forecast, by)
        ],
        "deadlines": [*map(deadline_record, forecast.deadlines)],
    }


def _day_record(day: CallDay) -> dict[str, Any]:
    items = [{"id": call.row.item.id, "due": call.due, "pulled": call.is_pulled} for call in day.calls]
    return {"day": day.on, "working": day.off is None, "count": len(items), "items": items}


def _call_record(call: PlannedCall) -> dict[str, Any]:
    item = call.row.item
    return {"day": call.on, **{key: getattr(item, key) for key in NAMES}, "due": call.due, "pulled": call.is_pulled}
