"""The downloads work anywhere, with nothing installed, and begin as fast as what pip installs."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from as_printed import PAGES, blocks, do
from freeze import freeze
from program import ROOT
from smoke import OLD_BOOK, Program, try_all
from wine import windows_path

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.packages
MOST = 1.3  # times what the same start takes after `pip install`
SIZE = 50_000_000
# Stores a mail in `mail.txt`; the words of a mail command have no quotes of their own here.
STORE = "import sys; open('mail.txt', 'wb').write(sys.stdin.buffer.read())"


def seconds(command: Sequence[str], folder: Path, variables: dict[str, str]) -> float:
    """Return the processor time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=variables, capture_output=True, input=b"", check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def compare(new: Sequence[str], usual: Sequence[str], folder: Path, variables: dict[str, str], times: int) -> float:
    """Return by how much longer one way to run `check` takes than the other, each at its best, in turns."""
    check = ("check", "-f", f"{ROOT / 'tasks.yaml'}", "--today", "2026-11-22")
    keeping = {**variables, "PYTHONDONTWRITEBYTECODE": ""}  # the first run compiles what pip has not
    taken = [[seconds([*way, *check], folder, keeping) for way in (new, usual)] for _ in range(times)]
    best, base = map(min, zip(*taken, strict=True))
    sys.stdout.write(f"start-up: {best:.3f} s of processor time; installed by pip: {base:.3f} s\n")
    ratio: float = best / base
    return ratio


def tell_size(archive: Path) -> None:
    """Say how large a download is, and see that it is no larger than what is sent around."""
    with ZipFile(archive) as packed:
        unpacked = sum(file.file_size for file in packed.infolist())
    sys.stdout.write(f"{archive.name}: {archive.stat().st_size / 1e6:.0f} MB, unpacked {unpacked / 1e6:.0f} MB\n")
    assert archive.stat().st_size < SIZE


def test_the_download_for_linux(tmp_path: Path) -> None:
    """It is unpacked as printed, does an office's week from another folder, says what it lacks, and begins fast."""
    archive, builder = freeze("linux", tmp_path / "built")
    tell_size(archive)
    (tmp_path / "home").mkdir()
    archive.rename(tmp_path / archive.name)
    (command,) = blocks(PAGES[0])["The download"]
    assert do(command, tmp_path).startswith("dispatch ")
    program = tmp_path / "dispatch-followup-0.1.0" / "dispatch"
    assert try_all(Program([f"{program}"]))
    lacking = f"{program} rollup {ROOT}/docs/zone/fagai --half 2026H2 --format parquet -o x.parquet --lang en"
    assert "this download comes without it" in do(f"! {lacking}", tmp_path)
    installed = [*builder.command, "-m", "dispatch_cli"]
    assert compare([f"{program}"], installed, tmp_path, {**os.environ}, 15) <= MOST


def test_the_download_for_windows(tmp_path: Path) -> None:
    """So is the one for Windows, by Wine; the mail command is the Python that has built it."""
    archive, builder = freeze("windows", tmp_path / "built")
    tell_size(archive)
    with ZipFile(archive) as packed:
        packed.extractall(tmp_path / "督办")
    wine, python = builder.command
    program = next(tmp_path.glob("督办/*/dispatch.exe"))
    store = tmp_path / "store.py"
    store.write_text(STORE)
    mail = " ".join(f'"{windows_path(path)}"' for path in (Path(python), store))
    # Wine 8 lacks a library of Windows that the reader of old workbooks wants, so that one is only looked for.
    assert [*program.parent.glob("_internal/python_calamine/*.pyd")]
    assert try_all(Program([wine, f"{program}"], mail, "gbk", builder.environment, (OLD_BOOK,)))
    installed = [*builder.command, "-m", "dispatch_cli"]
    assert compare([wine, f"{program}"], installed, tmp_path, {**builder.environment}, 5) <= MOST
