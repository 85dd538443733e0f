"""Real processes, measured: wall-clock time from start to end, CPU time and peak memory.

Linux counts a parent's memory at the moment of starting a child as the child's too, so this
process must stay smaller than what it measures: output is drained and not kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_CHUNK = 1 << 16
# The unit of ru_maxrss in bytes.
_MAXRSS = 1 if sys.platform == "darwin" else 1024


class Command(NamedTuple):
    """What is measured: a name, on how many items, and how it is run; None where it is not installed.

    It runs in every `every`-th round.
    """

    name: str
    items: int | None
    argv: Sequence[str] | None
    every: int = 1


class Run(NamedTuple):
    """One process: its wall-clock and CPU time in seconds, its peak memory in bytes, its exit status."""

    seconds: float
    cpu: float
    peak: int
    status: int


class Result(NamedTuple):
    """All counted runs of a command; none where it is not installed or `status` says that it failed."""

    command: Command
    runs: Sequence[Run] = ()
    status: int = 0

    @property
    def minimum(self) -> float:
        """Return the time of the quickest run, in seconds."""
        return min(run.seconds for run in self.runs)

    @property
    def median(self) -> float:
        """Return the median time, in seconds."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """Return the least CPU time, user and system, in seconds."""
        return min(run.cpu for run in self.runs)

    @property
    def peak(self) -> int:
        """Return the most memory that any run took, in bytes."""
        return max(run.peak for run in self.runs)


def run(argv: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a process to its end with stdout to a pipe."""
    reader, writer = os.pipe()
    begun = time.perf_counter()
    process = subprocess.Popen(
        argv, env=environment, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.DEVNULL
    )
    os.close(writer)
    while os.read(reader, _CHUNK):
        pass
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    os.close(reader)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS, process.returncode)


def measure(commands: Iterable[Command], rounds: int, environment: Mapping[str, str]) -> list[Result]:
    """Run all commands in turn, round after round, so that a busy moment of the machine hits all alike.

    One run of each comes first and is not counted: it fills the caches and shows whether the command works.
    """
    results = [_try(command, environment) for command in commands]
    counted: list[list[Run]] = [[] for _ in results]
    for turn in range(rounds):
        for result, runs in zip(results, counted, strict=True):
            if result.runs and turn % result.command.every == 0:
                runs.append(run(result.command.argv or (), environment))
    return [result._replace(runs=runs) for result, runs in zip(results, counted, strict=True)]


def _try(command: Command, environment: Mapping[str, str]) -> Result:
    if command.argv is None:
        return Result(command)
    first = run(command.argv, environment)
    return Result(command, () if first.status else (first,), first.status)
