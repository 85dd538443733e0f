"""Why a text is not YAML, in words for people who have never heard of YAML."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES
from dispatch_cli.plan.fields import report_full_width
from dispatch_cli.plan.keys import ITEM_KEYS, MAIL_KEYS, REMIND_KEYS, TOP_KEYS
from dispatch_cli.plan.remind_keys import INNER_KEYS
from dispatch_cli.plan.yaml_events import DIRECTIVE, PARSER_TOO_DEEP, TOO_DEEP
from dispatch_cli.source import Source, TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.plan.yaml_events import NotYamlError


class Complaint(NamedTuple):
    """What is wrong with a text, and what to do."""

    message: Message
    hint: Message


_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)
# YAML allows no other control characters; a terminal would obey some of them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TAB = re.compile(r"^ *(?:- *)?(\t)", re.MULTILINE)
_FIRST_ITEM = re.compile(r"^tasks *:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*+( *)-(?=\s)", re.MULTILINE)
# A key of this file at the beginning of a line; the tags stand for the keys of `cadence`.
_KEYS = (*ITEM_KEYS, *TOP_KEYS, *REMIND_KEYS, *INNER_KEYS, *MAIL_KEYS, *BUILT_IN_TAGS, *TAG_ALIASES)
_KEY_ALONE = rf" *(?:- +)?[\"']?(?:{'|'.join(_KEYS)})[\"']?"
_KEY = f"^{_KEY_ALONE}"
_FULL_WIDTH = re.compile(rf"{_KEY} *(：)", re.MULTILINE)
# A text of many lines: nothing in it is a mistake.
_BLOCK_TEXT = re.compile(
    r"^( *)[^\s#-][^\n]*: +[|>][-+0-9]* *\r?\n(?:(?:\1 [^\n]*| *\r?)\n)*+(?:\1 [^\n]*)?",
    re.MULTILINE,
)
_OPEN_QUOTE = re.compile(
    rf"""{_KEY} *: +(?P<at>"(?:[^"\\\r\n]|\\[^\r\n])*\\?|'[^'\r\n]*(?:''[^'\r\n]*)*)\r?$"""
    rf"(?=\s*(?:\Z|{_KEY_ALONE} *:))",
    re.MULTILINE,
)
_SPECIAL_VALUE = re.compile(rf"^ *(?:- +)?(?:branch|{'|'.join(ITEM_KEYS)}) *: +(?P<at>[\[\]{{}},\"'!|>?&*%@`-])")
_AT_KEY = re.compile(_KEY)
# A line above the list that the rest can do without.
_ALONE = re.compile("branch|timezone|mode")

_ALIGN = say("let all keys of an item begin in one column, each as `key: value` with a space after the colon")
_QUOTE = say("put the whole value in single quotes: `title: '…'`")
_UNCLOSED = Complaint(say("a quote is opened and never closed"), say("close the quote, in the same line"))
_DEEP = Complaint(say("lists or mappings are nested too deeply"), say("an item holds only single texts; write it flat"))
_SPECIAL = Complaint(say("a value begins with a character that YAML keeps for itself"), _QUOTE)
_CROOKED = Complaint(say("a line stands too far left or right, or the `:` after a key is missing"), _ALIGN)
# Reasons of the parser that need no second look at the line.
_SURE = (TOO_DEEP, PARSER_TOO_DEEP, DIRECTIVE, "escape", "alphabetic", "undefined tag", "cannot start", "node content")
# A part of the parser's reason, and what it means for people.
_REASONS = {
    DIRECTIVE: Complaint(say("`%TAG` is not understood here"), say("delete the line")),
    TOO_DEEP: _DEEP,
    PARSER_TOO_DEEP: _DEEP,
    "mapping values are not allowed": Complaint(say("a second `: ` in one line"), _QUOTE),
    "expected ':'": _CROOKED,
    "expected key": _CROOKED,
    "expected '-' indicator": _CROOKED,
    "expected <document start>": _CROOKED,
    "block sequence entries": Complaint(say("a `- ` stands where no item can begin"), _ALIGN),
    "found unexpected end of stream": _UNCLOSED,
    "found unexpected document indicator": _UNCLOSED,
    "unknown escape character": Complaint(
        say("a backslash in double quotes needs care"), say("use single quotes instead")
    ),
    "expected ',' or": Complaint(say("a `[` or `{{` is opened and not closed as it should be"), _QUOTE),
    "expected node content": Complaint(
        say("a value is missing or begins with a character that YAML keeps for itself"), _QUOTE
    ),
    "cannot start any token": _SPECIAL,
    "alphabetic or numeric": Complaint(say("a value begins with `*` or `&`, which YAML keeps for itself"), _QUOTE),
    "undefined tag handle": Complaint(say("a value begins with `!`, which YAML keeps for itself"), _QUOTE),
}


class Mistakes(NamedTuple):
    """Where a text is not YAML, by indices: in single lines, and in items that are broken as a whole."""

    lines: Sequence[int] = ()
    items: Sequence[int] = ()


def explain_not_yaml(source: Source, error: NotYamlError) -> Mistakes:
    """Report why the text is not YAML; return where.

    The usual mistakes are looked for in the whole text, so all are found at once.
    """
    if control := _CONTROL.search(source.text):
        _report_control(source, control)
        return Mistakes(items=[control.start()])
    if conflicts := [match.start() for match in _CONFLICT.finditer(source.text)]:
        hint = say("keep the lines that are right, and delete the marker lines")
        begins = [at for at in conflicts if source.text[at] == "<"]
        for at in begins or conflicts[:1]:
            source.report(at, say("git conflict markers: two versions of the list are mixed"), hint)
        return Mistakes()
    if lines := _report_lines(source, error):
        return Mistakes(lines=lines)
    if quote := _OPEN_QUOTE.search(source.text):
        source.report(quote.start("at"), *_UNCLOSED)
        return Mistakes(lines=[quote.start("at")])
    return _report_error(source, error)


def _report_error(source: Source, error: NotYamlError) -> Mistakes:
    """Report what the parser itself found, where none of the usual mistakes is."""
    at, complaint = _where_and_why(source.text, error)
    source.report(at, *complaint)
    begin, stop = _line(source.text, at)
    line = source.text[begin:stop]
    # A line that begins with a key can be left out alone. Any other line may have spoilt its whole item;
    # without its first line an item would be taken for a part of the one before.
    alone = _AT_KEY.match(line) and not line.lstrip(" ").startswith("-")
    return Mistakes(lines=[at]) if alone else Mistakes(items=[at])


def _report_lines(source: Source, error: NotYamlError) -> list[int]:
    """Report the lines that a tab indents or whose key ends in a full-width colon."""
    # A text of many lines may hold both, unless the parser itself objects to a tab.
    free = () if "tab character" in error.reason else _BLOCK_TEXT.finditer(source.text)
    text = _blanked(source.text, [TextSpan(*match.span()) for match in free])
    tabs = [match.start(1) for match in _TAB.finditer(text)]
    colons = [match.start(1) for match in _FULL_WIDTH.finditer(text)]
    for at in tabs:
        source.report(at, say("a tab indents this line"), say("indent with spaces; YAML does not allow tabs"))
    for at in colons:
        report_full_width(source, at)
    return [*tabs, *colons]


def _where_and_why(text: str, error: NotYamlError) -> tuple[int, Complaint]:
    """Return the place of an error that the parser found, and what to say of it."""
    line = _line(text, error.at)
    before = _line(text, line.begin - 1) if line.begin else TextSpan(0, 0)
    is_sure = any(reason in error.reason for reason in _SURE)
    for begin, stop in () if is_sure else (line, before):
        if special := _SPECIAL_VALUE.match(text[begin:stop]):
            return begin + special.start("at"), _SPECIAL
    key = _AT_KEY.match(text[line.begin : line.stop])
    if "mapping values" in error.reason and key and line.begin + key.end() == error.at:
        return error.at, _CROOKED
    return error.at, _complaint(error.reason)


def _report_control(source: Source, control: re.Match[str]) -> None:
    code = f"U+{ord(control[0]):04X}"
    if control[0] == "\0":
        hint = say("this looks like a binary file or UTF-16; save the list as plain text in UTF-8")
    else:
        hint = say("delete the character; it cannot be seen, but it is there")
    source.report(control.start(), say("a control character, {code}, is not text", code=code), hint)


def _complaint(reason: str) -> Complaint:
    for part, complaint in _REASONS.items():
        if part in reason:
            return complaint
    return Complaint(say("this is not YAML: {reason}", reason=reason), _ALIGN)


def without(source: Source, mistakes: Mistakes) -> Source | None:
    """Return the text with the mistakes of its items blanked; every other character keeps its index.

    So the rest of the list can still be checked. None where no item holds a mistake.
    """
    text, items = source.text, list(_items(source.text))
    spans, gaps = set(), set(source.gaps)
    for at in (*mistakes.lines, *mistakes.items):
        place, line = bisect_right(items, TextSpan(at, len(text))), _line(text, at)
        if place == 0:
            if at in mistakes.lines and _ALONE.match(text, *line):
                spans.add(line)
            continue
        item = items[place - 1]
        spans.add(line if line > item and at not in mistakes.items else item)
        gaps.add(item)
    return Source(source.path, _blanked(text, sorted(spans)), sorted(gaps)) if spans else None


def _line(text: str, at: int) -> TextSpan:
    """Return the span of the line around an index."""
    stop = text.find("\n", at)
    return TextSpan(text.rfind("\n", 0, at) + 1, len(text) if stop < 0 else stop)


def _blanked(text: str, spans: Iterable[TextSpan]) -> str:
    """Return the text with every character of the spans a space, line ends excepted."""
    pieces, done = [], 0
    for begin, stop in spans:
        pieces += [text[done:begin], re.sub(r"[^\r\n]", " ", text[max(begin, done) : stop])]
        done = max(done, stop)
    return "".join([*pieces, text[done:]])


def _items(text: str) -> Iterable[TextSpan]:
    """Return the spans of the items: each from the beginning of its line to that of the next item."""
    first = _FIRST_ITEM.search(text)
    if first is None:
        return ()
    dash = re.compile(rf"^{first[1]}-(?=\s)", re.MULTILINE)
    begins = [match.start() for match in dash.finditer(text, first.start(1))]
    return [TextSpan(begin, stop) for begin, stop in pairwise([*begins, len(text)])]
