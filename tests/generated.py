"""How many generated examples a test sees, and which."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_USUALLY = 100
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", settings.get_profile("same"), derandomize=False, max_examples=10 * _USUALLY)


def often(examples: int) -> settings:
    """Return the settings for so many examples: the same in every run, or with the profile `search` ten times more."""
    return settings(max_examples=examples * settings().max_examples // _USUALLY)
