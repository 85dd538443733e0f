"""The JSON Schema of the task file: it says what `lint` says, and where it cannot, that is written down here."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import program
import pytest
import wrong_lists
import wrong_sections
from desk import run
from editor import accepts, documents, validator
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from program import REGISTER, ROOT
from reading import EXAMPLE, GOOD, ITEM, problems, reasons

from dispatch_cli.cadence.dates import DATE, parse_date
from dispatch_cli.cadence.series import NAMED, parse_cadence
from dispatch_cli.messages import Message
from dispatch_cli.plan.keys import ITEM as ITEM_TABLE
from dispatch_cli.plan.keys import ITEM_KEYS, MAIL, MAIL_KEYS, REMIND, REMIND_KEYS, TOP, TOP_KEYS
from dispatch_cli.plan.remind import WORDS
from dispatch_cli.plan.remind_keys import CONTACT, ESCALATION, INNER_KEYS, SMTP
from dispatch_cli.plan.schema import task_file_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.plan.keys import Key

# What a schema cannot say, or not always: it sees values one by one, computes nothing, and knows no other file.
BEYOND = {
    "the id `{id}` is taken; the first is in line {line}",
    "`last` {last} is before `start` {start}",
    "unknown time zone `{zone}`",
    "unknown tag `{tag}`",
    "`{name}` has no address in `people`",
    "`command` and `smtp` are both given, and mail leaves one way",
    "`user` and `password` go together",
    "the rule never happens",
    "the rule of tag `{tag}` never happens for an item of {start}",
    "the rule gives one part twice",
    "{part} has no meaning with FREQ={frequency}",
    "no month has a sixth weekday of one kind: {part}",
    "BYSETPOS chooses among other BY… parts, and the rule has none",
    "a rule for `meeting` counts from `since`, which is missing",
    "the rule of `meeting` never happens from {since} on",
    "`*{name}` stands for a list or a mapping",
    "a second document begins here",
    "no calendar of `{country}` is known",
    "the span {text} ends before it begins",
    "from {first} on the office would be off for more than a year",
    "`{key}` holds more than {n} days",
    "in calendar mode a due day only moves back within its period, so `due` cannot be `after`",
}
TWO, LOST, NULL, TEXT, RULE = (
    "two places must be compared",
    "YAML's guess has lost how the value was written",
    "a schema cannot tell the word null from an empty value",
    "it is in the text, not in the values",
    "the parts of a rule are checked one by one",
)
OWN = "a file may add tags, and a schema cannot look them up"


class Row(NamedTuple):
    """A file, whether `lint` and whether an editor takes it, why they differ if they do, and why it matters."""

    text: str
    lint: bool
    editor: bool
    limit: str
    reason: str


def good(reason: str, text: str) -> Row:
    """Return a file that both take."""
    return Row(text, lint=True, editor=True, limit="", reason=reason)


def bad(reason: str, text: str) -> Row:
    """Return a file that both refuse."""
    return Row(text, lint=False, editor=False, limit="", reason=reason)


def unseen(reason: str, limit: str, text: str) -> Row:
    """Return a file that only `lint` refuses."""
    return Row(text, lint=False, editor=True, limit=limit, reason=reason)


def strict(reason: str, limit: str, text: str) -> Row:
    """Return a file that only the editor refuses."""
    return Row(text, lint=True, editor=False, limit=limit, reason=reason)


def item(line: str) -> str:
    """Return a good item, and one line more or another in the place of its own of that key."""
    key = line.partition(":")[0]
    kept = "".join(each for each in ITEM.splitlines(keepends=True) if f" {key}:" not in each)
    return (
        kept.replace("\n", f"\n  - {line}\n", 1).replace("\n    ", "\n    ", 1)
        if key == "id"
        else f"{kept}    {line}\n"
    )


def top(text: str) -> str:
    """Return an empty list with something above it."""
    return f"{text}\ntasks: []\n"


def cadence(text: str) -> str:
    """Return an empty list with a cadence of red."""
    return top(f"cadence:\n  red: {text}")


def remind(text: str) -> str:
    """Return an empty list with rules of reminding, and one name that has an address."""
    return top(f"people: {{甲: a@example.com}}\nremind:\n  {text}")


def smtp(text: str) -> str:
    """Return an empty list whose mail goes to a server."""
    return remind(f"mail: {{from: a@example.com, to: 甲, smtp: {{{text}}}}}")


FILES = [
    good("an empty list", "tasks: []\n"),
    good("one item", ITEM),
    good("everything there is", GOOD),
    good("people and rules", EXAMPLE),
    good("JSON is YAML", '{"tasks": [{"id": 1, "title": "甲", "tag": "red", "last": "2026-11-09"}]}'),
    bad("nothing", ""),
    bad("nothing but a comment", "# 甲\n"),
    bad("a text", "甲\n"),
    bad("a list", "- 甲\n"),
    bad("no tasks", "branch: 甲\n"),
    good("empty tasks", "tasks:\n"),
    bad("tasks that are a mapping", "tasks: {}\n"),
    bad("an item that is a text", "tasks: [甲]\n"),
    bad("an item that is nothing", f"{ITEM}  -\n"),
    unseen("an id given twice", TWO, ITEM + ITEM.removeprefix("tasks:\n")),
    bad("a key given twice, which YAML forbids", f"{ITEM}    tag: red\n"),
    unseen("a second document", TEXT, f"{ITEM}---\n{ITEM}"),
    bad("a conflict", f"tasks:\n<<<<<<< HEAD\n{ITEM[7:]}=======\n{ITEM[7:]}>>>>>>> 甲\n"),
    bad("a tab that indents", f"{ITEM}\tteam: 甲\n"),
    unseen("a list repeated by an alias", TEXT, f"x-a: &a [甲]\nx-b: *a\n{ITEM}"),
    unseen("lists in lists without end", TEXT, f"x-a: {'[' * 30}{']' * 30}\n{ITEM}"),
    good("a text repeated by an alias", f"x-a: &a 甲\n{ITEM}    team: *a\n"),
    # values that YAML takes for something else
    good("an id that is a number", item("id: 007")),
    good("an id that is a truth value", item("id: true")),
    good("a title that is a truth value of old YAML", item("title: no")),
    good("a title that is a time", item("title: 12:30")),
    good("a title that is a number", item("title: 1.5e3")),
    good("a note that is a date", item("note: 2026-11-09")),
    good("a note that is nothing", item("note:")),
    good("a note that is null", item("note: null")),
    strict("a title that is the word null", NULL, item("title: null")),
    unseen("a date that is the word null", NULL, f"{ITEM}    last: null\n"),
    bad("an empty title", item("title:")),
    bad("an empty id in quotes", item("id: ''")),
    bad("a title of blanks", item("title: '  '")),
    bad("no title", ITEM.replace("    title: 某新能源项目落地\n", "")),
    good("a team that is a list", item("team: [甲, 007]")),
    good("with dashes", item("owner:\n      - 甲\n      - 乙")),
    bad("a list of teams without any", item("team: []")),
    bad("a list in a list", item("team: [[甲]]")),
    bad("an empty name", item("owner: [甲, ' ']")),
    bad("a name twice", item("owner: [甲, 甲]")),
    unseen("a number and its text", LOST, item("owner: [7, '7']")),
    bad("a team that is a mapping", item("team: {甲: 乙}")),
    # keys
    bad("a misspelt key", item("onwer: 甲")),
    bad("a Chinese key", item("责任人: 甲")),
    good("a free key", item("x-phone: [0, {a: b}]")),
    good("a free key at the top", f"x-a: [甲]\n{ITEM}"),
    bad("an unknown key at the top", f"title: 甲\n{ITEM}"),
    bad("a full-width colon", f"{ITEM}    team：甲\n"),
    strict("white space around a key", TEXT, item("'team ': 甲")),
    # dates
    bad("a date without its zeros", item("start: 2026-6-1")),
    bad("a date with slashes", item("start: 2026/06/01")),
    bad("a date that is a number", item("start: 20260601")),
    bad("30 February", item("start: 2026-02-30")),
    bad("29 February of 2100", item("start: 2100-02-29")),
    good("29 February of 2000", item("start: 2000-02-29")),
    bad("a time of day", item("start: 2026-06-01T00:00:00")),
    good("a date in quotes, with a blank", item("start: '2026-06-01 '")),
    bad("neither start nor last", item("start:")),
    good("last alone", ITEM.replace("start", "last")),
    unseen("last before start", TWO, f"{ITEM}    last: 2026-05-01\n"),
    bad("an impossible deadline", f"{ITEM}    deadline: 2026-13-01\n"),
    # tags
    good("a Chinese tag", item("tag: 红")),
    bad("an unknown tag", item("tag: rad")),
    bad("an unknown tag beside cadences of those built in", f"cadence: {{red: daily}}\n{item('tag: rad')}"),
    good("a tag of the file's own", f"cadence: {{紫: daily}}\n{item('tag: 紫')}"),
    unseen("an unknown tag beside the file's own", OWN, f"cadence: {{紫: daily}}\n{item('tag: 蓝')}"),
    good("an own tag that is a number", f"cadence: {{1: daily}}\n{item('tag: 1')}"),
    bad("a tag by both of its names", top("cadence: {红: daily, red: weekly}")),
    bad("a tag that is a list", item("tag: [red]")),
    # cadences
    good("every three weeks", cadence("every 3 weeks")),
    good("a rule", cadence("FREQ=MONTHLY;BYDAY=1MO,-1FR;INTERVAL=2;")),
    good("a rule in small letters", cadence("rrule:freq=weekly;byday=mo")),
    good("a rule with blanks", cadence("FREQ=WEEKLY; BYDAY=MO, TH")),
    good("no cadence", cadence("")),
    good("no cadences", top("cadence:")),
    bad("a misspelt cadence", cadence("weeky")),
    bad("a cadence that is a number", cadence("7")),
    bad("every no days", cadence("every 0 days")),
    bad("hours", cadence("FREQ=HOURLY")),
    bad("a rule with an end", cadence("FREQ=WEEKLY;COUNT=3")),
    bad("a rule without FREQ", cadence("BYDAY=MO")),
    bad("a rule with a hole", cadence("FREQ=WEEKLY;;BYDAY=MO")),
    bad("a rule too long", cadence("FREQ=YEARLY;BYYEARDAY=1" + ",1" * 100)),
    unseen("a rule in small letters below a day", RULE, cadence("freq=hourly")),
    unseen("a part given twice", RULE, cadence("FREQ=DAILY;FREQ=DAILY")),
    unseen("parts that do not go together", RULE, cadence("FREQ=WEEKLY;BYMONTHDAY=1")),
    unseen("a rule that never happens", RULE, cadence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
    bad("one cadence for all", top("cadence: weekly")),
    # the rest of the top
    good("a calendar", top("mode: calendar")),
    good("an empty mode", top("mode:")),
    bad("a misspelt mode", top("mode: roling")),
    bad("a list of modes", top("mode: [rolling]")),
    unseen("an unknown time zone", "the machine knows the zones", top("timezone: Asia/Shangai")),
    bad("a time zone that is a number", top("timezone: 8")),
    # meetings
    good("a weekday", top("meeting: monday")),
    good("in Chinese", top("meeting: 星期一")),
    good("in other letters", top("meeting: Friday")),
    good("a rule that counts from since", top("since: 2026-06-01\nmeeting: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")),
    good("no meetings", top("meeting:")),
    bad("a misspelt weekday", top("meeting: mondey")),
    bad("a weekday that is a number", top("meeting: 1")),
    bad("a cadence is no day", top("meeting: weekly")),
    bad("a rule of hours", top("since: 2026-06-01\nmeeting: FREQ=HOURLY")),
    bad("a rule too long for meetings", top("since: 2026-06-01\nmeeting: FREQ=YEARLY;BYYEARDAY=1" + ",1" * 100)),
    unseen("a rule that counts from nowhere", TWO, top("meeting: FREQ=WEEKLY;BYDAY=MO")),
    # people and rules
    good("nobody", top("people:\nremind: ''")),
    bad("no address", top("people: {甲: 招商一科}")),
    bad("an address with a name", top("people: {甲: 甲 <a@example.com>}")),
    bad("an address too long", top(f"people: {{甲: {'a' * 243}@example.com}}")),
    bad("a full-width colon after a name", top("people: {甲：a@example.com}")),
    good("days", remind("before: {red: 0, 橙: '3', green: }")),
    bad("days that are a word", remind("before: {red: 三}")),
    bad("less than no days", remind("before: {red: -1}")),
    bad("too many days", remind("before: {red: 10000}")),
    bad("repeated after no days", remind("again: {red: 0}")),
    bad("or after no days as text", remind("again: {red: '00'}")),
    bad("days of a tag that nobody knows", remind("before: {rad: 1}")),
    bad("days for all", remind("before: 3")),
    unseen("days with a sign", LOST, remind("before: {red: +1}")),
    unseen("days in hexadecimal", LOST, remind("before: {red: 0x10}")),
    unseen("days with a fraction of nothing", LOST, remind("before: {red: 1.0}")),
    bad("days with a fraction", remind("before: {red: 1.5}")),
    good("an escalation", remind("escalate: [{missed: 2, to: [甲, 乙]}]")),
    good("an empty escalation", remind("escalate: [{}, ]")),
    bad("an escalation to nobody", remind("escalate: [{missed: 2}]")),
    bad("an escalation to an empty list", remind("escalate: [{missed: 2, to: []}]")),
    bad("an escalation to an empty name", remind("escalate: [{missed: 2, to: [甲, '']}]")),
    bad("an escalation from the start", remind("escalate: [{missed: 0, to: 甲}]")),
    bad("an unknown key of an escalation", remind("escalate: [{missed: 1, to: 甲, if: red}]")),
    good("a mail", remind("mail: {from: 调度提醒 <a@example.com>, to: 甲, command: msmtp -t}")),
    good("a contact by name", remind("contact: 督办科，电话：010-12345678")),
    good("a contact", remind("contact: {name: 督办科, phone: 12345678, mail: c@example.com}")),
    good("an empty contact", remind("contact: {}")),
    good("nothing beside the name", remind("contact: {name: 督办科, phone: , mail: ''}")),
    bad("a contact without a name", remind("contact: {phone: 12345678}")),
    bad("a contact that is a list", remind("contact: [督办科]")),
    bad("a contact with a bad address", remind("contact: {name: 督办科, mail: 督办科}")),
    bad("a contact with full-width colons", remind("contact:\n    name： 督办科\n    phone： 1")),
    good("a mail command in words", remind("mail: {from: a@example.com, to: 甲, command: [msmtp, -t]}")),
    bad("a mail command without words", remind("mail: {from: a@example.com, to: 甲, command: []}")),
    bad("a mail from nobody", remind("mail: {to: 甲}")),
    bad("a mail with nothing but a command", remind("mail: {command: msmtp -t}")),
    bad("a mail from a name", remind("mail: {from: 调度提醒, to: 甲}")),
    good("a mail server", smtp("host: smtp.example.com, port: 587, tls: starttls, user: a@b, password: env:WORD")),
    good("its port as text, its password in a file", smtp("host: 10.0.0.1, port: '0465', user: 7, password: file:a b")),
    good("nothing but its name", smtp("host: localhost")),
    good("or its address", smtp("host: '::1', tls: none, port: , user: , password: ")),
    good("no mail server", smtp("")),
    bad("a mail server alone in a line", remind("mail: {from: a@example.com, to: 甲, smtp: smtp.example.com}")),
    bad("a mail server without a name", smtp("port: 25")),
    bad("a mail server with an empty name", smtp("host: ''")),
    bad("a mail server with its port", smtp("host: 'smtp.example.com:25'")),
    bad("an address of a page", smtp("host: 'smtp://example.com'")),
    bad("a port that is none", smtp("host: a, port: 0")),
    bad("a port that is too high", smtp("host: a, port: 65536")),
    bad("or too high as text", smtp("host: a, port: '70000'")),
    bad("an encryption that nobody knows", smtp("host: a, tls: ssl")),
    bad("a password in the list", smtp("host: a, user: b, password: geheim")),
    bad("a variable that is none", smtp("host: a, user: b, password: 'env:A B'")),
    bad("a file without a name", smtp("host: a, user: b, password: 'file:'")),
    bad("a user in Chinese", smtp("host: a, user: 张三, password: env:A")),
    unseen("a user without a password", TWO, smtp("host: a, user: b")),
    unseen("a password without a user", TWO, smtp("host: a, password: env:A")),
    unseen(
        "a mail server beside a mail command",
        TWO,
        remind("mail: {from: a@example.com, to: 甲, smtp: {host: a}, command: msmtp -t}"),
    ),
    bad("a mail command with an open quote", remind('mail: {from: a@example.com, to: 甲, command: "send \'a"}')),
    bad("a mail command without a program", remind("mail: {from: a@example.com, to: 甲, command: \"'' -t\"}")),
    bad("nor behind blanks", remind("mail: {from: a@example.com, to: 甲, command: \"  '' -t\"}")),
    unseen("a digest for somebody without address", TWO, remind("mail: {from: a@example.com, to: 丙}")),
]


@pytest.mark.parametrize("row", FILES, ids=reasons(FILES))
def test_schema_and_lint_agree(row: Row) -> None:
    """Each file is taken or refused by both, but where a schema cannot say it; and there the limit has a name."""
    assert (problems(row.text) == (), accepts(row.text)) == (row.lint, row.editor), row.reason
    assert bool(row.limit) == (row.lint != row.editor)


OTHERS: list[tuple[str, str, str]] = [
    *((row.wrong, row.right, row.reason) for row in wrong_lists.ROWS),
    *((row.wrong, row.right, row.reason) for row in wrong_sections.ROWS),
]
GUESSED = {"a sign", "null is text"}


def agree(text: str) -> bool:
    """Say whether an editor refuses no good file, and takes no bad one but for what no schema can say."""
    found = {problem.message.template for problem in problems(text)}
    return found <= BEYOND if accepts(text) else bool(found)


@pytest.mark.parametrize(("wrong", "right", "reason"), OTHERS, ids=reasons(OTHERS))
def test_schema_sees_every_known_mistake(wrong: str, right: str, reason: str) -> None:
    """Of the mistakes whose places are tested elsewhere, an editor misses only what no schema can say."""
    assert agree(wrong) or (reason in GUESSED and accepts(wrong))
    assert accepts(right)


# Neither null, which is a word to the program, nor a number written in any other way than by its digits.
PLAIN = """\
1 0 007 9999 12345 -1 1.5 no true 12:30 2026-11-09 2026-2-3 2026-02-30 20261109 red 红 rad weekly weeky calendar UTC
FREQ=DAILY FREQ=HOURLY '' ' ' '2026-11-09' '3 ' 甲 a@example.com a@ 甲<a@example.com> 'every 2 days'"""
SCALARS = st.sampled_from(re.findall(r"'.*?'|\S+", PLAIN)) | st.text(" 甲a<>@'\"\\\n：:0-", max_size=6).map(
    lambda text: json.dumps(text, ensure_ascii=False)
)
KEYS = st.sampled_from(
    ["red", "红", "紫", "甲", "甲：", "onwer", "x-a", "X-a", *ITEM_KEYS, *REMIND_KEYS, *MAIL_KEYS, *INNER_KEYS]
)


def flow(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return lists and mappings of values, as YAML writes them in one line."""
    pairs = st.dictionaries(KEYS, values, max_size=4)
    mappings = pairs.map(lambda these: "{" + ", ".join(f"{key}: {value}" for key, value in these.items()) + "}")
    return st.lists(values, max_size=3).map(lambda these: "[" + ", ".join(these) + "]") | mappings


VALUES = st.recursive(SCALARS, flow, max_leaves=6)


@often(400)
@given(st.dictionaries(KEYS, SCALARS | VALUES, max_size=8), st.booleans())
def test_any_item_is_judged_alike(fields: dict[str, str], whole: bool) -> None:  # noqa: FBT001 hypothesis gives it
    """Whatever keys and values an item has, known or not, an editor and `lint` agree on it."""
    given_anyway = {"id": "1", "title": "甲", "tag": "red", "start": "2026-06-01"} if whole else {}
    lines = "".join(f"    {key}: {value}\n" for key, value in {**given_anyway, **fields}.items())
    text = f"tasks:\n  -\n{lines}"
    assert agree(text), text


@often(400)
@given(st.dictionaries(st.sampled_from([*TOP_KEYS[:-1], "x-a", "title"]), VALUES, max_size=3), st.data())
def test_any_section_is_judged_alike(sections: dict[str, str], data: st.DataObject) -> None:
    """Whatever stands in the sections above the list, an editor and `lint` agree on it."""
    inner = data.draw(st.dictionaries(st.sampled_from(REMIND_KEYS), VALUES, max_size=3))
    if inner:
        sections["remind"] = "{" + ", ".join(f"{key}: {value}" for key, value in inner.items()) + "}"
    text = top("".join(f"{key}: {value}\n" for key, value in sections.items()))
    assert agree(text), text


def subschemas(value: Any) -> list[dict[str, Any]]:
    """Return every mapping within a schema."""
    if isinstance(value, dict):
        return [value, *(found for inner in value.values() for found in subschemas(inner))]
    return [found for inner in value for found in subschemas(inner)] if isinstance(value, list) else []


def test_the_schema_is_one() -> None:
    """It is valid by the dialect that it names, and no message in it was left untranslated into text."""
    schema = validator().schema
    assert isinstance(schema, dict)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("keys", [TOP, ITEM_TABLE, REMIND, ESCALATION, CONTACT, MAIL, SMTP])
def test_every_key_has_its_meaning(keys: Sequence[Key]) -> None:
    """The schema offers just these keys, and describes each."""
    meanings = {key.name: key.meaning for key in keys}
    (section,) = [each for each in subschemas(task_file_schema()) if set(each.get("properties", {})) == set(meanings)]
    assert {key: value["description"] for key, value in section["properties"].items()} == meanings
    assert not section["additionalProperties"]


def test_editors_show_both_languages() -> None:
    """Each description and each complaint is there in English and Chinese, that of the user first."""
    pages = {code: json.loads(run("schema", "--lang", code).stdout) for code in ("en", "zh")}
    texts = {
        code: [each[key] for each in subschemas(page) for key in ("description", "patternErrorMessage") if key in each]
        for code, page in pages.items()
    }
    for english, chinese in zip(texts["en"], texts["zh"], strict=True):
        assert english.split("\n") == chinese.split("\n")[::-1]
        assert re.search("[\u4e00-\u9fff]", chinese.split("\n")[0]), chinese


def test_patterns_mean_the_same_to_every_editor() -> None:
    """No pattern holds what only Python understands, or what JavaScript understands otherwise."""
    patterns = [each["pattern"] for each in subschemas(validator().schema) if isinstance(each.get("pattern"), str)]
    assert len(patterns) > 10
    assert [pattern for pattern in patterns if re.search(r"\\[AZdDwWbB]|\(\?[^:=!]|\\[-'\"<>@]", pattern)] == []


def test_the_sample_list_has_its_schema_beside_it() -> None:
    """The schema that the sample list names is what the program prints, and has nothing against the list."""
    text = REGISTER.read_text(encoding="utf-8")
    name = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert name
    assert (ROOT / name[1]).read_bytes() == run("schema", "--lang", "zh").stdout
    assert accepts(text)
    assert not accepts(text.replace("tag: red", "tag: rad", 1))


def test_the_schema_is_utf8_whatever_stdout_speaks() -> None:
    """A schema written by a terminal that speaks GBK is the same file."""
    assert program.run("schema", PYTHONIOENCODING="gbk").stdout == run("schema").stdout


# --- patterns beside the code that reads


def test_a_date_by_pattern_is_a_date_by_code() -> None:
    """Every day of 400 years, and what looks like a day of them and is none."""
    day, end, count = date(1900, 1, 1), date(2300, 1, 1), 0
    while day < end:
        assert re.fullmatch(DATE, f"{day}")
        day += timedelta(1)
    for year in (0, 1, 100, 400, 1900, 1996, 2000, 2023, 2024, 9999):
        for rest in (f"{month:02}-{number:02}" for month in range(14) for number in range(33)):
            text = f"{year:04}-{rest}"
            assert bool(re.fullmatch(DATE, text)) == bool(parse_date(text)), text
            count += bool(parse_date(text))
    assert count == 5 * 365 + 4 * 366


@often(300)
@given(st.text("a '\"\\\t\n\0甲|", max_size=8).map(str.strip))
def test_a_command_by_pattern_is_a_command_by_code(text: str) -> None:
    """Words are told by the pattern as a shell would part them."""
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    assert bool(re.fullmatch(WORDS, text)) == (bool(words and words[0]) and "\0" not in text)


RULE_PARTS = [
    "FREQ=WEEKLY",
    "FREQ=HOURLY",
    "BYDAY=MO,TH",
    "BYDAY=1MO",
    "BYDAY=XX",
    "INTERVAL=2",
    "INTERVAL=0",
    "COUNT=1",
]
CADENCES = (
    st.sampled_from([*NAMED, "Weekly", "every 1 day", "every 2 days", "every 2 years", "every 1000000 days"])
    | st.lists(st.sampled_from([*RULE_PARTS, "WKST=SU", "BYSETPOS=-1", ""]), max_size=4).map(";".join)
    | st.text("FREQ=DAILY;,1", max_size=12)
)


@often(300)
@given(CADENCES)
def test_a_cadence_by_pattern_is_a_cadence_by_code(text: str) -> None:
    """A cadence is told by its pattern, but whether the parts of a rule go together."""
    found = parse_cadence(text) if text else None
    refused = {found.template} if isinstance(found, Message) else set()
    assert refused <= BEYOND if accepts(top(f"cadence: {{red: '{text}'}}")) else refused


# --- the eyes of the tests


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("~", None),
        ("", None),
        ("null", None),
        ("TRUE", True),
        ("no", "no"),
        ("y", "y"),
        ("007", 7),
        ("0o14", 12),
        ("0xC", 12),
        ("+12", 12),
        ("1_000", "1_000"),
        ("12e03", 12000.0),
        ("-.inf", float("-inf")),
        ("12:30", "12:30"),
        ("2026-11-09", "2026-11-09"),
        ("'12'", "12"),
    ],
)
def test_values_are_typed_as_yaml_says(text: str, value: object) -> None:
    """The examples of the specification of YAML 1.2 for its core schema, and what YAML 1.1 would take otherwise."""
    assert list(documents(f"- {text}")) == [[value]]
