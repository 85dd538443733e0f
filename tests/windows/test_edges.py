"""Where Windows is another system: code pages, files that others hold, names, programs and their ends."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from program import ROOT
from reading import reasons

if TYPE_CHECKING:
    from pathlib import Path

    from wine import Machine

pytestmark = pytest.mark.windows

# Opens a file as a program does that lets nobody else have it, for so many seconds, while dispatch runs.
HOLDING = """
import ctypes, subprocess, sys, threading, time
kernel = ctypes.WinDLL("kernel32")
kernel.CreateFileW.restype = ctypes.c_ssize_t
path, share, seconds, *command = sys.argv[1:]
handle = kernel.CreateFileW(path, 0x80000000, int(share), None, 3, 0, None)
assert handle != -1
threading.Timer(float(seconds), kernel.CloseHandle, [ctypes.c_ssize_t(handle)]).start()
done = subprocess.run([sys.executable, "-P", "-m", "dispatch_cli", *command], capture_output=True, input=b"")
sys.stdout.buffer.write(done.stdout + done.stderr)
sys.stdout.flush()
kernel.CloseHandle(ctypes.c_ssize_t(handle))
import os
os._exit(done.returncode)
"""
ALONE, WITH_READERS = "0", "1"
HELD = [
    ("tasks.yaml", ALONE, ("check",), 3, "a list that nobody else may read"),
    ("tasks.yaml", WITH_READERS, ("edit", "1", "--note", "新"), 4, "a list that nobody else may replace"),
    ("tasks.log.jsonl", WITH_READERS, ("record", "1"), 4, "a log that nobody else may write"),
    ("page.html", WITH_READERS, ("report", "-o", "page.html"), 4, "a page that is looked at"),
]


@pytest.mark.parametrize(("name", "share", "command", "status", "reason"), HELD, ids=reasons(HELD))
def test_a_held_file_is_named_so(
    office: Path, windows: Machine, name: str, share: str, command: tuple[str, ...], status: int, reason: str
) -> None:
    """What another program holds for long is said to be held, not forbidden, and nothing is changed or left behind."""
    windows.run("record", "2", cwd=office)
    (office / "page.html").write_bytes(b"old")
    before = {path.name: path.read_bytes() for path in office.iterdir()}
    done = windows.python(HOLDING, name, share, "30", *command, cwd=office)
    assert (done.returncode, "文件被另一个程序占用" in done.said, "Excel、WPS" in done.said) == (status, True, True), (
        done.said
    )
    assert {path.name: path.read_bytes() for path in office.iterdir()} == before, reason


@pytest.mark.parametrize(("name", "share", "command", "status", "reason"), HELD, ids=reasons(HELD))
def test_a_file_held_for_a_moment_is_waited_for(
    office: Path, windows: Machine, name: str, share: str, command: tuple[str, ...], status: int, reason: str
) -> None:
    """A scanner or a sync client that looks at a file for a second hinders nobody."""
    windows.run("record", "2", cwd=office)
    (office / "page.html").write_bytes(b"old")
    done = windows.python(HOLDING, name, share, "2", *command, cwd=office)
    assert done.returncode in {0, 1}, (status, reason, done.said)


def test_data_is_utf_8_and_text_is_in_the_code_page(office: Path, windows: Machine) -> None:
    """Through a pipe JSON is UTF-8 in every code page; text is in that of Windows, and spells out what it lacks."""
    (office / "tasks.yaml").write_text(
        "tasks: [{id: 1, title: 𠮷野家😀, tag: red, start: 2026-11-02}]", encoding="utf-8"
    )
    data = windows.run("check", "--format", "json", cwd=office)
    assert json.loads(data.stdout)["items"][0]["title"] == "𠮷野家😀"
    text = windows.run("check", cwd=office)
    assert (text.returncode, text.stderr) == (0, b"")
    assert r"\ud842\udfb7野家\ud83d\ude00" in text.stdout.decode("gbk")
    utf8 = windows.run("check", cwd=office, PYTHONUTF8="1")
    assert "𠮷野家😀" in utf8.stdout.decode()


LANGUAGES = [
    ({}, "错误：", "that of Windows, which has no LANG"),
    ({"DISPATCH_LANG": "en"}, "error:", "the variable comes first"),
    ({"LANG": "en_US.UTF-8"}, "error:", "then that of programs from Unix"),
]


@pytest.mark.parametrize(("variables", "expected", "reason"), LANGUAGES, ids=reasons(LANGUAGES))
def test_the_language_is_that_of_windows(
    office: Path, windows: Machine, variables: dict[str, str], expected: str, reason: str
) -> None:
    """Nobody needs to choose the language in which Windows speaks already."""
    said = windows.run("check", "-f", "没有.yaml", cwd=office, **variables).said
    assert said.startswith(expected), (said, reason)


NAMES = [
    ("con.html", (), "the console"),
    ("AUX.xlsx", (), "in any case"),
    ("nul.tar.csv", (), "with any ends"),
    ("Com1.html", (), "a port"),
    ("lpt9", ("--format", "md"), "a printer"),
    ("周报.html.", ("--format", "html"), "Windows cuts a dot off"),
    ("周报 ", ("--format", "html"), "and a blank"),
]


@pytest.mark.parametrize(("name", "more", "reason"), NAMES, ids=reasons(NAMES))
def test_reserved_names_are_refused(
    office: Path, windows: Machine, linux: Machine, name: str, more: tuple[str, ...], reason: str
) -> None:
    """Nothing is written into a device, or under another name than was given; elsewhere these are names."""
    command = ("report" if name[:3] != "nul" else "check", "-o", name, *more)
    done = windows.run(*command, cwd=office)
    assert (done.returncode, "Windows" in done.said) == (4, True), (done.said, reason)
    assert [path.name for path in office.iterdir()] == ["tasks.yaml"], reason
    assert linux.run(*command, cwd=office).returncode in {0, 1}, reason
    assert (office / name).exists(), reason


GONE = """
import subprocess, sys
pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
program = subprocess.Popen([sys.executable, "-P", "-m", "dispatch_cli", *sys.argv[1:]], **pipes)
program.stdin.close()
program.stdout.close()
print(program.wait(), program.stderr.read().decode("gbk"))
"""


@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("--help",)])
def test_a_reader_who_is_gone_is_no_error(office: Path, windows: Machine, command: tuple[str, ...]) -> None:
    """Who closes the pipe has read enough: nothing is said."""
    windows.run("record", "--due", cwd=office)
    status, said = windows.python(GONE, *command, cwd=office).said.split(" ", 1)
    assert (status, "错误" in said, "Traceback" in said) == ("141", False, False), said


def test_hints_are_typed_as_both_shells_read_them(office: Path, windows: Machine) -> None:
    """A hint quotes as cmd and PowerShell do, and names their commands."""
    (office / "台账 一.csv").write_text("编号,事项,紧急程度\n7,招商 引资,红\n", encoding="gbk")
    proposal = windows.run("import", "台账 一.csv", "-o", "新 单.yaml", cwd=office).said
    assert '"新 单.yaml"' in proposal, proposal
    assert "'" not in proposal
    (office / "旧 单.log.jsonl").write_bytes(b"")
    (office / "tasks.log.jsonl").write_bytes(b"")
    hint = windows.run("lint", cwd=office).said
    assert '`(echo.& type "旧 单.log.jsonl") >> tasks.log.jsonl && del "旧 单.log.jsonl"`（在 cmd' in hint, hint


def test_what_the_hint_appends_is_a_log(office: Path, windows: Machine) -> None:
    """The empty line of Windows that `echo.` puts between two logs is none that a log takes offence at."""
    windows.run("record", "1", cwd=office)
    log = office / "tasks.log.jsonl"
    log.write_bytes(log.read_bytes() + b"\r\n" + log.read_bytes().replace(b'-1"', b'-2"'))
    assert windows.run("lint", cwd=office).returncode == 0


def test_git_says_who_writes(office: Path, windows: Machine) -> None:
    """The name of git.exe is taken from the PATH; one that lies in the folder of the list is not run."""
    find = "import os, sys; print(os.path.dirname(sys.executable)); print(sys.executable)"
    folder, python = windows.python(find, cwd=office).said.split()
    make = "import os, shutil, sys; os.path.exists(sys.argv[2]) or shutil.copy(sys.argv[1], sys.argv[2])"
    windows.python(make, python, f"{folder}\\git.exe", cwd=office)
    (office / "config").write_text("import sys; sys.stdout.buffer.write('git 的名字'.encode())", encoding="utf-8")
    (office / "git.exe").write_bytes(b"MZ")
    said = windows.run("record", "1", cwd=office, DISPATCH_BY="", PATH=folder).said
    assert "git 的名字" in said
    without = windows.run("record", "1", cwd=office, DISPATCH_BY="", PATH="", USERNAME="登录名")
    assert "登录名" in without.said


def test_a_mail_command_is_ended_in_time(office: Path, windows: Machine) -> None:
    """A command that takes too long is ended, and its letter stays pending."""
    python = windows.python("import sys; print(sys.executable)", cwd=office).said.strip()
    (office / "slow.py").write_text("import time; time.sleep(60)", encoding="utf-8")
    command = f'"{python}" slow.py'
    done = windows.run("remind", "--send", "--command", command, "--timeout", "2", cwd=office)
    assert (done.returncode, "2 秒" in done.said) == (5, True), done.said


def test_a_lock_that_a_crash_has_left_holds_nobody_up(office: Path, windows: Machine) -> None:
    """The next writer takes it over, and takes it away."""
    for name in (".tasks.log.jsonl.lock", ".tasks.yaml.lock", ".tasks.yaml.part"):
        (office / name).write_bytes(b"")
    assert windows.run("edit", "1", "--note", "新", cwd=office).returncode == 0
    assert sorted(path.name for path in office.iterdir()) == ["tasks.log.jsonl", "tasks.yaml"]


def test_powershell_asks_for_candidates(office: Path, windows: Machine) -> None:
    """The words in the variable are answered in UTF-8, whatever the code page."""
    asked = "powershell\nshow\n"
    answer = windows.run(cwd=office, _DISPATCH_COMPLETE=asked).stdout.decode()
    assert answer.splitlines()[0] == "1\t某新能源项目落地"


def test_the_batch_file_of_the_page_sends(office: Path, windows: Machine) -> None:
    """What the Task Scheduler is to run, run by cmd from elsewhere, sends from the folder of the list."""
    page = (ROOT / "docs" / "windows.md").read_text(encoding="utf-8")
    (batch,) = (text for text in re.findall(r"```bat\n(.*?)```", page, re.DOTALL) if text.startswith("@echo off"))
    find = "import sys; print(sys.executable)"
    python = windows.python(find, cwd=office).said.strip()
    batch = batch.replace(r'"C:\dispatch\.venv\Scripts\dispatch.exe"', f'"{python}" -P -m dispatch_cli')
    text = (office / "tasks.yaml").read_bytes().decode()
    text = text.replace("to: 书记}", f"to: 书记, command: ['{python}', -c, pass]}}")
    (office / "tasks.yaml").write_bytes(text.encode())
    (office / "remind.cmd").write_text(batch, encoding="ascii", newline="\r\n")
    run = "import subprocess, sys; subprocess.run(['cmd', '/c', sys.argv[1]], stdin=subprocess.PIPE, check=True)"
    done = windows.python(run, windows.named(office / "remind.cmd"), cwd=office.parent)
    assert (done.returncode, done.said) == (0, "")
    assert (office / "remind.txt").read_bytes() == b""
    assert (office / "tasks.log.jsonl").read_bytes().count(b'"reminded"') == 2
