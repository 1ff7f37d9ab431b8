"""What the ranking weighs, and how much: the one place to change it.

A pair's score is a logistic sum of `shuyu.mine.features`. The weights were fitted (logistic regression, strong ridge)
to the lists of four reports of one publisher, each left out once, then rounded. Set by hand: what those lists cannot
show (glosses, counts in a large corpus, single characters) or would teach too narrowly (that a term has two words).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "inside": 0.6,
    "best of zh": 4.0,
    "best of en": 6.93,
    "clearly best of zh": 8.76,
    "clearly best of en": 6.48,
    "dice": 2.57,
    "share of zh": -1.37,
    "share of en": -1.31,
    "dominates en": 1.51,
    "count": 0.6,
    "dominates both": 0.4,
    "likelihood": 0.5,
    "zh left edge": 0.92,
    "zh right edge": 0.84,
    "en left edge": 0.86,
    "en right edge": 1.74,
    "gloss": 4.0,
    "zh 1": -1.5,
    "zh 2": -0.2,
    "zh 3": 0.41,
    "zh 4": 0.12,
    "zh 5-6": 0.22,
    "zh 7-9": 0.3,
    "zh 10+": -0.04,
    "zh Latin": -4.0,
    "zh mixed": -0.09,
    "zh one word": 0.34,
    "zh many words": -0.23,
    "zh 的": -0.33,
    "zh and": -0.28,
    "zh function word": -0.94,
    "zh ends noun": 0.13,
    "zh ends verbal noun": -0.06,
    "zh ends verb": -0.36,
    "zh ends quality": -1.24,
    "zh ends new word": -0.8,
    "zh begins verb": -0.67,
    "zh is verb": -0.5,
    "zh begins quality": -0.65,
    "zh begins attribute": -0.51,
    "zh begins number": -0.27,
    "zh begins function word": 0.66,
    "zh verb inside": 0.09,
    "zh general": -0.61,
    "byline": -6.0,
    "en one word": -0.3,
    "en two words": 0.64,
    "en three words": 0.53,
    "en four words": 0.15,
    "en many words": -0.47,
    "en name": 0.95,
    "en capital": 0.89,
    "en acronym": 1.73,
    "en of": -0.11,
    "en and": -0.34,
    "en other small word": -1.36,
    "en article": -0.69,
    "en ends -ed": -2.0,
    "en ends quality": -1.77,
    "en begins -ed": -0.32,
    "en begins -ing": -0.46,
    "en plural": 0.06,
    "en hyphen": 0.8,
    "digits on one side": -1.0,
    "digits": -1.93,
    "lengths differ": -0.55,
    "rare in general": 0.35,
}
"""By the name of the feature; what is not named weighs nothing."""

BASE = -21.0
"""The sum of a pair with no feature at all."""

PART_OF_LONGER = 2.5
"""Taken from a pair whose Chinese term stands only inside a longer one that is listed before it."""
