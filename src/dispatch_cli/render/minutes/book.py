"""Minutes as a workbook: one table, in it a group of rows for each part that has any."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import mark, say, tag_word
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.standing import standing, standing_formats, tag_formats
from dispatch_cli.render.formats.book import Book, BookColumn, Table
from dispatch_cli.render.minutes.paper import (
    NOTHING_SAID,
    closing_lines,
    facts,
    omission_line,
    overview,
    reason_line,
    title,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item
    from dispatch_cli.render.formats.book import CellValue
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.minutes import Decision, Minutes
    from dispatch_cli.schedule.rows import Row

_SHEET = mark("Minutes")
_HEADERS = {key: COLUMN_WORDS[key] for key in ("id", "title", "tag", "team", "owner")} | {
    "state": say("State"),
    "what": say("What happened"),
    "due": say("Due"),
}
_FLOWING = ("title", "team", "owner", "what")


class _Proceeding(NamedTuple):
    """One item in a part: how it stood, where that is known, what is said of it, and when it is due next."""

    item: Item
    row: Row | None = None
    what: Sequence[Message | str | None] = ()
    due: date | None = None


def minutes_book(minutes: Minutes, today: date, language: Language) -> Book:
    """Return the minutes as a table; facts and overview stand above it."""
    rows: list[list[CellValue]] = []
    headings: dict[int, str] = {}
    standings: list[Row] = []
    for heading, lines in _parts(minutes):
        if lines:
            headings[len(rows)] = f"{language.speak(heading)} ({len(lines)})"
        rows += [_cells(line, language) for line in lines]
        standings += [line.row for line in lines if line.row]
    looks = {"tag": tag_formats(language), "state": standing_formats(standings, language)}
    columns = [
        BookColumn(language.speak(header), looks=looks.get(key, {}), flows=key in _FLOWING)
        for key, header in _HEADERS.items()
    ]
    above = "    ".join(map(language.speak, facts(minutes))), " ".join(map(language.speak, overview(minutes)))
    table = Table(language.text(_SHEET), columns, rows, line="\n".join(above), headings=headings)
    return Book(language.speak(title(minutes)), today, (table,), language.code)


def _parts(minutes: Minutes) -> Iterator[tuple[Message, list[_Proceeding]]]:
    """Yield the heading and the lines of each part."""
    said = [_Proceeding(each.item, each.before, each.notes or (NOTHING_SAID,), each.due) for each in minutes.dispatched]
    yield say("Item by item"), said
    yield say("Decisions"), [_decision(each) for each in minutes.decisions]
    yield say("Closed"), [_Proceeding(each.item, None, closing_lines(each)) for each in minutes.closings]
    omitted = [_Proceeding(each.before.item, each.before, (omission_line(each),)) for each in minutes.omissions]
    yield say("Not dispatched"), omitted
    yield say("Due next"), [_Proceeding(row.item, row, (), row.due) for row in minutes.upcoming]


def _decision(each: Decision) -> _Proceeding:
    return _Proceeding(each.item, None, (event_phrase(each.entry), reason_line(each.entry.note)))


def _cells(line: _Proceeding, language: Language) -> list[CellValue]:
    item = line.item
    state = standing(line.row, language) if line.row else None
    what = "\n".join(language.speak(each) for each in line.what if each)
    return [item.id, item.title, language.speak(tag_word(item.tag)), item.team, item.owner, state, what, line.due]
