"""The short way for the lines that nearly every log consists of: it says what the long way says, or nothing."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.log.lines import BadLineError, make_entry, parse_line

KEYS = ("id", "at", "batch", "event", "item", "on", "by", "note", "to", "of", "field", "x")
WHOLE = {"id": "a-1", "at": "2026-11-22T09:03:11+08:00", "batch": "a", "event": "dispatched", "item": "1"}
WHOLE["on"] = "2026-11-22"
TEXTS = st.one_of(
    st.sampled_from([*sorted(ABOUT_ITEMS), "undone", "of tomorrow", "2026-11-22", "2026-02-30", ""]), st.text()
)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), TEXTS, st.lists(TEXTS, max_size=2))
CHANGES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3)


def in_the_long_way(values: Any) -> object:
    """Return the entry that a value is, or why it is none."""
    try:
        return make_entry(values)
    except BadLineError as error:
        return f"{error.message}"


def in_the_short_way(line: bytes) -> object:
    """Return the entry of a line, or why it is none."""
    texts: dict[str | None, str | None] = {}
    try:
        return parse_line(line, texts.setdefault)
    except BadLineError as error:
        return f"{error.message}"


@given(CHANGES, st.sets(st.sampled_from(sorted(WHOLE)), max_size=2))
def test_both_ways_agree(changes: dict[str, Any], without: set[str]) -> None:
    """Whatever the keys of a line hold, it is the same entry, of the same class, or the same problem."""
    values = {key: value for key, value in (WHOLE | changes).items() if key not in without or key in changes}
    try:
        line = orjson.dumps(values)
    except TypeError:  # half a character of UTF-16
        return
    short, long = in_the_short_way(line), in_the_long_way(orjson.loads(line))
    assert (short, type(short)) == (long, type(long))


@pytest.mark.parametrize("line", [b"[]", b"1", b"null", b'"id"', b'["id","at","batch","event","item","on"]'])
def test_what_is_no_object_is_a_problem_in_both_ways(line: bytes) -> None:
    """A line of JSON that is no object is refused as such."""
    assert in_the_short_way(line) == in_the_long_way(orjson.loads(line))


def test_what_lines_share_is_kept_once() -> None:
    """The texts that many lines hold alike are the same objects, so that a large log stays small."""
    texts: dict[str | None, str | None] = {}
    first, second = (
        parse_line(orjson.dumps(WHOLE | {"id": each, "by": "招商一科", "note": "等待供地"}), texts.setdefault)
        for each in "ab"
    )
    assert first.item is second.item
    assert first.by is second.by
    assert first.note is second.note
    assert first.event is second.event
