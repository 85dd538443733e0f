"""Draw docs/report.png and docs/report.zh.png: the upper part of the page that `dispatch report --format html` makes.

Run it from the project's folder, where tasks.yaml lies: `.venv/bin/python docs/page_picture.py`. It takes Chromium and
Chinese fonts (Debian's chromium and fonts-noto-cjk). Each picture bears the mark of the page it shows, so that a
test can tell whether the page has changed since.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).parent
COMMAND = "dispatch report --log docs/report.log.jsonl --today 2026-11-22 --from 2026-06-01 --format html"
PICTURES = {"en": DOCS / "report.png", "zh": DOCS / "report.zh.png"}
_WIDTH, _HEIGHT = 1520, 1480
_SIGNATURE = 8  # the bytes before the first chunk of a PNG
_HEADER = 25  # the first chunk, which has to stay the first
_CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--hide-scrollbars", "--blink-settings=preferredColorScheme=1", f"--window-size={_WIDTH},{_HEIGHT}",
)  # fmt: skip


def page(language: str) -> str:
    """Return the page that the command makes."""
    program = Path(sys.executable).with_name("dispatch")
    command = [f"{program}", *COMMAND.split()[1:], "--lang", language]
    return subprocess.run(command, cwd=DOCS.parent, stdout=subprocess.PIPE, check=True).stdout.decode()


def mark(text: str) -> bytes:
    """Return what tells one page from another: a hash of what it says, not of how it looks."""
    said = re.sub(r"<(style|script)>.*?</\1>|<meta [^>]*>", "", text, flags=re.DOTALL)
    return hashlib.sha256(said.encode()).hexdigest().encode()


def draw(text: str, picture: Path) -> None:
    """Write the picture of a page, marked."""
    with TemporaryDirectory() as folder:
        path, shot = Path(folder, "page.html"), Path(folder, "page.png")
        path.write_text(text, encoding="utf-8")
        chromium = [shutil.which("chromium") or "", *_CHROMIUM, f"--user-data-dir={folder}/profile"]
        subprocess.run([*chromium, f"--screenshot={shot}", path.as_uri()], check=True, stderr=subprocess.DEVNULL)
        data = shot.read_bytes()
    at = _SIGNATURE + _HEADER
    picture.write_bytes(data[:at] + chunk(b"tEXt", b"page\0" + mark(text)) + data[at:])


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG: its length, its kind, its data, their checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    for code, name in PICTURES.items():
        draw(page(code), name)
