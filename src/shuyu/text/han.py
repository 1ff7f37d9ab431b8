"""The only Unicode ranges in shuyu: what is Chinese writing, and its punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

# Unified ideographs with every extension up to J (Unicode 17), the compatibility blocks, 〇, and 々.
_HAN_RANGES = (
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2EE5D),
    (0x2F800, 0x2FA1F),
    (0x30000, 0x33479),
)

HAN = "".join(f"{chr(a)}-{chr(b)}" if a != b else chr(a) for a, b in _HAN_RANGES)
"""For use inside a character class: `re.compile(f"[{HAN}]+")`."""

SENTENCE_END = "。！？；…"
CLAUSE_MARKS = "，、：；。！？…—"
OPENING = "“‘「『（《〈【〔［｛〖"
CLOSING = "”’」』）》〉】〕］｝〗"
CHINESE_PUNCTUATION = CLAUSE_MARKS + OPENING + CLOSING + "·～﹕﹑﹔．"

KANA = "ぁ-ゖァ-ヺー"
HANGUL = "가-힣"

_STARTS = tuple(first for first, _ in _HAN_RANGES)
_ENDS = tuple(last for _, last in _HAN_RANGES)


@cache
def _han() -> re.Pattern[str]:
    # Compiled when it is first needed: it takes a millisecond or two, and a lookup may do without.
    return re.compile(f"[{HAN}]")


def is_han(character: str) -> bool:
    """Whether `character` is one Han character.

    >>> is_han("术"), is_han("𠮷"), is_han("〇"), is_han("a"), is_han("。"), is_han("术语")
    (True, True, True, False, False, False)
    """
    if len(character) != 1:
        return False
    at = bisect_right(_STARTS, ord(character)) - 1
    return at >= 0 and ord(character) <= _ENDS[at]


def has_han(text: str) -> bool:
    """Whether any character of `text` is Han.

    >>> has_han("AI治理"), has_han("AI governance")
    (True, False)
    """
    if text.isascii():
        return False
    # A query is looked at without the pattern, whose compiling would take as long as the lookup.
    return any(map(is_han, text)) if len(text) <= 16 else _han().search(text) is not None


def count_han(text: str) -> int:
    """How many Han characters `text` has.

    >>> count_han("AI治理")
    2
    """
    return sum(1 for _ in _han().finditer(text))
