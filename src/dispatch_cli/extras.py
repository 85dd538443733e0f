"""Libraries that only some formats need, and what to install where one is missing.

The hint names the libraries themselves, the Python that runs and what has installed dispatch there: it works as printed
wherever dispatch comes from, with no index that knows dispatch. A download holds what an office needs, so it lacks
little, and nothing can be installed into it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.shell import quoted
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from types import ModuleType

    from dispatch_cli.messages import Message

EXTRAS = {
    "excel": ("python-calamine", "xlsxwriter"),
    "ics": ("icalendar",),
    "word": ("python-docx",),
    "cn": ("chinesecalendar",),
    "holidays": ("holidays",),
    "parquet": ("pyarrow",),
    "dask": ("distributed",),
}


def load(module: str, extra: str) -> ModuleType:
    """Return a module of an extra. Raises CommandLineError where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        message = say("this needs a library that is not installed: {module}", module=module.partition(".")[0])
        raise CommandLineError(message, _remedy(" ".join(EXTRAS[extra]))) from None


def _remedy(packages: str) -> Message:
    """Return what installs libraries where this dispatch is."""
    if hasattr(sys, "frozen"):
        return say("this download comes without it: install dispatch for Python, as docs/install.md says")
    if Path(sys.prefix, "pipx_metadata.json").exists():
        return say("run `{command}`", command=f"pipx inject dispatch-followup {packages}")
    python = quoted(sys.executable)
    if find_spec("pip") is None:  # uv makes such environments
        return say("run `{command}`", command=f"uv pip install --python {python} {packages}")
    return say("run `{command}`", command=f"{python} -m pip install {packages}")
