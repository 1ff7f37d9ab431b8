"""Whether what an alignment put together means the same at all.

The score of a pair says how probable it is given that the documents are translations; this asks whether they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from shuyu.text.fold import simplified_chars

if TYPE_CHECKING:
    from shuyu.align.similarity import Embedder

UNLIKE = 0.38
"""Documents whose pairs have a median cosine below this are no translations of each other.

The medians of free literary translations are about .51, of other texts .66 to .72; of texts on one subject that are no
translations .02 to .32.
"""

UNLIKE_PAIR = 0.25
"""A pair below this is more often wrong than right: of literary pairs 5 % lie below, of others less than 1 %; of pairs
three sentences off 75 %."""

_ENOUGH = 400


def likeness(texts: Sequence[tuple[str, str]], embedder: Embedder) -> list[float]:
    """The cosine of each Chinese and English text.

    Args:
        texts: Chinese, in either script, and English.
        embedder: what `shuyu.align.similarity.embedder()` gives.

    >>> from shuyu.align.similarity import embedder
    >>> model = embedder()
    >>> texts = [("雨停了。", "The rain has stopped."), ("雨停了。", "Prices rose by a fifth.")]
    >>> model is None or [value > UNLIKE for value in likeness(texts, model)] == [True, False]
    True
    """
    if not texts:
        return []
    zh = embedder.sentences([simplified_chars(left) for left, _ in texts])
    en = embedder.sentences([right for _, right in texts])
    return [round(float(value), 4) for value in (zh * en).sum(axis=1)]


def are_alike(texts: Sequence[tuple[str, str]], embedder: Embedder) -> bool:
    """Whether two documents that gave these pairs may be translations of each other: a sample is looked at.

    Args:
        texts: pairs with both sides, as in `likeness`.
        embedder: as in `likeness`.
    """
    step = max(len(texts) // _ENOUGH, 1)
    found = likeness(texts[::step], embedder)
    return bool(found) and median(found) >= UNLIKE
