"""Whether the words of a term pair translate each other elsewhere: 人工智能 + 治理 = AI + governance.

The dictionary of words is the corpus itself: pairs of single words that were found in it, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from shuyu.mine._function_words import EN_WEAK, ZH_WEAK
from shuyu.mine.features import Pair
from shuyu.text import han
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold

_GAP = re.compile(r"[\s\-‐‑–/&]+")


class Parts:
    """The pairs of single words of a corpus.

    Args:
        pairs: what was counted, of terms of any length.
    """

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._found: dict[tuple[str, str], float] = {}
        for pair in pairs:
            if len(pair.zh) == 1 and not _GAP.search(pair.en):
                mentions = max(pair.zh_count, pair.both) + max(pair.en_count, pair.both)
                key = _zh_key(pair.zh[0]), _en_key(pair.en)
                self._found[key] = max(self._found.get(key, 0.0), 2 * pair.inside * pair.both / mentions)

    def share(self, pair: Pair) -> float | None:
        """How well the words of both sides have counterparts in the other, 0 to 1; None of a single word."""
        zh = [_zh_key(word) for word in pair.zh if han.has_han(word) and word not in ZH_WEAK]
        en = [_en_key(word) for word in _GAP.split(pair.en) if word and word.lower() not in EN_WEAK]
        return _mean(self._found, zh, en) if len(pair.zh) > 1 and zh and en else None


def _mean(found: Mapping[tuple[str, str], float], zh: list[str], en: list[str]) -> float:
    table = [[found.get((left, right), 0.0) for right in en] for left in zh]
    by_zh: float = sum(map(max, table)) / len(zh)
    by_en: float = sum(map(max, zip(*table, strict=True))) / len(en)
    return (by_zh + by_en) / 2


@lru_cache(maxsize=1 << 16)
def _zh_key(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=1 << 16)
def _en_key(word: str) -> str:
    return lemma_key(word)
