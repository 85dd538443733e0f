"""Every language of the table is one that the program speaks: whole, and chosen by its locale."""

from __future__ import annotations

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from program import ROOT, run

from dispatch_cli.cli.chosen_language import chosen_language
from dispatch_cli.render.text.language import SOURCE, TONGUES, Language, Tongue

SOURCES = ROOT / "src" / "dispatch_cli"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "say_n": (1, 2), "mark": None}
TRANSLATED = [tongue for tongue in TONGUES if tongue != SOURCE]


def translations(tongue: Tongue) -> dict[str, str]:
    """Return what the catalogue of a language vouches for, by the English text; of plurals the singular."""
    with (SOURCES / "locale" / tongue.code / "LC_MESSAGES" / "dispatch.po").open("rb") as file:
        catalogue = read_po(file, locale=tongue.code)
    texts = {(entry.id, entry.string) for entry in catalogue if entry.id and not entry.fuzzy}
    return {_first(english): _first(other) for english, other in texts if _first(other)}


def _first(text: str | list[str] | tuple[str, ...] | None) -> str:
    return text if isinstance(text, str) else (text or ("",))[0]


def test_no_two_languages_are_alike() -> None:
    """Each has a code and a locale of its own, and the tag of a page begins with the code; there are two at least."""
    assert len({tongue.code for tongue in TONGUES}) == len({tongue.locale for tongue in TONGUES}) == len(TONGUES) > 1
    assert [tongue for tongue in TONGUES if not tongue.tag.startswith(tongue.code)] == []


@pytest.mark.parametrize("tongue", TRANSLATED, ids=lambda tongue: tongue.code)
def test_its_catalogue_is_whole(tongue: Tongue) -> None:
    """Each message of the sources is there in that language, and compiled as it is written."""
    said, known = {_first(found[2]) for found in extract_from_dir(SOURCES, keywords=KEYWORDS)}, translations(tongue)
    assert said - known.keys() == set()
    speak = Language(tongue.code).text
    assert [text for text in known if "\n" not in text and speak(text) != known[text]] == []


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.code)
@pytest.mark.parametrize("ending", ["", ".UTF-8", "_XX.UTF-8", "@variant"])
def test_its_locale_chooses_it(tongue: Tongue, ending: str) -> None:
    """A user whose system speaks the language gets it, in whatever country and encoding."""
    assert chosen_language([], {"LANG": tongue.locale + ending}) == tongue.code


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.code)
def test_the_program_offers_it_and_speaks_it(tongue: Tongue) -> None:
    """The help page is in the language of the locale, and names its code beside `--lang`."""
    page = run("check", "--help", LANG=f"{tongue.locale}.UTF-8").stdout.decode()
    word = Language(tongue.code).text("Options:")
    assert (word == "Options:") == (tongue == SOURCE)
    assert word in page
    assert "|".join(each.code for each in TONGUES) in page
