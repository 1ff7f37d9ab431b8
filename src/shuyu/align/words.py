"""Which words of a Chinese sentence stand for which of its English translation, with nothing to train.

Vectors of the words, in context and alone, and of pairs of neighbours; what they look and sound like; a dictionary
where there is one: they add up to a likelihood ratio for each two words. A hidden Markov model in each direction
makes it a posterior (`hmm`), and the geometric mean of both is how sure a link is. The links of the first pass over a
document or a corpus are counted (`counts`), and sharpen those of the second. The constants were set on two sets of
sentences, in steps of a tenth or so; around them the scores are flat (`benchmarks/RESULTS.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from shuyu.align.cognates import cognates, is_mark, mark
from shuyu.align.contextual import WordVectors, word_vectors
from shuyu.align.counts import LinkCounts
from shuyu.align.hmm import posteriors
from shuyu.align.lexicon import Lexicon
from shuyu.align.pieces import Pair, parts_of
from shuyu.align.progress import Progress, silent
from shuyu.align.similarity import Embedder, one_thread, unit
from shuyu.align.symmetrize import links
from shuyu.text.fold import simplified_chars

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_ALONE = 0.5
_BIGRAM_LOSS = 0.4
_DICTIONARY = 0.3
_DICTIONARY_WITHOUT_VECTORS = 0.7
_UNLIKE = 0.2
_CHANCE = 0.15
_TEMPERATURE = 0.12

_PASSES = 2
_PASSES_OF_COUNTS_ALONE = 5
_AT_ONCE = 512
_CELLS_AT_ONCE = 400_000
_CELLS_KEPT = 20_000_000

_PARTICLES = frozenset("的了着之得地们吗呢吧啊等所")
_ARTICLES = frozenset(("the", "a", "an"))


def align_words(
    pairs: Iterable[Pair],
    *,
    embedder: Embedder | None,
    lexicon: Lexicon | None = None,
    passes: int | None = None,
    counts: Sequence[LinkCounts] | None = None,
    progress: Progress = silent,
) -> list[frozenset[tuple[int, int]]]:
    """The links between the words of sentence pairs.

    Args:
        pairs: tokens of sentences that translate each other.
        embedder: vectors of words; without any, dictionary, cognates, position and counts have to do.
        lexicon: a dictionary.
        passes: at least 1: how often to go over the pairs, each time with the counts of the time before; 2, or 5
            where neither vectors nor dictionary say what words mean.
        counts: of a larger corpus that these pairs are part of, one for each pass after the first, as `count_links`
            gives them; counted over `pairs` when absent. With them a corpus may be aligned in parts: links are the
            same for every division.
        progress: told how far the work is.

    Returns:
        for each pair links (place in the Chinese tokens, place in the English tokens).

    >>> from shuyu.align.similarity import embedder
    >>> found = align_words([(["他", "查", "术语"], ["He", "looks", "up", "terms"])], embedder=embedder())
    >>> (2, 3) in found[0]
    True
    """
    pairs = list(pairs)
    parts = parts_of(pairs, embedder)
    found: list[set[tuple[int, int]]] = [set() for _ in pairs]
    model = _Model(embedder, lexicon, progress)
    weights = _weights([part.pair for part in parts], model, passes, counts)
    for part, sure in zip(parts, weights, strict=True):
        found[part.owner].update((part.zh + i, part.en + j) for i, j in links(sure))
    return [frozenset(some) for some in found]


def link_weights(
    pairs: Iterable[Pair],
    *,
    embedder: Embedder | None,
    lexicon: Lexicon | None = None,
    passes: int | None = None,
    counts: Sequence[LinkCounts] | None = None,
    counted: Sequence[bool] | None = None,
) -> Iterator[Matrix]:
    """How sure each link is, 0 to 1: an array, Chinese × English, a pair.

    The arguments are those of `align_words`, and `counted` tells of each pair whether `counts` hold it: of a large
    corpus it is enough to count some. All of them are held when it is absent.
    """
    pairs = list(pairs)
    parts = parts_of(pairs, embedder)
    held = None if counted is None else [counted[part.owner] for part in parts]
    weights = _weights([part.pair for part in parts], _Model(embedder, lexicon), passes, counts, held)
    for part, sure in zip(parts, weights, strict=True):
        if part.first:
            found = _nothing(pairs[part.owner])
        found[part.zh : part.zh + len(sure), part.en : part.en + sure.shape[1]] = sure
        if part.last:
            yield found


def count_links(
    pairs: Iterable[Pair],
    *,
    embedder: Embedder | None,
    lexicon: Lexicon | None = None,
    counts: Sequence[LinkCounts] = (),
) -> LinkCounts:
    """The counts of one pass over a part of a corpus; parts are put together by `LinkCounts.update`.

    Args:
        pairs: as in `align_words`.
        embedder: as in `align_words`.
        lexicon: as in `align_words`.
        counts: those of the whole corpus for the passes before this one; empty for the first.

    Returns:
        the counts for the next pass.
    """
    return _Model(embedder, lexicon).counted([part.pair for part in parts_of(list(pairs), embedder)], counts)


def _weights(
    pairs: Sequence[Pair],
    model: _Model,
    passes: int | None,
    counts: Sequence[LinkCounts] | None,
    held: Sequence[bool] | None = None,
) -> Iterator[Matrix]:
    model.expect(len(pairs) * ((passes or model.passes) if counts is None else 1))
    if counts is None:
        counts = []
        for _ in range((passes or model.passes) - 1):
            counts.append(model.counted(pairs, counts))
    return model.weights(pairs, counts, held)


class _Model:
    def __init__(self, embedder: Embedder | None, lexicon: Lexicon | None, progress: Progress = silent) -> None:
        self._progress = progress
        self._done = self._expected = 0
        self._vectors = None if embedder is None else word_vectors(embedder)
        self._lexicon = lexicon
        self._kept: dict[int, Matrix] = {}
        self._room = _CELLS_KEPT
        blind = embedder is None and not lexicon
        self.passes = _PASSES_OF_COUNTS_ALONE if blind else _PASSES

    def expect(self, pairs: int) -> None:
        self._expected = pairs

    def counted(self, pairs: Sequence[Pair], counts: Sequence[LinkCounts]) -> LinkCounts:
        found = LinkCounts()
        for (zh, en), weights in zip(pairs, self.weights(pairs, counts), strict=True):
            found.add(zh, en, weights)
        return found

    def weights(
        self, pairs: Sequence[Pair], counts: Sequence[LinkCounts], held: Sequence[bool] | None = None
    ) -> Iterator[Matrix]:
        import numpy as np

        for some in _runs(pairs):
            full = [at for at in some if pairs[at][0] and pairs[at][1]]
            with nullcontext() if self._vectors is None else one_thread():
                self._prepare(pairs[at] for at in full if at not in self._kept)
                ratios = {at: self._ratios(at, pairs[at]) for at in full}
            done: dict[int, Matrix] = {}
            for inside in (True, False):
                places = [at for at in full if (held is None or held[at]) is inside]
                some_pairs, some_ratios = [pairs[at] for at in places], [ratios[at] for at in places]
                # What is not held has added nothing to the counts, and needs no passes to know what.
                found = (
                    _passes(some_pairs, some_ratios, counts, _both_ways(some_ratios, some_ratios))
                    if inside
                    else _passes(some_pairs, some_ratios, counts[-1:], [np.zeros_like(one) for one in some_ratios])
                )
                done.update(zip(places, found, strict=True))
            for at in some:
                yield done[at] if at in done else _nothing(pairs[at])
            self._done += len(some)
            self._progress("words", self._done, max(self._done, self._expected))

    def _prepare(self, pairs: Iterable[Pair]) -> None:
        if self._vectors is not None:
            self._vectors.prepare(word for pair in pairs for word in (*_plain_zh(pair[0]), *_plain_en(pair[1])))

    def _ratios(self, at: int, pair: Pair) -> Matrix:
        # How much likelier than chance each word translates each, by what the words are.
        import numpy as np

        if at in self._kept:
            return self._kept[at]
        evidence = self._evidence(_plain_zh(pair[0]), _plain_en(pair[1]))
        found = np.exp((evidence - _CHANCE) / _TEMPERATURE)
        if found.size <= self._room:
            self._room -= found.size
            self._kept[at] = found
        return found

    def _evidence(self, zh: Sequence[str], en: Sequence[str]) -> Matrix:
        found = cognates(zh, en) - _UNLIKE * _unlike(zh, en)
        if self._vectors is not None:
            found += _similarities(self._vectors, zh, en)
        if self._lexicon is not None:
            weight = _DICTIONARY if self._vectors is not None else _DICTIONARY_WITHOUT_VECTORS
            found += weight * self._lexicon.matches(zh, en)
        return found


def _nothing(pair: Pair) -> Matrix:
    import numpy as np

    return np.zeros((len(pair[0]), len(pair[1])))


def _plain_zh(words: Sequence[str]) -> list[str]:
    return [simplified_chars(word) for word in words]


def _plain_en(words: Sequence[str]) -> list[str]:
    return [mark(word) for word in words]


def _runs(pairs: Sequence[Pair]) -> Iterator[range]:
    # As many pairs as are worked on together: those of like size share a step of the model.
    first = cells = 0
    for at, (zh, en) in enumerate(pairs):
        cells += len(zh) * len(en)
        if at > first and (at - first >= _AT_ONCE or cells > _CELLS_AT_ONCE):
            yield range(first, at)
            first, cells = at, len(zh) * len(en)
    if first < len(pairs):
        yield range(first, len(pairs))


def _passes(
    pairs: Sequence[Pair], ratios: Sequence[Matrix], counts: Sequence[LinkCounts], found: list[Matrix]
) -> list[Matrix]:
    # What the counts of one pass after another make of what was found before.
    for corpus in counts:
        sharpened = [corpus.sharpened(*pair, ratio, own) for pair, ratio, own in zip(pairs, ratios, found, strict=True)]
        found = _both_ways([by_zh for by_zh, _ in sharpened], [by_en for _, by_en in sharpened])
    return found


def _both_ways(by_zh: Sequence[Matrix], by_en: Sequence[Matrix]) -> list[Matrix]:
    import numpy as np

    of_en = posteriors(by_zh)
    of_zh = posteriors([ratio.T for ratio in by_en])
    return [np.sqrt(one * other.T) for one, other in zip(of_en, of_zh, strict=True)]


def _similarities(vectors: WordVectors, zh: Sequence[str], en: Sequence[str]) -> Matrix:
    # Of words with words, and of words with two neighbours together: 中东 is neither "Middle" nor "East".
    import numpy as np

    alone_zh, alone_en = vectors.alone(zh), vectors.alone(en)
    views = [(1.0 + _ALONE, alone_zh, alone_en)]
    if vectors.contextual:
        context_zh, context_en = vectors.in_context([zh, en])
        views = [(1.0, context_zh, context_en), (_ALONE, alone_zh, alone_en)]
    single, left_pairs, right_pairs = (
        np.zeros((max(len(zh) - down, 0), max(len(en) - right, 0))) for down, right in ((0, 0), (1, 0), (0, 1))
    )
    for weight, left, right in views:
        single += weight * (left @ right.T)
        left_pairs += weight * (unit(left[1:] + left[:-1]) @ right.T)
        right_pairs += weight * (left @ unit(right[1:] + right[:-1]).T)
    best: Matrix = single.copy()
    np.maximum(best[1:], left_pairs - _BIGRAM_LOSS, out=best[1:])
    np.maximum(best[:-1], left_pairs - _BIGRAM_LOSS, out=best[:-1])
    np.maximum(best[:, 1:], right_pairs - _BIGRAM_LOSS, out=best[:, 1:])
    np.maximum(best[:, :-1], right_pairs - _BIGRAM_LOSS, out=best[:, :-1])
    return best


def _unlike(zh: Sequence[str], en: Sequence[str]) -> Matrix:
    # 1 for a mark and a word, and for a particle and an article: frequent on both sides, and no translations.
    import numpy as np

    zh_marks = np.array(list(map(is_mark, zh)))
    en_marks = np.array(list(map(is_mark, en)))
    particles = np.array([word in _PARTICLES for word in zh])
    articles = np.array([word.lower() in _ARTICLES for word in en])
    unlike = (zh_marks[:, None] != en_marks[None, :]) | (particles[:, None] & articles[None, :])
    found: Matrix = np.where(unlike, 1.0, 0.0)
    return found
