"""The report as a sheet for people and as a document for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dispatch_cli.agenda import State
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.phrases import event_phrase
from dispatch_cli.render.agenda_view import STATE_STYLES, tag_style
from dispatch_cli.render.columns import STATES, days_cell, group_heading, state_cell, tag_cell
from dispatch_cli.render.history_view import entry_record
from dispatch_cli.render.sheet import Cell, Document, Group, Shape, Sheet, View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatch_cli.agenda import Row
    from dispatch_cli.model import Entry
    from dispatch_cli.render import Style
    from dispatch_cli.render.language import Language
    from dispatch_cli.report import Account, Figures, Report, Span
    from dispatch_cli.report import Group as Group_

NONE = "–"
HEADERS = {
    "id": say("No."),
    "title": say("Item"),
    "tag": say("Tag"),
    "team": say("Team"),
    "owner": say("Owner"),
    "expected": say("Expected"),
    "on_time": say("On time"),
    "late": say("Late"),
    "missed": say("Missed"),
    "rate": say("Rate"),
    "gap": say("Longest gap"),
    "state": say("Now"),
    "remark": say("Changes"),
}
_NUMBERS = ("expected", "on_time", "late", "missed", "rate", "gap")
_SHAPE = Shape(
    (
        (24, tuple((key,) for key in HEADERS)),
        (20, (("id",), ("title", "remark"), ("tag",), ("team", "owner"), *((key,) for key in _NUMBERS), ("state",))),
        (
            12,
            (
                ("id",),
                ("title", "remark", "team", "owner"),
                ("tag", "state"),
                ("expected", "on_time"),
                ("late", "missed"),
                ("rate", "gap"),
            ),
        ),
    ),
    flexible="title",
    right=("id", *_NUMBERS),
    names=("team", "owner", "remark"),
    untitled=("remark",),
)
FIGURES = (
    "expected", "on_time", "late", "missed", "rate", "longest_gap", "overdue", "tag_changes", "extensions", "closings",
)  # fmt: skip
FIELDS = ("id", "title", "tag", "team", "owner", *FIGURES, "state", "due", "days")


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


def percent(rate: float | None) -> str:
    """Return a rate in whole percent: all or nothing are said only of all or nothing.

    >>> [percent(rate) for rate in (None, 0.0, 0.001, 0.666, 0.999, 1.0)]
    ['–', '0%', '1%', '66%', '99%', '100%']
    """
    return NONE if rate is None else f"{max(int(rate * 100), 1) if rate else 0}%"


def figure_phrases(figures: Figures) -> list[Message]:
    """Return what is counted, in words; of changes only those that there were."""
    owed = [say_n("{n} expected", "{n} expected", figures.expected)]
    if figures.expected:
        owed += [
            say_n("{n} on time", "{n} on time", figures.on_time),
            say_n("{n} late", "{n} late", figures.late),
            say_n("{n} missed", "{n} missed", figures.missed),
            say("rate {rate}", rate=percent(figures.rate)),
        ]
    gap = figures.longest_gap
    owed += [say_n("longest gap {n} day", "longest gap {n} days", gap)] if gap is not None else []
    owed.append(say_n("{n} now overdue", "{n} now overdue", figures.overdue))
    changes = (
        (figures.tag_changes, say_n("{n} tag change", "{n} tag changes", figures.tag_changes)),
        (figures.extensions, say_n("{n} extension", "{n} extensions", figures.extensions)),
        (figures.closings, say_n("{n} closing", "{n} closings", figures.closings)),
    )
    return owed + [phrase for count, phrase in changes if count]


def figure_line(figures: Figures, language: Language) -> str:
    """Return what is counted in one line."""
    return " · ".join(map(language.speak, figure_phrases(figures)))


def _sheet(report: Report, style: Style) -> Sheet:
    language = style.language
    groups = [
        Group(
            _heading(report, group, language),
            [_line(account, style) for account in group.accounts],
            _sums(group),
        )
        for group in report.groups
    ]
    named = {key: language.speak(header) for key, header in HEADERS.items()}
    summary = say("{span}: {figures}", span=span_phrase(report.span), figures=figure_line(report.totals, language))
    return Sheet(language.speak(span_heading(report)), named, groups, language.speak(summary), _SHAPE)


def _heading(report: Report, group: Group_, language: Language) -> str:
    return group_heading(group.name, report.by, len(group.accounts), language)


def _sums(group: Group_) -> dict[str, str]:
    """Return the sums of a group under the columns to which they belong."""
    overdue = group.figures.overdue
    return figure_texts(group.figures) | ({"state": f"{STATES[State.OVERDUE][0]} {overdue}"} if overdue else {})


def figure_texts(figures: Figures) -> dict[str, str]:
    """Return the figures as they stand in their columns; where nothing was owed, dashes."""
    counts = {key: getattr(figures, key) for key in ("expected", "on_time", "late", "missed")}
    shown = {key: f"{count}" if figures.expected else NONE for key, count in counts.items()}
    gap = NONE if figures.longest_gap is None else f"{figures.longest_gap}"
    return {**shown, "rate": percent(figures.rate), "gap": gap}


def _line(account: Account, style: Style) -> Mapping[str, Cell]:
    language, row = style.language, account.row
    looks = {"state": STATE_STYLES[row.state], "tag": tag_style(row, style), "remark": "italic", "owner": "dim"}
    return {key: Cell(text, looks.get(key, "")) for key, text in texts(account, language).items()}


def texts(account: Account, language: Language) -> dict[str, str]:
    """Return what the columns show of an account."""
    row, speak = account.row, language.speak
    return {
        "id": speak(row.item.id),
        "title": speak(row.item.title),
        "tag": tag_cell(row, language),
        "team": speak(row.item.team or ""),
        "owner": speak(row.item.owner or ""),
        **figure_texts(account.figures),
        "state": _state(row, language),
        "remark": "; ".join(speak(change_phrase(entry)) for entry in account.changes),
    }


def _state(row: Row, language: Language) -> str:
    """Return where an item stands; how late it is says that it is overdue."""
    if row.state is State.OVERDUE:
        return f"{STATES[row.state][0]} {days_cell(row, language)}"
    return state_cell(row, language)


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
        "changes": [_change(account, entry) for account in report.accounts for entry in account.changes],
    }
    return Document(head, "items", FIELDS, [_record(account) for account in report.accounts])


def figure_record(figures: Figures) -> dict[str, Any]:
    """Return what programs get of figures; `rate` is the part that was on time, null where nothing was owed."""
    rate = figures.rate
    return {key: getattr(figures, key) for key in FIGURES} | {"rate": None if rate is None else round(rate, 4)}


def _record(account: Account) -> dict[str, Any]:
    row, item = account.row, account.item
    names = {"id": item.id, "title": item.title, "tag": item.tag, "team": item.team, "owner": item.owner}
    now = {"state": row.state, "due": row.due, "days": row.days}
    return names | figure_record(account.figures) | now | {"windows": [each._asdict() for each in account.windows]}


def _change(account: Account, entry: Entry) -> dict[str, Any]:
    record = entry_record(entry)
    return (
        {key: record[key] for key in ("on", "event", "item")}
        | {"title": account.item.title}
        | {key: record[key] for key in ("from", "to", "by", "note")}
    )
