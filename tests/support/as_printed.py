"""The commands of the document on installing, and a user with a new home who runs them as printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from program import ROOT

PAGES = ("docs/install.md", "docs/install.zh.md")
_SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> dict[str, list[str]]:
    """Return the commands of each section of a document."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return {title: _BLOCK.findall(body) for title, body in _SECTION.findall(text)}


def environment(folder: Path) -> dict[str, str]:
    """Return what a user has whose home is in a folder, with Python, pipx and uv from the environment of the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIPX_", "XDG_", "COVERAGE_"))}
    caches = {f"{name.upper()}_CACHE_DIR": f"{Path.home() / '.cache' / name}" for name in ("pip", "uv")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return {**kept, **caches, "HOME": f"{folder / 'home'}", "PATH": path, "PIPX_DEFAULT_PYTHON": sys.executable}


def do(command: str, folder: Path) -> str:
    """Run shell commands, each of which must succeed, and return what they print."""
    line = ["bash", "-ec", command]
    done = subprocess.run(
        line,
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
