"""The pages hang together: two languages, links, a way to each from the first, words and commands that exist."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import typer
from program import ROOT

from dispatch_cli.cli.app import app
from dispatch_cli.cli.directory import COMMANDS
from dispatch_cli.log.events import MEANINGS
from dispatch_cli.render.marks import STATES, TAGS
from dispatch_cli.render.outcomes import OUTCOMES
from dispatch_cli.render.report.figures import FIGURES
from dispatch_cli.render.text.language import Language

FIRST = {"en": "README.md", "zh": "README.zh.md"}
INDEX = {"en": "docs/index.md", "zh": "docs/index.zh.md"}
# What only those read who read English code.
ENGLISH = {"docs/api.md", "docs/architecture.md"}
ALL = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
FOR_USERS = [name for name in ALL if name.startswith(("README", "docs/")) and name not in ENGLISH]
_LINK = re.compile(r"\]\((?!https?:)([^)\s]*)\)")
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_COMMAND = re.compile(r"`dispatch ([a-z]+)([^`]*)`")


@cache
def text(name: str) -> str:
    """Return a page without its blocks of code, in which `#` and brackets mean something else."""
    return _CODE.sub("", (ROOT / name).read_text(encoding="utf-8"))


def anchors(name: str) -> set[str]:
    """Return the places of a page to which a link may lead, named as GitHub does."""
    headings = re.findall(r"^#+ (.*)$", text(name), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(name: str) -> list[tuple[str, str]]:
    """Return where the links of a page lead: the file, from the project's folder, and the place in it."""
    found = [link.partition("#") for link in _LINK.findall(text(name))]
    folder = (ROOT / name).parent
    return [((folder / path).resolve().relative_to(ROOT).as_posix() if path else name, to) for path, _, to in found]


@cache
def options(command: str) -> frozenset[str]:
    """Return the options of a command."""
    group: Any = typer.main.get_command(app)
    params = group.get_command(None, command).params
    return frozenset({"--help", "-h"}.union(*(param.opts for param in params)))


@pytest.mark.parametrize("name", ALL)
def test_links_lead_somewhere(name: str) -> None:
    """Each link is a file of the project, and the place in it that the link names is a heading there."""
    for path, place in links(name):
        assert (ROOT / path).exists(), path
        assert not place or place in anchors(path), f"{path}#{place}"


@pytest.mark.parametrize("name", FOR_USERS)
def test_a_page_speaks_both_languages(name: str) -> None:
    """Each page for users has its other half, and names it."""
    other = name.replace(".zh.md", ".md") if name.endswith(".zh.md") else name.replace(".md", ".zh.md")
    assert (other, "") in links(name)


@pytest.mark.parametrize("code", INDEX)
def test_all_pages_are_listed(code: str) -> None:
    """The list of pages names each page of its language; each page leads back to it, or to the first."""
    listed = {path for path, _ in links(INDEX[code])}
    its = {name for name in FOR_USERS if name.endswith(".zh.md") == (code == "zh")}
    assert (its | ENGLISH) - {INDEX[code]} - listed == set()
    for name in its - {INDEX[code]}:
        assert {path for path, _ in links(name)} & {INDEX[code], FIRST[code]} - {name}, name


@pytest.mark.parametrize("name", FOR_USERS)
def test_commands_in_the_text_are_commands(name: str) -> None:
    """What the text calls a command is one, and takes the options that stand with it."""
    for command, rest in _COMMAND.findall(text(name)):
        assert command in COMMANDS, command
        written = re.findall(r"(?<!\S)--?[a-z][a-z-]*", _QUOTED.sub("", rest))
        assert [option for option in written if option not in options(command)] == [], command


@pytest.mark.parametrize("code", INDEX)
def test_the_words_of_the_program_are_explained(code: str) -> None:
    """Each state, outcome, figure and event of the program has its row on the page of words; each tag is named."""
    page = text(INDEX[code].replace("index", "words")).lower()
    cells = {word.strip(" `") for cell in page.split("|") for word in re.split("[,、]", cell)}
    language = Language(code)
    words = [mark.word for table in (STATES, OUTCOMES) for mark in table.values()]
    spoken = {language.speak(word).lower() for word in (*words, *FIGURES.values())}
    assert spoken | {meaning.event for meaning in MEANINGS} <= cells
    phrases = {language.text(meaning.phrase).partition("{")[0].strip() for meaning in MEANINGS}
    assert [phrase for phrase in phrases if not any(cell.startswith(phrase) for cell in cells)] == []
    assert [mark for mark in TAGS.values() if language.speak(mark.word) not in page] == []
