"""Who is to be told what: plan + log + today → letters.

- People are reminded of an item at stages: soon and due once for each due date, overdue on the
  working day after it, and again every so many working days (`again` of its tag). A stage is known by item, due
  date by the rule, kind and the day on which it began. So it stays the same stage, whenever somebody is told, and
  whatever is learned of days off meanwhile.
- On a day off no letter leaves, unless the office wants it so; the next working day tells all of it in one.
- The item's owners and teams are told, those of `escalate` from so many missed dispatches on, and
  `mail.to` of everything. People who share a mailbox get one letter. People without an address
  are reached through `mail.to`.
- The log remembers what was told, by stage and mailbox (`reminded`); it is not told again. So a
  letter that could not be handed over stays pending, and five days without cron end in one letter.
- A deadline has two stages: it comes within the days, it has passed. Each is told alone once; with what is told
  anyway, all deadlines ride along that have passed or are near.
- Before a letter is handed over, the log says so (`reminding`). If a crash leaves open whether it
  was, the part that is still to be told is sent again under the same Message-ID.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.model import Entry, Event
from dispatch_cli.plan.addresses import mailbox
from dispatch_cli.reminders.memory import MESSAGE, NEAR, PASSED, STAGES, Memory, Stage, Told, remember, stages_written
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.schedule.deadlines import Deadline
    from dispatch_cli.schedule.office import Office

REMINDED_STATES = (State.OVERDUE, State.DUE, State.SOON)
EVERYTHING = Filters()
_FINGERPRINT = 32


class Reminder(NamedTuple):
    """One item of a letter: its row, the stage, and the names that are told of it besides.

    `number` counts the reminders of its due date that the log holds, and this one; None where it holds none before.
    """

    row: Row
    stage: Stage
    number: int | None = None
    others: tuple[str, ...] = ()


class Letter(NamedTuple):
    """All reminders for one mailbox; without an address, for whoever asked. `names` are those whom it reaches.

    `begun` is the Message-ID under which somebody began to send it before. `deadlines` have passed or are near.
    """

    names: tuple[str, ...]
    address: str | None
    reminders: tuple[Reminder, ...]
    begun: str | None = None
    deadlines: tuple[Deadline, ...] = ()

    @property
    def stages(self) -> list[Stage]:
        """Return the stages that it tells of."""
        return [*(reminder.stage for reminder in self.reminders), *map(deadline_stage, self.deadlines)]


def entry_of(letter: Letter, today: date, message_id: str | None, event: Event = Event.REMINDED) -> Entry:
    """Return the entry of a letter for the log, not yet stamped.

    `reminded` says that it was handed over, `reminding` that it is about to be. Without a Message-ID,
    `reminding` says that it is not about to be any more.
    """
    message = {MESSAGE: message_id} if message_id else {}
    stages = stages_written(letter.stages)
    return Entry("", "", "", event, on=today, more={"to": letter.address, **message, STAGES: stages})


def reminders_of(plan: TaskFile, rows: Iterable[Row], memory: Memory) -> list[Reminder]:
    """Return the reminders of rows that are overdue, due or soon."""
    stages, counts = memory.stages, memory.counts
    reminders = []
    for row in rows:
        stage = stage_of(plan, row)
        before = counts[stage.obligation] - (stage in stages)
        reminders.append(Reminder(row, stage, before + 1 if before else None))
    return reminders


def stage_of(plan: TaskFile, row: Row) -> Stage:
    """Return the stage of an item that is overdue, due or soon."""
    late, again = _working_days_late(plan, row), row.tag.again
    return Stage(row.item.id, row.owed or date.max, row.state.value, (late - 1) // again * again + 1 if late else 0)


def _working_days_late(plan: TaskFile, row: Row) -> int:
    """Return how many working days have begun since the due date: at least 1 while an item is overdue, else 0."""
    if row.state is not State.OVERDUE or row.due is None or row.days is None:
        return 0
    return max(1, working_days(plan.workdays).count(row.due, row.due - timedelta(row.days)))


def rests_on(plan: TaskFile, day: date) -> bool:
    """Say whether no letter leaves on a day."""
    return bool(plan.workdays and not plan.workdays.sends_every_day) and not working_days(plan.workdays).is_working(day)


def deadline_stage(deadline: Deadline) -> Stage:
    """Return the stage of a deadline that has passed or is near."""
    return Stage(deadline.row.item.id, deadline.on, PASSED if deadline.passed else NEAR)


def make_letters(plan: TaskFile, reminders: Iterable[Reminder], deadlines: Iterable[Deadline] = ()) -> list[Letter]:
    """Return a letter for each mailbox that has something, in the order of `people`; the digest holds all of it."""
    boxes = {name: mailbox(address) for name, address in plan.people.items()}
    reminders_at: dict[str, list[Reminder]] = defaultdict(list)
    for reminder in reminders:
        names = [name for name in _recipients(plan, reminder.row) if name in boxes]
        for box in dict.fromkeys(boxes[name] for name in names):
            others = tuple(name for name in names if boxes[name] != box)
            reminders_at[box].append(reminder._replace(others=others))
    deadlines_at: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in deadlines:
        for box in dict.fromkeys(boxes[name] for name in _recipients(plan, deadline.row) if name in boxes):
            deadlines_at[box].append(deadline)
    names_at: dict[str, list[str]] = defaultdict(list)
    for name, box in boxes.items():
        names_at[box].append(name)
    return [
        Letter(
            tuple(names),
            plan.people[names[0]],
            tuple(reminders_at.get(box, ())),
            deadlines=tuple(deadlines_at.get(box, ())),
        )
        for box, names in names_at.items()
        if box in reminders_at or box in deadlines_at
    ]


class Wanted(NamedTuple):
    """Which letters are asked for: those of the items that pass the filters, and of one name where one is given."""

    filters: Filters = EVERYTHING
    to: str | None = None


def letters_left(office: Office, wanted: Wanted) -> list[Letter]:
    """Return the letters of an office that are wanted and still to be sent."""
    plan, entries = office.plan, office.log.entries
    memory = remember(entries)
    agenda = make_agenda(plan, entries, office.today, REMINDED_STATES, wanted.filters)
    letters = pending(make_letters(plan, reminders_of(plan, agenda.rows, memory), agenda.deadlines), memory)
    return [letter for letter in letters if wanted.to is None or wanted.to in letter.names]


def letter_to(
    plan: TaskFile, name: str | None, reminders: Sequence[Reminder], deadlines: Sequence[Deadline] = ()
) -> Letter:
    """Return the letter for a name and for those who share its mailbox; without a name, of everything."""
    if name is None:
        names, address = plan.mail.to if plan.mail else (), None
        everything = tuple(_reminders_for(plan, names, reminders, everything=True))
        return Letter(names, address, everything, deadlines=tuple(deadlines))
    names, address = (name,), plan.people.get(name)
    if address is not None:
        box = mailbox(address)
        names = tuple(each for each, other in plan.people.items() if mailbox(other) == box)
        address = plan.people[names[0]]
    own = tuple(each for each in deadlines if set(names) & set(_recipients(plan, each.row)))
    return Letter(names, address, tuple(_reminders_for(plan, names, reminders)), deadlines=own)


def _reminders_for(
    plan: TaskFile, names: Sequence[str], reminders: Iterable[Reminder], *, everything: bool = False
) -> Iterator[Reminder]:
    """Yield the reminders for these names, each with the other names, those at other mailboxes."""
    boxes = {mailbox(plan.people[name]) for name in names if name in plan.people}
    for reminder in reminders:
        recipients = _recipients(plan, reminder.row)
        if everything or set(names) & set(recipients):
            others = [name for name in recipients if name in plan.people and mailbox(plan.people[name]) not in boxes]
            yield reminder._replace(others=tuple(others))


def _recipients(plan: TaskFile, row: Row) -> list[str]:
    """Return who is told of an item: its owners and teams, those to whom its misses are escalated, and `mail.to`."""
    escalated = (name for rule in plan.escalate if row.missed >= rule.missed for name in rule.to)
    digest = plan.mail.to if plan.mail else ()
    return [*dict.fromkeys((*row.item.owners, *row.item.teams, *escalated, *digest))]


def names_told(plan: TaskFile) -> list[str]:
    """Return the names of all who may be told of something, with an address or without."""
    items = [name for item in plan.items for name in (*item.owners, *item.teams)]
    escalated = [name for rule in plan.escalate for name in rule.to]
    return list(dict.fromkeys([*plan.people, *items, *escalated]))


def pending(letters: Iterable[Letter], memory: Memory) -> list[Letter]:
    """Return the letters without the reminders that their mailboxes got before, and without empty letters.

    Reminders that somebody began to send are a letter of their own. A deadline of which a mailbox was told stays in a
    letter that leaves anyway.
    """
    return [part for letter in letters for part in _parts(letter, memory)]


def _parts(letter: Letter, memory: Memory) -> Iterator[Letter]:
    """Yield what is still to be told of a letter, one part for each Message-ID under which somebody began."""
    begun = {stage: memory.begun.get(Told(stage, mailbox(letter.address or ""))) for stage in letter.stages}
    untold = [stage for stage in letter.stages if not memory.knows(stage, letter.address)]
    left = frozenset(untold)
    for message in dict.fromkeys(begun[stage] for stage in untold):
        reminders = (each for each in letter.reminders if each.stage in left and begun[each.stage] == message)
        deadlines = (each for each in letter.deadlines if begun[deadline_stage(each)] == message)
        yield letter._replace(reminders=tuple(reminders), deadlines=tuple(deadlines), begun=message)


def _said_of(item: Item) -> tuple[object, ...]:
    return (
        item.id, item.title, item.tag, item.team, item.owner,
        item.start, item.last, item.deadline, item.closed, item.note,
    )  # fmt: skip


def fingerprint(branch: str | None, letter: Letter) -> str:
    """Return 32 digits that tell a letter from every other, the same whenever the letter is made again."""
    from hashlib import sha256

    parts = [letter.address, branch, *((*_said_of(each.row.item), *each.stage) for each in letter.reminders)]
    parts += [(*_said_of(each.row.item), *deadline_stage(each)) for each in letter.deadlines]
    return sha256("\n".join(map(str, parts)).encode(errors="surrogatepass")).hexdigest()[:_FINGERPRINT]
