"""The days off and the working weekends of countries, as libraries know them; each is imported only when asked for.

China has a library of its own, which holds what its State Council has published and nothing else. The one for other
countries guesses the days of years whose notice is not out, so it is not asked for China.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from dispatch_cli.extras import load
from dispatch_cli.model import MONDAY_TO_FRIDAY, DayTable

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

CHINA, NO_CALENDAR = "CN", "none"
# The years of due dates and reports. The libraries' names are taken in English where they have them.
_YEARS = range(2000, 2101)
_ENGLISH, _ESTIMATED = "en_US", "estimated"


class UnknownCountryError(Exception):
    """No library knows the days off of a country."""


@lru_cache
def day_table(calendar: str) -> DayTable:
    """Return what is known of a country, or of none.

    Raises CommandLineError where the library is not installed, UnknownCountryError where it does not know the country.
    """
    if calendar == NO_CALENDAR:
        return MONDAY_TO_FRIDAY
    return _china() if calendar == CHINA else _other(calendar)


def _china() -> DayTable:
    table = load("chinese_calendar.constants", "cn")
    return DayTable("chinesecalendar", table.holidays, table.workdays, frozenset(day.year for day in table.holidays))


def _other(country: str) -> DayTable:
    library = load("holidays", "holidays")
    if country not in library.list_supported_countries(include_aliases=False):
        raise UnknownCountryError(country)
    days = _days(library, country)
    years = frozenset(year for year in _YEARS if days.start_year <= year <= days.end_year)
    estimated = frozenset(day.year for day, name in days.items() if _ESTIMATED in name)
    return DayTable(
        "holidays", dict(days), dict.fromkeys(days.weekend_workdays, ""), years, estimated, frozenset(days.weekend)
    )


def _days(library: ModuleType, country: str) -> Any:  # noqa: ANN401 the library has no types of its own
    """Return the days off of a country by date, as the library has them."""
    languages = library.country_holidays(country).supported_languages
    with warnings.catch_warnings(action="ignore"):  # of years that it does not know, it says so
        return library.country_holidays(country, years=_YEARS, language=_ENGLISH if _ENGLISH in languages else None)
