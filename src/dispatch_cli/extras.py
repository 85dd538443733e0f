"""Libraries that only some formats need, and what to install where one is missing.

The hint names the libraries themselves and the Python that runs, so it works wherever dispatch comes from.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say
from dispatch_cli.shell import quoted

if TYPE_CHECKING:
    from types import ModuleType

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
        python, packages = quoted(sys.executable), " ".join(EXTRAS[extra])
        hint = say("run `{python} -m pip install {packages}`", python=python, packages=packages)
        raise CommandLineError(message, hint) from None
