"""The first sentence of a letter: what is asked for, by when, and whom the reader answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from builders import make_item
from reading import reasons
from reminding import PEOPLE, TODAY, due_in, make_office

from dispatch_cli.log.entries import Log
from dispatch_cli.model import Contact
from dispatch_cli.reminders.letters import Wanted, letter_to, letters_left
from dispatch_cli.render.letters.request import request_of
from dispatch_cli.render.text.language import Language
from dispatch_cli.schedule.office import Office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.model import Item, TaskFile

OFFICE = "招商一科"
ONE = {"owner": OFFICE}


def sentence(plan: TaskFile, name: str, code: str) -> str:
    """Return the first sentence of the letter that a name is sent."""
    (letter,) = letters_left(Office(plan, Log(()), TODAY), Wanted(to=name))
    return Language(code).speak(request_of(plan, TODAY, letter))


def deadline_in(days: int, number: str = "1", owner: str = OFFICE) -> Item:
    """Return an item that was dispatched today, with a deadline."""
    day = TODAY + timedelta(days)
    return make_item(number, "red", start="2026-01-01", last=f"{TODAY}", deadline=f"{day}", owner=owner)


TWO_NOW = "2 of them today, 22 November"
TIMES = [
    (
        [due_in(0, **ONE)],
        "Please follow up the item below today (22 November).",
        "请于今天（11 月 22 日）调度以下 1 项事项。",
        "due today",
    ),
    (
        [due_in(-9, **ONE), due_in(0, "2", **ONE)],
        "Please follow up the 2 items below today (22 November).",
        "请于今天（11 月 22 日）调度以下 2 项事项。",
        "what is late is wanted today too",
    ),
    (
        [due_in(1, **ONE)],
        "Please follow up the item below by 23 November.",
        "请于 11 月 23 日前调度以下 1 项事项。",
        "soon due",
    ),
    (
        [due_in(2, "1", "office", **ONE), due_in(4, "2", "office", **ONE)],
        "Please follow up the 2 items below by their due dates (the first on 24 November).",
        "请于各自到期日前（最早 11 月 24 日）调度以下 2 项事项。",
        "soon, on two days",
    ),
    (
        [due_in(0, **ONE), due_in(4, "2", "office", **ONE), due_in(4, "3", "office", **ONE)],
        "Please follow up the 3 items below (1 of them today, 22 November, the others by 26 November).",
        "请于今天（11 月 22 日，1 项）和 11 月 26 日前（其余各项）调度以下 3 项事项。",
        "some now and some by one day",
    ),
    (
        [due_in(-1, **ONE), due_in(0, "2", **ONE), due_in(1, "3", **ONE), due_in(4, "4", "office", **ONE)],
        f"Please follow up the 4 items below ({TWO_NOW}, the others by their due dates, the first on 23 November).",
        "请于今天（11 月 22 日，2 项）和各自到期日前（其余各项，最早 11 月 23 日）调度以下 4 项事项。",
        "some now and some on several days",
    ),
    (
        [deadline_in(3)],
        "Please finish the item below by its deadline (25 November).",
        "请在时限前（最早 11 月 25 日）办结以下 1 项事项。",
        "a deadline alone",
    ),
    (
        [deadline_in(3), deadline_in(9, "2")],
        "Please finish the 2 items below by their deadlines (the first on 25 November).",
        "请在时限前（最早 11 月 25 日）办结以下 2 项事项。",
        "two of them",
    ),
    (
        [deadline_in(-1)],
        "Please finish the item below, whose deadline has passed, or ask for more time.",
        "请尽快办结以下 1 项已过或临近时限的事项，确有困难的请申请延期。",
        "one that has passed",
    ),
]


@pytest.mark.parametrize(("items", "english", "chinese", "reason"), TIMES, ids=reasons(TIMES))
def test_what_is_asked_for_by_when(items: Sequence[Item], english: str, chinese: str, reason: str) -> None:
    """The sentence says how many items are wanted, and by which day."""
    plan = make_office(*items)._replace(branch=None)
    assert sentence(plan, OFFICE, "en") == english, reason
    assert sentence(plan, OFFICE, "zh") == chinese, reason


def test_a_day_of_another_year_has_its_year() -> None:
    """A due date in January is not taken for one that has passed."""
    plan = make_office(due_in(45, "1", "office", **ONE))._replace(branch=None)
    tags = {**plan.tags, "office": plan.tags["office"]._replace(warning=60)}
    assert sentence(plan._replace(tags=tags), OFFICE, "en").endswith("by 6 January 2027.")
    assert sentence(plan._replace(tags=tags), OFFICE, "zh").startswith("请于 2027 年 1 月 6 日前")


CONTACT = Contact("督办科", "010-88886666", "duban@example.com")
ANSWERS = [
    (
        CONTACT,
        "and report progress to 督办科 (telephone 010-88886666, mail duban@example.com).",
        "，并将进展回复给督办科（电话 010-88886666、邮箱 duban@example.com）。",
        "with all that is known of it",
    ),
    (
        CONTACT._replace(mail=None),
        "and report progress to 督办科 (telephone 010-88886666).",
        "，并将进展回复给督办科（电话 010-88886666）。",
        "by telephone alone",
    ),
    (Contact("督办科 8012"), "and report progress to 督办科 8012.", "，并将进展回复给督办科 8012。", "as a text"),
    (None, "and report progress to 示例支部.", "，并将进展回复给示例支部。", "without a contact it is the office"),
    (Contact(OFFICE), "today (22 November).", "调度以下 1 项事项。", "nobody answers themselves"),
    (
        CONTACT._replace(mail="One@Example.com"),
        "today (22 November).",
        "调度以下 1 项事项。",
        "nor at their own mailbox",
    ),
]


@pytest.mark.parametrize(("contact", "english", "chinese", "reason"), ANSWERS, ids=reasons(ANSWERS))
def test_whom_one_answers(contact: Contact | None, english: str, chinese: str, reason: str) -> None:
    """The sentence ends with whom progress is reported to."""
    plan = make_office(due_in(0, **ONE))._replace(contact=contact, branch="示例支部")
    assert sentence(plan, OFFICE, "en").endswith(f" {english}"), reason
    assert sentence(plan, OFFICE, "zh").endswith(chinese), reason


def test_who_is_told_of_the_items_of_others_sees_that_it_is_done() -> None:
    """A leader and the secretary are not asked to do themselves what others answer for, nor to report to their own."""
    plan = make_office(due_in(-9, **ONE))._replace(branch="示例支部")
    english = "Please see that the item below is followed up today (22 November)"
    chinese = "请督促责任人于今天（11 月 22 日）调度以下 1 项事项"
    for name in ("分管领导", "支部书记"):
        assert (sentence(plan, name, "en"), sentence(plan, name, "zh")) == (f"{english}.", f"{chinese}。")
    known = plan._replace(contact=Contact("督办科"))
    assert sentence(known, "支部书记", "en") == f"{english}; progress is to be reported to 督办科."
    assert sentence(known, "支部书记", "zh") == f"{chinese}，进展请报督办科。"


SEEN = [
    ([deadline_in(3)], "Please see that the item below is finished by its deadline (25 November).", "near"),
    (
        [deadline_in(-3)],
        "Please see that the item below, whose deadline has passed, is finished or given more time.",
        "passed",
    ),
]


@pytest.mark.parametrize(("items", "english", "reason"), SEEN, ids=reasons(SEEN))
def test_deadlines_of_others(items: Sequence[Item], english: str, reason: str) -> None:
    """So it is with deadlines."""
    assert sentence(make_office(*items), "支部书记", "en") == english, reason


def test_who_shares_a_mailbox_reads_of_all_that_is_theirs() -> None:
    """Two names of one mailbox are asked to follow up the items of both."""
    plan = make_office(due_in(0, **ONE), due_in(0, "2", owner="二科"), people={**PEOPLE, "二科": PEOPLE[OFFICE]})
    plan = plan._replace(branch=None)
    assert sentence(plan, "二科", "en") == "Please follow up the 2 items below today (22 November)."


def test_a_letter_to_nobody_in_particular() -> None:
    """The page of everything asks to see to it."""
    plan = make_office(due_in(0), mail=None)
    (row,) = letters_left(Office(make_office(due_in(0)), Log(()), TODAY), Wanted())
    letter = letter_to(plan, None, row.reminders)
    assert Language("en").speak(request_of(plan, TODAY, letter)).startswith("Please see that the item below")
