"""What must be known of a report's figures, and what changed in its span: phrases, and rows of its own chapter."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say, tag_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.model import Item, ItemEntry
    from dispatch_cli.reports.former_tags import OtherCadence, UnknownTag
    from dispatch_cli.reports.kept import Account, Report


class ChangeRow(NamedTuple):
    """A row of the chapter of changes: the day, the item, what happened or must be known, by whom and why."""

    on: date
    item: Item
    what: Message
    by: str | None = None
    note: str | None = None


def remarks(account: Account) -> list[Message]:
    """Return what must be known of the figures of an item, and what changed."""
    unknown = [say("nothing is known before {day}", day=account.known_since)] if account.known_since else []
    return [*unknown, *(row.what for row in _former_tags(account)), *map(change_phrase, account.changes)]


def change_phrase(entry: ItemEntry) -> Message:
    """Return what changed, and when."""
    return say("{what} on {day}", what=event_phrase(entry), day=f"{entry.on}")


def change_rows(report: Report) -> list[ChangeRow]:
    """Return the rows of the chapter of changes, day by day: what must be known of former tags, and what changed."""
    former = [row for account in report.accounts for row in _former_tags(account)]
    changed = [
        ChangeRow(entry.on, account.item, event_phrase(entry), entry.by, entry.note)
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
