"""How quick `dispatch rollup` is, beside a report of one unit, and on a Dask cluster beside processes.

`python benchmarks/rollup.py` measures the `dispatch` installed with this Python and prints Markdown. Without
`distributed` the lines about Dask are left out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generate import TODAY, write_log, write_task_file
from measure import Command, Result, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ITEMS, _LINES = 35, 35 * 52  # a dispatch of each item every week
_SIZES = (60, 1_000)
_ROUNDS = 3
_DISPATCH = str(Path(sys.executable).parent / "dispatch")
_SPAN = ("--today", str(TODAY), "--format", "json")
_REPORT, _ALONE, _PROCESSES, _DASK = "`report` of one unit", "`--jobs 1`", "processes", "Dask, two workers"


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description="Measure `dispatch rollup` and print Markdown.")
    parser.add_argument("--units", type=int, nargs="+", default=_SIZES)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    options = parser.parse_args()
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    with TemporaryDirectory() as folder:
        for count in options.units:
            write_units(Path(folder) / f"{count}", count)
        with _cluster(Path(folder), environment) as scheduler:
            commands = list(_commands(Path(folder), options.units, scheduler))
            results = measure(commands, options.rounds, environment)
    print(f"{os.cpu_count()} cores, rounds: {options.rounds}", _table(results), sep="\n\n")


def write_units(folder: Path, count: int) -> None:
    """Write so many units of 35 items and a year of log each."""
    for number in range(count):
        unit = folder / f"unit{number:06}"
        unit.mkdir(parents=True)
        write_task_file(unit / "tasks.yaml", _ITEMS)
        text = (unit / "tasks.yaml").read_text(encoding="utf-8").replace("示例支部", f"单位{number:06}")
        (unit / "tasks.yaml").write_text(text, encoding="utf-8")
        log = unit / "tasks.log.jsonl"
        write_log(log, _ITEMS, _LINES)
        lines = sorted(log.read_text(encoding="utf-8").splitlines(keepends=True), key=_at)
        log.write_text("".join(lines), encoding="utf-8")


def _at(line: str) -> str:
    return line.partition('"at":"')[2]


@contextmanager
def _cluster(folder: Path, environment: Mapping[str, str]) -> Iterator[str | None]:
    """Run a scheduler and two workers on the loopback; yield its address, None where Dask is not installed."""
    if find_spec("distributed") is None:
        yield None
        return
    begun = [_begin("scheduler", ("--host", "127.0.0.1", "--port", "0", "--no-show"), b"Scheduler at:", environment)]
    try:
        address = begun[0][1].split()[-1].decode()
        options = (address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        begun += [_begin("worker", options, b"Registered to:", environment) for _ in range(2)]
        yield address
    finally:
        for process, _ in begun:
            process.kill()
            process.wait()


def _begin(
    kind: str, options: Sequence[str], said: bytes, environment: Mapping[str, str]
) -> tuple[subprocess.Popen[bytes], bytes]:
    argv = (sys.executable, "-m", f"distributed.cli.dask_{kind}", *options)
    process = subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return process, next(line for line in process.stderr or () if said in line)


def _commands(folder: Path, sizes: Sequence[int], scheduler: str | None) -> Iterator[Command]:
    one = folder / f"{sizes[0]}" / "unit000000" / "tasks.yaml"
    yield Command(_REPORT, 1, [_DISPATCH, "report", "-f", str(one), *_SPAN])
    for count in sizes:
        argv = [_DISPATCH, "rollup", str(folder / f"{count}"), *_SPAN]
        yield Command(_ALONE, count, [*argv, "--jobs", "1"])
        yield Command(_PROCESSES, count, argv)
        if scheduler:
            yield Command(_DASK, count, [*argv, "--engine", "dask", "--scheduler", scheduler])


def _table(results: Sequence[Result]) -> str:
    """Return the times, the CPU a unit as a part of a report's, and Dask's times as parts of those of processes."""
    report = next(result for result in results if result.command.name == _REPORT)
    processes = {result.command.items: result for result in results if result.command.name == _PROCESSES}
    lines = ["| roll-up | units | minimum | CPU a unit | ÷ `report` | ÷ processes | peak |", "| --- |" + " ---: |" * 6]
    for result in results:
        name, count = result.command.name, result.command.items or 1
        if not result.runs:
            lines.append(f"| {name} | {count:,} | failed ({result.status}) | | | | |")
            continue
        a_unit = "" if name == _DASK else f"{1000 * result.cpu / count:.1f} ms"
        ratio = "" if name == _DASK else f"{result.cpu / count / report.cpu:.2f}"
        beside = f"{result.minimum / processes[count].minimum:.2f}" if count in processes else ""
        seconds = f"{result.minimum:.2f} s"
        lines.append(f"| {name} | {count:,} | {seconds} | {a_unit} | {ratio} | {beside} | {result.peak >> 20} MB |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
