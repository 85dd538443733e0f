"""Units on an executor: a lost worker costs a retry, never a figure; a Dask cluster gives what processes give."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from program import environment, run
from units import DAY, TODAY, write_units

from dispatch_cli.errors import UnreadableError
from dispatch_cli.reports.kept import Span
from dispatch_cli.reports.rollup import Rules, make_rollup
from dispatch_cli.workspace.desk import Desk, default_log
from dispatch_cli.workspace.engines import dask, processes
from dispatch_cli.workspace.many import (
    BATCH,
    Crew,
    Engine,
    Question,
    Sent,
    look_at_batch,
    look_at_unit,
    look_at_units,
)
from dispatch_cli.workspace.opening import read_files
from dispatch_cli.workspace.units import find_units

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dispatch_cli.reports.rollup import Rollup, UnitResult

SPAN = Span(TODAY.replace(day=1), TODAY)
QUESTION = Question(SPAN, TODAY, with_chapters=True)
SCHEDULER = (sys.executable, "-m", "distributed.cli.dask_scheduler")
WORKER = (sys.executable, "-m", "distributed.cli.dask_worker")
UNITS = 8 * BATCH


class Cluster(NamedTuple):
    """A scheduler by its address, and its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def zone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of many units, one of them broken."""
    folder = tmp_path_factory.mktemp("zone")
    (broken, *_) = write_units(folder, UNITS, items=2)
    broken.write_text("tasks: 1\n", encoding="utf-8")
    return folder


def told(results: Iterator[UnitResult] | list[UnitResult]) -> Rollup:
    """Return the roll-up of what came of the units."""
    return make_rollup(results, SPAN, TODAY, Rules(None, {}, 30))


@cache
def expected(zone: Path) -> Rollup:
    """Return the roll-up that one process makes in one go."""
    return told(look_at_batch(QUESTION, map(Sent, find_units([f"{zone}"]).tasks)))


@contextmanager
def started(*command: str, until: bytes, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], bytes]]:
    """Run a program until the end of the block, from the moment at which it says something on stderr."""
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=folder, env=environment()
    )
    assert process.stderr is not None
    try:
        line = next(line for line in process.stderr if until in line)
        yield process, line
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Run a scheduler and two workers on the loopback, in a folder of their own."""
    with ExitStack() as stack:
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        _, line = stack.enter_context(started(*SCHEDULER, *options, until=b"Scheduler at:", folder=tmp_path))
        address = line.decode().split()[-1]
        workers = [stack.enter_context(worker(address, tmp_path)) for _ in range(2)]
        yield Cluster(address, workers)


@contextmanager
def worker(address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker of one thread, which nobody restarts."""
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", f"{folder}")
    with started(*WORKER, address, *options, until=b"Registered to:", folder=folder) as (process, _):
        yield process


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_unit_is_handed_on_once(zone: Path, jobs: int) -> None:
    """Whatever the number of processes, each unit comes once and the roll-up is the same."""
    tasks = find_units([f"{zone}"]).tasks
    assert told([*look_at_units(processes(jobs, len(tasks)), tasks, QUESTION, ship=False)]) == expected(zone)


class _Failing(ThreadPoolExecutor):
    """An executor that is lost, with all that it has not yet answered, after some batches."""

    left = 4

    def submit(self, work: Any, /, *arguments: Any, **more: Any) -> Any:
        _Failing.left -= 1
        if _Failing.left == 0:
            raise BrokenProcessPool
        return super().submit(work, *arguments, **more)


@contextmanager
def failing() -> Iterator[Crew]:
    """Yield an executor that is lost once."""
    with _Failing(2) as executor:
        yield Crew(executor, 3)


def test_a_lost_executor_costs_a_retry_and_no_figure(zone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was lost is done again, and nothing that was handed on already."""
    monkeypatch.setattr(_Failing, "left", 4)
    tasks = find_units([f"{zone}"]).tasks
    results = [*look_at_units(Engine(failing, (BrokenExecutor,)), tasks, QUESTION, ship=False)]
    assert len(results) == UNITS
    assert told(results) == expected(zone)


def test_workers_that_are_lost_again_and_again_end_the_command(zone: Path) -> None:
    """Three times, then an error: no figure is made up."""

    @contextmanager
    def lost() -> Iterator[Crew]:
        raise BrokenProcessPool
        yield

    with pytest.raises(UnreadableError):
        next(look_at_units(Engine(lost, (BrokenExecutor,)), find_units([f"{zone}"]).tasks, QUESTION, ship=False))


def test_a_unit_that_was_sent_needs_no_file(zone: Path, tmp_path: Path) -> None:
    """The bytes are enough, also where there is no such folder."""
    folder = tmp_path / "unit003"
    shutil.copytree(zone / "unit003", folder)
    (task,) = find_units([f"{folder}"]).tasks
    file = task.entry.file
    files = read_files(Desk(file, default_log(file), TODAY, lambda: None))  # type: ignore[arg-type, return-value]
    before = look_at_unit(QUESTION, Sent(task))
    shutil.rmtree(folder)
    assert look_at_unit(QUESTION, Sent(task, files)) == before
    assert look_at_unit(QUESTION, Sent(task)).figures is None


KILLED = """
import os, signal
from dispatch_cli.workspace.engines import processes
with processes(2, 100).open() as crew:
    print(*crew.executor.map(abs, range(4)), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_workers_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    """Whatever ends it, none of them stays and holds the output open."""
    command = (sys.executable, "-c", KILLED)
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment(), timeout=30, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"0 1 2 3\n")


@pytest.mark.endurance
def test_a_process_that_is_killed_costs_no_figure(zone: Path) -> None:
    """A pool of real processes, one of them killed after the first results: the roll-up is the same."""
    import multiprocessing

    tasks = find_units([f"{zone}"]).tasks
    results = look_at_units(processes(2, len(tasks)), tasks, QUESTION, ship=False)
    first = next(results)
    victim, *_ = multiprocessing.active_children()
    os.kill(victim.pid or 0, signal.SIGKILL)
    assert told([first, *results]) == expected(zone)


@pytest.mark.endurance
@pytest.mark.parametrize("ship", [False, True], ids=["shared path", "sent along"])
def test_a_cluster_gives_the_same_bytes_as_processes(zone: Path, cluster: Cluster, *, ship: bool) -> None:
    """A real scheduler and two real workers; paths are named from where the command runs."""
    span = ("--today", DAY, "--month", "2026-11", "--format", "json")
    cluster_options = ("--engine", "dask", "--scheduler", cluster.address, *(["--ship"] if ship else []))
    alone = run("rollup", ".", *span, cwd=zone)
    together = run("rollup", ".", *span, *cluster_options, cwd=zone)
    assert (together.returncode, together.stdout) == (3, alone.stdout)


@pytest.mark.endurance
def test_a_worker_that_is_killed_changes_no_figure(zone: Path, cluster: Cluster) -> None:
    """One of two workers of a cluster is killed after the first results, with work before it: the rest does it."""
    pytest.importorskip("distributed")
    tasks = find_units([f"{zone}"]).tasks
    results = look_at_units(dask(cluster.address), tasks, QUESTION, ship=False)
    first = next(results)
    cluster.workers[0].kill()
    every = [first, *results]
    assert len(every) == UNITS
    assert told(every) == expected(zone)


@pytest.mark.endurance
def test_no_scheduler_is_said_to_be_none(zone: Path) -> None:
    """An address at which nobody answers is an error with a remedy, and no traceback."""
    done = run("rollup", f"{zone}", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", cwd=zone)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"there is no scheduler at tcp://127.0.0.1:1" in done.stderr
    assert b"Traceback" not in done.stderr
