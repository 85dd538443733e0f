"""The manual pages say what help says, are read by `man` without a warning, and are installed with the package."""

from __future__ import annotations

import re
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest
from man import MAN, TONGUES, escaped, pages
from program import ROOT, needs
from reading import reasons

from dispatch_cli.cli.directory import COMMANDS
from dispatch_cli.cli.examples import EXAMPLES
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from pathlib import Path

RENEW = "help was changed and the manual was not: run `.venv/bin/python docs/man.py`"


def read(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Return what `man` shows on a terminal of 80 columns, and its warnings."""
    variables = {"LANG": "C.UTF-8", "MANWIDTH": "80", "MANPATH": f"{MAN}", "PATH": "/usr/bin:/bin"}
    return subprocess.run(["/usr/bin/man", *arguments], capture_output=True, env=variables, check=True, text=True)


def test_the_manual_is_up_to_date() -> None:
    """The pages are those that help makes now, no more and no fewer: one of the program, and one of each command."""
    made = pages()
    assert {path: path.read_text(encoding="utf-8") for path in MAN.rglob("*.1")} == made, RENEW
    assert len(made) == len(TONGUES) * (1 + len(COMMANDS))


ESCAPED = [
    ("-m", r"\-m", "a hyphen stays one when it is copied"),
    (".x", r"\&.x", "no command of groff"),
    ("'x", r"\(aqx", "neither is a quote, and it stays straight"),
    ("a\\b", r"a\eb", "no escape"),
    ("run `x -y`", r"run \fBx \-y\fR", "what is typed is bold"),
    ("ID…", "ID...", "in every encoding"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ESCAPED, ids=reasons(ESCAPED))
def test_texts_are_not_obeyed(text: str, expected: str, reason: str) -> None:
    """What groff would take for itself is shown as it is."""
    assert escaped(text) == expected, reason


@needs("man")
@pytest.mark.parametrize("code", TONGUES)
def test_man_reads_all_pages(code: str) -> None:
    """No page is formatted with a warning; examples and options stand in them as they are typed."""
    paths = sorted(TONGUES[code].folder.glob("*.1"))
    done = read("--warnings", "-l", *paths)
    assert done.stderr == ""
    language = Language(code)
    for examples in EXAMPLES.values():
        for example in examples:
            assert f"       {language.text(example.line)}\n" in done.stdout
    assert "       -m, --message REASON\n" in done.stdout
    assert r"\f" not in done.stdout


@needs("man")
def test_man_finds_a_command() -> None:
    """`man dispatch-check` is the page of that command, and says first what it does."""
    shown = read("dispatch-check").stdout
    assert re.search(r"NAME\n +dispatch-check - Show the items due for follow-up", shown)
    assert "130, 141" in read("dispatch").stdout


def test_the_package_installs_the_manual() -> None:
    """The wheel lays the folder where `man` looks for it, in the folders of its sections and languages."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert {ROOT / source: target for source, target in shared.items()} == {MAN: "share/man"}
    assert {tongue.folder.relative_to(MAN).as_posix() for tongue in TONGUES.values()} == {"man1", "zh_CN/man1"}
