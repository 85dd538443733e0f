"""The report as a workbook: the sums, the items, each obligation, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import mark, say, tag_word
from dispatch_cli.render.agenda.columns import group_heading, titled
from dispatch_cli.render.agenda.standing import standing, standing_formats, tag_formats
from dispatch_cli.render.formats.book import Book, BookColumn, Table
from dispatch_cli.render.formats.sheet import ABSENT
from dispatch_cli.render.history import HEADERS as CHANGE_HEADERS
from dispatch_cli.render.outcomes import OUTCOMES
from dispatch_cli.render.report.changes import change_rows
from dispatch_cli.render.report.columns import HEADERS, NAMES, span_phrase
from dispatch_cli.render.report.figures import EVERY_FIGURE, OWED, figure_line, figure_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.figures import Figures
    from dispatch_cli.reports.kept import Account, Report

_SHEETS = mark("Sums|Items|Obligations|Changes")
_TITLES = (
    say("How the cadence was kept"),
    say("How each item was followed up"),
    say("Every obligation"),
    say("What changed"),
)
_OUTCOME, _ITEMS = say("Outcome"), say("Number of items")
_ITEM_HEADERS = {key: HEADERS[key] for key in NAMES}
_FLOWING = ("name", "title", "team", "owner", "what", "note")
_NOW = {"due": say("Due"), "state": say("State")}


def report_book(report: Report, language: Language) -> Book:
    """Return the report as four tables."""
    line = say(
        "{span}    As of {date}    {figures}",
        span=span_phrase(report.span),
        date=report.today,
        figures=figure_line(report.totals, language),
    )
    makers = (_sums, _items, _obligations, _changes)
    sheets = zip(language.text(_SHEETS).split("|"), _TITLES, makers, strict=True)
    tables = tuple(
        make(name, report, language)._replace(
            title=language.speak(titled(report.branch, title)), line=language.speak(line)
        )
        for name, title, make in sheets
    )
    first, *_ = _TITLES
    return Book(language.speak(titled(report.branch, first)), report.today, tables, language.code)


def _columns(report: Report, headers: Mapping[str, Message], language: Language) -> list[BookColumn]:
    """Return a column for each header; by its key it has looks, is in percent, or holds sentences."""
    states = standing_formats((account.row for account in report.accounts), language)
    looks = {"tag": tag_formats(language), "state": states}
    return [
        BookColumn(language.speak(header), percent=key == "rate", looks=looks.get(key, {}), flows=key in _FLOWING)
        for key, header in headers.items()
    ]


def _shown(report: Report) -> dict[str, Message]:
    """Return the figures that are shown: those of what was owed, and of the others what there is any of."""
    totals = figure_record(report.totals)
    return {key: header for key, header in EVERY_FIGURE.items() if key in OWED or totals[key]}


def _figures(figures: Figures, keys: Sequence[str]) -> list[CellValue]:
    """Return the figures as numbers, with the rate rounded as elsewhere, and a dash for each that is absent."""
    rate = None if figures.percent is None else figures.percent / 100
    record = figure_record(figures) | {"rate": rate}
    return [ABSENT if record[key] is None else record[key] for key in keys]


def _sums(name: str, report: Report, language: Language) -> Table:
    shown = _shown(report)
    columns = _columns(report, {"name": HEADERS[report.by], "items": _ITEMS, **shown}, language)
    rows: list[list[CellValue]] = [
        [_group_name(group.name, report.by, language), len(group.accounts), *_figures(group.figures, [*shown])]
        for group in report.groups
    ]
    return Table(name, columns, rows, [language.speak(say("Total")), len(report.accounts), *_totals(report, shown)])


def _totals(report: Report, shown: Mapping[str, Message]) -> list[CellValue]:
    return _figures(report.totals, [*shown])


def _group_name(name: str | None, by: str, language: Language) -> str:
    if name is None:
        return ABSENT
    return language.speak(tag_word(name)) if by == "tag" else name


def _who(account: Account, keys: Sequence[str], language: Language) -> list[CellValue]:
    item = account.item
    words: dict[str, CellValue] = {"tag": language.speak(tag_word(item.tag))}
    return [words[key] if key in words else getattr(item, key) for key in keys]


def _items(name: str, report: Report, language: Language) -> Table:
    """Return the items by groups; what all of a group share stands in its heading, what changed on the next sheets."""
    who = {key: header for key, header in _ITEM_HEADERS.items() if key != report.by}
    shown = {key: EVERY_FIGURE[key] for key in OWED}
    rows: list[list[CellValue]] = []
    headings: dict[int, str] = {}
    for group in report.groups:
        headings[len(rows)] = group_heading(group.name, report.by, len(group.accounts), language)
        for account in group.accounts:
            now = [account.row.due, standing(account.row, language)]
            rows.append([*_who(account, [*who], language), *_figures(account.figures, [*shown]), *now])
    columns = _columns(report, {**who, **shown, **_NOW}, language)
    total = language.speak(say("Total"))
    sums = [total, *[None] * (len(who) - 1), *_totals(report, shown), *[None] * len(_NOW)]
    return Table(name, columns, rows, sums, headings=headings)


def _obligations(name: str, report: Report, language: Language) -> Table:
    rows = [
        [*_who(account, NAMES, language), window.due, language.speak(OUTCOMES[window.outcome].word)]
        for account in report.accounts
        for window in account.windows
    ]
    headers = {**_ITEM_HEADERS, "due": _NOW["due"], "outcome": _OUTCOME}
    return Table(name, _columns(report, headers, language), rows)


def _changes(name: str, report: Report, language: Language) -> Table:
    return Table(name, _columns(report, CHANGE_HEADERS, language), [*_change_rows(report, language)])


def _change_rows(report: Report, language: Language) -> Iterator[list[CellValue]]:
    for row in change_rows(report):
        yield [row.on, row.item.id, row.item.title, language.speak(row.what), row.by, row.note]
