"""Who is to be told what: plan + log + today → letters.

- People are reminded of an item at stages: soon and due once for each due date, overdue on the
  day after it, and again every so many days (`again` of its tag). A stage is known by item, due
  date, kind and the day on which it began. So it stays the same stage, whenever somebody is told.
- The item's owner and team are told, those of `escalate` from so many missed dispatches on, and
  `mail.to` of everything. People who share an address get one letter. People without an address
  are reached through `mail.to`.
- The log remembers what was told, by stage and address (`reminded`); it is not told again. So a
  letter that could not be handed over stays pending, and five days without cron end in one letter.
- Before a letter is handed over, the log says so (`reminding`). If a crash leaves open whether it
  was, the part that is still to be told is sent again under the same Message-ID.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import Entry, Event
from dispatch_cli.reminders.memory import Memory, Stage, remember
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.schedule.office import Office

REMINDED_STATES = (State.OVERDUE, State.DUE, State.SOON)
EVERYTHING = Filters()
SILENCE = timedelta(2)
_FINGERPRINT = 32


class Reminder(NamedTuple):
    """One item of a letter: its row, the stage, and the names that are told of it besides.

    `number` counts the reminders of its due date, from 1.
    """

    row: Row
    stage: Stage
    number: int
    others: tuple[str, ...] = ()


class Letter(NamedTuple):
    """All reminders for one address; without an address, for whoever asked. `names` are those whom it reaches.

    `begun` is the Message-ID under which somebody began to send it before.
    """

    names: tuple[str, ...]
    address: str | None
    reminders: tuple[Reminder, ...]
    begun: str | None = None


def entries_of(letter: Letter, today: date, message_id: str | None, event: Event = Event.REMINDED) -> list[Entry]:
    """Return the entries of a letter for the log, not yet stamped.

    `reminded` says that it was handed over, `reminding` that it is about to be. Without a Message-ID,
    `reminding` says that it is not about to be any more.
    """
    message = {"message": message_id} if message_id else {}
    stages = [reminder.stage for reminder in letter.reminders]
    return [
        Entry(
            "", "", "", event, stage.item, today,
            more={"to": letter.address, "due": f"{stage.due}", "stage": stage.kind, "day": stage.day, **message},
        )
        for stage in stages
    ]  # fmt: skip


def make_reminders(
    plan: TaskFile, entries: Sequence[Entry], today: date, filters: Filters = EVERYTHING
) -> list[Reminder]:
    """Return the reminders of a day, in the order of the agenda."""
    return reminders_of(make_agenda(plan, entries, today, REMINDED_STATES, filters).rows, entries)


def reminders_of(rows: Iterable[Row], entries: Iterable[Entry]) -> list[Reminder]:
    """Return the reminders of rows that are overdue, due or soon; `entries` are those of the whole log."""
    stages = remember(entries).addresses
    counts = Counter(stage.obligation for stage in stages)
    reminders = []
    for row in rows:
        stage = stage_of(row)
        before = counts[stage.obligation] - (stage in stages)
        reminders.append(Reminder(row, stage, before + 1 if stages else _ordinal(row, stage)))
    return reminders


def stage_of(row: Row) -> Stage:
    """Return the stage of an item that is overdue, due or soon."""
    due, late, again = row.due or date.max, -(row.days or 0), row.tag.again
    return Stage(row.item.id, due, row.state.value, (late - 1) // again * again + 1 if late > 0 else 0)


def _ordinal(row: Row, stage: Stage) -> int:
    """Return the number of a reminder by the rules alone, for an office whose log remembers none."""
    warned = int(row.tag.warning > 0)
    ordinals = {State.SOON: 1, State.DUE: warned + 1, State.OVERDUE: warned + 2 + (stage.day - 1) // row.tag.again}
    return ordinals[row.state]


def make_letters(plan: TaskFile, reminders: Sequence[Reminder]) -> list[Letter]:
    """Return a letter for each address that has reminders, in the order of `people`; the digest holds all of them."""
    names_at: dict[str, list[str]] = defaultdict(list)
    for name, address in plan.people.items():
        names_at[address].append(name)
    letters = [
        Letter(tuple(names), address, tuple(_reminders_for(plan, names, reminders)))
        for address, names in names_at.items()
    ]
    return [letter for letter in letters if letter.reminders]


class Wanted(NamedTuple):
    """Which letters are asked for: those of the items that pass the filters, and of one name where one is given."""

    filters: Filters = EVERYTHING
    to: str | None = None


def letters_left(office: Office, wanted: Wanted) -> list[Letter]:
    """Return the letters of an office that are wanted and still to be sent."""
    reminders = make_reminders(office.plan, office.log.entries, office.today, wanted.filters)
    letters = pending(make_letters(office.plan, reminders), remember(office.log.entries))
    return [letter for letter in letters if wanted.to is None or wanted.to in letter.names]


def letter_to(plan: TaskFile, name: str | None, reminders: Sequence[Reminder]) -> Letter:
    """Return the letter for a name and for those who share its address; without a name, of everything."""
    if name is None:
        names, address = plan.mail.to if plan.mail else (), None
        return Letter(names, address, tuple(_reminders_for(plan, names, reminders, everything=True)))
    address = plan.people.get(name)
    names = tuple(each for each in plan.people if plan.people[each] == address) or (name,)
    return Letter(names, address, tuple(_reminders_for(plan, names, reminders)))


def _reminders_for(
    plan: TaskFile, names: Sequence[str], reminders: Iterable[Reminder], *, everything: bool = False
) -> Iterator[Reminder]:
    """Yield the reminders for these names, each with the other names, those at other addresses."""
    everything = everything or bool(plan.mail and set(names) & set(plan.mail.to))
    addresses = {plan.people.get(name) for name in names}
    digest = plan.mail.to if plan.mail else ()
    for reminder in reminders:
        recipients = _recipients(plan, reminder.row)
        if everything or set(names) & set(recipients):
            every = dict.fromkeys([*recipients, *digest])
            others = [name for name in every if name in plan.people and plan.people[name] not in addresses]
            yield reminder._replace(others=tuple(others))


def _recipients(plan: TaskFile, row: Row) -> list[str]:
    """Return who is told of an item: its owner and team, and those to whom its misses are escalated."""
    escalated = (name for rule in plan.escalate if row.missed >= rule.missed for name in rule.to)
    return [*dict.fromkeys((*row.item.owners, *row.item.teams, *escalated))]


def names_told(plan: TaskFile) -> list[str]:
    """Return the names of all who may be told of something, with an address or without."""
    items = [name for item in plan.items for name in (*item.owners, *item.teams)]
    escalated = [name for rule in plan.escalate for name in rule.to]
    return list(dict.fromkeys([*plan.people, *items, *escalated]))


def pending(letters: Iterable[Letter], memory: Memory) -> list[Letter]:
    """Return the letters without the reminders that their addresses got before, and without empty letters.

    Reminders that somebody began to send are a letter of their own.
    """
    rest = []
    for letter in letters:
        parts: dict[str | None, list[Reminder]] = defaultdict(list)
        for reminder in letter.reminders:
            if not memory.knows(reminder.stage, letter.address):
                parts[memory.begun.get((reminder.stage, letter.address or ""))].append(reminder)
        rest += [letter._replace(reminders=tuple(part), begun=begun) for begun, part in parts.items()]
    return rest


def in_silence(plan: TaskFile, entries: Sequence[Entry], today: date) -> list[Letter]:
    """Return the letters of yesterday that are still pending, to addresses that got nothing for two days."""
    if plan.mail is None or today.toordinal() <= SILENCE.days:
        return []
    memory = remember(entries, today)
    of_today = {reminder.stage.obligation for reminder in make_reminders(plan, entries, today)}
    of_yesterday = make_reminders(plan, entries, today - timedelta(1))
    unanswered = [reminder for reminder in of_yesterday if reminder.stage.obligation in of_today]
    letters = pending(make_letters(plan, unanswered), memory)
    return [each for each in letters if memory.newest.get(each.address or "", date.min) <= today - SILENCE]


def _said_of(item: Item) -> tuple[object, ...]:
    return (
        item.id, item.title, item.tag, item.team, item.owner,
        item.start, item.last, item.deadline, item.closed, item.note,
    )  # fmt: skip


def fingerprint(branch: str | None, letter: Letter) -> str:
    """Return 32 digits that tell a letter from every other, the same whenever the letter is made again."""
    from hashlib import sha256

    parts = [letter.address, branch, *((*_said_of(each.row.item), *each.stage) for each in letter.reminders)]
    return sha256("\n".join(map(str, parts)).encode(errors="surrogatepass")).hexdigest()[:_FINGERPRINT]
