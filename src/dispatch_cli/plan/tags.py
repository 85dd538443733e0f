"""The tags of a task file: those built in, those that its `cadence` adds or changes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from dispatch_cli.cadence.series import NAMED, parse_cadence
from dispatch_cli.hints.guesses import Guesses, brief
from dispatch_cli.messages import Message, say
from dispatch_cli.model import (
    BUILT_IN_TAGS,
    OTHER_REPEAT_DAYS,
    OTHER_WARNING_DAYS,
    REPEAT_DAYS,
    TAG_ALIASES,
    WARNING_DAYS,
    Cadence,
    Tag,
    Unit,
)
from dispatch_cli.plan.fields import KeyCheck, begins, report_shape
from dispatch_cli.plan.yaml_events import NotText, PlacedText
from dispatch_cli.plan.yaml_parser import MAPPING_START

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dispatch_cli.plan.items import TaggedItem
    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

BUILT_IN_CADENCES = {name: NAMED[cadence] for name, cadence in BUILT_IN_TAGS.items()}
_NO_DAYS: Mapping[str, int] = MappingProxyType({})
_FORMS = say(
    "write one of `{names}`, `every N days|weeks|months`, or a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`",
    names=" ".join(NAMED),
)
_RULES = say("write a rule of days without an end, such as `FREQ=WEEKLY;BYDAY=MO,TH` or `FREQ=MONTHLY;BYMONTHDAY=-1`")


def read_cadences(source: Source, events: YamlEvents, event: YamlEvent) -> dict[str, Cadence]:
    """Return the cadences by tag of the mapping that begins with this event; report what is wrong with it."""
    message, hint = say("`cadence` must hold one line for each tag"), say("write `red: weekly` below it, indented")
    if not begins(MAPPING_START, events, event, message, hint):
        return {}
    check = KeyCheck(source, ())
    cadences = {}
    for key, value in events.texts():
        name = TAG_ALIASES.get(key.value, key.value)
        check.keys = (name,)
        if not check.accept(PlacedText(name, key.at)):
            continue
        if isinstance(value, NotText):
            report_shape(source, name, value)
        elif value.value and (cadence := _cadence(source, value)):
            cadences[name] = cadence
    return cadences


def _cadence(source: Source, text: PlacedText) -> Cadence | None:
    cadence = parse_cadence(text.value)
    if isinstance(cadence, Message):
        source.report(text.at, cadence, _RULES if "FREQ" in text.value.upper() else _FORMS)
        return None
    return cadence


def make_tags(
    cadences: Mapping[str, Cadence], before: Mapping[str, int] = _NO_DAYS, again: Mapping[str, int] = _NO_DAYS
) -> dict[str, Tag]:
    """Return all tags in their order: red, orange, green, then the others as written.

    `before` holds days of warning by tag, `again` the days between two reminders of an overdue item.
    """
    warning, repeat = {**WARNING_DAYS, **before}, {**REPEAT_DAYS, **again}
    return {
        name: Tag(name, cadence, rank, warning.get(name, OTHER_WARNING_DAYS), repeat.get(name, OTHER_REPEAT_DAYS))
        for rank, (name, cadence) in enumerate(({**BUILT_IN_CADENCES, **cadences}).items())
    }


def check_tags(source: Source, items: Iterable[TaggedItem], tags: Mapping[str, Tag]) -> None:
    """Report the tags that nobody defined, and the rules that never happen for an item."""
    guesses = Guesses((*tags, *TAG_ALIASES))
    for item, text in items:
        tag = tags.get(TAG_ALIASES.get(text.value, text.value))
        if tag is None and text.value:
            message = say("unknown tag `{tag}`", tag=brief(text.value))
            source.report(text.at, message, guesses.hint(text.value))
        elif tag and item and tag.cadence.unit is Unit.RULE:
            _check_rule(source, item.origin, tag.cadence.text, text)


def _check_rule(source: Source, dtstart: date, rule: str, text: PlacedText) -> None:
    from dispatch_cli.cadence.rules import PATTERN_YEARS, happens

    if not happens(rule, dtstart):
        message = say("the rule of tag `{tag}` never happens for an item of {start}", tag=text.value, start=dtstart)
        hint = say("in its first {years} years it meets no day; check INTERVAL and the BY… parts", years=PATTERN_YEARS)
        source.report(text.at, message, hint)
