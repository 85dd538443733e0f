"""Run the commands that the documents show, and write what they print below them.

In a fenced block marked `console`, each line after `$ ` is a command; what follows it is
what it prints, stderr included. `.venv/bin/python docs/transcripts.py` brings all
documents up to date; the tests compare.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = {"README.md": "en", "README.zh.md": "zh"}
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


def printed(command: str, language: str) -> str:
    """Return what a shell command prints, run in the project's folder with `dispatch` on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = {"PATH": path, "DISPATCH_LANG": language, "LANG": "C.UTF-8"}
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode()


def rerun(text: str, language: str) -> str:
    """Return the document with every transcript as it is now."""

    def block(match: re.Match[str]) -> str:
        commands = _COMMAND.findall(match[0])
        return "".join(f"$ {command}\n{printed(command, language)}" for command in commands)

    return _BLOCK.sub(block, text)


if __name__ == "__main__":
    for name, code in DOCUMENTS.items():
        document = ROOT / name
        document.write_text(rerun(document.read_text(encoding="utf-8"), code), encoding="utf-8")
