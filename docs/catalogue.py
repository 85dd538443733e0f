"""Bring the Chinese catalogue up to date with the sources, and compile it: `.venv/bin/python docs/catalogue.py`.

A message that is new gets an entry without a translation, one that is gone loses it, and the rest stays as it is. After
the empty translations are filled in by hand, the same command compiles them.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCES = Path(__file__).parent.parent / "src" / "dispatch_cli"
PO = SOURCES / "locale" / "zh" / "LC_MESSAGES" / "dispatch.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "say_n": (1, 2), "mark": None}


@cache
def messages() -> frozenset[str | tuple[str, ...]]:
    """Return the messages that stand in the sources; one with a plural is both of its forms."""
    return frozenset(found[2] for found in extract_from_dir(SOURCES, keywords=KEYWORDS))


def parsed(text: str) -> Catalog:
    """Return the entries of a catalogue."""
    return read_po(io.StringIO(text), locale="zh")


def renewed(text: str) -> str:
    """Return the text of a catalogue with just the messages of the sources, sorted; its header stays."""
    header, _, _ = text.partition("\n\n")
    before, after, file = parsed(text), Catalog(locale="zh"), io.BytesIO()
    for ids in messages():
        known = before.get(ids)
        after.add(ids, known.string if known else None, flags=known.flags if known else ())
    write_po(file, after, width=0, omit_header=True, sort_output=True)
    return f"{header}\n\n{file.getvalue().decode()}"


if __name__ == "__main__":
    catalogue = renewed(PO.read_text(encoding="utf-8"))
    PO.write_text(catalogue, encoding="utf-8")
    with PO.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, parsed(catalogue))
