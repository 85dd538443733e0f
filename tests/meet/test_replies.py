"""One LINE about an item: notes, and verbs with what follows them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.meet.lines import Refusal
from dispatch_cli.meet.replies import Reply, read_note, read_reply
from dispatch_cli.meet.verbs import BY_WORD, MARKS, VERBS, Field, Follows, Verb
from dispatch_cli.model import BUILT_IN_TAGS

DAY = date(2026, 12, 1)
AN_EXAMPLE: dict[Follows, tuple[str, dict[str, Any]]] = {
    Follows.TAG: ("橙", {"word": "orange"}),
    Follows.DATE: ("2026-12-01", {"day": DAY}),
    Follows.NAME: ("招商一科", {"word": "招商一科"}),
    Follows.REASON: ("支委会 研判", {"text": "支委会 研判"}),
    Follows.EVIDENCE: ("已投产", {"text": "已投产"}),
}
note_texts = st.text(min_size=1).map(str.strip).filter(bool)


def test_every_verb_and_every_field_has_a_row() -> None:
    """The table leaves out nothing but what is said without a word, and no word stands there twice."""
    assert [row.verb for row in VERBS] == [verb for verb in Verb if verb not in {Verb.NOTE, Verb.NOTHING}]
    assert {row.field for row in VERBS} - {None} == {*Field}
    assert len(BY_WORD) == sum(len(row.words) for row in VERBS)
    assert all(len(row.words) > 1 for row in VERBS)


@pytest.mark.parametrize("word", BY_WORD)
@pytest.mark.parametrize("mark", MARKS)
def test_every_verb_is_read(mark: str, word: str) -> None:
    """Behind each mark, in both languages, with all that follows it, whatever the blanks between."""
    spoken = BY_WORD[word]
    examples = [AN_EXAMPLE[follows] for follows in spoken.follows]
    line = "　 ".join([f"{mark}{word}", *(text for text, _ in examples)])
    expected = Reply(spoken.verb)._replace(**{key: value for _, more in examples for key, value in more.items()})
    assert read_reply(line, BUILT_IN_TAGS) == expected


@pytest.mark.parametrize("word", BY_WORD)
def test_what_must_follow_is_asked_for(word: str) -> None:
    """A verb without it is refused, at the end of the line, but for what may be left out."""
    spoken, line = BY_WORD[word], f"/{word}"
    read = read_reply(line, BUILT_IN_TAGS)
    assert isinstance(read, Refusal) == (bool(spoken.follows) and not spoken.optional)
    assert not isinstance(read, Refusal) or read.at == len(line)


@pytest.mark.parametrize(
    ("line", "expected", "reason"),
    [
        ("", Reply(Verb.NOTHING), "nothing is said"),
        ("已联系/待复", Reply(Verb.NOTE, "已联系/待复"), "a mark further on is none"),
        ("//已联系", Reply(Verb.NOTE, "/已联系"), "a doubled mark is one"),
        ("、、已联系", Reply(Verb.NOTE, "、已联系"), "of each kind"),
        ("／TAG 红 x", Reply(Verb.TAG, "x", "red"), "full-width mark, large letters"),
        ("/ｔａｇ red x", Reply(Verb.TAG, "x", "red"), "full-width letters"),
        ("/postpone ２０２６-12-０１ x", Reply(Verb.POSTPONE, "x", day=DAY), "full-width digits"),
        ('/owner "Zhang San"', Reply(Verb.OWNER, word="Zhang San"), "a quoted name"),
        ("/owner “张 三”", Reply(Verb.OWNER, word="张 三"), "in Chinese quotes"),
        ("/team ''", Reply(Verb.TEAM, word=""), "none any more"),
        ('/close "已 投产"', Reply(Verb.CLOSE, "已 投产"), "a quoted evidence"),
        ('/close "已投产" 见附件', Reply(Verb.CLOSE, '"已投产" 见附件'), "quotes within it stay"),
        ("/skip", Reply(Verb.SKIP), "no reason"),
        ("/？", Reply(Verb.HELP), "the question mark of an input method"),
    ],
)
def test_a_line_says(line: str, expected: Reply, reason: str) -> None:
    """A line is understood as an office writes it."""
    assert read_reply(line, BUILT_IN_TAGS) == expected, reason


@pytest.mark.parametrize(
    ("line", "at", "message"),
    [
        ("/taag 红 x", 0, "there is no verb `{verb}`"),
        ("/ 红", 0, "there is no verb `{verb}`"),
        ("/tag 紫 x", 5, "the tag `{name}` is unknown"),
        ("/postpone 2026-2-3 x", 10, "`{text}` is not a date"),
        ("/on 2026-12-01 x", 15, "nothing more may stand here"),
        ("/owner Zhang San", 13, "nothing more may stand here"),
        ("/tag 红 ", 6, "something is missing behind `{verb}`"),
    ],
)
def test_a_line_is_refused(line: str, at: int, message: str) -> None:
    """What is wrong is said with the character at which it begins."""
    read = read_reply(line.strip(), BUILT_IN_TAGS)
    assert isinstance(read, Refusal)
    assert (read.at, read.message.template) == (at, message)


@given(note_texts)
def test_every_note_can_be_said(text: str) -> None:
    """With a mark at its beginning doubled, any text is a note, in a meeting and where only notes may stand."""
    line = text[0] + text if text[0] in MARKS else text
    assert read_reply(line, BUILT_IN_TAGS) == read_note(line) == Reply(Verb.NOTE, text)


@given(st.text())
def test_any_line_is_a_reply_or_refused(text: str) -> None:
    """Nothing that can be typed ends in an error, and a place lies within the line."""
    line = text.strip()
    for read in (read_reply(line, BUILT_IN_TAGS), read_note(line)):
        assert isinstance(read, Reply) or 0 <= read.at <= len(line)
