"""A map of the obligations and how they ended: a line for each item, a column for each period.

A period is a week from Monday to Sunday, with its number by ISO 8601. In a span of more than sixty
weeks it is a month, in one of more than sixty months a year. Of a week the days off that are more than its weekend are
hatched where nothing fell due, each in its place. No column lies before the first day of
which anything is known; none lies after today, unless an item falls due there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import LAST_ORDINAL
from dispatch_cli.cadence.named_spans import named_spans
from dispatch_cli.cadence.workdays import WorkingDays, working_days
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.render.days_off import span_name
from dispatch_cli.render.outcomes import OUTCOMES
from dispatch_cli.reports.obligations import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.kept import Account, Report

    Days = Sequence[tuple[date, "MapMark"]]

_MOST_TOLD = 10
_MOST_COLUMNS = 60
_MONTHS, _WEEK = 12, 7


class MapMark(NamedTuple):
    """The mark of an obligation: its class in the style sheet, its symbol, its word. The worst has the highest rank."""

    kind: str
    symbol: str
    word: Message | str
    rank: int


OPEN = MapMark("o", "□", say("still open"), 1)
MARKS = {
    outcome: MapMark(kind, OUTCOMES[outcome].symbol, OUTCOMES[outcome].word, rank)
    for outcome, kind, rank in ((Outcome.KEPT, "k", 0), (Outcome.LATE, "l", 2), (Outcome.MISSED, "m", 3))
}


class Period(NamedTuple):
    """A week, month or year: the year it belongs to, its number, and of a week the first day."""

    year: str
    number: str
    first: str = ""


class MapCell(NamedTuple):
    """The obligations of one item in one period: class and text of the worst, with its count; `title` lists all."""

    kind: str
    text: str
    title: str


class MapLine(NamedTuple):
    """The line of one item, with a cell for each period, None where nothing fell due."""

    id: str
    title: str
    cells: Sequence[MapCell | None]


class Rest(NamedTuple):
    """The days off of a week that are more than its weekend: their first day and the one after them, Monday being 0."""

    begin: int
    end: int
    title: str


class HeatMap(NamedTuple):
    """The whole map. `years` holds each year and the number of its columns; it is empty where columns are years.

    `rests` holds for each column its days off, None where there are none to show; `days_off` are all of them, named.
    """

    title: Message
    note: Message
    years: Sequence[tuple[str, int]]
    columns: Sequence[Period]
    lines: Sequence[MapLine]
    rests: Sequence[Rest | None]
    days_off: Sequence[str] = ()


class _Scale(NamedTuple):
    """One kind of period: title and note of its map, and how a span is parted into such periods."""

    title: Message
    note: Message
    firsts: Callable[[date, date], list[date]]
    column: Callable[[date], Period]


def heat_map(report: Report, language: Language) -> HeatMap:
    """Return the map of a report, its items in the report's order."""
    scale, firsts = _columns(*_bounds(report))
    columns = [scale.column(first) for first in firsts]
    years = [(year, len([*periods])) for year, periods in groupby(columns, key=lambda column: column.year) if year]
    lines = [_line(account, firsts, language) for account in report.accounts]
    chart = HeatMap(scale.title, scale.note, years, columns, lines, [None] * len(columns))
    if report.workdays is None or scale.column is not _week_column:
        return chart
    days, until = working_days(report.workdays), date.fromordinal(min(firsts[-1].toordinal() + _WEEK - 1, LAST_ORDINAL))
    spans = named_spans(days, firsts[0], until)
    rests = [_rest(days, monday, language) for monday in firsts]
    return chart._replace(rests=rests, days_off=[span_name(each, language) for each in spans])


def _rest(days: WorkingDays, monday: date, language: Language) -> Rest | None:
    """Return the days off of a week, the longest where there are several; None where it has only its weekend."""
    first = monday.toordinal()
    last = min(first + _WEEK - 1, LAST_ORDINAL)
    spans = named_spans(days, monday, date.fromordinal(last))
    if not spans:
        return None
    within = [
        (max(each.first, first) - first, min(each.last, last) + 1 - first)
        for each in days.stretches(first, last, 1)
        if any(each.first <= span.first.toordinal() <= each.last for span in spans)
    ]
    begin, end = max(within, key=lambda place: place[1] - place[0])
    return Rest(begin, end, language.speak(say("{days}", days=[span_name(each, language) for each in spans])))


def _bounds(report: Report) -> tuple[date, date]:
    """Return the first and the last day of the map."""
    first = max(report.span.first, report.since or report.span.first)
    open_days = [account.open for account in report.accounts if account.open]
    return first, max(first, min(report.span.last, max([report.today, *open_days])))


def _columns(first: date, last: date) -> tuple[_Scale, list[date]]:
    """Return the finest scale that does not need too many columns, and the first day of each column."""
    for scale in _SCALES:
        firsts = scale.firsts(first, last)
        if len(firsts) <= _MOST_COLUMNS:
            break
    return scale, firsts


def _weeks(first: date, last: date) -> list[date]:
    monday = first - timedelta(first.weekday())
    return [date.fromordinal(day) for day in range(monday.toordinal(), last.toordinal() + 1, _WEEK)]


def _months(first: date, last: date) -> list[date]:
    numbers = range(first.year * _MONTHS + first.month - 1, last.year * _MONTHS + last.month)
    return [date(number // _MONTHS, number % _MONTHS + 1, 1) for number in numbers]


def _years(first: date, last: date) -> list[date]:
    return [date(year, 1, 1) for year in range(first.year, last.year + 1)]


def _week_column(monday: date) -> Period:
    """Return the column of a week.

    >>> [tuple(_week_column(monday)) for monday in (date(2026, 12, 28), date(2027, 1, 4))]
    [('2026', '53', '12-28'), ('2027', '1', '01-04')]
    """
    year, week, _ = monday.isocalendar()
    return Period(f"{year}", f"{week}", f"{monday:%m-%d}")


_NOTE = say("Where several fell due in one column, the worst is shown and counted.")
_SCALES = (
    _Scale(
        say("Items by week"),
        say("Above: number and Monday of each week. Where several fell due in one, the worst is shown and counted."),
        _weeks,
        _week_column,
    ),
    _Scale(say("Items by month"), _NOTE, _months, lambda first: Period(f"{first.year}", f"{first.month}")),
    _Scale(say("Items by year"), _NOTE, _years, lambda first: Period("", f"{first.year}")),
)


def _line(account: Account, firsts: Sequence[date], language: Language) -> MapLine:
    places: dict[int, list[tuple[date, MapMark]]] = defaultdict(list)
    for day, outcome in account.windows:
        places[bisect_right(firsts, day) - 1].append((day, MARKS[outcome]))
    if account.open:
        places[bisect_right(firsts, account.open) - 1].append((account.open, OPEN))
    cells = [_cell(places[place], language) if place in places else None for place in range(len(firsts))]
    return MapLine(language.speak(account.item.id), language.speak(account.item.title), cells)


def _cell(days: Days, language: Language) -> MapCell:
    worst = max((mark for _, mark in days), key=lambda mark: mark.rank)
    count = sum(mark is worst for _, mark in days)
    words = [language.speak(say("due {day}: {what}", day=day, what=mark.word)) for day, mark in days[:_MOST_TOLD]]
    more = len(days) - len(words)
    words += [language.speak(say_n("and {n} more", "and {n} more", more))] if more else []
    title = language.speak(say("{days}", days=words))
    return MapCell(worst.kind, f"{worst.symbol}{count if count > 1 else ''}", title)
