"""The Pythons that dispatch says it runs with, and which of them are here: `python packaging/interpreters.py`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
_CLASSIFIER = re.compile(r"Programming Language :: Python :: (3\.\d+)")


def declared() -> list[str]:
    """Return the versions that the project declares, such as `3.13`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [match[1] for each in project["classifiers"] if (match := _CLASSIFIER.fullmatch(each))]


def found() -> dict[str, str]:
    """Return the interpreter of each declared version that is here, the running one for its own."""
    return {version: path for version in declared() if (path := next(_working(version), None))}


def _working(version: str) -> Iterator[str]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    running = [sys.executable] if version == f"{sys.version_info.major}.{sys.version_info.minor}" else []
    others = [*sorted(map(str, pyenv.glob(f"versions/{version}.*/bin/python"))), shutil.which(f"python{version}")]
    for path in filter(None, [*running, *others]):
        asked = [path, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
        if subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == version:
            yield path


if __name__ == "__main__":
    here = found()
    missing = [version for version in declared() if version not in here]
    sys.stdout.write(f"tried with Python {', '.join(here)}; not on this machine: {', '.join(missing) or 'none'}\n")
