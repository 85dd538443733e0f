"""What the columns of a report show, said once for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say
from dispatch_cli.render.agenda.columns import cells, days_cell, state_cell
from dispatch_cli.render.marks import STATES
from dispatch_cli.render.report.figures import FIGURES, OWED, figure_texts
from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from dispatch_cli.model import ItemEntry
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.kept import Account, Report, Span

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
NAMES = ("id", "title", "tag", "team", "owner")


def span_heading(report: Report) -> str:
    """Return whose report it is, and on which days."""
    days = span_phrase(report.span)
    return f"{report.branch} · {days}" if report.branch else days


def span_phrase(span: Span) -> str:
    """Return the two days of a span."""
    return f"{span.first} – {span.last}"


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


def change_phrase(entry: ItemEntry) -> Message:
    """Return what changed, and when."""
    return say("{what} on {day}", what=event_phrase(entry), day=f"{entry.on}")
