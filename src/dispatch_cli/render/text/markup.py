"""The templates of pages: every value is escaped, and a missing value is an error."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def policy(styles: Iterable[str], scripts: Iterable[str] = ()) -> str:
    """Return the content security policy that allows a page these styles and scripts, which it holds itself, alone."""
    allowed = {"style-src": [*map(_hash, styles)], "script-src": [*map(_hash, scripts)]}
    sources = [" ".join([kind, *hashes]) for kind, hashes in allowed.items() if hashes]
    return "; ".join(["default-src 'none'", *sources, "base-uri 'none'", "form-action 'none'"])


@cache
def own_styles(name: str) -> str:
    """Return the policy that allows a page the styles that stand in its template, and nothing else."""
    return policy(re.findall("<style>(.*?)</style>", source(name), re.DOTALL))


def _hash(text: str) -> str:
    """Return by which name a policy allows an inline style or script."""
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
