"""The parts of a workbook beside its sheets: their names, the texts that cells share, and the styles."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.ledger.formats import PLAIN, NumberFormat, format_of
from dispatch_cli.ledger.markup import tell

if TYPE_CHECKING:
    from zipfile import ZipFile

_ROOT, _BOOK = "_rels/.rels", "xl/workbook.xml"
_COMMENT = re.compile(rb"<(?:\w+:)?comment[ >]")
_TRUE = frozenset(("1", "true", "on"))


class CellStyle(NamedTuple):
    """How a cell is shown: the format of its number, and whether it is struck out."""

    format: NumberFormat = PLAIN
    is_struck: bool = False


class SheetPart(NamedTuple):
    """One sheet of a workbook: its name, whether people see it, and the part that holds it."""

    name: str
    is_visible: bool
    part: str


class BookParts(NamedTuple):
    """What a workbook says beside its sheets."""

    sheets: tuple[SheetPart, ...]
    is_1904: bool
    texts: tuple[str, ...]
    styles: tuple[CellStyle, ...]


class _Elements:
    """Collects the attributes of all elements, by name."""

    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.found.append((name, attributes))

    def text(self, text: str) -> None:
        pass

    def end(self, name: str) -> None:
        pass


class _SharedTexts:
    """Collects the shared texts; how Chinese or Japanese words are pronounced is no part of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_text = self._is_sound = False

    def begin(self, name: str, _: dict[str, str]) -> None:
        if name == "t":
            self._is_text = not self._is_sound
        elif name == "si":
            self._pieces = []
        elif name == "rPh":
            self._is_sound = True

    def text(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "si":
            self.texts.append("".join(self._pieces))
        elif name == "rPh":
            self._is_sound = False


class _Styles:
    """Collects what counts of the styles of cells."""

    def __init__(self) -> None:
        self.styles: list[CellStyle] = []
        self._codes: dict[int, str] = {}
        self._struck: list[bool] = []
        self._within = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"fonts", "cellXfs", "cellStyleXfs", "dxfs"}:
            self._within = name
        elif name == "numFmt" and self._within != "dxfs":
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "font" and self._within == "fonts":
            self._struck.append(False)
        elif name == "strike" and self._within == "fonts":
            self._struck[-1] = attributes.get("val", "1") in _TRUE
        elif name == "xf" and self._within == "cellXfs":
            font = int(attributes.get("fontId", 0))
            is_struck = font < len(self._struck) and self._struck[font]
            self.styles.append(CellStyle(format_of(int(attributes.get("numFmtId", 0)), self._codes), is_struck))

    def text(self, text: str) -> None:
        pass

    def end(self, name: str) -> None:
        if name == self._within:
            self._within = ""


def read_parts(archive: ZipFile) -> BookParts:
    """Return what a workbook says beside its sheets. Raises KeyError and others where it is damaged."""
    book = next(iter(_related(archive, _ROOT, "", "officeDocument").values()), _BOOK)
    folder = posixpath.dirname(book)
    relations = f"{folder}/_rels/{posixpath.basename(book)}.rels"
    sheets = _related(archive, relations, folder, "worksheet")
    elements = _elements(archive, book)
    texts, styles = _SharedTexts(), _Styles()
    for kind, listener in (("sharedStrings", texts), ("styles", styles)):
        part = next(iter(_related(archive, relations, folder, kind).values()), f"{folder}/{kind}.xml")
        if part in archive.namelist():
            with archive.open(part) as file:
                tell(file, listener)
    found = [attributes for name, attributes in elements if name == "sheet"]
    known = (each for each in found if _id_of(each) in sheets)
    parts = [SheetPart(each["name"], each.get("state", "visible") == "visible", sheets[_id_of(each)]) for each in known]
    is_1904 = any(name == "workbookPr" and each.get("date1904") in _TRUE for name, each in elements)
    return BookParts(tuple(parts), is_1904, tuple(texts.texts), tuple(styles.styles))


def comments_in(archive: ZipFile, part: str) -> int:
    """Return how many comments are pinned to the cells of a sheet."""
    folder = posixpath.dirname(part)
    relations = f"{folder}/_rels/{posixpath.basename(part)}.rels"
    if relations not in archive.namelist():
        return 0
    found = [each for each in _related(archive, relations, folder, "comments").values() if each in archive.namelist()]
    return sum(len(_COMMENT.findall(archive.read(each))) for each in found)


def _related(archive: ZipFile, relations: str, folder: str, kind: str) -> dict[str, str]:
    """Return the parts of one kind that a part is related to, by their ids."""
    found = (each for name, each in _elements(archive, relations) if name == "Relationship")
    chosen = (each for each in found if each.get("Type", "").endswith(f"/{kind}"))
    return {each["Id"]: posixpath.normpath(posixpath.join("/", folder, each["Target"])).lstrip("/") for each in chosen}


def _elements(archive: ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    elements = _Elements()
    with archive.open(part) as file:
        tell(file, elements)
    return elements.found


def _id_of(sheet: dict[str, str]) -> str:
    """Return the id by which a sheet names its part, whatever prefix its namespace has."""
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")
