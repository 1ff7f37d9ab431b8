"""All monotone ways to cut two documents into beads, each bead with a weight: sums over them, and the best of them.

A conditional random field over segmentations (Sarawagi and Cohen 2004): the forward and backward sums give each bead
the probability that it stands in the alignment, in time linear in the cells of the band.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shuyu.align.path import Band

    Floats = NDArray[np.float64]
    Weights = NDArray[np.float32]

LONGEST = 6
"""No side of a bead has more sentences."""

KINDS = tuple((a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LONGEST + 1)
"""The beads with both sides: Chinese and English sentences of each."""

_NEVER = -1e30
# Columns at once for what runs along a row.
_RUN = 64


@dataclass(frozen=True)
class Chances:
    """How probable each bead is, given everything.

    Attributes:
        both: for each kind and cell, of the bead of that kind that ends there.
        zh_only: for each cell, of the sentence left out that ends there, 1–0.
        en_only: the same, 0–1.
        total: the log sum of the weights of all alignments.
    """

    both: Weights
    zh_only: Floats
    en_only: Floats
    total: float


class Lattice:
    """The cells of a band and how they follow each other.

    Args:
        band: where to look.
    """

    def __init__(self, band: Band) -> None:
        import numpy as np

        self.band = band
        self._a = np.array([a for a, _ in KINDS])[:, None]
        self._b = np.array([b for _, b in KINDS])[:, None]
        self._nowhere = band.cells

    def _row(self, i: int) -> slice:
        return slice(int(self.band.offset[i]), int(self.band.offset[i + 1]))

    def _cells(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the cells (row, column); that of nowhere for what lies outside the band."""
        import numpy as np

        band = self.band
        safe = np.clip(rows, 0, band.rows - 1)
        inside = (rows >= 0) & (rows < band.rows) & (columns >= band.lo[safe]) & (columns <= band.hi[safe])
        return np.where(inside, band.offset[safe] + columns - band.lo[safe], self._nowhere)

    def _columns(self, i: int) -> NDArray[np.int64]:
        import numpy as np

        return np.arange(int(self.band.lo[i]), int(self.band.hi[i]) + 1)

    def chances(self, weights: Weights, zh_only: float, en_only: float) -> Chances:
        """The probabilities of all beads.

        Args:
            weights: for each kind of `KINDS` and each cell, the log weight of the bead that ends there.
            zh_only: the log weight of leaving out a Chinese sentence.
            en_only: of an English one.
        """
        import numpy as np

        band, rows = self.band, self.band.rows
        ahead = np.full(band.cells + 1, _NEVER)
        for i in range(rows):
            columns = self._columns(i)
            if i == 0:
                start = np.where(columns == 0, 0.0, _NEVER)
            else:
                ways = ahead[self._cells(i - self._a, columns - self._b)] + weights[:, self._row(i)]
                left_out = ahead[self._cells(np.full_like(columns, i - 1), columns)] + zh_only
                start = _log_sum(np.vstack([ways, left_out]))
            ahead[self._row(i)] = _run(start, en_only)
        total = ahead[band.cells - 1]
        behind = np.full(band.cells + 1, _NEVER)
        wide = np.column_stack([weights, np.full(len(KINDS), _NEVER, dtype=np.float32)])
        kinds = np.arange(len(KINDS))[:, None]
        for i in range(rows - 1, -1, -1):
            columns = self._columns(i)
            ends = self._cells(i + self._a, columns + self._b)
            below = behind[self._cells(np.full_like(columns, i + 1), columns)] + zh_only
            start = _log_sum(np.vstack([behind[ends] + wide[kinds, ends], below]))
            if i == rows - 1:
                start[-1] = 0.0
            behind[self._row(i)] = _run(start[::-1], en_only)[::-1]
        del wide
        both = np.empty_like(weights)
        skip_zh = np.zeros(band.cells)
        skip_en = np.zeros(band.cells)
        for i in range(rows):
            columns, row = self._columns(i), self._row(i)
            rest = behind[row] - total
            both[:, row] = _probability(ahead[self._cells(i - self._a, columns - self._b)] + weights[:, row] + rest)
            skip_zh[row] = _probability(ahead[self._cells(np.full_like(columns, i - 1), columns)] + zh_only + rest)
            skip_en[row][1:] = _probability(ahead[row][:-1] + en_only + rest[1:])
        return Chances(both, skip_zh, skip_en, float(total))

    def best(self, chances: Chances, price: float) -> list[tuple[int, int, int, int, float]]:
        """The beads that are right together most often: the most of their chances, each less `price`.

        Returns:
            (end in Chinese, end in English, Chinese sentences, English sentences, chance) of each bead, in order.
        """
        import numpy as np

        band, rows = self.band, self.band.rows
        gain = np.full(band.cells + 1, _NEVER)
        made = np.zeros(band.cells, dtype=np.int8)
        left_out, added = len(KINDS), len(KINDS) + 1
        for i in range(rows):
            columns, row = self._columns(i), self._row(i)
            if i == 0:
                start = np.where(columns == 0, 0.0, _NEVER)
                how = np.zeros(len(columns), dtype=np.int64)
            else:
                ways = gain[self._cells(i - self._a, columns - self._b)] + (chances.both[:, row] - price)
                skip = gain[self._cells(np.full_like(columns, i - 1), columns)] + (chances.zh_only[row] - price)
                every = np.vstack([ways, skip])
                how = every.argmax(axis=0)
                start = every[how, np.arange(len(columns))]
            along = np.cumsum(chances.en_only[row] - price)
            reached = np.maximum.accumulate(start - along) + along
            made[row] = np.where(reached > start + 1e-9, added, how)
            gain[row] = reached
        found = []
        i, j = rows - 1, int(band.hi[-1])
        while i or j:
            cell = int(band.offset[i]) + j - int(band.lo[i])
            how_made = int(made[cell]) if i else added
            if how_made == added:
                a, b, chance = 0, 1, chances.en_only[cell]
            elif how_made == left_out:
                a, b, chance = 1, 0, chances.zh_only[cell]
            else:
                (a, b), chance = KINDS[how_made], chances.both[how_made, cell]
            found.append((i, j, a, b, float(chance)))
            i, j = i - a, j - b
        return found[::-1]


def _log_sum(ways: Floats) -> Floats:
    import numpy as np

    top = np.maximum(ways.max(axis=0), _NEVER / 2)
    summed: Floats = np.exp(ways - top).sum(axis=0)
    return np.where(summed > 0, np.log(np.maximum(summed, 1e-300)) + top, _NEVER)


def _run(start: Floats, step: float) -> Floats:
    """For each column the log sum of `start` there and to its left, each column between costing `step`."""
    import numpy as np

    found = np.empty_like(start)
    size = min(_RUN, len(start))
    places = np.arange(size)
    fall = np.where(places[:, None] >= places, np.exp(step * np.maximum(places[:, None] - places, 0)), 0.0)
    carried = _NEVER
    for at in range(0, len(start), size):
        part = start[at : at + size]
        top = max(float(part.max()), carried + step)
        if top <= _NEVER / 2:
            found[at : at + size] = _NEVER
            continue
        k = len(part)
        weight = np.exp(part - top)
        weight[0] += np.exp(carried + step - top)
        summed = fall[:k, :k] @ weight
        found[at : at + size] = np.where(summed > 0, np.log(np.maximum(summed, 1e-300)) + top, _NEVER)
        carried = float(found[min(at + size, len(start)) - 1])
    return found


def _probability(log: Floats) -> Floats:
    import numpy as np

    return np.exp(np.minimum(log, 0.0))
