"""What Chinese text is written in: its script, its region, and the characters and words that tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from shuyu.conversion._regions import CHARACTERS, HONG_KONG, MAINLAND, TAIWAN, WORDS
from shuyu.languages import HANS, HANT
from shuyu.text.fold import is_simplified_only_char, is_traditional_char
from shuyu.text.han import is_han
from shuyu.text.script import MIXED

if TYPE_CHECKING:
    from shuyu.match import Matcher

MOSTLY = 0.95
"""From this share of the telling characters on, a text is in their script; below, it is mixed."""

_SHOWN = 12
# A region is named when it has this many times the weight of the next one.
_AHEAD = 1.5


@dataclass(frozen=True)
class Detection:
    """What a text is written in.

    Attributes:
        script: `zh-Hans`, `zh-Hant`, `mixed`; None where no character tells.
        region: `CN`, `TW` or `HK`; None where nothing tells, or not clearly.
        han: Chinese characters.
        simplified: characters that only Simplified text has.
        traditional: characters that only Traditional text has.
        characters: the commonest telling characters of the script that is rarer (of the only one, where there is but
            one), with how often they stand.
        evidence: the words and forms that tell the region, commonest first, with the region (`CN/HK` where two share
            it) and how often they stand.
    """

    script: str | None
    region: str | None
    han: int
    simplified: int
    traditional: int
    characters: tuple[tuple[str, int], ...]
    evidence: tuple[tuple[str, str, int], ...]

    @property
    def tag(self) -> str | None:
        """The language tag: `zh-Hans`, `zh-Hant`, `zh-Hant-TW`, `zh-Hant-HK`; None where it is mixed or unknown."""
        if self.script == HANT and self.region in (TAIWAN, HONG_KONG):
            return f"{HANT}-{self.region}"
        return self.script if self.script != MIXED else None

    @property
    def share(self) -> float | None:
        """The share of Traditional among the telling characters; None where there are none."""
        telling = self.simplified + self.traditional
        return self.traditional / telling if telling else None


def detect(texts: Iterable[str]) -> Detection:
    """What `texts`, taken together, are written in.

    Args:
        texts: the pieces of a document.

    >>> found = detect(["滑鼠和軟體都在這裡"])
    >>> found.tag, found.evidence
    ('zh-Hant-TW', (('滑鼠', 'TW', 1), ('軟體', 'TW', 1), ('裡', 'TW', 1)))
    >>> found = detect(["術語", "术语"])
    >>> found.script, found.share, found.tag
    ('mixed', 0.5, None)
    """
    counts: Counter[str] = Counter()
    words: Counter[tuple[str, str]] = Counter()
    for text in texts:
        counts.update(character for character in text if character >= "\u2e80")
        for found in _matcher().find(text, "zh"):
            words[text[found.start : found.end], found.key] += 1
    traditional = {character: count for character, count in counts.items() if is_traditional_char(character)}
    simplified = {character: count for character, count in counts.items() if is_simplified_only_char(character)}
    sums = sum(simplified.values()), sum(traditional.values())
    script = _script(*sums)
    evidence = Counter({(word, "/".join(WORDS[key])): count for (word, key), count in words.items()})
    if script in (HANT, MIXED):
        # These forms are ordinary ones in Simplified text, or in books.
        evidence.update({(c, CHARACTERS[c]): count for c, count in counts.items() if c in CHARACTERS})
    rarer = simplified if sums[0] and (not sums[1] or sums[0] <= sums[1]) else traditional
    return Detection(
        script,
        _region(script, evidence),
        sum(count for character, count in counts.items() if is_han(character)),
        *sums,
        tuple(Counter(rarer).most_common(_SHOWN)),
        tuple((word, regions, count) for (word, regions), count in evidence.most_common(_SHOWN)),
    )


def _script(simplified: int, traditional: int) -> str | None:
    if not simplified + traditional:
        return None
    share = traditional / (simplified + traditional)
    return HANT if share >= MOSTLY else HANS if share <= 1 - MOSTLY else MIXED


def _region(script: str | None, evidence: Mapping[tuple[str, str], int]) -> str | None:
    # A word counts once however often it stands, and then a little more: one subject repeats its words.
    weights: dict[str, float] = dict.fromkeys((TAIWAN, HONG_KONG, MAINLAND), 0.0)
    for (_, regions), count in evidence.items():
        named = regions.split("/")
        for region in named:
            weights[region] += (1 + min(count, 10) / 10) / len(named)
    if script == HANS:
        # Simplified text is the mainland's unless its words say otherwise.
        weights[MAINLAND] += 0.5 if any(weights.values()) else 0.0
    (best, most), (_, second), *_ = sorted(weights.items(), key=lambda item: -item[1])
    return best if most > 0 and most >= _AHEAD * second else None


@cache
def _matcher() -> Matcher[str]:
    from shuyu.match import Matcher

    return Matcher([(word, word, HANS) for word in WORDS])
