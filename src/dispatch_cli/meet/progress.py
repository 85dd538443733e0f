"""A meeting that is being held: what was typed so far, seen in the office as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import DispatchError
from dispatch_cli.log.batches import about_items
from dispatch_cli.meet.lines import Refusal
from dispatch_cli.meet.replies import Reply, read_reply
from dispatch_cli.meet.session import Said, conclude, refusal, settled, tried
from dispatch_cli.meet.turns import Turns, histories_of
from dispatch_cli.meet.verbs import FIELDS, Field, Verb
from dispatch_cli.messages import say
from dispatch_cli.render.card import Card
from dispatch_cli.render.item import ItemView
from dispatch_cli.reports.lifespans import lives
from dispatch_cli.reports.obligations import newest_windows
from dispatch_cli.schedule.agenda import agenda_of
from dispatch_cli.schedule.rows import look_closely
from dispatch_cli.source import is_no_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.changes.change import Change
    from dispatch_cli.meet.kept import TypedLine
    from dispatch_cli.meet.session import Decisions, Sitting
    from dispatch_cli.meet.turns import Histories
    from dispatch_cli.messages import Message
    from dispatch_cli.reports.obligations import Window
    from dispatch_cli.schedule.office import Office

_WINDOWS = 12
_STATES = {
    Verb.NOTE: say("dispatched"),
    Verb.SKIP: say("not dispatched"),
    Verb.NOTHING: say("gone through"),
}
_TO_COME = say("still to come")


class Progress(NamedTuple):
    """A meeting, what was typed in it, and the office with the standing entries of its items."""

    sitting: Sitting
    typed: tuple[TypedLine, ...]
    office: Office
    histories: Histories

    def seen(self, office: Office) -> Progress:
        """Return the meeting in an office that others may have changed."""
        return self if office is self.office else self._replace(office=office, histories=histories_of(office))

    @property
    def said(self) -> list[Said]:
        """Return what was said; a line that is no longer understood says nothing."""
        read = [(typed.item, self._read(typed.line)) for typed in self.typed]
        return [Said(item, reply) for item, reply in read if isinstance(reply, Reply)]

    def _read(self, line: str) -> Reply | Refusal:
        return read_reply(line, self.office.plan.tags, self.sitting.day)

    def hear(self, item_id: str, line: str) -> Reply | Refusal:
        """Return what a line says of an item, or why that makes no sense; it is not yet taken."""
        strange = next((place for place, char in enumerate(line) if is_no_text(char)), None)
        if strange is not None:
            return Refusal(say("this character is not text"), say("type the line again without it"), strange)
        reply = self._read(line)
        if isinstance(reply, Refusal) or (reply.verb not in FIELDS and reply.verb is not Verb.NOTHING):
            return reply
        own = [each for each in self.said if each.item == item_id]
        return refusal(self.office, self.sitting, [*own, Said(item_id, reply)], self.histories) or reply

    def notices(self, item_id: str) -> tuple[Message, ...]:
        """Return what is to be said of what was decided of an item, such as a name that may be a slip."""
        turns, _ = self._after(item_id, [each.reply for each in self.said if each.item == item_id])
        return turns.change.notices

    def unsettled(self, item_id: str) -> Refusal | None:
        """Return why what was said of an item no longer makes sense, since others have changed the files."""
        own = [each for each in self.said if each.item == item_id]
        return refusal(self.office, self.sitting, own, self.histories) if own else None

    def change(self) -> Change:
        """Return the change that the meeting is so far. Raises DispatchError where something is unsettled."""
        return conclude(self.office, self.sitting, self.said)

    def card(self, place: int) -> Card | None:
        """Return the card of an item of the agenda, by its place from 0; None where it is no longer in the list."""
        item_id = self.sitting.agenda[place]
        if all(item.id != item_id for item in self.office.plan.items):
            return None
        before, replies = self.histories.get(item_id, ()), [each.reply for each in self.said if each.item == item_id]
        turns, decisions = self._after(item_id, replies)
        (item,) = turns.office.find(item_id)
        look = look_closely(turns.office.plan, item, turns.history(item_id), self.sitting.day)
        made = tuple(about_items(turns.change.entries))
        card = Card(place + 1, len(self.sitting.agenda), look, self._windows(item_id), before, made)
        dispatch, day = decisions.get(Field.DISPATCH), decisions.get(Field.DAY)
        if dispatch and dispatch.verb is Verb.SKIP:
            card = card._replace(skipped=dispatch.text or "")
        return card._replace(day=day.day) if day else card

    def whole(self, place: int) -> ItemView | None:
        """Return an item of the agenda whole, as it was before the meeting; None where it is no longer in the list."""
        item_id = self.sitting.agenda[place]
        for item in self.office.plan.items:
            if item.id == item_id:
                look = look_closely(self.office.plan, item, self.histories.get(item_id, ()), self.sitting.day)
                alone = agenda_of(self.office.plan, [look.row], self.sitting.day)
                return ItemView(look, self._windows(item_id), alone)
        return None

    def _windows(self, item_id: str) -> Sequence[Window]:
        """Return the last obligations of an item, as they were before the meeting."""
        (item,), before = self.office.find(item_id), self.histories.get(item_id, ())
        life = [*lives(self.office.plan, item, before, self.sitting.day, self.office.zone)]
        return newest_windows(life, _WINDOWS)

    def _after(self, item_id: str, replies: Sequence[Reply]) -> tuple[Turns, Decisions]:
        """Return the office after what was said of an item, and what is decided of it; as before where unsettled."""
        turns = Turns(self.office._replace(today=self.sitting.day), self.histories)
        try:
            after = tried(self.office, self.sitting, item_id, replies, self.histories)
            return after, settled(turns, item_id, replies)
        except DispatchError:
            return turns, {}

    def first_open(self) -> int:
        """Return the place of the first item of which nothing was typed, behind the last where there is none."""
        typed = {each.item for each in self.typed}
        places = (place for place, item_id in enumerate(self.sitting.agenda) if item_id not in typed)
        return next(places, len(self.sitting.agenda))

    def states(self) -> list[list[str | Message]]:
        """Return for each item of the agenda its id, its title, and whether it is decided."""
        titles = {item.id: item.title for item in self.office.plan.items}
        dispatched = {each.item: each.reply.verb for each in self.said if FIELDS.get(each.reply.verb) is Field.DISPATCH}
        typed = {each.item for each in self.typed}
        states = {item: _STATES[dispatched.get(item, Verb.NOTHING)] for item in typed}
        return [[item, titles.get(item, "–"), states.get(item, _TO_COME)] for item in self.sitting.agenda]
