"""The report as a workbook: the sums, the items, each obligation, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import mark, say, tag_word
from dispatch_cli.render.cell_formats import state_formats, tag_formats
from dispatch_cli.render.formats.book import Book, BookColumn, Table
from dispatch_cli.render.history import HEADERS as CHANGE_HEADERS
from dispatch_cli.render.marks import STATES
from dispatch_cli.render.outcomes import OUTCOMES
from dispatch_cli.render.report.changes import change_rows
from dispatch_cli.render.report.columns import HEADERS, NAMES, span_heading, span_phrase
from dispatch_cli.render.report.figures import EVERY_FIGURE, NONE, figure_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dispatch_cli.messages import Message
    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.figures import Figures
    from dispatch_cli.reports.kept import Account, Report

_SHEETS = mark("Sums|Items|Obligations|Changes")
_OUTCOME, _ITEMS = say("Outcome"), say("Number of items")
_ITEM_HEADERS = {key: HEADERS[key] for key in NAMES}
_NOW = {"state": say("State"), "due": say("Due"), "days": say("Days")}


def report_book(report: Report, language: Language) -> Book:
    """Return the report as four tables."""
    makers = (_sums, _items, _obligations, _changes)
    names = language.text(_SHEETS).split("|")
    tables = tuple(make(name, report, language) for name, make in zip(names, makers, strict=True))
    return Book(language.speak(span_heading(report)), report.today, tables)


def _columns(headers: Mapping[str, Message], language: Language) -> list[BookColumn]:
    """Return a column for each header; by its key it has looks, or is in percent."""
    looks = {"tag": tag_formats(language), "state": state_formats(language)}
    return [
        BookColumn(language.speak(header), percent=key == "rate", looks=looks.get(key, {}))
        for key, header in headers.items()
    ]


def _figures(figures: Figures) -> list[CellValue]:
    """Return the figures as numbers, with the rate rounded as elsewhere, and a dash for each that is absent."""
    rate = None if figures.percent is None else figures.percent / 100
    return [NONE if value is None else value for value in (figure_record(figures) | {"rate": rate}).values()]


def _sums(name: str, report: Report, language: Language) -> Table:
    columns = _columns({"name": HEADERS[report.by], "items": _ITEMS, **EVERY_FIGURE}, language)
    rows: list[list[CellValue]] = [
        [_group_name(group.name, report.by, language), len(group.accounts), *_figures(group.figures)]
        for group in report.groups
    ]
    total = language.speak(say("Total {span}", span=span_phrase(report.span)))
    sums = [total, len(report.accounts), *_figures(report.totals)]
    return Table(name, columns, rows, sums)


def _group_name(name: str | None, by: str, language: Language) -> str:
    if name is None:
        return NONE
    return language.speak(tag_word(name)) if by == "tag" else name


def _who(account: Account, language: Language) -> list[CellValue]:
    item = account.item
    return [item.id, item.title, language.speak(tag_word(item.tag)), item.team, item.owner]


def _items(name: str, report: Report, language: Language) -> Table:
    rows = [
        [
            *_who(account, language),
            *_figures(account.figures),
            language.speak(STATES[account.row.state].word),
            account.row.due,
            account.row.days,
        ]
        for account in report.accounts
    ]
    return Table(name, _columns(_ITEM_HEADERS | EVERY_FIGURE | _NOW, language), rows)


def _obligations(name: str, report: Report, language: Language) -> Table:
    rows = [
        [*_who(account, language), window.due, language.speak(OUTCOMES[window.outcome].word)]
        for account in report.accounts
        for window in account.windows
    ]
    return Table(name, _columns({**_ITEM_HEADERS, "due": _NOW["due"], "outcome": _OUTCOME}, language), rows)


def _changes(name: str, report: Report, language: Language) -> Table:
    return Table(name, _columns(CHANGE_HEADERS, language), [*_change_rows(report, language)])


def _change_rows(report: Report, language: Language) -> Iterator[list[CellValue]]:
    for row in change_rows(report):
        yield [row.on, row.item.id, row.item.title, language.speak(row.what), row.by, row.note]
