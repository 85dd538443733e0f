"""The values of `x-` keys, which the program does not read and must not touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.plan.keys import FREE_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping


def keeps_free_keys(before: str, after: str) -> bool:
    """Say whether two texts of a task file hold the same values under free keys, aliases written out.

    An item that only one of the texts has must have no free key.
    """
    if FREE_PREFIX not in before + after:
        return True
    old, new = _free_keys(before), _free_keys(after)
    return all(old.get(name, {}) == new.get(name, {}) for name in {*old, *new})


def _free_keys(text: str) -> dict[str | None, dict[str, object]]:
    """Return the values of free keys by key, and these by item; None stands for the top of the file."""
    import yaml

    root = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 it makes only texts, lists and mappings
    free = {None: _free(root)}
    return free | {item["id"].strip(): _free(item) for item in root["tasks"] or ()}


def _free(mapping: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in mapping.items() if key.startswith(FREE_PREFIX)}
