"""The report as a sheet for people and as a document for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dispatch_cli.agenda import State
from dispatch_cli.messages import Message, say
from dispatch_cli.phrases import event_phrase
from dispatch_cli.render.agenda_view import STATE_STYLES, tag_style
from dispatch_cli.render.columns import STATES, cells, days_cell, group_heading, state_cell
from dispatch_cli.render.figures import FIGURES, OWED, change_counts, figure_line, figure_record, figure_texts
from dispatch_cli.render.history_view import entry_record
from dispatch_cli.render.sheet import Cell, Document, Group, Shape, Sheet, View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatch_cli.agenda import Row
    from dispatch_cli.model import Entry
    from dispatch_cli.render import Style
    from dispatch_cli.render.language import Language
    from dispatch_cli.report import Account, Report, Span
    from dispatch_cli.report import Group as Group_

HEADERS = {
    "id": say("No."),
    "title": say("Item"),
    "tag": say("Tag"),
    "team": say("Team"),
    "owner": say("Owner"),
    **{key: FIGURES[key] for key in OWED},
    "state": say("Now"),
    "remark": say("Remark"),
}
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
NAMES = ("id", "title", "tag", "team", "owner")
FIELDS = (*NAMES, *FIGURES, "state", "due", "days", "known_since")


def report_view(report: Report) -> View:
    """Return the report, ready to be drawn in every format."""
    more: dict[str, Callable[[Style], str | bytes]] = {
        "html": partial(_page, report),
        "xlsx": partial(_workbook, report),
    }
    return View(partial(_sheet, report), partial(_document, report), more)


def _page(report: Report, style: Style) -> str:
    from dispatch_cli.render.report_page import report_page

    return report_page(report, style.language)


def _workbook(report: Report, style: Style) -> bytes:
    from dispatch_cli.render import as_xlsx
    from dispatch_cli.render.report_book import report_book

    return as_xlsx.render(report_book(report, style.language))


def span_heading(report: Report) -> str:
    """Return whose report it is, and on which days."""
    days = span_phrase(report.span)
    return f"{report.branch} · {days}" if report.branch else days


def span_phrase(span: Span) -> str:
    """Return the two days of a span."""
    return f"{span.first} – {span.last}"


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


def texts(account: Account, language: Language) -> dict[str, str]:
    """Return what the columns show of an account."""
    speak, shown = language.speak, cells(account.row, language)
    return {
        **{key: shown[key] for key in NAMES},
        **figure_texts(account.figures),
        "state": _state(account.row, language),
        "remark": speak(say("{changes}", changes=[*map(speak, _remarks(account))])),
    }


def _state(row: Row, language: Language) -> str:
    """Return where an item stands; how late it is says that it is overdue."""
    if row.state is State.OVERDUE:
        return f"{STATES[row.state][0]} {days_cell(row, language)}"
    return state_cell(row, language)


def _remarks(account: Account) -> list[Message]:
    """Return what must be known of the figures, and what changed."""
    unknown = [say("nothing is known before {day}", day=account.known_since)] if account.known_since else []
    return unknown + [change_phrase(entry) for entry in account.changes]


def change_phrase(entry: Entry) -> Message:
    """Return what changed, and when."""
    return say("{what} on {day}", what=event_phrase(entry), day=f"{entry.on}")


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


def _change(account: Account, entry: Entry) -> dict[str, Any]:
    record = entry_record(entry)
    return (
        {key: record[key] for key in ("on", "event", "item")}
        | {"title": account.item.title}
        | {key: record[key] for key in ("from", "to", "by", "note")}
    )
