"""Reminders as a sheet for people and as a document for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.reminders.days_off import days_off_ahead
from dispatch_cli.render.agenda.columns import (
    PARTS,
    SHAPE,
    TABLE_FIELDS,
    counted,
    headers,
    heading,
    line_of,
    record,
    still_to_come,
)
from dispatch_cli.render.days_off import days_off_line
from dispatch_cli.render.deadlines import deadline_line, deadline_record
from dispatch_cli.render.formats.sheet import Cell, Document, Fit, Group, Sheet
from dispatch_cli.schedule.until import not_yet_due

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dispatch_cli.model import TaskFile
    from dispatch_cli.reminders.letters import Letter, Reminder
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.agenda import Agenda

_FITS = {**SHAPE.fits, "number": Fit(untitled=True), "others": Fit(wraps=True, style="dim")}
LETTER_SHAPE = SHAPE._replace(fits=_FITS, yields=("others", "number", *SHAPE.yields))


def subject(plan: TaskFile, today: date, letter: Letter, language: Language) -> str:
    """Return the subject of a letter, which says how much there is to do."""
    values: dict[str, Any] = {"date": today, "counts": _counts(letter, language)}
    if plan.branch:
        return language.speak(say("Dispatch reminder of {date}: {counts} ({branch})", branch=plan.branch, **values))
    return language.speak(say("Dispatch reminder of {date}: {counts}", **values))


def count_line(letter: Letter, language: Language) -> str:
    """Return how many items stand in each state, and how many deadlines have passed or are near, without zeros."""
    return " · ".join(_counts(letter, language))


def _counts(letter: Letter, language: Language) -> list[str]:
    passed = sum(each.passed for each in letter.deadlines)
    near = len(letter.deadlines) - passed
    messages = [
        *counted(Counter(each.row.state for each in letter.reminders)),
        say_n("{n} deadline passed", "{n} deadlines passed", passed),
        say_n("{n} deadline near", "{n} deadlines near", near),
    ]
    return [language.speak(message) for message in messages if message.values["n"]]


def number_phrase(reminder: Reminder) -> Message | str:
    """Return the number of a reminder in words, nothing where the log holds none before it."""
    return say("reminder {n}", n=reminder.number) if reminder.number else ""


def letter_sheet(plan: TaskFile, agenda: Agenda, letter: Letter, style: Style) -> Sheet:
    """Return what one letter tells, for people."""
    speak = style.language.speak
    rows = [reminder.row for reminder in letter.reminders]
    titles = {**headers(rows, style.language), "number": speak(say("Reminder")), "others": speak(say("Also told"))}
    lines = [_line(reminder, style) for reminder in letter.reminders]
    told = agenda._replace(more=not_yet_due(rows, agenda.until))
    summary = " · ".join([count_line(letter, style.language), *map(speak, still_to_come(told))])
    groups = [Group(None, lines)] if lines else []
    spans = days_off_ahead(plan, agenda.today, letter.reminders)
    below = [speak(deadline_line(each)) for each in letter.deadlines]
    below += [days_off_line(spans, style.language)] if spans else []
    return Sheet(speak(heading(agenda.branch, agenda.today)), titles, groups, summary, LETTER_SHAPE, below=below)


def _line(reminder: Reminder, style: Style) -> Mapping[str, Cell]:
    speak = style.language.speak
    number, others = number_phrase(reminder), say("{names}", names=[*reminder.others])
    told = {"number": Cell(speak(number)), "others": Cell(speak(others), _FITS["others"].style)}
    return {**line_of(reminder.row, style), **told}


def letter_document(
    plan: TaskFile, head: Mapping[str, Any], letter: Letter, letters: Sequence[Letter], style: Style
) -> Document:
    """Return what one letter tells, for programs, and all letters besides."""
    messages = [
        {
            "to": each.names,
            "address": each.address,
            "subject": subject(plan, head["today"], each, style.language),
            "items": [reminder_record(reminder) for reminder in each.reminders],
            "deadlines": [*map(deadline_record, each.deadlines)],
        }
        for each in letters
    ]
    records = [reminder_record(reminder) for reminder in letter.reminders]
    return Document({**head, "messages": messages}, "items", TABLE_FIELDS, records, PARTS)


def reminder_record(reminder: Reminder) -> dict[str, Any]:
    """Return a reminder for programs, by key: the item as elsewhere, then its stage and who else is told."""
    return record(reminder.row) | {
        "stage": reminder.stage.kind,
        "day": reminder.stage.day,
        "reminder": reminder.number,
        "also_told": reminder.others,
    }
