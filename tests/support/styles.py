"""Task files in many styles, drawn at random by a writer that knows where each value stands.

It shares nothing with the program: what it writes, the program must read and edit.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from dispatch_cli.model import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    Fields = Mapping[str, str]

KEYS = ("id", "title", "tag", "team", "owner", "start", "last", "deadline", "closed", "note")
CHINESE = {"red": "红", "orange": "橙", "green": "绿"}
IDS = ("1", "2", "3", "007", "10", "A-1", "十二", "a b", "#1", "x: y", "it's")
TEAMS = ("招大引强专班", "国评专班", "企业服务专班", "甲: 乙", "a, b", "no")
HOSTILE = (
    "某新能源项目落地", "甲: 乙", "甲 # 乙", "it's", '"甲"', "两\n\n行", "甲\t乙", "😀", "~", "---", "C:\\p", "<<", "=",
    "- 甲", "*甲", "&甲", "!甲", "%甲", "@甲", "`甲`", "#甲", "? 甲", "| 甲", "> 甲", "[red]", "{甲}", "甲, 乙", "甲:",
    "甲\u3000乙", "\u202e甲", "🏴\U000e0067\U000e007f\n乙", "甲\x85乙\u2028丙",
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n'\"#:,-[]{} ")
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(CHARACTERS, max_size=9).map(str.strip).filter(bool))
NEWEST = date(2026, 11, 22)
DAYS = st.integers(0, 300).map(lambda days: f"{NEWEST - timedelta(days)}")
DAYS_TO_COME = st.integers(-30, 90).map(lambda days: f"{NEWEST - timedelta(days)}")
_PLAIN = re.compile("[0-9A-Za-z一-龥]+([ -]?[0-9A-Za-z一-龥]+)*")
_LAYOUTS = ("blocks", "blocks", "blocks", "braces", "both", "one line", "lines", "json")


@st.composite
def lists(
    draw: st.DrawFn, tags: Sequence[str] = tuple(CHINESE), days: st.SearchStrategy[str] = DAYS, least: int = 0
) -> list[dict[str, str]]:
    """Draw a few items, as the texts of their fields, with ids of their own."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=least, max_size=4, unique=True))
    return [{"id": item_id, **draw(_fields(tags, days))} for item_id in ids]


@st.composite
def _fields(draw: st.DrawFn, tags: Sequence[str], days: st.SearchStrategy[str]) -> dict[str, str]:
    """Draw the fields of an item: it has a start or a last, and may be closed."""
    drawn = {"title": draw(TEXTS), "tag": draw(st.sampled_from(tags))}
    first, later = sorted((draw(days), draw(days)))
    drawn |= draw(st.sampled_from([{"start": first}, {"last": later}, {"start": first, "last": later}]))
    optional = {"team": st.sampled_from(TEAMS), "owner": TEXTS, "deadline": days, "closed": days, "note": TEXTS}
    chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=3))
    return drawn | {key: draw(optional[key]) for key in sorted(chosen)}


def item_of(drawn: Fields) -> Item:
    """Return the item that these fields mean."""
    values: dict[str, Any] = dict(drawn)
    days = {key: date.fromisoformat(drawn[key]) for key in ("start", "last", "deadline", "closed") if key in drawn}
    return Item(**(values | days))


class Piece(NamedTuple):
    """A part of a file: which item it belongs to, and of which key it is the value."""

    text: str
    item: str | None = None
    key: str | None = None


class Styled(NamedTuple):
    """A task file in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "".join(piece.text for piece in self.pieces)

    def around(self, item: str, key: str | None = None) -> tuple[str, str]:
        """Return the text before and after an item, or before and after the value of one of its keys."""
        those = [n for n, piece in enumerate(self.pieces) if piece.item == item and key in (None, piece.key)]
        return Styled(self.pieces[: those[0]]).text, Styled(self.pieces[those[-1] + 1 :]).text

    def behind(self, item: str, key: str) -> str:
        """Return what stands behind a value on its line: a comment, if anything."""
        at = next(n for n, piece in enumerate(self.pieces) if (piece.item, piece.key) == (item, key))
        return self.pieces[at + 1].text


def is_cut(long: str, short: str) -> bool:
    """Say whether a text is another one with one stretch left out."""
    return len(long) > len(short) <= _alike(long, short) + _alike(long[::-1], short[::-1])


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def stands_between(those: tuple[str, str], text: str) -> bool:
    """Say whether a text begins and ends with these two."""
    return text.startswith(those[0]) and text[len(those[0]) :].endswith(those[1])


def styled(items: Sequence[Fields], random: Random, top: Fields | None = None) -> Styled:
    """Return a task file with these items, and these keys as they are written beside them, in a random style."""
    return Styled(tuple(_ended(list(_Scribe(random).write(items, top or {})), random)))


def _ended(pieces: list[Piece], random: Random) -> Iterator[Piece]:
    """Give the lines their ends, and now and then leave out the last."""
    ends = random.choice([["\n"], ["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"]])
    if random.random() < 0.3:
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.removesuffix("\n"))
    for piece in pieces:
        yield piece._replace(text=re.sub("\n", lambda _: random.choice(ends), piece.text))


class _Scribe:
    """One hand: its habits for the whole file, and its moods along the way."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.layout = random.choice(_LAYOUTS)
        self.quote = '"' if self.layout == "json" else random.choice(["", "", "", "'", '"'])
        self.dash = random.choice(["", "  ", "  ", "    "]) + "-"
        self.gap = random.choice([" ", " ", "   ", ""])
        self.apart = random.choice(["", "", "\n", "\n\n"])
        self.numbers = count(1)

    def mood(self, chance: float) -> bool:
        return self.random.random() < chance

    def comment(self, chance: float) -> str:
        """Return a comment unlike any other, or nothing."""
        return f" # n{next(self.numbers)}." if self.layout != "json" and self.mood(chance) else ""

    def write(self, items: Sequence[Fields], top: Fields) -> Iterator[Piece]:
        if self.layout == "json":
            yield Piece("{" + "".join(f'"{key}": {value}, ' for key, value in top.items()) + '"tasks": ')
            yield from self.brackets(items)
            yield Piece("}\n")
            return
        yield Piece(self.random.choice(["", "# 清单\n", "---\n", "x-tel: &tel {a: ['0000', \"-\"]}\n\n"]))
        yield Piece("".join(f"{key}: {value}{self.comment(0.2)}\n" for key, value in top.items()))
        yield Piece(f"{self.quote}tasks{self.quote}:")
        yield from self.tasks(items)
        yield Piece(self.random.choice(["", "", "\n# 完\n", "x-end: 1\n", "  # 完\n", "\n\n...\n"]))

    def tasks(self, items: Sequence[Fields]) -> Iterator[Piece]:
        if not items or self.layout in {"one line", "lines"}:
            yield Piece(" ")
            yield from self.brackets(items)
            yield Piece(f"{self.comment(0.2)}\n")
            return
        yield Piece(f"{self.comment(0.2)}\n")
        for place, item in enumerate(items):
            yield Piece(self.apart if place else "")
            yield Piece("  # 其次\n" if self.mood(0.2) else "")
            yield from self.item(item)

    def brackets(self, items: Sequence[Fields]) -> Iterator[Piece]:
        apart = ", " if self.layout != "lines" else ",\n  "
        yield Piece("[\n  " if self.layout == "lines" and items else "[")
        for place, item in enumerate(items):
            yield Piece(apart if place else "")
            yield from self.braces(item, several_lines=False)
        yield Piece("\n]" if self.layout == "lines" and items else "]")

    def item(self, item: Fields) -> Iterator[Piece]:
        if self.layout == "braces" or (self.layout == "both" and self.mood(0.5)):
            yield Piece(f"{self.dash} ")
            yield from self.braces(item, several_lines=self.mood(0.3))
            yield Piece(f"{self.comment(0.2)}\n")
            return
        written = self.filled(item)
        indent = " " * (len(self.dash) + (len(self.gap) or 1))
        yield Piece(self.dash + (self.gap or f"{self.comment(0.2)}\n{indent}"), item["id"])
        for place, (key, value) in enumerate(written):
            yield Piece(f"{indent if place else ''}{self.quote}{key}{self.quote}:", item["id"])
            yield from self.value(item["id"], key, value, indent)
            yield Piece(f"{indent}{self.comment(1)[1:]}\n" if self.mood(0.1) else "", item["id"])
            yield Piece("\n" if self.mood(0.1) and place + 1 < len(written) else "", item["id"])

    def filled(self, item: Fields) -> list[tuple[str, str]]:
        """Return the fields as they are to be written: in some order, some empty, a tag in Chinese."""
        empty = {key: "" for key in ("team", "owner", "closed", "note") if self.layout != "json" and self.mood(0.1)}
        more = {"x-a": "0"} if self.mood(0.1) else {}
        written = [*{**empty, **item, **more}.items()]
        written.sort(key=lambda pair: (*KEYS, "x-a").index(pair[0]))
        if self.mood(0.3):
            self.random.shuffle(written)
        chinese = self.mood(0.3)
        return [(key, CHINESE.get(value, value) if key == "tag" and chinese else value) for key, value in written]

    def value(self, item: str, key: str, value: str, indent: str) -> Iterator[Piece]:
        """Write a value in a block, to the end of its line."""
        if not value:
            yield Piece("", item, key)
            yield Piece(f"{self.comment(0.3)}\n", item)
        elif self.mood(0.1) and all(line.isprintable() and line == line.strip() for line in value.split("\n")):
            lines = "".join(f"\n{indent}  {line}" if line else "\n" for line in value.split("\n"))
            yield Piece(" ", item)
            yield Piece(f"{self.random.choice(['|', '|-', '|+'])}{lines}", item, key)
            yield Piece("\n", item)
        else:
            yield Piece(f"\n{indent}  " if self.mood(0.1) else f" {self.properties()}", item)
            yield Piece(self.scalar(value), item, key)
            yield Piece(f"{self.comment(0.2)}\n", item)

    def braces(self, item: Fields, *, several_lines: bool) -> Iterator[Piece]:
        indent = " " * (len(self.dash) + 3)
        yield Piece("{", item["id"])
        for place, (key, value) in enumerate(self.filled(item)):
            apart = f",{self.comment(0.2)}\n{indent}" if several_lines else ", "
            yield Piece(apart if place else "", item["id"])
            yield Piece(f"{self.quote}{key}{self.quote}:{' ' + self.properties() if value else ''}", item["id"])
            yield Piece(self.scalar(value) if value else "", item["id"], key)
            yield Piece(" " if not value or self.mood(0.1) else "", item["id"])
        yield Piece(self.random.choice(["}", "}", " }", ", }"]) if self.layout != "json" else "}", item["id"])

    def properties(self) -> str:
        """Return what may stand before a value and is no part of it."""
        if self.layout == "json" or self.mood(0.8):
            return ""
        return self.random.choice(["!!str ", f"&a{next(self.numbers)} ", "  "])

    def scalar(self, value: str) -> str:
        """Return a text on one line, in one of the ways in which it can be written."""
        ways = ["".join(('"', *map(_escaped, value), '"'))]
        if value.isprintable() and self.layout != "json":
            ways.append("'" + value.replace("'", "''") + "'")
        if _PLAIN.fullmatch(value) and self.layout != "json":
            ways += [value] * 4
        return self.random.choice(ways)


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else json.dumps(char)[1:-1] if char < "\x7f" else f"\\U{ord(char):08x}"
