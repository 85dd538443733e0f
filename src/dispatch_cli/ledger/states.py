"""Words of a column of states: which of them say that an item is done, and which that it is open."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from dispatch_cli.ledger.urgency import folded


class DoneOrOpen(Enum):
    """What a word says of an item."""

    DONE = auto()
    OPEN = auto()
    UNKNOWN = auto()


DONE = frozenset((
    "closed", "close", "done", "resolved", "complete", "completed", "fixed", "finished", "verified", "rejected",
    "cancelled", "canceled", "won't fix", "wontfix", "won't do", "duplicate", "c", "100%", "withdrawn", "obsolete",
    "完成", "完结", "办结", "销号", "解决", "关闭", "完工", "竣工", "结案", "闭环", "已闭环", "按期完成", "按时完成",
    "提前完成", "已取消", "取消", "作废", "终止", "已终止", "已撤销", "整改到位", "完成整改", "已落实到位",
))  # fmt: skip
OPEN = frozenset((
    "open", "opened", "new", "in progress", "inprogress", "wip", "ongoing", "on going", "on-going",
    "not started", "on hold", "pending", "to do", "todo", "tbd", "blocked", "assigned", "reopened", "draft",
    "planned", "in review", "review", "waiting", "on track", "at risk", "delayed", "overdue", "behind",
    "deferred", "active", "under review", "testing", "backlog", "selected for development", "no", "n",
    "started", "partial", "partially complete", "in work", "否", "×", "✗", "✘", "❌", "☐", "□", "○",
    "正常", "正常推进", "持续推进", "有序推进", "序时推进", "滞后", "超期", "逾期", "临期", "超时", "暂缓",
    "基本完成", "部分完成", "进行中", "推进中", "办理中", "整改中", "处理中", "受阻", "长期坚持", "长期",
))  # fmt: skip
_MARKS = frozenset(("√", "✓", "✔", "☑", "✅", "是", "yes", "y", "true", "v"))
_DONE_FORM = re.compile(
    "(?:已|已经|全部|均已|全部已)(?:按期|按时|全部|基本)?(?:完成|办结|销号|解决|整改|关闭|完工|竣工|结案|交付|落实|验收)"
    "(?:到位|整改|销号|完毕|办结|并销号)?"
)
_OPEN_FORM = re.compile(
    "(?:未|尚未|没有|暂未|正在|正|待|拟|尚|持续|部分|基本|正常|有序|加快|计划|准备).*|.*(?:中|推进|进行)"
)
_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?%|0(?:\.\d+)?")
_BEHIND = re.compile(r"[(（【\[].*[)）】\]]")
_ALL = 100


class StateWords(NamedTuple):
    """The words that the command line calls done and open."""

    done: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


def progress_of(text: str, said: StateWords) -> DoneOrOpen:
    """Return what a text of a column of states says; what stands in brackets behind a word does not count.

    >>> [progress_of(text, StateWords()).name for text in ("已办结（11月5日）", "未销号", "70%", "100%", "√", "甲")]
    ['DONE', 'OPEN', 'OPEN', 'DONE', 'DONE', 'UNKNOWN']
    """
    whole, word = _words_of(text)
    if said.done & {whole, word}:
        return DoneOrOpen.DONE
    if said.open & {whole, word}:
        return DoneOrOpen.OPEN
    if percent := _PERCENT.fullmatch(word):
        return DoneOrOpen.DONE if int(percent[1] or 0) >= _ALL else DoneOrOpen.OPEN
    if word in DONE or word in _MARKS or _DONE_FORM.fullmatch(word):
        return DoneOrOpen.DONE
    return DoneOrOpen.OPEN if word in OPEN or _OPEN_FORM.fullmatch(word) else DoneOrOpen.UNKNOWN


def is_said(text: str, said: StateWords) -> bool:
    """Say whether the command line settles what a text of a column of states means, so that nothing is assumed."""
    return not (said.done | said.open).isdisjoint(_words_of(text))


def _words_of(text: str) -> tuple[str, str]:
    """Return a text whole, and without what stands in brackets behind its word."""
    whole = folded(text)
    return whole, folded(_BEHIND.sub("", text)) or whole
