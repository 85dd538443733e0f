"""`meet --from`: a meeting held without a terminal, all of its lines or none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk, run
from offices import LIST
from program import DAY

from dispatch_cli.log.entries import Event
from dispatch_cli.log.file import read_log

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

GIVEN = """\
# 第一会议室
1：已约谈企业，等待供地
2: /close 已投产
2: 现场核实
4： /推迟 2026-12-20 等待统计口径
4: //已核
3:/skip 等会
5: /owner 招商二科
1: ／tag 橙 支委会研判
"""


def meet(desk: Desk, text: str | bytes, *more: str) -> CompletedProcess[bytes]:
    """Hold a meeting whose lines come on stdin."""
    data = text.encode() if isinstance(text, str) else text
    day = ("--today", DAY)
    return run("meet", "--from", "-", *day, *more, cwd=desk.file.parent, stdin=data, DISPATCH_BY="招商一科")


def lines_of(desk: Desk) -> list[dict[str, Any]]:
    """Return the lines of the log, as a program reads them."""
    return [json.loads(line) for line in desk.both[1].splitlines()]


@pytest.fixture(name="desk")
def office(tmp_path: Path) -> Desk:
    """Return an office with items in every state."""
    return Desk(tmp_path, LIST)


def test_a_meeting_is_one_batch(desk: Desk) -> None:
    """The log has all that was decided and that it was held, the list only the lines concerned, undo every byte."""
    before = desk.text
    done = meet(desk, GIVEN, "--title", "周调度会", "--attend", "张三、李四")
    assert (done.returncode, done.stderr.count(b"did you mean")) == (0, 1)
    lines = lines_of(desk)
    assert [(each["event"], each.get("item"), each.get("note")) for each in lines] == [
        ("dispatched", "1", "已约谈企业，等待供地"),
        ("tagged", "1", "支委会研判"),
        ("dispatched", "2", "现场核实"),
        ("closed", "2", "已投产"),
        ("extended", "4", "等待统计口径"),
        ("dispatched", "4", "/已核"),
        ("changed", "5", None),
        ("met", None, None),
    ]
    batch = lines[0]["batch"]
    assert {(each["batch"], each["meeting"], each["of"]) for each in lines} == {(batch, batch, len(lines))}
    met = lines[-1]
    assert {key: met[key] for key in ("on", "by", "title", "attend", "agenda", "skipped", "until")} == {
        "on": DAY, "by": "招商一科", "title": "周调度会", "attend": ["张三", "李四"],
        "agenda": ["1", "2", "4", "3", "5"], "skipped": {"3": "等会", "5": ""}, "until": "2026-11-28",
    }  # fmt: skip
    changed = [one for one, other in zip(before.splitlines(), desk.text.splitlines(), strict=True) if one != other]
    assert len(changed) == 3
    assert desk.run("undo").code == 0
    assert desk.text == before
    assert json.loads(desk.do("list", "--format", "json")) == json.loads(
        Desk(desk.file.parent, before).do("list", "--format", "json")
    )


def test_a_sentence_tells_each_item(desk: Desk) -> None:
    """It is told from its final state, in the user's language; then how many, and who wrote it down."""
    out = meet(desk, GIVEN, "--lang", "zh").stdout.decode().splitlines()
    assert out == [
        "1  甲：已调度，标签 红 → 橙；下次到期日为 2026-12-07（橙：每半月一次）。",
        "2  乙：已调度，已销号；不再需要调度。",
        "4  丁：推迟到 2026-12-20，已调度；下次到期日为 2026-12-20（推迟）。",
        "3  丙：未调度（等会）；下次到期日为 2026-11-27（红：每周一次）。",
        "5  戊：未调度，责任人 （无） → 招商二科；下次到期日为 2026-12-01（绿：每月一次）。",
        "已调度 3 项，未调度 2 项，销号 1 项。",
        "记录人 招商一科。",
    ]


@pytest.mark.parametrize(
    ("arguments", "agenda", "until", "reason"),
    [
        ((), ["1", "2", "4", "3"], "2026-11-28", "six days where no meeting is known; what was said alone is last"),
        (("--until", "+3"), ["1", "2", "4", "3"], "2026-11-25", "so many days"),
        (("--until", "2026-12-01"), ["1", "2", "4", "3", "5", "8"], "2026-12-01", "a day"),
        (("4", "2"), ["4", "2", "3"], "2026-11-28", "the items named, in their order"),
        (("--owner", "招商一科"), ["1", "3"], "2026-11-28", "those of an owner"),
    ],
)
def test_the_agenda(desk: Desk, arguments: tuple[str, ...], agenda: list[str], until: str, reason: str) -> None:
    """It is what falls due before the next meeting, unless something else is asked for."""
    assert meet(desk, "3: x", *arguments).returncode == 0
    met = lines_of(desk)[-1]
    assert (met["agenda"], met["until"]) == (agenda, until), reason


def test_the_next_meeting_is_that_of_the_list(desk: Desk) -> None:
    """An office that meets on Mondays goes through what falls due before the next one."""
    desk.write(f"meeting: monday\n{LIST}")
    assert meet(desk, "3: x").returncode == 0
    assert lines_of(desk)[-1]["until"] == "2026-11-22"


@pytest.mark.parametrize(
    ("text", "places", "reason"),
    [
        (
            "1: x\n99: y\n6: z\n2: /tag 紫 x\n3: /postpone 2026-11-1 x\n3: /list\n4: /taag",
            6,
            "every line that is wrong",
        ),
        ("1: /postpone 2026-12-20 等待供地", 1, "an overdue item alone"),
        ("", 1, "nothing at all"),
        ("1: x\n1: /on 2026-11-23", 1, "a day to come"),
    ],
)
def test_all_or_nothing(desk: Desk, text: str, places: int, reason: str) -> None:
    """Each wrong line is named with place and caret, the status is 3, and nothing is written."""
    before = desk.both
    done = meet(desk, text)
    err = done.stderr.decode()
    assert (done.returncode, done.stdout, desk.both) == (3, b"", before), reason
    assert err.count("<stdin>:") == places, err
    assert err.count("    ^") == places or not text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--from"),
        (("1", "--until", "+3", "--from", "-"), "either ids"),
        (("99", "--from", "-"), "no item has the id"),
        (("6", "--from", "-"), "closed on"),
        (("--until", "meeting", "--from", "-"), "when the office meets"),
    ],
)
def test_the_command_line_may_be_wrong(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    """Status 2, and the remedy; without a terminal and without lines nobody is asked."""
    done = run("meet", "--today", DAY, *arguments, cwd=desk.file.parent, stdin=b"1: x\n")
    assert (done.returncode, done.stdout, words in done.stderr.decode()) == (2, b"", True)
    assert desk.both == (LIST.encode(), b"")


def test_a_meeting_that_dispatched_nothing_can_be_taken_back(desk: Desk) -> None:
    """The log says that it was held; then that this was taken back."""
    assert meet(desk, "1: /skip 等会").returncode == 0
    assert [each["event"] for each in lines_of(desk)] == ["met"]
    assert "taken back: a meeting was held (2026-11-22, 招商一科)." in desk.do("undo")
    assert desk.run("undo").code == 2


def test_a_meeting_that_a_crash_left_half_done_is_finished(desk: Desk) -> None:
    """The log has it and the list lies ready beside: the same lines again finish it, and the log holds it once."""
    assert meet(desk, GIVEN).returncode == 0
    after, log = desk.file.read_bytes(), desk.log.read_bytes()
    desk.write(LIST)
    (desk.file.parent / ".tasks.yaml.new").write_bytes(after)
    done = meet(desk, GIVEN)
    assert (done.returncode, b"now finished" in done.stderr) == (0, True)
    assert (desk.file.read_bytes(), desk.log.read_bytes()) == (after, log)


def test_other_commands_read_a_log_with_meetings(desk: Desk) -> None:
    """`check`, `history`, `report`, `show`, `explain`, `lint` and `remind` go on as before."""
    assert meet(desk, GIVEN).returncode == 0
    for command in ("check", "history", "report", "show 1", "explain 1", "remind --dry-run"):
        assert desk.run(*command.split()).code in {0, 2}, command
    assert "tasks.log.jsonl" not in desk.run("lint").out
    assert read_log("", desk.both[1]).entries[-1].event == Event.MET
