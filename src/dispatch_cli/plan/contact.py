"""The key `contact` of a task file: whom the readers of a letter answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import say
from dispatch_cli.model import Contact
from dispatch_cli.plan.addresses import is_address
from dispatch_cli.plan.fields import report_colons
from dispatch_cli.plan.remind_keys import CONTACT, CONTACT_KEYS
from dispatch_cli.plan.yaml_events import NotText
from dispatch_cli.plan.yaml_parser import ALIAS, SCALAR

if TYPE_CHECKING:
    from dispatch_cli.plan.mappings import MappingReader
    from dispatch_cli.plan.yaml_events import PlacedText
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

_SHAPE = say(
    "write a name, such as `contact: {name}`, or below it `name`, `phone` and `mail`", name=say("Follow-up desk")
)
_ONE_ADDRESS = say("write one address, such as name@example.com")
_MEANT_AS_KEY = re.compile(f"(?:{'|'.join(CONTACT_KEYS)})\\s*：")


def read_contact(mappings: MappingReader, event: YamlEvent) -> Contact | None:
    """Return whom a value names, which is a text or a mapping; None for an empty one. Report anything else."""
    if event.__class__ is SCALAR or event.__class__ is ALIAS:
        value = mappings.events.text(event)
        if isinstance(value, NotText) or not value.value or _is_mistyped(mappings.source, value):
            return None
        return Contact(value.value)
    texts = mappings.section(event, CONTACT, say("`contact` must hold a name, or keys and values"), _SHAPE)
    if "mail" in texts and not is_address(texts["mail"].value):
        report_address(mappings.source, texts["mail"])
    values = {key: text.value for key, text in texts.items()}
    return Contact(**values) if "name" in values else None


def report_address(source: Source, text: PlacedText) -> None:
    """Report a text that is no mail address."""
    source.report(text.at, say("`{text}` is not a mail address", text=brief(text.value)), _ONE_ADDRESS)


def _is_mistyped(source: Source, text: PlacedText) -> bool:
    """Say whether keys and values were meant, with full-width colons between them, which are reported."""
    return bool(_MEANT_AS_KEY.match(text.value)) and report_colons(source, text)
