"""The formats of numbers in a workbook: which are dates, how others are shown (ECMA-376, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

from dispatch_cli.ledger.grid import LedgerCell

# What Excel has built in: the formats of numbers, and those of days, months and times, the Chinese ones too.
_DAYS, _MONTHS, _TIMES = "yyyy-mm-dd", "yyyy-mm", "h:mm"
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), _DAYS),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), _MONTHS),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), _TIMES),
}
_ESCAPE = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|\\(.)|_.|\*.|([-+ ()¥$￥€%元万])')
_PATTERN = re.compile(r"[0#?,]*(?:\.[0#?]*)?,*")
_FIRST_1904, _FIRST, _NO_LEAP_DAY = date(1904, 1, 1), date(1899, 12, 30), 60
_LAST_DAY = 2_958_465
_PRECISE = 15


class NumberFormat(NamedTuple):
    """How a number is shown: as a day, as a month, as a time, or with this pattern and the texts around it."""

    is_day: bool = False
    is_month: bool = False
    is_time: bool = False
    before: str = ""
    pattern: str = ""
    after: str = ""

    @property
    def is_plain(self) -> bool:
        """Say whether the number is shown as it is."""
        return self == PLAIN


PLAIN = NumberFormat()


def format_of(number: int, codes: dict[int, str]) -> NumberFormat:
    """Return the format with this number; `codes` are those that the workbook defines.

    >>> format_of(14, {}).is_day, format_of(164, {164: 'm"月"'}).is_month, format_of(164, {164: '"DB-"000'}).before
    (True, True, 'DB-')
    """
    code = codes.get(number) or _BUILT_IN.get(number, "")
    section, *_ = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    signs = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", section).lower()
    if "general" in signs or not signs or "@" in signs:
        return _around(section) if "general" in signs else PLAIN
    if re.search("[dy]", signs) or ("m" in signs and not re.search("[hs0#]", signs)):
        return NumberFormat(is_day="d" in signs, is_month="d" not in signs)
    return NumberFormat(is_time=True) if re.search("[hs]", signs) else _around(section)


def _around(section: str) -> NumberFormat:
    """Return the texts and the pattern of a format of numbers; one with a pattern of its own kind is plain."""
    texts = [""]
    patterns: list[str] = []
    place = 0
    while place < len(section):
        if match := _ESCAPE.match(section, place):
            texts[-1] += match[1] or match[2] or match[3] or match[4] or ""
        elif (match := re.compile("general", re.IGNORECASE).match(section, place)) or (
            (match := _PATTERN.match(section, place)) and match[0]
        ):
            patterns.append(match[0])
            texts.append("")
        else:
            return PLAIN
        place = match.end()
    if len(patterns) != 1:
        return PLAIN
    before, after = texts
    return NumberFormat(before=before, pattern=patterns[0].lower(), after=after)


def number_cell(text: str, how: NumberFormat, *, is_1904: bool) -> LedgerCell:
    """Return the cell of a number, as it is shown; with its day where it is a date."""
    if how.is_plain:
        return LedgerCell(_general(text))
    if how.is_day or how.is_month:
        day = day_of_number(float(text), is_1904=is_1904)
        if day is None:
            return LedgerCell(_general(text))
        return LedgerCell(f"{day}", day) if how.is_day else LedgerCell(f"{day:%Y-%m}")
    if how.is_time:
        minutes = round(float(text) % 1 * 24 * 60)
        return LedgerCell(f"{minutes // 60}:{minutes % 60:02}")
    return LedgerCell(_shown(text, how))


def day_of_number(number: float, *, is_1904: bool = False) -> date | None:
    """Return the day that a number counts to, None where there is none. There was no 29 February 1900.

    >>> f"{day_of_number(46335)}", f"{day_of_number(1)}", f"{day_of_number(44873, is_1904=True)}"
    ('2026-11-09', '1900-01-01', '2026-11-09')
    """
    if not 0 <= number < _LAST_DAY:
        return None
    days = int(number)
    if is_1904:
        return _FIRST_1904 + timedelta(days)
    return _FIRST + timedelta(days + (days < _NO_LEAP_DAY))


def _general(text: str) -> str:
    """Return a number as a cell without a format shows it: whole ones without a point.

    >>> _general("1.0"), _general("0.30000000000000004"), _general("1E3")
    ('1', '0.3', '1000')
    """
    if text.isdigit() and len(text) <= _PRECISE:
        return text
    value = float(text)
    if value.is_integer() and abs(value) < 10.0**_PRECISE:
        return f"{int(value)}"
    return f"{float(f'{value:.{_PRECISE}g}')}"


def _shown(text: str, how: NumberFormat) -> str:
    """Return a number in its pattern, between the texts around it."""
    value = Decimal(text)
    if how.pattern == "general":
        return f"{how.before}{_general(text)}{how.after}"
    if "%" in how.before + how.after:
        value *= 100
    pattern = how.pattern.rstrip(",")
    whole, _, fraction = pattern.partition(".")
    value /= 1000 ** (len(how.pattern) - len(pattern))
    try:
        number = abs(value).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    except InvalidOperation:
        return _general(text)
    digits, point, behind = f"{number:f}".partition(".")
    if point:
        least = len(fraction.rstrip("#?"))
        behind = behind[:least] + behind[least:].rstrip("0")
    digits = digits.zfill(whole.count("0"))
    if "," in whole:
        digits = f"{int(digits):,}"
    sign = "-" if value < 0 and number else ""
    return f"{sign}{how.before}{digits}{'.' if behind else ''}{behind}{how.after}"
