"""How much a test sees of what is generated, and of a long table: a part while a person waits, all in the long run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark.structures import ParameterSet

_USUALLY = 100
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", settings.get_profile("same"), max_examples=_USUALLY // 10)
settings.register_profile("search", settings.get_profile("same"), derandomize=False, max_examples=10 * _USUALLY)


def often(examples: int) -> settings:
    """Return the settings for so many examples: with the profile `search` ten times more, with `few` a tenth.

    But for `search` they are the same in every run.
    """
    return settings(max_examples=max(1, examples * settings().max_examples // _USUALLY))


def later(*row: object) -> ParameterSet:
    """Return a row of a table that only the endurance run has time for."""
    return pytest.param(*row, marks=pytest.mark.endurance)


def thinned(rows: Iterable[tuple[object, ...]], every: int) -> list[ParameterSet]:
    """Return the rows of a long table: the first of every so many always runs, the others in endurance alone."""
    return [later(*row) if place % every else pytest.param(*row) for place, row in enumerate(rows)]
