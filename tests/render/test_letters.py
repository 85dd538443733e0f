"""Letters as messages and pages: read back by independent programs, and looked at by a real browser.

`UPDATE_GOLDEN=1 pytest tests/render/test_letters.py -n0` writes the golden files anew, to be read before
they are believed.
"""

from __future__ import annotations

import json
import mailbox
import os
import pty
import re
import shutil
import subprocess
from base64 import b64encode
from contextlib import closing, suppress
from email import message_from_bytes, message_from_string, policy
from email.header import decode_header, make_header
from email.utils import getaddresses
from hashlib import sha256
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import program
import pytest
from desk import Desk
from golden import compare
from program import environment, needs

from dispatch_cli.render.letters.letter import FORMATS
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEMPLATE = Path(__file__).parent.parent.parent / "src/dispatch_cli/render/templates/letter.html"
OFFICE = r"""
branch: "From the 示例 <b>支部</b>\e[31m"
timezone: Asia/Shanghai
people:
  招商一科: zhaoshang1@example.com
  招大引强专班: team@example.com
  Section 2: section2@example.com
  招商局分管领导: leader@example.com
  支部书记: secretary@example.com
  办公室: office@example.com
remind:
  escalate:
    - {missed: 1, to: 招商局分管领导}
    - {missed: 3, to: [支部书记, 招商局分管领导]}
  contact: {name: 督办科, phone: 010-88886666, mail: duban@example.com}
  mail:
    from: 调度提醒 <dispatch@example.com>
    to: [支部书记]
cadence: {'"><script>': every 10 days}
tasks:
- {id: 1, title: 某新能源项目落地, tag: 红, team: 招大引强专班, owner: 招商一科, last: 2026-11-09, deadline: 2026-12-31}
- id: 2
  title: 生物医药产业园二期用地指标争取与跨部门会审材料归集以及各有关单位意见征求汇总上报和后续整改落实情况的跟踪督办
  tag: orange
  team: 招大引强专班
  last: 2026-10-12
  note: 已与有关部门对接三次，待下月联席会议研究后再行上报，期间由专人负责跟踪，每周反馈一次进展情况
- id: PROJECT-2026-000123
  title: '<script>alert(1)</script> [red] "甲" & 乙'
  tag: red
  team: '</p><b onclick="alert(1)">专班'
  owner: a"b'c
  last: 2026-10-25
  deadline: 2026-11-01
  note: "From <img src=x onerror=alert(1)>\e[2J\u202e\nhttps://example.com/a/path/without/any/space/\
         that/is/much/longer/than/a/telephone/is/wide?and=so&on=1"
- {id: 4, title: 老旧小区改造工程月度推进, tag: green, owner: 招商一科, last: 2026-10-22, note: From now on}
- {id: 5, title: 迎检材料, tag: orange, last: 2026-11-07, deadline: 2026-11-20}
- {id: 6, title: 签约项目回访, tag: red, owner: 招商一科, last: 2026-11-16, note: 已签约}
- {id: 7, title: Land for the new energy park, tag: green, team: Services, owner: Section 2, last: 2026-10-25}
- {id: 8, title: AVeryLongWordWithoutAnySpaceThatIsMuchLongerThanATelephoneIsWide, tag: '"><script>', last: 2026-11-14}
- {id: 9, title: 还早, tag: green, owner: 办公室, last: 2026-11-20}
"""
# The same items with texts that nobody has to escape.
TAME = re.sub(r"""</?(script|b|p|img)\b[^>]*>|[&"]|\\\w+|\\\n *""", "", OFFICE.replace("""'"><script>'""", "ten"))
RECIPIENTS = ["招商一科", "招大引强专班", "Section 2", "招商局分管领导", "支部书记"]
ONE = """
branch: {branch}
timezone: Asia/Shanghai
people: {people}
remind: {{contact: {{name: {text}, mail: answers@example.com}}, mail: {{from: {sender}, to: {names}}}}}
tasks:
- {{id: {text}, title: {text}, tag: red, owner: {text}, team: {text}, note: {text}, last: 2026-11-01}}
"""
HEADERS = [
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Id",
    "MIME-Version", "Content-Type", "Content-Language",
]  # fmt: skip
ESSENTIAL = HEADERS[:8]
SUBJECTS = {
    "en": "Dispatch reminder of 2026-11-22: 3 overdue, 2 due today, 3 due soon, 2 deadlines passed "
    r"(From the 示例 <b>支部</b>\x1b[31m)",
    "zh": "调度提醒 2026-11-22：逾期 3 项、今日到期 2 项、临期 3 项、已过时限 2 项"
    r"（From the 示例 <b>支部</b>\x1b[31m）",
}
# Shows all messages of a box, each behind a form feed, and ends.
MUTTRC = r"""
set folder="{folder}" mailcap_path="{folder}/mailcap" charset=utf-8 header_cache="" wait_key=no
set pipe_decode=yes pipe_split=no pipe_sep="\f"
ignore *
unignore {headers}
alternative_order {kind}
auto_view text/html
push "<tag-pattern>~A<enter><tag-prefix><pipe-message>cat>{folder}/shown<enter><exit>"
"""


class Read(NamedTuple):
    """What a program has read of a message: its headers by name, its plain part, its HTML part."""

    headers: dict[str, str]
    text: str
    html: str


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the hostile office."""
    return Desk(tmp_path, OFFICE)


def office_of(people: dict[str, str], text: str = "甲", branch: str = "示例支部", sender: str = "d@example.com") -> str:
    """Return a task file whose every text is given; all of its people get the digest."""
    values = {"people": people, "names": [*people], "text": text, "branch": branch, "sender": sender}
    written = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
    return re.sub("[\x7f-\x9f\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", ONE.format_map(written))


def output_of(*command: str | Path, **more: Any) -> str:
    """Run another program to its end and return what it wrote, which is UTF-8."""
    given = {**environment(), "LANG": "C.UTF-8"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=given, timeout=60, **more)
    return str(done.stdout, "utf-8")


def read_by_library(data: bytes, _: Path) -> Read:
    """Read a message with the email package, the parser that is as old as the standard."""
    message = message_from_bytes(data)
    plain, page = (part.get_payload(decode=True) for part in message.walk() if not part.is_multipart())
    assert isinstance(plain, bytes)
    assert isinstance(page, bytes)
    return Read(
        {name: str(make_header(decode_header(message[name]))) for name in ESSENTIAL}, plain.decode(), page.decode()
    )


def read_by_policy(data: bytes, _: Path) -> Read:
    """Read a message with the email package, the parser of today, which must find nothing wrong."""
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    assert not any(part.defects for part in message.walk())
    assert not any(message[name].defects for name in HEADERS)
    return Read({name: message[name] for name in ESSENTIAL}, *(part.get_content() for part in parts))


def read_by_mutt(data: bytes, folder: Path) -> Read:
    """Read a message with mutt."""
    box = folder / "one.mbox"
    box.write_bytes(b"From dispatch Sun Nov 22 00:00:00 2026\n" + data)
    (plain,), (page,) = mutt(box, "text/plain"), mutt(box, "text/html")
    return Read(plain[0], plain[1], page[1])


def mutt(box: Path, kind: str) -> list[tuple[dict[str, str], str]]:
    """Return headers and body of each message that mutt finds in a box, as it shows them."""
    folder = box.parent
    (folder / "mailcap").write_text("text/html; cat %s; copiousoutput\n", encoding="utf-8")
    settings = MUTTRC.format(folder=folder, headers=" ".join(ESSENTIAL), kind=kind)
    (folder / "muttrc").write_text(settings, encoding="utf-8")
    screen, terminal = pty.openpty()
    command = ["mutt", "-n", "-F", f"{folder}/muttrc", "-R", "-f", f"{box}"]
    given = environment(HOME=f"{folder}", TERM="xterm", LANG="C.UTF-8")
    process = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=given, start_new_session=True
    )
    os.close(terminal)
    with suppress(OSError):  # the screen is gone
        while os.read(screen, 65536):
            pass
    os.close(screen)
    assert process.wait() == 0
    shown = (folder / "shown").read_text(encoding="utf-8").split("\f")
    return [_shown(text) for text in shown if text]


def _shown(text: str) -> tuple[dict[str, str], str]:
    head, _, body = text.partition("\n\n")
    fields = re.sub(r"\n[ \t]+", " ", head).splitlines()[1:]
    return {name: value for name, _, value in (field.partition(": ") for field in fields) if name in ESSENTIAL}, body


def read_by_mblaze(data: bytes, folder: Path) -> Read:
    """Read a message with mblaze."""
    path = folder / "one.eml"
    path.write_bytes(data)
    headers = {name: output_of("mhdr", "-h", name, "-d", path).removesuffix("\n") for name in ESSENTIAL}
    return Read(headers, output_of("mshow", "-O", path, "2"), output_of("mshow", "-O", path, "3"))


READERS = [
    pytest.param(read_by_library, id="email"),
    pytest.param(read_by_policy, id="email.policy"),
    pytest.param(read_by_mutt, id="mutt", marks=needs("mutt")),
    pytest.param(read_by_mblaze, id="mblaze", marks=needs("mshow")),
]


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("read", READERS)
def test_a_message_is_read_back(desk: Desk, read: Any, code: str) -> None:
    """Every mail program reads the same headers, the same text and the same page, and the right ones."""
    data = desk.do("remind", "--format", "eml", "--lang", code).encode()
    page = desk.do("remind", "--format", "html", "--lang", code)
    found = read(data, desk.file.parent)
    assert found.headers == {
        "From": "调度提醒 <dispatch@example.com>",
        "To": "支部书记 <secretary@example.com>",
        "Reply-To": "督办科 <duban@example.com>",
        "Subject": SUBJECTS[code],
        "Date": "Sun, 22 Nov 2026 00:00:00 +0800",
        "Message-ID": found.headers["Message-ID"],
        "Auto-Submitted": "auto-generated",
        "List-Id": "<dispatch.example.com>",
    }
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.com>", found.headers["Message-ID"])
    compare(f"letter.{code}.txt", found.text)
    assert found.html == page


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_page(desk: Desk, code: str) -> None:
    """The page looks as it did."""
    compare(f"letter.{code}.html", desk.do("remind", "--format", "html", "--lang", code))


def test_the_message(desk: Desk) -> None:
    """The message is, byte for byte, what it was."""
    compare("letter.en.eml", desk.do("remind", "--format", "eml"))


def check_wire(message: str, names: Sequence[str] = HEADERS) -> None:
    """Check what every mail program may rely on: short lines in ASCII, and the headers that belong there, once."""
    head, _, body = message.partition("\n\n")
    assert message.isascii()
    assert "\r" not in message
    assert [line.partition(":")[0] for line in head.splitlines() if not line.startswith(" ")] == names
    assert all(line.strip() for line in head.splitlines())
    assert max(map(len, head.splitlines())) <= 998
    assert max(map(len, body.splitlines())) <= 78
    assert all(len(word) <= 75 for word in re.findall(r"=\?\S+\?=", head))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_what_goes_over_the_wire(desk: Desk, code: str) -> None:
    """A message is ASCII in short lines, whatever it says."""
    check_wire(desk.do("remind", "--format", "eml", "--lang", code))


@pytest.mark.parametrize("format_name", ["eml", "mbox"])
def test_the_same_files_give_the_same_bytes(desk: Desk, format_name: str) -> None:
    """For the same files, day and language a message is the same, wherever and however it is made."""
    here = desk.do("remind", "--format", format_name, "--lang", "zh").encode()
    command = ["remind", "-f", f"{desk.file}", "--today", "2026-11-22", "--format", format_name]
    for there in ({"TZ": "America/New_York", "LANG": "zh_CN.GBK"}, {"TZ": "UTC", "LANG": "C", "DISPATCH_LANG": "zh"}):
        given = {"PYTHONHASHSEED": "1", "DISPATCH_LANG": "zh", **there}
        done = program.run(*command, stdin=b"", cwd=desk.file.parent, **given)
        assert (done.returncode, done.stderr, done.stdout) == (0, b"", here)


STAGES = [
    ("orange", "2026-11-05", "2026-11-06", True, "soon is one stage for each due date"),
    ("orange", "2026-11-06", "2026-11-07", False, "from soon to due"),
    ("orange", "2026-11-07", "2026-11-08", False, "from due to overdue"),
    ("orange", "2026-11-08", "2026-11-10", True, "overdue is told again after three days, not earlier"),
    ("orange", "2026-11-10", "2026-11-11", False, "overdue again"),
    ("red", "2026-11-08", "2026-11-09", False, "red is told again every day"),
]


def message_id(desk: Desk, *options: str, day: str) -> str:
    """Return the Message-ID of the message of a day."""
    message = message_from_string(desk.do("remind", "--format", "eml", *options, day=day))
    return str(message["Message-ID"])


@pytest.mark.parametrize(("tag", "day", "later", "same", "reason"), STAGES, ids=[row[-1] for row in STAGES])
def test_a_stage_has_its_own_message_id(
    tmp_path: Path, tag: str, day: str, later: str, reason: str, *, same: bool
) -> None:
    """The Message-ID stays the same as long as there is nothing new to tell, in every language."""
    last = {"orange": "2026-10-22", "red": "2026-10-31"}[tag]
    text = office_of({"书记": "s@example.com"}).replace("tag: red", f"tag: {tag}").replace("2026-11-01", last)
    desk = Desk(tmp_path, text)
    before, after = message_id(desk, day=day), message_id(desk, "--lang", "zh", day=later)
    assert (before == after) is same, reason


def test_other_letters_have_other_message_ids(desk: Desk) -> None:
    """No two recipients, items or offices share a Message-ID."""
    ids = re.findall("^Message-ID: (.*)$", desk.do("remind", "--format", "mbox"), re.MULTILINE)
    ids += [message_id(desk, "--to", "支部书记", "--tag", tag, day="2026-11-22") for tag in ("red", "orange", "green")]
    desk.write(OFFICE.replace("From the", "From another"))
    ids.append(message_id(desk, "--to", "支部书记", "--tag", "red", day="2026-11-22"))
    assert len(set(ids)) == len(ids) == len(RECIPIENTS) + 4


HOSTILE = [
    ("a\nBcc: x@example.com", "a new line"),
    ("a\r\nBcc: x@example.com", "the line end of SMTP"),
    ("a\r\n\r\n<b>body</b>", "an empty line begins the body"),
    ("a\rBcc: x@example.com\x85Cc: x@example.com", "line ends of old machines"),
    ("a\u2028Bcc: x@example.com\u2029\x0b\x0c\x1cend", "what Python takes for line ends"),
    ("a, x@example.com, b", "commas divide recipients"),
    ("a <x@example.com>, b", "angle brackets hold an address"),
    ('a" <x@example.com>, "b\\', "quotes end a quoted name"),
    ("group: x@example.com;", "a colon begins a group"),
    ("a (x@example.com) b", "a comment"),
    ("=?utf-8?q?x=40example=2Ecom=2C?= =?utf-8?q?=0ABcc=3A?=", "what is read as encoded"),
    ("=?gbk?b?yum8xw==?=", "what is read as encoded in another character set"),
    ("\u202e\u200b\x00\x1b[31m\x7f", "controls"),
    (".", "a dot alone"),
    ("two  spaces and\ta tab", "spaces that folding could eat"),
    ("王　伟", "the ideographic space"),
    ("x" * 300, "a long word"),
    ("many words " * 40 + "end", "a long text of ASCII"),
    ('many, "words" ' * 40 + "end", "a long text that would have to be quoted"),
    ("招商引资和重点项目推进工作领导小组办公室" * 5, "a long Chinese text"),
    ("🀄👩‍👩‍👧e\u0301" * 20, "characters of several code points"),
]


@pytest.mark.parametrize(("text", "reason"), HOSTILE, ids=[row[-1] for row in HOSTILE])
def test_no_header_can_be_injected(tmp_path: Path, text: str, reason: str) -> None:
    """Whatever the texts of an office hold, its message has the same headers and recipients, and says it harmlessly."""
    name = harmless(text)
    people = {text: "first@example.com", "书记": "second@example.com"}
    sender = "d@example.com" if set("<>@\r\n\x00") & set(name) else f"{name} <d@example.com>"
    desk = Desk(tmp_path, office_of(people, text, branch=text, sender=sender))
    message = desk.do("remind", "--format", "eml", "--lang", "zh")
    check_wire(message)
    headers = read_by_library(message.encode(), tmp_path).headers
    assert mailboxes(message, "To") == [(name, "first@example.com"), ("书记", "second@example.com")], reason
    assert mailboxes(message, "Reply-To") == [(name, "answers@example.com")], reason
    assert headers["Subject"] == f"调度提醒 2026-11-22：逾期 1 项（{name}）", reason


@pytest.mark.endurance
@needs("mshow")
@needs("mutt")
@pytest.mark.parametrize(("text", "reason"), HOSTILE, ids=[row[-1] for row in HOSTILE])
def test_mail_programs_see_no_injected_recipient(tmp_path: Path, text: str, reason: str) -> None:
    """Other programs find the same two recipients and the same subject, whatever the texts hold."""
    desk = Desk(tmp_path, office_of({text: "first@example.com", "书记": "second@example.com"}, text, branch=text))
    data = desk.do("remind", "--format", "eml", "--lang", "zh").encode()
    for read in (read_by_mutt, read_by_mblaze):
        found = read(data, tmp_path).headers
        assert found["Subject"] == f"调度提醒 2026-11-22：逾期 1 项（{harmless(text)}）", reason
    lines = output_of("maddr", "-h", "to", "-a", tmp_path / "one.eml").split()
    assert lines == ["first@example.com", "second@example.com"], reason


def mailboxes(message: str, header: str) -> list[tuple[str, str]]:
    """Return the names and addresses of a header."""
    found = getaddresses([message_from_string(message)[header]])
    return [(str(make_header(decode_header(name))) if "=?" in name else name, address) for name, address in found]


NAMES = [
    ("Secretary", "Secretary <s@example.com>", "nothing to quote"),
    ("Lee, Ann", '"Lee, Ann" <s@example.com>', "a comma"),
    ('A "B" \\ C', r'"A \"B\" \\ C" <s@example.com>', "quotes and backslashes"),
    ("书记", "=?utf-8?b?5Lmm6K6w?= <s@example.com>", "Chinese"),
    ("=?x?=", "=?utf-8?b?PT94Pz0=?= <s@example.com>", "looks encoded"),
]


@pytest.mark.parametrize(("name", "wire", "reason"), NAMES, ids=[row[-1] for row in NAMES])
def test_names_of_recipients(tmp_path: Path, name: str, wire: str, reason: str) -> None:
    """A name is written bare, quoted or encoded, as it must be, for sender and recipient alike."""
    sender = f"{name} <s@example.com>" if '"' not in name else "s@example.com"
    desk = Desk(tmp_path, office_of({name: "s@example.com"}, sender=sender))
    message = desk.do("remind", "--format", "eml")
    assert f"\nTo: {wire}\n" in message, reason
    assert message.startswith(f"From: {wire}\n") or '"' in name, reason


def test_who_shares_an_address_is_named_and_told_once(tmp_path: Path) -> None:
    """Names with the same address share a message, which is sent there once."""
    desk = Desk(tmp_path, office_of({"书记": "s@example.com", "办公室": "o@example.com", "值班": "s@example.com"}))
    message = desk.do("remind", "--format", "eml")
    assert mailboxes(message, "To") == [("书记, 值班", "s@example.com"), ("办公室", "o@example.com")]
    assert desk.do("remind", "--format", "mbox").count("\nTo: ") == 2


@pytest.mark.parametrize("name", ["第{}招商引资和重点项目推进工作领导小组办公室", "Name, no. {}", "{}"])
def test_a_hundred_recipients(tmp_path: Path, name: str) -> None:
    """None of many recipients is lost, however long their names."""
    people = {f"{name.format(n)}{'长' * (n % 30)}": f"r{n}@example.com" for n in range(100)}
    desk = Desk(tmp_path, office_of(people))
    message = desk.do("remind", "--format", "eml")
    check_wire(message)
    assert mailboxes(message, "To") == [*people.items()]
    path = tmp_path / "m.eml"
    path.write_text(message, encoding="ascii")
    if shutil.which("maddr"):
        assert output_of("maddr", "-h", "to", "-a", path).split() == [*people.values()]


def test_a_long_domain(tmp_path: Path) -> None:
    """Message-ID and List-Id stay whole, however long the domain of the sender."""
    domain = "mail.department-of-commerce." + "district-of-the-new-harbour." * 5 + "example.com"
    desk = Desk(tmp_path, office_of({"书记": "s@example.com"}, sender=f"d@{domain}"))
    message = desk.do("remind", "--format", "eml")
    check_wire(message)
    assert f"\nList-Id: <dispatch.{domain}>\n" in message
    assert re.search(rf"^Message-ID: <[0-9a-f]{{32}}@{re.escape(domain)}>$", message, re.MULTILINE)


def split_by_library(path: Path) -> list[tuple[str, str]]:
    """Return recipient and subject of each message that the standard library finds."""
    with closing(mailbox.mbox(path)) as box:
        return [(decoded(message["To"]), decoded(message["Subject"])) for message in box]


def decoded(value: str) -> str:
    """Return a header as people read it."""
    return str(make_header(decode_header(value)))


def split_by_mutt(path: Path) -> list[tuple[str, str]]:
    """Return recipient and subject of each message that mutt finds."""
    return [(headers["To"], headers["Subject"]) for headers, _ in mutt(path, "text/plain")]


def split_by_mblaze(path: Path) -> list[tuple[str, str]]:
    """Return recipient and subject of each message that mblaze delivers from the box."""
    folder = path.parent / "maildir"
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    with path.open("rb") as box:
        found = output_of("mdeliver", "-v", "-M", folder, stdin=box).split()
    show = [[output_of("mhdr", "-h", name, "-d", one).strip() for name in ("to", "subject")] for one in found]
    return [(to, subject) for to, subject in show]


@pytest.mark.parametrize(
    "split",
    [
        pytest.param(split_by_library, id="mailbox"),
        pytest.param(split_by_mutt, id="mutt", marks=needs("mutt")),
        pytest.param(split_by_mblaze, id="mblaze", marks=needs("mdeliver")),
    ],
)
def test_a_box_splits_into_its_messages(desk: Desk, split: Any) -> None:
    """Mail programs find as many messages in a box as there are recipients, though texts begin with From."""
    box = desk.file.parent / "box"
    box.write_text(desk.do("remind", "--format", "mbox", "--lang", "zh"), encoding="ascii")
    subjects = [each["subject"] for each in json_of(desk, "--lang", "zh")["messages"]]
    addresses = ["zhaoshang1", "team", "section2", "leader", "secretary"]
    recipients = [f"{name} <{user}@example.com>" for name, user in zip(RECIPIENTS, addresses, strict=True)]
    assert split(box) == list(zip(recipients, subjects, strict=True))
    assert sum(line.startswith("From ") for line in box.read_text(encoding="ascii").splitlines()) == len(RECIPIENTS)


def test_a_box_holds_the_messages_themselves(desk: Desk) -> None:
    """Each message of a box is, byte for byte, the one that its recipient alone would get."""
    box = desk.do("remind", "--format", "mbox")
    alone = [desk.do("remind", "--format", "eml", "--to", name) for name in RECIPIENTS]
    assert box == "".join(f"From dispatch Sun Nov 22 00:00:00 2026\n{message}\n" for message in alone)


class Outline(HTMLParser):
    """The elements and attributes of a page, in their order, and its text."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.elements.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        """Remember where an element ends."""
        self.elements.append((f"/{tag}", []))

    def handle_data(self, data: str) -> None:
        """Remember a text."""
        self.texts.append(data)


def test_the_page_has_no_element_but_its_own(desk: Desk) -> None:
    """Hostile texts make the same page as tame ones: the same elements with the same attributes, and their own text."""
    page = Outline(desk.do("remind", "--format", "html"))
    desk.write(TAME)
    assert page.elements == Outline(desk.do("remind", "--format", "html")).elements
    assert not {"script", "b", "img", "a", "link"} & {tag for tag, _ in page.elements}
    texts = [text.replace("\xa0", "") for text in page.texts]
    assert 'PROJECT-2026-000123 <script>alert(1)</script> [red] "甲" & 乙' in texts
    assert """</p><b onclick="alert(1)">专班 · a"b'c""" in texts
    assert any(text.startswith(r"note: From <img src=x onerror=alert(1)>\x1b[2J\u202e https://") for text in texts)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"<(script|img|link|form|svg|iframe|video)", "removed, or a reason to call it spam"),
        (r"https?:|url\(|@import|\bsrc=|\bhref=", "nothing is fetched, so nobody is watched while reading"),
        (r"var\(|calc\(|--\w+:", "variables are unknown to many"),
        (r"\b(flex|grid|float|position|animation)\b", "layouts that are unknown to many"),
        (r"\bon\w+=|javascript:", "nothing is run"),
        (r"!important|:root|:not|:has|\*\s*\{", "selectors that are unknown to many"),
        (r"#\w{3}\b", "short colours are unknown to some"),
    ],
)
def test_the_template_holds_only_what_mail_programs_understand(pattern: str, reason: str) -> None:
    """The page needs no script, no other file and no style of the newer kind."""
    assert not re.search(pattern, TEMPLATE.read_text(encoding="utf-8")), reason


def test_the_style_is_short_enough() -> None:
    """Gmail drops styles of more than 8192 characters, and a sheet in which it does not understand a rule."""
    styles = re.findall("<style>(.*?)</style>", TEMPLATE.read_text(encoding="utf-8"), re.DOTALL)
    assert sum(map(len, styles)) < 8192
    assert ["@media" in style for style in styles] == [False, True]


# What the browser finds: sizes, each element that leaves the screen or hides some of its text, and each text with
# its contrast by WCAG 2 against the ground on which it stands.
PROBE = """
<script>
addEventListener("load", () => {
const inside = frames[0], page = inside.document, style = inside.getComputedStyle.bind(inside);
const light = c => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
const parse = text => text.match(/[0-9.]+/g).map(Number);
const shine = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
const ground = e => { for (; e; e = e.parentElement) {
  const c = parse(style(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } };
const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join("");
const all = [...page.body.querySelectorAll(":not(script)")];
const contrast = e => {
  const [a, b] = [parse(style(e).color), ground(e)].map(shine).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05); };
const found = {
  inner: inside.innerWidth, scroll: page.documentElement.scrollWidth,
  ground: ground(page.body), obeyed: inside.obeyed ?? null,
  outside: all.filter(e => e.getBoundingClientRect().right > inside.innerWidth).map(e => e.outerHTML),
  cut: all.filter(e => e.scrollWidth > e.clientWidth + 1 && style(e).display !== "inline").map(own),
  contrast: Object.fromEntries(all.filter(own).map(e => [own(e), contrast(e)])),
  small: all.filter(own).filter(e => parse(style(e).fontSize)[0] < 14).map(own),
  edges: Object.fromEntries(["overdue", "due", "soon"].map(
    s => { const c = style(page.querySelector(".card." + s));
      return [s, c.borderLeftStyle + c.borderLeftColor]; })),
};
document.title = JSON.stringify(found);
});
</script>
"""
# The page allows no script: the probe looks into its frame. A window is never narrower than 500 pixels, a frame is.
SCREEN = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title></title></head>
<body>{probe}<iframe width="{width}" height="1600" style="border: 0" srcdoc="{page}"></iframe></body></html>
"""


def look(page: str, folder: Path, width: int, scheme: str) -> dict[str, Any]:
    """Return what a browser finds in a page, on a screen of some width, with light or dark as its user's wish."""
    path = folder / "page.html"
    path.write_text(SCREEN.format(width=width, page=escape(page), probe=PROBE), encoding="utf-8")
    dump = output_of(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}", "--window-size=1000,1600",
        f"--blink-settings=preferredColorScheme={['dark', 'light'].index(scheme)}",
        "--dump-dom", path.as_uri(),
    )  # fmt: skip
    title = re.search("<title>(.*?)</title>", dump, re.DOTALL)
    assert title, dump
    found: dict[str, Any] = json.loads(Unescaped(title[0]).text)
    return found


class Unescaped(HTMLParser):
    """The text of a piece of HTML."""

    def __init__(self, piece: str) -> None:
        """Read it."""
        super().__init__()
        self.text = ""
        self.feed(piece)
        self.close()

    def handle_data(self, data: str) -> None:
        """Add a text."""
        self.text += data


@pytest.mark.endurance
@needs("chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 900])
def test_the_page_on_a_screen(desk: Desk, width: int, scheme: str) -> None:
    """On a telephone and on a desk, light and dark, nothing overflows, nothing is cut, and everything can be read."""
    found = look(desk.do("remind", "--format", "html", "--lang", "zh"), desk.file.parent, width, scheme)
    assert found["inner"] == width
    assert found["scroll"] <= width
    assert (found["outside"], found["cut"], found["small"]) == ([], [], [])
    assert len(found["contrast"]) > 30
    assert min(found["contrast"].values()) >= 4.5
    assert (sum(found["ground"][:3]) < 128 * 3) == (scheme == "dark")
    assert len(set(found["edges"].values())) == 3


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_page_has_a_policy(desk: Desk, code: str) -> None:
    """The page allows itself its own styles, by what they are, and nothing else; it says so before anything else."""
    page = desk.do("remind", "--format", "html", "--lang", code)
    styles = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles)
    policy = f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'"
    assert f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n' in unescape(page)


@needs("chromium")
def test_what_got_into_the_page_would_be_refused(desk: Desk) -> None:
    """A script, a handler or a style that stood in the page all the same would do nothing."""
    page = desk.do("remind", "--format", "html")
    hostile = "<script>obeyed = 1</script><img src=x onerror='obeyed = 2'><style>body { background: #000000 }</style>"
    found = look(page.replace("</body>", f"{hostile}</body>"), desk.file.parent, 900, "light")
    assert found["obeyed"] is None
    assert sum(found["ground"][:3]) > 128 * 3


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("options", [("--tag", "green", "--owner", "办公室"), ("--to", "办公室"), ("--team", "Nobody")])
def test_nothing_to_say(desk: Desk, format_name: str, options: Sequence[str]) -> None:
    """Where nothing is overdue, due or soon there is no byte, in any format, and the status is 0."""
    desk.write(f"{OFFICE}- {{id: 10, title: x, tag: red, team: Nobody, last: 2026-11-22}}\n")
    done = desk.run("remind", "--format", format_name, *options)
    assert (done.code, done.out, done.err) == (0, "", "")


def json_of(desk: Desk, *options: str) -> dict[str, Any]:
    """Return what programs get."""
    document: dict[str, Any] = json.loads(desk.do("remind", "--format", "json", *options))
    return document


TOLD = {
    "招商一科": ["1", "4", "6"],
    "招大引强专班": ["1", "2"],
    "Section 2": ["7"],
    "招商局分管领导": ["PROJECT-2026-000123", "1", "2"],
    "支部书记": ["PROJECT-2026-000123", "1", "2", "5", "4", "6", "7", "8"],
}


def test_programs_get_an_entry_for_each_recipient(desk: Desk) -> None:
    """JSON holds for each recipient the names, the address, the subject and the items of the message."""
    messages = json_of(desk)["messages"]
    box = desk.do("remind", "--format", "mbox").split("From dispatch Sun Nov 22 00:00:00 2026\n")[1:]
    assert {each["to"][0]: ids(each["items"]) for each in messages} == TOLD
    assert [each["address"] for each in messages] == [mailboxes(message, "To")[0][1] for message in box]
    assert [each["subject"] for each in messages] == [decoded(message_from_string(one)["Subject"]) for one in box]


def ids(items: Iterable[dict[str, Any]]) -> list[str]:
    """Return the ids of items."""
    return [item["id"] for item in items]


@pytest.mark.parametrize("name", [*TOLD, "Services"])
def test_one_name_alone(desk: Desk, name: str) -> None:
    """`--to` gives what one name is told, also one without an address, and no other's message."""
    document = json_of(desk, "--to", name)
    assert ids(document["items"]) == TOLD.get(name, ["7"])
    assert [each["to"] for each in document["messages"]] == ([[name]] if name in TOLD else [])
    assert desk.do("remind", "--to", name).count("\n") == len(document["items"]) + len(document["deadlines"]) + 2


NO_MAIL = re.sub(r"  mail:\n.*\n.*\n", "", OFFICE)
NO_SENDER = "the task file does not say from whom to whom mail goes"
ERRORS = [
    (NO_MAIL, ("--format", "eml"), NO_SENDER, "put these lines into it", "no mail section"),
    (NO_MAIL, ("--format", "mbox"), NO_SENDER, "put these lines into it", "no mail section, for a box"),
    (OFFICE, ("--to", "Nobody"), "`Nobody`", "Section 2", "a name that nobody has"),
    (OFFICE, ("--to", "支部书纪"), "`支部书纪`", "支部书记", "a misspelt name"),
    (OFFICE, ("--format", "pdf"), "`pdf`", "text", "a format that does not exist"),
    (OFFICE, ("--format", "csv"), "`csv`", "mbox", "a format of other commands"),
    (OFFICE, ("--format", "eml", "--to", "Services"), "`Services` has no address", "Services: name@", "no address"),
]


@pytest.mark.parametrize(("text", "options", "what", "remedy", "reason"), ERRORS, ids=[row[-1] for row in ERRORS])
def test_errors(desk: Desk, text: str, options: Sequence[str], what: str, remedy: str, reason: str) -> None:
    """What cannot be made is told with a remedy, on stderr alone, and the status is 2."""
    desk.write(text)
    done = desk.run("remind", *options)
    assert (done.code, done.out) == (2, ""), reason
    first, *rest = done.err.splitlines()
    assert what in first, reason
    assert remedy in "\n".join(rest), reason
