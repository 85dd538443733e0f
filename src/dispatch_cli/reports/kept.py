"""Plan + record + a span of days → how well the cadence was kept: by item, by group, in all.

An obligation belongs to the span that holds its due date, so the parts of a span add up to the
whole, and to the tag, team and owner that the item had then; all else counts under those that it has today.
"""

from __future__ import annotations

from collections import Counter
from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.entries import Event
from dispatch_cli.log.events import figure_of
from dispatch_cli.reports.figures import Figures, total
from dispatch_cli.reports.former_tags import other_cadences, unknown_tags
from dispatch_cli.reports.gaps import gaps, longest
from dispatch_cli.reports.holders import held_by
from dispatch_cli.reports.lifespans import closings, known_from, lives_since
from dispatch_cli.reports.obligations import Outcome, windows
from dispatch_cli.reports.records import record_of
from dispatch_cli.schedule.agenda import natural
from dispatch_cli.schedule.deadlines import deadlines_of
from dispatch_cli.schedule.rows import State, look_closely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.model import Item, Mode, Workdays
    from dispatch_cli.reports.former_tags import OtherCadence, UnknownTag
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.reports.records import ItemRecord
    from dispatch_cli.schedule.agenda import Filters
    from dispatch_cli.schedule.anchor import PlacedEntry
    from dispatch_cli.schedule.deadlines import Deadline
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Row


NO_FIGURES = Figures()
_OUTCOMES = (("on_time", Outcome.KEPT), ("late", Outcome.LATE), ("missed", Outcome.MISSED))


class Span(NamedTuple):
    """The days of a report, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Say whether a day lies within."""
        return day is not None and self.first <= day <= self.last


class Account(NamedTuple):
    """One item: where it stands today, its obligations and changes in the span, what comes of them.

    `open` is the day in the span on which it is due, today or later. `known_from` is the day before which nothing is
    known of it. What fell due under `unknown_tags` cannot be counted. `earlier` are the obligations of another span
    before, where one was asked for.
    """

    row: Row
    windows: Sequence[Window]
    changes: Sequence[ItemEntry]
    open: date | None
    known_from: date
    unknown_tags: tuple[UnknownTag, ...]
    other_cadences: tuple[OtherCadence, ...]
    figures: Figures
    span: Span
    earlier: Sequence[Window] = ()

    @property
    def known_since(self) -> date | None:
        """Return the day before which nothing is known, if the item was listed earlier and the span begins earlier."""
        start = self.row.item.start
        is_late = start is not None and self.known_from > max(start, self.span.first)
        return self.known_from if is_late else None

    @property
    def item(self) -> Item:
        """Return the item as it is today."""
        return self.row.item


class AccountGroup(NamedTuple):
    """The accounts of one team, owner or tag; `name` is None for those without."""

    name: str | None
    accounts: Sequence[Account]
    figures: Figures


class Report(NamedTuple):
    """The accounts of a span, those with the most missed and late dispatches first, and their sums.

    `by` is what the groups are made by; `since` is the first day of which plan or record know anything. `deadlines` are
    those of open items that have passed today or are near, `workdays` is the office's rule of working days. `before` is
    what was owed in another span before, where one was asked for.
    """

    today: date
    branch: str | None
    mode: Mode
    span: Span
    by: str
    since: date | None
    totals: Figures
    groups: Sequence[AccountGroup]
    accounts: Sequence[Account]
    deadlines: Sequence[Deadline] = ()
    workdays: Workdays | None = None
    before: Figures = NO_FIGURES

    @property
    def changes(self) -> list[tuple[Account, ItemEntry]]:
        """Return what changed, day by day, each with the account that it belongs to."""
        every = [(account, entry) for account in self.accounts for entry in account.changes]
        return sorted(every, key=lambda change: (change[1].on, natural(change[0].item.id)))


def make_report(office: Office, span: Span, by: str, filters: Filters, before: Span | None = None) -> Report:
    """Return the report on the items that were open on some day of the span, or changed in it."""
    entries = by_item(standing(office.log.entries))
    records = {item.id: record_of(entries.get(item.id, ())) for item in office.plan.items}
    accounts = [_account(office, item, records[item.id], span, before) for item in office.plan.items]
    accepted = [account for account in accounts if filters.accept(account.item)]
    shown = [account for account in accepted if _belongs(account)]
    names = [getattr(account.item, by) for account in shown]  # in the order in which the plan names them
    shown.sort(key=lambda account: natural(account.item.id))  # the later sortings keep this order
    return Report(
        office.today,
        office.plan.branch,
        office.plan.mode,
        span,
        by,
        min((account.known_from for account in accounts), default=None),
        total(account.figures for account in shown),
        _grouped(shown, names, by, records),
        sorted(shown, key=_worst_first),
        deadlines_of((account.row for account in accepted), office.today, office.plan.deadline_days),
        office.plan.workdays,
        Figures(**outcome_counts(window for account in accepted for window in account.earlier)),
    )


def _belongs(account: Account) -> bool:
    """Say whether there is anything to tell of an item in the span."""
    return account.figures.longest_gap is not None or bool(account.windows or account.changes)


def _account(office: Office, item: Item, record: ItemRecord, span: Span, before: Span | None) -> Account:
    plan, today = office.plan, office.today
    row = look_closely(plan, item, record.newest(today), today).row
    known = known_from(plan, row.item, record.entries, today, office.zone)
    lifespans = [*lives_since(plan, row.item, record, known, today)]
    every = windows(lifespans, before.first if before else span.first)
    found = [window for window in every if span.holds(window.due)]
    changes = _changes(row.item, record.others, today, span)
    gap = longest(gaps(lifespans, span.first), span.first, min(span.last, today))
    return Account(
        row,
        found,
        changes,
        row.due if row.due is not None and row.due >= today and span.holds(row.due) else None,
        known,
        unknown_tags(lifespans, *span),
        other_cadences(plan, lifespans, *span),
        _figures(row, found, changes, gap, span),
        span,
        [window for window in every if before.holds(window.due)] if before else (),
    )


def _figures(row: Row, found: Sequence[Window], changes: Sequence[ItemEntry], gap: int | None, span: Span) -> Figures:
    counts = Counter(filter(None, map(figure_of, changes))) if changes else {}
    ahead = days_ahead(row.item, row.item.closed) if span.holds(row.item.closed) else None
    return Figures(
        **outcome_counts(found),
        overdue=int(row.state is State.OVERDUE),
        longest_gap=gap,
        deadlines_passed=int(row.past_deadline),
        deadlines_kept=int(ahead is not None and ahead >= 0),
        deadlines_missed=int(ahead is not None and ahead < 0),
        **counts,
    )


def outcome_counts(found: Iterable[Window]) -> dict[str, int]:
    """Return how many obligations came to what, by the name of the figure."""
    outcomes = [window.outcome for window in found]
    return {figure: outcomes.count(outcome) for figure, outcome in _OUTCOMES}


def days_ahead(item: Item, closed: date | None) -> int | None:
    """Return how many days before its deadline an item was closed, negative after it; None where there is none."""
    return (item.deadline - closed).days if item.deadline and closed else None


def _changes(item: Item, facts: Sequence[PlacedEntry], today: date, span: Span) -> list[ItemEntry]:
    """Return what changed in the span by the day it counts for, closings by hand too."""
    known = (fact.entry for fact in facts if fact.on <= today and fact.entry.event != Event.CLOSED)
    every = [*filter(figure_of, known), *closings(item, facts, today)]
    return sorted((entry for entry in every if span.holds(entry.on)), key=lambda entry: entry.on)


def _grouped(
    accounts: Sequence[Account], names: Iterable[str | None], by: str, records: Mapping[str, ItemRecord]
) -> list[AccountGroup]:
    """Return the groups in the order of their names, then those that had an item once."""
    groups: dict[str | None, list[Account]] = {name: [] for name in names}
    for account in accounts:
        for name, part in _parts(account, by, records[account.item.id].others):
            groups.setdefault(name, []).append(part)
    return [
        AccountGroup(name, sorted(own, key=_worst_first), total(account.figures for account in own))
        for name, own in groups.items()
    ]


def _parts(account: Account, by: str, facts: Sequence[PlacedEntry]) -> Iterator[tuple[str | None, Account]]:
    """Yield an account by group: each obligation where it belongs, all else where the item is today."""
    today = getattr(account.item, by)
    if not facts:  # nobody else has ever had the item
        yield today, account
        return
    windows_of: dict[str | None, list[Window]] = {today: []}
    for window in account.windows:
        windows_of.setdefault(held_by(account.item, facts, by, window.due), []).append(window)
    if len(windows_of) == 1:
        yield today, account
        return
    for name, own in windows_of.items():
        outcomes = outcome_counts(own)
        if name == today:
            yield name, account._replace(windows=own, figures=account.figures._replace(**outcomes))
        else:
            former = account._replace(
                windows=own, changes=(), open=None, unknown_tags=(), other_cadences=(), earlier=()
            )
            yield name, former._replace(figures=Figures(**outcomes))


def _worst_first(account: Account) -> tuple[object, ...]:
    figures, row = account.figures, account.row
    return -figures.missed, -figures.late, row.tag.rank
