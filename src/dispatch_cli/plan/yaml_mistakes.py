"""Why a text is not YAML, in words for people who have never heard of YAML."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say
from dispatch_cli.model import BUILT_IN_TAGS, TAG_ALIASES
from dispatch_cli.plan.fields import report_full_width
from dispatch_cli.plan.keys import ESCALATION_KEYS, ITEM_KEYS, MAIL_KEYS, REMIND_KEYS, TOP_KEYS
from dispatch_cli.plan.yaml_events import DIRECTIVE, PARSER_TOO_DEEP, TOO_DEEP
from dispatch_cli.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.plan.yaml_events import NotYamlError

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)
# YAML allows no other control characters; a terminal would obey some of them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TAB = re.compile(r"^ *(?:- *)?(\t)", re.MULTILINE)
_FIRST_ITEM = re.compile(r"^tasks *:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*+( *)-(?=\s)", re.MULTILINE)
# A key of this file at the beginning of a line; the tags stand for the keys of `cadence`.
_KEYS = (*ITEM_KEYS, *TOP_KEYS, *REMIND_KEYS, *ESCALATION_KEYS, *MAIL_KEYS, *BUILT_IN_TAGS, *TAG_ALIASES)
_KEY_ALONE = rf" *(?:- +)?[\"']?(?:{'|'.join(_KEYS)})[\"']?"
_KEY = f"^{_KEY_ALONE}"
_FULL_WIDTH = re.compile(rf"{_KEY} *(：)", re.MULTILINE)
# A text of many lines, in which nothing is a mistake.
_BLOCK_TEXT = re.compile(
    r"^( *)[^\s#-][^\n]*: +[|>][-+0-9]* *\r?\n(?:(?:\1 [^\n]*| *\r?)\n)*+(?:\1 [^\n]*)?",
    re.MULTILINE,
)
_OPEN_QUOTE = re.compile(
    rf"""{_KEY} *: +(?P<at>"(?:[^"\\\r\n]|\\[^\r\n])*\\?|'[^'\r\n]*(?:''[^'\r\n]*)*)\r?$"""
    rf"(?=\s*(?:\Z|{_KEY_ALONE} *:))",
    re.MULTILINE,
)
_KEPT = re.compile(rf"^ *(?:- +)?(?:branch|{'|'.join(ITEM_KEYS)}) *: +(?P<at>[\[\]{{}},\"'!|>?&*%@`-])")
_AT_KEY = re.compile(_KEY)
# A line above the list that can go without a trace in the rest.
_ALONE = re.compile("branch|timezone|mode")

_BLOCK = say("a line stands too far left or right, or the `:` after a key is missing")
_ALIGN = say("let all keys of an item begin in one column, each as `key: value` with a space after the colon")
_UNCLOSED = say("a quote is opened and never closed"), say("close the quote, in the same line")
_QUOTE = say("put the whole value in single quotes: `title: '…'`")
_DEEP = say("lists or mappings are nested too deeply"), say("an item holds only single texts; write it flat")
_SPECIAL = say("a value begins with a character that YAML keeps for itself"), _QUOTE
# Reasons that need no second look at the line.
_SURE = (TOO_DEEP, PARSER_TOO_DEEP, DIRECTIVE, "escape", "alphabetic", "undefined tag", "cannot start", "node content")
_REASONS: tuple[tuple[str, Message, Message], ...] = (
    (DIRECTIVE, say("`%TAG` is not understood here"), say("delete the line")),
    (TOO_DEEP, *_DEEP),
    (PARSER_TOO_DEEP, *_DEEP),
    ("mapping values are not allowed", say("a second `: ` in one line"), _QUOTE),
    ("expected ':'", _BLOCK, _ALIGN),
    ("expected key", _BLOCK, _ALIGN),
    ("expected '-' indicator", _BLOCK, _ALIGN),
    ("expected <document start>", _BLOCK, _ALIGN),
    ("block sequence entries", say("a `- ` stands where no item can begin"), _ALIGN),
    ("found unexpected end of stream", *_UNCLOSED),
    ("found unexpected document indicator", *_UNCLOSED),
    ("unknown escape character", say("a backslash in double quotes needs care"), say("use single quotes instead")),
    ("expected ',' or", say("a `[` or `{{` is opened and not closed as it should be"), _QUOTE),
    ("expected node content", say("a value is missing or begins with a character that YAML keeps for itself"), _QUOTE),
    ("cannot start any token", *_SPECIAL),
    ("alphabetic or numeric", say("a value begins with `*` or `&`, which YAML keeps for itself"), _QUOTE),
    ("undefined tag handle", say("a value begins with `!`, which YAML keeps for itself"), _QUOTE),
)


class Mistakes(NamedTuple):
    """Where a text is not YAML: single lines at fault, and items of which no more is known."""

    lines: Sequence[int] = ()
    items: Sequence[int] = ()


def explain_not_yaml(source: Source, error: NotYamlError) -> Mistakes:
    """Report why the text is not YAML; return the indices of the places reported.

    The usual mistakes are looked for in the whole text, so that all are found at once.
    """
    if control := _CONTROL.search(source.text):
        _report_control(source, control)
        return Mistakes(items=[control.start()])
    if conflicts := [match.start() for match in _CONFLICT.finditer(source.text)]:
        hint = say("keep the lines that are right, and delete the marker lines")
        for at in [at for at in conflicts if source.text[at] == "<"] or conflicts[:1]:
            source.report(at, say("git conflict markers: two versions of the list are mixed"), hint)
        return Mistakes()
    if lines := _report_lines(source, error):
        return Mistakes(lines=lines)
    if quote := _OPEN_QUOTE.search(source.text):
        source.report(quote.start("at"), *_UNCLOSED)
        return Mistakes(lines=[quote.start("at")])
    return _report_parsers(source, error)


def _report_parsers(source: Source, error: NotYamlError) -> Mistakes:
    """Report what the parser itself found, where none of the usual mistakes is."""
    at, message, hint = _where_and_why(source.text, error)
    source.report(at, message, hint)
    begin, stop = _line(source.text, at)
    line = source.text[begin:stop]
    # A line that begins with a key can go alone; anything else may have spoilt its whole item,
    # and without its first line an item would be taken for a part of the one before.
    alone = _AT_KEY.match(line) and not line.lstrip(" ").startswith("-")
    return Mistakes(lines=[at]) if alone else Mistakes(items=[at])


def _report_lines(source: Source, error: NotYamlError) -> list[int]:
    """Report the lines that a tab indents or whose key ends in a full-width colon."""
    # A text of many lines may hold both, but for a tab to which the parser itself objects.
    free = () if "tab character" in error.reason else _BLOCK_TEXT.finditer(source.text)
    text = _blanked(source.text, [match.span() for match in free])
    tabs = [match.start(1) for match in _TAB.finditer(text)]
    colons = [match.start(1) for match in _FULL_WIDTH.finditer(text)]
    for at in tabs:
        source.report(at, say("a tab indents this line"), say("indent with spaces; YAML does not allow tabs"))
    for at in colons:
        report_full_width(source, at)
    return [*tabs, *colons]


def _where_and_why(text: str, error: NotYamlError) -> tuple[int, Message, Message]:
    """Return the place, the mistake and the remedy of an error that the parser found."""
    begin, stop = _line(text, error.at)
    before = _line(text, begin - 1) if begin else (0, 0)
    for start, end in ((begin, stop), before):
        kept = _KEPT.match(text[start:end])
        if kept and not any(sure in error.reason for sure in _SURE):
            return start + kept.start("at"), *_SPECIAL
    key = _AT_KEY.match(text[begin:stop])
    if "mapping values" in error.reason and key and begin + key.end() == error.at:
        return error.at, _BLOCK, _ALIGN
    return error.at, *_reason(error.reason)


def _report_control(source: Source, control: re.Match[str]) -> None:
    code = f"U+{ord(control[0]):04X}"
    if control[0] == "\0":
        hint = say("this looks like a binary file or UTF-16; save the list as plain text in UTF-8")
    else:
        hint = say("delete the character; it cannot be seen, but it is there")
    source.report(control.start(), say("a control character, {code}, is not text", code=code), hint)


def _reason(reason: str) -> tuple[Message, Message]:
    for part, message, hint in _REASONS:
        if part in reason:
            return message, hint
    return say("this is not YAML: {reason}", reason=reason), _ALIGN


def without(source: Source, mistakes: Mistakes) -> Source | None:
    """Return the text with the mistakes of its items blanked, all else at its old index.

    So the rest of the list can still be checked. None when no item holds a mistake.
    """
    text, items = source.text, list(_items(source.text))
    spans, gaps = set(), set(source.gaps)
    for at in (*mistakes.lines, *mistakes.items):
        place, line = bisect_right(items, (at, len(text))), _line(text, at)
        if place == 0:
            if at in mistakes.lines and _ALONE.match(text, *line):
                spans.add(line)
            continue
        item = items[place - 1]
        spans.add(line if line > item and at not in mistakes.items else item)
        gaps.add(item)
    return Source(source.path, _blanked(text, sorted(spans)), sorted(gaps)) if spans else None


def _line(text: str, at: int) -> tuple[int, int]:
    """Return the span of the line around an index."""
    stop = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if stop < 0 else stop


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for begin, stop in spans:
        pieces += [text[done:begin], re.sub(r"[^\r\n]", " ", text[max(begin, done) : stop])]
        done = max(done, stop)
    return "".join([*pieces, text[done:]])


def _items(text: str) -> Iterable[tuple[int, int]]:
    """Return the spans of the items: each from its dash to the next one's."""
    first = _FIRST_ITEM.search(text)
    if first is None:
        return ()
    dash = re.compile(rf"^{first[1]}-(?=\s)", re.MULTILINE)
    return pairwise([*(match.start() for match in dash.finditer(text, first.start(1))), len(text)])
