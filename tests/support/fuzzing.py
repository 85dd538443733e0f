"""Files and command lines that are wrong at random: real ones, changed in some places. A seed gives the same again."""

from __future__ import annotations

import io
import json
import shutil
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from desk import run
from ledgers import FIRST, HEADINGS, separated, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

DOCUMENTED = frozenset({0, 1, 2, 3, 4, 5})
LIST = """\
# 清单
branch: 示例支部
mode: calendar
since: 2026-01-01
people: {张三: zhang@example.com, 李四: li@example.com}
remind:
  before: {red: 2}
  again: {red: 3}
  escalate: [{missed: 2, to: [李四]}]
  mail: {from: dispatch@example.com, to: 张三}
cadence:
  red: weekly
  蓝: every 10 days
  w: FREQ=MONTHLY;BYDAY=MO,2TU
tasks:
  - id: 1
    title: 甲项目
    tag: 红 # 急
    team: 招商专班
    owner: [张三, 李四]
    start: 2026-06-01
    last: 2026-11-09
    deadline: 2026-12-31
    note: |
      等待供地
  - {id: "2", title: 'no', tag: w, owner: 张三、李四, start: 2024-02-29, closed: 2026-11-20}
  - id: 3
    title: 丙
    tag: 蓝
    start: 2026-06-01
"""
COMMANDS = (
    ("record", "1", "-m", "约谈"),
    ("tag", "1", "orange", "-m", "研判"),
    ("assign", "1", "--team", "国评专班", "--owner", ""),
    ("close", "3", "-m", "办结"),
    ("add", "丁", "--tag", "red"),
)
LOOKS = (
    "check --all", "check --format json", "list --closed --format csv", "list --format md", "list --format ics",
    "show 1", "explain 1", "history", "report", "report --format json", "lint", "remind", "remind --format eml",
    "remind --dry-run", "undo", "record 1 3 -m 约谈", "tag 1 green -m 研判", "assign 3 --team 专班",
    "close 1 -m 办结", "reopen 2", "add 戊 --tag 蓝",
)  # fmt: skip
PIECES = (
    "", " ", "\n", "\t", "\r", "\0", "\x1b[31m", "\ufeff", "\u2028", "\u202e", "：", "、", ":", "-", "- ", "#",
    "'", '"', "[", "]", "{", "}", "&a ", "*a", "|", ">", "!!int ", "%", "\\", "\\ud800", "\\u0000", "null", "true",
    "1e999", "-1", "0001-01-01", "9999-12-31", "2026-02-30", "FREQ=DAILY;INTERVAL=9999", "every 999999 months",
    "Asia/Shanghai", "tasks:", "id: 1", "  ", "red", "<<: *a", "=cmd|x", "😀", "é", "甲", "9" * 400, "x" * 3000,
    "\n" * 50,
)  # fmt: skip
VALUES = (
    "0001-01-01", "9999-12-31", "2026-11-22", "2026-02-29", "no", "007", "red", "w", "'it''s'", '"a\\nb"', "*a",
    "&a x", "[张三]", "[]", "{a: b}", "calendar", "FREQ=DAILY", "FREQ=YEARLY;BYWEEKNO=53", "every 1 days",
    "[red]", "=1+1", "３",
)  # fmt: skip
NEEDED = {"id", "at", "batch", "event", "item", "on"}
WORDS = (
    "", "-", "--", "1", "2", "3", "99", "甲", "$(x)", "[red]", "\x1b[0m", "a\nb", "-m", "-f", "--log", "--today",
    "--lang", "--format", "--tag", "--team", "--owner", "--on", "--to", "--by", "-o", "--from", "--yes", "--all",
    "--soon", "--group-by", "--exit-code", "--start", "--deadline", "--note", "--id", "--title", "--dry-run",
    "--command", "--to=", "2026-11-01", "2026-02-30", "0001-01-01", "9999-12-31", "today", "+7", "en", "zh", "xx",
    "json", "csv", "xlsx", "table", "red", "紫", "team", "tasks.yaml", "tasks.log.jsonl", "none.yaml", ".",
    "x" * 3000, "\udc80", "true", "=1", "：",
)  # fmt: skip
OPTIONS = (
    ("--today", "9999-12-31"), ("--today", "0001-01-01"), ("--lang", "zh"), ("--on", "2026-11-20"),
    ("--by", "=x\x1b[0m"), ("-m", "[/x]\n\u202e"), ("--tag", "red"), ("--owner", "张三"), ("--team", ""),
    ("--id", "\x07"), ("--start", "0001-01-01"), ("--deadline", "9999-12-31"), ("--group-by", "owner"),
    ("--format", "csv"), ("-o", "new"), ("-o", "tasks.yaml"), ("--log", "new.jsonl"), ("-f", "none.yaml"),
    ("--from", "2026-01-01", "--to", "2026-12-31"), ("--to", "2026-12-24"),
)  # fmt: skip
VERBS = (
    "check", "list", "show", "explain", "record", "undo", "history", "add", "tag", "assign", "close", "reopen",
    "postpone", "postpone", "deadline", "edit", "remind", "report", "import", "lint", "init", "schema", "completion",
    "help", "x",
)  # fmt: skip


class Case(NamedTuple):
    """A command line, and the bytes of the list, of the log and of a ledger that it may find."""

    arguments: Sequence[str]
    plan: bytes
    log: bytes
    ledger: bytes = b""


class Faults(NamedTuple):
    """How many cases there were, and what went wrong, each with its number and its command line."""

    cases: int
    found: Sequence[str]


def fuzz(kind: str, folder: Path, seed: int, count: int) -> Faults:
    """Run so many cases of a kind, and return those that ended with another status than the documented ones."""
    log, found = _real_log(folder), []
    for number in range(count):
        case = KINDS[kind](Random(f"{kind} {seed} {number}"), log)  # noqa: S311 it must be the same again
        if fault := _fault(folder, case):
            found.append(f"{kind} {seed} {number}: {[each[:80] for each in case.arguments]}: {fault}")
    return Faults(count, found)


def _fault(folder: Path, case: Case) -> str:
    """Return what is wrong with how a case ends, nothing where nothing is."""
    _lay(folder, case)
    try:
        done = run(*case.arguments, cwd=folder, DISPATCH_BY="招商一科", DISPATCH_TODAY="2026-11-22")
    except BaseException as error:  # noqa: BLE001 whatever it is, it is the fault that is looked for
        return f"{type(error).__name__}: {error}"[:2000]
    if done.returncode not in DOCUMENTED or b"Traceback" in done.stderr:
        return f"{done.returncode}: {done.stderr.decode()[-2000:]}"
    return ""


def _lay(folder: Path, case: Case) -> None:
    """Lay the files of a case into a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "tasks.yaml").write_bytes(case.plan)
    (folder / "tasks.log.jsonl").write_bytes(case.log)
    for name in ("ledger.csv", "ledger.xlsx"):
        (folder / name).write_bytes(case.ledger)


def _real_log(folder: Path) -> bytes:
    """Return the log that real commands write."""
    _lay(folder, Case((), LIST.encode(), b""))
    for command in COMMANDS:
        done = run(*command, cwd=folder, DISPATCH_BY="招商一科", DISPATCH_TODAY="2026-11-21")
        assert done.returncode == 0, done
    return (folder / "tasks.log.jsonl").read_bytes()


def _changed(random: Random, data: bytes) -> bytes:
    """Return bytes after a few changes: some inserted, removed, doubled, moved or turned."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        at, stop = sorted(random.randrange(len(data) + 1) for _ in range(2))
        stop = min(stop, at + random.choice((0, 1, 3, 20, 200)))
        part, piece = data[at:stop], random.choice(PIECES).encode(errors="surrogatepass")
        data = data[:at] + random.choice((piece, piece + part, b"", part * 2, part[::-1])) + data[stop:]
    return data


def _list(random: Random, log: bytes) -> Case:
    """Change bytes of the list, or give one of its keys another value."""
    text = LIST
    if random.random() < 0.5:
        key, _, value = random.choice([line.partition(": ") for line in LIST.splitlines() if ": " in line])
        text = LIST.replace(f"{key}: {value}", f"{key}: {random.choice((*VALUES, *PIECES))}", 1)
    data = text.encode() if text != LIST else _changed(random, LIST.encode())
    return Case(random.choice(LOOKS).split(), data, random.choice((b"", log)))


def _log(random: Random, log: bytes) -> Case:
    """Change bytes of the log, or the values within its lines."""
    if random.random() < 0.5:
        log = _changed(random, log)
    else:
        lines = [_other_values(random, json.loads(line)) for line in log.splitlines()]
        random.shuffle(lines)
        log = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return Case(random.choice(LOOKS).split(), LIST.encode(), log)


def _other_values(random: Random, values: dict[str, object]) -> dict[str, object]:
    for key in random.sample(sorted({*values} - NEEDED), random.choice((0, 0, 1, 2))):
        piece = random.choice(PIECES)
        values[key] = random.choice(
            (piece, None, 1e300, [piece], {"old": [piece, "\ud800"], "new": [piece]}, True, "\ud800")
        )
    return values


def _csv(random: Random, log: bytes) -> Case:
    ledger = _changed(random, separated([HEADINGS, FIRST], random.choice(",;\t")).encode())
    return Case(_import(random, "ledger.csv"), LIST.encode(), log, ledger)


def _xlsx(random: Random, log: bytes) -> Case:
    """Change one part of a workbook, or its bytes."""
    book = workbook([HEADINGS, FIRST], change=lambda page: page.merge_cells("A1:B1") if random.random() < 0.2 else None)
    if random.random() < 0.2:
        return Case(_import(random, "ledger.xlsx"), LIST.encode(), log, _changed(random, book))
    file = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        wrong = random.choice([part.filename for part in old.infolist()])
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, _changed(random, data) if part.filename == wrong else data)
    return Case(_import(random, "ledger.xlsx"), LIST.encode(), log, file.getvalue())


def _import(random: Random, name: str) -> Sequence[str]:
    more = random.choice(([], ["-o", "new.yaml"], ["--map", "事项=title"], ["--map", "备注=-"], ["--sheet", "台账"]))
    return ["import", name, *more]


def _edits(random: Random, log: bytes) -> Case:
    """Put odd words into real command lines, or make some up."""
    if random.random() < 0.2:
        words = [random.choice(VERBS), *random.choices(WORDS, k=random.choice((0, 1, 2, 3, 4, 6)))]
        return Case(words, LIST.encode(), log)
    words = [*random.choice((*COMMANDS, *(look.split() for look in LOOKS)))]
    place = random.randrange(1, len(words) + 1)
    words[place : place + random.choice((0, 1))] = random.choice(([random.choice(WORDS)], *map(list, OPTIONS)))
    return Case(words, LIST.encode(), log)


KINDS: dict[str, Callable[[Random, bytes], Case]] = {
    "list": _list, "log": _log, "csv": _csv, "xlsx": _xlsx, "edits": _edits,
}  # fmt: skip
