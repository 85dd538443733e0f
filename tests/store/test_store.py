"""Which files are read and created, and what is said about the others."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from reading import GOOD, sentence

from dispatch_cli.errors import ExitCode, UnreadableError, UnwritableError
from dispatch_cli.messages import say
from dispatch_cli.store import LIMIT, create, read, read_if_any

ABSENT = say("begin one")
# What a process of its own does; for root it gives up its rights, since root may read everything.
CHILD = """
import os, resource
from dispatch_cli.errors import DispatchError
from dispatch_cli.messages import say
from dispatch_cli.store import create, read, read_if_any

def powerless():
    if os.geteuid() == 0:
        os.setuid(65534)

{before}
try:
    print({call})
except DispatchError as error:
    print(error.code, error.message.template)
"""


@pytest.fixture(autouse=True)
def _within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def refused(path: str) -> tuple[str, str]:
    """Return what is said, and what to do, about a file that cannot be read."""
    with pytest.raises(UnreadableError) as caught:
        read(path, ABSENT)
    assert caught.value.code is ExitCode.UNREADABLE
    return sentence(caught.value.message), sentence(caught.value.hint)


def not_created(path: str) -> tuple[str, str]:
    """Return what is said, and what to do, about a file that cannot be created."""
    with pytest.raises(UnwritableError) as caught:
        create(path, b"new")
    assert caught.value.code is ExitCode.UNWRITABLE
    return sentence(caught.value.message), sentence(caught.value.hint)


def child(call: str, before: str = "", stdin: bytes = b"") -> str:
    """Return what a call in a process of its own returns, or with which error it ends."""
    code = CHILD.format(before=before, call=call)
    done = subprocess.run([sys.executable, "-c", code], input=stdin, capture_output=True, timeout=60, check=True)
    return done.stdout.decode().rstrip("\n")


@pytest.mark.parametrize("data", [b"", GOOD.encode(), b"\xef\xbb\xbfa\r\n\x00\xff\x1a\r"])
def test_the_bytes_of_a_file(data: bytes) -> None:
    """A file is read as it is, to its last byte."""
    Path("tasks.yaml").write_bytes(data)
    assert read("tasks.yaml", ABSENT) == data
    assert read_if_any("tasks.yaml") == data


@pytest.mark.parametrize("name", ["事项清单.yaml", "a b", "-f", "'\"\\", "\udcff", "*", "a\n", "甲" * 80])
def test_any_name(name: str) -> None:
    """A file may have any name."""
    Path(name).write_bytes(b"tasks: []")
    assert read(name, ABSENT) == b"tasks: []"


def test_a_link_to_a_file() -> None:
    """A link stands for its file."""
    Path("real").write_bytes(b"tasks: []")
    Path("link").symlink_to("real")
    assert read("link", ABSENT) == read_if_any("link") == b"tasks: []"


def test_a_file_that_is_absent() -> None:
    """Where no file is, the caller knows what to do."""
    assert refused("tasks.yaml") == ("tasks.yaml: there is no such file", "begin one")
    assert refused("folder/tasks.yaml") == ("folder/tasks.yaml: there is no such file", "begin one")
    assert refused("") == (": there is no such file", "begin one")


def test_no_log_is_an_empty_log() -> None:
    """A file that may be absent has no bytes then."""
    assert read_if_any("tasks.log.jsonl") == b""
    assert read_if_any("folder/tasks.log.jsonl") == b""


def test_a_link_to_nothing() -> None:
    """A link whose file is gone is no absent file."""
    Path("link").symlink_to("gone")
    assert refused("link") == ("link: there is no such file", "begin one")
    with pytest.raises(UnreadableError):
        read_if_any("link")


def test_a_link_to_itself() -> None:
    """A link that leads nowhere is refused with the system's reason."""
    Path("link").symlink_to("link")
    message, hint = refused("link")
    assert message == f"link: the file cannot be read: {os.strerror(errno.ELOOP)}"
    assert hint == "check the name and the disk"


def test_a_folder() -> None:
    """A folder is no file, nor is a link to one."""
    Path("link").symlink_to(".")
    for path in (".", "link", "/", "./"):
        assert refused(path) == (f"{path}: this is a folder, not a file", "name a file in it")


def test_a_place_that_is_no_folder() -> None:
    """Within a file there is no file."""
    Path("file").write_bytes(b"")
    message, hint = refused("file/tasks.yaml")
    assert message.startswith("file/tasks.yaml: the file cannot be read: ")
    assert hint == "check the name and the disk"


def test_names_that_no_file_has() -> None:
    """A name that the system does not allow is refused like any other."""
    for name in ("a\0b", "a" * 5000, "甲" * 100, "a/" * 3000, "\ud800"):
        message, hint = refused(name)
        assert message.startswith(f"{name}: the file cannot be read: ")
        assert hint == "check the name and the disk"


def test_devices() -> None:
    """A device is no file, even an endless one."""
    for path in ("/dev/null", "/dev/zero"):
        message, hint = refused(path)
        assert message == f"{path}: this is a pipe or a device, not a file"
        assert hint == "to read from a pipe, name it - and pipe into the command"


def test_a_pipe_without_a_writer() -> None:
    """A named pipe into which nobody writes is refused at once."""
    os.mkfifo("pipe")
    assert child("read('pipe', say(''))") == "3 {path}: this is a pipe or a device, not a file"
    assert child("read_if_any('pipe')") == "3 {path}: this is a pipe or a device, not a file"


def test_a_socket() -> None:
    """A socket is refused with the system's reason."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert refused("socket")[0].startswith("socket: the file cannot be read: ")


def test_a_file_that_is_too_large() -> None:
    """A file past the limit is refused; one that just reaches it is read."""
    with Path("large").open("wb") as file:
        file.truncate(LIMIT)
    assert len(read("large", ABSENT)) == LIMIT
    with Path("large").open("ab") as file:
        file.truncate(LIMIT + 1)
    assert refused("large")[0] == "large: the file is larger than 64 MB"


def test_a_file_that_may_not_be_read() -> None:
    """Who may not read a file is told so."""
    Path("file").touch(mode=0o000)
    Path.cwd().chmod(0o755)
    said = "3 {path}: you may not read this file"
    assert child("read('file', say(''))", before="powerless()") == said
    assert child("read_if_any('file')", before="powerless()") == said


def test_a_log_in_a_folder_that_may_not_be_searched() -> None:
    """A log that cannot be seen is no empty log."""
    folder = Path("closed")
    folder.mkdir()
    (folder / "log").write_bytes(b"{}\n")
    folder.chmod(0o000)
    try:
        said = child(f"read_if_any({str(folder / 'log')!r})", before="powerless()")
    finally:
        folder.chmod(0o700)
    assert said == "3 {path}: you may not read this file"


@pytest.mark.parametrize("name", ["file/log", "a" * 5000, "a\0b"])
def test_a_log_that_cannot_be(name: str) -> None:
    """A log with a name that cannot be is no empty log."""
    Path("file").touch()
    with pytest.raises(UnreadableError):
        read_if_any(name)


def test_stdin() -> None:
    """A single hyphen reads what is piped in, to its end."""
    assert child("read('-', say(''))", stdin=b"tasks: []\r\n\xff") == repr(b"tasks: []\r\n\xff")
    assert child("read('-', say(''))", stdin=b"") == "b''"
    assert child("len(read('-', say('')))", stdin=b"a" * 1_000_000) == "1000000"


def test_a_file_is_not_stdin() -> None:
    """A file that is named like stdin is read with its folder."""
    Path("-").write_bytes(b"tasks: []")
    assert read("./-", ABSENT) == b"tasks: []"


def test_stdin_that_is_too_large() -> None:
    """An endless pipe is not read to its end."""
    said = child("read('-', say(''))", stdin=b"a" * (LIMIT + 1))
    assert said == "3 {path}: the file is larger than {limit} MB"


def test_stdin_that_is_closed() -> None:
    """Without a stdin there is nothing to read."""
    assert child("read('-', say(''))", before="import sys; sys.stdin = None") == "3 stdin is closed"


def test_stdin_that_does_not_block() -> None:
    """Half of what is piped in is not taken for the whole."""
    pipe = """
import subprocess
writer = subprocess.Popen(["sh", "-c", "printf 'tasks:'; sleep 0.3; printf ' []'"], stdout=subprocess.PIPE)
os.dup2(writer.stdout.fileno(), 0)
os.set_blocking(0, False)
"""
    assert child("read('-', say(''))", before=pipe) == "b'tasks: []'"


def next_descriptor() -> int:
    """Return the number that the next file to be opened gets."""
    number = os.dup(0)
    os.close(number)
    return number


@pytest.mark.parametrize("path", ["file", "pipe", "gone", "/dev/null", "."])
def test_no_descriptor_is_left_open(path: str) -> None:
    """Whatever is read or refused, it is closed again."""
    Path("file").write_bytes(b"")
    os.mkfifo("pipe")
    before = next_descriptor()
    with contextlib.suppress(UnreadableError):
        read(path, ABSENT)
    assert next_descriptor() == before


def test_a_new_file() -> None:
    """A file is created with all its bytes, and is an ordinary file."""
    create("tasks.yaml", GOOD.encode())
    assert Path("tasks.yaml").read_bytes() == GOOD.encode()
    assert Path("tasks.yaml").stat().st_mode & 0o111 == 0


def test_a_file_that_exists_is_left_alone() -> None:
    """A file, a folder, a link and a pipe stay as they are."""
    Path("file").write_bytes(b"old")
    Path("folder").mkdir()
    Path("link").symlink_to("file")
    os.mkfifo("pipe")
    for path in ("file", "folder", "link", "pipe", "."):
        message, hint = not_created(path)
        assert message == f"{path}: the file exists and is left as it is"
        assert hint == "name a new file, or edit this one"
    assert Path("file").read_bytes() == b"old"


def test_a_link_to_nothing_is_left_alone() -> None:
    """A link whose file is gone is not written through."""
    Path("link").symlink_to("gone")
    assert not_created("link")[0] == "link: the file exists and is left as it is"
    assert not Path("gone").exists()


def test_places_where_no_file_can_be_created() -> None:
    """A missing folder, a file for a folder and a bad name are refused with the system's reason."""
    Path("file").write_bytes(b"old")
    for path in ("folder/tasks.yaml", "file/tasks.yaml", "a\0b", "a" * 5000, "/proc/tasks.yaml"):
        message, hint = not_created(path)
        assert message.startswith(f"{path}: the file cannot be written: ")
        assert hint == "check the folder, its rights and the space on the disk"
    assert [path.name for path in Path().iterdir()] == ["file"]


def test_a_folder_that_may_not_be_written() -> None:
    """Who may not write in a folder is told so."""
    Path.cwd().chmod(0o555)
    assert child("create('new', b'')", before="powerless()") == "4 {path}: the file cannot be written: {reason}"
    assert not Path("new").exists()


def test_a_full_disk_leaves_no_half_of_a_file() -> None:
    """A file is created whole or not at all."""
    small = "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))"
    assert child("create('new', b'a' * 1_000_000)", before=small) == "4 {path}: the file cannot be written: {reason}"
    assert not Path("new").exists()
