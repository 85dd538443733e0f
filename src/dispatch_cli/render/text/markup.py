"""The templates of pages: every value is escaped, and a missing value is an error."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment


@cache
def templates() -> Environment:
    """Return the environment that finds and fills templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("dispatch_cli.render")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def source(name: str) -> str:
    """Return the text of a file beside the templates, unchanged."""
    environment = templates()
    text, *_ = cast("BaseLoader", environment.loader).get_source(environment, name)
    return text


def policy_hash(text: str) -> str:
    """Return the hash by which a content security policy allows an inline style or script."""
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
