"""The page of a report of many items: the worst are shown, the rest stands in parts, and nothing is lost."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from desk import Desk

from dispatch_cli.render.report.parts import MOST_SHOWN, PART

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SPAN = ("--from", "2026-10-01")
# How a line of each list begins, and its id.
LINES = {
    "map": r'<tr><th scope="row"><div>(\S+) ',
    "overdue": r'<tr><td class="id">(\w+)<',
    "items": r'<tr data-group="\d+"><td class="id">(\w+)<',
}
TAGS = ("red", "green")
NOTES = {
    "en": (
        "Here are the 200 worst of 201 items.",
        "Here are the first 200 of 201 lines.",
        " The rest follows below in parts that open with a click; what is closed is not printed.",
    ),
    "zh": (
        "共 201 项，以下列出漏调、补调最多的 200 项。",
        "以下列出前 200 条，共 201 条。",
        "其余分段列在下方，点击即可展开；没有展开的不打印。",
    ),
}
CASES = [
    (MOST_SHOWN - 1, [], "fewer than are shown"),
    (MOST_SHOWN, [], "as many as are shown"),
    (MOST_SHOWN + 1, ["201 – 201"], "one more: a part of its own"),
    (MOST_SHOWN + PART, ["201 – 300"], "a whole part"),
    (MOST_SHOWN + PART + 1, ["201 – 300", "301 – 301"], "one more than a whole part"),
]


def desk_of(folder: Path, count: int) -> Desk:
    """Return the desk of so many items, all of them overdue."""
    items = (
        f"- {{id: {n}, title: 事项{n}, tag: {TAGS[n % 2]}, team: 专班{n % 3}, last: 2026-10-0{1 + n % 5}}}\n"
        for n in range(1, count + 1)
    )
    return Desk(folder, "tasks:\n" + "".join(items))


def page_of(desk: Desk, code: str = "en") -> str:
    """Return the page."""
    page: str = desk.do("report", *SPAN, "--format", "html", "--lang", code)
    return page


def section(page: str, name: str) -> str:
    """Return the section below a heading."""
    _, _, rest = page.partition(f'<h2 id="{name}">')
    return rest.partition("</section>")[0]


@pytest.mark.parametrize(("count", "names", "reason"), CASES)
def test_every_item_is_on_the_page_once(tmp_path: Path, count: int, names: Sequence[str], reason: str) -> None:
    """Map and table hold each item once, in the order of the JSON; the first are shown, the rest stand in parts."""
    desk = desk_of(tmp_path, count)
    page, items = page_of(desk), json.loads(desk.do("report", *SPAN, "--format", "json"))["items"]
    expected = [item["id"] for item in items]
    assert len(expected) == count
    for name in ("map", "items"):
        shown, *parts = section(page, name).split("<details>")
        found = [re.findall(LINES[name], part) for part in (shown, *parts)]
        assert [*chain(*found)] == expected, reason
        assert len(found[0]) == min(count, MOST_SHOWN)
        assert [re.findall(r"<summary[^>]*>([^<]*)</summary>", part) for part in parts] == [[each] for each in names]
    assert sorted(re.findall(LINES["overdue"], section(page, "overdue"))) == sorted(expected)


@pytest.mark.parametrize("code", [*NOTES])
def test_a_sentence_says_what_is_shown(tmp_path: Path, code: str) -> None:
    """Above each list that has parts stands how many lines are shown, of how many, and how the rest is found."""
    page, note = page_of(desk_of(tmp_path, MOST_SHOWN + 1), code), r'<p class="parts-note">([^<]*)</p>'
    worst, lines = (shown + NOTES[code][-1] for shown in NOTES[code][:-1])
    notes = {name: re.findall(note, section(page, name)) for name in (*LINES, "changes")}
    assert notes == {"map": [worst], "overdue": [lines], "items": [worst], "changes": []}


def test_parts_are_in_reach_and_allowed(tmp_path: Path) -> None:
    """No id stands twice, every region is named by one, and the page allows just the style and script it holds."""
    page = page_of(desk_of(tmp_path, MOST_SHOWN + PART + 1))
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^"]*)"', page)) <= set(ids)
    texts = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL)
    hashes = [f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}" for text in texts]
    assert re.findall(r"sha256-[\w+/]{43}=", page) == hashes


def test_a_page_of_few_items_has_nothing_of_parts(tmp_path: Path) -> None:
    """Up to the limit neither style nor script nor text tell of parts, however many the changes are."""
    desk = desk_of(tmp_path, MOST_SHOWN)
    everyone = [f"{n}" for n in range(1, MOST_SHOWN + 1)]
    for tag, day in (("orange", "2026-11-20"), ("red", "2026-11-21")):
        desk.do("tag", *everyone, tag, "-m", "研判", day=day)
    page = page_of(desk)
    assert "details" not in page
    assert "parts" not in page
    assert len(re.findall('<td class="on">', section(page, "changes"))) > MOST_SHOWN
