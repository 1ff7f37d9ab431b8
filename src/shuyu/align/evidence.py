"""What speaks for two passages translating each other when nothing is known but the passages themselves.

Length (Gale and Church 1993, on the logarithm of the ratio instead of the difference) and anchors: numbers and
Latin-script words, which translations keep. Both are logarithms of likelihood ratios, true pair against two
passages that stand near each other by chance, so they add up; 0 says nothing. The constants are rounded from the
paragraph and sentence pairs of novels, magazines, articles, annual reports and a textbook: the logarithm of
English letters per Chinese character has the mean 0.9 to 1.3 by field, and a spread that shrinks with length.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from shuyu.text.han import count_han

_MEAN = 1.12
_SHORT_TERMS_ARE_LONGER = 0.7
_CHANCE_SPREAD = 1.2
_LATIN_PER_HAN = 3.2

_LATIN = re.compile(r"[A-Za-z0-9]")
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[A-Za-z][A-Za-z0-9]+")
# Digits before these become other digits, or a word, in the other language: 7月 July, 1600万 16 million, 80年代 1980s.
_SCALED = re.compile("[万萬亿億千百月多余餘]|世[纪紀]|年代")
_ENGLISH_SCALE = re.compile(r"\s*(?:thousand|million|billion|trillion|hundred)\b|s\b|th[ -]centur")
_QUESTION = re.compile(r"[?？﹖][\"'”’」』)）]?\Z")
_COLON = re.compile(r"[：﹕︰]|:\s")
_CHINESE_NUMERAL = re.compile("[一二三四五六七八九十百千两兩]{2,}")


@dataclass(frozen=True)
class Measure:
    """What is weighed of one passage.

    Attributes:
        size: Chinese characters and their like, or English letters.
        long_numbers: of two digits and more, without separators.
        digits: numbers of one digit.
        names: Latin-script words, lower case.
        forgiving: whether numbers of the other side may be written in words here.
        question: whether it ends with a question mark.
        colon: whether a colon parts it.
    """

    size: float
    long_numbers: frozenset[str]
    digits: frozenset[str]
    names: frozenset[str]
    forgiving: bool = False
    question: bool = False
    colon: bool = False


def measure(text: str, *, chinese: bool) -> Measure:
    """What is weighed of `text`.

    Args:
        text: a passage.
        chinese: which side it is.

    >>> measure("2025年，AI社区已有7万人。", chinese=True).long_numbers
    frozenset({'2025'})
    """
    long_numbers: set[str] = set()
    digits: set[str] = set()
    names: set[str] = set()
    for found in _TOKEN.finditer(text):
        token = found[0]
        if not token[0].isdigit():
            names.add(token.lower())
            continue
        after = text[found.end() : found.end() + 12]
        if (_SCALED if chinese else _ENGLISH_SCALE).match(after):
            continue
        token = token.replace(",", "")
        (long_numbers if len(token) > 1 else digits).add(token)
    latin = sum(1 for _ in _LATIN.finditer(text))
    size = count_han(text) + latin / _LATIN_PER_HAN if chinese else float(latin)
    return Measure(
        size,
        frozenset(long_numbers),
        frozenset(digits),
        frozenset(names),
        chinese and _CHINESE_NUMERAL.search(text) is not None,
        _QUESTION.search(text) is not None,
        _COLON.search(text) is not None,
    )


def length_evidence(zh: Measure, en: Measure) -> float:
    """What the lengths say: about 1 to 2 for a likely ratio, far below 0 for an impossible one.

    >>> zh, en = measure("开放源代码的软件", chinese=True), measure("open-source software program", chinese=False)
    >>> length_evidence(zh, en) > 1
    True
    """
    if zh.size < 1 or en.size < 1:
        return -10.0
    spread = math.sqrt(0.06 + 0.4 / zh.size)
    off = math.log(en.size / zh.size) - _MEAN - _SHORT_TERMS_ARE_LONGER / zh.size
    # The true pairs' tails are fatter than normal: one in a hundred is a free rendering.
    near = 0.99 * math.exp(-0.5 * (off / spread) ** 2) / spread + 0.01 * math.exp(-0.5 * (off / 2) ** 2) / 2
    chance = math.exp(-0.5 * (off / _CHANCE_SPREAD) ** 2) / _CHANCE_SPREAD
    return max(math.log(near + 1e-12) - math.log(chance + 1e-12), -10.0)


def anchor_evidence(zh: Measure, en: Measure) -> float:
    """What numbers and Latin-script words say, within -4 and 6.

    >>> zh = measure("DeepSeek在2025年开源了R1。", chinese=True)
    >>> anchor_evidence(zh, measure("In 2025, DeepSeek open-sourced R1.", chinese=False)) > 4
    True
    """
    total = 0.0
    english = en.long_numbers | en.digits
    for number in zh.long_numbers:
        total += 2.0 if number in english else -1.5
    for number in zh.digits:
        total += 1.5 if number in english else -0.5
    for name in zh.names:
        total += 1.2 if name in en.names or name + "s" in en.names or name.rstrip("s") in en.names else -1.2
    if not zh.forgiving:
        total -= 1.2 * len(en.long_numbers - zh.long_numbers)
    if zh.question or en.question:
        total += 1.0 if zh.question == en.question else -1.0
    if zh.colon and en.colon:
        total += 0.5
    return min(max(total, -4.0), 6.0)


def evidence(zh: Measure, en: Measure) -> float:
    """Length and anchors together.

    >>> zh = measure("国际合作", chinese=True)
    >>> evidence(zh, measure("international cooperation", chinese=False)) > 0
    True
    """
    length = length_evidence(zh, en)
    # Anchors cannot make good what the lengths exclude, and they cost more to weigh.
    return length if length <= -6.0 else length + anchor_evidence(zh, en)


def probability(log_odds: float) -> float:
    """The score that a pair gets, from 0 to 0.99.

    >>> probability(0.0), probability(100.0)
    (0.5, 0.99)
    """
    return round(min(1 / (1 + math.exp(-max(log_odds, -30.0))), 0.99), 3)
