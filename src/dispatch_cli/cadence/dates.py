"""Days and months as the whole package counts them: a date is YYYY-MM-DD, from year 1 to 9999."""

from __future__ import annotations

from datetime import MAXYEAR, date

LAST_ORDINAL = date.max.toordinal()
# What `parse_date` reads, as a pattern for other programs: a day of any month, or 29 February of a leap year.
DATE = (
    "(?!0000)[0-9]{4}-"
    "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    "|(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
)
_LENGTH = len("YYYY-MM-DD")
_SHORTEST_MONTH = 28
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LENGTHS_OF_LEAP_YEARS = (31, 29, *_LENGTHS[2:])
_END_OF_MONTHS = (MAXYEAR + 1) * 12


def parse_date(text: str | None) -> date | None:
    """Return the date that a text says exactly as YYYY-MM-DD; anything else is None, and so is no text.

    >>> parse_date("2026-2-3") is parse_date("2026-02-30") is parse_date("20260203") is None
    True
    """
    if text is None or len(text) != _LENGTH or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def month_number(day: date) -> int:
    """Return the month of `day` as one number: year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def clamped(month: int, day: int) -> date | None:
    """Return that day of the numbered month, or the last day of a shorter month.

    It is None past the end of the calendar, 9999-12-31.

    >>> str(clamped(2026 * 12 + 1, 31))
    '2026-02-28'
    """
    if month >= _END_OF_MONTHS:
        return None
    year, zero_based = divmod(month, 12)
    if day > _SHORTEST_MONTH:
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        day = min(day, (_LENGTHS_OF_LEAP_YEARS if is_leap else _LENGTHS)[zero_based])
    return date(year, zero_based + 1, day)
