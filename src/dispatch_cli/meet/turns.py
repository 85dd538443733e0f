"""Many small changes of one office, one after the other, that become a single one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.changes.change import Change
from dispatch_cli.log.batches import by_item, standing
from dispatch_cli.log.entries import ItemEntry, Log

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.messages import Message
    from dispatch_cli.schedule.office import Office

    Histories: TypeAlias = Mapping[str, Sequence[ItemEntry]]


def histories_of(office: Office) -> Histories:
    """Return the entries of each item that stand, in the order of writing."""
    return by_item(standing(office.log.entries))


class Turns:
    """An office whose items are changed one after the other. Of the log, each change sees the entries of its item."""

    def __init__(self, office: Office, histories: Histories | None = None) -> None:
        """Begin with the office as it is; `histories` are the standing entries of its items, where they are known."""
        self.office = office
        self._histories = dict(histories_of(office) if histories is None else histories)
        self._entries: list[Entry] = []
        self._notices: list[Message] = []

    def history(self, item_id: str) -> Sequence[ItemEntry]:
        """Return the entries of an item, those made here included."""
        return self._histories.get(item_id, ())

    def about(self, item_id: str) -> Office:
        """Return the office as it is now, with the entries of one item for a log."""
        return self.office._replace(log=Log(tuple(self.history(item_id))))

    def take(self, item_id: str, make: Callable[[Office], Change]) -> None:
        """Make one change of an item. Raises DispatchError as `make` does, and then nothing is changed."""
        history = self.history(item_id)
        change = make(self.about(item_id))
        made = [entry for entry in change.entries if isinstance(entry, ItemEntry)]
        self.office = self.office._replace(plan=change.plan, text=change.text)
        self._histories[item_id] = [*history, *made]
        self._entries += made
        self._notices += change.notices

    @property
    def change(self) -> Change:
        """Return all changes as one."""
        return Change(tuple(self._entries), self.office.plan, self.office.text, tuple(self._notices))
