"""The pinyin of CC-CEDICT (`nu:3 xing4`, `Bei3 jing1`, `san1 C`) to tone marks and back."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from shuyu.text._syllables import SYLLABLES
from shuyu.text.pinyin import toned_key

_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300", "5": ""}
_NUMBERS = {mark: number for number, mark in _MARKS.items() if mark}
_NUMBERED = re.compile(r"[A-Za-zÜü:]+?[1-5]")
_SYLLABLE = re.compile(r"([A-Za-zÜü:]+?)([1-5])")
# 儿, what CC-CEDICT writes where the reading is not known, and sounds that are none of the standard's syllables.
_ALONE = frozenset({"r", "xx", "a", "e", "o", "m", "n", "ng", "hm", "hng"})
_ONE = re.compile("[^aeiouv]*[aeiouv]+(?:ng?|r)?")


def marked(numbered: str) -> str:
    """Numbered pinyin with tone marks; what is no syllable (`C`, `·`) stays as it is.

    The number stands on a or e, on the o of ou, else on the last vowel (GB/T 16159-2012).

    >>> marked("nu:3 xing4"), marked("liu2"), marked("san1 C"), marked("wan2 r5"), marked("shuai4")
    ('nǚ xìng', 'liú', 'sān C', 'wán r', 'shuài')
    """
    return " ".join(_marked(token) for token in numbered.split())


@lru_cache(maxsize=1 << 13)
def _marked(token: str) -> str:
    found = _SYLLABLE.fullmatch(token)
    if found is None:
        return token
    base = re.sub("u:|v", "ü", re.sub("U:|V", "Ü", found[1]))
    lower = base.lower()
    place = next((lower.index(vowel) for vowel in ("a", "e", "ou") if vowel in lower), -1)
    if place < 0:
        place = max((at for at, letter in enumerate(lower) if letter in "iouü"), default=0)
    return unicodedata.normalize("NFC", base[: place + 1] + _MARKS[found[2]] + base[place + 1 :])


def parted(joined: str) -> str:
    """The second version of the format writes the syllables of a word together: the same with spaces.

    >>> parted("Zhong1guo2 ren2"), parted("AA zhi4"), parted("er4ling2")
    ('Zhong1 guo2 ren2', 'AA zhi4', 'er4 ling2')
    """
    return " ".join(_parted(token) for token in joined.replace("-", " ").split())


def _parted(token: str) -> str:
    pieces = _NUMBERED.findall(token)
    return " ".join(pieces) if "".join(pieces) == token else token


def numbered(reading: str) -> str:
    """Tone-marked pinyin as CC-CEDICT has it: a number after every syllable, ü as `u:`.

    >>> numbered("nǚ xìng"), numbered("Běi jīng"), numbered("hái zi"), numbered("AI zhì lǐ"), numbered("réngōng")
    ('nu:3 xing4', 'Bei3 jing1', 'hai2 zi5', 'AI zhi4 li3', 'ren2 gong1')
    """
    return " ".join(_numbered(chunk) for chunk in reading.replace("[", " ").replace("]", " ").split())


@lru_cache(maxsize=1 << 13)
def _numbered(chunk: str) -> str:
    decomposed = unicodedata.normalize("NFD", chunk)
    tones = [_NUMBERS[mark] for mark in decomposed if mark in _NUMBERS]
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _NUMBERS))
    lower = base.lower().replace("ü", "v")
    if not tones and (base.isupper() or not lower.isalpha()):
        return chunk
    if not tones and len(lower) == 1 and lower not in _ALONE:
        return chunk
    if len(tones) < 2 and lower.isascii() and (lower in SYLLABLES or lower in _ALONE or _ONE.fullmatch(lower)):
        return _spelled(base) + (tones[0] if tones else "5")
    pieces = _NUMBERED.findall(toned_key(chunk))
    if not pieces or "".join(pieces) != toned_key(chunk):
        return chunk
    words = " ".join(_spelled(piece) for piece in pieces)
    return words[0].upper() + words[1:] if base[0].isupper() else words


def _spelled(base: str) -> str:
    return base.replace("v", "ü").replace("ü", "u:").replace("Ü", "U:")
