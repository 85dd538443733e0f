"""An office with a history and hostile texts, for the page of its report."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = r"""
branch: BRANCH
tasks:
- {id: 1, title: 某新能源项目落地, tag: 红, team: 招大引强专班, owner: 招商一科, start: 2026-10-05, note: 等待供地}
- {id: 2, title: TITLE, tag: orange, team: TEAM, owner: OWNER, start: 2026-10-01}
- {id: 3, title: LONG, tag: green, team: 招大引强专班, owner: WORD, start: 2026-09-15}
- {id: 4, title: 还早, tag: green, owner: 办公室, start: 2026-11-20}
- {id: 5, title: 三季度招商推介会筹备, tag: red, team: 国评专班, start: 2026-10-05}
- {id: 10, title: Land for the new energy park, tag: green, team: Services, start: 2026-10-25}
- {id: A9, title: 园区班车线路优化, tag: green, owner: 办公室, start: 2026-10-18}
""".replace("LONG", "各专班责任事项月度调度与跟踪督办情况汇总" * 25).replace("WORD", "WordWithoutSpace" * 9)
HOSTILE = {
    "BRANCH": """'示例 <b onclick="alert(1)">支部</b>'""",
    "TITLE": r'''"<script>document.title = 'obeyed'</script>{{ 7*7 }}\" onmouseover=\"alert(1) ]]>\u202e\n&amp;"''',
    "TEAM": """'</td><img src=x onerror="document.title=1">'""",
    "OWNER": """a"b'c""",
}
TAME, OFFICE = OFFICE, reduce(lambda office, pair: office.replace(*pair), HOSTILE.items(), OFFICE)
STEPS = """
record 1 2 --on 2026-10-12 -m 已签约
record 1 --on 2026-10-21
record 1 --on 2026-10-22
postpone 2 --to 2026-11-03 -m <script>alert(2)</script>
tag 5 orange -m 研判
record 1 2 --on 2026-11-02
close 5 -m 办结
record 1 A9 --on 2026-11-16
"""
DAYS = ("2026-10-12", "2026-10-21", "2026-10-22", "2026-10-23", "2026-10-24", "2026-11-02", "2026-11-05", "2026-11-16")
SPAN = ("--from", "2026-10-05", "--to", "2026-11-30")


def make_desk(folder: Path, office: str = OFFICE) -> Desk:
    """Return the desk of an office with a history."""
    desk = Desk(folder, office)
    for step, day in zip(STEPS.strip().splitlines(), DAYS, strict=True):
        desk.do(*step.split(maxsplit=-1), day=day)
    return desk
