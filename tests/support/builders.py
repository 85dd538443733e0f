"""Short ways to write the values that tests are about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dispatch_cli.cadence.series import parse_cadence
from dispatch_cli.log.entries import ItemEntry
from dispatch_cli.messages import Message
from dispatch_cli.model import Cadence, Item, Mode, TaskFile
from dispatch_cli.plan.tags import make_tags

if TYPE_CHECKING:
    from collections.abc import Iterable


def day(text: str | None) -> date | None:
    """Return the date written as YYYY-MM-DD; None and the empty text are no date."""
    return date.fromisoformat(text) if text else None


def days(text: str) -> list[date | None]:
    """Return the dates of a line; `never` stands for None."""
    return [None if word == "never" else date.fromisoformat(word) for word in text.split()]


def make_cadence(text: str) -> Cadence:
    """Return a cadence that is known to be good."""
    cadence = parse_cadence(text)
    assert not isinstance(cadence, Message), cadence
    return cadence


def make_item(name: str = "1", tag: str = "red", **fields: str | None) -> Item:
    """Return an item; dates are given as texts."""
    values: dict[str, Any] = {"title": f"item {name}", **fields}
    values |= {key: day(values[key]) for key in ("start", "last", "deadline", "closed") if key in values}
    return Item(id=name, tag=tag, **values)


def make_plan(items: Iterable[Item] = (), mode: str = "rolling", **cadences: str) -> TaskFile:
    """Return a plan with the built-in tags and those given as `tag=cadence`."""
    tags = make_tags({tag.replace("_", "-"): make_cadence(text) for tag, text in cadences.items()})
    return TaskFile("示例支部", None, Mode(mode), tags, tuple(items))


def make_entry(line: str, item: str = "1", batch: str = "b") -> ItemEntry:
    """Return the log entry of a line: event, the day it counts for and was written on, and where it is extended to."""
    event, on, *to = line.split()
    more = {"to": to[0]} if to else {}
    return ItemEntry(line, f"{on}T09:00:00+08:00", batch, event, item, date.fromisoformat(on), more=more)


def make_log(*lines: str) -> list[ItemEntry]:
    """Return the entries of one item, in the order of writing."""
    return [make_entry(line) for line in lines]
