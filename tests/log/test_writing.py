"""What is written to a log is what is read from it, and a crash in mid-write loses nothing but what it cut short."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from generated import often, thinned
from hypothesis import given
from hypothesis import strategies as st
from reading import reasons

from dispatch_cli.errors import ProblemsError
from dispatch_cli.log.entries import Entry, Event, Log
from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.log.file import appended, read_log, stamped
from dispatch_cli.log.lines import BadLineError, format_line, parse_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

AT = "2026-11-22T09:03:11+08:00"
ON = date(2026, 11, 22)
KEYS = ("id", "at", "batch", "event", "item", "on", "by", "note")
HEAD = f'{{"id":"a-1","at":"{AT}","batch":"a",'

hostile = st.sampled_from([*'"\\/{}[]\n\r\t\0\x7f\x85\xa0甲🀄\u2028\u202e', "\ud83d", "\udc04", "\\ud83d", "null"])
halves = (st.text(st.characters(), max_size=4) | st.lists(hostile, max_size=4).map("".join)).map(
    lambda text: text.encode("utf-16", "surrogatepass").decode(
        "utf-16", "surrogatepass"
    )  # two halves are one character
)
texts = st.text(max_size=8) | halves
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
days = st.dates()


@st.composite
def any_entry(draw: DrawFn) -> Entry:
    """Draw an entry of any event with any texts and any further keys."""
    event = draw(st.sampled_from(sorted(Event)) | texts)
    about_an_item = event in ABOUT_ITEMS
    more = draw(st.dictionaries(texts.filter(lambda key: key not in KEYS), values, max_size=3))
    if event == Event.EXTENDED:
        more["to"] = f"{draw(days)}"
    item = draw(texts if about_an_item else texts | st.none())
    on = draw(days if about_an_item else days | st.none())
    who_and_what = draw(texts | st.none()), draw(texts | st.none())
    return Entry(draw(texts), draw(texts), draw(texts), event, item, on, *who_and_what, more)


@given(any_entry())
def test_what_is_written_is_read(entry: Entry) -> None:
    """Any entry is one line, and reading that line gives the entry back, its keys in their order."""
    line = format_line(entry)
    assert (line.count(b"\n"), line[-1:]) == (1, b"\n")
    found = parse_line(line[:-1])
    assert found == entry
    assert repr(dict(found.more)) == repr(entry.more)
    assert format_line(found) == line


@often(40)
@given(st.lists(any_entry(), max_size=3))
def test_a_log_is_what_was_written(entries: list[Entry]) -> None:
    """Whatever texts they hold, single entries never run into each other."""
    alone = [
        entry._replace(id=f"{number}{entry.id}", more={key: entry.more[key] for key in entry.more if key == "to"})
        for number, entry in enumerate(entries)
    ]
    assert read_log("", b"".join(map(format_line, alone))) == Log(tuple(alone), None)


@often(60)
@given(st.dictionaries(st.sampled_from(KEYS), values), st.dictionaries(texts, values, max_size=3))
def test_no_line_changes_its_meaning(known: dict[str, Any], more: dict[str, Any]) -> None:
    """A foreign line is refused or written back as the same JSON, but for known keys that say null."""
    line = json.dumps({**more, "id": "", "at": "", "batch": "", "event": "praised", **known}).encode()
    try:
        found = json.loads(format_line(parse_line(line)))
    except BadLineError:
        return
    assert found == {key: value for key, value in json.loads(line).items() if value is not None or key not in KEYS}


CANONICAL = [
    (
        '"event":"dispatched","item":"1","on":"2026-11-22","by":"招商一科","note":"已签约"}',
        "a dispatch, its Chinese as it is",
    ),
    ('"event":"dispatched","item":"1","on":"2026-11-22"}', "what is absent has no key"),
    ('"event":"dispatched","item":"1","on":"2026-11-22","of":12,"after_cut":true}', "one of twelve, after a crash"),
    (
        '"event":"tagged","item":"1","on":"2026-11-22","from":"green","to":"red","edit":{"old":["g"],"new":["r"]}}',
        "a change of tag, and what it did to the lines of the task file",
    ),
    ('"event":"extended","item":"1","on":"2026-11-22","note":"等待供地","to":"2026-12-01"}', "a postponement"),
    ('"event":"changed","item":"1","on":"2026-11-22","field":"owner","from":"","to":"招商二科"}', "a new owner"),
    ('"event":"undone","on":"2026-11-22"}', "what is about a batch has no item"),
    ('"event":"praised","item":"","by":"","note":"\\"\\\\\\n\\u0000\x7f\u2028🀄","stars":[0.5,null,{}]}', "escapes"),
    ('"event":"praised","note":"\\ud83d","stars":-1e+300}', "half a character, which only an escape can hold"),
]


@pytest.mark.parametrize(("rest", "reason"), CANONICAL, ids=reasons(CANONICAL))
def test_the_program_writes_lines_as_it_always_did(rest: str, reason: str) -> None:
    """A line of this program is written back byte for byte: keys, their order and spelling are a promise."""
    line = (HEAD + rest).encode()
    assert format_line(parse_line(line)) == line + b"\n", reason


FOREIGN = [
    ('{ "note" : "x", "event": "praised", "batch":"", "at":"", "id":"" }', "another order and white space"),
    ('{"id":"\\u62db","at":"\\/","batch":"","event":"praised","by":"\\ud83c\\udc04"}', "escapes that are not needed"),
    ('{"id":"","at":"","batch":"","event":"reminded","item":5,"on":"soon","by":[],"note":{}}', "keys of another kind"),
    ('{"id":"","at":"","batch":"","event":"praised","x":1.0,"y":1E2,"z":-0,"":null}', "other spellings of numbers"),
    (HEAD + '"event":"dispatched","item":"1","on":"2026-11-22","place":{"room":[301]}}', "keys of a later version"),
]


@pytest.mark.parametrize(("line", "reason"), FOREIGN, ids=reasons(FOREIGN))
def test_a_foreign_line_keeps_its_meaning(line: str, reason: str) -> None:
    """What another program has written says the same when it is written back."""
    assert json.loads(format_line(parse_line(line.encode()))) == json.loads(line), reason


# --- one command is one batch


def draft(item: str = "1", event: str = "dispatched", **more: Any) -> Entry:
    """Return an entry as a command makes it, before it is stamped."""
    return Entry("", "", "", event, item, ON, "招商一科", f"第{item}项“已签约”\n{{🀄}}", more)


def batch(size: int, name: str) -> list[Entry]:
    """Return the entries of one command about so many items, stamped."""
    return stamped([draft(f"{number}") for number in range(1, size + 1)], name, AT)


@pytest.mark.parametrize("size", [1, 2, 12])
def test_the_entries_of_a_command_belong_together(size: int) -> None:
    """All bear the same batch and moment, each its own id, and how many they are if they are several."""
    entries = batch(size, "b") + batch(size, "c")
    assert len({entry.id for entry in entries}) == 2 * size
    assert {(entry.batch, entry.at) for entry in entries} == {("b", AT), ("c", AT)}
    assert {entry.more.get("of") for entry in entries} == {size if size > 1 else None}
    assert {entry.size for entry in entries} == {size}


def test_an_entry_may_name_the_batch_of_another() -> None:
    """Taking back names what is taken back, under an id of its own."""
    undone = Entry("", "", "b", Event.UNDONE)
    assert [(entry.id, entry.batch) for entry in stamped([undone], "c", AT)] == [("c-1", "b")]


@pytest.mark.parametrize("size", [None, "2", 0, -1, True, 1.0, [2], {}])
def test_a_size_that_is_none_is_one(size: object) -> None:
    """An entry whose `of` is no number of entries stands for itself."""
    line = format_line(draft(of=size)._replace(batch="b"))
    assert [entry.size for entry in read_log("", line).entries] == [1]


OLD = b"".join(map(format_line, batch(2, "a")))
GROUNDS = [
    (b"", 0, "no log yet"),
    (OLD, 2, "a log"),
    (OLD[:-1], 2, "a log that an editor left without its last line end"),
    (b"\xef\xbb\xbf" + OLD, 2, "a log with a byte order mark"),
    (OLD.replace(b"\n", b"\r\n"), 2, "a log with the line ends of Windows"),
    (OLD + b"\n \n", 2, "a log with empty lines"),
]


@pytest.mark.parametrize(("old", "count", "reason"), GROUNDS, ids=reasons(GROUNDS))
def test_no_line_is_glued_to_another(old: bytes, count: int, reason: str) -> None:
    """What is appended begins in a line of its own, and is marked only where something was cut short."""
    log = read_log("", old)
    new = appended(old, log, batch(2, "b"))
    assert new.strip() == b"".join(map(format_line, batch(2, "b"))).strip()
    assert read_log("", old + new) == Log((*log.entries, *batch(2, "b"))), reason
    assert len(log.entries) == count


# --- a crash in mid-write


def read(data: bytes) -> tuple[list[str], int | None]:
    """Return the batches of the entries of a log, and where it was cut short."""
    log = read_log("", data)
    return [entry.batch for entry in log.entries], log.torn


def append(data: bytes, entries: list[Entry]) -> bytes:
    """Return the log after another command, which has read it as it is."""
    return data + appended(data, read_log("", data), entries)


def edited(name: str) -> list[Entry]:
    """Return the entry of a command that edits the task file; braces close within its line."""
    lines = {"old": ["  - {id: 1, tag: green}"], "new": ["  - {id: 1, tag: red}"]}
    return stamped([draft("1", "tagged", **{"from": "green", "to": "red", "edit": lines})], name, AT)


WRITTEN = {"1": batch(1, "b"), "2": batch(2, "b"), "12": batch(12, "b"), "edit": edited("b")}
SECOND = {"1": batch(1, "c"), "2": batch(2, "c"), "edit": edited("c")}


def cuts(old: bytes, entries: list[Entry]) -> Iterator[tuple[bytes, bool]]:
    """Yield the log after each beginning of an append, and whether every line of it is whole."""
    new = append(old, entries)
    for stop in range(len(old), len(new) + 1):
        yield new[:stop], stop >= len(new) - 1


@pytest.mark.parametrize("old", [b"", OLD, OLD[:-1]], ids=["no log", "a log", "no last line end"])
@pytest.mark.parametrize("name", WRITTEN)
def test_an_append_is_complete_or_absent(old: bytes, name: str) -> None:
    """Cut at any byte, an append counts whole or not at all, and the line where it began is told."""
    before = read(old)[0]
    for data, whole in cuts(old, WRITTEN[name]):
        begun = bool(data[len(old) :].strip())
        torn = None if whole or not begun else len(before) + 1
        assert read(data) == (before + ["b"] * len(WRITTEN[name]) * whole, torn), data


@pytest.mark.parametrize("name", thinned(zip(WRITTEN), every=2))
def test_a_log_that_was_cut_can_be_read_for_ever(name: str) -> None:
    """Whoever appends next says so if something was cut short, and nothing but that is lost."""
    for data, whole in cuts(OLD, WRITTEN[name]):
        kept = ["a", "a"] + ["b"] * len(WRITTEN[name]) * whole
        once = append(data, batch(2, "c"))
        assert once.startswith(data)
        assert (b'"after_cut":true' in once) == (read(data)[1] is not None)
        assert read(once) == ([*kept, "c", "c"], None)
        assert read(append(once, batch(1, "d"))) == ([*kept, "c", "c", "d"], None)


def telling_cuts(entries: list[Entry]) -> list[bytes]:
    """Return the log cut around the first and last line ends of an append, within a character, and behind braces."""
    places = [data for data, whole in cuts(OLD, entries) if not whole][1:]
    ends = [place for place, data in enumerate(places) if data.endswith(b"\n")] or [0]
    near = {end + step for end in (ends[0], ends[-1]) for step in (-1, 0, 1, 9)}
    inner = {place for place, data in enumerate(places) if data.endswith((b"{", b"\xe7", b"}", b"}}"))}
    telling = sorted({*near, *sorted(inner)[:3], *sorted(inner)[-3:], len(places) // 2} & {*range(len(places))})
    return [*(places[place] for place in telling), places[len(places) // 2] + b"\0\0", places[-1] + b"\0"]


@pytest.mark.parametrize("second", SECOND)
@pytest.mark.parametrize("first", thinned(zip(WRITTEN), every=4))
def test_a_crash_upon_a_crash(first: str, second: str) -> None:
    """Cut short again at any byte, right behind the line end that sets it apart too, the log loses no more."""
    for remains in telling_cuts(WRITTEN[first]):
        for place, (data, whole) in enumerate(cuts(remains, SECOND[second])):
            kept = ["a", "a"] + ["c"] * len(SECOND[second]) * whole
            log = read_log("", data)
            assert ([entry.batch for entry in log.entries], log.torn is None) == (kept, whole)
            if place < 4 or place % 7 == 0 or whole:
                assert read(data + appended(data, log, batch(1, "d"))) == ([*kept, "d"], None)


@pytest.mark.parametrize("name", WRITTEN)
def test_zeros_stand_for_what_was_not_written(name: str) -> None:
    """Where the disk had time for the length of an append but not for all of it, nothing of it counts."""
    size = len(append(OLD, WRITTEN[name]))
    for data, _ in cuts(OLD, WRITTEN[name]):
        zeros = data.ljust(size, b"\0")
        if zeros != data:
            assert read(zeros) == (["a", "a"], 3)
            assert read(append(zeros, batch(2, "c"))) == (["a", "a", "c", "c"], None)


def test_many_crashes_in_a_row() -> None:
    """Ten appends cut short one upon the other, each in another place, are all passed over."""
    data = OLD
    for number in range(10):
        new = append(data, batch(3, f"{number}"))
        data = new[: len(data) + 1 + number * (len(new) - len(data)) // 10]
        assert read(data)[0] == ["a", "a"]
        assert read(data)[1]
    assert read(append(data, batch(1, "c"))) == (["a", "a", "c"], None)


# --- what is no crash

LINE, OTHER = (format_line(entry) for entry in batch(1, "a") + batch(1, "c"))
MARKED, AGAIN = (format_line(batch(1, name)[0]._replace(more={"after_cut": True})) for name in "cd")
TWELVE = [format_line(entry) for entry in batch(12, "b")]
HAND_MADE = [
    (LINE + LINE[:40] + b"\n" + OTHER, 2, "a beginning, and nobody says that something was cut short"),
    (LINE + b"\0\0\n" + OTHER, 2, "zeros, and nobody says so"),
    (LINE[:40] + b"\n" + LINE + MARKED, 1, "a beginning, but not right before the entry that says so"),
    (LINE + b"\xe7\n" + MARKED, 2, "what no crash leaves, before the entry that says so"),
    (LINE + LINE[:-1] + LINE + MARKED, 2, "two entries glued together"),
    (LINE + LINE.replace("第".encode(), b'"'), 2, "a quote too many in the last line, which has its end"),
    (TWELVE[0] + LINE[:40] + b"\n" + TWELVE[2], 2, "a beginning within a batch"),
    (LINE[:40] + b"\n" + b"".join(TWELVE[:3]), 1, "a beginning before whole lines of a batch that was cut short"),
    (LINE[:-2] + b"]\n", 1, "a whole line with another bracket at its end"),
]


@pytest.mark.parametrize(("data", "line", "reason"), HAND_MADE, ids=reasons(HAND_MADE))
def test_what_was_damaged_by_hand_is_a_problem(data: bytes, line: int, reason: str) -> None:
    """A line that cannot be read is passed over only where a crash must have left it."""
    with pytest.raises(ProblemsError) as caught:
        read_log("", data)
    assert [problem.line for problem in caught.value.problems] == [line], reason


def test_the_word_of_a_crash_hides_nothing_that_is_whole() -> None:
    """An entry that says it came after a crash takes nothing from whole batches before it."""
    assert read(b"".join([*TWELVE, MARKED])) == (["b"] * 12 + ["c"], None)
    again = format_line(batch(1, "d")[0]._replace(more={"after_cut": True}))
    assert read(LINE + MARKED + again) == (["a", "c", "d"], None)


def test_a_line_deleted_by_hand_takes_nothing_with_it() -> None:
    """Where others have written since, what is left of a batch counts: no crash did that."""
    for place in range(12):
        rest = TWELVE[:place] + TWELVE[place + 1 :]
        assert read(b"".join([*rest, OTHER])) == (["b"] * 11 + ["c"], None)


def test_a_line_deleted_from_the_last_batch() -> None:
    """Who deletes a line of the last batch loses only that line; without the last one it looks like a crash."""
    for place in range(11):
        rest = TWELVE[:place] + TWELVE[place + 1 :]
        assert read(b"".join([LINE, *rest])) == (["a", *["b"] * 11], None)
    assert read(b"".join([LINE, *TWELVE[:11]])) == (["a"], 2)
