"""The agenda as a workbook: the rows with the columns of JSON and CSV, and the settings behind the due dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.agenda import State
from dispatch_cli.messages import mark, say
from dispatch_cli.model import OTHER_REPEAT_DAYS, OTHER_WARNING_DAYS, REPEAT_DAYS, WARNING_DAYS
from dispatch_cli.render.book import Book, Column, Look, Table
from dispatch_cli.render.columns import FIELDS, STATES, grouped, heading, record
from dispatch_cli.words import tag_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dispatch_cli.agenda import Agenda, Row
    from dispatch_cli.model import TaskFile
    from dispatch_cli.render import Style
    from dispatch_cli.render.book import Value
    from dispatch_cli.render.language import Language

# The headings of an office's ledger, in the order of FIELDS.
HEADERS = mark("No.|Item|Tag|Team|Owner|Note|Listed|Last dispatch|Due|State|Days|Missed|Deadline|Past deadline|Closed")
SETTINGS = mark("Setting|Value")
_ITEMS, _SETTINGS = mark("Items"), mark("Settings")
_YES, _NO = say("yes"), say("no")

# Dark on light, or light on dark; a state never wears a tag's hue.
STATE_LOOKS = {
    State.OVERDUE: Look(bold=True, color="#FFFFFF", fill="#1F2937"),
    State.DUE: Look(bold=True, color="#86198F"),
    State.SOON: Look(color="#155E75"),
    State.OK: Look(color="#4B5563"),
    State.CLOSED: Look(color="#4B5563", struck=True),
}
TAG_LOOKS = {"red": Look(fill="#FEE2E2"), "orange": Look(fill="#FFEDD5"), "green": Look(fill="#DCFCE7")}


def agenda_book(agenda: Agenda, plan: TaskFile, style: Style) -> Book:
    """Return the rows, and the plan's settings; people and their addresses stay at home."""
    language = style.language
    title = language.speak(heading(agenda.branch, agenda.today))
    rows = [row for _, rows in grouped(agenda, style.group_by, language) for row in rows]
    items = Table(language.text(_ITEMS), columns(language), [_cells(row, language) for row in rows])
    names = [Column(name) for name in language.text(SETTINGS).split("|")]
    return Book(title, agenda.today, (items, Table(language.text(_SETTINGS), names, [*_settings(plan)])))


def columns(language: Language) -> list[Column]:
    """Return a column for each field."""
    headers = dict(zip(FIELDS, language.text(HEADERS).split("|"), strict=True))
    looks = {"tag": tag_looks(language), "state": state_looks(language)}
    return [Column(header, looks=looks.get(field, {})) for field, header in headers.items()]


def state_looks(language: Language) -> Mapping[str, Look]:
    """Return the looks of the states by their words."""
    return {language.speak(STATES[state][1]): look for state, look in STATE_LOOKS.items()}


def tag_looks(language: Language) -> Mapping[str, Look]:
    """Return the looks of the built-in tags by their words."""
    return {language.speak(tag_word(name)): look for name, look in TAG_LOOKS.items()}


def _cells(row: Row, language: Language) -> list[Value]:
    words = {
        "tag": language.speak(tag_word(row.tag.name)),
        "state": language.speak(STATES[row.state][1]),
        "past_deadline": language.speak(_YES if row.past_deadline else _NO),
    }
    return [*(record(row) | words).values()]


def _settings(plan: TaskFile) -> Iterator[tuple[str, str]]:
    """Yield what the plan says beside its items; what it leaves open is not there."""
    yield from ((name, value) for name, value in (("branch", plan.branch), ("timezone", plan.timezone)) if value)
    yield "mode", plan.mode.value
    yield from ((f"cadence.{tag.name}", tag.cadence.text) for tag in plan.tags.values())
    for tag in plan.tags.values():
        if tag.warning != WARNING_DAYS.get(tag.name, OTHER_WARNING_DAYS):
            yield f"remind.before.{tag.name}", f"{tag.warning}"
        if tag.again != REPEAT_DAYS.get(tag.name, OTHER_REPEAT_DAYS):
            yield f"remind.again.{tag.name}", f"{tag.again}"
