"""The list of units, `units.yaml`: which lists belong together, how they are scored and from when on they are ranked.

Its problems are found all at once, each with its place, as those of a task file.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.errors import ProblemsError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import say
from dispatch_cli.model import TAG_ALIASES
from dispatch_cli.plan.mappings import MappingReader
from dispatch_cli.plan.yaml_events import NotYamlError, YamlEvents, not_yaml
from dispatch_cli.plan.yaml_mistakes import explain_not_yaml
from dispatch_cli.plan.yaml_parser import SEQUENCE_START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.plan.yaml_events import PlacedText
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

LEAST = 30
_TOP_KEYS, _UNIT_KEYS = ("units", "score", "rank"), ("name", "file", "group", "contact")
_SCORE_KEYS = ("start", "missed", "late", "overdue", "ahead", "marks")
_NUMBER = "[0-9]{1,6}(?:[.][0-9]{1,3})?"
_MARK_HEADERS = (["unit", "mark"], ["单位", "评分"])
_ZERO, _ONE = Decimal(0), Decimal(1)
_SHAPE = say("a list of units begins with `units:`, and below it `- {{name: …, file: …}}` for each")
_SECTION = say("write one key in each line below it, indented")
_DIGITS = say("write a number of at most six digits, such as 3 or 0.5")


class UnitEntry(NamedTuple):
    """One unit as the list names it; without a `name` it has the one that its own list says."""

    file: str
    name: str | None = None
    group: str | None = None
    contact: str | None = None


class Ahead(NamedTuple):
    """What closings before their deadlines earn: `days` points for `each` days ahead, `most` points at all."""

    each: Decimal = Decimal(10)
    days: Decimal = _ONE
    most: Decimal = Decimal(5)


class HallMarks(NamedTuple):
    """The file of the marks that were given in the hall, and their weight in percent of the score."""

    file: str
    weight: Decimal


class Score(NamedTuple):
    """How a unit is scored: it starts with so many points and loses some for each thing that was not done."""

    start: Decimal = Decimal(100)
    missed: Mapping[str, Decimal] = MappingProxyType({})
    late: Decimal = _ZERO
    overdue: Decimal = _ZERO
    ahead: Ahead | None = None
    marks: HallMarks | None = None


class UnitList(NamedTuple):
    """The units; with fewer obligations than `least` one is shown and not ranked."""

    units: tuple[UnitEntry, ...]
    score: Score | None = None
    least: int = LEAST


def parse_units(source: Source) -> UnitList:
    """Return the units that a text lists. Raises ProblemsError with all problems."""
    reader = _UnitListReader(source)
    try:
        with not_yaml():
            units = reader.read()
    except NotYamlError as error:
        explain_not_yaml(source, error)
        raise ProblemsError(source.problems) from None
    if source.problems:
        raise ProblemsError(source.problems)
    return units


class _UnitListReader:
    """One reading of one text, front to back."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.events = YamlEvents(source)
        self.mappings = MappingReader(source, self.events)
        self.named: dict[tuple[str, str], PlacedText] = {}
        self.units: list[UnitEntry] = []
        self.score: Score | None = None
        self.least = LEAST

    def read(self) -> UnitList:
        """Return what the document lists; report what is wrong with it."""
        root = self.events.root()
        if root is None:
            self.source.report(0, say("the file is empty"), _SHAPE)
            return UnitList(())
        for key, event in self.mappings.pairs(root, _TOP_KEYS, say("this is not a list of units"), _SHAPE):
            if key.value == "units":
                self._read_units(event)
            elif key.value == "score":
                self.score = self._score(event)
            else:
                self._read_rank(event)
        if not self.units and not self.source.problems:
            self.source.report(0, say("the list names no unit"), _SHAPE)
        return UnitList(tuple(self.units), self.score, self.least)

    def _read_units(self, event: YamlEvent) -> None:
        if event.__class__ is not SEQUENCE_START:
            value = self.events.text(event)
            self.source.report(value.at, say("`units` must be a list of units"), _SHAPE)
            return
        for element in self.events.elements():
            texts = self._texts(element, _UNIT_KEYS)
            if "file" not in texts:
                message = say("a unit without `file`")
                self.source.report(element.start_mark.index, message, say("name its list: `file: …/tasks.yaml`"))
                continue
            for key in ("name", "file"):
                self._check_once(key, texts.get(key))
            values = {key: text.value for key, text in texts.items()}
            self.units.append(UnitEntry(**values))

    def _check_once(self, key: str, text: PlacedText | None) -> None:
        if text is None:
            return
        first = self.named.setdefault((key, text.value), text)
        if first is not text:
            line = self.source.place(first.at).line
            message = say("`{name}` stands here twice; the first is in line {line}", name=brief(text.value), line=line)
            self.source.report(
                text.at, message, say("each unit has a name and a list of its own; delete one of the two")
            )

    def _texts(self, event: YamlEvent, keys: tuple[str, ...]) -> dict[str, PlacedText]:
        """Return the texts of a mapping by key, without the empty ones."""
        pairs = self.mappings.pairs(event, keys, say("this must be a mapping"), _SECTION)
        read = {key.value: self.mappings.text(key, inner) for key, inner in pairs}
        return {key: text for key, text in read.items() if text and text.value}

    def _score(self, event: YamlEvent) -> Score:
        rules: dict[str, Any] = {}
        for key, inner in self.mappings.pairs(event, _SCORE_KEYS, say("`score` must hold its rules"), _SECTION):
            if key.value == "missed":
                rules["missed"] = self._missed(inner)
            elif key.value == "ahead":
                texts = self._texts(inner, Ahead._fields)
                rules["ahead"] = Ahead(**{name: self._number(text) for name, text in texts.items()})
            elif key.value == "marks":
                rules["marks"] = self._marks(key, inner)
            elif (text := self.mappings.text(key, inner)) and text.value:
                rules[key.value] = self._number(text)
        return Score(**rules)

    def _missed(self, event: YamlEvent) -> dict[str, Decimal]:
        pairs = self.mappings.texts(event, say("`missed` must hold a number for each tag"), _SECTION, TAG_ALIASES)
        return {key.value: self._number(text) for key, text in pairs}

    def _marks(self, key: PlacedText, event: YamlEvent) -> HallMarks | None:
        texts = self._texts(event, HallMarks._fields)
        if "file" not in texts or "weight" not in texts:
            hint = say("write `marks: {{file: marks.csv, weight: 20}}`")
            self.source.report(key.at, say("`marks` needs a `file` and a `weight`"), hint)
            return None
        weight = self._number(texts["weight"])
        if weight > 100:  # noqa: PLR2004 percent
            self.source.report(texts["weight"].at, say("a weight is at most 100 percent"), say("write 20, for example"))
        return HallMarks(texts["file"].value, weight)

    def _read_rank(self, event: YamlEvent) -> None:
        text = self._texts(event, ("least",)).get("least")
        if text:
            self.least = int(self._number(text))

    def _number(self, text: PlacedText) -> Decimal:
        """Return the number that a text is; report any other, for which a one stands in."""
        if not re.fullmatch(_NUMBER, text.value):
            self.source.report(text.at, say("`{text}` is not a number", text=brief(text.value)), _DIGITS)
            return _ONE
        return Decimal(text.value)


def _cells(line: str) -> list[str]:
    """Return the cells of a line; one that is too long for a CSV is a single cell."""
    import csv

    try:
        return [cell.strip() for row in csv.reader([line]) for cell in row]
    except csv.Error:
        return [line]


def read_marks(source: Source) -> dict[str, Decimal]:
    """Return the marks of a CSV file by unit: lines `unit,mark`, from 0 to 100. Raises ProblemsError."""
    marks: dict[str, Decimal] = {}
    for number, line in enumerate(re.split("\r\n|[\r\n]", source.text), 1):
        cells = _cells(line)
        if not any(cells) or (number == 1 and cells in _MARK_HEADERS):
            continue
        name, text = cells if len(cells) == len(_MARK_HEADERS[0]) else ("", "")
        if not re.fullmatch(_NUMBER, text) or Decimal(text) > 100 or name in marks:  # noqa: PLR2004 marks end there
            message = say("this is not the one mark of a unit")
            source.report(source.start(number), message, say("write `unit,mark`, the mark from 0 to 100, once a unit"))
        else:
            marks[name] = Decimal(text)
    if source.problems:
        raise ProblemsError(source.problems)
    return marks
