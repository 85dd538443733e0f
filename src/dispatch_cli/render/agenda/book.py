"""The agenda as a workbook: the rows with the columns of JSON and CSV, and the settings behind the due dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import mark, say, tag_word
from dispatch_cli.model import (
    DEADLINE_DAYS,
    OTHER_REPEAT_DAYS,
    OTHER_WARNING_DAYS,
    REPEAT_DAYS,
    WARNING_DAYS,
    DueShift,
)
from dispatch_cli.plan.workdays import EVERY, span_text
from dispatch_cli.render.agenda.columns import PARTS, TABLE_FIELDS, grouped, heading, record
from dispatch_cli.render.cell_formats import state_formats, tag_formats
from dispatch_cli.render.formats.book import Book, BookColumn, Table
from dispatch_cli.render.formats.sheet import Document
from dispatch_cli.render.marks import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.model import TaskFile, Workdays
    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.agenda import Agenda
    from dispatch_cli.schedule.rows import Row

# The headings of an office's ledger, in the order of TABLE_FIELDS.
HEADERS = mark(
    "No.|Item|Tag|Team|Owner|Note|Listed|Last dispatch|Due|State|Days|Missed|Deadline|Past deadline|Closed"
    "|Latest on|Latest by|Latest"
)
SETTINGS = mark("Setting|Value")
_ITEMS, _SETTINGS = mark("Items"), mark("Settings")
_YES, _NO = say("yes"), say("no")


def agenda_book(agenda: Agenda, plan: TaskFile, style: Style) -> Book:
    """Return the rows, and the plan's settings; people and their addresses stay at home."""
    language = style.language
    title = language.speak(heading(agenda.branch, agenda.today))
    rows = [row for _, rows in grouped(agenda, style.group_by, language) for row in rows]
    items = Table(language.text(_ITEMS), columns(language), [_cells(row, language) for row in rows])
    names = [BookColumn(name) for name in language.text(SETTINGS).split("|")]
    return Book(title, agenda.today, (items, Table(language.text(_SETTINGS), names, [*_settings(plan)])))


def columns(language: Language) -> list[BookColumn]:
    """Return a column for each field."""
    headers = dict(zip(TABLE_FIELDS, language.text(HEADERS).split("|"), strict=True))
    looks = {"tag": tag_formats(language), "state": state_formats(language)}
    return [BookColumn(header, looks=looks.get(field, {})) for field, header in headers.items()]


def _cells(row: Row, language: Language) -> list[CellValue]:
    words = {
        "tag": language.speak(tag_word(row.tag.name)),
        "state": language.speak(STATES[row.state].word),
        "past_deadline": language.speak(_YES if row.past_deadline else _NO),
    }
    (values,) = Document({}, "", TABLE_FIELDS, [record(row) | words], PARTS).rows()
    return values


def _settings(plan: TaskFile) -> Iterator[tuple[str, str]]:
    """Yield what the plan says beside its items; what it leaves open is not there."""
    yield from ((name, value) for name, value in (("branch", plan.branch), ("timezone", plan.timezone)) if value)
    yield "mode", plan.mode.value
    yield from (("meeting", text) for text in [plan.meeting] if text)
    yield from (("since", f"{day}") for day in [plan.since] if day)
    yield from workdays_settings(plan.workdays) if plan.workdays else ()
    yield from ((f"cadence.{tag.name}", tag.cadence.text) for tag in plan.tags.values())
    if plan.deadline_days != DEADLINE_DAYS:
        yield "remind.deadline", f"{plan.deadline_days}"
    for tag in plan.tags.values():
        if tag.warning != WARNING_DAYS.get(tag.name, OTHER_WARNING_DAYS):
            yield f"remind.before.{tag.name}", f"{tag.warning}"
        if tag.again != REPEAT_DAYS.get(tag.name, OTHER_REPEAT_DAYS):
            yield f"remind.again.{tag.name}", f"{tag.again}"


def workdays_settings(rule: Workdays) -> Iterator[tuple[str, str]]:
    """Yield what the plan says of working days; what it leaves open is not there, but for the calendar."""
    yield "workdays.calendar", rule.calendar
    if rule.due is not DueShift.AFTER:
        yield "workdays.due", rule.due.value
    if rule.sends_every_day:
        yield "workdays.remind", EVERY
    for key, spans in (("off", rule.off), ("on", rule.on)):
        if spans:
            yield f"workdays.{key}", ", ".join(map(span_text, spans))
