"""The commands and what completes them: every parameter says it, and it is true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from desk import Desk

import dispatch_cli.cli.commands
from dispatch_cli.cli.app import app
from dispatch_cli.cli.candidates import candidates, completions
from dispatch_cli.cli.directory import COMMANDS
from dispatch_cli.cli.options import VARIABLE, Completes
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = """\
tasks:
- {id: open, title: 甲, tag: red, last: 2026-11-09}
- {id: shut, title: 乙, tag: red, start: 2026-09-01, closed: 2026-09-30}
"""
ITEMS = ("item", "open item", "closed item")
# What a command needs beside the id of an item to do its work.
MORE = {
    "show": (),
    "explain": (),
    "history": (),
    "record": (),
    "meet": ("--from", "{folder}/said"),
    "tag": ("green", "-m", "支委会研判"),
    "assign": ("--owner", "招商二科"),
    "edit": ("--note", "等待供地"),
    "close": ("-m", "已投产"),
    "reopen": (),
    "deadline": ("--to", "2026-12-20", "-m", "上级要求"),
    "postpone": ("--to", "2026-12-20", "-m", "等待供地"),
}


def group() -> Any:
    """Return the program with all its commands."""
    return typer.main.get_command(app)


def parameters() -> Iterator[tuple[str, Any]]:
    """Yield every parameter that takes a value, with its command."""
    for command in COMMANDS:
        for param in group().get_command(None, command).params:
            if not getattr(param, "is_flag", False):
                yield command, param


def test_every_command_has_its_file() -> None:
    """The files of the folder are the commands, no more and no fewer, and each has a summary."""
    folder = Path(next(iter(dispatch_cli.cli.commands.__path__)))
    assert {path.stem.rstrip("_") for path in folder.glob("[a-z]*.py")} == set(COMMANDS)
    assert all(COMMANDS.values())


@pytest.mark.parametrize(
    ("command", "param"), [pytest.param(*each, id=f"{each[0]}-{each[1].name}") for each in parameters()]
)
def test_every_parameter_says_what_completes_it(command: str, param: Any) -> None:
    """A parameter that takes a value names the kind of its values, or says that nothing completes them."""
    assert param.name in completions(command)


def with_items() -> list[str]:
    """Return the commands that take the id of an item."""
    return [
        command
        for command in COMMANDS
        if any(isinstance(each, Completes) and each.kind in ITEMS for each in completions(command).values())
    ]


def test_every_command_that_takes_an_item_is_tried_here() -> None:
    """The table of this test leaves no command out."""
    assert sorted(MORE) == sorted(with_items())


@pytest.mark.parametrize("command", MORE)
def test_what_is_offered_is_what_is_accepted(tmp_path: Path, command: str) -> None:
    """An open or a closed item is offered exactly where the command takes it."""
    desk = Desk(tmp_path, LIST)
    environment = {VARIABLE: "1", "DISPATCH_FILE": f"{desk.file}", "DISPATCH_TODAY": "2026-11-10"}
    lines = candidates(group(), [command, ""], environment, Language("en")).splitlines()
    offered = {line.split("\t")[0] for line in lines}
    accepted = {item for item in ("open", "shut") if _is_accepted(tmp_path / item, command, item)}
    assert offered == accepted


def _is_accepted(folder: Path, command: str, item: str) -> bool:
    folder.mkdir()
    (folder / "said").write_text(f"{item}: 已联系\n", encoding="utf-8")
    more = [each.format(folder=folder) for each in MORE[command]]
    return Desk(folder, LIST).run(command, item, *more, day="2026-11-10").code == 0
