"""Whether what an alignment put together means the same at all.

The score of a pair says how probable it is given that the documents are translations; this asks whether they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from shuyu.align.evidence import anchor_evidence, length_evidence, measure
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

FEW = 10
"""So many pairs, and fewer, tell an alignment too little: it finds for anything what fits it best."""

_ENOUGH = 400
# Log odds of a pair: for each unit of cosine above what true and false pairs have as often, and for each of numbers,
# Latin words and lengths, which the scores have seen already. One pair decides nothing beyond the last.
_EVEN = 0.33
_COSINE = 15.0
_ANCHORS = 0.7
_LENGTHS = 0.3
_AT_MOST = 4.0
# Without vectors, of a document: that nobody has read it.
_UNREAD = -0.5


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


def trust(texts: Sequence[tuple[str, str]], embedder: Embedder | None) -> float:
    """How probable it is that a few pairs are translations at all, by all of them together.

    The score of a pair takes for granted that the documents are translations, and in a long document what surrounds a
    pair shows whether they are. In one of a few sentences nothing does; there scores are to be multiplied by this.

    Args:
        texts: pairs with both sides, as in `likeness`.
        embedder: as in `likeness`; without one, lengths and numbers have to do, and one pair is hardly trusted.

    >>> trust([("雨停了。", "Prices rose by a fifth.")], None) < 0.5
    True
    """
    measures = [(measure(zh, chinese=True), measure(en, chinese=False)) for zh, en in texts]
    odds = [_ANCHORS * anchor_evidence(zh, en) for zh, en in measures]
    if embedder is None:
        more = [_LENGTHS * length_evidence(zh, en) for zh, en in measures]
    else:
        more = [_COSINE * (value - _EVEN) for value in likeness(texts, embedder)]
    each = (min(max(one + other, -_AT_MOST), _AT_MOST) for one, other in zip(odds, more, strict=True))
    return 1 / (1 + math.exp(-sum(each) - (_UNREAD if embedder is None else 0.0)))
