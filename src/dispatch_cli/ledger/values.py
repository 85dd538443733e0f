"""The meaning of a ledger's cells: texts, tags, dates in the usual Chinese forms. An ambiguous date is refused."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from dispatch_cli.hints import brief, date_hint
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Collection

    from dispatch_cli.ledger.grid import LedgerCell

# The ways to write that there is nothing.
_NOTHING = frozenset(("-", "—", "–", "——", "/", "\\", "无", "暂无"))
_TAG_WORDS = {
    **dict.fromkeys(("红", "红色", "红灯", "红牌", "■"), "红"),
    **dict.fromkeys(("橙", "橙色", "橙灯", "橙牌", "◆"), "橙"),
    **dict.fromkeys(("绿", "绿色", "绿灯", "绿牌", "●"), "绿"),
    **{name: name for name in ("red", "orange", "green")},
}
_TAG_SYMBOL = re.compile(r"[■◆●○]\s*(?=\S)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"。": "."})
_WEEKDAY = r"(?:周|星期|礼拜)([一二三四五六日天])"
_DAY = re.compile(
    r"(?:(\d{4}) ?(?:([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})|年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?)|(\d{4})(\d\d)(\d\d))"
    rf"(?: ?\(? ?{_WEEKDAY} ?\)?)?(?:[ T]?\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?)?",
    re.ASCII,
)
_WEEKDAYS = "一二三四五六日"
_NUMBER = re.compile(r"\d{1,6}(?:\.\d+)?", re.ASCII)
_DAY_AND_MONTH = re.compile(r"\d{1,2}月\d{1,2}[日号]?|\d{1,2}([-/.])\d{1,2}", re.ASCII)
_TWO_ORDERS = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}", re.ASCII)
_MONTH = re.compile(r"\d{4}(?:年\d{1,2}月?|[-/.]\d{1,2})", re.ASCII)


def is_nothing(text: str) -> bool:
    """Say whether a text is a way to write that there is nothing."""
    return text in _NOTHING


def tag_of(text: str, names: Collection[str]) -> str:
    """Return the tag that a text names, one of `names` or of the built-in ones in the language of the text.

    A text that names none is returned without the symbol of a tag.


    >>> [tag_of(text, ()) for text in ("■ red", "Orange", "绿色", "◆", "○ 蓝", "紧急")]
    ['red', 'orange', '绿', '橙', '蓝', '紧急']
    """
    if text in names:
        return text
    bare = _TAG_SYMBOL.sub("", text, count=1) if _TAG_SYMBOL.match(text) else text
    return bare if bare in names else _TAG_WORDS.get(bare.casefold(), bare)


def day_of(cell: LedgerCell) -> date | Fault:
    """Return the day that a cell names, or the fault where it names none.

    >>> from dispatch_cli.ledger.grid import LedgerCell
    >>> str(day_of(LedgerCell("2026 年 11 月 9 日（周一）"))), str(day_of(LedgerCell("２０２６．１１．９")))
    ('2026-11-09', '2026-11-09')
    """
    if cell.day:
        return cell.day
    text = " ".join(normalize("NFKC", cell.text).translate(_DASHES).split())
    match = _DAY.fullmatch(text)
    if match is None:
        return _no_day(cell.text, text)
    year, month, day = (int(number) for number in match.group(1, 3, 4, 5, 6, 7, 8, 9) if number)
    try:
        named = date(year, month, day)
    except ValueError:
        return _no_day(cell.text, f"{year:04}-{month:02}-{day:02}")
    weekday = match[10].replace("天", "日") if match[10] else None
    if weekday and _WEEKDAYS[named.weekday()] != weekday:
        message = say("`{text}`: that day is another day of the week", text=brief(cell.text))
        return Fault(message, say("correct the date or the day of the week"))
    return named


def _no_day(written: str, text: str) -> Fault:
    """Return the fault of a cell that names no day; `text` is what was written, in the plainest form."""
    message, hint = say("`{text}` is not a date", text=brief(written)), date_hint(brief(text))
    if _MONTH.fullmatch(text.replace(" ", "")):
        hint = say("write the day too, for example 2026-11-30")
    elif _NUMBER.fullmatch(text):
        hint = say("this is a number; give the column the format of a date in the spreadsheet")
    elif _TWO_ORDERS.fullmatch(text):
        hint = say("day and month cannot be told apart; write the year first, for example 2026-11-09")
    elif _DAY_AND_MONTH.fullmatch(text):
        hint = say("write the year too, for example 2026-11-09")
    elif not any(map(str.isdigit, text)):
        hint = say("leave the cell empty where there is no date, and move the words to the column of the notes")
    return Fault(message, hint)
