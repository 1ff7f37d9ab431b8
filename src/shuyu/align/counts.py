"""How often words were linked over a document or a corpus: what the first pass tells the second.

Weights are whole numbers (1/4096 of a link), so that a sum is the same in whatever order, and over however many jobs,
it is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shuyu.text.english import lemma
from shuyu.text.fold import simplified_chars

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Whole = NDArray[np.int64]

_UNIT = 4096
_LEAST = 0.01
# How many links of the corpus weigh as much as what the sentence itself says.
_PRIOR = 3.0
_COMPACT_AT = 2_000_000


class LinkCounts:
    """Links between word types, and how often each type stands in the corpus.

    >>> import numpy as np
    >>> counts = LinkCounts()
    >>> counts.add(["模型"], ["Models"], np.array([[0.5]]))
    >>> counts.add(["模型"], ["model"], np.array([[1.0]]))
    >>> counts.linked("模型", "model")
    1.5
    """

    def __init__(self) -> None:
        import numpy as np

        self._zh_ids: dict[str, int] = {}
        self._en_ids: dict[str, int] = {}
        self._zh_words: Counter[int] = Counter()
        self._en_words: Counter[int] = Counter()
        self._zh_mass: Counter[int] = Counter()
        self._en_mass: Counter[int] = Counter()
        self._keys: Whole = np.zeros(0, dtype=np.int64)
        self._weights: Whole = np.zeros(0, dtype=np.int64)
        self._waiting: list[tuple[Whole, Whole]] = []
        self._waiting_size = 0

    def add(self, zh: Sequence[str], en: Sequence[str], weights: Matrix) -> None:
        """Count one sentence pair.

        Args:
            zh: tokens.
            en: tokens.
            weights: `zh` × `en`, how sure each link is, 0 to 1.
        """
        import numpy as np

        rows = _ids(map(chinese_type, zh), self._zh_ids)
        columns = _ids(map(english_type, en), self._en_ids)
        whole = _whole(weights)
        self._zh_words.update(rows.tolist())
        self._en_words.update(columns.tolist())
        for mass, ids, sums in ((self._zh_mass, rows, whole.sum(axis=1)), (self._en_mass, columns, whole.sum(axis=0))):
            for word, weight in zip(ids.tolist(), sums.tolist(), strict=True):
                mass[word] += weight
        i, j = np.nonzero(whole)
        self._wait((rows[i] << 32) | columns[j], whole[i, j])

    def update(self, other: LinkCounts) -> None:
        """Count all that `other` has counted: parts of a corpus may be counted apart."""
        zh = _ids(other._zh_ids, self._zh_ids)
        en = _ids(other._en_ids, self._en_ids)
        for mine, theirs, ids in (
            (self._zh_words, other._zh_words, zh),
            (self._en_words, other._en_words, en),
            (self._zh_mass, other._zh_mass, zh),
            (self._en_mass, other._en_mass, en),
        ):
            for word, number in theirs.items():
                mine[int(ids[word])] += number
        other._compact()
        self._wait((zh[other._keys >> 32] << 32) | en[other._keys & 0xFFFFFFFF], other._weights)

    def linked(self, zh: str, en: str) -> float:
        """How many links there are between two words, in all their forms."""
        row, column = self._zh_ids.get(chinese_type(zh)), self._en_ids.get(english_type(en))
        if row is None or column is None:
            return 0.0
        import numpy as np

        return float(self._linked(np.array([row]), np.array([column]))[0, 0]) / _UNIT

    def sharpened(self, zh: Sequence[str], en: Sequence[str], ratios: Matrix, own: Matrix) -> tuple[Matrix, Matrix]:
        """What the corpus makes of the likelihood ratios of a sentence pair that is part of it.

        What the pair itself has added is taken off, so that no pair confirms itself.

        Args:
            zh: tokens.
            en: tokens.
            ratios: `zh` × `en`, how much likelier than chance the words translate each other.
            own: the weights that the pair was counted with.

        Returns:
            the ratios for English words made by Chinese ones, and for Chinese words made by English ones.
        """
        import numpy as np

        rows = np.array([self._zh_ids.get(chinese_type(word), -1) for word in zh], dtype=np.int64)
        columns = np.array([self._en_ids.get(english_type(word), -1) for word in en], dtype=np.int64)
        i_types, i_at = np.unique(rows, return_inverse=True)
        j_types, j_at = np.unique(columns, return_inverse=True)
        mine = np.zeros((len(i_types), len(j_types)), dtype=np.int64)
        np.add.at(mine, (i_at[:, None], j_at[None, :]), _whole(own))
        linked = np.maximum(self._linked(i_types, j_types) - mine, 0) / _UNIT
        zh_mass = np.maximum(_of(self._zh_mass, i_types) - mine.sum(axis=1), 0) / _UNIT
        en_mass = np.maximum(_of(self._en_mass, j_types) - mine.sum(axis=0), 0) / _UNIT
        zh_share = np.maximum(_of(self._zh_words, i_types), 1) / max(self._zh_words.total(), 1)
        en_share = np.maximum(_of(self._en_words, j_types), 1) / max(self._en_words.total(), 1)
        of_zh = (linked / en_share)[i_at][:, j_at]
        of_en = (linked / zh_share[:, None])[i_at][:, j_at]
        return (
            (of_zh + _PRIOR * ratios) / (zh_mass[i_at][:, None] + _PRIOR),
            (of_en + _PRIOR * ratios) / (en_mass[j_at][None, :] + _PRIOR),
        )

    def _linked(self, rows: Whole, columns: Whole) -> Whole:
        import numpy as np

        self._compact()
        keys = (rows[:, None] << 32) | columns[None, :]
        if not len(self._keys):
            return np.zeros(keys.shape, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Whole = np.where(self._keys[at] == keys, self._weights[at], 0)
        return found

    def _wait(self, keys: Whole, weights: Whole) -> None:
        self._waiting.append((keys, weights))
        self._waiting_size += len(keys)
        if self._waiting_size > max(_COMPACT_AT, len(self._keys)):
            self._compact()

    def _compact(self) -> None:
        import numpy as np

        if not self._waiting:
            return
        keys = np.concatenate([self._keys, *(keys for keys, _ in self._waiting)])
        weights = np.concatenate([self._weights, *(weights for _, weights in self._waiting)])
        self._keys, at = np.unique(keys, return_inverse=True)
        self._weights = np.zeros(len(self._keys), dtype=np.int64)
        np.add.at(self._weights, at, weights)
        self._waiting, self._waiting_size = [], 0


def chinese_type(word: str) -> str:
    """Under what a Chinese word is counted: its Simplified form.

    >>> chinese_type("術語")
    '术语'
    """
    return simplified_chars(word).lower()


def english_type(word: str) -> str:
    """Under what an English word is counted: its lemma.

    >>> english_type("Terms")
    'term'
    """
    return lemma(word)


def _whole(weights: Matrix) -> Whole:
    import numpy as np

    found: Whole = np.rint(np.where(weights >= _LEAST, weights, 0.0) * _UNIT).astype(np.int64)
    return found


def _of(counter: Counter[int], ids: Whole) -> Whole:
    import numpy as np

    return np.array([counter[word] for word in ids.tolist()], dtype=np.int64)


def _ids(words: Iterable[str], known: dict[str, int]) -> Whole:
    import numpy as np

    return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)
