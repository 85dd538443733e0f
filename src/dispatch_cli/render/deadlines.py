"""Deadlines that have passed or are near: in a line for people, as a record for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatch_cli.messages import say, say_n

if TYPE_CHECKING:
    from dispatch_cli.messages import Message
    from dispatch_cli.schedule.deadlines import Deadline


def deadline_line(deadline: Deadline) -> Message:
    """Return which deadline it is, how far from today, and of which item."""
    item = deadline.row.item
    return say("{when}: {id}  {title}", when=deadline_phrase(deadline), id=item.id, title=item.title)


def deadline_phrase(deadline: Deadline) -> Message:
    """Return a deadline and how far it is from today."""
    on, days = deadline.on, deadline.days
    if days < 0:
        return say_n("! deadline {date} passed {n} day ago", "! deadline {date} passed {n} days ago", -days, date=on)
    if days == 0:
        return say("! deadline {date} is today", date=on)
    return say_n("deadline {date} in {n} day", "deadline {date} in {n} days", days, date=on)


def deadline_record(deadline: Deadline) -> dict[str, Any]:
    """Return a deadline for programs."""
    item = deadline.row.item
    names = {key: getattr(item, key) for key in ("id", "title", "tag", "team", "owner")}
    return names | {"deadline": deadline.on, "days": deadline.days, "passed": deadline.passed}
