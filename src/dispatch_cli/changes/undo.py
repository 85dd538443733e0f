"""Taking back the last command: a new entry in the log says so, and the task file gets its lines back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.changes.change import Change, Signed, replaced, with_names
from dispatch_cli.errors import CommandLineError, UnwritableError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.log.batches import about_items, about_list
from dispatch_cli.log.commands import agrees, change_of, last_command, list_agrees, own_days_change
from dispatch_cli.log.entries import Entry, Event, ItemEntry
from dispatch_cli.log.events import PHRASES
from dispatch_cli.messages import say
from dispatch_cli.plan.patches import ListLines
from dispatch_cli.plan.tree import Nodes
from dispatch_cli.source import TextSpan, is_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatch_cli.log.entries import ListEntry
    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.plan.edit_parts import Edit
    from dispatch_cli.schedule.office import Office

# An item has nine fields, and a command changes each of them once or twice.
_MOST_OF_ONE_ITEM = 20
_MOST_SHOWN = 2000


def undo(office: Office, signed: Signed) -> Change:
    """Take back the last command.

    Where a crash left an undoing half done, the log says so already and only the task file is changed.
    Raises UnwritableError where the task file no longer holds the lines that the command wrote.
    """
    half_done = office.half_done
    if half_done and half_done.undoing:
        return _restored(office, half_done.entries, ())
    batch = half_done.entries if half_done else last_command(office.log.entries, office.now)
    if not batch:
        raise CommandLineError(say("there is nothing to take back"), say("see `dispatch history`"))
    first, *_ = batch
    unknown = next((entry.event for entry in batch if entry.event not in PHRASES), None)
    unknown = unknown or next((entry.event for entry in about_list(batch) if own_days_change(entry) is None), None)
    if unknown is not None:
        message = say("the last command wrote `{event}`, which this version does not know", event=unknown)
        raise UnwritableError(message, say("take it back with the newer version that wrote it"))
    entry = Entry("", "", first.batch, Event.UNDONE, None, office.today, signed.by, signed.note)
    if half_done:
        return Change((entry,), office.plan, office.text, taken_back=batch)
    return _restored(office, batch, (entry,))


class _Back(NamedTuple):
    """An entry, and the edit that takes it back."""

    entry: ItemEntry
    edit: Edit


def _list_restored(office: Office, batch: Sequence[Entry]) -> tuple[TaskFile, str]:
    """Return the plan and the text with what these entries changed in the list itself brought back.

    An entry on which a person has gone back already is settled.
    """
    plan, text = office.plan, office.text
    for entry in reversed([*about_list(batch)]):
        change, patch, rule = own_days_change(entry), entry.patch, plan.workdays
        if change is None or list_agrees(plan, entry, after=False):
            continue
        agrees_now = patch and list_agrees(plan, entry, after=True)
        edit = ListLines(text).take_back(TextSpan(0, len(text)), patch) if patch and agrees_now else None
        if edit is None or rule is None or not is_text(edit.text):
            raise _list_changed_since(entry)
        text, plan = edit.apply(text), plan._replace(workdays=rule._replace(off=change.old.off, on=change.old.on))
    return plan, text


class _Round(NamedTuple):
    """What can be taken back at once, in the order of the edits, and the entries for another round."""

    back: Sequence[_Back]
    waiting: Sequence[ItemEntry]


def _restored(office: Office, batch: tuple[Entry, ...], entries: tuple[Entry, ...]) -> Change:
    """Return the change that brings the task file back to what it was before these entries.

    Of all items the newest entry is taken back at once, then the one before it: the task file is read anew only as
    often as the command changed one and the same item.
    """
    items, (plan, text) = {item.id: item for item in office.plan.items}, _list_restored(office, batch)
    waiting: Sequence[ItemEntry] = [entry for entry in reversed([*about_items(batch)]) if entry.patch]
    for _ in range(_MOST_OF_ONE_ITEM):
        back, waiting = _round(office, items, text, waiting)
        text = _applied(text, [each.edit for each in back])
        nodes = Nodes(text)
        for each in back:
            _take_back(items, each.entry, nodes, office.plan)
        if not waiting:
            return Change(entries, plan._replace(items=tuple(items.values())), text, taken_back=batch)
    message = say("the last command changed item {id} too often to be taken back", id=brief(waiting[0].item))
    raise UnwritableError(message, say("nothing was changed; make the change in an editor"))


def _round(office: Office, items: Mapping[str, Item], text: str, waiting: Sequence[ItemEntry]) -> _Round:
    """Return what can be taken back at once: of each item the newest entry, but no edits that touch one another.

    An entry on which a person has gone back already is settled.
    """
    nodes, lines, newest, later = Nodes(text), ListLines(text), dict[str, _Back](), list[ItemEntry]()
    for entry in waiting:
        if entry.item in newest:
            later.append(entry)
        elif not agrees(items.get(entry.item), entry, after=False):
            newest[entry.item] = _back(office, items.get(entry.item), entry, nodes, lines)
    back, touching = list[_Back](), list[ItemEntry]()
    for each in sorted(newest.values(), key=lambda back: back.edit):
        if back and each.edit.at <= back[-1].edit.stop:
            touching.append(each.entry)
        else:
            back.append(each)
    return _Round(back, [*touching, *later])


def _back(office: Office, item: Item | None, entry: ItemEntry, nodes: Nodes, lines: ListLines) -> _Back:
    """Return how an entry is taken back. Raises UnwritableError where it cannot be."""
    if not agrees(item, entry, after=True):
        raise _changed_since(entry, item)
    _check_tag(entry, office.plan)
    edit = _edit_back(nodes, lines, entry)
    if edit is None:
        raise _changed_since(entry, item)
    if not is_text(edit.text):
        message = say("item {id} cannot be restored: the log holds half a character", id=brief(entry.item))
        raise UnwritableError(message, say("nothing was changed; make the change in an editor"))
    return _Back(entry, edit)


def _edit_back(nodes: Nodes, lines: ListLines, entry: ItemEntry) -> Edit | None:
    if entry.patch is None:
        return None
    item, span = nodes.item(entry.item), nodes.lines_of(entry.item)
    if entry.event != Event.ADDED:
        return lines.take_back(span, entry.patch)
    edit = lines.take_back(span, entry.patch, above=len(entry.patch.new))
    # Of an item that was added, all must go: a field that somebody wrote below it would fall to the item above.
    return edit if edit and edit.at <= item.at and item.stop <= edit.stop else None


def _applied(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after edits that do not touch one another, given in their order."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.at], edit.text]
        at = edit.stop
    return "".join([*pieces, text[at:]])


def _take_back(items: dict[str, Item], entry: ItemEntry, nodes: Nodes, plan: TaskFile) -> None:
    """Bring one item back to what it was before an entry, with the names that the restored task file has."""
    change = change_of(entry)
    if change is None:
        del items[entry.item]
    else:
        items[entry.item] = with_names(replaced(items[entry.item], change.field, change.old), nodes, plan)


def _check_tag(entry: ItemEntry, plan: TaskFile) -> None:
    """Raise UnwritableError where the tag that would come back is none any more."""
    if entry.event == Event.TAGGED and entry.old not in plan.tags:
        message = say(
            "item {id} had the tag `{tag}`, which `cadence` no longer knows",
            id=brief(entry.item),
            tag=brief(entry.old or "–"),
        )
        raise UnwritableError(message, say("define it below `cadence` again, then undo"))


def _changed_since(entry: ItemEntry, item: Item | None) -> UnwritableError:
    if item is None:
        message = say("item {id} is no longer in the task file", id=brief(entry.item))
        return UnwritableError(message, say("put it back as it was, then undo"))
    message = say("the task file has changed where item {id} would have to be restored", id=brief(entry.item))
    return UnwritableError(message, _write_again(entry))


def _list_changed_since(entry: ListEntry) -> UnwritableError:
    message = say("the task file has changed where the working days would have to be restored")
    return UnwritableError(message, _write_again(entry))


def _write_again(entry: Entry) -> Message:
    lines = " / ".join(line.strip() for line in (entry.patch.new if entry.patch else ()) if line.strip())
    return say("the command had written `{lines}`; write that again, then undo", lines=brief(lines, _MOST_SHOWN))
