"""The roll-up, ready to be drawn in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.render.formats.data import Data, DataColumn
from dispatch_cli.render.formats.sheet import Cell, Document, Group, Sheet
from dispatch_cli.render.report.figures import figure_record
from dispatch_cli.render.rollup.columns import (
    FLAGGED,
    HEADERS,
    SHAPE,
    group_name,
    heading,
    rules_lines,
    summary,
    sums_texts,
    unit_texts,
)
from dispatch_cli.render.text.language import SOURCE, Language
from dispatch_cli.reports.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.render.formats.book import Book
    from dispatch_cli.render.style import Style
    from dispatch_cli.reports.rollup import Rollup, UnitGroup, UnitRow

TOTALS = (*figure_record(Figures()), "days_ahead")
FIELDS = ("unit", "group", "contact", "problem", "rank", "score", "change", *TOTALS)
DATA = (
    DataColumn("unit", "text"),
    DataColumn("group", "text"),
    DataColumn("problem", "text"),
    DataColumn("from", "date"),
    DataColumn("to", "date"),
    DataColumn("tag", "text"),
    *(DataColumn(key, "share" if key == "rate" else "count") for key in figure_record(Figures())),
)


class RollupView(NamedTuple):
    """The roll-up, ready to be drawn: as a sheet, as a document for programs, as data, as a workbook, as a page."""

    rollup: Rollup

    def sheet(self, style: Style) -> Sheet:
        """Return the table for people."""
        rollup, language = self.rollup, style.language
        headers = language.each(HEADERS)
        groups = [
            _group(group, style, named=len(rollup.groups) > 1 or group.name is not None) for group in rollup.groups
        ]
        if rollup.flagged:
            groups.insert(0, Group(language.speak(FLAGGED), [_line(row, language) for row in rollup.flagged]))
        below = rules_lines(rollup, language)
        return Sheet(heading(rollup, language), headers, groups, summary(rollup, language), SHAPE, below=below)

    def document(self, style: Style) -> Document:  # noqa: ARG002 English in every language
        """Return the records for programs."""
        parts = {key: ("totals", key) for key in TOTALS}
        return Document(_head(self.rollup), "units", FIELDS, [unit_record(row) for row in self.rollup.rows], parts)

    def data(self, style: Style) -> Data:  # noqa: ARG002 English in every language
        """Return a row for each unit and tag."""
        return Data(DATA, _data_rows(self.rollup))

    def html(self, style: Style) -> str:
        """Return the page."""
        from dispatch_cli.render.rollup.page import rollup_page

        return rollup_page(self.rollup, style.language)

    def book(self, style: Style) -> Book:
        """Return the workbook."""
        from dispatch_cli.render.rollup.book import rollup_book

        return rollup_book(self.rollup, style.language)


def _group(group: UnitGroup, style: Style, *, named: bool) -> Group:
    lines = [_line(row, style.language) for row in group.rows]
    if not named:
        return Group(None, lines)
    return Group(group_name(group.name, style.language), lines, sums_texts(group.totals, group.days_ahead))


def _line(row: UnitRow, language: Language) -> dict[str, Cell]:
    return {key: Cell(text, SHAPE.fits[key].style) for key, text in unit_texts(row, language).items()}


def _head(rollup: Rollup) -> dict[str, Any]:
    return {
        "today": rollup.today,
        "from": rollup.span.first,
        "to": rollup.span.last,
        "least": rollup.rules.least,
        "rules": rules_lines(rollup._replace(left_out=0), Language(SOURCE.code)),
        "totals": figure_record(rollup.totals) | {"days_ahead": rollup.days_ahead},
        "before": figure_record(rollup.before),
        "groups": [{"name": group.name} | figure_record(group.totals) for group in rollup.groups],
    }


def unit_record(row: UnitRow) -> dict[str, Any]:
    """Return what programs get of a unit: no path, and no rate where not all is known."""
    figures = row.figures
    totals = figure_record(figures.totals) | {"rate": row.rate, "days_ahead": figures.days_ahead} if figures else None
    return {
        "unit": row.result.unit,
        "group": row.result.group,
        "contact": row.result.contact,
        "problem": _problem(row),
        "rank": row.rank,
        "score": None if row.score is None else float(row.score),
        "change": row.change,
        "totals": totals,
    }


def _problem(row: UnitRow) -> str | None:
    return Language(SOURCE.code).speak(row.problem) if row.problem else None


def _data_rows(rollup: Rollup) -> Iterator[list[Any]]:
    """Yield a row for each unit and tag, one without a tag for a unit without figures."""
    for row in rollup.rows:
        who = [row.result.unit, row.result.group, _problem(row), *rollup.span]
        for tag in row.figures.tags if row.figures else ():
            yield [*who, tag.tag, *figure_record(tag.figures).values()]
        if row.figures is None or not row.figures.tags:
            yield [*who, None, *(None for _ in figure_record(Figures()))]
