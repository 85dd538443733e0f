"""The keys of the task file, one row a key: what it holds, what it means, by which other names people know it.

Reading, writing, schema, import and hints follow from these tables, in whose order keys are written; new ones go last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, mark, say
from dispatch_cli.plan.headings import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal, TypeAlias

    # Names are one, or several in brackets; those of an item are its team and its owner, which several items share.
    # `by tag` and `by name` are a value for each; a section has keys of its own. `days` are a list of days and spans.
    Holds: TypeAlias = Literal["text", "names", "tag", "date", "number", "days", "by tag", "by name", "section", "list"]

FREE_PREFIX = "x-"


class Key(NamedTuple):
    """One key of the task file; in English the name of a key of an item is also the word for it in a sentence.

    `chinese` and `english` are the headings by which ledgers know a key of an item; the Chinese ones are also hints
    for those who write them in a task file. A column with a heading of `otherwise` is taken for the key where no
    other column is. A day that has `happened` is doubtful where it is still to come.
    `least` is the smallest number that a key takes. `fields` are those of TaskFile that a key at the top fills.
    """

    name: str
    holds: Holds
    meaning: Message
    chinese: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    required: bool = False
    happened: bool = False
    least: int = 0
    fields: tuple[str, ...] = ()


ITEM = (
    Key(
        mark("id"),
        "text",
        say("The item's number or any other text; no two items share one."),
        *HEADINGS["id"],
        required=True,
    ),
    Key(mark("title"), "text", say("What the item is."), *HEADINGS["title"], required=True),
    Key(
        mark("tag"),
        "tag",
        say("Its urgency: red, orange or green (红, 橙, 绿), or a key of cadence. It fixes the cadence."),
        *HEADINGS["tag"],
        required=True,
    ),
    Key(
        mark("team"),
        "names",
        say("The team that works on it, or a list of several."),
        *HEADINGS["team"],
    ),
    Key(
        mark("owner"),
        "names",
        say("Who answers for it: a name, or a list of several."),
        *HEADINGS["owner"],
    ),
    Key(
        mark("start"),
        "date",
        say("The day it was listed, as YYYY-MM-DD. An item has a start or a last."),
        *HEADINGS["start"],
    ),
    Key(
        mark("last"),
        "date",
        say("The newest dispatch made before the log began, as YYYY-MM-DD."),
        *HEADINGS["last"],
        happened=True,
    ),
    Key(
        mark("deadline"),
        "date",
        say("When it must be finished, as YYYY-MM-DD; flagged once passed."),
        *HEADINGS["deadline"],
    ),
    Key(
        mark("closed"),
        "date",
        say("The day it was struck off, as YYYY-MM-DD. A closed item asks for nothing."),
        *HEADINGS["closed"],
        happened=True,
    ),
    Key(
        mark("note"),
        "text",
        say("A remark."),
        *HEADINGS["note"],
    ),
)
# What the columns of a ledger hold that is no key of an item: it goes into several of them.
LEDGER = (
    Key(
        mark("state"),
        "text",
        say("Whether it is open or done; a done item is closed."),
        *HEADINGS["state"],
    ),
    Key(
        mark("measure"),
        "text",
        say("What is done about it; where one problem has several measures, each is an item."),
        *HEADINGS["measure"],
    ),
    Key(
        mark("aside"),
        "text",
        say("Who else takes part; it goes into the note, under its heading."),
        *HEADINGS["aside"],
    ),
)
TOP = (
    Key("branch", "text", say("The office's name, shown in titles."), fields=("branch",)),
    Key(
        "timezone",
        "text",
        say("The time zone in which “today” is read, such as Asia/Shanghai. Default: the machine's."),
        fields=("timezone",),
    ),
    Key(
        "mode",
        "text",
        say("rolling (default): due dates count from the last dispatch. calendar: each calendar period needs one."),
        fields=("mode",),
    ),
    Key(
        "meeting",
        "text",
        say("When the office goes through the list: a weekday, or an RFC 5545 rule of days, which counts from since."),
        fields=("meeting",),
    ),
    Key(
        "workdays",
        "section",
        say("On which days the office works: a country such as CN, or none, and more below it. Default: on every day."),
        fields=("workdays",),
    ),
    Key(
        "since",
        "date",
        say("The day from which this list is kept, as YYYY-MM-DD: nothing is owed before it."),
        fields=("since",),
    ),
    Key(
        "cadence",
        "by tag",
        say(
            "How often each tag asks for a follow-up: daily to yearly, every 10 days, or an RFC 5545 rule. "
            "red, orange and green are built in; other names become tags."
        ),
        fields=("tags",),
    ),
    Key(
        "people",
        "by name",
        say("Who is reminded: each name, as in owner and team, with its mail address."),
        fields=("people",),
    ),
    Key(
        "remind",
        "section",
        say("Who is reminded of what, and how soon."),
        fields=("escalate", "mail", "deadline_days", "contact"),
    ),
    Key("tasks", "list", say("The items. An empty list is []."), required=True, fields=("items",)),
)
WORKDAYS = (
    Key(
        "calendar",
        "text",
        say("Whose public holidays count: a country such as CN, or none (default): Monday to Friday."),
    ),
    Key(
        "due",
        "text",
        say("Where a due date goes that falls on a day off: after (default), before or keep; a period's only back."),
    ),
    Key("remind", "text", say("On which days reminders are sent: working (default) or every.")),
    Key("off", "days", say("The office's own days off: days and spans such as 2027-02-05..2027-02-12.")),
    Key("on", "days", say("The office's own working days: days and spans.")),
)
REMIND = (
    Key("before", "by tag", say("Days of warning before a due date, by tag; they also define the state soon.")),
    Key(
        "again",
        "by tag",
        say("After how many days the reminder of an overdue item is repeated, by tag."),
        least=1,
    ),
    Key(
        "deadline",
        "number",
        say("How many days before its deadline an item is named, whatever its cadence. Default: 14."),
    ),
    Key("escalate", "list", say("Who else is told, from how many missed dispatches on.")),
    Key("contact", "section", say("Whom the readers answer: a name, or name, phone and mail below it.")),
    Key("mail", "section", say("How reminders leave.")),
)
MAIL = (
    Key(
        "from",
        "text",
        say("Who sends: an address, or a name and an address in angle brackets."),
        required=True,
    ),
    Key("to", "names", say("Who gets the digest of everything: a name of people, or several."), required=True),
    Key(
        "command",
        "text",
        say("The mail command, a text or a list of words, which reads a message on stdin. Default: sendmail -t -i."),
    ),
    Key("smtp", "section", say("The mail server that takes the messages, instead of a mail command.")),
)


def names(keys: Iterable[Key]) -> tuple[str, ...]:
    """Return the names of some keys, in their order."""
    return tuple(key.name for key in keys)


TOP_KEYS, REMIND_KEYS, MAIL_KEYS = names(TOP), names(REMIND), names(MAIL)
WORKDAYS_KEYS = names(WORKDAYS)
LEDGER_KEYS = names(LEDGER)
ORDER = names(ITEM)
ITEM_DATES = names(key for key in ITEM if key.holds == "date")
OFFERED = tuple(sorted(ITEM, key=lambda key: key.holds == "date"))  # as people are told of them: the dates last
ITEM_KEYS = names(OFFERED)
ITEM_REQUIRED = names(key for key in ITEM if key.required)
ITEM_NAMES = names(key for key in ITEM if key.holds == "names")
ITEM_HAPPENED = names(key for key in ITEM if key.happened)
ITEM_HOLDS = {key.name: key.holds for key in ITEM}
# What people write who know the headings of their ledger, and the key that they mean.
KEY_WORDS = {word: key.name for key in ITEM for word in key.chinese}
