"""The first sentence of a letter: what its readers are asked to do, by when, and whom they answer.

Who works on the items is asked to follow them up. Who is told of others' items is asked to see that it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.plan.addresses import mailbox
from dispatch_cli.render.dates import day_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dispatch_cli.model import Contact, TaskFile
    from dispatch_cli.reminders.letters import Letter
    from dispatch_cli.schedule.rows import Row


class _Times(NamedTuple):
    """How many items are wanted by today, and the days of those that are wanted later."""

    now: int
    days: Sequence[date]


_NEAR_OWN = say_n(
    "Please finish the item below by its deadline ({day})",
    "Please finish the {n} items below by their deadlines (the first on {day})",
    0,
)
_NEAR = say_n(
    "Please see that the item below is finished by its deadline ({day})",
    "Please see that the {n} items below are finished by their deadlines (the first on {day})",
    0,
)
_LATE_OWN = say_n(
    "Please finish the item below, whose deadline has passed, or ask for more time",
    "Please finish the {n} items below, whose deadlines have passed or are near, or ask for more time",
    0,
)
_LATE = say_n(
    "Please see that the item below, whose deadline has passed, is finished or given more time",
    "Please see that the {n} items below, whose deadlines have passed or are near, are finished or given more time",
    0,
)


def request_of(plan: TaskFile, today: date, letter: Letter) -> Message:
    """Return the sentence with which a letter begins."""
    rows = [*(each.row for each in letter.reminders), *(each.row for each in letter.deadlines)]
    is_theirs = all(_works_on(letter, row) for row in rows)
    ask = _follow_up if letter.reminders else _finish
    asked = ask(letter, today, is_theirs=is_theirs)
    whom = _answered(plan, letter, is_theirs=is_theirs)
    if whom is None:
        return say("{request}.", request=asked)
    if is_theirs:
        return say("{request} and report progress to {whom}.", request=asked, whom=whom)
    return say("{request}; progress is to be reported to {whom}.", request=asked, whom=whom)


def _works_on(letter: Letter, row: Row) -> bool:
    return not {*letter.names}.isdisjoint((*row.item.owners, *row.item.teams))


def _follow_up(letter: Letter, today: date, *, is_theirs: bool) -> Message:
    later = [row.due for row in (each.row for each in letter.reminders) if row.due and row.due > today]
    n = len(letter.reminders)
    when = _when(_Times(n - len(later), sorted({*later})), today)
    if is_theirs:
        return say_n(
            "Please follow up the item below {when}", "Please follow up the {n} items below {when}", n, when=when
        )
    return say_n(
        "Please see that the item below is followed up {when}",
        "Please see that the {n} items below are followed up {when}",
        n,
        when=when,
    )


def _when(times: _Times, today: date) -> Message:
    """Return by when items are wanted: what is due and what is late today, the others by their due dates."""
    day = day_in_words(today, today)
    if not times.days:
        return say("today ({day})", day=day)
    first, *more = (day_in_words(each, today) for each in times.days)
    if not times.now:
        return say("by their due dates (the first on {day})", day=first) if more else say("by {day}", day=first)
    if more:
        return say(
            "({now} of them today, {today}, the others by their due dates, the first on {day})",
            now=times.now,
            today=day,
            day=first,
        )
    return say("({now} of them today, {today}, the others by {day})", now=times.now, today=day, day=first)


def _finish(letter: Letter, today: date, *, is_theirs: bool) -> Message:
    """Return what is asked for by a letter that tells of deadlines alone."""
    n, values = len(letter.deadlines), {"day": day_in_words(letter.deadlines[0].on, today)}
    if any(each.passed for each in letter.deadlines):
        template = _LATE_OWN if is_theirs else _LATE
    else:
        template = _NEAR_OWN if is_theirs else _NEAR
    return template._replace(values={"n": n, **values})


def _answered(plan: TaskFile, letter: Letter, *, is_theirs: bool) -> Message | str | None:
    """Return whom the readers answer: the contact, else the office; None where they would answer themselves."""
    if plan.contact is None:
        return plan.branch if is_theirs else None
    return None if _reaches(plan, letter, plan.contact) else contact_phrase(plan.contact)


def _reaches(plan: TaskFile, letter: Letter, contact: Contact) -> bool:
    """Say whether a letter goes to the contact itself."""
    boxes = {mailbox(plan.people[name]) for name in letter.names if name in plan.people}
    return contact.name in letter.names or (contact.mail is not None and mailbox(contact.mail) in boxes)


def contact_phrase(contact: Contact) -> Message | str:
    """Return a name, and by what it is reached."""
    ways: list[str | Message] = []
    if contact.phone:
        ways.append(say("telephone {phone}", phone=contact.phone))
    if contact.mail:
        ways.append(say("mail {address}", address=contact.mail))
    return say("{name} ({ways})", name=contact.name, ways=ways) if ways else contact.name
