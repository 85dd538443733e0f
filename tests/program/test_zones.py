"""Whatever the environment says of time zones, a command does its work or says in two lines what is wrong."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from program import DAY, environment, run
from reading import reasons

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.endurance
PLAIN = "people: {甲: a@example.com}\nremind: {mail: {from: d@example.com, to: 甲}}\n"
ITEMS = "tasks: [{id: 1, title: 一, tag: red, last: 2026-11-01}]\n"
IN_SHANGHAI = f"timezone: Asia/Shanghai\n{PLAIN}{ITEMS}"
COMMANDS = [
    (("check",), "reads the day"),
    (("record", "1", "--by", "甲"), "writes when it was written down"),
    (("record", "1", "--by", "甲", "--today", DAY), "on a day of one's own too"),
    (("remind", "--format", "eml", "--today", DAY), "a message says when it was written"),
    (("remind", "--send", "--command", "true"), "and so does the log"),
    (("lint",), "doubts what lies ahead"),
    (("report",), "ends today"),
]
ZONES = [
    ("XYZ99", True, "an offset of several days"),
    ("UTC+24:59:59", True, "a little more than a day"),
    ("<+99>-99", True, "a name in brackets"),
    ("XYZ-167", True, "as far as the standard goes"),
    ("Nowhere/City", False, "a name that nobody knows, which is UTC for every program"),
    (":/etc/hosts", False, "a file of another kind"),
    ("../../etc/hosts", False, "a path"),
    ("", False, "nothing"),
    ("\n", False, "a line end"),
    ("A" * 5000, False, "a very long name"),
]


def check_told(done: subprocess.CompletedProcess[bytes], status: int, first: str, reason: str) -> None:
    """Check the status of a command, and the first line that it complains with."""
    said = done.stderr.decode()
    assert "Traceback" not in said, reason
    assert "Warning" not in said, reason
    assert (done.returncode, said.partition("\n")[0] if status else "") == (status, first), reason


@pytest.mark.parametrize(("zone", "is_refused", "reason"), ZONES, ids=reasons(ZONES))
def test_a_zone_of_the_machine(tmp_path: Path, zone: str, is_refused: bool, reason: str) -> None:  # noqa: FBT001
    """A zone that cannot be is refused by every command that needs it, and the remedy helps; nothing is written."""
    (tmp_path / "tasks.yaml").write_text(PLAIN + ITEMS, encoding="utf-8")
    first = "error: TZ: the machine's time zone is a day or more from UTC, as none is" if is_refused else ""
    for command, use in COMMANDS:
        check_told(run(*command, cwd=tmp_path, TZ=zone), 2 * is_refused, first, f"{reason}: {use}")
    assert (tmp_path / "tasks.log.jsonl").exists() is not is_refused
    (tmp_path / "tasks.yaml").write_text(IN_SHANGHAI, encoding="utf-8")
    for command, use in COMMANDS:
        check_told(run(*command, cwd=tmp_path, TZ=zone), 0, "", f"{reason}: {use}")


DATABASES = [
    ("{folder}/nowhere", "a database that is not there"),
    ("nowhere", "a path that is not absolute"),
    ("{folder}/garbage", "a file that holds no zone"),
    ("{folder}/empty", "an empty file"),
    ("{folder}/cut", "a file that was cut off"),
    ("{folder}/folder", "a folder in place of the file"),
    ("", "no database at all"),
]


@pytest.mark.parametrize(("path", "reason"), DATABASES, ids=reasons(DATABASES))
def test_a_database_of_zones(tmp_path: Path, path: str, reason: str) -> None:
    """Where the machine's database is damaged, the library's own knows the zone; an unknown name is a problem."""
    for name, content in (("garbage", b"garbage"), ("empty", b""), ("cut", b"TZif2" + b"\0" * 20)):
        (tmp_path / name / "Asia").mkdir(parents=True)
        (tmp_path / name / "Asia" / "Shanghai").write_bytes(content)
    (tmp_path / "folder" / "Asia" / "Shanghai").mkdir(parents=True)
    (tmp_path / "tasks.yaml").write_text(IN_SHANGHAI, encoding="utf-8")
    path = path.format(folder=tmp_path)
    for command, use in COMMANDS:
        check_told(run(*command, cwd=tmp_path, PYTHONTZPATH=path), 0, "", f"{reason}: {use}")
    (tmp_path / "tasks.yaml").write_text(IN_SHANGHAI.replace("Shanghai", "Schanghai"), encoding="utf-8")
    done = run("check", cwd=tmp_path, PYTHONTZPATH=path)
    check_told(done, 3, "tasks.yaml:1:11: unknown time zone `Asia/Schanghai`", reason)


def test_the_machines_database_is_asked_again(tmp_path: Path) -> None:
    """One damaged zone does not turn the program away from the others."""
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Shanghai").write_bytes(b"garbage")
    said = (
        "from dispatch_cli.clock import is_zone; import zoneinfo; before = zoneinfo.TZPATH;"
        "assert is_zone('Asia/Shanghai') and not is_zone('../x'); assert zoneinfo.TZPATH == before == (r'%s',)"
    )
    command = [sys.executable, "-c", said % tmp_path]
    assert subprocess.run(command, env=environment(PYTHONTZPATH=f"{tmp_path}"), check=False).returncode == 0
