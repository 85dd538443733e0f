"""The encoding of a text that is not UTF-8, by which characters it would hold: GBK, Big5 or UTF-16 without its mark.

Level 1 of GB 2312 and of Big5 are the characters in common use; read in the other encoding, many are rare ones.
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.source import is_damaged

if TYPE_CHECKING:
    from collections.abc import Callable

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAMPLE = 65_536
_MARKS = ",;\t\n"  # one of them is in any table
_COMMON, _MOSTLY = 0.6, 0.95
_GB_LEADS, _BIG5_LEADS = range(0xB0, 0xD8), range(0xA4, 0xC7)
_LOW_TRAILS, _HIGH_TRAILS = range(0x40, 0x7F), range(0xA1, 0xFF)
_FIRST_LEAD = 0x81


class Guessed(NamedTuple):
    """A text and the name of its encoding, as people know it; None where the file itself tells."""

    text: str
    encoding: str | None = None


def guessed(data: bytes) -> Guessed | None:
    """Return the text of bytes that are not UTF-8; None where they are something else, or UTF-8 with some damage."""
    if data.startswith(_UTF_16):
        with suppress(UnicodeDecodeError):
            return Guessed(data.decode("utf-16"))
    if b"\0" in data:
        return _without_mark(data)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if data.startswith(codecs.BOM_UTF8) or is_damaged(data, error.start):
            return None
    if _share(data, _big5_level_1) > max(_COMMON, _share(data, _gb_level_1)):
        with suppress(UnicodeDecodeError):
            return Guessed(data.decode("cp950"), "Big5")
    with suppress(UnicodeDecodeError):
        return Guessed(data.decode("gb18030"), "GBK")
    return None


def _without_mark(data: bytes) -> Guessed | None:
    """Return the text of UTF-16 bytes without their mark: in the right order of bytes it is Chinese and ASCII."""
    for encoding in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if any(mark in text for mark in _MARKS) and sum(map(_is_usual, text[:_SAMPLE])) > _MOSTLY * len(
                text[:_SAMPLE]
            ):
                return Guessed(text, "UTF-16")
    return None


def _is_usual(char: str) -> bool:
    return " " <= char <= "~" or char in "\t\r\n" or "\u4e00" <= char <= "\u9fff" or char in "，。、：；（）—　％"


def _gb_level_1(lead: int, trail: int) -> bool:
    return lead in _GB_LEADS and trail in _HIGH_TRAILS


def _big5_level_1(lead: int, trail: int) -> bool:
    return lead in _BIG5_LEADS and (trail in _LOW_TRAILS or trail in _HIGH_TRAILS)


def _share(data: bytes, is_common: Callable[[int, int], bool]) -> float:
    """Return the share of the characters of two bytes that are in common use, from 0 to 1."""
    place, common, count = 0, 0, 0
    sample = data[:_SAMPLE]
    while place + 1 < len(sample):
        if sample[place] < _FIRST_LEAD:
            place += 1
            continue
        common += is_common(sample[place], sample[place + 1])
        count += 1
        place += 2
    return common / count if count else 0
