"""`remind --send` with real processes: every stage reaches everyone once, whatever befalls the sending."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import resource
import signal
import subprocess
from contextlib import suppress
from email import message_from_bytes, policy
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import program
import pytest
from accidents import GIVEN
from desk import run
from generated import later
from program import DISPATCH, environment
from reading import reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from email.message import EmailMessage
    from pathlib import Path

LIST = """\
people:
  招商一科: zhaoshang1@example.com
  社会消费专班: team@example.com
  分管领导: leader@example.com
  支部书记: secretary@example.com
remind:
  escalate:
    - {missed: 1, to: 分管领导}
  mail:
    from: 调度提醒 <dispatch@example.com>
    to: 支部书记
    command: ./mailer
tasks:
  - {id: 1, title: 某新能源项目落地, tag: red, owner: 招商一科, start: 2026-06-01, last: 2026-11-09}
  - {id: 2, title: 首店经济扶持政策, tag: red, team: 社会消费专班, start: 2026-06-01, last: 2026-11-15}
  - {id: 3, title: 无人认领, tag: green, start: 2026-06-01, last: 2026-10-24}
  - {id: 4, title: 还早, tag: green, owner: 招商一科, start: 2026-06-01, last: 2026-11-20}
"""
# On 22 November item 1 is overdue by six days, 2 is due, 3 is soon.
TOLD = {
    "zhaoshang1@example.com": ["1"],
    "team@example.com": ["2"],
    "leader@example.com": ["1"],
    "secretary@example.com": ["1", "2", "3"],
}
# Puts each message whole into a box of its own name; the environment may make it fail, or take its time.
MAILER = """\
#!/bin/sh
echo call >> calls
case "$MOOD" in
    refuses) echo "mailbox unavailable" >&2; exit 67 ;;
    every-second) [ $(($(wc -l < calls) % 2)) = 0 ] || exit 75 ;;
    slow) sleep 60 ;;
esac
mkdir -p box
cat > "box/.$$" && mv "box/.$$" "box/$$"
"""
CHUNKS = 10
KILLS = 200


class Post(NamedTuple):
    """A list with people, and a mailer beside it."""

    folder: Path

    def run(self, *command: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end."""
        return run(*command, stdin=stdin, cwd=self.folder, **{**GIVEN, **more})

    def send(self, *options: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        """Run `remind --send` to its end."""
        return self.run("remind", "--send", *options, stdin=b"", **more)

    @property
    def messages(self) -> list[EmailMessage]:
        """Return what has arrived."""
        boxes = [path for path in self.folder.glob("box/*") if not path.name.startswith(".")]
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in boxes]

    @property
    def arrived(self) -> dict[str, list[str]]:
        """Return the Message-IDs that each address has got."""
        ids: dict[str, list[str]] = {}
        for message in self.messages:
            (address,) = message["To"].addresses
            ids.setdefault(address.addr_spec, []).append(message["Message-ID"])
        return ids

    @property
    def remembered(self) -> dict[str, list[str]]:
        """Return of which items the log says that each address was told."""
        told: dict[str, list[str]] = {}
        log = self.folder / "tasks.log.jsonl"
        for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
            entry = json.loads(line)
            if entry["event"] == "reminded":
                told.setdefault(entry["to"], []).extend(item for item, *_ in entry["stages"])
        return told


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """Return a list and a mailer in an empty folder."""
    return opened(tmp_path)


def opened(folder: Path) -> Post:
    """Return a list and a mailer in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "tasks.yaml").write_text(LIST, encoding="utf-8")
    mailer = folder / "mailer"
    mailer.write_text(MAILER, encoding="utf-8")
    mailer.chmod(0o755)
    return Post(folder)


def check_told_once(post: Post) -> None:
    """Check that everybody has got one message, that the log knows it, and that nothing else is left behind."""
    assert {address: len(ids) for address, ids in post.arrived.items()} == dict.fromkeys(TOLD, 1)
    assert post.remembered == TOLD
    assert {path.name for path in post.folder.iterdir()} == {"tasks.yaml", "tasks.log.jsonl", "mailer", "calls", "box"}


def test_three_in_a_row(post: Post) -> None:
    """However often cron runs, each stage is told once, and without a word."""
    for _ in range(3):
        done = post.send()
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    check_told_once(post)


@pytest.mark.endurance
def test_ten_at_once(post: Post) -> None:
    """However many run at once, each stage is told once."""
    line, given = [*DISPATCH, "remind", "--send"], environment(**GIVEN, DISPATCH_WAIT="600")
    started = [subprocess.Popen(line, cwd=post.folder, env=given, stderr=subprocess.DEVNULL) for _ in range(10)]
    assert [process.wait() for process in started] == [0] * 10
    check_told_once(post)


def test_what_could_not_be_handed_over_stays_pending(post: Post) -> None:
    """The others are served, the status is 5, the reason is told, and the next run sends the rest."""
    first = post.send(MOOD="every-second")
    assert (first.returncode, first.stdout, first.stderr.count(b"not sent to")) == (5, b"", 2)
    assert b"the mail command ended with status 75" in first.stderr
    assert len(post.messages) == 2
    runs = 1
    while post.send(MOOD="every-second").returncode:
        runs += 1
    assert runs < 5
    check_told_once(post)


REASONS = [
    (
        {"MOOD": "refuses"},
        (),
        "the mail command ended with status 67: mailbox unavailable",
        "what the mail command says",
    ),
    ({}, ("--command", "no-such-program -t"), "there is no program `no-such-program`", "a program that is none"),
    later(
        {"MOOD": "slow"},
        ("--timeout", "1"),
        "the mail command took longer than 1 second",
        "a mail server that does not answer",
    ),
    ({}, ("--command", "/"), "`/` is not a program", "a folder"),
    ({}, ("--command", "./tasks.yaml"), "`./tasks.yaml` is not a program", "a file that may not be run"),
    ({}, ("--command", "sh -c 'kill -9 $$'"), "signal 9 ended the mail command", "a program that is killed"),
]


@pytest.mark.parametrize(("mood", "options", "why", "reason"), REASONS, ids=reasons(REASONS))
def test_why_nothing_was_handed_over(
    mood: dict[str, str], options: Sequence[str], why: str, reason: str, post: Post
) -> None:
    """Each recipient is named with the reason; nothing is remembered."""
    done = post.send(*options, **mood)
    assert done.returncode == 5, reason
    assert done.stderr.decode().count(f": {why}; it stays pending\n") == len(TOLD)
    assert (post.messages, post.remembered) == ([], {})


def test_a_mail_command_that_takes_too_long_is_ended_whole(post: Post) -> None:
    """What it has started itself does not live on."""
    post.send("--timeout", "1", "--to", "分管领导", MOOD="slow")
    found = subprocess.run(["/usr/bin/pgrep", "-fx", "sleep 60"], capture_output=True, check=False)
    folders = {os.path.realpath(f"/proc/{pid}/cwd") for pid in found.stdout.decode().split()}
    assert os.path.realpath(post.folder) not in folders


def test_of_what_was_dispatched_since_no_mail_is_sent(post: Post) -> None:
    """A reminder that stayed pending is dropped when there is nothing to remind of any more."""
    assert post.send(MOOD="refuses").returncode == 5
    assert post.run("record", "1", "2").returncode == 0
    assert post.send().returncode == 0
    assert post.remembered == {"secretary@example.com": ["3"]}
    assert len(post.messages) == 1


def test_cron_dead_for_five_days(post: Post) -> None:
    """On its return there is one message for each, not five."""
    assert post.send(today := "--today", "2026-11-22").returncode == 0
    assert post.send(today, "2026-11-27").returncode == 0
    assert {address: len(ids) for address, ids in post.arrived.items()} == dict.fromkeys(TOLD, 2)
    assert post.send(today, "2026-11-27").returncode == 0
    assert {len(ids) for ids in post.arrived.values()} == {2}


def test_a_filter_leaves_the_rest_for_later(post: Post) -> None:
    """What was not asked for is not taken for told."""
    assert post.send("--to", "招商一科").returncode == 0
    assert post.remembered == {"zhaoshang1@example.com": ["1"]}
    assert post.send("--tag", "green").returncode == 0
    assert post.remembered["secretary@example.com"] == ["3"]
    assert post.send().returncode == 0
    assert {address: sorted(items) for address, items in post.remembered.items()} == TOLD


@pytest.mark.endurance
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_kill_at_any_moment(chunk: int, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """After a last clean run everybody was told of every stage, and a message that came twice has one Message-ID."""
    random, twice, killed = Random(chunk), 0, 0  # noqa: S311 it guards no secret
    full = seconds_of_a_run(opened(tmp_path / "whole"))
    for number in range(KILLS // CHUNKS):
        post = opened(tmp_path / f"{number}")
        killed += is_killed(post, random.uniform(0, 1.2 * full) if number % 2 else random.uniform(0.7, 1.1) * full)
        assert post.send().returncode == 0
        assert post.remembered == TOLD
        assert {address: len(set(ids)) for address, ids in post.arrived.items()} == dict.fromkeys(TOLD, 1)
        twice += any(len(ids) > 1 for ids in post.arrived.values())
    assert killed
    record_property("sendings killed", killed)
    record_property("messages that came twice", twice)


def seconds_of_a_run(post: Post) -> float:
    """Return how long it takes to send all."""
    begin = perf_counter()
    assert program.run("remind", "--send", stdin=b"", cwd=post.folder, **GIVEN).returncode == 0
    return perf_counter() - begin


def is_killed(post: Post, seconds: float) -> bool:
    """Start sending, kill it after so many seconds, and say whether it was still at work; wait for its mailer."""
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    line = [*DISPATCH, "remind", "--send"]
    with subprocess.Popen(line, cwd=post.folder, env=environment(**GIVEN), **streams) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
    return process.returncode != 0


def test_a_crash_before_the_next_day(post: Post) -> None:
    """What of a message is still to be told comes again under its Message-ID, what is new under another."""
    (post.folder / "murder").write_text("#!/bin/sh\n./mailer\nkill -9 $PPID\n")
    (post.folder / "murder").chmod(0o755)
    line = ("remind", "--send", "--to", "支部书记", "--command", "./murder")
    assert program.run(*line, stdin=b"", cwd=post.folder, **GIVEN).returncode == -signal.SIGKILL
    ((first,),) = post.arrived.values()
    assert post.send("--to", "支部书记", DISPATCH_TODAY="2026-11-23").returncode == 0
    (ids,) = post.arrived.values()
    assert (len(ids), ids.count(first)) == (3, 2)
    assert sorted(post.remembered["secretary@example.com"]) == ["1", "2", "3"]
    assert post.send("--to", "支部书记", DISPATCH_TODAY="2026-11-23").returncode == 0
    assert len(post.messages) == 3


def test_what_surely_failed_begins_anew(post: Post) -> None:
    """After a refusal the next day's message is one, with all that is left to tell."""
    assert post.send("--to", "支部书记", MOOD="refuses").returncode == 5
    assert post.send("--to", "支部书记", DISPATCH_TODAY="2026-11-23").returncode == 0
    assert (len(post.messages), sorted(post.remembered["secretary@example.com"])) == (1, ["1", "2", "3"])


def test_messages_do_not_change_between_runs(post: Post) -> None:
    """The same letter has the same Message-ID in another process, another letter has another."""
    post.send(MOOD="refuses")
    again = opened(post.folder / "again")
    post.send()
    again.send()
    assert post.arrived == again.arrived
    assert len({ids[0] for ids in post.arrived.values()}) == len(TOLD)


def test_somebody_else_sends_for_too_long(post: Post) -> None:
    """Who waits in vain for their turn is told so; nothing is sent."""
    with (post.folder / ".tasks.log.jsonl.sending").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        done = post.send(DISPATCH_WAIT="0")
    assert done.returncode == 4
    assert b"another process holds the lock" in done.stderr
    assert post.messages == []


def test_records_need_not_wait_for_the_mail(post: Post) -> None:
    """While a slow mail command is at work, a dispatch is recorded at once."""
    line, given = [*DISPATCH, "remind", "--send", "--timeout", "600"], environment(**GIVEN, MOOD="slow")
    with subprocess.Popen(line, cwd=post.folder, env=given, stderr=subprocess.PIPE) as sending:
        while not (post.folder / "calls").exists():
            assert sending.poll() is None
        done = post.run("record", "4", DISPATCH_WAIT="0")
        sending.send_signal(signal.SIGINT)
    assert (done.returncode, done.stderr) == (0, b"")
    assert sending.returncode == 130


def test_a_log_that_takes_no_more(post: Post) -> None:
    """Who cannot remember does not send: status 4."""
    limit = 400_000
    (post.folder / "tasks.log.jsonl").write_bytes(b" " * (limit - 1) + b"\n")

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    line = [*DISPATCH, "remind", "--send", "--to", "招商一科"]
    done = subprocess.run(
        line, cwd=post.folder, env=environment(**GIVEN), preexec_fn=bounded, capture_output=True, check=False
    )
    assert done.returncode == 4
    assert done.stderr.startswith(b"error: tasks.log.jsonl: the file cannot be written")
    assert post.messages == []


def on_a_terminal(post: Post, *command: str) -> str:
    """Return what a command shows on a terminal."""
    mine, its = pty.openpty()
    given = environment(**GIVEN, TERM="dumb", COLUMNS="120")
    with subprocess.Popen([*DISPATCH, *command], cwd=post.folder, env=given, stdin=its, stdout=its, stderr=its):
        os.close(its)
        shown = b""
        with suppress(OSError):  # it has ended
            while piece := os.read(mine, 4096):
                shown += piece
    os.close(mine)
    return shown.decode().replace("\r\n", "\n")


def test_on_a_terminal_one_sees_what_was_sent(post: Post) -> None:
    """In a pipe it is silent; a person is told whom it reached."""
    shown = on_a_terminal(post, "remind", "--send")
    assert "sent to 招商一科 <zhaoshang1@example.com>: 1 item (1)\n" in shown
    assert "sent to 支部书记 <secretary@example.com>: 3 items (1, 2, 3)\n" in shown


def test_a_dry_run_tells_and_does_nothing(post: Post) -> None:
    """Who would be sent what is shown, and shown again, until it is sent."""
    lines = [
        "招商一科 <zhaoshang1@example.com>: 1 item (1)",
        "社会消费专班 <team@example.com>: 1 item (2)",
        "分管领导 <leader@example.com>: 1 item (1)",
        "支部书记 <secretary@example.com>: 3 items (1, 2, 3)",
    ]
    for _ in range(2):
        assert post.run("remind", "--dry-run").stdout.decode().splitlines() == lines
    assert (post.messages, post.remembered) == ([], {})
    post.send("--to", "分管领导")
    left = post.run("remind", "--dry-run").stdout.decode().splitlines()
    assert left == [line for line in lines if "分管领导" not in line]


def test_when_reminders_were_sent(post: Post) -> None:
    """`--status` and, on a terminal, `check` say when and to whom; both warn when two usual days went by in silence."""
    for command in (("remind", "--status"), ("check",)):
        assert post.run(*command).stderr.decode() == (
            "warning: no reminder was ever sent; `dispatch remind --dry-run` shows who would be told\n"
        )
    assert "支部书记 <secretary@example.com>: never sent\n" in post.run("remind", "--status").stdout.decode()
    assert on_a_terminal(post, "check").count("no reminder was ever sent") == 1, "the warning says it, and no foot"
    post.send()
    status = post.run("remind", "--status")
    assert "支部书记 <secretary@example.com>: 2026-11-22\n" in status.stdout.decode()
    assert status.stderr == b""
    sent = "reminders last sent on 2026-11-22 to 招商一科, 社会消费专班, 分管领导, 支部书记"
    assert on_a_terminal(post, "check").endswith(f"\n{sent}\n")
    for command in (("remind", "--status"), ("check",)):
        assert post.run(*command, DISPATCH_TODAY="2026-12-05").stderr == b""  # all were told on a Sunday
        later = post.run(*command, DISPATCH_TODAY="2026-12-07")
        assert later.stderr.decode() == (
            "warning: nothing was sent to 招商一科, 社会消费专班, 分管领导, 支部书记 since 2026-11-22; does cron run?\n"
        )
        assert sent not in later.stdout.decode()


def test_two_days_without_anything_to_tell_are_no_silence(post: Post) -> None:
    """Where everything was dispatched, nobody is warned that no mail was sent."""
    assert post.run("record", "1", "2", "3", "4").returncode == 0
    assert post.run("check", DISPATCH_TODAY="2026-11-25").stderr == b""


def test_a_test_message_arrives_and_is_not_remembered(post: Post) -> None:
    """It goes to one name, says that it is a test, and changes nothing: what is to be told is still to be told."""
    done = post.run("remind", "--test", "分管领导")
    assert done.stdout.decode() == "test message handed over for 分管领导 <leader@example.com>\n"
    assert (done.returncode, done.stderr, post.remembered) == (0, b"", {})
    assert not (post.folder / "tasks.log.jsonl").exists()
    (message,) = post.messages
    assert [address.addr_spec for address in message["To"].addresses] == ["leader@example.com"]
    assert message["Subject"] == "Dispatch reminder of 2026-11-22: a test"
    assert message.get_content() == "This is a test: reminders for 分管领导 arrive here. Nothing is to be done.\n"
    assert post.send().returncode == 0
    assert post.remembered == TOLD


def test_a_test_message_needs_no_log(post: Post) -> None:
    """A list from a pipe will do, with a command of one's own."""
    done = post.run("remind", "--test", "支部书记", "-f", "-", "--command", "./mailer", stdin=LIST.encode())
    assert (done.returncode, len(post.messages)) == (0, 1)


def test_a_test_message_that_cannot_be_handed_over(post: Post) -> None:
    """The reason is told, and the status is 5."""
    done = post.run("remind", "--test", "分管领导", MOOD="refuses")
    why = "the mail command ended with status 67: mailbox unavailable"
    assert done.stderr.decode() == f"test message not sent to 分管领导 <leader@example.com>: {why}\n"
    assert (done.returncode, done.stdout, post.messages) == (5, b"", [])


def test_a_list_from_a_pipe_is_sent_with_a_log(post: Post) -> None:
    """It is read once; the log remembers as ever, also while somebody else writes to it."""
    (post.folder / "busy").write_text("#!/bin/sh\necho ' ' >> log\nexec ./mailer\n")
    (post.folder / "busy").chmod(0o755)
    for _ in range(2):
        line = ("remind", "--send", "-f", "-", "--log", "log", "--command", "./busy")
        assert post.run(*line, stdin=LIST.encode()).returncode == 0
    assert {address: len(ids) for address, ids in post.arrived.items()} == dict.fromkeys(TOLD, 1)


def test_what_others_write_meanwhile_counts(post: Post) -> None:
    """An edit of the list, made while the first letter is handed over, stands in all that follow."""
    (post.folder / "editor").write_text("#!/bin/sh\nsed -i s/首店/老店/ tasks.yaml\nexec ./mailer\n")
    (post.folder / "editor").chmod(0o755)
    assert post.send("--command", "./editor").returncode == 0
    assert post.remembered == TOLD
    told = {}
    for message in post.messages:
        (address,) = message["To"].addresses
        text = message.get_body(("plain",))
        told[address.addr_spec] = [word for word in ("首店", "老店") if text and word in text.get_content()]
    assert told == {
        "zhaoshang1@example.com": [],
        "team@example.com": ["老店"],
        "leader@example.com": [],
        "secretary@example.com": ["老店"],
    }


@pytest.mark.endurance
def test_four_times_the_recipients_take_about_four_times_as_long(post: Post) -> None:
    """With a mail command that takes no time, what one letter costs does not depend on how many there are."""
    seconds = []
    for count in (50, 200):
        people = "".join(f"  科室{number}: office{number}@example.com\n" for number in range(count))
        items = "".join(
            f"  - {{id: {number}-{each}, title: 事项, tag: red, owner: 科室{number}, start: 2026-06-01}}\n"
            for number in range(count)
            for each in range(35)
        )
        mail = "remind: {mail: {from: dispatch@example.com, to: 科室0}}\n"
        (post.folder / "tasks.yaml").write_text(f"people:\n{people}{mail}tasks:\n{items}", encoding="utf-8")
        (post.folder / "tasks.log.jsonl").unlink(missing_ok=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        line = ("remind", "--send", "--command", "true")
        assert program.run(*line, stdin=b"", cwd=post.folder, **GIVEN).returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert len(post.remembered) == count
    few, many = seconds
    assert many < 6 * few


WRONG = [
    (("--send", "--dry-run"), 2, "exclude each other", "two things at once"),
    (("--send", "-f", "-"), 2, "of a list from a pipe is not run", "whose list is it?"),
    (("--send", "-f", "-", "--command", "true"), 2, "there is no log", "a list from a pipe has no log"),
    (("--send", "--command", "'"), 2, "`'` is not a command", "a quote that is not closed"),
    (("--send", "--format", "json"), 2, "--format has no effect with --send", "a format of what is not printed"),
    (("--send", "--test", "支部书记"), 2, "exclude each other", "all, and a test"),
    (("--test", "支部书记", "--tag", "red"), 2, "--tag has no effect with --test", "a test of some items"),
    (("--test", "招商九科"), 2, "`招商九科` is unknown", "a test for nobody"),
    (("--status", "--to", "招商一科"), 2, "--to has no effect with --status", "a part of all"),
    (("--timeout", "9"), 2, "--timeout has no effect with remind", "a time for nothing"),
    (("--send", "--command", "''"), 2, "is not a command", "an empty word"),
    (("--send", "--timeout", "0"), 2, "is not a number of seconds", "no time at all"),
    (("--send", "--to", "招商九科"), 2, "`招商九科` is unknown", "nobody of that name"),
]


@pytest.mark.parametrize(("options", "code", "message", "reason"), WRONG, ids=reasons(WRONG))
def test_what_makes_no_sense(options: Sequence[str], code: int, message: str, reason: str, post: Post) -> None:
    """The command line is refused, and nothing is sent."""
    done = post.run("remind", *options, stdin=LIST.encode())
    assert (done.returncode, message in done.stderr.decode()) == (code, True), reason
    assert post.messages == []


@pytest.mark.parametrize("options", [("--send",), ("--dry-run",), ("--format", "eml"), ("--format", "mbox")])
def test_who_has_no_address_cannot_be_sent_anything(options: Sequence[str], post: Post) -> None:
    """Where mail is asked for to a name without an address, the command says so instead of sending nothing."""
    (post.folder / "tasks.yaml").write_text(LIST.replace("owner: 招商一科", "owner: 招商九科"), encoding="utf-8")
    done = post.run("remind", *options, "--to", "招商九科")
    assert (done.returncode, "`招商九科` has no address in `people`" in done.stderr.decode()) == (2, True)


def test_an_item_that_is_dispatched_while_others_are_told(post: Post) -> None:
    """Each letter says what is so when its turn comes."""
    (post.folder / "slow").write_text(f"#!/bin/sh\n{' '.join(DISPATCH)} record 1 2 >/dev/null\nexec ./mailer\n")
    (post.folder / "slow").chmod(0o755)
    assert post.send("--command", "./slow").returncode == 0
    assert post.remembered == {"zhaoshang1@example.com": ["1"], "secretary@example.com": ["3"]}


def test_a_log_that_breaks_while_mail_is_sent(post: Post) -> None:
    """What cannot be remembered any more is said, and nobody else is sent anything."""
    (post.folder / "wild").write_text("#!/bin/sh\necho '{broken' >> tasks.log.jsonl\nexec ./mailer\n")
    (post.folder / "wild").chmod(0o755)
    done = post.send("--command", "./wild")
    assert (done.returncode, len(post.messages)) == (5, 1)
    assert b"but not remembered: the log has problems" in done.stderr


@pytest.mark.endurance
def test_a_mail_command_that_says_too_much(post: Post) -> None:
    """However much it says, its first words are told, in time."""
    done = post.send("--command", "yes 满了", "--timeout", "1", "--to", "分管领导")
    assert (done.returncode, b"the mail command took longer than 1 second" in done.stderr) == (5, True)
    done = post.send("--command", "sh -c 'yes | head -c 9000000; exit 1'", "--to", "分管领导")
    assert b"the mail command ended with status 1: y / y / " in done.stderr
    assert len(done.stderr) < 1000


def test_a_list_without_mail_cannot_be_sent(post: Post) -> None:
    """Where the task file does not say from whom to whom, the command says what to add."""
    (post.folder / "tasks.yaml").write_text(LIST[LIST.index("tasks:") :], encoding="utf-8")
    done = post.send()
    assert (done.returncode, b"does not say from whom to whom mail goes" in done.stderr) == (2, True)


def test_undo_does_not_take_back_a_reminder(post: Post) -> None:
    """What was sent was sent: undo takes back the command before it."""
    assert post.run("record", "4").returncode == 0
    post.send()
    told = post.remembered
    assert "4  还早: taken back".encode() in post.run("undo").stdout
    assert post.remembered == told
    assert post.run("undo").returncode == 2


IS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root may give files away")
# What is done to a list, who then runs it, and what is said.
UNTRUSTED = [
    ("tasks.yaml", 0o664, None, "others than its owner may write to tasks.yaml"),
    ("tasks.yaml", 0o646, None, "others than its owner may write to tasks.yaml"),
    (".", 0o777, None, "others than its owner may write to ."),
    pytest.param("tasks.yaml", 0o644, 65534, "tasks.yaml belongs to the user nobody", marks=needs_root),
    pytest.param(".", 0o755, 65534, ". belongs to the user nobody", marks=needs_root),
]


@pytest.mark.parametrize(("name", "mode", "owner", "why"), UNTRUSTED)
def test_a_list_that_others_may_write_runs_no_command(
    name: str, mode: int, owner: int | None, why: str, post: Post
) -> None:
    """Its command is not run: status 2, nothing sent, nothing remembered; one that who runs it gives is run."""
    (post.folder / name).chmod(mode)
    if owner is not None:
        os.chown(post.folder / name, owner, -1)
    done = post.send()
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"error: the mail command of tasks.yaml is not run: {why}\n" in done.stderr.decode()
    assert b"or give the command yourself: `--command" in done.stderr
    assert not (post.folder / "calls").exists()
    assert not (post.folder / "tasks.log.jsonl").exists()
    assert post.run("remind", "--dry-run").returncode == 0
    test = post.run("remind", "--test", "支部书记")
    assert (test.returncode, test.stderr) == (2, done.stderr)
    assert not (post.folder / "calls").exists()
    assert post.send("--command", "./mailer").returncode == 0
    assert post.remembered == TOLD


@needs_root
def test_a_link_does_not_lend_trust(post: Post) -> None:
    """A list of somebody else is theirs through a link of root's too."""
    folder = post.folder / "desk"
    folder.mkdir()
    (folder / "tasks.yaml").symlink_to("../tasks.yaml")
    os.chown(post.folder / "tasks.yaml", 65534, -1)
    done = run("remind", "--send", stdin=b"", cwd=folder, **GIVEN)
    assert (done.returncode, b"belongs to the user nobody" in done.stderr) == (2, True)


def test_a_list_without_a_command_is_sent_by_sendmail_whoever_may_write_it(post: Post) -> None:
    """The usual command is the program's own; who may write the list cannot choose another."""
    (post.folder / "tasks.yaml").write_text(LIST.replace("    command: ./mailer\n", ""), encoding="utf-8")
    (post.folder / "tasks.yaml").chmod(0o666)
    (post.folder / "bin").mkdir()
    (post.folder / "bin" / "sendmail").symlink_to("../mailer")
    done = post.send(PATH=f"{post.folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert post.remembered == TOLD
