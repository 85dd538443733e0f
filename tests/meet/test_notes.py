"""`record --from`: many notes handed in together, in lines or as a table; all of them are recorded or none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from desk import Desk, run
from offices import LIST
from program import DAY

from dispatch_cli.log.file import read_log

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

GIVEN = "# 周一\n1：已约谈企业，等待供地\n 2 : 报表/附件已核\n"
TABLE = 'id,note,on\n1,已约谈企业,2026-11-20\n2,"一,二",\n'


def record(desk: Desk, text: str | bytes, *more: str) -> CompletedProcess[bytes]:
    """Hand a text in on stdin."""
    data = text.encode() if isinstance(text, str) else text
    return run("record", "--from", "-", "--today", DAY, *more, cwd=desk.file.parent, stdin=data, DISPATCH_BY="招商一科")


def written(desk: Desk) -> list[tuple[str | None, str | None, str, str | None]]:
    """Return what the log says was dispatched: the item, who, for which day, the note."""
    return [(entry.item, entry.by, f"{entry.on}", entry.note) for entry in desk.entries]


@pytest.fixture(name="desk")
def office(tmp_path: Path) -> Desk:
    """Return an office with items in every state."""
    return Desk(tmp_path, LIST)


def test_lines_are_recorded_as_one_batch(desk: Desk) -> None:
    """Each item gets its own note, a sentence tells each, and one `undo` takes all back."""
    done = record(desk, GIVEN)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [line[:4] for line in done.stdout.decode().splitlines()] == ["1  甲", "2  乙", "Writ"]
    assert written(desk) == [
        ("1", "招商一科", DAY, "已约谈企业，等待供地"),
        ("2", "招商一科", DAY, "报表/附件已核"),
    ]
    assert len({entry.batch for entry in desk.entries}) == 1
    desk.do("undo")
    assert written(desk) == []


def test_a_table_is_recorded(desk: Desk) -> None:
    """A row without a day of its own counts for the day of the command."""
    assert record(desk, TABLE, "--on", "2026-11-21").returncode == 0
    assert written(desk) == [("1", "招商一科", "2026-11-20", "已约谈企业"), ("2", "招商一科", "2026-11-21", "一,二")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("\ufeff" + TABLE, "as Excel saves UTF-8"),
        (TABLE.replace(",", ";").replace("一;二", "一,二"), "with semicolons"),
        (TABLE.replace("id,note,on", "编号,进展,日期"), "with Chinese headings"),
        (TABLE.replace("\n", "\r\n"), "with the line ends of Windows"),
    ],
)
def test_a_table_is_read_however_it_was_saved(desk: Desk, data: str, reason: str) -> None:
    """The same rows come out."""
    assert record(desk, data).returncode == 0
    assert [note for *_, note in written(desk)] == ["已约谈企业", "一,二"], reason


def test_gbk_is_read_and_said(desk: Desk) -> None:
    """So do mail programs in China still write."""
    done = record(desk, GIVEN.encode("gbk"))
    assert (done.returncode, b"read as GBK" in done.stderr) == (0, True)
    assert [note for *_, note in written(desk)] == ["已约谈企业，等待供地", "报表/附件已核"]


def test_the_same_line_counts_once_and_another_note_counts_too(desk: Desk) -> None:
    """A line that was copied is no second dispatch; what was said twice, differently, is kept."""
    done = record(desk, "1: x\n1: y\n1: x\n")
    assert [note for *_, note in written(desk)] == ["x", "y"]
    assert b"named more than once" in done.stderr


@pytest.mark.parametrize(
    ("text", "places", "reason"),
    [
        ("1: x\n77: y\n6: z\n3: /tag 红 x\n4:", ["2:1", "3:1", "4:4", "5:3"], "each wrong line, all at once"),
        ("", ["1:1"], "nothing was handed in"),
        ("# nothing\n", ["1:1"], "a comment alone"),
        ("id,note,on\n1,x,2026-11-23\n2,y,2026/11/2\n,z,\n3,,\n88,x,", ["2:1", "3:5", "4:2", "5:1", "6:1"], "rows"),
        ("id,note,praise\n1,x,y\n", ["1:9"], "a heading that nothing is"),
        ("7: x\n", ["1:1"], "an item that was listed later"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(desk: Desk, text: str, places: list[str], reason: str) -> None:
    """Nothing is written then, the status is 3, and each place has its caret."""
    before = desk.both
    done = record(desk, text)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, desk.both) == (3, b"", before), reason
    assert [
        line.split(":", 1)[1][: len(place)]
        for line, place in zip((line for line in lines if line.startswith("<stdin>")), places, strict=True)
    ] == places, reason


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("1", "--from", "-"), "either ids, or --due"),
        (("--due", "--from", "-"), "either ids, or --due"),
        (("--from", "-", "--tag", "red"), "either ids, or --due"),
        (("--tag", "red"), "either ids, or --due"),
        (("--from", "-", "-m", "周调度会"), "a note of its own"),
    ],
)
def test_only_one_way_is_taken(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    """What is to be recorded is said by ids, by --due or by --from."""
    done = desk.run("record", *arguments)
    assert (done.code, words in done.err) == (2, True)


def test_a_missing_file_is_an_unreadable_one(desk: Desk) -> None:
    """The remedy names the file that is meant."""
    done = desk.run("record", "--from", "nowhere.txt")
    assert (done.code, "nowhere.txt" in done.err, "the file with the lines" in done.err) == (3, True, True)


def test_lines_and_commands_say_the_same(desk: Desk, tmp_path: Path) -> None:
    """A note handed in is what `record ID -m NOTE` writes, apart from ids and times."""
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other", LIST)
    assert record(desk, "1: 已约谈\n3: 已核\n").returncode == 0
    other.do("record", "1", "-m", "已约谈")
    other.do("record", "3", "-m", "已核")
    varying = ("id", "at", "batch", "of")
    ours, theirs = (
        [{k: v for k, v in json.loads(line).items() if k not in varying} for line in each.both[1].splitlines()]
        for each in (desk, other)
    )
    assert ours == theirs
    assert len(read_log("", desk.both[1]).entries) == 2
