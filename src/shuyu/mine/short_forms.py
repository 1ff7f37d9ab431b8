"""Short forms that an English text gives itself: World Health Organization (WHO).

The method of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (PSB 2003): the letters of the short form are looked for from right to left, the first one at the
beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SHORT = re.compile(r"[(（]\s*[\"“”']?([A-Z][A-Za-z&/-]{0,8}[A-Z])s?[\"“”']?\s*[)）;,；，]")
_WALL = re.compile(r"[.;:!?()（）]\s|[()（）,]")


class ShortForm(NamedTuple):
    """The places of a name and of its short form."""

    start: int
    end: int
    short_start: int
    short_end: int


def short_forms(text: str) -> Iterator[ShortForm]:
    """The short forms in brackets of an English text, with what they stand for.

    >>> [text[f.start : f.end] for text in ["a World Health Organization (WHO) report"] for f in short_forms(text)]
    ['World Health Organization']
    """
    for match in _SHORT.finditer(text):
        end = match.start()
        while end and text[end - 1].isspace():
            end -= 1
        letters = [letter.lower() for letter in match.group(1) if letter.isalnum()]
        bound = max((wall.end() for wall in _WALL.finditer(text, max(end - 200, 0), end)), default=max(end - 200, 0))
        start = _begin(text, bound, end, letters)
        if start is not None:
            yield ShortForm(start, end, *match.span(1))


def _begin(text: str, bound: int, end: int, letters: list[str]) -> int | None:
    # Where the words begin that a short form behind them stands for.
    at = end
    low = text.lower()
    for number, letter in zip(range(len(letters) - 1, -1, -1), reversed(letters), strict=True):
        at -= 1
        while at >= bound and (low[at] != letter or (number == 0 and at > bound and text[at - 1].isalnum())):
            at -= 1
        if at < bound:
            return None
    words = len(re.findall(r"[^\s-]+", text[at:end]))
    return at if 1 < words <= min(len(letters) + 5, 2 * len(letters)) else None
