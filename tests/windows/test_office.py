"""An office on Windows: what it types, and the same on Linux, say and write the same."""

from __future__ import annotations

import json
import re
from random import Random
from shutil import copytree
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wine import Machine

pytestmark = pytest.mark.windows

IDS = ("1", "2", "甲 3", "4")
MINUTES = "1: 已供地\n2: 资料齐了\n"
LEDGER = "编号,事项,紧急程度,责任单位,交办日期\n7,招商 引资,红,招商一科,2026-11-02\n8,安全检查,绿,企业科,2026-11-09\n"
# Takes a message on stdin as `sendmail -t` does, and keeps it.
MAILER = "import sys; open(sys.argv[1], 'ab').write(sys.stdin.buffer.read().replace(b'\\r', b''))"
SESSION = [
    ("check",),
    ("record", "1", "甲 3", "-m", "已供地，走程序"),
    ("tag", "2", "red", "-m", "支委会研判"),
    ("undo",),
    ("postpone", "1", "--to", "2026-12-02", "-m", "等待 供地"),
    ("edit", "2", "--title", "国评迎检：佐证", "--note", "对表: 完成"),
    ("add", "某 新项目", "--tag", "橙", "--owner", "企业科"),
    ("close", "4", "-m", "名录 已印发"),
    ("history",),
    ("history", "--format", "csv"),
    ("list", "--format", "md"),
    ("check", "--format", "json"),
    ("report", "--format", "text"),
    ("explain", "1"),
    ("meet", "--from", "会议 记录.txt"),
    ("minutes",),
    ("import", "台账 一.csv"),
    ("import", "台账 一.csv", "-o", "新 清单.yaml", "--cadence", "weekly"),
    ("check", "-f", "没有 这个.yaml"),
    ("record", "9", "-m", "没有这一项"),
    ("lint",),
]
_BY_CHANCE = re.compile(rb'[0-9a-f]{12}(?=[-",])|"at": ?"[^"]*"|2026-11-..T[^,]*')


def without_chance(data: bytes) -> bytes:
    """Return a log, or what shows it, without its numbers and times."""
    return _BY_CHANCE.sub(b"", data)


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that may be compared."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".xlsx"}
    return {name: without_chance(data) for name, data in found.items()}


@pytest.fixture
def both(office: Path) -> tuple[Path, Path]:
    """Return the office and its twin, one for each system."""
    (office / "会议 记录.txt").write_text(MINUTES, encoding="gbk")
    (office / "台账 一.csv").write_text(LEDGER, encoding="gbk")
    twin = office.with_name("twin")
    copytree(office, twin)
    return office, twin


def test_a_session_is_the_same_on_both_systems(both: tuple[Path, Path], windows: Machine, linux: Machine) -> None:
    """Each command ends with the same status, says the same in the code page of each, and writes the same bytes."""
    office, twin = both
    for command in SESSION:
        there, here = windows.run(*command, cwd=office), linux.run(*command, cwd=twin, DISPATCH_LANG="zh")
        is_data = "json" in command or "csv" in command
        said, expected = (there.stdout.decode("utf-8" if is_data else "gbk"), here.stdout.decode())
        assert without_chance(said.encode()) == without_chance(_as_there(expected).encode()), command
        assert there.stderr.decode("gbk") == _as_there(here.stderr.decode()), command
        assert there.returncode == here.returncode, command
        assert files(office) == files(twin), command
    assert b"\r\n" in (office / "tasks.yaml").read_bytes()
    assert b"\n" not in (office / "tasks.yaml").read_bytes().replace(b"\r\n", b"")


def _as_there(said: str) -> str:
    """Return what Linux says with the quotes that both shells of Windows know."""
    return re.sub(r"(?<=[ `])'([^'\n]*)'", r'"\1"', said)


def test_papers_are_the_same_on_both_systems(both: tuple[Path, Path], windows: Machine, linux: Machine) -> None:
    """A page is the same bytes, a workbook the same cells, a calendar and a letter the same text."""
    office, twin = both
    for name, command in {"甲 乙.html": "report", "x.xlsx": "list", "x.csv": "check"}.items():
        for machine, folder in ((windows, office), (linux, twin)):
            done = machine.run(command, "-o", name, cwd=folder, DISPATCH_LANG="zh")
            assert (done.returncode, done.stdout) == (0, b""), done.said
    assert files(office) == files(twin)
    cells = [[*openpyxl.load_workbook(each / "x.xlsx").worksheets[0].iter_rows(values_only=True)] for each in both]
    assert cells[0] == cells[1]
    letters = [
        machine.run("remind", "--format", "text", cwd=folder, DISPATCH_LANG="zh")
        for machine, folder in ((windows, office), (linux, twin))
    ]
    assert letters[0].stdout.decode("gbk") == letters[1].stdout.decode()


def test_four_write_at_once(office: Path, windows: Machine) -> None:
    """What each of four writers says stands in the log, once, and nothing else is left beside it."""
    for number in range(3):
        ends = [
            windows.begin_dispatch("record", each, "-m", f"第 {number} 次", cwd=office)
            for each in ("1", "2", "甲 3", "4")
        ]
        assert [end().returncode for end in ends] == [0, 0, 0, 0]
    lines = [json.loads(line) for line in (office / "tasks.log.jsonl").read_bytes().splitlines()]
    assert sorted((line["item"], line["note"]) for line in lines) == sorted(
        (each, f"第 {number} 次") for number in range(3) for each in IDS
    )
    assert sorted(path.name for path in office.iterdir()) == ["tasks.log.jsonl", "tasks.yaml"]


def test_four_edit_at_once(office: Path, windows: Machine) -> None:
    """Edits of one list by four processes all count, or are refused whole where another was quicker."""
    ends = [
        windows.begin_dispatch("edit", each, "--note", f"备注 {each}", cwd=office) for each in ("1", "2", "甲 3", "4")
    ]
    statuses = [end().returncode for end in ends]
    noted = [each for each, status in zip(IDS, statuses, strict=True) if status == 0]
    text = (office / "tasks.yaml").read_text(encoding="utf-8")
    assert noted
    assert [each for each in IDS if f"备注 {each}" in text] == noted
    assert sorted(path.name for path in office.iterdir()) == ["tasks.log.jsonl", "tasks.yaml"]


def test_each_letter_leaves_once(office: Path, windows: Machine) -> None:
    """`remind --send` hands letters to the command that the list names, word by word, and remembers them."""
    text = (office / "tasks.yaml").read_bytes().decode()
    mailer = office / "发信 程序.py"
    mailer.write_text(MAILER, encoding="utf-8")
    python = windows.python("import sys; print(sys.executable)", cwd=office).said.strip()
    words = f"['{python}', '{windows.named(mailer)}', '收到 的信']"
    (office / "tasks.yaml").write_bytes(text.replace("to: 书记}", f"to: 书记, command: {words}}}").encode())
    sent = windows.run("remind", "--send", cwd=office)
    assert sent.returncode == 0, sent.said
    again = windows.run("remind", "--send", cwd=office)
    assert (again.returncode, again.said) == (0, "")
    letters = (office / "收到 的信").read_bytes()
    assert letters.count(b"\nMessage-ID:") == 2
    by_option = windows.run(
        "remind", "--test", "书记", "--command", f'"{python}" "{windows.named(mailer)}" 试', cwd=office
    )
    assert (by_option.returncode, (office / "试").exists()) == (0, True), by_option.said


TITLES = ("国评 迎检", "招商“一科”", "年货节: 促消费", "名录#更新", "A & B")
COMMANDS = 200
APART = 5  # of its commands each system runs one in so many as a process of its own, for that takes its time


def _any_command(random: Random) -> Sequence[str]:
    item, day = random.choice(["1", "2", "甲 3", "4", "5", "6"]), f"2026-{random.choice(['11-29', '12-08', '12-31'])}"
    note = random.choice(TITLES)
    return random.choice(
        [
            ("record", item, "-m", note),
            ("record", "--due", "-m", note),
            ("tag", item, random.choice(["red", "橙", "green"]), "-m", note),
            ("postpone", item, "--to", day, "-m", note),
            ("edit", item, "--title", note),
            ("edit", item, "--note", random.choice([note, ""])),
            ("assign", item, "--team", note),
            ("deadline", item, "--to", day, "-m", note),
            ("add", note, "--tag", "橙"),
            ("close", item, "-m", note),
            ("reopen", item),
            ("undo",),
        ]
    )


def test_both_systems_work_on_one_list_in_turns(office: Path, windows: Machine, linux: Machine) -> None:
    """Of two hundred commands each system gives every other one; both agree after each, and with a Linux alone."""
    alone = office.with_name("alone")
    copytree(office, alone)
    random = Random("turns")  # noqa: S311
    written = 0
    for number in range(COMMANDS):
        command = _any_command(random)
        machine = (windows, linux)[number % 2]
        done = (machine.run if number // 2 % APART == 0 else machine.ask)(*command, cwd=office)
        assert done.returncode == linux.ask(*command, cwd=alone).returncode, (number, command, done.said)
        written += done.returncode == 0
        assert files(office) == files(alone), (number, command)
        for question in (("list", "--format", "json"), ("history", "--format", "json")):
            assert windows.ask(*question, cwd=office) == linux.ask(*question, cwd=office), (number, command)
    assert written > COMMANDS // 2
