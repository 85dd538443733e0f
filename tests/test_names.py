"""What the code calls things: one name has one meaning, and one sentence says what a room is for."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dispatch_cli

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(dispatch_cli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
OPTIONS = PACKAGE / "cli" / "options.py"
ROOMS = [path for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE]
# These two may say more and gather what they hold: their callers see one module.
WITH_A_TOUR = ("store", "ledger")
DECLARED = ("Option", "Argument")
TYPE_NAME = re.compile("_?[A-Z][a-z][A-Za-z]*")


def type_names(module: Path) -> Iterator[str]:
    """Yield the names of a module's classes and type aliases, private ones without their underscore.

    The options of the command line are no nouns: each belongs to its command, or is written `option.Log`.
    """
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (target.id for target in targets if isinstance(target, ast.Name))
            yield from (name.lstrip("_") for name in names if TYPE_NAME.fullmatch(name) and not name.endswith(DECLARED))


def test_no_class_name_is_defined_twice() -> None:
    """A class or type alias of the package has a name of its own, private ones included."""
    modules = defaultdict(list)
    for module in set(MODULES) - {OPTIONS}:
        for name in type_names(module):
            modules[name].append(str(module.relative_to(PACKAGE)))
    assert len(modules) > 100
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.parent.name)
def test_a_room_is_one_sentence(room: Path) -> None:
    """A room says in one sentence what it is for, and imports nothing, but for those with a tour."""
    docstring, *rest = ast.parse(room.read_text(encoding="utf-8")).body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(docstring.value, ast.Constant)
    sentence = str(docstring.value.value)
    if room.parent.name not in WITH_A_TOUR:
        assert re.fullmatch(r"[^.\n]+\.", sentence)
        assert rest == []
