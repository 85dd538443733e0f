"""An office as a value: its task file from a text, its log from entries, and what a command makes of it."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from builders import day
from reading import plan

from dispatch_cli.changes import dispatches, items
from dispatch_cli.changes.change import Signed
from dispatch_cli.changes.undo import undo
from dispatch_cli.log.entries import Log
from dispatch_cli.log.file import appended, read_log, stamped
from dispatch_cli.log.lines import format_line
from dispatch_cli.model import Item
from dispatch_cli.schedule.office import Office
from dispatch_cli.schedule.rows import look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dispatch_cli.changes.change import Change
    from dispatch_cli.log.entries import Entry
    from dispatch_cli.schedule.rows import Row

    Command = Callable[[Office], Change]

TODAY = date(2026, 11, 22)
SIGNED = Signed("招商一科", "周调度会")
AT = "2026-11-22T09:03:11+08:00"
LIST = """\
cadence: {x: every 10 days}
tasks:
  - {id: 1, title: 甲, tag: red, owner: 招商一科, start: 2026-06-01, last: 2026-11-09}    # overdue since the 16th
  - {id: 2, title: 乙, tag: red, team: 国评专班, start: 2026-06-01, last: 2026-11-15}      # due today
  - {id: 3, title: 丙, tag: red, start: 2026-06-01, last: 2026-11-20}                     # due on the 27th
  - {id: 4, title: 丁, tag: orange, start: 2026-06-01, last: 2026-11-10}                  # due on the 25th
  - {id: 5, title: 戊, tag: green, last: 2026-11-01}                                      # due on 1 December
  - {id: 6, title: 己, tag: red, start: 2026-06-01, closed: 2026-11-20}                   # closed
  - {id: 7, title: 庚, tag: red, start: 2026-12-01}                                       # still to come
  - {id: 8, title: 辛, tag: x, start: 2026-11-20, closed: 2026-12-24}                     # to be closed
  - {id: 9, title: 壬, tag: red, start: 9990-01-01, last: 9999-12-30}                     # a last to come
"""


def make_office(text: str, entries: Iterable[Entry] = (), today: date = TODAY) -> Office:
    """Return the office that a task file and a log are on a day."""
    return Office(plan(text), Log(tuple(entries)), today, text)


def after(office: Office, change: Change) -> Office:
    """Return the office after a command was written, both files read again from what was written."""
    log = office.log
    if change.entries:
        before = b"".join(map(format_line, log.entries))
        log = read_log("", before + appended(before, log, stamped(change.entries, f"batch{len(before)}", AT)))
    assert plan(change.text) == change.plan
    return office._replace(plan=change.plan, log=log, text=change.text, half_done=None)


def item_of(office: Office, item_id: str) -> Item:
    """Return the item with that id."""
    return next(item for item in office.plan.items if item.id == item_id)


def row_of(office: Office, item_id: str) -> Row:
    """Return where an item stands."""
    return look_at(office.plan, item_of(office, item_id), office.log.entries, office.today).row


# --- commands


def recorded(*ids: str, on: str = "2026-11-22") -> Command:
    """Return the command that records a dispatch."""
    return lambda office: dispatches.record(office, ids, SIGNED, date.fromisoformat(on))


def extended(name: str, to: str) -> Command:
    """Return the command that moves a due date back."""
    return lambda office: dispatches.postpone(office, name, SIGNED, date.fromisoformat(to))


def tagged(name: str, tag: str) -> Command:
    """Return the command that changes a tag."""
    return lambda office: items.tag(office, name, SIGNED, tag)


def closed(name: str, on: str = "2026-11-22") -> Command:
    """Return the command that closes an item."""
    return lambda office: items.close(office, name, SIGNED, date.fromisoformat(on))


def reopened(name: str) -> Command:
    """Return the command that opens an item again."""
    return lambda office: items.reopen(office, name, SIGNED)


def assigned(name: str, **fields: str) -> Command:
    """Return the command that changes who works on an item."""
    return lambda office: items.assign(office, name, SIGNED, fields)


def added(name: str = "", start: str = "2026-11-22", tag: str = "green") -> Command:
    """Return the command that adds an item."""
    return lambda office: items.add(office, SIGNED, Item(name, "新", tag, start=day(start)))


def undone(office: Office) -> Change:
    """Take back the last command."""
    return undo(office, SIGNED)


def play(office: Office, *commands: Command) -> Office:
    """Return the office after these commands, one after the other."""
    return reduce(lambda so_far, command: after(so_far, command(so_far)), commands, office)
