"""A meeting as a value: the same as the commands one by one, with one net change an item and field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offices import LIST, SIGNED, TODAY, after, item_of, make_office, row_of

from dispatch_cli.changes import dispatches, items
from dispatch_cli.changes.change import Signed
from dispatch_cli.changes.undo import undo
from dispatch_cli.errors import CommandLineError
from dispatch_cli.log.entries import Event
from dispatch_cli.meet.replies import Reply, read_reply
from dispatch_cli.meet.session import Said, Sitting, conclude, decided, refusal
from dispatch_cli.meet.telling import tell_meeting
from dispatch_cli.meet.verbs import Field, Verb
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch_cli.changes.change import Change
    from dispatch_cli.log.entries import Entry
    from dispatch_cli.schedule.office import Office

AGENDA = ("1", "2", "4")
SITTING = Sitting("m1", TODAY, AGENDA, date(2026, 11, 29), SIGNED.by, "周调度会", ("张三", "李四"))


def said(text: str) -> list[Said]:
    """Return what lines `ID: LINE` say."""
    found = []
    for line in text.strip().splitlines():
        item, _, rest = line.strip().partition(": ")
        reply = read_reply(rest.strip(), {"red", "orange", "green", "x"}, TODAY)
        assert isinstance(reply, Reply), reply
        found.append(Said(item.rstrip(":"), reply))
    return found


def met(change: Change) -> Entry:
    """Return the entry that says that a meeting was held."""
    *_, last = change.entries
    assert last.event == Event.MET
    return last


def test_a_meeting_is_one_change() -> None:
    """Its entries bear its name, the last says what was gone through, and nothing that was not said is written."""
    office = make_office(LIST)
    change = conclude(office, SITTING, said("1: 已约谈\n2: /skip 等会\n4:\n3: 已核\n1: /tag 橙 研判"))
    events = [(entry.event, entry.item, entry.note) for entry in change.entries[:-1]]
    assert events == [
        ("dispatched", "1", "已约谈"), ("tagged", "1", "研判"), ("dispatched", "3", "已核"),
    ]  # fmt: skip
    assert met(change).more == {
        "title": "周调度会", "attend": ["张三", "李四"], "agenda": ["1", "2", "4", "3"],
        "skipped": {"2": "等会", "4": ""}, "until": "2026-11-29", "meeting": "m1",
    }  # fmt: skip
    assert (met(change).on, met(change).by, met(change).item) == (TODAY, SIGNED.by, None)
    assert {entry.more["meeting"] for entry in change.entries} == {"m1"}
    assert after(office, change).plan == change.plan


def test_one_undo_takes_all_back() -> None:
    """The list has every byte again, and every item stands where it stood; so it is where nothing was dispatched."""
    office = make_office(LIST)
    for text in ("1: 已约谈\n1: /tag 橙 研判\n2: /close 已投产\n4: /owner 招商二科", "1:"):
        held = after(office, conclude(office, SITTING, said(text)))
        back = after(held, undo(held, SIGNED))
        assert (back.text, back.plan) == (office.text, office.plan)
        assert all(row_of(back, each.id) == row_of(office, each.id) for each in office.plan.items)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("1: a\n1: b", {Field.DISPATCH: "b"}, "the last note counts"),
        ("1: a\n1:", {Field.DISPATCH: "a"}, "an empty line takes nothing back"),
        ("1: a\n1: /skip r", {Field.DISPATCH: "r"}, "not dispatched after all"),
        ("1: /tag 橙 r\n1: /tag 绿 s", {Field.TAG: "s"}, "one tag"),
        ("1: /tag 橙 r\n1: /tag 红 s", {}, "the tag that it had"),
        ("1: /deadline 2026-12-31 r\n1: /deadline 2027-01-31 s", {Field.DEADLINE: "s"}, "one deadline"),
        ("1: /owner 李四\n1: /owner 招商一科", {}, "the owner that it had"),
        ("1: /list\n1: /back", {}, "words of the dialogue"),
    ],
)
def test_of_one_field_the_last_counts(text: str, expected: dict[Field, str], reason: str) -> None:
    """There is one net change an item and field."""
    found = decided(item_of(make_office(LIST), "1"), [each.reply for each in said(text)])
    assert {field: reply.text for field, reply in found.items()} == expected, reason


@pytest.mark.parametrize(
    ("text", "message", "reason"),
    [
        ("1: /postpone 2026-12-20 r", "item {id} was due on {due} and is overdue", "no miss is erased"),
        ("1: a\n1: /postpone 2026-12-20 r", None, "after a note it may be postponed"),
        ("1: a\n1: /postpone 2026-12-20 r\n1: /skip x", "item {id} was due on {due} and is overdue", "nor afterwards"),
        ("1: /tag 红 r", "item {id} already has that; there is nothing to change", "nothing would change"),
        ("6: a", "item {id} was closed on {date}", "a closed item"),
        ("1: /on 2026-11-23", "--on: {date} is later than today ({today})", "a day to come"),
        ("7: a", "{date} is before item {id} was listed ({start})", "an item to come"),
        ("1: /close 已投产\n1: 已约谈", None, "closed at last, whatever the order"),
        ("99: a", "no item has the id `{id}`", "an item that is gone"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, message: str | None, reason: str) -> None:
    """The refusal is a value, and says what the command would."""
    found = refusal(make_office(LIST), SITTING, said(text))
    assert (found and found.message.template) == message, reason


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1: a", "dispatched; next due 2026-11-29 (red: once a week)."),
        ("1: a\n1: /on 2026-11-20", "dispatched on 2026-11-20; next due 2026-11-27 (red: once a week)."),
        ("1: /close 已投产\n1: a", "dispatched, closed; it asks for nothing any more."),
        ("1: a\n1: /tag 橙 r", "dispatched, tag red → orange; next due 2026-12-07 (orange: twice a month)."),
        ("1: a\n1: /postpone 2026-12-20 r", "dispatched, postponed to 2026-12-20; next due 2026-12-20 (postponed)."),
        ("1:", "not dispatched; due since 2026-11-16, 6 days ago (red: once a week)."),
        (
            "2: /延期 2027-01-31 r",
            "not dispatched, deadline none → 2027-01-31; next due 2026-11-22 (red: once a week).",
        ),
        ("1: /skip 等会", "not dispatched (等会); due since 2026-11-16, 6 days ago (red: once a week)."),
        (
            "1: /team 国评专班",
            "not dispatched, team none → 国评专班; due since 2026-11-16, 6 days ago (red: once a week).",
        ),
    ],
)
def test_one_sentence_an_item(text: str, sentence: str) -> None:
    """It tells all that was decided, and the state in which the item is left."""
    office = make_office(LIST)
    told = tell_meeting(office, conclude(office, SITTING._replace(agenda=(text[0],)), said(text)))
    assert Language("en").speak(told[0]).partition(": ")[2] == sentence
    assert [message.template for message in told[2:]] == ["Written down by {by}."]


# --- the same as the commands, one by one

replies = st.one_of(
    st.sampled_from([Reply(Verb.NOTE, "已约谈"), Reply(Verb.NOTE, "已核"), Reply(Verb.NOTHING)]),
    st.sampled_from([Reply(Verb.SKIP), Reply(Verb.SKIP, "等会"), Reply(Verb.CLOSE, "已投产")]),
    st.sampled_from([Reply(Verb.TAG, "研判", tag) for tag in ("red", "orange", "green", "x")]),
    st.sampled_from([Reply(Verb.OWNER, word=name) for name in ("招商一科", "李四", "")]),
    st.sampled_from([Reply(Verb.TEAM, word=name) for name in ("国评专班", "乙专班", "")]),
    st.dates(date(2026, 11, 20), date(2027, 1, 20)).map(lambda day: Reply(Verb.DEADLINE, "招标延后", day=day)),
    st.dates(date(2026, 11, 20), date(2027, 1, 20)).map(lambda day: Reply(Verb.POSTPONE, "等待供地", day=day)),
)
COMMANDS: dict[Verb, Callable[[Office, str, Reply], Change]] = {
    Verb.NOTE: lambda office, item, reply: dispatches.record(office, [item], Signed(SIGNED.by, reply.text), TODAY),
    Verb.TAG: lambda office, item, reply: items.tag(office, item, Signed(SIGNED.by, reply.text), reply.word),
    Verb.POSTPONE: lambda office, item, reply: dispatches.postpone(
        office, item, Signed(SIGNED.by, reply.text), reply.day
    ),
    Verb.DEADLINE: lambda office, item, reply: items.move_deadline(
        office, item, Signed(SIGNED.by, reply.text), reply.day
    ),
    Verb.CLOSE: lambda office, item, reply: items.close(office, item, Signed(SIGNED.by, reply.text), TODAY),
    Verb.OWNER: lambda office, item, reply: items.assign(office, item, Signed(SIGNED.by), {"owner": reply.word}),
    Verb.TEAM: lambda office, item, reply: items.assign(office, item, Signed(SIGNED.by), {"team": reply.word}),
}


def one_by_one(office: Office, script: list[Said]) -> tuple[Office, list[tuple[object, ...]]] | None:
    """Return the office after the commands of a script, and what they wrote; None where one of them is refused."""
    written: list[tuple[object, ...]] = []
    for each in script:
        if make := COMMANDS.get(each.reply.verb):
            try:
                change = make(office, each.item, each.reply)
            except CommandLineError:
                return None
            written += map(essence, change.entries)
            office = after(office, change)
    return office, written


def essence(entry: Entry) -> tuple[object, ...]:
    """Return what an entry says, apart from ids and times."""
    return entry.event, entry.item, entry.on, entry.by, entry.note, entry.old, entry.new, entry.field, entry.patch


@given(st.dictionaries(st.sampled_from(["1", "2", "3", "4", "5", "8"]), st.lists(replies, max_size=4)))
def test_a_meeting_is_the_commands_one_by_one(script: dict[str, list[Reply]]) -> None:
    """Whatever is said, once a field: the same list, the same entries, the same account of every item."""
    office = make_office(LIST)
    lines = [
        Said(item, reply)
        for item, own in script.items()
        for reply in {reply.verb if reply.verb != Verb.SKIP else Verb.NOTE: reply for reply in reversed(own)}.values()
    ]
    lines.sort(key=lambda each: ([*script].index(each.item), each.reply.verb is Verb.CLOSE))
    refused = any(
        refusal(office, SITTING, [each for each in lines[: place + 1] if each.item == said.item])
        for place, said in enumerate(lines)
    )
    expected = one_by_one(office, lines)
    assert refused == (expected is None)
    if expected is not None:
        other, written = expected
        change = conclude(office, SITTING._replace(agenda=tuple(script)), lines)
        held = after(office, change)
        assert [essence(entry) for entry in change.entries[:-1]] == written
        assert held.text == other.text
        assert [row_of(held, each) for each in script] == [row_of(other, each) for each in script]


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "3", "8"]), replies), max_size=12))
def test_whatever_is_said_is_written_or_refused(script: list[tuple[str, Reply]]) -> None:
    """What was refused is left out; then the meeting can be written, read and taken back, each field set once."""
    office, kept = make_office(LIST), list[Said]()
    for item, reply in script:
        own = [each for each in kept if each.item == item]
        if refusal(office, SITTING, [*own, Said(item, reply)]) is None:
            kept.append(Said(item, reply))
    change = conclude(office, SITTING, kept)
    fields = [(entry.item, entry.event, entry.field) for entry in change.entries]
    assert len(fields) == len(set(fields))
    held = after(office, change)
    assert after(held, undo(held, SIGNED)).text == office.text
    assert len(tell_meeting(office, change)) == len(met(change).more["agenda"]) + 2
