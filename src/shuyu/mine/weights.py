"""What the ranking weighs, and how much: the one place to change it.

A pair's score is a logistic sum of `shuyu.mine.features`. The weights were fitted (logistic regression, strong ridge)
to the lists of four reports of one publisher, each left out once, then rounded. Set by hand, and held while the others
were fitted: what those lists cannot show (glosses, counts in a large corpus, single characters) or would teach too
narrowly (how long terms are, that single words and parts of longer terms are none: a textbook has many).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "inside": 0.3,
    "best of zh": 6.61,
    "best of en": 9.4,
    "clearly best of zh": 4.19,
    "clearly best of en": 1.69,
    "dice": 2.2,
    "share of zh": -1.41,
    "share of en": -0.97,
    "dominates en": 1.8,
    "count": 0.6,
    "dominates both": 0.4,
    "likelihood": 0.5,
    "zh left edge": 0.65,
    "zh right edge": 0.68,
    "en left edge": 0.68,
    "en right edge": 1.39,
    "gloss": 5.0,
    "zh 1": -1.5,
    "zh 2": -0.2,
    "zh 3": 0.41,
    "zh 4": 0.12,
    "zh 5-6": 0.22,
    "zh 7-9": 0.3,
    "zh 10+": -0.04,
    "zh Latin": -4.0,
    "zh one word": 0.34,
    "zh many words": -0.05,
    "zh 的": -0.5,
    "zh and": -0.4,
    "zh function word": -0.92,
    "zh ends noun": 0.1,
    "zh ends verbal noun": -0.19,
    "zh ends verb": -0.36,
    "zh ends quality": -1.24,
    "zh ends new word": -0.9,
    "zh begins verb": -0.55,
    "zh is verb": -0.5,
    "zh begins quality": -0.61,
    "zh begins attribute": -0.22,
    "zh begins number": -0.21,
    "zh begins function word": 0.3,
    "zh verb inside": 0.25,
    "zh general": -1.0,
    "byline": -6.0,
    "en one word": -0.3,
    "en two words": 0.91,
    "en three words": 1.06,
    "en four words": 0.63,
    "en many words": -0.16,
    "en name": 0.79,
    "en capital": 0.19,
    "en acronym": 2.27,
    "en of": -0.19,
    "en and": -0.27,
    "en other small word": -1.0,
    "en article": -0.52,
    "en ends -ed": -1.74,
    "en ends quality": -1.75,
    "en begins -ed": -0.25,
    "en begins -ing": -0.34,
    "en plural": 0.17,
    "en hyphen": 0.85,
    "digits on one side": -1.0,
    "digits": -1.2,
    "lengths differ": -0.63,
    "rare in general": 0.3,
    "zh nested": -0.4,
    "en nested": -0.3,
    "no parts": 0.2,
    "en begins like a verb": -2.35,
    "en begins taking an object": -3.12,
    "en ends -ing": 0.1,
    "en ends taking an object": -1.61,
    "en free": 0.29,
    "en vague": -1.75,
    "meaning": 0.43,
    "parts": 0.9,
    "short form": 1.02,
    "zh free": 0.37,
    "zh two words": 0.07,
}
"""By the name of the feature; what is not named weighs nothing."""

BASE = -26.3
"""The sum of a pair with no feature at all."""

PART_OF_LONGER = 1.5
"""Taken from a pair whose Chinese term stands only inside a longer one that is listed before it."""
