"""Term pairs of a corpus: counting in parts, putting together, ranking.

It does not know how many processes run the parts: `Runner` does. The list is the same for every runner and every size
of the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from shuyu.mine.counting import Frequencies, Tally, joined, joined_frequencies
from shuyu.mine.given import by_key, sightings, with_given
from shuyu.mine.merging import ROOM, Merger
from shuyu.mine.proposals import Proposal
from shuyu.mine.ranking import Scored, proposals, ranked
from shuyu.mine.shards import Counts, Lessons, Source, count_pairs, count_terms, spans_of
from shuyu.mine.spans import key_hash

if TYPE_CHECKING:
    from shuyu.align.counts import LinkCounts
    from shuyu.align.similarity import Embedder, Vectors
    from shuyu.model.alignment import Candidate

A = TypeVar("A")
B = TypeVar("B")

BULK = 2_000
"""Corpora of more pairs than this have words embedded alone, not in their sentences: counts say the rest."""
SHARD = 500
"""Segment pairs of a part, unless the caller chooses."""
LESSONS = 20_000
"""The links of words are counted over so many segment pairs at most: of a larger corpus every second, or third, ….
"""
_LEAST_FOR = ((10_000, 1), (200_000, 2), (1_000_000, 3))
_LEAST_ELSE = 4

Tell = Callable[[str, int, int], None]
"""Told a stage, how many pairs are done and how many there are."""


class Runner(Protocol):
    """What runs a function over parts, here or in other processes."""

    def __call__(self, function: Callable[[A], B], parts: Sequence[A], /) -> Iterator[B]:
        """The results in the order of the parts."""
        ...


def in_turn(function: Callable[[A], B], parts: Sequence[A], /) -> Iterator[B]:
    """The runner that uses no other process.

    >>> list(in_turn(len, ["ab", "c"]))
    [2, 1]
    """
    return map(function, parts)


class Wish(NamedTuple):
    """What to mine.

    Attributes:
        least: how often a pair must be found; None to let the size of the corpus decide.
        top: how many proposals; None for all.
        shard: segment pairs of a part.
        vectors: whether to use the encoder, where it is installed.
    """

    least: int | None = None
    top: int | None = None
    shard: int = SHARD
    vectors: bool = True


class Mined(NamedTuple):
    """What was found.

    Attributes:
        proposals: best first.
        ranked: of all pairs that were ranked, what the reasons for their places can be told from.
        size: segment pairs.
    """

    proposals: list[Proposal]
    ranked: list[Scored]
    size: int


def least_count(size: int) -> int:
    """How often a pair must be found in a corpus of `size` segment pairs: once, unless there is a lot of text.

    >>> least_count(500), least_count(100_000)
    (1, 2)
    """
    return next((least for bound, least in _LEAST_FOR if size <= bound), _LEAST_ELSE)


class Counted(NamedTuple):
    """What was counted over a corpus.

    Attributes:
        corpus: its segment pairs, each once.
        least: how often a pair must be found.
        zh: segment pairs of each Chinese term.
        en: of each English one.
        found: pairs of terms.
        vectors: whether the encoder may be used, where it is installed.
    """

    corpus: Sequence[Source]
    least: int
    zh: Frequencies
    en: Frequencies
    found: Tally
    vectors: bool = True


def mine(
    pairs: Iterable[Source],
    wish: Wish | None = None,
    *,
    candidates: Iterable[Candidate] = (),
    run: Runner = in_turn,
    tell: Tell | None = None,
) -> Mined:
    """The term pairs of segment pairs, best first: `count` and `propose` in one.

    Args:
        pairs: the corpus; pairs with an empty side are left out, equal ones count once.
        wish: what to mine.
        candidates: what the documents give themselves.
        run: runs the parts.
        tell: is told how far it is.

    Returns:
        the proposals, and what they rest on.

    >>> found = mine([Source("开源模型可以下载。", "Open models can be downloaded.", "a.tsv:1")])
    >>> ("开源模型", "Open models") in {(p.zh, p.en) for p in found.proposals}
    True
    """
    wish = wish or Wish()
    return propose(count(pairs, wish, run=run, tell=tell), candidates, wish.top)


def count(
    pairs: Iterable[Source], wish: Wish | None = None, *, run: Runner = in_turn, tell: Tell | None = None
) -> Counted:
    """The first half of `mine`, which takes the time, with the same arguments; `run` may end before `propose`."""
    wish = wish or Wish()
    corpus = list(_different(pairs))
    kind = "none" if not wish.vectors else "words" if len(corpus) > BULK else "sentences"
    least = wish.least or least_count(len(corpus))
    tell = tell or (lambda stage, done, total: None)
    # In one process both passes go over a small corpus at once, and it is read by the encoder only once.
    at_once = run is in_turn and 0 < len(corpus) <= BULK and wish.shard == SHARD
    size = len(corpus) if at_once else wish.shard
    step = max(-(-len(corpus) // LESSONS), 1)
    parts = [_Part(at, corpus[at : at + size], kind, 0 if at_once else step) for at in range(0, len(corpus), size)]
    if len(parts) > 1:
        # Processes that are forked from here share what is loaded.
        _embedder(kind)
        spans_of(corpus[0])
    context = _terms(parts, len(corpus), least, run, tell)
    found = _pairs(parts, len(corpus), least, context, run, tell)
    return Counted(corpus, least, context.zh, context.en, found, wish.vectors)


def propose(counted: Counted, candidates: Iterable[Candidate] = (), top: int | None = None) -> Mined:
    """The second half of `mine`.

    Args:
        counted: what `count` gave.
        candidates: what the documents give themselves.
        top: how many proposals; None for all.
    """
    corpus, least, zh, en, found, vectors = counted
    scored = ranked(found, corpus, zh, en, least, _embedder("sentences") if vectors else None)
    given = by_key(candidates)
    if given:
        scored = with_given(scored, given, len(corpus), partial(_counted, zh, en))
    listed = proposals(scored, found, corpus, top, lambda *key: sightings(given.get(key, ())))
    return Mined(listed, scored, len(corpus))


def _different(pairs: Iterable[Source]) -> Iterator[Source]:
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        texts = pair.zh, pair.en
        if texts not in seen and pair.zh.strip() and pair.en.strip():
            seen.add(texts)
            yield pair


class _Part(NamedTuple):
    first: int
    pairs: Sequence[Source]
    kind: str
    step: int
    """Every so many-th pair of the corpus teaches how words are linked; 0 where the part is the whole corpus."""

    def teaches(self) -> list[bool]:
        return [self.step > 0 and number % self.step == 0 for number in range(self.first, self.first + len(self.pairs))]


class _Context(NamedTuple):
    links: LinkCounts | None
    zh: Frequencies
    en: Frequencies


def _terms(parts: Sequence[_Part], size: int, least: int, run: Runner, tell: Tell) -> _Context:
    # Terms that are rarer than a pair must be cannot make one.
    from shuyu.align.counts import LinkCounts

    links = None
    done = 0
    with _frequencies() as zh, _frequencies() as en:
        for part, counted in zip(parts, run(_count_terms, parts), strict=True):
            zh.add(counted.zh)
            en.add(counted.en)
            if counted.links is not None:
                links = links or LinkCounts()
                links.update(counted.links)
            done += len(part.pairs)
            tell("terms", done, size)
        return _Context(links, zh.result(least), en.result(least))


def _frequencies() -> Merger[Frequencies]:
    # Rows are a tenth of those of pairs.
    return Merger(joined_frequencies, lambda some: len(some.terms), 10 * ROOM)


def _pairs(parts: Sequence[_Part], size: int, least: int, context: _Context, run: Runner, tell: Tell) -> Tally:
    done = 0
    with Merger(joined, lambda some: len(some.zh)) as merger:
        for part, counted in zip(parts, run(partial(_count_pairs, context), parts), strict=True):
            merger.add(counted)
            done += len(part.pairs)
            tell("pairs", done, size)
        return merger.result(least)


def _counted(zh: Frequencies, en: Frequencies, zh_key: str, en_key: str) -> tuple[int, int]:
    import numpy as np

    one, other = (np.array([key_hash(key)], dtype=np.uint64) for key in (zh_key, en_key))
    return int(zh.of(one)[0]), int(en.of(other)[0])


def _count_terms(part: _Part) -> Counts:
    return count_terms(part.pairs, _embedder(part.kind), part.teaches())


def _count_pairs(context: _Context, part: _Part) -> Tally:
    lessons = None if context.links is None else Lessons(context.links, part.teaches())
    return count_pairs(part.pairs, part.first, _embedder(part.kind), lessons, context.zh, context.en)


class _Alone:
    """An encoder whose words are embedded alone, each once."""

    def __init__(self, embedder: Embedder) -> None:
        from shuyu.align.contextual import WordVectors

        self._vectors = WordVectors(embedder)
        self.name = f"{embedder.name}, words alone"

    def sentences(self, texts: Sequence[str]) -> Vectors:
        return self._vectors.alone(texts)

    def words(self, texts: Sequence[str]) -> Vectors:
        return self._vectors.alone(texts)


@lru_cache(maxsize=3)
def _embedder(kind: str) -> Embedder | None:
    from shuyu.align.similarity import embedder

    found = embedder() if kind != "none" else None
    return _Alone(found) if found is not None and kind == "words" else found
