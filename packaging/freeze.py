"""Build the download: a zip with the program, Python and the libraries of `all`, for offices without Python.

`python packaging/freeze.py linux FOLDER` or `… windows FOLDER` builds it in a new folder. It needs uv, and for Windows
also Wine. One folder, not one file: that would be unpacked at every start. What is in the zip beside the program: the
documents, and the licence of everything in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import windows_python

from dispatch_cli import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
LIBRARIES = (f"{ROOT}[all]", "pyinstaller>=6.16,<7")
_LICENCES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")


class Builder(NamedTuple):
    """A Python with the program and PyInstaller: how it is run, and where its libraries are."""

    command: tuple[str, ...]
    packages: Path
    environment: Mapping[str, str]


def freeze(system: str, folder: Path) -> tuple[Path, Builder]:
    """Build for `linux` or `windows` in a new folder; return the zip and what has built it, both in the folder."""
    name, made = f"dispatch-followup-{__version__}", folder / "dist"
    folder.mkdir(parents=True)
    builder = BUILDERS[system](folder)
    _pyinstaller(builder, folder)
    (made / "dispatch").rename(made / name)
    _add_papers(builder.packages, made / name)
    return Path(shutil.make_archive(f"{folder / name}-{system}-x86_64", "zip", made, name)), builder


def _on_linux(work: Path) -> Builder:
    uv, place = (sys.executable, "-m", "uv"), work / "venv"
    subprocess.run([*uv, "venv", "-q", "-p", sys.executable, place], check=True)
    subprocess.run([*uv, "pip", "install", "-q", "--compile-bytecode", "-p", place, *LIBRARIES], check=True)
    return Builder((f"{place / 'bin' / 'python'}",), next(place.glob("lib/python*/site-packages")), os.environ)


def _under_wine(work: Path) -> Builder:
    python = windows_python.unpack(work)
    windows_python.install(python, *LIBRARIES)
    environment = windows_python.environment(work / "wine")
    return Builder((windows_python.wine(), f"{python}"), windows_python.packages_of(python), environment)


BUILDERS = {"linux": _on_linux, "windows": _under_wine}


def _pyinstaller(builder: Builder, work: Path) -> None:
    folders = ("--distpath", f"{work / 'dist'}", "--workpath", f"{work / 'build'}")
    line = [*builder.command, "-m", "PyInstaller", "--log-level=ERROR", *folders, f"{ROOT / 'packaging/dispatch.spec'}"]
    done = subprocess.run(line, env=builder.environment, capture_output=True, stdin=subprocess.PIPE, check=False)
    if done.returncode:
        raise subprocess.SubprocessError((done.stdout + done.stderr).decode(errors="replace"))


def _add_papers(packages: Path, folder: Path) -> None:
    """Add the documents, and the licences of the libraries."""
    for paper in (*ROOT.glob("*.md"), ROOT / "LICENSE", *ROOT.glob("docs/*.md"), *ROOT.glob("docs/*.svg")):
        target = folder / paper.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(paper, target)
    for info in packages.glob("*.dist-info"):
        for paper in info.rglob("*"):
            if paper.is_file() and paper.name.upper().startswith(_LICENCES):
                target = folder / "licences" / info.name.removesuffix(".dist-info")
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(paper, target)


if __name__ == "__main__":
    archive, _ = freeze(sys.argv[1], Path(sys.argv[2]).absolute())
    sys.stdout.write(f"{archive}\n")
