"""Taking back the last command: a new entry in the log says so, and the task file gets its lines back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.changes.change import Change, Signed, replaced, with_item, with_names
from dispatch_cli.errors import CommandLineError, UnwritableError
from dispatch_cli.log.batches import about_items
from dispatch_cli.log.commands import agrees, change_of, last_command
from dispatch_cli.messages import say
from dispatch_cli.model import Entry, Event, ItemEntry
from dispatch_cli.plan.patches import take_back
from dispatch_cli.plan.tree import Nodes
from dispatch_cli.source import TextSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.plan.edits import Edit
    from dispatch_cli.schedule.office import Office


def undo(office: Office, signed: Signed) -> Change:
    """Take back the last command.

    Where a crash left an undoing half done, the log says so already and only the task file is changed.
    Raises UnwritableError where the task file no longer holds the lines that the command wrote.
    """
    half_done = office.half_done
    if half_done and half_done.undoing:
        return _restored(office, [*about_items(half_done.entries)], ())
    batch = half_done.entries if half_done else last_command(office.log.entries, office.now)
    if not batch:
        raise CommandLineError(say("there is nothing to take back"), say("see `dispatch history`"))
    first, *_ = batch
    unknown = next((entry.event for entry in batch if not isinstance(entry, ItemEntry)), None)
    if unknown is not None:
        message = say("the last command wrote `{event}`, which this version does not know", event=unknown)
        raise UnwritableError(message, say("take it back with the newer version that wrote it"))
    entry = Entry("", "", first.batch, Event.UNDONE, None, office.today, signed.by, signed.note)
    if half_done:
        return Change((entry,), office.plan, office.text, taken_back=tuple(about_items(batch)))
    return _restored(office, [*about_items(batch)], (entry,))


def _restored(office: Office, batch: Sequence[ItemEntry], entries: tuple[Entry, ...]) -> Change:
    """Return the change that brings the task file back to what it was before these entries."""
    plan, text = office.plan, office.text
    for entry in reversed(batch):
        if entry.patch and not agrees(_item(plan, entry), entry, after=False):  # else a person has gone back already
            if not agrees(_item(plan, entry), entry, after=True):
                raise _changed_since(entry, plan)
            _check_tag(entry, plan)
            edit = _edit_back(text, entry)
            if edit is None:
                raise _changed_since(entry, plan)
            text = edit.apply(text)
            plan = _before(plan, entry, text)
    return Change(entries, plan, text, taken_back=tuple(batch))


def _item(plan: TaskFile, entry: ItemEntry) -> Item | None:
    return next((item for item in plan.items if item.id == entry.item), None)


def _edit_back(text: str, entry: ItemEntry) -> Edit | None:
    if entry.patch is None:
        return None
    nodes = Nodes(text)
    item = nodes.item(entry.item)
    if entry.event != Event.ADDED:
        return take_back(text, nodes.lines_of(item), entry.patch)
    edit = take_back(text, TextSpan(0, len(text)), entry.patch)
    # Of an item that was added, all must go: a field that somebody wrote below it would fall to the item above.
    return edit if edit and edit.at <= item.at and item.stop <= edit.stop else None


def _before(plan: TaskFile, entry: ItemEntry, text: str) -> TaskFile:
    """Return the plan without the change of one entry, as the restored text has it."""
    item, change = _item(plan, entry), change_of(entry)
    if item is None:
        return plan
    if change is None:
        return plan._replace(items=tuple(each for each in plan.items if each.id != item.id))
    return with_item(plan, with_names(replaced(item, change.field, change.old), text, plan))


def _check_tag(entry: ItemEntry, plan: TaskFile) -> None:
    """Raise UnwritableError where the tag that would come back is none any more."""
    if entry.event == Event.TAGGED and entry.old not in plan.tags:
        message = say(
            "item {id} had the tag `{tag}`, which `cadence` no longer knows", id=entry.item, tag=entry.old or "–"
        )
        raise UnwritableError(message, say("define it below `cadence` again, then undo"))


def _changed_since(entry: ItemEntry, plan: TaskFile) -> UnwritableError:
    if _item(plan, entry) is None:
        message = say("item {id} is no longer in the task file", id=entry.item)
        return UnwritableError(message, say("put it back as it was, then undo"))
    lines = " / ".join(line.strip() for line in (entry.patch.new if entry.patch else ()) if line.strip())
    message = say("the task file has changed where item {id} would have to be restored", id=entry.item)
    return UnwritableError(message, say("the command had written `{lines}`; write that again, then undo", lines=lines))
