"""A bilingual dictionary as evidence: which words of a sentence it gives for which of the other.

The file is the user's own, in the format of CC-CEDICT (`Traditional Simplified [pin1 yin1] /meaning/meaning/`), or
one pair a line, Chinese, tab, English. None is part of shuyu.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu.errors import InputError, Problem
from shuyu.text.english import lemma, tokens
from shuyu.text.fold import simplified_chars
from shuyu.text.han import has_han

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_ENTRY = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(.*)/\s*\Z")
_NO_MEANING = re.compile(r"(?:old |archaic |erhua )?variant of |see |CL:|surname |also written |used in |abbr\. for ")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SMALL_WORDS = frozenset("a an the of to in on at for by with from and or be sb sth one etc not that this it".split())
_LONGEST_MEANING = 6
_LONGEST_TERM = 20
_LONGEST_WORD = 8
_MOST_TOKENS = 4
_PART = 0.75


class Lexicon:
    """Meanings of Chinese words, as sequences of English lemmas.

    Args:
        pairs: a Chinese word, in either script, and one meaning of it.

    >>> lexicon = Lexicon([("術語", "technical term"), ("术语", "terminology")])
    >>> lexicon.meanings("术语") == {("technical", "term"), ("terminology",)}
    True
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._meanings: dict[str, set[tuple[str, ...]]] = {}
        for zh, en in pairs:
            self._add(zh, en, _LONGEST_MEANING)

    def _add(self, zh: str, en: str, longest: int) -> None:
        words = tuple(lemma(word) for word in tokens(en))
        if len(words) > 1 and words[0] == "to":
            words = words[1:]
        if words and len(words) <= longest:
            self._meanings.setdefault(simplified_chars(zh), set()).add(words)

    def extended(self, terms: Iterable[tuple[str, str]]) -> Lexicon:
        """This dictionary with terms added, of any length.

        >>> Lexicon([("模型", "model")]).extended([("大模型", "large model")]).get("大模型")
        ['large model']
        """
        found = Lexicon(())
        found._meanings = {zh: set(meanings) for zh, meanings in self._meanings.items()}
        for zh, en in terms:
            found._add(zh, en, _LONGEST_TERM)
        return found

    def get(self, word: str, default: Sequence[str] | None = None, /) -> Sequence[str] | None:
        """What a Chinese word in Simplified script means, as texts; `default` when that is not known."""
        meanings = self._meanings.get(word)
        return default if meanings is None else sorted(" ".join(meaning) for meaning in meanings)

    def __len__(self) -> int:
        return len(self._meanings)

    def meanings(self, word: str) -> set[tuple[str, ...]]:
        """What a Chinese word in Simplified script means."""
        return self._meanings.get(word, set())

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """Read a dictionary file, plain or compressed with gzip.

        Args:
            path: in the format of CC-CEDICT, or `Chinese<tab>English` lines; lines that begin with `#` say nothing.

        Returns:
            its entries.

        Raises:
            InputError: E151, when the file cannot be read or no line is an entry.
        """
        try:
            if path.suffix == ".gz":
                with gzip.open(path, "rt", encoding="utf-8") as lines:
                    found = cls(pair for line in lines for pair in _pairs(line))
            else:
                with path.open(encoding="utf-8-sig") as lines:
                    found = cls(pair for line in lines for pair in _pairs(line))
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(Problem("E151", f"the dictionary cannot be read: {error}", path=str(path))) from error
        if not found:
            how = "Write entries as CC-CEDICT does, or Chinese, a tab and English."
            raise InputError(Problem("E151", "no line of the dictionary is an entry", how, path=str(path)))
        return found

    def matches(self, zh: Sequence[str], en: Sequence[str]) -> Matrix:
        """How far the dictionary gives each word of `en` for each of `zh`.

        Args:
            zh: Simplified Chinese tokens; words of the dictionary may be several of them.
            en: English tokens.

        Returns:
            an array, `zh` × `en`: 1 where a whole meaning stands in `en`, less where part of one does.

        >>> lexicon = Lexicon([("维和", "peacekeeping"), ("外交部", "ministry of foreign affairs")])
        >>> lexicon.matches(["外交", "部"], ["Foreign", "Ministry"]).round(2).tolist()
        [[0.25, 0.25], [0.25, 0.25]]
        """
        import numpy as np

        found = np.zeros((len(zh), len(en)))
        lemmas = [lemma(word) for word in en]
        places: dict[str, list[int]] = {}
        for j, word in enumerate(lemmas):
            places.setdefault(word, []).append(j)
        for first in range(len(zh)):
            joined = ""
            for last in range(first, min(first + _MOST_TOKENS, len(zh))):
                joined += zh[last]
                if len(joined) > _LONGEST_WORD:
                    break
                for meaning in self._meanings.get(joined, ()):
                    _mark(found[first : last + 1], meaning, lemmas, places)
        return found


def _mark(rows: Matrix, meaning: tuple[str, ...], lemmas: Sequence[str], places: dict[str, list[int]]) -> None:
    import numpy as np

    if len(meaning) == 1 and meaning[0] in _SMALL_WORDS and len(rows) > 1:
        return
    for j in places.get(meaning[0], ()):
        if tuple(lemmas[j : j + len(meaning)]) == meaning:
            rows[:, j : j + len(meaning)] = 1.0
    if len(meaning) > 1:
        content = [word for word in meaning if word not in _SMALL_WORDS]
        weight = 0.9 if len(content) == 1 else _PART / max(len(content), 1)
        for word in content:
            for j in places.get(word, ()):
                rows[:, j] = np.maximum(rows[:, j], weight)


def _pairs(line: str) -> list[tuple[str, str]]:
    if line.startswith("#"):
        return []
    entry = _ENTRY.match(line)
    if entry is None:
        zh, tab, en = line.rstrip("\n").partition("\t")
        return [(zh, en)] if tab and has_han(zh) and en.strip() else []
    traditional, simplified, meanings = entry.groups()
    pairs: list[tuple[str, str]] = []
    for meaning in meanings.split("/"):
        if _NO_MEANING.match(meaning):
            continue
        for part in re.split("[;,]", _ASIDE.sub("", meaning)):
            pairs.extend((zh, part) for zh in dict.fromkeys((simplified, traditional)))
    return pairs
