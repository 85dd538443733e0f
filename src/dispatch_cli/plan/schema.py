"""The task file as a JSON Schema, draft 2020-12: what `plan.reader` refuses, as far as such a schema can say it.

An editor has typed each value by YAML's guesses before it asks the schema, while the program
reads texts. So wherever any text will do, numbers and truth values will too; null is an absent value; and
what has a form of its own is a text that a pattern describes. Messages are values, as everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dispatch_cli.cadence.dates import DATE
from dispatch_cli.cadence.meetings import WEEKDAY_WORDS, WEEKDAYS
from dispatch_cli.cadence.rules import PARTS
from dispatch_cli.cadence.series import EVERY, LONGEST_RULE, NAMED
from dispatch_cli.messages import say
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES, DueShift, Mode
from dispatch_cli.plan.addresses import ADDRESS, SENDER
from dispatch_cli.plan.keys import (
    ESCALATION,
    FREE_PREFIX,
    ITEM_REQUIRED,
    LEAST,
    MAIL,
    OFFERED,
    REMIND,
    TOP,
    WORKDAYS,
    names,
)
from dispatch_cli.plan.remind import DIGITS, MOST, WORDS
from dispatch_cli.plan.workdays import SENDING_DAYS, TO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.plan.keys import Key

    Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BUILT_IN = (*BUILT_IN_TAGS, *TAG_ALIASES)
_SCALARS = ("string", "number", "boolean")
# A rule in small letters or with blanks is legal too; no pattern says that briefly, so only its FREQ is looked for.
_OTHER_RULE = r"(?=\S*(?:[a-z]| +\S))(?=.*[Ff][Rr][Ee][Qq]).*"
_SHORT = rf"(?!\S[\s\S]{{{LONGEST_RULE - 1},}}\S)"
_RULE = rf"{_SHORT}(?:{PARTS}|{_OTHER_RULE})"
_CADENCE = rf"{'|'.join(NAMED)}|{EVERY}|{_RULE}"


def task_file_schema() -> Schema:
    """Return the schema of a whole task file."""
    sections = {**_texts(), **_sections(), "tasks": {"type": ["array", "null"], "items": _item()}}
    return {
        "$schema": DIALECT,
        "title": "dispatch",
        "description": say("The task file of dispatch: what is to be followed up, and how often."),
        **_mapping(_described(TOP, sections)),
        "required": [*names(key for key in TOP if key.required)],
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


def _described(keys: Iterable[Key], parts: Mapping[str, Schema]) -> Schema:
    """Return the schemas of some keys, each with its meaning, in their order."""
    return {key.name: {**parts[key.name], "description": key.meaning} for key in keys}


def _together(keys: Sequence[Key]) -> Schema:
    """Return what each key of a section needs beside it: those that are required, if there is any."""
    return {key.name: [*names(other for other in keys if other.required and other is not key)] for key in keys}


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
        "mode": _words(modes),
        "meeting": _meeting(),
        "since": _defined("date"),
    }


def _sections() -> dict[str, Schema]:
    parts = {
        **{key.name: _days(key) for key in REMIND if key.holds == "by tag"},
        "deadline": _number(LEAST["deadline"]),
        "escalate": _may_be_empty({"type": "array", "items": _escalation()}, say("`escalate` must be a list")),
        "mail": _may_be_empty(_mail(), say("`mail` must hold keys and values")),
    }
    remind = _mapping(_described(REMIND, parts))
    return {
        "cadence": _by_tag(_defined("cadence"), say("`cadence` must hold one line for each tag")),
        "people": _people(),
        "remind": _may_be_empty(remind, say("`remind` must hold keys and values")),
        "workdays": _workdays(),
    }


def _workdays() -> Schema:
    """Return the schema of a country alone, or of keys and values."""
    calendar = _calendar()
    section = _mapping(
        _described(
            WORKDAYS,
            {
                "calendar": calendar,
                "due": _words([shift.value for shift in DueShift]),
                "remind": _words(SENDING_DAYS),
                "off": _spans(),
                "on": _spans(),
            },
        )
    )
    return {**section, **calendar, "type": [section["type"], *calendar["type"]]}


def _words(words: Sequence[str]) -> Schema:
    return _form("|".join(words), say("known are: {words}", words=[*words]), words)


def _calendar() -> Schema:
    complaint = say("write a country as two letters, such as `CN`, or `none` for Monday to Friday")
    return _form("[A-Za-z]{2}|[Nn][Oo][Nn][Ee]", complaint, ["CN", "none"])


def _spans() -> Schema:
    """Return the schema of a day or a span, or of a list of them."""
    complaint = say("write days and spans in brackets: `[2027-02-05..2027-02-12, 2027-04-30]`")
    form = rf"(?:{DATE})(?:\s*{re.escape(TO)}\s*(?:{DATE}))?"
    one = _form(form, complaint)
    return {**one, "type": [*one["type"], "array"], "items": _form(form, complaint, needed=True)}


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


def _meeting() -> Schema:
    complaint = say("write a weekday such as `monday` or `周一`, or a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`")
    days = "|".join("".join(map(_in_any_case, word)) for word in WEEKDAY_WORDS)
    return _form(rf"{days}|{_RULE}", complaint, [*WEEKDAYS, "周一", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"])


def _in_any_case(char: str) -> str:
    return f"[{char.upper()}{char}]" if char.isascii() else char


def _days(key: Key) -> Schema:
    days = _by_tag(_number(key.least), say("`{key}` must hold a number of days for each tag", key=key.name))
    return {**days, "patternProperties": {"：": _number(key.least, needed=True)}}


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
    parts = {key.name: {"number": _number(key.least, needed=True), "names": _names()}[key.holds] for key in ESCALATION}
    rule = {**_mapping(_described(ESCALATION, parts)), "dependentRequired": _together(ESCALATION)}
    return _may_be_empty(rule, say("each of `escalate` must be a mapping"))


def _mail() -> Schema:
    sender = say("write `dispatch@example.com`, or with a name `调度提醒 <dispatch@example.com>`")
    command = _form(WORDS, say("name a program, and close every quote"))
    parts = {
        "from": _form(SENDER, sender, needed=True),
        "to": _names(),
        "command": {**command, "type": [*_SCALARS, "null"]},
    }
    return {**_mapping(_described(MAIL, parts)), "dependentRequired": _together(MAIL)}


def _item() -> Schema:
    properties = _described(OFFERED, {key.name: _field(key) for key in OFFERED})
    given = [
        {"required": [key], "properties": {key: {"type": "string", "pattern": r"\S"}}} for key in ("start", "last")
    ]
    return {**_mapping(properties), "required": [*ITEM_REQUIRED], "anyOf": given}


def _date() -> Schema:
    return _form(DATE, say("write it as YYYY-MM-DD, for example 2026-02-03"))


def _field(key: Key) -> Schema:
    if key.holds == "date":
        return _defined("date")
    if key.holds == "names":
        return {"type": [*_SCALARS, "null", "array"], "minItems": 1, "uniqueItems": True, "items": _needed()}
    field = _needed() if key.required else {"type": [*_SCALARS, "null"]}
    return {**field, "examples": [*BUILT_IN_TAGS]} if key.holds == "tag" else field


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
