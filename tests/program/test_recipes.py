"""The recipes of `docs/reminders.md`, executed as they stand there, and mail that really travels.

A recipe runs in a box, so that `/srv/office`, `crontab -e` and 8 o'clock are what the page says.
"""

from __future__ import annotations

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from box import CRON_PATH, Box, needs, needs_box
from generated import later
from program import DISPATCH, ROOT, environment
from smtp_server import Post, smtp_server

from dispatch_cli.model import Encryption, MailServer, PasswordPlace
from dispatch_cli.plan.reader import parse
from dispatch_cli.plan.smtp import PORTS
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

PAGES = {code: (ROOT / "docs" / name).read_text() for code, name in (("en", "reminders.md"), ("zh", "reminders.zh.md"))}
PAGE = PAGES["en"]

ITEMS = """\
timezone: Asia/Shanghai
tasks:
  - {id: 1, title: 某新能源项目落地, tag: red, owner: 招商一科, start: 2026-06-01, last: 2026-11-09}
  - {id: 2, title: "用地指标争取 <二期> & 复核", tag: orange, team: 招大引强专班, owner: 招商二科, start: 2026-05-11, last: 2026-10-30}
  - {id: 3, title: 存量签约项目开工率提升, tag: green, start: 2026-06-01, last: 2026-10-18}
"""  # noqa: E501
LIST = f"""\
branch: 示例支部
people:
  支部书记: secretary@example.com
  招商一科: zhaoshang1@example.com
  招商二科: zhaoshang2@example.com
  分管领导: leader@example.com
remind:
  escalate:
    - {{missed: 1, to: 分管领导}}
  mail:
    from: 调度提醒 <dispatch@example.com>
    to: 支部书记
{ITEMS}"""
QUIET = LIST[: LIST.index("tasks:")] + "tasks: []\n"
BROKEN = LIST.replace("tag: red", "tag: 橙色")
# Whom the list above tells of what, on each day after 18 November 2026.
TOLD = {
    "secretary@example.com": ("支部书记", "123"),
    "zhaoshang1@example.com": ("招商一科", "1"),
    "zhaoshang2@example.com": ("招商二科", "2"),
    "leader@example.com": ("分管领导", "123"),
}
TITLES = {"1": "某新能源项目落地", "2": "用地指标争取 <二期> & 复核", "3": "存量签约项目开工率提升"}
LATE = "招商一科：某新能源项目落地，已逾期 6 天\n招商二科：用地指标争取 <二期> & 复核，已逾期 7 天\n"
LATE += "-：存量签约项目开工率提升，已逾期 4 天\n"
MSMTP = ("-C", "/srv/office/msmtprc")


# ── the page ──────────────────────────────────────────────────────────────────────────────────────


def blocks(language: str, page: str = PAGE) -> list[str]:
    """Return the fenced blocks of the page that are marked so."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("language", ["text", "crontab", "ini", "bash", "sh"])
def test_both_pages_show_the_same_recipes(language: str) -> None:
    """What is executed here stands in both languages, the same byte for byte."""
    assert blocks(language) == blocks(language, PAGES["zh"]) != []


@pytest.mark.parametrize("code", PAGES)
def test_the_sections_shown_are_understood_and_the_defaults_true(code: str) -> None:
    """The page's `people` and `remind` fit a list, and what they call defaults changes no tag."""
    shown, _ = blocks("yaml", PAGES[code])
    plan, bare = (parse(decode("", f"{text}{ITEMS}".encode()), lambda _: True) for text in (shown, ""))
    assert plan.tags == bare.tags
    assert plan.mail is not None
    assert (plan.mail.command, plan.mail.to) == (("msmtp", *MSMTP, "-t"), ("支部书记",))
    assert [(rule.missed, rule.to) for rule in plan.escalate] == [(1, ("分管领导",)), (2, ("支部书记", "招大引强专班"))]


@pytest.mark.parametrize("code", PAGES)
def test_the_server_shown_is_understood(code: str) -> None:
    """The mail server of the page fits a list, and the table beside it has the ports that go with each encryption."""
    _, shown = blocks("yaml", PAGES[code])
    mail = parse(decode("", f"{shown}{ITEMS}".encode()), lambda _: True).mail
    assert mail
    assert mail.server == MailServer(
        "smtp.example.com", 587, Encryption.STARTTLS, "dispatch@example.com", PasswordPlace("file", "mail-password")
    )
    ports = re.findall(r"^\| `(starttls|tls|none)` \|.*\| (\d+) \|$", PAGES[code], re.MULTILINE)
    assert {Encryption(name): int(port) for name, port in ports} == PORTS


# ── real mail: a server, msmtp, and the program ───────────────────────────────────────────────────


@pytest.fixture
def post() -> Iterator[Post]:
    """Run a mail server."""
    with smtp_server() as server:
        yield server


@pytest.fixture
def office(tmp_path: Path, post: Post) -> Path:
    """Return a folder with the list, and an msmtp account at the mail server."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "tasks.yaml").write_text(LIST)
    account = f"account default\nhost 127.0.0.1\nport {post.port}\nauto_from off\nfrom dispatch@example.com\n"
    (folder / "msmtprc").write_text(account)
    return folder


def sending(office: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Send by msmtp what is to be told, with no environment but what is given, PATH at least."""
    command = f"msmtp -C {office}/msmtprc -t"
    return subprocess.run(
        [*DISPATCH, "remind", "--send", "-f", f"{office}/tasks.yaml", "--command", command, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={"PATH": os.environ.get("PATH", os.defpath), **more},
        cwd="/",
        check=False,
        timeout=120,
    )


def told_once(post: Post, day: str) -> None:
    """Assert that each mailbox holds exactly its one message, with the subject, names and body that it should have."""
    assert {address: len(box) for address, box in post.boxes.items()} == dict.fromkeys(TOLD, 1)
    for address, (name, ids) in TOLD.items():
        message = post.only(address)
        assert message["From"] == "调度提醒 <dispatch@example.com>"
        assert message["To"] == f"{name} <{address}>"
        assert message["Subject"] == f"调度提醒 {day}：逾期 {len(ids)} 项（示例支部）"
        assert items_of(message) == ids


def items_of(message: EmailMessage) -> str:
    """Return the ids of the items of whose whole titles the plain part tells, each once."""
    part = message.get_body(("plain",))
    text = part.get_content() if part else ""
    assert all(text.count(title) < 2 for title in TITLES.values())
    return "".join(number for number, title in TITLES.items() if f"{number}  {title}\n" in text)


@needs("msmtp")
def test_three_runs_in_a_row_send_each_message_once(office: Path, post: Post) -> None:
    """Three runs with nothing in their environment but PATH deliver one message to each, and print nothing."""
    runs = [sending(office, "--today", "2026-11-22", "--lang", "zh") for _ in range(3)]
    assert {(done.returncode, done.stdout, done.stderr) for done in runs} == {(0, b"", b"")}
    told_once(post, "2026-11-22")


@pytest.mark.endurance
@needs("msmtp")
def test_ten_runs_at_once_send_each_message_once(office: Path, post: Post) -> None:
    """Ten runs at the same time deliver one message to each between them, and all of them end well."""
    send = partial(sending, office, "--today", "2026-11-22", "--lang", "zh", DISPATCH_WAIT="90")
    with ThreadPoolExecutor(10) as pool:
        runs = [each.result() for each in [pool.submit(send) for _ in range(10)]]
    assert {(done.returncode, done.stdout) for done in runs} == {(0, b"")}, runs
    told_once(post, "2026-11-22")


@pytest.mark.endurance
@needs("msmtp")
def test_what_the_server_refuses_is_sent_by_the_next_run(office: Path, post: Post) -> None:
    """One recipient refused: status 5 with msmtp's words, the others are served, the next run sends the rest."""
    post.refused = frozenset({"leader@example.com"})
    failed = sending(office, "--today", "2026-11-22", "--lang", "zh")
    assert failed.returncode == 5
    assert re.fullmatch("未能发给 分管领导 <leader@example.com>：.*msmtp: .*\n", failed.stderr.decode()), failed
    post.refused = frozenset()
    assert sending(office, "--today", "2026-11-22", "--lang", "zh").returncode == 0
    told_once(post, "2026-11-22")


@needs("msmtp", "faketime")
def test_half_past_midnight_in_shanghai_is_the_new_day(office: Path, post: Post) -> None:
    """At 16:30 on the 21st in UTC the reminder is of the 22nd, half past midnight, the office's own time."""
    command = ["faketime", "-f", "@2026-11-21 16:30:00", *DISPATCH, "remind", "--send", "-f", f"{office}/tasks.yaml"]
    done = subprocess.run(
        [*command, "--lang", "zh", "--command", f"msmtp -C {office}/msmtprc -t"],
        env={"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    told_once(post, "2026-11-22")
    dates = {post.only(address)["Date"][:22] for address in TOLD}
    assert dates == {"Sun, 22 Nov 2026 00:30"}
    assert {post.only(address)["Date"][-5:] for address in TOLD} == {"+0800"}


@needs("msmtp", "mhdr", "mshow")
def test_another_mail_reader_reads_the_same(office: Path, post: Post, tmp_path: Path) -> None:
    """mblaze, which shares no code with the program, reads the subject, the name and the items of a message."""
    assert sending(office, "--today", "2026-11-22", "--lang", "zh").returncode == 0
    (tmp_path / "mail").write_bytes(post.boxes["zhaoshang2@example.com"][0])

    def read(*command: str) -> str:
        done = subprocess.run(
            [*command, f"{tmp_path}/mail"], capture_output=True, check=True, env=environment(MAILDOT=f"{tmp_path}")
        )
        return done.stdout.decode()

    assert read("mhdr", "-d", "-h", "subject") == "调度提醒 2026-11-22：逾期 1 项（示例支部）\n"
    assert read("mhdr", "-d", "-h", "to") == "招商二科 <zhaoshang2@example.com>\n"
    assert "用地指标争取 <二期> & 复核" in read("mshow", "-A", "text/plain")


# ── the box ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def box(office: Path, tmp_path: Path) -> Box:
    """Return the box of the office."""
    return Box(office, tmp_path / "stage")


@needs_box
@needs("msmtp")
def test_msmtp_understands_the_account_shown(box: Box, post: Post) -> None:
    """What the page shows of msmtp is right: its msmtprc is taken, its trial by hand arrives."""
    (box.office / "shown").write_text(blocks("text")[0])
    (box.office / "mail-password").write_text("a word\n")
    done = box.run("msmtp", "-C", "/srv/office/shown", "--pretend", "secretary@example.com")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"host = mail.example.com\nport = 587\n" in done.stdout
    assert b"from = dispatch@example.com\n" in done.stdout
    [trial] = re.findall("`(echo hello .*)`", PAGE)
    assert box.bash(trial) == (0, "", "")
    assert b"hello" in post.boxes["secretary@example.com"][0]


# ── the recipes ───────────────────────────────────────────────────────────────────────────────────


def body(message: EmailMessage) -> str:
    """Return the text of a plain message."""
    text = message.get_content()
    assert isinstance(text, str)
    return text


@pytest.mark.endurance
@needs_box
@needs("cron", "msmtp")
def test_cron_mails_the_list_on_monday(box: Box, post: Post) -> None:
    """Recipe 1: on Monday at 8 cron mails the whole list to MAILTO, in an encoding that it names."""
    with box.cron(blocks("crontab")[0], "2026-11-23 07:59:56"):
        post.wait("secretary@example.com")
    message = post.only("secretary@example.com")
    assert message.get_content_charset() == "utf-8"
    shown = subprocess.run(
        [*DISPATCH, "remind", "--lang", "zh", "--today", "2026-11-23", "-f", f"{box.office}/tasks.yaml"],
        capture_output=True,
        check=True,
    )
    assert body(message).strip().splitlines() == shown.stdout.decode().strip().splitlines()
    assert TITLES["2"] in body(message)


@pytest.mark.endurance
@needs_box
@needs("cron", "msmtp")
@pytest.mark.parametrize("recipe", [0, 1])
def test_cron_mails_the_problems_of_the_list(box: Box, post: Post, recipe: int) -> None:
    """Recipes 1 and 2: a list with problems reaches MAILTO as its problems, with their place."""
    (box.office / "tasks.yaml").write_text(BROKEN)
    with box.cron(blocks("crontab")[recipe], "2026-11-23 07:59:56"):
        post.wait("secretary@example.com")
    text = body(post.only("secretary@example.com"))
    assert text.startswith("/srv/office/tasks.yaml:15:35: "), text
    assert "橙色" in text


@pytest.mark.endurance
@needs_box
@needs("cron", "msmtp")
def test_cron_sends_to_each_their_own(box: Box, post: Post) -> None:
    """Recipe 2: a real cron runs the line at 8, each gets their one message, and MAILTO nothing besides."""
    with box.cron(blocks("crontab")[1], "2026-11-22 07:59:56"):
        for address in TOLD:
            post.wait(address)
    told_once(post, "2026-11-22")


@pytest.mark.endurance
@needs_box
@needs("cron", "msmtp")
def test_cron_says_who_could_not_be_told(box: Box, post: Post) -> None:
    """Recipe 2: whom the server refuses, MAILTO learns from cron, and a later run by hand finds it pending."""
    post.refused = frozenset({"secretary@example.com", "leader@example.com"})
    crontab = blocks("crontab")[1].replace("secretary@example.com", "cron@example.com")
    with box.cron(crontab, "2026-11-22 07:59:56"):
        post.wait("cron@example.com")
    said = body(post.only("cron@example.com")).strip().splitlines()
    assert [re.split("[<>]", line)[1] for line in said] == ["secretary@example.com", "leader@example.com"]
    assert sorted(post.boxes) == ["cron@example.com", "zhaoshang1@example.com", "zhaoshang2@example.com"]
    left = box.run(
        "/srv/dispatch/.venv/bin/dispatch", "remind", "--dry-run", "--lang", "zh", "-f", "/srv/office/tasks.yaml"
    )
    assert re.findall("<(.*)>", left.stdout.decode()) == ["secretary@example.com", "leader@example.com"]


def units() -> dict[str, str]:
    """Return the systemd units of the page, by the path at which it puts each."""
    return dict(re.findall(r"`(/etc/systemd/system/[\w.-]+)`:\n\n```ini\n(.*?)```", PAGE, re.DOTALL))


@needs_box
@needs("systemd-analyze")
def test_systemd_takes_both_units(box: Box) -> None:
    """Recipe 3: `systemd-analyze verify` has nothing to say against the service and the timer, which runs at 8."""
    assert len(units()) == len(blocks("ini")) == 2
    for path, text in units().items():
        (box.office / Path(path).name).write_text(text)
    install = "mkdir -p /etc/systemd/system; cp /srv/office/dispatch-remind.* /etc/systemd/system; "
    verified = box.run("sh", "-c", f"{install} systemd-analyze verify {' '.join(units())}")
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, b"", b"")
    [when] = re.findall("^OnCalendar=(.*)$", "".join(units().values()), re.MULTILINE)
    next_run = box.run("systemd-analyze", "calendar", when).stdout.decode()
    assert "Mon 2026-11-23 00:00:00 UTC" in next_run, next_run


@pytest.mark.endurance
@needs_box
@needs("msmtp")
def test_what_the_service_starts_sends(box: Box, post: Post) -> None:
    """Recipe 3: the command of the service, with no environment but what it names, sends to each their own."""
    service = units()["/etc/systemd/system/dispatch-remind.service"]
    [command] = re.findall("^ExecStart=(.*)$", service, re.MULTILINE)
    settings = re.findall("^Environment=(.*)$", service, re.MULTILINE)
    done = box.run("env", "-i", CRON_PATH, *settings, "sh", "-c", command)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    told_once(post, "2026-11-22")


LOOP, TO_MSMTP, TO_SENDMAIL, UNATTENDED = range(4)


@pytest.mark.endurance
@needs_box
@needs("jq")
def test_the_loop_says_what_is_overdue(box: Box) -> None:
    """Recipe 4: a line for each overdue item; none on a quiet day; none and status 3 for a list with problems."""
    loop = blocks("bash")[LOOP]
    assert box.bash(loop) == (0, LATE, "")
    (box.office / "tasks.yaml").write_text(QUIET)
    assert box.bash(loop) == (0, "", "")
    (box.office / "tasks.yaml").write_text(BROKEN)
    status, out, err = box.bash(loop)
    assert (status, out) == (3, "")
    assert "橙色" in err


@needs_box
@needs("msmtp")
@pytest.mark.parametrize("script", [TO_MSMTP, later(TO_SENDMAIL), later(UNATTENDED)])
def test_a_message_through_a_pipe_arrives_whole(box: Box, post: Post, script: int) -> None:
    """Recipe 5: msmtp and sendmail deliver the digest that `--format eml` prints, its parts unchanged."""
    assert box.bash(blocks("bash")[script]) == (0, "", "")
    assert list(post.boxes) == ["secretary@example.com"]
    message = post.only("secretary@example.com")
    printed = box.bash("/srv/dispatch/.venv/bin/dispatch remind --format eml --lang zh -f /srv/office/tasks.yaml")[1]
    sent = message_from_bytes(printed.encode(), policy=policy.default)
    for name in ("From", "To", "Subject", "Message-ID"):
        assert message[name] == sent[name]
    for kind in ("plain", "html"):
        parts = [each.get_body((kind,)) for each in (message, sent)]
        texts = [part.get_content() for part in parts if part]
        assert texts[0] == texts[1]
        assert len(texts) == 2
    assert message["Subject"] == "调度提醒 2026-11-22：逾期 3 项（示例支部）"
    assert items_of(message) == "123"


@pytest.mark.endurance
@needs_box
@needs("msmtp")
def test_a_pipe_on_a_quiet_day(box: Box, post: Post) -> None:
    """Recipe 5: with nothing to say msmtp complains with status 64, the unattended script does not; no mail leaves."""
    (box.office / "tasks.yaml").write_text(QUIET)
    status, _, err = box.bash(blocks("bash")[TO_MSMTP])
    assert (status, "no recipients" in err) == (64, True)
    assert box.bash(blocks("bash")[UNATTENDED]) == (0, "", "")
    assert post.boxes == {}


@pytest.mark.endurance
@needs_box
@needs("msmtp")
@pytest.mark.parametrize("script", [TO_MSMTP, TO_SENDMAIL, UNATTENDED])
def test_a_pipe_of_a_list_with_problems(box: Box, post: Post, script: int) -> None:
    """Recipe 5: a list with problems is never a success: nothing is sent, they stand on stderr; the script says 3."""
    (box.office / "tasks.yaml").write_text(BROKEN)
    status, out, err = box.bash(blocks("bash")[script])
    assert "橙色" in err
    assert (status, out) == (3 if script == UNATTENDED else 64, "")
    assert post.boxes == {}
