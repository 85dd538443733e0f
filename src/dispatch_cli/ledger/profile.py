"""The options of an import as a small YAML file, so that next month's ledger is understood at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.errors import UnreadableError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.ledger.days import DAY_FIRST, MONTH_FIRST
from dispatch_cli.ledger.headings import key_named
from dispatch_cli.ledger.states import StateWords
from dispatch_cli.ledger.wishes import Wishes
from dispatch_cli.messages import say
from dispatch_cli.plan.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_MOST_BYTES = 65_536


def profile_text(wishes: Wishes) -> str:
    """Return the text of the profile that keeps these wishes; whether all is accepted is asked anew."""
    return "".join(f"{line}\n" for line in _lines(wishes))


def _lines(wishes: Wishes) -> Iterator[str]:
    for name, pairs in (("map", wishes.mapping), ("word", wishes.words)):
        if pairs:
            yield f"{name}:"
            yield from (f"  {scalar(key)}: {scalar(value)}" for key, value in pairs.items())
    lists = (("done", sorted(wishes.states.done)), ("open", sorted(wishes.states.open)), ("sheet", wishes.sheets))
    for name, words in lists:
        if words:
            yield f"{name}: [{', '.join(scalar(word, flow=True) for word in words)}]"
    values = (("tag", wishes.tag), ("start", wishes.start), ("since", wishes.since), ("header", wishes.header))
    for name, value in (*values, ("dates", wishes.order)):
        if value is not None:
            yield f"{name}: {scalar(f'{value}')}"
    if wishes.skip:
        yield f"skip: [{', '.join(map(str, sorted(wishes.skip)))}]"


def read_profile(path: str, data: bytes) -> Wishes:
    """Return the wishes that a profile keeps. Raises UnreadableError."""
    try:
        found = _loaded(data)
        return _wishes(found if isinstance(found, dict) else {"": found} if found else {})
    except (ValueError, TypeError, AttributeError, RecursionError, yaml.YAMLError):
        message = say("{path}: this is no profile of an import", path=path)
        raise UnreadableError(message, say("write it anew with --save-as")) from None


def _loaded(data: bytes) -> object:
    """Return the value of a YAML text, in which all is text and nothing stands twice. Raises ValueError."""
    if len(data) > _MOST_BYTES:
        raise ValueError(len(data))
    text = data.decode("utf-8-sig")
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.BaseLoader)):
        raise ValueError(text)
    tree = yaml.compose(text, yaml.BaseLoader)
    for mapping in (tree, *(value for _, value in _parts(tree))):
        keys = [key.value for key, _ in _parts(mapping)]
        if len({*map(str, keys)}) < len(keys):
            raise ValueError(text)
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 it makes nothing but texts


def _parts(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the keys of a mapping with their values, nothing for another node."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def _wishes(found: Mapping[str, object]) -> Wishes:
    """Return the wishes of the values of a profile. Raises ValueError."""
    known = {"map", "word", "done", "open", "sheet", "tag", "start", "since", "header", "dates", "skip"}
    if unknown := found.keys() - known:
        raise ValueError(unknown)
    order = found.get("dates")
    if order not in {None, DAY_FIRST, MONTH_FIRST}:
        raise ValueError(order)
    return Wishes(
        mapping={heading: key_named("--profile", key) for heading, key in _pairs(found.get("map"))},
        tag=_text(found.get("tag")),
        words=dict(_pairs(found.get("word"))),
        states=StateWords(frozenset(_list(found.get("done"))), frozenset(_list(found.get("open")))),
        start=_day(found.get("start")),
        since=_day(found.get("since")),
        header=int(text) if (text := _text(found.get("header"))) else None,
        sheets=tuple(_list(found.get("sheet"))),
        order=_text(order),
        skip=frozenset(map(int, _list(found.get("skip")))),
    )


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(brief(f"{value}"))
    return value or None


def _day(value: object) -> date | None:
    text = _text(value)
    day = parse_date(text) if text else None
    if text and day is None:
        raise ValueError(text)
    return day


def _list(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value] if value is not None else []
    return [text for each in values if (text := _text(each))]


def _pairs(value: object) -> list[tuple[str, str]]:
    if value is not None and not isinstance(value, dict):
        raise ValueError(brief(f"{value}"))
    return [(key, _text(each) or "") for key, each in (value or {}).items()]
