"""An office with one hostile item, and the golden files of what people see of it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.log.file import read_log
from dispatch_cli.plan.reader import parse
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from dispatch_cli.model import TaskFile

GOLDEN = Path(__file__).parent.parent / "golden"
TODAY = date(2026, 11, 22)
REGISTER = r"""
branch: "示例[bold]支部\e[31m"
cadence: {weekly report: "FREQ=WEEKLY;BYDAY=MO,TH", 十日: every 10 days}
tasks:
- {id: 1, title: 某新能源项目落地, tag: 红, team: 招大引强专班, owner: 招商一科, last: 2026-11-09, deadline: 2026-12-31}
- {id: 2, title: 生物医药产业园二期用地指标争取与跨部门会审材料归集, tag: orange, team: 招大引强专班, owner: 招商二科, last: 2026-10-12}
- {id: 10, title: Land for the new energy park, tag: green, team: Services, owner: Section 2, last: 2026-10-22}
- {id: 9, title: "[red]坏[/x] \e[2J\u202e名称\n第二行|`*_", tag: green, team: "=专班", owner: "\e]0;x\a", last: 2026-10-25, note: "-1+1"}
- {id: A-3, title: "🀄 👩‍👩‍👧 é e\u0301", tag: 十日, last: 2026-11-20, deadline: 2026-11-01}
- {id: A-12, title: 三, tag: weekly report, owner: 国评迎检科, last: 2026-11-18}
- {id: 7, title: 月末, tag: green, start: 9999-12-31}
- {id: 8, title: 已办结, tag: red, last: 2026-09-24, closed: 2026-09-30}
"""
LOG = """
{"id":"a","at":"2026-11-01T09:00:00+08:00","batch":"1","event":"dispatched","item":"2","on":"2026-10-30","by":"招商二科","note":"已会审\\u001b[31m"}
{"id":"b","at":"2026-11-01T09:01:00+08:00","batch":"2","event":"tagged","item":"2","on":"2026-11-01","from":"red","to":"orange","note":"支委会研判"}
{"id":"c","at":"2026-11-02T09:00:00+08:00","batch":"3","event":"extended","item":"2","on":"2026-11-02","to":"2026-11-30","note":"等待供地"}
{"id":"d","at":"2026-11-02T09:00:00+08:00","batch":"4","event":"changed","item":"2","on":"2026-11-02","field":"owner","from":"招商一科","to":"招商二科"}
{"id":"e","at":"2026-11-02T09:00:00+08:00","batch":"5","event":"dispatched","item":"2","on":"2026-11-03"}
{"id":"f","at":"2026-11-02T09:00:00+08:00","batch":"5","event":"undone"}
{"id":"g","at":"2026-11-02T09:00:00+08:00","batch":"6","event":"from the future","item":"2","on":"2026-11-03","x":{}}
"""


def plan() -> TaskFile:
    """Return the hostile register, understood."""
    return parse(decode("tasks.yaml", REGISTER.encode()), lambda _: True)


ENTRIES = read_log("tasks.log.jsonl", LOG.encode()).entries


def compare(name: str, text: str) -> None:
    """Compare a text with its golden file, byte for byte."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()
