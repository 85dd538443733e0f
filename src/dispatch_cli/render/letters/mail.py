"""A letter as a message by RFC 5322: a plain part, an HTML part, and headers that nobody can inject into.

The headers are folded here and not by the standard library: that of Python 3.11 loses an address among many long
Chinese names, and decodes a name that only looks encoded (`=?utf-8?q?x=40example.com=2C?=`).
"""

from __future__ import annotations

import re
from email import message_from_string
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say
from dispatch_cli.plan.addresses import mailbox
from dispatch_cli.reminders.letters import fingerprint
from dispatch_cli.reminders.reach import MAIL_LINES, NO_MAIL
from dispatch_cli.render.letters.page import letter_content, letter_page, letter_text
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dispatch_cli.model import Mail, TaskFile
    from dispatch_cli.reminders.letters import Letter
    from dispatch_cli.render.style import Style

# The lines of a message end as in a file; the mail program gives them the ends that SMTP wants.
_POLICY = SMTP.clone(linesep="\n", refold_source="none")
_LIST = "dispatch"
_DIGITS = 32  # of the key of a message
_WIDTH = 64  # of a line of a header, its name aside; the standard asks for 78 at most
_PLAIN = re.compile("[!-~]+( [!-~]+)*")
_ATOMS = re.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")


def compose(plan: TaskFile, mail: Mail, letter: Letter, moment: datetime, style: Style) -> EmailMessage:
    """Return the message of a letter; the same letter gives the same message, except for its date."""
    key = fingerprint(plan.branch, letter)
    content = letter_content(plan, moment.date(), letter, style.language)
    message_id = letter.begun or _message_id(mail, key)
    head = _Head(mail, _recipients(plan, letter.names), content.subject, moment, message_id, _answers(plan))
    return _with_page(head, letter_text(content), letter_page(content), key, style)


def compose_test(plan: TaskFile, mail: Mail, letter: Letter, moment: datetime, style: Style) -> EmailMessage:
    """Return a message to the names of a letter that says nothing but that it has arrived."""
    speak, day = style.language.speak, moment.date()
    title = say("Dispatch reminder of {date}: a test", date=day)
    if plan.branch:
        title = say("Dispatch reminder of {date}: a test ({branch})", date=day, branch=plan.branch)
    text = say("This is a test: reminders for {names} arrive here. Nothing is to be done.", names=[*letter.names])
    key = fingerprint(f"{moment.isoformat()} {plan.branch}", letter)
    head = _Head(mail, _recipients(plan, letter.names), speak(title), moment, _message_id(mail, key), _answers(plan))
    message = _message(head, f"{speak(text)}\n")
    message["Content-Language"] = style.language.code
    return message


def compose_page(plan: TaskFile, page: Page, moment: datetime, style: Style) -> EmailMessage:
    """Return a message with a page and its text to those who get the digest. Raises CommandLineError without any."""
    if plan.mail is None:
        raise CommandLineError(NO_MAIL, MAIL_LINES)
    key = sha256("\n".join(page).encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
    recipients = _recipients(plan, plan.mail.to)
    head = _Head(plan.mail, recipients, page.title, moment, _message_id(plan.mail, key))
    return _with_page(head, page.text, page.html, key, style)


class Page(NamedTuple):
    """What a message says: its title, as text, and as a page."""

    title: str
    text: str
    html: str


class _Head(NamedTuple):
    """The headers of a message: who sends it, to whom, about what, when, under which Message-ID, and who is answered.

    Nobody is named to whom answers go where it is the sender.
    """

    mail: Mail
    recipients: str
    subject: str
    moment: datetime
    message_id: str
    answers: str | None = None


def _with_page(head: _Head, text: str, html: str, key: str, style: Style) -> EmailMessage:
    message = _message(head, text)
    message.add_alternative(html, subtype="html", cte="base64")
    message.set_boundary(f"={key}")
    message["Content-Language"] = style.language.code
    return message


def _message(head: _Head, text: str) -> EmailMessage:
    headers = {
        "From": _named(head.mail.name, head.mail.address),
        "To": head.recipients,
        **({"Reply-To": head.answers} if head.answers else {}),
        "Subject": _text(head.subject),
        "Date": format_datetime(head.moment),
        "Message-ID": head.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<{_LIST}.{_domain(head.mail)}>",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in headers.items())
    message = message_from_string(lines, EmailMessage, policy=_POLICY)
    message.set_content(text, cte="base64")
    return message


def _message_id(mail: Mail, key: str) -> str:
    return f"<{key}@{_domain(mail)}>"


def _domain(mail: Mail) -> str:
    _, _, domain = mail.address.rpartition("@")
    return domain


def _answers(plan: TaskFile) -> str | None:
    """Return the contact of an office and its address, None where it has none."""
    contact = plan.contact
    return _named(contact.name, contact.mail) if contact and contact.mail else None


def _recipients(plan: TaskFile, names: Iterable[str]) -> str:
    """Return each mailbox once, with all its names: one that stands twice would get the message twice."""
    names_at: dict[str, list[str]] = {}
    for name in names:
        names_at.setdefault(mailbox(plan.people[name]), []).append(name)
    return ",\n ".join(_named(", ".join(names), plan.people[names[0]]) for names in names_at.values())


def _named(name: str, address: str) -> str:
    """Return an address behind its name, if there is one."""
    if not name:
        return address
    phrase = _phrase(harmless(name))
    *_, last_line = phrase.split("\n")
    is_long = len(last_line) + len(address) > _WIDTH
    return phrase + ("\n " if is_long else " ") + f"<{address}>"


def _phrase(name: str) -> str:
    """Return a name as a header holds it: bare, quoted or encoded."""
    if _ATOMS.fullmatch(name):
        return _text(name)
    if _is_plain(name) and len(name) <= _WIDTH:
        quoted = re.sub(r'["\\]', r"\\\g<0>", name)
        return f'"{quoted}"'
    return _encoded(name)


def _text(text: str) -> str:
    """Return a text as a header holds it: folded, and encoded where it must be."""
    lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    is_bare = _is_plain(text) and max(map(len, lines)) <= _WIDTH
    return "\n ".join(lines) if is_bare else _encoded(text)


def _is_plain(text: str) -> bool:
    """Say whether a text is ASCII that can be folded and does not look encoded."""
    return "=?" not in text and bool(_PLAIN.fullmatch(text))


def _encoded(text: str) -> str:
    return Header(text, "utf-8", maxlinelen=_WIDTH).encode(linesep="\n")


def as_mbox(messages: Iterable[EmailMessage], moment: datetime) -> str:
    """Return messages as one mbox file: each stands behind a line that begins with From."""
    return "".join(f"From dispatch {moment.ctime()}\n{message.as_string()}\n" for message in messages)
