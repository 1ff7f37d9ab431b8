"""Which words are translations of which: equal numbers and Latin words, a lexicon, and what a first alignment teaches.

IBM model 1 (Brown et al. 1993) over a first alignment, as Moore (2002) does for sentences; a word pair must be met more
than once to count, since a pair that one bead alone shows would only confirm that bead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from shuyu.align.lattice import KINDS, LONGEST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

Table = dict[tuple[int, int], float]
"""Pairs of word numbers, Chinese and English, and how surely they translate each other."""

# How much of its probability a word gives to what is known to translate it.
_KNOWN = 0.9
# This share of words is translated at all.
_TRANSLATED = 0.5
# Expected counts: this much is taken from each, and the prior weighs as much as so many.
_DISCOUNT = 0.9
_PRIOR = 2.0
_ROUNDS = 3
# Beads to learn from: more than these teach little and take memory.
_LESSONS = 10_000
_MOST_WORDS = 400


class Lexicon(Protocol):
    """A bilingual word list; any mapping from Chinese words to lists of English ones is one."""

    def get(self, word: str, default: Any = None, /) -> Sequence[str] | None:
        """The English of a Chinese word in Simplified form."""
        ...


@dataclass(frozen=True)
class Words:
    """The words of a document by number.

    Attributes:
        known: each word once.
        of: for each sentence its words.
    """

    known: tuple[str, ...]
    of: tuple[Ints, ...]


def chinese_words(sentences: Sequence[str], keep_whole: Iterable[str] = ()) -> Words:
    """The words of Chinese sentences in Simplified form, terms that are to be kept whole, marks and Latin words too."""
    from shuyu.text.fold import simplified_chars
    from shuyu.text.segment import default_segmenter

    cut = default_segmenter().words
    whole = frozenset(keep_whole)
    found = []
    for sentence in sentences:
        text = simplified_chars(sentence)
        found.append(
            [_plain(text[start:end]) for start, end in cut(text, whole)] + [c for c in sentence if c in "？！?!"]
        )
    return _numbered(found)


def english_words(sentences: Sequence[str]) -> Words:
    """The lemmas of English sentences, numbers, and the marks that Chinese has too."""
    from shuyu.text.english import lemma_tokens

    found = [[_plain(w) for w in lemma_tokens(text)] + [c for c in text if c in "?!"] for text in sentences]
    return _numbered(found)


def _plain(word: str) -> str:
    """The form in which a number or a Latin word stands in both languages.

    >>> _plain("１，０００"), _plain("GPT")
    ('1000', 'gpt')
    """
    word = unicodedata.normalize("NFKC", word).lower()
    return word.replace(",", "") if word[:1].isdigit() else word


def _numbered(sentences: Iterable[Sequence[str]]) -> Words:
    import numpy as np

    numbers: dict[str, int] = {}
    of = []
    for words in sentences:
        some = words[:_MOST_WORDS]
        of.append(np.array([numbers.setdefault(_plain(w), len(numbers)) for w in some], dtype=np.int64))
    return Words(tuple(numbers), tuple(of))


def prior(zh: Words, en: Words, lexicon: Lexicon | None) -> Table:
    """Pairs of word numbers that are translations before anything is learnt, each with a weight."""
    numbers = {word: i for i, word in enumerate(en.known)}
    found: Table = {}
    for i, word in enumerate(zh.known):
        if word in numbers:
            found[i, numbers[word]] = 1.0
        for translation in (lexicon.get(word) or ()) if lexicon is not None else ():
            pieces = [numbers[piece] for piece in _pieces(translation) if piece in numbers]
            for j in pieces:
                found[i, j] = max(found.get((i, j), 0.0), 1.0 / len(pieces))
    return found


def _pieces(translation: str) -> list[str]:
    from shuyu.text.english import lemma_tokens

    words = [_plain(word) for word in lemma_tokens(translation)]
    return [w for w in words if w not in {"a", "an", "the", "to", "of", "be", "sb", "sth"}] or words


class Translations:
    """What the words of two documents know of each other.

    Args:
        zh: the Chinese words.
        en: the English words.
        table: weights of pairs.
    """

    def __init__(self, zh: Words, en: Words, table: Table) -> None:
        import numpy as np

        self.zh, self.en = zh, en
        self._zh_share = _shares(zh)
        self._en_share = _shares(en)
        pairs = sorted(table)
        i = np.array([pair[0] for pair in pairs], dtype=np.int64)
        j = np.array([pair[1] for pair in pairs], dtype=np.int64)
        weight = np.array([table[pair] for pair in pairs], dtype=np.float64)
        self._starts = np.searchsorted(i, np.arange(len(zh.known) + 1))
        self._j = j
        # Against chance: t(e|z) / p(e), where what is not known of z is spread as chance has it.
        of_z = np.maximum(np.bincount(i, weight, minlength=len(zh.known)), 1.0)
        of_e = np.maximum(np.bincount(j, weight, minlength=len(en.known)), 1.0)
        self._en_odds = _KNOWN * weight / of_z[i] / self._en_share[j] if len(i) else weight
        self._zh_odds = _KNOWN * weight / of_e[j] / self._zh_share[i] if len(i) else weight

    def explained(self, r0: int, r1: int, c0: int, c1: int) -> list[NDArray[np.float32]]:
        """For each kind of bead and each (row, column) of a rectangle the log odds of all words of the bead."""
        import numpy as np

        from shuyu.align.features import of_bead

        top, left = max(r0 - LONGEST, 0), max(c0 - LONGEST, 0)
        zh_known, zh_counts = _counts(self.zh.of[top : r1 - 1])
        en_known, en_counts = _counts(self.en.of[left : c1 - 1])
        place = np.full(len(self.en.known), -1)
        place[en_known] = np.arange(len(en_known))
        of_en = np.ones((len(zh_known), len(en_known)))
        of_zh = np.ones((len(zh_known), len(en_known)))
        for row, word in enumerate(zh_known):
            some = slice(int(self._starts[word]), int(self._starts[word + 1]))
            at = place[self._j[some]]
            here = at >= 0
            of_en[row, at[here]] = np.maximum(self._en_odds[some][here], 1.0)
            of_zh[row, at[here]] = np.maximum(self._zh_odds[some][here], 1.0)
        en_tables = _tables(of_en, zh_counts, en_counts)
        zh_tables = _tables(of_zh.T, en_counts, zh_counts)
        rows, columns = slice(r0 - top, r1 - top), slice(c0 - left, c1 - left)
        return [
            of_bead(en_tables[a - 1], 0, b, rows, columns) + of_bead(zh_tables[b - 1].T, a, 0, rows, columns)
            for a, b in KINDS
        ]


def _shares(words: Words) -> Floats:
    import numpy as np

    every = np.concatenate(words.of) if words.of else np.zeros(0, dtype=np.int64)
    counts = np.bincount(every, minlength=len(words.known)).astype(np.float64)
    shares: Floats = counts / max(counts.sum(), 1.0)
    return shares


def _counts(sentences: Sequence[Ints]) -> tuple[Ints, Floats]:
    """The words of some sentences, and how often each stands before each boundary between them."""
    import numpy as np

    sizes = [len(words) for words in sentences]
    every = np.concatenate([*sentences, np.zeros(0, dtype=np.int64)])
    known, number = np.unique(every, return_inverse=True)
    counts = np.zeros((len(sentences) + 1, len(known)))
    np.add.at(counts, (np.repeat(np.arange(len(sentences)) + 1, sizes), number), 1.0)
    return known, np.cumsum(counts, axis=0)


def _tables(odds: Floats, by: Floats, what: Floats) -> list[NDArray[np.float32]]:
    """As `shuyu.align.features.explained`, over words that are counted."""
    import numpy as np

    step = np.diff(what, axis=0, prepend=0.0)
    found = []
    for run in range(1, LONGEST + 1):
        words = by - by[np.maximum(np.arange(len(by)) - run, 0)]
        mean = (words @ odds) / np.maximum(words.sum(axis=1), 1.0)[:, None]
        mean[words.sum(axis=1) == 0] = 1.0
        log = np.log1p(_TRANSLATED * (mean - 1.0))
        found.append(np.cumsum(log @ step.T, axis=1).astype(np.float32))
    return found


def learnt(zh: Words, en: Words, beads: Sequence[tuple[int, int, int, int, float]], before: Table) -> Table:
    """What a first alignment teaches.

    Args:
        zh: the Chinese words.
        en: the English words.
        beads: (end in Chinese, end in English, Chinese sentences, English sentences, chance) of each.
        before: what was known, as `prior` gives it.
    """
    import numpy as np

    good = [bead for bead in beads if bead[2] and bead[3] and bead[4] > 0.3]
    good = good[:: max(-(-len(good) // _LESSONS), 1)]
    width = max(len(en.known), 1)
    keys, of_e, of_z, weights = [], [], [], []
    e_count = z_count = 0
    for end, en_end, a, b, chance in good:
        z = np.concatenate(zh.of[end - a : end])
        e = np.concatenate(en.of[en_end - b : en_end])
        if not len(z) or not len(e) or len(z) * len(e) > _MOST_WORDS * _MOST_WORDS:
            continue
        keys.append((z[:, None] * width + e).ravel())
        of_e.append(np.tile(np.arange(len(e)) + e_count, len(z)))
        of_z.append(np.repeat(np.arange(len(z)) + z_count, len(e)))
        weights.append(np.full(len(z) * len(e), chance))
        e_count, z_count = e_count + len(e), z_count + len(z)
    if not keys:
        return before
    pairs, number = np.unique(np.concatenate(keys), return_inverse=True)
    i, j = pairs // width, pairs % width
    e_group, z_group, weight = np.concatenate(of_e), np.concatenate(of_z), np.concatenate(weights)
    zh_share, en_share = _shares(zh), _shares(en)
    known = np.array([before.get((int(x), int(y)), 0.0) for x, y in zip(i, j, strict=True)])
    first_e, first_z = en_share[j] + _KNOWN * known, zh_share[i] + _KNOWN * known
    t, u = first_e, first_z
    counts = known
    for turn in range(_ROUNDS):
        to_e, to_z = t[number], u[number]
        to_e = weight * to_e / (np.bincount(e_group, to_e)[e_group] + en_share[j][number])
        to_z = weight * to_z / (np.bincount(z_group, to_z)[z_group] + zh_share[i][number])
        e_counts = np.bincount(number, to_e, minlength=len(pairs))
        z_counts = np.bincount(number, to_z, minlength=len(pairs))
        counts = np.minimum(e_counts, z_counts) if turn == _ROUNDS - 1 else counts
        t = (e_counts + _PRIOR * first_e) / (np.bincount(i, e_counts)[i] + _PRIOR)
        u = (z_counts + _PRIOR * first_z) / (np.bincount(j, z_counts)[j] + _PRIOR)
    found = dict(before)
    both = np.maximum(counts - _DISCOUNT, 0.0)
    strength = both / (np.sqrt(np.bincount(i, both)[i] * np.bincount(j, both)[j]) + _PRIOR)
    for at in np.flatnonzero(strength > 0.01):
        pair = int(i[at]), int(j[at])
        found[pair] = max(found.get(pair, 0.0), float(strength[at]))
    return found
