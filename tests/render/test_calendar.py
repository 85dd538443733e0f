"""The list as a calendar: one all-day entry for each open item, read back by programs of others."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import program
import pytest
import vobject
from builders import make_item, make_plan
from desk import run
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from program import DAY, environment
from reading import reasons
from styles import HOSTILE, TEXTS

from dispatch_cli.log.entries import Entry
from dispatch_cli.render.agenda.calendar import entry_uid, render, revisions
from dispatch_cli.render.agenda.view import KINDS
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import Language
from dispatch_cli.render.text.plain import harmless
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dispatch_cli.model import Item, TaskFile

TODAY = date.fromisoformat(DAY)
ENGLISH, CHINESE = Style(Language("en")), Style(Language("zh"))
LIST = """\
branch: 示例支部
tasks:
- {id: 1, title: 某新能源项目落地, tag: red, team: 招大引强专班, owner: 招商一科, last: 2026-11-09,
  deadline: 2026-12-31, note: 等待供地}
- {id: 2, title: "甲, 乙; 丙\\\\", tag: orange, last: 2026-11-10}
- {id: 3, title: 已办结, tag: red, last: 2026-11-09, closed: 2026-11-20}
- {id: 4, title: 永不到期, tag: green, start: 9999-12-31}
"""


def drawn(plan: TaskFile, kind: str = "todo", today: date = TODAY, style: Style = ENGLISH) -> bytes:
    """Return the calendar of a plan, asked for with the closed items."""
    return render(make_agenda(plan, (), today, tuple(State), Filters()), (), kind, style)


def entries(data: bytes) -> list[Any]:
    """Return the entries of a calendar as another library reads them."""
    calendar = vobject.readOne(data.decode())
    return [*calendar.contents.get("vtodo", ()), *calendar.contents.get("vevent", ())]


def entry_of(item: Item, kind: str = "todo", today: date = TODAY, mode: str = "rolling", **cadences: str) -> Any:
    """Return the one entry of a list of one item."""
    (entry,) = entries(drawn(make_plan([item], mode, **cadences), kind, today))
    return entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a list of four: overdue, soon, closed, never due."""
    (tmp_path / "tasks.yaml").write_text(LIST)
    return tmp_path


def listed(folder: Path, *more: str, lang: str = "en") -> bytes:
    """Return the calendar that the command writes into a pipe."""
    arguments = ("list", "--today", DAY, "--format", "ics", "--lang", lang, *more)
    done = run(*arguments, cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_a_todo_is_due_on_the_due_date(folder: Path) -> None:
    """The whole file, its lines unfolded: what is overdue stays due when it was, and what has rung does not ring again.

    Item 2: half a month after the 10th is the 25th, three days from now, which is orange's warning.
    """
    assert listed(folder).decode().replace("\r\n ", "").replace("\r\n", "\n") == (
        """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//dispatch//dispatch//EN
X-WR-CALNAME:示例支部
BEGIN:VTODO
CATEGORIES:red,招大引强专班
DESCRIPTION:No.: 1\\nTag: ■ red · once a week\\nTeam: 招大引强专班\
\\nOwner: 招商一科\\nLast dispatch: 2026-11-09\\nMissed: 1\\nRemark: deadline \
2026-12-31\\nNote: 等待供地
DTSTAMP:20261122T000000Z
DUE;VALUE=DATE:20261116
PRIORITY:1
SEQUENCE:0
STATUS:NEEDS-ACTION
SUMMARY:某新能源项目落地
UID:99ef89b9-6a9e-5842-9d57-9b910feb6452
END:VTODO
BEGIN:VTODO
CATEGORIES:orange
DESCRIPTION:No.: 2\\nTag: ◆ orange · twice a month\\nLast dispatch: 2026-11-10
DTSTAMP:20261122T000000Z
DUE;VALUE=DATE:20261125
PRIORITY:5
SEQUENCE:0
STATUS:NEEDS-ACTION
SUMMARY:甲\\, 乙\\; 丙\\\\
UID:3aa042c5-bf8b-5444-b654-577ec134bf98
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:甲\\, 乙\\; 丙\\\\
TRIGGER;RELATED=END:-P2DT15H
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:甲\\, 乙\\; 丙\\\\
TRIGGER;RELATED=END:PT9H
END:VALARM
END:VTODO
BEGIN:VTODO
CATEGORIES:red,招大引强专班
DESCRIPTION:No.: 1\\nTag: ■ red · once a week\\nTeam: 招大引强专班\
\\nOwner: 招商一科\\nLast dispatch: 2026-11-09\\nMissed: 1\\nRemark: deadline \
2026-12-31\\nNote: 等待供地
DTSTAMP:20261122T000000Z
DUE;VALUE=DATE:20261231
PRIORITY:1
SEQUENCE:0
STATUS:NEEDS-ACTION
SUMMARY:Deadline: 某新能源项目落地
UID:d13cfc1b-6278-52a2-bf79-ab7accdb6b56
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Deadline: 某新能源项目落地
TRIGGER;RELATED=END:-P13DT15H
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Deadline: 某新能源项目落地
TRIGGER;RELATED=END:PT9H
END:VALARM
END:VTODO
END:VCALENDAR
"""
    )


def test_an_event_is_a_day_without_a_time(folder: Path) -> None:
    """An event begins on the due date, takes nobody's time, and while it is overdue it lasts until today."""
    overdue, soon, _ = entries(listed(folder, "--as", "event"))
    assert (overdue.name, overdue.dtstart.value, overdue.dtend.value) == (
        "VEVENT",
        date(2026, 11, 16),
        date(2026, 11, 23),
    )
    assert (soon.dtstart.value, soon.dtend.value) == (date(2026, 11, 25), date(2026, 11, 26))
    assert (soon.transp.value, soon.dtstamp.value) == ("TRANSPARENT", datetime(2026, 11, 22, tzinfo=UTC))
    assert [alarm.trigger.params for alarm in soon.valarm_list] == [{"RELATED": ["START"]}] * 2


def test_the_words_are_those_of_the_language(folder: Path) -> None:
    """In Chinese everything that is read is Chinese."""
    first, _, deadline = entries(listed(folder, lang="zh"))
    assert deadline.summary.value == "时限：某新能源项目落地"
    assert first.categories.value == ["红", "招大引强专班"]
    assert first.description.value == (
        "编号：1\n标签：■ 红 · 每周一次\n专班：招大引强专班\n责任人：招商一科\n最近调度：2026-11-09\n漏调：1\n"
        "提示：时限 2026-12-31\n备注：等待供地"
    )


def test_a_list_without_a_branch_has_no_name() -> None:
    """The calendar is then called as its reader likes."""
    data = drawn(make_plan([make_item(last=DAY)])._replace(branch=None))
    assert b"X-WR-CALNAME" not in data
    assert len(entries(data)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_zone_no_time_no_method(folder: Path, kind: str) -> None:
    """A calendar that is read everywhere has no zone, and one that is subscribed to sends nobody an invitation."""
    data = listed(folder, "--as", kind)
    assert not re.search(rb"VTIMEZONE|TZID|METHOD|ORGANIZER|ATTENDEE", data)
    assert {line[:7] for line in data.split(b"\r\n") if b"T000000" in line} == {b"DTSTAMP"}


@pytest.mark.parametrize(
    ("tag", "last", "triggers"),
    [
        ("red", "2026-11-15", [9]),  # due today: the warning was yesterday
        ("red", "2026-11-16", [9 - 24, 9]),  # due tomorrow: the warning is today
        ("orange", "2026-11-09", [9]),  # due on the 24th: in two days, the warning of three days has rung
        ("green", "2026-11-20", [9 - 5 * 24, 9]),  # due in four weeks
        ("red", "2026-11-14", []),  # overdue
        ("十日", "2026-11-22", [9 - 5 * 24, 9]),  # the office's own tag warns as green does
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_alarms_ring_at_nine_on_the_day_of_warning_and_on_the_due_day(
    tag: str, last: str, triggers: list[int], kind: str
) -> None:
    """Hours count from the midnight in which the due day begins; a day that has passed has no alarm."""
    entry = entry_of(make_item(tag=tag, last=last), kind, 十日="every 10 days")
    alarms = entry.contents.get("valarm", [])
    assert [alarm.trigger.value for alarm in alarms] == [timedelta(hours=hours) for hours in triggers]
    assert [(alarm.action.value, alarm.description.value) for alarm in alarms] == [("DISPLAY", "item 1")] * len(
        triggers
    )


def test_without_warning_days_there_is_one_alarm() -> None:
    """Where the list asks for no warning, the due day rings once."""
    plan = make_plan([make_item(tag="red", last="2026-11-20")])
    tags = {**plan.tags, "red": plan.tags["red"]._replace(warning=0)}
    (entry,) = entries(drawn(plan._replace(tags=tags)))
    assert len(entry.valarm_list) == 1


@pytest.mark.parametrize(("tag", "priority"), [("red", "1"), ("orange", "5"), ("green", "9"), ("十日", "9")])
def test_the_tag_is_the_priority(tag: str, priority: str) -> None:
    """Red is the highest of the nine, and what is no tag of that scale is not above green."""
    assert entry_of(make_item(tag=tag, last=DAY), 十日="every 10 days").priority.value == priority


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_day_of_the_calendar_has_no_day_after(kind: str) -> None:
    """An item due on 31 December 9999 ends with that day."""
    entry = entry_of(make_item(tag="red", last="9999-12-24"), kind)
    days = entry.due if kind == "todo" else entry.dtstart
    assert days.value == date(9999, 12, 31)
    assert not hasattr(entry, "dtend")


def test_what_has_no_due_date_has_no_entry() -> None:
    """Closed, or never due: there is no day for it; a list of these is an empty calendar."""
    items = [make_item(last="2026-11-01", closed="2026-11-20"), make_item("2", last="9999-12-31")]
    assert entries(drawn(make_plan(items))) == []


@pytest.mark.parametrize(
    "other",
    [
        make_item(title="另一个名称", last="2026-11-15"),
        make_item(title="a", last="2026-11-21"),  # its due date has moved
        make_item(title="a", tag="green", last="2026-11-15", team="专班", owner="某科", note="x"),
    ],
)
def test_an_entry_is_known_whatever_becomes_of_the_item(other: Item) -> None:
    """A calendar program changes its entry and does not add another one."""
    uid = entry_of(make_item(title="a", last="2026-11-15")).uid.value
    assert entry_of(other, today=TODAY + timedelta(1)).uid.value == uid


def test_entries_of_other_items_lists_and_kinds_are_others() -> None:
    """Neither another id, nor another branch, nor the other kind takes an entry's place."""
    known = {entry_uid(*each) for each in (("甲", "1", "todo"), ("乙", "1", "todo"), (None, "1", "todo"))}
    assert len(known | {entry_uid("甲", "11", "todo"), entry_uid("甲", "1", "event")}) == 5
    assert entry_uid("示例支部", "1", "todo") == "99ef89b9-6a9e-5842-9d57-9b910feb6452"  # so in every version


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", [*HOSTILE, "a\r\nEND:VTODO\r\nBEGIN:VALARM", "\x00", 'a;b,c\\n:"', "^n^^", "BEGIN:VEVENT"]
)
def test_a_text_stays_a_text(text: str, kind: str) -> None:
    """No text ends a line or an entry; what it says is read back, its controls spelt out."""
    entry = entry_of(make_item(title=text, team=text, owner=text, note=text, last=DAY), kind)
    assert (entry.summary.value, entry.categories.value[1:]) == (harmless(text), [harmless(text)])
    assert entry.description.value.split("\n")[2:4] == [f"Team: {harmless(text)}", f"Owner: {harmless(text)}"]


LONG = st.text(st.sampled_from('国评迎检,;\\:" \n😀é\u0301a'), min_size=20, max_size=200)


@often(150)
@given(st.lists(TEXTS | LONG, min_size=1, max_size=3), st.sampled_from(KINDS))
def test_what_is_written_is_read_back(texts: list[str], kind: str) -> None:
    """Random texts come back harmless; every line ends as a line must and has at most 75 octets of whole characters."""
    items = [make_item(f"{n}", last=DAY, title=text, note=text) for n, text in enumerate(texts)]
    data = drawn(make_plan(items), kind)
    *lines, end = data.split(b"\r\n")
    assert end == b""
    assert not b"".join(lines).translate(None, bytes(range(32, 256)))  # no control, no other line break
    assert max(map(len, lines)) <= 75
    assert "".join(line.decode() for line in lines)
    assert [entry.summary.value for entry in entries(data)] == [harmless(text) for text in texts]
    assert [entry.description.value.split("Note: ", 1)[1] for entry in entries(data)] == [*map(harmless, texts)]


def test_the_same_list_gives_the_same_bytes(folder: Path) -> None:
    """Neither the hour nor the zone is in the file; a file named for it is a calendar, and a pipe gets the same."""
    arguments, one = ("list", "--today", DAY, "--format", "ics", "--lang", "en"), listed(folder)
    there = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2", "LANG": "zh_CN.GBK"}
    assert program.run(*arguments, cwd=folder, TZ="UTC", PYTHONHASHSEED="1").stdout == one
    assert program.run(*arguments, stdin=b"", cwd=folder, **there).stdout == one
    assert run("list", "--today", DAY, "-o", "list.ics", cwd=folder).stdout == b""
    assert (folder / "list.ics").read_bytes() == one


REVISED = [
    ([], {}, "nothing was written down"),
    (["dispatched 1 a"], {"1": 1}, "a dispatch"),
    (["dispatched 1 a", "dispatched 2 a"], {"1": 1, "2": 1}, "one of two items"),
    (["dispatched 1 a", "tagged 1 b"], {"1": 2}, "a dispatch and a change of tag"),
    (["dispatched 1 a", "undone - a"], {"1": 2}, "taking back is one more, or the entry would be older again"),
    (["dispatched 1 a", "dispatched 2 a", "undone - a"], {"1": 2, "2": 2}, "taken back for both"),
    (["dispatched 1 a", "undone - a", "dispatched 1 b"], {"1": 3}, "and done again"),
    (["reminding 1 a", "reminded 1 a"], {}, "a mail changes nothing"),
    (["seen 1 a"], {"1": 1}, "what a later version wrote may change something"),
    (["undone - a"], {}, "nothing is known of what was taken back"),
]


@pytest.mark.parametrize(("lines", "counts", "reason"), REVISED, ids=reasons(REVISED))
def test_a_revision_is_counted_by_the_log(lines: list[str], counts: dict[str, int], reason: str) -> None:
    """What the log says of an item only grows, and so does the number of its entry."""
    words = [line.split() for line in lines]
    log = [Entry("", "", batch, event, None if item == "-" else item) for event, item, batch in words]
    assert revisions(log) == counts, reason


def test_a_changed_entry_replaces_the_one_of_the_same_day(folder: Path) -> None:
    """Each command that changes an item gives its entry a higher number, `undo` too; other entries keep theirs."""
    numbers = [sequences(folder)]
    for command in (("record", "1"), ("undo",), ("assign", "1", "--owner", "乙"), ("record", "1", "2"), ("undo",)):
        assert run(*command, "--by", "甲", "--today", DAY, cwd=folder).returncode == 0
        numbers.append(sequences(folder))
    assert numbers == [("0", "0"), ("1", "0"), ("2", "0"), ("3", "0"), ("4", "1"), ("5", "2")]


def sequences(folder: Path) -> tuple[str, str]:
    """Return the numbers of the entries of items 1 and 2."""
    by_title = {entry.summary.value: entry.sequence.value for entry in entries(listed(folder))}
    return by_title["某新能源项目落地"], by_title["甲, 乙; 丙\\"]


def test_filters_and_groups_choose_the_entries(folder: Path) -> None:
    """The calendar holds the open rows of the same command."""
    assert [entry.summary.value for entry in entries(listed(folder, "--tag", "red"))] == [
        "某新能源项目落地",
        "Deadline: 某新能源项目落地",
    ]
    assert len(entries(listed(folder, "--group-by", "team"))) == 3


@pytest.mark.parametrize("kind", ["todo", "event"])
def test_a_deadline_is_an_entry_of_its_own(kind: str) -> None:
    """It has another UID than the due date, which stays; it rings so many days before, and on the day itself."""
    item = make_item("1", last="2026-11-09", deadline="2026-12-31")
    bare = entry_of(item._replace(deadline=None), kind)
    due, deadline = entries(drawn(make_plan([item]), kind))
    assert due.uid.value == bare.uid.value != deadline.uid.value
    assert deadline.summary.value == "Deadline: item 1"
    assert (deadline.due if kind == "todo" else deadline.dtstart).value == date(2026, 12, 31)
    morning = timedelta(hours=9)
    assert [alarm.trigger.value for alarm in deadline.valarm_list] == [morning - timedelta(14), morning]


def test_what_is_closed_has_no_deadline() -> None:
    """An item that is never due has one all the same, and one that passed does not ring."""
    closed = make_item("1", last="2026-11-09", deadline="2026-12-31", closed="2026-11-20")
    never = make_item("2", start="9999-12-31", deadline="2026-11-01")
    (entry,) = entries(drawn(make_plan([closed, never])))
    assert (entry.due.value, "valarm" in entry.contents) == (date(2026, 11, 1), False)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("list", "--as", "event"), "--as has no effect without --format ics"),
        (("list", "--as", "event", "-o", "a.csv"), "--as has no effect without --format ics"),
        (("list", "--as", "events", "--format", "ics"), "--as: `events` is unknown"),
        (("list", "--closed", "--format", "ics"), "--closed has no effect with --format ics"),
        (("list", "--closed", "-o", "a.ics"), "--closed has no effect with --format ics"),
        (("check", "--format", "ics"), "--format: `ics` is unknown"),
    ],
)
def test_an_option_without_effect_is_refused(folder: Path, arguments: tuple[str, ...], error: str) -> None:
    """Status 2, and nothing is written."""
    done = run(*arguments, "--today", DAY, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines()[0] == f"error: {error}"
    assert [path.name for path in folder.iterdir()] == ["tasks.yaml"]


def test_a_missing_library_is_named(folder: Path) -> None:
    """Where the library is not installed one line says what to install."""
    blocked = "import sys; sys.modules['icalendar'] = None; from dispatch_cli.__main__ import main; main()"
    command = [sys.executable, "-c", blocked, "list", "--today", DAY, "--format", "ics"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "error: this needs a library that is not installed: icalendar\n"
        f"    → run `{sys.executable} -m pip install icalendar`\n"
    )


@pytest.mark.parametrize(("word", "candidates"), [("--as", ["todo", "event"]), ("--format", ["xlsx", "ics"])])
def test_the_shell_completes_them(folder: Path, word: str, candidates: list[str]) -> None:
    """What may follow is what the option takes."""
    done = run("list", word, "", cwd=folder, _DISPATCH_COMPLETE="zsh")
    assert [line.split("\t")[0] for line in done.stdout.decode().splitlines()][-2:] == candidates


needs_khal = pytest.mark.skipif(not shutil.which("khal"), reason="khal is not installed")
needs_todoman = pytest.mark.skipif(not shutil.which("todoman"), reason="todoman is not installed")
KHAL = """\
[calendars]
[[office]]
path = {folder}/office
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
TODOMAN = """\
path = "{folder}/*"
cache_path = "{folder}/cache.sqlite3"
default_list = "office"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
"""


def read_by(program: str, *arguments: str, folder: Path, **variables: str) -> str:
    """Return what a program of others prints."""
    home = {
        "HOME": f"{folder}",
        "XDG_DATA_HOME": f"{folder}/data",
        "XDG_CACHE_HOME": f"{folder}/cache",
        "TZ": "Asia/Shanghai",
    }
    env = environment(**{**home, **variables})
    done = subprocess.run([program, *arguments], cwd=folder, env=env, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


@pytest.mark.endurance
@needs_khal
def test_khal_shows_the_events_on_their_days(folder: Path) -> None:
    """What is overdue stands on today too, what is due on its day; imported anew, a changed title is the same event."""
    (folder / "khal.conf").write_text(KHAL.format(folder=folder))
    (folder / "office").mkdir()

    def shown(day: str) -> list[str]:
        columns = ("--format", "{start-date}|{title}|{categories}|{all-day}", "--day-format", "")
        return read_by("khal", "-c", "khal.conf", "list", *columns, day, "1d", folder=folder).splitlines()

    for title in ("某新能源项目落地", "某新能源项目, 落地"):
        (folder / "tasks.yaml").write_text(LIST.replace("title: 某新能源项目落地", f'title: "{title}"'))
        run("list", "--today", DAY, "--as", "event", "-o", "list.ics", cwd=folder)
        read_by("khal", "-c", "khal.conf", "import", "--batch", "-a", "office", "list.ics", folder=folder)
        assert shown(DAY) == [f"2026-11-16|{title}|red,招大引强专班|True"]
    assert shown("2026-11-25") == ["2026-11-25|甲, 乙; 丙\\|orange|True"]
    assert shown("2026-11-24") == []


@pytest.mark.endurance
@needs_todoman
def test_todoman_shows_the_todos_with_their_days(folder: Path) -> None:
    """A program for todos, one to a file, reads title, due day, priority and description."""
    (folder / "config.py").write_text(TODOMAN.format(folder=folder))
    (folder / "office").mkdir()
    head, *todos = re.split("(?=BEGIN:VTODO)", listed(folder).decode().removesuffix("END:VCALENDAR\r\n"))
    for number, todo in enumerate(todos):
        (folder / "office" / f"{number}.ics").write_bytes(f"{head}{todo}END:VCALENDAR\r\n".encode())
    found = json.loads(read_by("todoman", "--porcelain", "list", folder=folder, TODOMAN_CONFIG=f"{folder}/config.py"))
    seen = {todo["summary"]: todo for todo in found}
    assert {title: _day(todo) for title, todo in seen.items()} == {
        "某新能源项目落地": "2026-11-16",
        "甲, 乙; 丙\\": "2026-11-25",
        "Deadline: 某新能源项目落地": "2026-12-31",
    }
    assert [seen["某新能源项目落地"][key] for key in ("completed", "priority", "list")] == [False, 1, "office"]
    assert seen["某新能源项目落地"]["description"].startswith("No.: 1\nTag: ■ red")


def _day(todo: Mapping[str, Any]) -> str:
    """Return the day of a todo; todoman counts seconds from UTC for a day of its own zone or of UTC."""
    return f"{datetime.fromtimestamp(todo['due'] + 8 * 3600, UTC):%Y-%m-%d}"


def test_the_last_day_of_the_calendar(folder: Path) -> None:
    """An overdue event lasts until today, be that the last day there is."""
    done = run("list", "--today", "9999-12-31", "--format", "ics", "--as", "event", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_name_of_the_calendar_is_escaped(tmp_path: Path) -> None:
    """Commas, semicolons and backslashes of a branch are those of a text."""
    (tmp_path / "tasks.yaml").write_text("branch: 'A, B; C\\n D'\ntasks: []\n", encoding="utf-8")
    done = run("list", "--format", "ics", cwd=tmp_path)
    assert b"X-WR-CALNAME:A\\, B\\; C\\\\n D\r\n" in done.stdout
