"""The agenda as a workbook: a ledger to be handed in, or the list of a meeting to be filled in.

The ledger is a copy of the plan: a hidden sheet holds the settings behind the due dates, and `import` makes the same
plan of it. The list has a column for what is said of each item, which `record --from` reads.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.own_days import span_text
from dispatch_cli.messages import Message, mark, say, say_n, tag_word
from dispatch_cli.model import (
    DEADLINE_DAYS,
    OTHER_REPEAT_DAYS,
    OTHER_WARNING_DAYS,
    REPEAT_DAYS,
    WARNING_DAYS,
    DueShift,
)
from dispatch_cli.plan.column_words import COLUMN_WORDS, OUR_WORKBOOK, THIS_DISPATCH
from dispatch_cli.plan.workdays import EVERY
from dispatch_cli.render.agenda.columns import grouped, latest_cell, summary, titled
from dispatch_cli.render.agenda.standing import standing, standing_formats, tag_formats
from dispatch_cli.render.deadlines import deadline_line
from dispatch_cli.render.formats.book import Book, BookColumn, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatch_cli.model import TaskFile, Workdays
    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.agenda import Agenda
    from dispatch_cli.schedule.rows import Row

SETTINGS = mark("Setting|Value")
_ITEMS, _SETTINGS = mark("Items"), mark("Settings")


class FieldColumn(NamedTuple):
    """One column of the workbook: its heading, the value of a row, and whether it holds sentences.

    It stands in the ledger, in the list of a meeting, or in both; there a column by which is grouped is left out.
    """

    key: str
    heading: Message
    value: Callable[[Row, Language], CellValue]
    flows: bool = False
    in_ledger: bool = True
    in_list: bool = True


FIELDS = (
    FieldColumn("id", COLUMN_WORDS["id"], lambda row, _: row.item.id),
    FieldColumn("title", COLUMN_WORDS["title"], lambda row, _: row.item.title, flows=True),
    FieldColumn("tag", COLUMN_WORDS["tag"], lambda row, language: language.speak(tag_word(row.tag.name))),
    FieldColumn("team", COLUMN_WORDS["team"], lambda row, _: row.item.team, flows=True),
    FieldColumn("owner", COLUMN_WORDS["owner"], lambda row, _: row.item.owner, flows=True),
    FieldColumn("start", COLUMN_WORDS["start"], lambda row, _: row.item.start, in_list=False),
    FieldColumn("last", COLUMN_WORDS["last"], lambda row, _: row.last, in_list=False),
    FieldColumn("due", say("Due"), lambda row, _: row.due),
    FieldColumn("state", say("State"), standing),
    FieldColumn("missed", say("Missed"), lambda row, _: row.missed or None),
    FieldColumn("deadline", COLUMN_WORDS["deadline"], lambda row, _: row.item.deadline),
    FieldColumn("closed", COLUMN_WORDS["closed"], lambda row, _: row.item.closed, in_list=False),
    FieldColumn("note", COLUMN_WORDS["note"], lambda row, _: row.item.note, flows=True),
    FieldColumn("latest", say("Latest"), latest_cell, flows=True),
    FieldColumn("this_dispatch", THIS_DISPATCH, lambda _row, _language: None, in_ledger=False),
)


def ledger_book(agenda: Agenda, plan: TaskFile, style: Style) -> Book:
    """Return the ledger with the plan's settings; people and their addresses stay at home."""
    language = style.language
    fields = [field for field in FIELDS if field.in_ledger]
    items = _table(agenda, fields, style)
    names = [BookColumn(name) for name in language.text(SETTINGS).split("|")]
    settings = Table(language.text(_SETTINGS), names, [*_settings(plan)], hidden=True)
    title = titled(agenda.branch, say("Register of follow-up items"))
    return Book(language.speak(title), agenda.today, (items, settings), language.code)


def list_book(agenda: Agenda, style: Style) -> Book:
    """Return what must be dispatched, with the deadlines that have passed or are near below it."""
    language = style.language
    title = titled(agenda.branch, say("Items due for follow-up"))
    fields = [field for field in FIELDS if field.in_list and field.key != style.group_by]
    table = _table(agenda, fields, style)
    deadlines = [language.speak(deadline_line(each)) for each in agenda.deadlines]
    return Book(language.speak(title), agenda.today, (table._replace(foot=[*table.foot, *deadlines]),), language.code)


def _table(agenda: Agenda, fields: Sequence[FieldColumn], style: Style) -> Table:
    language = style.language
    groups = grouped(agenda, style.group_by, language)
    rows: list[Row] = []
    headings: dict[int, str] = {}
    for heading, group in groups:
        headings |= {len(rows): heading} if heading else {}
        rows += group
    line = say("As of {date}    {counts}", date=agenda.today, counts=summary(agenda, language))
    return Table(
        language.text(_ITEMS),
        [_column(field, rows, language) for field in fields],
        [[field.value(row, language) for field in fields] for row in rows],
        line=language.speak(line),
        headings=headings,
        foot=[language.speak(_total(rows, language))],
    )


def _column(field: FieldColumn, rows: Sequence[Row], language: Language) -> BookColumn:
    looks = {"tag": tag_formats(language), "state": standing_formats(rows, language)}.get(field.key, {})
    to_fill = field.heading == THIS_DISPATCH
    return BookColumn(language.speak(field.heading), looks=looks, flows=field.flows or to_fill, to_fill=to_fill)


def _total(rows: Sequence[Row], language: Language) -> Message:
    """Return how many rows there are of each tag, and how many due dates they missed."""
    tags = {row.tag.name: row.tag for row in sorted(rows, key=lambda row: row.tag.rank)}
    counts = Counter(row.tag.name for row in rows)
    parts = [language.speak(say("{tag} {n}", tag=tag_word(name), n=counts[name])) for name in tags]
    if missed := sum(row.missed for row in rows):
        parts.append(language.speak(say("missed {n}", n=missed)))
    items = say_n("Total: {n} item", "Total: {n} items", len(rows))
    return say("{items} · {parts}", items=items, parts=" · ".join(parts)) if parts else items


def _settings(plan: TaskFile) -> Iterator[tuple[str, str]]:
    """Yield what the plan says beside its items; what it leaves open is not there."""
    yield OUR_WORKBOOK
    yield from ((name, value) for name, value in (("branch", plan.branch), ("timezone", plan.timezone)) if value)
    yield "mode", plan.mode.value
    yield from (("meeting", text) for text in [plan.meeting] if text)
    yield from (("since", f"{day}") for day in [plan.since] if day)
    yield from _workdays(plan.workdays) if plan.workdays else ()
    yield from ((f"cadence.{tag.name}", tag.cadence.text) for tag in plan.tags.values())
    if plan.deadline_days != DEADLINE_DAYS:
        yield "remind.deadline", f"{plan.deadline_days}"
    for tag in plan.tags.values():
        if tag.warning != WARNING_DAYS.get(tag.name, OTHER_WARNING_DAYS):
            yield f"remind.before.{tag.name}", f"{tag.warning}"
        if tag.again != REPEAT_DAYS.get(tag.name, OTHER_REPEAT_DAYS):
            yield f"remind.again.{tag.name}", f"{tag.again}"


def _workdays(rule: Workdays) -> Iterator[tuple[str, str]]:
    """Yield what the plan says of working days; what it leaves open is not there, but for the calendar."""
    yield "workdays.calendar", rule.calendar
    if rule.due is not DueShift.AFTER:
        yield "workdays.due", rule.due.value
    if rule.sends_every_day:
        yield "workdays.remind", EVERY
    for key, spans in (("off", rule.off), ("on", rule.on)):
        if spans:
            yield f"workdays.{key}", ", ".join(map(span_text, spans))
