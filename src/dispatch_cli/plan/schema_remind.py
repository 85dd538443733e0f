"""The sections within `remind` as a JSON Schema: who else is told, whom people answer, how reminders leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import say
from dispatch_cli.plan.addresses import ADDRESS, SENDER
from dispatch_cli.plan.keys import MAIL
from dispatch_cli.plan.remind import DIGITS, MOST, WORDS
from dispatch_cli.plan.remind_keys import CONTACT, CONTACT_KEYS, ESCALATION
from dispatch_cli.plan.schema_shapes import (
    SCALARS,
    described,
    form_of,
    mapping,
    may_be_empty,
    needed_text,
    pattern_of,
    together,
)

if TYPE_CHECKING:
    from dispatch_cli.plan.schema_shapes import Schema


def whole_number(least: int, *, needed: bool = False) -> Schema:
    """Return the schema of a number of days or times."""
    digits = DIGITS if least == 0 else f"(?!0+\\s*$){DIGITS}"
    text = form_of(digits, say("a whole number from {least} to {most}", least=least, most=MOST), needed=needed)
    return {**text, "type": ["integer", *text["type"]], "minimum": least, "maximum": MOST}


def mail_address(*, needed: bool) -> Schema:
    """Return the schema of one mail address."""
    return form_of(ADDRESS, say("write one address, such as name@example.com"), needed=needed)


def _names() -> Schema:
    return {"minItems": 1, "items": needed_text(), **needed_text(), "type": [*SCALARS, "array"]}


def escalation() -> Schema:
    """Return the schema of one rule that says who else is told."""
    parts = {
        key.name: {"number": whole_number(key.least, needed=True), "names": _names()}[key.holds] for key in ESCALATION
    }
    rule = {**mapping(described(ESCALATION, parts)), "dependentRequired": together(ESCALATION)}
    return may_be_empty(rule, say("each of `escalate` must be a mapping"))


def contact() -> Schema:
    """Return the schema of a name alone, or of keys and values."""
    parts = {"name": needed_text(), "phone": {"type": [*SCALARS, "null"]}, "mail": mail_address(needed=False)}
    section = {**mapping(described(CONTACT, parts)), "dependentRequired": together(CONTACT)}
    meant_as_keys = pattern_of(
        rf"^(?!\s*(?:{'|'.join(CONTACT_KEYS)})\s*：)", say("write `: `, a plain colon and a space")
    )
    return {**section, **meant_as_keys, "type": [section["type"], *SCALARS, "null"]}


def mail() -> Schema:
    """Return the schema of how reminders leave."""
    sender = say(
        "write `dispatch@example.com`, or with a name `{name} <dispatch@example.com>`", name=say("Follow-up reminder")
    )
    command = form_of(WORDS, say("name a program, and close every quote"))
    parts = {
        "from": form_of(SENDER, sender, needed=True),
        "to": _names(),
        "command": {**command, "type": [*SCALARS, "null"]},
    }
    return {**mapping(described(MAIL, parts)), "dependentRequired": together(MAIL)}
