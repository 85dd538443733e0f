"""What differs between systems: both modules have the same names, and on Windows' side what needs no Windows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from reading import reasons

import dispatch_cli.store
from dispatch_cli.hints import shell
from dispatch_cli.store import windows

STORE = Path(dispatch_cli.store.__file__).parent


def public(module: str) -> set[str]:
    """Return the names that a module of the store defines for others."""
    tree = ast.parse((STORE / f"{module}.py").read_text(encoding="utf-8"))
    found = set()
    for node in tree.body:
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        flat = [each for target in targets for each in getattr(target, "elts", [target])]
        found |= {each.id for each in flat if isinstance(each, ast.Name)}
        found |= {node.name} if isinstance(node, ast.FunctionDef) else set()
    return {name for name in found if not name.startswith("_")}


def test_both_systems_can_do_the_same() -> None:
    """What one system offers, the other does too, and `system` hands all of it on."""
    assert public("posix") == public("windows")
    assert public("posix") <= public("system")


NAMES = [
    ("con", True, "the console"),
    ("a/b/NUL.html", True, "in any folder and case, with any end"),
    ("com1 .txt", True, "blanks before the end do not count"),
    ("lpt¹", True, "such digits count"),
    ("周报.", True, "a dot at the end is cut off"),
    ("周报 ", True, "so is a blank"),
    ("con2.html", False, "not every beginning"),
    ("com10", False, "there are nine ports"),
    ("周报.v2.html", False, "dots elsewhere are letters"),
]


@pytest.mark.parametrize(("path", "expected", "reason"), NAMES, ids=reasons(NAMES))
def test_names_that_windows_keeps(path: str, expected: bool, reason: str) -> None:  # noqa: FBT001
    """A device's name, or one whose end would be lost, is no name of a file."""
    assert windows.is_reserved(path) == expected, reason


WORDS = [
    ("a", "a", "bare"),
    (r"D:\台账\一.xlsx", r"D:\台账\一.xlsx", "a path needs no quotes"),
    ("a b", '"a b"', "a blank does"),
    ("a,b", '"a,b"', "PowerShell takes a comma for a list"),
    ("a&b", '"a&b"', "and cmd this for the end of a command"),
    ("", '""', "nothing is a word too"),
    ('say "x"', r'"say \"x\""', "a quote behind a backslash"),
    ("D:\\a b\\", r'"D:\a b\\"', "a backslash before the quote that closes counts twice"),
]


@pytest.mark.parametrize(("word", "expected", "reason"), WORDS, ids=reasons(WORDS))
def test_words_are_quoted_for_both_shells_of_windows(word: str, expected: str, reason: str) -> None:
    """What is quoted comes out as it went in, by the rules of Windows' own programs."""
    assert shell.quoted(word, is_windows=True) == expected, reason


COMMANDS = [
    (r"C:\mail\send.exe -t", (r"C:\mail\send.exe", "-t"), "a backslash is a letter"),
    (r'"C:\Office tools\send.exe" -t', (r"C:\Office tools\send.exe", "-t"), "in quotes too"),
    (r"'\\server\share\send.exe'", (r"\\server\share\send.exe",), "and two are two"),
    ("C:\\mail\\", ("C:\\mail\\",), "at the end as well"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), COMMANDS, ids=reasons(COMMANDS))
def test_commands_of_windows_keep_their_backslashes(text: str, expected: tuple[str, ...], reason: str) -> None:
    """On Windows quotes alone hold a word together."""
    assert shell.split(text, is_windows=True) == expected, reason


def test_hints_move_logs_with_the_commands_of_the_system() -> None:
    """Where `mv` and `cat` are not known, others do the same."""
    moved, appended = (make("旧 单", "新", is_windows=True) for make in (shell.move, shell.move_behind))
    assert moved.values["command"] == 'move "旧 单" 新'
    assert appended.values["command"] == '(echo.& type "旧 单") >> 新 && del "旧 单"'
