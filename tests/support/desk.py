"""An office's desk in a folder: the two files, and the program run on them within this process."""

from __future__ import annotations

import io
import os
import subprocess
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import pytest
import typer
from program import DAY, ROOT, environment

from dispatch_cli.cli.app import app
from dispatch_cli.log.batches import standing
from dispatch_cli.log.file import read_log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.log.entries import Entry

_PROGRAM = typer.main.get_command(app)  # made once: a process makes it once, too


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


class Desk:
    """A task file and its log. Every command is given its day, its language and who writes."""

    def __init__(self, folder: Path, text: str | bytes) -> None:
        """Write the task file; there is no log yet."""
        self.file = folder / "tasks.yaml"
        self.log = folder / "tasks.log.jsonl"
        self.write(text)

    def write(self, text: str | bytes) -> None:
        """Write the task file as a person does."""
        self.file.write_bytes(text.encode() if isinstance(text, str) else text)

    @property
    def text(self) -> str:
        """Return the text of the task file, its line ends and its byte order mark included."""
        return self.file.read_bytes().decode()

    @property
    def both(self) -> tuple[bytes, bytes]:
        """Return the bytes of both files; no log is an empty one."""
        return self.file.read_bytes(), self.log.read_bytes() if self.log.exists() else b""

    @property
    def entries(self) -> list[Entry]:
        """Return the entries of the log that nobody has taken back."""
        return [entry for entry in standing(read_log("", self.both[1]).entries) if entry.item is not None]

    def run(self, command: str, *arguments: str, day: str = DAY) -> Done:
        """Run a command to its end."""
        return dispatch(command, "-f", f"{self.file}", "--today", day, *arguments)

    def do(self, command: str, *arguments: str, day: str = DAY) -> str:
        """Run a command that must succeed, and return what it said."""
        done = self.run(command, *arguments, day=day)
        assert done.code == 0, done
        return done.out


def dispatch(*arguments: str) -> Done:
    """Run the program on these arguments to its end."""
    done = run(*arguments, cwd=Path.cwd(), DISPATCH_BY="招商一科")
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def run(*arguments: str, stdin: bytes = b"", cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Return what `program.run` returns, in a tenth of the time: the program runs within this process."""
    out, err = _stream(), _stream()
    alone = _alone(cwd, stdin, environment(**more))
    with alone, redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        _PROGRAM([*arguments])
    assert isinstance(ended.value.code, int)
    return subprocess.CompletedProcess(arguments, ended.value.code, _written(out), _written(err))


def _stream(data: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


@contextmanager
def _alone(cwd: Path, stdin: bytes, variables: dict[str, str]) -> Iterator[None]:
    """Let a process of its own be imitated: its folder, its stdin, its variables."""
    with ExitStack() as stack:
        stack.enter_context(chdir(cwd))
        stack.enter_context(patch("sys.stdin", _stream(stdin)))
        stack.enter_context(patch.dict(os.environ, variables, clear=True))
        yield
