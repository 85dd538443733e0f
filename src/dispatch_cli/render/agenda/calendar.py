"""A calendar for phones and task programs (RFC 5545): one all-day entry for each open item, on its due date.

An item that has a deadline has one more on that day.

No entry has a time or a zone. Its alarms ring at nine in the morning, wherever the reader is. The same list
on the same day gives the same bytes. Programs replace an entry by one of the same UID whose SEQUENCE is higher,
or whose DTSTAMP is later: the first counts what the log says of the item, the second is the day.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from dispatch_cli.cadence.phrases import cadence_phrase
from dispatch_cli.extras import load
from dispatch_cli.log.entries import Event
from dispatch_cli.log.events import ABOUT_LETTERS
from dispatch_cli.messages import Message, say, tag_word
from dispatch_cli.model import DEADLINE_DAYS
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import grouped, latest_cell, remark_cell, tag_cell
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

    from icalendar import Component

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.agenda import Agenda
    from dispatch_cli.schedule.rows import Row

_TODO = "todo"
_NAMESPACE = UUID("5d0f6cf1-8a34-4c5e-9b39-6a1c9be2f7d4")
_PRIORITIES = {"red": 1, "orange": 5}  # of 1 to 9, the highest first
_LOWEST_PRIORITY = 9
_RINGS_AT = timedelta(hours=9)
_DAY = timedelta(days=1)


class MarkedDay(NamedTuple):
    """What an entry stands for: a due date, a deadline or a call of an item; UID, words, and how soon it rings."""

    row: Row
    uid: str
    on: date
    summary: str
    warning: int


def render(agenda: Agenda, log: Iterable[Entry], kind: str, style: Style, deadline_days: int = DEADLINE_DAYS) -> bytes:
    """Return the calendar; its entries are of the kind `todo` or `event`. What is closed has none.

    An alarm rings `deadline_days` before a deadline.
    """
    language = style.language
    rows = [row for _, rows in grouped(agenda, style.group_by, language) for row in rows]
    days = [day for row in rows for day in _due_date(agenda, row, kind, language)]
    days += [day for row in rows for day in _deadline(agenda, row, kind, language, deadline_days)]
    return calendar_of(agenda.branch, agenda.today, days, log, kind=kind, language=language)


def calendar_of(  # noqa: PLR0913 all that a calendar says
    branch: str | None, today: date, days: Iterable[MarkedDay], log: Iterable[Entry], *, kind: str, language: Language
) -> bytes:
    """Return the calendar of some days, an entry of the kind `todo` or `event` for each."""
    icalendar, revised = load("icalendar", "ics"), revisions(log)
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//dispatch//dispatch//{language.code.upper()}")
    if branch:
        calendar.add("x-wr-calname", icalendar.vText(language.speak(branch)))
    for day in days:
        entry = _entry(icalendar, today, day, kind, language)
        entry.add("sequence", revised.get(day.row.item.id, 0))
        calendar.add_component(entry)
    data: bytes = calendar.to_ical()
    return data


def entry_uid(branch: str | None, item_id: str, kind: str) -> str:
    """Return the UID of an entry: it stays the same whatever happens to the item, and differs by kind."""
    return str(uuid5(_NAMESPACE, json.dumps([kind, branch, item_id])))


def revisions(log: Iterable[Entry]) -> Mapping[str, int]:
    """Return how many lines of a log change something of each item; taking them back is one more, so it only grows."""
    counts: Counter[str] = Counter()
    items: dict[str, set[str]] = defaultdict(set)
    for entry in log:
        if entry.event == Event.UNDONE:
            counts.update(items[entry.batch])
        elif entry.item is not None and entry.event not in ABOUT_LETTERS:
            counts[entry.item] += 1
            items[entry.batch].add(entry.item)
    return counts


def _due_date(agenda: Agenda, row: Row, kind: str, language: Language) -> Iterator[MarkedDay]:
    if row.due is not None:
        title = language.speak(row.item.title)
        warning = (row.due - (row.warned_from or row.due)).days
        yield MarkedDay(row, entry_uid(agenda.branch, row.item.id, kind), row.due, title, warning)


def _deadline(agenda: Agenda, row: Row, kind: str, language: Language, warning: int) -> Iterator[MarkedDay]:
    if row.item.deadline is not None and row.state is not State.CLOSED:
        title = language.speak(say("Deadline: {title}", title=row.item.title))
        yield MarkedDay(
            row, entry_uid(agenda.branch, row.item.id, f"{kind} deadline"), row.item.deadline, title, warning
        )


def _entry(icalendar: ModuleType, today: date, day: MarkedDay, kind: str, language: Language) -> Component:
    entry: Component = icalendar.Todo() if kind == _TODO else icalendar.Event()
    entry.add("uid", day.uid)
    entry.add("dtstamp", datetime.combine(today, time(), UTC))
    for name, value in (*_days(day.on, today, kind), *_texts(day.row, day.summary, language)):
        entry.add(name, value)
    for days in sorted({day.warning, 0}, reverse=True):
        if days <= (day.on - today).days:  # what has rung does not ring again
            entry.add_component(_alarm(icalendar, days, kind, day.summary))
    return entry


def _days(due: date, today: date, kind: str) -> Iterator[tuple[str, object]]:
    """Yield the dates of an entry. An overdue event lasts until today: nobody looks for it in the past."""
    if kind == _TODO:
        yield "due", due
        yield "status", "NEEDS-ACTION"
        return
    yield "dtstart", due
    if max(due, today) < date.max:  # else a day by default
        yield "dtend", max(due, today) + _DAY
    yield "transp", "TRANSPARENT"


def _texts(row: Row, summary: str, language: Language) -> Iterator[tuple[str, object]]:
    """Yield the texts of an entry; those that users wrote are made harmless."""
    yield "summary", summary
    yield "description", "\n".join(_lines(row, language))
    yield "categories", [language.speak(name) for name in (tag_word(row.tag.name), *row.item.teams)]
    yield "priority", _PRIORITIES.get(row.tag.name, _LOWEST_PRIORITY)


def _lines(row: Row, language: Language) -> Iterator[str]:
    fields: tuple[tuple[Message, str], ...] = (
        (COLUMN_WORDS["id"], row.item.id),
        (COLUMN_WORDS["tag"], f"{tag_cell(row, language)} · {language.speak(cadence_phrase(row.tag.cadence))}"),
        (COLUMN_WORDS["team"], row.item.team or ""),
        (COLUMN_WORDS["owner"], row.item.owner or ""),
        (COLUMN_WORDS["last"], f"{row.last or ''}"),
        (say("Missed"), f"{row.missed or ''}"),
        (say("Remark"), remark_cell(row, language)),
        (COLUMN_WORDS["note"], row.item.note or ""),
        (say("Latest"), latest_cell(row, language)),
    )
    yield from (language.speak(say("{label}: {text}", label=label, text=text)) for label, text in fields if text)


def _alarm(icalendar: ModuleType, days: int, kind: str, text: str) -> Component:
    """Return an alarm so many days before the due date, at an hour of that day: it is set from midnight."""
    alarm: Component = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    # A todo has no beginning that an alarm could count from.
    alarm.add("trigger", _RINGS_AT - days * _DAY, parameters={"RELATED": "END" if kind == _TODO else "START"})
    return alarm
