"""Lines `ID: LINE`: which item each is about, and what is said when it is about none or about two."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.meet.lines import read_lines
from dispatch_cli.source import Source

IDS = frozenset({"1", "12", "a b", "a", "a: b", "#3", "x:", "“五”", '"q"', "q"})
CHARACTERS = st.sampled_from("ab1２# :：\"'/、　五\t")
ids = st.text(CHARACTERS, min_size=1, max_size=5).filter(lambda text: text == text.strip())
notes = st.text(CHARACTERS, max_size=8).map(str.strip)


def found(text: str, known: frozenset[str] = IDS) -> list[tuple[str, str]]:
    """Return the items of a text and what is said of each; nothing may be wrong with it."""
    source = Source("minutes", text)
    lines = read_lines(source, known)
    assert source.problems == []
    for line in lines:
        assert source.text[line.line_at :].startswith(line.line)
    return [(line.item, line.line) for line in lines]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("1: 已联系", ("1", "已联系"), "the plain form"),
        ("1：已联系", ("1", "已联系"), "the colon of an input method"),
        ("１：已联系", ("1", "已联系"), "its digits too"),
        ("  12 :  已联系 ", ("12", "已联系"), "blanks around everything"),
        ("1:", ("1", ""), "nothing said"),
        ("a b: x", ("a b", "x"), "an id with a blank"),
        ("a: x", ("a", "x"), "the shorter id where the longer one does not stand"),
        ("a: b: x", ("a: b", "x"), "the longest known id"),
        ("a: bc: x", ("a", "bc: x"), "a note with a colon"),
        ('"a": b: x', ("a", "b: x"), "a quoted id where a longer one would be read"),
        ('"a: b" ： x', ("a: b", "x"), "a quoted id with a colon"),
        (r'"\u0031": x', ("1", "x"), "an escape of JSON"),
        ("#3: x", ("#3", "x"), "an id that looks like a comment"),
        ("x::y", ("x:", "y"), "an id that ends in a colon"),
        ("“五”: x", ("“五”", "x"), "an id in Chinese quotes"),
        ('1: "x"', ("1", '"x"'), "quotes of a note are its own"),
    ],
)
def test_a_line_is_about_an_item(text: str, expected: tuple[str, str], reason: str) -> None:
    """The longest known id that a colon follows is the item."""
    assert found(text) == [expected], reason


def test_comments_and_empty_lines_are_passed_over() -> None:
    """Whatever ends the lines: they are counted, and mean nothing."""
    assert found("# minutes\r\n\r\n1: x\r\n   \r# 1: y\n12: z") == [("1", "x"), ("12", "z")]


@pytest.mark.parametrize(
    ("text", "place", "message", "reason"),
    [
        ("1: x\n  7: y", (2, 3), "no item has the id `{id}`", "an unknown id, under its first character"),
        ("已联系", (1, 1), "this line has no colon", "no id at all"),
        ("1 已联系", (1, 1), "this line has no colon", "the colon is forgotten"),
        (": x", (1, 1), "there is no id before the colon", "the id is forgotten"),
        ('"q": x', (1, 1), "this may be about item {ids}", "an id in quotes, or an id that has quotes"),
        ("1: x\x1by", (1, 5), "this character is not text", "an escape sequence"),
    ],
)
def test_a_line_is_refused(text: str, place: tuple[int, int], message: str, reason: str) -> None:
    """What is wrong is said with its place."""
    source = Source("minutes", text)
    read_lines(source, IDS)
    assert [(each.line, each.column, each.message.template) for each in source.problems] == [(*place, message)], reason


def test_two_readings_by_width_are_refused() -> None:
    """A digit that may be itself or the half-width one is not guessed, and the quoted id is understood."""
    known = frozenset({"1", "１"})
    source = Source("minutes", "１: x")
    assert (read_lines(source, known), len(source.problems)) == ([], 1)
    assert found("1: x", known) == [("1", "x")]
    assert found(r'"\uff11": x', known) == [("１", "x")]


@given(st.frozensets(ids, min_size=1, max_size=4), st.data())
def test_a_quoted_id_is_always_understood(known: frozenset[str], data: st.DataObject) -> None:
    """Whatever an id holds, quoted as in JSON with escapes it is itself, and what stands behind it is untouched."""
    item, note = data.draw(st.sampled_from(sorted(known))), data.draw(notes)
    quoted = '"' + "".join(f"\\u{ord(char):04x}" for char in item) + '"'
    assert json.loads(quoted) == item
    assert found(f"{quoted}: {note}", known) == [(item, note)]


@given(st.frozensets(ids, max_size=4), st.text(CHARACTERS, max_size=12))
def test_the_longest_id_wins_or_the_line_is_refused(known: frozenset[str], line: str) -> None:
    """No known id that a colon follows is longer than the one that is taken, unless the id is quoted."""
    source = Source("minutes", line)
    for about in read_lines(source, known):
        behind = [
            line.strip().startswith(f"{each}{colon}")
            for each in known
            for colon in ":："
            if len(each) > len(about.item)
        ]
        assert not any(behind) or line.strip().startswith('"')
    assert len(source.problems) <= 1
