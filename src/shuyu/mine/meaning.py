"""How alike two terms are in meaning, as the encoder has it, where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shuyu.mine.features import Pair
from shuyu.text import han

if TYPE_CHECKING:
    from shuyu.align.similarity import Embedder


def likeness(pairs: Sequence[Pair], embedder: Embedder) -> list[float]:
    """The cosine of the two sides of each pair; equal sides are read once.

    Args:
        pairs: some term pairs.
        embedder: what turns texts of both languages into vectors.
    """
    import numpy as np

    zh = [_joined(pair.zh) for pair in pairs]
    en = [pair.en for pair in pairs]
    number = {text: at for at, text in enumerate(dict.fromkeys([*zh, *en]))}
    if not number:
        return []
    vectors = embedder.sentences(list(number))
    left, right = (vectors[[number[text] for text in texts]] for texts in (zh, en))
    # The last digits differ between machines.
    return [round(float(value), 4) for value in np.einsum("ij,ij->i", left, right)]


def _joined(words: Sequence[str]) -> str:
    return "".join(word if han.has_han(word) else f" {word} " for word in words).strip()
