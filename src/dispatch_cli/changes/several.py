"""The same command for several items: for all of them or for none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.changes.change import Change
from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import quotes_hint
from dispatch_cli.messages import Message, say
from dispatch_cli.schedule.office import ALL_IDS, Office, id_hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dispatch_cli.changes.change import Signed


class Named(NamedTuple):
    """The ids that a command names, each once, and what is to be said of them."""

    ids: tuple[str, ...]
    notices: tuple[Message, ...]


def named_once(office: Office, ids: Iterable[str], signed: Signed) -> Named:
    """Return the ids, each once. Raises CommandLineError where they are probably words of a note without quotes."""
    counts = Counter(ids)
    plan_ids = {item.id for item in office.plan.items}
    unknown = next((item_id for item_id in counts if item_id not in plan_ids), None)
    if signed.note and unknown and id_hint(unknown, plan_ids) == ALL_IDS and not office.titled(unknown):
        raise CommandLineError(say("no item has the id `{id}`", id=unknown), quotes_hint(f"{signed.note} …"))
    repeated = [item_id for item_id, count in counts.items() if count > 1]
    return Named(
        tuple(counts), tuple(say("item {id} is named more than once; it counts once", id=each) for each in repeated)
    )


def for_each(office: Office, ids: Sequence[str], signed: Signed, make: Callable[[Office, str], Change]) -> Change:
    """Return what `make` makes of each of these items, one after the other, as one change. Raises as it does."""
    named, so_far = named_once(office, ids, signed), office
    office.find(*named.ids)
    changes = []
    for item_id in named.ids:
        change = make(so_far, item_id)
        changes.append(change)
        so_far = so_far._replace(plan=change.plan, text=change.text)
    entries = tuple(entry for change in changes for entry in change.entries)
    notices = (*named.notices, *(notice for change in changes for notice in change.notices))
    return Change(entries, so_far.plan, so_far.text, notices)
