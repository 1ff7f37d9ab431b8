"""What is counted in a part of a corpus: first the terms and the links of words, then the pairs of terms.

Functions of a part alone, to be run in any order and by any number of processes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from shuyu.mine.chinese_spans import chinese_spans
from shuyu.mine.counting import UNIT, Frequencies, Tally, frequencies, nothing, tally
from shuyu.mine.english_spans import english_spans
from shuyu.mine.spans import Spans, key_hash

if TYPE_CHECKING:
    from shuyu.align.counts import LinkCounts
    from shuyu.align.similarity import Embedder
    from shuyu.mine.counting import Ints

_Place = tuple[int, int, int, int]
_BRACKET = re.compile("[(（]")
_LONGEST = 4000
# What a gloss is taken to be: see `shuyu.mine.counting.SUMS`.
_SURE = (*(UNIT for _ in range(8)), 0, UNIT, UNIT)
_CLEAN = re.compile(r"[\0|<>{}\\_=*#\[\]]|\d[\d.,]*\s+\d")


class Source(NamedTuple):
    """A segment pair to mine.

    Attributes:
        zh: Chinese, in either script.
        en: English.
        place: where it comes from, for a person.
    """

    zh: str
    en: str
    place: str = ""


class Counts(NamedTuple):
    """What the first pass over a part counts.

    Attributes:
        zh: segment pairs of each Chinese candidate.
        en: segment pairs of each English one.
        links: of words; None where no pair teaches any.
    """

    zh: Frequencies
    en: Frequencies
    links: LinkCounts | None


def spans_of(pair: Source) -> tuple[Spans, Spans]:
    """The words and candidates of both sides; what is too long for a passage is cut off."""
    from shuyu.text.segment import default_segmenter

    return chinese_spans(pair.zh[:_LONGEST], default_segmenter()), english_spans(pair.en[: 3 * _LONGEST])


class Lessons(NamedTuple):
    """How words are linked in a corpus.

    Attributes:
        links: counted over some of its segment pairs.
        taught: for each pair of a part whether `links` hold it.
    """

    links: LinkCounts
    taught: Sequence[bool]


def count_terms(pairs: Sequence[Source], embedder: Embedder | None, teaches: Sequence[bool]) -> Counts:
    """The first pass over a part of a corpus; `teaches` says of which pairs the links are counted too."""
    from shuyu.align.words import count_links

    zh: list[int] = []
    en: list[int] = []
    words = []
    for pair, teaching in zip(pairs, teaches, strict=True):
        left, right = spans_of(pair)
        zh.extend({key_hash(key) for key in left.keys})
        en.extend({key_hash(key) for key in right.keys})
        if teaching:
            words.append((left.words, right.words))
    return Counts(frequencies(zh), frequencies(en), count_links(words, embedder=embedder) if words else None)


def count_pairs(
    pairs: Sequence[Source],
    first: int,
    embedder: Embedder | None,
    lessons: Lessons | None,
    zh: Frequencies,
    en: Frequencies,
) -> Tally:
    """The second pass over a part of a corpus.

    Args:
        pairs: the part.
        first: the number of its first pair in the corpus.
        embedder: as in the first pass.
        lessons: of the corpus; None when the part is the whole of it.
        zh: the Chinese terms that are frequent enough.
        en: the English ones.
    """
    import numpy as np

    from shuyu.align.words import link_weights

    spans = [spans_of(pair) for pair in pairs]
    words = [(left.words, right.words) for left, right in spans]
    counts, taught = (None, None) if lessons is None else ([lessons.links], lessons.taught)
    weights = link_weights(words, embedder=embedder, counts=counts, counted=taught)
    rows: list[tuple[int, ...]] = []
    for at, (pair, (left, right), matrix) in enumerate(zip(pairs, spans, weights, strict=True)):
        rows.extend(_found(pair, first + at, left, right, matrix, zh, en))
    if not rows:
        return nothing()
    table = np.array([row[2:] for row in rows], dtype=np.int64)
    hashes = np.array([row[:2] for row in rows], dtype=np.uint64)
    return tally(hashes[:, 0], hashes[:, 1], table[:, :-6], table[:, -6:])


def _found(
    pair: Source, number: int, left: Spans, right: Spans, weights: Any, zh: Frequencies, en: Frequencies
) -> Iterator[tuple[int, ...]]:
    # A row for each pair of terms: hashes, sums, place.
    from shuyu.mine.matching import matches

    zh_hashes, en_hashes = [key_hash(key) for key in left.keys], [key_hash(key) for key in right.keys]
    zh_counts, en_counts = _counts(zh_hashes, zh), _counts(en_hashes, en)
    found = matches(left, right, weights, _frequent(zh_counts), _frequent(en_counts))
    best: dict[tuple[int, int], tuple[tuple[float, ...], _Place]] = {}
    if found is not None:
        zh_free, en_free = freedom(left, zh_counts), freedom(right, en_counts)
        for i, j, *numbers in zip(*(column.tolist() for column in found), strict=True):
            around = (
                left.left[left.first[i]],
                left.right[left.last[i]],
                right.left[right.first[j]],
                right.right[right.last[j]],
            )
            key = (zh_hashes[i], en_hashes[j])
            entry = ((*numbers, *around, 0.0, zh_free[i], en_free[j]), (*left.place(i), *right.place(j)))
            if key not in best or entry > best[key]:
                best[key] = entry
    best |= _shortened(pair.en, best)
    given = {(z, e): spans for z, e, spans in _given(pair)}
    bad = _badness(pair)
    for key, (values, place) in best.items():
        glossed = given.pop(key, None) is not None
        yield (*key, 1, int(glossed), *(round(value * UNIT) for value in values), bad, number, *place)
    for key, place in given.items():
        yield (*key, 1, 1, *_SURE, bad, number, *place)


def _shortened(
    en: str, best: dict[tuple[int, int], tuple[tuple[float, ...], _Place]]
) -> dict[tuple[int, int], tuple[tuple[float, ...], _Place]]:
    # What stands for a name stands for the short form behind it too.
    from shuyu.mine.short_forms import short_forms
    from shuyu.text.english import lemma_key

    found: dict[tuple[int, int], tuple[tuple[float, ...], _Place]] = {}
    for form in short_forms(en[: 3 * _LONGEST]):
        name, short = (key_hash(lemma_key(en[a:b])) for a, b in ((form.start, form.end), form[2:]))
        for (zh, long), (values, place) in best.items():
            if long == name:
                entry = ((*values[:8], 1.0, *values[9:]), (*place[:2], form.short_start, form.short_end))
                if (zh, short) not in found or entry > found[zh, short]:
                    found[zh, short] = entry
    return found


def freedom(spans: Spans, counts: Ints) -> list[float]:
    """How often each candidate stands without the word beside it in this text: 0 never, 1 always.

    Args:
        spans: the candidates of a text.
        counts: how many texts of the corpus have each.
    """
    counted = {
        (first, last): count for first, last, count in zip(spans.first, spans.last, counts.tolist(), strict=True)
    }
    return [
        1 - max(counted.get((first - 1, last), 0), counted.get((first, last + 1), 0)) / max(count, 1)
        for (first, last), count in counted.items()
    ]


def _counts(hashes: list[int], known: Frequencies) -> Ints:
    import numpy as np

    return known.of(np.array(hashes, dtype=np.uint64))


def _frequent(counts: Ints) -> Ints:
    import numpy as np

    found: Ints = np.flatnonzero(counts > 0)
    return found


def _given(pair: Source) -> Iterator[tuple[int, int, tuple[int, int, int, int]]]:
    # Glosses in the Chinese text that the English text has too, and pairs that are nothing but two terms.
    from shuyu.mine.glosses import glosses
    from shuyu.text.english import lemma_key
    from shuyu.text.fold import fold

    if not _BRACKET.search(pair.zh) or not re.search("[A-Za-z]{2}", pair.zh):
        return
    for gloss in glosses(pair.zh[:_LONGEST]):
        zh, en = pair.zh[gloss.zh_start : gloss.zh_end], pair.zh[gloss.en_start : gloss.en_end]
        at = pair.en.lower().find(en.lower())
        if at >= 0 and en.strip():
            yield key_hash(fold(zh)), key_hash(lemma_key(en)), (gloss.zh_start, gloss.zh_end, at, at + len(en))


def _badness(pair: Source) -> int:
    # Of a pair as a context: short and clear sentences first, but not a heading that is the term and nothing else.
    size = len(pair.zh)
    bad = abs(size - 30) if size > 12 else 60 + 5 * (12 - size)
    return bad + 40 * len(_CLEAN.findall(pair.zh))
