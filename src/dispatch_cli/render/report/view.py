"""The report as a sheet for people and as a document for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.log.entries import Event
from dispatch_cli.messages import say
from dispatch_cli.render.agenda.columns import group_heading
from dispatch_cli.render.deadlines import deadline_line, deadline_record
from dispatch_cli.render.formats.sheet import Cell, Document, Group, Sheet
from dispatch_cli.render.history import entry_record
from dispatch_cli.render.marks import STATES, tag_style
from dispatch_cli.render.report.columns import HEADERS, NAMES, SHAPE, short_remark, span_heading, span_phrase, texts
from dispatch_cli.render.report.figures import (
    FIGURES,
    WHERE_ANY,
    change_counts,
    figure_line,
    figure_record,
    figure_texts,
)
from dispatch_cli.reports.kept import days_ahead
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.render.formats.book import Book
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.kept import Account, AccountGroup, Report

FIELDS = (*NAMES, *FIGURES, "state", "due", "days", "known_since", *WHERE_ANY)
_LOOKS = {key: fit.style for key, fit in SHAPE.fits.items()}


class ReportView(NamedTuple):
    """The report, ready to be drawn: as a sheet, as a document for programs, as a workbook, as a page."""

    report: Report

    def sheet(self, style: Style) -> Sheet:
        """Return the table for people."""
        report, language = self.report, style.language
        groups = [_group(report, group, style) for group in report.groups]
        named = language.each(HEADERS)
        summary = say("{span}: {figures}", span=span_phrase(report.span), figures=figure_line(report.totals, language))
        below = [language.speak(deadline_line(each)) for each in report.deadlines]
        title = language.speak(span_heading(report))
        return Sheet(title, named, groups, language.speak(summary), SHAPE, below=below, grouped=report.by)

    def document(self, style: Style) -> Document:  # noqa: ARG002 English in every language
        """Return the records for programs."""
        report = self.report
        return Document(_head(report), "items", FIELDS, [_record(account) for account in report.accounts])

    def html(self, style: Style) -> str:
        """Return the page."""
        from dispatch_cli.render.report.page import report_page

        return report_page(self.report, style.language)

    def book(self, style: Style) -> Book:
        """Return the workbook."""
        from dispatch_cli.render.report.book import report_book

        return report_book(self.report, style.language)


def _group(report: Report, group: AccountGroup, style: Style) -> Group:
    lines = [_line(account, report.span.last.year, style) for account in group.accounts]
    return Group(_heading(report, group, style.language), lines, _sums(group, style.language))


def _heading(report: Report, group: AccountGroup, language: Language) -> str:
    return group_heading(group.name, report.by, len(group.accounts), language)


def _sums(group: AccountGroup, language: Language) -> dict[str, str]:
    """Return the sums of a group, by the keys of the columns under which they stand."""
    overdue = group.figures.overdue
    changes = {"remark": " · ".join(map(language.speak, change_counts(group.figures)))}
    now = {"state": f"{STATES[State.OVERDUE].symbol} {overdue}"} if overdue else {}
    return figure_texts(group.figures) | changes | now


def _line(account: Account, year: int, style: Style) -> Mapping[str, Cell]:
    language, row = style.language, account.row
    looks = _LOOKS | {"state": STATES[row.state].style, "tag": tag_style(row, style)}
    line = {key: Cell(text, looks[key]) for key, text in texts(account, language).items()}
    if style.width and line["remark"].text:
        line["remark"] = line["remark"]._replace(short=short_remark(account, year, language))
    return line


def _head(report: Report) -> dict[str, Any]:
    return {
        "today": report.today,
        "branch": report.branch,
        "mode": report.mode,
        "from": report.span.first,
        "to": report.span.last,
        "by": report.by,
        "totals": figure_record(report.totals),
        "groups": [{"name": group.name} | figure_record(group.figures) for group in report.groups],
        "changes": [_change(account, entry) for account, entry in report.changes],
        "deadlines": [*map(deadline_record, report.deadlines)],
    }


def _record(account: Account) -> dict[str, Any]:
    row = account.row
    names = {key: getattr(row.item, key) for key in NAMES}
    now = {"state": row.state, "due": row.due, "days": row.days, "known_since": account.known_since}
    more = {
        "windows": [each._asdict() for each in account.windows],
        "unknown_tags": [{"tag": each.tag, "from": each.first, "to": each.last} for each in account.unknown_tags],
        "other_cadences": [each._asdict() for each in account.other_cadences],
    }
    return names | figure_record(account.figures) | now | more


def _change(account: Account, entry: ItemEntry) -> dict[str, Any]:
    record = entry_record(entry)
    return (
        {key: record[key] for key in ("on", "event", "item")}
        | {"title": account.item.title}
        | {key: record[key] for key in ("from", "to", "by", "note", "field")}
        | {"days_ahead": days_ahead(account.item, entry.on) if entry.event == Event.CLOSED else None}
    )
