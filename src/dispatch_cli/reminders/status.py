"""What is said of letters: whom they reach, when the last ones were sent; a guard against silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.reminders.letters import SILENCE, in_silence
from dispatch_cli.reminders.memory import remember

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dispatch_cli.reminders.letters import Letter
    from dispatch_cli.schedule.office import Office


def status(office: Office) -> list[Message]:
    """Return for each address when it was last sent a reminder."""
    newest = _newest(office)
    addresses = dict.fromkeys([*office.plan.people.values(), *newest])
    return [_line(office, address, newest.get(address)) for address in addresses]


def _newest(office: Office) -> Mapping[str, date]:
    return remember(office.log.entries, office.today).newest


def _line(office: Office, address: str, day: date | None) -> Message:
    names = [name for name, own in office.plan.people.items() if own == address] or ["–"]
    when = f"{day}" if day else say("never")
    return say("{names} <{address}>: {when}", names=names, address=address, when=when)


def last_sent(office: Office) -> Message:
    """Return in one line when reminders were last sent, and to whom."""
    newest = _newest(office)
    if not newest:
        return say("no reminder was ever sent")
    day = max(newest.values())
    names = {address: name for name, address in reversed([*office.plan.people.items()])}
    told = [names.get(address, address) for address, on in newest.items() if on == day]
    return say("reminders last sent on {day} to {names}", day=day, names=told)


def warnings(office: Office) -> list[Message]:
    """Return what must be said when mail was owed to somebody and none has left for them for two days."""
    letters = in_silence(office.plan, office.log.entries, office.today)
    names = [letter.names[0] for letter in letters]
    message = say("warning: nothing was sent for {n} days to {names}; does cron run?", n=SILENCE.days, names=names)
    return [message] if names else []


def whom(letter: Letter) -> Message:
    """Return whom a letter reaches, and where."""
    return say("{names} <{address}>", names=[*letter.names], address=letter.address or "–")


def what(letter: Letter) -> Message:
    """Return of which items a letter tells."""
    ids = [reminder.row.item.id for reminder in letter.reminders]
    return say_n("{n} item ({ids})", "{n} items ({ids})", len(ids), ids=ids)
