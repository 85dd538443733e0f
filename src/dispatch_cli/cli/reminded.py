"""When reminders were last sent, and to whom: a guard against silence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dispatch_cli.cli.result import Result
from dispatch_cli.messages import Message, say
from dispatch_cli.reminders import is_silent, remember

if TYPE_CHECKING:
    from collections.abc import Collection

    from dispatch_cli.office import Office
    from dispatch_cli.render import Style

_NEVER = say("no reminder was ever sent")


def tell_status(office: Office) -> Result:
    """Return for each address when it was last sent a reminder; the warning goes to stderr."""
    newest = remember(office.log.entries).newest
    names = defaultdict(list)
    for name, address in office.plan.people.items():
        names[address].append(name)
    lines = [
        say("{day}  {names} <{address}>", day=day, names=names.get(address, ["–"]), address=address)
        for address, day in sorted(newest.items(), key=lambda each: (each[1], _place(each[0], names)))
    ]
    return Result(
        lambda style: "".join(f"{style.language.speak(line)}\n" for line in lines or [_NEVER]),
        notices=(*office.notices, *warnings(office)),
    )


def _place(address: str, names: Collection[str]) -> int:
    """Return where an address stands in the order of `people`; one that has gone stands behind them."""
    return [*names].index(address) if address in names else len(names)


def last_sent(office: Office) -> Message:
    """Return in one line when reminders were last sent, and to whom."""
    newest = remember(office.log.entries).newest
    if not newest:
        return _NEVER
    day = max(newest.values())
    names = {address: name for name, address in reversed([*office.plan.people.items()])}
    told = [names.get(address, address) for address, on in newest.items() if on == day]
    return say("reminders last sent on {day} to {names}", day=day, names=told)


def with_status(result: Result, office: Office) -> Result:
    """Return a listing that says on a terminal when reminders were last sent, and warns where they should have been."""
    last = last_sent(office)

    def page(style: Style) -> str:
        """Draw the listing, and a line below it."""
        below = f"{style.language.speak(last)}\n" if style.width else ""
        return result.page(style) + below

    return result._replace(page=page, notices=(*result.notices, *warnings(office)))


def warnings(office: Office) -> list[Message]:
    """Return what must be said when mail was owed and none has left for two days."""
    if not is_silent(office.plan, office.log.entries, office.today):
        return []
    return [say("warning: {last}, though there was something to tell; does cron run?", last=last_sent(office))]
