"""What became of each obligation, as a map: a line for each item, a column for each week.

A week goes from Monday to Sunday and has its number by ISO 8601. Of a span with more than sixty weeks
the columns are months, of one with more than sixty months years. There is no column before
anything is known, nor after today but for what is due then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.render.outcomes import OUTCOMES
from dispatch_cli.reports.obligations import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.kept import Account, Report

    Days = Sequence[tuple[date, "MapMark"]]

_MOST_SAID = 10
_MOST_COLUMNS = 60
_MONTHS = 12


class MapMark(NamedTuple):
    """How something is marked: a class of the style sheet, a symbol, a word; the worst has the highest rank."""

    kind: str
    symbol: str
    word: Message | str
    rank: int


OPEN = MapMark("o", "□", say("still to be dispatched"), 1)
MARKS = {
    outcome: MapMark(kind, OUTCOMES[outcome].symbol, OUTCOMES[outcome].word, rank)
    for outcome, kind, rank in ((Outcome.KEPT, "k", 0), (Outcome.LATE, "l", 2), (Outcome.MISSED, "m", 3))
}


class Period(NamedTuple):
    """A week, month or year: its number, its first day where the number does not tell it, the year it belongs to."""

    year: str
    number: str
    first: str = ""


class MapCell(NamedTuple):
    """What became of one item in one column: the worst, with how many of it if several; and all of it in words."""

    kind: str
    text: str
    said: str


class MapLine(NamedTuple):
    """One item."""

    id: str
    title: str
    cells: Sequence[MapCell | None]


class HeatMap(NamedTuple):
    """The whole map. `years` says how many columns each year has; it is empty where the columns are years."""

    title: Message
    note: Message
    years: Sequence[tuple[str, int]]
    columns: Sequence[Period]
    lines: Sequence[MapLine]


class _Scale(NamedTuple):
    title: Message
    note: Message
    firsts: Callable[[date, date], list[date]]
    column: Callable[[date], Period]


def heat_map(report: Report, language: Language) -> HeatMap:
    """Return the map of a report, its items in the report's order."""
    unit, firsts = _columns(*_bounds(report))
    columns = [unit.column(first) for first in firsts]
    years = [(year, len([*own])) for year, own in groupby(columns, key=lambda column: column.year) if year]
    lines = [_line(account, firsts, language) for account in report.accounts]
    return HeatMap(unit.title, unit.note, years, columns, lines)


def _bounds(report: Report) -> tuple[date, date]:
    """Return the first and the last day of which there is anything to show."""
    first = max(report.span.first, report.since or report.span.first)
    open_days = [account.open for account in report.accounts if account.open]
    return first, max(first, min(report.span.last, max([report.today, *open_days])))


def _columns(first: date, last: date) -> tuple[_Scale, list[date]]:
    """Return the smallest unit of which not too many are needed, and the first day of each."""
    for unit in _UNITS:
        firsts = unit.firsts(first, last)
        if len(firsts) <= _MOST_COLUMNS:
            break
    return unit, firsts


def _weeks(first: date, last: date) -> list[date]:
    monday = first - timedelta(first.weekday())
    return [date.fromordinal(day) for day in range(monday.toordinal(), last.toordinal() + 1, 7)]


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
_UNITS = (
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
    said = [language.speak(say("due {day}: {what}", day=day, what=mark.word)) for day, mark in days[:_MOST_SAID]]
    more = len(days) - len(said)
    said += [language.speak(say_n("and {n} more", "and {n} more", more))] if more else []
    return MapCell(worst.kind, f"{worst.symbol}{count if count > 1 else ''}", language.speak(say("{days}", days=said)))
