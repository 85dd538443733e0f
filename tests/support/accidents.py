"""What can befall a process at the worst moment. Run as a script, it runs the program until that moment.

`accidents.py ACCIDENT MOMENT COMMAND…`: the moment `fsync:2` is right before the second call of
`os.fsync`, `append:1` before the first write to the log, `sleep:1` before the first call of `time.sleep`,
`any:7` before the seventh call of any function of WATCHED, `any:*` before every one, `step:900` at the
900th call of whatever function; `tell step:0` says how many there are. A number as the accident is how
many bytes a write still writes before the process dies.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from signal import SIGCONT, SIGINT, SIGKILL, SIGSTOP, default_int_handler, signal
from typing import TYPE_CHECKING, Any

from program import DAY, environment, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    Accident = Callable[..., None]

WATCHED = ("write", "fsync", "ftruncate", "replace", "link", "unlink", "fchmod", "fchown")
GIVEN = {"DISPATCH_TODAY": DAY, "DISPATCH_BY": "招商一科"}
PLAN, LOG = Path("tasks.yaml"), Path("tasks.log.jsonl")
LATER = "# 另一人改过\n".encode()
_write = os.write


def command_line(accident: str, moment: str, *command: str) -> list[str]:
    """Return how to start a command to which an accident happens."""
    return [sys.executable, __file__, accident, moment, *command]


def do(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder to its end, in a process of its own to which nothing happens."""
    return run(*command, stdin=b"", cwd=folder, **GIVEN, **more)


def suffer(folder: Path, accident: str, moment: str, *command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder, to which an accident happens, and return what became of it."""
    line, given = command_line(accident, moment, *command), environment(**GIVEN, **more)
    return subprocess.run(line, cwd=folder, env=given, capture_output=True, check=False, timeout=60)


def die(*_: Any) -> None:
    """Be killed, as by `kill -9`."""
    os.kill(os.getpid(), SIGKILL)


def cut(size: int) -> Accident:
    """Return the accident of a write of which only so many bytes are written."""

    def write_and_die(_: str, descriptor: int, data: bytes) -> None:
        """Write the beginning."""
        _write(descriptor, data[:size])
        die()

    return write_and_die


def stop(*_: Any) -> None:
    """Stand still until somebody says SIGCONT."""
    os.kill(os.getpid(), SIGSTOP)


def wake(*_: Any) -> None:
    """Let the process go on whose number is in STOPPED."""
    os.kill(int(os.environ["STOPPED"]), SIGCONT)


def interrupt(*_: Any) -> None:
    """Be interrupted, as by Ctrl-C."""
    os.kill(os.getpid(), SIGINT)


def fail(*_: Any) -> None:
    """Find the disk broken."""
    raise OSError(errno.EIO, "")


def edit(*_: Any) -> None:
    """Let somebody else save the task file."""
    with PLAN.open("ab") as file:
        file.write(LATER)


def tell(name: str, file: int | str | Path, *_: Any) -> None:
    """Say on stderr which function is called for which file."""
    path = Path(f"/proc/self/fd/{file}").readlink() if isinstance(file, int) else Path(file)
    sys.stderr.write(f"{name} {path.name}\n")


ACCIDENTS: dict[str, Accident] = {each.__name__: each for each in (die, stop, wake, interrupt, fail, edit, tell)}


def befall(accident: Accident, moment: str) -> Iterator[int]:
    """Let an accident happen at a moment; return the counter of such moments."""
    name, _, number = moment.partition(":")
    numbers = count(1)

    def is_now() -> bool:
        """Say whether this call is the one, and count it."""
        return number in {f"{next(numbers)}", "*"}

    if name == "step":
        sys.setprofile(lambda _frame, event, _argument: accident() if "call" in event and is_now() else None)
    for each in WATCHED if name == "any" else {name} - {"step"}:
        module, function, is_meant = KINDS.get(each, (os, each, _always))
        setattr(
            module, function, _watched(module, function, accident, lambda *a, meant=is_meant: meant(*a) and is_now())
        )
    return numbers


def _always(*_: Any) -> bool:
    return True


def _is_log(descriptor: int, _: bytes) -> bool:
    return LOG.exists() and os.path.samestat(os.fstat(descriptor), LOG.stat())


# Moments that are not named like their function of `os`.
KINDS: dict[str, tuple[ModuleType, str, Callable[..., bool]]] = {
    "append": (os, "write", _is_log),
    "sleep": (time, "sleep", _always),
}


def _watched(module: ModuleType, name: str, accident: Accident, is_now: Callable[..., bool]) -> Callable[..., Any]:
    real = getattr(module, name)

    def call(*arguments: Any, **more: Any) -> Any:
        """Call the real function, perhaps after an accident."""
        if is_now(*arguments):
            accident(name, *arguments)
        return real(*arguments, **more)

    return call


def main() -> None:
    """Run the program, to which an accident happens."""
    name, moment, *sys.argv[1:] = sys.argv[1:]
    from dispatch_cli.__main__ import main

    signal(SIGINT, default_int_handler)  # a shell lets its background jobs ignore it
    numbers = befall(cut(int(name)) if name.isdigit() else ACCIDENTS[name], moment)
    try:
        main()
    finally:
        sys.setprofile(None)
        if (name, moment) == ("tell", "step:0"):
            sys.stderr.write(f"{next(numbers)}\n")


if __name__ == "__main__":
    main()
