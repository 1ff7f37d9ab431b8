"""Which candidates of a segment pair stand for each other, by the links between their words.

As phrases are extracted for statistical translation (P. Koehn, F. J. Och, D. Marcu, "Statistical phrase-based
translation", NAACL 2003), but softly: instead of asking that no link leaves a pair of spans, the share of their links
that stays inside is measured, and words that ought to be linked and are not count against it. Each candidate keeps its
few best partners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shuyu.mine.spans import Spans

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# What a word that ought to have a counterpart weighs at least.
_UNLINKED = 0.7
# Below this share of links inside, two spans are no pair.
LEAST = 0.3
_PARTNERS = 4


class Matches(NamedTuple):
    """Pairs of candidates, a row each.

    Attributes:
        zh: numbers of the Chinese candidates.
        en: numbers of the English ones.
        inside: share of links that stays inside both, 0 to 1.
        edge: the weakest of the links of their first and last words.
        of_zh: `inside` against the best that the Chinese one has here.
        of_en: `inside` against the best that the English one has here.
    """

    zh: Ints
    en: Ints
    inside: Floats
    edge: Floats
    of_zh: Floats
    of_en: Floats


def matches(zh: Spans, en: Spans, weights: Floats, keep_zh: Ints, keep_en: Ints) -> Matches | None:
    """The likeliest pairs of candidates.

    Args:
        zh: the Chinese side.
        en: the English side.
        weights: how sure each link is, words × words, 0 to 1.
        keep_zh: numbers of the Chinese candidates to look at.
        keep_en: numbers of the English ones.

    Returns:
        None where there are none.
    """
    import numpy as np

    if not len(keep_zh) or not len(keep_en):
        return None
    zh_first, zh_last = np.asarray(zh.first)[keep_zh], np.asarray(zh.last)[keep_zh]
    en_first, en_last = np.asarray(en.first)[keep_en], np.asarray(en.last)[keep_en]
    weights = np.asarray(weights, dtype=np.float64)
    n, m = weights.shape
    sums = np.zeros((n + 1, m + 1))
    np.cumsum(np.cumsum(weights, axis=0), axis=1, out=sums[1:, 1:])
    rows = sums[zh_last] - sums[zh_first]
    inside = rows[:, en_last] - rows[:, en_first]
    zh_mass = _mass(weights.sum(axis=1), zh.content)
    en_mass = _mass(weights.sum(axis=0), en.content)
    total = (zh_mass[zh_last] - zh_mass[zh_first])[:, None] + (en_mass[en_last] - en_mass[en_first])[None, :]
    share = 2 * inside / np.maximum(total, 1e-9)
    best_zh, best_en = share.max(axis=1), share.max(axis=0)
    good = share > LEAST
    chosen = np.zeros_like(good)
    for axis in (0, 1):
        if share.shape[axis] <= _PARTNERS:
            chosen |= good
            continue
        bound = np.partition(share, -_PARTNERS, axis=axis).take([-_PARTNERS], axis=axis)
        chosen |= good & (share >= bound)
    i, j = np.nonzero(chosen)
    if not len(i):
        return None
    by_en = np.zeros((n, m + 1))
    np.cumsum(weights, axis=1, out=by_en[:, 1:])
    by_zh = np.zeros((n + 1, m))
    np.cumsum(weights, axis=0, out=by_zh[1:])
    edges = [by_en[row, en_last[j]] - by_en[row, en_first[j]] for row in (zh_first[i], zh_last[i] - 1)]
    edges += [by_zh[zh_last[i], column] - by_zh[zh_first[i], column] for column in (en_first[j], en_last[j] - 1)]
    found = share[i, j]
    return Matches(keep_zh[i], keep_en[j], found, np.minimum.reduce(edges), found / best_zh[i], found / best_en[j])


def _mass(linked: Floats, content: object) -> Floats:
    # Sums from the left of what each word is linked with, or ought to be.
    import numpy as np

    least = np.where(np.asarray(content, dtype=bool), np.maximum(linked, _UNLINKED), linked)
    return np.concatenate([[0.0], np.cumsum(least)])
