"""Where terms may stand in a text: runs of words with clean edges, found alike for both languages.

A candidate begins and ends with a word that a term may begin and end with, and crosses no mark but a bracket that opens
and closes inside it: 银行业（流动性）规则. How clean its surroundings are (a function word, a mark, a verb) is kept for
the ranking: a part of a longer term has none of them beside it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

LONGEST = 9
"""Words of a candidate."""

_MASK = re.compile(
    r"`[^`]*`|(?<![A-Za-z\d])\$[^$]*\$(?!\d)|:[a-z]+:`[^`]*`|https?://\S+|\S+@\S+|<[^<>]{1,200}>|\\[a-zA-Z]+\{[^}]*\}|\{\{[^}]*\}\}"
    r"|\{[^{}\s]{1,40}\}|%[sd]\b"
)
HIDDEN = "\0"
"""What stands for code, formulas, addresses and tags."""


class Spans(NamedTuple):
    """The words of a text and the candidates among them.

    Attributes:
        words: what is aligned.
        places: code points of each word.
        content: whether a word needs a counterpart.
        left: for each boundary (one more than words) how clean an edge what precedes it makes, 0 to 1.
        right: the same of what follows it.
        first: of each candidate, the number of its first word.
        last: of its last word, plus one.
        keys: under what it is counted.
    """

    words: Sequence[str]
    places: Sequence[tuple[int, int]]
    content: Sequence[bool]
    left: Sequence[float]
    right: Sequence[float]
    first: Sequence[int]
    last: Sequence[int]
    keys: Sequence[str]

    def place(self, candidate: int) -> tuple[int, int]:
        """Code points of a candidate."""
        return self.places[self.first[candidate]][0], self.places[self.last[candidate] - 1][1]


def masked(text: str) -> str:
    r"""`text`, of the same length, without what is no language: code, formulas, addresses, tags.

    >>> masked("see `x` at https://a.org").split()
    ['see', '\x00', 'at', '\x00']
    """
    return _MASK.sub(lambda found: HIDDEN.ljust(len(found.group())), text)


@lru_cache(maxsize=1 << 16)
def key_hash(key: str) -> int:
    """64 bits of a key, the same in every process."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def balanced(text: str, start: int, end: int) -> bool:
    """Whether the brackets between two places open and close there.

    >>> balanced("a (b) c", 0, 7), balanced("a (b) c", 0, 4)
    (True, False)
    """
    depth = 0
    for character in text[start:end]:
        if character in "(（":
            depth += 1
        elif character in ")）":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0
