"""Minutes in every form hold the same words; the paper for Word is one that LibreOffice opens."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from email import message_from_bytes
from email.policy import default
from html import unescape
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from workbooks import day, framed, opened, values

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
branch: 示例支部
people: {书记: secretary@example.com}
remind: {mail: {from: dispatch@example.com, to: 书记}}
tasks:
  - {id: 1, title: "<b>供地</b> [red] *重点*", tag: red, team: 招大引强专班, owner: 招商一科, start: 2026-11-01}
  - {id: 2, title: "首店\\e[31m", tag: orange, start: 2026-11-01, deadline: 2026-12-31}
  - {id: 3, title: 走访, tag: red, start: 2026-11-15}
"""
DAY = "2026-11-23"
WORDS = ["供地", "招商一科", "已约谈企业，等待供地", "研判", "已印发", "走访", "招大引强专班", "2026-11-30"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an office on a day on which three things were decided, and one item was left out."""
    desk = Desk(tmp_path, LIST)
    for command in (
        ("record", "1", "-m", "已约谈企业，等待供地"),
        ("tag", "2", "green", "-m", "研判"),
        ("close", "2", "-m", "已印发"),
    ):
        desk.do(*command, day=DAY)
    return desk


def in_form(desk: Desk, name: str, language: str = "zh") -> bytes:
    """Return the minutes of the day in one form."""
    path = desk.file.parent / f"minutes.{name}"
    desk.do("minutes", "--format", name, "-o", str(path), "--lang", language, day=DAY)
    return path.read_bytes()


def words_of(name: str, data: bytes) -> str:
    """Return the words in a form, as a person reads them."""
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return unescape(re.sub("<[^>]*>", "", archive.read("word/document.xml").decode()))
    if name == "xlsx":
        return "\n".join(f"{cell}" for sheet in opened(data) for row in values(sheet) for cell in row)
    if name == "eml":
        message = message_from_bytes(data, policy=default)
        body = message.get_body(("plain",))
        assert body
        return str(body.get_content())
    return unescape(re.sub("<[^>]*>", "", data.decode())) if name == "html" else data.decode().replace("\\", "")


@pytest.mark.parametrize("name", ["text", "md", "html", "eml", "json", "docx", "xlsx"])
def test_every_form_says_the_same(desk: Desk, name: str) -> None:
    """Each item, note, reason, evidence and next due date is in every form, and nothing that a terminal would obey."""
    words = words_of(name, in_form(desk, name))
    assert [word for word in WORDS if word not in words] == []
    assert "\x1b" not in words


def test_the_workbook_is_one_table(desk: Desk) -> None:
    """Each part that has anything is a group of rows; facts and overview stand above, and no part is empty."""
    sheet, *others = opened(in_form(desk, "xlsx", "en"))
    parts = framed(sheet)
    assert others == []
    assert parts.above == [
        "示例支部: minutes of 2026-11-23",
        (
            "Day: 2026-11-23    Office: 示例支部\n"
            "3 items were due for follow-up, 3 of them overdue. 1 item was dispatched. "
            "1 item was not dispatched. 1 item was closed."
        ),
    ]
    assert parts.header == ["No.", "Item", "Tag", "Team", "Owner", "State", "What happened", "Due"]
    assert parts.across == ["Item by item (1)", "Decisions (1)", "Closed (1)", "Not dispatched (1)"]
    assert [(row[0], *row[5:]) for row in parts.rows] == [
        ("1", "15 days late", "已约谈企业，等待供地", day("2026-11-30")),
        ("2", None, "tag orange → green\nReason: 研判", None),
        ("2", None, "Evidence: 已印发\n38 days before the deadline", None),
        ("3", "1 day late", "no reason given", None),
    ]


def test_the_minutes_in_english(desk: Desk) -> None:
    """The text as a whole: parts by number, items by team, what is left out with the reason that nobody gave."""
    assert in_form(desk, "text", "en").decode() == (
        "示例支部: minutes of 2026-11-23\n"
        "Day: 2026-11-23\n"
        "Office: 示例支部\n"
        "\n1. Overview\n"
        "    3 items were due for follow-up, 3 of them overdue.\n"
        "    1 item was dispatched.\n"
        "    1 item was not dispatched.\n"
        "    1 item was closed.\n"
        "\n2. Item by item\n"
        "  招大引强专班\n"
        "    1  <b>供地</b> [red] *重点* (red, 招商一科, 15 days late)\n"
        "        已约谈企业，等待供地\n"
        "        Next due: 2026-11-30\n"
        "\n3. Decisions\n"
        "    2  首店\\x1b[31m: tag orange → green\n"
        "        Reason: 研判\n"
        "\n4. Closed\n"
        "    2  首店\\x1b[31m (green)\n"
        "        Evidence: 已印发\n"
        "        38 days before the deadline\n"
        "\n5. Not dispatched\n"
        "    3  走访 (red, 1 day late)\n"
        "        no reason given\n"
        "\n6. Due next\n"
        "    None.\n"
    )


def test_a_page_obeys_no_title(desk: Desk) -> None:
    """A title that looks like markup is shown as it is, and the page may load nothing."""
    page = in_form(desk, "html").decode()
    assert "&lt;b&gt;供地&lt;/b&gt;" in page
    assert "default-src 'none'" in unescape(page)


def test_the_counts_for_programs(desk: Desk) -> None:
    """JSON counts what the paper counts."""
    assert json.loads(in_form(desk, "json"))["counts"] == {
        "expected": 3, "overdue": 3, "dispatched": 1, "not_dispatched": 1, "closed": 1,
    }  # fmt: skip


def test_a_message_goes_to_those_who_get_the_digest(desk: Desk) -> None:
    """Its subject is the title; without mail in the list there is no message."""
    message = message_from_bytes(in_form(desk, "eml"), policy=default)
    assert (message["To"], message["Subject"]) == ("书记 <secretary@example.com>", "示例支部调度纪要（2026-11-23）")
    desk.write(desk.text.replace("remind:", "x-remind:"))
    refused = desk.run("minutes", "--format", "eml", day=DAY)
    assert (refused.code, "from whom to whom mail goes" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--on", "2026-11-24"), "is later than today"),
        (("--on", DAY, "--meeting", "x"), "exclude each other"),
        (("--meeting", "x"), "there is no meeting `x`"),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, options: tuple[str, ...], message: str) -> None:
    """Minutes are of what has happened, and of one meeting."""
    done = desk.run("minutes", *options, day=DAY)
    assert (done.code, done.out, message in done.err) == (2, "", True)


@pytest.mark.endurance
@pytest.mark.skipif(shutil.which("soffice") is None, reason="not installed: soffice")
def test_libreoffice_opens_the_paper(desk: Desk, tmp_path: Path) -> None:
    """On A4, with every word of the minutes in its text."""
    in_form(desk, "docx")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    line = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", f"{tmp_path}", "minutes.docx"]
    subprocess.run(line, cwd=desk.file.parent, check=True, capture_output=True, timeout=300)
    to_text, to_facts = ["pdftotext", f"{tmp_path}/minutes.pdf", "-"], ["pdfinfo", f"{tmp_path}/minutes.pdf"]
    printed = subprocess.run(to_text, capture_output=True, check=True)
    words = "".join(printed.stdout.decode().split())
    assert [word for word in WORDS if word not in words] == []
    size = subprocess.run(to_facts, capture_output=True, check=True, text=True).stdout
    assert re.search(r"Page size: +595\.\d* x 84[12]\.\d* pts \(A4\)", size)
