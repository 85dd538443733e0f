"""The inputs of the benchmark: the same items as a task file, as todos and as tasks.

Nothing here is random, so that two runs measure the same work. All files are written item
by item, so that a large list does not make this process large; see `measure`.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
_FIRST = date(1000, 1, 1)
_PERIODS = {"red": 7, "orange": 15, "green": 30}
_PRIORITIES = {"red": 1, "orange": 5, "green": 9}
# Of every 35 items 3 are red, 7 orange and 25 green.
_TAGS = ("red",) * 3 + ("orange",) * 7 + ("green",) * 25
_TITLES = (
    "某新能源项目落地",
    "国评迎检数据核对与佐证材料归集",
    "重点企业停产减产风险处置",
    "生物医药产业园二期用地指标争取",
    "跨境电商综合服务平台签约",
    "年货节促消费活动方案",
    "老旧小区改造资金拨付",
)
_TEAMS = ("招大引强专班", "国评专班", "企业服务专班", "社会消费专班")
_OWNERS = ("招商一科", "招商二科", "国评迎检科", "企业服务一科", "消费促进科")
_NOTES = ("等待供地", "每周日前与统计口径对表", "自然资源部门会审中")


class Item(NamedTuple):
    """One item; `due` is about the day on which it must be dispatched."""

    number: int
    title: str
    tag: str
    team: str
    owner: str
    start: date
    last: date
    due: date
    note: str | None


def make_item(number: int) -> Item:
    """Return the item of that number, from 1; its last dispatch is up to a quarter of a period too old."""
    tag = _TAGS[number % len(_TAGS)]
    period = _PERIODS[tag]
    last = TODAY - timedelta(number * 11 % (period * 5 // 4 + 1))
    return Item(
        number,
        f"{_TITLES[number % len(_TITLES)]}（第{number}项）",
        tag,
        _TEAMS[number % len(_TEAMS)],
        _OWNERS[number % len(_OWNERS)],
        last - timedelta(30 + number % 180),
        last,
        last + timedelta(period),
        None if number % 3 else _NOTES[number // 3 % len(_NOTES)],
    )


def write_task_file(path: Path, count: int) -> None:
    """Write a task file of so many items."""
    with path.open("w", encoding="utf-8") as file:
        file.write("branch: 示例支部\ntimezone: Asia/Shanghai\nmode: rolling\n\ntasks:\n")
        for number in range(1, count + 1):
            file.write(_yaml(make_item(number)))


def _yaml(item: Item) -> str:
    note = f"    note: {item.note}\n" if item.note else ""
    return (
        f'  - id: "{item.number}"\n    title: {item.title}\n    tag: {item.tag}\n    team: {item.team}\n'
        f"    owner: {item.owner}\n    start: {item.start}\n    last: {item.last}\n{note}\n"
    )


def write_log(path: Path, items: int, count: int) -> None:
    """Write a log of so many dispatches, one week's after the other's, as `dispatch record` would have written them."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            entry = _entry(number, items, 1 + (count - 1 - number) // items)
            file.write(f"{json.dumps(entry, ensure_ascii=False, separators=(',', ':'))}\n")


def _entry(number: int, items: int, weeks: int) -> dict[str, object]:
    """Return the entry of that number, from 0: a dispatch so many weeks before the last one."""
    item = make_item(number % items + 1)
    on, at = (max(day - timedelta(7 * weeks), _FIRST) for day in (item.last, TODAY))
    note = {} if number % 3 else {"note": _NOTES[number % len(_NOTES)]}
    return {
        "id": f"{number:012x}-1",
        "at": f"{at}T09:03:11+08:00",
        "batch": f"{number:012x}",
        "event": "dispatched",
        "item": f"{item.number}",
        "on": f"{on}",
        "by": item.owner,
        **note,
    }


def write_todos(folder: Path, count: int) -> Path:
    """Write so many todos for todoman, one file each, and return the configuration that lists them."""
    todos = folder / "todos" / "work"
    todos.mkdir(parents=True)
    for number in range(1, count + 1):
        (todos / f"{number}.ics").write_text(_todo(make_item(number)), encoding="utf-8", newline="\r\n")
    settings = {
        "path": f"{folder}/todos/*",
        "cache_path": f"{folder}/cache.sqlite3",
        "date_format": "%Y-%m-%d",
        "default_list": "work",
    }
    config = folder / "config.py"
    config.write_text("".join(f"{key} = {value!r}\n" for key, value in settings.items()), encoding="utf-8")
    return config


def _todo(item: Item) -> str:
    note = f"DESCRIPTION:{item.note}\n" if item.note else ""
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//dispatch//benchmark//EN\nBEGIN:VTODO\n"
        f"UID:{item.number}\nDTSTAMP:{item.start:%Y%m%d}T000000Z\nSUMMARY:{item.title}\nSTATUS:NEEDS-ACTION\n"
        f"PRIORITY:{_PRIORITIES[item.tag]}\nCATEGORIES:{item.team}\n{note}"
        f"DTSTART;VALUE=DATE:{item.start:%Y%m%d}\nDUE;VALUE=DATE:{_moved(item.due):%Y%m%d}\nEND:VTODO\nEND:VCALENDAR\n"
    )


def write_tasks(folder: Path, count: int) -> tuple[Path, Path]:
    """Write so many tasks for Taskwarrior to import; return that file and a configuration."""
    (folder / "data").mkdir(parents=True)
    config = folder / "taskrc"
    config.write_text(f"data.location={folder}/data\nconfirmation=off\n", encoding="utf-8")
    tasks = folder / "tasks.json"
    with tasks.open("w", encoding="utf-8") as file:
        for number in range(1, count + 1):
            file.write(json.dumps(_task(make_item(number)), ensure_ascii=False) + "\n")
    return tasks, config


def _task(item: Item) -> dict[str, object]:
    return {
        "uuid": f"00000000-0000-4000-8000-{item.number:012}",
        "status": "pending",
        "description": item.title,
        "project": item.team,
        "tags": [item.tag],
        "entry": f"{item.start:%Y%m%d}T000000Z",
        "due": f"{_moved(item.due):%Y%m%d}T000000Z",
    }


def _moved(due: date) -> date:
    """Return a date as far from the real today as `due` is from TODAY: these programs know no other."""
    return due - TODAY + datetime.now().astimezone().date()
