"""The documents tell the truth: transcripts are run, and every command, option, format and status is there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer
from generated import thinned
from offices import LIST as OFFICE_LIST
from offices import TODAY, added, assigned, closed, extended, make_office, play, recorded, reopened, tagged, undone
from page_picture import PICTURES, mark, page
from picture import draw
from reminding import make_reminders
from transcripts import DOCUMENTS, ROOT, rerun

from dispatch_cli.cadence.series import NAMED
from dispatch_cli.cli.app import app
from dispatch_cli.cli.commands.list import LIST_FORMATS
from dispatch_cli.cli.commands.report import REPORT_FORMATS
from dispatch_cli.cli.directory import COMMANDS
from dispatch_cli.log.entries import Event
from dispatch_cli.log.file import read_log
from dispatch_cli.log.lines import format_line
from dispatch_cli.messages import say
from dispatch_cli.model import Mode
from dispatch_cli.plan.keys import ITEM_KEYS, TOP_KEYS
from dispatch_cli.plan.reader import parse
from dispatch_cli.reminders.letters import Letter, entry_of
from dispatch_cli.render.agenda.view import KINDS
from dispatch_cli.render.letters.letter import FORMATS as LETTER_FORMATS
from dispatch_cli.render.style import GROUPS
from dispatch_cli.schedule.rows import State
from dispatch_cli.source import decode
from dispatch_cli.store import read

PAGES = [pytest.param(name, code, id=name) for name, code in DOCUMENTS.items()]
RECORDS = [page for page in PAGES if "record" in str(page.id)]
LISTS = [page for page in PAGES if "docs/list" in str(page.id)]
# What is looked up stands on two pages: the commands, and the list.
REFERENCES = {"en": ("docs/commands.md", "docs/list.md"), "zh": ("docs/commands.zh.md", "docs/list.zh.md")}


def document(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def options() -> set[str]:
    """Return every long option of every command."""
    group: Any = typer.main.get_command(app)
    commands = [group.get_command(None, name) for name in COMMANDS]
    return {option for command in commands for param in command.params for option in param.opts if option[:2] == "--"}


@pytest.mark.parametrize(("name", "code"), thinned(DOCUMENTS.items(), every=16), ids=DOCUMENTS)
def test_transcripts_are_what_the_program_prints(name: str, code: str) -> None:
    """Each shown command, run now, prints what stands below it."""
    text = document(name)
    assert text.count("```console") >= 2
    assert rerun(text, code) == text


@pytest.mark.parametrize("code", REFERENCES)
def test_documents_name_everything(code: str) -> None:
    """Every command, option, format, group, cadence, mode, key and exit status is where one looks it up."""
    text = "".join(map(document, REFERENCES[code]))
    names = (
        {f"dispatch {command}" for command in COMMANDS}
        | options()
        | {*LIST_FORMATS, *REPORT_FORMATS, *LETTER_FORMATS, *KINDS, *GROUPS, *NAMED}
    )
    names |= set(Mode) | set(ITEM_KEYS) | set(TOP_KEYS) | set(State)
    assert {name for name in names if name not in text} == set()
    statuses = re.findall(r"^\| (\d+(?:, \d+)?) \|", text, re.MULTILINE)
    assert statuses == ["0", "1", "2", "3", "4", "5", "130, 141"]


@pytest.mark.parametrize(("name", "code"), LISTS)
def test_the_example_of_the_task_file_is_a_good_one(name: str, code: str) -> None:
    """The YAML that the document shows is understood without a problem."""
    blocks = re.findall(r"```yaml\n(.*?)```", document(name), re.DOTALL)
    assert blocks, code
    for block in blocks:
        plan = parse(decode(name, block.encode()), lambda _: True)
        assert plan.items or plan.mail


@pytest.mark.parametrize(("name", "code"), RECORDS)
def test_the_example_of_the_log_is_a_good_one(name: str, code: str) -> None:
    """The log that the document shows is what the program would write, line by line."""
    lines = re.findall(r"```json\n(.*?)```", document(name), re.DOTALL)[0]
    log = read_log(name, lines.encode())
    assert [entry.event for entry in log.entries] == ["dispatched", "tagged", "extended", "closed", "undone"], code
    assert b"".join(map(format_line, log.entries)) == lines.encode()
    assert log.torn is None


@pytest.mark.parametrize(("name", "code"), RECORDS)
def test_every_event_and_key_of_the_log_is_explained(name: str, code: str) -> None:
    """The page about the log names each event and each key that the program writes."""
    office = make_office(OFFICE_LIST, today=TODAY)
    commands = (recorded("1", "3"), extended("3", "2026-12-20"), tagged("1", "green"), assigned("1", owner="招商二科"))
    done = play(office, *commands, closed("4"), reopened("6"), added(), undone)
    keys = {key for entry in done.log.entries for key in json.loads(format_line(entry))} | {"after_cut"}
    reminders = make_reminders(office.plan, (), TODAY)
    told = entry_of(Letter((), "secretary@example.com", tuple(reminders)), TODAY, "<1@example.com>")
    words = keys | {*json.loads(format_line(told))} | {*Event}
    assert {word for word in words if f"`{word}`" not in document(name)} == set(), code


def test_set_up_is_the_same_two_commands_in_both_languages() -> None:
    """The first `sh` block holds exactly two commands, the same in both documents."""
    names = [name for name in DOCUMENTS if "README" in name]
    blocks = [re.findall(r"```sh\n(.*?)```", document(name), re.DOTALL)[0] for name in names]
    assert blocks[0] == blocks[1]
    assert len(blocks[0].splitlines()) == 2


@pytest.mark.parametrize(("name", "code"), [("docs/check.svg", "en"), ("docs/check.zh.svg", "zh")])
def test_the_picture_is_of_the_real_table(name: str, code: str) -> None:
    """The picture, drawn now, is the one in the project."""
    assert draw(code) == document(name)


@pytest.mark.parametrize("code", [*PICTURES])
def test_the_picture_of_the_page_is_of_what_it_says_now(code: str) -> None:
    """The picture bears the mark of the page that the program makes now of the sample list, and is not large."""
    picture = PICTURES[code].read_bytes()
    assert b"tEXtpage\0" + mark(page(code)) in picture
    assert len(picture) < 300_000
    assert f"](docs/{PICTURES[code].name})" in document({"en": "README.md", "zh": "README.zh.md"}[code])


def test_the_register_is_the_one_described() -> None:
    """The sample register has 3 red, 7 orange and 25 green open items of four teams, and one closed one."""
    plan = parse(decode("tasks.yaml", read(str(ROOT / "tasks.yaml"), say(""))), lambda _: True)
    tags = [item.tag for item in plan.items if not item.closed]
    assert (tags.count("red"), tags.count("orange"), tags.count("green"), len(plan.items)) == (3, 7, 25, 36)
    assert len({item.team for item in plan.items}) == 4


def test_no_document_speaks_of_this_machine() -> None:
    """No text of the project names a folder of the machine it was written on."""
    files = [path for path in ROOT.rglob("*") if path.suffix in (".md", ".py", ".toml", ".svg", ".yaml", ".po")]
    own = [path for path in files if not {".venv", ".hypothesis", "build"} & set(path.parts)]
    assert own
    assert [path for path in own if re.search(r"/(work|root|home)/", path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("module", sorted(Path(ROOT, "src").rglob("*.py")), ids=lambda path: path.name)
def test_modules_are_small(module: Path) -> None:
    """No module has 250 lines or more."""
    assert module.read_text(encoding="utf-8").count("\n") < 250
