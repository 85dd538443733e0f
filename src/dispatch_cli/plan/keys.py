"""The keys of the task file, one row a key: what it holds, what it means, by which other names people know it.

Reading, writing, the schema, the import of a ledger and the hints follow from these tables. The order of a table is
that in which its keys are written; a new field of an item goes behind those before it.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

FREE_PREFIX = "x-"


class Holds(Enum):
    """What the value of a key is."""

    TEXT = auto()
    NAME = auto()  # who works on something: a text, which other items share
    NAMES = auto()  # a name, or several in brackets
    TAG = auto()
    DATE = auto()
    NUMBER = auto()
    BY_TAG = auto()  # a value for each tag
    BY_NAME = auto()  # a value for each name
    SECTION = auto()  # keys of its own
    LIST = auto()


class ItemKey(NamedTuple):
    """One key of an item; in English its name is also the word for it in a sentence.

    `chinese` and `english` are the headings by which ledgers know it; the Chinese ones are also hints for those who
    write them in a task file. A day that has `happened` is doubtful where it is still to come.
    """

    name: str
    holds: Holds
    meaning: Message
    chinese: tuple[str, ...]
    english: tuple[str, ...] = ()
    required: bool = False
    happened: bool = False


class Key(NamedTuple):
    """One key at the top of the task file, or in a section.

    `least` is the smallest number that it takes. `fields` are those of TaskFile that a key at the top fills.
    """

    name: str
    holds: Holds
    meaning: Message
    required: bool = False
    least: int = 0
    fields: tuple[str, ...] = ()


ITEM = (
    ItemKey(
        mark("id"),
        Holds.TEXT,
        say("The item's number or any other text; no two items share one."),
        ("编号", "序号"),
        ("no", "number", "#"),
        required=True,
    ),
    ItemKey(
        mark("title"),
        Holds.TEXT,
        say("What the item is."),
        ("事项", "标题", "事项名称", "工作事项", "重点事项", "督办事项", "任务", "任务名称", "工作任务"),
        ("item", "task", "subject"),
        required=True,
    ),
    ItemKey(
        mark("tag"),
        Holds.TAG,
        say("Its urgency: red, orange or green (红, 橙, 绿), or a key of cadence. It fixes the cadence."),
        ("标签", "紧急程度", "紧急等级", "等级"),
        ("urgency", "priority"),
        required=True,
    ),
    ItemKey(
        mark("team"),
        Holds.NAME,
        say("The team that works on it."),
        ("专班", "工作专班", "牵头专班", "责任专班"),
        ("task force",),
    ),
    ItemKey(
        mark("owner"),
        Holds.NAME,
        say("Who answers for it."),
        ("责任人", "责任单位", "负责人"),
        ("responsible",),
    ),
    ItemKey(
        mark("start"),
        Holds.DATE,
        say("The day it was listed, as YYYY-MM-DD. An item has a start or a last."),
        ("列入", "列入日期", "列入时间", "交办时间", "交办日期", "开始时间", "开始日期"),
        ("listed", "listed on", "start date"),
    ),
    ItemKey(
        mark("last"),
        Holds.DATE,
        say("The newest dispatch made before the log began, as YYYY-MM-DD."),
        ("上次调度", "上次调度时间", "上次调度日期", "最近调度", "最近调度时间", "最近调度日期"),
        ("last dispatch",),
        happened=True,
    ),
    ItemKey(
        mark("deadline"),
        Holds.DATE,
        say("When it must be finished, as YYYY-MM-DD; flagged once passed."),
        ("时限", "办结时限", "完成时限", "截止日期", "截止时间"),
    ),
    ItemKey(
        mark("closed"),
        Holds.DATE,
        say("The day it was struck off, as YYYY-MM-DD. A closed item asks for nothing."),
        ("销号", "销号日期", "销号时间", "办结日期"),
        ("closed on",),
        happened=True,
    ),
    ItemKey(
        mark("note"),
        Holds.TEXT,
        say("A remark."),
        ("备注", "说明"),
        ("notes", "remark", "remarks", "comment", "comments"),
    ),
)
TOP = (
    Key("branch", Holds.TEXT, say("The office's name, shown in titles."), fields=("branch",)),
    Key(
        "timezone",
        Holds.TEXT,
        say("The time zone in which “today” is read, such as Asia/Shanghai. Default: the machine's."),
        fields=("timezone",),
    ),
    Key(
        "mode",
        Holds.TEXT,
        say("rolling (default): due dates count from the last dispatch. calendar: each calendar period needs one."),
        fields=("mode",),
    ),
    Key(
        "since",
        Holds.DATE,
        say("The day from which this list is kept, as YYYY-MM-DD: nothing is owed before it."),
        fields=("since",),
    ),
    Key(
        "cadence",
        Holds.BY_TAG,
        say(
            "How often each tag asks for a dispatch: daily to yearly, every 10 days, or an RFC 5545 rule. "
            "red, orange and green are built in; other names become tags."
        ),
        fields=("tags",),
    ),
    Key(
        "people",
        Holds.BY_NAME,
        say("Who is reminded: each name, as in owner and team, with its mail address."),
        fields=("people",),
    ),
    Key("remind", Holds.SECTION, say("Who is reminded of what, and how soon."), fields=("escalate", "mail")),
    Key("tasks", Holds.LIST, say("The items. An empty list is []."), required=True, fields=("items",)),
)
REMIND = (
    Key("before", Holds.BY_TAG, say("Days of warning before a due date, by tag; they also define the state soon.")),
    Key(
        "again",
        Holds.BY_TAG,
        say("After how many days the reminder of an overdue item is repeated, by tag."),
        least=1,
    ),
    Key("escalate", Holds.LIST, say("Who else is told, from how many missed dispatches on.")),
    Key("mail", Holds.SECTION, say("How reminders leave.")),
)
ESCALATION = (
    Key("missed", Holds.NUMBER, say("From how many missed dispatches on."), required=True, least=1),
    Key("to", Holds.NAMES, say("Who else is told: a name, or several."), required=True),
)
MAIL = (
    Key(
        "from",
        Holds.TEXT,
        say("Who sends: an address, or a name and an address in angle brackets."),
        required=True,
    ),
    Key("to", Holds.NAMES, say("Who gets the digest of everything: a name of people, or several."), required=True),
    Key("command", Holds.TEXT, say("The mail command, which reads a message on stdin. Default: sendmail -t -i.")),
)


def names(keys: Iterable[ItemKey | Key]) -> tuple[str, ...]:
    """Return the names of some keys, in their order."""
    return tuple(key.name for key in keys)


TOP_KEYS, REMIND_KEYS, ESCALATION_KEYS, MAIL_KEYS = names(TOP), names(REMIND), names(ESCALATION), names(MAIL)
ORDER = names(ITEM)
ITEM_DATES = names(key for key in ITEM if key.holds is Holds.DATE)
OFFERED = tuple(sorted(ITEM, key=lambda key: key.holds is Holds.DATE))  # as people are told of them: the dates last
ITEM_KEYS = names(OFFERED)
ITEM_REQUIRED = names(key for key in ITEM if key.required)
ITEM_HAPPENED = names(key for key in ITEM if key.happened)
ITEM_HOLDS = {key.name: key.holds for key in ITEM}
# What people write who know the headings of their ledger, and the key that they mean.
KEY_WORDS = {word: key.name for key in ITEM for word in key.chinese}
