"""No module is imported from the current folder, where others may have put some."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from program import DAY, DISPATCH, environment
from reading import reasons

INSTALLED = (f"{Path(sys.executable).parent / 'dispatch'}",)
LIBRARIES = (
    "yaml", "_yaml", "rich", "typer", "click", "dateutil", "six", "orjson", "jinja2", "markupsafe",
    "tzdata", "python_calamine", "xlsxwriter", "icalendar", "shellingham", "pygments",
    "sitecustomize",
)  # fmt: skip
PLANTED = "import os\nopen(os.environ['SEEN'], 'a').write(__name__ + ' ')\n"
LIST = """
people: {甲: a@example.com}
remind: {mail: {from: d@example.com, to: 甲}}
timezone: Asia/Shanghai
cadence: {q: FREQ=WEEKLY;BYDAY=MO}
tasks:
- {id: 1, title: 一, tag: q, owner: 甲, last: 2026-11-01}
"""
COMMANDS = [
    (("check",), "the agenda"),
    (("check", "--format", "csv"), "a table for spreadsheets"),
    (("list", "--format", "ics"), "a calendar"),
    (("list", "-o", "a.xlsx"), "a workbook"),
    (("remind", "--format", "eml"), "a message with a page"),
    (("remind", "--send", "--command", "true"), "a mail command"),
    (("report", "--format", "html"), "a page"),
    (("record", "1", "--by", "甲"), "a command that writes"),
    (("schema",), "the schema"),
    (("lint", "--lang", "zh"), "the language"),
    (("import", "ledger.csv"), "a ledger"),
    (("--help",), "the help"),
]


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Return the names under which a module may lie in wait: not those that Python has before it runs any of ours."""
    said = "import runpy, sys; print(*sys.modules)"
    begun = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, env=environment(), check=True)
    return {*sys.stdlib_module_names, *LIBRARIES} - {*begun.stdout.split()}


@pytest.mark.parametrize("program", [DISPATCH, INSTALLED], ids=["python -m", "dispatch"])
@pytest.mark.parametrize(("command", "reason"), COMMANDS, ids=reasons(COMMANDS))
def test_nothing_is_imported_from_the_current_folder(
    tmp_path: Path, names: set[str], program: tuple[str, ...], command: tuple[str, ...], reason: str
) -> None:
    """A file that is called like a module is never run, neither by the installed script nor by `python -m`."""
    folder, seen = tmp_path / "office", tmp_path / "seen"
    folder.mkdir()
    for name in names:
        (folder / f"{name}.py").write_text(PLANTED, encoding="utf-8")
    (folder / "tasks.yaml").write_text(LIST, encoding="utf-8")
    (folder / "ledger.csv").write_text("编号,事项,紧急程度,上次调度\n1,甲,红,2026-11-01\n", encoding="utf-8")
    given = environment(SEEN=f"{seen}", DISPATCH_TODAY=DAY)
    done = subprocess.run([*program, *command], cwd=folder, env=given, capture_output=True, check=False, timeout=60)
    assert not seen.exists(), (reason, seen.read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stderr.decode()
