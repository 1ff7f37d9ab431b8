"""A hidden Markov model of word alignment: each word of one side is made by a word of the other, or by none.

S. Vogel, H. Ney and C. Tillmann, "HMM-based word alignment in statistical translation" (COLING 1996), with the empty
word of F. J. Och and H. Ney (2003). The jump distribution is fixed, not learned: over few sentences the likelihood
flattens it, and alignments get worse (`benchmarks/RESULTS.md`).

Sentence pairs run side by side, states on the first axis and pairs on the last. Every sum is taken along the first
axis, in order, and padding adds exact zeros: the figures of a pair are the same to the last bit whatever runs beside
it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# Of a jump's likelihood what one state farther has; all that are farther than the reach, a power of two, are alike.
_SHARE = math.exp(-0.5)
_REACH = 16
_FLAT = 0.01
EMPTY = 0.2
"""How likely a word is made by none of the other side."""

_CELLS_AT_ONCE = 200_000


def posteriors(ratios: Sequence[Matrix]) -> list[Matrix]:
    """How likely each state makes each observation.

    Args:
        ratios: for each pair an array, states × observations, of how much likelier the state makes the observation
            than the empty word does; positive, at least 1 × 1.

    Returns:
        arrays of the same shapes; a column sums to 1 less what the empty word makes.

    >>> import numpy as np
    >>> [found] = posteriors([np.array([[50.0, 1.0], [1.0, 50.0]])])
    >>> bool(found[0, 0] > 0.9 > 0.1 > found[0, 1])
    True
    """
    found: list[Matrix | None] = [None] * len(ratios)
    order = sorted(range(len(ratios)), key=lambda at: (max(ratios[at].shape), ratios[at].shape, at))
    for group in _groups([ratios[at].shape for at in order]):
        members = [order[at] for at in group]
        for at, posterior in zip(members, _batch([ratios[at] for at in members]), strict=True):
            found[at] = posterior
    return [posterior for posterior in found if posterior is not None]


def _groups(shapes: Sequence[tuple[int, ...]]) -> Iterator[range]:
    # Runs of the pairs, which come by size, that fit into memory together.
    first = 0
    states = observations = 0
    for at, (n, m) in enumerate(shapes):
        grown = max(states, n) * max(observations, m) * (at - first + 1)
        if at > first and grown > _CELLS_AT_ONCE:
            yield range(first, at)
            first, states, observations = at, 0, 0
        states, observations = max(states, n), max(observations, m)
    if first < len(shapes):
        yield range(first, len(shapes))


def _batch(ratios: Sequence[Matrix]) -> list[Matrix]:
    import numpy as np

    # One column more than pairs: numpy sums a single column in another order.
    pairs = len(ratios) + 1
    states = max(len(ratio) for ratio in ratios)
    observations = max(ratio.shape[1] for ratio in ratios)
    # Past its last observation a pair stands still: no word makes anything, the empty word surely does.
    made = np.zeros((observations, states, pairs))
    empty = np.ones((observations, pairs))
    inside = np.zeros((states, pairs))
    start = np.zeros((states, pairs))
    for at, ratio in enumerate(ratios):
        n, m = ratio.shape
        made[:m, :n, at] = (1 - EMPTY) * ratio.T
        empty[:m, at] = EMPTY
        inside[:n, at] = 1.0
        start[:n, at] = 1.0 / n
    jumps = _Jumps(inside)

    by_word = np.empty((observations, states, pairs))
    scale = np.ones((observations, pairs))
    before = start
    for step in range(observations):
        real = made[step] * (start if step == 0 else jumps.ahead(before))
        none = empty[step] * before
        sums = real.sum(axis=0) + none.sum(axis=0)
        still = empty[step] == 1.0
        scale[step] = np.where(still, 1.0, sums)
        by_word[step] = real / scale[step]
        before = (real + none) / scale[step]

    after = np.ones((states, pairs))
    for step in range(observations - 1, -1, -1):
        by_word[step] *= after
        after = (jumps.back(made[step] * after) + empty[step] * after) / scale[step]
    return [by_word[: ratio.shape[1], : len(ratio), at].T.copy() for at, ratio in enumerate(ratios)]


class _Jumps:
    """From state to state: one ahead is likeliest, and all that lie far are alike."""

    def __init__(self, inside: Matrix) -> None:
        import numpy as np

        self._inside = inside
        rows = self._spread(inside[::-1])[::-1]
        self._norm = np.where(inside > 0, 1.0 / np.where(rows > 0, rows, 1.0), 0.0)

    def ahead(self, mass: Matrix) -> Matrix:
        """Where `mass` goes."""
        return self._spread(mass * self._norm) * self._inside

    def back(self, mass: Matrix) -> Matrix:
        """What of `mass` each state reaches."""
        return self._spread(mass[::-1])[::-1] * self._norm

    @staticmethod
    def _spread(mass: Matrix) -> Matrix:
        # Two geometric sums, of what comes from below and from above, each doubling its reach in a step.
        import numpy as np

        ahead: Matrix = mass.copy()
        behind: Matrix = mass.copy()
        step = np.empty_like(mass)
        reach, share = 1, _SHARE
        while reach < min(_REACH, len(mass)):
            np.multiply(ahead[:-reach], share, out=step[reach:])
            ahead[reach:] += step[reach:]
            np.multiply(behind[reach:], share, out=step[:-reach])
            behind[:-reach] += step[:-reach]
            reach, share = 2 * reach, share * share
        behind *= _SHARE
        behind[1:] += ahead[:-1]
        behind += _FLAT * mass.sum(axis=0)
        return behind
