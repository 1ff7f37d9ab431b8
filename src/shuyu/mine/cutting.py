"""Words as terms have them, and how long a term is."""

from __future__ import annotations

import re

from shuyu.mine._words import COUNTRIES, GLOSSED, KINDS, MODIFIERS, STOP
from shuyu.mine.sides import PREFIXES
from shuyu.text import han
from shuyu.text.segment import Segmenter, Word

_OWN_WORDS = frozenset(
    w for w in (*STOP, *GLOSSED, *KINDS, *COUNTRIES, *MODIFIERS) if len(w) > 1 and han.count_han(w) == len(w)
)


_GLUED = frozenset("和与及或即以由对在为是被用如将把向从其该使让")


def cut(chunk: str, simplified: str, segmenter: Segmenter) -> list[Word]:
    """The words of `chunk` as terms have them: prepositions parted from what they were glued to, prefixes joined.

    >>> from shuyu.text.segment import Jieba
    >>> [word.end - word.start for word in cut("和可解释性", "和可解释性", Jieba())]
    [1, 4]
    """
    found: list[Word] = []
    for word in segmenter.tagged(chunk, _OWN_WORDS):
        first = simplified[word.start]
        before = simplified[found[-1].start : found[-1].end] if found else ""
        plain = simplified[word.start : word.end]
        if before and before in PREFIXES and len(plain) > 1 and han.is_han(first) and plain not in STOP:
            found[-1] = Word(found[-1].start, word.end, word.tag)
            continue
        if word.end - word.start > 5 and simplified[word.start : word.start + 2] in COUNTRIES:
            found += [Word(word.start, word.start + 2, "ns"), Word(word.start + 2, word.end, word.tag)]
            continue
        # The hidden Markov model joins a preposition to what it does not know (和束, 即非): part them again.
        if (
            not word.tag
            and word.end - word.start > 1
            and first in _GLUED
            and simplified[word.start : word.end] not in _OWN_WORDS
        ):
            found += [Word(word.start, word.start + 1, "p"), Word(word.start + 1, word.end, "")]
        else:
            found.append(word)
    return found


def size(simplified: str, start: int, end: int) -> float:
    """The length of a term in characters, a Latin word or number as much as one and a half.

    >>> size("深度Q网络", 0, 5)
    5.6
    """
    part = simplified[start:end]
    return han.count_han(part) + 1.6 * len(re.findall("[A-Za-z0-9.]+", part)) - 0.8 * part.count("的")
