"""Commands that edit the task file: what gives the order, and what it should come to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from offices import SIGNED, TODAY, after, make_office
from reading import plan

from dispatch_cli.changes import items
from dispatch_cli.changes.undo import undo
from dispatch_cli.model import Item

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch_cli.changes.change import Change
    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.office import Office


class Order(NamedTuple):
    """A command as the program computes it, and the plan that it means, computed here."""

    make: Callable[[Office], Change]
    means: Callable[[TaskFile], TaskFile]


def setting(key: str, value: str | None, item_id: str = "1") -> Order:
    """Return the order that gives a field another value; None is none."""
    orders: dict[str, Callable[[Office], Change]] = {
        "tag": lambda office: items.tag(office, item_id, SIGNED, value or ""),
        "closed": lambda office: _close(office, item_id, value),
    }
    make = orders.get(key, lambda office: items.assign(office, item_id, SIGNED, {key: value or ""}))
    field: dict[str, Any] = {key: date.fromisoformat(value) if value and key == "closed" else value}
    return Order(make, lambda plan: _with(plan, item_id, field))


def _close(office: Office, item_id: str, day: str | None) -> Change:
    if day is None:
        return items.reopen(office, item_id, SIGNED)
    return items.close(office, item_id, SIGNED, date.fromisoformat(day))


def _with(before: TaskFile, item_id: str, field: dict[str, Any]) -> TaskFile:
    items = (item._replace(**field) if item.id == item_id else item for item in before.items)
    return before._replace(items=tuple(items))


def adding(title: str = "丙", tag: str = "red", item_id: str = "9", **fields: str) -> Order:
    """Return the order that adds an item, listed today."""
    values: dict[str, Any] = fields
    item = Item(item_id, title, tag, start=TODAY, **values)
    return Order(
        lambda office: items.add(office, SIGNED, item),
        lambda before: before._replace(items=(*before.items, item)),
    )


class Carried(NamedTuple):
    """An order that was carried out: the text that it makes of a task file, and the text after taking it back."""

    after: str
    back: str


def carry_out(order: Order, before: str) -> Carried:
    """Carry out an order and take it back; check that both mean exactly what they should, and nothing else."""
    start = make_office(before)
    done = after(start, order.make(start))
    assert plan(done.text) == done.plan == order.means(start.plan)
    back = undo(done, SIGNED)
    assert back.taken_back == done.log.entries
    assert back.plan == start.plan
    return Carried(done.text, back.text)
