"""The tables of the keys at the top and in their sections are whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from desk import dispatch
from program import DAY, ROOT
from reading import plan, problems, sentence

from dispatch_cli.model import TaskFile
from dispatch_cli.plan.keys import MAIL, REMIND, TOP, WORKDAYS, Key
from dispatch_cli.plan.remind_keys import CONTACT, ESCALATION, SMTP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PAGES = ["docs/list.md", "docs/list.zh.md"]
# How a good value of each key is written.
TOP_TEXTS = {
    "branch": "示例支部",
    "timezone": "Asia/Shanghai",
    "mode": "calendar",
    "meeting": "周一",
    "workdays": "CN",
    "since": "2026-06-01",
    "cadence": "{red: daily, 紫: every 10 days}",
    "people": "{甲: a@example.com}",
    "remind": "{deadline: 30, escalate: [{missed: 2, to: 甲}], contact: 督办科, mail: {from: b@example.com, to: 甲}}",
    "tasks": "[{id: 1, title: 甲, tag: red, start: 2026-06-01}]",
}
WORKDAYS_TEXTS = {
    "calendar": "CN",
    "due": "before",
    "remind": "every",
    "off": "[2027-02-05..2027-02-12, 2027-04-30]",
    "on": "2027-01-31",
}
MAIL_TEXTS = {"from": "b@example.com", "to": "[甲]", "command": "mail -t", "smtp": "{host: localhost}"}
ESCALATION_TEXTS = {"missed": "2", "to": "甲"}
CONTACT_TEXTS = {"name": "督办科", "phone": "010-12345678", "mail": "c@example.com"}
SMTP_TEXTS = {"host": "localhost", "port": "2525", "tls": "none", "user": "b", "password": "env:WORD"}
# Mail leaves one way; and who logs in has a password.
WAYS = {way: [key for key in MAIL if key.name in {way, "from", "to"}] for way in ("command", "smtp")}
TOGETHER = {"user": "password", "password": "user"}
SECTIONS = [
    *(pytest.param(table, MAIL_TEXTS, "{mail: {KEYS}}", id=f"mail by {way}") for way, table in WAYS.items()),
    pytest.param(SMTP, SMTP_TEXTS, "{mail: {from: b@example.com, to: 甲, smtp: {KEYS}}}", id="smtp"),
    pytest.param(ESCALATION, ESCALATION_TEXTS, "{escalate: [{KEYS}]}", id="escalate"),
    pytest.param(CONTACT, CONTACT_TEXTS, "{contact: {KEYS}}", id="contact"),
]
# Where a number of each kind stands, the last word being the number.
NUMBERS = {"by tag": "{KEY: {red: NUMBER}}", "number": "{KEY: NUMBER}"}
IN_A_RULE = "{escalate: [{to: 甲, KEY: NUMBER}]}"
COUNTED = [key for key in (*REMIND, *ESCALATION) if key.holds in NUMBERS]

each_top_key = pytest.mark.parametrize("key", TOP, ids=lambda key: key.name)


def test_the_keys_fill_the_plan() -> None:
    """Every field of the plan comes of one key at the top, and every key fills one."""
    assert sorted(field for key in TOP for field in key.fields) == sorted(TaskFile._fields)
    assert [key for key in TOP if not key.fields] == []


def head(names: Iterable[str]) -> str:
    """Return a task file with these keys, and an empty list where that is not among them."""
    texts = {name: TOP_TEXTS[name] for name in names}
    return "".join(f"{name}: {text}\n" for name, text in ({"tasks": "[]"} | texts).items())


@each_top_key
def test_a_key_at_the_top_is_read(key: Key) -> None:
    """It alone makes its fields others than they are without it."""
    needed = ["people"] if key.name == "remind" else []
    bare, filled = plan(head(needed)), plan(head([*needed, key.name]))
    assert {field for field in TaskFile._fields if getattr(bare, field) != getattr(filled, field)} == {*key.fields}


@each_top_key
@pytest.mark.parametrize("name", PAGES)
def test_a_key_at_the_top_is_documented(key: Key, name: str) -> None:
    """An example of the task file has it."""
    examples = re.findall(r"```yaml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert any(re.search(rf"^{key.name}:", example, re.MULTILINE) for example in examples)


@each_top_key
def test_a_key_that_is_required_is_missed(key: Key) -> None:
    """A file without it is refused; without another it is not."""
    text = "".join(f"{name}: {text}\n" for name, text in TOP_TEXTS.items() if name != key.name)
    missing = f"the required key `{key.name}` is missing"
    assert (missing in [sentence(problem.message) for problem in problems(text)]) == key.required


@pytest.mark.parametrize("key", WORKDAYS, ids=lambda key: key.name)
def test_a_key_of_the_working_days_is_read(key: Key) -> None:
    """It alone makes them others than those of Monday to Friday, and with the others they are not the same."""
    bare = plan(f"{head([])}workdays: {{calendar: none}}\n").workdays
    assert plan(f"{head([])}workdays: {{{key.name}: {WORKDAYS_TEXTS[key.name]}}}\n").workdays != bare
    others = ", ".join(f"{other.name}: {WORKDAYS_TEXTS[other.name]}" for other in WORKDAYS if other is not key)
    whole = ", ".join(f"{other.name}: {WORKDAYS_TEXTS[other.name]}" for other in WORKDAYS)
    with_it, without = (plan(f"{head([])}workdays: {{{each}}}\n").workdays for each in (whole, others))
    assert with_it != without


def test_settings_are_the_texts_and_what_is_by_tag(tmp_path: Path) -> None:
    """A workbook of the list holds them all, and the task file made of it says the same; people stay at home."""
    rules = "".join(f"{key.name}: {{red: 7}}, " for key in REMIND if key.holds == "by tag")
    texts = TOP_TEXTS | {"remind": f"{{{rules}}}", "people": "{}"}
    (tmp_path / "tasks.yaml").write_text("".join(f"{name}: {text}\n" for name, text in texts.items()))
    asked = ("-f", f"{tmp_path}/tasks.yaml", "--today", DAY)
    assert dispatch("list", *asked, "-o", f"{tmp_path}/list.xlsx").code == 0
    made = dispatch("import", f"{tmp_path}/list.xlsx").out
    assert plan(made) == plan((tmp_path / "tasks.yaml").read_text())
    written = [key.name for key in TOP if key.holds in ("text", "date", "by tag")]
    assert [name for name in written if not re.search(rf"^{name}:", made, re.MULTILINE)] == []


@pytest.mark.parametrize(("table", "texts", "place"), SECTIONS)
def test_what_a_section_requires(table: Sequence[Key], texts: dict[str, str], place: str) -> None:
    """A section with all of its keys is good; without one that is required it is not, without another it is."""
    for left_out in (None, *table):
        absent = {left_out.name, TOGETHER.get(left_out.name)} if left_out else set()
        pairs = ", ".join(f"{key.name}: {texts[key.name]}" for key in table if key.name not in absent)
        text = f"{head(['people'])}remind: {place.replace('KEYS', pairs)}\n"
        found = [sentence(problem.message) for problem in problems(text)]
        assert found == ([f"`{left_out.name}` is missing here"] if left_out and left_out.required else [])


@pytest.mark.parametrize(
    "key", [key for key in (*REMIND, *ESCALATION) if key.holds in NUMBERS], ids=lambda key: key.name
)
def test_the_least_number_of_a_key(key: Key) -> None:
    """It is taken, and the one below it is refused."""
    rules = (IN_A_RULE if key in ESCALATION else NUMBERS[key.holds]).replace("KEY", key.name)
    taken, refused = (rules.replace("NUMBER", f"{number}") for number in (key.least, key.least - 1))
    assert problems(f"{head(['people'])}remind: {taken}\n") == ()
    assert len(problems(f"{head(['people'])}remind: {refused}\n")) == 1


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "table", [REMIND, ESCALATION, CONTACT, MAIL, SMTP], ids=["remind", "escalate", "contact", "mail", "smtp"]
)
def test_a_key_of_a_section_is_documented(table: Any, name: str) -> None:
    """The example of the rules has it."""
    (example,) = re.findall(r"```yaml\n(people.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert [key.name for key in table if not re.search(rf"\b{key.name}: ?", example)] == []
