"""How many generated examples a test sees, and which."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_USUALLY = 100
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", settings.get_profile("same"), max_examples=_USUALLY // 10)
settings.register_profile("search", settings.get_profile("same"), derandomize=False, max_examples=10 * _USUALLY)


def often(examples: int) -> settings:
    """Return the settings for so many examples: with the profile `search` ten times more, with `few` a tenth.

    But for `search` they are the same in every run.
    """
    return settings(max_examples=max(1, examples * settings().max_examples // _USUALLY))
