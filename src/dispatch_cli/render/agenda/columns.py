"""What a row shows, said once: to people in words, to programs by key."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.formats.sheet import Cell, Fit, Shape
from dispatch_cli.render.marks import STATES, labelled, tag_mark, tag_style
from dispatch_cli.render.text.plain import harmless
from dispatch_cli.schedule.agenda import group_rows
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.agenda import Agenda
    from dispatch_cli.schedule.rows import Row


class Column(NamedTuple):
    """One thing that a row shows to people; `short` is what it shows where a terminal is narrow, the same if None."""

    key: str
    header: Message
    cell: Callable[[Row, Language], str]
    fit: Fit
    short: Callable[[Row, Language], str] | None = None


def state_cell(row: Row, language: Language) -> str:
    """Return symbol and word of the state."""
    return _state_words(row.state, language)


@lru_cache
def _state_words(state: State, language: Language) -> str:
    return labelled(STATES[state], language)


def tag_cell(row: Row, language: Language) -> str:
    """Return symbol and word of the tag."""
    return _tag_words(row.tag.name, language)


@lru_cache
def _tag_words(name: str, language: Language) -> str:
    return labelled(tag_mark(name), language)


def days_cell(row: Row, language: Language) -> str:
    """Return how far the due date is from today, in words."""
    if row.state is State.CLOSED:
        return ""
    return language.speak(say("never")) if row.days is None else _days_words(row.days, language)


@lru_cache
def _days_words(days: int, language: Language) -> str:
    if days < 0:
        return language.speak(say_n("{n} day late", "{n} days late", -days))
    return language.speak(say_n("in {n} day", "in {n} days", days) if days else say("today"))


def standing_cell(row: Row, language: Language) -> str:
    """Return the symbol of the state with what the days say, with its word where they say nothing."""
    days = days_cell(row, language)
    return f"{STATES[row.state].symbol} {days}" if days else state_cell(row, language)


def remark_cell(row: Row, language: Language) -> str:
    """Return what else must be known: the deadline, or the day of closing."""
    if row.state is State.CLOSED and row.item.closed:
        return language.speak(say("closed {date}", date=row.item.closed))
    if row.item.deadline is None:
        return ""
    template = say("! deadline {date} passed", date=row.item.deadline)
    return language.speak(template if row.past_deadline else say("deadline {date}", date=row.item.deadline))


def latest_cell(row: Row, language: Language) -> str:
    """Return what was said last: the day, who wrote it down, and the note."""
    if row.latest is None:
        return ""
    on, by, note = row.latest
    return language.speak(say("{date} {by}: {note}", date=on, by=by, note=note) if by else f"{on} {note}")


def _text_of(field: str) -> Callable[[Row, Language], str]:
    """Return what shows a field of an item, empty where the item has none."""
    return lambda row, _: harmless(getattr(row.item, field) or "")


COLUMNS = (
    Column("state", say("State"), state_cell, Fit(), standing_cell),
    Column("id", COLUMN_WORDS["id"], _text_of("id"), Fit(right=True)),
    Column("title", COLUMN_WORDS["title"], _text_of("title"), Fit()),
    Column("tag", COLUMN_WORDS["tag"], tag_cell, Fit()),
    Column("team", COLUMN_WORDS["team"], _text_of("team"), Fit(wraps=True)),
    Column("owner", COLUMN_WORDS["owner"], _text_of("owner"), Fit(wraps=True, style="dim")),
    Column("due", say("Due"), lambda row, _: f"{row.due or ''}", Fit()),
    Column("days", say("Days"), days_cell, Fit(untitled=True), lambda _row, _: ""),
    Column("missed", say("Missed"), lambda row, _: f"{row.missed or ''}", Fit(right=True)),
    Column("remark", say("Remark"), remark_cell, Fit(wraps=True, untitled=True, style="italic")),
    Column("note", COLUMN_WORDS["note"], _text_of("note"), Fit(wraps=True, untitled=True, style="dim")),
    Column("latest", say("Latest"), latest_cell, Fit(wraps=True, untitled=True)),
)
CELLS = {column.key: column.cell for column in COLUMNS}
_WORDS = ("note", "latest")  # what has no column where nobody has said anything
YIELDS = ("latest", "note", "remark", "missed", "owner", "team", "due", "days", "tag", "state", "id")
SHAPE = Shape({column.key: column.fit for column in COLUMNS}, flexible="title", yields=YIELDS)


def headers(rows: Iterable[Row], language: Language) -> dict[str, str]:
    """Return the headers of the columns for some rows, by key; where no row has a note, there is no column of notes."""
    rows = [*rows]
    words = [column for column in COLUMNS if column.key in _WORDS]
    empty = {column.key for column in words if not any(column.cell(row, language) for row in rows)}
    return {column.key: language.speak(column.header) for column in COLUMNS if column.key not in empty}


def cells(row: Row, language: Language) -> dict[str, str]:
    """Return what all columns show of a row, by key."""
    return {column.key: column.cell(row, language) for column in COLUMNS}


def line_of(row: Row, style: Style) -> dict[str, Cell]:
    """Return the cells of a row, by key; only a terminal may be narrow."""
    language, looks = style.language, {"state": STATES[row.state].style, "tag": tag_style(row, style)}
    return {
        column.key: Cell(
            column.cell(row, language),
            looks.get(column.key, column.fit.style),
            short=column.short(row, language) if column.short and style.width else None,
        )
        for column in COLUMNS
    }


def grouped(agenda: Agenda, group_by: str | None, language: Language) -> list[tuple[str | None, list[Row]]]:
    """Return the rows under the headings asked for; one group without heading if none are."""
    if group_by is None:
        return [(None, list(agenda.rows))] if agenda.rows else []
    groups = group_rows(agenda.rows, lambda row: group_name(row, group_by))
    return [(group_heading(name, group_by, len(rows), language), rows) for name, rows in groups.items()]


def group_name(row: Row, group_by: str) -> str | None:
    """Return the name of the team, owner or tag that a row belongs to."""
    name: str | None = getattr(row.item, group_by)
    return name


def group_heading(name: str | None, group_by: str, count: int, language: Language) -> str:
    """Return the name of a group, and how many it holds."""
    if name is None:
        return language.speak(say("(none) ({count})", count=count))
    word = tag_word(name) if group_by == "tag" else name
    return f"{language.speak(word)} ({count})"


def summary(agenda: Agenda, language: Language) -> str:
    """Return the one line that counts the open items by state, and what falls due up to the day that was asked for."""
    return " · ".join(map(language.speak, [*counted(agenda.counts), *still_to_come(agenda)]))


def still_to_come(agenda: Agenda) -> list[Message]:
    """Return how many items fall due later than today, up to the day that was asked for; nothing without such a day."""
    until, meeting = agenda.until, agenda.meeting
    if until is None or until <= agenda.today:
        return []
    if meeting and until == meeting - timedelta(1):
        return [
            say_n(
                "{n} more before the next meeting on {date}",
                "{n} more before the next meeting on {date}",
                agenda.more,
                date=meeting,
            )
        ]
    return [say_n("{n} more until {date}", "{n} more until {date}", agenda.more, date=until)]


def counted(counts: Mapping[State, int]) -> list[Message]:
    """Return how many items stand in each state, the closed ones left out."""
    return [
        say_n("{n} overdue", "{n} overdue", counts[State.OVERDUE]),
        say_n("{n} due today", "{n} due today", counts[State.DUE]),
        say_n("{n} due soon", "{n} due soon", counts[State.SOON]),
        say_n("{n} on schedule", "{n} on schedule", counts[State.OK]),
    ]


def heading(branch: str | None, today: date) -> str:
    """Return the line above a table: whose list, on which day."""
    return f"{branch} · {today}" if branch else f"{today}"


def titled(branch: str | None, title: Message) -> Message:
    """Return the title of a sheet that is handed in: whose it is, and what."""
    return say("{branch}: {title}", branch=branch, title=title) if branch else title


FIELDS: dict[str, Callable[[Row], Any]] = {
    "id": attrgetter("item.id"),
    "title": attrgetter("item.title"),
    "tag": attrgetter("item.tag"),
    "team": attrgetter("item.team"),
    "owner": attrgetter("item.owner"),
    "note": attrgetter("item.note"),
    "start": attrgetter("item.start"),
    "last": attrgetter("last"),
    "due": attrgetter("due"),
    "state": attrgetter("state"),
    "days": attrgetter("days"),
    "missed": attrgetter("missed"),
    "deadline": attrgetter("item.deadline"),
    "past_deadline": attrgetter("past_deadline"),
    "closed": attrgetter("item.closed"),
}
# What JSON has besides, and a table of single values cannot hold.
_MORE: dict[str, Callable[[Row], Any]] = {
    "owners": attrgetter("item.owners"),
    "teams": attrgetter("item.teams"),
    "latest": lambda row: row.latest and row.latest._asdict(),
}
# What a table of single values has of it all the same: the field, and the key in it.
PARTS = {"latest_on": ("latest", "on"), "latest_by": ("latest", "by"), "latest_note": ("latest", "note")}
TABLE_FIELDS = (*FIELDS, *PARTS)


def record(row: Row) -> dict[str, Any]:
    """Return what programs get of a row, by key, in the order of the JSON contract."""
    by_rule = {"due_by_rule": row.due_by_rule} if row.due_by_rule else {}
    return {key: value(row) for key, value in (FIELDS | _MORE).items()} | by_rule
