"""A task file as an editor sees it: typed by the core schema of YAML 1.2, then judged by the JSON Schema."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml
from jsonschema import Draft202012Validator

from dispatch_cli.plan.schema import task_file_schema
from dispatch_cli.render.schema import schema_text
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# YAML 1.2.2, section 10.3.2: what a plain scalar is taken for. Anything else is a text, dates, `no` and 12:30 among it.
_PLAIN: dict[str, tuple[str, Callable[[str], Any]]] = {
    "null": ("null|Null|NULL|~|", lambda _: None),
    "bool": ("true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    "int": ("[-+]?[0-9]+", int),
    "octal": ("0o[0-7]+", lambda text: int(text, 8)),
    "hex": ("0x[0-9a-fA-F]+", lambda text: int(text, 16)),
    "float": (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float),
    "infinity": (r"[-+]?\.(?:inf|Inf|INF)", lambda text: float(text.replace(".", ""))),
    "none": (r"\.nan|\.NaN|\.NAN", lambda _: float("nan")),
}


class NotJsonError(Exception):
    """JSON has no such value, or no such key."""


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012 PyYAML's own would guess as YAML 1.1 does


for _name, (_pattern, _) in _PLAIN.items():
    _Loader.add_implicit_resolver(_name, re.compile(rf"(?:{_pattern})\Z"), None)


def documents(text: str) -> Iterator[Any]:
    """Yield what each document of a text holds. Raises yaml.YAMLError, NotJsonError."""
    for node in yaml.compose_all(text.removeprefix("\ufeff"), Loader=_Loader):
        yield _value(node, ())


def _value(node: yaml.Node, around: tuple[yaml.Node, ...]) -> Any:
    if node in around:
        raise NotJsonError
    if isinstance(node, yaml.ScalarNode):
        return _PLAIN[node.tag][1](node.value) if node.tag in _PLAIN else node.value
    inside = (*around, node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, inside) for each in node.value]
    keys = [key.value if isinstance(key, yaml.ScalarNode) else None for key, _ in node.value]
    if None in keys or len(set(keys)) < len(keys):  # YAML 1.2 wants each key once
        raise NotJsonError
    return {key: _value(value, inside) for key, (_, value) in zip(keys, node.value, strict=True)}


@cache
def validator() -> Draft202012Validator:
    """Return what judges by the schema that the program prints."""
    import json

    schema = json.loads(schema_text(task_file_schema(), Language("en")))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def accepts(text: str) -> bool:
    """Say whether an editor finds nothing wrong with a file."""
    try:
        found = list(documents(text)) or [None]
    except (yaml.YAMLError, NotJsonError):
        return False
    return all(validator().is_valid(each) for each in found)
