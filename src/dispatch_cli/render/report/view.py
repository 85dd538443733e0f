"""The report as a sheet for people and as a document for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dispatch_cli.messages import say
from dispatch_cli.render.agenda.columns import group_heading
from dispatch_cli.render.formats.sheet import Cell, Document, Group, Shape, Sheet, View
from dispatch_cli.render.history import entry_record
from dispatch_cli.render.marks import STATE_STYLES, STATES, tag_style
from dispatch_cli.render.report.columns import HEADERS, NAMES, span_heading, span_phrase, texts
from dispatch_cli.render.report.figures import FIGURES, OWED, change_counts, figure_line, figure_record, figure_texts
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatch_cli.model import ItemEntry
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.kept import Account, Report
    from dispatch_cli.reports.kept import Group as Group_

_SHAPE = Shape(
    (
        (24, tuple((key,) for key in HEADERS)),
        (20, (("id",), ("title", "remark"), ("tag",), ("team", "owner"), *((key,) for key in OWED), ("state",))),
        (
            12,
            (
                ("id",),
                ("title", "remark", "team", "owner"),
                ("tag", "state"),
                ("expected", "on_time"),
                ("late", "missed"),
                ("rate", "longest_gap"),
            ),
        ),
    ),
    flexible="title",
    right=("id", *OWED),
    names=("team", "owner", "remark"),
    untitled=("remark",),
)
FIELDS = (*NAMES, *FIGURES, "state", "due", "days", "known_since")


def report_view(report: Report) -> View:
    """Return the report, ready to be drawn in every format."""
    more: dict[str, Callable[[Style], str | bytes]] = {
        "html": partial(_page, report),
        "xlsx": partial(_workbook, report),
    }
    return View(partial(_sheet, report), partial(_document, report), more)


def _page(report: Report, style: Style) -> str:
    from dispatch_cli.render.report.page import report_page

    return report_page(report, style.language)


def _workbook(report: Report, style: Style) -> bytes:
    from dispatch_cli.render.formats import as_xlsx
    from dispatch_cli.render.report.book import report_book

    return as_xlsx.render(report_book(report, style.language))


def _sheet(report: Report, style: Style) -> Sheet:
    language = style.language
    groups = [
        Group(
            _heading(report, group, language),
            [_line(account, style) for account in group.accounts],
            _sums(group, language),
        )
        for group in report.groups
    ]
    named = {key: language.speak(header) for key, header in HEADERS.items()}
    summary = say("{span}: {figures}", span=span_phrase(report.span), figures=figure_line(report.totals, language))
    return Sheet(language.speak(span_heading(report)), named, groups, language.speak(summary), _SHAPE)


def _heading(report: Report, group: Group_, language: Language) -> str:
    return group_heading(group.name, report.by, len(group.accounts), language)


def _sums(group: Group_, language: Language) -> dict[str, str]:
    """Return the sums of a group under the columns to which they belong."""
    overdue = group.figures.overdue
    changes = {"remark": " · ".join(map(language.speak, change_counts(group.figures)))}
    now = {"state": f"{STATES[State.OVERDUE][0]} {overdue}"} if overdue else {}
    return figure_texts(group.figures) | changes | now


def _line(account: Account, style: Style) -> Mapping[str, Cell]:
    language, row = style.language, account.row
    looks = {"state": STATE_STYLES[row.state], "tag": tag_style(row, style), "remark": "italic", "owner": "dim"}
    return {key: Cell(text, looks.get(key, "")) for key, text in texts(account, language).items()}


def _document(report: Report, style: Style) -> Document:  # noqa: ARG001 English in every language
    head = {
        "today": report.today,
        "branch": report.branch,
        "mode": report.mode,
        "from": report.span.first,
        "to": report.span.last,
        "by": report.by,
        "totals": figure_record(report.totals),
        "groups": [{"name": group.name} | figure_record(group.figures) for group in report.groups],
        "changes": [_change(account, entry) for account, entry in report.changes],
    }
    return Document(head, "items", FIELDS, [_record(account) for account in report.accounts])


def _record(account: Account) -> dict[str, Any]:
    row = account.row
    names = {key: getattr(row.item, key) for key in NAMES}
    now = {"state": row.state, "due": row.due, "days": row.days, "known_since": account.known_since}
    return names | figure_record(account.figures) | now | {"windows": [each._asdict() for each in account.windows]}


def _change(account: Account, entry: ItemEntry) -> dict[str, Any]:
    record = entry_record(entry)
    return (
        {key: record[key] for key in ("on", "event", "item")}
        | {"title": account.item.title}
        | {key: record[key] for key in ("from", "to", "by", "note")}
    )
