"""The type of a workbook: a font for each kind of cell, as the offices of each language have them.

A workbook names one font for a cell and no other in its place. Where a font is not installed, Excel and WPS take
another one of the same family that has the characters of the charset: for 方正小标宋简体 mostly 宋体.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.render.formats.paper import SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping

_SERIF, _SANS = 1, 2
_CHINESE, _ANY = 134, 1  # charsets: GB 2312, and that of the machine


class Font(NamedTuple):
    """A font: its name, its family and its charset, by which another one is found where it is not installed."""

    name: str
    family: int
    charset: int


class CellFace(NamedTuple):
    """How a kind of cell looks: its font and size in points, where its text stands, whether it has a frame."""

    font: Font
    size: float = SIZE
    align: str = "left"
    bold: bool = False
    fill: str | None = None
    framed: bool = True


class CellFaces(NamedTuple):
    """The faces of a workbook, of each kind of cell one."""

    title: CellFace
    line: CellFace
    header: CellFace
    heading: CellFace
    centred: CellFace
    flowing: CellFace
    sums: CellFace
    foot: CellFace


_SHADE, _LIGHT = "#E5E7EB", "#F3F4F6"


def _faces(title: Font, line: Font, header: Font, body: Font) -> CellFaces:
    return CellFaces(
        title=CellFace(title, 20, "center", framed=False),
        line=CellFace(line, 11, framed=False),
        header=CellFace(header, align="center", fill=_SHADE),
        heading=CellFace(header, fill=_LIGHT),
        centred=CellFace(body, align="center"),
        flowing=CellFace(body),
        sums=CellFace(header, align="center", fill=_LIGHT),
        foot=CellFace(line, 11, framed=False),
    )


# Widths are in digits of this one, seven pixels each. Where it is missing another one with digits as wide is there.
MEASURE, MEASURE_SIZE = Font("Verdana", _SANS, _ANY), 8
_LATIN = Font("Calibri", _SANS, _ANY)
_LATIN_FACES = _faces(_LATIN, _LATIN, _LATIN, _LATIN)
# By the code of the language.
FACES: Mapping[str, CellFaces] = {
    "zh": _faces(
        Font("方正小标宋简体", _SERIF, _CHINESE),
        Font("仿宋", _SERIF, _CHINESE),
        Font("黑体", _SANS, _CHINESE),
        Font("宋体", _SERIF, _CHINESE),
    ),
    "en": _LATIN_FACES._replace(
        title=_LATIN_FACES.title._replace(bold=True),
        header=_LATIN_FACES.header._replace(bold=True),
        heading=_LATIN_FACES.heading._replace(bold=True),
        sums=_LATIN_FACES.sums._replace(bold=True),
    ),
}
