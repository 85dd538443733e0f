"""The events of the log and what each of them means: one row an event, from which everything else follows.

A new event is a member of `log.entries.Event` and a row of this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.entries import Event
from dispatch_cli.messages import mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from dispatch_cli.log.entries import Entry


class Meaning(NamedTuple):
    """What one event means.

    `phrase` says what happened, as part of a sentence; `{old}`, `{new}` and `{field}` may stand in it.
    It is about an item on a day, about a command that is taken back, about a letter, or about a whole meeting.
    `fields` are those of the item that the event may change, `list_fields` those of the list itself: then it has no
    item.
    `starts_clock`: due dates count from its day. `cuts_life`: what was not yet due before it is owed by nobody.
    `moves_due`: its `to` is a day, to which the next due date is moved.
    `counted_as` is the figure of the report that counts it; the report lists it then, too. `counted_fields` says the
    same of a change of single fields.
    """

    event: Event
    phrase: str
    about: Literal["item", "command", "letter", "meeting"] = "item"
    fields: tuple[str, ...] = ()
    list_fields: tuple[str, ...] = ()
    starts_clock: bool = False
    cuts_life: bool = False
    moves_due: bool = False
    counted_as: str | None = None
    counted_fields: tuple[tuple[str, str], ...] = ()


MEANINGS = (
    Meaning(Event.DISPATCHED, mark("dispatched"), starts_clock=True),
    Meaning(
        Event.TAGGED,
        mark("tag {old} → {new}"),
        fields=("tag",),
        starts_clock=True,
        cuts_life=True,
        counted_as="tag_changes",
    ),
    Meaning(Event.EXTENDED, mark("postponed to {new}"), moves_due=True, counted_as="extensions"),
    Meaning(Event.CLOSED, mark("closed"), fields=("closed",), cuts_life=True, counted_as="closings"),
    Meaning(Event.REOPENED, mark("reopened"), fields=("closed",), starts_clock=True, cuts_life=True),
    Meaning(Event.ADDED, mark("added")),
    Meaning(
        Event.CHANGED,
        mark("{field} {old} → {new}"),
        fields=("title", "team", "owner", "start", "deadline", "note"),
        list_fields=("workdays",),
        counted_fields=(("deadline", "deadline_moves"), ("team", "assignments"), ("owner", "assignments")),
    ),
    Meaning(Event.UNDONE, mark("taken back"), "command"),
    Meaning(Event.REMINDING, mark("about to be reminded"), "letter"),
    Meaning(Event.REMINDED, mark("reminded"), "letter"),
    Meaning(Event.MET, mark("a meeting was held"), "meeting"),
)


def _events(rows: Iterable[Meaning]) -> frozenset[str]:
    """Return the events of some rows as plain texts: a large log is looked through faster than with members."""
    return frozenset(row.event.value for row in rows)


ABOUT_ITEMS = _events(row for row in MEANINGS if row.about == "item")
ABOUT_LETTERS = _events(row for row in MEANINGS if row.about == "letter")
# What is written beside the commands: it can neither be taken back nor be half done.
NOT_COMMANDS = _events(row for row in MEANINGS if row.about in {"command", "letter"})
CLOCK_STARTS = _events(row for row in MEANINGS if row.starts_clock)
CUTS = _events(row for row in MEANINGS if row.cuts_life)
# What ends the postponements before it.
RESTARTS = CUTS & CLOCK_STARTS
CLOSINGS = _events(row for row in MEANINGS if "closed" in row.fields)
EXTENSIONS = _events(row for row in MEANINGS if row.moves_due)
COUNTED_AS = {row.event.value: row.counted_as for row in MEANINGS if row.counted_as}
_COUNTED_FIELDS = {(row.event.value, field): figure for row in MEANINGS for field, figure in row.counted_fields}
_WITH_COUNTED_FIELDS = _events(row for row in MEANINGS if row.counted_fields)
# The fields among them that are dates.
DATES = frozenset({"start", "deadline", "closed"})
# What may have no item, because it is about the list itself.
ABOUT_LIST = _events(row for row in MEANINGS if row.list_fields)
FIELDS = {row.event.value: row.fields for row in MEANINGS}
LIST_FIELDS = {row.event.value: row.list_fields for row in MEANINGS}
PHRASES = {row.event.value: row.phrase for row in MEANINGS}


def figure_of(entry: Entry) -> str | None:
    """Return the figure of the report that counts an entry, None where none does."""
    if entry.event in COUNTED_AS:
        return COUNTED_AS[entry.event]
    if entry.event not in _WITH_COUNTED_FIELDS:
        return None
    return _COUNTED_FIELDS.get((entry.event, entry.field or ""))
