"""Gather what an office without network needs: `python packaging/wheelhouse.py linux|windows FOLDER [PYTHON]`.

The folder gets the program's wheel and those of `all`, for one version of Python, by default the one that runs. There,
`python -m pip install --no-index --find-links FOLDER dispatch-followup[all]` needs nothing else. It needs uv, which
chooses the libraries as that system and that Python would.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
# For uv, and for pip, which takes the wheels of older Linux systems too.
SYSTEMS = {
    "linux": ("x86_64-unknown-linux-gnu", ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")),
    "windows": ("x86_64-pc-windows-msvc", ("win_amd64",)),
}
_PIP, _UV = ((sys.executable, "-m", name) for name in ("pip", "uv"))


def gather(system: str, folder: Path, python: str) -> Path:
    """Put the wheels for a system and a version of Python, such as `3.13`, into a folder; return the program's."""
    name, platforms = SYSTEMS[system]
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([*_UV, "build", "-q", "--wheel", "-o", folder, ROOT], check=True)
    (wheel,) = folder.glob("dispatch_followup-*.whl")
    with TemporaryDirectory() as place:
        chosen = Path(place, "requirements.txt")
        line = [*_UV, "pip", "compile", "-q", "--python-platform", name, "--python-version", python, "-"]
        asked = [*line, "-o", f"{chosen}"]
        subprocess.run(asked, input=f"{wheel}[all]", text=True, check=True, stdout=subprocess.DEVNULL)
        wanted = [line for line in chosen.read_text("utf-8").splitlines() if "==" in line]
        where = [word for each in platforms for word in ("--platform", each)]
        which = ["--no-deps", "--only-binary=:all:", "--python-version", python, *where]
        subprocess.run([*_PIP, "download", "-q", *which, "-d", folder, *wanted], check=True)
    return wheel


if __name__ == "__main__":
    system, folder, *rest = sys.argv[1:]
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    sys.stdout.write(f"{gather(system, Path(folder), *(rest or [running]))}\n")
