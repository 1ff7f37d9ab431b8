"""Candidates in English: noun phrases by what they may begin and end with, since nothing here knows parts of speech."""

from __future__ import annotations

import re
from functools import lru_cache

from shuyu.mine._function_words import EN_EDGE, EN_INNER, EN_JOINS, EN_WEAK, LY_NOUNS
from shuyu.mine.spans import HIDDEN, LONGEST, Spans, balanced, masked
from shuyu.text import han
from shuyu.text.english import lemma_of_token, token_spans
from shuyu.text.fold import fold

_HYPHENS = frozenset("-‐‑–")
_JOINING = frozenset(("", "-", "‐", "‑", "’", "'", "/", "&"))
_CURRENCY = frozenset("$€£¥")
# Names that are function words in small letters.
_NAMES = frozenset(("US", "IT", "WHO"))
_NUMBER = re.compile(r"[\d.,]+(?:st|nd|rd|th|s)?")


def english_spans(text: str) -> Spans:
    """The words and candidates of an English text.

    Args:
        text: a sentence or paragraph.

    >>> english_spans("The loans of the bank.").keys
    ['loan', 'loanofthebank', 'bank']
    """
    hidden = masked(text)
    places = token_spans(hidden)
    # HK of HK$5 is no word.
    words = [HIDDEN if hidden[end : end + 1] in _CURRENCY else hidden[start:end] for start, end in places]
    low = [word.lower() for word in words]
    size = len(words)
    gaps = ["#", *(hidden[places[at - 1][1] : places[at][0]].strip() for at in range(1, size)), "#"] if size else ["#"]
    hyphen = [hidden[places[at - 1][1] : places[at][0]] in _HYPHENS for at in range(1, size)]
    joined = [False, *hyphen, False]
    walls = [0 if gap in _JOINING else 1 if set(gap) <= set("() ") else 2 for gap in gaps]
    # on-site, over-the-counter, e-cheque: what a hyphen ties to the next word may begin a term.
    begins = [_may_stand(word, tied=joined[at + 1]) and not joined[at] for at, word in enumerate(words)]
    ends = [
        (_may_stand(word, tied=joined[at]) and not _is_adverb(low[at]))
        or (at > 0 and not walls[at] and _is_titled(word) and _is_titled(words[at - 1]))
        or (joined[at] and _NUMBER.fullmatch(word) is not None and words[at - 1].isupper())
        for at, word in enumerate(words)
    ]
    lemmas = [_key(word) for word in words]
    first, last, keys = [], [], []
    for start in range(size):
        if not begins[start]:
            continue
        brackets = False
        for end in range(start + 1, min(start + LONGEST, size) + 1):
            at = end - 1
            if at > start:
                if walls[at] > 1:
                    break
                brackets = brackets or walls[at] == 1
            if not ends[at]:
                if at == start or _may_be_inside(words[at], low[at]) or joined[at + 1] or joined[at]:
                    continue
                break
            if (
                joined[end]
                or (at == start and _is_adverb(low[at]))
                or (brackets and not balanced(hidden, places[start][0], places[at][1]))
            ):
                continue
            first.append(start)
            last.append(end)
            keys.append("".join(lemmas[start:end]))
    left = [1.0 if walls[at] else -1.0 if joined[at] else _before(words[at - 1]) for at in range(size + 1)]
    right = [1.0 if walls[at] else -1.0 if joined[at] else _after(words[at]) for at in range(size + 1)]
    content = [word not in EN_WEAK for word in low]
    return Spans(words, places, content, left, right, first, last, keys)


@lru_cache(maxsize=1 << 16)
def _may_stand(word: str, *, tied: bool) -> bool:
    if HIDDEN in word or _NUMBER.fullmatch(word) or han.has_han(word):
        return False
    if tied:
        return True
    return len(word) > 1 and (word.lower() not in EN_EDGE or word in _NAMES)


def _is_titled(word: str) -> bool:
    # Love Teeth Day
    return word[:1].isupper() and len(word) > 2


@lru_cache(maxsize=1 << 16)
def _may_be_inside(word: str, low: str) -> bool:
    return low in EN_INNER or len(word) == 1 or bool(_NUMBER.fullmatch(word))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in LY_NOUNS


@lru_cache(maxsize=1 << 16)
def _before(word: str) -> float:
    low = word.lower()
    if low in EN_JOINS:
        # Securities and | Futures Commission
        return 0.5
    if low in EN_EDGE and word not in _NAMES:
        return 0.9
    return 0.5 if low.endswith(("ed", "ing")) else 0.8 if _is_adverb(low) else 0.0


@lru_cache(maxsize=1 << 16)
def _after(word: str) -> float:
    low = word.lower()
    if low in EN_JOINS:
        return 0.5
    if low in EN_EDGE and word not in _NAMES:
        # exchange value | of the currency
        return 0.6 if low == "of" else 0.9
    return 0.5 if low.endswith("ed") else 0.8 if _is_adverb(low) else 0.0


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    return fold(lemma_of_token(word, first=False))
