"""The meeting as a dialogue, typed on a real terminal: nothing typed is lost, and all is written at once."""

from __future__ import annotations

import json
import os
import signal
import stat
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk
from meeting import PROMPT, QUESTION, Meeting
from offices import LIST

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal")


@pytest.fixture(name="desk")
def office(tmp_path: Path) -> Desk:
    """Return an office in which items 1, 2 and 4 fall due before the next meeting, and 3 on its day."""
    return Desk(tmp_path, LIST)


def lines_of(desk: Desk) -> list[dict[str, Any]]:
    """Return the lines of the log, as a program reads them."""
    return [json.loads(line) for line in desk.both[1].splitlines()]


def journal(desk: Desk) -> Path:
    """Return where what was typed is kept."""
    return desk.log.with_name(".tasks.log.jsonl.meeting")


def test_a_meeting_from_the_first_card_to_the_log(desk: Desk) -> None:
    """Cards, verbs and one question: one batch is written, and nothing is left beside the files."""
    with Meeting(desk.file.parent, "--title", "周调度会", "--attend", "张三、李四") as meeting:
        card = meeting.shown()
        assert "[1/4] 1  甲" in card
        assert "6 days late" in card
        assert "[2/4] 2  乙" in meeting.types("已约谈企业，等待供地")
        assert "tag red → orange · 支委会研判" in meeting.types("/tag 橙 支委会研判")
        assert "[3/4] 4  丁" in meeting.types("")
        assert "postponed to 2026-12-20" in meeting.types("/推迟 2026-12-20 等待口径")
        assert "[4/4] 3  丙" in meeting.types("/skip 等会")
        assert "closed" in meeting.types("/close 已投产")
        summary = meeting.types("/done", QUESTION)
        assert "1  甲: dispatched; next due 2026-11-29 (red: once a week)." in summary
        assert "1 dispatched, 2 not dispatched, 1 closed." in summary
        assert lines_of(desk) == []
        meeting.keys("\n")
        code, said = meeting.ends()
    assert (code, "`dispatch undo` takes all of it back" in said) == (0, True)
    assert [(each["event"], each.get("item")) for each in lines_of(desk)] == [
        ("dispatched", "1"), ("tagged", "2"), ("extended", "4"), ("closed", "3"), ("met", None),
    ]  # fmt: skip
    met = lines_of(desk)[-1]
    assert (met["agenda"], met["skipped"]) == (["1", "2", "4", "3"], {"2": "", "4": "等会"})
    assert (met["title"], met["attend"]) == ("周调度会", ["张三", "李四"])
    assert sorted(path.name for path in desk.file.parent.iterdir()) == ["tasks.log.jsonl", "tasks.yaml"]
    assert desk.run("undo").code == 0
    assert desk.text == LIST


def test_no_escape_sequence_with_no_color(desk: Desk) -> None:
    """Who wants no colours gets none, nor any other sequence, from the first card to the end."""
    with Meeting(desk.file.parent) as meeting:
        shown = meeting.shown() + meeting.types("已约谈") + meeting.types("/?") + meeting.types("/done", QUESTION)
        meeting.keys("是\n")
        code, said = meeting.ends()
    assert (code, "\x1b" in shown + said) == (0, False)


def test_what_is_wrong_is_said_and_asked_again(desk: Desk) -> None:
    """A caret stands under the place, also behind Chinese, and nothing is kept of the line."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        said = meeting.types("/tag 橙橙 研判")
        assert said.splitlines()[1] == " " * (2 + len("/tag ")) + "^"
        assert "is overdue" in meeting.types("/postpone 2026-12-20 等待供地")
        assert "[2/4]" in meeting.types("已约谈")
        assert "[1/4]" in meeting.types("/back")
        assert "postponed to 2026-12-20" in meeting.types("/postpone 2026-12-20 等待供地")
    assert journal(desk).read_bytes().count(b"\n") == 3


def test_what_may_be_a_slip_is_said_at_once(desk: Desk) -> None:
    """A name that is new and like another one is doubted before the next card, once."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        assert "did you mean `招商一科`?" in meeting.types("/owner 招商二科")
        assert "did you mean" not in meeting.types("已约谈")


def test_undo_back_list_and_show(desk: Desk) -> None:
    """The words of the dialogue move, show and take back, and are not said of the item."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.types("已约谈")
        assert "Nothing" not in meeting.types("/list")
        assert "every" not in meeting.types("/show")
        taken = meeting.types("/undo")
        assert ("Taken back: 1: 已约谈" in taken, "[1/4]" in taken) == (True, True)
        assert "Nothing was typed yet." in meeting.types("/undo")
        assert "[1/4]" in meeting.types("/back")
        meeting.types("/done", QUESTION)
        assert "[4/4]" in meeting.types("/back")
        meeting.keys("/stop\n")
        assert meeting.ends()[0] == 0
    assert lines_of(desk) == []


@pytest.mark.parametrize("how", ["kill", "hang up", "stop", "end of input", "interrupt"])
def test_nothing_typed_is_lost(desk: Desk, how: str) -> None:
    """However it is left, the next meeting goes on behind the last line, on the same day."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.types("已约谈企业，等待供地")
        meeting.types("/tag 橙 研判")
        if how == "kill":
            meeting.kill()
        elif how == "hang up":
            meeting.hang_up()
        else:
            if how == "interrupt":
                meeting.interrupt()
            else:
                meeting.keys("/stop\n" if how == "stop" else "\x04")
            code, said = meeting.ends()
            assert (code, "meet --resume" in said) == (130 if how == "interrupt" else 0, True)
    assert desk.both == (LIST.encode(), b"")
    with Meeting(desk.file.parent, DISPATCH_TODAY="2026-11-23") as meeting:
        assert "招商一科 left a meeting of 2026-11-22, with 2 lines." in meeting.shown("discards it: ")
        assert "[3/4] 4  丁" in meeting.types("")
        meeting.types("/done", QUESTION)
        meeting.keys("y\n")
        assert meeting.ends()[0] == 0
    assert [(each["event"], each.get("item"), each["on"]) for each in lines_of(desk)] == [
        ("dispatched", "1", "2026-11-22"), ("tagged", "2", "2026-11-22"), ("met", None, "2026-11-22"),
    ]  # fmt: skip


def test_a_meeting_that_was_left_may_be_discarded(desk: Desk) -> None:
    """By a word, or by an option; then a new one begins."""
    for again in ((), ("--discard",)):
        with Meeting(desk.file.parent) as meeting:
            meeting.shown()
            meeting.types("已约谈")
            meeting.kill()
        with Meeting(desk.file.parent, *again) as meeting:
            if not again:
                meeting.shown("discards it: ")
                meeting.keys("discard\n")
            assert "[1/4]" in meeting.shown()
            meeting.types("/done", QUESTION)
            meeting.keys("/stop\n")
            meeting.ends()
        journal(desk).unlink()


def test_resume_without_a_meeting(desk: Desk) -> None:
    """There must be one that was left."""
    with Meeting(desk.file.parent, "--resume") as meeting:
        code, said = meeting.ends()
    assert (code, "there is no meeting to go on with" in said) == (2, True)


def test_one_meeting_at_a_time(desk: Desk) -> None:
    """A second one says who holds it since when, and ends with 4; other commands go on."""
    with Meeting(desk.file.parent, DISPATCH_BY="王五") as first:
        first.shown()
        with Meeting(desk.file.parent) as second:
            code, said = second.ends()
        assert (code, "王五 has been holding a meeting since 20" in said) == (4, True)
        assert desk.run("record", "5").code == 0
        first.types("已约谈")
        first.types("/done", QUESTION)
        first.keys("\n")
        assert first.ends()[0] == 0
    assert [each["event"] for each in lines_of(desk)] == ["dispatched", "dispatched", "met"]


def test_files_that_others_change_are_read_again(desk: Desk) -> None:
    """An item closed meanwhile, or gone, is flagged; nothing is written until that is settled."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.types("已约谈")
        meeting.types("已核")
        assert desk.run("close", "1", "-m", "已投产").code == 0
        desk.write("".join(line for line in desk.text.splitlines(keepends=True) if "id: 2," not in line))
        flagged = meeting.types("/done")
        assert "Item 1 was changed meanwhile: item 1 was closed on 2026-11-22" in flagged
        gone = meeting.types("/skip 已销号") + meeting.types("/done")
        assert "Item 2 is no longer in the list" in gone
        meeting.types("/skip 已撤项")
        meeting.types("/done", QUESTION)
        meeting.keys("\n")
        assert meeting.ends()[0] == 0
    assert [(each["event"], each.get("item")) for each in lines_of(desk)] == [("closed", "1"), ("met", None)]
    assert lines_of(desk)[-1]["skipped"] == {"1": "已销号", "2": "已撤项", "4": "", "3": ""}


def test_the_next_command_sweeps_the_lock_of_a_meeting_that_was_killed(desk: Desk) -> None:
    """What was typed stays; while the meeting goes on, its lock stays too."""
    lock = desk.log.with_name("..tasks.log.jsonl.meeting.lock")
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        assert desk.run("record", "5").code == 0
        assert lock.exists()
        meeting.types("已约谈")
        meeting.kill()
    assert desk.run("record", "5").code == 0
    assert (lock.exists(), journal(desk).exists()) == (False, True)


def test_the_journal_has_the_mode_of_the_log(desk: Desk) -> None:
    """Whoever may not read the log may not read what is said either."""
    assert desk.run("record", "5").code == 0
    desk.log.chmod(0o640)
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.types("已约谈")
        assert stat.S_IMODE(journal(desk).stat().st_mode) == 0o640


def test_the_log_wins_over_the_journal(desk: Desk) -> None:
    """Where a crash came after the log was written, the meeting is not written twice."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.types("已约谈")
        kept = journal(desk).read_bytes()
        meeting.types("/done", QUESTION)
        meeting.keys("\n")
        assert meeting.ends()[0] == 0
    before = desk.both
    journal(desk).write_bytes(kept)
    with Meeting(desk.file.parent) as meeting:
        assert "The log holds the meeting of 2026-11-22 already" in meeting.shown()
        meeting.kill(signal.SIGTERM)
    assert desk.both == before


def test_what_a_crash_left_half_done_is_finished(desk: Desk) -> None:
    """The log has the meeting and the list has not: the next one finishes it without a question."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.types("已约谈")
        meeting.types("/postpone 2026-12-20 等待供地")
        meeting.types("/close 已投产")
        kept = journal(desk).read_bytes()
        meeting.types("/done", QUESTION)
        meeting.keys("\n")
        assert meeting.ends()[0] == 0
    after, before = desk.file.read_bytes(), desk.both
    desk.write(LIST)
    (desk.file.parent / ".tasks.yaml.new").write_bytes(after)
    journal(desk).write_bytes(kept)
    with Meeting(desk.file.parent) as meeting:
        code, said = meeting.ends()
    assert (code, "now finished" in said, desk.both) == (0, True, before)
    assert not journal(desk).exists()


def test_nobody_says_what_becomes_of_a_meeting(desk: Desk) -> None:
    """At the end of the input nothing is discarded."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.types("已约谈")
        meeting.kill()
    with Meeting(desk.file.parent) as meeting:
        meeting.shown("discards it: ")
        meeting.keys("what\n")
        meeting.shown("discards it: ")
        meeting.keys("\x04")
        code, said = meeting.ends()
    assert (code, "--resume" in said, journal(desk).exists()) == (2, True, True)


def test_a_journal_that_nobody_understands(desk: Desk) -> None:
    """It is named, and left alone until it is discarded; a line cut short in it does not count."""
    journal(desk).write_text("half", encoding="utf-8")
    with Meeting(desk.file.parent) as meeting:
        code, said = meeting.ends()
    assert (code, "cannot be read" in said, "--discard" in said) == (3, True, True)
    with Meeting(desk.file.parent, "--discard") as meeting:
        meeting.shown()
        meeting.types("已约谈")
        meeting.kill()
    with journal(desk).open("ab") as file:
        file.write(b'{"item":"2","li')
    for line in ("已核", "已办"):
        with Meeting(desk.file.parent, "--resume") as meeting:
            meeting.shown()
            meeting.types(line)
            meeting.kill()
    with Meeting(desk.file.parent, "--resume") as meeting:
        assert "[4/4] 3" in meeting.shown()


def test_lines_are_edited_as_in_a_shell(desk: Desk) -> None:
    """Two steps to the left, a deletion, another character: the line is what stands there."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        meeting.keys("已约谈企业，等待供地\x1b[D\x1b[D\x7f甲\n")
        meeting.shown()
    typed = json.loads(journal(desk).read_bytes().splitlines()[1])
    assert typed == {"item": "1", "line": "已约谈企业，等甲供地"}


def test_the_tab_key_completes(desk: Desk) -> None:
    """Verbs at the beginning, then tags or names."""
    with Meeting(desk.file.parent) as meeting:
        meeting.shown()
        assert "tag red → orange" in meeting.types("/ta\tora\t研判")
        meeting.keys("/owner 招商\t\n")
        meeting.shown()
        meeting.types("/list")
    typed = [json.loads(line)["line"] for line in journal(desk).read_bytes().splitlines()[1:]]
    assert typed[0] == "/tag orange 研判"


def test_nothing_to_go_through(desk: Desk) -> None:
    """An office in which nothing falls due is told so."""
    desk.write("tasks: [{id: 1, title: 甲, tag: green, last: 2026-11-20}]\n")
    with Meeting(desk.file.parent) as meeting:
        code, said = meeting.ends()
    assert (code, "Nothing falls due up to 2026-11-28" in said) == (0, True)
    assert not journal(desk).exists()


def test_a_meeting_in_chinese(desk: Desk) -> None:
    """Cards, hints, summary and question are in the user's language, and verbs may be."""
    with Meeting(desk.file.parent, "--lang", "zh") as meeting:
        assert "输入一句情况，即记为已调度" in meeting.shown()
        assert "决定" in meeting.types("／标签 橙 研判")
        assert "1  甲：未调度，标签 红 → 橙" in meeting.types("、结束", "离开：")
        meeting.keys("是\n")
        code, said = meeting.ends()
    assert (code, "已写入调度记录" in said) == (0, True)
    assert PROMPT not in said
