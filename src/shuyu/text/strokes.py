"""How many strokes a Han character has, by the Unihan database."""

from __future__ import annotations

from bisect import bisect_right


def strokes(character: str) -> int:
    """The number of strokes of a character as the mainland counts them; 0 where it is not known, or not Han.

    Source: Unihan, kTotalStrokes (Unicode Standard Annex 38).

    >>> strokes("一"), strokes("语"), strokes("語"), strokes("𠮷"), strokes("a")
    (1, 9, 14, 6, 0)
    """
    from shuyu.text._stroke_table import DIGITS, RUNS

    at = bisect_right(RUNS, (ord(character) + 1,)) - 1
    if at < 0:
        return 0
    first, counts = RUNS[at]
    place = ord(character) - first
    return DIGITS.index(counts[place]) if place < len(counts) else 0
