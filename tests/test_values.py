"""Values with named fields are what `typing` makes of the same class."""

from __future__ import annotations

import pickle
import typing
from typing import get_type_hints

import pytest

from dispatch_cli import values


class Ours(values.NamedTuple):
    """A value."""

    name: str
    days: int | None = None
    several: tuple[str, ...] = ("甲",)

    @property
    def is_late(self) -> bool:
        """Say whether it is late."""
        return bool(self.days and self.days < 0)


class Theirs(typing.NamedTuple):
    """A value."""

    name: str
    days: int | None = None
    several: tuple[str, ...] = ("甲",)

    @property
    def is_late(self) -> bool:
        """Say whether it is late."""
        return bool(self.days and self.days < 0)


class Narrower(Ours):
    """A value that has its days."""

    __slots__ = ()

    days: int


def test_it_is_the_same_class() -> None:
    """Fields, defaults, module, documentation and annotations are those that `typing` gives."""
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert (Ours.__module__, Ours.__doc__, Ours.__qualname__) == (Theirs.__module__, Theirs.__doc__, "Ours")
    assert get_type_hints(Ours) == get_type_hints(Theirs)
    assert isinstance(Ours, type(Theirs))
    assert Ours.__bases__ == Theirs.__bases__


def test_its_values_are_the_same() -> None:
    """They are equal to tuples, frozen, replaced and pickled like any named tuple, and have their properties."""
    value = Ours("甲", days=-1)
    assert tuple(value) == tuple(Theirs("甲", -1)) == ("甲", -1, ("甲",))
    assert hash(value) == hash(Theirs("甲", -1))
    assert value.is_late
    assert value._replace(days=2) == Ours("甲", 2)
    assert repr(value) == "Ours(name='甲', days=-1, several=('甲',))"
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    with pytest.raises(AttributeError):
        value.days = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        Ours()  # type: ignore[call-arg]


def test_it_can_be_narrowed() -> None:
    """A class of it is one more kind of value, with the same fields."""
    assert Narrower("甲", 2) == Ours("甲", 2)
    assert isinstance(Narrower("甲", 2), Ours)
