"""The section `workdays` of a task file: on which days the office works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.own_days import TO
from dispatch_cli.cadence.workdays import LONGEST_OFF, working_days
from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import brief, date_hint, nearest
from dispatch_cli.messages import say
from dispatch_cli.model import MONDAY_TO_FRIDAY, DaySpan, DueShift, Mode, Workdays
from dispatch_cli.plan.calendars import NO_CALENDAR, UnknownCountryError, day_table
from dispatch_cli.plan.fields import report_colons
from dispatch_cli.plan.keys import WORKDAYS_KEYS
from dispatch_cli.plan.mappings import MappingReader
from dispatch_cli.plan.yaml_events import NotText, PlacedText
from dispatch_cli.plan.yaml_parser import ALIAS, SCALAR, SEQUENCE_START

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dispatch_cli.model import DayTable
    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

WORKING, EVERY = SENDING_DAYS = ("working", "every")
_MOST_DAYS = 20_000
_LETTERS = _ENDS = 2
_LONGEST_DATE = len("2027-02-05")  # what is longer may be a span in another form
_COUNTRY = say("write a country as two letters, such as `CN`, or `none` for Monday to Friday")
_DAYS = say("write days and spans in brackets: `[2027-02-05..2027-02-12, 2027-04-30]`")
_SECTION = say("write a country, such as `workdays: CN`, or below it `calendar: CN` and more")


class WorkdaysSection(NamedTuple):
    """What the section says; `due` is where it says what becomes of a due date on a day off."""

    rule: Workdays
    due: PlacedText | None = None


class _PlacedSpan(NamedTuple):
    """Days in a row, and where they stand."""

    span: DaySpan
    at: int


def check_due(source: Source, due: PlacedText, mode: Mode) -> None:
    """Report a due date that should move on although it ends a period of the calendar."""
    if mode is Mode.CALENDAR and due.value == DueShift.AFTER:
        message = say("in calendar mode a due day only moves back within its period, so `due` cannot be `after`")
        source.report(due.at, message, say("leave `due` out, or write `due: keep`"))


class WorkdaysReader:
    """Reads the section of one file, from the event with which it begins."""

    def __init__(self, source: Source, events: YamlEvents) -> None:
        """Begin before it."""
        self.source = source
        self.events = events
        self.mappings = MappingReader(source, events)
        self.texts: dict[str, PlacedText] = {}
        self.spans: dict[str, list[_PlacedSpan]] = {"off": [], "on": []}

    def read(self, event: YamlEvent) -> WorkdaysSection | None:
        """Return what the section says; None for an empty one."""
        if event.__class__ is SCALAR or event.__class__ is ALIAS:
            value = self.events.text(event)
            if isinstance(value, NotText) or not value.value or report_colons(self.source, value):
                return None
            self.texts["calendar"] = value
        elif not self._read_keys(event):
            return None
        return WorkdaysSection(self._rule(), self.texts.get("due"))

    def _read_keys(self, event: YamlEvent) -> bool:
        """Read the values of the keys; say whether there are any."""
        message, is_any = say("`workdays` must hold a country, or keys and values"), False
        for key, inner in self.mappings.pairs(event, WORKDAYS_KEYS, message, _SECTION):
            is_any = True
            if key.value in self.spans:
                self.spans[key.value] += self._spans(key.value, inner)
            elif (text := self.mappings.text(key, inner)) and text.value:
                self.texts[key.value] = text
        return is_any

    def _rule(self) -> Workdays:
        shift = self._chosen("due", tuple(DueShift)) or DueShift.AFTER
        sends = self._chosen("remind", SENDING_DAYS) or WORKING
        off, on = (tuple(each.span for each in self.spans[key]) for key in ("off", "on"))
        calendar = self.texts.get("calendar")
        name = _calendar_name(calendar.value) if calendar else NO_CALENDAR
        table = self._table(name, calendar.at) if calendar else MONDAY_TO_FRIDAY
        rule = Workdays(name, DueShift(shift), sends == EVERY, off, on, table)
        self._check_length(rule)
        return rule

    def _table(self, calendar: str, at: int) -> DayTable:
        """Return what is known of a country; report why nothing is."""
        try:
            return day_table(calendar)
        except CommandLineError as error:
            self.source.report(at, error.message, error.hint)
        except UnknownCountryError:
            self.source.report(at, say("no calendar of `{country}` is known", country=brief(calendar)), _COUNTRY)
        return MONDAY_TO_FRIDAY

    def _chosen(self, key: str, words: Collection[str]) -> str | None:
        """Return the word of a key, None where it is absent; report one that is not among those known."""
        text = self.texts.get(key)
        if text is None or text.value in words:
            return text and text.value
        message = say("`{key}` cannot be `{text}`", key=key, text=brief(text.value))
        self.source.report(text.at, message, nearest(text.value, words))
        return None

    def _spans(self, key: str, event: YamlEvent) -> Iterator[_PlacedSpan]:
        """Yield the days and spans of a value: one, or a list of several."""
        if event.__class__ is SEQUENCE_START:
            values = [self.events.text(element) for element in self.events.elements()]
        else:
            value = self.events.text(event)
            values = [value] if isinstance(value, NotText) else _split(value)
        days = 0
        for value in values:
            span = self._span(key, value)
            days += len(range(span.first.toordinal(), span.last.toordinal() + 1)) if span else 0
            if days > _MOST_DAYS:
                message = say("`{key}` holds more than {n} days", key=key, n=_MOST_DAYS)
                self.source.report(value.at, message, say("keep those that still matter"))
                return
            if span:
                yield _PlacedSpan(span, value.at)

    def _span(self, key: str, value: PlacedText | NotText) -> DaySpan | None:
        """Return the days that a text says; report what says none."""
        if isinstance(value, NotText):
            if not value.reported:
                self.source.report(value.at, say("`{key}` must hold days and spans", key=key), _DAYS)
            return None
        texts = [text.strip() for text in value.value.split(TO)] if TO in value.value else [value.value] * 2
        days = [parse_date(text) for text in texts]
        message, hint = say("`{text}` is neither a day nor a span", text=brief(value.value)), _DAYS
        if len(days) == _ENDS and (first := days[0]) and (last := days[1]):
            if first <= last:
                return DaySpan(first, last)
            message = say("the span {text} ends before it begins", text=value.value)
            hint = say("write `{first}..{last}`", first=last, last=first)
        elif len(set(texts)) == 1 and len(value.value) <= _LONGEST_DATE:
            hint = date_hint(brief(value.value))
        self.source.report(value.at, message, hint)
        return None

    def _check_length(self, rule: Workdays) -> None:
        """Report days off that would never end: so long no office is closed."""
        for span, at in self.spans["off"]:
            stretch = working_days(rule).stretch_of(span.first.toordinal())
            if stretch and stretch.last - stretch.first >= LONGEST_OFF:
                message = say("from {first} on the office would be off for more than a year", first=span.first)
                self.source.report(
                    at, message, say("write the days on which it was closed, at most {n} in a row", n=LONGEST_OFF)
                )
                return


def _split(text: PlacedText) -> list[PlacedText | NotText]:
    """Return the texts that commas part, each at the place of the whole; an empty text has none."""
    return [PlacedText(part.strip(), text.at) for part in re.split("[,，、]", text.value) if text.value]


def _calendar_name(text: str) -> str:
    """Return a country in capitals, `none` in small letters, and any other text as it is."""
    if text.lower() == NO_CALENDAR:
        return NO_CALENDAR
    return text.upper() if len(text) == _LETTERS else text
