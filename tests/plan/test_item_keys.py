"""The table of an item's keys is whole: what is read, written, imported, listed, described and said follows from it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from desk import dispatch
from ledgers import Shelf
from program import DAY, ROOT
from reading import only_item, problems, sentence

from dispatch_cli.changes.change import replaced
from dispatch_cli.ledger import rows
from dispatch_cli.ledger.headings import Headings, plain
from dispatch_cli.log.events import FIELDS
from dispatch_cli.messages import field_word
from dispatch_cli.model import Item
from dispatch_cli.plan.edits import add_item, remove_field, set_field
from dispatch_cli.plan.keys import ITEM, ITEM_KEYS, ITEM_REQUIRED, ORDER, Key
from dispatch_cli.plan.tree import Nodes
from dispatch_cli.render.agenda.columns import FIELDS as COLUMNS
from dispatch_cli.render.text.language import TONGUES, Language

if TYPE_CHECKING:
    from pathlib import Path

CODES = [tongue.code for tongue in TONGUES]
PAGES = ["docs/list.md", "docs/list.zh.md"]
# The days lie in the order of the table, all in the past, so that every key may have one.
TEXTS = {
    key.name: {"tag": "red", "date": f"{date(2026, 1, 1) + timedelta(place)}"}.get(key.holds, f"某{place}")
    for place, key in enumerate(ITEM)
}
WHOLE = "tasks:\n  - " + "\n    ".join(f"{name}: {text}" for name, text in TEXTS.items()) + "\n"

each_key = pytest.mark.parametrize("key", ITEM, ids=lambda key: key.name)


def without(text: str, key: str) -> str:
    """Return an item without one of its lines."""
    return re.sub(rf"\n    {key}: [^\n]*", "", text) if f"\n    {key}:" in text else text.replace(f"{key}: ", "x-a: ")


# --- the keys of an item


def test_the_keys_are_the_fields_of_an_item() -> None:
    """In their order too: what is written last stands last. The names that texts join are derived."""
    assert Item._fields == (*ORDER, "several")
    assert sorted(ITEM_KEYS) == sorted(ORDER)


@each_key
def test_a_key_is_read_and_may_be_absent_if_it_is_not_required(key: Key) -> None:
    """Each fills its own field; without it the item is as good, unless it must be there."""
    item = only_item(WHOLE)
    value = getattr(item, key.name)
    assert f"{value}" == TEXTS[key.name]
    assert isinstance(value, date) == (key.holds == "date")
    rest = without(WHOLE, key.name)
    if key.required:
        (problem,) = problems(rest)
        assert sentence(problem.message) == f"this item has no `{key.name}`"
    else:
        assert only_item(rest) == replaced(item, key.name, None)


@each_key
def test_a_value_of_another_kind_is_a_problem(key: Key) -> None:
    """Any text will do, but for a date and a tag."""
    found = problems(WHOLE.replace(f"{key.name}: {TEXTS[key.name]}", f"{key.name}: 某某"))
    expected = {"date": "`某某` is not a date", "tag": "unknown tag `某某`"}.get(key.holds)
    assert [sentence(problem.message) for problem in found] == ([expected] if expected else [])


@each_key
def test_a_day_that_has_happened_is_doubtful_when_it_is_to_come(key: Key) -> None:
    """`lint` asks whether the year is right; of other days it asks nothing."""
    if key.holds == "date":
        line = f"{key.name}: {TEXTS[key.name]}"
        others = "\n    ".join(f"{each.name}: {TEXTS[each.name]}" for each in ITEM if each.required)
        dated = f"tasks:\n  - {others}\n    {line}\n" + ("    start: 2026-01-01\n" if key.name != "start" else "")
        assert bool(problems(dated, doubt_after=date(2026, 1, 1))) == key.happened


def test_an_item_is_written_as_it_is_read() -> None:
    """All fields stand in the order of the table, and come back as they were."""
    edit = add_item("tasks: []\n", Nodes("tasks: []\n"), TEXTS)
    text = edit.apply("tasks: []\n")
    assert re.findall(r"(\w+):", text.partition("\n")[2]) == [*ORDER]
    assert only_item(text) == only_item(WHOLE)


@each_key
def test_a_field_is_set_where_it_belongs_and_removed(key: Key) -> None:
    """It goes behind the fields that stand before it in the table; nothing else changes."""
    if not key.required:
        shorter = remove_field(WHOLE, Nodes(WHOLE).item("某0"), key.name).apply(WHOLE)
        assert shorter == without(WHOLE, key.name)
        assert set_field(shorter, Nodes(shorter).item("某0"), key.name, TEXTS[key.name]).apply(shorter) == WHOLE


@each_key
def test_a_key_has_a_word_in_every_language(key: Key) -> None:
    """In English it is the key itself; in Chinese it is Chinese, and so is its meaning."""
    words = [Language(code).speak(field_word(key.name)) for code in ("en", "zh")]
    assert words[0] == key.name
    assert re.fullmatch("[\u4e00-\u9fff]+", words[1])
    assert re.search("[\u4e00-\u9fff]", Language("zh").speak(key.meaning))


def test_what_an_event_changes_is_a_key() -> None:
    """No event of the log changes what no item has; `assign` changes the names that items share."""
    changed = {field for fields in FIELDS.values() for field in fields}
    assert changed <= {*ORDER}
    assert {key.name for key in ITEM if key.holds == "names"} <= changed


# --- ledgers


@each_key
def test_each_heading_means_its_key(key: Key) -> None:
    """By the words of the table, Chinese and English, and by the key itself; no other key has one of them."""
    words = [*key.chinese, *key.english, key.name]
    assert {Headings({}).key(word) for word in words} == {key.name}
    assert [word for word in key.chinese if not re.fullmatch("[\u4e00-\u9fff]+", word)] == []
    others = {
        plain(word) for other in ITEM if other is not key for word in (*other.chinese, *other.english, other.name)
    }
    assert {plain(word) for word in words} & others == set()


@pytest.mark.parametrize("name", ["docs/excel.md", "docs/excel.zh.md"])
@each_key
def test_each_heading_is_documented(key: Key, name: str) -> None:
    """The page about ledgers has a row for each key, which names its headings."""
    (row,) = re.findall(rf"^\| `{key.name}` \| (.*) \|$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert [word for word in key.chinese if re.sub("时间|日期", "", word) not in row] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_whole_item_goes_through_a_ledger(tmp_path: Path, suffix: str, code: str) -> None:
    """What `list` writes with every key set, `import` takes over with every key set, and leaves no column."""
    (tmp_path / "tasks.yaml").write_text(WHOLE)
    ledger = f"{tmp_path}/list.{suffix}"
    asked = ("-f", f"{tmp_path}/tasks.yaml", "--today", DAY, "--lang", code)
    assert dispatch("list", "--closed", *asked, "-o", ledger).code == 0
    done = dispatch("import", ledger)
    assert (done.code, done.err) == (0, "")
    assert only_item(done.out) == only_item(WHOLE)


@each_key
def test_a_column_is_taken_over(tmp_path: Path, key: Key) -> None:
    """A ledger with a column for each key, under a word of the table, makes an item with that field."""
    header = [(each.chinese if each is key else (each.name,))[0] for each in ITEM]
    table = ",".join(header) + "\n" + ",".join(TEXTS.values()) + "\n"
    done = Shelf(tmp_path).run(table)
    assert (done.code, done.err) == (0, "")
    assert only_item(done.out) == only_item(WHOLE)


def test_what_a_row_lacks_is_said() -> None:
    """Each key that an item must have is asked of a row in words of its own."""
    assert {*rows.REQUIRED} == {*ITEM_REQUIRED}


# --- what is shown


@each_key
def test_a_key_reaches_programs_and_people(tmp_path: Path, key: Key) -> None:
    """JSON and CSV have a column for it, and `show` shows what it holds."""
    assert key.name in COLUMNS
    (tmp_path / "tasks.yaml").write_text(WHOLE if key.name == "closed" else without(WHOLE, "closed"))
    asked = ("-f", f"{tmp_path}/tasks.yaml", "--today", DAY)
    assert TEXTS[key.name] in dispatch("show", "某0", *asked).out
    assert f'"{key.name}": "{TEXTS[key.name]}"' in dispatch("list", "--closed", *asked, "--format", "json").out


@each_key
@pytest.mark.parametrize("name", PAGES)
def test_a_key_is_documented(key: Key, name: str) -> None:
    """The example of the task file has it."""
    (example,) = re.findall(r"```yaml\nbranch(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert re.search(rf"^  [ -] {key.name}: ", example, re.MULTILINE)
