"""The page of a report: what stands in it, that it needs nothing, and that no text of a user does anything.

`UPDATE_GOLDEN=1 pytest tests/render/test_report_page.py -n0` writes the golden files anew, to be read before
they are believed.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

import program
import pytest
from desk import Desk, run
from golden import compare
from report_office import OFFICE, SPAN, TAME, make_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

VOID = {"meta", "input", "rect"}
CLASSES = {"k": "on time", "l": "late", "m": "missed", "o": "still open"}
MARKS = {"k": "√", "l": "△", "m": "×", "o": "□"}
WORDS = {"kept": "on time", "late": "late", "missed": "missed"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the hostile office."""
    return make_desk(tmp_path)


class Element(NamedTuple):
    """An element with its attributes, its children, and the texts that stand in it and in them."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Element]
    texts: list[str]

    @property
    def text(self) -> str:
        """Return all text within."""
        return "".join(self.texts)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all within."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements within that have a tag and attributes; a class is one of several."""
        return [
            each
            for each in self.walk()
            if each.tag == tag
            and all(value in (each.attributes.get(key.strip("_")) or "").split() for key, value in attributes.items())
        ]


class Reader(HTMLParser):
    """Reads a page into elements, and takes an element that is not closed where it should be for an error."""

    def __init__(self, page: str) -> None:
        """Read it."""
        super().__init__()
        self.root = Element("", {}, [], [])
        self.path = [self.root]
        self.feed(page)
        self.close()
        assert self.path == [self.root], self.path[-1].tag

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open an element."""
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        element = Element(tag, dict(attrs), [], [])
        self.path[-1].children.append(element)
        if tag not in VOID:
            self.path.append(element)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Add an element that holds nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element."""
        assert self.path.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Add a text to all elements around it."""
        for element in self.path:
            element.texts.append(data)


def page_of(desk: Desk, *options: str, code: str = "en") -> Element:
    """Return the page that the program makes, read."""
    return Reader(desk.do("report", *(options or SPAN), "--format", "html", "--lang", code)).root


def json_of(desk: Desk, *options: str) -> dict[str, Any]:
    """Return what programs get."""
    document: dict[str, Any] = json.loads(desk.do("report", *(options or SPAN), "--format", "json"))
    return document


def rows(table: Element) -> list[list[str]]:
    """Return the texts of a table's lines, without its head."""
    return [[cell.text for cell in row.children] for row in table.find("tbody")[0].children]


def table_of(page: Element, name: str) -> Element:
    """Return the table in the region of that name."""
    regions = [each for each in page.find("div", class_="scroll") if each.attributes["aria-labelledby"] == name]
    return regions[0].find("table")[0]


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_page_of_a_small_office(desk: Desk, code: str) -> None:
    """The page is as it was, but for its style and its script, whose texts have files of their own."""
    page = desk.do("report", *SPAN, "--format", "html", "--lang", code)
    page = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    compare(f"report.{code}.html", re.sub(r"sha256-[\w+/]{43}=", "sha256-", page))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_page_needs_nothing(desk: Desk, code: str) -> None:
    """It names no other file and no address, has no style or handler at an element, and allows itself nothing else."""
    page = page_of(desk, code=code)
    names = {name for element in page.walk() for name in element.attributes}
    assert not {name for name in names if re.match("on|style$|src|href|action|data$|srcset|background|xlink", name)}
    style, script = page.find("style")[0].text, page.find("script")[0].text
    assert not re.search("https?:|//|@import|@font-face|eval|innerHTML", style + script)
    assert re.findall(r"url\(([^)]*)\)", style) == ["#hatch"]
    assert len(page.find("pattern", id="hatch")) == 1
    head = page.find("head")[0].children
    assert head[0].attributes["http-equiv"] == "Content-Security-Policy"
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, script)]
    policy = head[0].attributes["content"]
    allowed = f"style-src {hashes[0]}; script-src {hashes[1]}"
    assert policy == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    assert len(page.find("style")) == len(page.find("script")) == 1


@pytest.mark.parametrize(("code", "lang"), [("en", "en"), ("zh", "zh-CN")])
def test_the_page_is_built_for_those_who_hear_it(desk: Desk, code: str, lang: str) -> None:
    """Language, one title, headings in order, captions, heads with a scope, regions with a name and in reach."""
    page = page_of(desk, code=code)
    assert page.find("html")[0].attributes["lang"] == lang
    headings = [element.tag for element in page.walk() if re.fullmatch(r"h\d", element.tag)]
    assert headings == ["h1"] + ["h2"] * 6
    ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    assert all(table.children[0].tag == "caption" and table.children[0].text for table in page.find("table"))
    assert all(head.attributes["scope"] and head.text for head in page.find("th"))
    for region in page.find("div", class_="scroll"):
        assert (region.attributes["role"], region.attributes["tabindex"]) == ("region", "0")
        assert region.attributes["aria-labelledby"] in ids
    assert "hidden" in page.find("div", id="controls")[0].attributes


def test_hostile_texts_make_the_same_page_as_tame_ones(tmp_path: Path, desk: Desk) -> None:
    """Whatever users write is text: the elements and attributes are those that tame texts make."""
    (tmp_path / "tame").mkdir()
    tame = page_of(make_desk(tmp_path / "tame", TAME))
    hostile = page_of(desk)
    assert [(e.tag, e.attributes) for e in hostile.walk()] == [(e.tag, e.attributes) for e in tame.walk()]
    title = hostile.find("td", class_="title")
    shown = r"""<script>document.title = 'obeyed'</script>{{ 7*7 }}" onmouseover="alert(1) ]]>\u202e &amp;"""
    assert shown in [cell.text for cell in title]


def test_the_figures_are_those_of_the_json(desk: Desk) -> None:
    """Tiles, groups, items, what is overdue and what has changed: the page tells what programs are told."""
    page, document = page_of(desk), json_of(desk)
    totals = document["totals"]
    tiles = {div.find("dt")[0].text: div.find("dd")[0].text for div in page.find("dl", class_="tiles")[0].children}
    assert totals["missed"]
    assert totals["late"]
    assert tiles == {
        "Rate": percent(totals),
        "Expected": f"{totals['expected']}",
        "√ On time": f"{totals['on_time']}",
        "△ Late": f"{totals['late']}",
        "× Missed": f"{totals['missed']}",
        "Longest gap": f"{totals['longest_gap']} days",
        "Now overdue": f"{totals['overdue']}",
        "Tag changes": "1",
        "Postponements": "1",
        "Closings": "1",
    }
    groups = rows(table_of(page, "by"))
    assert [row[2:] for row in groups] == [
        [*shown(group), *(f"{group[key]}" for key in ("overdue", "tag_changes", "extensions", "closings"))]
        for group in document["groups"]
    ]
    assert [re.sub(r" \(\d\)$", "", row[0]) for row in groups] == [g["name"] or "(none)" for g in document["groups"]]
    items = rows(table_of(page, "items"))
    assert [row[0] for row in items] == [item["id"] for item in document["items"]]
    assert [row[5:11] for row in items] == [shown(item) for item in document["items"]]
    overdue = {row[0]: row[5] for row in rows(table_of(page, "overdue"))}
    assert overdue == {item["id"]: item["due"] for item in document["items"] if item["state"] == "overdue"}
    changes = sorted((row[0], row[1], row[4]) for row in rows(table_of(page, "changes")))
    assert changes == sorted((each["on"], each["item"], each["by"]) for each in document["changes"])
    assert len(changes) == 3


def shown(figures: dict[str, Any]) -> list[str]:
    """Return how figures are shown: those of what was owed are nothing where nothing was."""
    keys = ("expected", "on_time", "late", "missed")
    counts = [f"{figures[key]}" if figures["expected"] else "–" for key in keys]
    gap = figures["longest_gap"]
    return [*counts, percent(figures), "–" if gap is None else f"{gap}"]


def percent(figures: dict[str, Any]) -> str:
    """Return the rate as it is shown, from the counts: rounded half up, all and none only of all and none."""
    kept, expected = figures["on_time"], figures["expected"]
    if kept in {0, expected}:
        return "–" if not expected else "100%" if kept else "0%"
    return f"{min(99, max(1, (200 * kept + expected) // (2 * expected)))}%"


def test_the_bars_are_as_long_as_the_figures(desk: Desk) -> None:
    """In each bar the parts follow one another, and stand to the longest bar as the figures stand to the most."""
    page, groups = page_of(desk, *SPAN, "--group-by", "tag"), json_of(desk, *SPAN, "--group-by", "tag")["groups"]
    most = max(group["expected"] for group in groups)
    bars = [row.find("rect") for row in table_of(page, "by").find("tbody")[0].children]
    for group, parts in zip(groups, bars, strict=True):
        begin = 0.0
        counts = {kind: group[key] for kind, key in (("k", "on_time"), ("l", "late"), ("m", "missed")) if group[key]}
        assert [part.attributes["class"] for part in parts] == [*counts]
        for part, count in zip(parts, counts.values(), strict=True):
            place, length = (float((part.attributes[key] or "").rstrip("%")) for key in ("x", "width"))
            assert place == pytest.approx(begin, abs=0.1)
            assert length == pytest.approx(100 * count / most, abs=0.1)
            begin += length


Period = tuple[str, "Callable[[date], tuple[str, ...]]"]
BY_WEEK: Period = (
    "Items by week",
    lambda day: (f"{day.isocalendar()[1]} {day - timedelta(day.weekday()):%m-%d}", f"{day.isocalendar()[0]}"),
)
BY_MONTH: Period = ("Items by month", lambda day: (f"{day.month}", f"{day.year}"))
BY_YEAR: Period = ("Items by year", lambda day: (f"{day.year}",))
FIRST = "tasks:\n- {id: 1, title: 甲, tag: red, last: 2026-10-01}\n"
NEW = "tasks:\n- {id: 1, title: 甲, tag: red, last: 2026-11-21}\n"
FAR_OFF = "tasks: [{id: 1, title: 甲, tag: red, start: 9999-12-30}]"


def known_since(day: str) -> str:
    """Return an office of which nothing is known before a day."""
    return FIRST.replace("2026-10-01", day)


# The office, the span, what its columns are and how many, why.
MAPS = [
    (OFFICE, SPAN, BY_WEEK, 8, "to the week of the last day on which something is due, not to the end of the span"),
    (FIRST, ("--from", "2026-10-05", "--to", "2026-10-11"), BY_WEEK, 1, "one whole week"),
    (FIRST, ("--from", "2026-10-04", "--to", "2026-10-12"), BY_WEEK, 3, "a Sunday, a week, a Monday"),
    (FIRST, ("--from", "2020-01-01"), BY_WEEK, 8, "from the first day of which anything is known"),
    (known_since("2025-10-06"), ("--from", "2025-01-01"), BY_WEEK, 59, "over a year with week 1 of the next"),
    (known_since("2025-10-05"), ("--from", "2025-01-01"), BY_WEEK, 60, "as many weeks as there may be"),
    (known_since("2025-09-28"), ("--from", "2025-01-01"), BY_MONTH, 15, "one week more: months"),
    (known_since("2021-12-31"), ("--from", "2021-01-01"), BY_MONTH, 60, "as many months as there may be"),
    (known_since("2021-11-30"), ("--from", "2021-01-01"), BY_YEAR, 6, "one month more: years"),
    (FIRST, ("--from", "2026-11-01", "--to", "9999-12-31"), BY_WEEK, 4, "the end of the calendar is not drawn"),
]  # fmt: skip


@pytest.mark.parametrize(("office", "span", "period", "count", "reason"), MAPS)
def test_the_map_holds_each_obligation_in_its_column(
    tmp_path: Path, office: str, span: Sequence[str], period: Period, count: int, reason: str
) -> None:
    """The cells tell all obligations of the JSON and what is open, each where its day belongs, the worst shown."""
    desk = make_desk(tmp_path, office) if office == OFFICE else Desk(tmp_path, office)
    page, document = page_of(desk, *span), json_of(desk, *span)
    told = page.find("h2", id="map")[0]
    table = table_of(page, "map")
    *years, columns = ([head for head in row.children if head.text] for row in table.find("thead")[0].children)
    of_year = [year.text for head in years for year in head[1:] for _ in range(int(year.attributes["colspan"] or 0))]
    heads = [head.text for head in columns if head.text != "Item"]
    assert (told.text, len(heads)) == (period[0], count), reason
    owed = {item["id"]: expected_cells(item, document) for item in document["items"]}
    for row in table.find("tbody")[0].children:
        name, *cells = row.children
        item = next(each for each in document["items"] if name.text.startswith(f"{each['id']} "))
        found, hidden = set(), 0
        for place, cell in enumerate(cells):
            days = re.findall(r"due (\d{4}-\d\d-\d\d): ([a-z ]+)", cell.text)
            where = (heads[place], of_year[place]) if years else (heads[place],)
            assert {period[1](date.fromisoformat(day)) for day, _ in days} <= {where}
            untold = sum(int(number) for number in re.findall(r"and (\d+) more", cell.text))
            assert_shown(cell, [word for _, word in days] + [days[-1][1]] * untold if days else [])
            found |= set(days)
            hidden += untold
        expected = owed.pop(item["id"])
        assert found <= expected
        assert len(found) + hidden == len(expected)
    assert owed == {}


def expected_cells(item: dict[str, Any], document: dict[str, Any]) -> set[tuple[str, str]]:
    """Return on which days an item was due, and what became of it."""
    cells = {(window["due"], WORDS[window["outcome"]]) for window in item["windows"]}
    is_open = item["due"] and document["today"] <= item["due"] <= document["to"]
    return cells | {(item["due"], "still open")} if is_open else cells


def assert_shown(cell: Element, words: list[str]) -> None:
    """Hold a cell to its words: its class, its mark and its number are those of the worst."""
    if not words:
        assert (cell.text, cell.attributes) == ("", {})
        return
    kind = next(kind for kind in "mlok" if CLASSES[kind] in words)
    count = words.count(CLASSES[kind])
    assert cell.attributes == {"class": kind}
    assert cell.children[0].attributes == {"aria-hidden": "true"}
    assert cell.children[0].text == MARKS[kind] + (f"{count}" if count > 1 else "")


@pytest.mark.parametrize(
    ("office", "options", "said", "reason"),
    [
        ("tasks: []", (), "No item was open in this time, and none changed.", "no item at all"),
        (OFFICE, ("--team", "Services", "--to", "2026-10-20"), "No item was open in this time", "none in the span"),
        (NEW, (), "Nothing was owed in this time.", "an item, nothing owed"),
        (NEW, (), "Nothing is overdue.", "and nothing overdue"),
        (NEW, (), "Nothing changed.", "and nothing changed"),
        (FAR_OFF, ("--to", "9999-12-31"), "Dispatch report", "far off"),
    ],
)  # fmt: skip
def test_a_page_with_little_in_it(tmp_path: Path, office: str, options: Sequence[str], said: str, reason: str) -> None:
    """Where there is nothing to show, a sentence says so."""
    page = page_of(Desk(tmp_path, office), *(options or ("--month", "2026-11")))
    assert said in page.text, reason
    assert "0%" not in page.find("main")[0].text


def test_a_group_without_obligations_has_no_figures(tmp_path: Path) -> None:
    """What was owed of a group that owed nothing is `–`, not 0 % or 100 %, and it has no bar."""
    office = FIRST + "- {id: 2, title: 乙, tag: green, team: 国评专班, last: 2026-11-20}\n"
    lines = {row[0]: row[1:] for row in rows(table_of(page_of(Desk(tmp_path, office), "--month", "2026-11"), "by"))}
    assert lines["国评专班 (1)"] == ["–", "–", "–", "–", "–", "–", "2", "0", "0", "0", "0"]
    assert lines["(none) (1)"][1:3] == ["3", "0"]


def test_the_same_bytes_every_time(desk: Desk) -> None:
    """The page of the same files on the same day is the same, whatever the process; it is UTF-8 wherever it goes."""
    options = ("report", *SPAN, "--today", "2026-11-22", "-f", str(desk.file), "--format", "html", "--lang", "zh")
    pages = [program.run(*options, PYTHONHASHSEED=seed, PYTHONIOENCODING="gbk").stdout for seed in ("1", "2")]
    run(*options[:-4], "--lang", "zh", "-o", str(desk.file.with_name("report.html")))
    assert pages[0] == pages[1] == desk.file.with_name("report.html").read_bytes()
    assert "调度情况统计" in pages[0].decode()
