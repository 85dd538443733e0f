"""The parts of every command that writes: a change, the signature, the draft of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.log.entries import Entry, Event, ItemEntry, Patch
from dispatch_cli.messages import Message, say
from dispatch_cli.plan.names import NAMES_OF, joint, named

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.plan.tree import Nodes
    from dispatch_cli.schedule.office import Office

    LoggedPatch = dict[str, list[str]]


class Change(NamedTuple):
    """The entries of one command, not yet stamped, and the plan and its text after the command.

    `taken_back` holds the entries of the log that the command undoes.
    """

    entries: tuple[Entry, ...]
    plan: TaskFile
    text: str
    notices: tuple[Message, ...] = ()
    taken_back: tuple[Entry, ...] = ()


class Signed(NamedTuple):
    """Who signs a command, and the note or reason that they give."""

    by: str | None = None
    note: str | None = None


def check_day(office: Office, item: Item, on: date) -> None:
    """Raise CommandLineError where nothing can have happened to the item on that day."""
    if on > office.today:
        message = say("--on: {date} is later than today ({today})", date=on, today=office.today)
        raise CommandLineError(message, say("only what has already happened can be recorded"))
    if item.start and on < item.start:
        message = say("{date} is before item {id} was listed ({start})", date=on, id=item.id, start=item.start)
        raise CommandLineError(message, say("is the year right? Else change its `start` in the task file"))


def draft(event: Event, item_id: str, on: date, signed: Signed, **more: object) -> ItemEntry:
    """Return an entry that is not yet stamped; `from_` stands for the key `from`."""
    values = {key.rstrip("_"): value for key, value in more.items() if value is not None}
    return ItemEntry("", "", "", event, item_id, on, signed.by, signed.note, values)


def logged(patch: Patch) -> LoggedPatch:
    """Return a patch as the log holds it."""
    return {"old": [*patch.old], "new": [*patch.new]}


def replaced(item: Item, field: str, value: object) -> Item:
    """Return the item with another value in the field of that name."""
    fields: dict[str, Any] = {field: value}
    return item._replace(**fields)


def with_names(item: Item, nodes: Nodes, plan: TaskFile) -> Item:
    """Return the item with the names in its team and its owner, as the task file has them."""
    node = nodes.item(item.id)
    return named(item._replace(several=joint(node.names(key) for key in NAMES_OF)), plan.people)


def with_item(plan: TaskFile, changed: Item) -> TaskFile:
    """Return the plan with the changed item in the place of the item with its id."""
    return plan._replace(items=tuple(changed if item.id == changed.id else item for item in plan.items))
