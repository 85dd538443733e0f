"""Frozen values with named fields: the classes that `typing.NamedTuple` makes, made in a third of the time.

For each field `typing` compiles its annotation, which only a type checker reads. A check makes some sixty such classes
before it does anything, so the modules that it imports take them from here.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 to be imported from here
else:

    class _NamedTupleMaker(type):
        """Makes a named tuple of a class whose body says its fields, their defaults and its properties."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            for key in body.keys() - fields.keys() - {"__module__"}:
                setattr(made, key, body[key])
            return made

    class NamedTuple(metaclass=_NamedTupleMaker):
        """The base of a class whose values are tuples with names."""
