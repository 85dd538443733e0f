"""Who is to be told what on a day, and what the log remembers of it: tables computed by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from builders import make_entry, make_item, make_log
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from reading import reasons
from reminding import (
    MAIL,
    NOBODY,
    TODAY,
    addresses,
    due_in,
    letters,
    make_office,
    make_reminders,
    reminded,
    stages,
    told,
)

from dispatch_cli.log.lines import format_line
from dispatch_cli.model import Entry, Escalation, Event
from dispatch_cli.plan.addresses import mailbox
from dispatch_cli.plan.tags import make_tags
from dispatch_cli.reminders.letters import (
    Letter,
    Reminder,
    entry_of,
    fingerprint,
    letter_to,
    make_letters,
    pending,
    stage_of,
)
from dispatch_cli.reminders.memory import MailDays, Memory, Stage, Told, mail_days, remember
from dispatch_cli.schedule.agenda import Filters

if TYPE_CHECKING:
    from dispatch_cli.model import Item, TaskFile

# --- stages

DUE = date(2026, 11, 8)
# For each tag, what is told from ten days before the due date to nine after it: s(oon), d(ue), overdue since that day.
DAYS = [
    ("red", ".........sd123456789", "a day before, and every day after"),
    ("orange", ".......sssd111444777", "three days before, and every third day after"),
    ("green", ".....sssssd111111188", "five days before, and every seventh day after"),
    ("office", ".....sssssd111111188", "any other tag is like green"),
]


def drawn(stage: Stage | None) -> str:
    """Return the letter that stands for a stage in the table."""
    if stage is None:
        return "."
    return f"{stage.day}" if stage.kind == "overdue" else stage.kind[0]


def draw(plan: TaskFile) -> str:
    """Return what is told of the only item on each of the twenty days, drawn as in the table."""
    days = [stages(plan, today=DUE + timedelta(distance)) for distance in range(-10, 10)]
    assert all(stage.due == DUE and stage.item == "1" for each in days for stage in each)
    return "".join(drawn(each[0] if each else None) for each in days)


def far_item(tag: str) -> Item:
    """Return an item of a tag that is due on 8 November for the first time."""
    return make_item(tag=tag, start="2026-11-01")


@pytest.mark.parametrize(("tag", "expected", "reason"), DAYS, ids=reasons(DAYS))
def test_each_day_around_a_due_date_has_its_stage(tag: str, expected: str, reason: str) -> None:
    """An item is soon as long as its tag warns, due on one day, then overdue, anew after every `again` days."""
    assert draw(make_office(far_item(tag))) == expected, reason


RULED_DAYS = [
    (0, 1, "..........d123456789", "no warning, no stage"),
    (1, 2, ".........sd113355779", "every second day"),
    (9, 4, ".sssssssssd111155559", "a long warning"),
    (2, 9999, "........ssd111111111", "said once and never again"),
]


@pytest.mark.parametrize(("before", "again", "expected", "reason"), RULED_DAYS, ids=reasons(RULED_DAYS))
def test_the_file_decides_on_the_stages(before: int, again: int, expected: str, reason: str) -> None:
    """`before` and `again` of a tag move its stages."""
    plan = make_office(far_item("red"))
    assert draw(plan._replace(tags=make_tags({}, {"red": before}, {"red": again}))) == expected, reason


@often(100)
@given(st.integers(1, 30), st.integers(1, 200))
def test_an_overdue_stage_lasts_as_long_as_the_repetition(again: int, late: int) -> None:
    """A stage begins `again` days after the one before it, and the first on the day after the due date."""
    plan = make_office(far_item("red"))._replace(tags=make_tags({}, {}, {"red": again}))
    numbers = [stages(plan, today=DUE + timedelta(day))[0].day for day in range(1, late + 1)]
    assert numbers == [day for day in range(1, late + 1, again) for _ in range(again)][:late]


NOT_TOLD = [
    (far_item("green"), "closed 2026-11-07", "2026-11-07", "closed by the log"),
    (far_item("green"), "dispatched 2026-11-07", "", "dispatched since"),
    (far_item("green"), "tagged 2026-11-07", "", "tagged anew"),
    (far_item("green"), "extended 2026-11-07 2026-12-24", "", "extended"),
    (make_item(start="2026-12-01"), "", "", "still to come"),
]


@pytest.mark.parametrize(("item", "log", "closed", "reason"), NOT_TOLD, ids=reasons(NOT_TOLD))
def test_what_asks_for_nothing_is_not_told(item: Item, log: str, closed: str, reason: str) -> None:
    """Of an item that was closed, dispatched, tagged or extended since, nobody is told."""
    today = date(2026, 11, 8)
    overdue = make_office(far_item("green"))
    assert stages(overdue, [], today)
    item = item._replace(closed=date.fromisoformat(closed)) if closed else item
    assert stages(make_office(item), make_log(log) if log else [], today) == [], reason


def test_what_was_undone_is_told_again() -> None:
    """A dispatch that was taken back leaves the stage as it was."""
    undone = Entry("u", "2026-11-22T10:00:00+08:00", "b", Event.UNDONE, on=TODAY)
    plan = make_office(due_in(-1))
    dispatched = make_log("dispatched 2026-11-22")
    assert stages(plan, dispatched) == []
    assert stages(plan, [*dispatched, undone]) == stages(plan)


def test_reminders_come_in_the_order_of_the_agenda() -> None:
    """Overdue comes before due before soon, and red before green."""
    items = (due_in(1, "1"), due_in(0, "2"), due_in(-1, "3", "green"), due_in(-1, "4"))
    assert [stage.item for stage in stages(make_office(*items))] == ["4", "3", "2", "1"]


def test_filters_let_items_through() -> None:
    """Only items of the tags, teams and owners that were asked for are told."""
    plan = make_office(due_in(0, "1", owner="甲"), due_in(0, "2", "green", owner="甲"), due_in(0, "3", owner="乙"))
    found = make_reminders(plan, [], TODAY, Filters(tags=["red"], owners=["甲"]))
    assert [reminder.row.item.id for reminder in found] == ["1"]


# --- which reminder it is

OF_ANOTHER = reminded("9")
COUNTS = [
    ([], None, "nothing was ever sent: no number, however long the item is overdue"),
    ([OF_ANOTHER], None, "of this item nobody was told"),
    ([OF_ANOTHER, reminded(stage="soon")], 2, "told once"),
    ([OF_ANOTHER, reminded(stage="soon"), reminded(stage="due")], 3, "told twice"),
    ([reminded(stage="soon"), reminded(stage="soon", to="team@example.com")], 2, "two addresses, one stage"),
    ([reminded(due="2026-11-13", stage="soon")], None, "of an earlier due date: it begins anew"),
    ([reminded(stage="due"), reminded(day=2)], 2, "told of this very stage: the same number for whom it is left to"),
    ([reminded(day=2)], None, "of nothing but this stage: no number in the next letter either"),
    ([reminded(stage="due")._replace(event=Event.REMINDING)], None, "about to be told is not told"),
]


@pytest.mark.parametrize(("log", "number", "reason"), COUNTS, ids=reasons(COUNTS))
def test_reminders_are_counted_by_what_the_log_holds(log: list[Entry], number: int | None, reason: str) -> None:
    """The number of a reminder is one more than the other stages of its due date of which anybody was told."""
    (found,) = make_reminders(make_office(due_in(-2)), log, TODAY)  # overdue for the second time
    assert (found.stage, found.number) == (Stage("1", date(2026, 11, 20), "overdue", 2), number), reason


# --- who is told

ONE, TEAM, LEADER, SECRETARY = "one", "team", "leader", "secretary"
WHO = [
    (due_in(1, owner="招商一科"), [ONE, SECRETARY], "the owner, and whoever gets the digest"),
    (due_in(1, team="招大引强专班"), [TEAM, SECRETARY], "the team"),
    (due_in(1, owner="招商一科", team="招大引强专班"), [ONE, TEAM, SECRETARY], "both"),
    (due_in(1, owner="招商一科", team="招商一科"), [ONE, SECRETARY], "who is both is told once"),
    (due_in(1), [SECRETARY], "what is nobody's is in the digest"),
    (due_in(1, owner="招商二科"), [SECRETARY], "who has no address is reached through the digest"),
    (due_in(-1, owner="招商一科"), [ONE, LEADER, SECRETARY], "missed once: the leader too"),
    (due_in(-7, owner="招商一科"), [ONE, LEADER, SECRETARY], "still once"),
    (due_in(0, owner="招商一科"), [ONE, SECRETARY], "due, but not missed"),
    (due_in(-1, owner="分管领导"), [LEADER, SECRETARY], "the owner is the leader"),
    (due_in(1, owner="招商一科、分管领导"), [ONE, LEADER, SECRETARY], "two owners"),
    (due_in(1, owner="招商一科、招商二科"), [SECRETARY], "one of whom is not known: it is one name"),
]


@pytest.mark.parametrize(("item", "expected", "reason"), WHO, ids=reasons(WHO))
def test_who_is_told_of_an_item(item: Item, expected: list[str], reason: str) -> None:
    """Told are owner, team, those to whom misses are escalated, and of everything `mail.to`; each at an address."""
    assert addresses(letters(make_office(item))) == expected, reason


ESCALATED = [
    (0, [ONE], "due: nothing was missed"),
    (-1, [ONE, LEADER], "missed once"),
    (-7, [ONE, LEADER], "the second due date itself is on time"),
    (-8, [ONE, LEADER, SECRETARY], "missed twice"),
    (-70, [ONE, LEADER, SECRETARY], "and ever after"),
]


@pytest.mark.parametrize(("ahead", "expected", "reason"), ESCALATED, ids=reasons(ESCALATED))
def test_misses_are_escalated(ahead: int, expected: list[str], reason: str) -> None:
    """From as many missed dispatches on as a rule says, those whom it names are told too."""
    plan = make_office(due_in(ahead, owner="招商一科"), mail=None)
    assert addresses(letters(plan)) == expected, reason


def test_whom_nothing_concerns_gets_no_letter() -> None:
    """An address of `people` to which there is nothing to say has no letter, not an empty one."""
    plan = make_office(due_in(0, owner="招商一科"), mail=None)
    assert addresses(make_letters(plan, make_reminders(plan, [], TODAY))) == [ONE]
    assert make_letters(plan, []) == []


def test_each_letter_holds_what_concerns_its_address() -> None:
    """An owner's letter holds the owner's items, the digest all of them."""
    plan = make_office(due_in(0, "1", owner="招商一科"), due_in(0, "2", owner="招商二科"), due_in(0, "3"))
    found = {letter.address: [each.stage.item for each in letter.reminders] for letter in letters(plan)}
    assert found == {"one@example.com": ["1"], "secretary@example.com": ["1", "2", "3"]}


def test_who_shares_an_address_gets_one_letter() -> None:
    """Several names at one address are one letter that holds the items of all, each once."""
    people = {"甲": "both@example.com", "丙": "c@example.com", "乙": "both@example.com"}
    items = (due_in(0, "1", owner="甲", team="乙"), due_in(0, "2", owner="乙"), due_in(0, "3", owner="丙"))
    found = letters(make_office(*items, people=people, mail=None))
    assert [(letter.names, [each.stage.item for each in letter.reminders]) for letter in found] == [
        (("甲", "乙"), ["1", "2"]),
        (("丙",), ["3"]),
    ]


def test_who_shares_an_address_with_the_digest_gets_the_digest() -> None:
    """Where one of the names at an address gets everything, its one letter holds everything."""
    people = {"甲": "both@example.com", "支部书记": "both@example.com"}
    found = letters(make_office(due_in(0, "1", owner="甲"), due_in(0, "2"), people=people))
    assert [(letter.names, len(letter.reminders)) for letter in found] == [(("甲", "支部书记"), 2)]


def test_two_spellings_of_one_mailbox_get_one_letter() -> None:
    """No provider tells capitals from small letters: one mail, in the first spelling, and nothing is told twice."""
    people = {"甲": "Both@Example.com", "丙": "c@example.com", "乙": "both@example.COM"}
    office = make_office(due_in(0, "1", owner="甲", team="乙"), due_in(0, "2", owner="乙"), people=people, mail=None)
    (found,) = letters(office)
    assert (found.names, found.address) == (("甲", "乙"), "Both@Example.com")
    assert [(each.stage.item, each.others) for each in found.reminders] == [("1", ()), ("2", ())]
    assert letter_to(office, "乙", make_reminders(office, [], TODAY)) == found
    again = office._replace(people={"甲": "BOTH@example.com", "乙": "BOTH@example.com"})
    assert letters(again, told(found)) == []


OTHERS = [
    (
        due_in(0, owner="招商一科", team="招大引强专班"),
        "招商一科",
        ("招大引强专班", "支部书记"),
        "the team, and the digest",
    ),
    (due_in(0, owner="招商一科", team="招大引强专班"), "招大引强专班", ("招商一科", "支部书记"), "the owner"),
    (
        due_in(-8, owner="招商一科"),
        "招商一科",
        ("分管领导", "支部书记"),
        "whoever it is escalated to, by the rules' order",
    ),
    (due_in(-1, owner="招商一科"), "支部书记", ("招商一科", "分管领导"), "the digest says so too"),
    (due_in(0, owner="招商一科", team="专班"), "招商一科", ("支部书记",), "who has no address was not told"),
    (due_in(0, owner="招商一科", team="招商一科"), "招商一科", ("支部书记",), "only the digest"),
    (due_in(0, owner="招商一科", team="招商一科"), "支部书记", ("招商一科",), "who is both is named once"),
]


@pytest.mark.parametrize(("item", "name", "others", "reason"), OTHERS, ids=reasons(OTHERS))
def test_a_letter_says_who_else_was_told(item: Item, name: str, others: tuple[str, ...], reason: str) -> None:
    """With each item stands who else is told of it at another address."""
    plan = make_office(item)
    found = {letter.names: [each.others for each in letter.reminders] for letter in letters(plan)}
    assert found[name,] == [others], reason
    asked = letter_to(plan, name, make_reminders(plan, [], TODAY))
    assert [each.others for each in asked.reminders] == [others], reason


def test_who_shares_the_address_is_nobody_else() -> None:
    """A name at the letter's own address is not among the others."""
    people = {"甲": "both@example.com", "乙": "both@example.com", "丙": "c@example.com"}
    found = letters(
        make_office(due_in(-1, owner="甲", team="乙"), people=people | {"分管领导": "c@example.com"}, mail=None)
    )
    assert [[each.others for each in letter.reminders] for letter in found] == [[("分管领导",)], [("甲", "乙")]]


TO = [
    ("招商一科", ("招商一科",), "one@example.com", ["1"], "a name with an address"),
    ("招商二科", ("招商二科",), None, ["2"], "a name without one"),
    ("支部书记", ("支部书记",), "secretary@example.com", ["1", "2", "3"], "who gets the digest"),
    ("路人", ("路人",), None, [], "whom nothing concerns"),
    (None, ("支部书记",), None, ["1", "2", "3"], "nobody in particular: everything"),
]


@pytest.mark.parametrize(("name", "names", "address", "items", "reason"), TO, ids=reasons(TO))
def test_a_letter_to_a_name(
    name: str | None, names: tuple[str, ...], address: str | None, items: list[str], reason: str
) -> None:
    """What `--to` asks for is what that name is told, whether or not it has an address."""
    plan = make_office(due_in(0, "1", owner="招商一科"), due_in(0, "2", owner="招商二科"), due_in(0, "3"))
    found = letter_to(plan, name, make_reminders(plan, [], TODAY))
    assert found[:2] == (names, address), reason
    assert [each.stage.item for each in found.reminders] == items, reason


def test_without_mail_everything_is_told_to_whoever_asks() -> None:
    """A file that names nobody for the digest still has a letter of everything, addressed to nobody."""
    plan = make_office(due_in(0), mail=None)
    assert letter_to(plan, None, make_reminders(plan, [], TODAY))[:2] == ((), None)
    assert len(letter_to(plan, None, make_reminders(plan, [], TODAY)).reminders) == 1


# --- what is left to tell


def run(plan: TaskFile, log: list[Entry], today: date, but: str = "") -> list[str]:
    """Tell all that is left on a day, one address excepted; return which addresses were told."""
    sent = [letter for letter in letters(plan, log, today) if f"{letter.address}" != f"{but}@example.com"]
    for letter in sent:
        log += told(letter, today)
    return addresses(sent)


def test_a_stage_is_told_once() -> None:
    """However often cron runs on a day, each address hears of a stage once."""
    log: list[Entry] = []
    plan = make_office(due_in(-1, owner="招商一科"), due_in(1, "2", team="招大引强专班"))
    assert run(plan, log, TODAY) == [ONE, TEAM, LEADER, SECRETARY]
    assert [run(plan, log, TODAY) for _ in range(3)] == [[], [], []]


def test_a_stage_of_many_days_is_told_on_the_first() -> None:
    """An orange item that nobody dispatches is told on the days on which a stage begins, and on no others."""
    log: list[Entry] = []
    plan = make_office(due_in(4, tag="orange", owner="招商一科"), mail=None)
    found = [run(plan, log, TODAY + timedelta(day)) for day in range(13)]
    both = [ONE, LEADER]
    assert found == [[], [ONE], [], [], [ONE], both, [], [], both, [], [], both, [SECRETARY]]


def test_a_failed_letter_stays_pending() -> None:
    """What could not be handed over to one address is left for it alone."""
    log: list[Entry] = []
    plan = make_office(due_in(0, owner="招商一科", team="招大引强专班"))
    assert run(plan, log, TODAY, but=ONE) == [TEAM, SECRETARY]
    assert run(plan, log, TODAY) == [ONE]
    assert run(plan, log, TODAY) == []


def test_five_days_without_cron_end_in_one_letter() -> None:
    """On its return cron tells each address once of where things stand now, not of each stage that was passed over."""
    log: list[Entry] = []
    plan = make_office(due_in(1, owner="招商一科"), due_in(3, "2", owner="招商一科"), mail=None)
    run(plan, log, TODAY)
    (letter, _) = letters(plan, log, TODAY + timedelta(6))
    assert [tuple(each.stage[2:]) for each in letter.reminders] == [("overdue", 5), ("overdue", 3)]
    assert run(plan, log, TODAY + timedelta(6)) == [ONE, LEADER]


def test_a_new_due_date_is_told_anew() -> None:
    """After a dispatch the same kinds of stages are told again, of the next due date."""
    log: list[Entry] = []
    plan = make_office(due_in(0, owner="招商一科"))
    run(plan, log, TODAY)
    log.append(make_entry(f"dispatched {TODAY}"))
    assert [run(plan, log, TODAY + timedelta(day)) for day in range(9)] == [
        *([[]] * 6),
        [ONE, SECRETARY],
        [ONE, SECRETARY],
        [ONE, LEADER, SECRETARY],
    ]


def test_a_dispatch_that_was_taken_back_is_no_reason_to_tell_again() -> None:
    """The stage is known by its due date: once it stands again, those who were told are not told anew."""
    log: list[Entry] = []
    plan = make_office(due_in(0, owner="招商一科"))
    run(plan, log, TODAY)
    log += [*make_log(f"dispatched {TODAY}"), Entry("u", "", "b", Event.UNDONE, on=TODAY)]
    assert run(plan, log, TODAY) == []
    assert run(plan, log, TODAY + timedelta(1)) == [ONE, LEADER, SECRETARY]


def test_who_is_new_is_told_of_the_present_stage() -> None:
    """To whom an item is assigned or escalated in the midst of a stage hears of it; the others do not again."""
    log: list[Entry] = []
    item = due_in(-7, tag="green", owner="招商一科")
    assert run(make_office(item, mail=None), log, TODAY) == [ONE, LEADER]
    assert run(make_office(item._replace(team="招大引强专班"), mail=None), log, TODAY) == [TEAM]
    earlier = make_office(item, mail=None)._replace(escalate=(Escalation(1, ("支部书记",)),))
    assert run(earlier, log, TODAY) == [SECRETARY]


def test_a_second_miss_within_a_stage_is_told_to_whom_it_is_escalated() -> None:
    """Where reminders are repeated less often than dispatches are owed, the second miss reaches the secretary alone."""
    log: list[Entry] = []
    plan = make_office(due_in(-1, owner="招商一科"), mail=None)._replace(tags=make_tags({}, {}, {"red": 30}))
    assert [run(plan, log, TODAY + timedelta(day)) for day in range(9)] == [[ONE, LEADER], *([[]] * 6), [SECRETARY], []]


def test_a_letter_keeps_only_what_is_left() -> None:
    """A letter holds the stages that its address was not told, in their order, and keeps all else."""
    plan = make_office(due_in(-1, "1"), due_in(0, "2"), due_in(1, "3"))
    (digest,) = [each for each in letters(plan) if each.address == "secretary@example.com"]
    log = told(digest._replace(reminders=digest.reminders[1:2]))
    assert pending([digest], remember(log)) == [digest._replace(reminders=(digest.reminders[0], digest.reminders[2]))]
    assert pending([digest], NOBODY) == [digest]
    assert pending([digest], remember(told(digest))) == []


def test_the_office_repeats_less_often_from_now_on() -> None:
    """What was told every day is told every week afterwards, and not only when as many weeks have passed."""
    people = {"招商一科": "one@example.com"}
    plan = make_office(due_in(-12, owner="招商一科"), people=people, mail=None)
    due = TODAY - timedelta(12)
    log = [reminded(due=f"{due}", day=day) for day in range(1, 13)]
    weekly = plan._replace(tags=make_tags({}, {}, {"red": 7}))
    assert [day for day in range(12, 22) if not letters(weekly, log, due + timedelta(day))] == [12, 13, 14]


# --- the memory

stage_of_any = st.builds(
    Stage, st.text(min_size=1, max_size=5), st.dates(), st.sampled_from(["soon", "due", "overdue"]), st.integers(0, 999)
)
ROW = make_reminders(make_office(due_in(0)), [], TODAY)[0].row


@often(200)
@given(st.lists(stage_of_any, min_size=1, max_size=5, unique=True), st.dates(), st.emails())
def test_the_log_gives_back_what_was_told(those: list[Stage], on: date, to: str) -> None:
    """What is written down of a letter and read from the log again is who was told of which stages, and when."""
    letter = Letter(("甲",), to, tuple(Reminder(ROW, stage, 1) for stage in those))
    (entry,) = told(letter, on)
    known, days = frozenset(Told(stage, mailbox(to)) for stage in those), {mailbox(to): frozenset([on])}
    assert remember([entry])[:3] == Memory(known, known)[:3]
    assert all(remember([entry]).knows(stage, to) for stage in those)
    assert mail_days([entry], on) == MailDays(days, days)
    assert entry.more["message"] == "<m@example.com>"
    assert pending([letter], remember([entry])) == []


@often(100)
@given(st.lists(stage_of_any, min_size=1, max_size=5, unique=True), st.dates())
def test_lines_of_an_older_version_count(those: list[Stage], on: date) -> None:
    """A line for each stage, as they once were written, says the same as one line for all."""
    letter = Letter(("甲",), "one@example.com", tuple(Reminder(ROW, stage, 1) for stage in those))
    lines = [reminded(each.item, f"{each.due}", each.kind, each.day)._replace(on=on) for each in those]
    assert remember(lines) == remember(told(letter, on))


def test_one_line_holds_a_message() -> None:
    """An entry of a reminder has the keys that the documents name, however many items it tells of."""
    plan = make_office(due_in(-2), due_in(1, "2"))
    (digest,) = letters(plan)[-1:]
    (entry,) = told(digest)
    assert (entry.event, entry.item, entry.on) == ("reminded", None, TODAY)
    assert entry.more == {
        "to": "secretary@example.com",
        "message": "<m@example.com>",
        "stages": [["1", "2026-11-20", "overdue", 2], ["2", "2026-11-23", "soon", 0]],
    }


def test_a_message_costs_a_line_and_little_for_each_item() -> None:
    """Of 35 items the line is shorter than three lines of an older version were."""
    plan = make_office(*(due_in(-2, f"{number}") for number in range(35)))
    (digest,) = letters(plan)[-1:]
    assert len(format_line(entry_of(digest, TODAY, "<5fee1dcbfca64d50f83249e7d61131ed@example.com>"))) < 1500


BEGUN = [
    (("begin",), "<m@example.com>", "begun, and nobody knows what became of it"),
    (("begin", "told"), None, "handed over"),
    (("begin", "failed"), None, "surely not handed over"),
    (("begin", "failed", "begin"), "<m@example.com>", "begun again"),
]


@pytest.mark.parametrize(("steps", "begun", "reason"), BEGUN, ids=reasons(BEGUN))
def test_what_was_begun_is_sent_under_its_message_id(steps: tuple[str, ...], begun: str | None, reason: str) -> None:
    """The newest line of a stage says whether it is perhaps told already."""
    plan = make_office(due_in(0), mail=MAIL)
    (letter,) = letters(plan)
    entries = {
        "begin": entry_of(letter, TODAY, "<m@example.com>", Event.REMINDING),
        "told": entry_of(letter, TODAY, "<m@example.com>"),
        "failed": entry_of(letter, TODAY, None, Event.REMINDING),
    }
    left = letters(plan, [entries[step] for step in steps])
    assert [each.begun for each in left] == ([] if "told" in steps else [begun]), reason


def test_the_newest_day_of_each_address_is_known() -> None:
    """Of several letters to one address the newest day counts, in whatever order they were written down."""
    log = [reminded(day=n)._replace(on=date(2026, 11, on)) for n, on in ((1, 20), (2, 22), (3, 21))]
    assert mail_days(log, TODAY).newest == {"one@example.com": TODAY}


ODD_STAGES = [
    ([["1", "2026-11-20", "overdue", 1]], [1], "as it should be"),
    ([["1", "2026-11-20", "overdue", 1, "later"]], [1], "with more of a later version"),
    ([["1", "2026-11-20", "overdue"]], [0], "without a day"),
    ([["1", "2026-11-20", "overdue", "2"]], [0], "nor is a text a number"),
    ([["1", "2026-11-20", "overdue", 1], None, 7, [], ["1"], "1", {}, [1, "2026-11-20", "overdue", 1]], [1], "others"),
    ([["1", "2026-02-30", "overdue", 1]], [], "no such day"),
    ([], [], "none at all"),
]


@pytest.mark.parametrize(("written", "days", "reason"), ODD_STAGES, ids=reasons(ODD_STAGES))
def test_stages_that_are_not_understood_hide_no_other(written: list[Any], days: list[int], reason: str) -> None:
    """Of a list of stages each counts by itself."""
    entry = reminded()._replace(item=None, more={"to": "one@example.com", "stages": written})
    assert {each.stage for each in remember([entry]).told} == {
        Stage("1", date(2026, 11, 20), "overdue", day) for day in days
    }, reason


STRANGE = [
    (reminded(due="2026-02-30"), "no such day"),
    (reminded()._replace(more={"to": "one@example.com", "stage": "overdue", "day": 1}), "no due date"),
    (reminded(due=20261120), "a number for a due date"),  # type: ignore[arg-type]
    (reminded(stage=None), "no stage"),  # type: ignore[arg-type]
    (reminded(stage=["overdue"]), "a list for a stage"),  # type: ignore[arg-type]
    (reminded(to=None), "to nobody"),
    (reminded(to=""), "nor to an empty address"),
    (reminded(to=["one@example.com"]), "a list for an address"),
    (reminded()._replace(item=None), "of no item"),
    (reminded()._replace(on=None), "on no day"),
    (reminded()._replace(event="notified"), "another event"),
    (reminded()._replace(event=Event.DISPATCHED), "an event of another kind"),
]


@pytest.mark.parametrize(("entry", "reason"), STRANGE, ids=reasons(STRANGE))
def test_what_is_not_understood_has_told_nothing(entry: Entry, reason: str) -> None:
    """An entry that lacks what a reminder needs is passed over, and hides nothing else."""
    assert remember([entry]) == NOBODY, reason
    assert remember([entry, reminded()]) == remember([reminded()]) != NOBODY, reason


MESSAGE_IDS = [
    ("<m@example.com>", True, "as the program writes it"),
    ("<a.b+c=d/e@mail-1.example>", True, "all that an atom may hold"),
    ("<x@[127.0.0.1]>", True, "an address of the net behind the sign"),
    (f"<{'x' * 971}@example.com>", True, "as long as a line of a header may be"),
    (f"<{'x' * 974}@example.com>", False, "longer"),
    ("<x@y>\nBcc: evil@attacker.example", False, "a header behind it"),
    ("<x@y>\r\nX-Injected: yes", False, "with the line end of mail"),
    ("<x@y>\n", False, "a line end"),
    ("\n<x@y>", False, "a line end before it"),
    ("<x@y> <z@y>", False, "two"),
    ("<x y@z>", False, "a blank"),
    ("<x\ty@z>", False, "a tab"),
    ("<x\0y@z>", False, "a control"),
    ("<x@y\u2028>", False, "a line end of Unicode"),
    ("<é@y>", False, "a letter beyond ASCII"),
    ("<x@例子.中国>", False, "Chinese"),
    ("\ud800", False, "half a character"),
    ("<\ud800@y>", False, "half a character within"),
    ("x@y", False, "without brackets"),
    ("<x>", False, "without a domain"),
    ("<@y>", False, "without a left part"),
    ("<x@>", False, "without a right one"),
    ("<.x@y>", False, "a dot that parts nothing"),
    ("<>", False, "empty brackets"),
    ("", False, "nothing"),
    ("=?utf-8?q?=0ABcc=3A?=", False, "what a mail program would decode"),
    (7, False, "a number"),
    (["<x@y>"], False, "a list"),
    (None, False, "null"),
]


@pytest.mark.parametrize(("message", "is_one", "reason"), MESSAGE_IDS, ids=reasons(MESSAGE_IDS))
def test_only_a_message_id_is_taken_up(message: Any, is_one: bool, reason: str) -> None:  # noqa: FBT001 a column
    """A letter that somebody began to send keeps its Message-ID, if it is one."""
    plan = make_office(due_in(-2))
    (first, *_) = letters(plan)
    entry = entry_of(first, TODAY, None, Event.REMINDING)
    log = [entry._replace(more={**entry.more, "message": message})]
    assert next(letter.begun for letter in letters(plan, log)) == (message if is_one else None), reason


LENIENT = [
    (reminded(day=None), 0, "no day is none"),
    (reminded(day="2"), 0, "nor is a text a number"),
    (reminded(day=2, channel="wechat", more=[1]), 2, "keys of a later version are passed over"),
]


@pytest.mark.parametrize(("entry", "day", "reason"), LENIENT, ids=reasons(LENIENT))
def test_what_is_missing_is_the_usual(entry: Entry, day: int, reason: str) -> None:
    """A reminder without its day is one of an item that is not overdue."""
    assert {each.stage for each in remember([entry]).told} == {Stage("1", date(2026, 11, 20), "overdue", day)}, reason


def test_a_stage_of_a_later_version_is_kept_apart() -> None:
    """What another version calls a stage is none of those that this one tells."""
    log = [reminded(stage="escalated", day=2)]
    plan = make_office(due_in(-2, owner="招商一科"), mail=None)
    assert addresses(letters(plan, log)) == [ONE, LEADER]


# --- what tells letters apart


def letter_of(plan: TaskFile, today: date = TODAY) -> Letter:
    """Return the digest of a day."""
    return make_letters(plan, make_reminders(plan, [], today))[-1]


def test_the_same_letter_has_the_same_fingerprint() -> None:
    """However often a letter is made, also once others were told, it is known as the same."""
    plan = make_office(due_in(-1, owner="招商一科"), due_in(0, "2"))
    log = told(letters(plan)[0])
    again = letters(plan, log)[-1]
    assert fingerprint("支部", letter_of(plan)) == fingerprint("支部", again)
    assert len(fingerprint("支部", again)) == 32


BASE = letter_of(make_office(due_in(-1)))
STAGE = BASE.reminders[0].stage


def other(**fields: Any) -> Letter:
    """Return the letter with another stage."""
    return BASE._replace(reminders=(BASE.reminders[0]._replace(stage=STAGE._replace(**fields)),))


ANOTHER = [
    ("支部", BASE, "another branch"),
    (None, BASE, "no branch"),
    ("示例支部", BASE._replace(address="one@example.com"), "another address"),
    ("示例支部", BASE._replace(reminders=()), "nothing"),
    ("示例支部", BASE._replace(reminders=BASE.reminders * 2), "twice as much"),
    ("示例支部", other(item="2"), "another item"),
    ("示例支部", other(due=TODAY), "another due date"),
    ("示例支部", other(kind="due"), "another state"),
    ("示例支部", other(day=2), "told again"),
    ("示例支部", letter_of(make_office(due_in(-1, title="改名"))), "another title"),
]


@pytest.mark.parametrize(("branch", "letter", "reason"), ANOTHER, ids=reasons(ANOTHER))
def test_another_letter_has_another_fingerprint(branch: str | None, letter: Letter, reason: str) -> None:
    """Letters that differ in branch, address, title or stage are never taken for each other."""
    assert fingerprint(branch, letter) != fingerprint("示例支部", BASE), reason


@pytest.mark.parametrize("branch", ["\ud800", "甲\n乙", ""])
def test_a_fingerprint_of_anything(branch: str) -> None:
    """Half a character, a line end or nothing in a name is no obstacle."""
    assert fingerprint(branch, BASE) != fingerprint("示例支部", BASE)


def test_a_stage_is_that_of_its_row() -> None:
    """A row that is overdue, due or soon stands at one stage."""
    assert stage_of(make_office(), ROW) == Stage("1", TODAY, "due", 0)
