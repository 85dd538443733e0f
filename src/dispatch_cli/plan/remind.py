"""The sections `people` and `remind` of a task file: who is told what, how soon, and how a message leaves."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.hints.guesses import Guesses, brief
from dispatch_cli.hints.shell import split
from dispatch_cli.messages import Message, say
from dispatch_cli.model import DEADLINE_DAYS, TAG_ALIASES, Escalation, Mail
from dispatch_cli.plan.addresses import is_address, parse_sender
from dispatch_cli.plan.contact import read_contact, report_address
from dispatch_cli.plan.fields import begins
from dispatch_cli.plan.keys import MAIL, MAIL_KEYS, REMIND_KEYS, names
from dispatch_cli.plan.mappings import MappingReader
from dispatch_cli.plan.remind_keys import ESCALATION, LEAST
from dispatch_cli.plan.smtp import read_server
from dispatch_cli.plan.yaml_parser import SEQUENCE_START

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dispatch_cli.model import Contact, MailServer
    from dispatch_cli.plan.keys import Key
    from dispatch_cli.plan.yaml_events import PlacedText, YamlEvents
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

COMMAND = "sendmail -t -i"
_ONE_SENDER = say(
    "write `dispatch@example.com`, or with a name `{name} <dispatch@example.com>`", name=say("Follow-up reminder")
)
_ONE_COMMAND = say("write `msmtp -t`, or each word by itself: `[msmtp, -t]`")
_RULE = say("write each rule as `- {{missed: 2, to: {name}}}`", name=say("Secretary"))
DIGITS, MOST = "[0-9]{1,4}", 9999
# The texts that `_command` takes, as a pattern for other programs: quotes are closed, the first word is not empty.
WORDS = (
    r"""(?!\s|(?:''|"")+(?:\s|$))"""
    r"""(?:[^'"\\\0]|\\[^\0]|'[^'\0]*'|"(?:[^"\\\0]|\\[^\0])*")+"""
)


class _Addressed(NamedTuple):
    """A mapping that says to whom something goes: single texts by key, the names of `to`, listed words, the server."""

    texts: dict[str, PlacedText]
    to: tuple[PlacedText, ...]
    words: tuple[PlacedText, ...]
    server: MailServer | None


class RemindRules(NamedTuple):
    """The section `remind`. Days are by tag; `check_names` says whether tags and names exist."""

    before: Mapping[PlacedText, int] = MappingProxyType({})
    again: Mapping[PlacedText, int] = MappingProxyType({})
    escalate: tuple[Escalation, ...] = ()
    mail: Mail | None = None
    digest: tuple[PlacedText, ...] = ()
    deadline: int = DEADLINE_DAYS
    contact: Contact | None = None


def check_names(source: Source, rules: RemindRules, tags: Collection[str], people: Collection[str]) -> None:
    """Report the tags that nobody defined, and the names that should get the digest and are not among `people`."""
    if source.gaps:  # the definition may stand in a part that cannot be read
        return
    guesses = Guesses(tags)
    for tag in (*rules.before, *rules.again):
        if tag.value not in tags:
            source.report(tag.at, say("unknown tag `{tag}`", tag=brief(tag.value)), guesses.hint(tag.value))
    for name in rules.digest:
        if name.value not in people:
            message = say("`{name}` has no address in `people`", name=brief(name.value))
            source.report(name.at, message, say("add it there: `{name}: name@example.com`", name=brief(name.value)))


class RemindReader:
    """Reads both sections of one file, each from the event with which it begins."""

    def __init__(self, source: Source, events: YamlEvents) -> None:
        """Begin before both; `addresses` and `escalated` will hold what they name, right or wrong."""
        self.source = source
        self.events = events
        self.mappings = MappingReader(source, events)
        self.addresses: list[tuple[PlacedText, PlacedText]] = []
        self.escalated: list[PlacedText] = []

    def people(self, event: YamlEvent) -> dict[str, str]:
        """Return the address of each name."""
        people = {}
        hint = say("write a line for each name, such as `secretary: name@example.com`")
        for name, value in self.mappings.texts(event, say("`people` must hold names and addresses"), hint):
            self.addresses.append((name, value))
            if is_address(value.value):
                people[name.value] = value.value
            else:
                report_address(self.source, value)
        return people

    def remind(self, event: YamlEvent) -> RemindRules:
        """Return the rules: days of warning, repetitions, who else is told, and the mail."""
        rules = RemindRules()
        message, hint = say("`remind` must hold keys and values"), say("its keys are: {keys}", keys=[*REMIND_KEYS])
        for key, inner in self.mappings.pairs(event, REMIND_KEYS, message, hint):
            if key.value == "before":
                rules = rules._replace(before=self._days(inner, "before"))
            elif key.value == "again":
                rules = rules._replace(again=self._days(inner, "again"))
            elif key.value == "deadline":
                rules = rules._replace(deadline=self._deadline(key, inner))
            elif key.value == "escalate":
                rules = rules._replace(escalate=self._escalations(inner))
            elif key.value == "contact":
                rules = rules._replace(contact=read_contact(self.mappings, inner))
            else:
                mail, digest = self._mail(inner)
                rules = rules._replace(mail=mail, digest=digest)
        return rules

    def _days(self, event: YamlEvent, key: str) -> dict[PlacedText, int]:
        message = say("`{key}` must hold a number of days for each tag", key=key)
        texts = self.mappings.texts(
            event, message, say("for example `{key}: {{red: 1, orange: 3}}`", key=key), TAG_ALIASES
        )
        numbers = {tag: self._number(value, LEAST[key]) for tag, value in texts}
        return {tag: number for tag, number in numbers.items() if number is not None}

    def _deadline(self, key: PlacedText, event: YamlEvent) -> int:
        """Return the days before a deadline; an empty value is the default."""
        text = self.mappings.text(key, event)
        days = self._number(text, LEAST["deadline"]) if text and text.value else None
        return DEADLINE_DAYS if days is None else days

    def _number(self, text: PlacedText, least: int) -> int | None:
        if re.fullmatch(DIGITS, text.value) and int(text.value) >= least:
            return int(text.value)
        message = say(
            "`{text}` is not a whole number from {least} to {most}", text=brief(text.value), least=least, most=MOST
        )
        self.source.report(text.at, message, say("write it in digits, such as 3"))
        return None

    def _escalations(self, event: YamlEvent) -> tuple[Escalation, ...]:
        if not begins(SEQUENCE_START, self.events, event, say("`escalate` must be a list"), _RULE):
            return ()
        rules = [self._escalation(element) for element in self.events.elements()]
        return tuple(rule for rule in rules if rule)

    def _escalation(self, event: YamlEvent) -> Escalation | None:
        message = say("each of `escalate` must be a mapping")
        rule = self._addressed(event, ESCALATION, message, _RULE)
        self.escalated += rule.to
        missed = self._number(rule.texts["missed"], LEAST["missed"]) if "missed" in rule.texts else None
        return Escalation(missed, tuple(name.value for name in rule.to)) if missed and rule.to else None

    def _mail(self, event: YamlEvent) -> tuple[Mail | None, tuple[PlacedText, ...]]:
        """Return the mail, None where it has no sender, and the names that get the digest."""
        message, hint = say("`mail` must hold keys and values"), say("its keys are: {keys}", keys=[*MAIL_KEYS])
        texts, digest, words, server = self._addressed(event, MAIL, message, hint)
        sender = self._sender(texts.get("from"))
        command = self._words(words) if words else self._command(texts.get("command"))
        if server and (given := words[:1] or [*filter(None, [texts.get("command")])]):
            message = say("`command` and `smtp` are both given, and mail leaves one way")
            self._report(given[0], message, say("keep one of the two"))
        if sender is None:
            return None, digest
        name, address = sender
        return Mail(name, address, tuple(each.value for each in digest), command, server), digest

    def _addressed(self, event: YamlEvent, keys: Collection[Key], message: Message, hint: Message) -> _Addressed:
        """Return what a mapping with these keys holds; an empty value is an absent one."""
        texts: dict[str, PlacedText] = {}
        to: tuple[PlacedText, ...] = ()
        words: tuple[PlacedText, ...] = ()
        server: MailServer | None = None
        has_keys, given = False, set()
        for found, inner in self.mappings.pairs(event, names(keys), message, hint):
            has_keys = True
            if found.value == "to":
                to = self.mappings.names(inner)
            elif found.value == "command" and inner.__class__ is SEQUENCE_START:
                words = self.mappings.names(inner, say("`command` must hold words"), _ONE_COMMAND)
            elif found.value == "smtp":
                server = read_server(self.mappings, inner)
            elif (text := self.mappings.text(found, inner)) and text.value:
                texts[found.value] = text
            elif text:
                continue
            given.add(found.value)
        if has_keys:
            self.mappings.report_missing(event, keys, given)
        return _Addressed(texts, to, words, server)

    def _sender(self, text: PlacedText | None) -> tuple[str, str] | None:
        """Return the sender's name and address, None where there is none; report a wrong one."""
        sender = parse_sender(text.value) if text else None
        if text and sender is None:
            self._report(text, say("`{text}` is not a sender", text=brief(text.value)), _ONE_SENDER)
        return sender

    def _command(self, text: PlacedText | None) -> tuple[str, ...]:
        """Return the words of the mail command, split without a shell; report a wrong one."""
        try:
            words = split(text.value if text else COMMAND)
        except ValueError:
            words = ()
        if text and (not words or not words[0] or "\0" in text.value):
            self._report(
                text,
                say("`{text}` is not a command", text=brief(text.value)),
                say("name a program, and close every quote"),
            )
        return words

    def _words(self, words: tuple[PlacedText, ...]) -> tuple[str, ...]:
        """Return the words of a mail command that are listed, each as it stands; report those that none can have."""
        for word in words:
            if "\0" in word.value:
                self._report(word, say("`{text}` is not a command", text=brief(word.value)), _ONE_COMMAND)
        return tuple(word.value for word in words)

    def _report(self, text: PlacedText, message: Message, hint: Message) -> None:
        self.source.report(text.at, message, hint)
