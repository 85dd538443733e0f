"""Words of urgency that are no tags of the list, and the tag that each is probably meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Collection


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


def folded(word: str) -> str:
    """Return a word without capitals, full width and the blanks around it.

    >>> folded(" Ⅰ级 "), folded("Ｈｉｇｈ"), folded("● 红")
    ('i级', 'high', '● 红')
    """
    return " ".join(normalize("NFKC", word).replace("\ufe0f", "").casefold().split())


_BY_WORD = {folded(word): urgency for urgency in URGENCIES for word in urgency.words}


def urgency_of(word: str, beside: Collection[str]) -> str | None:
    """Return the tag that a word of urgency is probably meant for, None where it is none; `beside` are all words.

    >>> urgency_of("紧急", ["一般"]), urgency_of("紧急", ["特急"]), urgency_of("Med", []), urgency_of("grey", [])
    ('red', 'orange', 'orange', None)
    """
    urgency = _BY_WORD.get(folded(word))
    if urgency is None:
        return None
    others = {folded(each) for each in beside}
    return urgency.then if any(folded(each) in others for each in urgency.beside) else urgency.tag
