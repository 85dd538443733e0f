"""Many offices, each with a list and a log of its own, drawn at random and the same in every run."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 22)
DAY = f"{TODAY}"
FIRST = date(2026, 5, 1)
_HEADS = (
    "mode: rolling\n",
    "mode: calendar\n",
    "workdays: {calendar: none}\n",
    "cadence: {blue: every 10 days, red: daily}\n",
    "timezone: Asia/Shanghai\nmode: calendar\nworkdays: {calendar: none, off: [2026-11-02..2026-11-06]}\n",
)
_NOTES = ("已约谈", "★ 提前签约", "等待供地", "等待供地", "已联系")


def write_units(folder: Path, count: int, items: int = 6) -> list[Path]:
    """Write so many units, each in a folder of its own, and return their lists."""
    return [write_unit(folder / f"unit{number:03}", number, items) for number in range(count)]


def write_unit(folder: Path, number: int, items: int = 6) -> Path:
    """Write one unit, with a history that depends on its number alone, and return its list."""
    draw = Random(number)  # noqa: S311 a test
    folder.mkdir(parents=True)
    head = _HEADS[number % len(_HEADS)]
    tags = ("red", "orange", "green", *(["blue"] if "blue" in head else []))
    listed = [f"  - {item}\n" for item in (_item(draw, n, tags) for n in range(1, items + 1))]
    text = f"branch: 单位{number:03}\n{head}tasks:\n{''.join(listed)}"
    (folder / "tasks.yaml").write_text(text, encoding="utf-8")
    lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in _entries(draw, items)]
    (folder / "tasks.log.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder / "tasks.yaml"


def _item(draw: Random, number: int, tags: tuple[str, ...]) -> str:
    start = FIRST + timedelta(draw.randrange(40) if number > 1 else 0)
    fields = {"id": number, "title": f"事项{number}", "tag": draw.choice(tags), "start": start}
    if draw.random() < 0.4:
        fields["deadline"] = start + timedelta(draw.randrange(100, 240))
    if draw.random() < 0.2:
        fields["closed"] = date(2026, 11, 3) + timedelta(draw.randrange(15))
    return f"{{{', '.join(f'{key}: {value}' for key, value in fields.items())}}}"


def _entries(draw: Random, items: int) -> Iterator[dict[str, Any]]:
    """Yield the entries of a log in written order: dispatches, some written down late, and postponements."""
    for days in range((TODAY - FIRST).days + 1):
        day = FIRST + timedelta(days)
        for item in range(1, items + 1):
            if draw.random() < 0.09 or (day == TODAY - timedelta(3) and item == 1):
                yield _entry(draw, day, item)


def _entry(draw: Random, day: date, item: int) -> dict[str, Any]:
    batch = f"{draw.getrandbits(48):012x}"
    on = day - timedelta(draw.choice((0, 0, 0, 1, 5)))
    entry = {"id": f"{batch}-1", "at": f"{day}T09:03:11+08:00", "batch": batch, "event": "dispatched"}
    entry |= {"item": f"{item}", "on": f"{max(on, FIRST)}", "by": "办公室", "note": draw.choice(_NOTES)}
    if draw.random() < 0.05:
        entry |= {"event": "extended", "to": f"{day + timedelta(9)}", "note": "上级未批", "on": f"{day}"}
    return entry
