"""How quick `dispatch check` is, beside what it is built on and beside its neighbours.

`python benchmarks/benchmark.py` measures the `dispatch` installed with this Python and prints
Markdown. A figure never fails: the exit status is 0, whatever was measured.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from chart import growth
from generate import TODAY, write_log, write_task_file, write_tasks, write_todos
from measure import Command, measure, run
from report import (
    BARE,
    CHECK,
    CHECK_LOGGED,
    CHECK_YEAR,
    COMPOSE,
    EARLIER,
    FORECAST,
    HELP,
    IMPORTS,
    LEVEL,
    LOGS,
    PAGE_YEAR,
    RECORD,
    RECORD_LOGGED,
    REMIND,
    REPORT_LOGGED,
    TAB,
    TASKWARRIOR,
    TEMPLATES,
    TODOMAN,
    report,
    with_log,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SIZES = (35, 1_000, 10_000, 100_000)
_QUICK_SIZES = _SIZES[:2]
_NEIGHBOUR_SIZES = (35, 1_000)
_TASKWARRIOR_SIZES = (*_NEIGHBOUR_SIZES, 10_000)
_LOGGED, _ENTRIES = 10_000, 100_000
_OF_A_YEAR = 35 * 52  # a dispatch of each item every week
_ROUNDS, _QUICK_ROUNDS = 12, 5
# A run with very many items takes seconds, and is steadier for it.
_MANY, _EVERY = 100_000, 3
_COMPOSE = "import gc, sys, yaml; gc.disable(); yaml.compose(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader)"


class Tool(NamedTuple):
    """An installed program and its version, empty where the program could not say it."""

    path: str
    version: str


class Bench(NamedTuple):
    """What all commands are run with: sizes, programs (None where not installed), an empty home."""

    sizes: Sequence[int]
    dispatch: Tool | None
    todoman: Tool | None
    task: Tool | None
    earlier: Tool | None
    home: Path
    environment: Mapping[str, str]


def main() -> None:
    """Generate, measure, print."""
    options = _options()
    rounds = max(1, options.rounds or (_QUICK_ROUNDS if options.quick else _ROUNDS))
    with TemporaryDirectory() as folder:
        bench = _bench(options, Path(folder))
        results = list(measure(list(_commands(bench)), rounds, bench.environment))
    if options.chart:
        Path(options.chart).write_text(growth(results), encoding="utf-8")
    print(_machine(bench, rounds), report(results), sep="\n\n", end="")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure `dispatch check` and print Markdown.")
    parser.add_argument("--quick", action="store_true", help="35 and 1,000 items only, and fewer rounds")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"default: {_ROUNDS}, quick {_QUICK_ROUNDS}")
    parser.add_argument("--todoman", metavar="PATH", help="todoman's `todo`; default: beside this Python, or on PATH")
    parser.add_argument("--task", metavar="PATH", help="Taskwarrior's `task`; likewise")
    parser.add_argument("--earlier", metavar="PATH", help="the `dispatch` of an earlier version, to compare with")
    parser.add_argument("--chart", metavar="FILE", help="write the growth as a chart in SVG, too")
    return parser.parse_args()


def _bench(options: argparse.Namespace, home: Path) -> Bench:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "LANG": "C.UTF-8"}
    environment |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    beside = str(Path(sys.executable).parent)
    path = beside + os.pathsep + environment["PATH"]
    return Bench(
        _QUICK_SIZES if options.quick else _SIZES,
        _tool(shutil.which("dispatch", path=beside), "dispatch ([0-9.]+)"),
        _tool(options.todoman or shutil.which("todo", path=path), "todoman, version ([0-9.]+)"),
        _tool(options.task or shutil.which("task", path=path), "([0-9.]+)"),
        _tool(options.earlier, "dispatch ([0-9.]+)"),
        home,
        environment,
    )


def _tool(path: str | None, version: str) -> Tool | None:
    """Return the program, unless it is another one of the same name."""
    if path is None:
        return None
    try:
        shown = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    match = re.fullmatch(version, shown.stdout.strip())
    if match is None and shown.returncode == 0:
        return None
    return Tool(str(Path(path).absolute()), match[1] if match else "")


def _commands(bench: Bench) -> Iterator[Command]:
    yield Command(BARE, None, [sys.executable, "-c", "pass"])
    yield Command(IMPORTS, None, [sys.executable, "-c", "import typer, yaml"])
    yield Command(TEMPLATES, None, [sys.executable, "-c", "import jinja2"])
    yield Command("`dispatch --version`", None, bench.dispatch and [bench.dispatch.path, "--version"])
    yield Command(HELP, None, bench.dispatch and [bench.dispatch.path, "--help"])
    yield Command(TAB, None, bench.dispatch and ["/usr/bin/env", "_DISPATCH_COMPLETE=zsh", bench.dispatch.path, ""])
    for items in bench.sizes:
        yield from _of_dispatch(bench, items)
    yield from _of_a_year(bench, _SIZES[0])
    if _LOGGED in bench.sizes:
        yield from _with_a_log(bench, _LOGGED)
        yield from _with_logs(bench, _SIZES[0])
    for items in _NEIGHBOUR_SIZES:
        yield _of_todoman(bench, items)
    for items in _TASKWARRIOR_SIZES:
        if items in bench.sizes:
            yield _of_taskwarrior(bench, items)


def _of_dispatch(bench: Bench, items: int) -> Iterator[Command]:
    file = bench.home / f"{items}.yaml"
    write_task_file(file, items)
    every = _EVERY if items >= _MANY else 1
    check = bench.dispatch and [bench.dispatch.path, "check", "-f", str(file), "--today", str(TODAY)]
    yield Command(CHECK, items, check, every)
    if items == _SIZES[0]:
        yield Command("`dispatch check --format json`", items, check and [*check, "--format", "json"])
        yield _of_record(bench, RECORD, file, items)
        remind = bench.dispatch and [bench.dispatch.path, "remind", "-f", str(file), "--today", str(TODAY)]
        yield Command(REMIND, items, remind)
        forecast = bench.dispatch and [bench.dispatch.path, "forecast", "-f", str(file), "--today", str(TODAY)]
        yield Command(FORECAST, items, forecast)
        yield Command(LEVEL, items, forecast and [*forecast, "--level"])
    else:
        if items == _MANY:
            yield Command(EARLIER, items, bench.earlier and [bench.earlier.path, *_check_of(file)], every)
        yield Command(COMPOSE, items, [sys.executable, "-c", _COMPOSE, str(file)], every)


def _with_a_log(bench: Bench, items: int) -> Iterator[Command]:
    """Yield the commands on a list whose log holds many dispatches of each item."""
    file = bench.home / f"{items}-logged.yaml"
    write_task_file(file, items)
    write_log(file.with_suffix(".log.jsonl"), items, _ENTRIES)
    check = bench.dispatch and [bench.dispatch.path, "check", "-f", str(file), "--today", str(TODAY)]
    yield Command(CHECK_LOGGED, items, check)
    yield _of_record(bench, RECORD_LOGGED, file, items)
    of_a_month = bench.dispatch and [bench.dispatch.path, "report", "-f", str(file), "--today", str(TODAY)]
    yield Command(REPORT_LOGGED, items, of_a_month)


def _with_logs(bench: Bench, items: int) -> Iterator[Command]:
    """Yield a check of few items with logs of several lengths, by this version and by an earlier one."""
    for lines in LOGS:
        file = bench.home / f"{items}-{lines}.yaml"
        write_task_file(file, items)
        write_log(file.with_suffix(".log.jsonl"), items, lines)
        for name, tool in ((CHECK, bench.dispatch), (EARLIER, bench.earlier)):
            yield Command(with_log(name, lines), items, tool and [tool.path, *_check_of(file)], _EVERY)


def _check_of(file: Path) -> list[str]:
    return ["check", "-f", str(file), "--today", str(TODAY)]


def _of_a_year(bench: Bench, items: int) -> Iterator[Command]:
    """Yield the page of a year, and a check of the same files."""
    file = bench.home / f"{items}-year.yaml"
    write_task_file(file, items)
    write_log(file.with_suffix(".log.jsonl"), items, _OF_A_YEAR)
    options = ["-f", str(file), "--today", str(TODAY)]
    check = bench.dispatch and [bench.dispatch.path, "check", "--format", "json", *options]
    yield Command(CHECK_YEAR, items, check)
    first = TODAY.replace(year=TODAY.year - 1)
    page = bench.dispatch and [bench.dispatch.path, "report", "--format", "html", "--from", str(first), *options]
    yield Command(PAGE_YEAR, items, page)


def _of_record(bench: Bench, name: str, file: Path, items: int) -> Command:
    options = ["--by", "招商一科", "-f", str(file), "--today", str(TODAY)]
    return Command(name, items, bench.dispatch and [bench.dispatch.path, "record", "1", *options])


def _of_todoman(bench: Bench, items: int) -> Command:
    if bench.todoman is None:
        return Command(TODOMAN, items, None)
    config = write_todos(bench.home / f"todoman-{items}", items)
    return Command(TODOMAN, items, [bench.todoman.path, "--config", str(config), "list"])


def _of_taskwarrior(bench: Bench, items: int) -> Command:
    if bench.task is None:
        return Command(TASKWARRIOR, items, None)
    tasks, config = write_tasks(bench.home / f"taskwarrior-{items}", items)
    task = [bench.task.path, f"rc:{config}"]
    run([*task, "import", str(tasks)], bench.environment)
    return Command(TASKWARRIOR, items, [*task, "overdue"])


def _machine(bench: Bench, rounds: int) -> str:
    """Return what ran where: versions, architecture, cores."""
    tools = (("dispatch", bench.dispatch), ("todoman", bench.todoman), ("Taskwarrior", bench.task))
    versions = [f"{name} {tool.version}" for name, tool in tools if tool and tool.version]
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, rounds: {rounds}"
    return ", ".join([*versions, machine])


if __name__ == "__main__":
    main()
