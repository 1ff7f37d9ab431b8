"""What is known of a term pair, as numbers: how surely the two translate each other, and how much each is a term."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from shuyu.mine._function_words import EN_EDGE, EN_VAGUE, LY_NOUNS, ZH_EDGE, ZH_JOINS, ZH_PREFIXES
from shuyu.text import han

_ACRONYM = re.compile(r"[A-Z][A-Za-z&]*[A-Z0-9]s?")
_PARTS = re.compile(r"[\s\-‐‑–/&]+")
_BYLINE = frozenset(
    "记者 编辑 责编 责任编辑 作者 来源 图源 摄影 摄 译者 校对 编译 供图 通讯员 本报讯 本报记者 文章来源".split()
)
_BYLINE_END = frozenset("报道 供图 摄影 摄 编译 讯 综合报道".split())
_VERBS = frozenset("v vd vi vq".split())
_QUALITIES = frozenset("a ad d b z".split())
_WHOLE_TAGS = frozenset("vn v vd vi".split())
_OPEN_ENDINGS = ("ous", "ive", "ful", "less", "able", "ible", "ary", "ical")
_HAN_PER_WORD = 0.55
# Of pairs that are listed: what the encoder was not asked about is taken to be as alike.
_USUAL_LIKENESS = 0.6


class Pair(NamedTuple):
    """What was counted of a term pair.

    Attributes:
        zh: the Chinese words of the term, Simplified.
        zh_tags: their parts of speech.
        en: the English term as it stands most often.
        both: segment pairs with both, linked.
        zh_count: segment pairs with the Chinese term.
        en_count: segment pairs with the English term.
        size: segment pairs in all.
        inside: mean over `both`, as the next ones; see `shuyu.mine.matching.Matches`.
        edge: the same.
        of_zh: the same.
        of_en: the same.
        zh_left: how clean the left edge is in the text, 0 to 1.
        zh_right: the right edge.
        en_left: in English.
        en_right: in English.
        share_zh: its links against those of the best translation of the Chinese term.
        share_en: its links against those of the best translation of the English term.
        glosses: how often the text itself gives the pair.
        short: how often the English is the short form that the text gives for a name with these links.
        zh_free: how often the Chinese term stands without the word beside it, 0 to 1.
        en_free: the same of the English one.
        acting_first: how often the first English word stands where verbs do; see `shuyu.mine.usage`.
        taking_first: how often it takes an object.
        taking_last: the same of the last.
        parts: how well the words of both sides translate each other; None of a single word. See `shuyu.mine.parts`.
        likeness: the cosine of the vectors of both sides; None where nobody asked the encoder.
    """

    zh: tuple[str, ...]
    zh_tags: tuple[str, ...]
    en: str
    both: int
    zh_count: int
    en_count: int
    size: int
    inside: float
    edge: float
    of_zh: float
    of_en: float
    zh_left: float
    zh_right: float
    en_left: float
    en_right: float
    share_zh: float
    share_en: float
    glosses: int
    short: int = 0
    zh_free: float = 1.0
    en_free: float = 1.0
    acting_first: float = 0.0
    taking_first: float = 0.0
    taking_last: float = 0.0
    parts: float | None = None
    likeness: float | None = None


def features(pair: Pair) -> dict[str, float]:
    """The numbers that the ranking weighs, by name."""
    found = {**_correspondence(pair), **_standing(pair), **_chinese(pair.zh, pair.zh_tags), **_english(pair.en)}
    term = "".join(pair.zh)
    digits = [any(c.isdigit() for c in text) for text in (term, pair.en)]
    found["digits on one side"] = float(digits[0] != digits[1])
    found["digits"] = float(all(digits))
    han_size = sum(map(han.is_han, term))
    other = len([word for word in pair.zh if not han.has_han(word)])
    words = len([word for word in _PARTS.split(pair.en) if word.lower() not in EN_EDGE])
    found["lengths differ"] = abs(math.log((han_size * _HAN_PER_WORD + other + 0.5) / (words + 0.5)))
    found["rare in general"] = min(max(math.log(max(pair.zh_count, pair.both)) - max(_general(term) - 4, 0), -5.0), 5.0)
    return found


def _correspondence(pair: Pair) -> dict[str, float]:
    both, zh, en = pair.both, max(pair.zh_count, pair.both), max(pair.en_count, pair.both)
    dice = 2 * both / (zh + en)
    return {
        "inside": pair.inside,
        "edge": pair.edge,
        "best of zh": pair.of_zh,
        "best of en": pair.of_en,
        "clearly best of zh": max(pair.of_zh - 0.9, 0.0),
        "clearly best of en": max(pair.of_en - 0.9, 0.0),
        "dice": dice,
        "share of zh": both / zh,
        "share of en": both / en,
        "dominates zh": pair.share_zh,
        "dominates en": pair.share_en,
        "dominates both": pair.share_zh * pair.share_en * min(math.log(both), 3.0),
        "count": min(math.log(both), 4.0),
        "zh count": min(math.log(zh), 6.0),
        "en count": min(math.log(en), 6.0),
        "dice, counted": dice * min(math.log(both), 4.0),
        "inside, counted": pair.inside * min(math.log(both), 4.0),
        "likelihood": math.log1p(likelihood_ratio(both, zh, en, pair.size)),
        "zh left edge": pair.zh_left,
        "zh right edge": pair.zh_right,
        "en left edge": pair.en_left,
        "en right edge": pair.en_right,
        "gloss": min(pair.glosses, 3) ** 0.5,
    }


def _standing(pair: Pair) -> dict[str, float]:
    # How each side stands in the corpus, and what is known of the pair beside its links.
    zh, en = (min(math.log(max(count, pair.both)), 3.0) for count in (pair.zh_count, pair.en_count))
    several = _PARTS.search(pair.en) is not None
    return {
        "zh free": pair.zh_free,
        "en free": pair.en_free,
        "zh nested": (1 - pair.zh_free) * zh,
        "en nested": (1 - pair.en_free) * en,
        "en begins like a verb": pair.acting_first * several,
        "en begins taking an object": pair.taking_first * several,
        "en ends taking an object": pair.taking_last,
        "short form": min(pair.short, 3) ** 0.5,
        "parts": 0.0 if pair.parts is None else pair.parts,
        "no parts": float(pair.parts is None),
        "meaning": 0.0 if pair.likeness is None else pair.likeness - _USUAL_LIKENESS,
    }


def likelihood_ratio(both: int, zh: int, en: int, size: int) -> float:
    """Dunning's log-likelihood ratio of two terms standing together (Computational Linguistics 19, 1993).

    >>> likelihood_ratio(10, 10, 10, 1000) > likelihood_ratio(2, 10, 10, 1000) > 0
    True
    >>> likelihood_ratio(1, 10, 100, 1000)
    0.0
    """
    only_zh, only_en, none = zh - both, en - both, max(size - zh - en + both, 0)
    total = both + only_zh + only_en + none
    cells = ((both, zh, en), (only_zh, zh, total - en), (only_en, total - zh, en), (none, total - zh, total - en))
    ratio = 2 * sum(x * math.log(x * total / (row * column)) for x, row, column in cells if x)
    return max(ratio, 0.0)


@lru_cache(maxsize=1 << 16)
def _chinese(words: tuple[str, ...], tags: tuple[str, ...]) -> dict[str, float]:
    term = "".join(words)
    size = sum(map(han.is_han, term))
    first, last = tags[0], tags[-1]
    inner = words[1:-1]
    return {
        "zh 1": float(size == 1),
        "zh 2": float(size == 2),
        "zh 3": float(size == 3),
        "zh 4": float(size == 4),
        "zh 5-6": float(size in (5, 6)),
        "zh 7-9": float(7 <= size <= 9),
        "zh 10+": float(size >= 10),
        "zh Latin": float(size == 0),
        "zh mixed": float(0 < size < len(term)),
        "zh one word": float(len(words) == 1),
        "zh two words": float(len(words) == 2),
        "zh many words": float(len(words) >= 5),
        "zh 的": float("的" in words),
        "zh and": float(any(word in ZH_JOINS for word in inner)),
        "zh function word": float(any(word in ZH_EDGE and word not in ZH_JOINS for word in inner)),
        "zh ends noun": float(last.startswith("n")),
        "zh ends verbal noun": float(last == "vn"),
        "zh ends verb": float(last in _VERBS),
        "zh ends quality": float(last in _QUALITIES),
        "zh ends new word": float(last == ""),
        "zh begins verb": float(first in _VERBS and len(words) > 1),
        "zh is verb": float(first in _VERBS and len(words) == 1),
        "zh begins quality": float(first in _QUALITIES and first != "b"),
        "zh begins attribute": float(first == "b"),
        "zh begins number": float(first in ("m", "q", "t", "f")),
        "zh begins function word": float(words[0] in ZH_PREFIXES),
        "zh verb inside": float(any(tag in _VERBS for tag in tags[1:-1])),
        "zh general": _general(term) / 10,
        "byline": float(len(words) > 1 and (words[0] in _BYLINE or words[-1] in _BYLINE_END)),
    }


@lru_cache(maxsize=1 << 16)
def _english(term: str) -> dict[str, float]:
    words = [word for word in _PARTS.split(term) if word]
    low = [word.lower() for word in words]
    inner = low[1:-1]
    capitals = all(word[:1].isupper() or word.lower() in EN_EDGE for word in words)
    last = low[-1] if low else ""
    return {
        "en one word": float(len(words) == 1),
        "en two words": float(len(words) == 2),
        "en three words": float(len(words) == 3),
        "en four words": float(len(words) == 4),
        "en many words": float(len(words) >= 6),
        "en name": float(capitals and len(words) > 1),
        "en capital": float(capitals and len(words) == 1),
        "en acronym": float(bool(_ACRONYM.fullmatch(term))),
        "en of": float("of" in inner),
        "en and": float("and" in inner),
        "en other small word": float(any(word in EN_EDGE and word not in ("of", "and") for word in inner)),
        "en article": float(any(word in ("the", "a", "an") for word in inner)),
        "en ends -ed": float(last.endswith("ed")),
        "en ends -ing": float(last.endswith("ing")),
        "en ends quality": float(last.endswith(_OPEN_ENDINGS)),
        "en begins -ed": float(len(words) > 1 and low[0].endswith("ed")),
        "en begins -ing": float(len(words) > 1 and low[0].endswith("ing")),
        "en begins adverb": float(bool(low) and low[0].endswith("ly") and low[0] not in LY_NOUNS),
        "en plural": float(last.endswith("s") and not last.endswith("ss")),
        "en hyphen": float("-" in term),
        "en vague": float(bool(low) and low[0] in EN_VAGUE),
    }


def _general(term: str) -> float:
    from shuyu.text.segment import general_frequencies

    return math.log1p(general_frequencies().get(term, 0))


def tags_of(words: Sequence[str]) -> tuple[str, ...]:
    """The parts of speech of Chinese words; `eng` for what is not Chinese."""
    from shuyu.text.segment import part_of_speech

    return tuple(part_of_speech(word) if han.has_han(word) else "eng" for word in words)
