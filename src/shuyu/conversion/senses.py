"""Which form of an ambiguous character the English side speaks for."""

from __future__ import annotations

from shuyu.conversion.ground import Place


def settle(source: str, place: Place, english: str, target: str) -> str | None:
    """The form that `english` speaks for; None where it does not tell."""
    return None
