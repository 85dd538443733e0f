"""Taking back the last command: the log says so in a new entry, the task file gets its lines back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.changes.change import Change, Signed, replaced, with_item, with_names
from dispatch_cli.errors import CommandLineError, UnwritableError
from dispatch_cli.log.batches import agrees, change_of, last_command
from dispatch_cli.messages import say
from dispatch_cli.model import ABOUT_ITEMS, Entry, Event
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

    Where a crash left the taking back half done, only the task file is still to be changed.
    Raises UnwritableError where the task file no longer holds what would have to be restored.
    """
    half_done = office.half_done
    if half_done and half_done.undoing:
        return _restored(office, half_done.entries, ())
    batch = half_done.entries if half_done else last_command(office.log.entries)
    if not batch:
        raise CommandLineError(say("there is nothing to take back"), say("see `dispatch history`"))
    if unknown := [entry.event for entry in batch if entry.event not in ABOUT_ITEMS]:
        message = say("the last command wrote `{event}`, which this version does not know", event=unknown[0])
        raise UnwritableError(message, say("take it back with the newer version that wrote it"))
    entry = Entry("", "", batch[0].batch, Event.UNDONE, None, office.today, signed.by, signed.note)
    if half_done:
        return Change((entry,), office.plan, office.text, taken_back=tuple(batch))
    return _restored(office, batch, (entry,))


def _restored(office: Office, batch: Sequence[Entry], entries: tuple[Entry, ...]) -> Change:
    """Return the change that brings back what the task file held before these entries."""
    plan, text = office.plan, office.text
    for entry in reversed(batch):
        if entry.patch and not agrees(_item(plan, entry), entry, after=False):  # else a person has gone back already
            if not agrees(_item(plan, entry), entry, after=True):
                raise _changed_since(entry, plan)
            edit = _edit_back(text, entry)
            if edit is None:
                raise _changed_since(entry, plan)
            text = edit.apply(text)
            plan = _before(plan, entry, text)
    return Change(entries, plan, text, taken_back=tuple(batch))


def _item(plan: TaskFile, entry: Entry) -> Item | None:
    return next((item for item in plan.items if item.id == entry.item), None)


def _edit_back(text: str, entry: Entry) -> Edit | None:
    if entry.patch is None:
        return None
    nodes = Nodes(text)
    item = nodes.item(entry.item or "")
    if entry.event != Event.ADDED:
        return take_back(text, nodes.lines_of(item), entry.patch)
    edit = take_back(text, TextSpan(0, len(text)), entry.patch)
    # A field that somebody added below must not be left to the item above.
    return edit if edit and edit.at <= item.at and item.stop <= edit.stop else None


def _before(plan: TaskFile, entry: Entry, text: str) -> TaskFile:
    """Return the plan without the change of one entry, as the restored text has it."""
    item, change = _item(plan, entry), change_of(entry)
    if item is None:
        return plan
    if change is None:
        return plan._replace(items=tuple(each for each in plan.items if each.id != item.id))
    field, old, _ = change
    return with_item(plan, with_names(replaced(item, field, old), text, plan))


def _changed_since(entry: Entry, plan: TaskFile) -> UnwritableError:
    if _item(plan, entry) is None:
        message = say("item {id} is no longer in the task file", id=entry.item or "")
        return UnwritableError(message, say("put it back as it was, then undo"))
    lines = " / ".join(line.strip() for line in (entry.patch.new if entry.patch else ()) if line.strip())
    message = say("the task file has changed where item {id} would have to be restored", id=entry.item or "")
    return UnwritableError(message, say("the command had written `{lines}`; write that again, then undo", lines=lines))
