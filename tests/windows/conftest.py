"""The machines on which the program is tried, one of each for each worker of pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import wine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIST = """\
# 某支部 2026 年的清单
branch: 某支部
meeting: 周一
people: {招商一科: a@example.com, 书记: s@example.com}
remind:
  mail: {from: 调度提醒 <d@example.com>, to: 书记}
tasks:
  - {id: 1, title: 某新能源项目落地, tag: red, owner: 招商一科, start: 2026-10-12}
  - id: 2
    title: 国评迎检   # 每周一对表
    tag: orange
    start: 2026-10-19
    note: '等待 "供地"'
  - {id: 甲 3, title: 年货节促消费, tag: 绿, start: 2026-10-26, deadline: 2026-12-31}
  - {id: 4, title: 总部经济名录更新, tag: green, owner: 招商一科, start: 2026-09-28}
"""


@pytest.fixture(scope="session")
def windows() -> Iterator[wine.Machine]:
    """Yield a Windows with the program as it is now."""
    with wine.windows() as machine:
        yield machine


@pytest.fixture(scope="session")
def linux() -> Iterator[wine.Machine]:
    """Yield the machine that runs the tests."""
    with wine.linux() as machine:
        yield machine


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a folder with Chinese and blanks in its name, and in it a list with the line ends of Windows."""
    return an_office(tmp_path / "调度 清单 2026")


def an_office(folder: Path) -> Path:
    """Make a folder with a list of Windows."""
    folder.mkdir()
    (folder / "tasks.yaml").write_text(LIST, encoding="utf-8", newline="\r\n")
    return folder
