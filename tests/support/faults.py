"""Commands to which the system refuses something: a process that forks for each, with a library loaded before it.

Run as a script, it reads one order a line as JSON and answers each with how the command ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from signal import alarm
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from program import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LIBRARY, SOURCE = "DISPATCH_TEST_FAULTS", Path(__file__).with_suffix(".c")
DIE, HALF = -1, -2  # as in the library
NOTHING: Mapping[str, str] = MappingProxyType({})


class Fault(NamedTuple):
    """At which call to the system that touches the folder something goes wrong (from 1; 0: nowhere), and what.

    `what` is the number of an error, DIE or HALF. A `lasting` error meets every call from there on.
    """

    number: int = 0
    what: int = 0
    lasting: bool = False


class Ended(NamedTuple):
    """How a command ended: its status, negative where a signal ended it, what it said, and how many calls it made."""

    status: int
    said: str
    calls: int


class Faults:
    """A process that runs commands with faults."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Keep the process that waits for orders."""
        self._process = process

    def run(
        self, folder: Path, command: Sequence[str], fault: Fault | None = None, environment: Mapping[str, str] = NOTHING
    ) -> Ended:
        """Run a command in a folder to its end, in a process of its own."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"folder": f"{folder}", "command": command, "fault": fault or Fault(), "environment": {**environment}}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Ended(*json.loads(self._process.stdout.readline()))


def build(folder: Path, source: Path = SOURCE) -> Path:
    """Compile a library that is to be loaded before a program, and return it."""
    library = folder / f"{source.stem}.so"
    subprocess.run(["/usr/bin/gcc", "-shared", "-fPIC", "-O1", "-o", f"{library}", f"{source}", "-ldl"], check=True)
    return library


@contextmanager
def faults(library: Path) -> Iterator[Faults]:
    """Yield a process that runs commands with faults."""
    given = environment(LD_PRELOAD=f"{library}", **{LIBRARY: f"{library}"})
    with subprocess.Popen(
        [sys.executable, __file__], env=given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Faults(process)
        assert process.stdin
        process.stdin.close()


def _serve() -> None:
    """Import the program once, then run each command in a child."""
    import ctypes
    import mmap

    from dispatch_cli.cli.directory import COMMANDS, module_of

    for name in COMMANDS:
        module_of(name)
    import dispatch_cli.deliver.sending
    import dispatch_cli.ledger.separated
    import dispatch_cli.render.formats.as_csv
    import dispatch_cli.render.letters.mail  # noqa: F401

    library, page = ctypes.CDLL(os.environ[LIBRARY]), mmap.mmap(-1, 8)
    counter = ctypes.c_long.from_buffer(page)
    library.arm.argtypes = [ctypes.c_char_p, ctypes.c_void_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]
    for line in sys.stdin:
        order, counter.value = json.loads(line), 0
        read_end, write_end = os.pipe()
        child = os.fork()
        if not child:
            _begin(order, write_end)
            alarm(60)  # what would go on for ever ends as if somebody had killed it
            library.arm(order["folder"].encode(), ctypes.addressof(counter), *order["fault"])
            _run(order["command"])
        os.close(write_end)
        said = _all_of(read_end)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps([os.waitstatus_to_exitcode(status), said, counter.value]) + "\n")
        sys.stdout.flush()


def _all_of(descriptor: int) -> str:
    with os.fdopen(descriptor, encoding="utf-8") as stream:
        return stream.read()


def _begin(order: Mapping[str, Any], write_end: int) -> None:
    """Be as a process of its own: in its folder, with its streams and its environment."""
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(write_end, 1)
    os.dup2(write_end, 2)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))


def _run(command: Sequence[str]) -> None:
    from dispatch_cli.__main__ import main

    sys.argv[1:] = command
    try:
        main()
    except SystemExit as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(ended.code or 0))
    except BaseException:  # noqa: BLE001 it is shown, and ends the child
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(99)


if __name__ == "__main__":
    _serve()
