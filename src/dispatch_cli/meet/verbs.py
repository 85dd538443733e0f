"""What may be said of an item: one row a verb, from which the grammar, the completion and the help follow."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

# Before a verb. A note that begins with one of them has it doubled.
MARKS = "/／、"


class Follows(StrEnum):
    """What follows a verb: one word, which is a tag, a day or a name, or the rest of the line."""

    TAG = "TAG"
    DATE = "DATE"
    NAME = "NAME"
    REASON = "REASON"
    EVIDENCE = "EVIDENCE"


class Field(StrEnum):
    """What a meeting decides of an item; of what is said of one field the last counts."""

    DISPATCH = "dispatch"
    DAY = "day"
    TAG = "tag"
    POSTPONEMENT = "postponement"
    OWNER = "owner"
    TEAM = "team"
    CLOSING = "closing"


class Verb(StrEnum):
    """What may be said; the first two have no word, for they are said by a text and by an empty line."""

    NOTE = "note"
    NOTHING = "nothing"
    TAG = "tag"
    POSTPONE = "postpone"
    CLOSE = "close"
    OWNER = "owner"
    TEAM = "team"
    ON = "on"
    SKIP = "skip"
    BACK = "back"
    LIST = "list"
    SHOW = "show"
    UNDO = "undo"
    DONE = "done"
    STOP = "stop"
    HELP = "?"


class Spoken(NamedTuple):
    """A verb as it is said: its words, what follows it, which field it decides, and what it does.

    Without a field it is for the dialogue alone. What follows may be left out where it is `optional`.
    """

    verb: Verb
    words: tuple[str, ...]
    follows: tuple[Follows, ...]
    field: Field | None
    meaning: str
    optional: bool = False


VERBS = (
    Spoken(
        Verb.TAG, ("tag", "标签"), (Follows.TAG, Follows.REASON), Field.TAG,
        mark("another tag, which restarts the clock"),
    ),
    Spoken(
        Verb.POSTPONE, ("postpone", "推迟"), (Follows.DATE, Follows.REASON), Field.POSTPONEMENT,
        mark("the next due date is moved back"),
    ),
    Spoken(Verb.CLOSE, ("close", "销号"), (Follows.EVIDENCE,), Field.CLOSING, mark("the item is finished")),
    Spoken(Verb.OWNER, ("owner", "责任人"), (Follows.NAME,), Field.OWNER, mark("another owner; '' for none")),
    Spoken(Verb.TEAM, ("team", "专班"), (Follows.NAME,), Field.TEAM, mark("another team; '' for none")),
    Spoken(
        Verb.ON, ("on", "日期"), (Follows.DATE,), Field.DAY,
        mark("the day for which its dispatch and its closing count"),
    ),
    Spoken(
        Verb.SKIP, ("skip", "未调度"), (Follows.REASON,), Field.DISPATCH, mark("not dispatched, and why"), optional=True
    ),
    Spoken(Verb.BACK, ("back", "返回"), (), None, mark("the item before")),
    Spoken(Verb.LIST, ("list", "清单"), (), None, mark("the whole agenda, and what is decided so far")),
    Spoken(Verb.SHOW, ("show", "详情"), (), None, mark("the item whole")),
    Spoken(Verb.UNDO, ("undo", "撤销"), (), None, mark("takes back what was typed last")),
    Spoken(Verb.DONE, ("done", "结束"), (), None, mark("to the end of the meeting")),
    Spoken(Verb.STOP, ("stop", "暂停"), (), None, mark("leaves; what was typed is kept")),
    Spoken(Verb.HELP, ("?", "帮助"), (), None, mark("this list")),
)  # fmt: skip
BY_VERB: Mapping[Verb, Spoken] = {row.verb: row for row in VERBS}
BY_WORD: Mapping[str, Spoken] = {word: row for row in VERBS for word in row.words}
FIELDS: Mapping[Verb, Field] = {
    Verb.NOTE: Field.DISPATCH,
    **{row.verb: row.field for row in VERBS if row.field},
}
