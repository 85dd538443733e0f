"""The page of a report in a real browser: on a projector, on a telephone, on paper, and held to rules of accessibility.

axe-core is no part of the project: `DISPATCH_AXE` names its axe.min.js, as `.ci/run` installs it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from browser import browser
from desk import Desk
from program import environment
from report_office import OFFICE, SPAN, make_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browser import Browser, Page

AXE = os.environ.get("DISPATCH_AXE", "")
needs_axe = pytest.mark.skipif(not AXE, reason="DISPATCH_AXE does not name axe.min.js of axe-core")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")
pytestmark = [
    pytest.mark.endurance,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed"),
]
LANGUAGES = pytest.mark.parametrize("code", ["en", "zh"])
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Run a browser for all tests of this module."""
    with browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the page of the hostile office in both languages, by code."""
    folder = tmp_path_factory.mktemp("report")
    desk = make_desk(folder, OFFICE)
    for code in ("en", "zh"):
        desk.do("report", *SPAN, "--lang", code, "-o", f"{folder}/{code}.html")
    return {code: folder / f"{code}.html" for code in ("en", "zh")}


def large_office(folder: Path, count: int = 60) -> Path:
    """Return the page over a year of so many items, whose names say where they begin and where they end."""
    items = (
        f"- {{id: {n}, title: begin{n:03} {'某新能源项目落地 ' * (n % 7 * 6)} end{n:03},"
        f" tag: {('red', 'green')[n % 2]}, owner: owner{n:03}, last: 2025-{11 + n % 2}-{1 + n % 28:02}}}\n"
        for n in range(1, count + 1)
    )
    desk = Desk(folder, "tasks:\n" + "".join(items))
    desk.do("report", "--from", "2025-11-24", "--lang", "en", "-o", f"{folder}/large.html")
    return folder / "large.html"


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280, 1920])
def test_the_page_fits_the_screen(
    chromium: Browser, pages: dict[str, Path], width: int, scheme: str, code: str
) -> None:
    """Nothing leaves the screen but within a region that scrolls, light or dark as wished, the console is empty."""
    page = chromium.open(pages[code], width, scheme)
    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.run(OUTSIDE) == []
    assert page.run("parseFloat(getComputedStyle(document.querySelector('main p, caption')).fontSize)") >= 13
    assert (
        page.run("getComputedStyle(document.documentElement).fontSize")
        == f"{min(20, max(16, 9.6 + width * 0.0075)):g}px"
    )
    ground = re.findall(r"\d+", page.run("getComputedStyle(document.documentElement).backgroundColor"))
    assert (sum(map(int, ground)) < 128 * 3) == (scheme == "dark")
    assert page.complaints == []


OUTSIDE = """
[...document.body.querySelectorAll("*")].filter(e => !e.closest(".scroll") || e.matches(".scroll"))
  .filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)
"""


@LANGUAGES
def test_outcomes_differ_without_colour(chromium: Browser, pages: dict[str, Path], code: str) -> None:
    """The cells of the map differ by their mark, and each by more than the hue of its ground."""
    page = chromium.open(pages[code])
    looks = page.run("""["k", "l", "m", "o"].map(kind => {
      const cell = document.querySelector(".map td." + kind), look = getComputedStyle(cell);
      return [cell.firstChild.textContent[0], look.backgroundImage !== "none", look.outlineStyle,
              look.backgroundColor.match(/[0-9.]+/g).slice(0, 3).reduce((a, b) => a + +b, 0) < 384]; })""")
    assert [mark for mark, *_ in looks] == ["√", "△", "×", "□"]
    assert len({tuple(look) for _, *look in looks}) == 4


def test_hostile_texts_do_nothing(chromium: Browser, pages: dict[str, Path]) -> None:
    """No title has changed the page's own, and a script that got in all the same would be refused."""
    page = chromium.open(pages["en"])
    assert page.run("document.title").endswith("Dispatch report · 2026-10-05 – 2026-11-30")
    assert page.run("document.querySelectorAll('script').length") == 1
    assert page.run("document.querySelectorAll('img').length") == 0
    assert page.complaints == []
    page.run(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.obeyed = 1'}))"
    )
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.obeyed=1 style=width:9px>')")
    refused = page.wait_for_complaints(3)
    assert page.run("window.obeyed ?? null") is None
    assert all("Content Security Policy" in text for text in refused), refused


def column(page: Page, name: str) -> list[str]:
    """Return the texts of a column of the items, as far as they are shown."""
    shown: list[str] = page.run(f"""
      [...document.querySelectorAll("#list tbody tr:not([hidden]) .{name}")].map(e => e.textContent)""")
    return shown


def click(page: Page, name: str) -> str:
    """Press the head of a column, by the keyboard, and return in which order it says it is sorted."""
    page.run(f"document.querySelector('#list th.{name} button').focus()")
    page.press("Enter")
    order: str = page.run(f"document.querySelector('#list th.{name}').getAttribute('aria-sort')")
    return order


@pytest.mark.parametrize("name", ["id", "title", "tag", "expected", "missed", "rate", "longest_gap", "state"])
def test_the_items_can_be_sorted(chromium: Browser, pages: dict[str, Path], name: str) -> None:
    """A head sorts up, then down: numbers as numbers, tags by urgency, states by their days, what is nothing last."""
    page = chromium.open(pages["en"])
    before = column(page, name)
    assert click(page, name) == "ascending"
    up = column(page, name)
    assert click(page, name) == "descending"
    down = column(page, name)
    assert sorted(up) == sorted(down) == sorted(before)
    nothing = [text for text in up if text == "–"]
    assert up[len(up) - len(nothing) :] == down[len(down) - len(nothing) :] == nothing
    if name in {"expected", "missed", "rate", "longest_gap"}:
        numbers = [int(text.rstrip("%")) for text in up if text != "–"]
        assert numbers == sorted(numbers)
        assert [int(text.rstrip("%")) for text in down if text != "–"] == sorted(numbers, reverse=True)
    if name == "id":
        assert up == ["1", "2", "3", "4", "5", "10", "A9"]
    if name == "title":
        assert up != down
        assert [text for text in up if text.isascii()] == sorted(text for text in up if text.isascii())
    if name == "tag":
        assert [*dict.fromkeys(up)] == ["■ red", "◆ orange", "● green"]
    if name == "state":
        late = [int(days[0]) for text in up if (days := re.findall(r"(\d+) days? late", text))]
        assert late == sorted(late, reverse=True)
        assert up[-1] == down[-1] == "◎ closed"
    assert page.run("document.querySelectorAll('#list [aria-sort]').length") == 1
    assert page.complaints == []


def test_the_items_can_be_filtered(chromium: Browser, pages: dict[str, Path]) -> None:
    """By a text, by group, by missed dispatches; what is left is counted, and everything comes back."""
    page = chromium.open(pages["en"])
    everything = column(page, "id")
    assert said(page) == f"{len(everything)} / {len(everything)}"
    page.run("document.querySelector('[type=search]').focus()")
    page.ask("Input.insertText", text="ENERGY")
    assert column(page, "title") == ["Land for the new energy park"]
    assert said(page) == f"1 / {len(everything)}"
    page.run("document.querySelector('[type=search]').select()")
    page.ask("Input.insertText", text=" ")
    assert column(page, "id") == everything
    page.run("document.querySelector('[type=checkbox]').focus()")
    page.press(" ")
    assert 0 < len(column(page, "id")) < len(everything)
    assert all(int(text) > 0 for text in column(page, "missed"))
    page.press(" ")
    choose = "select => { select.value = '0'; select.dispatchEvent(new Event('input', {bubbles: true})); }"
    page.run(f"({choose})(document.querySelector('select'))")
    assert set(column(page, "team")) == {"招大引强专班"}
    assert page.complaints == []


def test_the_filters_look_through_all_parts(chromium: Browser, tmp_path: Path) -> None:
    """Of many items the rest is closed; what is searched is found there, its part opens, and closes again."""
    page = chromium.open(large_office(tmp_path, 320))
    parts = "[...document.querySelector('#list').closest('section').querySelectorAll('details')]"
    seen = f"{parts}.map(part => [part.open, part.hidden])"
    assert page.run(seen) == [[False, False], [False, False]]
    assert said(page) == "320 / 320"
    last: str = page.run(f"{parts}[1].querySelector('tbody tr:last-child .owner').textContent")
    page.run("document.querySelector('[type=search]').focus()")
    page.ask("Input.insertText", text=last)
    assert said(page) == "1 / 320"
    assert page.run(seen) == [[False, True], [True, False]]
    assert page.run(f"{parts}[1].querySelector('tbody tr:last-child').checkVisibility()")
    page.run("document.querySelector('[type=search]').select()")
    page.ask("Input.insertText", text=" ")
    assert said(page) == "320 / 320"
    assert page.run(seen) == [[False, False], [False, False]]
    assert page.complaints == []


@needs_poppler
def test_closed_parts_are_not_printed(chromium: Browser, tmp_path: Path) -> None:
    """On paper stand the worst, and of the rest the part that is open."""
    page = chromium.open(large_office(tmp_path, 320))
    page.run("document.getElementById('items-301').closest('details').open = true")
    page.print(tmp_path / "report.pdf")
    names = [word.text for word in on_paper(tmp_path / "report.pdf")[1] if re.fullmatch(r"owner\d+", word.text)]
    listed = page.run("""[...document.querySelectorAll("td.owner")]
      .filter(cell => !cell.closest("details:not([open])")).map(cell => cell.textContent)""")
    assert sorted(names) == sorted(listed)
    assert len(listed) == 2 * 200 + 20


def said(page: Page) -> str:
    """Return how many items are shown, as the page says it."""
    text: str = page.run("document.querySelector('output').value")
    return text


def test_everything_is_in_reach_of_the_keyboard(chromium: Browser, pages: dict[str, Path]) -> None:
    """The tab key goes through regions, filters and heads in the order of the page, and each shows that it is there."""
    page = chromium.open(pages["en"], 390)
    seen = []
    for _ in range(20):
        page.press("Tab")
        seen.append(
            page.run("""(e => [e.getAttribute("aria-labelledby") ?? e.type ?? e.textContent,
          getComputedStyle(e).outlineStyle])(document.activeElement)""")
        )
    assert [name for name, _ in seen[:7]] == ["by", "map", "overdue", "search", "select-one", "checkbox", "items"]
    assert [name for name, _ in seen[7:]] == ["button"] * 12 + ["changes"]
    assert all(outline != "none" for _, outline in seen)


def test_what_was_due_shows_under_the_pointer(chromium: Browser, pages: dict[str, Path]) -> None:
    """The pointer on a cell of the map brings up its words."""
    page = chromium.open(pages["en"])
    place = page.run("""(e => { e.scrollIntoView({block: "center"}); const b = e.getBoundingClientRect();
      return [b.x + b.width / 2, b.y + b.height / 2]; })(document.querySelector(".map td.m"))""")
    page.ask("Input.dispatchMouseEvent", type="mouseMoved", x=place[0], y=place[1])
    assert re.match(r"due \d{4}-\d\d-\d\d: missed", page.run("document.querySelector('.map td.m').title"))


@needs_axe
@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(chromium: Browser, pages: dict[str, Path], width: int, scheme: str, code: str) -> None:
    """axe, a checker of accessibility, finds no violation of WCAG 2.2 A and AA nor of best practice."""
    page = chromium.open(pages[code], width, scheme)
    page.run(f"{Path(AXE).read_text(encoding='utf-8')}; 0")
    found = page.run("""axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
      .then(result => [result.violations.map(v => [v.id, v.nodes.map(n => n.html)]), result.passes.length])""")
    assert found[0] == []
    assert found[1] > 30


class Word(NamedTuple):
    """A word on paper: its page and its box, in points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def on_paper(path: Path) -> tuple[list[tuple[float, float]], list[Word]]:
    """Return the sizes of the pages, and the words on them, as poppler reads them."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, env=environment())  # noqa: S607
    sizes, words = [], []
    for tag, values, text in re.findall(r"<(page|word) ([^>]*)>([^<]*)", done.stdout.decode()):
        numbers = [float(value) for value in re.findall('"([^"]*)"', values)]
        if tag == "page":
            sizes.append((numbers[0], numbers[1]))
        else:
            left, top, right, bottom = numbers
            words.append(Word(len(sizes), left, top, right, bottom, text))
    return sizes, words


@needs_poppler
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_on_paper(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    """A year on A4 landscape: all within the margins, no line of a table cut in two, its head on each of its pages."""
    page = chromium.open(large_office(tmp_path), scheme=scheme)
    page.print(tmp_path / "report.pdf")
    sizes, words = on_paper(tmp_path / "report.pdf")
    assert len(sizes) > 4
    assert {(round(width / 10), round(height / 10)) for width, height in sizes} == {(84, 59)}
    shown = [word for word in words if re.search("[^0-9/]", word.text)]  # the numbers of the pages stand below
    assert min(word.left for word in shown) >= 9 * MILLIMETRE
    assert max(word.right for word in shown) <= 288 * MILLIMETRE
    assert max(word.bottom for word in shown) <= 197.5 * MILLIMETRE
    for number in range(1, 61):
        begin, end, owner = ([w for w in words if w.text == f"{name}{number:03}"] for name in ("begin", "end", "owner"))
        assert len(begin) == 3
        assert len(owner) == 2
        for one, other in pairwise([begin[-1], end[-1], owner[-1]]):
            assert one.page == other.page, number
    listed = {word.page for word in words if word.text.startswith("owner")}
    assert listed <= {word.page for word in words if word.text == "Owner"}


def test_paper_is_white_and_bare(chromium: Browser, pages: dict[str, Path]) -> None:
    """Whoever likes it dark prints it light, and without the controls."""
    page = chromium.open(pages["zh"], 1280, "dark")
    page.ask("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert page.run("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.run("getComputedStyle(document.querySelector('h2')).color") == "rgb(22, 32, 46)"
    assert page.run("getComputedStyle(document.getElementById('controls')).display") == "none"
