"""The items of the task file: each a mapping of single texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import say
from dispatch_cli.model import TAG_ALIASES, Item
from dispatch_cli.plan.fields import read_date, read_fields, report_colons
from dispatch_cli.plan.keys import ITEM_DATES, ITEM_HAPPENED, ITEM_NAMES, ITEM_REQUIRED
from dispatch_cli.plan.names import joint
from dispatch_cli.plan.yaml_events import NotText, PlacedText
from dispatch_cli.plan.yaml_parser import MAPPING_START

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

_REQUIRED = set(ITEM_REQUIRED)


class TaggedItem(NamedTuple):
    """An item, None where a field is missing, and its tag as written: it is checked when the whole file is read."""

    item: Item | None
    tag: PlacedText


class ItemReader:
    """Reads items one by one, and remembers their ids, which must be unique, and what may be doubtful: dates, names."""

    def __init__(self, source: Source) -> None:
        """Begin before the first item."""
        self.source = source
        self.dated: list[tuple[str, PlacedText, date]] = []
        self.names: list[tuple[str, PlacedText]] = []
        self.ids: dict[str, int] = {}

    def read(self, events: YamlEvents, event: YamlEvent) -> TaggedItem | None:
        """Return the item that begins with this event; report what is wrong with it."""
        at = event.start_mark.index
        if event.__class__ is not MAPPING_START:
            self._report_not_a_mapping(events.text(event))
            return None
        fields, lists = read_fields(self.source, events.fields(ITEM_NAMES))
        dates = {key: read_date(self.source, fields[key]) for key in ITEM_DATES if key in fields and fields[key].value}
        if not self.source.has_gap(at):
            self._check_required(at, fields)
        self._check_id(fields)
        self._check_dates(fields, dates)
        self.names += [(key, name) for key in ITEM_NAMES if key in fields for name in lists.get(key, (fields[key],))]
        item = _item(fields, lists, dates) if fields.keys() >= _REQUIRED else None
        return TaggedItem(item, fields["tag"]) if "tag" in fields else None

    def _report_not_a_mapping(self, value: PlacedText | NotText) -> None:
        if isinstance(value, PlacedText) and report_colons(self.source, value):
            return
        if not (isinstance(value, NotText) and value.reported):
            hint = say("begin it with `- id: …` and give it a title and a tag")
            self.source.report(value.at, say("an item must be a mapping"), hint)

    def _check_required(self, at: int, fields: Mapping[str, PlacedText]) -> None:
        for key in ITEM_REQUIRED:
            if key not in fields:
                self.source.report(
                    at, say("this item has no `{key}`", key=key), say("add a line `{key}: …` to it", key=key)
                )
        if "start" not in fields and "last" not in fields:
            hint = say("add `start: YYYY-MM-DD`, the day it was listed, or `last`, the newest dispatch")
            self.source.report(at, say("this item has neither `start` nor `last`"), hint)

    def _check_id(self, fields: Mapping[str, PlacedText]) -> None:
        text = fields.get("id")
        if text is None or not text.value:
            return
        first = self.ids.setdefault(text.value, text.at)
        if first != text.at:
            line = self.source.place(first).line
            message = say("the id `{id}` is taken; the first is in line {line}", id=brief(text.value), line=line)
            self.source.report(text.at, message, say("give one of the two items another id"))

    def _check_dates(self, fields: Mapping[str, PlacedText], dates: Mapping[str, date | None]) -> None:
        start, last = dates.get("start"), dates.get("last")
        if start and last and last < start:
            message = say("`last` {last} is before `start` {start}", last=last, start=start)
            self.source.report(
                fields["last"].at, message, say("`start` is the day it was listed, `last` the newest dispatch")
            )
        self.dated += [(key, fields[key], day) for key in ITEM_HAPPENED if (day := dates.get(key))]

    def report_doubtful(self, today: date) -> None:
        """Report dates that are legal but doubtful: a dispatch or a closing later than today."""
        for key, text, day in self.dated:
            if day > today:
                message = say("`{key}` {day} is later than today, {today}", key=key, day=day, today=today)
                self.source.report(text.at, message, say("is the year right? Until that day it does not count"))


def _item(
    fields: Mapping[str, PlacedText], lists: Mapping[str, Iterable[PlacedText]], dates: Mapping[str, date | None]
) -> Item:
    values: dict[str, Any] = {key: text.value for key, text in fields.items()} | dict(dates)
    values["tag"] = TAG_ALIASES.get(values["tag"], values["tag"])
    if lists:
        values["several"] = joint([name.value for name in lists.get(key, ())] for key in ITEM_NAMES)
    return Item(**values)
