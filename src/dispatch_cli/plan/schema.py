"""The task file as a JSON Schema, draft 2020-12: what `plan.reader` refuses, as far as such a schema can say it.

An editor has typed each value by YAML's guesses before it asks the schema, while the program
reads texts. So wherever any text will do, numbers and truth values will too; null is an absent value; and
what has a form of its own is a text that a pattern describes. Messages are values, as everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatch_cli.cadence.dates import DATE
from dispatch_cli.cadence.meetings import WEEKDAY_WORDS, WEEKDAYS
from dispatch_cli.cadence.own_days import TO
from dispatch_cli.cadence.rules import PARTS
from dispatch_cli.cadence.series import EVERY, LONGEST_RULE, NAMED
from dispatch_cli.messages import say
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES, DueShift, Mode
from dispatch_cli.plan.addresses import ADDRESS, SENDER
from dispatch_cli.plan.keys import (
    ESCALATION,
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
from dispatch_cli.plan.schema_shapes import (
    SCALARS,
    described,
    form_of,
    mapping,
    may_be_empty,
    needed_text,
    one_of,
    pattern_of,
    together,
)
from dispatch_cli.plan.workdays import SENDING_DAYS

if TYPE_CHECKING:
    from dispatch_cli.messages import Message
    from dispatch_cli.plan.keys import Key
    from dispatch_cli.plan.schema_shapes import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BUILT_IN = (*BUILT_IN_TAGS, *TAG_ALIASES)
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
        **mapping(described(TOP, sections)),
        "required": [*names(key for key in TOP if key.required)],
        "if": {"properties": {"cadence": {"propertyNames": {"enum": [*BUILT_IN]}}}},
        "then": _only_built_in_tags(),
        "$defs": {"date": _date(), "cadence": _cadence(), "address": _address(needed=False)},
    }


def _defined(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _texts() -> dict[str, Schema]:
    modes, zones = [mode.value for mode in Mode], ["Asia/Shanghai", "UTC"]
    return {
        "branch": {"type": [*SCALARS, "null"]},
        "timezone": {"type": ["string", "null"], "examples": zones},
        "mode": one_of(modes),
        "meeting": _meeting(),
        "since": _defined("date"),
    }


def _sections() -> dict[str, Schema]:
    parts = {
        **{key.name: _days(key) for key in REMIND if key.holds == "by tag"},
        "deadline": _number(LEAST["deadline"]),
        "escalate": may_be_empty({"type": "array", "items": _escalation()}, say("`escalate` must be a list")),
        "mail": may_be_empty(_mail(), say("`mail` must hold keys and values")),
    }
    remind = mapping(described(REMIND, parts))
    return {
        "cadence": _by_tag(_defined("cadence"), say("`cadence` must hold one line for each tag")),
        "people": _people(),
        "remind": may_be_empty(remind, say("`remind` must hold keys and values")),
        "workdays": _workdays(),
    }


def _workdays() -> Schema:
    """Return the schema of a country alone, or of keys and values."""
    calendar = _calendar()
    section = mapping(
        described(
            WORKDAYS,
            {
                "calendar": calendar,
                "due": one_of([shift.value for shift in DueShift]),
                "remind": one_of(SENDING_DAYS),
                "off": _spans(),
                "on": _spans(),
            },
        )
    )
    return {**section, **calendar, "type": [section["type"], *calendar["type"]]}


def _calendar() -> Schema:
    complaint = say("write a country as two letters, such as `CN`, or `none` for Monday to Friday")
    return form_of("[A-Za-z]{2}|[Nn][Oo][Nn][Ee]", complaint, ["CN", "none"])


def _spans() -> Schema:
    """Return the schema of days and spans with commas between them, or of a list of them."""
    complaint = say("write days and spans in brackets: `[2027-02-05..2027-02-12, 2027-04-30]`")
    one = rf"(?:{DATE})(?:\s*{re.escape(TO)}\s*(?:{DATE}))?"
    several = form_of(rf"{one}(?:\s*[,，、]\s*{one})*", complaint)
    return {**several, "type": [*several["type"], "array"], "items": form_of(one, complaint, needed=True)}


def _by_tag(value: Schema, complaint: Message) -> Schema:
    """Return the schema of a mapping from tags, each given by one of its names, to values."""
    named = {"properties": dict.fromkeys(BUILT_IN, value), "additionalProperties": value}
    twice = [{"type": "object", "required": [alias, name]} for alias, name in TAG_ALIASES.items()]
    return may_be_empty({"type": "object", **named, "not": {"anyOf": twice}}, complaint)


def _cadence() -> Schema:
    complaint = say(
        "write one of `{names}`, `every N days|weeks|months`, or a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`",
        names=" ".join(NAMED),
    )
    return form_of(_CADENCE, complaint, [*NAMED, "every 10 days", "FREQ=WEEKLY;BYDAY=MO,TH"])


def _meeting() -> Schema:
    complaint = say("write a weekday such as `monday` or `周一`, or a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`")
    days = "|".join("".join(map(_in_any_case, word)) for word in WEEKDAY_WORDS)
    return form_of(rf"{days}|{_RULE}", complaint, [*WEEKDAYS, "周一", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"])


def _in_any_case(char: str) -> str:
    return f"[{char.upper()}{char}]" if char.isascii() else char


def _days(key: Key) -> Schema:
    days = _by_tag(_number(key.least), say("`{key}` must hold a number of days for each tag", key=key.name))
    return {**days, "patternProperties": {"：": _number(key.least, needed=True)}}


def _number(least: int, *, needed: bool = False) -> Schema:
    digits = DIGITS if least == 0 else f"(?!0+\\s*$){DIGITS}"
    text = form_of(digits, say("a whole number from {least} to {most}", least=least, most=MOST), needed=needed)
    return {**text, "type": ["integer", *text["type"]], "minimum": least, "maximum": MOST}


def _people() -> Schema:
    """Return the schema of names and addresses; where a name holds a full-width colon, none may be missing."""
    behind = {"：": _address(needed=True)}
    people = {"type": "object", "additionalProperties": _defined("address"), "patternProperties": behind}
    return may_be_empty(people, say("`people` must hold names and addresses"))


def _address(*, needed: bool) -> Schema:
    return form_of(ADDRESS, say("write one address, such as name@example.com"), needed=needed)


def _names() -> Schema:
    return {"minItems": 1, "items": needed_text(), **needed_text(), "type": [*SCALARS, "array"]}


def _escalation() -> Schema:
    parts = {key.name: {"number": _number(key.least, needed=True), "names": _names()}[key.holds] for key in ESCALATION}
    rule = {**mapping(described(ESCALATION, parts)), "dependentRequired": together(ESCALATION)}
    return may_be_empty(rule, say("each of `escalate` must be a mapping"))


def _mail() -> Schema:
    sender = say("write `dispatch@example.com`, or with a name `调度提醒 <dispatch@example.com>`")
    command = form_of(WORDS, say("name a program, and close every quote"))
    word = {**needed_text(), **pattern_of(r"^[^\0]*[^\0\s][^\0]*$", say("a text is needed here"))}
    parts = {
        "from": form_of(SENDER, sender, needed=True),
        "to": _names(),
        "command": {**command, "type": [*SCALARS, "null", "array"], "minItems": 1, "items": word},
    }
    return {**mapping(described(MAIL, parts)), "dependentRequired": together(MAIL)}


def _item() -> Schema:
    properties = described(OFFERED, {key.name: _field(key) for key in OFFERED})
    given = [
        {"required": [key], "properties": {key: {"type": "string", "pattern": r"\S"}}} for key in ("start", "last")
    ]
    return {**mapping(properties), "required": [*ITEM_REQUIRED], "anyOf": given}


def _date() -> Schema:
    return form_of(DATE, say("write it as YYYY-MM-DD, for example 2026-02-03"))


def _field(key: Key) -> Schema:
    if key.holds == "date":
        return _defined("date")
    if key.holds == "names":
        return {"type": [*SCALARS, "null", "array"], "minItems": 1, "uniqueItems": True, "items": needed_text()}
    field = needed_text() if key.required else {"type": [*SCALARS, "null"]}
    return {**field, "examples": [*BUILT_IN_TAGS]} if key.holds == "tag" else field


def _only_built_in_tags() -> Schema:
    """Return what holds besides where `cadence` names no tag of the office's own: there are no others."""
    complaint = say("known are: {words}", words=[*BUILT_IN])
    tag = pattern_of(rf"^\s*(?:{'|'.join(BUILT_IN)})\s*$", complaint)
    nothing = {"type": ["null", "string"], **pattern_of(r"^\s*$", complaint)}
    days = {"properties": dict.fromkeys(BUILT_IN, True), "additionalProperties": nothing}
    return {
        "properties": {
            "tasks": {"items": {"properties": {"tag": {"type": "string", **tag}}}},
            "remind": {"properties": {"before": days, "again": days}},
        }
    }
