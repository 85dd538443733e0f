"""One unit among many → its figures: all that a roll-up ever asks of it, small enough to be mailed.

A roll-up looks at nothing else, so it is the same from the lists themselves and from these figures, sent as summaries.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import __version__
from dispatch_cli.log.entries import Event
from dispatch_cli.log.order import newest_first
from dispatch_cli.reports.chapters import Chapters, NotedItem, WorstItem, make_chapters
from dispatch_cli.reports.figures import Figures  # noqa: TC001 the annotations of values are read at run time
from dispatch_cli.reports.kept import Span, days_ahead, make_report
from dispatch_cli.schedule.agenda import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.reports.kept import Account, Report
    from dispatch_cli.schedule.office import Office

__all__ = ["Chapters", "NotedItem", "TagFigures", "UnitFigures", "WorstItem", "span_before", "unit_figures"]

_WORST = 5
_EVERY = Filters()


class TagFigures(NamedTuple):
    """What was owed under one tag, and what became of it."""

    tag: str
    figures: Figures


class UnitFigures(NamedTuple):
    """The figures of one unit in the days from `first` to `last`, as of `today`.

    `since` is the first day of which its list or log know anything, None for a list without items. `newest` is the
    `at` of the newest line of its log. `before` is what was owed in the span before. `days_ahead` adds up how many
    days before their deadlines items were closed. `list_hash` and `log_hash` tell the two files from all others.
    """

    unit: str
    first: date
    last: date
    today: date
    since: date | None
    newest: str | None
    totals: Figures
    before: Figures
    days_ahead: int
    tags: tuple[TagFigures, ...]
    worst: tuple[WorstItem, ...]
    list_hash: str
    log_hash: str
    version: str
    chapters: Chapters | None = None

    @property
    def span(self) -> Span:
        """Return the days that the figures are about."""
        return Span(self.first, self.last)


class Hashes(NamedTuple):
    """By which the bytes of a list and of its log are told from all others."""

    list: str
    log: str


def unit_figures(office: Office, span: Span, name: str, hashes: Hashes, *, with_chapters: bool) -> UnitFigures:
    """Return the figures of a unit, those that its own report shows, and more; chapters only where they are wanted."""
    report = make_report(office, span, "tag", _EVERY, span_before(span))
    newest = next(newest_first(office.log.entries, office.now), None)
    return UnitFigures(
        name,
        *span,
        office.today,
        report.since,
        newest.at if newest else None,
        report.totals,
        report.before,
        sum(ahead for account in report.accounts for ahead in _ahead(account)),
        tuple(TagFigures(f"{group.name}", group.figures) for group in report.groups),
        tuple(_worst(report)),
        *hashes,
        __version__,
        make_chapters(office, report, span) if with_chapters else None,
    )


def _ahead(account: Account) -> Iterator[int]:
    """Yield how many days before its deadline an item was closed, for each such closing."""
    for entry in account.changes:
        ahead = days_ahead(account.item, entry.on) if entry.event == Event.CLOSED else None
        if ahead is not None and ahead > 0:
            yield ahead


def _worst(report: Report) -> Iterator[WorstItem]:
    """Yield the items with the most missed and late dispatches."""
    for account in report.accounts[:_WORST]:
        if account.figures.missed or account.figures.late or account.figures.overdue:
            yield WorstItem.of(account)


def span_before(span: Span) -> Span:
    """Return the span right before another: as many whole months where it is made of months, else as many days.

    >>> f"{span_before(Span(date(2026, 7, 1), date(2026, 12, 31))).first}"
    '2026-01-01'
    >>> f"{span_before(Span(date(2026, 11, 8), date(2026, 11, 14))).first}"
    '2026-11-01'
    """
    if span.first <= date.min + (span.last - span.first):
        return Span(date.min, date.min)
    last = span.first - timedelta(1)
    is_months = span.first.day == 1 and span.last.day == calendar.monthrange(span.last.year, span.last.month)[1]
    if not is_months:
        return Span(last - (span.last - span.first), last)
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    year, month = divmod(span.first.year * 12 + span.first.month - 1 - months, 12)
    return Span(date(year, month + 1, 1), last)
