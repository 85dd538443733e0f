"""Short ways to read a task file in a test, and to say what was found in it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from _pytest.mark.structures import ParameterSet

from dispatch_cli.clock import is_zone
from dispatch_cli.errors import ProblemsError
from dispatch_cli.messages import Message
from dispatch_cli.plan.reader import parse
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem
    from dispatch_cli.messages import Value
    from dispatch_cli.model import Item, TaskFile

PATH = "tasks.yaml"

# The last line is the fifth: a line added to it is the sixth, its key in column 5.
ITEM = """\
tasks:
  - id: 1
    title: 某新能源项目落地
    tag: red
    start: 2026-06-01
"""

# Both sections about reminders, with a list below them.
EXAMPLE = f"""\
people:                       # name as used in `owner`/`team`, to address
  招商一科: zhaoshang1@example.com
  支部书记: secretary@example.com
remind:
  before: {{red: 1, orange: 3, green: 5}}      # days of warning (also defines the state `soon`)
  again:  {{red: 1, orange: 3, green: 7}}      # an overdue item is repeated after so many days
  escalate:                                  # who else is told, from how many missed dispatches on
    - {{missed: 1, to: 招商局分管领导}}
    - {{missed: 2, to: 支部书记}}
  mail:
    from: 调度提醒 <dispatch@example.com>
    to: [支部书记]                            # gets one digest of everything, and whatever has no address of its own
    command: sendmail -t -i                  # how `--send` hands a message over
{ITEM}"""

GOOD = """\
# 示例支部的清单
branch: 示例支部
timezone: Asia/Shanghai
mode: rolling
cadence:
  red: weekly
  紫: every 10 days
  蓝: FREQ=WEEKLY;BYDAY=MO,TH
x-contact: {tel: ["0000", '0001']}

tasks:
  - id: "1"
    title: &name 某新能源项目落地
    tag: red
    team: 招大引强专班
    owner: 招商一科
    start: 2026-06-01
    last: 2026-11-09
    deadline: 2026-12-31
    closed: 2026-11-20
    note: |
      等待供地
      下周再问
  - {id: 007, title: *name , tag: 绿, start: 2026-02-28}

  - id: 3          # 新增
    title: "引号: \\u6d4b\\t试"
    tag: 紫
    last: 2026-10-01
    x-phone: 12345
  - id: 4
    title: 某平台 ' 建设
    tag: 蓝
    start: 0001-01-01
    last: 9999-12-31
"""


def plan(text: str | bytes) -> TaskFile:
    """Return what a task file means. Raises ProblemsError."""
    return parse(decode(PATH, _encoded(text)), is_zone)


def only_item(text: str | bytes) -> Item:
    """Return the single item of a task file. Raises ProblemsError."""
    (item,) = plan(text).items
    return item


def problems(text: str | bytes, doubt_after: date | None = None) -> Sequence[Problem]:
    """Return the problems of a task file, none for a good one."""
    try:
        parse(decode(PATH, _encoded(text)), is_zone, (lambda _: doubt_after) if doubt_after else None)
    except ProblemsError as error:
        return error.problems
    return ()


def sentence(message: Message) -> str:
    """Return an English message with its values filled in; raises where its template is no template."""
    return message.template.format(**{name: _word(value) for name, value in message.values.items()})


def _word(value: Value) -> str:
    if isinstance(value, Message):
        return sentence(value)
    if isinstance(value, (str, int, date)):
        return str(value)
    return ", ".join(map(_word, value))


def reasons(rows: Sequence[tuple[object, ...]]) -> list[str]:
    """Return the reason of each row of a table, its last column, to name the tests."""
    return [str((row.values if isinstance(row, ParameterSet) else row)[-1]) for row in rows]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, as an editor counts them: after CR, LF and CRLF."""
    return re.split("\r\n|\r|\n", text)


def _encoded(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
