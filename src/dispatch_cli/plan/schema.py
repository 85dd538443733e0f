"""The task file as a JSON Schema, draft 2020-12: what `plan.reader` refuses, as far as such a schema can say it.

An editor has typed each value by YAML's guesses before it asks the schema, while the program
reads texts. So wherever any text will do, numbers and truth values will too; null is an absent value; and
what has a form of its own is a text that a pattern describes. Messages are values, as everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatch_cli.cadence.dates import DATE
from dispatch_cli.cadence.rules import PARTS
from dispatch_cli.cadence.series import EVERY, LONGEST_RULE, NAMED
from dispatch_cli.messages import say
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES, Mode
from dispatch_cli.plan.addresses import ADDRESS, SENDER
from dispatch_cli.plan.keys import (
    ESCALATION_KEYS,
    FREE_PREFIX,
    ITEM_DATES,
    ITEM_KEYS,
    ITEM_REQUIRED,
    MAIL_KEYS,
    NAME_KEYS,
    OF_ESCALATION,
    OF_ITEM,
    OF_MAIL,
    OF_REMIND,
    OF_TOP,
    REMIND_KEYS,
    TOP_KEYS,
)
from dispatch_cli.plan.remind import DIGITS, MOST, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.messages import Message

    Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BUILT_IN = (*BUILT_IN_TAGS, *TAG_ALIASES)
_SCALARS = ("string", "number", "boolean")
_MISSED, _TO = ESCALATION_KEYS
_SENDER, _, _COMMAND = MAIL_KEYS
# A rule in small letters or with blanks is legal too; no pattern says that briefly, so only its FREQ is looked for.
_OTHER_RULE = r"(?=\S*(?:[a-z]| +\S))(?=.*[Ff][Rr][Ee][Qq]).*"
_SHORT = rf"(?!\S[\s\S]{{{LONGEST_RULE - 1},}}\S)"
_CADENCE = rf"{'|'.join(NAMED)}|{EVERY}|{_SHORT}(?:{PARTS}|{_OTHER_RULE})"


def task_file_schema() -> Schema:
    """Return the schema of a whole task file."""
    sections = {**_texts(), **_sections(), "tasks": {"type": "array", "items": _item()}}
    return {
        "$schema": DIALECT,
        "title": "dispatch",
        "description": say("The task file of dispatch: what is to be followed up, and how often."),
        **_mapping({key: {**sections[key], "description": OF_TOP[key]} for key in TOP_KEYS}),
        "required": ["tasks"],
        "if": {"properties": {"cadence": {"propertyNames": {"enum": [*BUILT_IN]}}}},
        "then": _only_built_in_tags(),
        "$defs": {"date": _date(), "cadence": _cadence(), "address": _address(needed=False)},
    }


def _defined(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _mapping(properties: Mapping[str, Schema]) -> Schema:
    """Return the schema of a mapping with these keys, any free ones, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {f"^{FREE_PREFIX}": True},
        "additionalProperties": False,
    }


def _may_be_empty(schema: Schema, complaint: Message) -> Schema:
    """Return the schema of a list or mapping in whose place there may be nothing."""
    return {**schema, "type": [schema["type"], "null", "string"], **_pattern(r"^\s*$", complaint)}


def _pattern(pattern: str, complaint: Message) -> Schema:
    """Return a pattern with what an editor should say of a text that has another form."""
    return {"pattern": pattern, "patternErrorMessage": complaint}


def _form(form: str, complaint: Message, examples: Sequence[str] = (), *, needed: bool = False) -> Schema:
    """Return the schema of a text of some form, white space around it, which may be empty unless it is needed."""
    types = ["string"] if needed else ["string", "null"]
    shown = {"examples": [*examples]} if examples else {}
    return {"type": types, **_pattern(rf"^\s*(?:{form}){'' if needed else '?'}\s*$", complaint), **shown}


def _needed() -> Schema:
    return {"type": [*_SCALARS], **_pattern(r"\S", say("a text is needed here"))}


def _texts() -> dict[str, Schema]:
    modes, zones = [mode.value for mode in Mode], ["Asia/Shanghai", "UTC"]
    return {
        "branch": {"type": [*_SCALARS, "null"]},
        "timezone": {"type": ["string", "null"], "examples": zones},
        "mode": _form("|".join(modes), say("known are: {words}", words=modes), modes),
    }


def _sections() -> dict[str, Schema]:
    whole = {
        "before": _days(0, say("`{key}` must hold a number of days for each tag", key="before")),
        "again": _days(1, say("`{key}` must hold a number of days for each tag", key="again")),
        "escalate": _may_be_empty({"type": "array", "items": _escalation()}, say("`escalate` must be a list")),
        "mail": _may_be_empty(_mail(), say("`mail` must hold keys and values")),
    }
    remind = _mapping({key: {**whole[key], "description": OF_REMIND[key]} for key in REMIND_KEYS})
    return {
        "cadence": _by_tag(_defined("cadence"), say("`cadence` must hold one line for each tag")),
        "people": _people(),
        "remind": _may_be_empty(remind, say("`remind` must hold keys and values")),
    }


def _by_tag(value: Schema, complaint: Message) -> Schema:
    """Return the schema of a mapping from tags, each given by one of its names, to values."""
    named = {"properties": dict.fromkeys(BUILT_IN, value), "additionalProperties": value}
    twice = [{"type": "object", "required": [alias, name]} for alias, name in TAG_ALIASES.items()]
    return _may_be_empty({"type": "object", **named, "not": {"anyOf": twice}}, complaint)


def _cadence() -> Schema:
    complaint = say(
        "write one of `{names}`, `every N days|weeks|months`, or a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`",
        names=" ".join(NAMED),
    )
    return _form(_CADENCE, complaint, [*NAMED, "every 10 days", "FREQ=WEEKLY;BYDAY=MO,TH"])


def _days(least: int, complaint: Message) -> Schema:
    return {**_by_tag(_number(least), complaint), "patternProperties": {"：": _number(least, needed=True)}}


def _number(least: int, *, needed: bool = False) -> Schema:
    digits = DIGITS if least == 0 else f"(?!0+\\s*$){DIGITS}"
    text = _form(digits, say("a whole number from {least} to {most}", least=least, most=MOST), needed=needed)
    return {**text, "type": ["integer", *text["type"]], "minimum": least, "maximum": MOST}


def _people() -> Schema:
    """Return the schema of names and addresses; where a name holds a full-width colon, none may be missing."""
    behind = {"：": _address(needed=True)}
    people = {"type": "object", "additionalProperties": _defined("address"), "patternProperties": behind}
    return _may_be_empty(people, say("`people` must hold names and addresses"))


def _address(*, needed: bool) -> Schema:
    return _form(ADDRESS, say("write one address, such as name@example.com"), needed=needed)


def _names() -> Schema:
    return {"minItems": 1, "items": _needed(), **_needed(), "type": [*_SCALARS, "array"]}


def _escalation() -> Schema:
    parts = {_MISSED: _number(1, needed=True), _TO: _names()}
    properties = {key: {**parts[key], "description": OF_ESCALATION[key]} for key in ESCALATION_KEYS}
    together = {_MISSED: [_TO], _TO: [_MISSED]}
    return _may_be_empty(
        {**_mapping(properties), "dependentRequired": together}, say("each of `escalate` must be a mapping")
    )


def _mail() -> Schema:
    sender = say("write `dispatch@example.com`, or with a name `调度提醒 <dispatch@example.com>`")
    command = _form(WORDS, say("name a program, and close every quote"))
    parts = {
        _SENDER: _form(SENDER, sender, needed=True),
        _TO: _names(),
        _COMMAND: {**command, "type": [*_SCALARS, "null"]},
    }
    properties = {key: {**parts[key], "description": OF_MAIL[key]} for key in MAIL_KEYS}
    together = {_SENDER: [_TO], _TO: [_SENDER], _COMMAND: [_SENDER, _TO]}
    return {**_mapping(properties), "dependentRequired": together}


def _item() -> Schema:
    properties = {key: {**_field(key), "description": OF_ITEM[key]} for key in ITEM_KEYS}
    given = [
        {"required": [key], "properties": {key: {"type": "string", "pattern": r"\S"}}} for key in ("start", "last")
    ]
    return {**_mapping(properties), "required": [*ITEM_REQUIRED], "anyOf": given}


def _date() -> Schema:
    return _form(DATE, say("write it as YYYY-MM-DD, for example 2026-02-03"))


def _field(key: str) -> Schema:
    if key in ITEM_DATES:
        return _defined("date")
    if key in NAME_KEYS:
        return {"type": [*_SCALARS, "null", "array"], "minItems": 1, "uniqueItems": True, "items": _needed()}
    field = _needed() if key in ITEM_REQUIRED else {"type": [*_SCALARS, "null"]}
    return {**field, "examples": [*BUILT_IN_TAGS]} if key == "tag" else field


def _only_built_in_tags() -> Schema:
    """Return what holds besides where `cadence` names no tag of the office's own: there are no others."""
    complaint = say("known are: {words}", words=[*BUILT_IN])
    tag = _pattern(rf"^\s*(?:{'|'.join(BUILT_IN)})\s*$", complaint)
    nothing = {"type": ["null", "string"], **_pattern(r"^\s*$", complaint)}
    days = {"properties": dict.fromkeys(BUILT_IN, True), "additionalProperties": nothing}
    return {
        "properties": {
            "tasks": {"items": {"properties": {"tag": {"type": "string", **tag}}}},
            "remind": {"properties": {"before": days, "again": days}},
        }
    }
