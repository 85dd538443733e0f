"""Run the commands that the documents show, and write what they print below them.

In a fenced block marked `console`, each line after `$ ` is a command; what follows it is
what it prints, stderr included. Each document has a folder of its own to write in, which begins
as a copy of the sample list. `.venv/bin/python docs/transcripts.py` brings all documents
up to date; the tests compare.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
DOCUMENTS = {
    "README.md": "en",
    "README.zh.md": "zh",
    "docs/record.md": "en",
    "docs/record.zh.md": "zh",
    "docs/reminders.md": "en",
    "docs/reminders.zh.md": "zh",
    "docs/report.md": "en",
    "docs/report.zh.md": "zh",
    "docs/editors.md": "en",
    "docs/editors.zh.md": "zh",
    "docs/excel.md": "en",
    "docs/excel.zh.md": "zh",
    "docs/ledger.md": "en",
    "docs/ledger.zh.md": "zh",
    "docs/meeting.md": "en",
    "docs/meeting.zh.md": "zh",
    "docs/calendar.md": "en",
    "docs/calendar.zh.md": "zh",
    "docs/workdays.md": "en",
    "docs/workdays.zh.md": "zh",
    "docs/forecast.md": "en",
    "docs/forecast.zh.md": "zh",
    "docs/rollup.md": "en",
    "docs/rollup.zh.md": "zh",
}
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
_SETTING = re.compile(r"^export ((?:DISPATCH_\w+=\S+ ?)+)$", re.MULTILINE)


def rerun(text: str, language: str) -> str:
    """Return the document with every transcript as it is now."""
    with TemporaryDirectory() as folder:
        shutil.copy(ROOT / "tasks.yaml", folder)
        (Path(folder) / "docs").mkdir()
        for sample in ("broken.yaml", "ledger.csv", "duban.csv", "broken.csv", "report.log.jsonl", "notice.txt"):
            shutil.copy(ROOT / "docs" / sample, f"{folder}/docs")
        shutil.copytree(ROOT / "docs" / "zone", f"{folder}/docs/zone")
        environment = _environment(text, language)

        def block(match: re.Match[str]) -> str:
            commands = _COMMAND.findall(match[0])
            return "".join(f"$ {command}\n{_printed(command, folder, environment)}" for command in commands)

        return _BLOCK.sub(block, text)


def _environment(text: str, language: str) -> dict[str, str]:
    """Return what the commands run with: `dispatch` on the path, and what the document tells to export."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    settings = [setting for line in _SETTING.findall(text) for setting in line.split()]
    return {"PATH": path, "DISPATCH_LANG": language, "LANG": "C.UTF-8", **dict(each.split("=") for each in settings)}


def _printed(command: str, folder: str, environment: dict[str, str]) -> str:
    """Return what a shell command prints."""
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode()


if __name__ == "__main__":
    for name, code in DOCUMENTS.items():
        document = ROOT / name
        document.write_text(rerun(document.read_text(encoding="utf-8"), code), encoding="utf-8")
