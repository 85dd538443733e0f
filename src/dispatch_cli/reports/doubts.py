"""What is legal in a log but doubtful: lines that people, merges and wrong clocks have left there, each with a remedy.

The plan prevails over the record, so nothing here is wrong; but somebody may have meant something else.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import Problem
from dispatch_cli.hints.guesses import brief
from dispatch_cli.log.batches import by_item, standing, undone_batches
from dispatch_cli.log.commands import title_in
from dispatch_cli.log.entries import Event, ItemEntry
from dispatch_cli.log.lines import format_line
from dispatch_cli.log.order import instant_of, is_ahead
from dispatch_cli.messages import Message, say, tag_word
from dispatch_cli.schedule.due import too_late
from dispatch_cli.schedule.rows import look_closely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.log.file import Line
    from dispatch_cli.model import Item
    from dispatch_cli.schedule.office import Office

_COMPARED = 200
_SAME_TITLE = 0.5  # part of the letters that two wordings of one title share


class LineDoubt(NamedTuple):
    """What is doubtful about a line of the log, by its number, and what to do."""

    line: int
    message: Message
    remedy: Message


def log_doubts(office: Office, path: str, lines: Sequence[Line]) -> list[Problem]:
    """Return what is doubtful in a log, of which the lines are given as they stand in the file."""
    undone = undone_batches(line.entry for line in lines)
    alive = [line for line in lines if line.entry.batch not in undone]
    found = [*_repeats(lines), *_ahead(alive, office), *_contradictions(office, lines)]
    texts = {line.number: line.text for line in lines}
    return [Problem(path, each.line, 1, each.message, each.remedy, brief(texts[each.line])) for each in found]


def _repeats(lines: Sequence[Line]) -> Iterator[LineDoubt]:
    """Yield the lines whose id stands there before: those that say the same, and those that do not."""
    first: dict[str, Line] = {}
    same: dict[bytes, Line] = {}
    for line in lines:
        before = same.setdefault(format_line(line.entry), line)
        other = first.setdefault(line.entry.id, line)
        if before is not line:
            message = say("this line is there already, as line {n}; it counts once", n=before.number)
            yield LineDoubt(line.number, message, say("it may stay, or be deleted"))
        elif other is not line:
            message = say("line {n} has the same id and says something else; both count", n=other.number)
            yield LineDoubt(line.number, message, say("find out which of them is right, and delete the other"))


def _ahead(lines: Iterable[Line], office: Office) -> Iterator[LineDoubt]:
    """Yield the lines for a day to come, and those written down by a clock that was wrong, or at no moment at all."""
    for line in lines:
        on, moment = line.entry.on, instant_of(line.entry.at)
        if on and on > office.today:
            message = say("this line is for {date}, which is later than today; till then it does not count", date=on)
            yield LineDoubt(line.number, message, say("if a clock was wrong, correct its `on` and `at`"))
        elif moment is None:
            message = say("`at` of this line is no moment with a time zone; it counts as that of the line before it")
            yield LineDoubt(line.number, message, say("write it as in the lines around it"))
        elif office.now and is_ahead(moment, office.now):
            message = say("this line was written down at {at}, which is still to come", at=line.entry.at)
            yield LineDoubt(line.number, message, say("if a clock was wrong, correct its `at`"))


def _contradictions(office: Office, lines: Sequence[Line]) -> Iterator[LineDoubt]:
    """Yield where the log knows an item otherwise than the list does, and what came too late to do anything."""
    numbers = {format_line(line.entry): line.number for line in reversed(lines)}
    histories = by_item(standing(office.log.entries))
    for item in office.plan.items:
        history = [entry for entry in histories.get(item.id, ()) if entry.on <= office.today]
        for entry, message, remedy in (*_titles(item, history), *_tags(item, history), *_late(office, item, history)):
            yield LineDoubt(numbers[format_line(entry)], message, remedy)


def _likeness(one: str, other: str) -> float:
    """Return which part of their letters two titles share; of long ones the beginnings."""
    return SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED]).ratio()


def _titles(item: Item, history: Sequence[ItemEntry]) -> Iterator[tuple[Entry, Message, Message]]:
    """Yield where the newest title that the log knows is quite another one."""
    newest = next((entry for entry in reversed(history) if title_in(entry)), None)
    title = title_in(newest) if newest else None
    if newest and title and _likeness(title, item.title) < _SAME_TITLE:
        message = say("item {id} was added as `{title}`, and in the list it is `{now}`")
        if newest.event == Event.CHANGED:
            message = say("item {id} became `{title}` here, and in the list it is `{now}`")
        remedy = say("an id stays with its item: give another item an id of its own, and this one its old id")
        yield newest, say(message.template, id=item.id, title=brief(title), now=brief(item.title)), remedy


def _tags(item: Item, history: Sequence[ItemEntry]) -> Iterator[tuple[Entry, Message, Message]]:
    changes = sorted((entry for entry in history if entry.event == Event.TAGGED), key=lambda entry: entry.on)
    newest = changes[-1] if changes else None
    if newest and newest.new and newest.new != item.tag:
        values = {"id": item.id, "then": tag_word(newest.new), "now": tag_word(item.tag)}
        message = say("item {id} became {then} here, and in the list it is {now}", **values)
        remedy = say(
            "write `tag: {then}` into the list; if {now} is right, run `dispatch tag {id} {now} -m REASON` then, "
            "so that its clock starts anew",
            id=item.id,
            then=newest.new,
            now=item.tag,
        )
        yield newest, message, remedy


def _late(office: Office, item: Item, history: Sequence[ItemEntry]) -> Iterator[tuple[Entry, Message, Message]]:
    """Yield the postponements that were made when the due date had passed."""
    schedule = look_closely(office.plan, item, history, office.today).schedule
    due = schedule.series.due(schedule.anchor.on, 1)
    if due is None or (item.closed and item.closed <= office.today):
        return
    late = {(each.made, f"{each.to}") for each in too_late(due, schedule.postponements)}
    for entry in history:
        if entry.event == Event.EXTENDED and (entry.on, entry.new) in late:
            message = say("this postponement came after the due date of item {id}, and does nothing", id=item.id)
            yield entry, message, say("record a dispatch, and postpone the due date that follows")
