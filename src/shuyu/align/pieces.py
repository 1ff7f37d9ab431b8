"""Pairs of a thousand words and more, cut into pairs of pieces: what links their words takes time with the product.

Where an encoder says what stands where, the cuts follow it: runs of words are matched as sentences are
(`shuyu.align.path.chain`), and both sides are cut where a match begins. Without one they are cut by length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from shuyu.align.path import chain, corners
from shuyu.align.similarity import one_thread
from shuyu.text.fold import simplified_chars

if TYPE_CHECKING:
    from shuyu.align.similarity import Embedder

Pair = tuple[Sequence[str], Sequence[str]]
"""Chinese tokens, in either script, and English tokens."""

Point = tuple[int, int]
"""How many tokens of both sides stand before a cut."""

LONGEST = 1000
"""No sentence has so many words on a side; what has more is cut."""

# Words of a piece: enough to find one's way in, and few enough that the product of both sides stays small.
_PIECE = 200
# Words of the longer side in a run that is matched as a sentence is.
_RUN = 20
_ENDS = frozenset("。！？；.!?;")


class Part(NamedTuple):
    """A pair, or a piece of a long one.

    Attributes:
        owner: number of the pair.
        zh: place of its first Chinese token in the pair.
        en: of its first English one.
        pair: its tokens.
        first: whether it is the first of its pair.
        last: whether it is the last.
    """

    owner: int
    zh: int
    en: int
    pair: Pair
    first: bool
    last: bool


def parts_of(pairs: Sequence[Pair], embedder: Embedder | None) -> list[Part]:
    """The pairs, the long ones in pieces that follow each other on both sides.

    Args:
        pairs: tokens of texts that translate each other.
        embedder: says what stands where in a long pair; without one, length does.

    >>> [(part.zh, part.en, len(part.pair[0])) for part in parts_of([(["字"] * 1200, ["word"] * 600)], None)]
    [(0, 0, 200), (200, 100, 200), (400, 200, 200), (600, 300, 200), (800, 400, 200), (1000, 500, 200)]
    """
    found = []
    for owner, (zh, en) in enumerate(pairs):
        points = list(_points(zh, en, embedder)) if max(len(zh), len(en)) > LONGEST else [(0, 0), (len(zh), len(en))]
        for at, ((i, j), (i_end, j_end)) in enumerate(pairwise(points)):
            found.append(Part(owner, i, j, (zh[i:i_end], en[j:j_end]), at == 0, at == len(points) - 2))
    return found


def _points(zh: Sequence[str], en: Sequence[str], embedder: Embedder | None) -> Iterator[Point]:
    # From (0, 0) to the ends of both sides: where to cut.
    yield 0, 0
    if embedder is None or not (zh and en):
        yield from _evenly((0, 0), (len(zh), len(en)), _PIECE)
        return
    for start, end in pairwise([(0, 0), *_matched(zh, en, embedder)]):
        # What only one side has may still be long.
        yield from _evenly(start, end, 2 * _PIECE)


def _evenly(start: Point, end: Point, longest: int) -> Iterator[Point]:
    sizes = end[0] - start[0], end[1] - start[1]
    pieces = max(1, -(-max(sizes) // longest))
    for piece in range(1, pieces + 1):
        yield start[0] + sizes[0] * piece // pieces, start[1] + sizes[1] * piece // pieces


def _matched(zh: Sequence[str], en: Sequence[str], embedder: Embedder) -> list[Point]:
    import numpy as np

    runs = -(-max(len(zh), len(en)) // _RUN)
    zh_at, en_at = (np.arange(runs + 1) * len(side) // runs for side in (zh, en))
    zh_texts = [simplified_chars("".join(zh[i:end])) for i, end in pairwise(zh_at.tolist())]
    en_texts = [" ".join(en[j:end]) for j, end in pairwise(en_at.tolist())]
    with one_thread():
        links = chain(embedder.sentences(zh_texts), embedder.sentences(en_texts))
    xs, ys = corners(links, runs, runs)
    zh_ends, en_ends = ([at + 1 for at, word in enumerate(side) if word[-1:] in _ENDS] for side in (zh, en))
    found = []
    i = j = 0
    for run in range(_PIECE // _RUN, runs, _PIECE // _RUN):
        # A piece ends with a sentence where one ends nearby.
        to_zh = _nearest(zh_ends, int(zh_at[run]), _RUN)
        across = np.interp(np.interp(to_zh, zh_at, np.arange(runs + 1)), xs, ys)
        to_en = _nearest(en_ends, int(np.interp(across, np.arange(runs + 1), en_at)), _RUN)
        i, j = max(i, to_zh), max(j, to_en)
        found.append((i, j))
    return [*found, (len(zh), len(en))]


def _nearest(ends: Sequence[int], place: int, reach: int) -> int:
    at = bisect_left(ends, place)
    near = [end for end in ends[max(at - 1, 0) : at + 1] if abs(end - place) <= reach]
    return min(near, key=lambda end: abs(end - place), default=place)
