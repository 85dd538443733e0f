"""The only clock, and the only one who knows time zones."""

from __future__ import annotations

import os
import struct
import warnings
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

# What the library raises for names that are paths, and for files that hold no zone.
_DAMAGED = (ValueError, OSError, IndexError, ArithmeticError, struct.error)

# A link into the database of zones, on every system but Windows.
_MACHINE_ZONE = "/etc/localtime"


def now(timezone: str | None) -> datetime:
    """Return the moment in the time zone of that name, to the second; None is the machine's own.

    Raises CommandLineError where the machine's own is none.
    """
    if timezone is not None:
        return datetime.now(_zone(timezone)).replace(microsecond=0)
    return _machine_time().replace(microsecond=0)


def _machine_time() -> datetime:
    """Return the moment in the machine's time zone. Raises CommandLineError where that is none."""
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError, OSError):
        message = say("TZ: the machine's time zone is a day or more from UTC, as none is")
        hint = say("set TZ to a name such as Asia/Shanghai, or write `timezone: Asia/Shanghai` into the task file")
        raise CommandLineError(message, hint) from None


def instant() -> datetime:
    """Return this moment, which is the same in every time zone."""
    return datetime.now(UTC)


def today(timezone: str | None) -> date:
    """Return today's date in the time zone of that name; None is the machine's own. Raises CommandLineError."""
    return now(timezone).date()


def zone(timezone: str | None) -> tzinfo | None:
    """Return the time zone of that name; None is the machine's own, as it is now. Raises CommandLineError."""
    if timezone is None:
        return _machine_time().tzinfo
    return _zone(timezone)


def zone_name() -> str | None:
    """Return the name of the machine's time zone, as TZ or the link of its clock says it; None where neither does."""
    try:
        found = os.environ["TZ"] if "TZ" in os.environ else str(Path(_MACHINE_ZONE).readlink())
    except OSError:
        return None
    name = found.removeprefix(":").rpartition("/zoneinfo/")[2]
    return name if name and is_zone(name) else None


def is_zone(name: str) -> bool:
    """Say whether there is a time zone of that name."""
    try:
        _zone(name)
    except (KeyError, RecursionError, *_DAMAGED):
        return False
    return True


def _zone(name: str) -> ZoneInfo:
    """Return a time zone; one that the machine's database holds damaged comes from the library's.

    Raises KeyError, RecursionError or one of `_DAMAGED` where there is none.
    """
    with warnings.catch_warnings(action="ignore"):  # of a path in PYTHONTZPATH that is not absolute
        import zoneinfo
    try:
        return zoneinfo.ZoneInfo(name)
    except _DAMAGED:
        path = zoneinfo.TZPATH
        zoneinfo.reset_tzpath(to=())
        try:
            return zoneinfo.ZoneInfo.no_cache(name)
        finally:
            zoneinfo.reset_tzpath(to=path)
