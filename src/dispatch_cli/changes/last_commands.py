"""The commands that can be taken back: the newest first, each with what speaks against doing so unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.errors import CommandLineError
from dispatch_cli.log.batches import about_items
from dispatch_cli.log.commands import commands, last_command
from dispatch_cli.log.entries import Event
from dispatch_cli.log.order import instant_of
from dispatch_cli.log.phrases import event_phrase, joined
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from dispatch_cli.changes.change import Signed
    from dispatch_cli.log.entries import Entry
    from dispatch_cli.messages import Value
    from dispatch_cli.schedule.office import Office

_MOST_LISTED = 10


def why_ask(office: Office, signed: Signed) -> Message | None:
    """Return why the last command should not be taken back unasked: it is older than today, or somebody else's.

    What a crash left half done has to be settled, whoever wrote it.
    """
    batch = last_command(office.log.entries, office.now)
    if not batch or office.half_done:
        return None
    first, *_ = batch
    written = _written(office, first)
    values: dict[str, Value] = {"what": _what(batch), "by": first.by or "–", "at": _moment(office, first)}
    if first.by and signed.by and first.by != signed.by:
        return say("the last command is of {by}, written down {at}: {what}", **values)
    today = min(office.today, office.now.astimezone(office.zone).date()) if office.now else office.today
    if written and written.date() < today:
        return say("the last command is older than today, written down {at} by {by}: {what}", **values)
    return None


def check_undo(office: Office, signed: Signed, agreed: str | None) -> None:
    """Raise CommandLineError where one has to agree, and has not agreed to this command, named by its batch."""
    why = why_ask(office, signed)
    if why and last_batch(office) != agreed:
        raise CommandLineError(why, say("to take it back all the same, run `dispatch undo --yes`"))


def last_batch(office: Office) -> str | None:
    """Return which command is the last one; None if there is none."""
    return next((entry.batch for entry in last_command(office.log.entries, office.now)), None)


def tell_last(office: Office) -> Iterator[Message]:
    """Yield a line for each of the newest commands that can be taken back, in the order in which `undo` does."""
    number = 0
    for number, batch in enumerate(commands(office.log.entries, office.now), 1):
        if number <= _MOST_LISTED:
            first, *_ = batch
            by, note = first.by or "–", f"  {first.note}" if first.note else ""
            yield say("{at}  {by}  {what}{note}", at=_moment(office, first), by=by, what=_what(batch), note=note)
    if number > _MOST_LISTED:
        yield say("… and {n} before that", n=number - _MOST_LISTED)
    if not number:
        yield say("there is nothing to take back")


def _what(batch: Sequence[Entry]) -> Message:
    """Return what a command did to which items; alike things once."""
    entries = [*about_items(batch)]
    if not entries:
        return event_phrase(batch[0])
    meetings = [entry for entry in batch if entry.event == Event.MET]
    first: dict[str, Message] = {}
    for entry in (*meetings, *entries):
        first.setdefault(entry.event, event_phrase(entry))
    what = joined([*first.values()])
    ids = [*dict.fromkeys(entry.item for entry in entries)]
    if len(ids) == 1:
        return say("{what}: item {id}", what=what, id=ids[0])
    return say("{what}: items {ids}", what=what, ids=ids)


def _written(office: Office, entry: Entry) -> datetime | None:
    moment = instant_of(entry.at)
    return moment.astimezone(office.zone) if moment else None


def _moment(office: Office, entry: Entry) -> str:
    written = _written(office, entry)
    return f"{written:%Y-%m-%d %H:%M}" if written else entry.at
