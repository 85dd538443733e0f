"""Run the commands that the documents show, and write what they print below them.

In a fenced block marked `console`, each line after `$ ` is a command; what follows it is
what it prints, stderr included. Each document has a folder of its own to write in, which begins
as a copy of the sample list. The document is followed from its top to its end: what an `sh` block
exports holds from there on, `cd` leads to another folder, a block marked `csv ledger.csv` is saved
as that file, and one marked `yaml +tasks.yaml` is put at the top of it.
`.venv/bin/python docs/transcripts.py` brings all documents up to date; the tests compare.
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
    "docs/commands.md": "en",
    "docs/commands.zh.md": "zh",
    "docs/list.md": "en",
    "docs/list.zh.md": "zh",
    "docs/first-week.md": "en",
    "docs/first-week.zh.md": "zh",
    "docs/questions.md": "en",
    "docs/questions.zh.md": "zh",
}
_BLOCK = re.compile(r"^```(\w+)(?: (\+?)(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
_SETTING = re.compile(r"^export ((?:DISPATCH_\w+=\S+ ?)+)$", re.MULTILINE)
_CHANGE_FOLDER = "cd "


def rerun(text: str, language: str) -> str:
    """Return the document with every transcript as it is now."""
    with TemporaryDirectory() as folder:
        shutil.copy(ROOT / "tasks.yaml", folder)
        (Path(folder) / "docs").mkdir()
        for sample in ("broken.yaml", "ledger.csv", "duban.csv", "broken.csv", "report.log.jsonl", "notice.txt"):
            shutil.copy(ROOT / "docs" / sample, f"{folder}/docs")
        shutil.copytree(ROOT / "docs" / "zone", f"{folder}/docs/zone")
        return Reader(Path(folder), language).follow(text)


class Reader:
    """Somebody who does what a document tells, block by block."""

    def __init__(self, folder: Path, language: str) -> None:
        """Sit down in a folder, with `dispatch` on the path."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        self.folder = folder
        self.environment = {"PATH": path, "DISPATCH_LANG": language, "LANG": "C.UTF-8"}

    def follow(self, text: str) -> str:
        """Do what a text tells, and return it with what its commands print."""
        return _BLOCK.sub(self._do, text)

    def _do(self, block: re.Match[str]) -> str:
        kind, above, name, body = block.groups()
        if name:
            file = self.folder / name
            file.write_text(body + (file.read_text(encoding="utf-8") if above else ""), encoding="utf-8")
        if kind == "sh":
            self._export(body)
        if kind != "console":
            return block[0]
        shown = "".join(f"$ {command}\n{self._printed(command)}" for command in _COMMAND.findall(body))
        return f"```console\n{shown}```"

    def _export(self, body: str) -> None:
        settings = [setting for line in _SETTING.findall(body) for setting in line.split()]
        self.environment.update(dict(setting.split("=") for setting in settings))

    def _printed(self, command: str) -> str:
        """Return what a shell command prints."""
        if command.startswith(_CHANGE_FOLDER):
            self.folder /= command.removeprefix(_CHANGE_FOLDER)
            return ""
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout.decode()


if __name__ == "__main__":
    for name, code in DOCUMENTS.items():
        document = ROOT / name
        document.write_text(rerun(document.read_text(encoding="utf-8"), code), encoding="utf-8")
