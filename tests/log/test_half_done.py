"""A crash between the log and the task file: what the next command finds half done, and how it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from offices import (
    LIST,
    SIGNED,
    TODAY,
    added,
    after,
    assigned,
    closed,
    extended,
    make_office,
    play,
    recorded,
    reopened,
    tagged,
    undone,
)
from reading import plan, reasons

from dispatch_cli.changes.undo import undo
from dispatch_cli.log.commands import find_half_done
from dispatch_cli.log.entries import Entry, Event, ItemEntry
from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from offices import Command

    from dispatch_cli.schedule.office import Office

OFFICE = make_office(LIST)
TAG, DAY, OWNER = "tag: red, owner", "last: 2026-11-09}", "owner: 招商一科"

# A command, then what a person writes by hand into its finished edit, or into the text without it.
EDITS = {
    "tagged": (tagged("1", "green"), ("tag: green, owner", "tag: orange, owner"), (TAG, "tag: orange, owner")),
    "closed": (
        closed("1"),
        ("closed: 2026-11-22}", "closed: 2026-11-21}"),
        (DAY, "last: 2026-11-09, closed: 2026-11-21}"),
    ),
    "closed, to be closed before": (
        closed("8"),
        ("closed: 2026-11-22}", "closed: 2026-12-31}"),
        ("closed: 2026-12-24", "closed: 2026-12-31"),
    ),
    "reopened": (
        reopened("6"),
        ("{id: 6, title: 己, ", "{id: 6, title: 己, closed: 2026-11-01, "),
        ("closed: 2026-11-20", "closed: 2026-11-01"),
    ),
    "a new owner": (assigned("1", owner="二科"), ("owner: 二科", "owner: 三科"), (OWNER, "owner: 三科")),
    "a first team": (
        assigned("1", team="专班"),
        ("team: 专班, ", "team: 别的, "),
        ("tag: red, owner", "tag: red, team: 别的, owner"),
    ),
    "no owner any more": (
        assigned("1", owner=""),
        ("{id: 1, title: 甲, ", "{id: 1, title: 甲, owner: 三科, "),
        (OWNER, "owner: 三科"),
    ),
    "team and owner": (
        assigned("1", team="专班", owner="二科"),
        ("team: 专班, owner: 二科", "team: 专班, owner: 招商一科"),
        (OWNER, "owner: 二科"),
    ),
}
NAMED = pytest.mark.parametrize("name", EDITS)


def crashed(office: Office, command: Command, *edits: tuple[str, str]) -> Office:
    """Return the office after a crash: the log has the command, the task file does not, its copy lies beside it.

    Afterwards a person has made these edits.
    """
    done = after(office, command(office))
    left = done._replace(plan=office.plan, text=office.text)
    for old, new in edits:
        left = by_hand(left, old, new)
    return left._replace(half_done=find_half_done(left.plan, done.plan, left.log.entries))


def by_hand(office: Office, old: str, new: str) -> Office:
    """Return the office after a person has changed one place of the task file."""
    assert office.text.count(old) == 1, old
    text = office.text.replace(old, new)
    return office._replace(text=text, plan=plan(text))


@NAMED
def test_what_is_done_is_not_half_done(name: str) -> None:
    """A command whose edit is in the task file is done, and taken back, and given again."""
    command, *_ = EDITS[name]
    for commands in ([command], [command, undone], [command, undone, command]):
        assert play(OFFICE, *commands).half_done is None


@NAMED
def test_a_missing_edit_is_noticed(name: str) -> None:
    """A command whose edit is missing is half done, all its entries together."""
    office = crashed(OFFICE, EDITS[name][0])
    assert office.half_done == (office.log.entries, False)


@NAMED
def test_a_missing_restoration_is_noticed(name: str) -> None:
    """An undo that the task file does not show is half done, too."""
    done = play(OFFICE, EDITS[name][0])
    assert crashed(done, undone).half_done == (done.log.entries, True)


@NAMED
def test_what_a_person_has_changed_since_is_theirs(name: str) -> None:
    """Where the field holds neither the old value nor the new one, a person has settled it."""
    command, of_done, of_missing = EDITS[name]
    assert by_hand(play(OFFICE, command), *of_done).half_done is None
    assert crashed(OFFICE, command, of_missing).half_done is None
    assert crashed(play(OFFICE, command), undone, of_done).half_done is None


def test_a_person_who_goes_back_is_no_crash() -> None:
    """Who writes the old value back by hand leaves no copy behind; nor who takes back an undo so."""
    done = play(OFFICE, tagged("1", "green"))
    for office in (by_hand(done, "tag: green, owner", TAG), by_hand(play(done, undone), TAG, "tag: green, owner")):
        assert find_half_done(office.plan, office.plan, office.log.entries) is None


def test_the_copy_of_a_command_that_never_reached_the_log_says_nothing() -> None:
    """What a crash before the log has left is no half-done command, whatever the last one of the log was."""
    other = play(OFFICE, tagged("1", "green"))
    copy = play(other, tagged("2", "orange")).plan
    assert find_half_done(other.plan, copy, other.log.entries) is None


@NAMED
def test_what_a_person_has_changed_elsewhere_says_nothing(name: str) -> None:
    """An edit of another item, or of another field, hides nothing that is half done."""
    command = EDITS[name][0]
    for edit in (("title: 丙", "title: 丙丙"), ("{x: every 10 days}", "{x: every 11 days}")):
        assert crashed(OFFICE, command, edit).half_done
        assert crashed(play(OFFICE, command), undone, edit).half_done


NEW = "  - {id: 10, title: 新, tag: green, start: 2026-11-22}\n"
ADDED = play(OFFICE, added())
ADDITIONS = [
    (ADDED, None, "the item is there"),
    (crashed(OFFICE, added()), False, "the item is missing"),
    (by_hand(ADDED, "title: 新", "title: 旧"), None, "the item is there, a person has given it another title"),
    (by_hand(ADDED, NEW, ""), None, "a person has deleted it"),
    (crashed(OFFICE, added(), ("    # a last to come\n", f"\n{NEW}")), None, "a person has added it"),
    (play(ADDED, undone), None, "it was taken back, and is not there"),
    (crashed(ADDED, undone), True, "it was taken back, and is still there"),
    (crashed(ADDED, undone, (NEW, "")), None, "it was taken back, and a person has deleted it"),
]


@pytest.mark.parametrize(("office", "undoing", "reason"), ADDITIONS, ids=reasons(ADDITIONS))
def test_an_addition_is_judged_by_its_id(office: Office, *, undoing: bool | None, reason: str) -> None:
    """An item that was added is there or not; what else a person has made of it does not matter."""
    half_done = office.half_done
    assert (half_done.undoing if half_done else None) == undoing, reason


def logged(office: Office, *entries: Entry) -> Office:
    """Return the office with more entries in its log, beside a copy in which item 1 is green."""
    office = office._replace(log=office.log._replace(entries=(*office.log.entries, *entries)))
    return office._replace(half_done=find_half_done(office.plan, GREEN, office.log.entries))


def fact(event: str, batch: str = "z", **more: object) -> Entry:
    """Return an entry about item 1."""
    make = ItemEntry if event in ABOUT_ITEMS else Entry
    return make("z-1", "", batch, event, "1", TODAY, more=more)


GREEN = play(OFFICE, tagged("1", "green")).plan
HALF = crashed(OFFICE, tagged("1", "green"))
EDIT = {"old": ["a"], "new": ["b"]}
OTHERS = [
    (OFFICE, False, "an empty log"),
    (crashed(OFFICE, recorded("1", "2")), False, "a dispatch edits no task file"),
    (crashed(OFFICE, extended("3", "2026-12-10")), False, "nor does a postponement"),
    (crashed(play(OFFICE, recorded("1")), undone), False, "nor the undoing of a dispatch"),
    (logged(HALF, fact(Event.REMINDED)), True, "a reminder is no command"),
    (logged(HALF, fact("dispatched")), True, "a dispatch came in from another log: it edits nothing"),
    (crashed(HALF, undone), False, "what was half done is taken back: nothing is to be restored"),
    (logged(OFFICE, fact("praised", edit=EDIT)), False, "an event of a later version"),
    (logged(OFFICE, fact("changed", field="deadline", edit=EDIT)), False, "a field of a later version"),
    (logged(OFFICE, fact("tagged", to="green", **{"from": "red"})), False, "a change of tag without its edit"),
    (logged(OFFICE, fact("tagged", to="red"), fact("undone")), False, "nor its undoing"),
    (logged(OFFICE, fact("undone", "elsewhere")), False, "the undoing of a command that is not in the log"),
    (crashed(OFFICE, tagged("1", "green"), (LIST.splitlines()[2] + "\n", "")), False, "a person has deleted the item"),
]


@pytest.mark.parametrize(("office", "expected", "reason"), OTHERS, ids=reasons(OTHERS))
def test_only_the_last_edit_can_be_half_done(office: Office, *, expected: bool, reason: str) -> None:
    """The last command is judged, if it edits the task file in a way that this version understands."""
    assert (office.half_done is not None) == expected, reason


@NAMED
def test_undo_settles_what_is_half_done(name: str) -> None:
    """`undo` takes back a command without an edit by a word in the log alone, and finishes an undo in the task file."""
    forgotten = play(crashed(OFFICE, EDITS[name][0]), undone)
    assert (forgotten.text, forgotten.half_done, len(forgotten.log.entries)) == (
        LIST,
        None,
        len(play(OFFICE, EDITS[name][0]).log.entries) + 1,
    )
    cut = crashed(play(OFFICE, EDITS[name][0]), undone)
    change = undo(cut, SIGNED)
    assert (change.entries, change.text, change.plan) == ((), LIST, OFFICE.plan)
    assert {entry.event for entry in change.taken_back} != {"undone"}


def test_what_is_half_done_is_said() -> None:
    """The notice names the change and the item, and how to finish it, in both languages."""
    for code, words in (("en", ("item 1", "tag red → green", "dispatch undo")), ("zh", ("事项 1", "dispatch undo"))):
        for office in (HALF, crashed(play(OFFICE, tagged("1", "green")), undone)):
            assert office.half_done
            speak, half_done = Language(code).speak, office.half_done
            said = speak(half_done_phrase(half_done)) + speak(half_done_remedy(half_done))
            assert all(word in said for word in words)
