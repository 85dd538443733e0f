"""Why a text is not YAML, in words for people who have never heard of YAML."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say
from dispatch_cli.yamlevents import TOO_DEEP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dispatch_cli.source import Source
    from dispatch_cli.yamlevents import NotYamlError

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)
# YAML allows no other control characters; a terminal would obey some of them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TAB = re.compile(r"^ *(\t)[ \t]*[^\s#]", re.MULTILINE)
_FIRST_ITEM = re.compile(r"^tasks *:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)-(?=\s)", re.MULTILINE)

_BLOCK = say("a line stands too far left or right, or the `:` after a key is missing")
_ALIGN = say("let all keys of an item begin in one column, each as `key: value` with a space after the colon")
_QUOTE = say('put the whole value in quotes: `title: "…"`')
_REASONS: tuple[tuple[str, Message, Message], ...] = (
    (TOO_DEEP, say("lists or mappings are nested too deeply"), say("an item holds only single texts; write it flat")),
    ("mapping values are not allowed", say("a second `: ` in one line"), _QUOTE),
    ("expected ':'", _BLOCK, _ALIGN),
    ("expected key", _BLOCK, _ALIGN),
    ("expected '-' indicator", _BLOCK, say("begin each item with `- `, all in one column")),
    ("expected <document start>", _BLOCK, _ALIGN),
    ("block sequence entries", say("a `- ` stands where no item can begin"), _ALIGN),
    ("found unexpected end of stream", say("a quote is opened and never closed"), say("close the quote")),
    ("found unexpected document indicator", say("a quote is opened and never closed"), say("close the quote")),
    ("unknown escape character", say("a backslash in double quotes needs care"), say("use single quotes instead")),
    ("expected ',' or", say("a `[` or `{` is opened and not closed as it should be"), _QUOTE),
    ("expected node content", say("a value is missing or begins with a character that YAML keeps for itself"), _QUOTE),
    ("cannot start any token", say("a value begins with a character that YAML keeps for itself"), _QUOTE),
    ("alphabetic or numeric", say("a value begins with `*` or `&`, which YAML keeps for itself"), _QUOTE),
    ("undefined tag handle", say("a value begins with `!`, which YAML keeps for itself"), _QUOTE),
)


def explain_not_yaml(source: Source, error: NotYamlError, keys: Collection[str]) -> list[int]:
    """Report why the text is not YAML; return the indices of the places reported.

    The usual mistakes are looked for in the whole text, so that all are found at once.
    """
    if control := _CONTROL.search(source.text):
        return _report_control(source, control)
    if conflicts := [match.start() for match in _CONFLICT.finditer(source.text)]:
        hint = say("keep the lines that are right, and delete the marker lines")
        return _report_all(source, conflicts[:1], say("git conflict markers: two versions of the list are mixed"), hint)
    tabs = [match.start(1) for match in _TAB.finditer(source.text)]
    _report_all(source, tabs, say("a tab indents this line"), say("indent with spaces; YAML does not allow tabs"))
    colon = rf"^ *(?:- +)?[\"']?(?:{'|'.join(keys)})[\"']? *(：)"
    colons = [match.start(1) for match in re.finditer(colon, source.text, re.MULTILINE)]
    _report_all(
        source, colons, say("a full-width colon `：` after a key"), say("write `: `, a plain colon and a space")
    )
    if not tabs and not colons:
        source.report(error.at, *_reason(error.reason))
    return [*tabs, *colons, error.at]


def _report_control(source: Source, control: re.Match[str]) -> list[int]:
    code = f"U+{ord(control[0]):04X}"
    if control[0] == "\0":
        hint = say("this looks like a binary file or UTF-16; save the list as plain text in UTF-8")
    else:
        hint = say("delete the character; it cannot be seen, but it is there")
    message = say("a control character, {code}, is not text", code=code)
    return _report_all(source, [control.start()], message, hint)


def _report_all(source: Source, places: list[int], message: Message, hint: Message) -> list[int]:
    for at in places:
        source.report(at, message, hint)
    return places


def _reason(reason: str) -> tuple[Message, Message]:
    for part, message, hint in _REASONS:
        if part in reason:
            return message, hint
    return say("this is not YAML: {reason}", reason=reason), _ALIGN


def without_items(text: str, places: Iterable[int]) -> str:
    """Return the text with the items at these places blanked, all else at its old index.

    So the rest of the list can still be checked. Text outside the list is left alone.
    """
    first = _FIRST_ITEM.search(text)
    if first is None:
        return text
    starts = [match.start() for match in re.finditer(rf"^{first[1]}-(?=\s)", text[first.start(1) :], re.MULTILINE)]
    bounds = [first.start(1) + start for start in starts] + [len(text)]
    for start, end in pairwise(bounds):
        if any(start <= at < end for at in places):
            text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    return text
