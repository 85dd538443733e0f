"""Plan and log on one day: every command starts from them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import nearest
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.messages import say
from dispatch_cli.schedule.rows import as_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime, tzinfo

    from dispatch_cli.log.commands import HalfDone
    from dispatch_cli.log.entries import Log
    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item, TaskFile


class FoundItem(NamedTuple):
    """The item that a text means, and what is said where it is not its id."""

    item: Item
    notices: tuple[Message, ...] = ()


class Office(NamedTuple):
    """Plan and log on one day.

    `text` is the text of the task file, without byte order marks. `half_done` is the last command where a
    crash left it half done. `notices` are sentences for the user that stop nothing. `zone` is the list's time zone,
    `now` the moment at which the files were read.
    """

    plan: TaskFile
    log: Log
    today: date
    text: str = ""
    half_done: HalfDone | None = None
    notices: tuple[Message, ...] = ()
    zone: tzinfo | None = None
    now: datetime | None = None

    def find(self, *ids: str) -> list[Item]:
        """Return the items with these ids. Raises CommandLineError where one is unknown."""
        items = {item.id: item for item in self.plan.items}
        for item_id in ids:
            if item_id not in items:
                raise self._unknown(item_id)
        return [items[item_id] for item_id in ids]

    def look_up(self, text: str) -> FoundItem:
        """Return the item with this id, else the only one whose title holds the text: for commands that only read.

        Raises CommandLineError where there is none, or several.
        """
        if text in {item.id for item in self.plan.items}:
            (item,) = self.find(text)
            return FoundItem(item)
        hits = self.titled(text)
        if len(hits) == 1:
            (item,) = hits
            said = say("`{text}` is taken for item {id}, {title}", text=text, id=item.id, title=item.title)
            return FoundItem(item, (said,))
        if hits:
            raise CommandLineError(say("several titles hold `{text}`", text=text), _listed(hits))
        raise self._unknown(text)

    def titled(self, text: str) -> list[Item]:
        """Return the items whose title holds a text, whatever the width and case; a number is never guessed."""
        part = _plain(text)
        return [] if not part or part.isdigit() else [item for item in self.plan.items if part in _plain(item.title)]

    def _unknown(self, item_id: str) -> CommandLineError:
        hint = id_hint(item_id, {item.id for item in self.plan.items})
        hits = self.titled(item_id) if hint == ALL_IDS else ()
        return CommandLineError(say("no item has the id `{id}`", id=item_id), _listed(hits) if hits else hint)

    def find_open(self, *ids: str) -> list[Item]:
        """Return the items with these ids. Raises CommandLineError where one is unknown or closed."""
        items, histories = self.find(*ids), by_item(standing(self.log.entries))
        for item in items:
            closed = as_of(self.plan, item, histories.get(item.id, ()), self.today).closed
            if closed and closed <= self.today:
                message = say("item {id} was closed on {date}", id=item.id, date=closed)
                raise CommandLineError(message, say("`dispatch reopen {id}` opens it again", id=item.id))
        return items


_MOST_LISTED = 10
ALL_IDS = say("`dispatch list --closed` shows the ids")


def _plain(text: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", text).casefold().strip()


def _listed(items: Sequence[Item]) -> Message:
    """Return the hint that lists items by id and title, the first of many."""
    shown = [f"{item.id} {item.title}" for item in items[:_MOST_LISTED]]
    more = ["…"] if len(items) > _MOST_LISTED else []
    return say("give an id: {items}", items=[*shown, *more])


def id_hint(item_id: str, ids: Collection[str]) -> Message:
    """Return the hint for an id that no item has: the id that was probably meant. A number is never guessed."""
    from unicodedata import normalize

    words = [word for word in re.split(r"[\s,、;。号#]+", normalize("NFKC", item_id)) if word]
    if words and set(words) <= set(ids):
        return say("did you mean `{word}`?", word=" ".join(words))
    if item_id.isdigit() or not get_close_matches(item_id, ids, 1):
        return ALL_IDS
    return nearest(item_id, ids)
