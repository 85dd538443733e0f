"""The columns of a report, the same for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import say
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import cells, days_cell, state_cell
from dispatch_cli.render.formats.sheet import Fit, Shape
from dispatch_cli.render.marks import STATES
from dispatch_cli.render.report.changes import remarks
from dispatch_cli.render.report.figures import FIGURES, OWED, figure_texts
from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.kept import Account, Report, Span

NAMES = ("id", "title", "tag", "team", "owner")
HEADERS = {
    **{key: COLUMN_WORDS[key] for key in NAMES},
    **{key: FIGURES[key] for key in OWED},
    "state": say("Now"),
    "remark": say("Remark"),
}
_FITS = {
    "id": Fit(("id", "id", "id"), right=True),
    "title": Fit(("title", "title", "title")),
    "tag": Fit(("tag", "tag", "tag")),
    "team": Fit(("team", "team", "title"), wraps=True),
    "owner": Fit(("owner", "team", "title"), wraps=True, style="dim"),
    "expected": Fit(("expected", "expected", "expected"), right=True),
    "on_time": Fit(("on_time", "on_time", "expected"), right=True),
    "late": Fit(("late", "late", "late"), right=True),
    "missed": Fit(("missed", "missed", "late"), right=True),
    "rate": Fit(("rate", "rate", "rate"), right=True),
    "longest_gap": Fit(("longest_gap", "longest_gap", "rate"), right=True),
    "state": Fit(("state", "state", "tag")),
    "remark": Fit(("remark", "title", "title"), wraps=True, untitled=True, style="italic"),
}
SHAPE = Shape(_FITS, least=(24, 20, 12), flexible="title")


def span_heading(report: Report) -> str:
    """Return the heading of a report: whose it is, and of which days."""
    days = span_phrase(report.span)
    return f"{report.branch} · {days}" if report.branch else days


def span_phrase(span: Span) -> str:
    """Return the two days of a span."""
    return f"{span.first} – {span.last}"


def texts(account: Account, language: Language) -> dict[str, str]:
    """Return what the columns show of an account, by key."""
    speak, shown = language.speak, cells(account.row, language)
    return {
        **{key: shown[key] for key in NAMES},
        **figure_texts(account.figures),
        "state": _state(account.row, language),
        "remark": speak(say("{changes}", changes=[*map(speak, remarks(account))])),
    }


def _state(row: Row, language: Language) -> str:
    """Return the state of an item in words; for an overdue one, how late it is."""
    if row.state is State.OVERDUE:
        return f"{STATES[row.state].symbol} {days_cell(row, language)}"
    return state_cell(row, language)
