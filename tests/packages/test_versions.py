"""The versions that the project declares are true: it does its work with the lowest and the highest of everything."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import interpreters
import pytest
from smoke import Program, try_all

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.packages
UV = (sys.executable, "-m", "uv")
EVERYTHING = "all,parquet,dask"


def installed(folder: Path, python: str, *what: str) -> Program:
    """Return the program in an environment of its own."""
    subprocess.run([*UV, "venv", "-q", "-p", python, f"{folder / 'venv'}"], check=True)
    install = [*UV, "pip", "install", "-q", "-p", f"{folder / 'venv'}", *what]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Program([f"{folder / 'venv' / 'bin' / 'dispatch'}"])


@pytest.mark.parametrize("resolution", ["lowest-direct", "highest"])
@pytest.mark.parametrize("python", [pytest.param(path, id=name) for name, path in interpreters.found().items()])
def test_lowest_and_highest(python: str, resolution: str, tmp_path: Path) -> None:
    """With every Python that is here, and with all extras, an office's week goes through."""
    what = f"{interpreters.ROOT}[{EVERYTHING}]"
    assert try_all(installed(tmp_path, python, "--resolution", resolution, what)) > 1


def test_highest_without_extras(tmp_path: Path) -> None:
    """Extras hold some versions down, so the highest of what everybody has is tried without any."""
    assert try_all(installed(tmp_path, sys.executable, "--resolution", "highest", f"{interpreters.ROOT}"), extras=False)


def test_the_next_typer_is_slow_and_no_more(tmp_path: Path) -> None:
    """The bound of typer is there for the time that pydantic takes: the program runs with a newer one."""
    override = tmp_path / "override.txt"
    override.write_text("typer>=0.29\n")
    what = ("--override", f"{override}", f"{interpreters.ROOT}")
    assert try_all(installed(tmp_path, sys.executable, *what), extras=False)


def test_the_running_python_is_declared() -> None:
    """The Python of the tests is one that the project declares, and the lowest declared is the lowest that installs."""
    assert sys.executable in interpreters.found().values()
    project = (interpreters.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={interpreters.declared()[0]}"' in project
