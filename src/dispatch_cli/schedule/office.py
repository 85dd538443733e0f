"""Plan and log on one day: every command starts from them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints import nearest
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.messages import say
from dispatch_cli.schedule.rows import as_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime, tzinfo

    from dispatch_cli.log.commands import HalfDone
    from dispatch_cli.log.file import Log
    from dispatch_cli.messages import Message
    from dispatch_cli.model import Item, TaskFile


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
                raise CommandLineError(say("no item has the id `{id}`", id=item_id), id_hint(item_id, items))
        return [items[item_id] for item_id in ids]

    def find_open(self, *ids: str) -> list[Item]:
        """Return the items with these ids. Raises CommandLineError where one is unknown or closed."""
        items, histories = self.find(*ids), by_item(standing(self.log.entries))
        for item in items:
            closed = as_of(self.plan, item, histories.get(item.id, ()), self.today).closed
            if closed and closed <= self.today:
                message = say("item {id} was closed on {date}", id=item.id, date=closed)
                raise CommandLineError(message, say("`dispatch reopen {id}` opens it again", id=item.id))
        return items


ALL_IDS = say("`dispatch list --closed` shows the ids")


def id_hint(item_id: str, ids: Collection[str]) -> Message:
    """Return the hint for an id that no item has: the id that was probably meant. A number is never guessed."""
    from unicodedata import normalize

    words = [word for word in re.split(r"[\s,、;。号#]+", normalize("NFKC", item_id)) if word]
    if words and set(words) <= set(ids):
        return say("did you mean `{word}`?", word=" ".join(words))
    if item_id.isdigit() or not get_close_matches(item_id, ids, 1):
        return ALL_IDS
    return nearest(item_id, ids)
