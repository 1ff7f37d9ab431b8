"""In which order entries stand, and under which heading.

By pinyin, as 现代汉语词典 does it: character by character, first the syllable, then its tone, then the strokes of the
character, so that words of one character stand together. Latin letters at the beginning (AI治理) stand before the
characters of their letter. By strokes: the strokes of the first character, then its place in Unicode, which goes by
radical. English: letter by letter, as dictionaries do: case, spaces, hyphens and accents only break ties.
"""

from __future__ import annotations

import re
import unicodedata

from shuyu.text import han
from shuyu.text.pinyin import pinyin, toned_key
from shuyu.text.strokes import strokes

Key = tuple[object, ...]

DIGITS = "0–9"
LATIN = "A–Z"
OTHER = "其他 Other"

_PIECE = re.compile(f"[{han.HAN}]|\\d+|[^\\W\\d_{han.HAN}]+")
# As they stand in a reading.
_LATIN = re.compile(f'[^\\W_{han.HAN}][^\\s{han.HAN}（）()“”"《》「」、，,：:；;]*')
_ENGLISH = re.compile(r"\d+|[^\W\d_]+")
_LAST = "\U0010ffff"
_SPELT = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})
_UNKNOWN = 1000


def by_pinyin(text: str, reading: str) -> tuple[str, Key]:
    """The heading and the sort key of a Chinese term.

    Args:
        text: the term.
        reading: its pinyin, syllables apart.

    >>> by_pinyin("重庆", "chóng qìng")[0], by_pinyin("AI治理", "AI zhì lǐ")[0], by_pinyin("5G网络", "5G wǎng luò")[0]
    ('C', 'A', '0–9')
    >>> by_pinyin("妈", "mā")[1] < by_pinyin("麻", "má")[1] < by_pinyin("马", "mǎ")[1] < by_pinyin("马力", "mǎ lì")[1]
    True
    """
    pieces = _PIECE.findall(unicodedata.normalize("NFKC", text))
    readings = iter(_readings(text, pieces, reading))
    key: list[Key] = []
    for piece in pieces:
        if han.is_han(piece):
            said = next(readings)
            base, tone = said.rstrip("012345"), int(said[-1]) if said[-1:].isdigit() else 5
            spelt = base.replace("v", "u")
            key.append((_initial(base), 2, spelt, spelt != base, tone, strokes(piece) or _UNKNOWN, piece))
        elif piece.isdecimal():
            key.append(("", 0, int(piece)))
        else:
            plain = _plain(piece)
            key.append((_initial(plain), 1, plain))
    first = str(key[0][0]) if key else _LAST
    heading = DIGITS if first == "" else OTHER if first == _LAST else first.upper()
    return heading, (tuple(key) or ((_LAST,),), text)


def _readings(text: str, pieces: list[str], reading: str) -> list[str]:
    # One for each Han character: of the reading given, where it has as many, else of the one that is suggested.
    wanted = sum(map(han.is_han, pieces))
    latin = {run.casefold() for run in _LATIN.findall(unicodedata.normalize("NFKC", text))}
    for given in (reading, pinyin(text)):
        said = [toned_key(syllable) for syllable in given.split() if syllable.casefold() not in latin]
        if len(said) == wanted:
            return said
    return [_LAST] * wanted


def _initial(base: str) -> str:
    return base[0] if base and base[0].isascii() and base[0].isalpha() else _LAST


def by_strokes(text: str) -> tuple[str, Key]:
    """The heading and the sort key of a Chinese term.

    >>> by_strokes("人工智能")[0], by_strokes("AI治理")[0], by_strokes("β测试")[0]
    ('2 画', 'A–Z', '其他 Other')
    >>> by_strokes("一")[1] < by_strokes("人")[1] < by_strokes("人工")[1] < by_strokes("模型")[1]
    True
    """
    key: list[Key] = []
    for piece in _PIECE.findall(unicodedata.normalize("NFKC", text)):
        if han.is_han(piece):
            key.append((2, strokes(piece) or _UNKNOWN, piece))
        elif piece.isdecimal():
            key.append((0, int(piece)))
        else:
            key.append((1 if _initial(_plain(piece)) != _LAST else 3, _plain(piece)))
    if not key or key[0][0] == 3 or key[0][1:2] == (_UNKNOWN,):
        return OTHER, ((4,), *key, (-1,), text)
    kind, first = key[0][0], key[0][1]
    heading = DIGITS if kind == 0 else LATIN if kind == 1 else f"{first} 画"
    return heading, (*key, (-1,), text)


def by_letters(text: str) -> tuple[str, Key]:
    """The heading and the sort key of a term in Latin letters.

    >>> [by_letters(text)[0] for text in ("open source", "4-bit weights", "Étalab", "β-VAE")]
    ['O', '0–9', 'E', '其他 Other']
    >>> by_letters("data set")[1] < by_letters("database")[1], by_letters("GPT-4")[1] < by_letters("GPT-10")[1]
    (False, True)
    """
    pieces = _ENGLISH.findall(_plain(text))
    key: list[Key] = []
    for piece in pieces:
        if piece.isdecimal():
            key.append((0, int(piece)))
        elif key and key[-1][0] == 1:
            key[-1] = (1, f"{key[-1][1]}{piece}")
        else:
            key.append((1, piece))
    first = pieces[0][0] if pieces else _LAST
    if first.isdecimal():
        heading, rank = DIGITS, 0
    elif first.isascii():
        heading, rank = first.upper(), 1
    else:
        heading, rank = OTHER, 2
    return heading, (rank, tuple(key), text.casefold(), text.swapcase())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
