"""What must be known of a report's figures, and what changed in its span: phrases, and rows of its own chapter."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.entries import Event
from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.reports.kept import days_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.log.entries import ItemEntry
    from dispatch_cli.model import Item
    from dispatch_cli.reports.former_tags import OtherCadence, UnknownTag
    from dispatch_cli.reports.kept import Account, Report


class ChangeRow(NamedTuple):
    """A row of the chapter of changes: the day, the item, what happened or must be known, by whom and why."""

    on: date
    item: Item
    what: Message
    by: str | None = None
    note: str | None = None


def remarks(account: Account, *, short: bool = False) -> list[Message]:
    """Return what must be known of the figures of an item, and what changed."""
    return [
        *([_known_since(account.known_since, short=short)] if account.known_since else []),
        *(row.what for row in _former_tags(account)),
        *(change_phrase(account.item, entry) for entry in account.changes),
    ]


def _known_since(day: date, *, short: bool) -> Message:
    return say("known since {day}", day=day) if short else say("nothing is known before {day}", day=day)


def change_phrase(item: Item, entry: ItemEntry) -> Message:
    """Return what changed, and when."""
    return say("{what} on {day}", what=what_changed(item, entry), day=f"{entry.on}")


def what_changed(item: Item, entry: ItemEntry) -> Message:
    """Return what changed; of a closing also how many days before the deadline, or after it."""
    what, ahead = event_phrase(entry), days_ahead(item, entry.on) if entry.event == Event.CLOSED else None
    if ahead is None:
        return what
    if ahead < 0:
        return say_n("{what} {n} day after its deadline", "{what} {n} days after its deadline", -ahead, what=what)
    if ahead == 0:
        return say("{what} on the day of its deadline", what=what)
    return say_n("{what} {n} day ahead of its deadline", "{what} {n} days ahead of its deadline", ahead, what=what)


def change_rows(report: Report) -> list[ChangeRow]:
    """Return the rows of the chapter of changes, day by day: what must be known of former tags, and what changed."""
    former = [row for account in report.accounts for row in _former_tags(account)]
    changed = [
        ChangeRow(entry.on, account.item, what_changed(account.item, entry), entry.by, entry.note)
        for account, entry in report.changes
    ]
    return sorted([*former, *changed], key=lambda row: row.on)


def _former_tags(account: Account) -> Iterator[ChangeRow]:
    for unknown in account.unknown_tags:
        yield ChangeRow(unknown.first, account.item, _unknown_tag(unknown))
    for other in account.other_cadences:
        yield ChangeRow(other.on, account.item, _other_cadence(other))


def _unknown_tag(unknown: UnknownTag) -> Message:
    return say(
        "not counted from {first} to {last}: `cadence` no longer knows its tag then, {tag}",
        first=unknown.first,
        last=unknown.last,
        tag=unknown.tag,
    )


def _other_cadence(other: OtherCadence) -> Message:
    return say(
        "{tag} meant `{then}` on {day}; counted by `{now}`",
        tag=tag_word(other.tag),
        then=other.then,
        day=other.on,
        now=other.now,
    )
