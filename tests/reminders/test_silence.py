"""Does cron run? Asked where something was to be told on usual days, and never where all goes as it always does."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from builders import make_entry, make_item, make_log
from reading import reasons, sentence
from reminding import MAIL, TODAY, due_in, letters, make_office, reminded, told

from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.log.entries import Entry, Event, Log
from dispatch_cli.log.events import ABOUT_LETTERS
from dispatch_cli.model import Escalation, Workdays
from dispatch_cli.plan.calendars import day_table
from dispatch_cli.reminders.letters import entry_of, rests_on
from dispatch_cli.reminders.silence import Guard, Silence, usual_weekdays
from dispatch_cli.reminders.status import warnings
from dispatch_cli.schedule.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatch_cli.model import TaskFile
    from dispatch_cli.reminders.letters import Letter

MONDAY = date(2026, 11, 16)  # TODAY is the Sunday after it


def days_before(today: date, days: str) -> list[date]:
    """Return the days so many days before a day."""
    return [today - timedelta(int(day)) for day in days.split()]


USUAL = [
    ("", "", "nobody was ever told"),
    ("1", "5", "once, on a Saturday"),
    ("1 2 3 4 5", "1 2 3 4 5", "a first week"),
    ("2 3 4 5 6 9 10 11 12 13", "0 1 2 3 4", "Monday to Friday"),
    ("6 13 20 27", "0", "each Monday"),
    ("6 13 20 27 3", "0", "each Monday, and one Thursday by hand"),
    ("6 13 20 27 3 10", "0 3", "two Thursdays are no accident"),
    ("6 34 41 48 55", "0", "what was told more than four weeks before is another habit"),
    ("40 39 38", "1 2 3", "the four weeks end with the newest day, however long ago that is"),
]


@pytest.mark.parametrize(("days", "weekdays", "reason"), USUAL, ids=reasons(USUAL))
def test_the_usual_weekdays(days: str, weekdays: str, reason: str) -> None:
    """Usual are the weekdays of the last four weeks that come at least half as often as the most frequent one."""
    found = usual_weekdays(days_before(TODAY, days), working_days(None))
    assert found == {int(day) for day in weekdays.split()}, reason


CHINA = Workdays("CN", table=day_table("CN"))
USUAL_WORKING = [
    ("2026-09-28 2026-09-29 2026-09-30 2026-10-08", "0 1 2 3", "around the holidays"),
    ("2026-10-09 2026-10-10", "4", "a Saturday that is worked is no habit"),
    ("2026-10-09 2026-10-02 2026-10-03 2026-10-04", "4", "nor is what was told on days off, before there was a rule"),
    ("2026-10-10", "0 1 2 3 4", "nothing but that Saturday: cron knows working days, so any of them"),
    ("2026-11-22", "0 1 2 3 4", "nothing but a Sunday: cron on Sundays sends no more"),
    ("", "", "nobody was ever told"),
]


@pytest.mark.parametrize(("days", "weekdays", "reason"), USUAL_WORKING, ids=reasons(USUAL_WORKING))
def test_the_usual_weekdays_of_who_has_days_off(days: str, weekdays: str, reason: str) -> None:
    """Usual are the weekdays of ordinary working days."""
    found = usual_weekdays(map(date.fromisoformat, days.split()), working_days(CHINA))
    assert found == {int(day) for day in weekdays.split()}, reason


def test_cron_on_sundays_may_be_a_habit() -> None:
    """Where reminders leave every day, who is told on Sundays alone is not expected to be told on weekdays."""
    days = working_days(CHINA._replace(sends_every_day=True))
    assert usual_weekdays([date(2026, 11, 15), date(2026, 11, 22)], days) == frozenset()


def on(days: Sequence[date], who: str, event: Event = Event.REMINDED) -> list[Entry]:
    """Return what the log holds where an address was told of some other item on these days."""
    return [reminded("9", to=f"{who}@example.com")._replace(on=day, event=event) for day in days]


def history(plan: TaskFile, days: Sequence[date], who: str) -> list[Entry]:
    """Return what the log holds where an address was told of all that there was to tell on these days."""
    log: list[Entry] = []
    for day in sorted(days):
        own = [letter for letter in letters(plan, log, day) if letter.address == f"{who}@example.com"]
        log += [*on([day], who), *(entry for letter in own for entry in told(letter, day))]
    return log


def silent(plan: TaskFile, log: Sequence[Entry], today: date = TODAY) -> list[str]:
    """Return the names for which a silence is noticed."""
    return [name for silence in Guard(plan, log, today).silences() for name in silence.names]


DAILY = "3 4 5 6 7 8 9 10 11 12 13 14 15"
WORKDAYS = "9 10 11 12 13 16 17 18 19 20"  # from the Friday nine days before this Sunday
QUIET = [
    # days from today to the due date of a red item, days on which its owner was told something, silent, reason
    (-9, DAILY, True, "overdue for long; cron was daily, and two days were silent"),
    (-9, f"2 {DAILY}", False, "one silent day is none: today cron may still run"),
    (-9, f"1 2 {DAILY}", False, "told yesterday"),
    (-9, f"0 1 2 {DAILY}", False, "told today"),
    (0, DAILY, False, "soon since yesterday: it was to be told on one day only"),
    (-1, DAILY, True, "soon two days ago, due yesterday"),
    (2, DAILY, False, "there is nothing to say"),
    (-9, f"2 {WORKDAYS}", False, "cron on weekdays, told on Friday: on Sunday all is well"),
    (-9, f"3 {WORKDAYS}", False, "told on Thursday: only Friday was silent"),
    (-9, f"4 {WORKDAYS}", True, "told on Wednesday: Thursday and Friday were silent"),
    (-20, "13 20 27", False, "cron on Mondays: one was silent"),
    (-20, "20 27 34", True, "two were"),
    (-9, "3", False, "told once, on a Thursday: no other was missed yet"),
    (-20, "300", True, "told once, long ago"),
]


@pytest.mark.parametrize(("ahead", "days", "expected", "reason"), QUIET, ids=reasons(QUIET))
def test_silence_is_noticed(ahead: int, days: str, expected: bool, reason: str) -> None:  # noqa: FBT001 a column
    """Where something was to be told on two usual days and nothing was sent, something is wrong."""
    plan = make_office(due_in(ahead, owner="招商一科"))
    assert ("招商一科" in silent(plan, history(plan, days_before(TODAY, days), "one"))) is expected, reason


def test_on_monday_morning_all_is_well() -> None:
    """Cron that runs from Monday to Friday is not asked for on Saturday, Sunday and Monday, for months."""
    log: list[Entry] = []
    plan = make_office(due_in(-5, owner="招商一科"))
    for ahead in range(100):
        today = MONDAY + timedelta(ahead)
        assert silent(plan, log, today) == [], today
        if today.weekday() < 5:
            log += [entry for letter in letters(plan, log, today) for entry in told(letter, today)]
        assert silent(plan, log, today) == [], today


PARTS = [
    ("leader", "", [], "who is told regularly, and is owed nothing"),
    ("one", "", ["招商一科"], "cron is dead for all"),
    ("one", "0", [], "others were told today, and one's part was left out"),
    ("one", "1", [], "or yesterday: the silence before that has another reason"),
    ("one", "1 2", [], "or on both days"),
]


@pytest.mark.parametrize(("who", "runs", "expected", "reason"), PARTS, ids=reasons(PARTS))
def test_who_was_left_out_on_purpose_is_not_missed(who: str, runs: str, expected: list[str], reason: str) -> None:
    """Where others were told and a mailbox was not even to be told, somebody sends a part only; cron runs."""
    plan = make_office(due_in(-9, owner="招商一科"))._replace(escalate=())
    log = [*history(plan, days_before(TODAY, DAILY), who), *on(days_before(TODAY, runs), "secretary")]
    assert silent(plan, log) == expected, reason


def test_a_part_by_tag_is_no_silence() -> None:
    """Whoever sends only what is red leaves out what is green for ever."""
    plan = make_office(due_in(-9, "1", owner="招商一科"), due_in(-9, "2", "green", owner="招商一科"), mail=MAIL)
    only_red = plan._replace(items=plan.items[:1])
    log = history(only_red, days_before(TODAY, f"0 1 2 {DAILY}"), "one")
    done = [*log, make_entry(f"dispatched {TODAY + timedelta(1)}")]
    assert silent(plan, done, TODAY + timedelta(5)) == []
    assert "招商一科" in silent(plan, log, TODAY + timedelta(5))


def test_who_could_not_be_reached_is_named() -> None:
    """What was tried and failed is no question about cron: it says since when nothing could be handed over."""
    plan = make_office(due_in(-9, owner="招商一科"))
    log = on(days_before(TODAY, "1 2 3"), "leader")
    for day in days_before(TODAY, "3 2 1"):
        (mine, *_) = letters(plan, log, day)
        log.append(entry_of(mine, day, None, Event.REMINDING))
    (silence,) = [each for each in Guard(plan, log, TODAY).silences() if "招商一科" in each.names]
    assert silence == Silence(("招商一科",), TODAY - timedelta(3), is_tried=True)


def test_a_letter_of_a_day_to_come_is_none() -> None:
    """What the log dates ahead does not count until then."""
    plan = make_office(due_in(-9, owner="招商一科"))
    log = [*history(plan, days_before(TODAY, DAILY), "one"), *on([TODAY + timedelta(30)], "one")]
    assert silent(plan, log) == ["招商一科"]


def test_silence_at_the_beginning_of_the_calendar() -> None:
    """On the first days of the calendar nobody can have been silent for two."""
    plan = make_office(make_item(start="0001-01-01", owner="招商一科"))
    for day in range(1, 12):
        today = date(1, 1, day)
        assert [*Guard(plan, on([date.min], "one"), today).silences()] == []
        Guard(plan, [], today).is_mute()


def test_a_file_that_asks_for_no_mail_may_be_silent() -> None:
    """Without `mail` nobody expects any."""
    plan = make_office(due_in(-9, owner="招商一科"), mail=None)
    assert not [*Guard(plan, on(days_before(TODAY, DAILY), "one"), TODAY).silences()]
    assert not Guard(plan, [], TODAY).is_mute()


def test_who_was_told_all_is_owed_nothing() -> None:
    """A long stage that was told at its beginning leaves days on which nothing is owed."""
    plan = make_office(due_in(-5, tag="green", owner="招商一科"))
    early = TODAY - timedelta(4)
    log = history(plan, days_before(early, DAILY), "one")
    log += [entry for letter in letters(plan, log, early) for entry in told(letter, early)]
    assert silent(plan, log) == []
    assert "招商一科" in silent(plan, log, TODAY + timedelta(8))


def test_what_was_done_today_is_owed_no_more() -> None:
    """An item that was dispatched today makes the silence before harmless."""
    plan = make_office(due_in(-3, owner="招商一科"))
    log = history(plan, days_before(TODAY, DAILY), "one")
    assert silent(plan, log) == ["招商一科"]
    assert silent(plan, [*log, *make_log(f"dispatched {TODAY}")]) == []


MUTE = [
    (-9, True, "overdue for long"),
    (-1, True, "soon two days ago, due yesterday"),
    (0, False, "soon since yesterday: one day only"),
    (5, False, "nothing to say"),
]


@pytest.mark.parametrize(("ahead", "expected", "reason"), MUTE, ids=reasons(MUTE))
def test_before_the_first_sending(ahead: int, expected: bool, reason: str) -> None:  # noqa: FBT001 a column
    """Where nobody was ever told anything, that is said once there was something to tell on two days."""
    plan = make_office(due_in(ahead, owner="招商一科"))
    assert Guard(plan, [], TODAY).is_mute() is expected, reason
    assert [*Guard(plan, [], TODAY).silences()] == []
    assert not Guard(plan, on([TODAY - timedelta(300)], "leader"), TODAY).is_mute()
    assert not Guard(plan._replace(people={}), [], TODAY).is_mute()
    assert Guard(plan, on([TODAY - timedelta(1)], "one", Event.REMINDING), TODAY).is_mute() is expected


HOLIDAYS = [
    # the day last told, the day of the question, silent, reason
    ("2026-09-29", "2026-10-08", False, "one working day was silent before the holidays, the 30th"),
    ("2026-09-28", "2026-10-08", True, "two were"),
    ("2026-09-28", "2026-10-04", True, "whoever asks in the middle of them"),
    ("2026-09-30", "2026-10-09", False, "after them one was silent, the 8th"),
    ("2026-09-30", "2026-10-10", True, "two were"),
    ("2026-09-30", "2026-10-12", True, "and a Saturday that is worked is not needed for it"),
]


@pytest.mark.parametrize(("told_on", "today", "expected", "reason"), HOLIDAYS, ids=reasons(HOLIDAYS))
def test_holidays_are_no_silence(told_on: str, today: str, expected: bool, reason: str) -> None:  # noqa: FBT001 a column
    """Where working days are known, only those count; a silence on two of them is one."""
    plan = make_office(make_item(start="2026-08-01", owner="招商一科"))._replace(workdays=CHINA)
    last = date.fromisoformat(told_on)
    log = history(plan, [last - timedelta(day) for day in range(28)], "one")
    assert ("招商一科" in silent(plan, log, date.fromisoformat(today))) is expected, reason
    assert Guard(plan, [], date.fromisoformat(today)).is_mute()


def test_before_the_first_sending_days_off_do_not_count() -> None:
    """What became due on the last day before the holidays was to be told on one day only when they end."""
    plan = make_office(make_item(start="2026-09-24", owner="招商一科"))
    assert Guard(plan, [], date(2026, 10, 8)).is_mute()
    assert not Guard(plan._replace(workdays=CHINA), [], date(2026, 10, 8)).is_mute()
    assert Guard(plan._replace(workdays=CHINA), [], date(2026, 10, 10)).is_mute()


OWING = make_office(due_in(-9, owner="招商一科"))
SAID = [
    ([], ["no reminder was ever sent; `dispatch remind --dry-run` shows who would be told"], "before the first"),
    (
        history(OWING, days_before(TODAY, DAILY), "one") + history(OWING, days_before(TODAY, DAILY), "leader"),
        ["nothing was sent to 招商一科, 分管领导 since 2026-11-19; does cron run?"],
        "since one day",
    ),
    (
        history(OWING, days_before(TODAY, DAILY), "one") + on(days_before(TODAY, f"2 {DAILY}"), "leader"),
        [],
        "others were told since, and this one's part was left out",
    ),
]


@pytest.mark.parametrize(("log", "messages", "reason"), SAID, ids=reasons(SAID))
def test_what_is_said_of_silence(log: list[Entry], messages: list[str], reason: str) -> None:
    """One sentence names all who were told nothing since the same day."""
    office = Office(OWING, Log(tuple(log)), TODAY)
    assert [sentence(each) for each in warnings(office)] == [f"warning: {message}" for message in messages], reason


# --- a year of offices


class Habit(NamedTuple):
    """How an office sends: on which days, and which letters."""

    runs: Callable[[date], bool]
    sends: Callable[[Letter], bool]
    reason: str
    workdays: Workdays | None = None


def everything(_letter: Letter) -> bool:
    """Send all."""
    return True


def digest(letter: Letter) -> bool:
    """Send only what the secretary gets."""
    return "支部书记" in letter.names


HABITS = [
    Habit(lambda _: True, everything, "daily cron"),
    Habit(lambda day: day.weekday() < 5, everything, "cron on weekdays"),
    Habit(lambda day: day.weekday() == 0, everything, "cron on Mondays"),
    Habit(lambda day: day.weekday() in {1, 4}, everything, "cron on Tuesdays and Fridays"),
    Habit(lambda _: True, digest, "daily cron, only the digest"),
    Habit(lambda day: day.weekday() == 0, digest, "the digest on Mondays"),
    Habit(lambda _: True, everything, "daily cron, with days off", CHINA),
    Habit(lambda day: day.weekday() < 5, everything, "cron on weekdays, with days off", CHINA),
    Habit(lambda _: True, digest, "daily cron, only the digest, with days off", CHINA),
    Habit(lambda day: day.weekday() == 0, everything, "cron on Mondays, with days off", CHINA),
]
FIRST, YEAR, STOP = date(2026, 1, 1), 365, 250
KEPT = timedelta(45)  # what was told before that changes nothing any more, and a long log takes a long time
OWNERS = ("招商一科", "招大引强专班", "无址科", "招商一科、招大引强专班")


class Life:
    """An office that works through a year: its list, its log, and how it sends."""

    def __init__(self, habit: Habit, seed: int) -> None:
        """Begin with items of all tags, most of them long dispatched."""
        self.random, self.habit, self.log = Random(seed), habit, list[Entry]()  # noqa: S311 the same in every run
        self.has_begun = False
        tags = ("red", "orange", "green")
        items = [
            make_item(f"{number}", tags[number % 3], owner=self.random.choice(OWNERS), start="2025-12-20")
            for number in range(6)
        ]
        plan = make_office(*items)._replace(escalate=(Escalation(2, ("分管领导",)),))
        self.plan = plan._replace(workdays=habit.workdays)

    def live(self, day: date, *, is_cron_alive: bool = True) -> list[str]:
        """Let a day pass; return what `check` says in the morning and in the evening."""
        said = self.said(day)
        for item in self.plan.items:
            if self.random.random() < 0.12:
                self.log.append(make_entry(f"dispatched {day}", item.id, f"{day}"))
        if is_cron_alive and self.habit.runs(day) and not rests_on(self.plan, day):
            for letter in filter(self.habit.sends, letters(self.plan, self.log, day)):
                self.log += told(letter, day)
                self.has_begun = True
        self.log = [entry for entry in self.log if (entry.on or day) > day - KEPT or entry.event not in ABOUT_LETTERS]
        return said + self.said(day)

    def said(self, day: date) -> list[str]:
        """Return the warnings of a moment."""
        return [sentence(each) for each in warnings(Office(self.plan, Log(tuple(self.log)), day))]


@pytest.mark.parametrize("habit", HABITS, ids=[habit.reason for habit in HABITS])
def test_a_year_without_a_false_alarm(habit: Habit) -> None:
    """While cron runs as it always does, nobody is asked whether it runs; soon after it stops, they are."""
    life = Life(habit, HABITS.index(habit))
    for ahead in range(STOP):
        day, has_begun = FIRST + timedelta(ahead), life.has_begun
        said = life.live(day)
        assert said == [] or (not has_begun and "no reminder was ever sent" in said[0]), day
    alarms = [day for day in range(STOP, YEAR) if life.live(FIRST + timedelta(day), is_cron_alive=False)]
    within = 5 if habit.runs(FIRST) and habit.runs(FIRST + timedelta(2)) else 30
    assert alarms
    assert alarms[0] - STOP <= within


def test_the_office_that_sends_only_the_digest_after_a_friday() -> None:
    """All were told once by hand; since then cron sends the digest: nobody else is asked for, in any week."""
    plan = make_office(due_in(-9, owner="招商一科"))
    friday = MONDAY - timedelta(3)
    log = [entry for letter in letters(plan, [], friday) for entry in told(letter, friday)]
    for ahead in range(1, 60):
        today = friday + timedelta(ahead)
        assert silent(plan, log, today) == [], today
        if ahead > 3:
            log += [entry for each in letters(plan, log, today) if digest(each) for entry in told(each, today)]
