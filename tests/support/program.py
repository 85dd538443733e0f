"""Running the program as its users do: a real process, a real file, a day of our own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
REGISTER = ROOT / "tasks.yaml"
DAY = "2026-11-22"
DISPATCH = (sys.executable, "-m", "dispatch_cli")


def environment(**more: str) -> dict[str, str]:
    """Return the tests' environment without what would steer the program, and more besides."""
    steering = ("DISPATCH_", "LC_", "LANG", "PYTHONIOENCODING", "COLUMNS", "TERM", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(steering)}
    return {**kept, "LANG": "C.UTF-8", **more}


def unwatched(**more: str) -> dict[str, str]:
    """Return the environment for a process whose own traces matter, so that the measuring of coverage leaves none."""
    return {name: value for name, value in environment(**more).items() if not name.startswith("COVERAGE_")}


def run(*arguments: str, stdin: bytes = b"", cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end and return what it wrote and its status."""
    return subprocess.run(
        [*DISPATCH, *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**more),
        check=False,
        timeout=60,
    )


def needs(program: str) -> pytest.MarkDecorator:
    """Return the mark that skips a test where another program is not installed."""
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")
