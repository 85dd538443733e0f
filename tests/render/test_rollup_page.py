"""The pages of a roll-up: nothing in them runs or is loaded, and units open without a script."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import browser
from desk import dispatch
from units import DAY, write_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browser import Browser

HOSTILE = """'<script>alert(1)</script> & "甲"'"""
SPAN = ("--today", DAY, "--month", "2026-11", "--format", "html")
AXE = os.environ.get("DISPATCH_AXE", "")
VIOLATIONS = "axe.run().then(found => found.violations.map(each => each.id + ' ' + each.nodes[0].html))"
needs_chromium = pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")


@pytest.fixture
def zone(tmp_path: Path) -> Path:
    """Return a folder of four units, one of them with a name and titles that a page could obey, one broken."""
    hostile, broken, *_ = write_units(tmp_path / "zone", 4)
    text = hostile.read_text(encoding="utf-8")
    titled = re.sub(r"title: 事项\d", f"title: {HOSTILE}", text)
    hostile.write_text(titled.replace("branch: 单位000", f"branch: {HOSTILE}"), encoding="utf-8")
    broken.write_bytes(b"tasks: 1\n")
    return tmp_path / "zone"


def page(zone: Path, *options: str) -> str:
    """Return the page of the units."""
    done = dispatch("rollup", f"{zone}", *SPAN, *options)
    assert done.code == 3
    return done.out


@pytest.mark.parametrize("options", [(), ("--units",)], ids=["roll-up", "units"])
def test_nothing_in_a_page_runs(zone: Path, options: tuple[str, ...]) -> None:
    """Names and titles are shown and not obeyed; nothing is loaded, and the policy forbids it."""
    text = page(zone, *options)
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert 'content="default-src &#39;none&#39;; style-src' in text
    assert re.findall(r"""(?:src|href)=["'](?!#)""", text) == []


def test_each_unit_opens_without_a_script(zone: Path) -> None:
    """A unit that was read has its drill-down, and its name in the table leads there."""
    text = page(zone)
    assert text.count("<details>") == 3
    assert {*re.findall('href="#([^"]+)"', text)} == {*re.findall('<div id="([^"]+)" class', text)}


def test_the_unit_that_cannot_be_read_stands_first(zone: Path) -> None:
    """On the page too, with the reason."""
    text = page(zone)
    assert text.index("must be a list of items") < text.index('<th scope="row" class="unit"><a')


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Run a browser for all tests of this module."""
    with browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


def written(zone: Path, *options: str) -> Path:
    """Write the page of the units, and return where it is."""
    file = zone / "page.html"
    dispatch("rollup", f"{zone}", *SPAN, *options, "-o", f"{file}")
    return file


@pytest.mark.endurance
@needs_chromium
@pytest.mark.parametrize("options", [(), ("--units",)], ids=["roll-up", "units"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_every_screen(chromium: Browser, zone: Path, width: int, options: tuple[str, ...]) -> None:
    """Nothing leaves a telephone or a projector, light or dark, with all units open; the console is empty."""
    for scheme in ("light", "dark"):
        page = chromium.open(written(zone, *options), width, scheme)
        page.run("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.run("document.documentElement.scrollWidth") <= width
        assert page.complaints == []
        if AXE:
            page.run(Path(AXE).read_text(encoding="utf-8") + "; null")
            assert page.run(VIOLATIONS) == []


@pytest.mark.endurance
@needs_chromium
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")
def test_each_unit_has_a_sheet_of_its_own(chromium: Browser, zone: Path, tmp_path: Path) -> None:
    """On paper a unit begins on a new sheet of A4."""
    paper = tmp_path / "units.pdf"
    chromium.open(written(zone, "--units")).print(paper)
    command = (shutil.which("pdftotext") or "", f"{paper}", "-")
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    assert [sheet.count("Bright spots") for sheet in text.split("\f")[1:4]] == [1, 1, 1]
