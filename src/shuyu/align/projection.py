"""For a term on one side of a sentence pair, what stands for it on the other.

The span is the run of words that gains most when each word counts for what links it to the term, less what links it
to other words. Words that nothing is linked to cost a little. A term neither begins nor ends with a function word, and
does not run across brackets, quotation marks or commas unless the term itself does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from shuyu.text.fold import simplified_chars
from shuyu.text.han import CHINESE_PUNCTUATION

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Row = NDArray[np.float64]

Span = tuple[int, int]

_EMPTY_COST = 0.05
_LINKED = 0.05
_UNSAID = 0.2
_SECOND_PART = 0.5

_WALL = re.compile(f'[{re.escape(CHINESE_PUNCTUATION.replace("·", ""))}()\\[\\],;:!?"]')
_POSSESSIVE = re.compile(r"['’]s?\Z")
_FUNCTION_WORDS = frozenset(
    "a an the of to in on at for by with from and or be is are was were as that this its".split()
    + "的 了 着 之 得 地 们 在 和 与 及 或 是 对 将 被 把 为 于 从 等 所 来 由 以 也 而 并 其 该 这 那".split()
    + "就 都 不 有 到 向 用 使 让 上 下 里 内 中 时 后 前 通过 进行 这个 一个".split()
)


class Words(NamedTuple):
    """A text and where its words stand in it.

    Attributes:
        text: the sentence or paragraph.
        spans: code points of its words, in order.
    """

    text: str
    spans: Sequence[Span]


def project(span: Span, source: Words, target: Words, weights: Matrix) -> list[Span]:
    """The spans of a text that stand for a span of its translation.

    Args:
        span: code points of the source text; it may begin or end inside a word.
        source: the text that the span is of.
        target: its translation.
        weights: how sure each link is, words of the source × words of the target, as `link_weights` gives them (for a
            term of the English side their transpose), or 1 and 0 for given links.

    Returns:
        code points of the target: one span; two, in order, where the translation is in two parts; none where nothing
        stands for the term.

    >>> import numpy as np
    >>> source = Words("大模型的尺寸", [(0, 1), (1, 3), (3, 4), (4, 6)])
    >>> target = Words("the size of large models", [(0, 3), (4, 8), (9, 11), (12, 17), (18, 24)])
    >>> weights = np.zeros((4, 5))
    >>> weights[0, 3] = weights[1, 4] = weights[2, 2] = weights[3, 1] = 0.9
    >>> [target.text[start:end] for start, end in project((0, 3), source, target, weights)]
    ['large models']
    """
    import numpy as np

    rows = [at for at, (start, end) in enumerate(source.spans) if start < span[1] and end > span[0]]
    if not rows or not target.spans:
        return []
    chosen = np.zeros(len(weights), dtype=bool)
    chosen[rows] = True
    inside, outside = weights[chosen], weights[~chosen].sum(axis=0)
    reach = max(2 * len(rows) + 3, 6)
    walls = _walls(target) if not _WALL.search(source.text[slice(*span)]) else [False] * len(target.spans)
    edges = [simplified_chars(target.text[slice(*word)]).lower() not in _FUNCTION_WORDS for word in target.spans]

    first = _richest(inside.sum(axis=0), outside, edges, walls, reach)
    if first is None:
        return []
    found = [first[0]]
    unsaid = inside[inside[:, slice(*first[0])].max(axis=1) < _UNSAID]
    if len(unsaid):
        outside = outside.copy()
        outside[slice(*first[0])] += 1.0
        second = _richest(unsaid.sum(axis=0), outside, edges, walls, reach)
        if second is not None and second[1] >= _SECOND_PART:
            found = _joined(first[0], second[0])
    return [_without_possessive(target, start, end) for start, end in found]


def _richest(
    inside: Row, outside: Row, edges: Sequence[bool], walls: Sequence[bool], reach: int
) -> tuple[Span, float] | None:
    # The run of words of greatest gain that has a link in it; of equals the first and shortest.
    gains = (inside - outside - _EMPTY_COST).tolist()
    linked = (inside > _LINKED).tolist()
    best: tuple[Span, float] | None = None
    for start in range(len(gains)):
        if not edges[start] or not any(linked[start : start + reach]):
            continue
        total, has_link = 0.0, False
        for last in range(start, min(start + reach, len(gains))):
            if last > start and walls[last]:
                break
            total += gains[last]
            has_link = has_link or linked[last]
            if has_link and edges[last] and (best is None or total > best[1]):
                best = (start, last + 1), total
    return best


def _joined(one: Span, other: Span) -> list[Span]:
    first, second = sorted((one, other))
    return [(first[0], second[1])] if first[1] == second[0] else [first, second]


def _walls(target: Words) -> list[bool]:
    # For each word whether a mark parts it from the word before.
    ends = [0, *(end for _, end in target.spans)]
    return [bool(_WALL.search(target.text[end:start])) for end, (start, _) in zip(ends[:-1], target.spans, strict=True)]


def _without_possessive(target: Words, first: int, last: int) -> Span:
    start, end = target.spans[first][0], target.spans[last - 1][1]
    ending = _POSSESSIVE.search(target.text, start, end)
    return (start, ending.start()) if ending and ending.start() > start else (start, end)
