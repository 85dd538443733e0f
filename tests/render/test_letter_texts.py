"""No text of list or log, whatever it holds, stops a message on its way or writes a header of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from builders import make_item, make_plan
from generated import often
from hypothesis import example, given
from hypothesis import strategies as st
from reminding import make_reminders

from dispatch_cli.log.entries import Entry, Event
from dispatch_cli.log.file import read_log
from dispatch_cli.log.lines import format_line
from dispatch_cli.model import Contact, Escalation, Mail
from dispatch_cli.reminders.letters import Letter, make_letters, pending
from dispatch_cli.reminders.memory import remember
from dispatch_cli.render.letters.letter import LetterView
from dispatch_cli.render.letters.mail import as_mbox, compose
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import CODES, Language
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from dispatch_cli.model import TaskFile

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HEADERS = [
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Id",
    "MIME-Version", "Content-Type", "Content-Language",
]  # fmt: skip
INJECTION = "a\r\nBcc: evil@attacker.example\n\n<script>x</script>"
PIECES = [
    "甲", "é", "e\u0301", "🀄", "\ud800", "\udc00", "\ud83d", "\udfff", "\0", "\x1b[31m", "\x7f", "\x85", "\x9b",
    "\r", "\n", "\r\n", "\nBcc: evil@attacker.example", "\r\n\r\n", "\u2028", "\u202e", "\u200d", "\ufeff", "\t", "  ",
    "<x@y>", '"', "\\", ",", ";", ":", "(", ")", "@", "=?utf-8?q?x?=", "=?", "?=", ".\n", "From ", "]]>", "{{ 7*7 }}",
    "x" * 1200, "很" * 1200, "word " * 300,
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
NAMES = TEXTS.filter(bool)


def make_office(texts: dict[str, str]) -> TaskFile:
    """Return an office in whose fields these texts stand, each as a value that its list might hold."""
    tag = texts["tag"].replace("_", "-")
    item = make_item(
        texts["id"], tag, title=texts["title"], owner=texts["owner"], team=texts["team"], note=texts["note"],
        last="2026-10-01", deadline="2026-11-01",
    )  # fmt: skip
    people = {texts["owner"]: "one@example.com", texts["name"]: "two@example.com", "三": "two@example.com"}
    mail = Mail(texts["sender"], "dispatch@example.com", ("三",), ("true",))
    plan = make_plan([item], **{tag: "every 10 days"})
    return plan._replace(
        branch=texts["branch"],
        people=people,
        mail=mail,
        escalate=(Escalation(1, (texts["name"],)),),
        contact=Contact(texts["contact"], texts["phone"], "answers@example.com"),
    )


def make_letters_left(plan: TaskFile, texts: dict[str, str]) -> list[Letter]:
    """Return the letters of an office in whose log the same texts stand, read from its lines."""
    reminders = make_reminders(plan, [], TODAY)
    stage = reminders[0].stage
    more = {"due": f"{stage.due}", "stage": stage.kind, "day": stage.day, "message": texts["message"]}
    lines = [
        Entry(
            "a-1",
            texts["at"],
            "a",
            event,
            texts["id"],
            TODAY,
            texts["by"],
            texts["note"],
            {**more, "to": to, f"x{to}": to},
        )
        for event in (Event.REMINDING, Event.REMINDED, "x")
        for to in ("one@example.com" if event == Event.REMINDING else "else@example.com", texts["name"])
    ]
    entries = read_log("", b"".join(map(format_line, lines))).entries
    return pending(make_letters(plan, make_reminders(plan, entries, TODAY)), remember(entries))


def check_message(data: bytes) -> None:
    """Check that a message has the headers that belong there and no others, and parts that can be read."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [name for name in message if name not in HEADERS] == []
    assert sorted(message.keys()) == sorted(HEADERS)
    assert all(len(line) <= 998 for line in data.splitlines())
    plain, page = (part for part in message.walk() if not part.is_multipart())
    assert plain.get_content().strip()
    assert "<script>x" not in page.get_content()
    assert {address.addr_spec for address in message["To"].addresses} <= {"one@example.com", "two@example.com"}
    assert [address.addr_spec for address in message["Reply-To"].addresses] == ["answers@example.com"]


FIELDS = (
    "id",
    "title",
    "owner",
    "team",
    "note",
    "branch",
    "name",
    "sender",
    "tag",
    "message",
    "by",
    "at",
    "contact",
    "phone",
)


@often(150)
@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, NAMES)), st.sampled_from(CODES))
@example(dict.fromkeys(FIELDS, INJECTION), "en")
@example(dict.fromkeys(FIELDS, "\ud800"), "zh")
@example(dict.fromkeys(FIELDS, "<é@y>"), "zh")
def test_no_text_stops_a_message_or_injects_a_header(texts: dict[str, str], code: str) -> None:
    """Whatever list and log hold, each letter becomes a message, by itself and among others, and a page."""
    plan, style = make_office(texts), Style(Language(code))
    assert plan.mail
    those = make_letters_left(plan, texts)
    assert those
    messages = [compose(plan, plan.mail, letter, NOW, style) for letter in those]
    for message in messages:
        check_message(message.as_bytes())
        assert message.as_string().isascii()
    assert as_mbox(messages, NOW).count("\nMessage-ID: ") == len(those)
    agenda = make_agenda(plan, (), NOW.date(), State, Filters())
    for view in (LetterView(plan, NOW, letter, those, agenda, plan.mail) for letter in those):
        assert view.html(style).encode()
        assert view.sheet(style).groups
