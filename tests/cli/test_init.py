"""`init` writes two files, the list and its schema: both or neither, and never over others."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from desk import run
from editor import accepts
from program import DAY
from reading import reasons

from dispatch_cli import clock
from dispatch_cli.errors import UnwritableError
from dispatch_cli.store import create_both


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def names() -> set[str]:
    """Return the names of all files."""
    return {path.name for path in Path().iterdir()}


NAMES = [
    ("tasks.yaml", "tasks.schema.json", "the usual name"),
    ("list.yml", "list.schema.json", "another one"),
    ("清单.yaml", "清单.schema.json", "in Chinese"),
    ("list", "list.schema.json", "without an ending"),
    ("our list.yaml", "tasks.schema.json", "a blank would end the name in the modeline"),
    ("a\x1bb.yaml", "tasks.schema.json", "a control character would not be text"),
    ("a\udcff.yaml", "tasks.schema.json", "half a character cannot be written"),
    ("list#2.yaml", "tasks.schema.json", "and what follows # is a fragment to an editor"),
    ("http.yaml", "tasks.schema.json", "and this an address"),
]


@pytest.mark.parametrize(("name", "schema", "reason"), NAMES, ids=reasons(NAMES))
def test_the_list_names_the_schema_beside_it(name: str, schema: str, reason: str) -> None:
    """The first line of the list leads an editor to the schema, which the message names too."""
    done = run("init", "-f", name, cwd=Path.cwd(), DISPATCH_TODAY=DAY)
    assert names() == {name, schema}, reason
    assert Path(name).read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={schema}\n")
    assert Path(schema).read_bytes() == run("schema").stdout
    assert re.search(
        rf"{re.escape(ascii(name)[1:-1] if not name.isprintable() else name)} is written.* by {re.escape(schema)}\.",
        done.stdout.decode(),
    )


COMMANDS = [
    ("tasks.yaml", "dispatch check", "the usual list needs no name"),
    ("our list.yaml", "dispatch check -f 'our list.yaml'", "another one must be named, a blank quoted"),
]


@pytest.mark.parametrize(("name", "command", "reason"), COMMANDS, ids=reasons(COMMANDS))
def test_the_command_that_comes_next_works_as_it_stands(name: str, command: str, reason: str) -> None:
    """What to run after editing is said so that it checks the list that was written."""
    done = run("init", "-f", name, cwd=Path.cwd(), DISPATCH_TODAY=DAY)
    assert done.stdout.decode().endswith(f"then run `{command}`.\n"), reason
    assert run(*shlex.split(command)[1:], cwd=Path.cwd(), DISPATCH_TODAY=DAY).returncode == 0


@pytest.mark.parametrize("code", ["en", "zh"])
def test_an_editor_finds_nothing_wrong_with_the_example(code: str) -> None:
    """The list that `init` writes is good by the schema that it writes, in the user's language."""
    run("init", "--lang", code, cwd=Path.cwd())
    assert accepts(Path("tasks.yaml").read_text(encoding="utf-8"))
    assert Path("tasks.schema.json").read_bytes() == run("schema", "--lang", code).stdout


@pytest.mark.parametrize("code", ["en", "zh"])
def test_an_empty_list_can_be_begun(code: str) -> None:
    """With --empty the same list is written without its sample items; `add` writes the first one, `undo` takes it."""

    def do(*arguments: str) -> bytes:
        """Run a command that must succeed."""
        done = run(*arguments, cwd=Path.cwd(), DISPATCH_TODAY=DAY, DISPATCH_BY="招商一科", DISPATCH_LANG=code)
        assert done.returncode == 0
        return done.stdout

    do("init", "-f", "whole.yaml")
    do("init", "--empty")
    begun = Path("tasks.yaml").read_text(encoding="utf-8")
    assert begun.endswith("\ntasks:\n")
    whole = Path("whole.yaml").read_text(encoding="utf-8").replace("whole.schema", "tasks.schema")
    assert whole.startswith(begun)
    assert accepts(begun)
    assert len(do("list").splitlines()) == 1
    do("add", "甲", "--tag", "red")
    assert Path("tasks.yaml").read_text(encoding="utf-8").startswith(f"{begun}  - id: 1\n    title: 甲\n")
    do("undo")
    assert Path("tasks.yaml").read_text(encoding="utf-8") == begun


AWKWARD = [
    ("2026-11-22", "any day"),
    ("2027-02-28", "the last day of the shortest month"),
    ("2027-03-26", "a month after the shortest month began"),
    ("2028-02-29", "a leap day"),
    ("2027-01-31", "the last of a long month"),
    ("2027-12-31", "the last of a year"),
]


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize(("today", "reason"), AWKWARD, ids=reasons(AWKWARD))
def test_the_example_shows_each_state(code: str, today: str, reason: str) -> None:
    """On the day on which the list is begun something is overdue, due, soon due and on schedule, a deadline is near."""
    run("init", "--lang", code, cwd=Path.cwd(), DISPATCH_TODAY=today)
    shown = json.loads(run("list", "--format", "json", cwd=Path.cwd(), DISPATCH_TODAY=today).stdout)
    assert shown["counts"] == {"overdue": 1, "due": 1, "soon": 1, "ok": 2, "closed": 0}, reason
    assert {item["id"] for item in shown["items"]} == set("12345")
    assert b"in 10 days" in run("check", cwd=Path.cwd(), DISPATCH_TODAY=today).stdout


def test_the_english_example_is_english() -> None:
    """No Chinese stands in it, and those who answer for an item are desks."""
    run("init", "--lang", "en", cwd=Path.cwd())
    text = Path("tasks.yaml").read_text(encoding="utf-8")
    assert text.isascii()
    assert "owner: Investment desk" in text


ZONES = [
    ("en", "Europe/Berlin", "Europe/Berlin", "the machine's, as the variable says it"),
    ("en", ":Asia/Tokyo", "Asia/Tokyo", "as the C library spells it"),
    ("en", "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo", "as a path"),
    ("en", "CST-8", None, "a zone without a name"),
    ("en", "", None, "which means UTC, and is no name"),
    ("en", "../../etc/passwd", None, "no zone at all"),
    ("zh", "America/New_York", "Asia/Shanghai", "an office that speaks Chinese, on a server somewhere"),
]


@pytest.mark.parametrize(("code", "said", "zone", "reason"), ZONES, ids=reasons(ZONES))
def test_the_example_is_in_the_zone_of_the_machine(code: str, said: str, zone: str | None, reason: str) -> None:
    """Its dates and its time zone are of one clock; where the machine names no zone, neither does the list."""
    earliest = f"{clock.today(zone)}"
    done = run("init", "--lang", code, cwd=Path.cwd(), TZ=said)
    text = Path("tasks.yaml").read_text(encoding="utf-8")
    found = re.search(r"(?m)^timezone: (\S+)", text)
    assert (done.returncode, found and found[1]) == (0, zone), reason
    if zone is not None:
        assert earliest <= re.findall(r"start: (\S+)", text)[-1] <= f"{clock.today(zone)}"


def test_a_machine_without_a_clock_of_its_own_has_no_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither the variable nor the link is there, no name is made up."""
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(clock, "_MACHINE_ZONE", "nowhere")
    assert clock.zone_name() is None


def test_a_schema_that_is_there_stays() -> None:
    """Whoever has a schema keeps it, a link that leads nowhere included."""
    Path("tasks.schema.json").write_text("{}", encoding="utf-8")
    Path("b.schema.json").symlink_to("nowhere")
    assert run("init", cwd=Path.cwd()).returncode == run("init", "-f", "b.yaml", cwd=Path.cwd()).returncode == 0
    assert Path("tasks.schema.json").read_text(encoding="utf-8") == "{}"
    assert names() == {"tasks.yaml", "tasks.schema.json", "b.yaml", "b.schema.json"}


def test_where_a_list_is_no_schema_appears() -> None:
    """A refused `init` leaves the folder as it was."""
    Path("tasks.yaml").write_text("tasks: []\n", encoding="utf-8")
    assert run("init", cwd=Path.cwd()).returncode == 4
    assert names() == {"tasks.yaml"}


def test_a_list_in_a_folder_has_its_schema_there() -> None:
    """The schema lies beside the list, not where the command was given."""
    Path("office").mkdir()
    assert b"by office/list.schema.json" in run("init", "-f", "office/list.yaml", cwd=Path.cwd()).stdout
    assert {path.name for path in Path("office").iterdir()} == {"list.yaml", "list.schema.json"}
    assert names() == {"office"}


def test_both_files_or_neither(tmp_path: Path) -> None:
    """Where the second cannot be written, the first is taken away again."""
    beside = tmp_path / ("x" * 300)  # no file system takes so long a name
    with pytest.raises(UnwritableError) as error:
        create_both("tasks.yaml", b"a", str(beside), b"b")
    assert str(beside) in str(error.value.message.values["path"])
    assert names() == set()
    create_both("tasks.yaml", b"a", "tasks.schema.json", b"b")
    assert [Path(name).read_bytes() for name in ("tasks.yaml", "tasks.schema.json")] == [b"a", b"b"]
