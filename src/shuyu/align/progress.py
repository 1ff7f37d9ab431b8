"""How an alignment tells how far it is. The library draws nothing; who calls it may."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""


def silent(stage: str, done: int, total: int) -> None:
    """A `Progress` that tells nobody."""
