"""`--until`: what falls due up to a day, and the day of a meeting on which nobody has to ask for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from desk import Desk, run

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
MEETING
tasks:
- {id: late, title: 甲, tag: red, last: 2026-11-15}
- {id: now, title: 乙, tag: red, last: 2026-11-16}
- {id: sunday, title: 丙, tag: red, last: 2026-11-22}
- {id: monday, title: 丁, tag: red, last: 2026-11-23}
- {id: later, title: 戊, tag: green, last: 2026-11-20}
"""
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
HELD = "a meeting is held today: what falls due before the next one, on 2026-11-30, is {done} too"
EVERY_WEEK = "meeting: 周一"
# (the command behind the day, what it lists, the end of its summary, what is said on stderr, why)
ASKED = [
    ("check", ["late", "now"], "", "", "without a meeting that day, only what must be dispatched"),
    ("check --until meeting", ["late", "now", "sunday"], "1 more before the next meeting on 2026-11-30",
     "--until: `meeting` is taken for 2026-11-29", "what falls due on the day of the meeting can wait for it"),
    ("check --until 2026-11-29", ["late", "now", "sunday"], "1 more before the next meeting on 2026-11-30", "",
     "the same day as a date"),
    ("check --until +6", ["late", "now", "sunday", "monday"], "2 more until 2026-11-30",
     "--until: `+6` is taken for 2026-11-30", "so many days"),
    ("check --until 周一", ["late", "now", "sunday", "monday"], "2 more until 2026-11-30",
     "--until: `周一` is taken for 2026-11-30", "a weekday is the first one after today"),
    ("check --until today", ["late", "now"], "", "--until: `today` is taken for 2026-11-24", "no further than today"),
    ("check --soon --until +5", ["late", "now", "sunday"], "1 more before the next meeting on 2026-11-30",
     "--until: `+5` is taken for 2026-11-29", "together with what is soon due"),
    ("list --until meeting", ["late", "now", "sunday"], "1 more before the next meeting on 2026-11-30",
     "--until: `meeting` is taken for 2026-11-29", "of the list only those"),
    ("list --until 2026-11-22", ["late"], "", "", "a past day looks back"),
    ("remind --until meeting", ["late", "now", "sunday"], "1 more before the next meeting on 2026-11-30",
     "--until: `meeting` is taken for 2026-11-29", "printed only"),
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an office that meets on Mondays."""
    return Desk(tmp_path, LIST.replace("MEETING", EVERY_WEEK))


def ids(desk: Desk, *command: str, day: str = TUESDAY) -> list[str]:
    """Return the items that a command lists, in the order of their ids."""
    items = json.loads(desk.do(*command, "--format", "json", day=day))["items"]
    return sorted(item["id"] for item in items)


@pytest.mark.parametrize(("command", "listed", "summary", "said", "reason"), ASKED, ids=[row[0] for row in ASKED])
def test_up_to_which_day(desk: Desk, command: str, listed: list[str], summary: str, said: str, reason: str) -> None:
    """A command lists what falls due on or before the day, counts what is still to come, and says what it took."""
    words = command.split()
    done = desk.run(*words, day=TUESDAY)
    assert done.code == 0
    assert ids(desk, *words) == sorted(listed), reason
    *_, last = done.out.splitlines()
    assert last.endswith(summary) if summary else " more " not in last
    assert done.err.strip() == said


def test_on_the_day_of_a_meeting_check_looks_to_the_next_one(desk: Desk) -> None:
    """It says so, and the summary counts what is still to come; every other choice turns that off."""
    done = desk.run("check", day=MONDAY)
    assert done.err == HELD.format(done="listed") + "; `--until today` turns that off\n"
    assert done.out.endswith("1 more before the next meeting on 2026-11-30\n")
    assert ids(desk, "check", day=MONDAY) == ["late", "now", "sunday"]
    assert ids(desk, "check", "--until", "today", day=MONDAY) == ["late", "now"]
    for choice, listed in (("--soon", ["late", "now"]), ("--all", ["late", "later", "monday", "now", "sunday"])):
        done = desk.run("check", choice, day=MONDAY)
        assert (ids(desk, "check", choice, day=MONDAY), done.err) == (listed, "")


def test_on_the_day_of_a_meeting_all_that_check_lists_is_recorded(desk: Desk) -> None:
    """`record --due` says what it takes besides; `--until today` takes no more than must be dispatched."""
    done = desk.run("record", "--due", "--until", "today", day=MONDAY)
    assert [entry.item for entry in desk.entries] == ["late", "now"]
    assert done.err == "--until: `today` is taken for 2026-11-23\n"
    desk.do("undo", day=MONDAY)
    done = desk.run("record", "--due", day=MONDAY)
    assert [entry.item for entry in desk.entries] == ["late", "now", "sunday"]
    assert done.err == HELD.format(done="recorded") + "; `--until today` turns that off\n"


def test_record_up_to_a_day(desk: Desk) -> None:
    """What falls due by then is recorded too; beside ids the option has no place."""
    desk.do("record", "--due", "--until", "2026-11-30", day=TUESDAY)
    assert sorted(f"{entry.item}" for entry in desk.entries) == ["late", "monday", "now", "sunday"]
    assert desk.run("record", "now", "--until", "meeting", day=TUESDAY).code == 2


def test_the_status_knows_overdue_items_alone(desk: Desk) -> None:
    """What is listed besides does not make `check --exit-code` end with 1."""
    desk.do("record", "late", day=TUESDAY)
    desk.do("record", "now", day=TUESDAY)
    done = desk.run("check", "--exit-code", "--until", "meeting", day=TUESDAY)
    assert (done.code, ids(desk, "check", "--until", "meeting")) == (0, ["sunday"])


def test_programs_are_told_of_the_meeting(desk: Desk) -> None:
    """The next one is there whatever is asked; the counts are those of the states."""
    keys = ("until", "meeting", "before_meeting")
    plain, asked = (
        json.loads(desk.do("check", *more, "--format", "json", day=TUESDAY)) for more in ([], ["--until", "+6"])
    )
    assert [plain[key] for key in keys] == [None, "2026-11-30", 1]
    assert [asked[key] for key in keys] == ["2026-11-30", "2026-11-30", 1]
    assert plain["counts"] == asked["counts"]
    desk.write(LIST.replace("MEETING", "branch: 甲"))
    bare = json.loads(desk.do("check", "--format", "json", day=TUESDAY))
    assert [bare[key] for key in keys] == [None, None, None]


REFUSED = [
    ("check --until meeting", "the task file does not say when the office meets", "there is no meeting"),
    ("check --until soon", "--until: `soon` is not a date", "no word is guessed"),
    ("check --until +", "--until: `+` is not a date", "no number"),
    ("check --until 2026-2-3", "--until: `2026-2-3` is not a date", "a misspelt date"),
    ("list --closed --until +7", "--closed has no effect with --until", "what is closed never falls due"),
    ("remind --send --until +7", "--until has no effect with --send", "mails go by their own rules"),
    ("remind --dry-run --until +7", "--until has no effect with --dry-run", "as above"),
    ("remind --status --until +7", "--until has no effect with --status", "as above"),
]


@pytest.mark.parametrize(("command", "message", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused(tmp_path: Path, command: str, message: str, reason: str) -> None:
    """The command line is wrong, and nothing is printed."""
    done = Desk(tmp_path, LIST.replace("MEETING", "")).run(*command.split(), day=TUESDAY)
    assert (done.code, done.out, message in done.err) == (2, "", True), reason


def test_many_days_end_with_the_calendar(tmp_path: Path) -> None:
    """The last day of all is taken for days beyond it, and for a meeting that no longer comes."""
    desk = Desk(tmp_path, LIST.replace("MEETING", "meeting: monday"))
    for text in ("+9999", "meeting", "saturday"):
        done = desk.run("check", "--until", text, day="9999-12-30")
        assert (done.code, done.err.strip()) == (0, f"--until: `{text}` is taken for 9999-12-31")


def test_words_are_offered(desk: Desk) -> None:
    """A shell completes the words that the option knows."""
    done = run("check", "--until", "m", _DISPATCH_COMPLETE="bash", cwd=desk.file.parent)
    assert done.stdout.decode().split() == ["meeting", "monday"]
