"""A command in words: for each entry that it writes or takes back, the sentence that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cadence.days_off import named_day
from dispatch_cli.cadence.phrases import cadence_phrase
from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.log.batches import about_items, about_list, by_item, standing
from dispatch_cli.log.entries import Event
from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.model import Mode
from dispatch_cli.schedule.anchor import CAUSES
from dispatch_cli.schedule.rows import State, look_closely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dispatch_cli.changes.change import Change
    from dispatch_cli.log.entries import Entry, ItemEntry
    from dispatch_cli.messages import Value
    from dispatch_cli.model import Item
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Look


def tell(office: Office, change: Change) -> list[Message]:
    """Return for each entry of a change what it did, and when the item is due next."""
    histories = by_item(standing([*office.log.entries, *change.entries]))
    items = {item.id: item for item in change.plan.items}
    lines = [say("{what}.", what=event_phrase(entry)) for entry in about_list(change.entries)]
    for entry in about_items(change.entries):
        item = items[entry.item]
        look = look_closely(change.plan, item, histories[item.id], office.today)
        sentence = _sentence(entry, look, office)
        lines.append(say("{id}  {title}: {sentence}", id=item.id, title=item.title, sentence=sentence))
    return lines


def due_dates(office: Office, change: Change) -> Iterator[date | None]:
    """Yield when the items of a change are due after it; nothing is computed until somebody asks."""
    histories = by_item(standing([*office.log.entries, *change.entries]))
    touched = {entry.item for entry in about_items((*change.entries, *change.taken_back))}
    for item in change.plan.items:
        if item.id in touched:
            yield look_closely(change.plan, item, histories.get(item.id, ()), office.today).row.due


def signature(entries: Sequence[Entry]) -> list[Message]:
    """Return who signed the entries of a command and with which note, so that a slip of the hand is seen.

    Where each has a note of its own, none is repeated.
    """
    first = next(iter(entries), None)
    if first is None or not first.by:
        return []
    if first.note and len({entry.note for entry in entries}) == 1:
        return [say("Written down by {by}: {note}", by=first.by, note=first.note)]
    return [say("Written down by {by}.", by=first.by)]


def _sentence(entry: ItemEntry, look: Look, office: Office) -> Message:
    if entry.event == Event.CLOSED:
        return say("closed on {date}; it asks for nothing any more.", date=entry.on)
    if entry.event == Event.CHANGED:
        return say("{what}.", what=event_phrase(entry))
    if entry.event == Event.EXTENDED:
        return _postponed(look, office)
    if entry.event == Event.DISPATCHED and look.schedule.anchor.on != entry.on:
        return _behind(entry, look, office)
    return say("{what}; {next}", what=_what(entry, look), next=next_due(look, office))


def _postponed(look: Look, office: Office) -> Message:
    due, days = look.row.due or office.today, working_days(office.plan.workdays)
    if days.is_working(due):
        return say("postponed; now due {due}, and later due dates count from there.", due=due)
    name = named_day(days, due).name
    return say(
        "postponed; now due {due}, a day off ({name}), and later due dates count from there.", due=due, name=name
    )


def _what(entry: ItemEntry, look: Look) -> Message:
    if entry.event == Event.DISPATCHED:
        return say("dispatch recorded for {date}", date=entry.on)
    if entry.event == Event.ADDED:
        return say("added as item {id}", id=entry.item)
    if look.schedule.anchor.on != entry.on:  # the item's start is still to come
        return event_phrase(entry)
    if entry.event == Event.REOPENED:
        return say("reopened, the clock restarts on {date}", date=look.schedule.anchor.on)
    return say("{what}, the clock restarts on {date}", what=event_phrase(entry), date=look.schedule.anchor.on)


def _behind(entry: ItemEntry, look: Look, office: Office) -> Message:
    """Return the sentence for a dispatch before the anchor, which moves no due date."""
    anchor = look.schedule.anchor
    return say(
        "dispatch recorded for {date}; the clock still starts on {anchor} ({cause}); {next}",
        date=entry.on,
        anchor=anchor.on,
        cause=CAUSES[anchor.cause],
        next=next_due(look, office),
    )


def next_due(look: Look, office: Office) -> Message:
    """Return when an item that is open is due next, and by which rule, as the end of a sentence."""
    due, rule = look.row.due, _rule(look, office.plan.mode)
    if due is None:
        return say("nothing falls due after that ({rule}).", rule=rule)
    late = (office.today - due).days
    if late > 0:
        return say_n(
            "due since {due}, {n} day ago ({rule}).",
            "due since {due}, {n} days ago ({rule}).",
            late,
            due=due,
            rule=rule,
        )
    return say("next due {due} ({rule}).", due=due, rule=rule)


def _rule(look: Look, mode: Mode) -> Message:
    """Return the rule that gives the due date: a postponement, else the cadence of the tag."""
    tag, due = look.row.tag, look.row.due
    if due and due == look.schedule.postponed_to:
        return say("postponed")
    name, often = tag_word(tag.name), cadence_phrase(tag.cadence)
    if mode is Mode.CALENDAR and tag.cadence.only is None:
        return say("{tag}: {often}, by the calendar", tag=name, often=often)
    if off := look.row.due_by_rule:
        return say("{tag}: {often}; {off} is a day off", tag=name, often=often, off=off)
    return say("{tag}: {often}", tag=name, often=often)


def tell_undone(office: Office, change: Change) -> list[Message]:
    """Return for each entry that a change takes back what it was, with its note, and when the item is due now.

    A meeting is named first, and with the items what it said of those that were not dispatched.
    """
    entries = [*about_items(change.taken_back)]
    named = [entry for entry in change.taken_back if not entries or entry.event == Event.MET]
    back = [(entry.item, _taken_back(entry)) for entry in entries]
    back += [(item, _not_dispatched(why)) for entry in change.taken_back for item, why in entry.skipped.items()]
    return [*(say("{what}.", what=_taken_back(entry)) for entry in named), *_told_back(office, change, back)]


def _told_back(office: Office, change: Change, back: Sequence[tuple[str, Message]]) -> Iterator[Message]:
    """Yield a sentence for each item, with what of it is taken back, and when it is due now."""
    histories = by_item(standing([*office.log.entries, *change.entries]))
    titles = {item.id: item.title for item in (*office.plan.items, *change.plan.items)}
    items = {item.id: item for item in change.plan.items}
    for item, what in back:
        due = _due_again(office, change, items.get(item), histories.get(item, ()))
        sentence = say("{what}; {next}", what=what, next=due) if due else say("{what}.", what=what)
        yield say("{id}  {title}: {sentence}", id=item, title=titles.get(item, "–"), sentence=sentence)


def _not_dispatched(why: str) -> Message:
    return say("taken back: not dispatched ({reason})", reason=why) if why else say("taken back: not dispatched")


def _due_again(office: Office, change: Change, item: Item | None, history: Sequence[ItemEntry]) -> Message | None:
    """Return when an item is due after a change; None for one that is gone or closed."""
    look = look_closely(change.plan, item, history, office.today) if item else None
    return next_due(look, office) if look and look.row.state is not State.CLOSED else None


def _taken_back(entry: Entry) -> Message:
    values: dict[str, Value] = {"what": event_phrase(entry), "date": entry.on or "–", "by": entry.by or "–"}
    if entry.note:
        return say("taken back: {what} ({date}, {by}: {note})", note=entry.note, **values)
    return say("taken back: {what} ({date}, {by})", **values)
