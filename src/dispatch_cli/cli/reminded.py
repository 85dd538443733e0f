"""When reminders were last sent, and to whom: a guard against silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cli.result import Result, one_a_line
from dispatch_cli.messages import Message, say
from dispatch_cli.reminders.letters import SILENCE, in_silence
from dispatch_cli.reminders.memory import remember

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dispatch_cli.render.style import Style
    from dispatch_cli.schedule.office import Office


def tell_status(office: Office) -> Result:
    """Return for each address when it was last sent a reminder; the warning goes to stderr."""
    newest = _newest(office)
    addresses = dict.fromkeys([*office.plan.people.values(), *newest])
    lines = [_line(office, address, newest.get(address)) for address in addresses]
    return Result(one_a_line(lines), notices=(*office.notices, *warnings(office)))


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


def with_status(result: Result, office: Office) -> Result:
    """Return a table that says on a terminal when reminders were last sent."""
    last = last_sent(office)

    def page(style: Style) -> str | bytes:
        """Draw the table, and a line below it."""
        table = result.page(style)
        return f"{table}{style.language.speak(last)}\n" if style.width and isinstance(table, str) else table

    return result._replace(page=page)


def warnings(office: Office) -> list[Message]:
    """Return what must be said when mail was owed to somebody and none has left for them for two days."""
    letters = in_silence(office.plan, office.log.entries, office.today)
    names = [letter.names[0] for letter in letters]
    message = say("warning: nothing was sent for {n} days to {names}; does cron run?", n=SILENCE.days, names=names)
    return [message] if names else []
