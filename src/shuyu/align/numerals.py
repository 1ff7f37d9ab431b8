"""Numbers and months as both languages write them: 380万 and "3.8 million", 3月 and "March"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_CHINESE = re.compile(
    f"(?:第|百分之)?(?P<figures>\\d[\\d,]*(?:\\.\\d+)?)?(?P<numerals>[{''.join([*_DIGITS, *_SMALL, *_LARGE])}]*)"
    "(?:[多余]|年代|年|月份|月|日|号|时|点|分|秒|岁|名|个|届|次|世纪|%)?"
)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_WORDS = (
    {word: value for value, word in enumerate(f"{_ONES} eighteen nineteen".split())}
    | {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
    | {word: value for value, word in enumerate(_ORDINALS.split(), 1)}
)
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MONTHS = "january february march april may june july august september october november december".split()
_FIGURES = re.compile(r"\$?(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th|s|%)?")
_MOST_FIGURES = 30


def number_links(zh: Sequence[str], en: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which tokens are one number, or one month.

    Args:
        zh: Simplified Chinese tokens.
        en: English tokens.

    Yields:
        places in `zh` and `en`; a number of several English words is linked to each of them.

    >>> list(number_links(["3月", "救济金", "380万"], ["3.8", "million", "in", "March"]))
    [(0, 3), (2, 0), (2, 1)]
    """
    numbers = list(_english_numbers(en))
    months = {at: 1 + _MONTHS.index(word.lower()) for at, word in enumerate(en) if _is_month(word)}
    if not numbers and not months:
        return
    for i, word in enumerate(zh):
        value = chinese_number(word)
        if value is None:
            continue
        if word.endswith(("月", "月份")):
            yield from ((i, j) for j, month in months.items() if month == value)
        found = [places for places, number in numbers if abs(number - value) <= 1e-9 * max(1.0, value)]
        longest = max(map(len, found), default=0)
        yield from ((i, j) for places in found if len(places) == longest for j in places)


@lru_cache(maxsize=1 << 15)
def chinese_number(word: str) -> float | None:
    """The number that a Chinese token writes, with or without its measure word; None if it writes none.

    >>> chinese_number("380万"), chinese_number("二十二"), chinese_number("一九九九年"), chinese_number("第三")
    (3800000.0, 22.0, 1999.0, 3.0)
    >>> chinese_number("万一的"), chinese_number("岁")
    (None, None)
    """
    found = _CHINESE.fullmatch(unicodedata.normalize("NFKC", word[: 2 * _MOST_FIGURES]))
    if found is None or not (found["figures"] or found["numerals"]):
        return None
    figures, numerals = found["figures"], found["numerals"]
    if figures and len(figures) > _MOST_FIGURES:
        return None
    if not figures and len(numerals) > 1 and all(character in _DIGITS for character in numerals):
        return float("".join(str(_DIGITS[character]) for character in numerals))
    total = section = 0.0
    digit = float(figures.replace(",", "")) if figures else None
    for character in numerals:
        if character in _DIGITS:
            digit = float(_DIGITS[character])
        elif character in _SMALL:
            section += (1.0 if digit is None else digit) * _SMALL[character]
            digit = None
        else:
            total = (total + section + (digit or 0.0) or 1.0) * _LARGE[character]
            section, digit = 0.0, None
    return total + section + (digit or 0.0)


@lru_cache(maxsize=1 << 15)
def english_number(word: str) -> float | None:
    """The number that one English token writes.

    >>> english_number("1,200"), english_number("Twenty-two"), english_number("22nd"), english_number("AI")
    (1200.0, 22.0, 22.0, None)
    """
    word = word.lower()
    if word in _WORDS:
        return float(_WORDS[word])
    figures = _FIGURES.fullmatch(word)
    if figures is not None and len(figures[1]) <= _MOST_FIGURES:
        return float(figures[1].replace(",", ""))
    tens, hyphen, ones = word.partition("-")
    if hyphen and tens in _WORDS and ones in _WORDS and _WORDS[tens] >= 20 > 9 >= _WORDS[ones]:
        return float(_WORDS[tens] + _WORDS[ones])
    return None


def _english_numbers(en: Sequence[str]) -> Iterator[tuple[list[int], float]]:
    for j, word in enumerate(en):
        value = english_number(word)
        if value is None:
            if word.lower() in _SCALES:
                yield [j], float(_SCALES[word.lower()])
            continue
        places = [j]
        yield places, value
        for at in range(j + 1, len(en)):
            if en[at].lower() not in _SCALES:
                break
            value *= _SCALES[en[at].lower()]
            places = [*places, at]
            yield places, value


def _is_month(word: str) -> bool:
    return word[:1].isupper() and word.lower() in _MONTHS
