"""Formats and columns are each said once: what the tables say holds for every value and every width."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import make_entry
from desk import Desk, Done, dispatch
from drawing import render
from offices import LIST, TODAY, make_office
from program import DAY

from dispatch_cli.render.agenda.columns import COLUMNS, SHAPE
from dispatch_cli.render.agenda.view import AgendaView
from dispatch_cli.render.forecast.columns import CALL_HEADERS, CALL_SHAPE, DAY_HEADERS, DAY_SHAPE
from dispatch_cli.render.formats import catalogue
from dispatch_cli.render.formats.catalogue import EVERYWHERE, FORMATS
from dispatch_cli.render.history import _SHAPE as HISTORY_SHAPE
from dispatch_cli.render.history import HEADERS as HISTORY_HEADERS
from dispatch_cli.render.letters.view import LETTER_SHAPE
from dispatch_cli.render.report.columns import HEADERS as REPORT_HEADERS
from dispatch_cli.render.report.columns import SHAPE as REPORT_SHAPE
from dispatch_cli.render.rollup.columns import HEADERS as ROLLUP_HEADERS
from dispatch_cli.render.rollup.columns import SHAPE as ROLLUP_SHAPE
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import Language
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from dispatch_cli.render.formats.sheet import Shape

ITEM = (
    "tasks: [{id: P-1, title: 某新能源项目落地, tag: red, team: 招大引强专班, owner: 招商一科, start: 2026-06-01, "
    "last: 2026-11-01, deadline: 2026-11-20, note: 等待供地}]"
)
# What each command is asked for, beside its format, to show everything that it can show.
ASKED = {
    "check": ("--all",),
    "list": (),
    "show": ("1",),
    "history": (),
    "minutes": (),
    "report": (),
    "rollup": (),
    "forecast": ("--level",),
    "workdays": ("2026",),
    "remind": (),
    "lint": (),
}
FINDS = {"lint": 1}  # the list is doubtful


def run(desk: Desk, command: str, *arguments: str) -> Done:
    """Run a command on a desk; one about many lists is given the folder."""
    if command == "rollup":
        return dispatch(command, f"{desk.file.parent}", "--today", DAY, *arguments)
    return desk.run(command, *arguments)


def formats_of(command: str) -> list[str]:
    """Return the formats that a command takes, as its options say."""
    from dispatch_cli.cli.candidates import completions
    from dispatch_cli.cli.options import OneOf

    found = completions(command).get("format_name")
    return [*found.words] if isinstance(found, OneOf) else []


def commands() -> list[str]:
    """Return the commands that take a format."""
    from dispatch_cli.cli.directory import COMMANDS

    return [command for command in COMMANDS if formats_of(command)]


def test_every_command_with_formats_is_tried_here() -> None:
    """The table of this test leaves no command out."""
    assert sorted(ASKED) == sorted(commands())


@pytest.mark.parametrize(
    ("command", "name"),
    [pytest.param(command, name, id=f"{command}-{name}") for command in ASKED for name in formats_of(command)],
)
def test_every_format_is_drawn(tmp_path: Path, command: str, name: str) -> None:
    """Whatever a command takes as its format it draws, on stdout or into a file, encoded as the table says."""
    mail = "people: {国评专班: team@example.com}\nremind: {mail: {from: a@example.com, to: 国评专班}}\n"
    desk = Desk(tmp_path, mail + LIST)
    desk.do("record", "2", "--on", "2026-11-20")
    output = tmp_path / "page.out"
    assert run(desk, command, *ASKED[command], "--format", name, "-o", f"{output}").code == FINDS.get(command, 0)
    page = output.read_bytes()
    assert page
    if FORMATS[name].encoding != "bytes":
        page.decode()


@pytest.mark.parametrize(
    ("command", "suffix"),
    [
        pytest.param(command, end, id=f"{command}-{end}")
        for command in ASKED
        for name in formats_of(command)
        for end in FORMATS[name].suffixes
        if end
    ],
)
def test_every_suffix_tells_its_format(tmp_path: Path, command: str, suffix: str) -> None:
    """The end of a name is enough for every format that has one: the file is what `--format` would have made."""
    mail = "people: {国评专班: team@example.com}\nremind: {mail: {from: a@example.com, to: 国评专班}}\n"
    desk = Desk(tmp_path, mail + LIST)
    name = next(each for each, format_ in FORMATS.items() if suffix in format_.suffixes)
    told, asked = tmp_path / f"told{suffix}", tmp_path / "asked.out"
    for options in (("-o", f"{told}"), ("--format", name, "-o", f"{asked}")):
        assert run(desk, command, *ASKED[command], *options).code == FINDS.get(command, 0)
    assert told.read_bytes() == asked.read_bytes()


def test_every_drawing_module_has_a_format() -> None:
    """Each `as_…` draws a format of the table from a part, and each format that has a part is drawn by one."""
    modules = {path.stem.removeprefix("as_") for path in Path(catalogue.__file__).parent.glob("as_*.py")}
    assert modules == {name for name, each in FORMATS.items() if each.part}
    assert set(EVERYWHERE) <= modules


def test_no_suffix_tells_two_formats() -> None:
    """A name has one meaning."""
    suffixes = [end for each in FORMATS.values() for end in each.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize(
    ("shape", "keys"),
    [
        (SHAPE, [column.key for column in COLUMNS]),
        (HISTORY_SHAPE, [*HISTORY_HEADERS]),
        (REPORT_SHAPE, [*REPORT_HEADERS]),
        (CALL_SHAPE, [*CALL_HEADERS]),
        (DAY_SHAPE, [*DAY_HEADERS]),
        (ROLLUP_SHAPE, [*ROLLUP_HEADERS]),
        (LETTER_SHAPE, [*(column.key for column in COLUMNS), "number", "others"]),
    ],
    ids=["agenda", "history", "report", "calls", "days", "roll-up", "letter"],
)
def test_every_column_gives_way_once(shape: Shape, keys: list[str]) -> None:
    """Each column but the flexible one gives way at its time, so that a table fits any terminal."""
    assert [*shape.fits] == keys
    assert sorted([shape.flexible, *shape.yields]) == sorted(keys)


@pytest.mark.parametrize("width", [60, 100, 200])
def test_every_column_reaches_the_terminal(width: int) -> None:
    """What each column shows of a row stands in the table, however wide the terminal is."""
    office = make_office(ITEM)
    said = make_entry("dispatched 2026-11-02", "P-1")._replace(by="招商一科", note="已约谈")
    agenda = make_agenda(office.plan, [said], TODAY, State, Filters())
    style = Style(Language("zh"), width)
    squeezed = "".join(render(AgendaView(agenda, office.plan), "table", style).split())
    (row,) = agenda.rows
    for column in COLUMNS:
        cells = (cell for cell in (column.cell, column.short) if cell)
        texts = ["".join(cell(row, style.language).split()) for cell in cells]
        assert texts[0], column.key
        assert any(text in squeezed for text in texts), column.key
