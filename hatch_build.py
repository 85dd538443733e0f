"""Compile the message catalogues when the package is built or installed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Writes each `.mo` beside its `.po`, where gettext looks for it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile all catalogues before the files are collected."""
        for source in Path(self.root, "src").rglob("*.po"):
            with source.open("rb") as catalogue, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(catalogue))
