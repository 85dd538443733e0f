"""Days on the command line: dates, and words that mean one when today is known."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from hypothesis import given
from hypothesis import strategies as st
from offices import LIST
from reading import reasons

from dispatch_cli.cadence.day_words import day_meant
from dispatch_cli.cadence.meetings import WEEKDAY_WORDS

if TYPE_CHECKING:
    from pathlib import Path

SUNDAY = date(2026, 11, 22)
MEANT = [
    ("2026-11-20", "2026-11-20", "2026-11-20", "a date is itself"),
    ("today", "2026-11-22", "2026-11-22", "today"),
    ("今天", "2026-11-22", "2026-11-22", "in Chinese"),
    ("Yesterday", "2026-11-21", "2026-11-21", "the day before, in any case"),
    ("昨天", "2026-11-21", "2026-11-21", "in Chinese"),
    ("+7", "2026-11-29", "2026-11-29", "so many days ahead"),
    ("＋0", "2026-11-22", "2026-11-22", "none of them, with the sign of an input method"),
    ("monday", "2026-11-16", "2026-11-23", "the newest Monday, or the next one"),
    ("周一", "2026-11-16", "2026-11-23", "likewise"),
    ("Sunday", "2026-11-22", "2026-11-29", "today is Sunday: it counts for the past"),
    ("星期天", "2026-11-22", "2026-11-29", "another word for it"),
    ("周六", "2026-11-21", "2026-11-28", "yesterday, and in six days"),
    ("2026-2-3", "None", "None", "a misspelt date"),
    ("下周", "None", "None", "a word that means many days"),
    ("+12345", "None", "None", "beyond any list"),
    ("-7", "None", "None", "an option"),
    ("", "None", "None", "nothing"),
]


@pytest.mark.parametrize(("text", "past", "coming", "reason"), MEANT, ids=reasons(MEANT))
def test_what_a_day_means(text: str, past: str, coming: str, reason: str) -> None:
    """A weekday is the newest on or before today for a day of the past, else the first one after today."""
    assert [str(day_meant(text, SUNDAY, past=each)) for each in (True, False)] == [past, coming], reason


@given(st.sampled_from([*WEEKDAY_WORDS]), st.dates(date.min + timedelta(7), date.max - timedelta(7)))
def test_a_weekday_lies_within_a_week(word: str, today: date) -> None:
    """It is that day of the week, at most six days back or seven ahead."""
    past, coming = day_meant(word, today, past=True), day_meant(word, today, past=False)
    assert past
    assert coming
    assert past.weekday() == coming.weekday() == WEEKDAY_WORDS[word]
    assert timedelta(0) <= today - past < timedelta(7)
    assert coming - past == timedelta(7)


@given(st.sampled_from([*WEEKDAY_WORDS, "yesterday", "+9999"]), st.sampled_from([date.min, date.max]))
def test_the_calendar_ends(word: str, today: date) -> None:
    """No word leads out of the calendar."""
    assert day_meant(word, today, past=True)
    assert day_meant(word, today, past=False)


TAKEN = [
    ("record 4 --on 周五", "--on: `周五` is taken for 2026-11-20", "2026-11-20", ""),
    ("record 3 --on yesterday", "--on: `yesterday` is taken for 2026-11-21", "2026-11-21", ""),
    ("close 3 -m 办结 --on today", "--on: `today` is taken for 2026-11-22", "2026-11-22", ""),
    ("postpone 3 --to friday -m 等", "--to: `friday` is taken for 2026-11-27", None, "not later than the due date"),
    ("postpone 3 --to +7 -m 等", "--to: `+7` is taken for 2026-11-29", "2026-11-22", ""),
]


@pytest.mark.parametrize(("command", "taken", "on", "refused"), TAKEN, ids=[row[0] for row in TAKEN])
def test_what_a_word_was_taken_for_is_said(tmp_path: Path, command: str, taken: str, on: str, refused: str) -> None:
    """Stderr says which day a word was taken for, and the log holds that day; a date needs no saying."""
    desk = Desk(tmp_path, LIST)
    done = desk.run(*command.split())
    if refused:
        assert (done.code, refused in done.err) == (2, True)
        return
    assert (done.code, done.err) == (0, f"{taken}\n")
    (line,) = desk.log.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["on"] == on


def test_a_new_item_has_words_for_days(tmp_path: Path) -> None:
    """`add` takes a start of the past and a deadline to come."""
    desk = Desk(tmp_path, LIST)
    done = desk.run("add", "新", "--tag", "red", "--start", "monday", "--deadline", "monday")
    assert done.err.splitlines()[:2] == [
        "--start: `monday` is taken for 2026-11-16",
        "--deadline: `monday` is taken for 2026-11-23",
    ]
    assert "start: 2026-11-16" in desk.text
    assert "deadline: 2026-11-23" in desk.text


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("history --since monday --until today", ["--since: `monday` is", "--until: `today` is"]),
        ("report --from monday --to yesterday", ["--from: `monday` is", "--to: `yesterday` is"]),
        ("check --until 周五", ["--until: `周五` is taken for 2026-11-27"]),
    ],
)
def test_what_is_only_read_has_words_too(tmp_path: Path, command: str, said: list[str]) -> None:
    """Spans of days begin and end on what the words mean."""
    desk = Desk(tmp_path, LIST)
    desk.do("record", "3", "--on", "2026-11-17")
    done = desk.run(*command.split())
    assert done.code == 0
    assert [line.startswith(each) for line, each in zip(done.err.splitlines(), said, strict=True)] == [True] * len(said)


@pytest.mark.parametrize("word", ["today", "monday", "+1", "周一"])
def test_today_is_a_date_alone(tmp_path: Path, word: str) -> None:
    """Which day is today is no riddle: --today and DISPATCH_TODAY take dates alone."""
    desk = Desk(tmp_path, LIST)
    done = desk.run("check", "--today", word)
    assert (done.code, f"--today: `{word}` is not a date" in done.err) == (2, True)
