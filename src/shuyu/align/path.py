"""Where to look: a narrow band around the one path that the alignment of two documents can take.

Coarse to fine, as vecalign does (Thompson and Koehn 2019, aclanthology.org/D19-1136): neighbouring sentences are summed
until both documents are short, a chain of matches is found there, and each finer level looks near the chain of the one
before. What a chain does not touch is filled in along the straight line between its links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Places = NDArray[np.int64]
    Floats = NDArray[np.float64]

# A level this short is searched whole.
_SHORT = 256
# How far from the coarser chain a finer one may go, in rows of its own level.
_REACH = 24
# Cosines of centred vectors: below this two sentences are no link. Unrelated ones have mean 0 and deviation 0.11.
_LINK = 0.2

# The band that is searched in the end: columns on either side of the path, and rows before and after it.
_WIDE = 12
_LONG = 4
# Between two links any way may be taken, unless the hole between them is larger than this.
_HOLE = 64

# English characters for a Chinese one: in translations of all kinds. Fewer stretches than this tell nothing of it, and
# one that is three times as terse as the others is none.
_USUAL = (2.0, 5.5)
_FEW = 5
_FAR = 1.1


@dataclass(frozen=True)
class Band:
    """The boundaries (i Chinese sentences behind us, j English ones) that are looked at.

    Attributes:
        lo: for each i from 0 to n the first j; does not fall.
        hi: for each i the last j; does not fall; `hi[i] >= lo[i + 1]`.
        offset: where the cells of row i begin when all rows are laid end to end; the last is the number of cells.
    """

    lo: Places
    hi: Places
    offset: Places

    @property
    def rows(self) -> int:
        """N + 1."""
        return len(self.lo)

    @property
    def cells(self) -> int:
        """How many boundaries there are."""
        return int(self.offset[-1])


def corners(links: Sequence[tuple[int, int]], n: int, m: int) -> tuple[Places, Places]:
    """The points of the path from (0, 0) to (n, m) that begins every link."""
    import numpy as np

    xs = np.array([0, *(i for i, _ in links), n], dtype=np.int64)
    ys = np.array([0, *(j for _, j in links), m], dtype=np.int64)
    return xs, ys


def density(xs: Places, ys: Places, zh_lengths: Places, en_lengths: Places) -> float:
    """English characters for a Chinese one, where the documents run side by side.

    A chapter that only one side has must not be taken for terse translation, so stretches between corners that are
    far from the median do not count.
    """
    import numpy as np

    zh = np.concatenate([[0], np.cumsum(zh_lengths)])
    en = np.concatenate([[0], np.cumsum(en_lengths)])
    zh_stretch, en_stretch = np.diff(zh[xs]), np.diff(en[ys])
    sound = (zh_stretch > 0) & (en_stretch > 0)
    zh_stretch, en_stretch = zh_stretch[sound], en_stretch[sound]
    whole = float(np.clip((en[-1] + 1.0) / (zh[-1] + 1.0), *_USUAL))
    if len(zh_stretch) < _FEW:
        return whole
    ratio = np.log(en_stretch / zh_stretch)
    near = np.abs(ratio - np.median(ratio)) < _FAR
    return float(en_stretch[near].sum() / zh_stretch[near].sum())


def along(xs: Places | Floats, ys: Places | Floats, n: int, m: int, *, wide: int = _WIDE) -> Band:
    """The band around the line through the points (xs, ys), which do not fall, `wide` columns on either side."""
    import numpy as np

    rows = np.arange(n + 1)
    # Where several points share one x (an English side without Chinese), a row has to reach from the first to the last.
    low = np.interp(np.maximum(rows - _LONG, 0), xs, ys) if n else np.zeros(1)
    high = np.interp(np.minimum(rows + _LONG, n), xs, ys) if n else np.full(1, float(m))
    for x0, x1, y0, y1 in zip(xs[:-1], xs[1:], ys[:-1], ys[1:], strict=True):
        if (y1 - y0 <= _HOLE and x1 - x0 <= _HOLE) or x1 - x0 <= 1:
            inside = slice(int(x0), int(x1) + 1)
            np.minimum(low[inside], y0, out=low[inside])
            np.maximum(high[inside], y1, out=high[inside])
    lo = np.clip(np.floor(low).astype(np.int64) - wide, 0, m)
    hi = np.clip(np.ceil(high).astype(np.int64) + wide, 0, m)
    lo[0], hi[-1] = 0, m
    lo = np.minimum.accumulate(lo[::-1])[::-1]
    hi = np.maximum.accumulate(hi)
    offset = np.concatenate([[0], np.cumsum(hi - lo + 1)]).astype(np.int64)
    return Band(lo, hi, offset)


def chain(zh: Vectors, en: Vectors) -> list[tuple[int, int]]:
    """Pairs of sentences that surely belong together, both sides rising."""
    levels = [(_centred(zh), _centred(en))]
    while max(len(levels[-1][0]), len(levels[-1][1])) > _SHORT:
        levels.append((_halved(levels[-1][0]), _halved(levels[-1][1])))
    links: list[tuple[int, int]] = []
    for depth, (left, right) in enumerate(reversed(levels)):
        links = _links(left, right, _ways(links, len(left), len(right), whole=depth == 0))
    return links


def _centred(vectors: Vectors) -> Vectors:
    from shuyu.align.similarity import unit

    return unit(vectors - vectors.mean(axis=0))


def _halved(vectors: Vectors) -> Vectors:
    import numpy as np

    from shuyu.align.similarity import unit

    starts = np.arange(0, len(vectors), 2)
    return unit(np.add.reduceat(vectors, starts, axis=0))


def _ways(links: list[tuple[int, int]], n: int, m: int, *, whole: bool) -> tuple[Places, Places]:
    """For each row of a level the columns to look at, from the links of the level before, which was half as long."""
    import numpy as np

    if whole:
        return np.zeros(n, dtype=np.int64), np.full(n, m, dtype=np.int64)
    xs = np.array([0, *(2 * i + 1 for i, _ in links), n], dtype=np.float64)
    ys = np.array([0, *(2 * j + 1 for _, j in links), m], dtype=np.float64)
    rows = np.arange(n)
    low = np.interp(np.maximum(rows - _REACH, 0), xs, ys) - _REACH / 4
    high = np.interp(np.minimum(rows + _REACH, n), xs, ys) + _REACH / 4
    lo, hi = np.clip(np.floor(low), 0, m).astype(np.int64), np.clip(np.ceil(high), 0, m).astype(np.int64)
    # A leap in the chain must not make a row as wide as the document.
    widest = 8 * _REACH + 2 * m // max(n, 1)
    middle = (lo + hi) // 2
    lo, hi = np.maximum(lo, middle - widest), np.minimum(hi, middle + widest)
    return np.maximum.accumulate(lo), np.maximum.accumulate(hi)


def _links(left: Vectors, right: Vectors, ways: tuple[Places, Places]) -> list[tuple[int, int]]:
    """The heaviest rising chain of cells within `ways`, a cell weighing its cosine above `_LINK`."""
    import numpy as np

    lo, hi = ways
    weights = []
    best = np.zeros(len(right) + 1)
    kept = []
    reached = 0
    for i in range(len(left)):
        start, end = int(lo[i]), int(hi[i])
        # Columns that no row has touched yet have what the last one before them has.
        best[reached + 1 : end + 1] = best[reached]
        reached = max(reached, end)
        weight = right[start:end] @ left[i] - _LINK
        before = best[start : end + 1].copy()
        row = np.maximum(before[1:], before[:-1] + weight)
        row = np.maximum.accumulate(np.concatenate([before[:1], row]))
        kept.append(before)
        weights.append(weight)
        best[start : end + 1] = row
    found = []
    j = len(right)
    for i in range(len(left) - 1, -1, -1):
        start, end = int(lo[i]), int(hi[i])
        if j <= start:
            continue
        # Undo the row: the first column that reaches the value at j, and whether this row's own cell made it.
        before, weight = kept[i], weights[i]
        at = min(j, end) - start
        made = np.maximum(before[1 : at + 1], before[:at] + weight[:at])
        if not len(made):
            continue
        top = int(made.argmax())
        if made[top] > before[0] and made[top] > before[at] and before[top] + weight[top] > before[top + 1]:
            found.append((i, start + top))
            j = start + top
    return found[::-1]
