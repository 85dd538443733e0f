"""A password that somebody wrote into the list is refused, and no message shows it, however it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Desk
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from reading import plan, problems, reasons

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Kj7xQ2vw"  # noqa: S105 it opens nothing
HEAD = "people: {甲: a@b}\nremind:\n  mail:\n    from: a@b\n    to: 甲\n"
BLOCK = f"{HEAD}    smtp:\n      host: x\n      user: c\n      LINE\n      prt: 1\ntasks: []\n"
FLOW = "people: {甲: a@b}\nremind: {mail: {from: a@b, to: 甲, smtp: {host: x, usr: c, LINE, prt: 1}}}\ntasks: []\n"
WRITTEN = [
    (f"password: {SECRET}", "as it is"),
    (f"password: '{SECRET}'", "in quotes"),
    (f'"password": "{SECRET}"', "both in quotes"),
    (f"password: '{SECRET}", "with a quote that is not closed"),
    (f"password:{SECRET}", "without a blank"),
    (f"password：{SECRET}", "with a full-width colon"),
    (f"密码: {SECRET}", "in Chinese"),
    (f"密码：{SECRET}", "all of it"),
    (f"pasword: {SECRET}", "misspelt"),
    (f"PWD: {SECRET}", "abbreviated"),
    (f"password: [{SECRET}]", "in a list"),
    (f"password: {{a: {SECRET}}}", "in a mapping"),
    (f"password: *{SECRET}", "with a sign that means something else"),
    (f"password: &{SECRET}", "or another"),
    (f"password: %{SECRET}", "or one that begins nothing"),
    (f"password: !!int {SECRET}", "as another type"),
    (f"password: {SECRET}: {SECRET}", "with a colon in it"),
    (f"- password: {SECRET}", "in a list of keys"),
]


@pytest.mark.parametrize("text", [BLOCK, FLOW], ids=["block", "flow"])
@pytest.mark.parametrize(("line", "reason"), WRITTEN, ids=reasons(WRITTEN))
def test_no_message_shows_a_password(text: str, line: str, reason: str) -> None:
    """Neither the message, nor the line that is shown, nor the remedy."""
    found = problems(text.replace("LINE", line))
    assert found, reason
    assert SECRET not in repr(found), reason


def test_a_password_in_the_list_is_a_problem() -> None:
    """It is found in its place, and the remedy says where it may stand."""
    (problem,) = problems(FLOW.replace("LINE", f"password: {SECRET}").replace("usr", "user").replace(", prt: 1", ""))
    assert problem.message.template == "a password does not stand in the task file"
    assert "`file:mail-password`" in problem.hint.template
    assert problem.excerpt.endswith("user: c, password: …")
    assert problem.excerpt[problem.caret :] == "…"


@often(200)
@given(st.integers(0, len(HEAD)), st.integers(0, 6), st.text("\n :,-#[]{}&*!|'\"：甲a", max_size=4))
def test_nor_after_a_slip_of_the_hand(at: int, gone: int, typed: str) -> None:
    """Whatever else is wrong with the list."""
    text = BLOCK.replace("LINE", f"password: {SECRET}")
    assert SECRET not in repr(problems(text[:at] + typed + text[at + gone :]))


def test_where_it_is_kept_may_be_shown() -> None:
    """What stands there by right is shown as ever."""
    (problem,) = problems(FLOW.replace("LINE", "password: env:WORD").replace("usr", "user"))
    assert "password: env:WORD, prt" in problem.excerpt


def test_nothing_shows_it_to_the_user(tmp_path: Path) -> None:
    """So it is with every command that reads the list, as text and as JSON."""
    desk = Desk(tmp_path, BLOCK.replace("LINE", f"password: {SECRET}").replace("prt", "port"))
    for command in (("check",), ("lint",), ("lint", "--format", "json"), ("remind", "--send"), ("record", "1")):
        done = desk.run(*command)
        assert done.code in {1, 2, 3}
        assert SECRET not in done.out + done.err


def test_a_good_list_says_where_it_is_kept() -> None:
    """A file whose name holds blanks, and a variable."""
    text = BLOCK.replace("      prt: 1\n", "").replace("LINE", "password: 'file:C:\\Users\\wang\\mail password.txt'")
    mail = plan(text).mail
    assert mail
    assert mail.server
    assert mail.server.password == ("file", "C:\\Users\\wang\\mail password.txt")
