"""How English words are used in a corpus: what stands like a verb there is no edge of a term.

There are no parts of speech for English here. But a verb follows `to`, `will` or `they` again and again, and takes
`the` or `its` behind it, which nouns and adjectives hardly do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_BEFORE_VERBS = frozenset("to will would may might shall should can could must not we they it which who".split())
_BEHIND_VERBS = frozenset("the a an its their his her our this these those".split())
_TEXTS = 20_000
_LONGEST = 12_000
_DOUBT = 2


class Usage:
    """How often English words stand where verbs do.

    Args:
        texts: English; of a large corpus every second, or third, ….

    >>> usage = Usage(["They promote the service.", "To promote this, open the service."])
    >>> usage.acting("promote"), usage.acting("service"), usage.taking("promote")
    (0.5, 0.0, 0.5)
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts[:: max(-(-len(texts) // _TEXTS), 1)]

    def acting(self, word: str) -> float:
        """The share of finds behind what verbs follow: `to promote`."""
        every, behind, _ = self._counts
        return behind[word] / (every[word] + _DOUBT)

    def taking(self, word: str) -> float:
        """The share of finds before what follows verbs: `promote the`."""
        every, _, before = self._counts
        return before[word] / (every[word] + _DOUBT)

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        every: Counter[str] = Counter()
        behind: Counter[str] = Counter()
        before: Counter[str] = Counter()
        for text in self._texts:
            words = _WORD.findall(text[:_LONGEST].lower())
            every.update(words)
            behind.update(word for left, word in pairwise(words) if left in _BEFORE_VERBS)
            before.update(word for word, right in pairwise(words) if right in _BEHIND_VERBS)
        return every, behind, before
