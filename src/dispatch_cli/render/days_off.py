"""Days off in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.cadence.named_spans import NamedSpan
    from dispatch_cli.render.text.language import Language


def days_off_line(spans: Iterable[NamedSpan], language: Language) -> str:
    """Return the sentence that names days off."""
    return language.speak(say("Days off: {spans}", spans=[span_name(each, language) for each in spans]))


def span_name(span: NamedSpan, language: Language) -> str:
    """Return days off with their name."""
    days = f"{span.first}" if span.first == span.last else f"{span.first} – {span.last}"
    return language.speak(say("{days} ({name})", days=days, name=span.name))
