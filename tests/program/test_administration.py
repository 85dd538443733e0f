"""The administrator's page, done as it stands there: users, folder, the morning's line, backup, removal."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from box import Box, needs_box
from program import ROOT

PAGES = {
    code: (ROOT / "docs" / name).read_text()
    for code, name in (("en", "administrator.md"), ("zh", "administrator.zh.md"))
}
LIST = """\
timezone: Asia/Shanghai
tasks:
  - {id: 1, title: 某新能源项目落地, tag: red, owner: 招商一科, start: 2026-06-01, last: 2026-11-09}
"""
# The colleague logs in, and so has the profile of the machine and of their own.
AS_SECRETARY = "runuser --login secretary --command"


def blocks(language: str, page: str) -> list[str]:
    """Return the fenced blocks of the page that are marked so."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


FOLDER, PATHS, HANDED_OVER, BACKUP, RESTORED, UPGRADED, REMOVED = blocks("sh", PAGES["en"])


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """Return a box in which nothing is set up yet but the program, and the colleague has made a list."""
    office = tmp_path / "office"
    office.mkdir()
    (office / "msmtprc").write_text("")
    return Box(office, tmp_path / "stage")


def done(box: Box, *steps: str) -> str:
    """Return what root prints who does these steps in one go, beginning where the colleague's list lies."""
    (box.office / "first.yaml").write_text(LIST)
    ways = {str(way) for end in (ROOT, sys.prefix, sys.base_prefix) for way in (Path(end), *Path(end).parents)}
    start = (
        "PATH=/usr/local/bin:$PATH",  # as for whoever logs in
        f"chmod a+x {' '.join(ways)}",  # in the box, others must reach the interpreter
        "useradd --create-home secretary",
        "mkdir /tmp/list; cd /tmp/list; mv /srv/office/first.yaml tasks.yaml",
    )
    result = box.run("bash", "-euc", "\n".join((*start, *steps)))
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def test_both_pages_show_the_same_commands() -> None:
    """What is executed here stands in both languages, byte for byte; the line of cron differs in its language."""
    assert blocks("sh", PAGES["en"]) == blocks("sh", PAGES["zh"])
    [english], [chinese] = (blocks("crontab", page) for page in PAGES.values())
    assert english == chinese.replace("--lang zh", "--lang en")


@needs_box
def test_all_of_the_group_write_and_nobody_else_looks(box: Box) -> None:
    """The colleague records, then the morning's user; both files stay the group's, and a stranger sees nothing."""
    printed = done(
        box,
        FOLDER,
        PATHS,
        HANDED_OVER,
        f"{AS_SECRETARY} 'dispatch record 1 --lang en'",
        "runuser -u dispatch -- dispatch record 1 --on 2026-11-21 --lang en -f /srv/office/tasks.yaml",
        f"{AS_SECRETARY} 'dispatch list -o /srv/office/list.csv'",
        "stat -c '%U %G %a %n' /srv/office /srv/office/[tl]*",
        "useradd stranger; runuser -u stranger -- ls /srv/office 2>&1 || true",
    )
    assert "dispatch recorded for 2026-11-22" in printed
    assert "dispatch recorded for 2026-11-21" in printed
    assert "dispatch office 2770 /srv/office\n" in printed
    assert re.search(r"office 660 /srv/office/tasks\.yaml\n", printed)
    assert re.search(r"office 660 /srv/office/tasks\.log\.jsonl\n", printed)
    assert re.search(r"secretary office 660 /srv/office/list\.csv\n", printed)
    assert "Permission denied" in printed


@pytest.mark.endurance
@needs_box
def test_the_line_of_cron_runs(box: Box) -> None:
    """The morning's line ends with 0 and says nothing, where mail is set up and goes out."""
    [line] = blocks("crontab", PAGES["en"])
    command = line.removeprefix("0 8 * * *").strip()
    printed = done(
        box,
        FOLDER,
        PATHS,
        HANDED_OVER,
        "printf '#!/bin/sh\\ncat > /dev/null\\n' > /tmp/list/taker; chmod 755 /tmp/list/taker",
        "ln -sf /tmp/list/taker /usr/sbin/sendmail",
        "echo 'people: {甲: a@example.com}' >> /srv/office/tasks.yaml",
        "echo 'remind: {mail: {from: d@example.com, to: 甲}}' >> /srv/office/tasks.yaml",
        f"runuser -u dispatch -- {command} 2>&1",
        "grep -c reminded /srv/office/tasks.log.jsonl",
    )
    assert printed == "1\n"


@pytest.mark.endurance
@needs_box
def test_an_archive_brings_list_and_log_back(box: Box) -> None:
    """After a loss of both files the archive restores them, and `lint` has nothing to say."""
    printed = done(
        box,
        FOLDER,
        PATHS,
        HANDED_OVER,
        f"{AS_SECRETARY} 'dispatch record 1 --lang en'",
        "md5sum /srv/office/tasks.*",
        BACKUP,
        "rm /srv/office/tasks.*",
        RESTORED,
        "md5sum /srv/office/tasks.*",
        UPGRADED,
    )
    sums = re.findall(r"^(\w{32})  (\S+)$", printed, re.MULTILINE)
    assert sums[:2] == sums[2:]
    assert len(sums) == 4


@pytest.mark.endurance
@needs_box
def test_removal_leaves_list_and_log(box: Box) -> None:
    """When the program is gone, the office's two files are as they were."""
    printed = done(
        box,
        FOLDER,
        PATHS,
        HANDED_OVER,
        f"{AS_SECRETARY} 'dispatch record 1 --lang en'",
        REMOVED,
        "ls /srv /srv/office",
        "command -v dispatch || echo gone",
    )
    assert "gone" in printed
    assert "tasks.log.jsonl\ntasks.yaml\n" in printed
    assert "dispatch\n" not in printed.split("/srv:")[1].split("/srv/office:")[0]
