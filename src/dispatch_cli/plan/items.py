"""The items of the task file: each a mapping of single texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yaml.events import MappingStartEvent

from dispatch_cli.hints import brief
from dispatch_cli.messages import say
from dispatch_cli.model import TAG_ALIASES, Item
from dispatch_cli.plan.fields import read_date, read_fields, report_colons
from dispatch_cli.plan.keys import ITEM_DATES, ITEM_HAPPENED, ITEM_REQUIRED
from dispatch_cli.plan.yaml_events import Shape, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.source import Source

_REQUIRED = set(ITEM_REQUIRED)


class TaggedItem(NamedTuple):
    """An item, None where a field is missing, and its tag, which cannot be judged before the whole file is read."""

    item: Item | None
    tag: Text


class ItemReader:
    """Reads items one by one and holds what must be unique among them."""

    def __init__(self, source: Source) -> None:
        """Begin before the first item."""
        self.source = source
        self.dated: list[tuple[str, Text, date]] = []
        self.ids: dict[str, int] = {}

    def read(self, events: YamlEvents, event: Any) -> TaggedItem | None:
        """Read the item that this event begins, or report why it is none."""
        at = event.start_mark.index
        if event.__class__ is not MappingStartEvent:
            self._report_no_item(events.text(event))
            return None
        fields = read_fields(self.source, events.texts())
        dates = {key: read_date(self.source, fields[key]) for key in ITEM_DATES if key in fields and fields[key].value}
        if not self.source.has_gap(at):
            self._check_required(at, fields)
        self._check_id(fields)
        self._check_dates(fields, dates)
        item = _item(fields, dates) if fields.keys() >= _REQUIRED else None
        return TaggedItem(item, fields["tag"]) if "tag" in fields else None

    def _report_no_item(self, value: Text | Shape) -> None:
        if isinstance(value, Text) and report_colons(self.source, value):
            return
        if not (isinstance(value, Shape) and value.reported):
            hint = say("begin it with `- id: …` and give it a title and a tag")
            self.source.report(value.at, say("an item must be a mapping"), hint)

    def _check_required(self, at: int, fields: Mapping[str, Text]) -> None:
        for key in ITEM_REQUIRED:
            if key not in fields:
                self.source.report(
                    at, say("this item has no `{key}`", key=key), say("add a line `{key}: …` to it", key=key)
                )
        if "start" not in fields and "last" not in fields:
            hint = say("add `start: YYYY-MM-DD`, the day it was listed, or `last`, the newest dispatch")
            self.source.report(at, say("this item has neither `start` nor `last`"), hint)

    def _check_id(self, fields: Mapping[str, Text]) -> None:
        text = fields.get("id")
        if text is None or not text.value:
            return
        first = self.ids.setdefault(text.value, text.at)
        if first != text.at:
            line = self.source.place(first)[0]
            message = say("the id `{id}` is taken; the first is in line {line}", id=brief(text.value), line=line)
            self.source.report(text.at, message, say("give one of the two items another id"))

    def _check_dates(self, fields: Mapping[str, Text], dates: Mapping[str, date | None]) -> None:
        start, last = dates.get("start"), dates.get("last")
        if start and last and last < start:
            message = say("`last` {last} is before `start` {start}", last=last, start=start)
            self.source.report(
                fields["last"].at, message, say("`start` is the day it was listed, `last` the newest dispatch")
            )
        self.dated += [(key, fields[key], day) for key in ITEM_HAPPENED if (day := dates.get(key))]

    def report_doubtful(self, today: date) -> None:
        """Report what is legal but doubtful: a dispatch or a closing later than today."""
        for key, text, day in self.dated:
            if day > today:
                message = say("`{key}` {day} is later than today, {today}", key=key, day=day, today=today)
                self.source.report(text.at, message, say("is the year right? Until that day it does not count"))


def _item(fields: Mapping[str, Text], dates: Mapping[str, date | None]) -> Item:
    values: dict[str, Any] = {key: text.value for key, text in fields.items()} | dict(dates)
    values["tag"] = TAG_ALIASES.get(values["tag"], values["tag"])
    return Item(**values)
