"""Plan + log + a meeting or a day → its minutes: what was expected, said, decided, closed, and what was not dispatched.

A meeting is known by its `met` entry; what it wrote carries its id. A day without one has minutes too: all that the
log holds for it. What was expected is the agenda of the meeting, or what `check` would have listed that morning; how
an item stood then is computed with all that the meeting or the day wrote taken back.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.errors import CommandLineError
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.commands import change_of
from dispatch_cli.log.entries import Event
from dispatch_cli.messages import say
from dispatch_cli.reports.kept import days_ahead
from dispatch_cli.schedule.agenda import Filters, make_agenda, order
from dispatch_cli.schedule.rows import NOW, State, as_of, make_row, make_schedule
from dispatch_cli.schedule.until import falls_due, is_meeting_day, until_meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from dispatch_cli.log.entries import Entry, ItemEntry
    from dispatch_cli.model import Item
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.schedule.rows import Row


class Occasion(NamedTuple):
    """A meeting or a day: its day, and of a meeting its id, title, who came, what was called and up to which due date.

    `skipped` holds the reasons of what was not dispatched, by item.
    """

    on: date
    id: str | None = None
    title: str | None = None
    attend: tuple[str, ...] = ()
    agenda: tuple[str, ...] | None = None
    skipped: Mapping[str, str] = {}
    until: date | None = None
    by: str | None = None

    def wrote(self, entry: Entry) -> bool:
        """Say whether an entry belongs to it."""
        return entry.on == self.on if self.id is None else entry.more.get("meeting") == self.id


class Dispatched(NamedTuple):
    """An item that was called: how it stood, what was said of it, and when it is due again."""

    item: Item
    before: Row
    notes: tuple[str, ...]
    due: date | None


class Decision(NamedTuple):
    """A change that was decided: what became of what, why, and by whom it was written down."""

    item: Item
    entry: ItemEntry


class Closing(NamedTuple):
    """An item that was closed: the evidence, and how many days before its deadline; None without a deadline."""

    item: Item
    evidence: str | None
    ahead: int | None


class Omission(NamedTuple):
    """An item that was on the agenda and not dispatched, and why."""

    before: Row
    reason: str | None


class Minutes(NamedTuple):
    """What a meeting or a day decided; `expected` and `overdue` count the agenda as it stood before."""

    branch: str | None
    occasion: Occasion
    expected: int
    overdue: int
    dispatched: tuple[Dispatched, ...]
    decisions: tuple[Decision, ...]
    closings: tuple[Closing, ...]
    omissions: tuple[Omission, ...]
    upcoming: tuple[Row, ...]


def find_occasion(office: Office, meeting: str | None, on: date | None) -> Occasion:
    """Return the meeting with an id, the newest meeting of a day, or the day itself; of neither, the newest meeting.

    Without any meeting in the log it is today. Raises CommandLineError where there is no such meeting.
    """
    meetings = [_meeting(entry) for entry in standing(office.log.entries) if entry.event == Event.MET and entry.on]
    if meeting is not None:
        found = [each for each in meetings if each.id == meeting]
        if not found:
            known = [each.id for each in meetings if each.id]
            hint = say("those of the log are: {names}", names=known) if known else say("the log holds no meeting")
            raise CommandLineError(say("there is no meeting `{id}`", id=meeting), hint)
        return found[-1]
    held = [each for each in meetings if on is None or each.on == on]
    return held[-1] if held else Occasion(on or office.today)


def _meeting(entry: Entry) -> Occasion:
    """Return the meeting that a `met` entry tells of; what it does not hold as it should is left out."""
    return Occasion(
        entry.on or date.min,
        entry.batch,
        entry.title,
        _texts(entry.more.get("attend")),
        _texts(entry.more.get("agenda")),
        entry.skipped,
        _day(entry.more.get("until")),
        entry.by,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _day(value: object) -> date | None:
    return parse_date(value) if isinstance(value, str) else None


def make_minutes(office: Office, occasion: Occasion) -> Minutes:
    """Return the minutes of a meeting or a day, with what falls due before the next meeting, where one is known."""
    last = occasion.until or until_meeting(office.plan, occasion.on)
    horizon = last if is_meeting_day(office.plan, occasion.on) else None
    histories = by_item(standing(office.log.entries))
    calls = [_call(office, item, histories.get(item.id, ()), occasion) for item in office.plan.items]
    chosen = [call for call in calls if _is_expected(call, occasion, horizon)]
    agenda = make_agenda(office.plan, office.log.entries, occasion.on, (), Filters(), until=last)
    return Minutes(
        office.plan.branch,
        occasion,
        len(chosen),
        sum(call.before.state is State.OVERDUE for call in chosen),
        tuple(_dispatched(calls)),
        tuple(Decision(call.item, entry) for call in calls for entry in call.wrote if _is_decision(entry)),
        tuple(_closings(calls)),
        tuple(_omissions(chosen, occasion)),
        agenda.rows,
    )


class _Call(NamedTuple):
    """One item at a meeting: how it stood before, how it stands after it, and what was written down of it."""

    item: Item
    before: Row
    after: Row
    wrote: Sequence[ItemEntry]


def _call(office: Office, planned: Item, entries: Sequence[ItemEntry], occasion: Occasion) -> _Call:
    plan, on = office.plan, occasion.on
    item, history = as_of(plan, planned, entries, on), [entry for entry in entries if entry.on <= on]
    wrote = [entry for entry in history if occasion.wrote(entry)]
    earlier = [entry for entry in history if not occasion.wrote(entry)]
    then = _taken_back(item, wrote)
    then = then if then.tag in plan.tags else item
    before, after = (
        make_row(plan, each, make_schedule(plan, each, known, on), on, known)
        for each, known in ((then, earlier), (item, history))
    )
    return _Call(item, before, after, wrote)


def _taken_back(item: Item, entries: Sequence[ItemEntry]) -> Item:
    """Return the item as it was before these entries."""
    fields: dict[str, Any] = {}
    for entry in reversed(entries):
        if change := change_of(entry):
            fields[change.field] = change.old
    return item._replace(**fields)


def _is_expected(call: _Call, occasion: Occasion, horizon: date | None) -> bool:
    """Say whether an item was to be called: it is on the agenda, or `check` would have listed it that morning."""
    if occasion.agenda is not None:
        return call.item.id in occasion.agenda
    return (call.before.state in NOW or falls_due(call.before, horizon)) and not any(
        entry.event == Event.ADDED for entry in call.wrote
    )


def _dispatched(calls: Iterable[_Call]) -> Iterator[Dispatched]:
    """Yield what was dispatched, in the order in which it should be called."""
    for call in sorted(calls, key=lambda call: order(call.before)):
        entries = [entry for entry in call.wrote if entry.event == Event.DISPATCHED]
        if entries:
            notes = tuple(entry.note for entry in entries if entry.note)
            yield Dispatched(call.item, call.before, notes, call.after.due)


def _is_decision(entry: ItemEntry) -> bool:
    return entry.event not in {Event.DISPATCHED, Event.CLOSED}


def _closings(calls: Iterable[_Call]) -> Iterator[Closing]:
    for call in calls:
        for entry in call.wrote:
            if entry.event == Event.CLOSED:
                yield Closing(call.item, entry.note, days_ahead(call.item, entry.on))


def _omissions(calls: Iterable[_Call], occasion: Occasion) -> Iterator[Omission]:
    """Yield what was on the agenda and neither dispatched nor closed."""
    for call in calls:
        if not any(entry.event in {Event.DISPATCHED, Event.CLOSED} for entry in call.wrote):
            yield Omission(call.before, occasion.skipped.get(call.item.id) or None)
