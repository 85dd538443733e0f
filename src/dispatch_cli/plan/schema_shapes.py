"""The shapes of which the schema of the task file is made: mappings, texts of some form, and what may be empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatch_cli.messages import say
from dispatch_cli.plan.keys import FREE_PREFIX, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.plan.keys import Key

    Schema = dict[str, Any]

SCALARS = ("string", "number", "boolean")


def mapping(properties: Mapping[str, Schema]) -> Schema:
    """Return the schema of a mapping with these keys, any free ones, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {f"^{FREE_PREFIX}": True},
        "additionalProperties": False,
    }


def described(keys: Iterable[Key], parts: Mapping[str, Schema]) -> Schema:
    """Return the schemas of some keys, each with its meaning, in their order."""
    return {key.name: {**parts[key.name], "description": key.meaning} for key in keys}


def together(keys: Sequence[Key]) -> Schema:
    """Return what each key of a section needs beside it: those that are required, if there is any."""
    return {key.name: [*names(other for other in keys if other.required and other is not key)] for key in keys}


def may_be_empty(schema: Schema, complaint: Message) -> Schema:
    """Return the schema of a list or mapping in whose place there may be nothing."""
    return {**schema, "type": [schema["type"], "null", "string"], **pattern_of(r"^\s*$", complaint)}


def pattern_of(pattern: str, complaint: Message) -> Schema:
    """Return a pattern with what an editor should say of a text that has another form."""
    return {"pattern": pattern, "patternErrorMessage": complaint}


def form_of(form: str, complaint: Message, examples: Sequence[str] = (), *, needed: bool = False) -> Schema:
    """Return the schema of a text of some form, white space around it, which may be empty unless it is needed."""
    types = ["string"] if needed else ["string", "null"]
    shown = {"examples": [*examples]} if examples else {}
    return {"type": types, **pattern_of(rf"^\s*(?:{form}){'' if needed else '?'}\s*$", complaint), **shown}


def needed_text() -> Schema:
    """Return the schema of a text that is not empty."""
    return {"type": [*SCALARS], **pattern_of(r"\S", say("a text is needed here"))}


def one_of(words: Sequence[str]) -> Schema:
    """Return the schema of some words, any of which may stand there."""
    return form_of("|".join(words), say("known are: {words}", words=[*words]), words)
