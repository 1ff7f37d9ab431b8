"""The fold: the key under which spellings of a term meet.

A fold is for meeting, never for display. It takes each Han character alone to one Simplified form, so it joins
more than script conversion would: 著 and 着 (著作 and 看着), 乾 and 干, 瞭 and 了, 裏 and 裡 and 里, 臺 and 台,
爲 and 為 and 为, 藉 and 借, 徵 and 征, 於 and 于, 後 and 后, 甚麼 and 什么. That is what a key wants: whatever somebody
types finds the term. Text that a person will read is converted by `shuyu.text.script`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shuyu.text._fold_table import FROM, SIMPLIFIED, TO, TRADITIONAL

MIDDLE_DOTS = "·\u0387•‧∙⋅・\u2e31\ua78f\u16eb"
HYPHENS = "-\u058a\u1806‐‑‒–—―⁃−\u2e3a\u2e3b﹣－﹘"
_INVISIBLE = (
    *(0x00AD, 0x034F, 0x061C, 0xFEFF),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xE0020, 0xE0080),
    *range(0xE0100, 0xE01F0),
)
_SPACES = (
    *range(0x09, 0x0E),
    *range(0x1C, 0x21),
    *(0x85, 0xA0, 0x1680),
    *range(0x2000, 0x200B),
    *(0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
)

_HAN_TABLE = str.maketrans(FROM, TO)
_TABLE: dict[int, int | str | None] = dict(_HAN_TABLE)
_TABLE.update(dict.fromkeys((*map(ord, MIDDLE_DOTS + HYPHENS), *_SPACES, *_INVISIBLE)))
_ASCII_DROPPED = {code: None for code in _TABLE if code < 0x80}

_TRADITIONAL = frozenset(TRADITIONAL)
_SIMPLIFIED = frozenset(SIMPLIFIED)

# A second character that NFC joins to the first although its combining class is 0 (Hangul vowels and final
# consonants, and the few in Indic scripts): no cluster may begin with one.
_JOINING = frozenset(
    [chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))]
    + list(
        "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35\U00011127"
        "\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
    )
)


def fold(text: str) -> str:
    """The key under which spellings of `text` meet; the fold of a fold is the fold.

    NFKC, case folded, every Han character in its Simplified form; without white space, middle dots, hyphens and
    dashes, zero-width characters and variation selectors.

    Args:
        text: any string.

    Returns:
        the key; it may be empty.

    >>> fold("人工智慧 大模型"), fold("ＡＩ・治理"), fold("Large-Scale AI")
    ('人工智慧大模型', 'ai治理', 'largescaleai')
    >>> fold("臺灣") == fold("台湾") and fold("甚麼") == fold("什么")
    True
    """
    if text.isascii():
        return text.lower().translate(_ASCII_DROPPED)
    # Dropping a character can bring two together that compose, so until nothing changes; one round is the rule.
    while True:
        once = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
        if once == text:
            return once
        text = once


@dataclass(frozen=True)
class FoldedText:
    """A fold with a map back: character i of `text` came from `source[starts[i]:ends[i]]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that `text[start:end]` came from; dropped characters at its edges stay outside.

        Args:
            start: offset in `text`.
            end: offset in `text`, not before `start`.

        Returns:
            offsets in the source; for an empty span both are the place where the next character begins.

        >>> fold_mapped("《人 工—智能》").to_source(1, 4)
        (1, 6)
        """
        if start < end:
            return self.starts[start], self.ends[end - 1]
        place = self.starts[start] if start < len(self.starts) else self.ends[-1] if self.ends else 0
        return place, place


def fold_mapped(text: str) -> FoldedText:
    """`fold(text)` with a map back to `text`.

    Characters that normalisation joins (a letter and its combining accent) are folded together, and what they
    become maps to all of them.

    Args:
        text: any string.

    Returns:
        the fold, its `text` equal to `fold(text)`.

    >>> folded = fold_mapped("A I 治・理")
    >>> folded.text, folded.to_source(2, 4)
    ('ai治理', (4, 7))
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    length = len(text)
    while at < length:
        folded, attaches = _unit(text[at])
        if not folded:
            at += 1
            continue
        # The cluster: this character, and what may combine with it, over dropped characters between them.
        end = at + 1
        ahead = end
        while ahead < length:
            next_folded, attaches = _unit(text[ahead])
            if attaches:
                end = ahead + 1
            elif next_folded:
                break
            ahead += 1
        if end > at + 1:
            folded = fold(text[at:end])
        pieces.append(folded)
        if len(folded) == 1:
            starts.append(at)
            ends.append(end)
        else:
            starts.extend([at] * len(folded))
            ends.extend([end] * len(folded))
        at = ahead
    return FoldedText("".join(pieces), starts, ends)


@lru_cache(maxsize=8192)
def _unit(character: str) -> tuple[str, bool]:
    # The fold of one character, and whether it may combine with what stands before it.
    folded = fold(character)
    if not folded:
        return "", False
    first = unicodedata.normalize("NFD", folded)[0]
    return folded, unicodedata.combining(first) != 0 or first in _JOINING or unicodedata.combining(character) != 0


def simplified_chars(text: str) -> str:
    """`text` with each Han character alone in its Simplified form: as many characters, everything else untouched.

    For dictionaries that know Simplified only; as rough as a fold.

    >>> simplified_chars("軟體 SOFTWARE・著")
    '软体 SOFTWARE・着'
    """
    return text.translate(_HAN_TABLE)


def is_traditional_char(character: str) -> bool:
    """Whether `character` is Han that Traditional text has and Simplified text has not.

    Characters that both use (著, 乾, 台) tell nothing and give False.

    >>> is_traditional_char("國"), is_traditional_char("国"), is_traditional_char("人")
    (True, False, False)
    """
    return character in _TRADITIONAL


def is_simplified_only_char(character: str) -> bool:
    """Whether `character` is Han that Simplified text has and Traditional text has not.

    Simplified forms that are Traditional characters of their own (后, 干, 里) tell nothing and give False.

    >>> is_simplified_only_char("国"), is_simplified_only_char("后"), is_simplified_only_char("人")
    (True, False, False)
    """
    return character in _SIMPLIFIED
