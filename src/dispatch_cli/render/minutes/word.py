"""A paper for Word, as offices hand it in: A4, a title of 22 points, a body of 16, lines of 28.

Sizes, margins and fonts are those of GB/T 9704; each font is named for East Asian text too, where Word looks for it.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dispatch_cli.extras import load

if TYPE_CHECKING:
    from dispatch_cli.render.minutes.paper import Paper

_LATIN = "Times New Roman"
_LINE = 28
_WIDTH, _HEIGHT = 21.0, 29.7  # of A4, and below the margins of the text, in centimetres
_MARGINS = {"top_margin": 3.7, "bottom_margin": 3.5, "left_margin": 2.8, "right_margin": 2.6}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Face(NamedTuple):
    """How a paragraph looks: the font of its Chinese, its size in points, its indent in characters."""

    font: str
    size: int
    indent: int = 0
    is_centred: bool = False


TITLE, FACT = Face("方正小标宋简体", 22, is_centred=True), Face("楷体", 16, is_centred=True)
PART, TEAM = Face("黑体", 16, 2), Face("楷体", 16, 2)
POINT, BELOW = Face("仿宋", 16, 2), Face("仿宋", 16, 4)


def as_docx(words: Paper) -> bytes:
    """Return the paper as the bytes of a file. Raises CommandLineError where the library is not installed."""
    docx = load("docx", "word")
    document = docx.Document()
    _page(document.sections[0])
    _write(document, words.title, TITLE)
    for fact in words.facts:
        _write(document, fact, FACT)
    for part in words.parts:
        _write(document, part.heading, PART)
        for section in part.sections:
            if section.heading:
                _write(document, section.heading, TEAM)
            for point in section.points:
                _write(document, point.line, POINT)
                for below in point.below:
                    _write(document, below, BELOW)
    document.core_properties.title = _NO_XML.sub("", words.title)
    document.core_properties.author = ""
    document.core_properties.language = words.language
    page = BytesIO()
    document.save(page)
    return _undated(page)


def _undated(page: BytesIO) -> bytes:
    """Return the file without the moment at which it was packed: the same minutes are the same bytes."""
    undated = BytesIO()
    with ZipFile(page) as packed, ZipFile(undated, "w", ZIP_DEFLATED) as again:
        for part in packed.infolist():
            again.writestr(ZipInfo(part.filename), packed.read(part), ZIP_DEFLATED)
    return undated.getvalue()


def _page(section: Any) -> None:  # noqa: ANN401 the library has no types
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(_WIDTH), Cm(_HEIGHT)
    for name, centimetres in _MARGINS.items():
        setattr(section, name, Cm(centimetres))


def _write(document: Any, text: str, look: Face) -> None:  # noqa: ANN401
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    shape.first_line_indent = Pt(look.indent * look.size)
    shape.keep_with_next = look in {PART, TEAM}
    if look.is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_NO_XML.sub("", text))
    run.font.size, run.font.name = Pt(look.size), _LATIN
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 the library has no public way to these two
    properties.rFonts.set(qn("w:eastAsia"), look.font)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
