"""Commands that change an item: entries for the log, and an edit of the task file.

Each function takes an office and returns a Change. It raises CommandLineError where the command
makes no sense in this office. Nothing is written here.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from dispatch_cli.changes.change import Change, Signed, check_day, draft, logged, replaced, with_item, with_names
from dispatch_cli.errors import CommandLineError, NothingToChangeError
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.entries import Event
from dispatch_cli.log.events import CUTS
from dispatch_cli.messages import field_word, say
from dispatch_cli.plan.edits import add_item, remove_field, set_field
from dispatch_cli.plan.keys import ORDER
from dispatch_cli.plan.names import JOINER, NAMES_OF, joined, named, parts_of, split
from dispatch_cli.plan.patches import patch_of
from dispatch_cli.plan.tree import Nodes
from dispatch_cli.schedule.rows import look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from dispatch_cli.changes.change import LoggedPatch
    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.plan.edit_parts import Edit
    from dispatch_cli.plan.tree import Node
    from dispatch_cli.schedule.office import Office


_MOST_DIGITS = 640  # however it is set up, Python reads numbers up to here


def _check_newest(office: Office, item: Item, day: date) -> None:
    """Raise CommandLineError where the item was given another tag, closed or reopened after that day."""
    history = by_item(standing(office.log.entries)).get(item.id, ())
    later = [entry for entry in history if entry.event in CUTS and entry.on > day]
    if later:
        newest = max(later, key=lambda entry: entry.on)
        message = say("item {id} was changed on {date}, which is after {day}", id=item.id, date=newest.on, day=day)
        hint = say("`dispatch history {id}` shows it; name a later day", id=item.id)
        if newest.on > office.today:
            hint = say(
                "if the log is dated ahead there, correct `on` and `at` in its line with the id `{line}`; "
                "else name a later day",
                line=newest.id,
            )
        raise CommandLineError(message, hint)


def tag(office: Office, item_id: str, signed: Signed, name: str) -> Change:
    """Give an item another tag, which restarts its clock."""
    (item,) = office.find_open(item_id)
    _check_newest(office, item, office.today)
    if item.tag == name:
        raise _no_change(item)
    text, edit = _edited(office.text, item_id, lambda text, node: set_field(text, node, "tag", name))
    more = {"from_": item.tag, "to": name, "cadence": office.plan.tags[name].cadence.text, "edit": edit}
    entry = draft(Event.TAGGED, item_id, office.today, signed, **more)
    return Change((entry,), with_item(office.plan, item._replace(tag=name)), text)


def assign(office: Office, item_id: str, signed: Signed, fields: Mapping[str, str]) -> Change:
    """Give an item another team or owner; an empty text takes it away. Where a list stood, a list is written."""
    (item,) = office.find_open(item_id)
    text, entries = office.text, []
    for field, given in fields.items():
        stands_list = bool(Nodes(text).item(item_id).names(field))
        names = parts_of(given, office.plan.people) or split(given, JOINER)
        old, value = getattr(item, field) or "", joined(names) if stands_list else given
        if old != value:
            text, edit = _edited(text, item_id, _setter(field, value))
            more = {"field": field, "from_": old, "to": value, "edit": edit}
            entries.append(draft(Event.CHANGED, item_id, office.today, signed, **more))
            item = with_names(replaced(item, field, value or None), Nodes(text), office.plan)
    if not entries:
        raise _no_change(item)
    return Change(tuple(entries), with_item(office.plan, item), text, tuple(_new_names(office.plan, item)))


def edit(office: Office, item_id: str, signed: Signed, fields: Mapping[str, str | date]) -> Change:
    """Give an item another title, note or start; an empty note takes it away."""
    (item,) = office.find(item_id)
    text, entries = office.text, []
    for field, given in fields.items():
        old, new = getattr(item, field), given or None
        if old != new:
            text, edit = _edited(text, item_id, _setter(field, f"{given}"))
            more = {"field": field, "from_": f"{old or ''}", "to": f"{given}", "edit": edit}
            entries.append(draft(Event.CHANGED, item_id, office.today, signed, **more))
            item = replaced(item, field, new)
    if not entries:
        raise _no_change(item)
    if item.start and item.last and item.last < item.start:
        message = say("{date} is before item {id} was listed ({start})", date=item.last, id=item.id, start=item.start)
        raise CommandLineError(message, say("is the year right? Else change its `last` in the task file too"))
    return Change(tuple(entries), with_item(office.plan, item), text)


def move_deadline(office: Office, item_id: str, signed: Signed, to: date | None) -> Change:
    """Give an item another day by which it must be finished, None for none; due dates do not know it."""
    (item,) = office.find_open(item_id)
    if item.deadline == to:
        raise _no_change(item)
    old, new = (f"{day}" if day else "" for day in (item.deadline, to))
    text, edit = _edited(office.text, item_id, _setter("deadline", new))
    entry = draft(Event.CHANGED, item_id, office.today, signed, field="deadline", from_=old, to=new, edit=edit)
    past = say("the deadline of item {id}, {date}, has passed already", id=item_id, date=to or office.today)
    notices = (past,) if to and to < office.today else ()
    return Change((entry,), with_item(office.plan, item._replace(deadline=to)), text, notices)


def _new_names(plan: TaskFile, item: Item) -> Iterator[Message]:
    """Yield a notice for each team or owner that no item has yet, with the one for which it may be a slip."""
    for field, names_of in NAMES_OF.items():
        known = {name for each in plan.items for name in names_of(each)}
        for name in names_of(item):
            if name not in known:
                yield _new_name(field, name, next(iter(get_close_matches(name, known, 1)), None))


def _new_name(field: str, name: str, alike: str | None) -> Message:
    if alike is None:
        return say("{field} `{name}` is new to the list", field=field_word(field), name=name)
    return say("{field} `{name}` is new; did you mean `{word}`?", field=field_word(field), name=name, word=alike)


def _doubts(office: Office, item: Item) -> Iterator[Message]:
    """Yield what is legal and doubtful of a new item."""
    for each in office.plan.items:
        if each.title == item.title:
            yield say("item {id} has the same title; is it there twice now?", id=each.id)
    if item.deadline and item.deadline < office.today:
        yield say("the deadline {date} has passed already; is the year right?", date=item.deadline)


def _setter(field: str, value: str) -> Callable[[str, Node], Edit]:
    if not value:
        return lambda text, node: remove_field(text, node, field)
    return lambda text, node: set_field(text, node, field, value)


def close(office: Office, item_id: str, signed: Signed, on: date) -> Change:
    """Strike an item off the list: it asks for no dispatch any more."""
    (item,) = office.find_open(item_id)
    check_day(office, item, on)
    _check_newest(office, item, on)
    last = look_at(office.plan, item, office.log.entries, office.today).row.last
    if last and last > on:
        message = say("item {id} was dispatched on {date}, which is after {day}", id=item_id, date=last, day=on)
        raise CommandLineError(message, say("an item is finished after its last dispatch; name a later day"))
    text, edit = _edited(office.text, item_id, lambda text, node: set_field(text, node, "closed", f"{on}"))
    before = f"{item.closed}" if item.closed else None
    entry = draft(Event.CLOSED, item_id, on, signed, from_=before, edit=edit)
    return Change((entry,), with_item(office.plan, item._replace(closed=on)), text)


def reopen(office: Office, item_id: str, signed: Signed) -> Change:
    """Open a closed item again, which restarts its clock."""
    (item,) = office.find(item_id)
    if item.closed is None:
        raise CommandLineError(say("item {id} is not closed", id=item_id), say("there is nothing to reopen"))
    if item.closed > office.today:
        message = say("item {id} is open until {date}", id=item_id, date=item.closed)
        raise CommandLineError(message, say("to keep it open, delete its `closed` in the task file"))
    _check_newest(office, item, office.today)
    text, edit = _edited(office.text, item_id, lambda text, node: remove_field(text, node, "closed"))
    entry = draft(Event.REOPENED, item_id, office.today, signed, from_=f"{item.closed}", edit=edit)
    return Change((entry,), with_item(office.plan, item._replace(closed=None)), text)


def add(office: Office, signed: Signed, item: Item) -> Change:
    """Add an item to the end of the list; without an id it gets the next free number."""
    taken_ids = {each.id for each in office.plan.items} | {
        entry.item for entry in standing(office.log.entries) if entry.item
    }
    item = item._replace(id=item.id or _next_number(taken_ids))
    if item.id in taken_ids:
        in_list = item.id in {each.id for each in office.plan.items}
        message = say("the id `{id}` is taken", id=item.id)
        message = message if in_list else say("the id `{id}` is taken: an item of the log has it", id=item.id)
        raise CommandLineError(message, say("the next free one is {id}", id=_next_number(taken_ids)))
    item = named(item, office.plan.people)
    fields = {key: f"{value}" for key in ORDER if (value := getattr(item, key)) is not None}
    edit = add_item(office.text, Nodes(office.text), fields)
    patch = logged(patch_of(office.text, edit))
    cadence = office.plan.tags[item.tag].cadence.text
    entry = draft(Event.ADDED, item.id, office.today, signed, title=item.title, cadence=cadence, edit=patch)
    plan = office.plan._replace(items=(*office.plan.items, item))
    return Change((entry,), plan, edit.apply(office.text), (*_doubts(office, item), *_new_names(office.plan, item)))


def _next_number(ids: Iterable[str]) -> str:
    numbers = (int(text) for text in ids if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS)
    return f"{max(numbers, default=0) + 1}"


def _no_change(item: Item) -> NothingToChangeError:
    message = say("item {id} already has that; there is nothing to change", id=item.id)
    return NothingToChangeError(message, say("`dispatch show {id}` shows it", id=item.id))


def _edited(text: str, item_id: str, make: Callable[[str, Node], Edit]) -> tuple[str, LoggedPatch]:
    """Return the text after the edit that `make` makes of an item, and its patch for the log."""
    nodes = Nodes(text)
    item = nodes.item(item_id)
    edit = make(text, item)
    return edit.apply(text), logged(patch_of(text, edit, nodes.lines_of(item_id).begin))
