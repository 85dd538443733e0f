"""Plan + log + a span of days → how well the cadence was kept: by item, by group, in all.

An obligation belongs to the span that holds its due date, so the figures of the parts of a span
add up to those of the whole. An item counts under the tag, team and owner that it has today.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.model import Entry, Event
from dispatch_cli.reports.gaps import find_gaps, longest
from dispatch_cli.reports.lifespans import origin, timeline_of
from dispatch_cli.reports.obligations import Outcome, windows
from dispatch_cli.schedule.agenda import natural
from dispatch_cli.schedule.rows import State, look_closely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import Item, Mode
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.schedule.agenda import Filters
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Row


class Span(NamedTuple):
    """The days of a report, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Say whether a day is one of these days."""
        return day is not None and self.first <= day <= self.last


class Figures(NamedTuple):
    """The figures of a report: obligations by outcome, items overdue today, changes in the span.

    `longest_gap` is in days, None where no item was open.
    """

    on_time: int = 0
    late: int = 0
    missed: int = 0
    overdue: int = 0
    tag_changes: int = 0
    extensions: int = 0
    closings: int = 0
    longest_gap: int | None = None

    @property
    def expected(self) -> int:
        """Return how many dispatches were owed."""
        return self.on_time + self.late + self.missed

    @property
    def rate(self) -> float | None:
        """Return the share of them that was made on time, from 0 to 1, None where none was owed."""
        return self.on_time / self.expected if self.expected else None

    @property
    def percent(self) -> int | None:
        """Return the rate in whole percent, rounded half up; 0 means none, and 100 means all."""
        if not self.expected:
            return None
        rounded = (200 * self.on_time + self.expected) // (2 * self.expected)
        return rounded if self.on_time in {0, self.expected} else min(max(rounded, 1), 99)


_COUNTED = ("on_time", "late", "missed", "overdue", "tag_changes", "extensions", "closings")


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sums, and the longest of the gaps."""
    every = [*figures]
    gaps = [each.longest_gap for each in every if each.longest_gap is not None]
    return Figures(
        **{name: sum(getattr(each, name) for each in every) for name in _COUNTED}, longest_gap=max(gaps, default=None)
    )


class Account(NamedTuple):
    """One item: where it stands today, its obligations and changes in the span, and its figures.

    `open` is its due date, if that is today or later and lies in the span. `known_since` is the first day of which
    anything is known, if the item was listed before and the span begins before.
    """

    row: Row
    windows: Sequence[Window]
    changes: Sequence[Entry]
    open: date | None
    known_since: date | None
    figures: Figures

    @property
    def item(self) -> Item:
        """Return the item as it is today."""
        return self.row.item


class AccountChange(NamedTuple):
    """A change in the span, and the account of the item that changed."""

    account: Account
    entry: Entry


class AccountGroup(NamedTuple):
    """The accounts of one team, owner or tag; `name` is None for those without."""

    name: str | None
    accounts: Sequence[Account]
    figures: Figures


class Report(NamedTuple):
    """The accounts of a span, those with the most missed and late dispatches first, and their sums.

    `by` is the field of an item that makes the groups. `since` is the first day of which plan or log know anything.
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

    @property
    def changes(self) -> list[AccountChange]:
        """Return the changes of all accounts, day by day."""
        every = [AccountChange(account, entry) for account in self.accounts for entry in account.changes]
        return sorted(every, key=lambda change: (change.entry.on or date.min, natural(change.account.item.id)))


def make_report(office: Office, span: Span, by: str, filters: Filters) -> Report:
    """Return the report on the items that were open on some day of the span, or changed in it."""
    histories = by_item(standing(office.log.entries))
    accounts, first_days = [], []
    for item in office.plan.items:
        history = histories.get(item.id, ())
        since = origin(item, timeline_of(history, office.today), office.today)
        account = _account(office, item, history, span, since)
        first_days.append(since)
        if filters.accept(account.item) and _belongs(account):
            accounts.append(account)
    return Report(
        office.today,
        office.plan.branch,
        office.plan.mode,
        span,
        by,
        min(first_days, default=None),
        total(account.figures for account in accounts),
        _grouped(accounts, by),
        sorted(accounts, key=_worst_first),
    )


def _belongs(account: Account) -> bool:
    """Say whether the report has anything to tell of an item in the span."""
    return account.figures.longest_gap is not None or bool(account.windows or account.changes)


def _account(office: Office, item: Item, entries: Sequence[Entry], span: Span, since: date) -> Account:
    """Return the account of an item; `entries` are those of the item, and `since` is its first day that is known."""
    row = look_closely(office.plan, item, entries, office.today).row
    obligations = windows(office.plan, row.item, entries, office.today, span.first)
    in_span = [window for window in obligations if span.holds(window.due)]
    changes = _changes(row.item, entries, office.today, span)
    is_open = row.due is not None and row.due >= office.today and span.holds(row.due)
    gap = longest(find_gaps(row.item, entries, office.today), span.first, min(span.last, office.today))
    is_unknown_before = row.item.start is not None and since > max(row.item.start, span.first)
    figures = _figures(row, in_span, changes, gap)
    return Account(row, in_span, changes, row.due if is_open else None, since if is_unknown_before else None, figures)


def _figures(row: Row, obligations: Sequence[Window], changes: Sequence[Entry], gap: int | None) -> Figures:
    outcomes = Counter(window.outcome for window in obligations)
    events = Counter(entry.event for entry in changes)
    return Figures(
        on_time=outcomes[Outcome.KEPT],
        late=outcomes[Outcome.LATE],
        missed=outcomes[Outcome.MISSED],
        overdue=int(row.state is State.OVERDUE),
        tag_changes=events[Event.TAGGED],
        extensions=events[Event.EXTENDED],
        closings=events[Event.CLOSED],
        longest_gap=gap,
    )


_CHANGES = (Event.TAGGED, Event.EXTENDED, Event.CLOSED)


def _changes(item: Item, entries: Sequence[Entry], today: date, span: Span) -> list[Entry]:
    """Return the changes in the span, by the day they count for, closings by hand too."""
    changes = [entry for entry in entries if entry.event in _CHANGES and entry.on and entry.on <= today]
    changes += [Entry("", "", "", Event.CLOSED, item.id, day) for day in _closed_by_hand(item, entries, today)]
    return sorted((entry for entry in changes if span.holds(entry.on)), key=lambda entry: entry.on or today)


def _closed_by_hand(item: Item, entries: Sequence[Entry], today: date) -> set[date]:
    """Return the days on which the item was closed without a command, as the plan and each reopening tell."""
    switches = [
        entry for entry in entries if entry.event in (Event.CLOSED, Event.REOPENED) and entry.on and entry.on <= today
    ]
    by_command = {entry.on for entry in switches if entry.event == Event.CLOSED}
    days = {parse_date(entry.old or "") for entry in switches if entry.event == Event.REOPENED}
    newest = max(reversed(switches), key=lambda entry: entry.on or today, default=None)
    if item.closed and item.closed <= today and not (newest and newest.event == Event.CLOSED):
        days.add(item.closed)
    return {day for day in days if day} - by_command


def _grouped(accounts: Sequence[Account], by: str) -> list[AccountGroup]:
    """Return the groups in the order in which the plan names them."""
    groups: dict[str | None, list[Account]] = {}
    for account in accounts:
        groups.setdefault(getattr(account.item, by), []).append(account)
    return [
        AccountGroup(name, sorted(members, key=_worst_first), total(account.figures for account in members))
        for name, members in groups.items()
    ]


def _worst_first(account: Account) -> tuple[object, ...]:
    figures, row = account.figures, account.row
    return -figures.missed, -figures.late, row.tag.rank, natural(row.item.id)
