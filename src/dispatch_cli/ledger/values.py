"""The meaning of a ledger's cells: what means nothing, and which tag a text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# The ways to write that there is nothing.
_NOTHING = frozenset(("-", "—", "–", "——", "/", "\\", "无", "暂无"))
_TAG_WORDS = {
    **dict.fromkeys(("红", "红色", "■"), "红"),
    **dict.fromkeys(("橙", "橙色", "◆"), "橙"),
    **dict.fromkeys(("绿", "绿色", "●"), "绿"),
    **{name: name for name in ("red", "orange", "green")},
}
_TAG_SYMBOL = re.compile(r"[■◆●○]\s*(?=\S)")


def is_nothing(text: str) -> bool:
    """Say whether a text is a way to write that there is nothing."""
    return text in _NOTHING


def tag_of(text: str, names: Collection[str]) -> str:
    """Return the tag that a text names, one of `names` or of the built-in ones in the language of the text.

    A text that names none is returned without the symbol of a tag.

    >>> [tag_of(text, ()) for text in ("■ red", "Orange", "绿色", "◆", "○ 蓝", "紧急")]
    ['red', 'orange', '绿', '橙', '蓝', '紧急']
    """
    if text in names:
        return text
    bare = _TAG_SYMBOL.sub("", text, count=1) if _TAG_SYMBOL.match(text) else text
    return bare if bare in names else _TAG_WORDS.get(bare.casefold(), bare)
