"""What can be wrong with the list of a task file, and with what stands above it: a table of mistakes."""

from __future__ import annotations

from mistakes import COLON, Row, row
from reading import ITEM


def added(reason: str, wrong: str, right: str, found: tuple[int, str, str]) -> Row:
    """Return a row from one line, wrong and right, that is added to a good item as the sixth."""
    return row(reason, f"{ITEM}    {wrong}\n", f"{ITEM}    {right}\n", (6, *found))


def listed(*titles: str) -> str:
    """Return a list of good items with these titles, as written; the title of the n-th is in line 4n - 1."""
    lines = (
        f"  - id: {n}\n    title: {title}\n    tag: red\n    start: 2026-06-01\n" for n, title in enumerate(titles, 1)
    )
    return "tasks:\n" + "".join(lines)


def titled(reason: str, wrong: str, right: str, found: tuple[int, str, str]) -> Row:
    """Return a row from the title of the second of three items; an unknown tag of the third is found too."""
    also = (12, 10, "unknown tag `rad`", "did you mean `red`?")
    bad = "rad".join(listed("甲", wrong, "丙").rsplit("red", 1))
    return row(reason, bad, listed("甲", right, "丙"), (7, *found), also)


def removed(key: str) -> str:
    """Return the good item without the line of a key."""
    return "".join(line for line in ITEM.splitlines(keepends=True) if f" {key}:" not in line)


def started(wrong: str, hint: str, right: str, reason: str) -> Row:
    """Return a row from the `start` of an item."""
    found = (5, 12, f"`{wrong.strip(QUOTES)}` is not a date", hint)
    return row(reason, ITEM.replace("2026-06-01", wrong), ITEM.replace("2026-06-01", right), found)


def with_cadence(wrong: str, right: str, message: str, reason: str) -> Row:
    """Return a row from the cadence of red."""
    head = "cadence:\n  red: "
    return row(reason, f"{head}{wrong}\n{ITEM}", f"{head}{right}\n{ITEM}", (2, 8, message, "FREQ=WEEKLY;BYDAY=MO,TH"))


QUOTES = "'\""
ALIGN = "let all keys of an item begin in one column"
SECOND = ITEM.removeprefix("tasks:\n").replace("id: 1", "id: 2")
THIRD = SECOND.replace("id: 2", "id: 3")
MORE = "".join(SECOND.replace("id: 2", f'id: "{n}"') for n in range(2, 36))
ANY_FORM = "YYYY-MM-DD, for example"

KEYS = [
    added(
        "the nearest key is named",
        "onwer: 招商一科",
        "owner: 招商一科",
        (5, "unknown key `onwer`", "did you mean `owner`?"),
    ),
    added("whatever the case", "Owner: 招商一科", "owner: 招商一科", (5, "unknown key `Owner`", "`owner`?")),
    added("or the one that a heading means", "责任人: 甲", "owner: 甲", (5, "unknown key `责任人`", "mean `owner`?")),
    added(
        "or all of them",
        "电话: 招商一科",
        "x-电话: 招商一科",
        (5, "unknown key `电话`", "known are: id, title, tag, team,"),
    ),
    added("a free key needs its hyphen", "x_phone: 1", "x-phone: 1", (5, "unknown key `x_phone`", "known are:")),
    added(
        "merge keys would hide where a value is",
        "<<: {team: 甲}",
        "team: 甲",
        (5, "unknown key `<<`", "merge keys are not"),
    ),
    added("an empty key", '"": a', "x-: a", (5, "unknown key ``", "known are:")),
    added("a braced key", "'{0}': a", "x-{0}: a", (5, "unknown key `{0}`", "known are:")),
    added("twice, and both lines", "tag: green", "", (5, "`tag` is given twice; the first is in line 4", "keep one")),
    added("twice, even if equal", "tag: red", "", (5, "`tag` is given twice; the first is in line 4", "keep one")),
    added("twice, even if quoted", '"tag": red', "", (5, "`tag` is given twice; the first is in line 4", "keep one")),
    added("a key that is a list", "? [a]\n    : b", "x-a: b", (7, "a key must be text", "`key: value`")),
    row(
        "an unknown key at the top",
        f"brnach: 甲\n{ITEM}",
        f"branch: 甲\n{ITEM}",
        (1, 1, "unknown key `brnach`", "did you mean `branch`?"),
    ),
    row(
        "a key of an item is unknown at the top",
        f"title: 甲\n{ITEM}",
        f"x-title: 甲\n{ITEM}",
        (1, 1, "unknown key `title`", ""),
    ),
    row(
        "tasks given twice",
        f"{ITEM}tasks: []\n",
        ITEM,
        (6, 1, "`tasks` is given twice; the first is in line 1", "keep one of the two lines"),
    ),
    row(
        "three times is two problems",
        f"{ITEM}    team: 甲\n    team: 乙\n    team: 丙\n",
        f"{ITEM}    team: 甲\n",
        (7, 5, "`team` is given twice; the first is in line 6", "keep one"),
        (8, 5, "`team` is given twice; the first is in line 6", "keep one"),
    ),
    row(
        "a tag given twice",
        f"cadence: {{red: daily, red: weekly}}\n{ITEM}",
        f"cadence: {{red: daily}}\n{ITEM}",
        (1, 23, "`red` is given twice; the first is in line 1", "keep one"),
    ),
    row(
        "a tag given by both of its names",
        f"cadence:\n  红: daily\n  red: weekly\n{ITEM}",
        f"cadence:\n  红: daily\n{ITEM}",
        (3, 3, "`red` is given twice; the first is in line 2", "keep one"),
    ),
]

REQUIRED = [
    row("an item has an id", removed("id").replace("    title", "  - title"), ITEM, (2, 5, "no `id`", "`id: …`")),
    row("an item has a title", removed("title"), ITEM, (2, 5, "no `title`", "add a line `title: …` to it")),
    row("an item has a tag", removed("tag"), ITEM, (2, 5, "no `tag`", "add a line `tag: …` to it")),
    row("an item has a day", removed("start"), ITEM, (2, 5, "neither `start` nor `last`", "`start: YYYY-MM-DD`")),
    row("an empty id is none", ITEM.replace("id: 1", "id:"), ITEM, (2, 5, "no `id`", "`id: …`")),
    row('nor is ""', ITEM.replace("id: 1", 'id: ""'), ITEM, (2, 5, "no `id`", "`id: …`")),
    row("a comment is no title", ITEM.replace("某新", "# 某新"), ITEM, (2, 5, "no `title`", "`title: …`")),
    row("an empty start is none", ITEM.replace("2026-06-01", ""), ITEM, (2, 5, "neither `start` nor", "")),
    row(
        "all that an item lacks, in one place",
        "tasks:\n  - note: 甲\n",
        "tasks:\n  - {note: 甲, id: 1, title: 甲, tag: red, last: 2026-06-01}\n",
        (2, 5, "no `id`", "`id: …`"),
        (2, 5, "no `title`", "`title: …`"),
        (2, 5, "no `tag`", "`tag: …`"),
        (2, 5, "neither `start` nor `last`", "or `last`, the newest dispatch"),
    ),
    row("an item is no text", "tasks:\n  - 甲\n", ITEM, (2, 5, "an item must be a mapping", "begin it with `- id: …`")),
    row("nor a list", "tasks:\n  - [甲]\n", ITEM, (2, 5, "an item must be a mapping", "begin it with `- id: …`")),
    row("nor nothing", f"{ITEM}  -\n", ITEM, (6, 4, "an item must be a mapping", "begin it with `- id: …`")),
    row("a list has tasks", "branch: 甲\n", "branch: 甲\ntasks: []", (1, 1, "key `tasks` is missing", "add `tasks:`")),
    row("even in flow style", "{}", "{tasks: []}", (1, 1, "key `tasks` is missing", "add `tasks:`")),
    row("tasks is no text", "tasks: 甲\n", "tasks: []\n", (1, 8, "`tasks` must be a list", "`tasks: []`")),
    row(
        "nor a mapping",
        "tasks: {甲: 乙}\n",
        "tasks: []\n",
        (1, 8, "`tasks` must be a list", "begin each item with `- `"),
    ),
    row("the file is no list", "- 甲\n", "tasks: []", (1, 1, "this is not a task file", "begin with `tasks:`")),
    row("nor a text", "甲\n", "tasks: []", (1, 1, "this is not a task file", "`dispatch init`")),
    row("nor empty", "", "tasks: []", (1, 1, "the file is empty", "`dispatch init` writes a file to start from")),
    row("nor only a mark", "\ufeff", "\ufefftasks: []", (1, 1, "the file is empty", "`dispatch init`")),
    row("nor only white space", "  \n\r\n\n", "  \n\r\n\ntasks: []", (1, 1, "the file is empty", "`dispatch init`")),
    row("nor only comments", "# 甲\n", "# 甲\ntasks: []", (1, 1, "the file is empty", "`dispatch init`")),
    row("nor an empty document", "---\n", "---\ntasks: []", (1, 1, "this is not a task file", "`dispatch init`")),
    row("a field is no list", ITEM.replace("1", "[1]", 1), ITEM, (2, 9, "`id` must be a single text", "quote a value")),
    row("nor a mapping", ITEM.replace("某新", "{a: 某新} #"), ITEM, (3, 12, "`title` must be a single text", "[ or {")),
    row(
        "nor is an optional one",
        f"{ITEM}    note:\n      - 甲\n",
        f"{ITEM}    note: 甲\n",
        (7, 7, "`note` must be a single text", "write `note: …` in one line"),
    ),
    row(
        "nor one at the top",
        "branch: [甲]\ntimezone: {}\nmode: []\ntasks: []\n",
        "branch: 甲\ntasks: []\n",
        (1, 9, "`branch` must be a single text", ""),
        (2, 11, "`timezone` must be a single text", ""),
        (3, 7, "`mode` must be a single text", ""),
    ),
    row(
        "a start that is a list is a start",
        ITEM.replace("2026-06-01", "[]"),
        ITEM,
        (5, 12, "`start` must be a single", ""),
    ),
    row("a list for a tag", ITEM.replace("red", "[red]"), ITEM, (4, 10, "`tag` must be a single text", "[ or {")),
]

VALUES = [
    row(
        "two items of one id, and both lines",
        f"{ITEM}{SECOND}".replace("id: 2", 'id: "1"'),
        f"{ITEM}{SECOND}",
        (6, 9, "the id `1` is taken; the first is in line 2", "give one of the two items another id"),
    ),
    row(
        "three items of one id are two problems",
        f"{ITEM}{SECOND}{SECOND}".replace("id: 2", "id: 1"),
        f"{ITEM}{SECOND}",
        (6, 9, "the id `1` is taken; the first is in line 2", ""),
        (10, 9, "the id `1` is taken; the first is in line 2", ""),
    ),
    row(
        "an item lacks a title and has a wrong tag",
        removed("title").replace("red", "rad"),
        ITEM,
        (2, 5, "no `title`", "`title: …`"),
        (3, 10, "unknown tag `rad`", "did you mean `red`?"),
    ),
    row("the nearest tag", ITEM.replace("red", "rad"), ITEM, (4, 10, "unknown tag `rad`", "did you mean `red`?")),
    row("whatever the case", ITEM.replace("red", "RED"), ITEM, (4, 10, "unknown tag `RED`", "did you mean `red`?")),
    row("or all", ITEM.replace("red", "紫"), ITEM, (4, 10, "unknown tag `紫`", "red, orange, green, 红, 橙, 绿")),
    row(
        "the file's own tags are known",
        "cadence: {蓝色标签: daily}\n" + ITEM.replace("red", "兰色标签"),
        "cadence: {蓝色标签: daily}\n" + ITEM.replace("red", "蓝色标签"),
        (5, 10, "unknown tag `兰色标签`", "did you mean `蓝色标签`?"),
    ),
    added(
        "last before start",
        "last: 2026-05-31",
        "last: 2026-06-01",
        (
            11,
            "`last` 2026-05-31 is before `start` 2026-06-01",
            "`start` is the day it was listed, `last` the newest dispatch",
        ),
    ),
    row(
        "an unknown time zone",
        "timezone: Asia/Shangai\ntasks: []",
        "timezone: Asia/Shanghai\ntasks: []",
        (1, 11, "unknown time zone `Asia/Shangai`", "use a name such as Asia/Shanghai"),
    ),
    *(
        row(
            reason,
            f"timezone: {zone}\ntasks: []",
            "timezone: UTC\ntasks: []",
            (1, 11, "unknown time zone", "Asia/Shanghai"),
        )
        for zone, reason in (
            ("北京", "a zone in Chinese"),
            ("Asia", "a folder of the database"),
            ("../../etc/passwd", "a way out of it"),
            ("/etc/localtime", "a whole path"),
            ("zone.tab", "a file that is no zone"),
            (r'"a\0b"', "a name with a NUL"),
            ("a" * 5000, "a name too long for a file"),
            ("a/" * 2000 + "b", "a name of many folders"),
        )
    ),
    row(
        "the nearest mode",
        "mode: roling\ntasks: []",
        "mode: rolling\ntasks: []",
        (1, 7, "unknown mode `roling`", "`rolling`"),
    ),
    row(
        "or both",
        "mode: 日历\ntasks: []",
        "mode: calendar\ntasks: []",
        (1, 7, "mode `日历`", "known are: rolling, calendar"),
    ),
]

DATES = [
    started("2026-2-3", "write it as 2026-02-03", "2026-02-03", "digits are missing"),
    started("2026-02-3", "write it as 2026-02-03", "2026-02-03", "one digit is missing"),
    started("2026/02/03", "write it as 2026-02-03", "2026-02-03", "slashes"),
    started("2026.2.3", "write it as 2026-02-03", "2026-02-03", "dots"),
    started("20260203", "write it as 2026-02-03", "2026-02-03", "no hyphens"),
    started("2026年2月3日", "write it as 2026-02-03", "2026-02-03", "Chinese"),
    started("2026-02-30", "2026-02 has 28 days; the last is 2026-02-28", "2026-02-28", "no such day"),
    started("2024-02-30", "2024-02 has 29 days; the last is 2024-02-29", "2024-02-29", "no such day in a leap year"),
    started("1900-02-29", "1900-02 has 28 days; the last is 1900-02-28", "1900-02-28", "1900 was no leap year"),
    started("2026-06-31", "2026-06 has 30 days; the last is 2026-06-30", "2026-06-30", "a month of 30 days"),
    started("2026-13-01", "a year has 12 months; write the date as YYYY-MM-DD", "2026-12-01", "no such month"),
    started("2026-00-10", ANY_FORM, "2026-01-10", "months begin with 1"),
    started("2026-01-00", ANY_FORM, "2026-01-01", "days begin with 1"),
    started("0000-01-01", ANY_FORM, "0001-01-01", "years begin with 1"),
    started("10000-01-01", ANY_FORM, "9999-12-31", "years end with 9999"),
    started("26-2-3", ANY_FORM, "2026-02-03", "which century?"),
    started("3/2/2026", ANY_FORM, "2026-02-03", "which is the month?"),
    started("明天", ANY_FORM, "2026-02-03", "a word"),
    started("null", ANY_FORM, "2026-02-03", "null is text"),
    started("~", ANY_FORM, "2026-02-03", "so is a tilde"),
    started("２０２６-０６-０５", "write it as ", "2026-06-05", "full-width digits"),
    started("2026-06-05T00:00:00", "write it as ", "2026-06-05", "a moment"),
    started("2026-06-0१", ANY_FORM, "2026-06-01", "digits of another script"),
    started('"2026-02-0 3"', ANY_FORM, '"2026-02-03 "', "a space within"),
    started("2026-W01-1", ANY_FORM, "2025-12-29", "a date by its week"),
    added("last", "last: 2026-6-2", "last: 2026-06-02", (11, "`2026-6-2` is not a date", "2026-06-02")),
    added("deadline", "deadline: 2026-6-2", "deadline: 2026-06-02", (15, "`2026-6-2` is not a date", "2026-06-02")),
    added("closed", "closed: 2026-6-2", "closed: 2026-06-02", (13, "`2026-6-2` is not a date", "2026-06-02")),
    added("a brace in a date", "last: 2026{0}", "last: 2026-06-02", (11, "`2026{0}` is not a date", ANY_FORM)),
]

CADENCES = [
    with_cadence("weeky", "weekly", "`weeky` is not a cadence", "misspelt"),
    with_cadence("Weekly", "weekly", "`Weekly` is not a cadence", "names are in lower case"),
    with_cadence("每周", "weekly", "`每周` is not a cadence", "Chinese"),
    with_cadence("7", "every 7 days", "`7` is not a cadence", "a bare number"),
    with_cadence("every 0 days", "every 1 day", "`every 0 days` is not a cadence", "no step at all"),
    with_cadence("every 1000000 days", "every 999999 days", "is not a cadence", "a step past the end of the calendar"),
    with_cadence("every 2 years", "every 24 months", "is not a cadence", "years are counted in months"),
    with_cadence("FREQ=HOURLY", "FREQ=DAILY", "may not go below a day: FREQ=HOURLY", "hours"),
    with_cadence("FREQ=DAILY;BYHOUR=9", "FREQ=DAILY", "may not go below a day: BYHOUR=9", "an hour"),
    with_cadence("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY", "may not hold COUNT", "an end by number"),
    with_cadence("FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY", "may not hold UNTIL", "an end by date"),
    with_cadence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY", "the rule never happens", "30 February"),
    with_cadence("FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=MO", "BYDAY cannot be `XX`", "no such weekday"),
    with_cadence("FREQ=WEEKLY;BYDAYS=MO", "FREQ=WEEKLY;BYDAY=MO", "`BYDAYS` is not a part", "no such part"),
    with_cadence("FREQ=", "FREQ=DAILY", "FREQ cannot be ``", "nothing"),
    with_cadence("FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=1", "INTERVAL cannot be `0`", "no step at all"),
    with_cadence("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY", "gives one part twice", "a part given twice"),
    row(
        "the cadence of a tag of the file",
        "cadence:\n  紫色标签: 每 10 天\ntasks: []\n",
        "cadence:\n  紫色标签: every 10 days\ntasks: []\n",
        (2, 9, "`每 10 天` is not a cadence", "`every N days|weeks|months`"),
    ),
    row(
        "a cadence is no list",
        "cadence: {red: [daily]}\ntasks: []\n",
        "cadence: {red: daily}\ntasks: []\n",
        (1, 16, "`red` must be a single text", "write `red: …` in one line"),
    ),
    row(
        "nor one for all",
        "cadence: weekly\ntasks: []\n",
        "cadence:\n  red: weekly\ntasks: []\n",
        (1, 10, "`cadence` must hold one line for each tag", "write `red: weekly` below it"),
    ),
    row(
        "nor a list of all",
        "cadence: [weekly]\ntasks: []\n",
        "cadence:\n  red: weekly\ntasks: []\n",
        (1, 10, "`cadence` must hold one line for each tag", "write `red: weekly` below it"),
    ),
    row(
        "a rule that never meets a day, counted from this item's start",
        f"cadence: {{red: FREQ=MONTHLY;INTERVAL=12;BYMONTH=2}}\n{ITEM}",
        f"cadence: {{red: FREQ=MONTHLY;INTERVAL=12;BYMONTH=6}}\n{ITEM}",
        (
            5,
            10,
            "the rule of tag `red` never happens for an item of 2026-06-01",
            "in its first 400 years it meets no day",
        ),
    ),
    row(
        "it counts from `last` where there is no start",
        f"cadence: {{red: FREQ=MONTHLY;INTERVAL=12;BYMONTH=2}}\n{ITEM}".replace("start:", "last:"),
        f"cadence: {{red: FREQ=MONTHLY;INTERVAL=12;BYMONTH=2}}\n{ITEM}".replace("start: 2026-06", "last: 2026-02"),
        (5, 10, "never happens for an item of 2026-06-01", "check INTERVAL and the BY… parts"),
    ),
    with_cadence("FREQ=WEEKLY;COUNT=3;", "FREQ=WEEKLY;", "may not hold COUNT", "a semicolon at the end of a rule"),
]

ALIASES = [
    added(
        "undefined",
        "note: *a",
        "note: a",
        (11, "`*a` stands for nothing", "set it first with `&a`, or write the text out"),
    ),
    added(
        "set only below",
        "note: *a\n    x-a: &a 甲",
        "x-a: &a 甲\n    note: *a",
        (11, "`*a` stands for nothing", "first with `&a`"),
    ),
    row(
        "a list",
        f"x-a: &a [甲]\n{ITEM}    note: *a\n",
        f"x-a: [&a 甲]\n{ITEM}    note: *a\n",
        (7, 11, "`*a` stands for a list or a mapping", "only a single text may be repeated with `*`"),
    ),
    row(
        "a mapping for an item",
        f"x-a: &a {{id: 1}}\n{ITEM}    note: *a\n",
        ITEM,
        (7, 11, "`*a` stands for a list or a mapping", "write it out"),
    ),
    row(
        "a list of itself",
        "x-a: &a [*a]\ntasks: []\n",
        "x-a: &a [a]\ntasks: []\n",
        (1, 10, "`*a` stands for a list or a mapping", "write it out"),
    ),
    row(
        "a bomb of lists of lists",
        "x-a: &a [甲, 甲]\nx-b: &b [*a, *a]\nx-c: [*b, *b]\ntasks: []\n",
        "x-a: &a [甲, 甲]\ntasks: []\n",
        (2, 10, "`*a` stands for a list or a mapping", "write it out"),
        (2, 14, "`*a` stands for a list or a mapping", "write it out"),
        (3, 7, "`*b` stands for a list or a mapping", "write it out"),
        (3, 11, "`*b` stands for a list or a mapping", "write it out"),
    ),
    row(
        "an alias of an item",
        ITEM.replace("- id", "- &a\n    id") + "    x-b: *a\n",
        f"{ITEM}    x-b: a\n",
        (7, 10, "`*a` stands for a list or a mapping", ""),
    ),
    row("a title that stands for nothing", ITEM.replace("某新", "*a #"), ITEM, (3, 12, "`*a` stands for nothing", "")),
    row(
        "an item that stands for a list", "x-a: &a []\ntasks: [*a ]", "tasks: []", (2, 9, "`*a` stands for a list", "")
    ),
]

TAB = ("a tab indents this line", "indent with spaces; YAML does not allow tabs")
CONFLICT = ("git conflict markers: two versions of the list are mixed", "delete the marker lines")
QUOTE = "put the whole value in single quotes: `title: '…'`"
KEPT = "a value begins with a character that YAML keeps for itself"

# YAML sees no more than a text here.
COLONS = [
    row("a full-width colon in an item of one line", f"{ITEM}  - id：2\n", f"{ITEM}{SECOND}", (6, 7, *COLON)),
    row(
        "full-width colons after tags",
        f"cadence:\n  red：daily\n  green：daily\n{ITEM}",
        f"cadence:\n  red: daily\n  green: daily\n{ITEM}",
        (2, 6, *COLON),
        (3, 8, *COLON),
    ),
]

NOT_YAML = [
    titled("a second colon", "甲: 乙", '"甲: 乙"', (13, "a second `: ` in one line", QUOTE)),
    titled("a colon at the end", "甲:", "甲：", (13, "a second `: ` in one line", QUOTE)),
    titled("an unclosed single quote", "'甲", "'甲'", (12, "a quote is opened and never closed", "close the quote")),
    titled("an unclosed double quote", '"甲', '"甲"', (12, "a quote is opened and never closed", "close the quote")),
    titled("a backslash", r'"C:\甲"', r"'C:\甲'", (15, "a backslash in double quotes", "use single quotes instead")),
    titled("an opening bracket", "[甲", "'[甲'", (12, KEPT, QUOTE)),
    titled("an opening brace", "{甲", "'{甲'", (12, KEPT, QUOTE)),
    titled("brackets, then text", "[急] 甲", "'[急] 甲'", (12, KEPT, QUOTE)),
    titled("quotes, then text", '"甲"乙', "'\"甲\"乙'", (12, KEPT, QUOTE)),
    titled("an exclamation mark before Chinese", "!甲", "'!甲'", (12, KEPT, QUOTE)),
    titled("a bar", "|甲", "'|甲'", (12, KEPT, QUOTE)),
    titled("a greater-than sign", "> 5 亿元", "'> 5 亿元'", (12, KEPT, QUOTE)),
    titled("a question mark", "? 甲", "'? 甲'", (12, KEPT, QUOTE)),
    titled("a hyphen", "- 甲", "'- 甲'", (12, KEPT, QUOTE)),
    titled("an at sign", "@甲", "'@甲'", (12, KEPT, QUOTE)),
    titled("a backquote", "`甲", "'`甲'", (12, KEPT, QUOTE)),
    titled("a percent sign", "%甲", "'%甲'", (12, KEPT, QUOTE)),
    titled("an asterisk", "* 甲", "'* 甲'", (12, "begins with `*` or `&`", QUOTE)),
    titled("an ampersand", "&甲", "'&甲'", (12, "begins with `*` or `&`", QUOTE)),
    titled("an exclamation mark", "!a!b", "'!a!b'", (12, "a value begins with `!`", QUOTE)),
    titled("an asterisk before Chinese", "*甲", "'*甲'", (12, "begins with `*` or `&`", QUOTE)),
    titled("a closing bracket", "]甲", "']甲'", (12, "character that YAML keeps for itself", QUOTE)),
    titled(
        "a comma first",
        "[,甲]",
        "'[,甲]'",
        (13, "a value is missing or begins with a character", QUOTE),
    ),
    row(
        "an item too far right",
        f"{ITEM}{SECOND} {THIRD}",
        f"{ITEM}{SECOND}{THIRD}",
        (10, 4, "a line stands too far left or right", "one column"),
    ),
    row(
        "an item too far left",
        f"{ITEM}{SECOND}{THIRD[1:]}",
        f"{ITEM}{SECOND}{THIRD}",
        (10, 2, "a line stands too far left or right", ""),
    ),
    row(
        "a full-width colon or a tab within a text is no mistake",
        f"{ITEM}    note: |\n      一\n      owner：二\n      \t三\n{SECOND}    owner: a: b\n",
        f"{ITEM}    note: |\n      一\n      owner：二\n      \t三\n{SECOND}    owner: a\n",
        (14, 13, "a second `: ` in one line", QUOTE),
    ),
    row(
        "a quote of two lines is closed",
        f'{ITEM}    note: "甲\n      乙"\n{SECOND}    owner: a: b\n',
        f'{ITEM}    note: "甲\n      乙"\n{SECOND}    owner: a\n',
        (12, 13, "a second `: ` in one line", QUOTE),
    ),
    row(
        "a tab that begins a text of many lines",
        f"{ITEM}    note: |\n      \t三\n{SECOND}",
        f"{ITEM}    note: |\n      三\n{SECOND}",
        (7, 7, *TAB),
    ),
    row("a full-width colon at the top", f"branch：示例\n{ITEM}", f"branch: 示例\n{ITEM}", (1, 7, *COLON)),
    row("a full-width colon after `tasks`", ITEM.replace(":", "：", 1), ITEM, (1, 6, *COLON)),
    row(
        "a mistake above the list hides none in it",
        f"branch: 甲: 乙\n{ITEM.replace('red', 'rad')}",
        f"branch: 甲\n{ITEM}",
        (1, 10, "a second `: ` in one line", QUOTE),
        (5, 10, "unknown tag `rad`", "did you mean `red`?"),
    ),
    row(
        "a key too far right",
        ITEM.replace("    title", "     title") + SECOND,
        f"{ITEM}{SECOND}",
        (3, 11, "a line stands too far left or right", ALIGN),
    ),
    row(
        "a quote never closed before other quotes",
        ITEM + MORE.replace('"2"', '"2'),
        ITEM + MORE,
        (6, 9, "a quote is opened and never closed", "close the quote"),
    ),
    row("a tab before a comment", f"{ITEM}\t# 注\n{SECOND}", f"{ITEM}  # 注\n{SECOND}", (6, 1, *TAB)),
    row("a tab in an empty line", f"{ITEM}\t\n{SECOND}", f"{ITEM}\n{SECOND}", (6, 1, *TAB)),
    row(
        "a key too far left",
        f"{ITEM}   team: 甲\n{SECOND}",
        f"{ITEM}    team: 甲\n{SECOND}",
        (6, 4, "a line stands too far left or right", ""),
    ),
    row(
        "a key without its colon",
        f"{ITEM}{SECOND}    team\n",
        f"{ITEM}{SECOND}    team:\n",
        (10, 5, "the `:` after a key is missing", "`key: value` with a space after the colon"),
    ),
    row(
        "a colon without its space",
        f"{ITEM}{SECOND}    team:甲\n",
        f"{ITEM}{SECOND}    team: 甲\n",
        (10, 5, "the `:` after a key is missing", "`key: value` with a space after the colon"),
    ),
    row(
        "a dash without its space",
        f"{ITEM}{SECOND}" + THIRD.replace("- ", "-"),
        f"{ITEM}{SECOND}{THIRD}",
        (10, 3, "a line stands too far left or right", "one column"),
    ),
    row(
        "tabs in two items",
        f"{ITEM}\tteam: 甲\n{SECOND}  \tteam: 乙\n{THIRD}",
        f"{ITEM}    team: 甲\n{SECOND}    team: 乙\n{THIRD}",
        (6, 1, *TAB),
        (11, 3, *TAB),
    ),
    row(
        "full-width colons in two items, the first key among them",
        ITEM + f"{SECOND}{THIRD}".replace("title: ", "title：").replace("id: 2", "id：2"),
        f"{ITEM}{SECOND}{THIRD}",
        (6, 7, *COLON),
        (7, 10, *COLON),
        (11, 10, *COLON),
    ),
    row(
        "a full-width colon after the last key",
        f"{ITEM}{SECOND}    team：甲\n",
        f"{ITEM}{SECOND}    team: 甲\n",
        (10, 9, *COLON),
    ),
    row(
        "a full-width colon after a quoted key",
        f'{ITEM}{SECOND}    "team" ：甲\n',
        f'{ITEM}{SECOND}    "team" : 甲\n',
        (10, 12, *COLON),
    ),
    row(
        "tab and full-width colon at once",
        f"{ITEM}\tteam: 甲\n{SECOND}    team：甲\n  - {{id: 3, title: 甲, tag: rad, start: 2026-06-01}}\n",
        f"{ITEM}{SECOND}",
        (6, 1, *TAB),
        (11, 9, *COLON),
        (12, 28, "unknown tag `rad`", "did you mean `red`?"),
    ),
    row(
        "a conflict between items",
        f"tasks:\n<<<<<<< HEAD\n{SECOND}=======\n{SECOND}>>>>>>> 甲\n",
        f"tasks:\n{SECOND}",
        (2, 1, *CONFLICT),
    ),
    row(
        "a conflict above the list, with CRLF",
        f"mode: rolling\r\n<<<<<<< HEAD\r\nbranch: 甲\r\n=======\r\nbranch: 乙\r\n>>>>>>> 甲\r\n{ITEM}",
        f"mode: rolling\r\nbranch: 甲\r\n{ITEM}",
        (2, 1, *CONFLICT),
    ),
    row(
        "a conflict within an item",
        f"{ITEM}<<<<<<< HEAD\n    team: 甲\n=======\n    team: 乙\n>>>>>>> 甲\n{SECOND}",
        f"{ITEM}    team: 甲\n{SECOND}",
        (6, 1, *CONFLICT),
    ),
    row("the only item is broken", ITEM.replace("某新", "a: "), ITEM, (3, 13, "a second `: ` in one line", QUOTE)),
    row(
        "a second document",
        f"{ITEM}---\n{ITEM}",
        ITEM,
        (6, 1, "a second document begins here", "delete the line `---`"),
    ),
    row(
        "a second document after the end of the first",
        f"{ITEM}...\n# 注\n---\n",
        f"{ITEM}...\n# 注\n",
        (8, 1, "a second document begins here", "keep one list in one file"),
    ),
    row(
        "another version of YAML",
        f"%YAML 3.0\n---\n{ITEM}",
        f"%YAML 1.2\n---\n{ITEM}",
        (1, 1, "this is not YAML: found incompatible YAML document", ""),
    ),
    row(
        "a comma is missing in flow style",
        "tasks: [{id: 1, title: 甲 tag: red, last: 2026-06-01}]",
        "tasks: [{id: 1, title: 甲, tag: red, last: 2026-06-01}]",
        (1, 9, "is opened and not closed as it should be", QUOTE),
    ),
    row(
        "two byte order marks, and no YAML",
        f"\ufeff\ufeffbranch: 甲: 乙\n{ITEM}",
        f"\ufeff\ufeffbranch: 甲\n{ITEM}",
        (1, 10, "a second `: ` in one line", QUOTE),
    ),
]

IN_BRACKETS = "such as `owner: [secretary, leader]`, or leave the line out"
LISTS = [
    added("a list in a list", "owner: [张三, [李四]]", "owner: [张三, 李四]",
          (17, "each name in `owner` must be a single text", IN_BRACKETS)),
    added("a mapping in a list", "owner: [{张三: 李四}]", "owner: [张三, 李四]",
          (13, "each name in `owner` must be a single text", IN_BRACKETS)),
    added("a list of nobody", "owner: []", "", (12, "`owner` is a list without names", IN_BRACKETS)),
    added("a name that is nothing", "owner: [张三, '']", "owner: [张三]",
          (17, "a name in `owner` is empty", IN_BRACKETS)),
    row("nothing but a dash", f"{ITEM}    owner:\n      -\n", ITEM, (7, 8, "a name in `owner` is empty", IN_BRACKETS)),
    added("a name twice", "team: [甲组, 乙组, 甲组]", "team: [甲组, 乙组]",
          (20, "`甲组` stands in `team` twice", "delete one of the two")),
    added("a mapping for a name", "owner: {张三: 李四}", "owner: [张三, 李四]",
          (12, "`owner` must be a single text", "write `owner: …`")),
    row(
        "a list cannot be repeated", f"{ITEM}    team: &a [甲组]\n    owner: *a\n", f"{ITEM}    owner: [甲组]\n",
        (7, 12, "`*a` stands for a list or a mapping", "write it out"),
    ),
]  # fmt: skip

MEETING_FORMS = "such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`"


def held(reason: str, wrong: str, right: str, message: str, hint: str) -> Row:
    """Return a row from the days of meetings, in the first line."""
    return row(reason, f"meeting: {wrong}\n{ITEM}", f"meeting: {right}\n{ITEM}", (1, 10, message, hint))


MEETINGS = [
    held("misspelt", "mondey", "monday", "`mondey` is not a day of meetings", "did you mean `monday`?"),
    held("no such day", "周八", "周日", "`周八` is not a day of meetings", "known are: monday, tuesday"),
    held("a cadence is no day", "weekly", "monday", "`weekly` is not a day of meetings", "known are: monday"),
    held("below a day", "FREQ=HOURLY", "monday", "may not go below a day: FREQ=HOURLY", MEETING_FORMS),
    held(
        "a rule has to count from a day",
        "FREQ=WEEKLY;BYDAY=MO",
        "monday",
        "counts from `since`, which is missing",
        "add a line such as `since: 2026-06-01`",
    ),
    row(
        "no meeting ever",
        f"since: 2026-06-01\nmeeting: FREQ=YEARLY;INTERVAL=2;BYYEARDAY=366\n{ITEM}".replace("=2;", "=2801;"),
        f"since: 2026-06-01\nmeeting: FREQ=YEARLY;BYYEARDAY=366\n{ITEM}",
        (2, 10, "the rule of `meeting` never happens from 2026-06-01 on", "check INTERVAL"),
    ),
]

ROWS = [*KEYS, *REQUIRED, *VALUES, *DATES, *CADENCES, *MEETINGS, *ALIASES, *COLONS, *LISTS, *NOT_YAML]
