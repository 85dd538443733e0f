"""Whom no letter can reach, and who is told of nothing: what a slip in a name or an address book grown old leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say
from dispatch_cli.plan.addresses import mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatch_cli.model import TaskFile

NO_MAIL = say("the task file does not say from whom to whom mail goes")
MAIL_LINES = say(
    "put these lines into it, with your own name and address: `people: {{{name}: office@example.com}}` and "
    "`remind: {{mail: {{from: office@example.com, to: {name}}}}}`; "
    "where it has one of the two, only what is in the braces",
    name=say("Supervision office"),
)


def out_of_reach(plan: TaskFile, today: date) -> Iterator[Message]:
    """Yield what is to be said of the names without an address, and of those of `people` that are told of nothing.

    A list without `people` reminds nobody, and nothing is said of it. Closed items ask for nothing.
    """
    concerned = dict.fromkeys(_concerned(plan, today))
    without = [name for name in concerned if name not in plan.people]
    told = {mailbox(plan.people[name]) for name in concerned if name in plan.people}
    idle = [name for name, address in plan.people.items() if mailbox(address) not in told]
    if plan.people and without:
        yield say(
            "no letter goes to {names}: `people` has no address for them; all right if they need none", names=without
        )
    if idle:
        yield say("in `people`, and told of nothing: {names}", names=idle)


def _concerned(plan: TaskFile, today: date) -> Iterator[str]:
    for item in plan.items:
        if item.closed is None or item.closed > today:
            yield from (*item.owners, *item.teams)
    for rule in plan.escalate:
        yield from rule.to
    yield from plan.mail.to if plan.mail else ()
