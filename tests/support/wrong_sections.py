"""What can be wrong with `people` and `remind` of a task file: a table of mistakes."""

from __future__ import annotations

from mistakes import COLON, Row, row

TASKS = "tasks: []\n"


def section(reason: str, wrong: str, right: str, *found: tuple[int, int, str, str]) -> Row:
    """Return a row from two texts of the sections; the list below them is empty."""
    return row(reason, wrong + TASKS, right + TASKS, *found)


def address(reason: str, wrong: str, right: str = "a@example.com", shown: str = "") -> Row:
    """Return a row from the address of a name."""
    found = (2, 6, f"`{shown or wrong}` is not a mail address", "write one address, such as name@example.com")
    return section(reason, f"people:\n  甲: {wrong}\n", f"people:\n  甲: {right}\n", found)


def number(reason: str, wrong: str, right: str, key: str = "before", least: int = 0) -> Row:
    """Return a row from a number of days."""
    found = (2, 17, f"`{wrong}` is not a whole number from {least} to 9999", "write it in digits, such as 3")
    head = f"remind:\n  {key + ':':<8}"
    return section(reason, f"{head}{{red: {wrong}}}\n", f"{head}{{red: {right}}}\n", found)


def rule(reason: str, wrong: str, right: str, *found: tuple[int, str, str]) -> Row:
    """Return a row from a rule of `escalate`, which stands in the fourth line from column 7 on."""
    head = "remind:\n  escalate:\n    - "
    return section(reason, f"{head}{wrong}\n", f"{head}{right}\n", *((3, *each) for each in found))


def mail(reason: str, wrong: str, right: str, *found: tuple[int, int, str, str]) -> Row:
    """Return a row from the lines of `mail`, which begin in line 3; 甲 has an address in the first line."""
    head = "people: {甲: a@example.com}\nremind: {mail: {\n"
    return section(reason, f"{head}{wrong}}}}}\n", f"{head}{right}}}}}\n", *found)


def sender(reason: str, wrong: str, right: str, shown: str = "") -> Row:
    """Return a row from the sender of the mail."""
    found = (3, 14, f"`{shown or wrong}` is not a sender", "write `dispatch@example.com`, or with a name `")
    return mail(reason, f"to: 甲, from: {wrong}", f"to: 甲, from: {right}", found)


def server(reason: str, wrong: str, right: str, *found: tuple[int, str, str]) -> Row:
    """Return a row from the value of `smtp`, which stands in the fourth line from column 7 on."""
    head = "from: a@b, to: 甲,\nsmtp: "
    return mail(reason, head + wrong, head + right, *((4, at, message, hint) for at, message, hint in found))


KEEP_ONE = "keep one of the two lines"
HOLDS_NAMES = "write a name of `people`, or several in brackets: `["
ADDRESSES = ("`people` must hold names and addresses", "write a line for each name, such as `")
RULE = "write each rule as `- {missed: 2, to: "

WRONG_PEOPLE = [
    section("people are no text", "people: 甲\n", "people: {甲: a@example.com}\n", (1, 9, *ADDRESSES)),
    section("nor a list", "people: [甲]\n", "people: {甲: a@example.com}\n", (1, 9, *ADDRESSES)),
    section("given twice", "people: {}\npeople: {}\n", "people: {}\n", (2, 1, "`people` is given twice", KEEP_ONE)),
    section(
        "a name given twice, and both lines",
        "people:\n  甲: a@example.com\n  甲: b@example.com\n",
        "people:\n  甲: a@example.com\n  乙: b@example.com\n",
        (3, 3, "`甲` is given twice; the first is in line 2", KEEP_ONE),
    ),
    section(
        "an address is no list",
        "people:\n  甲: [a@example.com]\n",
        "people:\n  甲: a@example.com\n",
        (2, 6, "`甲` must be a single text", "write `甲: …` in one line"),
    ),
    section("a name is no list", "people: {[甲]: a}\n", "people: {}\n", (1, 10, "a key must be text", "`key: value`")),
    section(
        "all wrong ones at once",
        "people:\n  甲: a\n  乙: b@example.com\n  丙: c\n",
        "people:\n  乙: b@example.com\n",
        (2, 6, "`a` is not a mail address", ""),
        (4, 6, "`c` is not a mail address", ""),
    ),
    section("a colon at the top", "people：\n  甲: a@example.com\n", "people:\n  甲: a@example.com\n", (1, 7, *COLON)),
    section("and within", "people:\n  甲：a@example.com\n", "people:\n  甲: a@example.com\n", (2, 4, *COLON)),
    section(
        "a slip in the key", "peple: {}\n", "people: {}\n", (1, 1, "unknown key `peple`", "did you mean `people`?")
    ),
    address("two dots", "a..b@example.com"),
    address("a dot at the end", "a.@example.com"),
    address("a hyphen before the domain", "a@-example.com"),
    address("no at sign", "example.com"),
    address("two", "a@b@example.com"),
    address("no local part", "'@example.com'", shown="@example.com"),
    address("no domain", "a@"),
    address("a domain that ends with a dot", "a@example.com."),
    address("or begins with one", "a@.example.com"),
    address("a name with it", "甲 <a@example.com>"),
    address("two addresses", "'a@example.com, b@example.com'", shown="a@example.com, b@example.com"),
    address("a space within", "a b@example.com"),
    address("Chinese, which few mail programs take", "招商@example.com"),
    address("a full-width at sign", "a＠example.com"),
    address("a comment", "a@example.com(甲)"),
    address("a literal", "a@[127.0.0.1]"),
    address("a header after it", r'"a@example.com\nBcc: b@example.com"', shown="a@example.com\nBcc: b@example.com"),
]

WRONG_REMIND = [
    section(
        "no text", "remind: 甲\n", "remind:\n", (1, 9, "`remind` must hold keys and values", "its keys are: before")
    ),
    section(
        "nor a list",
        "remind: []\n",
        "remind: {}\n",
        (1, 9, "`remind` must hold keys", "deadline, escalate, contact, mail"),
    ),
    section("given twice", "remind: {}\nremind: {}\n", "remind: {}\n", (2, 1, "`remind` is given twice", KEEP_ONE)),
    section(
        "the nearest key",
        "remind:\n  befor: {red: 1}\n",
        "remind:\n  before: {red: 1}\n",
        (2, 3, "unknown key `befor`", "did you mean `before`?"),
    ),
    section(
        "or all of them",
        "remind:\n  升级: []\n",
        "remind:\n  x-升级: []\n",
        (2, 3, "unknown key `升级`", "known are: before, again, deadline, escalate, contact, mail"),
    ),
    section(
        "a key given twice",
        "remind:\n  before: {red: 1}\n  before: {red: 2}\n",
        "remind:\n  before: {red: 1}\n",
        (3, 3, "`before` is given twice; the first is in line 2", KEEP_ONE),
    ),
    section("a full-width colon at the top", "remind：{}\n", "remind: {}\n", (1, 7, *COLON)),
    section("after a key", "remind:\n  before：{red: 1}\n", "remind:\n  before: {red: 1}\n", (2, 9, *COLON)),
    section("after a key in flow style", "remind: {mail：1}\n", "remind: {mail: {}}\n", (1, 14, *COLON)),
    section(
        "after a name in flow style", "people: {甲：a@example.com}\n", "people: {甲: a@example.com}\n", (1, 11, *COLON)
    ),
    section(
        "after a tag in flow style", "remind: {before: {red：1}}\n", "remind: {before: {red: 1}}\n", (1, 22, *COLON)
    ),
    section("after a tag", "remind:\n  before:\n    red：1\n", "remind:\n  before:\n    red: 1\n", (3, 8, *COLON)),
]

FOR_EACH = "`{}` must hold a number of days for each tag"
WRONG_DAYS = [
    section(
        "days are by tag",
        "remind:\n  before: 3\n  again: [3]\n",
        "remind:\n  before: {red: 3}\n  again: {red: 3}\n",
        (2, 11, FOR_EACH.format("before"), "for example `before: {red: 1, orange: 3}`"),
        (3, 10, FOR_EACH.format("again"), "for example `again: {red: 1, orange: 3}`"),
    ),
    section(
        "a number is no list",
        "remind: {before: {red: [1]}}\n",
        "remind: {before: {red: 1}}\n",
        (1, 24, "`red` must be a single text", "write `red: …` in one line"),
    ),
    section(
        "a tag given by both of its names",
        "remind:\n  before: {red: 1, 红: 2}\n",
        "remind:\n  before: {red: 1, 橙: 2}\n",
        (2, 20, "`red` is given twice; the first is in line 2", KEEP_ONE),
    ),
    section(
        "an unknown tag",
        "remind:\n  before: {rad: 1}\n  again: {紫: 1}\n",
        "cadence: {紫: daily}\nremind:\n  before: {red: 1}\n  again: {紫: 1}\n",
        (2, 12, "unknown tag `rad`", "did you mean `red`?"),
        (3, 11, "unknown tag `紫`", "known are: red, orange, green"),
    ),
    section(
        "the file's own tags are known",
        "remind: {again: {兰色标签: 1}}\ncadence: {蓝色标签: daily}\n",
        "remind: {again: {蓝色标签: 1}}\ncadence: {蓝色标签: daily}\n",
        (1, 18, "unknown tag `兰色标签`", "did you mean `蓝色标签`?"),
    ),
    number("a word", "三", "3"),
    number("a unit", "3 days", "3"),
    number("a fraction", "1.5", "2"),
    number("less than nothing", "-1", "0"),
    number("a sign", "+1", "1"),
    number("too many", "10000", "9999"),
    number("full-width digits", "３", "3"),
    number("of another script", "३", "3"),
    number("null is text", "null", "0"),
    number("repeated after no day: for ever", "0", "1", "again", least=1),
]

WRONG_RULES = [
    section(
        "rules are a list",
        "remind:\n  escalate: {missed: 1, to: 甲}\n",
        "remind:\n  escalate: [{missed: 1, to: 甲}]\n",
        (2, 13, "`escalate` must be a list", RULE),
    ),
    section(
        "and no text",
        "remind: {escalate: 甲}\n",
        "remind: {escalate: []}\n",
        (1, 20, "`escalate` must be a list", RULE),
    ),
    rule("a rule is a mapping", "甲", "{missed: 1, to: 甲}", (7, "each of `escalate` must be a mapping", RULE)),
    rule("and no list", "[1, 甲]", "{missed: 1, to: 甲}", (7, "each of `escalate` must be a mapping", RULE)),
    rule("an empty value is absent", "{missed: , to: 甲}", "{missed: 1, to: 甲}", (7, "`missed` is missing here", "")),
    rule("to whom?", "missed: 1", "{missed: 1, to: 甲}", (7, "`to` is missing here", "add a line `to: …` to it")),
    rule("from when on?", "to: 甲", "{missed: 1, to: 甲}", (7, "`missed` is missing here", "add a line `missed: …`")),
    rule(
        "before anything was missed",
        "{missed: 0, to: 甲}",
        "{missed: 1, to: 甲}",
        (16, "`0` is not a whole number from 1 to 9999", "write it in digits, such as 3"),
    ),
    rule(
        "a list of misses",
        "{missed: [1], to: 甲}",
        "{missed: 1, to: 甲}",
        (16, "`missed` must be a single text", "write `missed: …` in one line"),
    ),
    rule("nobody", "{missed: 1, to: }", "{missed: 1, to: 甲}", (23, "`to` must hold names", HOLDS_NAMES)),
    rule("nobody in brackets", "{missed: 1, to: []}", "{missed: 1, to: 甲}", (23, "`to` must hold names", HOLDS_NAMES)),
    rule(
        "an empty name among others",
        "{missed: 1, to: [甲, '']}",
        "{missed: 1, to: [甲]}",
        (23, "`to` must hold names", HOLDS_NAMES),
    ),
    rule("a mapping", "{missed: 1, to: {甲: 1}}", "{missed: 1, to: 甲}", (23, "`to` must hold names", HOLDS_NAMES)),
    rule("a list of lists", "{missed: 1, to: [[甲]]}", "{missed: 1, to: [甲]}", (23, "`to` must hold names", "")),
    rule(
        "an unknown key",
        "{missed: 1, to: 甲, if: red}",
        "{missed: 1, to: 甲, x-if: red}",
        (26, "unknown key `if`", "known are: missed, to"),
    ),
    rule(
        "a key given twice",
        "{missed: 1, to: 甲, to: 乙}",
        "{missed: 1, to: [甲, 乙]}",
        (26, "`to` is given twice; the first is in line 3", KEEP_ONE),
    ),
    rule(
        "a name that stands for nothing",
        "{missed: 1, to: [甲, *a ]}",
        "{missed: 1, to: [甲, &a 乙]}",
        (27, "`*a` stands for nothing", "set it first with `&a`"),
    ),
    rule("a full-width colon", "missed：1", "{missed: 1, to: 甲}", (13, *COLON)),
]


def contact(reason: str, wrong: str, right: str, *found: tuple[int, str, str]) -> Row:
    """Return a row from the value of `contact`, which begins in column 12 of the second line."""
    head = "remind:\n  contact: "
    return section(reason, f"{head}{wrong}\n", f"{head}{right}\n", *((2, *each) for each in found))


NO_NAME = ("`name` is missing here", "add a line `name: …` to it")
A_NAME = "write a name, such as `contact: Follow-up desk`, or below it `name`, `phone` and `mail`"
WRONG_CONTACT = [
    contact("a list", "[督办科]", "督办科", (12, "`contact` must hold a name, or keys and values", A_NAME)),
    contact("nobody", "{phone: 1}", "{name: 甲, phone: 1}", (12, *NO_NAME)),
    contact("an empty name", "{name: }", "{name: 甲}", (12, *NO_NAME)),
    contact("another key", "{name: 甲, tel: 1}", "{name: 甲, phone: 1}", (22, "unknown key `tel`", "known are: name,")),
    contact(
        "two numbers", "{name: 甲, phone: [1, 2]}", "{name: 甲, phone: 1、2}", (29, "`phone` must be a single text", "")
    ),
    contact(
        "no address",
        "{name: 甲, mail: 甲}",
        "{name: 甲, mail: a@b}",
        (28, "`甲` is not a mail address", "write one address, such as name@example.com"),
    ),
    contact("full-width colons", "name：甲", "{name: 甲}", (16, *COLON)),
    contact("and more of them", "phone：1 name：甲", "{name: 甲, phone: 1}", (17, *COLON), (24, *COLON)),
]
NO_ADDRESS = ("`丙` has no address in `people`", "add it there: `丙: name@example.com`")
WRONG_MAIL = [
    section(
        "mail is no text",
        "remind:\n  mail: sendmail\n",
        "remind:\n  mail:\n",
        (2, 9, "`mail` must hold keys and values", "its keys are: from, to, command"),
    ),
    section(
        "nor a list",
        "remind: {mail: []}\n",
        "remind: {}\n",
        (1, 16, "`mail` must hold keys and values", "its keys"),
    ),
    mail("from nobody", "from: , to: 甲", "from: a@b, to: 甲", (2, 16, "`from` is missing here", "add a line")),
    mail("to whom?", "from: a@b", "from: a@b, to: 甲", (2, 16, "`to` is missing here", "add a line `to: …` to it")),
    mail("from whom?", "to: 甲", "from: a@b, to: 甲", (2, 16, "`from` is missing here", "add a line `from: …` to it")),
    mail(
        "a command alone sends nothing",
        "command: msmtp -t",
        "command: msmtp -t, from: a@b, to: 甲",
        (2, 16, "`from` is missing here", ""),
        (2, 16, "`to` is missing here", ""),
    ),
    mail(
        "the nearest key",
        "from: a@b, to: 甲, comand: x",
        "from: a@b, to: 甲, command: x",
        (3, 19, "unknown key `comand`", "did you mean `command`?"),
    ),
    mail(
        "a key given twice",
        "from: a@b, to: 甲,\n from: c@d",
        "from: a@b, to: 甲",
        (4, 2, "`from` is given twice; the first is in line 3", KEEP_ONE),
    ),
    mail("nobody", "from: a@b, to: []", "from: a@b, to: [甲]", (3, 16, "`to` must hold names", HOLDS_NAMES)),
    mail("an empty name", "from: a@b, to: ''", "from: a@b, to: 甲", (3, 16, "`to` must hold names", HOLDS_NAMES)),
    mail("a digest for somebody without address", "from: a@b, to: 丙", "from: a@b, to: 甲", (3, 16, *NO_ADDRESS)),
    mail("among others", "from: a@b, to: [甲, 丙]", "from: a@b, to: [甲]", (3, 20, *NO_ADDRESS)),
    mail(
        "a sender is no list",
        "from: [a@b], to: 甲",
        "from: a@b, to: 甲",
        (3, 7, "`from` must be a single text", "write `from: …` in one line"),
    ),
    mail(
        "an open quote in the command",
        """from: a@b, to: 甲, command: "send 'a" """,
        "from: a@b, to: 甲, command: send 'a'",
        (3, 28, "`send 'a` is not a command", "close every quote"),
    ),
    mail(
        "a command is words",
        "from: a@b, to: 甲, command: [msmtp, [-t]]",
        "from: a@b, to: 甲, command: [msmtp, -t]",
        (3, 28, "`command` must hold words", "each word by itself: `[msmtp, -t]`"),
    ),
    mail(
        "a command has a word",
        "from: a@b, to: 甲, command: []",
        "from: a@b, to: 甲, command: [send]",
        (3, 28, "`command` must hold words", "write `msmtp -t`"),
    ),
    mail(
        "no word has a NUL",
        'from: a@b, to: 甲, command: [send, "a\\0"]',
        "from: a@b, to: 甲, command: [send, a]",
        (3, 35, "is not a command", "each word by itself"),
    ),
    mail(
        "a command and a server",
        "from: a@b, to: 甲, command: msmtp -t, smtp: {host: a}",
        "from: a@b, to: 甲, smtp: {host: a}",
        (3, 28, "`command` and `smtp` are both given, and mail leaves one way", "keep one of the two"),
    ),
    server("a server in one word", "smtp.example.com", "{host: smtp.example.com}", (7, "`smtp` must hold keys", "")),
    server("no name", "{port: 25}", "{host: a, port: 25}", (7, "`host` is missing here", "add a line `host: …`")),
    server("its port in it", "{host: 'a:25'}", "{host: a, port: 25}", (14, "this is not the name of a server", "")),
    server("no port", "{host: a, port: x}", "{host: a, port: 1}", (23, "this is not a port", "from 1 to 65535")),
    server("a port too high", "{host: a, port: 65536}", "{host: a, port: 65535}", (23, "this is not a port", "")),
    server("port 0", "{host: a, port: 0}", "{host: a, port: 1}", (23, "this is not a port", "")),
    server("a slip", "{host: a, tls: startls}", "{host: a, tls: starttls}", (22, "`tls` cannot be", "`starttls`?")),
    server("another word", "{host: a, tls: yes}", "{host: a, tls: none}", (22, "`tls` cannot be", "known are: ")),
    server("no password", "{host: a, user: b}", "{host: a}", (23, "`user` and `password` go together", "give both")),
    server("nobody", "{host: a, password: env:A}", "{host: a}", (27, "`user` and `password` go together", "give both")),
    server(
        "a user in Chinese",
        "{host: a, user: 张三, password: env:A}",
        "{host: a, user: z, password: env:A}",
        (23, "this is not the name of a user", "write it in ASCII"),
    ),
    sender("a name alone", "调度提醒", "调度提醒 <a@example.com>"),
    sender("a bracket is open", "调度提醒 <a@example.com", "调度提醒 <a@example.com>"),
    sender("no brackets", "调度提醒 a@example.com", "调度提醒 <a@example.com>"),
    sender("two addresses", "'a@b, c@d'", "a@b", shown="a@b, c@d"),
    sender("two in brackets", "甲 <a@b> <c@d>", "甲 <a@b>"),
    sender("an address as a name", "a@b <a@b>", "a <a@b>"),
    sender("Chinese in the address", "甲 <调度@example.com>", "甲 <a@example.com>"),
    sender("something after it", "甲 <a@b> 乙", "甲 乙 <a@b>"),
    sender("a header in the name", r'"甲\nBcc: b <a@b>"', "甲 <a@b>", shown="甲\nBcc: b <a@b>"),
    sender("with an old Macintosh's line end", r'"甲\rBcc: b <a@b>"', "甲 <a@b>", shown="甲\rBcc: b <a@b>"),
    sender("a header in the address", r'"甲 <a@b\nBcc: c>"', "甲 <a@b>", shown="甲 <a@b\nBcc: c>"),
    sender("a header after it", r'"甲 <a@b>\nBcc: c@d"', "甲 <a@b>", shown="甲 <a@b>\nBcc: c@d"),
    sender("or after an address alone", r'"a@b\nBcc: c@d"', "a@b", shown="a@b\nBcc: c@d"),
    section(
        "all that is wrong in every section, at once",
        "people:\n  甲: 乙\nremind:\n  before: {rad: 1, red: x}\n  again: 3\n  escalate: [{to: 甲}]\n"
        "  mail: {from: a@b, to: 丙, command: \"'\"}\n  when: daily\n",
        "people:\n  甲: a@b\nremind:\n  before: {red: 1}\n  escalate: [{to: 甲, missed: 1}]\n"
        "  mail: {from: a@b, to: 甲}\n",
        (2, 6, "`乙` is not a mail address", ""),
        (4, 12, "unknown tag `rad`", "did you mean `red`?"),
        (4, 25, "`x` is not a whole number", ""),
        (5, 10, "`again` must hold a number of days", ""),
        (6, 14, "`missed` is missing here", ""),
        (7, 25, *NO_ADDRESS),
        (7, 37, "`'` is not a command", ""),
        (8, 3, "unknown key `when`", ""),
    ),
]  # fmt: skip

NOT_YAML = [
    section(
        "after a key of a rule, another line below",
        "remind:\n  escalate:\n    - missed：1\n      to: 甲\n",
        "remind:\n  escalate:\n    - missed: 1\n      to: 甲\n",
        (3, 13, *COLON),
    ),
]


def workdays(reason: str, wrong: str, right: str, *found: tuple[int, str, str]) -> Row:
    """Return a row from the value of `workdays`, which begins in column 11 of the first line."""
    head = "workdays: "
    return section(reason, f"{head}{wrong}\n", f"{head}{right}\n", *((1, *each) for each in found))


DAYS_AND_SPANS = "write days and spans in brackets: `["
COUNTRY = "write a country as two letters, such as `CN`, or `none`"
A_YEAR = "from 2020-01-01 on the office would be off for more than a year"
WRONG_WORKDAYS = [
    section(
        "full-width colons after its keys",
        "workdays:\n  calendar： CN\n  due： keep\n",
        "workdays:\n  calendar: CN\n  due: keep\n",
        (2, 11, *COLON),
        (3, 6, *COLON),
    ),
    workdays("a country that nobody knows", "XX", "DE", (11, "no calendar of `XX` is known", COUNTRY)),
    workdays("not its name", "中国", "CN", (11, "no calendar of `中国` is known", COUNTRY)),
    workdays(
        "a list",
        "[CN]",
        "CN",
        (11, "`workdays` must hold a country, or keys and values", "write a country, such as `workdays: CN`"),
    ),
    workdays("a mistyped key", "{calender: CN}", "{calendar: CN}", (12, "unknown key `calender`", "mean `calendar`?")),
    workdays("a mistyped word", "{due: aftr}", "{due: after}", (17, "`due` cannot be `aftr`", "did you mean `after`?")),
    workdays("another word", "{remind: 9}", "{remind: every}", (20, "`remind` cannot be `9`", "known are: working,")),
    workdays("a misspelt day", "{off: [2027-2-3]}", "{off: [2027-02-03]}", (18, "`2027-2-3` is neither", "2027-02-03")),
    workdays(
        "a span of another form",
        "{off: 2027-01-01至2027-01-03}",
        "{off: [2027-01-01..2027-01-03]}",
        (17, "`2027-01-01至2027-01-03` is neither a day nor a span", DAYS_AND_SPANS),
    ),
    workdays("no day", "{on: soon}", "{on: 2027-01-31}", (16, "`soon` is neither a day nor a span", "YYYY-MM-DD")),
    workdays("a list in it", "{off: [[]]}", "{off: []}", (18, "`off` must hold days and spans", DAYS_AND_SPANS)),
    workdays(
        "half a span",
        "{off: [2027-02-05..]}",
        "{off: [2027-02-05]}",
        (18, "`2027-02-05..` is neither a day nor a span", DAYS_AND_SPANS),
    ),
    workdays(
        "a span that runs back",
        "{off: [2027-02-12..2027-02-05]}",
        "{off: [2027-02-05..2027-02-12]}",
        (18, "the span 2027-02-12..2027-02-05 ends before it begins", "write `2027-02-05..2027-02-12`"),
    ),
    workdays(
        "days off without end",
        "{off: [2020-01-01..2021-06-30]}",
        "{off: [2020-01-01..2020-06-30]}",
        (18, A_YEAR, "at most 366 in a row"),
    ),
    workdays(
        "in several spans too",
        "{off: [2020-01-01..2020-06-30, 2020-07-01..2021-06-30]}",
        "{off: [2020-01-01..2020-06-30], on: 2020-07-01}",
        (18, A_YEAR, "at most 366 in a row"),
    ),
    workdays(
        "the whole calendar",
        "{on: 0001-01-01..9999-12-31}",
        "{on: 2026-01-01..2026-12-31}",
        (16, "`on` holds more than 20000 days", "keep those that still matter"),
    ),
    section(
        "a due day after the end of its period",
        "mode: calendar\nworkdays: {due: after}\n",
        "mode: calendar\nworkdays: {due: keep}\n",
        (2, 17, "in calendar mode a due day only moves back", "leave `due` out, or write `due: keep`"),
    ),
]
ROWS = [
    *WRONG_WORKDAYS,
    *WRONG_PEOPLE,
    *WRONG_REMIND,
    *WRONG_DAYS,
    *WRONG_RULES,
    *WRONG_CONTACT,
    *WRONG_MAIL,
    *NOT_YAML,
]
