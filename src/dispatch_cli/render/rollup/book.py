"""The roll-up as a workbook: the units, the groups, and the worst items, linked with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import mark, say, tag_word
from dispatch_cli.render.agenda.standing import tag_formats
from dispatch_cli.render.formats.book import Book, BookColumn, Link, Table
from dispatch_cli.render.formats.sheet import ABSENT
from dispatch_cli.render.report.columns import HEADERS as ITEM_HEADERS
from dispatch_cli.render.report.figures import EVERY_FIGURE, figure_record
from dispatch_cli.render.rollup.columns import GROUP, HEADERS, group_name, heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.figures import Figures
    from dispatch_cli.reports.rollup import Rollup, UnitRow

_SHEETS = mark("Units|Groups|Worst items")
_MOST_LINKS = 60_000  # a sheet holds 65,530
_CONTACT, _UNITS, _SINCE = say("Contact"), say("Number of units"), say("Overdue since")
_UNIT = (HEADERS["rank"], HEADERS["unit"], GROUP, HEADERS["problem"], _CONTACT, HEADERS["score"])
_ITEM = (HEADERS["unit"], *(ITEM_HEADERS[key] for key in ("id", "title", "tag", "missed", "late")), _SINCE)
_FLOWS = (HEADERS["unit"], HEADERS["problem"], ITEM_HEADERS["title"])
_PERCENT = (EVERY_FIGURE["rate"], HEADERS["change"])


def rollup_book(rollup: Rollup, language: Language) -> Book:
    """Return the roll-up as three tables."""
    units, groups, items = language.text(_SHEETS).split("|")
    tables = (
        _unit_table(units, items, rollup, language),
        _group_table(groups, rollup, language),
        _item_table(items, units, rollup, language),
    )
    return Book(heading(rollup, language), rollup.today, tables, language.code)


def _columns(headers: Iterable[Message], language: Language) -> list[BookColumn]:
    tags = tag_formats(language)
    return [
        BookColumn(
            language.speak(header),
            percent=header in _PERCENT,
            looks=tags if header == ITEM_HEADERS["tag"] else {},
            flows=header in _FLOWS,
        )
        for header in headers
    ]


def _numbers(figures: Figures | None, rate: float | None) -> list[CellValue]:
    """Return the figures as numbers, a dash for each that is absent."""
    if figures is None:
        return [ABSENT for _ in EVERY_FIGURE]
    return [ABSENT if value is None else value for value in (figure_record(figures) | {"rate": rate}).values()]


def _unit_table(name: str, items: str, rollup: Rollup, language: Language) -> Table:
    columns = _columns((*_UNIT, *EVERY_FIGURE.values(), HEADERS["days_ahead"], HEADERS["change"]), language)
    first = _first_rows(rollup.rows)
    rows = [_unit(row, items, first.get(row.result.unit) if row.figures else None, language) for row in rollup.rows]
    total = language.speak(say("Total"))
    sums = [None, total, None, None, None, None, *_numbers(rollup.totals, rollup.totals.rate)]
    return Table(name, columns, rows, [*sums, rollup.days_ahead, rollup.change])


def _unit(row: UnitRow, items: str, first: int | None, language: Language) -> list[CellValue]:
    result = row.result
    unit: CellValue = result.unit if first is None else Link(result.unit, items, first)
    problem = language.speak(row.problem) if row.problem else None
    score = None if row.score is None else float(row.score)
    figures = row.figures
    return [
        *(row.rank, unit, result.group, problem, result.contact, score),
        *_numbers(figures.totals if figures else None, row.rate),
        figures.days_ahead if figures else ABSENT,
        row.change,
    ]


def _first_rows(rows: Sequence[UnitRow]) -> dict[str, int]:
    """Return in which row of its sheet the first of the worst items of a unit stands, for as many as can be linked."""
    first, number = {}, 1
    for row in rows[:_MOST_LINKS]:
        count = len(row.figures.worst) if row.figures else 0
        if count:
            first[row.result.unit] = number
        number += count
    return first


def _group_table(name: str, rollup: Rollup, language: Language) -> Table:
    columns = _columns((GROUP, _UNITS, *EVERY_FIGURE.values(), HEADERS["days_ahead"]), language)
    rows = [
        [
            group_name(group.name, language),
            len(group.rows),
            *_numbers(group.totals, group.totals.rate),
            group.days_ahead,
        ]
        for group in rollup.groups
    ]
    return Table(name, columns, rows)


def _item_table(name: str, units: str, rollup: Rollup, language: Language) -> Table:
    return Table(name, _columns(_ITEM, language), [*_items(units, rollup, language)])


def _items(units: str, rollup: Rollup, language: Language) -> Iterator[list[CellValue]]:
    links = 0
    for number, row in enumerate(rollup.rows, 1):
        for item in row.figures.worst if row.figures else ():
            links += 1
            unit: CellValue = Link(row.result.unit, units, number) if links < _MOST_LINKS else row.result.unit
            tag = language.speak(tag_word(item.tag))
            yield [unit, item.id, item.title, tag, item.missed, item.late, item.due]
