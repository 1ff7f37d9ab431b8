"""Counts of a corpus taken in parts and put together: the same for every division.

Numbers are whole, so that a sum does not depend on its order. A part is a few arrays, sorted by the hashes of its
terms; putting two together is a merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Ints = NDArray[np.int64]

UNIT = 4096
"""What 1 is counted as."""
SAMPLES = 5
"""Places that are kept of each pair, the best ones."""
SUMS = 13
"""Columns of `Tally.sums`: the pairs, their glosses, and in `UNIT`s the four numbers of `shuyu.mine.matching.Matches`,
four edges, short forms that the text gives, and how freely the two terms stand (`shuyu.mine.shards.freedom`)."""
PLACE = 6
"""Columns of `Tally.places`: badness as a context, pair, Chinese start and end, English start and end."""


class Frequencies(NamedTuple):
    """How many segment pairs have each term.

    Attributes:
        terms: hashes, sorted.
        counts: of each.
    """

    terms: Hashes
    counts: Ints

    def of(self, terms: Hashes) -> Ints:
        """The counts of some terms; 0 for what was not counted."""
        import numpy as np

        if not len(self.terms):
            return np.zeros(len(terms), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        found: Ints = np.where(self.terms[at] == terms, self.counts[at], 0)
        return found

    def at_least(self, number: int) -> Frequencies:
        """Only what is as frequent as that."""
        enough = self.counts >= number
        return Frequencies(self.terms[enough], self.counts[enough])

    def between(self, hashes: slice) -> Frequencies:
        """Only terms with these hashes."""
        some = _between(self.terms, hashes)
        return Frequencies(self.terms[some], self.counts[some])


def frequencies(terms: Iterable[int]) -> Frequencies:
    """Count hashes, each mention once.

    >>> frequencies([3, 1, 3]).counts.tolist()
    [1, 2]
    """
    import numpy as np

    found, counts = np.unique(np.fromiter(terms, dtype=np.uint64), return_counts=True)
    return Frequencies(found, counts.astype(np.int64))


def joined_frequencies(parts: Sequence[Frequencies]) -> Frequencies:
    """The sum of the parts.

    >>> joined_frequencies([frequencies([1, 2]), frequencies([2])]).counts.tolist()
    [1, 2]
    """
    import numpy as np

    if not parts:
        return frequencies([])
    every = np.concatenate([part.terms for part in parts])
    terms, at = np.unique(every, return_inverse=True)
    counts = np.zeros(len(terms), dtype=np.int64)
    np.add.at(counts, at, np.concatenate([part.counts for part in parts]))
    return Frequencies(terms, counts)


class Tally(NamedTuple):
    """Pairs of terms that were found to stand for each other.

    Attributes:
        zh: hashes of the Chinese terms; rows are sorted by these and `en`.
        en: hashes of the English ones.
        sums: a row for each pair; see `SUMS`.
        of: for each place the row of its pair.
        places: the best places; see `PLACE`.
    """

    zh: Hashes
    en: Hashes
    sums: Ints
    of: Ints
    places: Ints

    def at_least(self, number: int) -> Tally:
        """Only pairs that were found as often, and those that a text glosses."""
        return self._rows((self.sums[:, 0] >= number) | (self.sums[:, 1] > 0))

    def between(self, hashes: slice) -> Tally:
        """Only pairs whose Chinese terms have these hashes."""
        import numpy as np

        some = np.zeros(len(self.zh), dtype=bool)
        some[_between(self.zh, hashes)] = True
        return self._rows(some)

    def _rows(self, kept: NDArray[np.bool_]) -> Tally:
        import numpy as np

        number = np.cumsum(kept) - 1
        places = kept[self.of]
        return Tally(self.zh[kept], self.en[kept], self.sums[kept], number[self.of[places]], self.places[places])


def _between(terms: Hashes, hashes: slice) -> slice:
    import numpy as np

    start, stop = (np.uint64(one) for one in (hashes.start, hashes.stop - 1))
    return slice(int(np.searchsorted(terms, start)), int(np.searchsorted(terms, stop, side="right")))


def tally(zh: Hashes, en: Hashes, sums: Ints, places: Ints) -> Tally:
    """What was found, a row a find, as counts: equal pairs are added up, their best places kept."""
    import numpy as np

    return _summed(zh, en, sums, np.arange(len(zh)), places)


def joined(parts: Sequence[Tally]) -> Tally:
    """The sum of the parts."""
    import numpy as np

    if not parts:
        return nothing()
    offsets = np.cumsum([0, *(len(part.zh) for part in parts)])
    return _summed(
        np.concatenate([part.zh for part in parts]),
        np.concatenate([part.en for part in parts]),
        np.concatenate([part.sums for part in parts]),
        np.concatenate([part.of + offset for part, offset in zip(parts, offsets[:-1], strict=True)]),
        np.concatenate([part.places for part in parts]),
    )


def nothing() -> Tally:
    """The tally of nothing."""
    import numpy as np

    none = np.zeros(0, dtype=np.uint64)
    whole = np.zeros(0, dtype=np.int64)
    return Tally(none, none, whole.reshape(0, SUMS), whole, whole.reshape(0, PLACE))


def _summed(zh: Hashes, en: Hashes, sums: Ints, of: Ints, places: Ints) -> Tally:
    import numpy as np

    if not len(zh):
        return nothing()
    order = np.lexsort((en, zh))
    zh, en = zh[order], en[order]
    new = np.ones(len(zh), dtype=bool)
    new[1:] = (zh[1:] != zh[:-1]) | (en[1:] != en[:-1])
    starts = np.flatnonzero(new)
    number = np.empty(len(zh), dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    of = number[of]
    ranked = np.lexsort((*places.T[::-1], of))
    of, places = of[ranked], places[ranked]
    first = np.searchsorted(of, of)
    kept = np.arange(len(of)) - first < SAMPLES
    return Tally(zh[starts], en[starts], np.add.reduceat(sums[order], starts, axis=0), of[kept], places[kept])
