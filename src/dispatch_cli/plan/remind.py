"""The `people` and `remind` of a task file: who is told what, how soon, and how a message leaves."""

from __future__ import annotations

import re
import shlex
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.hints import brief, nearest
from dispatch_cli.messages import Message, say
from dispatch_cli.model import TAG_ALIASES, Escalation, Mail
from dispatch_cli.plan.addresses import is_address, parse_sender
from dispatch_cli.plan.fields import KeyCheck, begins, report_full_width, report_shape
from dispatch_cli.plan.keys import ESCALATION_KEYS, MAIL_KEYS, REMIND_KEYS
from dispatch_cli.plan.yaml_events import NotText, PlacedText
from dispatch_cli.plan.yaml_parser import MAPPING_START, SCALAR, SEQUENCE_START

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

    Texts = Iterator[tuple[PlacedText, PlacedText]]

COMMAND = "sendmail -t -i"
_ONE_ADDRESS = say("write one address, such as name@example.com")
_ONE_SENDER = say("write `dispatch@example.com`, or with a name `调度提醒 <dispatch@example.com>`")
_RULE = say("write each rule as `- {{missed: 2, to: 支部书记}}`")
_NAMES = say("write a name of `people`, or several in brackets: `[secretary, leader]`")
DIGITS, MOST = "[0-9]{1,4}", 9999
# What `_command` takes, as a pattern for other programs: quotes are closed, and the first word is not empty.
WORDS = (
    r"""(?!\s|(?:''|"")+(?:\s|$))"""
    r"""(?:[^'"\\\0]|\\[^\0]|'[^'\0]*'|"(?:[^"\\\0]|\\[^\0])*")+"""
)


class _Fields(NamedTuple):
    """The single texts of a mapping by key, and the names of its `to`."""

    texts: dict[str, PlacedText]
    names: tuple[PlacedText, ...]


class Reminding(NamedTuple):
    """What `remind` says. Days are by tag; whether tags and names exist is not yet known."""

    before: Mapping[PlacedText, int] = MappingProxyType({})
    again: Mapping[PlacedText, int] = MappingProxyType({})
    escalate: tuple[Escalation, ...] = ()
    mail: Mail | None = None
    digest: tuple[PlacedText, ...] = ()


def check_names(source: Source, found: Reminding, tags: Collection[str], people: Collection[str]) -> None:
    """Report the tags that nobody defined, and who should get the digest and is not among `people`."""
    if source.gaps:  # what is named may stand in what cannot be read
        return
    for tag in (*found.before, *found.again):
        if tag.value not in tags:
            source.report(tag.at, say("unknown tag `{tag}`", tag=brief(tag.value)), nearest(tag.value, tags))
    for name in found.digest:
        if name.value not in people:
            message = say("`{name}` has no address in `people`", name=brief(name.value))
            source.report(name.at, message, say("add it there: `{name}: name@example.com`", name=brief(name.value)))


def _lacks_colon(key: PlacedText, value: YamlEvent) -> bool:
    """Say whether a key without a value was meant as both, with a full-width colon between them."""
    return "：" in key.value and value.__class__ is SCALAR and not value.value


class RemindReader:
    """Reads both sections of one file, each from the event that begins it."""

    def __init__(self, source: Source, events: YamlEvents) -> None:
        """Begin before either; `named` are the names with an address, be it a wrong one."""
        self.source = source
        self.events = events
        self.named: set[str] = set()

    def people(self, event: YamlEvent) -> dict[str, str]:
        """Return the address of each name."""
        people = {}
        hint = say("write a line for each name, such as `secretary: name@example.com`")
        for name, value in self._texts(event, say("`people` must hold names and addresses"), hint):
            self.named.add(name.value)
            if is_address(value.value):
                people[name.value] = value.value
            else:
                self._report(value, say("`{text}` is not a mail address", text=brief(value.value)), _ONE_ADDRESS)
        return people

    def remind(self, event: YamlEvent) -> Reminding:
        """Return the rules: days of warning, repetitions, who else is told, and the mail."""
        rules: dict[str, Any] = {}
        message, hint = say("`remind` must hold keys and values"), say("its keys are: {keys}", keys=[*REMIND_KEYS])
        for key, inner in self._pairs(event, REMIND_KEYS, message, hint):
            if key.value == "mail":
                rules |= self._mail(inner)
            elif key.value == "escalate":
                rules["escalate"] = self._escalations(inner)
            else:
                rules[key.value] = self._days(inner, key.value, least=int(key.value == "again"))
        return Reminding(**rules)

    def _days(self, event: YamlEvent, key: str, least: int) -> dict[PlacedText, int]:
        message = say("`{key}` must hold a number of days for each tag", key=key)
        texts = self._texts(event, message, say("for example `{key}: {{red: 1, orange: 3}}`", key=key), TAG_ALIASES)
        numbers = {tag: self._number(value, least) for tag, value in texts}
        return {tag: number for tag, number in numbers.items() if number is not None}

    def _number(self, text: PlacedText, least: int) -> int | None:
        if re.fullmatch(DIGITS, text.value) and int(text.value) >= least:
            return int(text.value)
        values: dict[str, Any] = {"text": brief(text.value), "least": least, "most": MOST}
        message = say("`{text}` is not a whole number from {least} to {most}", **values)
        self.source.report(text.at, message, say("write it in digits, such as 3"))
        return None

    def _escalations(self, event: YamlEvent) -> tuple[Escalation, ...]:
        if not begins(SEQUENCE_START, self.events, event, say("`escalate` must be a list"), _RULE):
            return ()
        rules = [self._escalation(element) for element in self.events.elements()]
        return tuple(rule for rule in rules if rule)

    def _escalation(self, event: YamlEvent) -> Escalation | None:
        message = say("each of `escalate` must be a mapping")
        found = self._fields(event, ESCALATION_KEYS, ESCALATION_KEYS, message, _RULE)
        names, missed = found.names, self._number(found.texts["missed"], 1) if "missed" in found.texts else None
        return Escalation(missed, tuple(name.value for name in names)) if missed and names else None

    def _mail(self, event: YamlEvent) -> dict[str, Any]:
        message, hint = say("`mail` must hold keys and values"), say("its keys are: {keys}", keys=[*MAIL_KEYS])
        texts, names = self._fields(event, MAIL_KEYS, MAIL_KEYS[:2], message, hint)
        sender, command = self._sender(texts.get("from")), self._command(texts.get("command"))
        if sender is None:
            return {"digest": names}
        return {"mail": Mail(*sender, tuple(name.value for name in names), command), "digest": names}

    def _fields(
        self, event: YamlEvent, known: Collection[str], required: Collection[str], message: Message, hint: Message
    ) -> _Fields:
        """Return the single texts of a mapping, and the names of its `to`; an empty value is an absent one."""
        texts: dict[str, PlacedText] = {}
        names: tuple[PlacedText, ...] = ()
        seen, given = False, set()
        for key, inner in self._pairs(event, known, message, hint):
            seen = True
            if key.value == "to":
                names = self._names(inner)
            elif (text := self._single(key, inner)) and text.value:
                texts[key.value] = text
            elif text:
                continue
            given.add(key.value)
        for name in required if seen else ():
            if name not in given:
                absent = say("`{key}` is missing here", key=name)
                self.source.report(event.start_mark.index, absent, say("add a line `{key}: …` to it", key=name))
        return _Fields(texts, names)

    def _sender(self, text: PlacedText | None) -> tuple[str, str] | None:
        """Return name and address of who sends."""
        sender = parse_sender(text.value) if text else None
        if text and sender is None:
            self._report(text, say("`{text}` is not a sender", text=brief(text.value)), _ONE_SENDER)
        return sender

    def _command(self, text: PlacedText | None) -> tuple[str, ...]:
        """Return the words of a command; no shell is ever asked."""
        try:
            words = shlex.split(text.value if text else COMMAND)
        except ValueError:
            words = []
        if text and (not words or not words[0] or "\0" in text.value):
            self._report(
                text,
                say("`{text}` is not a command", text=brief(text.value)),
                say("name a program, and close every quote"),
            )
        return tuple(words)

    def _names(self, event: YamlEvent) -> tuple[PlacedText, ...]:
        """Return the one name or the several that a value holds."""
        if event.__class__ is not SEQUENCE_START:
            found = [self.events.text(event)]
        else:
            found = [self.events.text(element) for element in self.events.elements()]
        names = tuple(value for value in found if isinstance(value, PlacedText) and value.value)
        if len(names) < max(1, len(found)) and not any(value == NotText(value.at, reported=True) for value in found):
            self.source.report(event.start_mark.index, say("`to` must hold names"), _NAMES)
        return names

    def _texts(
        self, event: YamlEvent, message: Message, hint: Message, aliases: Mapping[str, str] | None = None
    ) -> Texts:
        """Yield each key, by its own name, with the text that it holds; any key is known."""
        for key, inner in self._pairs(event, None, message, hint, aliases or {}):
            text = self._single(key, inner)
            if text and text.value:
                yield key, text

    def _pairs(
        self,
        event: YamlEvent,
        known: Collection[str] | None,
        message: Message,
        hint: Message,
        aliases: Mapping[str, str] = MappingProxyType({}),
    ) -> Iterator[tuple[PlacedText, YamlEvent]]:
        """Yield the known keys of a mapping, each once, with the event that begins its value; None knows all."""
        if not begins(MAPPING_START, self.events, event, message, hint):
            return
        check = KeyCheck(self.source, known or ())
        for key, inner in self.events.pairs():
            name = PlacedText(aliases.get(key.value, key.value), key.at)
            check.known = known or (name.value,)
            if known is None and _lacks_colon(key, inner):
                report_full_width(self.source, key.at + key.value.index("："))
            elif check.accept(name):
                yield name, inner
                continue
            self.events.text(inner)

    def _single(self, key: PlacedText, event: YamlEvent) -> PlacedText | None:
        """Return the text that a value is, be it empty; report and pass over any other."""
        value = self.events.text(event)
        if isinstance(value, PlacedText):
            return value
        report_shape(self.source, key.value, value)
        return None

    def _report(self, text: PlacedText, message: Message, hint: Message) -> None:
        self.source.report(text.at, message, hint)
