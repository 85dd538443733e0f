"""The columns of a report, the same for every format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatch_cli.messages import say
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import CELLS, days_cell, state_cell
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
    "id": Fit(right=True),
    "title": Fit(),
    "tag": Fit(),
    "team": Fit(wraps=True),
    "owner": Fit(wraps=True, style="dim"),
    **dict.fromkeys(OWED, Fit(right=True)),
    "state": Fit(untitled=True),
    "remark": Fit(wraps=True, untitled=True, style="italic"),
}
_YIELDS = (
    "remark", "owner", "team", "state", "tag", "longest_gap", "expected", "on_time", "late", "missed", "rate", "id",
)  # fmt: skip
SHAPE = Shape(_FITS, flexible="title", yields=_YIELDS)


def span_heading(report: Report) -> str:
    """Return the heading of a report: whose it is, and of which days."""
    days = span_phrase(report.span)
    return f"{report.branch} · {days}" if report.branch else days


def span_phrase(span: Span) -> str:
    """Return the two days of a span."""
    return f"{span.first} – {span.last}"


def texts(account: Account, language: Language) -> dict[str, str]:
    """Return what the columns show of an account, by key."""
    speak, row, said = language.speak, account.row, remarks(account)
    return {
        **{key: CELLS[key](row, language) for key in NAMES},
        **figure_texts(account.figures, OWED),
        "state": _state(row, language),
        "remark": speak(say("{changes}", changes=[*map(speak, said)])) if said else "",
    }


def short_remark(account: Account, year: int, language: Language) -> str:
    """Return what is remarked where a terminal is narrow: the days of that year without it."""
    year_of_a_date = re.compile(rf"(?<!\d){year:04}-(?=\d\d-\d\d(?!\d))")
    changes = [year_of_a_date.sub("", language.speak(remark)) for remark in remarks(account, short=True)]
    return language.speak(say("{changes}", changes=changes))


def _state(row: Row, language: Language) -> str:
    """Return the state of an item in words; for an overdue one, how late it is."""
    if row.state is State.OVERDUE:
        return f"{STATES[row.state].symbol} {days_cell(row, language)}"
    return state_cell(row, language)
