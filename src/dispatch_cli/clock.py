"""The only clock, and the only one who knows time zones."""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def now(timezone: str | None) -> datetime:
    """Return the moment in the time zone of that name, to the second; None is the machine's own."""
    if timezone is None:
        return datetime.now().astimezone().replace(microsecond=0)
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(timezone)).replace(microsecond=0)


def today(timezone: str | None) -> date:
    """Return today's date in the time zone of that name; None is the machine's own."""
    return now(timezone).date()


def zone(timezone: str | None) -> tzinfo | None:
    """Return the time zone of that name; None is the machine's own, as it is now."""
    if timezone is None:
        return datetime.now().astimezone().tzinfo
    from zoneinfo import ZoneInfo

    return ZoneInfo(timezone)


def is_zone(name: str) -> bool:
    """Say whether there is a time zone of that name."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError, RecursionError):
        return False
    return True
