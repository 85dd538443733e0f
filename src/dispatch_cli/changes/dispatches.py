"""Commands that write to the log alone and leave the task file as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cadence.phrases import cadence_phrase
from dispatch_cli.changes.change import Change, Signed, check_day, draft
from dispatch_cli.changes.several import named_once
from dispatch_cli.errors import CommandLineError
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.entries import Event, ItemEntry
from dispatch_cli.messages import say, tag_word
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import NOW, look_at, look_closely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Look


def record(office: Office, ids: Sequence[str], signed: Signed, on: date) -> Change:
    """Record a dispatch of each item: of all of them or of none."""
    named = named_once(office, ids, signed)
    items = office.find_open(*named.ids)
    for item in items:
        check_day(office, item, on)
    entries = [draft(Event.DISPATCHED, item.id, on, signed) for item in items]
    return Change(tuple(entries), office.plan, office.text, (*named.notices, *_surprises(office, items, entries)))


def _surprises(office: Office, items: Iterable[Item], entries: Iterable[ItemEntry]) -> Iterator[Message]:
    """Yield a notice for each item that was dispatched on that day before."""
    histories = by_item(standing(office.log.entries))
    for item, entry in zip(items, entries, strict=True):
        history = histories.get(item.id, ())
        before = look_closely(office.plan, item, history, office.today)
        after = look_closely(office.plan, item, [*history, entry], office.today)
        days = {item.last, *(each.on for each in history if each.event == Event.DISPATCHED)}
        if entry.on in days and before.row.due == after.row.due:
            yield say(
                "item {id} was dispatched on {date} already; recorded again, but the due date does not move again",
                id=item.id,
                date=entry.on,
            )


def postpone(office: Office, item_id: str, signed: Signed, to: date) -> Change:
    """Move the next due date of an item to a later day. It must not have passed: no miss is ever erased."""
    (item,) = office.find_open(item_id)
    look = look_at(office.plan, item, office.log.entries, office.today)
    due = look.row.due
    if due is None:
        raise CommandLineError(
            say("item {id} never falls due", id=item_id), say("there is no due date that could be moved")
        )
    if due < office.today:
        message = say("item {id} was due on {due} and is overdue", id=item_id, due=due)
        raise CommandLineError(message, say("an item can be postponed up to its due date; now it is due for follow-up"))
    if to <= due:
        message = say("--to: {to} is not later than the due date of item {id} ({due})", to=to, id=item_id, due=due)
        raise CommandLineError(message, say("give a later day"))
    entry = draft(Event.EXTENDED, item.id, office.today, signed, to=f"{to}")
    return Change((entry,), office.plan, office.text, tuple(_far_away(look, due, to)))


def _far_away(look: Look, due: date, to: date) -> Iterator[Message]:
    """Yield a notice where a due date is moved by more than two periods of its tag, or beyond the deadline."""
    item, tag, second = look.row.item, look.row.tag, look.schedule.series.due(due, 2)
    if second is None or to > second:
        name, often = tag_word(tag.name), cadence_phrase(tag.cadence)
        yield say("item {id} is postponed by more than two periods ({tag}: {often})", id=item.id, tag=name, often=often)
    if item.deadline and to > item.deadline:
        yield say("item {id} is postponed beyond its deadline, {date}", id=item.id, date=item.deadline)


def what_is_due(office: Office, filters: Filters, until: date | None = None) -> list[str]:
    """Return the ids of what `check` lists: what is overdue, due, or due up to a day, and passes the filters."""
    agenda = make_agenda(office.plan, office.log.entries, office.today, NOW, filters, until=until)
    return [row.item.id for row in agenda.rows]
