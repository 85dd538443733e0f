"""The year 2026 in China, day by day: cron runs each morning, and what it sends is what an account by hand expects."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

from builders import make_entry, make_item
from reading import sentence
from reminder_model import LIBRARY, Model, Rules, Stage, Thing, works_in_china
from reminding import PEOPLE, make_office, told

from dispatch_cli.log.entries import Entry, Event, Log
from dispatch_cli.model import Workdays
from dispatch_cli.plan.calendars import day_table
from dispatch_cli.reminders.letters import Wanted, letters_left, rests_on
from dispatch_cli.reminders.status import warnings
from dispatch_cli.schedule.office import Office

FIRST, DAYS, DAYS_OFF = date(2026, 1, 1), 365, 117
WORKED = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
KEPT = timedelta(45)  # what was told before that changes nothing any more, and a long log takes a long time
OWNERS = ("招商一科", "招商一科、招大引强专班", "无址科")
TAGS = ("red", "orange", "green", "office")
WEEKLY = dict.fromkeys(TAGS, "weekly")
BEFORE, AGAIN = {"red": 1, "orange": 3, "green": 5, "office": 5}, {"red": 1, "orange": 3, "green": 7, "office": 7}


class Year:
    """An office that lives through the year, and its account: each item is dispatched some days after it was told."""

    def __init__(self, seed: int, first: date = FIRST) -> None:
        """Begin with items that are all new."""
        self.random, self.log = Random(seed), list[Entry]()  # noqa: S311 the same in every run
        things, items = [], []
        for number in range(8):
            name, tag, owner = f"{number}", TAGS[number % 4], OWNERS[number % 3]
            items.append(make_item(name, tag, owner=owner, start=f"{first}"))
            things.append(Thing(name, tag, first, owner.split("、")))
        escalate = [(1, "分管领导"), (2, "支部书记")]
        self.plan = make_office(*items)._replace(workdays=Workdays("CN", table=day_table("CN")))
        rules = Rules("rolling", WEEKLY, BEFORE, AGAIN, PEOPLE, escalate, ["支部书记"], works_in_china)
        self.model = Model(rules, things, first)
        self.planned: dict[str, date] = {}

    def office(self, today: date) -> Office:
        """Return the office as it is now."""
        return Office(self.plan, Log(tuple(self.log)), today)

    def work(self, today: date) -> None:
        """Dispatch what was meant for today, on days off too, for a person may."""
        for name, day in [*self.planned.items()]:
            if day <= today:
                del self.planned[name]
                self.log.append(make_entry(f"dispatched {today}", name, f"{today}"))
                self.model.work(self.model.things[name], today, "record", "")

    def cron(self, today: date) -> dict[str, set[Stage]]:
        """Send what is left by what the program decides, and return the stages by address."""
        self.log = [each for each in self.log if each.event == Event.DISPATCHED or (each.on or today) > today - KEPT]
        sent: dict[str, set[Stage]] = {}
        for letter in () if rests_on(self.plan, today) else letters_left(self.office(today), Wanted()):
            self.log += told(letter, today)
            sent[f"{letter.address}"] = {Stage(*stage) for stage in letter.stages}
            for item, _, kind, _ in letter.stages:
                if kind != "soon" and item not in self.planned:
                    self.planned[item] = today + timedelta(self.random.randint(1, 7))
        return sent


def test_a_year_of_cron() -> None:
    """On days off nothing leaves, on working days all that is owed then, each once; and nobody is asked about cron."""
    year, sent = Year(2026), Counter[date]()
    for ahead in range(DAYS):
        today = FIRST + timedelta(ahead)
        year.model.wake(today)
        year.work(today)
        assert not warnings(year.office(today)), today
        leaving = year.cron(today)
        assert leaving == year.model.send(today).sent, today
        sent[today] = len(leaving)
        assert not warnings(year.office(today)), today
        assert rests_on(year.plan, today) or not letters_left(year.office(today), Wanted()), today
    off = [day for day in sent if not LIBRARY.is_workday(day)]
    assert (len(off), sum(sent[day] for day in off)) == (DAYS_OFF, 0)
    assert [f"{day}" for day in sent if day.weekday() > 4 and sent[day]] == [*WORKED]
    assert sent.total() > DAYS


def test_a_silence_in_the_year_is_found() -> None:
    """Cron that dies before the holidays is asked for once two working days were silent, the holidays being none."""
    first, dead = date(2026, 8, 1), date(2026, 9, 30)
    year, asked = Year(2026, first), dict[date, list[str]]()
    for ahead in range(80):
        today = first + timedelta(ahead)
        year.model.wake(today)
        if today < dead:
            year.work(today)
            year.cron(today)
        asked[today] = [sentence(each) for each in warnings(year.office(today))]
    assert next(f"{day}" for day in asked if asked[day]) == "2026-10-09"
    (message,) = asked[date(2026, 10, 9)]
    names = "招商一科, 招大引强专班, 分管领导, 支部书记"
    assert message == f"warning: nothing was sent to {names} since 2026-09-29; does cron run?"
