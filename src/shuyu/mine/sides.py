"""The English side of a gloss, read once: what it says, and how long its Chinese may be."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from shuyu.mine._words import ARTICLES, COUNTRIES, GLOSSED
from shuyu.mine.brackets import Shape, shape

PREFIXES = frozenset("可非反伪亚准泛超微自预无半多子元去再")
"""Characters that make one word with the word behind them (可解释, 自编码器)."""


def stems_of(word: str) -> tuple[str, ...] | None:
    """How the English for a Simplified word begins; None when the table does not hold it.

    >>> stems_of("编码器"), stems_of("魔搭")
    (('encod',), None)
    """
    found = GLOSSED.get(word) or COUNTRIES.get(word)
    if found is None and len(word) == 4 and word[:2] in GLOSSED and word[2:] in GLOSSED:
        return GLOSSED[word[:2]] + GLOSSED[word[2:]]
    if found is None and len(word) == 3 and word[2] in "器机者率性度化法学论型体式":
        return GLOSSED.get(word[:2])
    # 可解释, 自编码器: a prefix and a word.
    return found or (GLOSSED.get(word[1:]) if word[0] in PREFIXES and len(word) > 2 else None)


def _matched(words: list[str], stem: str) -> list[str]:
    # The English words that a stem accounts for; `supply+chain` needs both.
    found = []
    for part in stem.split("+"):
        word = next((w for w in words if part and w.startswith(part) and w not in found), None)
        if word is None:
            return []
        found.append(word)
    return found


def _says(word: str, stem: str) -> bool:
    stem = stem.partition("+")[0]
    return bool(stem) and (word.startswith(stem) or (len(stem) > 3 and stem in word))


@dataclass
class EnglishSide:
    """The English of a gloss.

    Attributes:
        shape: what it looks like.
        words: its words without articles and prepositions, lower case; empty for an acronym.
        letters: of an acronym its letters, else the initials of its words.
        size: how many words it stands for.
        lower: all of it in lower case.
        name: whether it is several words that all begin with a capital.
    """

    shape: Shape
    words: list[str]
    letters: str
    size: float
    lower: str
    name: bool = False

    @classmethod
    def of(cls, english: str) -> EnglishSide:
        """Read `english`.

        >>> side = EnglishSide.of("World Health Organization")
        >>> side.words, side.size
        (['world', 'health', 'organization'], 3.0)
        """
        kind = shape(english)
        tokens = [t for t in re.split(r"[\s\-–‑/,.:&+'’]+", english) if t]
        parts = [
            part
            for t in tokens
            for part in (re.findall("[A-Z]?[a-zà-ɏ]+|[A-Z]+|[0-9]+", t) if not t.isupper() else [t])
        ]
        words = [part.lower() for part in parts if part.lower() not in ARTICLES]
        letters = ""
        if kind is Shape.ACRONYM:
            letters = re.sub("[^A-Z0-9]", "", english) if sum(map(str.isupper, english)) > 1 else english.upper()
            size = max(1, sum(map(str.isalpha, letters)))
            return cls(kind, [], letters, float(size), english.lower())
        if kind is Shape.COINED:
            parts = re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-zà-ɏ]+|[0-9]+", english)
            if len(parts) < 3:
                return cls(kind, [p.lower() for p in parts], "", float(max(1, len(parts))), english.lower())
            kind = Shape.WORDS
        name = len(tokens) > 1 and all(t[0].isupper() or t.lower() in ARTICLES for t in tokens)
        return cls(kind, words, "".join(w[0] for w in words).upper(), float(max(1, len(words))), english.lower(), name)

    def has(self, word: str) -> bool | None:
        """Whether the English says a Chinese `word`; None when the table does not know the word.

        >>> side = EnglishSide.of("WHO")
        >>> side.has("世界"), side.has("贸易"), side.has("魔搭")
        (True, False, None)
        """
        if word.isascii():
            return word.lower() in self.lower
        stems = stems_of(word)
        if stems is None:
            return None
        if self.shape is Shape.ACRONYM:
            return any(stem[0].upper() in self.letters for stem in stems if stem)
        return any(_says(w, stem) for w in self.words for stem in stems)

    def uncovered(self, words: list[str]) -> int:
        """How many English words are left when every Chinese word is accounted for.

        Returns:
            -1 when none is left, 0 when a Chinese word is not accounted for or the English is no phrase.

        >>> side = EnglishSide.of("convolutional neural network")
        >>> side.uncovered(["卷积", "神经网络"]), side.uncovered(["神经网络"]), side.uncovered(["模型"])
        (-1, 1, 0)
        """
        if self.shape is not Shape.WORDS:
            return 0
        left = list(self.words)
        for word in words:
            stems = stems_of(word)
            if stems is None:
                return 0
            said = max((_matched(left, stem) for stem in stems), key=len)
            if not said:
                return 0
            for one in said:
                left.remove(one)
        return len(left) or -1

    def begins(self, word: str) -> bool:
        """Whether the English begins with `word`, or an acronym with its letter.

        >>> EnglishSide.of("WHO").begins("世界"), EnglishSide.of("WHO").begins("卫生")
        (True, False)
        """
        stems = stems_of(word) or ((word.lower(),) if word.isascii() else ())
        if self.shape is Shape.ACRONYM:
            return any(stem[:1].upper() == self.letters[:1] for stem in stems if stem)
        return bool(self.words) and any(self.words[0].startswith(stem) for stem in stems if stem)

    def fit(self, characters: float) -> float:
        """How well a length in Chinese characters fits: 0 at best, below 0 the less it does.

        The logarithm of characters per word is taken to be normal; mean and spread are those of published term lists.

        >>> side = EnglishSide.of("neural network")
        >>> side.fit(4) > side.fit(8) > side.fit(14)
        True
        """
        ratio = characters / self.size
        if self.shape is Shape.ACRONYM:
            if self.size >= 3 and characters <= self.size:
                return -1.6
            return -(((math.log(ratio) - math.log(2.1)) / (0.42 if ratio > 2.1 else 0.6)) ** 2) / 2
        if self.shape is Shape.COINED:
            return 0.0 if 2 <= characters <= 6 else -0.7 * abs(characters - (2 if characters < 2 else 6))
        if self.size == 1 and characters <= 1:
            return -0.6
        mean, spread = (2.9, 0.5) if self.size == 1 else (2.15, 0.38 if ratio > 2.15 else 0.6)
        return -(((math.log(ratio) - math.log(mean)) / spread) ** 2) / 2
