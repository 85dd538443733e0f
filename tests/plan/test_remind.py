"""What `people` and `remind` of a task file mean, and what is wrong with them: tables with a reason beside each row."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import reading
from builders import make_item
from desk import Desk
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from reading import ITEM, Found, Row, lines_of, plan, problems, reasons, unlike

from dispatch_cli.model import Escalation, Mail
from dispatch_cli.schedule.rows import State, look_at

if TYPE_CHECKING:
    from pathlib import Path

TASKS = "tasks: []\n"
SENDMAIL = ("sendmail", "-t", "-i")
BUILT_IN = {"red": (1, 1), "orange": (3, 3), "green": (5, 7)}

# As the issue that asked for reminders gives it, with a list below it.
EXAMPLE = f"""\
people:                       # name as used in `owner`/`team`, to address
  招商一科: zhaoshang1@example.com
  支部书记: secretary@example.com
remind:
  before: {{red: 1, orange: 3, green: 5}}      # days of warning (also defines the state `soon`)
  again:  {{red: 1, orange: 3, green: 7}}      # an overdue item is repeated after so many days
  escalate:                                  # who else is told, from how many missed dispatches on
    - {{missed: 1, to: 招商局分管领导}}
    - {{missed: 2, to: 支部书记}}
  mail:
    from: 调度提醒 <dispatch@example.com>
    to: [支部书记]                            # gets one digest of everything, and whatever has no address of its own
    command: sendmail -t -i                  # how `--send` hands a message over
{ITEM}"""


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


# --- what is wrong


def row(reason: str, wrong: str, right: str, *found: tuple[int, int, str, str]) -> Row:
    """Return a row from two texts of the sections; the list below them is empty."""
    return reading.row(reason, wrong + TASKS, right + TASKS, *found)


def address(reason: str, wrong: str, right: str = "a@example.com", shown: str = "") -> Row:
    """Return a row from the address of a name."""
    found = (2, 6, f"`{shown or wrong}` is not a mail address", "write one address, such as name@example.com")
    return row(reason, f"people:\n  甲: {wrong}\n", f"people:\n  甲: {right}\n", found)


def number(reason: str, wrong: str, right: str, key: str = "before", least: int = 0) -> Row:
    """Return a row from a number of days."""
    found = (2, 17, f"`{wrong}` is not a whole number from {least} to 9999", "write it in digits, such as 3")
    head = f"remind:\n  {key + ':':<8}"
    return row(reason, f"{head}{{red: {wrong}}}\n", f"{head}{{red: {right}}}\n", found)


def rule(reason: str, wrong: str, right: str, *found: tuple[int, str, str]) -> Row:
    """Return a row from a rule of `escalate`, which stands in the third line from column 7 on."""
    head = "remind:\n  escalate:\n    - "
    return row(reason, f"{head}{wrong}\n", f"{head}{right}\n", *((3, *each) for each in found))


def mail(reason: str, wrong: str, right: str, *found: tuple[int, int, str, str]) -> Row:
    """Return a row from the lines of `mail`, which begin in line 3; 甲 has an address in the first line."""
    head = "people: {甲: a@example.com}\nremind: {mail: {\n"
    return row(reason, f"{head}{wrong}}}}}\n", f"{head}{right}}}}}\n", *found)


def sender(reason: str, wrong: str, right: str, shown: str = "") -> Row:
    """Return a row from the sender of the mail."""
    found = (3, 14, f"`{shown or wrong}` is not a sender", "write `dispatch@example.com`, or with a name `")
    return mail(reason, f"to: 甲, from: {wrong}", f"to: 甲, from: {right}", found)


KEEP_ONE = "keep one of the two lines"
HOLDS_NAMES = "write a name of `people`, or several in brackets: `["
ADDRESSES = ("`people` must hold names and addresses", "write a line for each name, such as `")
RULE = "write each rule as `- {missed: 2, to: "
COLON = ("a full-width colon `：` after a key", "write `: `, a plain colon and a space")

WRONG_PEOPLE = [
    row("people are no text", "people: 甲\n", "people: {甲: a@example.com}\n", (1, 9, *ADDRESSES)),
    row("nor a list", "people: [甲]\n", "people: {甲: a@example.com}\n", (1, 9, *ADDRESSES)),
    row("given twice", "people: {}\npeople: {}\n", "people: {}\n", (2, 1, "`people` is given twice", KEEP_ONE)),
    row(
        "a name given twice, and both lines",
        "people:\n  甲: a@example.com\n  甲: b@example.com\n",
        "people:\n  甲: a@example.com\n  乙: b@example.com\n",
        (3, 3, "`甲` is given twice; the first is in line 2", KEEP_ONE),
    ),
    row(
        "an address is no list",
        "people:\n  甲: [a@example.com]\n",
        "people:\n  甲: a@example.com\n",
        (2, 6, "`甲` must be a single text", "write `甲: …` in one line"),
    ),
    row("a name is no list", "people: {[甲]: a}\n", "people: {}\n", (1, 10, "a key must be text", "`key: value`")),
    row(
        "all wrong ones at once",
        "people:\n  甲: a\n  乙: b@example.com\n  丙: c\n",
        "people:\n  乙: b@example.com\n",
        (2, 6, "`a` is not a mail address", ""),
        (4, 6, "`c` is not a mail address", ""),
    ),
    row("a colon at the top", "people：\n  甲: a@example.com\n", "people:\n  甲: a@example.com\n", (1, 7, *COLON)),
    row("and within", "people:\n  甲：a@example.com\n", "people:\n  甲: a@example.com\n", (2, 4, *COLON)),
    row("a slip in the key", "peple: {}\n", "people: {}\n", (1, 1, "unknown key `peple`", "did you mean `people`?")),
    address("two dots", "a..b@example.com"),
    address("a dot at the end", "a.@example.com"),
    address("a hyphen before the domain", "a@-example.com"),
    address("no at sign", "example.com"),
    address("two", "a@b@example.com"),
    address("no local part", "'@example.com'", shown="@example.com"),
    address("no domain", "a@"),
    address("a domain that ends with a dot", "a@example.com."),
    address("or begins with one", "a@.example.com"),
    address("a name with it", "甲 <a@example.com>"),
    address("two addresses", "'a@example.com, b@example.com'", shown="a@example.com, b@example.com"),
    address("a space within", "a b@example.com"),
    address("Chinese, which few mail programs take", "招商@example.com"),
    address("a full-width at sign", "a＠example.com"),
    address("a comment", "a@example.com(甲)"),
    address("a literal", "a@[127.0.0.1]"),
    address("a header after it", r'"a@example.com\nBcc: b@example.com"', shown="a@example.com\nBcc: b@example.com"),
]

WRONG_REMIND = [
    row("no text", "remind: 甲\n", "remind:\n", (1, 9, "`remind` must hold keys and values", "its keys are: before")),
    row("nor a list", "remind: []\n", "remind: {}\n", (1, 9, "`remind` must hold keys", "again, escalate, mail")),
    row("given twice", "remind: {}\nremind: {}\n", "remind: {}\n", (2, 1, "`remind` is given twice", KEEP_ONE)),
    row(
        "the nearest key",
        "remind:\n  befor: {red: 1}\n",
        "remind:\n  before: {red: 1}\n",
        (2, 3, "unknown key `befor`", "did you mean `before`?"),
    ),
    row(
        "or all of them",
        "remind:\n  升级: []\n",
        "remind:\n  x-升级: []\n",
        (2, 3, "unknown key `升级`", "known are: before, again, escalate, mail"),
    ),
    row(
        "a key given twice",
        "remind:\n  before: {red: 1}\n  before: {red: 2}\n",
        "remind:\n  before: {red: 1}\n",
        (3, 3, "`before` is given twice; the first is in line 2", KEEP_ONE),
    ),
    row("a full-width colon at the top", "remind：{}\n", "remind: {}\n", (1, 7, *COLON)),
    row("after a key", "remind:\n  before：{red: 1}\n", "remind:\n  before: {red: 1}\n", (2, 9, *COLON)),
    row("after a key in flow style", "remind: {mail：1}\n", "remind: {mail: {}}\n", (1, 14, *COLON)),
    row(
        "after a name in flow style", "people: {甲：a@example.com}\n", "people: {甲: a@example.com}\n", (1, 11, *COLON)
    ),
    row("after a tag in flow style", "remind: {before: {red：1}}\n", "remind: {before: {red: 1}}\n", (1, 22, *COLON)),
    row(
        "after a key of a rule, another line below",
        "remind:\n  escalate:\n    - missed：1\n      to: 甲\n",
        "remind:\n  escalate:\n    - missed: 1\n      to: 甲\n",
        (3, 13, *COLON),
    ),
    row("after a tag", "remind:\n  before:\n    red：1\n", "remind:\n  before:\n    red: 1\n", (3, 8, *COLON)),
]

FOR_EACH = "`{}` must hold a number of days for each tag"
WRONG_DAYS = [
    row(
        "days are by tag",
        "remind:\n  before: 3\n  again: [3]\n",
        "remind:\n  before: {red: 3}\n  again: {red: 3}\n",
        (2, 11, FOR_EACH.format("before"), "for example `before: {red: 1, orange: 3}`"),
        (3, 10, FOR_EACH.format("again"), "for example `again: {red: 1, orange: 3}`"),
    ),
    row(
        "a number is no list",
        "remind: {before: {red: [1]}}\n",
        "remind: {before: {red: 1}}\n",
        (1, 24, "`red` must be a single text", "write `red: …` in one line"),
    ),
    row(
        "a tag given by both of its names",
        "remind:\n  before: {red: 1, 红: 2}\n",
        "remind:\n  before: {red: 1, 橙: 2}\n",
        (2, 20, "`red` is given twice; the first is in line 2", KEEP_ONE),
    ),
    row(
        "an unknown tag",
        "remind:\n  before: {rad: 1}\n  again: {紫: 1}\n",
        "cadence: {紫: daily}\nremind:\n  before: {red: 1}\n  again: {紫: 1}\n",
        (2, 12, "unknown tag `rad`", "did you mean `red`?"),
        (3, 11, "unknown tag `紫`", "known are: red, orange, green"),
    ),
    row(
        "the file's own tags are known",
        "remind: {again: {兰色标签: 1}}\ncadence: {蓝色标签: daily}\n",
        "remind: {again: {蓝色标签: 1}}\ncadence: {蓝色标签: daily}\n",
        (1, 18, "unknown tag `兰色标签`", "did you mean `蓝色标签`?"),
    ),
    number("a word", "三", "3"),
    number("a unit", "3 days", "3"),
    number("a fraction", "1.5", "2"),
    number("less than nothing", "-1", "0"),
    number("a sign", "+1", "1"),
    number("too many", "10000", "9999"),
    number("full-width digits", "３", "3"),
    number("of another script", "३", "3"),
    number("null is text", "null", "0"),
    number("repeated after no day: for ever", "0", "1", "again", least=1),
]

WRONG_RULES = [
    row(
        "rules are a list",
        "remind:\n  escalate: {missed: 1, to: 甲}\n",
        "remind:\n  escalate: [{missed: 1, to: 甲}]\n",
        (2, 13, "`escalate` must be a list", RULE),
    ),
    row(
        "and no text",
        "remind: {escalate: 甲}\n",
        "remind: {escalate: []}\n",
        (1, 20, "`escalate` must be a list", RULE),
    ),
    rule("a rule is a mapping", "甲", "{missed: 1, to: 甲}", (7, "each of `escalate` must be a mapping", RULE)),
    rule("and no list", "[1, 甲]", "{missed: 1, to: 甲}", (7, "each of `escalate` must be a mapping", RULE)),
    rule("an empty value is absent", "{missed: , to: 甲}", "{missed: 1, to: 甲}", (7, "`missed` is missing here", "")),
    rule("to whom?", "missed: 1", "{missed: 1, to: 甲}", (7, "`to` is missing here", "add a line `to: …` to it")),
    rule("from when on?", "to: 甲", "{missed: 1, to: 甲}", (7, "`missed` is missing here", "add a line `missed: …`")),
    rule(
        "before anything was missed",
        "{missed: 0, to: 甲}",
        "{missed: 1, to: 甲}",
        (16, "`0` is not a whole number from 1 to 9999", "write it in digits, such as 3"),
    ),
    rule(
        "a list of misses",
        "{missed: [1], to: 甲}",
        "{missed: 1, to: 甲}",
        (16, "`missed` must be a single text", "write `missed: …` in one line"),
    ),
    rule("nobody", "{missed: 1, to: }", "{missed: 1, to: 甲}", (23, "`to` must hold names", HOLDS_NAMES)),
    rule("nobody in brackets", "{missed: 1, to: []}", "{missed: 1, to: 甲}", (23, "`to` must hold names", HOLDS_NAMES)),
    rule(
        "an empty name among others",
        "{missed: 1, to: [甲, '']}",
        "{missed: 1, to: [甲]}",
        (23, "`to` must hold names", HOLDS_NAMES),
    ),
    rule("a mapping", "{missed: 1, to: {甲: 1}}", "{missed: 1, to: 甲}", (23, "`to` must hold names", HOLDS_NAMES)),
    rule("a list of lists", "{missed: 1, to: [[甲]]}", "{missed: 1, to: [甲]}", (23, "`to` must hold names", "")),
    rule(
        "an unknown key",
        "{missed: 1, to: 甲, if: red}",
        "{missed: 1, to: 甲, x-if: red}",
        (26, "unknown key `if`", "known are: missed, to"),
    ),
    rule(
        "a key given twice",
        "{missed: 1, to: 甲, to: 乙}",
        "{missed: 1, to: [甲, 乙]}",
        (26, "`to` is given twice; the first is in line 3", KEEP_ONE),
    ),
    rule(
        "a name that stands for nothing",
        "{missed: 1, to: [甲, *a ]}",
        "{missed: 1, to: [甲, &a 乙]}",
        (27, "`*a` stands for nothing", "set it first with `&a`"),
    ),
    rule("a full-width colon", "missed：1", "{missed: 1, to: 甲}", (13, *COLON)),
]

NO_ADDRESS = ("`丙` has no address in `people`", "add it there: `丙: name@example.com`")
WRONG_MAIL = [
    row(
        "mail is no text",
        "remind:\n  mail: sendmail\n",
        "remind:\n  mail:\n",
        (2, 9, "`mail` must hold keys and values", "its keys are: from, to, command"),
    ),
    row("nor a list", "remind: {mail: []}\n", "remind: {}\n", (1, 16, "`mail` must hold keys and values", "its keys")),
    mail("from nobody", "from: , to: 甲", "from: a@b, to: 甲", (2, 16, "`from` is missing here", "add a line")),
    mail("to whom?", "from: a@b", "from: a@b, to: 甲", (2, 16, "`to` is missing here", "add a line `to: …` to it")),
    mail("from whom?", "to: 甲", "from: a@b, to: 甲", (2, 16, "`from` is missing here", "add a line `from: …` to it")),
    mail(
        "a command alone sends nothing",
        "command: msmtp -t",
        "command: msmtp -t, from: a@b, to: 甲",
        (2, 16, "`from` is missing here", ""),
        (2, 16, "`to` is missing here", ""),
    ),
    mail(
        "the nearest key",
        "from: a@b, to: 甲, comand: x",
        "from: a@b, to: 甲, command: x",
        (3, 19, "unknown key `comand`", "did you mean `command`?"),
    ),
    mail(
        "a key given twice",
        "from: a@b, to: 甲,\n from: c@d",
        "from: a@b, to: 甲",
        (4, 2, "`from` is given twice; the first is in line 3", KEEP_ONE),
    ),
    mail("nobody", "from: a@b, to: []", "from: a@b, to: [甲]", (3, 16, "`to` must hold names", HOLDS_NAMES)),
    mail("an empty name", "from: a@b, to: ''", "from: a@b, to: 甲", (3, 16, "`to` must hold names", HOLDS_NAMES)),
    mail("a digest for somebody without address", "from: a@b, to: 丙", "from: a@b, to: 甲", (3, 16, *NO_ADDRESS)),
    mail("among others", "from: a@b, to: [甲, 丙]", "from: a@b, to: [甲]", (3, 20, *NO_ADDRESS)),
    mail(
        "a sender is no list",
        "from: [a@b], to: 甲",
        "from: a@b, to: 甲",
        (3, 7, "`from` must be a single text", "write `from: …` in one line"),
    ),
    mail(
        "an open quote in the command",
        """from: a@b, to: 甲, command: "send 'a" """,
        "from: a@b, to: 甲, command: send 'a'",
        (3, 28, "`send 'a` is not a command", "close every quote"),
    ),
    mail(
        "a command is no list",
        "from: a@b, to: 甲, command: [msmtp, -t]",
        "from: a@b, to: 甲, command: msmtp -t",
        (3, 28, "`command` must be a single text", "write `command: …` in one line"),
    ),
    sender("a name alone", "调度提醒", "调度提醒 <a@example.com>"),
    sender("a bracket is open", "调度提醒 <a@example.com", "调度提醒 <a@example.com>"),
    sender("no brackets", "调度提醒 a@example.com", "调度提醒 <a@example.com>"),
    sender("two addresses", "'a@b, c@d'", "a@b", shown="a@b, c@d"),
    sender("two in brackets", "甲 <a@b> <c@d>", "甲 <a@b>"),
    sender("an address as a name", "a@b <a@b>", "a <a@b>"),
    sender("Chinese in the address", "甲 <调度@example.com>", "甲 <a@example.com>"),
    sender("something after it", "甲 <a@b> 乙", "甲 乙 <a@b>"),
    sender("a header in the name", r'"甲\nBcc: b <a@b>"', "甲 <a@b>", shown="甲\nBcc: b <a@b>"),
    sender("with an old Macintosh's line end", r'"甲\rBcc: b <a@b>"', "甲 <a@b>", shown="甲\rBcc: b <a@b>"),
    sender("a header in the address", r'"甲 <a@b\nBcc: c>"', "甲 <a@b>", shown="甲 <a@b\nBcc: c>"),
    sender("a header after it", r'"甲 <a@b>\nBcc: c@d"', "甲 <a@b>", shown="甲 <a@b>\nBcc: c@d"),
    sender("or after an address alone", r'"a@b\nBcc: c@d"', "a@b", shown="a@b\nBcc: c@d"),
    row(
        "all that is wrong in every section, at once",
        "people:\n  甲: 乙\nremind:\n  before: {rad: 1, red: x}\n  again: 3\n  escalate: [{to: 甲}]\n"
        "  mail: {from: a@b, to: 丙, command: \"'\"}\n  when: daily\n",
        "people:\n  甲: a@b\nremind:\n  before: {red: 1}\n  escalate: [{to: 甲, missed: 1}]\n"
        "  mail: {from: a@b, to: 甲}\n",
        (2, 6, "`乙` is not a mail address", ""),
        (4, 12, "unknown tag `rad`", "did you mean `red`?"),
        (4, 25, "`x` is not a whole number", ""),
        (5, 10, "`again` must hold a number of days", ""),
        (6, 14, "`missed` is missing here", ""),
        (7, 25, *NO_ADDRESS),
        (7, 37, "`'` is not a command", ""),
        (8, 3, "unknown key `when`", ""),
    ),
]  # fmt: skip

HOSTILE = "\n :,-#[]{}<>@&*!|'\"\\\t：甲0a.\0"
ROWS = [*WRONG_PEOPLE, *WRONG_REMIND, *WRONG_DAYS, *WRONG_RULES, *WRONG_MAIL]


@pytest.mark.parametrize(("wrong", "found", "right", "reason"), ROWS, ids=reasons(ROWS))
def test_what_is_wrong_is_found_in_its_place(wrong: str, found: tuple[Found, ...], right: str, reason: str) -> None:
    """Every mistake of the two sections is reported where it stands, once, with what to do; and doing it helps."""
    assert unlike(problems(wrong), found) == [], reason
    assert problems(right) == (), reason


@pytest.mark.parametrize("wrong", [row.wrong for row in ROWS], ids=reasons(ROWS))
def test_a_windows_editor_changes_no_place(wrong: str) -> None:
    """A file with CRLF and a byte order mark has the same problems in the same places."""
    assert problems("\ufeff" + wrong.replace("\n", "\r\n")) == problems(wrong)


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
