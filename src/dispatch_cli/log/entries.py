"""The nouns of the log: an entry, its event, and what an edit did to the task file."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeGuard


class Event(StrEnum):
    """The events of the log that this version understands; `log.events` says what each of them means."""

    DISPATCHED = "dispatched"
    TAGGED = "tagged"
    EXTENDED = "extended"
    CLOSED = "closed"
    REOPENED = "reopened"
    ADDED = "added"
    CHANGED = "changed"
    UNDONE = "undone"
    REMINDING = "reminding"
    REMINDED = "reminded"
    MET = "met"


class Patch(NamedTuple):
    """What an edit did to a task file: the lines `old` became the lines `new`, all without their ends.

    This is enough to take the edit back; `new` is never empty.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]


class Entry(NamedTuple):
    """One line of the log.

    `at` is when it was written down, `on` the day it counts for. `more` holds all other keys of the line, those of its
    event and those of a later version alike. The properties are what this version understands of them.
    """

    id: str
    at: str
    batch: str
    event: str
    item: str | None = None
    on: date | None = None
    by: str | None = None
    note: str | None = None
    more: Mapping[str, Any] = MappingProxyType({})

    @property
    def field(self) -> str | None:
        """Return which field of the item was changed."""
        return self._text("field")

    @property
    def old(self) -> str | None:
        """Return the value before a change."""
        return self._text("from")

    @property
    def new(self) -> str | None:
        """Return the value after a change, or the day to which the due date was moved."""
        return self._text("to")

    @property
    def cadence(self) -> str | None:
        """Return how often the tag asked for a dispatch that an item was given or added with."""
        return self._text("cadence")

    @property
    def title(self) -> str | None:
        """Return the title with which an item was added."""
        return self._text("title")

    @property
    def skipped(self) -> dict[str, str]:
        """Return which items a meeting did not dispatch, with the reasons; none for what is no meeting."""
        skipped = self.more.get("skipped")
        return {f"{key}": f"{why}" for key, why in skipped.items()} if isinstance(skipped, dict) else {}

    @property
    def size(self) -> int:
        """Return how many entries the same command wrote, this one included."""
        size = self.more.get("of")
        return size if type(size) is int and size > 0 else 1

    @property
    def after_cut(self) -> bool:
        """Say whether the writing before this entry was cut short."""
        return self.more.get("after_cut") is True

    @property
    def patch(self) -> Patch | None:
        """Return what the command did to the lines of the task file, if it edited it."""
        edit = self.more.get("edit")
        if not isinstance(edit, dict):
            return None
        old, new = edit.get("old"), edit.get("new")
        return Patch(tuple(old), tuple(new)) if new and _are_lines(old) and _are_lines(new) else None

    def _text(self, key: str) -> str | None:
        value = self.more.get(key)
        return value if isinstance(value, str) else None


class ItemEntry(Entry):
    """An entry about an item, so that it has one, and a day for which it counts."""

    __slots__ = ()

    item: str
    on: date


class ListEntry(Entry):
    """An entry about the list itself: it has no item, but a day for which it counts."""

    __slots__ = ()

    item: None
    on: date


class Log(NamedTuple):
    """What a log file holds: its entries in written order.

    `torn` is the number of the line where the last writing was cut short, else None.
    """

    entries: tuple[Entry, ...] = ()
    torn: int | None = None


def _are_lines(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)
