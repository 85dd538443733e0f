"""The five chapters of a unit's page: progress, bright spots and conduct to show; debts and causes to look into.

三晒两查: 晒进度 晒亮点 晒作风, 查欠账 查原因. Each lists at most ten things, the newest or the worst of them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.batches import about_items, standing
from dispatch_cli.log.entries import Event
from dispatch_cli.reports.kept import days_ahead
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.reports.kept import Account, Report, Span
    from dispatch_cli.schedule.office import Office

STAR = "★"
WRITTEN_LATE = 3
AGAIN = 3
_MOST = 10
# What is done with a reason.
_REASONED = (Event.EXTENDED, Event.TAGGED, Event.CHANGED)


class WorstItem(NamedTuple):
    """An item that was neglected: how many dispatches were missed and late; `due` is since when it is overdue."""

    id: str
    title: str
    tag: str
    missed: int
    late: int
    due: date | None

    @classmethod
    def of(cls, account: Account) -> WorstItem:
        """Return what an account tells of it."""
        item, figures, row = account.item, account.figures, account.row
        due = row.due if row.state is State.OVERDUE else None
        return cls(item.id, item.title, item.tag, figures.missed, figures.late, due)


class NotedItem(NamedTuple):
    """Something that happened to an item on a day: what was written down, and how many days it is about."""

    on: date
    id: str
    title: str
    note: str | None
    days: int | None = None


class RepeatedNote(NamedTuple):
    """The same words, written down for one item again and again."""

    id: str
    title: str
    note: str
    times: int


class Chapters(NamedTuple):
    """What a unit's page tells beside its figures.

    Bright: notes marked ★, and closings before their deadlines. Conduct: the longest gaps in days, how many dispatches
    were written down more than three days late, the same note again and again. Debts: what is overdue, what was missed
    most, what was postponed. Causes: the reasons given.
    """

    stars: tuple[NotedItem, ...]
    early: tuple[NotedItem, ...]
    gaps: tuple[NotedItem, ...]
    written_late: int
    repeated: tuple[RepeatedNote, ...]
    overdue: tuple[WorstItem, ...]
    missed: tuple[WorstItem, ...]
    postponed: tuple[NotedItem, ...]
    reasons: tuple[NotedItem, ...]


def make_chapters(office: Office, report: Report, span: Span) -> Chapters:
    """Return the chapters of a unit; what is told of the log are entries that count for a day of the span."""
    titles = {item.id: item.title for item in office.plan.items}
    every = about_items(standing(office.log.entries))
    entries = [entry for entry in every if span.holds(entry.on) and entry.item in titles]
    dispatches = [entry for entry in entries if entry.event == Event.DISPATCHED]
    worst = [WorstItem.of(account) for account in report.accounts]
    return Chapters(
        _newest(_noted(entry, titles) for entry in dispatches if STAR in (entry.note or "")),
        _newest(_early(report)),
        _longest(report.accounts, min(report.today, span.last)),
        sum(_is_late(entry) for entry in dispatches),
        tuple(_repeated(dispatches, titles)),
        tuple([item for item in worst if item.due][:_MOST]),
        tuple([item for item in worst if item.missed][:_MOST]),
        _newest(_noted(entry, titles) for entry in entries if entry.event == Event.EXTENDED),
        _newest(_noted(entry, titles) for entry in entries if entry.event in _REASONED and entry.note),
    )


def _noted(entry: ItemEntry, titles: Mapping[str, str]) -> NotedItem:
    return NotedItem(entry.on, entry.item, titles[entry.item], entry.note)


def _newest(noted: Iterable[NotedItem]) -> tuple[NotedItem, ...]:
    return tuple(sorted(noted, key=lambda each: each.on, reverse=True)[:_MOST])


def _early(report: Report) -> Iterator[NotedItem]:
    """Yield the closings before a deadline, with the days between the two."""
    for account in report.accounts:
        for entry in account.changes:
            ahead = days_ahead(account.item, entry.on) if entry.event == Event.CLOSED else None
            if ahead is not None and ahead > 0:
                yield NotedItem(entry.on, account.item.id, account.item.title, entry.note, ahead)


def _longest(accounts: Sequence[Account], last: date) -> tuple[NotedItem, ...]:
    """Return the items that went longest without a dispatch, the longest first, with the days of the gap."""
    known = [account for account in accounts if account.figures.longest_gap]
    ordered = sorted(known, key=lambda account: -(account.figures.longest_gap or 0))
    return tuple(
        NotedItem(last, account.item.id, account.item.title, None, account.figures.longest_gap)
        for account in ordered[:_MOST]
    )


def _is_late(entry: ItemEntry) -> bool:
    """Say whether a dispatch was written down more than three days after the day for which it counts."""
    try:
        written = datetime.fromisoformat(entry.at).date()
    except ValueError:
        return False
    return (written - entry.on).days > WRITTEN_LATE


def _repeated(dispatches: Sequence[ItemEntry], titles: Mapping[str, str]) -> Iterator[RepeatedNote]:
    """Yield what was written down three times and more for one item, the most frequent first."""
    counts = Counter((entry.item, entry.note.strip()) for entry in dispatches if entry.note and entry.note.strip())
    for (item, note), times in counts.most_common(_MOST):
        if times >= AGAIN:
            yield RepeatedNote(item, titles[item], note, times)
