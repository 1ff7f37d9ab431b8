"""What stands for itself in both languages: marks, Latin words, numbers, and names written by their sound.

Names are compared by the consonants of their pinyin (卡尔扎伊, ka-er-zha-yi) and of the English word (Karzai), as in
K. Knight and J. Graehl, "Machine transliteration" (1998), but by one table of consonants that sound alike and no
training.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from shuyu.align.numerals import number_links
from shuyu.text.han import is_han

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_SAME = 0.3
_SOUND = 0.5
_SOUNDS_ALIKE = 0.7
_MOST_SYLLABLES = 8

# Treebanks write brackets and quotation marks in letters and grave accents.
_MARKS = {
    "-lrb-": "(",
    "-rrb-": ")",
    "-lsb-": "[",
    "-rsb-": "]",
    "``": '"',
    "''": '"',
    "。": ".",
    "、": ",",
    "《": '"',
    "》": '"',
    "〈": '"',
    "〉": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "——": "-",
    "--": "-",
    "–": "-",
    "……": "...",
    "…": "...",
}
_MARK_OF_WORDS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}

_SOUNDS = {letter: group[0] for group in ("bp", "dt", "gkqc", "lr", "szxj", "m", "n", "fvw", "h") for letter in group}
_SPELLINGS = (
    ("zh", "z"),
    ("sh", "s"),
    ("ch", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("ng", "n"),
    ("ck", "k"),
    ("tz", "z"),
    ("ts", "z"),
)
# Syllables that write a vowel, or the R at the end of a syllable.
_VOWELS = {"e": "", "a": "", "yi": "", "wu": "", "ya": "", "ye": "", "er": "l"}

# What a sentence begins with is no name for its capital alone.
_NO_NAMES = frozenset(
    """
    The This That These Those There Then Than And But For From With Without Within Into Onto Over Under After Before
    Between Through During Because Since Although Though While When Where Which What Who Whose Why How However
    Therefore Also Its Their They She You Your Our His Her Not All Any Some Each Every Both Either Neither
    Most More Many Much Such Other Another Are Was Were Has Have Had Does Did Can Could Should Would Only Just Even
    Still Yet Now Here Thus Hence Unless Until Upon About Above Below Among Across Against Along Once Instead
    """.split()
)


def cognates(zh: Sequence[str], en: Sequence[str]) -> Matrix:
    """How much the look and sound of words speaks for each link.

    Args:
        zh: Simplified Chinese tokens.
        en: English tokens.

    Returns:
        an array, `zh` × `en`, of what to add to a cosine.

    >>> found = cognates(["GPT", "卡尔", "扎伊", "。"], ["Karzai", "GPT", "."])
    >>> (found > 0).astype(int).tolist()
    [[0, 1, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]]
    """
    import numpy as np

    found = np.zeros((len(zh), len(en)))
    places: dict[str, list[int]] = {}
    for j, word in enumerate(en):
        places.setdefault(_plain(word), []).append(j)
    for i, word in enumerate(zh):
        found[i, places.get(_plain(word), [])] = _SAME
    for i, j in number_links(zh, en):
        found[i, j] += _SAME
    for first, last, j, alike in _sound_links(zh, en):
        found[first:last, j] += _SOUND * alike
    return found


def mark(word: str) -> str:
    """The mark that a treebank writes in letters, or the word itself.

    >>> mark("-LRB-"), mark("word")
    ('(', 'word')
    """
    return _MARK_OF_WORDS.get(word, word)


@lru_cache(maxsize=1 << 15)
def is_mark(word: str) -> bool:
    """Whether a token is punctuation.

    >>> is_mark("。"), is_mark("-LRB-"), is_mark("术语"), is_mark("3%")
    (True, True, False, False)
    """
    return not any(character.isalnum() for character in mark(word))


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> str:
    word = word.lower()
    return unicodedata.normalize("NFKC", _MARKS.get(word, word)).casefold()


def _sound_links(zh: Sequence[str], en: Sequence[str]) -> Iterator[tuple[int, int, int, float]]:
    # For each English word that may be a name the run of Chinese words that sounds most like it.
    names = [(j, word) for j, word in enumerate(en) if _may_be_a_name(word)]
    if not names:
        return
    runs: dict[str, list[tuple[int, int, str, str]]] = {}
    beginnings = {"", *(_written(word)[1][:1] for _, word in names)}
    for first, last, spoken in _runs(zh, beginnings):
        whole, heard = _spoken(spoken)
        runs.setdefault(heard[:1], []).append((first, last, whole, heard))
    for j, word in names:
        letters, written = _written(word)
        alike = [
            (_alike(whole, letters, heard, written), -first, -last)
            for first, last, whole, heard in runs.get(written[:1], ())
        ]
        best = max(alike, default=(0.0, 0, 0))
        if best[0] >= _SOUNDS_ALIKE:
            yield -best[1], -best[2], j, best[0]


@lru_cache(maxsize=1 << 15)
def _may_be_a_name(word: str) -> bool:
    if word in _NO_NAMES or not 2 < len(word) <= 30:
        return False
    return word[0].isupper() and not word.isupper() and word.replace("-", "").isalpha()


def _runs(zh: Sequence[str], beginnings: Set[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    # Runs of Chinese words; a first word that has one of other consonants begins none.
    for first, head in enumerate(zh):
        if _beginning(head) not in beginnings:
            continue
        spoken: tuple[str, ...] = ()
        for last in range(first, len(zh)):
            if zh[last] in "·・-":
                continue
            if not all(map(is_han, zh[last])):
                break
            spoken += _syllables(zh[last])
            if len(spoken) > _MOST_SYLLABLES:
                break
            if len(spoken) > 1:
                yield first, last + 1, spoken


@lru_cache(maxsize=1 << 15)
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word[: _MOST_SYLLABLES + 1]))


@lru_cache(maxsize=1 << 15)
def _beginning(word: str) -> str | None:
    return _spoken(_syllables(word))[1][:1] if word and all(map(is_han, word)) else None


@lru_cache(maxsize=1 << 15)
def _spoken(syllables: tuple[str, ...]) -> tuple[str, str]:
    sounds = "".join(_VOWELS[one] if one in _VOWELS else _consonants(one) for one in syllables)
    return "".join(syllables), _once(sounds).lstrip("a")


@lru_cache(maxsize=1 << 15)
def _written(word: str) -> tuple[str, str]:
    letters = "".join(filter(str.isascii, word.lower())).replace("-", "")
    return letters, _consonants(letters).lstrip("a")


def _alike(whole: str, letters: str, heard: str, written: str) -> float:
    # Letters and consonants weigh the same; one consonant alone says nothing.
    from rapidfuzz.distance import Indel

    consonants = Indel.normalized_similarity(heard, written) if len(written) > 1 else 0.0
    return float(Indel.normalized_similarity(whole, letters) + consonants) / 2


@lru_cache(maxsize=1 << 15)
def _consonants(letters: str) -> str:
    for spelling, sound in _SPELLINGS:
        letters = letters.replace(spelling, sound)
    first = "a" if letters and letters[0] not in _SOUNDS else ""
    return _once(first + "".join(_SOUNDS.get(letter, "") for letter in letters))


def _once(sounds: str) -> str:
    return "".join(sound for at, sound in enumerate(sounds) if at == 0 or sounds[at - 1] != sound)
