"""Who is to be told what: plan + record + today → letters.

- An item is reminded at stages: soon and due once for each due date, overdue on the day after
  it, and again after every so many days (`again` of its tag). A stage is known by item, due
  date, kind and the day on which it began, so it is the same one whenever somebody is told of it.
- Told are the item's owner and team, from so many missed dispatches on those of `escalate`,
  and of everything `mail.to`. Who shares an address gets one letter; who has none is reached
  through `mail.to`.
- What was told stands in the log, by stage and address (`reminded`), and is told no more. So what
  could not be handed over stays pending, and five days without cron end in one letter.
- Before a letter is handed over, the log says so (`reminding`). If nobody knows what became of it,
  because of a crash, what of it is still to be told is sent again under the same Message-ID.
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


class Reminder(NamedTuple):
    """What is told of one item: its row, the stage, which reminder of its due date this is, and to whom else."""

    row: Row
    stage: Stage
    number: int
    others: tuple[str, ...] = ()


class Letter(NamedTuple):
    """All that one address is told, or whoever asked for it; `names` are those whom it reaches.

    `begun` is the Message-ID under which somebody began to send it before.
    """

    names: tuple[str, ...]
    address: str | None
    reminders: tuple[Reminder, ...]
    begun: str | None = None


def entries_of(letter: Letter, today: date, message_id: str | None, event: Event = Event.REMINDED) -> list[Entry]:
    """Return what the log is to hold of a letter, not yet stamped: it was handed over, or is about to be.

    It is not to be any more where that is to be said without a Message-ID.
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
    """Return what there is to tell of on a day, in the order of the agenda."""
    return reminders_of(make_agenda(plan, entries, today, REMINDED_STATES, filters).rows, entries)


def reminders_of(rows: Iterable[Row], entries: Iterable[Entry]) -> list[Reminder]:
    """Return what there is to tell of rows that are overdue, due or soon; `entries` are those of the log."""
    told = remember(entries).told
    counts = Counter((stage.item, stage.due) for stage in told)
    reminders = []
    for row in rows:
        stage = stage_of(row)
        before = counts[stage.item, stage.due] - (stage in told)
        reminders.append(Reminder(row, stage, before + 1 if told else _ordinal(row, stage)))
    return reminders


def stage_of(row: Row) -> Stage:
    """Return the stage at which an item stands that is overdue, due or soon."""
    due, late, again = row.due or date.max, -(row.days or 0), row.tag.again
    return Stage(row.item.id, due, row.state.value, (late - 1) // again * again + 1 if late > 0 else 0)


def _ordinal(row: Row, stage: Stage) -> int:
    """Return which reminder a stage is by the rules, for an office that remembers none."""
    warned = int(row.tag.warning > 0)
    ordinals = {State.SOON: 1, State.DUE: warned + 1, State.OVERDUE: warned + 2 + (stage.day - 1) // row.tag.again}
    return ordinals[row.state]


def make_letters(plan: TaskFile, reminders: Sequence[Reminder]) -> list[Letter]:
    """Return a letter for each address that is concerned, in the order of `people`; the digest holds everything."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, address in plan.people.items():
        names[address].append(name)
    letters = (Letter(tuple(own), address, tuple(_told(plan, own, reminders))) for address, own in names.items())
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
    """Return what one name is told, and those who share its address; without a name, everything."""
    if name is None:
        names, address = plan.mail.to if plan.mail else (), None
        return Letter(names, address, tuple(_told(plan, names, reminders, everything=True)))
    address = plan.people.get(name)
    names = tuple(each for each, own in plan.people.items() if own == address) or (name,)
    return Letter(names, address, tuple(_told(plan, names, reminders)))


def _told(
    plan: TaskFile, names: Sequence[str], reminders: Iterable[Reminder], *, everything: bool = False
) -> Iterator[Reminder]:
    """Yield the reminders that concern these names, each with the other names that have an address of their own."""
    everything = everything or bool(plan.mail and set(names) & set(plan.mail.to))
    own = {plan.people.get(name) for name in names}
    digest = plan.mail.to if plan.mail else ()
    for reminder in reminders:
        concerned = _concerned(plan, reminder.row)
        if everything or set(names) & set(concerned):
            told = dict.fromkeys([*concerned, *digest])
            others = [name for name in told if name in plan.people and plan.people[name] not in own]
            yield reminder._replace(others=tuple(others))


def _concerned(plan: TaskFile, row: Row) -> list[str]:
    """Return who is told of an item: its owner and team, and those to whom its misses are escalated."""
    escalated = (name for rule in plan.escalate if row.missed >= rule.missed for name in rule.to)
    return [*dict.fromkeys((*row.item.owners, *row.item.teams, *escalated))]


def names_told(plan: TaskFile) -> list[str]:
    """Return all who may be told of something, with an address or without."""
    items = [name for item in plan.items for name in (*item.owners, *item.teams)]
    escalated = [name for rule in plan.escalate for name in rule.to]
    return list(dict.fromkeys([*plan.people, *items, *escalated]))


def pending(letters: Iterable[Letter], memory: Memory) -> list[Letter]:
    """Return the letters without what their addresses were told before; none that has nothing left to tell.

    What somebody began to send is a letter of its own.
    """
    left = []
    for letter in letters:
        parts: dict[str | None, list[Reminder]] = defaultdict(list)
        for reminder in letter.reminders:
            if not memory.knows(reminder.stage, letter.address):
                parts[memory.begun.get((reminder.stage, letter.address or ""))].append(reminder)
        left += [letter._replace(reminders=tuple(part), begun=begun) for begun, part in parts.items()]
    return left


def in_silence(plan: TaskFile, entries: Sequence[Entry], today: date) -> list[Letter]:
    """Return what was to be told yesterday and is still, to addresses that were told nothing for two days."""
    if plan.mail is None or today.toordinal() <= SILENCE.days:
        return []
    memory = remember(entries, today)
    still = {each.stage[:2] for each in make_reminders(plan, entries, today)}
    owed = [each for each in make_reminders(plan, entries, today - timedelta(1)) if each.stage[:2] in still]
    letters = pending(make_letters(plan, owed), memory)
    return [each for each in letters if memory.newest.get(each.address or "", date.min) <= today - SILENCE]


def _said_of(item: Item) -> tuple[object, ...]:
    return (
        item.id, item.title, item.tag, item.team, item.owner,
        item.start, item.last, item.deadline, item.closed, item.note,
    )  # fmt: skip


def fingerprint(branch: str | None, letter: Letter) -> str:
    """Return what tells a letter from every other, the same however often it is made."""
    from hashlib import sha256

    said = [letter.address, branch, *((*_said_of(each.row.item), *each.stage) for each in letter.reminders)]
    return sha256("\n".join(map(str, said)).encode(errors="surrogatepass")).hexdigest()[:32]
