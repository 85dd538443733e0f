"""Letters that go to a mail server, a real one: each stage reaches everyone once, whatever the server does."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import program
import pytest
from accidents import GIVEN
from desk import run
from program import needs
from reading import reasons
from smtp_server import Manners, Post, make_certificate, smtp_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIST = """\
people:
  招商一科: one@example.com
  社会消费专班: team@example.com
  分管领导: leader@example.com
  支部书记: secretary@example.com
remind:
  escalate: [{missed: 1, to: 分管领导}]
  mail:
    from: 调度提醒 <dispatch@example.com>
    to: 支部书记
    smtp: {host: HOST, port: PORT, MORE}
tasks:
  - {id: 1, title: 某新能源项目落地, tag: red, owner: 招商一科, start: 2026-06-01, last: 2026-11-09}
  - {id: 2, title: 首店经济扶持政策, tag: red, team: 社会消费专班, start: 2026-06-01, last: 2026-11-15}
  - {id: 3, title: 无人认领, tag: green, start: 2026-06-01, last: 2026-10-24}
"""
TOLD = {"one": ["1"], "team": ["2"], "leader": ["1"], "secretary": ["1", "2", "3"]}
PASSWORD = "Kj7 xQ2vw"  # noqa: S105 it opens nothing but the server below
LEADER = "leader@example.com"


class Bureau(NamedTuple):
    """A list whose mail goes to a server, and that server."""

    folder: Path
    post: Post

    def say(self, more: str = "tls: none", host: str = "127.0.0.1", port: int | None = None) -> None:
        """Write the list."""
        text = LIST.replace("HOST", host).replace("PORT", f"{port or self.post.port}").replace("MORE", more)
        (self.folder / "tasks.yaml").write_text(text, encoding="utf-8")

    def keep(self, password: str | bytes, mode: int = 0o600) -> None:
        """Write the password into a file beside the list."""
        path = self.folder / "mail-password"
        path.write_bytes(password if isinstance(password, bytes) else f"{password}\n".encode())
        path.chmod(mode)

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end."""
        return run(*command, stdin=b"", cwd=self.folder, **{**GIVEN, **more})

    def send(self, *options: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        """Run `remind --send` to its end."""
        return self.run("remind", "--send", *options, **more)

    @property
    def arrived(self) -> dict[str, int]:
        """Return how many messages each recipient has got."""
        return {address.removesuffix("@example.com"): len(box) for address, box in self.post.boxes.items() if box}

    @property
    def remembered(self) -> dict[str, list[str]]:
        """Return of which items the log says that each recipient was told."""
        return {
            entry["to"].removesuffix("@example.com"): [item for item, *_ in entry["stages"]]
            for entry in self.entries
            if entry["event"] == "reminded"
        }

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Return the entries of the log."""
        log = self.folder / "tasks.log.jsonl"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


@contextmanager
def opened(folder: Path, manners: Manners = Manners()) -> Iterator[Bureau]:  # noqa: B008 it is a value
    """Yield a bureau with a server of such manners."""
    with smtp_server(manners) as post:
        bureau = Bureau(folder, post)
        bureau.say()
        yield bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    """Return a bureau whose server takes mail from everybody."""
    with opened(tmp_path) as made:
        yield made


# ── what goes well ──


def test_three_in_a_row(bureau: Bureau) -> None:
    """However often cron runs, each stage is told once, over one connection, and without a word."""
    for _ in range(3):
        done = bureau.send()
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert bureau.arrived == dict.fromkeys(TOLD, 1)
    assert bureau.remembered == TOLD
    assert bureau.post.connections == 1
    assert bureau.post.senders == {"dispatch@example.com"}


def test_the_message_is_the_one_that_a_command_gets(bureau: Bureau) -> None:
    """Byte for byte, its line ends aside, which are those of SMTP."""
    bureau.send()
    (raw,) = bureau.post.boxes[LEADER]
    assert raw.count(b"\n") == raw.count(b"\r\n")
    shown = bureau.run("remind", "--to", "分管领导", "--format", "eml").stdout
    ids = re.compile(rb"^Message-ID: .*$|^Date: .*$", re.MULTILINE)
    assert ids.sub(b"", raw.replace(b"\r\n", b"\n")) == ids.sub(b"", shown)


def test_a_dry_run_asks_no_server(bureau: Bureau) -> None:
    """`--dry-run` and `--status` say what they say with a mail command; nobody is connected to."""
    bureau.say(port=1)
    dry = bureau.run("remind", "--dry-run")
    assert (dry.returncode, dry.stdout.count(b"\n")) == (0, 4)
    assert "支部书记 <secretary@example.com>: never sent" in bureau.run("remind", "--status").stdout.decode()
    bureau.say()
    assert bureau.send().returncode == 0
    assert bureau.run("remind", "--dry-run").stdout == b""
    assert "支部书记 <secretary@example.com>: 2026-11-22" in bureau.run("remind", "--status").stdout.decode()


def test_a_test_message(bureau: Bureau) -> None:
    """It arrives at the one name, and nothing is remembered."""
    done = bureau.run("remind", "--test", "分管领导")
    assert done.stdout.decode() == "test message handed over for 分管领导 <leader@example.com>\n"
    assert (bureau.arrived, bureau.entries) == ({"leader": 1}, [])
    bureau.post.refused = frozenset({LEADER})
    failed = bureau.run("remind", "--test", "分管领导")
    assert (failed.returncode, failed.stdout) == (5, b"")
    assert "127.0.0.1 refused it: 550 no such mailbox" in failed.stderr.decode()


def test_a_command_on_the_command_line_is_taken_instead(bureau: Bureau) -> None:
    """Who gives a command means it."""
    assert bureau.send("--command", "true").returncode == 0
    assert (bureau.arrived, bureau.remembered) == ({}, TOLD)


def test_many_recipients_are_quickly_served(bureau: Bureau) -> None:
    """All of them are sent over one connection, whatever each costs."""
    write_many(bureau, 20)
    assert bureau.send().returncode == 0
    assert (len(bureau.post.boxes), bureau.post.connections) == (20, 1)


@pytest.mark.endurance
def test_five_hundred_recipients(bureau: Bureau) -> None:
    """They cost this machine less than five seconds' work, and one connection."""
    write_many(bureau, 500)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert program.run("remind", "--send", stdin=b"", cwd=bureau.folder, **GIVEN).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5
    assert (len(bureau.post.boxes), bureau.post.connections) == (500, 1)


def write_many(bureau: Bureau, count: int) -> None:
    """Write a list of so many offices with an item each."""
    people = "".join(f"  科室{number}: office{number}@example.com\n" for number in range(count))
    item = "  - {{id: {0}, title: 事项, tag: red, owner: 科室{0}, start: 2026-06-01}}\n"
    items = "".join(item.format(number) for number in range(count))
    server = f"{{host: 127.0.0.1, port: {bureau.post.port}, tls: none}}"
    mail = f"remind: {{mail: {{from: a@b, to: 科室0, smtp: {server}}}}}\n"
    (bureau.folder / "tasks.yaml").write_text(f"people:\n{people}{mail}tasks:\n{items}", encoding="utf-8")


# ── what the server does ──

REFUSED = [
    ({"refused": frozenset({LEADER})}, "127.0.0.1 refused it: 550 no such mailbox", "a recipient that is none"),
    ({"answers": {LEADER: "451 try later"}}, "does not take it for now: 451 try later", "one that is put off"),
    ({"refusals": {LEADER: "554 looks like spam"}}, "127.0.0.1 refused it: 554 looks like spam", "a message"),
    ({"refusals": {LEADER: "452 full"}}, "does not take it for now: 452 full", "a disk that is full"),
]


@pytest.mark.parametrize(("mood", "why", "reason"), REFUSED, ids=reasons(REFUSED))
def test_what_is_refused_stays_pending(mood: dict[str, object], why: str, reason: str, bureau: Bureau) -> None:
    """The others are served over the same connection, the status is 5, and the next run sends the rest."""
    for name, value in mood.items():
        setattr(bureau.post, name, value)
    done = bureau.send()
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (5, b"", 1), reason
    assert done.stderr.decode().startswith("not sent to 分管领导 <leader@example.com>: the mail server")
    assert f"{why}; it stays pending\n" in done.stderr.decode()
    assert (bureau.arrived, bureau.post.connections) == ({name: 1 for name in TOLD if name != "leader"}, 1)
    for name, value in mood.items():
        setattr(bureau.post, name, type(value)())
    assert bureau.send().returncode == 0
    assert (bureau.arrived, bureau.remembered) == (dict.fromkeys(TOLD, 1), TOLD)


def test_a_connection_lost_after_the_content(bureau: Bureau) -> None:
    """Nobody knows whether the server took it: that is said, and it is sent again under the same Message-ID."""
    bureau.post.broken = frozenset({LEADER})
    done = bureau.send()
    assert done.returncode == 5
    why = "the mail server 127.0.0.1 broke off before it said whether it has the message; perhaps it was sent"
    assert f"leader@example.com>: {why}; it stays pending\n" in done.stderr.decode()
    assert bureau.arrived == dict.fromkeys(TOLD, 1)
    assert bureau.post.connections == 2
    bureau.post.broken = frozenset()
    assert bureau.send(DISPATCH_TODAY="2026-11-22").returncode == 0
    first, second = (re.search(rb"Message-ID: (.*)", raw) for raw in bureau.post.boxes[LEADER])
    assert first
    assert second
    assert first[1] == second[1]
    assert bureau.remembered == TOLD


def test_a_sure_failure_does_not_settle_an_earlier_doubt(bureau: Bureau) -> None:
    """What perhaps was sent, and was then refused, comes under its first Message-ID on the next day too."""
    secretary = "secretary@example.com"
    bureau.post.broken = frozenset({secretary})
    assert bureau.send().returncode == 5
    bureau.post.broken, bureau.post.refused = frozenset(), frozenset({secretary})
    assert bureau.send().returncode == 5
    bureau.post.refused = frozenset()
    assert bureau.send(DISPATCH_TODAY="2026-11-23").returncode == 0
    ids = [found[1] for raw in bureau.post.boxes[secretary] if (found := re.search(rb"Message-ID: (.*)", raw))]
    assert (len(ids), ids.count(ids[0])) == (3, 2)


def test_a_server_that_ends_a_connection_after_some_messages(bureau: Bureau) -> None:
    """The rest goes over a new one."""
    bureau.post.most = 1
    assert bureau.send().returncode == 0
    assert (bureau.arrived, bureau.post.connections) == (dict.fromkeys(TOLD, 1), len(TOLD))


def test_a_server_that_closes_without_a_word(bureau: Bureau) -> None:
    """It gets one new connection for a message; where that ends too, nothing was sent for sure."""
    bureau.post.most = 0
    done = bureau.send()
    assert done.returncode == 5
    assert done.stderr.count(b"does not take it for now: 421 too many messages; it stays pending") == len(TOLD)
    assert bureau.arrived == {}


def test_a_server_that_says_nothing_more(bureau: Bureau) -> None:
    """After the time of one message the whole run is over: the others are not tried, and stay pending."""
    bureau.post.silent = frozenset({"one@example.com"})
    begin = perf_counter()
    done = program.run("remind", "--send", "--timeout", "1", stdin=b"", cwd=bureau.folder, **GIVEN)
    assert perf_counter() - begin < 1 + 4
    said = done.stderr.decode()
    assert done.returncode == 5
    late = "the mail server 127.0.0.1 took longer than 1 second"
    assert said.count(f"{late} before it said whether it has the message; perhaps it was sent; it stays pending") == 1
    assert said.count(f"{late}; it stays pending") == len(TOLD) - 1
    bureau.post.silent = frozenset()
    assert bureau.send().returncode == 0
    assert bureau.arrived == {**dict.fromkeys(TOLD, 1), "one": 2}
    assert bureau.remembered == TOLD


def test_interrupted_while_the_server_has_a_message(bureau: Bureau) -> None:
    """Ctrl-C ends it at once; what the server had is sent again under the same Message-ID."""
    bureau.post.silent = frozenset({LEADER})
    line = [*program.DISPATCH, "remind", "--send", "--to", "分管领导"]
    given = program.environment(**GIVEN)
    with subprocess.Popen(line, cwd=bureau.folder, env=given, stdin=subprocess.DEVNULL) as sending:
        bureau.post.wait(LEADER)
        sending.send_signal(signal.SIGINT)
        assert sending.wait(20) == 130
    bureau.post.silent = frozenset()
    assert bureau.send("--to", "分管领导").returncode == 0
    first, second = (re.search(rb"Message-ID: (.*)", raw) for raw in bureau.post.boxes[LEADER])
    assert first
    assert second
    assert first[1] == second[1]


# ── servers of a kind of their own ──


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Run a server that speaks to each connection as a function says, and yield its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connections.append(connection)
            try:
                answer(connection)
            except OSError:
                continue

    thread = Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        for each in (listener, *connections):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        thread.join()


def drip(connection: socket.socket) -> None:
    """Say one letter after the other, and never come to an end."""
    connection.settimeout(0.05)
    while True:
        connection.send(b"2")
        try:
            if not connection.recv(1):
                return
        except TimeoutError:
            continue


STRANGE = [
    (lambda connection: connection.close(), "none", "127.0.0.1 broke off", "it hangs up"),
    (lambda connection: connection.send(b"554 go away\r\n"), "none", "does not serve: 554 go away", "it is closed"),
    (
        lambda connection: connection.send(b"+OK POP3\r\n"),
        "none",
        "does not answer as a mail server: look at `port` and `tls`",
        "it is another service",
    ),
    (lambda connection: connection.send(b"220 hello\r\n"), "tls", "does not do `tls: tls`", "it does not encrypt"),
    (lambda connection: connection.recv(1), "none", "took longer than 1 second", "it says nothing"),
    (drip, "none", "took longer than 1 second", "it takes its time for each letter"),
]


@pytest.mark.parametrize(("answer", "tls", "why", "reason"), STRANGE, ids=reasons(STRANGE))
def test_a_server_that_is_none(
    answer: Callable[[socket.socket], None], tls: str, why: str, reason: str, bureau: Bureau
) -> None:
    """Each recipient stays pending with the reason, and the server is asked once, for no longer than it may take."""
    with answering(answer) as port:
        bureau.say(f"tls: {tls}", port=port)
        begin = perf_counter()
        done = program.run("remind", "--send", "--timeout", "1", stdin=b"", cwd=bureau.folder, **GIVEN)
        assert perf_counter() - begin < 1 + 4, reason
    assert done.returncode == 5, reason
    assert [why in line for line in done.stderr.decode().splitlines()] == [True] * len(TOLD), done.stderr.decode()
    assert (bureau.arrived, bureau.remembered) == ({}, {})


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("127.0.0.1", "nobody answers at port 1 of the mail server 127.0.0.1"),
        ("no-such-server.invalid", "no mail server no-such-server.invalid is known"),
    ],
)
def test_a_server_that_is_not_there(host: str, why: str, bureau: Bureau) -> None:
    """The reason is said for each, and the status is 5."""
    bureau.say(host=host, port=1)
    done = bureau.send()
    assert (done.returncode, done.stderr.decode().count(why)) == (5, len(TOLD))


# ── encryption and passwords ──


@needs("openssl")
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_encrypted_with_a_password(tls: str, tmp_path: Path) -> None:
    """A server whose certificate is known is told the password of a file, or of a variable."""
    certificate = make_certificate(tmp_path)
    with opened(tmp_path, Manners(certificate, tls == "tls", PASSWORD)) as bureau:
        bureau.keep(PASSWORD)
        bureau.say(f"tls: {tls}, user: dispatch, password: file:mail-password", host="localhost")
        done = bureau.send(SSL_CERT_FILE=f"{certificate}")
        assert (done.returncode, done.stderr) == (0, b"")
        assert (bureau.arrived, bureau.post.logins) == (dict.fromkeys(TOLD, 1), [("dispatch", PASSWORD)])
        bureau.say(f"tls: {tls}, user: dispatch, password: env:THE_WORD", host="localhost")
        told = bureau.run("remind", "--test", "分管领导", SSL_CERT_FILE=f"{certificate}", THE_WORD=PASSWORD)
        assert told.returncode == 0
        assert PASSWORD not in (tmp_path / "tasks.log.jsonl").read_text("utf-8")


@needs("openssl")
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_that_nobody_knows(tls: str, tmp_path: Path) -> None:
    """Nothing is sent, and no password is told."""
    with opened(tmp_path, Manners(make_certificate(tmp_path), tls == "tls", PASSWORD)) as bureau:
        bureau.keep(PASSWORD)
        bureau.say(f"tls: {tls}, user: dispatch, password: file:mail-password", host="localhost")
        done = bureau.send()
        why = "the certificate of the mail server localhost is not trusted: self-signed certificate"
        assert (done.returncode, done.stderr.decode().count(why)) == (5, len(TOLD))
        assert "SSL_CERT_FILE" in done.stderr.decode()
        assert (bureau.arrived, bureau.post.logins) == ({}, [])


@needs("openssl")
def test_a_certificate_of_somebody_else(tmp_path: Path) -> None:
    """The name must be that of the list."""
    certificate = make_certificate(tmp_path, "other.example.com")
    with opened(tmp_path, Manners(certificate)) as bureau:
        bureau.say("tls: starttls", host="localhost")
        done = bureau.send(SSL_CERT_FILE=f"{certificate}")
        assert (done.returncode, done.stderr.count(b"Hostname mismatch")) == (5, len(TOLD))
        assert bureau.arrived == {}


def test_a_server_that_does_not_encrypt(bureau: Bureau) -> None:
    """Where the list asks for encryption nothing leaves without it."""
    bureau.say("tls: starttls")
    done = bureau.send()
    assert (done.returncode, done.stderr.count(b"does not do `tls: starttls`")) == (5, len(TOLD))
    assert bureau.arrived == {}


def test_a_wrong_password_is_tried_once(tmp_path: Path) -> None:
    """It is refused, each recipient stays pending, nobody shows the password, and no account gets locked."""
    with opened(tmp_path, Manners(password="another")) as bureau:  # noqa: S106
        bureau.keep(PASSWORD)
        bureau.say("tls: none, user: dispatch, password: file:mail-password")
        done = bureau.send()
        assert done.returncode == 5
        assert done.stderr.decode().count("127.0.0.1 refused the user dispatch: 535 ") == len(TOLD)
        assert PASSWORD.encode() not in done.stderr
        assert len(bureau.post.logins) <= 2  # once by each way that the server offers
        assert (bureau.arrived, bureau.post.connections) == ({}, 1)


def test_a_server_that_repeats_the_password(bureau: Bureau) -> None:
    """What a server says is told, but not what it was told in confidence."""
    from base64 import b64encode

    secret = b64encode(f"\0dispatch\0{PASSWORD}".encode())

    def parrot(connection: socket.socket) -> None:
        connection.send(b"220 hello\r\n")
        while line := connection.recv(4096):
            answer = b"250-hello\r\n250 AUTH PLAIN\r\n" if line.lower().startswith(b"ehlo") else b"535 no: " + line
            connection.send(answer)

    bureau.keep(PASSWORD)
    with answering(parrot) as port:
        bureau.say("tls: none, user: dispatch, password: file:mail-password", port=port)
        done = bureau.send()
    assert (done.returncode, b"535 no: AUTH PLAIN \xe2\x80\xa6" in done.stderr) == (5, True)
    assert secret not in done.stderr


def test_a_server_that_asks_nobody_to_log_in(bureau: Bureau) -> None:
    """The remedy is to leave out the user."""
    bureau.keep(PASSWORD)
    bureau.say("tls: none, user: dispatch, password: file:mail-password")
    done = bureau.send()
    assert (done.returncode, done.stderr.count(b"leave out `user` and `password`")) == (5, len(TOLD))


def test_a_server_that_wants_more_than_a_password(bureau: Bureau) -> None:
    """Some want a token from a browser: that is said, and nobody is told the password."""
    heard = []

    def modern(connection: socket.socket) -> None:
        connection.send(b"220 hello\r\n")
        while line := connection.recv(4096):
            heard.append(line)
            connection.send(b"250-hello\r\n250 AUTH XOAUTH2\r\n")

    bureau.keep(PASSWORD)
    with answering(modern) as port:
        bureau.say("tls: none, user: dispatch, password: file:mail-password", port=port)
        done = bureau.send()
    assert (done.returncode, done.stderr.count(b"with a password alone")) == (5, len(TOLD))
    assert [line[:4].lower() for line in heard] == [b"ehlo"]


IS_ROOT = os.geteuid() == 0
KEPT = [
    (PASSWORD, 0o640, 2, "others than its owner may read", "chmod 600", "a group may read it"),
    (PASSWORD, 0o604, 2, "others than its owner may read", "chmod 600", "everybody may"),
    ("", 0o600, 2, "holds no password", "look at it", "an empty file"),
    ("a\nb", 0o600, 2, "holds no password", "look at it", "two lines"),
    ("口令", 0o600, 2, "holds no password", "Chinese", "what no server is told"),
    (b"\xff\xfe", 0o600, 2, "holds no password", "look at it", "no text"),
]


@pytest.mark.parametrize(("password", "mode", "code", "why", "remedy", "reason"), KEPT, ids=reasons(KEPT))
def test_a_password_that_is_not_taken(
    password: str | bytes, mode: int, code: int, why: str, remedy: str, reason: str, bureau: Bureau
) -> None:
    """Nothing is sent, nothing is remembered, and the remedy is said."""
    bureau.keep(password, mode)
    bureau.say("tls: none, user: dispatch, password: file:mail-password")
    done = bureau.send()
    assert done.returncode == code, reason
    assert why in done.stderr.decode()
    assert remedy in done.stderr.decode()
    assert PASSWORD.encode() not in done.stderr
    assert (bureau.post.connections, bureau.entries) == (0, [])


@pytest.mark.skipif(not IS_ROOT, reason="only root may give files away")
def test_a_password_of_somebody_else(bureau: Bureau) -> None:
    """Whose file it is knows it too, and may change it."""
    bureau.keep(PASSWORD)
    os.chown(bureau.folder / "mail-password", 65534, -1)
    bureau.say("tls: none, user: dispatch, password: file:mail-password")
    done = bureau.send()
    assert (done.returncode, b"mail-password belongs to the user nobody" in done.stderr) == (2, True)
    assert bureau.post.connections == 0


def test_a_password_that_is_not_there(bureau: Bureau) -> None:
    """Neither the file nor the variable: the place is said, nothing is sent."""
    bureau.say("tls: none, user: dispatch, password: file:mail-password")
    done = bureau.send()
    assert (done.returncode, b"mail-password: there is no such file" in done.stderr) == (3, True)
    bureau.say("tls: none, user: dispatch, password: env:THE_WORD")
    done = bureau.send()
    assert (done.returncode, b"there is no variable THE_WORD" in done.stderr) == (2, True)
    assert bureau.post.connections == 0


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + PASSWORD.encode(), f"{PASSWORD}\r\n".encode(), PASSWORD.encode()])
def test_a_password_as_editors_write_it(data: bytes, tmp_path: Path) -> None:
    """With a byte order mark, with the line end of Windows, with none."""
    with opened(tmp_path, Manners(password=PASSWORD)) as bureau:
        bureau.keep(data)
        bureau.say("tls: none, user: dispatch, password: file:mail-password")
        assert bureau.send().returncode == 0
        assert bureau.post.logins == [("dispatch", PASSWORD)]


def test_a_list_in_another_folder_has_its_password_beside_it(tmp_path: Path) -> None:
    """Cron starts elsewhere."""
    with opened(tmp_path, Manners(password=PASSWORD)) as bureau:
        bureau.keep(PASSWORD)
        bureau.say("tls: none, user: dispatch, password: file:mail-password")
        done = run("remind", "--send", "-f", f"{tmp_path}/tasks.yaml", stdin=b"", cwd=tmp_path.parent, **GIVEN)
        assert (done.returncode, bureau.arrived) == (0, dict.fromkeys(TOLD, 1))


# ── whose list it is ──


@pytest.mark.parametrize(("name", "mode"), [("tasks.yaml", 0o664), (".", 0o777)])
def test_a_list_that_others_may_write_asks_no_server(name: str, mode: int, bureau: Bureau) -> None:
    """Else they could have a password told to a server of theirs."""
    (bureau.folder / name).chmod(mode)
    done = bureau.send()
    assert done.returncode == 2
    assert (
        "error: the mail server of tasks.yaml is not asked: others than its owner may write to" in done.stderr.decode()
    )
    assert (bureau.post.connections, bureau.entries) == (0, [])
    assert bureau.send("--command", "true").returncode == 0


def test_a_list_from_a_pipe_asks_no_server(bureau: Bureau) -> None:
    """Nobody knows who wrote it."""
    text = (bureau.folder / "tasks.yaml").read_bytes()
    done = run("remind", "--test", "分管领导", "-f", "-", stdin=text, cwd=bureau.folder, **GIVEN)
    assert (done.returncode, b"the mail server of a list from a pipe is not asked" in done.stderr) == (2, True)


def test_who_does_not_send_loads_no_mail() -> None:
    """Commands that send nothing do not import what speaks to a server."""
    line = "import sys; before = {*sys.modules}; import dispatch_cli.cli.app, dispatch_cli.cli.commands.remind; "
    line += "print({'smtplib', 'ssl', 'socket'} & ({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-c", line], capture_output=True, check=True)
    assert done.stdout == b"set()\n"
