"""Does a dispatch that was built or installed do its work? `python packaging/smoke.py COMMAND…`.

The table below is what an office does in a week, from its ledger to the minutes, and what needs one of the libraries
of `all`. It runs in a new folder with a Chinese name and a blank, far from the program's own files, in Chinese, with
no time zones but those that the program brings. The first step that does not do what it should raises `Failed`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parent.parent
SECONDS = 120


class Step(NamedTuple):
    """A command, what must stand in what it prints, and the file that it writes with how that begins."""

    words: tuple[str, ...]
    says: str = ""
    writes: str | None = None
    begins: bytes = b""
    stdin: str = ""


class Failed(Exception):  # noqa: N818
    """A step that did not do what it should."""


LEDGER = """\
序号,事项,紧急程度,专班,责任人,交办时间,上次调度,完成时限,进展
1,某新能源项目落地,红,招大引强专班,招商一科,2026-06-01,2026-11-09,2026-12-31,已签约
2,国评迎检数据核对,橙,国评专班,国评迎检科,2026-09-07,2026-11-15,,
3,招商手册更新,绿,招大引强专班,招商三科,2026-11-02,,,
"""
MORE = """
timezone: Asia/Shanghai
workdays: CN
people: {招商一科: zhaoshang1@example.com, 国评迎检科: guoping@example.com, 招商三科: zhaoshang3@example.com}
remind: {mail: {from: dispatch@example.com, to: 招商一科}}
"""
UNITS = tuple(f"{ROOT / 'docs' / 'zone' / unit}" for unit in ("fagai", "zhaoshang"))
MAIL = "{mail}"  # in its place stands a mail command
ELSEWHERE = "workdays: DE\ntasks:\n- {id: 1, title: 甲, tag: red, last: 2026-11-09}\n"
IMPORT = Step(("import", "台账.csv", "-o", "tasks.yaml", "--accept"), writes="tasks.yaml")
CORE = (
    Step(("--version",), "dispatch "),
    Step(("--help",), "用法"),
    Step(("lint",)),
    Step(("check",), "某新能源项目落地"),
    Step(("check", "--format", "json"), '"state": "overdue"'),
    Step(("remind",), "某新能源项目落地"),
    Step(("remind", "--send", "--command", MAIL), writes="mail.txt", begins=b"From: dispatch@example.com"),
    Step(("record", "1", "-m", "已约谈企业"), "招商一科"),
    Step(("tag", "3", "橙", "-m", "支委会研判"), "支委会研判"),
    Step(("undo",), "招商手册更新"),
    Step(("postpone", "2", "--to", "2026-12-20", "-m", "等省厅批复"), "2026-12-20"),
    Step(("history",), "等省厅批复"),
    Step(("report", "--month", "2026-11", "-o", "报告.html"), writes="报告.html", begins=b"<!DOCTYPE html>"),
    Step(("meet", "1", "3", "--from", "-", "--title", "周调度会"), "招商手册更新", stdin="1: 已签约\n3: 已走访两站\n"),
    Step(("minutes",), "已走访两站"),
    Step(("rollup", *UNITS, "--half", "2026H2", "--jobs", "2", "--engine", "processes"), "2 个单位"),
)
OLD_BOOK = Step(("import", f"{ROOT / 'tests/ledger/old.xls'}", "-o", "旧表.yaml", "--accept"), writes="旧表.yaml")
EXTRAS = (
    Step(("list", "-o", "清单.xlsx"), writes="清单.xlsx", begins=b"PK"),
    Step(("list", "-o", "清单.ics"), writes="清单.ics", begins=b"BEGIN:VCALENDAR"),
    Step(("minutes", "-o", "纪要.docx"), writes="纪要.docx", begins=b"PK"),
    OLD_BOOK,
    Step(("workdays",), "国庆节"),
    Step(("check", "-f", "elsewhere.yaml"), "甲"),
)


class Program(NamedTuple):
    """How a dispatch is run, a mail command that stores what it gets in `mail.txt`, and how it writes to a pipe.

    `lacking` are the steps that cannot be tried with it.
    """

    command: Sequence[str]
    mail: str = "tee -a mail.txt"
    encoding: str = "utf-8"
    variables: Mapping[str, str] = MappingProxyType({"LC_ALL": "C.UTF-8"})
    lacking: tuple[Step, ...] = ()


def try_all(program: Program, *, extras: bool = True) -> int:
    """Run all steps and return how many they were. Raises Failed, TimeoutExpired."""
    with TemporaryDirectory() as place:
        folder = Path(place, "督办 台账")
        folder.mkdir()
        (folder / "台账.csv").write_bytes(LEDGER.encode("gb18030"))
        (folder / "elsewhere.yaml").write_text(ELSEWHERE, encoding="utf-8")
        steps = [step for step in (*CORE, *(EXTRAS if extras else ())) if step not in program.lacking]
        _take(program, IMPORT, folder)
        with (folder / "tasks.yaml").open("a", encoding="utf-8") as file:
            file.write(MORE if extras else MORE.replace("workdays: CN\n", ""))
        for step in steps:
            words = tuple(program.mail if word == MAIL else word for word in step.words)
            _take(program, step._replace(words=words), folder)
        return len(steps) + 1


def _take(program: Program, step: Step, folder: Path) -> None:
    line, environment = [*program.command, *step.words], _environment(program.variables)
    done = subprocess.run(
        line, cwd=folder, env=environment, input=step.stdin.encode(), capture_output=True, timeout=SECONDS, check=False
    )
    said, complaints = (stream.decode(program.encoding, "replace") for stream in (done.stdout, done.stderr))
    written = folder / step.writes if step.writes else None
    is_written = written is None or (written.exists() and written.read_bytes().startswith(step.begins))
    if done.returncode or step.says not in said or not is_written:
        raise Failed(line, done.returncode, said, complaints)


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    steering = ("DISPATCH_", "PYTHON", "COVERAGE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(steering)}
    ours = {"DISPATCH_TODAY": "2026-11-23", "DISPATCH_LANG": "zh", "DISPATCH_BY": "招商一科", "PYTHONTZPATH": ""}
    return {**kept, **ours, **variables}


if __name__ == "__main__":
    program, *words = sys.argv[1:]
    count = try_all(Program([str(Path(program).absolute()), *words]))
    sys.stdout.write(f"{count} steps were taken\n")
