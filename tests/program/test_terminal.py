"""The program on a terminal: colours where they are wanted, and a pager for what is longer than the terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from typing import TYPE_CHECKING, NamedTuple

import pytest
from desk import dispatch
from program import DAY, DISPATCH, ROOT, environment, run
from reading import reasons

from dispatch_cli.cli.candidates import completions
from dispatch_cli.cli.directory import COMMANDS, shared_options
from dispatch_cli.cli.screen import COLORS

if TYPE_CHECKING:
    from pathlib import Path

LINES, COLUMNS = 20, 100
LIST = ("list", "--today", DAY)
ESCAPE = b"\x1b["


class Seen(NamedTuple):
    """What came to a terminal, and how the program ended."""

    shown: str
    code: int


def on_terminal(*arguments: str, **more: str | None) -> Seen:
    """Run the program on a terminal of 20 lines."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    wanted = {"TERM": "xterm-256color", "PAGER": "", **more}
    given = environment(**{name: value for name, value in wanted.items() if value is not None})
    with subprocess.Popen([*DISPATCH, *arguments], stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=given) as it:
        os.close(slave)
        shown = b""
        try:
            while piece := os.read(master, 65536):
                shown += piece
        except OSError:  # Linux says so when the other side is closed
            os.close(master)
    return Seen(shown.decode().replace("\r\n", "\n"), it.returncode)


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """Return the file into which the pager of these tests writes what it is given."""
    return tmp_path / "seen"


def into(seen: Path, before: str = "", behind: str = "") -> str:
    """Return a PAGER that keeps what it is given, and what it does before and behind that."""
    return f"sh -c '{before} cat > {seen}; {behind}'"


def test_long_output_goes_through_the_pager(seen: Path) -> None:
    """The pager gets the page as the terminal would, colours included; the status stays that of the command."""
    done = on_terminal("check", "--all", "--exit-code", "--today", DAY, PAGER=into(seen, behind="exit 3"))
    plain = on_terminal("check", "--all", "--today", DAY)
    assert done == Seen("", 1)
    assert seen.read_text(encoding="utf-8") == plain.shown
    assert "\x1b[1;31m" in plain.shown


WITHOUT = [
    (("check", "--today", DAY, "--tag", "red"), {}, "a page that has room"),
    ((*LIST, "--no-pager"), {}, "asked for behind the command"),
    (("--no-pager", *LIST), {}, "and before it"),
    (LIST, {"TERM": "dumb"}, "a terminal on which no pager can move"),
    (LIST, {"PAGER": "cat"}, "a pager that is none"),
    (LIST, {"PAGER": ""}, "no pager at all"),
    (LIST, {"PAGER": "no-such-pager -x"}, "a pager that is not installed"),
    (LIST, {"PAGER": "'"}, "a pager that cannot be understood"),
]


@pytest.mark.parametrize(("arguments", "given", "reason"), WITHOUT, ids=reasons(WITHOUT))
def test_without_a_pager_it_is_printed(
    seen: Path, arguments: tuple[str, ...], given: dict[str, str], reason: str
) -> None:
    """What does not go through the pager comes to the terminal, whole."""
    done = on_terminal(*arguments, **{"PAGER": into(seen), **given})
    assert not seen.exists(), reason
    assert (done.code, "overdue" in done.shown) == (0, True)


def test_a_pipe_and_a_file_have_no_pager(seen: Path, tmp_path: Path) -> None:
    """Neither a pipe nor `-o` on a terminal starts one."""
    assert run(*LIST, PAGER=into(seen)).stdout.count(b"\n") > LINES
    assert on_terminal(*LIST, "-o", f"{tmp_path / 'list.txt'}", PAGER=into(seen)).code == 0
    assert not seen.exists()


LEFT = [
    ("true", "", 0, "it is left before it has read anything"),
    ("sh -c 'head -c 1 > {seen}'", "\x1b", 0, "or after the first page"),
    (
        "sh -c 'kill -INT $PPID; cat > {seen}'",
        "overdue",
        0,
        "Ctrl-C reaches the program too, which leaves it to the pager",
    ),
    ("sh -c 'kill -INT $$'", "", 130, "Ctrl-C ends a pager that does not care for it"),
]


@pytest.mark.parametrize(("pager", "begin", "code", "reason"), LEFT, ids=reasons(LEFT))
def test_leaving_the_pager_is_no_error(seen: Path, pager: str, begin: str, code: int, reason: str) -> None:
    """However the pager is left there is no traceback, and the status says whether it was interrupted."""
    done = on_terminal(*LIST, PAGER=pager.format(seen=seen))
    assert done == Seen("", code), reason
    assert begin in (seen.read_text(encoding="utf-8") if seen.exists() else "")


OF_LESS = [
    ({"PAGER": None}, "-FRX / FRX", "the usual pager"),
    ({"PAGER": "less"}, "/ FRX", "named alone, as many systems do"),
    ({"PAGER": "less -S", "LESS": "-Ri"}, "-S / -Ri", "told otherwise"),
]


@pytest.mark.parametrize(("given", "told", "reason"), OF_LESS, ids=reasons(OF_LESS))
def test_less_shows_colours(tmp_path: Path, seen: Path, given: dict[str, str | None], told: str, reason: str) -> None:
    """`less` is told to show colours and characters, and to end where the page has room."""
    less = tmp_path / "less"
    less.write_text(f'#!/bin/sh\necho "$@" / $LESS $LESSCHARSET > {seen}; cat > {seen}.page\n', encoding="utf-8")
    less.chmod(0o755)
    done = on_terminal(*LIST, PATH=f"{tmp_path}:{os.environ['PATH']}", **given)
    assert done == Seen("", 0), reason
    assert seen.read_text(encoding="utf-8").strip() == f"{told} utf-8"


STRANGE_WIDTHS = [
    ("1", "no room for a Chinese character, nor for what is moved in"),
    ("2", "no room below"),
    ("0", "as a terminal that does not know itself says"),
    ("-5", "no number of columns"),
    ("abc", "no number at all"),
    ("9" * 5000, "a number that Python does not read"),
]


@pytest.mark.parametrize(("columns", "reason"), STRANGE_WIDTHS, ids=reasons(STRANGE_WIDTHS))
def test_a_strange_width_stops_nothing(columns: str, reason: str) -> None:
    """Whatever COLUMNS says, the page is shown."""
    done = on_terminal("check", "--all", "--today", DAY, COLUMNS=columns)
    assert (done.code, "Traceback" in done.shown, bool(done.shown)) == (0, False, True), reason


COLOURED = [
    ((), {}, False, "a pipe has none"),
    (("--color", "always"), {}, True, "unless they are asked for"),
    (("--color", "always"), {"NO_COLOR": "1", "TERM": "dumb"}, True, "whatever the environment says"),
    ((), {"FORCE_COLOR": "1"}, True, "or the environment asks for them"),
    ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, "which says more by NO_COLOR"),
    ((), {"FORCE_COLOR": ""}, False, "an empty variable says nothing"),
    (("--color", "never"), {"FORCE_COLOR": "1"}, False, "the option comes first"),
    (("--color", "auto"), {"FORCE_COLOR": "1"}, True, "auto leaves it to the environment"),
]


@pytest.mark.parametrize(("arguments", "given", "is_coloured", "reason"), COLOURED, ids=reasons(COLOURED))
def test_colours_of_a_pipe(
    arguments: tuple[str, ...],
    given: dict[str, str],
    is_coloured: bool,  # noqa: FBT001 a row of the table
    reason: str,
) -> None:
    """A pipe has colours where they are asked for; its layout never changes."""
    plain, done = run(*LIST), run(*LIST, *arguments, stdin=b"", cwd=ROOT, **given)
    assert (ESCAPE in done.stdout) == is_coloured, reason
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", done.stdout) == plain.stdout


def test_colours_of_a_terminal() -> None:
    """A terminal has them, unless an option, the environment or the terminal itself says no; the later word counts."""
    assert "\x1b[1;31m" in on_terminal(*LIST).shown
    assert "\x1b[" not in on_terminal(*LIST, "--color", "never").shown
    assert "\x1b[" not in on_terminal(*LIST, NO_COLOR="1").shown
    assert "\x1b[" not in on_terminal(*LIST, TERM="dumb").shown
    assert "\x1b[1;31m" in on_terminal("--color", "never", *LIST, "--color=always").shown
    assert "38;5;208m" in on_terminal(*LIST).shown, "256 colours"
    assert "33m◆" in on_terminal(*LIST, TERM="xterm").shown, "16 colours"


@pytest.mark.parametrize("format_name", ["json", "csv", "md"])
def test_what_programs_read_has_no_colours(format_name: str) -> None:
    """Not even where colours are forced."""
    assert ESCAPE not in run(*LIST, "--format", format_name, "--color", "always").stdout


def test_the_options_are_told_where_they_have_an_effect() -> None:
    """A command with a table has colours, one with long output a pager; the others tell of neither."""
    for command in COMMANDS:
        formats = getattr(completions(command).get("format_name"), "words", ())
        assert ("table" in formats) == ("--color" in shared_options(command)), command
        page = dispatch(command, "--help").out
        assert {option for option in ("--color", "--no-pager") if option in page} == shared_options(command) - {
            "--lang"
        }, command


def test_an_unknown_word_for_colours_is_an_error() -> None:
    """It is said with what is known, before and behind the command."""
    for arguments in (("--color", "sometimes", *LIST), (*LIST, "--color", "sometimes")):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == f"error: --color: `sometimes` is unknown\n    → known are: {', '.join(COLORS)}\n".encode()
