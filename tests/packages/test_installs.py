"""The ways to install it do what the document says: each is carried out as printed, in a new home."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from as_printed import PAGES, blocks, do
from program import ROOT
from smoke import Program, try_all
from wheelhouse import gather

from dispatch_cli import __version__

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.packages
# Where each way puts the command; the home and the folder are new.
WAYS = {
    "pipx": "home/.local/bin/dispatch",
    "uv": "home/.local/bin/dispatch",
    "pip": "dispatch/bin/dispatch",
    "The source archive": "dispatch/bin/dispatch",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel and the source archive, built as the document says."""
    folder = tmp_path_factory.mktemp("files")
    subprocess.run([sys.executable, "-m", "uv", "build", "-q", "-o", folder / "files", ROOT], check=True)
    return folder / "files"


@pytest.fixture
def folder(tmp_path: Path, files: Path) -> Path:
    """Return a folder with these files and an empty home."""
    (tmp_path / "home").mkdir()
    for file in files.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path


def test_both_languages_print_the_same_commands() -> None:
    """The two documents differ in words, and in no command; the files that they name are of this version."""
    one, other = ([*blocks(page).values()] for page in PAGES)
    assert one == other
    named = {name for page in PAGES for name in re.findall(r"followup-(\d[\d.]*\d)", (ROOT / page).read_text("utf-8"))}
    assert named == {__version__}


@pytest.mark.parametrize("way", WAYS)
def test_a_way_to_install(way: str, folder: Path) -> None:
    """What is printed installs a program that does its work."""
    (command,) = blocks(PAGES[0])[way]
    do(command, folder)
    assert try_all(Program([f"{folder / WAYS[way]}"]))


@pytest.mark.parametrize("way", ["pipx", "uv", "pip"])
def test_what_a_missing_library_is_told_works(way: str, folder: Path) -> None:
    """Without the extras a workbook cannot be written; the command of the hint, run as printed, makes that work."""
    (command,) = blocks(PAGES[0])[way]
    do(command.replace("[all]", ""), folder)
    ask = f"{folder / WAYS[way]} list -f {ROOT / 'tasks.yaml'} -o list.xlsx"
    refused = do(f"! {ask} --lang en", folder)
    hint = re.findall(r"→ run `(.*)`", refused)
    assert len(hint) == 1, refused
    do(hint[0], folder)
    do(ask, folder)
    assert (folder / "list.xlsx").read_bytes().startswith(b"PK")


def test_the_wheelhouse_needs_no_network(folder: Path) -> None:
    """What is gathered installs with no index at all."""
    gathering, installing = blocks(PAGES[0])["The wheelhouse"]
    assert gathering == ".venv/bin/python packaging/wheelhouse.py linux build/wheelhouse\n"
    gather("linux", folder / "wheelhouse", "{}.{}".format(*sys.version_info))
    do(f"export PIP_CONFIG_FILE=/dev/null\nunset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL\n{installing}", folder)
    assert try_all(Program([f"{folder / WAYS['pip']}"]))


def test_the_wheelhouse_of_windows_is_complete(folder: Path) -> None:
    """Windows finds in it all that the program wants there."""
    gather("windows", folder / "wheelhouse", "3.13")
    uv = "uv pip install -q --target here --python-platform x86_64-pc-windows-msvc --python-version 3.13"
    do(f"{uv} --no-config --offline --no-index --find-links wheelhouse 'dispatch-followup[all]'", folder)
    assert {"colorama", "dispatch_cli", "xlsxwriter", "tzdata"} <= {path.name for path in (folder / "here").iterdir()}
