"""What speaks for and against a bead: one number a feature, for every bead that ends at a cell of the band.

Everything is additive in logarithms, so a feature is either a property of the bead (a cosine, a ratio of lengths) or a
sum over its clauses or words of how much better the other side explains them than chance does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuyu.align.clauses import chinese_clauses, english_clauses
from shuyu.align.lattice import KINDS, LONGEST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shuyu.align.path import Band
    from shuyu.align.similarity import AdditiveEmbedder
    from shuyu.align.translations import Translations

    Vectors = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

FEATURES = (
    "one",
    "many",
    "ratio",
    "ratio_sum",
    "ratio_square",
    "words",
    "cosine",
    "cosine_sum",
    "zh_clauses",
    "en_clauses",
)
"""In the order of the weights:

- one: the bead is 1–1.
- many: sentences of its shorter side beyond the first.
- ratio: the logarithm of its ratio of lengths, against that of the documents; ratio_sum: times the sentences of the
  bead, halved; ratio_square: squared. All as losses.
- words: what its words know of each other (`shuyu.align.translations`).
- cosine: of the two sides, each embedded as one text; cosine_sum: times its sentences, halved.
- zh_clauses, en_clauses: what the other side's clauses explain of the clauses of this side.
"""

# The likelihood of a clause given another rises with the exponential of so many times their cosine; this share of
# clauses is translated at all. Both from the development data, where they may vary by a third without harm.
_SHARPNESS = 12.0
_TRANSLATED = 0.65
# As many clauses tell what a clause is like to any other.
_SAMPLE = 1024
# Cells of a block, which bounds the memory: of all features of all kinds there are two hundred numbers a cell.
_BLOCK = 6_000
_MOST_ROWS = 48
_AT_ONCE = 4_096


@dataclass(frozen=True)
class Side:
    """One document as an embedder reads it.

    Attributes:
        parts: what the embedder knows of each sentence, additive.
        clauses: the unit vectors of all clauses, half precision.
        clause_weights: how much each clause counts.
        clause_starts: for each sentence where its clauses start, and the number of all.
    """

    parts: Vectors
    clauses: NDArray[np.float16]
    clause_weights: Floats
    clause_starts: Ints


def side(
    sentences: Sequence[str], embed: AdditiveEmbedder, *, chinese: bool, told: Callable[[int], None] = lambda read: None
) -> Side:
    """`sentences`, of which there is at least one, read once; `told` is told how many have been."""
    import numpy as np

    cut = chinese_clauses if chinese else english_clauses
    clauses = [cut(text) for text in sentences]
    counts = [len(some) for some in clauses]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    owner = np.repeat(np.arange(len(sentences)), counts)
    flat = [clause for some in clauses for clause in some]
    sizes = np.sqrt([max(len(clause), 1) for clause in flat])
    # Each sentence is read once, in clauses: their sum does as well for the sentence.
    parts = np.zeros((len(sentences), 0), dtype=np.float32)
    vectors = []
    for at in range(0, len(flat), _AT_ONCE):
        some = embed.parts(flat[at : at + _AT_ONCE])
        if not at:
            parts = np.zeros((len(sentences), some.shape[1]), dtype=np.float32)
        np.add.at(parts, owner[at : at + _AT_ONCE], some)
        vectors.append(embed.joined(some).astype(np.float16))
        told(int(owner[at : at + _AT_ONCE][-1]) + 1)
    return Side(parts, np.concatenate(vectors), sizes / sizes.mean(), starts)


@dataclass(frozen=True)
class Block:
    """Some rows of the band.

    Attributes:
        rows, columns: of each cell.
        first: number of the first cell.
    """

    rows: Ints
    columns: Ints
    first: int


def blocks(band: Band) -> Iterator[Block]:
    """The band in pieces of consecutive rows, each small."""
    import numpy as np

    at = 0
    while at < band.rows:
        end = at + 1
        while end < band.rows and end - at < _MOST_ROWS:
            if (end + 1 - at) * (band.hi[end] - band.lo[at] + 1) > _BLOCK:
                break
            end += 1
        widths = band.hi[at:end] - band.lo[at:end] + 1
        first = int(band.offset[at])
        rows = np.repeat(np.arange(at, end), widths)
        columns = np.arange(first, int(band.offset[end])) - np.repeat(band.offset[at:end] - band.lo[at:end], widths)
        yield Block(rows, columns, first)
        at = end


class Evidence:
    """All features of two documents.

    Args:
        lengths: characters of each Chinese, and of each English sentence.
        words: what words translate what.
        ratio: English characters for a Chinese one.
        embed: what reads both, if anything does.
        read: the Chinese side and the English side, as it read them.
    """

    def __init__(
        self,
        lengths: tuple[Ints, Ints],
        words: Translations,
        *,
        ratio: float,
        embed: AdditiveEmbedder | None = None,
        read: tuple[Side, Side] | None = None,
    ) -> None:
        import numpy as np

        self._words = words
        self._zh_length, self._en_length = (np.concatenate([[0], np.cumsum(some)]) for some in lengths)
        self._ratio = ratio
        self._vectors = _Vectors(*read, embed) if embed is not None and read is not None else None

    def features(self, block: Block) -> Vectors:
        """(features, kinds, cells) for `block`; what starts before the first sentence has nonsense there."""
        import numpy as np

        found = np.zeros((len(FEATURES), len(KINDS), len(block.rows)), dtype=np.float32)
        rows, columns = block.rows, block.columns
        r0, r1 = int(rows[0]), int(rows[-1]) + 1
        c0, c1 = int(columns.min()), int(columns.max()) + 1
        at = (rows - r0, columns - c0)
        words = self._words.explained(r0, r1, c0, c1)
        spans = self._vectors.spans(r0, r1, c0, c1) if self._vectors is not None else None
        clauses = self._vectors.clauses(r0, r1, c0, c1) if self._vectors is not None else None
        for kind, (a, b) in enumerate(KINDS):
            half = (a + b) / 2
            zh_length = self._zh_length[rows] - self._zh_length[np.maximum(rows - a, 0)]
            en_length = self._en_length[columns] - self._en_length[np.maximum(columns - b, 0)]
            ratio = np.abs(np.log((zh_length * self._ratio + 5.0) / (en_length + 5.0)))
            found[0, kind] = a == b == 1
            found[1, kind] = min(a, b) - 1
            found[2, kind] = -ratio
            found[3, kind] = -ratio * half
            found[4, kind] = -np.minimum(ratio * ratio, 4.0)
            found[5, kind] = words[kind][at]
            if spans is not None and clauses is not None:
                cosine = (spans[0][a - 1] @ spans[1][b - 1].T)[at]
                found[6, kind] = cosine
                found[7, kind] = cosine * half
                found[8, kind] = clauses[0][kind][at]
                found[9, kind] = clauses[1][kind][at]
        return found


class _Vectors:
    """What the vectors of two documents say."""

    def __init__(self, zh: Side, en: Side, embed: AdditiveEmbedder) -> None:
        self._zh, self._en = zh, en
        self._zh_spans, self._en_spans = _Spans(zh, embed), _Spans(en, embed)
        self._zh_chance, self._en_chance = _chance(zh, en), _chance(en, zh)

    def spans(self, r0: int, r1: int, c0: int, c1: int) -> tuple[list[Vectors], list[Vectors]]:
        """The vectors of the runs that end at rows `r0` to `r1` - 1, and at columns `c0` to `c1` - 1."""
        return self._zh_spans.between(r0, r1), self._en_spans.between(c0, c1)

    def clauses(self, r0: int, r1: int, c0: int, c1: int) -> tuple[list[Vectors], list[Vectors]]:
        """For each kind and (row, column) of the rectangle what is explained of the Chinese and the English clauses."""
        import numpy as np

        zh, en = self._zh, self._en
        top, left = max(r0 - LONGEST, 0), max(c0 - LONGEST, 0)
        # Sentences top .. r1 - 1 and left .. c1 - 1 may stand in a bead that ends in the rectangle.
        z = zh.clause_starts[top:r1]
        e = en.clause_starts[left:c1]
        zs, es = slice(int(z[0]), int(z[-1])), slice(int(e[0]), int(e[-1]))
        likeness = np.exp(_SHARPNESS * (zh.clauses[zs].astype(np.float32) @ en.clauses[es].astype(np.float32).T))
        of_en = explained(likeness / self._zh_chance[zs, None], z - z[0], e - e[0], en.clause_weights[es], _TRANSLATED)
        of_zh = explained(
            (likeness / self._en_chance[None, es]).T, e - e[0], z - z[0], zh.clause_weights[zs], _TRANSLATED
        )
        rows, columns = slice(r0 - top, r1 - top), slice(c0 - left, c1 - left)
        return (
            [of_bead(of_zh[b - 1].T, a, 0, rows, columns) for a, b in KINDS],
            [of_bead(of_en[a - 1], 0, b, rows, columns) for a, b in KINDS],
        )


def explained(likelihood: Vectors, by: Ints, what: Ints, weights: Floats, share: float) -> list[Vectors]:
    """How much better each sentence is explained by each run of sentences of the other side than by chance.

    Args:
        likelihood: (units that explain, units explained) against chance.
        by: for each boundary of the explaining side the number of units before it.
        what: the same for the side explained.
        weights: how much each unit explained counts.
        share: how many of the units are translated at all.

    Returns:
        for each length of a run 1 to `LONGEST`: (boundaries where the run ends, boundaries of the other side); the log
        odds of all that stands before the second boundary, so that differences give those of a bead.
    """
    import numpy as np

    total = np.concatenate([np.zeros((1, likelihood.shape[1])), np.cumsum(likelihood, axis=0, dtype=np.float64)])[by]
    found = []
    for run in range(1, LONGEST + 1):
        start = np.maximum(np.arange(len(by)) - run, 0)
        count = np.maximum(by - by[start], 1)[:, None]
        odds = np.log1p(share * ((total - total[start]) / count - 1.0)) * weights
        summed = np.concatenate([np.zeros((len(by), 1)), np.cumsum(odds, axis=1)], axis=1)
        found.append(summed[:, what].astype(np.float32))
    return found


def of_bead(table: Vectors, up: int, back: int, rows: slice, columns: slice) -> Vectors:
    """The rectangle of a table of sums, less what stands `up` rows and `back` columns before each of its places."""
    import numpy as np

    i = np.arange(rows.start, rows.stop)
    j = np.arange(columns.start, columns.stop)
    less: Vectors = table[rows, columns] - table[np.maximum(i - up, 0)][:, np.maximum(j - back, 0)]
    return less


def _chance(side: Side, other: Side) -> Vectors:
    """For each clause of `side` how like it is to any clause of `other`."""
    import numpy as np

    found = np.ones(len(side.clauses), dtype=np.float32)
    step = max(-(-len(other.clauses) // _SAMPLE), 1)
    sample = other.clauses[::step].astype(np.float32).T
    if sample.shape[1]:
        for at in range(0, len(found), 2048):
            some = side.clauses[at : at + 2048].astype(np.float32)
            found[at : at + 2048] = np.exp(_SHARPNESS * (some @ sample)).mean(axis=1)
    return found


class _Spans:
    """The vectors of all runs of sentences, made as the blocks go by and forgotten behind them."""

    def __init__(self, side: Side, embed: AdditiveEmbedder) -> None:
        self._parts = side.parts
        self._embed = embed
        self._start = self._end = 0
        self._held: list[Vectors] = []

    def between(self, start: int, end: int) -> list[Vectors]:
        """For each length 1 to `LONGEST` the vectors of the runs that end at the boundaries `start` to `end` - 1."""
        import numpy as np

        if not self._held or start < self._start or start > self._end:
            self._start = self._end = start
            self._held = []
        if end > self._end:
            new = self._made(self._end, end)
            kept = slice(start - self._start, None)
            held = self._held or [more[:0] for more in new]
            self._held = [np.concatenate([old[kept], more]) for old, more in zip(held, new, strict=True)]
            self._start, self._end = start, end
        return [vectors[start - self._start : end - self._start] for vectors in self._held]

    def _made(self, start: int, end: int) -> list[Vectors]:
        import numpy as np

        ends = np.arange(start, end)
        padded = np.zeros((end - start, self._parts.shape[1]), dtype=np.float32)
        found = []
        for length in range(1, LONGEST + 1):
            inside = ends >= length
            padded[inside] += self._parts[ends[inside] - length]
            found.append(self._embed.joined(padded))
        return found
