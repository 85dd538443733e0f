"""One LINE about an item: a note, or a verb behind `/`, `／` or `、` with what follows it.

A note that begins with one of these marks has it doubled. Words with blanks are quoted; a reason is the rest of the
line. Digits may be full-width. An empty line says nothing.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from dispatch_cli.cadence.day_words import day_meant
from dispatch_cli.hints.guesses import brief, date_hint, nearest
from dispatch_cli.meet.lines import Refusal, half_width
from dispatch_cli.meet.verbs import BY_WORD, MARKS, Follows, Verb
from dispatch_cli.messages import say
from dispatch_cli.model import TAG_ALIASES

if TYPE_CHECKING:
    from collections.abc import Collection

    from dispatch_cli.meet.verbs import Spoken
    from dispatch_cli.messages import Message

_QUOTES = {"“": "”", "'": "'"}


class Reply(NamedTuple):
    """What was said of an item: note, reason or evidence, the tag or the name behind a verb, the date behind one.

    A verb behind which none stands has no word, and the last day of the calendar.
    """

    verb: Verb
    text: str | None = None
    word: str = ""
    day: date = date.max


class _Known(NamedTuple):
    """What a line is understood by: the names of the tags, and today."""

    tags: Collection[str]
    today: date


class _Token(NamedTuple):
    """A word of a line, without its quotes, and the index behind it."""

    text: str
    stop: int


def read_note(line: str) -> Reply | Refusal:
    """Return the note that a line is, where nothing but a note may stand."""
    if not line:
        return Refusal(say("there is no note behind the colon"), say("write what was said, or delete the line"))
    if line[0] not in MARKS:
        return Reply(Verb.NOTE, line)
    if line[1:2] == line[0]:
        return Reply(Verb.NOTE, line[1:])
    hint = say("a note that begins with `{mark}` has it doubled; verbs belong to `dispatch meet --from`", mark=line[0])
    return Refusal(say("this is a verb, and only notes stand here"), hint)


def read_reply(line: str, tags: Collection[str], today: date) -> Reply | Refusal:
    """Return what a line says on a day; `tags` are the names of the tags that there are."""
    if not line:
        return Reply(Verb.NOTHING)
    if line[0] not in MARKS or line[1:2] == line[0]:
        return Reply(Verb.NOTE, line.removeprefix(line[0]) if line[0] in MARKS else line)
    name = _word(line, 1)
    spoken = BY_WORD.get(normalize("NFKC", name.text).lower())
    if spoken is None:
        known = [f"{line[0]}{word}" for word in BY_WORD]
        message = say("there is no verb `{verb}`", verb=brief(line[0] + name.text))
        return Refusal(message, nearest(line[0] + name.text, known))
    return _read_rest(Reply(spoken.verb), spoken, line, name.stop, _Known(tags, today))


def spoken_alone(line: str) -> Verb | None:
    """Return the verb that a line consists of, None where it is something else."""
    spoken = BY_WORD.get(normalize("NFKC", line[1:]).lower()) if line[:1] and line[0] in MARKS else None
    return spoken.verb if spoken else None


def _read_rest(reply: Reply, spoken: Spoken, line: str, stop: int, known: _Known) -> Reply | Refusal:
    """Return a reply with what follows its verb in the line."""
    for follows in spoken.follows:
        at = stop + len(line[stop:]) - len(line[stop:].lstrip())
        if at == len(line):
            return reply if spoken.optional else Refusal(_missing(spoken), _form(spoken, line[0]), at)
        word = _word(line, at) if follows in {Follows.TAG, Follows.DATE, Follows.NAME} else _rest(line, at)
        stop = word.stop
        read = _with(reply, follows, word.text, known)
        if isinstance(read, Refusal):
            return read._replace(at=at)
        reply = read
    if line[stop:].strip():
        at = stop + len(line[stop:]) - len(line[stop:].lstrip())
        return Refusal(say("nothing more may stand here"), _form(spoken, line[0]), at)
    return reply


def _with(reply: Reply, follows: Follows, text: str, known: _Known) -> Reply | Refusal:
    """Return a reply with one more word."""
    if follows is Follows.DATE:
        day = day_meant(half_width(text), known.today, past=reply.verb is Verb.ON)
        if day is None:
            return Refusal(say("`{text}` is not a date", text=brief(text)), date_hint(half_width(text)))
        return reply._replace(day=day)
    if follows is Follows.TAG:
        names = {**TAG_ALIASES, **{name: name for name in known.tags}}
        if text not in names:
            return Refusal(say("the tag `{name}` is unknown", name=brief(text)), nearest(text, names))
        return reply._replace(word=names[text])
    return reply._replace(word=text) if follows is Follows.NAME else reply._replace(text=text)


def _word(line: str, at: int) -> _Token:
    """Return the word that begins at an index of a line: up to a blank, or what stands in quotes there."""
    if line[at : at + 1] == '"':
        with suppress(ValueError):
            text, stop = json.JSONDecoder().raw_decode(line, at)
            return _Token(text, stop)
    if (end := _QUOTES.get(line[at : at + 1])) and (stop := line.find(end, at + 1)) > 0:
        return _Token(line[at + 1 : stop], stop + 1)
    found = re.compile(r"\S*").match(line, at)
    return _Token(found[0] if found else "", found.end() if found else at)


def _rest(line: str, at: int) -> _Token:
    """Return the rest of a line, without quotes around the whole of it."""
    word = _word(line, at)
    return word if word.stop == len(line) and word.text.strip() else _Token(line[at:], len(line))


def _missing(spoken: Spoken) -> Message:
    return say("something is missing behind `{verb}`", verb=spoken.words[0])


def _form(spoken: Spoken, mark: str) -> Message:
    """Return how a verb is said; a word with blanks is quoted."""
    form = " ".join([f"{mark}{spoken.words[0]}", *spoken.follows])
    return say("write `{form}`; a word with blanks stands in quotes", form=form)
