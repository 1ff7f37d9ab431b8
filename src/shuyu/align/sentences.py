"""Which sentences of two documents translate each other.

The evidence of `shuyu.align.features` is weighed, `shuyu.align.lattice` turns the weights into the probability of every
bead in the band of `shuyu.align.path`, and the beads returned are those that are right together most often. The score
of a bead is that probability.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuyu.align.features import Evidence, blocks, side
from shuyu.align.lattice import KINDS, Lattice
from shuyu.align.path import Band, along, chain, corners, density
from shuyu.align.progress import Progress, silent
from shuyu.align.repeats import Shortened, by_place, shortened
from shuyu.align.similarity import additive, one_thread
from shuyu.align.translations import Lexicon, Table, Translations, Words, chinese_words, english_words, learnt, prior
from shuyu.align.weights import PLAIN, TAUGHT, WITH_VECTORS, Weighting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shuyu.align.similarity import Embedder

    Found = list[tuple[int, int, int, int, float]]

LOW = 0.5
"""Below this score a bead is as likely wrong as right: one for a person to look at."""

# A bead has to be this probable to be worth its place; of two short beads and one long one the surer are taken.
_PRICE = 0.3
# Without vectors the path is only guessed from the lengths, so the band is wider, up to this.
_WIDEST = 60
# Passes that are taught by the one before, and the columns on either side that they may move.
_LESSONS = 2
_TAUGHT_WIDE = 24
_SURE = 0.98
DIGITS = 4
"""Of a score: enough to sort by, and too few for the last bits of a sum to show."""
LEAST = 10.0**-DIGITS
"""No pair has a lower score."""
_BREAK = 1.0
_READING, _ALIGNING = "reading", "aligning"
# Of sentences that repeat, a pair is as good as the next: the score says that a person has to look.
_BY_PLACE = 0.3


@dataclass(frozen=True)
class Bead:
    """Sentences that translate each other; one side is empty where a translator left out or added.

    Attributes:
        zh: numbers of the Chinese sentences, from 0.
        en: of the English sentences.
        score: how probable it is that exactly these belong together, between 0 and 1.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class Hints:
    """What the documents say of themselves. Hints are weighed; they are no walls.

    Attributes:
        zh_breaks: numbers of the Chinese sentences that begin a paragraph or are a heading.
        en_breaks: of the English ones.
    """

    zh_breaks: Collection[int] = ()
    en_breaks: Collection[int] = ()


NO_HINTS = Hints()


def align(
    zh: Sequence[str],
    en: Sequence[str],
    *,
    embedder: Embedder | None,
    lexicon: Lexicon | None = None,
    hints: Hints = NO_HINTS,
    keep_whole: Collection[str] = (),
    progress: Progress = silent,
) -> list[Bead]:
    """The beads of two documents, in order; each sentence is in exactly one.

    Time and memory grow with the number of sentences, not with its square. The same input gives the same beads.

    Args:
        zh: Chinese sentences, in either script.
        en: English sentences.
        embedder: what `shuyu.align.similarity.embedder()` gives; without one, lengths, numbers, Latin words, the
            lexicon and word pairs learnt from the documents themselves have to do.
        lexicon: English of Chinese words in Simplified form: the project's terms, or a dictionary.
        hints: where paragraphs begin.
        keep_whole: Chinese terms that are words of their own, so that the lexicon may give them as a whole.
        progress: told how far the work is.

    >>> beads = align(["他来了。", "天黑了，他走了。"], ["He came.", "It grew dark.", "He left."], embedder=None)
    >>> [(bead.zh, bead.en) for bead in beads]
    [((0,), (0,)), ((1,), (1, 2))]
    """
    if not zh or not en:
        return [Bead((i,), (), _SURE) for i in range(len(zh))] + [Bead((), (j,), _SURE) for j in range(len(en))]
    short = shortened(zh), shortened(en)
    if short[0].repeats or short[1].repeats:
        fewer = Hints(short[0].begins(hints.zh_breaks), short[1].begins(hints.en_breaks))
        found = align(
            short[0].texts,
            short[1].texts,
            embedder=embedder,
            lexicon=lexicon,
            hints=fewer,
            keep_whole=keep_whole,
            progress=progress,
        )
        return list(_lengthened(*short, found))
    with one_thread():
        every = _beads(_texts(zh, en, hints, keep_whole), zh, en, embedder, lexicon, progress)
    return [
        Bead(tuple(range(i - a, i)), tuple(range(j - b, j)), min(max(round(chance, DIGITS), LEAST), 1 - LEAST))
        for i, j, a, b, chance in every
    ]


def _lengthened(zh: Shortened, en: Shortened, beads: Sequence[Bead]) -> Iterator[Bead]:
    for bead in beads:
        left, right = zh.numbers(bead.zh), en.numbers(bead.en)
        if not (zh.is_run(bead.zh) or en.is_run(bead.en)):
            yield Bead(tuple(left), tuple(right), bead.score)
            continue
        for some in by_place(left, right):
            yield Bead(*some, max(round(bead.score * _BY_PLACE, DIGITS), LEAST))


def _texts(zh: Sequence[str], en: Sequence[str], hints: Hints, keep_whole: Collection[str]) -> _Texts:
    import numpy as np

    lengths = np.array([len(text) for text in zh]), np.array([len(text) for text in en])
    return _Texts(lengths, chinese_words(zh, keep_whole), english_words(en), hints)


def _beads(
    texts: _Texts,
    zh: Sequence[str],
    en: Sequence[str],
    embedder: Embedder | None,
    lexicon: Lexicon | None,
    progress: Progress,
) -> Found:
    from shuyu.text.fold import simplified_chars

    known = prior(texts.zh, texts.en, lexicon)
    if embedder is None:
        return _without_vectors(texts, known, progress)
    model = additive(embedder)
    size = len(zh) + len(en)
    left = side(
        [simplified_chars(text) for text in zh],
        model,
        chinese=True,
        told=lambda read: progress(_READING, read, size),
    )
    right = side(en, model, chinese=False, told=lambda read: progress(_READING, len(zh) + read, size))
    path = corners(chain(model.joined(left.parts), model.joined(right.parts)), len(zh), len(en))
    evidence = Evidence(
        texts.lengths,
        Translations(texts.zh, texts.en, known),
        ratio=density(*path, *texts.lengths),
        embed=model,
        read=(left, right),
    )
    return _search(evidence, along(*path, len(zh), len(en)), WITH_VECTORS, texts.hints, progress)


def rests_on(embedder: Embedder | None, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """What an alignment with these rests on, for the output to say.

    >>> rests_on(None)
    ('length', 'numbers and Latin words', 'words learnt from the documents')
    """
    found = ["length", "numbers and Latin words"]
    if lexicon is not None:
        found.append("lexicon")
    found.append(f"embeddings ({embedder.name})" if embedder is not None else "words learnt from the documents")
    return tuple(found)


@dataclass(frozen=True)
class _Texts:
    """Two documents: lengths of the sentences of both, their words, and the hints."""

    lengths: tuple[NDArray[np.int64], NDArray[np.int64]]
    zh: Words
    en: Words
    hints: Hints


def _without_vectors(texts: _Texts, known: Table, progress: Progress) -> Found:
    """Moore's two passes: lengths and what is known beforehand align, that teaches words, and these align again."""
    import numpy as np

    n, m = (len(lengths) for lengths in texts.lengths)
    zh_share, en_share = (np.concatenate([[0], np.cumsum(lengths + 1)]) for lengths in texts.lengths)
    straight = np.interp(zh_share / zh_share[-1], en_share / en_share[-1], np.arange(m + 1))
    where = along(np.arange(n + 1), straight, n, m, wide=min(_WIDEST, 12 + m // 10))
    ratio = density(*corners([], n, m), *texts.lengths)
    found = _search(
        Evidence(texts.lengths, Translations(texts.zh, texts.en, known), ratio=ratio),
        where,
        PLAIN,
        texts.hints,
        progress,
    )
    for _ in range(_LESSONS):
        words = Translations(texts.zh, texts.en, learnt(texts.zh, texts.en, found, known))
        path = corners([(i - a, j - b) for i, j, a, b, chance in found if a and b and chance > LOW], n, m)
        evidence = Evidence(texts.lengths, words, ratio=density(*path, *texts.lengths))
        found = _search(evidence, along(*path, n, m, wide=_TAUGHT_WIDE), TAUGHT, texts.hints, progress)
    return found


def _search(evidence: Evidence, where: Band, weighting: Weighting, hints: Hints, progress: Progress) -> Found:
    import numpy as np

    weights = np.empty((len(KINDS), where.cells), dtype=np.float32)
    each = np.array(weighting.features, dtype=np.float32)
    for block in blocks(where):
        weighed = np.tensordot(each, evidence.features(block), axes=1)
        if hints.zh_breaks and hints.en_breaks:
            weighed += _breaks(hints, block.rows, block.columns)
        weights[:, block.first : block.first + len(block.rows)] = weighed
        # What follows takes a part of the time, and cannot be told of by rows.
        progress(_ALIGNING, int(block.rows[-1]), where.rows)
    lattice = Lattice(where)
    found = lattice.best(lattice.chances(weights, weighting.zh_only, weighting.en_only), _PRICE)
    progress(_ALIGNING, where.rows, where.rows)
    return found


def _breaks(hints: Hints, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float32]:
    """For each kind and cell: a paragraph that both sides begin at once speaks for a bead, one inside it against."""
    import numpy as np

    found = np.zeros((len(KINDS), len(rows)), dtype=np.float32)
    zh = np.zeros(int(rows.max()) + 2)
    en = np.zeros(int(columns.max()) + 2)
    zh[[i for i in hints.zh_breaks if 0 <= i < len(zh)]] = 1.0
    en[[j for j in hints.en_breaks if 0 <= j < len(en)]] = 1.0
    zh_before, en_before = np.concatenate([[0.0], np.cumsum(zh)]), np.concatenate([[0.0], np.cumsum(en)])
    for kind, (a, b) in enumerate(KINDS):
        i, j = np.maximum(rows - a, 0), np.maximum(columns - b, 0)
        inside = zh_before[rows] - zh_before[i + 1] + en_before[columns] - en_before[j + 1]
        found[kind] = _BREAK * (zh[i] * en[j] - np.maximum(inside, 0.0))
    return found
