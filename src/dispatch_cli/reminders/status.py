"""What is said of letters: whom they reach, when the last ones were sent; a guard against silence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.plan.addresses import mailbox
from dispatch_cli.reminders.memory import mail_days
from dispatch_cli.reminders.silence import Guard

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dispatch_cli.reminders.letters import Letter
    from dispatch_cli.schedule.office import Office


def status(office: Office) -> list[Message]:
    """Return for each mailbox when it was last sent a reminder."""
    newest = _newest(office)
    addresses = {mailbox(address): address for address in [*newest, *reversed([*office.plan.people.values()])]}
    boxes = dict.fromkeys([*map(mailbox, office.plan.people.values()), *newest])
    return [_line(office, addresses[box], newest.get(box)) for box in boxes]


def _newest(office: Office) -> Mapping[str, date]:
    return mail_days(office.log.entries, office.today).newest


def _line(office: Office, address: str, day: date | None) -> Message:
    box = mailbox(address)
    names = [name for name, own in office.plan.people.items() if mailbox(own) == box] or ["–"]
    when = f"{day}" if day else say("never sent")
    return say("{names} <{address}>: {when}", names=names, address=address, when=when)


def last_sent(office: Office) -> Message | None:
    """Return in one line when reminders were last sent, and to whom; None before the first: the guard asks for that."""
    newest = _newest(office)
    if not newest:
        return None
    day = max(newest.values())
    names = {mailbox(address): name for name, address in reversed([*office.plan.people.items()])}
    told = [names.get(box, box) for box, on in newest.items() if on == day]
    return say("reminders last sent on {day} to {names}", day=day, names=told)


def warnings(office: Office) -> list[Message]:
    """Return what must be said when something was to be told on two days, and nothing has left."""
    guard = Guard(office.plan, office.log.entries, office.today)
    if guard.is_mute():
        return [say("warning: no reminder was ever sent; `dispatch remind --dry-run` shows who would be told")]
    names: dict[tuple[date, bool], list[str]] = defaultdict(list)
    for silence in guard.silences():
        names[silence.since, silence.is_tried] += silence.names
    return [_warning(own, day, is_tried=is_tried) for (day, is_tried), own in names.items()]


def _warning(names: list[str], day: date, *, is_tried: bool) -> Message:
    if is_tried:
        return say(
            "warning: nothing could be handed over to {names} since {day}; `dispatch remind --send` says why",
            names=names, day=day,
        )  # fmt: skip
    return say("warning: nothing was sent to {names} since {day}; does cron run?", names=names, day=day)


def whom(letter: Letter) -> Message:
    """Return whom a letter reaches, and where."""
    return say("{names} <{address}>", names=[*letter.names], address=letter.address or "–")


def what(letter: Letter) -> Message:
    """Return of which items a letter tells."""
    ids = [*dict.fromkeys(stage.item for stage in letter.stages)]
    return say_n("{n} item ({ids})", "{n} items ({ids})", len(ids), ids=ids)
