"""Words of urgency that are no tags of the list, and the tag that each is probably meant for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Urgency(NamedTuple):
    """Words that mean the same urgency, and its tag; it is `then` where a word of `beside` stands in the column too."""

    words: tuple[str, ...]
    tag: str
    beside: tuple[str, ...] = ()
    then: str = ""


_HIGHEST = ("特急", "加急", "特别紧急", "十万火急")
_FIRST = ("p0", "p0级", "0级")
_ORANGE = ("橙", "橙色", "橙灯", "橙牌", "橙色预警", "🟠", "orange", "橙色灯")
_LAMPS = (("红", "red"), ("橙", "orange"), ("绿", "green"), ("蓝", "green"))
_ENDS = ("灯", "牌", "预警", "色预警", "色灯", "色牌")
URGENCIES = (
    *(Urgency(tuple(f"{colour}{end}" for end in _ENDS), tag) for colour, tag in _LAMPS),
    Urgency(("蓝", "蓝色", "🔵", "blue"), "green"),
    Urgency(("黄", "黄色", *(f"黄{end}" for end in _ENDS), "🟡", "yellow"), "orange", _ORANGE, "green"),
    Urgency(("🔴", "r"), "red"),
    Urgency(("🟠", "amber", "a(amber)"), "orange"),
    Urgency(("🟢", "g"), "green"),
    Urgency((*_HIGHEST, "特急件", "急件"), "red"),
    Urgency(("紧急", "急", "很急", "非常紧急"), "red", _HIGHEST, "orange"),
    Urgency(("较急", "次急", "比较紧急", "较紧急"), "orange"),
    Urgency(("一般", "平急", "平件", "常规", "普通", "不急", "正常件", "一般紧急"), "green"),
    Urgency(("重大", "特大", "重大隐患", "重大风险", "严重", "重点督办", "重要紧急"), "red"),
    Urgency(("较大", "较大隐患", "较大风险", "较重", "重要"), "orange"),
    Urgency(("一般隐患", "一般风险", "低风险", "轻微", "一般督办"), "green"),
    Urgency(("高", "很高", "最高", "极高", "高风险"), "red"),
    Urgency(("中", "中等", "中风险", "较高"), "orange"),
    Urgency(("低", "很低", "最低", "较低"), "green"),
    Urgency(
        ("critical", "blocker", "highest", "urgent", "emergency", "very high", "unbreak now!", "showstopper"), "red"
    ),
    Urgency(("high", "major", "h"), "red"),
    Urgency(("medium", "med", "moderate", "normal", "m", "average"), "orange"),
    Urgency(("low", "lowest", "minor", "trivial", "wishlist", "l", "very low"), "green"),
    Urgency(_FIRST, "red"),
    Urgency(("p1", "p1级"), "red", _FIRST, "orange"),
    Urgency(("p2", "p2级"), "orange", _FIRST, "green"),
    Urgency(("p3", "p4", "p5", "p3级", "p4级"), "green"),
    Urgency(("a级", "a类", "ⅰ级", "i级", "一级", "1级", "一类", "ⅰ", "★★★"), "red"),
    Urgency(("b级", "b类", "ⅱ级", "ii级", "二级", "2级", "二类", "ⅱ", "★★"), "orange"),
    Urgency(("c级", "c类", "d级", "ⅲ级", "iii级", "三级", "3级", "三类", "ⅲ", "★"), "green"),
    Urgency(("ⅳ级", "iv级", "四级", "4级", "ⅳ"), "green"),
    Urgency(("sev1", "s1", "severity 1", "sev 1"), "red"),
    Urgency(("sev2", "s2", "severity 2", "sev 2"), "orange"),
    Urgency(("sev3", "s3", "sev4", "s4", "severity 3", "severity 4", "sev 3", "sev 4"), "green"),
    Urgency(("a",), "red", ("amber", "r", "g"), "orange"),
    Urgency(("b",), "orange"),
    Urgency(("c",), "green"),
)


# Words that are ranks of one order, the highest first: where a column has three of them, they are three tags.
ORDERS = (
    (
        ("特急", "特急件", "特别紧急", "十万火急"),
        ("加急", "急件"),
        ("紧急", "急", "很急", "非常紧急"),
        ("较急", "次急", "比较紧急", "较紧急"),
        ("一般", "平急", "平件", "常规", "普通", "不急", "正常件", "一般紧急"),
    ),
    (("特大",), ("重大", "严重", "重大隐患", "重大风险"), ("较大", "较重", "较大隐患", "较大风险"),
     ("一般", "一般隐患", "一般风险", "轻微")),
    (("最高", "极高", "很高"), ("高", "高风险"), ("较高",), ("中", "中等", "中风险"), ("较低",), ("低", "低风险"),
     ("很低", "最低")),
    (
        ("critical", "blocker", "highest", "emergency", "very high", "unbreak now!", "showstopper"),
        ("urgent",),
        ("high", "major", "h"),
        ("medium", "med", "moderate", "normal", "m", "average"),
        ("low", "minor", "l"),
        ("lowest", "trivial", "wishlist", "very low"),
    ),
)  # fmt: skip
_TAGS = ("red", "orange", "green")


def folded(word: str) -> str:
    """Return a word without capitals, full width and the blanks around it.

    >>> folded(" Ⅰ级 "), folded("Ｈｉｇｈ"), folded("● 红")
    ('i级', 'high', '● 红')
    """
    return " ".join(normalize("NFKC", word).replace("\ufe0f", "").casefold().split())


_BY_WORD = {folded(word): urgency for urgency in URGENCIES for word in urgency.words}


_RANKS = [{folded(word): rank for rank, words in enumerate(order) for word in words} for order in ORDERS]


def urgency_of(word: str, beside: Collection[str]) -> str | None:
    """Return the tag that a word of urgency is probably meant for, None where it is none; `beside` are all words.

    >>> urgency_of("紧急", ["一般"]), urgency_of("紧急", ["特急"]), urgency_of("Med", []), urgency_of("grey", [])
    ('red', 'orange', 'orange', None)
    >>> urgency_of("High", ["High", "Low"]), urgency_of("High", ["Urgent", "High", "Normal"])
    ('red', 'orange')
    """
    name = folded(word)
    urgency = _BY_WORD.get(name)
    if urgency is None:
        return None
    words = frozenset(map(folded, beside))
    return _spread(words).get(name) or _alone(urgency, words)


def _alone(urgency: Urgency, words: Collection[str]) -> str:
    """Return the tag of an urgency by its own words."""
    return urgency.then if any(folded(each) in words for each in urgency.beside) else urgency.tag


@lru_cache(64)
def _spread(words: frozenset[str]) -> Mapping[str, str]:
    """Return the tags of three ranks or more that would be but two: the highest becomes red, the lowest green.

    Where the highest would not be red, or the lowest would, the column shows a part of an order only.
    """
    known = words & _BY_WORD.keys()
    ranks = next((order for order in _RANKS if known <= order.keys()), {})
    usual = {ranks[word]: _alone(_BY_WORD[word], words) for word in known if word in ranks}
    if len(usual) < len(_TAGS) or len({*usual.values()}) == len(_TAGS):
        return {}
    red, orange, green = _TAGS
    first, last = min(usual), max(usual)
    if usual[first] != red or usual[last] == red:
        return {}
    return {word: {first: red, last: green}.get(ranks[word], orange) for word in known}
