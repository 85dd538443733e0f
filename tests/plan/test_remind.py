"""What `people` and `remind` of a task file mean, and what is wrong with them: tables with a reason beside each row."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from builders import make_item
from desk import Desk
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from reading import EXAMPLE, ITEM, lines_of, plan, problems, reasons
from wrong_sections import TASKS

from dispatch_cli.model import Contact, Escalation, Mail
from dispatch_cli.schedule.rows import State, look_at

if TYPE_CHECKING:
    from pathlib import Path

SENDMAIL = ("sendmail", "-t", "-i")
BUILT_IN = {"red": (1, 1), "orange": (3, 3), "green": (5, 7)}


def days_of(text: str) -> dict[str, tuple[int, int]]:
    """Return the days of warning of every tag, and those after which a reminder is repeated."""
    return {name: (tag.warning, tag.again) for name, tag in plan(text + TASKS).tags.items()}


def test_the_example_is_understood() -> None:
    """All that the two sections of the example say arrives, each in its place."""
    found = plan(EXAMPLE)
    assert found.people == {"招商一科": "zhaoshang1@example.com", "支部书记": "secretary@example.com"}
    assert found.escalate == (Escalation(1, ("招商局分管领导",)), Escalation(2, ("支部书记",)))
    assert found.mail == Mail("调度提醒", "dispatch@example.com", ("支部书记",), SENDMAIL)
    assert {name: (tag.warning, tag.again) for name, tag in found.tags.items()} == BUILT_IN
    assert found.items == plan(ITEM).items


def test_without_the_sections_nobody_is_told() -> None:
    """A file with neither section has no addresses, no rules and no mail."""
    found = plan(ITEM)
    assert (dict(found.people), found.escalate, found.mail) == ({}, (), None)


PEOPLE = [
    ("people: {甲: a@example.com}\n", {"甲": "a@example.com"}, "flow style"),
    (
        "people:\n  甲: a@example.com\n  乙: b@example.com\n",
        {"甲": "a@example.com", "乙": "b@example.com"},
        "their order",
    ),
    ("people: {甲: a@example.com, 乙: a@example.com}\n", {"甲": "a@example.com", "乙": "a@example.com"}, "one for two"),
    ("people: {007: a@example.com, no: b@example.com}\n", {"007": "a@example.com", "no": "b@example.com"}, "all text"),
    ("people: {责任人: a@example.com}\n", {"责任人": "a@example.com"}, "a name is no heading"),
    ("people: {x-组: a@example.com}\n", {"x-组": "a@example.com"}, "any name is known"),
    ("people: {红: a@example.com}\n", {"红": "a@example.com"}, "nor is it a tag"),
    ("people: {A.B+c_d-e'f@mail-1.example.com}\n", {}, "an address without a name is a name without an address"),
    ("people: {甲: A.B+c_d-e'f@mail-1.example.com}\n", {"甲": "A.B+c_d-e'f@mail-1.example.com"}, "what mail takes"),
    ("people: {甲: root@localhost}\n", {"甲": "root@localhost"}, "mail of this machine"),
    ('people: {甲: " a@example.com "}\n', {"甲": "a@example.com"}, "white space around it goes"),
    ("x-a: &a a@example.com\npeople: {甲: *a }\n", {"甲": "a@example.com"}, "an alias"),
    ("people: {甲: , 乙: ''}\n", {}, "an empty address is none"),
    ("people:\n", {}, "nobody"),
    ("people: ''\n", {}, "nor in an empty text"),
    ("people: {}\n", {}, "nor in flow style"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), PEOPLE, ids=reasons(PEOPLE))
def test_people_have_addresses(text: str, expected: dict[str, str], reason: str) -> None:
    """`people` gives the address of each name, in the order of the file."""
    assert [*plan(text + TASKS).people.items()] == [*expected.items()], reason


DAYS = [
    ("remind:\n", BUILT_IN, "nothing said, nothing changed"),
    ("remind: {before: , again: }\n", BUILT_IN, "nor by empty values"),
    ("remind: {before: {}, again: {}}\n", BUILT_IN, "nor by empty mappings"),
    ("remind: {before: {red: , orange: ''}}\n", BUILT_IN, "nor by empty numbers"),
    ("remind: {before: {red: 2}}\n", {**BUILT_IN, "red": (2, 1)}, "the others keep theirs"),
    ("remind: {again: {red: 2}}\n", {**BUILT_IN, "red": (1, 2)}, "and the tag its warning"),
    (
        "remind: {before: {红: 7, 橙: 8, 绿: 9}, again: {红: 4, 橙: 5, 绿: 6}}\n",
        {"red": (7, 4), "orange": (8, 5), "green": (9, 6)},
        "the other names of the tags",
    ),
    ("remind: {before: {red: 0}}\n", {**BUILT_IN, "red": (0, 1)}, "no warning at all"),
    ("remind: {before: {red: 9999}, again: {red: 9999}}\n", {**BUILT_IN, "red": (9999, 9999)}, "the most"),
    ("remind: {before: {red: '007'}}\n", {**BUILT_IN, "red": (7, 1)}, "digits are digits"),
    ("cadence: {紫: daily}\nremind: {before: {}}\n", {**BUILT_IN, "紫": (5, 7)}, "an own tag is like green"),
    (
        "cadence: {紫: daily}\nremind: {before: {紫: 9}, again: {紫: 2}}\n",
        {**BUILT_IN, "紫": (9, 2)},
        "unless the file says otherwise",
    ),
    (
        "remind: {before: {紫: 9}, again: {紫: 2}}\ncadence: {紫: daily}\n",
        {**BUILT_IN, "紫": (9, 2)},
        "even before it says what the tag is",
    ),
    ("remind: {x-note: [1, {a: b}], before: {red: 2}}\n", {**BUILT_IN, "red": (2, 1)}, "a free key is passed over"),
    ("x-n: &n 2\nremind: {before: {red: *n }}\n", {**BUILT_IN, "red": (2, 1)}, "an alias"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), DAYS, ids=reasons(DAYS))
def test_each_tag_has_its_days(text: str, expected: dict[str, tuple[int, int]], reason: str) -> None:
    """`before` and `again` change the days of the tags that they name, and of no other."""
    assert days_of(text) == expected, reason


ESCALATIONS = [
    ("[{missed: 1, to: 甲}]", (Escalation(1, ("甲",)),), "one name"),
    ("[{missed: 1, to: [甲]}]", (Escalation(1, ("甲",)),), "in brackets too"),
    ("[{missed: 1, to: [甲, 乙]}]", (Escalation(1, ("甲", "乙")),), "or several"),
    ("[{to: 甲, missed: 9999}]", (Escalation(9999, ("甲",)),), "in any order, up to the most"),
    ("[{missed: 2, to: 甲}, {missed: 1, to: 乙}]", (Escalation(2, ("甲",)), Escalation(1, ("乙",))), "as written"),
    ("[{missed: 1, to: 甲, x-why: [会议]}]", (Escalation(1, ("甲",)),), "a free key is passed over"),
    ("", (), "empty"),
    ("[]", (), "none"),
]


@pytest.mark.parametrize(("value", "expected", "reason"), ESCALATIONS, ids=reasons(ESCALATIONS))
def test_escalations_are_rules(value: str, expected: tuple[Escalation, ...], reason: str) -> None:
    """Each rule names from how many misses on who else is told, whether or not they have an address."""
    assert plan(f"remind: {{escalate: {value}}}\n{TASKS}").escalate == expected, reason


CONTACTS = [
    ("督办科", Contact("督办科"), "a name"),
    ("督办科，电话：010-12345678", Contact("督办科，电话：010-12345678"), "any text"),
    ("{name: 督办科}", Contact("督办科"), "a name as a key"),
    ("{name: 督办科, phone: 8012, mail: a@b}", Contact("督办科", "8012", "a@b"), "with all keys"),
    ("{name: 督办科, phone: , mail: ''}", Contact("督办科"), "empty values are absent ones"),
    ("", None, "nobody"),
    ("''", None, "nor in an empty text"),
    ("{}", None, "nor in flow style"),
    ("{x-note: [甲]}", None, "a free key names nobody"),
    ("*a", Contact("督办科"), "an alias"),
]


@pytest.mark.parametrize(("value", "expected", "reason"), CONTACTS, ids=reasons(CONTACTS))
def test_the_contact_is_a_name_or_more(value: str, expected: Contact | None, reason: str) -> None:
    """`contact` says whom the readers of a letter answer, with or without mail."""
    assert plan(f"x-a: &a 督办科\nremind:\n  contact: {value}\n{TASKS}").contact == expected, reason


SENDERS = [
    ("dispatch@example.com", ("", "dispatch@example.com"), "an address alone"),
    ("<dispatch@example.com>", ("", "dispatch@example.com"), "in angle brackets"),
    ("调度提醒 <dispatch@example.com>", ("调度提醒", "dispatch@example.com"), "with a name"),
    ("调度提醒<dispatch@example.com>", ("调度提醒", "dispatch@example.com"), "without a space"),
    ("""'"调度, 提醒" <dispatch@example.com>'""", ("调度, 提醒", "dispatch@example.com"), "a quoted name"),
    ("Dispatch of the office <a@example.com>", ("Dispatch of the office", "a@example.com"), "a name of many words"),
    (r'"调度提醒\r\n\t <a@example.com>"', ("调度提醒", "a@example.com"), "no line end before it is kept"),
    ("调度提醒\n      <a@example.com>", ("调度提醒", "a@example.com"), "over two lines, which YAML folds into one"),
]


@pytest.mark.parametrize(("value", "expected", "reason"), SENDERS, ids=reasons(SENDERS))
def test_the_sender_is_an_address_with_or_without_a_name(value: str, expected: tuple[str, str], reason: str) -> None:
    """`from` is understood as a name, which may be absent, and an address."""
    mail = plan(f"people: {{甲: a@example.com}}\nremind:\n  mail:\n    to: 甲\n    from: {value}\n{TASKS}").mail
    assert mail == Mail(*expected, ("甲",), SENDMAIL), reason


COMMANDS = [
    ("", SENDMAIL, "sendmail, where none is named"),
    ("''", SENDMAIL, "or an empty one is"),
    ("msmtp -t", ("msmtp", "-t"), "words"),
    (
        """'/opt/a b/send "two words" ''three'''""",
        ("/opt/a", "b/send", "two words", "three"),
        "quotes keep words together",
    ),
    ("send $HOME | tee > x; y", ("send", "$HOME", "|", "tee", ">", "x;", "y"), "no shell is asked"),
    (r"['C:\Office tools\send.exe', -t]", (r"C:\Office tools\send.exe", "-t"), "a list: each word as it stands"),
]


@pytest.mark.parametrize(("value", "expected", "reason"), COMMANDS, ids=reasons(COMMANDS))
def test_the_mail_command_is_words(value: str, expected: tuple[str, ...], reason: str) -> None:
    """`command` is a program and its arguments."""
    mail = plan(f"people: {{甲: a@example.com}}\nremind: {{mail: {{from: a@b, to: 甲}}}}\n{TASKS}").mail
    given = f"people: {{甲: a@example.com}}\nremind:\n  mail:\n    from: a@b\n    to: 甲\n    command: {value}\n{TASKS}"
    assert mail
    assert plan(given).mail == mail._replace(command=expected), reason


DIGESTS = [
    ("甲", ("甲",), "one name"),
    ("[甲]", ("甲",), "in brackets too"),
    ("[乙, 甲]", ("乙", "甲"), "several, in the order of the file"),
]


@pytest.mark.parametrize(("value", "expected", "reason"), DIGESTS, ids=reasons(DIGESTS))
def test_the_digest_goes_to_names(value: str, expected: tuple[str, ...], reason: str) -> None:
    """`to` of `mail` holds one name or several, each with an address, wherever `people` stands."""
    mail = f"remind: {{mail: {{from: a@example.com, to: {value}}}}}\n"
    people = "people: {甲: a@example.com, 乙: b@example.com}\n"
    for text in (people + mail, mail + people):
        assert plan(text + TASKS).mail == Mail("", "a@example.com", expected, SENDMAIL), reason


@pytest.mark.parametrize("value", ["", "{}", "''", "{x-note: 甲}"])
def test_an_empty_mail_is_none(value: str) -> None:
    """Where `mail` says nothing, no mail goes out, and that is legal."""
    assert plan(f"remind: {{mail: {value}}}\n{TASKS}").mail is None


SOON = [
    # days of warning, days from today to the due date, state, reason
    (0, 1, State.OK, "no warning"),
    (0, 0, State.DUE, "the due day itself needs none"),
    (1, 1, State.SOON, "the last day of one"),
    (1, 2, State.OK, "a day before it"),
    (6, 6, State.SOON, "the first day of six"),
    (400, 7, State.SOON, "longer than the cadence: always"),
    (400, -1, State.OVERDUE, "but never what has passed"),
]


@pytest.mark.parametrize(("warning", "ahead", "state", "reason"), SOON, ids=reasons(SOON))
def test_before_defines_what_is_soon(warning: int, ahead: int, state: State, reason: str) -> None:
    """An item is soon for as many days before its due date as `before` says."""
    today = date(2026, 11, 22)
    item = make_item(start=str(today + timedelta(ahead - 7)))
    found = look_at(plan(f"remind: {{before: {{red: {warning}}}}}\n{TASKS}"), item, [], today).row
    assert (found.state, found.days) == (state, ahead), reason


HOSTILE = "\n :,-#[]{}<>@&*!|'\"\\\t：甲0a.\0"


@often(300)
@given(st.integers(0, len(EXAMPLE)), st.integers(0, 12), st.text(HOSTILE, max_size=6))
def test_a_slip_of_the_hand_is_understood_or_explained(at: int, gone: int, typed: str) -> None:
    """Whatever somebody types into the two sections, there is a plan or there are problems with places in the text."""
    text = EXAMPLE[:at] + typed + EXAMPLE[at + gone :]
    found = problems(text)
    assert found or plan(text).items
    assert all(1 <= problem.line <= len(lines_of(text)) for problem in found)


# --- an edit keeps them

LOOKS = [
    (EXAMPLE, "the example"),
    ("\ufeff" + EXAMPLE.replace("\n", "\r\n"), "as Windows writes it"),
    (ITEM + EXAMPLE.removesuffix(ITEM).rstrip("\n"), "below the list, without a final newline"),
    ("remind:    {  before: {  红:  1 } }   # 提醒\n\n\npeople:\n    '甲' :   a@example.com\n" + ITEM, "odd spaces"),
    (
        '{"people": {"甲": "a@b"}, "remind": {}, "tasks": [{"id": 1, "title": "甲", "tag": red, "last": 2026-11-09}]}',
        "JSON",
    ),
    (EXAMPLE.replace("remind:\n", "remind:\n  x-why: &why [会议, 'tag: green']\n"), "with a free key"),
]


@pytest.mark.parametrize(("text", "reason"), LOOKS, ids=reasons(LOOKS))
def test_an_edit_keeps_both_sections_as_they_are(tmp_path: Path, text: str, reason: str) -> None:
    """A change of tag changes the word in the item's line, and no other byte of a file with people and rules."""
    desk = Desk(tmp_path, text)
    desk.do("tag", "1", "green", "-m", "支委会研判")
    assert desk.text == re.sub('(tag"?: )red', r"\1green", text), reason
    assert desk.text != text
