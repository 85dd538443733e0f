"""The fields of a mapping, checked: known keys once each, every value a text or a date.

What stands in the task file is named here once: `TOP_KEYS`, `ITEM_KEYS` and those of `remind`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Any

from dispatch_cli.dates import parse_date
from dispatch_cli.messages import Message, say
from dispatch_cli.source import brief
from dispatch_cli.yamlevents import Shape, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dispatch_cli.source import Source
    from dispatch_cli.yamlevents import YamlEvents

TOP_KEYS = ("branch", "timezone", "mode", "cadence", "people", "remind", "tasks")
REMIND_KEYS = ("before", "again", "escalate", "mail")
ESCALATION_KEYS = ("missed", "to")
MAIL_KEYS = ("from", "to", "command")
ITEM_REQUIRED = ("id", "title", "tag")
ITEM_DATES = ("start", "last", "deadline", "closed")
ITEM_KEYS = (*ITEM_REQUIRED, "team", "owner", "note", *ITEM_DATES)
# What people write who know the headings of their ledger, and the key that they mean.
KEY_WORDS = {
    **dict.fromkeys(("编号", "序号"), "id"),
    **dict.fromkeys(
        ("事项", "标题", "事项名称", "工作事项", "重点事项", "督办事项", "任务", "任务名称", "工作任务"), "title"
    ),
    **dict.fromkeys(("标签", "紧急程度", "紧急等级", "等级"), "tag"),
    **dict.fromkeys(("专班", "工作专班", "牵头专班", "责任专班"), "team"),
    **dict.fromkeys(("责任人", "责任单位", "负责人"), "owner"),
    **dict.fromkeys(("列入", "列入日期", "列入时间", "交办时间", "交办日期", "开始时间", "开始日期"), "start"),
    **dict.fromkeys(("上次调度", "上次调度时间", "上次调度日期", "最近调度", "最近调度时间", "最近调度日期"), "last"),
    **dict.fromkeys(("时限", "办结时限", "完成时限", "截止日期", "截止时间"), "deadline"),
    **dict.fromkeys(("销号", "销号日期", "销号时间", "办结日期"), "closed"),
    **dict.fromkeys(("备注", "说明"), "note"),
}
FREE_PREFIX = "x-"
_MOST_CHOICES, _MOST_NAMED = 200, 60
_THREE_NUMBERS = (
    r"([0-9]{4})[^0-9A-Za-z]+([0-9]{1,2})[^0-9A-Za-z]+([0-9]{1,2})[^0-9A-Za-z]*|([0-9]{4})([0-9]{2})([0-9]{2})"
)


class KeyCheck:
    """Checks the keys of one mapping as they come, and remembers where each stood."""

    def __init__(self, source: Source, known: Collection[str]) -> None:
        """Begin before the first key."""
        self.source = source
        self.known = known
        self.places: dict[str, int] = {}

    def accept(self, key: Text) -> bool:
        """Say whether the key is known and new; report it otherwise, unless it is free (`x-`)."""
        first = self.places.setdefault(key.value, key.at)
        if first != key.at:
            line = self.source.place(first)[0]
            message = say("`{key}` is given twice; the first is in line {line}", key=brief(key.value), line=line)
            self.source.report(key.at, message, say("keep one of the two lines"))
            return False
        if key.value in self.known:
            return True
        if not key.value.startswith(FREE_PREFIX):
            self._report_unknown(key)
        return False

    def _report_unknown(self, key: Text) -> None:
        meant, colon, _ = key.value.partition("：")
        if colon and meant in self.known:
            report_full_width(self.source, key.at + len(meant))
            return
        if key.value == "<<":
            hint = say("merge keys are not understood here; write the keys out")
        elif key.value in KEY_WORDS:
            hint = say("did you mean `{word}`?", word=KEY_WORDS[key.value])
        else:
            hint = nearest(key.value, self.known)
        self.source.report(key.at, say("unknown key `{key}`", key=brief(key.value)), hint)


def read_fields(source: Source, pairs: Iterable[tuple[Text, Text | Shape]]) -> dict[str, Text]:
    """Return the known, non-empty fields of an item; report everything else.

    A field that is no text is reported and stands as an empty one, so as not to be missed too.
    """
    check = KeyCheck(source, ITEM_KEYS)
    fields = {}
    for key, value in pairs:
        if not check.accept(key):
            continue
        if isinstance(value, Shape):
            report_shape(source, key.value, value)
            fields[key.value] = Text("", value.at)
        elif value.value:
            fields[key.value] = value
    return fields


def report_shape(source: Source, key: str, shape: Shape) -> None:
    """Report a list or mapping where a single text belongs."""
    if not shape.reported:
        hint = say("write `{key}: …` in one line; quote a value that begins with [ or {{", key=key)
        source.report(shape.at, say("`{key}` must be a single text", key=key), hint)


def begins(kind: type, events: YamlEvents, event: Any, message: Message, hint: Message) -> bool:
    """Say whether a value is a mapping or a list, as it should be; report and pass over any other but an empty one."""
    if event.__class__ is kind:
        return True
    value = events.text(event)
    if isinstance(value, Text) and report_colons(events.source, value):
        return False
    if value not in (Text("", value.at), Shape(value.at, reported=True)):
        events.source.report(value.at, message, hint)
    return False


def report_full_width(source: Source, at: int) -> None:
    """Report the full-width colon at this index."""
    source.report(at, say("a full-width colon `：` after a key"), say("write `: `, a plain colon and a space"))


def report_colons(source: Source, text: Text) -> bool:
    """Report the full-width colons of a text that was meant as keys and values; say whether it has any."""
    at = text.at
    for word in text.value.split():
        at = max(at, source.text.find(word, at))
        if "：" in word:
            report_full_width(source, at + word.index("："))
        at += len(word)
    return "：" in text.value


def read_date(source: Source, text: Text) -> date | None:
    """Return the date that a field holds; report what is none."""
    day = parse_date(text.value)
    if day is None:
        source.report(text.at, say("`{text}` is not a date", text=brief(text.value)), date_hint(brief(text.value)))
    return day


def date_hint(text: str) -> Message:
    """Say the right form, with the date that was probably meant."""
    numbers = re.fullmatch(_THREE_NUMBERS, text)
    year, month, day = (int(n) for n in numbers.groups() if n) if numbers else (0, 0, 0)
    if year and month > _MONTHS_A_YEAR:
        return say("a year has 12 months; write the date as YYYY-MM-DD")
    if not year or not month or not day:
        return say("write it as YYYY-MM-DD, for example 2026-02-03")
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return say(
            "{month} has {last} days; the last is {date}",
            month=f"{year:04}-{month:02}",
            last=last,
            date=date(year, month, last),
        )
    return say("write it as {date}", date=date(year, month, day))


_MONTHS_A_YEAR = 12


def nearest(word: str, known: Collection[str]) -> Message:
    """Return the hint that names the known word meant, or all of them."""
    choices = {name.lower(): name for name in islice(known, _MOST_CHOICES)}
    if matches := get_close_matches(brief(word.lower()), choices, 1):
        return say("did you mean `{word}`?", word=choices[matches[0]])
    if not known:
        return say("there are none to choose from")
    return say("known are: {words}", words=[*islice(known, _MOST_NAMED)])
