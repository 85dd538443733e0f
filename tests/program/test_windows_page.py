"""The page about Windows: both languages say the same commands, and what they show is understood as they say."""

from __future__ import annotations

import re

import pytest
import typer
from program import ROOT
from reading import plan

from dispatch_cli.cli.app import app
from dispatch_cli.hints.shell import split

PAGES = {
    code: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for code, name in (("en", "windows.md"), ("zh", "windows.zh.md"))
}
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
# What an office has called by a name of its own in each language.
NAMES = {"Office lists": "调度 清单", "secretary": "书记"}
CREATE = re.compile(
    r'schtasks /Create /TN "dispatch remind" /SC DAILY /ST 08:00 '
    r'/TR "\\"D:\\[^"]+\\remind\.cmd\\"" /RU "%USERNAME%" /RP \*'
)


def blocks(code: str, kind: str) -> list[str]:
    """Return the blocks of a page of one kind."""
    return [text for name, text in BLOCK.findall(PAGES[code]) if name == kind]


@pytest.mark.parametrize("kind", ["bat", "powershell", "yaml"])
def test_both_pages_show_the_same(kind: str) -> None:
    """What is to be typed is the same in both languages, but for the names of an office."""
    english = "\0".join(blocks("en", kind))
    for name, chinese in NAMES.items():
        english = english.replace(name, chinese)
    assert english == "\0".join(blocks("zh", kind)) != ""


@pytest.mark.parametrize("code", PAGES)
def test_links_and_commands_lead_somewhere(code: str) -> None:
    """Every link is a file of the project, every heading that it names is there, every command and option exists."""
    for path, _, heading in re.findall(r"\]\((?!https?:)([^)#]+)(#([^)]+))?\)", PAGES[code]):
        page = ROOT / "docs" / path
        assert page.exists(), path
        headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert not heading or heading in [each.lower().replace(" ", "-") for each in headings]
    group = typer.main.get_command(app)
    for command, option in re.findall(r"`dispatch (\w+)[^`\n]*?(--[a-z-]+)?[^`\n]*`", PAGES[code]):
        params = group.get_command(None, command).params  # type: ignore[attr-defined]
        assert not option or option in {name for param in params for name in param.opts}


@pytest.mark.parametrize("code", PAGES)
def test_the_list_of_words_is_a_mail_command(code: str) -> None:
    """Each word of the list stands as it is; the text beside it means the same on Windows."""
    words = (r"C:\Program Files\msmtp\msmtp.exe", "-C", r"C:\dispatch\msmtprc", "-t")
    mail = plan(f"people: {{secretary: a@example.com, 书记: a@example.com}}\n{blocks(code, 'yaml')[0]}tasks: []\n").mail
    assert mail is not None
    assert mail.command == words
    (text,) = re.findall(r'`("C:[^`]+)`', PAGES[code])
    assert split(text, is_windows=True) == (words[0], "-t")


@pytest.mark.parametrize("code", PAGES)
def test_the_scheduler_runs_the_batch_file(code: str) -> None:
    """The line for the Task Scheduler has its parts, in quotes that survive; any code page can hold the batch file."""
    *_, batch, create = blocks(code, "bat")
    assert CREATE.fullmatch(create.strip())
    assert batch.isascii()
    assert batch.splitlines()[1:] == [
        'cd /d "%~dp0"',
        r'"C:\dispatch\.venv\Scripts\dispatch.exe" remind --send >> remind.txt 2>&1',
    ]
